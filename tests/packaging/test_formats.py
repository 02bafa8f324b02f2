"""Every format of `check` is read by somebody else's schema or library, which must find in it what `--format json` says."""

import codecs
import json
import os
import re
import shutil
import subprocess
import urllib.parse
import xml.etree.ElementTree

import jsonschema
import junitparser
import pytest

from conftest import COPYDESK, PACKAGES, PYTHON, ROOT, run

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
BROKEN = b"On\xc3\xa9.\n\nCaf\xe9.\n"


class Found:
    """The drafts, and what `--format json` finds in them."""

    def __init__(self, folder):
        self.folder = folder
        for name, text in DRAFTS.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(text.encode())
        (folder / "broken.md").write_bytes(BROKEN)
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


def shape(value):
    """What a report is made of: its keys, and what kind of value each has."""
    match value:
        case dict():
            return {key: shape(part) for key, part in value.items()}
        case list():
            return [shape(value[0])] if value else []
    return type(value).__name__


def test_gitlab_reads_like_the_reports_of_others(found, tmp_path):
    """rumdl writes the same report for Markdown; codeclimate-types declares the words and the lines of the format that GitLab
    took over. Neither comes from this project, as the schema above does."""
    # No heading, and two blanks within the line.
    (tmp_path / "draft.md").write_text("The ferry  is late.\n")
    command = [PYTHON / "rumdl", "check", "--no-cache", "--isolated", "--output-format", "gitlab", "draft.md"]
    theirs = json.loads(run(*command, cwd=tmp_path, status=1))
    assert {it["location"]["path"] for it in theirs} == {"draft.md"}
    report = json.loads(found.check("gitlab"))
    [expected] = {json.dumps(shape(it), sort_keys=True) for it in theirs}
    for it in report:
        written = shape(it)
        # The last line may be left out, and rumdl does so.
        assert written["location"]["lines"].pop("end", "int") == "int"
        assert json.dumps(written, sort_keys=True) == expected, it

    declared = (PACKAGES / "node_modules/codeclimate-types/index.d.ts").read_text()
    [severities] = re.findall(r"type Severity = (.*)", declared)
    severities = re.findall(r"'(\w+)'", severities)
    assert {it["severity"] for it in [*report, *theirs]} <= set(severities) and GITLAB["items"]["properties"]["severity"]["enum"] == severities
    assert "{ path: string; lines: { begin: number; end: number } }" in declared
    # "Descriptions must be a single line of text", and the worst is what somebody must see first.
    assert "Descriptions must be a single line of text" in declared
    assert not [it for it in report if "\n" in it["description"]]
    ranks = {it["severity"]: severities.index(line["severity"]) for it, line in zip(found.diagnostics, report)}
    assert sorted(ranks, key=ranks.get) == ["hint", "info", "warning", "error"] and len(set(ranks.values())) == 4


def test_gitlab(found):
    report = json.loads(found.check("gitlab"))
    jsonschema.validate(report, GITLAB)
    places = [(it["location"], it["check_name"], it["description"]) for it in report]
    places = [(place["path"], place["lines"]["begin"], rule, text) for place, rule, text in places]
    assert places[:-1] == found.places("rule", "message")
    assert places[-1][:3] == ("broken.md", 3, "unreadable")
    # A draft that is named with `./` is the same draft.
    named = json.loads(run(COPYDESK, "check", "--format", "gitlab", "./plain.md", cwd=found.folder, status=1))
    jsonschema.validate(named, GITLAB)
    assert named == [it for it in report if it["location"]["path"] == "plain.md"]


def escaped(text):
    """A message as formats show it that a terminal or a page may read: control characters as they are written in Rust."""
    return "".join(f"\\u{{{ord(letter):x}}}" if letter < " " else letter for letter in text)


def test_checkstyle(found):
    read = [(it["file"], it["line"], it.get("column"), it["message"]) for it in json.loads(found.read("checkstyle"))]
    places = [(*place, escaped(message)) for *place, message in found.places("column", "message")]
    assert read[:-1] == places
    assert read[-1][:2] == ("broken.md", 3)
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
    assert suites["clean.md"] == [True] and suites["broken.md"] == [False]


# Fixes of every kind, of one place and of several, behind characters of one to four bytes and at the end of a line, and lines
# that end in every way.
FIXED = """😀 Ana Lopez met Piet Janssen on Monday. “Mr Janssen” is “calm”.

ÄÖ: The mayor said that Mr Janssen was calm. 😀 The engineer said Ms Lopez was not. The boat took Mr. Janssen home.

Critics say that Mr. Janssen and Mr Lopez met. Brennik met Hal Brennick. Brennick and Brennick met Brennick, claimed Brennick.

The “pay rise is fair,” claimed Ana Lopez, the mayor. “One two three four five six seven.”

The 😀 earlier deal reportedly collapsed in March at the ÄÖ.

“We saw the smoke at noon. We rang the bell. Nobody came,” said Ana Lopez, the baker.

ORSC grew by 45% last year. The boat then took Mr. Janssen home again."""
ENDINGS = {
    "unix.md": FIXED + "\n",
    "open.md": FIXED,
    "windows.md": FIXED.replace("\n", "\r\n") + "\r\n",
    "windows-open.md": FIXED.replace("\n", "\r\n"),
    "mark.md": "\ufeff" + FIXED + "\n",
    "a folder/we ird, 100%é.md": FIXED + "\n",
}


@pytest.fixture
def fixed(tmp_path):
    """A folder of drafts with fixes."""
    for name, text in ENDINGS.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(text.encode())
    return tmp_path


