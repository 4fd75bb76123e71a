"""`wijkscan method compare` and `trend`, on the simulated survey of 300 wijken (our own, truth known: reference/simsurvey,
whose expected_vs_rest.csv is R's survey package, wijk against the rest) and on small files.

SPDX-License-Identifier: EUPL-1.2
"""

import collections
import csv
import io
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

import tap

SURVEY = pathlib.Path(os.environ["WKS_SHARED"]) / "reference" / "simsurvey"
WIJKSCAN = pathlib.Path(os.environ["WKS_BUILD"]) / "src" / "programs" / "wijkscan" / "wijkscan"


def method(*words, language="en"):
    return subprocess.run(
        [WIJKSCAN, "method", *map(str, words)],
        capture_output=True,
        text=True,
        env={**os.environ, "WIJKSCAN_LANG": language},
        check=False,
    )


class Folder(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def write(self, text):
        path = pathlib.Path(self.folder.name) / "in.csv"
        path.write_text(text)
        return path

    def rows(self, *words):
        done = method(*words)
        self.assertEqual(done.returncode, 0, done.stderr)
        return list(csv.DictReader(io.StringIO(done.stdout)))

    def refused(self, english, dutch, *words):
        for language, text in (("en", english), ("nl", dutch)):
            done = method(*words, language=language)
            self.assertNotEqual(done.returncode, 0)
            self.assertIn(text, done.stderr)
            self.assertEqual(done.stdout, "")


@unittest.skipUnless(SURVEY.is_dir(), f"no reference numbers at {SURVEY}")
class Survey(Folder):
    def setUp(self):
        super().setUp()
        sums = collections.defaultdict(lambda: [0.0, 0.0, 0.0])
        with open(SURVEY / "respondents.csv", newline="") as file:
            for row in csv.DictReader(file):
                weight = float(row["w"])
                of = sums[int(row["wijk"])]
                of[0] += weight * int(row["y"])
                of[1] += weight
                of[2] += weight * weight
        lines = ["wijk,wy,w,ww"]
        for wijk in range(1, 301):
            lines.append(",".join([str(wijk), *map(repr, sums[wijk])]) if wijk in sums else f"{wijk},,,")
        self.path = self.write("\n".join(lines) + "\n")

    def run_rule(self, rule):
        words = ["compare", "--data", self.path, "--area", "wijk", "--weighted", "wy,w,ww", "--rule", rule]
        return {int(row["wijk"]): row for row in self.rows(*words)}

    def test_gives_the_shares_and_rests_of_survey(self):
        rows = self.run_rule("posterior")
        with open(SURVEY / "expected_vs_rest.csv", newline="") as file:
            expected = list(csv.DictReader(file))
        self.assertEqual(len(expected), 270)
        for row in expected:
            got = rows[int(row["wijk"])]
            self.assertAlmostEqual(float(got["value"]), float(row["p"]), delta=1e-9)
            self.assertAlmostEqual(float(got["reference"]), float(row["p_rest"]), delta=1e-9)
            self.assertAlmostEqual(float(got["difference"]), float(row["diff"]), delta=1e-9)

    def test_points_the_right_way(self):
        with open(SURVEY / "truth.csv", newline="") as file:
            truth = {int(row["wijk"]): (float(row["p_true"]), float(row["N"])) for row in csv.DictReader(file)}
        with_it = sum(p * n for p, n in truth.values())
        all_of_it = sum(n for _, n in truth.values())
        flagged = wrong = 0
        for wijk, row in self.run_rule("posterior").items():
            if row["label"] in ("higher", "lower"):
                p, n = truth[wijk]
                flagged += 1
                wrong += (p > (with_it - p * n) / (all_of_it - n)) != (row["label"] == "higher")
        self.assertGreater(flagged, 10)
        self.assertLessEqual(wrong, 0.01 * flagged)

    def test_says_missing_of_the_wijken_without_respondents(self):
        rows = self.run_rule("bh")
        empty = [row for row in rows.values() if row["reason"] == "missing"]
        self.assertEqual(len(empty), 30)
        self.assertTrue(all(row["label"] == "none" and row["value"] == "" for row in empty))


class Command(Folder):
    def test_keeps_the_csv_apart_from_what_it_says_of_chance(self):
        path = self.write("g,a,x,n\n" + "".join(f"G{i % 2},W{i},{20 + i % 3},100\n" for i in range(10)))
        summary = pathlib.Path(self.folder.name) / "summary.json"
        done = method(
            "compare", "--data", path, "--area", "a", "--group", "g", "--x", "x", "--n", "n",
            "--rule", "plain", "--summary", summary,
        )  # fmt: skip
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(list(csv.DictReader(io.StringIO(done.stdout)))), 10)
        self.assertIn("10 of 10 areas tested", done.stderr)
        said = json.loads(summary.read_text())
        self.assertEqual((said["tested"], said["flagged"]), (10, 0))
        self.assertAlmostEqual(said["expected_by_chance"], 0.5)
        self.assertGreater(said["between_sd"], 0)

    def test_takes_a_fixed_value_a_period_and_lookalikes(self):
        path = self.write("a,x,n,x0,n0,c\n" + "".join(f"W{i},{20 + 40 * (i == 3)},100,20,100,{i * i}\n" for i in range(8)))
        base = ("compare", "--data", path, "--area", "a", "--x", "x", "--n", "n", "--kind", "proportion")
        for more in (
            ("--against", "fixed:0.2"),
            ("--against", "period", "--earlier", "x0,n0"),
            ("--against", "lookalike", "--covariates", "c", "--lookalikes", "2"),
        ):
            rows = self.rows(*base, *more)
            self.assertEqual([row["a"] for row in rows if row["label"] == "higher"], ["W3"])
            self.assertAlmostEqual(float(rows[3]["reference"]), 0.2)

    def test_names_the_line_of_what_cannot_be(self):
        columns = ("--area", "a", "--x", "x", "--n", "n")
        path = self.write("a,x,n\nW1,1,10\nW2,11,10\n")
        self.refused("in.csv: line 3: more persons", "in.csv: regel 3: meer personen", "compare", "--data", path, *columns)
        path = self.write("a,x,n\nW1,1,10\nW2,-1,10\n")
        self.refused("in.csv: line 3: a count", "in.csv: regel 3: een aantal", "compare", "--data", path, *columns)
        path = self.write("a,x,n\nW1,1,10\nW1,1,10\n")
        self.refused("in.csv: line 3: this area", "in.csv: regel 3: dit gebied", "compare", "--data", path, *columns)
        self.refused("--rule: unknown", "--rule: onbekend", "compare", "--data", path, *columns, "--rule", "vibes")
        path = self.write("a,t,x,n\nW1,2020,1,10\nW1,2020,1,10\n")
        self.refused(
            "line 3: this area has a row", "regel 3: dit gebied heeft al",
            "trend", "--data", path, *columns, "--period", "t",
        )  # fmt: skip

    def test_draws_no_line_across_a_break(self):
        lines = ["a,t,x,n"]
        for year in range(2012, 2024):
            share = 0.2 + 0.3 * (year >= 2018)
            lines.append(f"W1,{year},{1000 * share + year % 2:.0f},1000")
        path = self.write("\n".join(lines) + "\n")
        base = ("trend", "--data", path, "--area", "a", "--period", "t", "--x", "x", "--n", "n")
        self.assertEqual(self.rows(*base)[0]["direction"], "increasing")
        row = self.rows(*base, "--breaks", "2018")[0]
        self.assertEqual((row["direction"], row["segments"]), ("no_demonstrable_change", "2"))
        self.assertAlmostEqual(float(row["first"]), 0.5)

    def test_follows_the_five_points(self):
        counts = ((2014, 994, 40299), (2015, 1023, 41527), (2016, 1199, 42811), (2017, 1332, 44064), (2018, 1367, 44701))
        path = self.write("a,t,x,n\n" + "".join(f"E,{t},{x},{n}\n" for t, x, n in counts))
        row = self.rows(
            "trend", "--data", path, "--area", "a", "--period", "t", "--x", "x", "--n", "n", "--rule", "five-points"
        )[0]
        self.assertEqual(row["direction"], "increasing")
        self.assertAlmostEqual(float(row["chi_squared"]), 47.90, delta=0.005)


if __name__ == "__main__":
    tap.main()
