"""Every format of `check` is read by somebody else's schema or library, which must find in it what `--format json` says."""

import codecs
import json
import os
import urllib.parse
import xml.etree.ElementTree

import jsonschema
import junitparser
import pytest

from conftest import COPYDESK, PACKAGES, ROOT, run

# What a format could stumble over: marks of XML, JSON, URIs and workflow commands, characters of one to four bytes, several
# lines, control characters, lines that end as on Windows, a byte order mark.
DRAFTS = {
    "plain.md": "Critics say the ferry is late.\n",
    "a folder/we ird, 100%:é & <b> [1].md": "😀 ÄÖ: critics say TKTK & “<it>”, 100% sure.\n\n“An open\nquotation, & no end.\n",
    "control.md": "“It was a \x1b[31m very\x0b bad & <b> day for all of us here.”\n\nIt was \x01TKTK.\n",
    "windows.txt": "\ufeffThe “pay rise is fair,” claimed Ana Lopez, the mayor.\r\n\r\n“One two three\r\nfour five six seven.”\r\n\r\nTKTK came. TKTK went.\r\n",
    "silenced.md": "<!-- copydesk-ignore placeholder: seen -->\n\nThe “deal is done,” claimed Ana Lopez, the mayor of Bridport.\n",
    "clean.md": "Prices rose, said Ana Lopez, the minister.\n",
}
LATIN = b"One.\n\nCaf\xe9.\n"


class Found:
    """The drafts, and what `--format json` finds in them."""

    def __init__(self, folder):
        self.folder = folder
        for name, text in DRAFTS.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(text.encode())
        (folder / "latin.md").write_bytes(LATIN)
        found = json.loads(self.check("json"))
        self.diagnostics, self.problems = found["diagnostics"], found["problems"]
        assert len(self.diagnostics) >= 10 and len(self.problems) == 1
        assert {it["severity"] for it in self.diagnostics} == {"error", "warning", "info", "hint"}

    def check(self, format):
        return run(COPYDESK, "check", "--no-config", "--format", format, cwd=self.folder, status=2)

    def read(self, format, text=None):
        """What the library of others makes of it."""
        file = self.folder / "written"
        file.write_text(self.check(format) if text is None else text)
        environment = {**os.environ, "PACKAGES": str(PACKAGES)}
        environment.pop("GITHUB_ACTIONS", None)
        return run("node", ROOT / "tests/packaging/read.mjs", format, file, cwd=self.folder, env=environment)

    def places(self, *keys):
        """Path, line and more of each finding."""
        values = {
            "rule": lambda it: it["rule"],
            "message": lambda it: it["message"],
            "words": lambda it: self.bytes(it)[slice(*it["span"])].decode(),
            "column": lambda it: it["range"]["start"]["column"],
            "end": lambda it: it["range"]["end"]["line"],
        }
        place = lambda it: (it["path"], it["range"]["start"]["line"])
        return [(*place(it), *(values[key](it) for key in keys)) for it in self.diagnostics]

    def bytes(self, diagnostic):
        return (self.folder / diagnostic["path"]).read_bytes()


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    return Found(tmp_path_factory.mktemp("formats"))


def cut(text, start, end):
    """The part of a draft between two places, each a line and an offset from 1, in characters or bytes as the draft
    is, which comes without its byte order mark: it is no character of the first line."""
    feed = "\n" if isinstance(text, str) else b"\n"
    lines = [line + feed for line in text.split(feed)]
    (first, begin), (last, stop) = start, end
    inside = lines[first - 1 : last]
    inside[-1] = inside[-1][: stop - 1]
    inside[0] = inside[0][begin - 1 :]
    return text[:0].join(inside)


def test_sarif(found):
    log = json.loads(found.check("sarif"))
    jsonschema.validate(log, json.loads(found.read("sarif", "")), cls=jsonschema.Draft7Validator)
    [run_] = log["runs"]
    rules = run_["tool"]["driver"]["rules"]
    assert run_["columnKind"] == "unicodeCodePoints"
    places = []
    for result in run_["results"]:
        [location] = result["locations"]
        location = location["physicalLocation"]
        path = urllib.parse.unquote(location["artifactLocation"]["uri"])
        text = (found.folder / path).read_bytes().decode("utf-8-sig")
        region = location["region"]
        start, end = ((region[f"{it}Line"], region[f"{it}Column"]) for it in ["start", "end"])
        words = cut(text, start, end)
        places.append((path, start[0], result["ruleId"], result["message"]["text"], words))
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert rules[result["ruleIndex"]]["help"]["text"]
    assert places == found.places("rule", "message", "words")
    fixes = [[fix["description"]["text"] for fix in result["fixes"]] for result in run_["results"]]
    assert fixes == [[fix["title"] for fix in it["fixes"]] for it in found.diagnostics] and any(fixes)
    [notification] = run_["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"] == found.problems[0]["message"]