def offset(text, place):
    """Where in a draft a line and an offset from 1 are; it comes without its byte order mark, in characters or bytes."""
    line, column = place
    lines = text.split("\n" if isinstance(text, str) else b"\n")
    return sum(len(it) + 1 for it in lines[: line - 1]) + column - 1


def replaced(text, edits):
    """The draft after its edits, each a start, an end and what comes there, none of which touch."""
    for start, end, inserted in sorted(edits, reverse=True):
        assert 0 <= start <= end <= len(text)
        text = text[:start] + inserted + text[end:]
    return text


def test_the_fixes_of_sarif_and_rdjson_are_those_of_json(fixed):
    """Each fix applied to the draft as a reader of the format would, who counts characters in one and bytes in the other."""
    check = lambda format: json.loads(run(COPYDESK, "check", "--no-config", "--format", format, cwd=fixed, status=1))
    found = check("json")["diagnostics"]
    draft = lambda path: (fixed / path).read_bytes()
    expected = []
    for it in found:
        edits = [[(*edit["span"], edit["text"].encode()) for edit in fix["edits"]] for fix in it["fixes"]]
        assert all(edit["path"] == it["path"] for fix in it["fixes"] for edit in fix["edits"])
        expected.append([replaced(draft(it["path"]), fix).removeprefix(codecs.BOM_UTF8) for fix in edits])
    assert {len(fix["edits"]) for it in found for fix in it["fixes"]} > {1}, "fixes of one place and of several"
    assert {it["path"] for it in found if it["fixes"]} == set(ENDINGS)

    for it, texts in zip(check("sarif")["runs"][0]["results"], expected, strict=True):
        assert len(it["fixes"]) == len(texts)
        for fix, text in zip(it["fixes"], texts):
            [change] = fix["artifactChanges"]
            before = draft(urllib.parse.unquote(change["artifactLocation"]["uri"])).decode("utf-8-sig")
            edits = []
            for replacement in change["replacements"]:
                region = replacement["deletedRegion"]
                places = [(region[f"{it}Line"], region[f"{it}Column"]) for it in ["start", "end"]]
                edits.append((*(offset(before, place) for place in places), replacement["insertedContent"]["text"]))
            assert replaced(before, edits).encode() == text, fix

    for it, finding, texts in zip(check("rdjson")["diagnostics"], found, expected, strict=True):
        # A suggestion is one replacement.
        texts = [text for text, fix in zip(texts, finding["fixes"]) if len(fix["edits"]) == 1]
        assert len(it["suggestions"]) == len(texts)
        before = draft(it["location"]["path"]).removeprefix(codecs.BOM_UTF8)
        for suggestion, text in zip(it["suggestions"], texts):
            places = [(suggestion["range"][name]["line"], suggestion["range"][name]["column"]) for name in ["start", "end"]]
            assert replaced(before, [(*(offset(before, place) for place in places), suggestion["text"].encode())]) == text


@pytest.mark.parametrize("how", [[], ["--unsafe-fixes"]], ids=["safe", "unsafe"])
def test_a_diff_is_what_git_applies_and_fix_does(fixed, tmp_path_factory, how):
    apart = tmp_path_factory.mktemp("applied")
    shutil.copytree(fixed, apart, dirs_exist_ok=True)
    # Bytes: line ends are what this is about.
    command = [COPYDESK, "check", "--no-config", "--diff", *how]
    done = subprocess.run(command, cwd=apart, capture_output=True)
    assert done.returncode == 1 and done.stdout.count(b"--- ") == len(ENDINGS), done
    for check in [["--check"], []]:
        # git must not take the folder for a part of the repository that it may lie in.
        environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(apart.parent), "GIT_CONFIG_GLOBAL": os.devnull}
        applied = subprocess.run(["git", "apply", "-p0", *check, "-"], cwd=apart, input=done.stdout, capture_output=True, env=environment)
        assert applied.returncode == 0, applied
    run(COPYDESK, "check", "--no-config", "--fix", *how, cwd=fixed, status=None)
    for name, text in ENDINGS.items():
        after = (fixed / name).read_bytes()
        assert after != text.encode() and (apart / name).read_bytes() == after, name


def test_rdjson(found):
    verdict = json.loads(found.read("rdjson"))
    assert verdict["valid"] and not verdict["errors"], verdict
    places, problems = [], []
    for it in json.loads(found.check("rdjson"))["diagnostics"]:
        if "code" not in it:
            assert it["severity"] == "ERROR"
            problems.append((it["location"]["path"], it["message"]))
            continue
        path, range_ = it["location"]["path"], it["location"]["range"]
        draft = (found.folder / path).read_bytes().removeprefix(codecs.BOM_UTF8)
        start, end = ((range_[name]["line"], range_[name]["column"]) for name in ["start", "end"])
        places.append((path, start[0], it["code"]["value"], it["message"], cut(draft, start, end).decode()))
    assert places == found.places("rule", "message", "words")
    assert any(path == "broken.md" and "UTF-8" in message for path, message in problems), problems


def test_github(found):
    kinds = {"error": "error", "warning": "warning", "info": "notice", "hint": "notice"}
    findings = []
    for it in found.diagnostics:
        start, end = it["range"]["start"], it["range"]["end"]
        properties = {"title": f"copydesk {it['rule']}", "file": it["path"], "startLine": start["line"], "endLine": end["line"]}
        if start["line"] == end["line"]:
            properties |= {"startColumn": start["column"], "endColumn": end["column"]}
        findings.append({"kind": kinds[it["severity"]], "message": escaped(it["message"]), "properties": properties})
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
