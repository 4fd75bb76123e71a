"""From a survey to every wijk on plain CSVs: simsurvey, an invented survey of our own with a known truth, as R-INLA
(BYM2) and R's survey 4.1-1 have it in reference/simsurvey; and what is said of input that cannot be.

SPDX-License-Identifier: EUPL-1.2
"""

import csv
import io
import json
import os
import pathlib
import random
import subprocess
import tempfile
import unittest

import tap

WIJKSCAN = pathlib.Path(os.environ["WKS_BUILD"]) / "src" / "programs" / "wijkscan" / "wijkscan"
SURVEY = pathlib.Path(os.environ["WKS_SHARED"]) / "reference" / "simsurvey"

needs_survey = unittest.skipUnless(SURVEY.is_dir(), f"no simulated survey at {SURVEY}")


def run(*words, language="en"):
    environment = {**os.environ, "WIJKSCAN_LANG": language}
    return subprocess.run([WIJKSCAN, "method", "mrp", *map(str, words)], capture_output=True, text=True,
                          encoding="utf-8", env=environment, timeout=120)


def table(text):
    rows = list(csv.DictReader(io.StringIO(text)))
    return {level: [row for row in rows if row["level"] == level] for level in ("area", "group", "all")}


def numbers(name, column):
    with open(SURVEY / name, encoding="utf-8", newline="") as file:
        return [None if row[column] == "NA" else float(row[column]) for row in csv.DictReader(file)]


def simsurvey(*more):
    done = run("--data", SURVEY / "respondents.csv", "--y", "y", "--weight", "w", "--area", "wijk", "--strata",
               "age,sex", "--population", SURVEY / "cells.csv", "--x", "ses", "--graph", SURVEY / "adj.csv", *more)
    assert done.returncode == 0, done.stderr
    return table(done.stdout), json.loads(done.stderr)


