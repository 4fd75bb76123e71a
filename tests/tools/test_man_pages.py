"""tools/man_pages.sh makes a page of every program and verb, with all that --help says.

SPDX-License-Identifier: EUPL-1.2
"""

import os
import pathlib
import re
import subprocess
import tempfile
import unittest

import tap

SOURCE = pathlib.Path(os.environ["WKS_SOURCE"])
PROGRAMS = pathlib.Path(os.environ["WKS_BUILD"]) / "src" / "programs"


def help_of(*words):
    program = PROGRAMS / words[0] / words[0]
    environment = {**os.environ, "LC_ALL": "C", "WIJKSCAN_LANG": "en"}
    return subprocess.run(
        [program, *words[1:], "--help"], check=True, capture_output=True, text=True, env=environment
    ).stdout


def verbs_of(*words):
    return re.findall(r"^  ([a-z][a-z0-9-]*) ", help_of("wijkscan", *words), re.MULTILINE)


def all_pages():
    yield from (("wijkscan",), ("wijkscand",), ("wijkscan-suppress",), ("wijkscan-verify",))
    for verb in verbs_of():
        yield ("wijkscan", verb)
    for group in ("export", "gate", "method"):
        for verb in verbs_of(group):
            yield ("wijkscan", group, verb)


def plain(roff):
    """The words of a page, without what sets them."""
    text = re.sub(r"\\f[BIR]|\\[,/]", "", roff)
    return re.sub(r"\\([-&'])|\\\(aq", lambda m: m.group(1) or "'", text)


class ManPages(unittest.TestCase):
    def test_every_verb_has_its_page(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([SOURCE / "tools" / "man_pages.sh", PROGRAMS, folder], check=True)
            made = {path.name for path in pathlib.Path(folder).iterdir()}
            wanted = list(all_pages())
            self.assertEqual(made, {"-".join(words) + ".1" for words in wanted})
            self.assertGreater(len(wanted), 40)
            for words in wanted:
                name = "-".join(words)
                page = plain((pathlib.Path(folder) / f"{name}.1").read_text())
                self.assertIn(f'.TH {name.upper()} "1"', page)
                self.assertRegex(page, rf"\.SH NAME\n{name} \\?- \S")
                usage = help_of(*words).split("usage: ")[1].splitlines()[0]
                self.assertRegex(usage, rf"^{' '.join(words)} .*\S$")
                self.assertNotIn("(null)", usage)
                for flag in re.findall(r"^  (--[a-z-]+)", help_of(*words), re.MULTILINE):
                    self.assertIn(flag, page.split(".SH OPTIONS")[1], name)
            for program in ("wijkscan", "wijkscan-suppress", "wijkscan-verify"):
                page = (pathlib.Path(folder) / f"{program}.1").read_text()
                self.assertRegex(page, r'\.SH "EXIT STATUS"\n0 [a-z]+, 1 failed')


if __name__ == "__main__":
    tap.main()
