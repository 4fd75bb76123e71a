#!/usr/bin/env python3
"""test_breaches.py - whoever takes a call out by which the gate is passed is told so, by the build or by a test.

SPDX-License-Identifier: EUPL-1.2
"""

import dataclasses
import re
import unittest

import breaches
import tap
from breach import House


class Breaches(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = House()

    @classmethod
    def tearDownClass(cls):
        cls.house.close()

    def test_0_nobody_notices_anything_in_the_house_as_it_is(self):
        """The control: what fails there would fail without a breach too."""
        notices = sorted({breach.notice for breach in breaches.ALL})
        self.assertIsNone(self.house.build(*notices))
        for notice in notices:
            self.assertIsNone(self.house.look(notice), notice)

    def test_1_a_breach_that_no_longer_fits_the_source_is_an_error(self):
        one = breaches.ALL[0]
        for old in ("nowhere in any source", "\n"):
            with self.assertRaisesRegex(ValueError, "expected once"), self.house.without(dataclasses.replace(one, old=old)):
                self.fail("it was made")

    def test_2_a_breach_that_nobody_notices_is_an_error(self):
        harmless = dataclasses.replace(breaches.ALL[0], notice="layers", old="#include <string.h>", new="#include <string.h> ", says="x")
        with self.assertRaisesRegex(AssertionError, "not noticed by layers"):
            self.breach(harmless)

    def breach(self, breach):
        with self.house.without(breach):
            if breach.notice in ("build", "layers"):
                self.assertNotEqual(breach.says, "")
            else:
                self.assertIsNone(self.house.build(breach.notice), "the breach itself is no program")
            said = self.house.look(breach.notice)
        self.assertIsNotNone(said, f"not noticed by {breach.notice}")
        self.assertIn(breach.says, said)


def claim(breach):
    return lambda self: self.breach(breach)


for one in breaches.ALL:
    name = "test_noticed_" + re.sub(r"\W+", "_", one.name)
    assert not hasattr(Breaches, name), name
    setattr(Breaches, name, claim(one))


if __name__ == "__main__":
    tap.main()