@needs_survey
class Simsurvey(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rows, cls.summary = simsurvey()

    def test_every_wijk_agrees_with_inla(self):
        inla = numbers("expected_inla_bym2.csv", "est")
        off = [abs(float(row["estimate"]) - value) for row, value in zip(self.rows["area"], inla, strict=True)]
        self.assertLessEqual(max(off), 0.01)
        self.assertLessEqual(sum(off) / len(off), 0.003)

    def test_direct_estimates_are_those_of_the_survey_package(self):
        for row, value, se in zip(self.rows["area"], numbers("expected_direct_svy.csv", "est"),
                                  numbers("expected_direct_svy.csv", "se"), strict=True):
            if value is None:
                self.assertEqual((row["direct"], row["direct_se"], row["status"]), ("", "", "predicted"))
            else:
                self.assertAlmostEqual(float(row["direct"]), value, delta=1e-12)
                self.assertAlmostEqual(float(row["direct_se"]), se, delta=1e-12)
                self.assertEqual(row["status"], "estimate")

    def test_coefficients_and_phi_are_near_those_of_inla(self):
        with open(SURVEY / "expected_inla_bym2_par.csv", encoding="utf-8", newline="") as file:
            inla = {row["par"]: (float(row["mean"]), float(row["sd"])) for row in csv.DictReader(file)}
        ours = {item["name"]: item for item in self.summary["coefficients"]}
        ses = ours["ses"]
        self.assertAlmostEqual(ses["logit"]["mean"] / ses["scale"], inla["ses"][0], delta=0.05 * inla["ses"][1])
        self.assertAlmostEqual(ours["age=7"]["logit"]["mean"], inla["fage7"][0], delta=0.3 * inla["fage7"][1])
        phi = inla["Phi for wijk"]
        self.assertAlmostEqual(self.summary["phi"]["mean"], phi[0], delta=0.2 * phi[1])

    def test_cells_give_what_respondents_give(self):
        done = run("--data", SURVEY / "cells.csv", "--y", "y", "--trials", "n", "--area", "wijk", "--strata", "age,sex",
                   "--population", SURVEY / "cells.csv", "--residents", "N", "--covariates", SURVEY / "truth.csv",
                   "--x", "ses", "--graph", SURVEY / "adj.csv", "--quiet")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual([row["estimate"] for row in table(done.stdout)["area"]],
                         [row["estimate"] for row in self.rows["area"]])

    def test_another_seed_gives_other_draws_of_the_same(self):
        rows, _ = simsurvey("--seed", 7)
        off = [abs(float(a["estimate"]) - float(b["estimate"])) / float(a["sd"])
               for a, b in zip(self.rows["area"], rows["area"], strict=True)]
        self.assertGreater(max(off), 0)
        self.assertLess(max(off), 0.15)


class Invented(unittest.TestCase):
    """36 wijken in 4 gemeenten, 3 ages x 2 sexes."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        dice = random.Random(5)
        self.people, self.cells, self.register = ["wijk,age,sex,y,w"], ["wijk,age,sex,N"], ["wijk,gemeente,x"]
        for wijk in range(36):
            self.register.append(f"W{wijk},G{wijk // 9},{dice.random():.3f}")
            for age in range(3):
                for sex in "mv":
                    self.cells.append(f"W{wijk},{age},{sex},{dice.randrange(50, 400)}")
            for _ in range(0 if wijk == 35 else 30):
                self.people.append(f"W{wijk},{dice.randrange(3)},{dice.choice('mv')},{int(dice.random() < .3)},1.5")
        self.edges = ["from,to"] + [f"W{wijk},W{wijk + 1}" for wijk in range(35)]

    def mrp(self, *more, without=(), language="en"):
        words = []
        for flag, lines in (("data", self.people), ("population", self.cells), ("covariates", self.register),
                            ("graph", self.edges)):
            path = self.folder / f"{flag}.csv"
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
            words += [] if flag in without else [f"--{flag}", path]
        for flag, value in (("y", "y"), ("area", "wijk"), ("strata", "age,sex"), ("x", "x"), ("group", "gemeente")):
            words += [] if flag in without else [f"--{flag}", value]
        return run(*words, *more, language=language)

    def assert_said(self, code, english, dutch, *more, without=()):
        for language, said in (("en", english), ("nl", dutch)):
            done = self.mrp(*more, without=without, language=language)
            self.assertEqual((done.returncode, done.stdout), (code, ""), done.stderr)
            self.assertIn(said, done.stderr)

    def test_a_gemeente_is_the_weighted_sum_of_its_wijken(self):
        done = self.mrp()
        self.assertEqual(done.returncode, 0, done.stderr)
        rows = table(done.stdout)
        self.assertEqual((len(rows["area"]), len(rows["group"]), len(rows["all"])), (36, 4, 1))
        self.assertNotIn("nan", done.stdout.lower())
        for whole in rows["group"] + rows["all"]:
            own = [row for row in rows["area"] if whole["level"] == "all" or row["group"] == whole["area"]]
            total = sum(float(row["residents"]) for row in own)
            mean = sum(float(row["residents"]) * float(row["estimate"]) for row in own) / total
            self.assertAlmostEqual(float(whole["residents"]), total)
            self.assertAlmostEqual(float(whole["estimate"]), mean, delta=1e-7)
        self.assertEqual([row["area"] for row in rows["area"] if row["status"] == "predicted"], ["W35"])
        self.assertEqual(self.mrp().stdout, done.stdout)

    def test_benchmark_ends_on_the_direct_estimates(self):
        done = self.mrp("--benchmark", "--quiet")
        self.assertEqual(done.returncode, 0, done.stderr)
        for row in table(done.stdout)["group"]:
            self.assertAlmostEqual(float(row["estimate"]), float(row["direct"]), delta=1e-6)
            self.assertNotEqual(float(row["shift"]), 0)

    def test_runs_without_graph_covariates_and_groups(self):
        done = self.mrp(without=("graph", "covariates", "x", "group"))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(json.loads(done.stderr)["area_effect"], "iid")

    def test_a_wijk_without_residents_is_not_applicable(self):
        self.cells = [line.rsplit(",", 1)[0] + ",0" if line.startswith("W4,") else line for line in self.cells]
        done = self.mrp("--quiet")
        self.assertEqual(done.returncode, 0, done.stderr)
        row = table(done.stdout)["area"][4]
        self.assertEqual((row["status"], row["estimate"], row["direct"]), ("not_applicable", "", ""))

    def test_effective_needs_weights_and_says_so(self):
        self.assert_said(2, "--effective needs --weight", "bij --effective hoort --weight", "--effective")
        self.people[1:] = [line.replace(",1.5", f",{1 + i % 4}") for i, line in enumerate(self.people[1:])]
        plain = self.mrp("--weight", "w")
        self.assertGreater(json.loads(plain.stderr)["weight_variation"], 0.05)
        self.assertIn("weights vary within cells", plain.stderr)
        effective = self.mrp("--weight", "w", "--effective", "--quiet")
        self.assertGreater(float(table(effective.stdout)["all"][0]["sd"]), float(table(plain.stdout)["all"][0]["sd"]))

    def test_refuses_too_few(self):
        self.people = self.people[:401]
        self.assert_said(4, "400 respondents is too little", "400 respondenten is te weinig")

    def test_names_the_wijk_that_misses_a_covariate(self):
        self.register[8] = "W7,G0,"
        self.assert_said(2, "covariate x: area W7", "covariaat x: gebied W7")
        del self.register[8]
        self.assert_said(3, "area W7 has none", "gebied W7 heeft er geen")

    def test_names_what_no_respondent_tells(self):
        self.cells += [f"W{wijk},3,m,10" for wijk in range(36)]
        self.assert_said(4, "age=3", "age=3")

    def test_names_file_line_and_column(self):
        self.people[4] = "W0,1,m,2,1"
        self.assert_said(3, "data.csv: line 5, column y: expected 0 or 1", "data.csv: regel 5, kolom y: verwacht 0 of 1")
        self.people[4] = "W99,1,m,1,1"
        self.assert_said(3, "data.csv: line 5, column wijk", "data.csv: regel 5, kolom wijk")
        self.people[4] = "W0,,m,1,1"
        self.assert_said(3, "data.csv: line 5, column age: empty", "data.csv: regel 5, kolom age: leeg")
        self.people[4] = "W0,1,m,1,0"
        self.assert_said(3, "line 5, column w", "regel 5, kolom w", "--weight", "w")
        self.people[4] = "W0,1,m,1,1"
        self.cells[3] = "W0,1,m,-4"
        self.assert_said(3, "population.csv: line 4, column N", "population.csv: regel 4, kolom N")
        self.cells[3] = "W0,1,m,40"
        self.edges[2] = "W1,W77"
        self.assert_said(3, "graph.csv: line 3", "graph.csv: regel 3")
        self.edges[2] = "W1,W2"
        self.register.append("W3,G2,0.5")
        self.assert_said(3, "covariates.csv: line 38, column x", "covariates.csv: regel 38, kolom x")

    def test_benchmark_needs_groups(self):
        self.assert_said(2, "--benchmark needs --group", "bij --benchmark hoort --group", "--benchmark",
                         without=("group",))

    def test_help_explains_every_column(self):
        header = self.mrp().stdout.splitlines()[0].split(",")
        for language in ("en", "nl"):
            text = run("--help", language=language).stdout
            for column in header:
                self.assertIn(column, text)


if __name__ == "__main__":
    tap.main()