def test_fingerprints_tell_findings_apart_and_outlast_edits_elsewhere(found, tmp_path):
    def fingerprints(format, folder):
        written = json.loads(run(COPYDESK, "check", "--no-config", "--format", format, cwd=folder, status=None))
        if format == "gitlab":
            return [it["fingerprint"] for it in written if it["check_name"] != "unreadable"]
        return [it["partialFingerprints"]["copydesk/v1"] for it in written["runs"][0]["results"]]

    for name, text in DRAFTS.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        text = text.removeprefix("\ufeff")
        (tmp_path / name).write_bytes(("Lines that are new.\n\nAnd more of them.\n\n" + text).encode())
    for format in ["sarif", "gitlab"]:
        before, after = fingerprints(format, found.folder), fingerprints(format, tmp_path)
        assert len(set(before)) == len(before) == len(found.diagnostics)
        assert after == before


# GitLab's documentation of the code quality report format, as a schema: what it reads, and which severities it knows.
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                # Relative to the repository, without a leading `./`.
                "properties": {
                    "path": {"type": "string", "pattern": "^[^./]"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}, "end": {"type": "integer"}},
                    },
                },
            },
        },
    },
}


def test_gitlab(found):
    report = json.loads(found.check("gitlab"))
    jsonschema.validate(report, GITLAB)
    places = [(it["location"], it["check_name"], it["description"]) for it in report]
    places = [(place["path"], place["lines"]["begin"], rule, text) for place, rule, text in places]
    assert places[:-1] == found.places("rule", "message")
    assert places[-1][:3] == ("latin.md", 3, "unreadable")
    # A draft that is named with `./` is the same draft.
    named = json.loads(run(COPYDESK, "check", "--format", "gitlab", "./plain.md", cwd=found.folder, status=1))
    jsonschema.validate(named, GITLAB)
    assert named == [it for it in report if it["location"]["path"] == "plain.md"]


def test_checkstyle(found):
    read = [(it["file"], it["line"], it.get("column"), it["message"]) for it in json.loads(found.read("checkstyle"))]
    without_controls = lambda text: "".join("\ufffd" if letter < " " else letter for letter in text)
    places = [(*place, without_controls(message)) for *place, message in found.places("column", "message")]
    assert read[:-1] == places
    assert read[-1][:2] == ("latin.md", 3)
    sources = [it.get("source") for it in xml.etree.ElementTree.fromstring(found.check("checkstyle")).iter("error")]
    assert sources[:-1] == [f"copydesk.{it['rule']}" for it in found.diagnostics]


def test_junit(found):
    report = junitparser.JUnitXml.fromstring(found.check("junit").encode())
    said = {attribute: getattr(report, attribute) for attribute in ["failures", "errors", "tests"]}
    failed = []
    for suite in report:
        counts = (suite.tests, suite.failures, suite.errors)
        suite.update_statistics()
        assert counts == (suite.tests, suite.failures, suite.errors), suite.name
        for case in suite:
            failed += [(case.classname, case.name, it.type) for it in case.result if isinstance(it, junitparser.Failure)]
    report.update_statistics()
    assert said == {attribute: getattr(report, attribute) for attribute in said}
    serious = [it for it in found.diagnostics if it["severity"] in ["error", "warning"]]
    place = lambda it: "{line}:{column}".format(**it["range"]["start"])
    assert failed == [(it["path"], f"{it['rule']} at {place(it)}", it["severity"]) for it in serious]
    suites = {suite.name: [case.is_passed for case in suite] for suite in report}
    assert suites["clean.md"] == [True] and suites["latin.md"] == [False]


def test_rdjson(found):
    verdict = json.loads(found.read("rdjson"))
    assert verdict["valid"] and not verdict["errors"], verdict
    places = []
    for it in json.loads(found.check("rdjson"))["diagnostics"]:
        path, range_ = it["location"]["path"], it["location"]["range"]
        draft = (found.folder / path).read_bytes().removeprefix(codecs.BOM_UTF8)
        start, end = ((range_[name]["line"], range_[name]["column"]) for name in ["start", "end"])
        places.append((path, start[0], it["code"]["value"], it["message"], cut(draft, start, end).decode()))
    assert places == found.places("rule", "message", "words")


def test_github(found):
    kinds = {"error": "error", "warning": "warning", "info": "notice", "hint": "notice"}
    findings = []
    for it in found.diagnostics:
        start, end = it["range"]["start"], it["range"]["end"]
        properties = {"title": f"copydesk {it['rule']}", "file": it["path"], "startLine": start["line"], "endLine": end["line"]}
        if start["line"] == end["line"]:
            properties |= {"startColumn": start["column"], "endColumn": end["column"]}
        findings.append({"kind": kinds[it["severity"]], "message": it["message"], "properties": properties})
    problem = found.problems[0]
    properties = {"title": "copydesk", "file": problem["path"], "startLine": problem["line"], "startColumn": problem["column"]}
    findings.append({"kind": "error", "message": problem["message"], "properties": properties})

    def commands(text):
        """Each with its properties in the order of their names, which the runner does not mind."""
        for line in text.split("\n")[:-1]:
            _, command, message = line.split("::", 2)
            kind, _, properties = command.partition(" ")
            yield kind, sorted(properties.split(",")), message

    assert list(commands(found.check("github"))) == list(commands(found.read("github", json.dumps(findings))))
