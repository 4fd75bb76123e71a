"""Rates, proportions, means, standardised rates, life expectancy and quantiles on a plain CSV, as
PHEindicatormethods 2.1.0 (UK Health Security Agency) has them in its test books; and what is said of
input that cannot be.

SPDX-License-Identifier: EUPL-1.2
"""

import csv
import io
import math
import os
import pathlib
import subprocess
import tempfile
import unittest

import tap

WIJKSCAN = pathlib.Path(os.environ["WKS_BUILD"]) / "src" / "programs" / "wijkscan" / "wijkscan"
PHE = pathlib.Path(os.environ["WKS_SHARED"]) / "reference" / "phe"
BOTH = ["--confidence", "0.95,0.998"]
NUMBERS = 0  # of the books, compared

needs_phe = unittest.skipUnless(PHE.is_dir(), f"no test books at {PHE}")


def run(*words, language="en"):
    environment = {**os.environ, "WIJKSCAN_LANG": language}
    return subprocess.run([WIJKSCAN, "method", *map(str, words)], capture_output=True, text=True,
                          encoding="utf-8", env=environment, timeout=120)


def rows(*words):
    done = run(*words)
    assert done.returncode == 0, done.stderr
    assert "nan" not in done.stdout.lower().replace("n_missing", "") and "inf" not in done.stdout.lower()
    return list(csv.DictReader(io.StringIO(done.stdout)))


