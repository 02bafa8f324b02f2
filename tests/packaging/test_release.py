"""What a release is made with, as far as it can be tried on one machine: the archive, its installation by its digest, the Neovim
plugin's repository, the list of files, and the workflow that calls all of it."""

import os
import platform
import re
import shutil
import subprocess
import tarfile

import jsonschema
import pytest
import yaml

from conftest import COPYDESK, ROOT, run
from test_install import act, desk, schema, with_copydesk  # noqa: F401 (desk is a fixture)

TARGET = f"{platform.machine()}-unknown-linux-gnu"
VERSION = re.search(r'^version = "(.*)"$', (ROOT / "Cargo.toml").read_text(), re.M)[1]


@pytest.fixture
def source(tmp_path):
    """A copy of what the scripts of a release read, in a repository that has an address."""
    folder = tmp_path / "source"
    folder.mkdir()
    for name in ["Cargo.toml", "LICENSE", "README.md", "CHANGELOG.md"]:
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "release", folder / "release")
    text = (folder / "Cargo.toml").read_text()
    (folder / "Cargo.toml").write_text(text.replace("OWNER", "desk"))
    return folder


@pytest.fixture
def releases(source, tmp_path):
    """A place with a release of this version for this machine."""
    folder = tmp_path / f"releases/v{VERSION}"
    run("bash", source / "release/archive", TARGET, COPYDESK, folder)
    digest = run("sha256sum", f"copydesk-{VERSION}-{TARGET}.tar.gz", cwd=folder)
    (folder / "SHA256SUMS").write_text(digest)
    return folder


def install(folder, stub, releases):
    environment = {**os.environ, "PATH": with_copydesk(stub.path), "COPYDESK_RELEASES": (releases.parent).as_uri()}
    done = subprocess.run(["bash", ROOT / "release/install", folder], env=environment, text=True, capture_output=True)
    return done.returncode, done.stdout + done.stderr


def test_the_archive(releases):
    with tarfile.open(releases / f"copydesk-{VERSION}-{TARGET}.tar.gz") as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
        assert {"bin/copydesk", "copydesk.1", "completions/copydesk.bash", "LICENSE", "README.md", "CHANGELOG.md"} <= names
        assert archive.extractfile(f"copydesk-{VERSION}-{TARGET}/copydesk.1").read().startswith(b".ie")


def test_mason_finds_the_archives(source, releases):
    package = yaml.safe_load(run("bash", source / "release/mason"))
    assert package["source"]["id"] == f"pkg:github/desk/copydesk@v{VERSION}" and package["name"] in package["bin"]
    stated = lambda text: re.sub(r'{{ version \| strip_prefix "v" }}', VERSION, text)
    assets = {stated(asset["file"]): stated(asset["bin"]) for asset in package["source"]["asset"]}
    targets = re.findall(r"echo (\S+) \S+-\S+$", (ROOT / "release/places").read_text(), re.M)
    assert sorted(assets) == sorted(f"copydesk-{VERSION}-{target}.tar.gz" for target in targets) and len(targets) == 6
    with tarfile.open(next(releases.glob("*.tar.gz"))) as archive:
        assert assets[f"copydesk-{VERSION}-{TARGET}.tar.gz"] in archive.getnames()


def test_a_release_is_installed_by_its_digest_and_built_where_there_is_none(tmp_path, stub, releases):
    status, said = install(tmp_path / "one", stub, releases)
    assert (status, stub.calls()) == (0, []), said
    assert run(tmp_path / "one/bin/copydesk", "--version") == run(COPYDESK, "--version")
    archive = releases / f"copydesk-{VERSION}-{TARGET}.tar.gz"
    archive.write_bytes(archive.read_bytes() + b"more")
    status, said = install(tmp_path / "two", stub, releases)
    assert status == 1 and "is not installed" in said and not (tmp_path / "two/bin").exists(), said
    archive.unlink()
    status, said = install(tmp_path / "two", stub, releases)
    assert status == 1 and "could not be downloaded" in said and stub.calls() == [], said
    # A release that has nothing for this machine, and none at all.
    (releases / "SHA256SUMS").write_text("0  copydesk-of-another.tar.gz\n")
    assert install(tmp_path / "three", stub, releases)[0] == 0
    shutil.rmtree(releases)
    status, said = install(tmp_path / "four", stub, releases)
    assert status == 0 and f"there is no release of Copydesk {VERSION}" in said, said
    assert stub.calls() == [f"install --locked --path . --root {tmp_path}/{name}" for name in ["three", "four"]]


