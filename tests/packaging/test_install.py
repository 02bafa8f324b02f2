"""How Copydesk gets onto a machine and into a pipeline, each way tried as its user would. Where it would be built from its
source, `cargo` is the build that is here already, or a stub that notes what it was asked to do: the first command of the
README builds it in earnest."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

import check_jsonschema
import jsonschema
import pytest
import yaml

from conftest import COMPLETIONS, COPYDESK, PACKAGES, ROOT, TARGET, run

ACTION = ROOT / ".github/actions/check/action.yml"
INCLUDE = ROOT / ".gitlab/copydesk.yml"


def schema(name):
    """A schema that comes with check-jsonschema."""
    folder = pathlib.Path(check_jsonschema.__file__).parent / "builtin_schemas/vendor"
    return json.loads((folder / f"{name}.json").read_text())


def test_the_wheel_brings_the_program(installed, tmp_path):
    assert run(installed / "copydesk", "--version") == run(COPYDESK, "--version")
    (tmp_path / "draft.md").write_text("TKTK\n")
    assert "[placeholder]" in run(installed / "copydesk", "check", cwd=tmp_path, status=1)
    shown = run(installed / "pip", "show", "copydesk")
    version = run(COPYDESK, "--version").split()[1]
    assert f"Version: {version}\n" in shown


def test_pip_installs_it_from_the_source(tmp_path):
    """The README's command, with the profile of the build that is here already."""
    assert "`pip install ./server`" in (ROOT / "README.md").read_text()
    home = tmp_path / "environment"
    run(sys.executable, "-m", "venv", home)
    environment = {**os.environ, "CARGO_TARGET_DIR": str(TARGET), "MATURIN_PEP517_ARGS": "--profile dev --locked"}
    run(home / "bin/pip", "install", "--quiet", "./server", cwd=ROOT, env=environment)
    assert run(home / "bin/copydesk", "--version") == run(COPYDESK, "--version")


def test_cargo_installs_it(tmp_path):
    environment = {**os.environ, "CARGO_TARGET_DIR": str(TARGET)}
    arguments = ["install", "--path", ".", "--locked", "--debug", "--root", tmp_path]
    run("cargo", *arguments, cwd=ROOT, env=environment)
    assert run(tmp_path / "bin/copydesk", "--version") == run(COPYDESK, "--version")


@pytest.fixture
def desk(tmp_path):
    """A repository with a draft of each kind."""
    folder = tmp_path / "desk"
    (folder / "drafts").mkdir(parents=True)
    (folder / "drafts/fine.md").write_text("Prices rose, said Ana Lopez, the minister.\n")
    (folder / "drafts/faulty.md").write_text("Critics say so.\n\nTKTK\n")
    git = ["git", "-c", "user.name=Ana", "-c", "user.email=ana@example.com"]
    for command in ["init -q -b main", "add .", "commit -qm Drafts", "remote add origin https://gitlab.example/desk/drafts.git"]:
        run(*git, *command.split(), cwd=folder)
    return folder


def act(desk, path, **inputs):
    """Runs the action's steps as GitHub's runner does: inputs filled in, each in a bash of its own that stops at a failure."""
    action = yaml.safe_load(ACTION.read_text())
    home = desk.parent / "runner"
    home.mkdir(exist_ok=True)
    added = home / "path"
    added.write_text("")
    inputs = {name: inputs.get(name.replace("-", "_"), it["default"]) for name, it in action["inputs"].items()}
    fill = lambda text: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda match: inputs[match[1]], text)
    for step in action["runs"]["steps"]:
        assert step["shell"] == "bash" and "${{" not in step["run"], "an input in a script would be run as a part of it"
        environment = {**os.environ, "PATH": os.pathsep.join([*added.read_text().split(), path])}
        environment |= {"GITHUB_ACTION_PATH": str(ACTION.parent), "GITHUB_PATH": str(added), "RUNNER_TEMP": str(home)}
        environment |= {name: fill(value) for name, value in step.get("env", {}).items()}
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        done = subprocess.run(command, cwd=desk, env=environment, text=True, capture_output=True)
        if done.returncode:
            break
    return done.returncode, done.stdout + done.stderr


def with_copydesk(*folders):
    return os.pathsep.join([*map(str, folders), os.environ["PATH"]])


