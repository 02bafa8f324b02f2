"""What the tests of this folder share: the program, a way to run it, and the wheel in an environment of its own."""

import os
import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
TARGET = pathlib.Path(os.environ["CARGO_TARGET_DIR"])
COPYDESK = pathlib.Path(os.environ["COPYDESK"])
PACKAGES = TARGET / "packaging"
PYTHON = pathlib.Path(sys.executable).parent

# What somebody has typed, and the one word that a shell puts for its end.
COMPLETIONS = {
    "copydesk ch": "check",
    "copydesk check --write": "--write-baseline",
    "copydesk check --format s": "sarif",
    "copydesk roster im": "import",
}


def run(*command, cwd=None, status=0, **options):
    """Runs a command, which must end with the status; its standard output."""
    command = [str(part) for part in command]
    done = subprocess.run(command, cwd=cwd, text=True, capture_output=True, **options)
    assert status is None or done.returncode == status, f"{command}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """The wheel, as maturin builds it. It holds the program that `cargo build` made: what is tested is the packing."""
    folder = tmp_path_factory.mktemp("wheel")
    environment = {**os.environ, "CARGO_TARGET_DIR": str(TARGET)}
    arguments = ["build", "--profile", "dev", "--locked", "--out", folder]
    run(sys.executable, "-m", "maturin", *arguments, cwd=ROOT / "server", env=environment)
    [wheel] = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="session")
def installed(wheel, tmp_path_factory):
    """The programs of a fresh environment into which pip has put the wheel, and nothing else."""
    home = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", home)
    run(home / "bin" / "pip", "install", "--quiet", "--no-index", wheel)
    return home / "bin"


class Stub:
    """A `cargo` that notes what it was asked to do, and puts the program where `cargo install` would have put it."""

    def __init__(self, folder):
        self.path = folder / "stub"
        self.path.mkdir()
        self.log = folder / "cargo.log"
        cargo = self.path / "cargo"
        cargo.write_text(
            f"""#!/usr/bin/env bash
echo "$*" >>"{self.log}"
bin="{self.path}"
while [ $# -gt 0 ]; do
    [ "$1" = --root ] && bin="$2/bin"
    shift
done
mkdir -p "$bin" && ln -sf "{COPYDESK}" "$bin/copydesk"
"""
        )
        cargo.chmod(0o755)

    def calls(self):
        """What cargo was asked to do."""
        return self.log.read_text().splitlines() if self.log.exists() else []


@pytest.fixture
def stub(tmp_path):
    return Stub(tmp_path)
