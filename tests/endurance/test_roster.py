"""A roster of 100,000 rows that is open and typed in: whoever types in a draft beside it does not notice."""

import statistics
import time
import unittest

from desk import BINARY, DRAFT, Desk
from editor import Editor

ROWS = 100_000
ROSTERS = {
    "toml": "".join(f"[[actor]]\nname = 'Ana Lo{row}pez'\nkind = 'person'\n\n" for row in range(ROWS)),
    "csv": "name,kind\n" + "".join(f"Ana Lo{row}pez,person\n" for row in range(ROWS)),
}
KEYS = 25


class Roster(Desk):
    def test_a_long_roster_that_is_typed_in(self):
        for kind, text in ROSTERS.items():
            with self.subTest(kind):
                quiet, typed = self.times(kind, text)
                self.assertLess(typed, 20 * quiet, f"{1000 * typed:.1f} ms, and {1000 * quiet:.1f} where the roster rests")

    def times(self, kind, text):
        """Median times from a keystroke in a draft to a card of it, while the roster rests and while it is typed in."""
        roster, draft = self.desk / f"actors.{kind}", self.draft.as_uri()
        roster.write_text(text, encoding="utf-8")
        (self.desk / "copydesk.toml").write_text(f'roster = ["{roster.name}"]\n', encoding="utf-8")
        place = {"line": 0, "character": 29}
        version = 1
        with Editor([BINARY, "lsp"], self.desk, patience=120) as editor:
            editor.open(draft, DRAFT)
            editor.diagnostics(draft)
            item = {"uri": roster.as_uri(), "languageId": kind, "version": 1, "text": text}
            editor.notify("textDocument/didOpen", {"textDocument": item})
            rest = []
            for typing in (False, True):
                times = []
                for _ in range(KEYS):
                    version += 1
                    if typing:
                        at = {"line": 1, "character": 10}
                        editor.change(roster.as_uri(), version, {"range": {"start": at, "end": at}, "text": "x"})
                    began = time.perf_counter()
                    at = {"line": 2, "character": 0}
                    editor.change(draft, version, {"range": {"start": at, "end": at}, "text": "A"})
                    self.assertIn("Ana Lopez", str(editor.request("textDocument/hover", {"textDocument": {"uri": draft}, "position": place})))
                    times.append(time.perf_counter() - began)
                    time.sleep(0.05)
                rest.append(statistics.median(times))
        return rest


if __name__ == "__main__":
    unittest.main(verbosity=2)
