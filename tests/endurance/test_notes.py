"""Notes that do what files do while a draft quotes them: they grow, go, are replaced, are links out, are a gigabyte, are no text. The
draft is read all the same, each time, and the server goes on.
"""

import unittest

from desk import BINARY, Desk
from editor import Editor

TALK = "LOPEZ: We will rebuild the pier in spring.\n"
DRAFT = "---\ncopydesk: {notes: talk.txt}\n---\n\n“We will repair the pier in spring,” said Ana Lopez, the mayor. It costs TKTK.\n"


class Notes(Desk):
    def test_whatever_becomes_of_them(self):
        talk = self.desk / "talk.txt"
        outside = self.folder / "outside.txt"
        outside.write_text(TALK, encoding="utf-8")

        def gigabyte():
            with open(talk, "wb") as file:
                file.truncate(1 << 30)

        def write(text):
            return lambda: talk.write_text(text, encoding="utf-8")

        steps = [
            ("there", write(TALK), True),
            ("grown", write("OTHER: It rained for an hour.\n" * 5000 + TALK), True),
            ("too long", gigabyte, False),
            ("no text", lambda: talk.write_bytes(b"\xff\xfeL\x00\xd8\xd8"), False),
            ("replaced", write(TALK.replace("rebuild", "repair")), False),
            ("gone", talk.unlink, False),
            ("a link that leads out", lambda: talk.symlink_to(outside), False),
            ("a folder", lambda: (talk.unlink(), talk.mkdir()), False),
            ("there again", lambda: (talk.rmdir(), talk.write_text(TALK, encoding="utf-8")), True),
        ]
        (self.desk / ".git").mkdir()
        self.draft.write_text(DRAFT, encoding="utf-8")
        uri = self.draft.as_uri()
        with Editor([BINARY, "lsp"], self.desk) as editor:
            editor.open(uri, DRAFT)
            editor.diagnostics(uri)
            for version, (name, change, wanted) in enumerate(steps, 2):
                with self.subTest(name):
                    change()
                    editor.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": talk.as_uri(), "type": 2}]})
                    editor.change(uri, version, {"text": DRAFT + "It rained.\n" * version})
                    rules = self.rules(editor, uri, version, wanted)
                    self.assertEqual("altered-quote" in rules, wanted)
                    # Nothing that is wrong with notes hides what is wrong with the draft.
                    self.assertIn("placeholder", rules)

    def rules(self, editor, uri, version, wanted):
        """The rules that speak, as soon as what they say of the notes is what is wanted, or no more comes."""
        rules = []
        for _ in range(20):
            rules = [found.get("code") for found in editor.diagnostics(uri, version)]
            if ("altered-quote" in rules) == wanted:
                break
        return rules


if __name__ == "__main__":
    unittest.main(verbosity=2)