def test_the_action_and_the_hook_download_it(desk, tmp_path, stub, releases, monkeypatch):  # noqa: F811
    monkeypatch.setenv("COPYDESK_RELEASES", releases.parent.as_uri())
    status, said = act(desk, with_copydesk(stub.path))
    assert status == 1 and "::error file=drafts/faulty.md" in said, said
    hook = tmp_path / "source/release/hook"
    for _ in range(2):
        assert "[placeholder]" in run(hook, "check", cwd=desk, env={**os.environ, "PATH": with_copydesk(stub.path)}, status=1)
        # It is installed once.
        shutil.rmtree(releases, ignore_errors=True)
    assert stub.calls() == []


def test_the_neovim_plugin_is_a_repository(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CONFIG_COUNT", "2")
    for number, (key, value) in enumerate([("user.name", "Ana"), ("user.email", "ana@example.com")]):
        monkeypatch.setenv(f"GIT_CONFIG_KEY_{number}", key)
        monkeypatch.setenv(f"GIT_CONFIG_VALUE_{number}", value)
    plugin = tmp_path / "plugin"
    write = lambda: run("bash", ROOT / "release/plugin", plugin)
    git = lambda *words: run("git", *words, cwd=plugin)
    write()
    tracked = git("ls-files").splitlines()
    own = run("git", "ls-files", "editors/neovim", cwd=ROOT).splitlines()
    assert sorted(tracked) == sorted(["LICENSE", "README.md", *(name.removeprefix("editors/neovim/") for name in own)])
    for name in own:
        assert (plugin / name.removeprefix("editors/neovim/")).read_bytes() == (ROOT / name).read_bytes()
    assert (git("tag"), git("status", "--porcelain")) == (f"v{VERSION}\n", "")
    # What is in it and not in the plugin any more goes; what is as it was is no commit.
    (plugin / "lua/old.lua").write_text("")
    git("add", "--all")
    git("commit", "-qm", "Old")
    write()
    write()
    assert not (plugin / "lua/old.lua").exists() and len(git("log", "--format=%s").splitlines()) == 3


def test_a_release_has_all_files_and_their_digests(source, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    names = []
    wheels = {"linux": "manylinux_2_35_{}", "darwin": "macosx_11_0_{}", "windows": "win_{}"}
    for target, editor in targets():
        machine = target.split("-")[0]
        system = next(it for it in wheels if it in target)
        machine = {("aarch64", "darwin"): "arm64", ("aarch64", "windows"): "arm64", ("x86_64", "windows"): "amd64"}.get((machine, system), machine)
        wheel = f"copydesk-{VERSION}-py3-none-{wheels[system].format(machine)}.whl"
        names += [f"copydesk-{VERSION}-{target}.tar.gz", f"copydesk-{editor}.vsix", wheel]
    for name in names:
        (folder / name).write_text(name)
    assemble = lambda root: subprocess.run(["bash", root / "release/assemble", folder], capture_output=True, text=True)
    assert assemble(source).returncode == 0
    listed = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines())
    assert set(listed) == set(names)
    run("sha256sum", "--check", "SHA256SUMS", cwd=folder)
    (folder / names[4]).unlink()
    done = assemble(source)
    assert done.returncode == 1 and names[4] in done.stderr and not (folder / "SHA256SUMS").exists()
    # Nothing is released from nowhere.
    done = assemble(ROOT)
    assert ("OWNER" not in (ROOT / "Cargo.toml").read_text()) or "where this is published" in done.stderr


def targets():
    listed = run("bash", "-c", ". release/places; targets", cwd=ROOT)
    return [tuple(line.split()) for line in listed.splitlines()]


def test_the_workflow_builds_each_target_with_these_scripts():
    text = (ROOT / ".github/workflows/release.yml").read_text()
    workflow = yaml.safe_load(text)
    # YAML 1.1 reads the key `on` as a truth value.
    workflow["on"] = workflow.pop(True)
    jsonschema.validate(workflow, schema("github-workflows"))
    matrix = workflow["jobs"]["build"]["strategy"]["matrix"]["include"]
    assert [(it["target"], it["editor"]) for it in matrix] == targets() and len(matrix) == 6
    called = re.findall(r"bash (\S+)", text)
    assert {"release/archive", "release/assemble", "release/plugin", "editors/vscode/package.sh"} <= set(called)
    assert all((ROOT / script).is_file() for script in called)


def test_the_address_stands_in_one_place():
    """Apart from the README's examples; the checklist names both."""
    files = run("git", "ls-files", "-z", cwd=ROOT).split("\0")[:-1]
    holders = [name for name in files if not name.startswith(("tests/", "release/")) and b"OWNER/copydesk" in (ROOT / name).read_bytes()]
    assert set(holders) <= {"Cargo.toml", "README.md"}
    assert "`repository` in [Cargo.toml]" in (ROOT / "release/README.md").read_text()
