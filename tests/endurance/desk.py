"""What the tests of this folder stand on: the program, and a folder with a draft in it that goes when the test ends."""

import os
import pathlib
import shutil
import tempfile
import unittest

BINARY = os.environ["COPYDESK"]
DRAFT = "The bridge was unsafe, said Ana Lopez, the mayor.\n\nCritics say it cost $4 million. TK\n"


class Desk(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp()).resolve()
        self.addCleanup(shutil.rmtree, self.folder)
        self.desk = self.folder / "desk"
        self.desk.mkdir()
        self.draft = self.desk / "draft.md"
        self.draft.write_text(DRAFT, encoding="utf-8")
