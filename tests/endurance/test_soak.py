"""A short day of the soak: findings stay those of a fresh server, and memory does not grow with the edits."""

import unittest

from desk import BINARY
from soak import soak


class Soak(unittest.TestCase):
    def test_a_short_day(self):
        rows = list(soak(BINARY, drafts=12, edits=1_200, checks=3))
        self.assertEqual([row[3] for row in rows], [0, 0, 0, 0])
        self.assertLess(rows[-1][2], 1.5 * rows[1][2] + 20)
