"""A new user's try, from an empty repository to a clean commit, with the wheel and the hook as they are handed out."""

import os
import shutil
import subprocess
import sys

from conftest import ROOT, run

DRAFT = """\
# Ferry to stop for a month

Ana Lopez, the mayor, opened the old pier with the engineer Piet Janssen on Monday.

The mayor said that Mr Janssen was calm at the pier. The engineer said that Ms Lopez was not. The boat then took Mr. \
Janssen home.

Critics say the pier is rotten.

The work will start on TKTK, Ms Lopez said.
"""

CONFIGURATION = """\
repos:
  - repo: {hooks}
    rev: v1.0.0
    hooks:
      - id: {hook}
        args: [{arguments}]
"""


def settled(folder, path):
    """The environment of somebody whose git knows a name, and nothing else of this machine."""
    home = folder / "home"
    home.mkdir()
    (home / ".gitconfig").write_text("[user]\nname = Ana\nemail = ana@example.com\n[init]\ndefaultBranch = main\n")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))}
    return {**kept, "HOME": str(home), "XDG_CACHE_HOME": str(home), "PATH": f"{path}:{os.environ['PATH']}"}


def published(folder, environment):
    """A repository such as Copydesk's, of which pre-commit needs but the list of hooks and what they start."""
    hooks = folder / "hooks"
    hooks.mkdir()
    for name in [".pre-commit-hooks.yaml", "Cargo.toml"]:
        shutil.copy(ROOT / name, hooks)
    shutil.copytree(ROOT / "release", hooks / "release")
    for command in ["init -q", "add .", "commit -qm Hooks", "tag v1.0.0"]:
        run("git", *command.split(), cwd=hooks, env=environment)
    return hooks


def test_from_an_empty_repository_to_a_clean_commit(installed, tmp_path):
    environment = settled(tmp_path, installed)
    hooks = published(tmp_path, environment)
    desk = tmp_path / "desk"
    desk.mkdir()
    call = lambda command, status=0: run(*command.split(), cwd=desk, env=environment, status=status)

    def commit():
        call("git add .")
        done = subprocess.run(["git", "commit", "-qm", "The ferry"], cwd=desk, env=environment, text=True, capture_output=True)
        return done.returncode, done.stdout + done.stderr

    def configure(arguments):
        text = CONFIGURATION.format(hooks=hooks, hook="copydesk-installed", arguments=arguments)
        (desk / ".pre-commit-config.yaml").write_text(text)

    call("git init -q")
    configure("")
    run(sys.executable, "-m", "pre_commit", "install", cwd=desk, env=environment)
    (desk / "ferry.md").write_text(DRAFT)

    # Three faults; the commit is refused, and each reason stands there with the words.
    status, said = commit()
    assert status == 1, said
    for reason in [
        "ferry.md:5:114: hint: “Mr.” is written “Mr” elsewhere in this draft: use one way. [inconsistent-honorific]",
        "ferry.md:7:1: warning: “Critics” could be anybody: name them, or say who they are and how many. [vague-attribution]",
        "ferry.md:9:24: error: “TKTK” is a placeholder: fill it in, or take it out, before this is published. [placeholder]",
    ]:
        assert reason in said, said
    assert subprocess.run(["git", "rev-parse", "-q", "--verify", "HEAD"], cwd=desk, env=environment).returncode == 1

    # One is fixed by the machine, one by the writer; the third shall stand.
    call("copydesk check --fix", status=1)
    assert (desk / "ferry.md").read_text() == DRAFT.replace("Mr. ", "Mr ")
    (desk / "ferry.md").write_text(DRAFT.replace("Mr. ", "Mr ").replace("on TKTK", "in May"))
    status, said = commit()
    assert status == 1 and "vague-attribution" in said and said.count("ferry.md:") == 1, said
    call("copydesk check --write-baseline copydesk-baseline.json")
    configure("--baseline, copydesk-baseline.json")
    status, said = commit()
    assert status == 0 and "Passed" in said, said
    assert call("git log --format=%s") == "The ferry\n"
    assert call("git status --porcelain") == ""

    # What is new is refused again, and what the baseline knows stays silent where it moves to.
    (desk / "ferry.md").write_text("Readers were told.\n\n" + (desk / "ferry.md").read_text() + "\nExperts believe it.\n")
    status, said = commit()
    assert status == 1 and "“Experts”" in said and "“Critics”" not in said, said


def test_the_hook_that_installs(tmp_path, stub):
    """The hook `copydesk` has the program installed out of its repository, once; here cargo only notes that it was asked to."""
    environment = settled(tmp_path, stub.path)
    hooks = published(tmp_path, environment)
    desk = tmp_path / "desk"
    desk.mkdir()
    (desk / "draft.md").write_text("TKTK\n")
    (desk / "page.html").write_text("TKTK\n")
    run("git", "init", "-q", cwd=desk, env=environment)
    (desk / ".pre-commit-config.yaml").write_text(CONFIGURATION.format(hooks=hooks, hook="copydesk", arguments=""))
    run("git", "add", ".", cwd=desk, env=environment)
    run(sys.executable, "-m", "pre_commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml", env=environment)
    said = run(sys.executable, "-m", "pre_commit", "run", "--all-files", cwd=desk, env=environment, status=1)
    assert "draft.md:1:1: error" in said and "page.html" not in said, said
    run(sys.executable, "-m", "pre_commit", "run", "--all-files", cwd=desk, env=environment, status=1)
    [call] = stub.calls()
    assert call.startswith("install --locked --path . --root ") and call.endswith("/target/hook"), call