def test_the_action_for_github(desk, stub):
    jsonschema.validate(yaml.safe_load(ACTION.read_text()), schema("github-actions"))
    path = with_copydesk(COPYDESK.parent)
    status, said = act(desk, path)
    assert status == 1 and "::error file=drafts/faulty.md,line=3" in said and "::warning file=drafts/faulty.md" in said
    assert act(desk, path, fail_on="never")[0] == 0
    assert act(desk, path, paths="drafts/fine.md")[0] == 0
    (desk / "drafts/fine.md").write_text("TKTK\n")
    status, said = act(desk, path, paths="drafts/fine.md drafts/faulty.md", changed_since="main")
    assert status == 1 and "fine.md" in said and "faulty.md" not in said
    # An input is never run as a command.
    status, said = act(desk, path, paths="$(touch ran) ;touch ran", fail_on='"; touch ran; "')
    assert status == 2 and not (desk / "ran").exists()
    # Where there is no Copydesk yet it is installed, which test_release.py tries.
    assert act(desk, with_copydesk(stub.path), fail_on="never")[0] == 0
    [call] = stub.calls()
    assert call == f"install --locked --path . --root {desk.parent}/runner/copydesk"


def test_the_include_for_gitlab(desk, stub):
    """Run by gitlab-ci-local, which fills in the inputs, checks the result against GitLab's schema and runs the job."""
    (desk / ".gitlab").mkdir()
    (desk / ".gitlab/copydesk.yml").write_text(INCLUDE.read_text())
    # It copies the repository with rsync before every run, also where the job runs in place.
    rsync = stub.path / "rsync"
    rsync.write_text("#!/bin/sh\n")
    rsync.chmod(0o755)

    def pipeline(path, **inputs):
        include = {"local": ".gitlab/copydesk.yml", "inputs": {"source": "https://git.example/copydesk.git", **inputs}}
        (desk / ".gitlab-ci.yml").write_text(yaml.safe_dump({"include": [include]}))
        run("git", "add", ".", cwd=desk)
        command = [PACKAGES / "node_modules/.bin/gitlab-ci-local", "--force-shell-executor", "--no-shell-isolation"]
        environment = {**os.environ, "PATH": path}
        done = subprocess.run([*command, "--no-artifacts-to-source", "copydesk"], cwd=desk, env=environment, text=True, capture_output=True)
        return done.returncode, done.stdout + done.stderr

    path = with_copydesk(COPYDESK.parent, stub.path)
    status, said = pipeline(path, paths="drafts")
    assert status == 1 and "json schema validated" in said, said
    report = json.loads((desk / "gl-code-quality-report.json").read_text())
    assert [(it["check_name"], it["location"]["path"]) for it in report] == [
        ("vague-attribution", "drafts/faulty.md"),
        ("placeholder", "drafts/faulty.md"),
    ]
    job = list(yaml.safe_load_all(INCLUDE.read_text()))[1]["copydesk"]
    assert job["artifacts"] == {"when": "always", "reports": {"codequality": "gl-code-quality-report.json"}}
    status, said = pipeline(path, **{"fail-on": "never"})
    assert status == 0, said
    # Where there is no Copydesk yet, cargo builds the one whose address was given.
    status, said = pipeline(with_copydesk(stub.path), **{"fail-on": "never"})
    assert status == 0 and stub.calls() == ["install --locked --git https://git.example/copydesk.git copydesk"], said


def test_completions_in_bash():
    script = run(COPYDESK, "completions", "bash")
    for words, expected in COMPLETIONS.items():
        before = words.split()[-2]
        ask = 'COMP_WORDS=($1); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _copydesk copydesk "${COMP_WORDS[COMP_CWORD]}" "$2"; echo "${COMPREPLY[@]}"'
        answer = run("bash", "--norc", "-c", f"{script}\n{ask}", "bash", words, before)
        assert answer.split() == [expected], words


def test_completions_in_fish(tmp_path):
    """As fish itself answers, in a home of its own; zsh is asked on a terminal, among the tests of that."""
    if not shutil.which("fish"):
        pytest.skip("there is no fish here; it comes with Debian's package fish")
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    (tmp_path / "copydesk.fish").write_text(run(COPYDESK, "completions", "fish"))
    for words, expected in COMPLETIONS.items():
        # Each answer stands before its description, behind a tab.
        answer = run("fish", "--no-config", "-c", 'source copydesk.fish; complete -C $argv[1]', words, cwd=tmp_path, env=environment)
        assert [line.split("\t")[0] for line in answer.splitlines()] == [expected], words


def test_the_manual_page_is_well_formed():
    """groff warns of what it does not know; then the text is there for each command."""
    page = run(COPYDESK, "man")
    try:
        done = subprocess.run(["groff", "-man", "-Tutf8", "-ww"], input=page, text=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("there is no groff here; it comes with Debian's package groff")
    assert done.returncode == 0 and done.stderr == "", done.stderr
    text = " ".join(re.sub(r"\x1b\[[\d;]*m|.\x08", "", done.stdout).split())
    for line in run(COPYDESK, "--help").split("Commands:\n")[1].split("\n\n")[0].splitlines():
        assert f"copydesk {line.split()[0]} " in text or line.split()[0] == "help", line
