"""The count is of claims, and a failure cannot hide in it.

SPDX-License-Identifier: EUPL-1.2
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

import tap

PROGRAM = pathlib.Path(__file__).resolve().parents[2] / "tools" / "count_tests.py"


class CountTests(unittest.TestCase):
    def count(self, *tests, options=()):
        with tempfile.TemporaryDirectory() as folder:
            log = pathlib.Path(folder) / "log.json"
            with open(log, "w", encoding="utf-8") as out:
                for result, output, *code in tests:
                    returncode = code[0] if code else int(result != "OK")
                    record = {"name": "t", "result": result, "stdout": output, "returncode": returncode}
                    out.write(json.dumps(record) + "\n")
            done = subprocess.run([sys.executable, PROGRAM, *options, log], capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def test_counts_each_claim(self):
        self.assertEqual(self.count(("OK", "1..2\nok 1 - a\nok 2 - b\n"), ("OK", "ok 1\n1..1\n")), "3 0 0")

    def test_counts_a_failed_claim(self):
        self.assertEqual(self.count(("FAIL", "1..2\nok 1 - a\nnot ok 2 - b\n")), "1 1 0")

    def test_counts_a_skipped_claim_in_both_spellings(self):
        self.assertEqual(self.count(("OK", "ok 1 - a # SKIP no data\nnot ok 2 - b # SKIP no data\nok 3 - c")), "1 0 2")

    def test_forgives_meson_that_takes_a_skip_of_cmocka_for_a_failure(self):
        output = "1..2\nok 1 - a\nnot ok 2 # SKIP b\n"
        self.assertEqual(self.count(("FAIL", output, 0)), "1 0 1")
        self.assertEqual(self.count(("FAIL", output, 23)), "1 1 1")

    def test_counts_a_claim_that_is_still_to_do_as_skipped(self):
        self.assertEqual(self.count(("OK", "not ok 1 - a # TODO later\n")), "0 0 1")

    def test_counts_a_skipped_test_once(self):
        self.assertEqual(self.count(("SKIP", "1..0 # SKIP no shared folder\n")), "0 0 1")

    def test_counts_a_crash_after_good_claims_as_failed(self):
        self.assertEqual(self.count(("ERROR", "1..2\nok 1 - a\n")), "1 1 0")

    def test_counts_a_leak_at_the_end_as_failed(self):
        self.assertEqual(self.count(("FAIL", "1..1\nok 1 - a\n")), "1 1 0")

    def test_counts_a_test_without_claims_once(self):
        self.assertEqual(self.count(("OK", "all well\n"), ("TIMEOUT", ""), ("FAIL", "")), "1 2 0")

    def test_takes_no_other_line_for_a_claim(self):
        self.assertEqual(self.count(("OK", "okay\n# ok 1\n  ok 2 - inner\nok 1 - a\n")), "1 0 0")

    def test_counts_a_missing_log_as_failed(self):
        done = subprocess.run(
            [sys.executable, PROGRAM, "/nonexistent/log.json"], capture_output=True, text=True, check=True
        )
        self.assertEqual(done.stdout.strip(), "0 1 0")

    def test_shows_why_a_claim_failed_and_nothing_of_those_that_held(self):
        output = "ok 1 - a\n# fine\nnot ok 2 - b\n# 1 is not 2\nok 3 - c\n# fine\n"
        shown = self.count(("FAIL", output), ("OK", "ok 1 - d"), options=["--show"])
        self.assertEqual(shown, "-- t: FAIL, exit code 1\n   not ok 2 - b\n   # 1 is not 2")

    def test_shows_the_last_words_of_a_crash(self):
        shown = self.count(("ERROR", "1..2\nok 1 - a\n# opening b\n"), options=["--show"])
        self.assertIn("# opening b", shown)

    def test_counts_nothing_where_nothing_ran(self):
        self.assertEqual(self.count(), "0 0 0")


if __name__ == "__main__":
    tap.main()
