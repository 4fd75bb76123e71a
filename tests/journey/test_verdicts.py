"""What is said of numbers: intervals, comparisons with the rest, trends, margins of the source.

SPDX-License-Identifier: EUPL-1.2
"""

import hashlib
import math
import sqlite3
import unittest

import seal
import tap
import workshop

Z = 1.959963984540054
DAY = {"SOURCE_DATE_EPOCH": "1700000000"}
NUMBERS = ("ok", "estimate", "converted", "provisional")
KWB = (
    "ID;WijkenEnBuurten;Gemeentenaam_1;SoortRegio_2;IndelingswijzigingWijkenEnBuurten_4;AantalInwoners_5;k_65JaarOfOuder_12\n"
    "1;GM0153;Enschede;Gemeente;.;60000;12000\n2;WK015301;Wijk 01;Wijk;1;20000;3000\n"
    "3;WK015302;Wijk 02;Wijk;1;20000;4000\n4;WK015303;Wijk 03;Wijk;1;20000;5000\n"
)
RIVM = "ID;Leeftijd;Marges;WijkenEnBuurten;Gemeentenaam_1;Perioden;ErvarenGezondheidGoedZeerGoed_4;Eenzaam_28\n"


def rivm(*rows):
    return RIVM + "".join(f"{i};20300;{margin};{area};Enschede;2020JJ00;{health};{lonely}\n" for i, (margin, area, health, lonely) in enumerate(rows))


def wilson(x, n):
    p = x / n
    centre, half = p + Z * Z / (2 * n), Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return tuple(100 * max(0, min(1, (centre + sign * half) / (1 + Z * Z / n))) for sign in (-1, 1))


class Checks:
    """What holds of every picture: values are lines of `show --json`."""

    def check_all(self, values):
        for v in values:
            there = v["status"] in NUMBERS
            self.assertEqual(v["verdict"] == "none", v["reason"] is not None, v)
            self.assertEqual(v["verdict"] == "none", v["difference_lower"] is None, v)
            self.assertEqual(v["trend"] == "none", v["trend_reason"] is not None, v)
            self.assertEqual(v["method"] is None, v["lower"] is None, v)
            if not there:
                self.assertIn(v["reason"], ("no_value", "would_reveal"), v)
                self.assertEqual((v["method"], v["flags"], v["difference"], v["reference"]), (None, "", None, None), v)
            if v["verdict"] in ("higher", "lower", "no_difference"):
                self.assertLessEqual(v["difference_lower"], v["difference"])
                self.assertLessEqual(v["difference"], v["difference_upper"])
                self.assertTrue(math.isclose(v["difference"], v["value"] - v["reference"], abs_tol=1e-9, rel_tol=1e-9), v)
            if v["verdict"] == "higher":
                self.assertGreater(v["difference_lower"], 0, v)
            if v["verdict"] == "lower":
                self.assertLess(v["difference_upper"], 0, v)


