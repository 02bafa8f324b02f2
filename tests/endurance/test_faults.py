"""What goes wrong around the program: an editor that vanishes or stops reading, a full disk, files that go or may not be
read, a configuration that turns to nonsense. The draft is whole, the other findings come, the server lives.
"""

import os
import resource
import shutil
import signal
import subprocess
import time
import unittest

from desk import BINARY, DRAFT, Desk
from editor import Editor


class Faults(Desk):
    def check(self, *arguments, **options):
        command = [options.pop("binary", BINARY), "check", *arguments]
        return subprocess.run(command, cwd=self.desk, capture_output=True, text=True, timeout=120, **options)

    def editor(self):
        return Editor([BINARY, "lsp"], self.desk)

    def test_the_editor_vanishes_in_the_middle_of_a_message(self):
        editor = self.editor()
        editor.open(self.draft.as_uri(), DRAFT)
        editor.process.stdin.write(b'Content-Length: 5000\r\n\r\n{"jsonrpc": "2.0", "meth')
        editor.process.stdin.close()
        self.assertIsNotNone(editor.process.wait(5))

    def test_the_editor_stops_reading_for_a_while(self):
        editor = self.editor()
        uri = self.draft.as_uri()
        # The listener stands still, and so the pipe fills up with the findings of a long draft.
        editor.paused = True
        editor.open(uri, DRAFT * 200)
        for version in range(2, 200):
            change = {"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "text": "A"}
            editor.change(uri, version, change)
        time.sleep(3)
        editor.paused = False
        # The edited part comes first, the rest behind it.
        while len(editor.diagnostics(uri, 199)) < 200:
            pass
        editor.__exit__()

    def test_the_disk_is_full_while_a_draft_is_mended(self):
        text = "Sergey Petrenko spoke first. Petrenko was calm. Sergei Petrenko left early.\n\n" + "It rained. " * 9000
        self.draft.write_text(text, encoding="utf-8")

        def small_disk():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

        done = self.check("--fix", "--unsafe-fixes", "draft.md", preexec_fn=small_disk)
        self.assertEqual(done.returncode, 2)
        self.assertIn("draft.md", done.stdout + done.stderr)
        self.assertEqual(self.draft.read_text(encoding="utf-8"), text)
        self.assertEqual([path.name for path in self.desk.iterdir()], ["draft.md"])
        self.check("--fix", "--unsafe-fixes", "draft.md")
        self.assertNotEqual(self.draft.read_text(encoding="utf-8"), text, "nothing was to be fixed")

    def test_drafts_go_while_they_are_read(self):
        drafts = [self.desk / f"{number}.md" for number in range(300)]
        for draft in drafts:
            draft.write_text(DRAFT * 20, encoding="utf-8")
        process = subprocess.Popen([BINARY, "check", "--format", "json", "."], cwd=self.desk, stdout=subprocess.PIPE, text=True)
        for draft in drafts[::2]:
            draft.unlink()
        output = process.communicate(timeout=120)[0]
        self.assertIn(process.returncode, (1, 2))
        for draft in drafts[1::2]:
            self.assertIn(f'"{draft.name}"', output)

    def test_a_draft_that_may_not_be_read(self):
        if os.getuid() == 0:
            binary = self.desk / "copydesk"
            shutil.copy(BINARY, binary)
            self.folder.chmod(0o777)
            self.desk.chmod(0o777)
            options = {"binary": str(binary), "user": 65534}
        else:
            options = {}
        closed = self.desk / "closed.md"
        closed.write_text(DRAFT, encoding="utf-8")
        closed.chmod(0)
        done = self.check(".", **options)
        self.assertEqual(done.returncode, 2)
        self.assertIn("closed.md: error: ", done.stdout + done.stderr)
        self.assertIn("draft.md:3:1: warning", done.stdout)

    def test_a_configuration_that_turns_to_nonsense_and_back(self):
        uri, settings = self.draft.as_uri(), self.desk / "copydesk.toml"
        quiet = '[rules]\nplaceholder = "off"\n'
        settings.write_text(quiet, encoding="utf-8")

        def changed(text):
            settings.write_text(text, encoding="utf-8")
            change = {"uri": settings.as_uri(), "type": 2}
            editor.notify("workspace/didChangeWatchedFiles", {"changes": [change]})

        def rules():
            return {found["code"] for found in editor.diagnostics(uri)}

        with self.editor() as editor:
            editor.open(uri, DRAFT)
            self.assertIn("vague-attribution", before := rules())
            self.assertNotIn("placeholder", before)
            changed("[rules\nplaceholder = = ")
            self.assertIn("vague-attribution", rules())
            changed(quiet)
            self.assertEqual(rules(), before)

    def test_a_roster_that_turns_to_nonsense_and_back(self):
        uri, roster = self.draft.as_uri(), self.desk / "actors.toml"
        (self.desk / "copydesk.toml").write_text('roster = ["actors.toml"]\n', encoding="utf-8")
        whole = "[[actor]]\nname = 'Ana Lopez'\nkind = 'person'\ndescription = 'born in Tarn'\n"
        roster.write_text(whole, encoding="utf-8")
        place = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 32}}

        def card():
            return str(editor.request("textDocument/hover", place))

        def until(told):
            deadline = time.monotonic() + 10
            while ("born in Tarn" in card()) != told:
                self.assertLess(time.monotonic(), deadline, card())

        with self.editor() as editor:
            editor.open(uri, DRAFT)
            self.assertTrue(editor.diagnostics(uri))
            until(True)
            for text, told in (("[[actor", False), (whole, True)):
                roster.write_text(text, encoding="utf-8")
                editor.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": roster.as_uri(), "type": 2}]})
                until(told)
                self.assertIn("Ana Lopez", card())


if __name__ == "__main__":
    unittest.main(verbosity=2)
