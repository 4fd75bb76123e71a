"""Inequality, funnels and survey estimates on a plain CSV, as healthequal 1.0 (WHO), PHEindicatormethods
2.1.0 (UK Health Security Agency) and R's survey 4.1-1 have them; and what is said of input that cannot be.

SPDX-License-Identifier: EUPL-1.2
"""

import csv
import io
import os
import pathlib
import subprocess
import tempfile
import unittest

import tap

WIJKSCAN = pathlib.Path(os.environ["WKS_BUILD"]) / "src" / "programs" / "wijkscan" / "wijkscan"
REFERENCE = pathlib.Path(os.environ["WKS_SHARED"]) / "reference"

needs_reference = unittest.skipUnless(REFERENCE.is_dir(), f"no reference numbers at {REFERENCE}")


def run(*words, language="en"):
    environment = {**os.environ, "WIJKSCAN_LANG": language}
    return subprocess.run([WIJKSCAN, "method", *map(str, words)], capture_output=True, text=True,
                          encoding="utf-8", env=environment, timeout=120)


def rows(*words):
    done = run(*words)
    assert done.returncode == 0, done.stderr
    for cell in done.stdout.replace("\n", ",").split(","):
        assert cell.lower() not in ("nan", "-nan", "inf", "-inf"), done.stdout
    return list(csv.DictReader(io.StringIO(done.stdout)))