@workshop.needs_shared
class Twente(Checks, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.workspace = workshop.Workspace()
        cls.workspace.copy_example("twente")
        cls.workspace.must("build", **DAY)
        cls.values = cls.workspace.values()

    @classmethod
    def tearDownClass(cls):
        cls.workspace.close()

    def of(self, indicator, level=None):
        return [v for v in self.values if v["indicator"] == indicator and level in (None, v["level"])]

    def test_no_verdict_without_an_interval_and_none_absent_without_a_reason(self):
        self.check_all(self.values)

    def test_every_share_of_kwb_has_the_interval_of_wilson(self):
        residents = {v["area"]: v["value"] for v in self.of("inwoners") if (v["period"], v["breakdown"]) == ("2020", "totaal")}
        n = 0
        for v in self.of("65-plus"):
            if v["value"] is None or v["level"] == "regio":
                continue
            lower, upper = wilson(v["value"] / 100 * residents[v["area"]], residents[v["area"]])
            self.assertEqual(v["method"], "wilson")
            self.assertTrue(math.isclose(v["lower"], lower, abs_tol=1e-9) and math.isclose(v["upper"], upper, abs_tol=1e-9), v)
            n += 1
        self.assertGreater(n, 600)

    def test_every_wijk_of_kwb_is_compared_with_the_rest_of_its_gemeente(self):
        residents = {v["area"]: v["value"] for v in self.of("inwoners") if (v["period"], v["breakdown"]) == ("2020", "totaal")}
        wijken = [v for v in self.of("65-plus", "wijk") if v["value"] is not None]
        persons = {v["area"]: v["value"] / 100 * residents[v["area"]] for v in wijken}
        seen = set()
        for v in wijken:
            others = [area for area in persons if area[2:6] == v["area"][2:6] and area != v["area"]]
            rest = 100 * sum(persons[a] for a in others) / sum(residents[a] for a in others)
            self.assertEqual(v["against"], "GM" + v["area"][2:6])
            self.assertTrue(math.isclose(v["reference"], rest, rel_tol=1e-9), v)
            seen.add(v["verdict"])
        self.assertEqual(seen, {"higher", "lower", "no_difference"})

    def test_gemeenten_are_compared_with_the_rest_of_the_region(self):
        found = [v for v in self.of("eenpersoonshuishoudens", "gemeente") if v["value"] is not None]
        self.assertEqual((len(found), {v["against"] for v in found}), (14, {"GG1106"}))
        self.assertTrue(any(v["verdict"] in ("higher", "lower") for v in found))

    def test_rivm_has_no_verdict_because_the_source_gives_no_margin(self):
        found = [v for v in self.values if v["source"] == "rivm-50090ned" and v["value"] is not None and v["level"] in ("gemeente", "wijk", "buurt")]
        self.assertGreater(len(found), 40000)
        self.assertEqual({(v["verdict"], v["reason"], v["method"]) for v in found}, {("none", "no_margin", None)})
        out = self.workspace.must("show", "eenzaam", "WK015301", "2020", "--why", language="nl")
        self.assertIn("geen oordeel: de bron geeft hier geen marge", out)

    def test_costs_say_why_they_have_no_interval(self):
        found = [v for v in self.of("kosten-ggz-totaal", "gemeente") if v["value"] is not None]
        self.assertEqual({(v["reason"], v["method"]) for v in found}, {("no_interval", None)})
        self.assertIn("sommen van kosten", self.workspace.must("show", "KO01", "GM0153", "2020", "--why", language="nl"))

    def test_the_chance_count_stands_beside_every_tested_series(self):
        with sqlite3.connect(self.workspace.picture) as picture:
            tests = picture.execute("SELECT n_tested, n_flagged, expected_by_chance, reason FROM series_test").fetchall()
            counted = picture.execute(
                "SELECT t.n_tested, t.n_flagged, sum(v.label <> 'none'), sum(v.label IN ('higher', 'lower')) FROM series_test t "
                "JOIN verdict v ON v.series = t.series GROUP BY t.series").fetchall()
            n_series = picture.execute("SELECT count(*) FROM series").fetchone()[0]
        self.assertEqual(len(tests), n_series)
        for n_tested, n_flagged, expected, reason in tests:
            self.assertEqual((n_tested == 0, expected is None), (reason is not None, reason is not None))
            self.assertTrue(n_tested == 0 or 0 <= expected <= n_tested)
        for n_tested, n_flagged, labels, flags in counted:
            self.assertEqual((n_tested, n_flagged), (labels, flags))

    def test_why_says_interval_comparison_chance_and_trend_in_both_languages(self):
        for language, words in (("en", ("Wilson", "with the rest of Enschede (GM0153)", "difference", "by chance", "trend")),
                                ("nl", ("Wilson", "met de rest van Enschede (GM0153)", "verschil", "door toeval", "trend"))):
            out = self.workspace.must("show", "65-plus", "WK015301", "2020", "--why", language=language)
            for word in words:
                self.assertIn(word, out)

    def test_two_builds_give_the_same_bytes_and_a_second_build_does_nothing(self):
        other = workshop.Workspace()
        self.addCleanup(other.close)
        other.copy_example("twente")
        other.must("build", **DAY)
        self.assertEqual(hashlib.sha256(seal.said_by(other.picture)).hexdigest(),
                         hashlib.sha256(seal.said_by(self.workspace.picture)).hexdigest())
        before = other.picture.read_bytes()
        self.assertIn("nothing changed", other.must("build"))
        self.assertEqual(other.picture.read_bytes(), before)


class Demo(Checks, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.workspace = workshop.Workspace()
        cls.workspace.copy_demo("0.05")
        cls.values = cls.workspace.values()

    @classmethod
    def tearDownClass(cls):
        cls.workspace.close()

    def test_no_verdict_without_an_interval_and_none_absent_without_a_reason(self):
        self.check_all(self.values)
        self.assertGreater(sum(v["verdict"] != "none" for v in self.values), 3000)

    def test_what_is_hidden_has_no_verdict_and_nothing_gives_it_back(self):
        """Whoever knows a verdict knows the whole of the group; of it one area alone may not be left."""
        groups = {}
        for v in self.values:
            if v["decision"] == "hidden":
                self.assertEqual((v["verdict"], v["trend"] in ("none",) or v["trend_reason"] is None), ("none", True))
            if v["level"] in ("wijk", "buurt"):
                groups.setdefault((v["indicator"], v["breakdown"], v["level"], v["period"], v["area"][2:6]), []).append(v)
        totals = {(v["indicator"], v["breakdown"], v["period"], v["area"][2:6]): v["decision"] for v in self.values
                  if v["level"] == "gemeente"}
        n_without_total = 0
        for (indicator, breakdown, level, period, gemeente), group in groups.items():
            is_alone = sum(v["decision"] == "hidden" for v in group) == 1
            is_without_total = level == "wijk" and totals.get((indicator, breakdown, period, gemeente)) == "hidden"
            if is_alone or is_without_total:
                self.assertEqual({v["reference"] for v in group}, {None})
            n_without_total += is_without_total
        self.assertGreater(n_without_total, 20)

    def test_trends_run_over_the_years_without_a_break(self):
        with sqlite3.connect(self.workspace.picture) as picture:
            rows = picture.execute(
                "SELECT t.from_period, t.to_period, t.n_periods, t.per_year, t.lower, t.upper, t.label, t.reason, i.id FROM trend t "
                "JOIN indicator i ON i.release = t.release AND i.number = t.indicator").fetchall()
            breaks = {(i, p) for i, p in picture.execute("SELECT i.id, b.period FROM break b JOIN indicator i ON i.number = b.indicator")}
        found = [row for row in rows if row[6] != "none"]
        self.assertGreater(len(found), 300)
        for first, last, n, per_year, lower, upper, label, _, indicator in found:
            self.assertTrue(first < last and n >= 4 and lower <= per_year <= upper)
            self.assertFalse([p for i, p in breaks if i == indicator and first < p <= last])
            self.assertEqual(label, "rising" if lower > 0 else "falling" if upper < 0 else "no_change")


class Margins(Checks, unittest.TestCase):
    """A file in the layout of RIVM 50090NED with the rows of the limits in it; every number is made up."""

    def build(self, *rows):
        workspace = workshop.Workspace()
        self.addCleanup(workspace.close)
        workspace.write("wijkscan.yaml", "minimum_persons: 10\n")
        workspace.write("kwb_2020.csv", KWB)
        workspace.write("rivm.csv", rivm(*rows))
        workspace.must("load", "kwb_2020.csv", "rivm.csv")
        workspace.must("build")
        return {(v["indicator"], v["area"]): v for v in workspace.values() if v["source"] == "rivm-50090ned" and v["breakdown"] == "18+"}

    VALUES = (("MW00000", "WK015301", 70, 60), ("MW00000", "WK015302", 70, 40), ("MW00000", "WK015303", 70, 41))

    def test_limits_of_the_source_become_the_interval_and_allow_a_verdict(self):
        found = self.build(*self.VALUES, ("MW00002", "WK015301", 66, 56), ("MW00003", "WK015301", 74, 64),
                           ("MW00002", "WK015302", 66, 36), ("MW00003", "WK015302", 74, 44),
                           ("MW00002", "WK015303", 66, 37), ("MW00003", "WK015303", 74, 45))
        self.check_all(found.values())
        lonely = found["eenzaam", "WK015301"]
        self.assertEqual((lonely["value"], lonely["lower"], lonely["upper"], lonely["method"]), (60, 56, 64, "source"))
        self.assertEqual((lonely["verdict"], lonely["reference"], lonely["difference"]), ("higher", 40.5, 19.5))
        second = found["eenzaam", "WK015302"]
        self.assertEqual((second["reference"], second["difference"]), (50.5, -10.5))
        self.assertLess(second["difference_upper"], 0)
        self.assertEqual(found["ervaren-gezondheid-goed", "WK015301"]["verdict"], "no_difference")

    def test_without_limits_there_is_no_verdict(self):
        found = self.build(*self.VALUES)
        self.assertEqual({(v["lower"], v["reason"]) for v in found.values() if v["value"] is not None}, {(None, "no_margin")})

    def test_an_area_without_limits_counts_in_no_rest(self):
        found = self.build(*self.VALUES, ("MW00002", "WK015301", 66, 56), ("MW00003", "WK015301", 74, 64),
                           ("MW00002", "WK015302", 66, 36), ("MW00003", "WK015302", 74, 44))
        self.assertEqual((found["eenzaam", "WK015303"]["verdict"], found["eenzaam", "WK015303"]["reason"]), ("none", "no_margin"))
        self.assertEqual(found["eenzaam", "WK015301"]["reference"], 40)

    def test_limits_that_leave_out_their_value_are_no_interval(self):
        found = self.build(*self.VALUES, ("MW00002", "WK015301", 66, 61), ("MW00003", "WK015301", 74, 64))
        self.assertEqual((found["eenzaam", "WK015301"]["lower"], found["eenzaam", "WK015301"]["reason"]), (None, "no_margin"))


if __name__ == "__main__":
    tap.main()