def book(name):
    with open(PHE / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Files(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def file(self, text, name="data.csv"):
        path = pathlib.Path(self.folder.name) / name
        path.write_text(text, encoding="utf-8")
        return path

    def assert_refused(self, code, said, *words):
        for language, part in zip(("en", "nl"), said, strict=True):
            done = run(*words, language=language)
            self.assertEqual(done.returncode, code, done.stderr)
            self.assertEqual(done.stdout, "")
            self.assertIn(part, done.stderr)
            self.assertEqual(done.stderr.count("\n"), 1)


class Book(Files):
    """Their numbers to 1e-9, NA as an empty cell with a status."""

    def compare(self, got, want, pairs, tolerance=1e-9):
        global NUMBERS
        self.assertEqual(len(got), len(want))
        for here, there in zip(got, want, strict=True):
            for mine, theirs in pairs.items():
                NUMBERS += 1
                if there[theirs] == "NA":
                    self.assertEqual(here[mine], "", (here, there))
                    self.assertNotEqual(here["status"], "ok")
                else:
                    wanted = float(there[theirs])
                    self.assertLessEqual(abs(float(here[mine]) - wanted), tolerance * abs(wanted), (mine, here, there))

    LIMITS = {"value": "value", "lower": "lower95_0cl", "upper": "upper95_0cl",
              "lower_998": "lower99_8cl", "upper_998": "upper99_8cl"}
    ONE = {"value": "value", "lower": "lowercl", "upper": "uppercl"}

    @needs_phe
    def test_gives_rates_by_row(self):
        want = book("sysdata_test_Rate.csv")
        for per in (100, 100000):
            part = [i for i, row in enumerate(want) if float(row["multiplier"]) == per]
            got = rows("rate", "--data", PHE / "sysdata_test_Rate.csv", "--x", "Numerator", "--n", "Denominator", *BOTH,
                       "--per", per)
            self.compare([got[i] for i in part], [want[i] for i in part], self.LIMITS)
            for i in part:
                if want[i]["method"] != "NA" and want[i]["value"] != "NA":
                    self.assertEqual(got[i]["method"] + ("s" if got[i]["method"] == "byar" else ""),
                                     want[i]["method"].lower())
                self.assertEqual(got[i]["statistic"], want[i]["statistic"])

    @needs_phe
    def test_gives_rates_summed_by_area(self):
        got = rows("rate", "--data", PHE / "sysdata_test_Rate_g.csv", "--x", "Numerator", "--n", "Denominator", "--group",
                   "Area")
        self.compare(got, book("sysdata_test_Rate_g_results.csv"), self.ONE)

    @needs_phe
    def test_gives_proportions_by_row_and_by_area(self):
        want = book("sysdata_test_Prop.csv")
        for per in (1, 100):
            part = [i for i, row in enumerate(want) if float(row["multiplier"]) == per]
            got = rows("proportion", "--data", PHE / "sysdata_test_Prop.csv", "--x", "Numerator", "--n", "Denominator",
                       *BOTH, "--per", per)
            self.compare([got[i] for i in part], [want[i] for i in part], self.LIMITS)
            self.assertEqual({got[i]["statistic"] for i in part}, {want[i]["statistic"] for i in part})
        got = rows("proportion", "--data", PHE / "sysdata_test_Prop_g.csv", "--x", "Numerator", "--n", "Denominator",
                   "--group", "Area")
        self.compare(got, book("sysdata_test_Prop_g_results.csv"), self.ONE)

    @needs_phe
    def test_gives_means(self):
        want = book("sysdata_test_Mean_results.csv")
        pairs = {**self.LIMITS, "value_sum": "value_sum", "value_count": "value_count", "deviation": "stdev"}
        data = PHE / "sysdata_test_Mean_Grp.csv"
        self.compare(rows("mean", "--data", data, "--x", "values", "--group", "area", *BOTH), want[:2], pairs)
        self.compare(rows("mean", "--data", PHE / "sysdata_test_Mean.csv", "--x", "values", *BOTH), want[2:], pairs)

    @needs_phe
    def test_gives_directly_standardised_rates(self):
        want = book("sysdata_test_DSR_results.csv")
        pairs = {**self.LIMITS, "total_count": "total_count", "total_pop": "total_pop"}
        words = ["dsr", "--data", PHE / "sysdata_test_multiarea_esp.csv", "--group", "area", "--x", "count", "--n", "pop",
                 "--stdpop", "esp2013", *BOTH]
        self.compare(rows(*words, "--per", 10000), want[:3], pairs)
        got = rows(*words)
        self.compare(got, want[4:7], pairs)
        self.assertEqual([row["status"] for row in got], ["ok", "ok", "too_few"])
        self.assertEqual([row["n_missing"] for row in got], ["0", "0", "1"])
        self.assertEqual(got[0]["statistic"], "dsr per 100000")
        got = rows("dsr", "--data", PHE / "sysdata_test_DSR_1976.csv", "--x", "count", "--n", "pop", "--stdpop", "esp1976")
        self.compare(got, want[7:8], {"value": "value", "lower": "lower95_0cl", "upper": "upper95_0cl"})

    @needs_phe
    def test_takes_the_standard_from_a_file_beside_it(self):
        data = PHE / "sysdata_test_multiarea_esp.csv"
        standard = {row["ageband"]: row["esp2013"] for row in book(data.name)}
        other = self.file("ageband,europe\n" + "".join(f"{age},{n}\n" for age, n in reversed(standard.items())))
        words = ["dsr", "--data", data, "--group", "area", "--x", "count", "--n", "pop"]
        self.assertEqual(rows(*words, "--stratum", "ageband", "--reference", other, "--stdpop", "europe"),
                         rows(*words, "--stdpop", "esp2013"))

    @needs_phe
    def test_gives_indirectly_standardised_rates_and_ratios(self):
        want = book("sysdata_test_ISR_results.csv")
        pairs = {**self.LIMITS, "total_count": "observed", "expected": "expected"}
        rate = {**pairs, "reference_rate": "ref_rate"}
        words = ["isr", "--data", PHE / "sysdata_test_ISR_ownref.csv", "--group", "area", "--x", "count", "--n", "pop",
                 "--ref-x", "refcount", "--ref-n", "refpop", *BOTH]
        got = rows(*words)
        self.compare(got, want[:3], rate)
        self.assertEqual([row["method"] for row in got], ["byar", "byar", "exact"])
        self.compare(rows(*words, "--per", 1000), want[3:6], rate)
        self.compare(rows(*words, "--statistic", "ratio"), want[6:9], pairs)
        self.compare(rows(*words, "--statistic", "ratio", "--per", 100), want[9:12], pairs)

    @needs_phe
    def test_takes_observed_totals_and_an_empty_stratum(self):
        want = book("sysdata_test_ISR_results.csv")
        totals = {row["area"]: row["total_count"] for row in book("sysdata_test_ISR_lookup.csv")}
        lines = ["area,total,pop,refcount,refpop"]
        for row in book("sysdata_test_ISR_ownref.csv"):
            lines.append(",".join([row["area"], totals[row["area"]], row["pop"], row["refcount"], row["refpop"]]))
        got = rows("isr", "--data", self.file("\n".join(lines) + "\n"), "--group", "area", "--observed", "total", "--n",
                   "pop", "--ref-x", "refcount", "--ref-n", "refpop", *BOTH)
        self.compare(got, want[:3], {**self.LIMITS, "expected": "expected"})
        reference = book("sysdata_test_ISR_refdata.csv")
        lines = ["area,age,count,pop"]
        for i, row in enumerate(book("sysdata_test_err2.csv")):
            lines.append(",".join([row["area"], reference[i % 19]["Age Band"], row["count"], row["pop"]]))
        other = self.file("age,x,n\n" + "".join(
            f"{row['Age Band']},{row['refcount']},{row['refpop']}\n" for row in reference), "reference.csv")
        data = self.file("\n".join(lines) + "\n")
        got = rows("isr", "--data", data, "--group", "area", "--x", "count", "--n", "pop", "--stratum", "age",
                   "--reference", other, "--ref-x", "x", "--ref-n", "n")
        one = {"value": "value", "lower": "lower95_0cl", "upper": "upper95_0cl", "expected": "expected"}
        self.compare(got, want[12:14], one)

    @needs_phe
    def test_refuses_their_error_books(self):
        for name, line, column in (("err1", 7, "count"), ("err3", 3, "pop"), ("err4", 7, "stdpop")):
            self.assert_refused(3, (f"sysdata_test_{name}.csv: line {line}, column {column}: a negative number",
                                    f"sysdata_test_{name}.csv: regel {line}, kolom {column}: een negatief getal"),
                                "dsr", "--data", PHE / f"sysdata_test_{name}.csv", "--x", "count", "--n", "pop",
                                "--stdpop", "stdpop")
        got = rows("dsr", "--data", PHE / "sysdata_test_err2_esp.csv", "--group", "area", "--x", "count", "--n", "pop",
                   "--stdpop", "esp2013")
        self.assertEqual([row["status"] for row in got], ["no_population", "ok"])
        self.assertEqual(got[0]["value"] + got[0]["lower"] + got[0]["upper"], "")

    @classmethod
    def tearDownClass(cls):
        print(f"# {NUMBERS} numbers of the PHE books compared")


class Rules(Files):
    """The rules of PHEindicatormethods that are not numbers, and our own."""

    def test_takes_a_level_as_share_or_percentage(self):
        data = self.file("x,n\n12,100\n")
        words = ["rate", "--data", data, "--x", "x", "--n", "n", "--confidence"]
        self.assertEqual(rows(*words, "0.998"), rows(*words, "99.8"))
        for level in ("0.74", "3", "1000", "86", "1", "x", "0.95,0.98", "0.95,1", "0.95,0.998,0.98", ","):
            self.assert_refused(2, ("--confidence", "--confidence"), *words, level)

    def test_gives_no_rate_without_people(self):
        data = self.file("x,n\n0,0\n3,\n,5\n0,10\n250,220\n")
        got = rows("rate", "--data", data, "--x", "x", "--n", "n", "--per", 1)
        self.assertEqual([row["status"] for row in got], ["no_population", "missing", "missing", "ok", "ok"])
        self.assertEqual((got[3]["value"], got[3]["lower"], got[3]["method"]), ("0", "0", "exact"))
        self.assertAlmostEqual(float(got[3]["upper"]), math.log(40) / 10, 13)
        done = run("rate", "--data", data, "--x", "x", "--n", "n", language="nl")
        self.assertIn("2 zonder waarde, missing: een getal", done.stderr)
        self.assertEqual(run("rate", "--data", data, "--x", "x", "--n", "n", "--quiet").stderr, "")

    def test_keeps_a_proportion_between_none_and_all(self):
        data = self.file("x,n,e\n0,20,7\n20,20,7.5\n5,20,0\n")
        words = ["proportion", "--data", data, "--x", "x", "--n", "n"]
        for more in ([], ["--interval", "exact"], ["--effective-n", "e"]):
            got = rows(*words, *more)
            self.assertEqual((got[0]["lower"], got[1]["upper"]), ("0", "1"))
        self.assertEqual(got[2]["status"], "no_population")
        self.assertEqual(got[0]["effective_n"], "7")
        self.assert_refused(2, ("--interval", "--interval"), *words, "--interval", "wald")
        over = self.file("x,n\n1,2\n100,65\n", "over.csv")
        self.assert_refused(3, ("over.csv: line 3: the numerator is above", "over.csv: regel 3: de teller"),
                            "proportion", "--data", over, "--x", "x", "--n", "n")
        twice = self.file("a,x,n\nA,1,2\nA,1,2\n", "twice.csv")
        self.assert_refused(3, ("twice.csv: line 3", "twice.csv: regel 3"), "proportion", "--data", twice, "--x", "x",
                            "--n", "n", "--effective-n", "n", "--group", "a")

    def test_says_of_a_mean_what_is_missing(self):
        got = rows("mean", "--data", self.file("g,x\na,1\na,\na,3\nb,4\nc,NA\n"), "--x", "x", "--group", "g")
        self.assertEqual([(row["value"], row["n_missing"], row["status"]) for row in got],
                         [("2", "1", "ok"), ("", "0", "too_few"), ("", "1", "too_few")])

    def test_names_the_column_that_is_not_there_and_the_cell_that_is_no_number(self):
        data = self.file("x,n\n1,CHAR\n")
        self.assert_refused(3, ("no column countX; there are: x, n", "geen kolom countX"), "rate", "--data", data, "--x",
                            "countX", "--n", "n")
        self.assert_refused(3, ("line 2, column n: expected a number", "regel 2, kolom n: verwacht een getal"), "rate",
                            "--data", data, "--x", "x", "--n", "n")
        self.assert_refused(2, ("--x is needed", "--x is nodig"), "rate", "--data", data)
        self.assert_refused(2, ("--per", "--per"), "rate", "--data", data, "--x", "x", "--n", "n", "--per", "-1")

    STRATA = "area,age,x,n,s\nA,1,9,100,3\nA,2,8,100,2\nB,2,9,100,2\nB,1,7,100,3\n"

    def test_says_which_group_misses_strata(self):
        short = self.file(self.STRATA.replace("B,1,7,100,3\n", ""))
        words = ["dsr", "--data", short, "--group", "area", "--x", "x", "--n", "n", "--stdpop", "s"]
        for more in ([], ["--stratum", "age"]):
            self.assertEqual([row["status"] for row in rows(*words, *more)], ["ok", "missing_strata"])
        twice = self.file(self.STRATA + "B,2,9,100,2\n", "twice.csv")
        self.assert_refused(3, ("twice.csv: line 6: this stratum", "twice.csv: regel 6: deze groep"), "dsr", "--data",
                            twice, "--group", "area", "--x", "x", "--n", "n", "--stdpop", "s", "--stratum", "age")
        reference = self.file("age,s\n1,3\n1,4\n", "standard.csv")
        words = ["dsr", "--data", self.file(self.STRATA), "--group", "area", "--x", "x", "--n", "n", "--stdpop", "s",
                 "--stratum", "age", "--reference"]
        self.assert_refused(3, ("data.csv: line 2: a stratum that standard.csv has twice",
                                "data.csv: regel 2: een groep die standard.csv twee keer heeft"), *words, reference)
        self.assert_refused(3, ("line 3: a stratum that standard.csv does not have", "niet heeft"), *words,
                            self.file("age,s\n1,3\n", "standard.csv"))
        self.assert_refused(3, ("column s is empty", "kolom s is leeg"), *words,
                            self.file("age,s\n1,3\n2,\n", "standard.csv"))
        self.assert_refused(2, ("--reference needs --stratum", "bij --reference hoort --stratum"), *words[:9],
                            "--stdpop", "s", "--reference", reference)

    def test_weighs_persons_with_several_events(self):
        """PHE's f1, f2, f3: the value stays, the interval is wider by the square root of sum f^2 p / sum f p."""
        lines, singles = ["area,age,times,persons,n,s"], ["area,age,x,n,s"]
        for age in range(4):
            for times, persons in ((1, 20 + age), (2, 5), (3, 2)):
                lines.append(f"A,{age},{times},{persons},1000,10")
            singles.append(f"A,{age},{20 + age + 2 * 5 + 3 * 2},1000,10")
        data = self.file("\n".join(lines) + "\n")
        words = ["dsr", "--group", "area", "--n", "n", "--stdpop", "s", "--stratum", "age", "--data"]
        wide = rows(*words, data, "--x", "persons", "--frequency", "times")[0]
        narrow = rows(*words, self.file("\n".join(singles) + "\n", "single.csv"), "--x", "x")[0]
        self.assertEqual((wide["value"], wide["total_count"], wide["total_pop"], wide["n_strata"]),
                         (narrow["value"], narrow["total_count"], narrow["total_pop"], "4"))
        value = float(wide["value"])
        squares = sum(20 + age + 4 * 5 + 9 * 2 for age in range(4)) / sum(20 + age + 2 * 5 + 3 * 2 for age in range(4))
        for limit in ("lower", "upper"):
            self.assertAlmostEqual((float(wide[limit]) - value) / (float(narrow[limit]) - value), math.sqrt(squares), 10)
        self.assertEqual(wide["method"], "dobson-repeated")
        for old, new, said in (("A,0,2,5,1000", "A,0,2,5,999", ("line 3: another population", "regel 3: een andere bev")),
                               ("A,0,2,5,1000,10", "A,0,2,5,1000,9", ("line 3: another standard", "regel 3: een andere st")),
                               ("A,0,2,5", "A,0,,5", ("line 3: expected a frequency", "regel 3: verwacht een frequentie"))):
            wrong = self.file("\n".join(lines).replace(old, new) + "\n", "wrong.csv")
            self.assert_refused(3, said, *words, wrong, "--x", "persons", "--frequency", "times")
        self.assert_refused(2, ("--frequency needs --stratum", "bij --frequency hoort --stratum"), "dsr", "--data", data,
                            "--n", "n", "--stdpop", "s", "--x", "persons", "--frequency", "times")

    def test_checks_the_reference_of_an_indirect_rate(self):
        words = ["isr", "--group", "area", "--n", "n", "--ref-x", "rx", "--ref-n", "rn", "--data"]
        zero = self.file("area,x,n,rx,rn\nA,1,5,0,10\n")
        self.assertEqual(rows(*words, zero, "--x", "x")[0]["status"], "no_expected")
        none = self.file("area,x,n,rx,rn\nA,1,5,1,0\n", "none.csv")
        self.assert_refused(3, ("none.csv: line 2: column rn", "none.csv: regel 2: kolom rn"), *words, none, "--x", "x")
        self.assert_refused(2, ("either --x or --observed", "--x of --observed"), *words, zero)
        self.assert_refused(2, ("--statistic", "--statistic"), *words, zero, "--x", "x", "--statistic", "odds")
        two = self.file("area,x,n,rx,rn\nA,1,5,1,9\nA,2,5,1,9\n", "two.csv")
        self.assert_refused(3, ("two.csv: line 3: another total", "two.csv: regel 3: een ander totaal"), *words, two,
                            "--observed", "x")


class Life(Files):
    """The areas and labels of tests/testthat/testLifeExpectancy.R; the numbers stand in the unit test."""

    AGES = [0, 1, *range(5, 95, 5)]
    POPS = [7060, 35059, 46974, 48489, 43219, 38561, 46009, 57208, 61435, 55601,
            50209, 56416, 46411, 39820, 37978, 37039, 33288, 23306, 11936, 11936]
    DEATHS = [17, 9, 4, 8, 20, 15, 24, 33, 50, 71, 100, 163, 263, 304, 536, 872, 1390, 1605, 1936, 1937]

    def lines(self, area, **changed):
        out = []
        for age, pop, deaths in zip(self.AGES, self.POPS, self.DEATHS, strict=True):
            pop, deaths = changed.get(f"at{age}", (pop, deaths))
            out.append(f"{area},{age},{pop},{deaths}\n")
        return out

    WORDS = ["life-expectancy", "--x", "deaths", "--n", "pop", "--age", "age", "--group", "area", "--data"]

    def test_has_a_status_for_each_area_that_breaks_a_rule(self):
        areas = {"good": self.lines("good"), "negative_deaths": self.lines("negative_deaths", at5=(46974, -2)),
                 "no_population": self.lines("no_population", at10=(-10, 8)),
                 "deaths_above_population": self.lines("deaths_above_population", at20=(43219, 50000)),
                 "small_population": [f"small_population,{age},100,80\n" for age in self.AGES],
                 "missing_strata": self.lines("missing_strata")[:-1],
                 "no_last_deaths": self.lines("no_last_deaths", at90=(11936, 0)),
                 "missing": self.lines("missing", at90=("NA", 5))}
        text = "area,age,pop,deaths\n" + "".join("".join(lines) for lines in areas.values())
        got = rows(*self.WORDS, self.file(text))
        self.assertEqual(len(got), 20 * len(areas))
        for row in got:
            self.assertEqual(row["status"], row["area"].replace("good", "ok"))
            self.assertEqual(row["value"] == "", row["area"] != "good")
        self.assertEqual(got[2]["statistic"], "life expectancy at 5")
        self.assertEqual((got[0]["deaths"], got[0]["pops_used"]), ("9357", "787954"))

    def test_reads_bands_in_any_order_and_under_any_label(self):
        lines = self.lines("a")
        plain = rows(*self.WORDS, self.file("area,age,pop,deaths\n" + "".join(lines)))
        mixed = rows(*self.WORDS, self.file("area,age,pop,deaths\n" + "".join(lines[::-1])))
        self.assertEqual(plain, mixed)
        labels = [line.replace(f",{age},", f",{age} – {age + 4} jaar,", 1) for line, age in zip(lines, self.AGES)]
        self.assertEqual(plain, rows(*self.WORDS, self.file("area,age,pop,deaths\n" + "".join(labels))))
        at = rows(*self.WORDS, self.file("area,age,pop,deaths\n" + "".join(lines)), "--at", "5,25", *BOTH)
        self.assertEqual([row["age"] for row in at], ["5", "25"])
        self.assertEqual(at[0]["value"], plain[2]["value"])
        self.assertLess(float(at[0]["lower_998"]), float(at[0]["lower"]))

    def test_takes_other_bands_when_they_are_named(self):
        lines = self.lines("a")[:-1]  # the last is then 85+
        ages = ",".join(map(str, self.AGES[:-1]))
        data = self.file("area,age,pop,deaths\n" + "".join(lines))
        got = rows(*self.WORDS, data, "--ages", ages)
        self.assertEqual({row["status"] for row in got}, {"ok"})
        self.assertEqual({row["status"] for row in rows(*self.WORDS, data)}, {"missing_strata"})
        self.assert_refused(3, ("line 20, column age: not one of the age bands", "regel 20, kolom age: niet een van"),
                            *self.WORDS, data, "--ages", ages.removesuffix(",85"))

    def test_refuses_ages_that_make_no_table(self):
        data = self.file("area,age,pop,deaths\n" + "".join(self.lines("a")))
        for ages in ("1,0,5", "5,10", "0", "0,5,5", "0,x"):
            self.assert_refused(2, ("--ages: expected ages", "--ages: verwacht leeftijden"), *self.WORDS, data, "--ages", ages)
        self.assert_refused(2, ("--at: no age band starts at 4", "--at: geen leeftijdsklasse begint bij 4"), *self.WORDS,
                            data, "--at", "4")
        twice = self.file("area,age,pop,deaths\n" + "".join(self.lines("a")) + "a,5,1,1\n", "twice.csv")
        self.assert_refused(3, ("twice.csv: line 22: this age band", "twice.csv: regel 22: deze leeftijdsklasse"),
                            *self.WORDS, twice)


class Quantile(Files):
    def test_divides_by_group_and_direction(self):
        data = self.file("g,x,high\n" + "".join(f"a,{i},TRUE\n" for i in range(1, 11)) +
                         "".join(f"b,{i},FALSE\n" for i in range(1, 11)) + "b,,FALSE\n")
        words = ["quantile", "--data", data, "--x", "x", "--group", "g", "--parts", 5]
        got = rows(*words, "--highest-first-by", "high")
        self.assertEqual([row["quantile"] for row in got[:10]], list("5544332211"))
        self.assertEqual([row["quantile"] for row in got[10:20]], list("1122334455"))
        self.assertEqual((got[20]["quantile"], got[20]["status"]), ("", "missing"))
        self.assertEqual({row["status"] for row in rows(*words[:-1], 11)}, {"too_few", "missing"})
        self.assertEqual([row["quantile"] for row in rows(*words, "--highest-first")[10:20]], list("5544332211"))

    def test_refuses_a_direction_that_varies(self):
        data = self.file("g,x,high\na,1,true\na,2,false\n")
        words = ["quantile", "--data", data, "--x", "x", "--group", "g"]
        self.assert_refused(3, ("line 3, column high: another answer", "regel 3, kolom high: een ander antwoord"), *words,
                            "--highest-first-by", "high")
        self.assert_refused(3, ("line 2, column g: expected true", "regel 2, kolom g: verwacht true"), *words,
                            "--highest-first-by", "g")
        self.assert_refused(3, ("no column Pol", "geen kolom Pol"), *words, "--highest-first-by", "Pol")
        self.assert_refused(3, ("line 2, column g: expected a number", "regel 2, kolom g"), "quantile", "--data", data,
                            "--x", "g")
        self.assert_refused(2, ("--parts", "--parts"), *words, "--parts", "0")


class Help(unittest.TestCase):
    def test_explains_each_method_in_both_languages(self):
        for name in ("dsr", "isr", "life-expectancy", "mean", "proportion", "quantile", "rate"):
            english, dutch = (run(name, "--help", language=language).stdout for language in ("en", "nl"))
            self.assertIn("Out:", english)
            self.assertIn("Uit:", dutch)
            self.assertIn("status", english)
            for text in (english, dutch):
                self.assertLess(max(map(len, text.splitlines()[1:])), 140)


if __name__ == "__main__":
    tap.main()
