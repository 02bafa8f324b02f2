"""Archives: the filters that answer line by line, alone and under the engine of a data team. The same findings as `check`."""

import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import threading

import pytest

from conftest import COPYDESK, ROOT, run

FILTERS = {
    "check": ["check", "--no-config", "--format", "jsonl", "--jsonl-input", "--fail-on", "never"],
    "inspect": ["inspect", "--no-config", "--jsonl"],
}
MEGABYTE = 1 << 20


def told(articles):
    """The README's line for Spark, done as it stands there, but for where the program lies."""
    [line] = re.findall(r"^ +(findings = articles\.pipe\(.*\))$", (ROOT / "server/README.md").read_text(), re.MULTILINE)
    assert line.count("/opt/copydesk ") == 1
    names = {"articles": articles}
    exec(line.replace("/opt/copydesk", shlex.quote(str(COPYDESK))), names)
    return names["findings"]


# How each filter is piped to; the README tells it for findings.
PIPES = {"check": told, "inspect": lambda articles: articles.pipe(shlex.join([str(COPYDESK), *FILTERS["inspect"]]))}


def articles(count=40):
    """Published news where it lies beside the repository, else the example drafts: markdown, as a line's text is read."""
    news = ROOT.parent / "shared/news/bbc"
    files = sorted(news.glob("*.txt"))[:count] if news.is_dir() else sorted((ROOT / "tests/drafts").glob("*.md"))
    assert len(files) > 3
    return files


def without_place(value):
    """A finding without what names its draft: a path here, an id there."""
    if isinstance(value, dict):
        return {key: without_place(part) for key, part in value.items() if key != "path"}
    return [without_place(part) for part in value] if isinstance(value, list) else value


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """Articles as an archive would have them, and what the commands say of each as a file of its own."""
    folder = tmp_path_factory.mktemp("archive")
    lines, expected = [], {"check": [], "inspect": []}
    for number, file in enumerate(articles()):
        draft = folder / f"{number:03}.md"
        shutil.copy(file, draft)
        lines.append(json.dumps({"id": number, "text": draft.read_bytes().decode()}))
        # Each for itself: what drafts of one folder write in two ways is no matter of one line.
        found = json.loads(run(COPYDESK, "check", "--no-config", "--format", "json", draft.name, cwd=folder, status=None))
        expected["check"].append((number, without_place(found["diagnostics"])))
    for number, line in enumerate(run(COPYDESK, "inspect", "--no-config", ".", cwd=folder).splitlines()):
        expected["inspect"].append((number, without_place(json.loads(line))))
    assert sum(len(found) for _, found in expected["check"]) > 20
    return lines, expected


def answered(command, lines):
    """Each answer's id, and what it says."""
    for line in lines:
        answer = json.loads(line)
        number = answer.pop("id")
        yield number, without_place(answer["diagnostics"] if command == "check" else answer)


@pytest.mark.parametrize("command", FILTERS)
def test_a_line_is_answered_as_the_file_is(archive, command):
    lines, expected = archive
    said = run(COPYDESK, *FILTERS[command], input="\n".join(lines) + "\n")
    assert list(answered(command, said.splitlines())) == expected[command]


@pytest.mark.parametrize("command", FILTERS)
def test_under_pyspark(archive, command):
    """`RDD.pipe`: Spark starts the filter once for each partition and reads its lines as they come."""
    if subprocess.run(["java", "-version"], capture_output=True).returncode if shutil.which("java") else True:
        pytest.skip("there is no Java here, which Spark needs")
    pyspark = pytest.importorskip("pyspark", reason="PySpark is not installed")
    lines, expected = archive
    os.environ["PYSPARK_PYTHON"] = sys.executable
    settings = pyspark.SparkConf().setMaster("local[2]").set("spark.ui.enabled", "false").set("spark.driver.host", "127.0.0.1")
    context = pyspark.SparkContext(conf=settings.set("spark.driver.bindAddress", "127.0.0.1"))
    try:
        bad = ["no JSON", *lines]
        piped = PIPES[command](context.parallelize(bad, 4)).collect()
    finally:
        context.stop()
    assert len(piped) == len(bad)
    refused = json.loads(piped[0])
    assert refused["id"] is None and "not JSON" in refused["problem"]
    assert list(answered(command, piped[1:])) == expected[command]


def peak(process):
    """The most memory that a running program has held, in bytes."""
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    [line] = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) * 1024


@pytest.mark.parametrize("command", FILTERS)
def test_a_stream_without_end_is_answered_in_order_and_in_bounded_memory(command):
    """Far more than a pipe and the buffers hold, with lines in between that cannot be read; each is answered at its place."""
    if not pathlib.Path("/proc/self/status").exists():
        pytest.skip("memory is read from /proc, which is not here")
    text = "Critics say the ferry is late. Ana Lopez, the mayor, did not. " + "<!-- " + "x" * 20_000 + " -->"
    bad = {7: '{"id": 7}', 8: "{", 9: "[]", 900: '{"id": 900, "text": 5}'}
    count = 3000
    arguments = [COPYDESK, *FILTERS[command], "--jobs", "2"]
    process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def write():
        for number in range(count):
            process.stdin.write(bad.get(number, json.dumps({"id": number, "text": text})) + "\n")
        process.stdin.flush()

    writer = threading.Thread(target=write, daemon=True)
    writer.start()
    peaks = {}
    for number in range(count):
        answer = json.loads(process.stdout.readline())
        if number in bad:
            assert f"line {number + 1}: " in answer["problem"]
        else:
            assert answer["id"] == number and "problem" not in answer
        if number in (count // 6, count - 1):
            peaks[number] = peak(process)
    writer.join()
    # Only now, so that it was still there when its memory was looked at.
    process.stdin.close()
    process.stdout.close()
    assert process.wait() == 2, "a line that could not be read is told in the exit status too"
    early, late = peaks.values()
    # 50 MB have gone through since, a few lines at a time: none may leave even two kilobytes behind.
    assert late - early < 3 * MEGABYTE, (early, late)
