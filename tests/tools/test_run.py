"""./run answers wrong use at once, in the reader's language, before it installs anything.

SPDX-License-Identifier: EUPL-1.2
"""

import os
import pathlib
import subprocess
import tempfile
import unittest

import tap

RUN = pathlib.Path(os.environ["WKS_SOURCE"]) / "run"


class Run(unittest.TestCase):
    def run_with(self, *arguments, language="C.UTF-8"):
        environment = {"PATH": os.environ["PATH"], "LANG": language}
        done = subprocess.run([RUN, *arguments], capture_output=True, text=True, check=False, env=environment)
        return done.returncode, done.stdout, done.stderr

    def test_says_its_use_in_both_languages(self):
        code, out, _ = self.run_with("--help")
        self.assertEqual(code, 0)
        self.assertIn("--region DIR", out)
        code, out, _ = self.run_with("--help", language="nl_NL.UTF-8")
        self.assertEqual(code, 0)
        self.assertIn("--region MAP", out)

    def test_refuses_a_port_that_is_none(self):
        for port in ("0", "65536", "http", "-1", "8080x", "000000"):
            with self.subTest(port):
                code, out, err = self.run_with("--port", port)
                self.assertEqual((code, out), (2, ""))
                self.assertIn(f"expected a number from 1 to 65535, not '{port}'", err)

    def test_refuses_a_flag_without_its_value(self):
        for flag in ("--port", "--region"):
            with self.subTest(flag):
                self.assertEqual(self.run_with(flag)[0], 2)

    def test_refuses_an_unknown_flag(self):
        code, _, err = self.run_with("--prot", "80", language="nl_NL.UTF-8")
        self.assertEqual((code, err.count("\n")), (2, 1))
        self.assertIn("onbekend argument '--prot'", err)

    def test_refuses_a_region_that_is_no_workspace(self):
        with tempfile.TemporaryDirectory() as folder:
            code, out, err = self.run_with("--region", folder)
            self.assertEqual((code, out), (1, ""))
            self.assertIn(f"{folder}: no wijkscan.yaml", err)


if __name__ == "__main__":
    tap.main()
