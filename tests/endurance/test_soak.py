"""A short day of the soak: findings stay those of a fresh server, every request in a storm is answered, and neither memory nor threads
grow with the edits and storms."""

import unittest

from desk import BINARY
from soak import soak


class Soak(unittest.TestCase):
    def test_a_short_day(self):
        rows = list(soak(BINARY, drafts=12, edits=1_200, checks=3))
        self.assertEqual([row[-1] for row in rows], [0, 0, 0, 0])
        self.assertLess(rows[-1][3], 40)
        self.assertLess(rows[-1][2], 1.5 * rows[1][2] + 20)