def table(name):
    with open(REFERENCE / name, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class Written(unittest.TestCase):
    """Tests that write a CSV of their own."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def write(self, text):
        path = pathlib.Path(self.folder.name) / "own.csv"
        path.write_text(text, encoding="utf-8")
        return path


class Numbers(Written):
    def near(self, got, expected, relative):
        self.assertLessEqual(abs(float(got) - expected), relative * abs(expected))

    @needs_reference
    def test_gives_the_indices_of_healthequal(self):
        got = rows("inequality", "--data", REFERENCE / "inequality/healthequal_input_ordered.csv", "--estimate", "est",
                   "--population", "pop", "--se", "se", "--order", "subgroup_order")
        by_name = {row["measure"]: row for row in got}
        for name, value, lower, upper in (("sii-who", 44.44502, 40.15109, 48.73895),
                                          ("rii-who", 3.159506, 2.719902, 3.67016)):
            self.near(by_name[name]["value"], value, 1e-6)
            self.near(by_name[name]["lower"], lower, 1e-6)
            self.near(by_name[name]["upper"], upper, 1e-6)
        self.near(by_name["aci"]["se"], 0.29368517, 1e-6)
        self.assertEqual(by_name["mdru"]["status"], "needs-reference")

    @needs_reference
    def test_gives_the_slope_indices_of_phe_for_all_areas_at_once(self):
        book = [row for row in table("phe/sysdata_SII_test_data.csv")
                if row["TestDescription"] == "proportion - testing multiplier (x 100)"]
        lines = ["area,decile,value,low,high,people"]
        for row in book:
            lines.append(",".join([row["Area"], row["Quantile"]] +
                                  [repr(100 * float(row[key])) for key in ("Value", "LowerCL", "UpperCL")] +
                                  [row["Population"]]))
        # last first: --order puts them right
        own = self.write("\n".join(lines[:1] + lines[:0:-1]) + "\n")
        got = rows("inequality", "--data", own, "--estimate", "value", "--lower", "low", "--upper", "high",
                   "--population", "people", "--order", "decile", "--by", "area", "--type", "proportion")
        found = {(row["area"], row["measure"]): row for row in got}
        n = 0
        for row in book:
            if row["sii"] == "NA":
                continue
            for kind in ("sii", "rii"):
                closed = found[row["Area"], kind + "-phe"]
                self.near(closed["value"], float(row[kind]), 1e-9)
                for side in ("lower", "upper"):
                    self.near(closed[side], float(row[f"{kind}_{side}cl_1"]), 0.01)
                    self.near(found[row["Area"], kind + "-phe-mc"][side], float(row[f"{kind}_{side}cl_1"]), 0.01)
                    n += 1
        self.assertEqual(n, 8)

    @needs_reference
    def test_gives_the_labels_and_lines_of_phe_funnels(self):
        path = REFERENCE / "phe/sysdata_test_funnel_inputs.csv"
        book = table("phe/sysdata_test_funnel_inputs.csv")
        got = rows("funnel", "--data", path, "--x", "numerator", "--n", "denominator")
        self.assertEqual([row["label"] for row in got], [row["significance"] for row in book])
        curve = rows("funnel", "--data", path, "--x", "numerator", "--n", "denominator", "--curve")
        for mine, theirs in zip(curve, table("phe/sysdata_test_funnel_outputs.csv"), strict=True):
            self.assertAlmostEqual(float(mine["lower_998"]), float(theirs["lower_3s_limit"]), delta=6e-7)
            self.assertAlmostEqual(float(mine["upper_95"]), float(theirs["upper_2s_limit"]), delta=6e-7)
        # nearly all areas are outside what chance alone explains, few outside how areas vary
        spread = rows("funnel", "--data", path, "--x", "numerator", "--n", "denominator", "--model", "random")
        flagged = [sum(row["label"] != "Not significant" for row in them) for them in (got, spread)]
        self.assertGreater(flagged[0], 250)
        self.assertLess(flagged[1], len(book) * 0.15)

    @needs_reference
    def test_gives_the_errors_of_r_survey(self):
        got = rows("survey", "--data", REFERENCE / "simsurvey/respondents.csv", "--y", "y", "--weight", "w",
                   "--group", "wijk")
        theirs = {row["wijk"]: row for row in table("simsurvey/expected_direct_svy.csv")}
        for row in got:
            self.near(row["value"], float(theirs[row["wijk"]]["est"]), 1e-12)
            if row["se"]:
                self.near(row["se"], float(theirs[row["wijk"]]["se"]), 1e-10)
            else:
                self.assertIn("none-or-all", row["flags"])
        self.assertEqual(len(got), 270)


class Refusals(Written):
    """The right exit code, a sentence in both languages that names where, and nothing on standard output."""

    def refuse(self, text, words, where):
        path = self.write(text)
        said = []
        for language in ("en", "nl"):
            done = run(words[0], "--data", path, *words[1:], language=language)
            self.assertNotIn(done.returncode, (0, -6, -11))
            self.assertEqual(done.stdout, "")
            self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
            self.assertIn("own.csv", done.stderr)
            self.assertIn(where, done.stderr)
            said.append(done.stderr)
        self.assertNotEqual(said[0], said[1])

    def test_of_an_inequality_name_the_group(self):
        words = ["inequality", "--estimate", "e", "--population", "p", "--order", "o"]
        self.refuse("o,e,p\n1,10,5\n2,20,0\n3,30,5\n", words, "2")
        self.refuse("o,e,p\n1,10,5\n2,-20,5\n3,30,5\n", words, "2")
        self.refuse("o,e,p\n1,10,5\n2,20,5\n", words, "3")
        self.refuse("o,e,p\n1,10,5\n2,x,5\n3,30,5\n", words, "3, ")

    def test_of_a_funnel_name_the_area(self):
        words = ["funnel", "--x", "x", "--n", "n"]
        self.refuse("x,n\n1,10\n20,10\n3,10\n", words, "2")
        self.refuse("x,n\n1,10\n-2,10\n3,10\n", words, "2")
        self.refuse("x,n\n1,10\n2,0\n3,10\n", words, "2")
        self.refuse("x,n\n0,10\n0,10\n", words, "2")
        self.refuse("x,n\n1,10\n", words + ["--model", "random"], "1")

    def test_of_a_survey_name_the_line(self):
        words = ["survey", "--y", "y", "--weight", "w"]
        self.refuse("y,w\n1,1\n0,0\n", words, "3")
        self.refuse("y,w\n1,1\n2,1\n", words + ["--kind", "share"], "3")
        self.refuse("y,w,s\n1,1,1\n0,1,2\n", words + ["--fpc", "s"], "3")

    def test_never_print_what_is_not_a_number(self):
        path = self.write("g,o,e,p,y,w\n" + "".join(f"{i % 2},{i},0,5,0,1\n" for i in range(12)))
        got = rows("inequality", "--data", path, "--estimate", "e", "--population", "p", "--order", "o")
        self.assertEqual({row["measure"]: row["status"] for row in got}["theil"], "needs-positive")
        got = rows("survey", "--data", path, "--y", "y", "--group", "g")
        self.assertEqual([row["flags"] for row in got], ["few none-or-all"] * 2)
        got = rows("survey", "--data", self.write("y,g\n1,a\n,b\n"), "--y", "y", "--group", "g")
        self.assertEqual([row["flags"] for row in got], ["few none-or-all no-error", "no-answers"])


if __name__ == "__main__":
    tap.main()
