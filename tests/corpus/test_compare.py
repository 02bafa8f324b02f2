"""The comparison of two programs notices whatever differs. The other program is Copydesk with a word of its output exchanged."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ["COPYDESK"]
DRAFT = "# Ferry\n\n“We were late,” said Ann Doe, the captain, on Monday. Critics say the ferry is unsafe.\n"


class Comparison(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path("draft.md").write_text(DRAFT, encoding="utf-8")

    def path(self, name):
        return pathlib.Path(self.folder.name) / name

    def other(self, *change, options=""):
        """A program that is Copydesk with more options for `check`, and with a change of what it prints."""
        program = self.path("other")
        options = f'[ "$1" = check ] && set -- "$@" {options}' if options else ""
        program.write_text(f"#!/bin/sh\n{options}\n'{PROGRAM}' \"$@\" | sed -E '{';'.join(change)}'\n")
        program.chmod(0o755)
        return str(program)

    def compare(self, old, new):
        command = [sys.executable, str(ROOT / "tests" / "corpus" / "compare.py"), old, new, str(self.path("draft.md"))]
        ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
        return ran.returncode, ran.stdout

    def test_a_program_is_as_itself(self):
        status, told = self.compare(PROGRAM, self.other())
        self.assertEqual(status, 0, told)
        self.assertIn("No difference.", told)

    def test_a_finding_that_is_gone_or_new_is_told_by_its_rule(self):
        other = self.other(options="--ignore vague-attribution")
        for old, new, kind in [(PROGRAM, other, "removed"), (other, PROGRAM, "added")]:
            status, told = self.compare(old, new)
            self.assertEqual(status, 1)
            self.assertIn(f"vague-attribution: 1 {kind}", told)
            self.assertIn("“Critics” could be anybody", told)

    def test_a_finding_that_says_something_else_is_told_with_both(self):
        status, told = self.compare(PROGRAM, self.other("s/\"severity\": \"warning\"/\"severity\": \"info\"/"))
        self.assertEqual(status, 1)
        self.assertIn("vague-attribution: 1 changed", told)
        self.assertIn('severity: "warning" → "info"', told)

    def test_an_actor_is_compared_by_its_name(self):
        exchanged = 's/"id":0,"name":"Ann Doe"/"id":7,"name":"Ann Doe"/'
        status, told = self.compare(PROGRAM, self.other(exchanged, 's/"actor":0/"actor":7/g'))
        self.assertEqual(status, 0, told)
        status, told = self.compare(PROGRAM, self.other('s/"name":"Ann Doe"/"name":"Ann Roe"/'))
        self.assertEqual(status, 1)
        for difference in ["inspect: actors: 1 added", "inspect: actors: 1 removed", "inspect: attributions: 1 changed"]:
            self.assertIn(difference, told)

    def test_a_program_that_fails_is_no_difference(self):
        status, _ = self.compare(PROGRAM, "/bin/false")
        self.assertEqual(status, 2)


if __name__ == "__main__":
    unittest.main()
