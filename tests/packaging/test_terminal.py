"""What a person at a terminal sees, tried on a terminal of its own: progress, `--watch`, and completions in zsh."""

import os
import pty
import re
import select
import shutil
import signal
import subprocess
import time

import pytest

from conftest import COMPLETIONS, COPYDESK

# More than a second's work, after which progress is shown.
PARAGRAPH = "The mayor of Bridport, Ana Lopez, said on Monday that the ferry would stop. Critics say it is late.\n\n"
DRAFTS, PARAGRAPHS = 96, 20


class Terminal:
    """A program on a terminal, and what it has written there, without colours."""

    def __init__(self, *arguments, cwd, program=COPYDESK):
        self.mine, theirs = pty.openpty()
        environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
        streams = dict.fromkeys(["stdin", "stdout", "stderr"], theirs)
        self.process = subprocess.Popen([program, *arguments], cwd=cwd, env=environment, **streams)
        os.close(theirs)
        self.text = ""

    def wait_for(self, words, seconds=60):
        """What came until the words did, which is then read no more."""
        end = time.monotonic() + seconds
        while not (found := re.search(words, self.text)):
            assert time.monotonic() < end, f"no {words!r} in {self.text!r}"
            assert self.read(), f"no {words!r} in {self.text!r}, and nothing more comes"
        text, self.text = self.text[: found.end()], self.text[found.end() :]
        return text

    def read(self):
        """Whether the program is still there; what it wrote in the meantime is added."""
        if select.select([self.mine], [], [], 0.2)[0]:
            try:
                part = os.read(self.mine, 1 << 16)
            except OSError:  # On Linux, how a terminal that nobody writes to any more ends.
                part = b""
            self.text += re.sub(r"\x1b\[[\d;]*m", "", part.decode(errors="replace"))
            return bool(part)
        return True

    def type(self, keys):
        os.write(self.mine, keys.encode())

    def rest(self):
        while self.read():
            pass
        self.process.wait()
        return self.text

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:  # A shell stays.
            self.process.kill()
            self.process.wait()
        os.close(self.mine)


@pytest.fixture
def terminal(request):
    def start(*arguments, **options):
        it = Terminal(*arguments, **options)
        request.addfinalizer(it.stop)
        return it

    return start


@pytest.mark.parametrize("command", ["check --statistics", "report -o page.html"])
def test_a_long_run_shows_how_far_it_is_and_wipes_that_out(terminal, tmp_path, command):
    for number in range(DRAFTS):
        (tmp_path / f"{number:02}.md").write_text(PARAGRAPH * PARAGRAPHS)
    arguments = [*command.split(), "--jobs", "1"]
    said = terminal(*arguments, cwd=tmp_path).rest()
    shown = re.findall(r"\r\x1b\[K([\d,]+) of (\d+) drafts, ([\d,]+) words, (\d+) s left", said)
    assert len(shown) >= 2, said
    done = [int(number.replace(",", "")) for number, *_ in shown]
    assert done == sorted(set(done)) and done[-1] < DRAFTS
    assert all(int(all_) == DRAFTS for _, all_, *_ in shown)
    words = {int(number): int(words.replace(",", "")) for number, _, words, _ in shown}
    assert all(count == number * PARAGRAPHS * len(PARAGRAPH.split()) for number, count in words.items())
    # Nothing of it is left beside what was asked for.
    screen = re.sub(r"[^\r\n]*\r\x1b\[K", "", said)
    page = tmp_path / "page.html"
    assert "left" not in screen and ("vague-attribution" in screen or page.exists() and screen == "")
    # Nor is any of it written where nobody looks on.
    done = subprocess.run([COPYDESK, *arguments], cwd=tmp_path, capture_output=True, text=True)
    assert " left" not in done.stdout + done.stderr


def test_a_short_run_shows_none(terminal, tmp_path):
    (tmp_path / "draft.md").write_text(PARAGRAPH)
    for command in ["check", "report -o page.html"]:
        assert "left" not in terminal(*command.split(), cwd=tmp_path).rest()


def test_watch_checks_again_when_something_changes(terminal, tmp_path):
    draft = tmp_path / "draft.md"
    draft.write_text("Prices rose, said Ana Lopez, the minister.\n")
    watched = terminal("check", "--watch", ".", cwd=tmp_path)
    watched.wait_for("No findings in 1 draft")
    changes = [
        ("a draft is written", lambda: draft.write_text("TKTK\n"), r"draft\.md:1:1: error"),
        ("a draft comes", lambda: (tmp_path / "new.md").write_text("Critics say so.\n"), "in 2 drafts"),
        ("a configuration comes", lambda: (tmp_path / "copydesk.toml").write_text('[rules]\nplaceholder = "off"\n'), "1 warning in 1 of 2 drafts"),
        ("a draft goes", (tmp_path / "new.md").unlink, "No findings in 1 draft"),
    ]
    for what, change, expected in changes:
        # Long enough for the stamp of a file to be another, also on a file system that counts whole seconds.
        time.sleep(1.1)
        change()
        watched.wait_for(expected)
        assert watched.process.poll() is None, what
    watched.process.send_signal(signal.SIGINT)
    assert watched.process.wait(timeout=10) in (-signal.SIGINT, 130)


def test_watch_checks_again_when_a_roster_changes(terminal, tmp_path):
    """A list of names may lie apart from the drafts, and no draft changes with it."""
    desk, roster = tmp_path / "desk", tmp_path / "people.toml"
    desk.mkdir()
    (desk / "draft.md").write_text("Ana Lopes, the mayor, said so.\n")
    (desk / "copydesk.toml").write_text('roster = ["../people.toml"]\n')
    actor = '[[actor]]\nname = "Ana Lopez"\nkind = "person"\n'
    roster.write_text(actor)
    watched = terminal("check", "--watch", ".", cwd=desk)
    watched.wait_for("No findings in 1 draft")
    for entry, expected in [(actor + 'avoid = ["Ana Lopes"]\n', "“Ana Lopez” in the newsroom's roster"), (actor, "No findings in 1 draft")]:
        # Long enough for the stamp of a file to be another, as above.
        time.sleep(1.1)
        roster.write_text(entry)
        watched.wait_for(expected)
        assert watched.process.poll() is None, entry


# Completes the line, prints what it has become, and leaves nothing of it behind.
ZSH = """\
PS1= RPS1= fpath=({folder} $fpath)
autoload -Uz compinit && compinit -u -d {folder}/dump
answer() {{ zle expand-or-complete; print -r -- "[$BUFFER]"; BUFFER= }}
zle -N answer && bindkey '^I' answer && bindkey -r '^['
unsetopt zle_bracketed_paste prompt_sp 2>/dev/null; print READY$((1 + 1))
"""


def test_completions_in_zsh(terminal, tmp_path):
    zsh = shutil.which("zsh")
    if not zsh:
        pytest.skip("there is no zsh here; it comes with Debian's package zsh")
    (tmp_path / "_copydesk").write_text(subprocess.run([COPYDESK, "completions", "zsh"], capture_output=True, text=True, check=True).stdout)
    shell = terminal("-f", "-i", "+m", cwd=tmp_path, program=zsh)
    shell.type(ZSH.format(folder=tmp_path))
    shell.wait_for("READY2")
    for words, answer in COMPLETIONS.items():
        shell.type(f"{words}\t")
        shown = shell.wait_for(r"\[copydesk [^\]]*\]")
        # An option that takes a value ends in a sign for it, all else in a blank.
        assert shown.removesuffix("]").endswith(tuple(f"[{words.rpartition(' ')[0]} {answer}{end}" for end in " =")), (words, shown)
