"""The scripts that build and test: where they build, and what they say of a part that fails."""

import os
import re
import shutil
import subprocess

import pytest

from conftest import ROOT


@pytest.fixture
def copy(tmp_path):
    """A copy of the scripts in which cargo builds nothing, notes what it was asked to do, and finds one test, which passes."""
    for name in ["run", "places", "dependencies"]:
        (tmp_path / "tests").mkdir(exist_ok=True)
        shutil.copy(ROOT / "tests" / name, tmp_path / "tests")
    cargo = tmp_path / "bin/cargo"
    cargo.parent.mkdir()
    cargo.write_text('#!/bin/sh\necho "$CARGO_TARGET_DIR: $*" >>"$CALLS"\n[ "$1" != test ] || echo "test result: ok. 1 passed; 0 failed"\n')
    cargo.chmod(0o755)
    return tmp_path


def call(copy, script, **environment):
    environment = {**os.environ, "PATH": f"{copy / 'bin'}:{os.environ['PATH']}", "CALLS": str(copy / "calls"), **environment}
    done = subprocess.run(["bash", script], cwd=copy, env=environment, text=True, capture_output=True)
    return done.returncode, done.stdout.splitlines()


def part(copy, script, text):
    path = copy / script
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)


def test_a_part_that_failed_is_told_once(copy):
    parts = re.findall(r"^    more (tests/\S+)$", (ROOT / "tests/run").read_text(), re.M)
    assert len(parts) > 5
    for script in parts:
        part(copy, script, "echo 1 passed, 0 failed\n")
    assert call(copy, "tests/run")[0] == 0
    # One cannot be built, one counts a failure, and one ends well without a test.
    part(copy, parts[0], "echo error: could not compile\nexit 1\n")
    part(copy, parts[1], "echo 2 passed, 3 failed\nexit 1\n")
    part(copy, parts[2], "echo nothing to do\n")
    part(copy, parts[3], "sleep 2\necho 1 passed, 0 failed\n")
    status, said = call(copy, "tests/run")
    told = [line for line in said if line.startswith("not well")]
    assert told == [f"not well: {parts[0]}", f"not well: {parts[1]}", f"not well: {parts[2]}: no test ran"]
    assert status == 1 and said[-1] == f"{1 + 2 + len(parts) - 3} passed, 3 failed"
    # What took how long is listed.
    assert [parts[3]] in [line.split()[1:] for line in said if re.match(r" *\d+:\d\d  ", line)]
    # How long it takes, how much disk, and where, is said before anything is built.
    assert "GB in" in said[0] and "hour" in said[0] and "quick" in said[1]


def test_builds_go_where_cargo_is_told_to(copy):
    for target, place in [("", copy / "target"), ("elsewhere", copy / "elsewhere"), ("/tmp/far", "/tmp/far")]:
        (copy / "calls").unlink(missing_ok=True)
        said = 'cd "$(dirname "$0")/.."; . tests/places; cd tests; program; echo "$COPYDESK"\n'
        part(copy, "tests/asks", said)
        assert call(copy, "tests/asks", CARGO_TARGET_DIR=target, COPYDESK="") == (0, [f"{place}/debug/copydesk"])
        assert (copy / "calls").read_text() == f"{place}: build --locked\n"
    # Every script asks there.
    scripts = [path for path in (ROOT / "tests").rglob("*") if path.is_file() and path.read_bytes().startswith(b"#!/usr/bin/env bash")]
    assert len(scripts) > 10
    for script in scripts:
        code = [line for line in script.read_text().splitlines() if not line.lstrip().startswith("#")]
        assert not re.search(r"(?<![\w$/-])target/|\$PWD/target", "\n".join(code)), script


def test_parts_of_crates_are_kept_for_those_who_build_by_hand(copy):
    part(copy, "tests/asks", '. tests/places; echo "${CARGO_INCREMENTAL-as cargo does}"\n')
    environment = {name: value for name, value in os.environ.items() if name != "CARGO_INCREMENTAL"} | {"CARGO_TARGET_DIR": ""}
    ask = lambda: subprocess.run(["bash", "tests/asks"], cwd=copy, env=environment, text=True, capture_output=True).stdout
    assert ask() == "0\n"
    (copy / "target/debug/incremental").mkdir(parents=True)
    assert ask() == "as cargo does\n"


def test_what_cargo_deny_reads_is_fetched_first(copy):
    deny = copy / "target/tools/bin/cargo-deny"
    deny.parent.mkdir(parents=True)
    version = re.search(r"^version=(.*)$", (ROOT / "tests/dependencies").read_text(), re.M)[1]
    deny.write_text(f'#!/bin/sh\necho "deny: $*" >>"$CALLS"\necho cargo-deny {version}\n')
    deny.chmod(0o755)
    status, said = call(copy, "tests/dependencies", CARGO_TARGET_DIR="")
    assert (status, said[-1]) == (0, "3 passed, 0 failed")
    calls = [line.split(": ", 1)[1] for line in (copy / "calls").read_text().splitlines()]
    assert calls[:3] == ["--version", "fetch --locked", "--offline --locked check licenses"]
