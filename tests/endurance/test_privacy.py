"""What the program asks of the machine, watched by strace on its main paths: no connection, no other program but git for
`--changed-since`, no file beside the drafts and their configuration, and nothing written but what was asked for.
"""

import os
import re
import subprocess
import unittest

from desk import BINARY, DRAFT, Desk
from editor import Editor

# What a program that is linked to the C library looks at before it begins, what tells it of the machine, and what names
# the files that git ignores in every folder.
OF_THE_MACHINE = ("/lib", "/usr/lib", "/etc/ld.so", "/proc/", "/sys/", "/dev/", "/usr/share/locale", "/etc/localtime", "/etc/gitconfig")


class Watched(Desk):
    def setUp(self):
        super().setUp()
        self.log = self.folder / "strace.log"
        (self.desk / "copydesk.toml").write_text('roster = ["actors.toml"]\n', encoding="utf-8")
        (self.desk / "actors.toml").write_text("[[actor]]\nname = 'Ana Lopez'\nkind = 'person'\n", encoding="utf-8")
        # A neighbour that is nobody's business.
        (self.folder / "secret.md").write_text("The source is Karel Brandt.\n", encoding="utf-8")

    def strace(self, *arguments):
        return ["strace", "-f", "-qq", "-s", "400", "-o", str(self.log), "-e", "trace=network,execve,%file", BINARY, *arguments]

    def run_watched(self, *arguments, text=None, allowed=()):
        subprocess.run(self.strace(*arguments), cwd=self.desk, input=text, text=True, capture_output=True, timeout=60, env=self.home())
        self.judge(allowed)

    def home(self):
        return {"HOME": str(self.folder / "home"), "PATH": os.environ["PATH"]}

    def judge(self, allowed=()):
        calls = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        self.assertTrue(any("execve(" in call for call in calls), "strace saw nothing")
        connections = [call for call in calls if re.search(r"\b(connect|bind|listen|accept4?|sendto|sendmsg)\(", call)]
        sockets = [call for call in calls if re.search(r"\bsocket\(", call)]
        self.assertEqual(connections + sockets, [])
        programs = [call for call in calls if re.search(r"\bexecve\(", call) and "ENOENT" not in call][1:]
        self.assertEqual([call for call in programs if not any(f'/{name}"' in call for name in allowed)], [])
        if not allowed:
            self.assertEqual([path for path in self.opened(calls) if not self.is_ours(path)], [])
        self.assertFalse(any("secret.md" in call for call in calls), "it looked at a file that nobody named")

    def opened(self, calls):
        """The files that were opened, whole paths."""
        for call in calls:
            found = re.search(r'\bopen(?:at)?\((?:AT_FDCWD, )?"([^"]*)"', call)
            if found and " = -1 " not in call and "O_DIRECTORY" not in call:
                yield os.path.normpath(self.desk / found[1])

    def is_ours(self, path):
        return path.startswith(OF_THE_MACHINE) or path.startswith(str(self.desk)) or path.startswith(str(self.folder / "home"))

    def test_check_in_every_format(self):
        for form in ("text", "json", "jsonl", "sarif", "github", "gitlab", "checkstyle", "junit", "rdjson"):
            with self.subTest(form):
                self.run_watched("check", "--format", form, ".")

    def test_standard_input(self):
        self.run_watched("check", "-", text=DRAFT)
        self.run_watched("inspect", "--jsonl", text='{"id": 1, "text": "It rained, said Ana Lopez."}\n')

    def test_fixes_and_baselines(self):
        self.run_watched("check", "--diff", "draft.md")
        self.run_watched("check", "--write-baseline", "known.json", "draft.md")
        self.run_watched("check", "--baseline", "known.json", "draft.md")
        self.run_watched("check", "--fix", "--unsafe-fixes", "draft.md")

    def test_git_is_asked_for_what_changed_and_nothing_else(self):
        for command in (["init", "-q"], ["add", "."], ["-c", "user.name=A", "-c", "user.email=a@b.c", "commit", "-qm", "A"]):
            subprocess.run(["git", *command], cwd=self.desk, check=True)
        (self.desk / "draft.md").write_text(DRAFT + "\nThe mayor fled.\n", encoding="utf-8")
        self.run_watched("check", "--changed-since", "HEAD", ".", allowed=("git",))

    def test_the_other_commands(self):
        self.run_watched("inspect", "draft.md")
        self.run_watched("report", "--output", "report.html", "draft.md")
        self.run_watched("explain", "single-source")
        self.run_watched("rules")
        self.run_watched("roster", "check", "actors.toml")
        self.run_watched("init")

    def test_a_link_that_leads_out_is_told_and_not_followed(self):
        (self.desk / "elsewhere.md").symlink_to(self.folder / "secret.md")
        (self.desk / "here.md").symlink_to("draft.md")
        command = [BINARY, "check", "."]
        done = subprocess.run(command, cwd=self.desk, capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 2)
        self.assertIn("elsewhere.md: error: It is a link that leads out of the folder", done.stdout + done.stderr)
        self.assertNotIn("Brandt", done.stdout + done.stderr)
        self.assertIn("draft.md:3:1: warning", done.stdout)

    def test_only_the_notes_that_a_draft_names_are_read(self):
        """No other file of the folder, none outside of it, and nothing that a link leads to."""
        (self.desk / "talk.txt").write_text("LOPEZ: The bridge was unsafe.\n", encoding="utf-8")
        (self.desk / "other.txt").write_text("KAREL: I am the source.\n", encoding="utf-8")
        (self.desk / "link.txt").symlink_to(self.folder / "secret.md")
        (self.desk / ".git").mkdir()
        for name in ("talk.txt", "../secret.md", "link.txt", str(self.folder / "secret.md"), "//host/share/talk.txt"):
            with self.subTest(name):
                self.draft.write_text(f"---\ncopydesk: {{notes: ['{name}']}}\n---\n\n“The bridge was unsafe,” said Ana Lopez, the mayor.\n", encoding="utf-8")
                for command in ("check", "inspect"):
                    subprocess.run(self.strace(command, "draft.md"), cwd=self.desk, text=True, capture_output=True, timeout=60, env=self.home())
                    calls = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
                    opened = list(self.opened(calls))
                    self.assertEqual([path for path in opened if not self.is_ours(path) or path.endswith("other.txt")], [])
                    self.assertEqual([call for call in calls if re.search(r'open(at)?\(.*(secret|link)', call)], [])
                    self.assertEqual(str(self.desk / "talk.txt") in opened, name == "talk.txt")

    def test_a_session_in_an_editor(self):
        log = self.desk / "copydesk.log"
        with Editor(self.strace("lsp"), self.desk, {"logFile": str(log)}, self.home()) as editor:
            uri = (self.desk / "draft.md").as_uri()
            editor.open(uri, DRAFT)
            found = editor.diagnostics(uri)
            self.assertTrue(found, "nothing was found")
            editor.request("textDocument/hover", {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 30}})
            editor.request("textDocument/codeAction", {"textDocument": {"uri": uri}, "range": found[0]["range"], "context": {"diagnostics": found}})
            editor.request("workspace/symbol", {"query": "Lopez"})
            # A version that is over, which the server refuses and notes.
            editor.change(uri, 0, {"text": "Critics of the bridge"})
            editor.request("workspace/symbol", {"query": "Lopez"})
        self.judge()
        # The log tells what the server did, and no word of the draft.
        told = log.read_text(encoding="utf-8")
        self.assertTrue(told, "the log that was asked for is empty")
        for words in ("bridge", "Lopez", "Critics"):
            self.assertNotIn(words, told)


if __name__ == "__main__":
    unittest.main(verbosity=2)
