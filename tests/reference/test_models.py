"""Small-area models and effects on a plain CSV, as an analyst runs them, held to the numbers that R
prints for the same files: sae 1.3 and hbsae (milk), importance sampling (Scotland), glm (Sicily) and
did 2.1 (mpdta); and the rule of the mismatch, worked out again from its own columns.

SPDX-License-Identifier: EUPL-1.2
"""

import csv
import io
import json
import math
import os
import pathlib
import random
import subprocess
import tempfile
import unittest

import tap

WIJKSCAN = pathlib.Path(os.environ["WKS_BUILD"]) / "src" / "programs" / "wijkscan" / "wijkscan"
REFERENCE = pathlib.Path(os.environ["WKS_SHARED"]) / "reference"


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def needs(path):
    return unittest.skipUnless((REFERENCE / path).exists(), f"no file at {REFERENCE / path}")


class Models(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def rows(self, *words):
        done = subprocess.run([WIJKSCAN, "method", *map(str, words)], capture_output=True, text=True,
                              encoding="utf-8", env={**os.environ, "WIJKSCAN_LANG": "en"}, timeout=300)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn("nan", done.stdout.lower())
        return list(csv.DictReader(io.StringIO(done.stdout)))

    def write(self, name, rows):
        path = self.folder / name
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
        return path

    def near(self, got, expected, tolerance):
        self.assertAlmostEqual(float(got), expected, delta=tolerance)

    @needs("areasae/sae_milk.csv")
    def test_fh_agrees_with_sae_on_milk(self):
        milk = [{**row, "v": float(row["SD"]) ** 2} for row in table(REFERENCE / "areasae" / "sae_milk.csv")]
        data = self.write("milk.csv", milk)
        summary = self.folder / "milk.json"
        for method, file, between, within in (
            ("REML", "expected_milk_REML_tight.csv", 0.01855033467, 1e-8),
            ("ML", "expected_milk_ML.csv", 0.0155175502633, 1e-6),
        ):
            got = self.rows("fh", "--data", data, "--y", "yi", "--var", "v", "--factor", "MajorArea",
                            "--method", method, "--summary", summary)
            self.near(json.loads(summary.read_text())["between_variance"], between, within)
            for row, expected in zip(got, table(REFERENCE / "areasae" / file), strict=True):
                self.near(row["estimate"], float(expected["eblup"]), 1e-5 if method == "ML" else 1e-6)
                self.near(row["mse"], float(expected["mse"]), 1e-5 if method == "ML" else 1e-6)

    @needs("areasae/expected_milk_hbsae_HB.csv")
    def test_fh_by_bayes_agrees_with_hbsae_on_milk(self):
        milk = [{**row, "v": float(row["SD"]) ** 2} for row in table(REFERENCE / "areasae" / "sae_milk.csv")]
        got = self.rows("fh", "--data", self.write("milk.csv", milk), "--y", "yi", "--var", "v", "--factor",
                        "MajorArea", "--method", "HB", "--summary", self.folder / "milk.json")
        # E[A|y], EST and MSE of the first two areas as hbsae prints them
        self.near(json.loads((self.folder / "milk.json").read_text())["between_variance"], 0.0226586012222, 1e-5)
        for row, estimate, mse in zip(got, (1.026384569021, 1.049198445510), (0.0135203498156, 0.00521790185327)):
            self.near(row["estimate"], estimate, 1e-5)
            self.near(row["mse"], mse, 1e-5)

    @needs("spatial/scotland_inla.csv")
    def test_bym2_agrees_with_importance_sampling_on_scotland(self):
        lip = [{**row, "outdoors": float(row["X"]) / 10} for row in table(REFERENCE / "spatial" / "scotland_inla.csv")]
        got = self.rows("bym2", "--data", self.write("lip.csv", lip), "--graph",
                        REFERENCE / "spatial" / "scotland_inla_adj.csv", "--y", "Counts", "--expected", "E",
                        "--x", "outdoors", "--summary", self.folder / "lip.json")
        for row, gold in zip(got, table(REFERENCE / "spatial" / "gold_scotland_bym2.csv"), strict=True):
            self.near(row["mean"], float(gold["r_mean"]), 0.03 * float(gold["r_sd"]))
            self.near(row["sd"], float(gold["r_sd"]), 0.08 * float(gold["r_sd"]))

    @needs("impact/sicily.csv")
    def test_its_agrees_with_glm_on_the_smoking_ban_in_sicily(self):
        sicily = REFERENCE / "impact" / "sicily.csv"
        words = ("its", "--data", sicily, "--y", "aces", "--time", "time", "--at", "37", "--offset", "stdpop")
        for more, value, se in (
            (("--family", "poisson"), -0.111628442559, 0.0172247650589),
            ((), -0.111628442559, 0.0324959453606),
            (("--harmonics", "2"), -0.122086792899, 0.0270311072554),
        ):
            level = [row for row in self.rows(*words, *more) if row["part"] == "coefficient" and row["name"] == "level"]
            self.assertEqual(len(level), 1)
            self.near(level[0]["value"], value, 1e-8)
            self.near(level[0]["se"], se, 1e-8)

    @needs("impact/mpdta.csv")
    def test_did_agrees_with_did_on_mpdta(self):
        rows = self.rows("did", "--data", REFERENCE / "impact" / "mpdta.csv", "--y", "lemp", "--unit", "countyreal",
                         "--time", "year", "--group", "first.treat")
        attgt = {(row["group"], row["time"]): row for row in rows if row["part"] == "attgt"}
        expected = table(REFERENCE / "impact" / "expected_mpdta_attgt.csv")
        compared = 0
        for row in expected:
            if int(row["t"]) >= int(row["g"]):
                got = attgt[(row["g"], row["t"])]
                self.near(got["value"], float(row["att"]), 1e-8)
                self.near(got["se"], float(row["se"]), 1e-8)
                compared += 1
        self.assertEqual(compared, 7)
        simple = [row for row in rows if row["part"] == "simple"]
        self.near(simple[0]["value"], -0.0399512751552, 1e-8)

    def test_mismatch_labels_by_its_rule(self):
        random.seed(20261122)
        data = []
        for i in range(150):
            need, gap, expected = random.gauss(-1, 0.4), random.gauss(0, 0.2), math.exp(random.gauss(5, 0.5))
            mean = expected * math.exp(0.7 * (need + 1) + gap)
            data.append({"wijk": f"WK{i:06}", "need": need + random.gauss(0, 0.1), "v": 0.01,
                         "o": max(0, round(random.gauss(mean, mean**0.5))), "e": expected, "truth": gap, "high": need})
        got = self.rows("mismatch", "--data", self.write("wijken.csv", data), "--area", "wijk", "--need", "need",
                        "--need-var", "v", "--observed", "o", "--expected", "e", "--summary", self.folder / "m.json")
        self.assertEqual(len(got), 150)
        chosen = [i for i, row in enumerate(got) if row["label"] != "none"]
        for row in got:
            p = float(row["probability"])
            self.assertEqual(row["label"], "strong" if p >= 0.8 else "possible" if p >= 0.5 else "none")
        self.assertGreater(len(chosen), 5)
        limit = sorted(row["high"] for row in data)[105]
        right = sum(data[i]["high"] > limit and data[i]["truth"] < math.log(0.9) for i in chosen)
        said = sum(float(got[i]["probability"]) for i in chosen)
        self.assertGreaterEqual(right / len(chosen), said / len(chosen) - 0.25)  # it may be right more often


if __name__ == "__main__":
    tap.main()
