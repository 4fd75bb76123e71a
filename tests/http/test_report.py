#!/usr/bin/env python3
"""test_report.py - a profile on paper: the numbers of the page in a tagged PDF, whole or not at all.

SPDX-License-Identifier: EUPL-1.2
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

from server import SOURCE, make_picture

import tap

WIJKSCAN = os.environ["WKS_WIJKSCAN_PROGRAM"]


def report(folder, *words, **environment):
    done = subprocess.run(
        [WIJKSCAN, "report", *words], cwd=folder, capture_output=True, text=True, check=False, timeout=300,
        env={**os.environ, "WIJKSCAN_LANG": "nl", "TMPDIR": str(folder / "tmp"), **environment})
    return done.returncode, done.stdout, done.stderr


class Report(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.temporary.name)
        (cls.folder / "tmp").mkdir()
        made = subprocess.run([WIJKSCAN, "init", str(cls.folder / "work"), "--region", "GG1106", "--name", "Twente"],
                              capture_output=True, text=True, check=True)
        assert made.returncode == 0
        make_picture(str(cls.folder / "work" / "picture.db"))

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def words_of(self, path):
        return " ".join(subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True).stdout.split())

    def test_a_profile_is_a_tagged_pdf_with_its_numbers(self):
        code, said, wrong = report(self.folder / "work", "--area", "WK014100", "--out", str(self.folder / "one.pdf"),
                                   TMPDIR=str(self.folder / "tmp"))
        self.assertEqual((code, wrong), (0, ""))
        self.assertIn("1 profiel afgedrukt", said)
        about = subprocess.run(["pdfinfo", self.folder / "one.pdf"], check=True, capture_output=True, text=True).stdout
        self.assertRegex(about, r"Tagged:\s+yes")
        self.assertRegex(about, r"Pages:\s+[12]\n")
        self.assertRegex(about, r"Title:\s+Wijk 00 Binnenstad")
        words = self.words_of(self.folder / "one.pdf")
        for part in ("Wijk 00 Binnenstad", "Verzonnen cijfers", "Gebruik POH-GGZ", "4,2", "3,6 tot 4,9", "hoger", "12.000", "Bronnen"):
            self.assertIn(part, words)
        self.assertEqual(list((self.folder / "tmp").iterdir()), [], "nothing is left")

    def test_all_areas_of_a_level_go_to_a_folder_in_the_language_asked_for(self):
        code, said, wrong = report(self.folder / "work", "--level", "gemeente", "--out", str(self.folder / "all"), "--language", "en",
                                   TMPDIR=str(self.folder / "tmp"))
        self.assertEqual((code, wrong), (0, ""))
        self.assertEqual(sorted(path.name for path in (self.folder / "all").iterdir()), ["GM0141.pdf", "GM0153.pdf"])
        self.assertIn("2 profielen", said)
        words = self.words_of(self.folder / "all" / "GM0153.pdf")
        self.assertIn("Invented figures", words)
        self.assertNotIn("Verzonnen cijfers", words)

    def test_bad_use_says_what_is_expected_and_writes_nothing(self):
        work = self.folder / "work"
        before = sorted(work.iterdir())
        for words, status, text in [
            ((), 2, "--area CODE"),
            (("--area", "WK014100", "--level", "wijk"), 2, "--area CODE"),
            (("--area", "WK999999"), 5, "heeft zo'n gebied niet (WK999999)"),
            (("--level", "straat"), 5, "heeft zo'n gebied niet (straat)"),
            (("--area", "WK014100", "--language", "fy"), 2, "verwacht nl of en"),
        ]:
            code, _, wrong = report(work, *words, TMPDIR=str(self.folder / "tmp"))
            self.assertEqual(code, status, words)
            self.assertIn(text, wrong)
        self.assertEqual(sorted(work.iterdir()), before)

    def test_without_chromium_it_says_which_package_is_missing(self):
        code, _, wrong = report(self.folder / "work", "--area", "WK014100", PATH="/nonexistent", TMPDIR=str(self.folder / "tmp"))
        self.assertEqual(code, 5)
        self.assertIn("installeer het Debian-pakket chromium", wrong)
        self.assertFalse((self.folder / "work" / "WK014100.pdf").exists())


if __name__ == "__main__":
    missing = [name for name in ("chromium", "pdftotext", "pdfinfo") if shutil.which(name) is None]
    if missing:
        sys.exit(f"test_report.py: {', '.join(missing)} missing, see tools/debian-packages.txt in {SOURCE}")
    tap.main()
