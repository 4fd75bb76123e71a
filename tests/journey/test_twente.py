"""Every number of Twente's real deliveries comes out as it went in, and nothing else comes out.

The deliveries are read a second time here, with Python's csv module and the catalogue's own text.
SPDX-License-Identifier: EUPL-1.2
"""

import hashlib
import json
import math
import os
import sqlite3
import unittest

import rows
import shipped
import seal
import tap
import workshop

GEMEENTEN = "0141 0147 0153 0158 0163 0164 0168 0173 0183 0189 1700 1735 1742 1774".split()
MEMBERS = {"GM" + number for number in GEMEENTEN}
VEKTIS_YEARS = [str(year) for year in range(2011, 2023)]
DAY = {"SOURCE_DATE_EPOCH": "1700000000"}


def differs(found, wanted):
    return not math.isclose(found, wanted, rel_tol=1e-12, abs_tol=0)


@workshop.needs_shared
class Twente(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.workspace = workshop.Workspace()
        cls.workspace.copy_example("twente")
        cls.loaded = cls.workspace.must("load")
        cls.workspace.must("build", **DAY)
        cls.values = cls.workspace.values()
        cls.by_key = {(v["indicator"], v["breakdown"], v["area"], v["period"]): v for v in cls.values}
        cls.indicators = shipped.read_indicators()
        folder = workshop.SHARED / "twente"
        cls.kwb_path = folder / "kwb2020_84799NED_twente.csv"
        cls.rivm_path = folder / "rivm_50090NED_twente.csv"
        cls.figures = {"cbs-kwb": rows.Figures(), "rivm-50090ned": rows.Figures()}
        cls.figures["cbs-kwb"].add_kwb(cls.kwb_path, "2020")
        cls.figures["rivm-50090ned"].add_rivm(cls.rivm_path, shipped.read_map("rivm-50090ned", "age"))
        cls.regions = [key[0] for key in cls.figures["cbs-kwb"].cells]
        names = {
            row["gemeentenaam"].upper(): area
            for (area, _, _), (_, _, row) in cls.figures["cbs-kwb"].cells.items()
            if area.startswith("GM")
        }
        cls.sums = rows.Sums(names, shipped.read_map("vektis-zvw", "age"))
        for year in VEKTIS_YEARS:
            cls.sums.add(folder / f"vektis_{year}_twente.csv", year)

    @classmethod
    def tearDownClass(cls):
        cls.workspace.close()

    def expected(self, source):
        """{(indicator, breakdown, area, period): (value, status, ...)} of one source."""
        found = {}
        for indicator, meaning in self.indicators.items():
            for measure in meaning["measures"]:
                if measure["source"] != source:
                    continue
                for breakdown, age in meaning["breakdowns"]:
                    cells = (
                        self.sums.expected(measure, age, MEMBERS, meaning["sexes"].get(breakdown))
                        if source == "vektis-zvw"
                        else rows.expected_of_cells(self.figures[source], measure, age)
                    )
                    found.update({(indicator, breakdown, *key): value for key, value in cells.items()})
        return found

    def assert_all_there(self, expected):
        wrong = []
        for key, (value, status, *_) in expected.items():
            shown = self.by_key.get(key)
            if shown is None or shown["status"] != status or (shown["value"] is None) != (value is None):
                wrong.append((key, value, status, shown))
            elif value is not None and differs(shown["value"], value):
                wrong.append((key, value, status, shown))
        self.assertEqual(wrong[:5], [], f"{len(wrong)} of {len(expected)} differ")

    def test_every_catalogued_column_of_kwb_equals_the_file_in_all_654_regions(self):
        expected = self.expected("cbs-kwb")
        self.assertEqual((len(self.regions), len(set(self.regions))), (654, 654))
        indicators = {key[0] for key in expected}
        self.assertGreaterEqual(len(indicators), 8)
        self.assertEqual(len(expected), 654 * len({key[:2] for key in expected}))
        self.assert_all_there(expected)

    def test_the_ages_of_residents_are_those_of_the_file_and_nearly_all_of_them(self):
        ages = ("0-14", "15-24", "25-44", "45-64", "65+")
        expected = {key: value for key, value in self.expected("cbs-kwb").items() if key[0] == "inwoners" and key[1] in ages}
        self.assertEqual(len(expected), 654 * len(ages))
        self.assert_all_there(expected)
        for gemeente in MEMBERS:
            parts = sum(self.by_key["inwoners", age, gemeente, "2020"]["value"] for age in ages)
            self.assertEqual(parts, self.by_key["inwoners", "totaal", gemeente, "2020"]["value"], gemeente)

    def test_insured_persons_of_each_sex_and_age_are_those_of_the_file_and_add_up(self):
        expected = {key: value for key, value in self.expected("vektis-zvw").items() if key[0] == "verzekerden"}
        n_groups, n_areas, years = 38, 15, ("2018", "2019", "2020", "2021", "2022")
        self.assertEqual(len(expected), (n_groups + 1) * n_areas * len(years))
        self.assert_all_there(expected)
        for area in (*MEMBERS, "GG1106"):
            for year in years:
                values = {key[1]: shown["value"] for key, shown in self.by_key.items() if key[0] == "verzekerden" and key[2:] == (area, year)}
                self.assertEqual(len(values), n_groups + 1)
                self.assertEqual(sum(values.values()), 2 * values["totaal"], (area, year))

    def test_every_catalogued_column_of_rivm_equals_the_file_in_all_654_regions_3_periods_and_3_ages(self):
        expected = self.expected("rivm-50090ned")
        slices = {(key[1], key[3]) for key in expected}
        self.assertEqual(
            slices,
            {(age, year) for age in ("18+", "18-64", "65+") for year in ("2012", "2016", "2020")} - {("18-64", "2020")},
        )
        indicators = {key[0] for key in expected}
        self.assertGreaterEqual(len(indicators), 14)
        self.assertEqual(len(expected), 654 * len(slices) * len(indicators))
        self.assert_all_there(expected)

    def test_every_gemeente_and_year_of_vektis_equals_the_sum_of_its_rows(self):
        expected = self.expected("vektis-zvw")
        for indicator, breakdown, n_years in (("kosten-ggz-totaal", "totaal", 12), ("kosten-verblijf-ggz", "totaal", 1)):
            n = sum(key[:2] == (indicator, breakdown) and key[2] != "GG1106" for key in expected)
            self.assertEqual(n, 14 * n_years, indicator)
        self.assert_all_there(expected)

    def test_vektis_of_the_region_is_the_sum_of_its_gemeenten(self):
        expected = {key: value for key, value in self.expected("vektis-zvw").items() if key[2] == "GG1106"}
        self.assertGreaterEqual(len(expected), 12)
        self.assert_all_there(expected)

    def test_every_number_of_the_picture_stands_in_a_file(self):
        expected = {}
        for source in ("cbs-kwb", "rivm-50090ned", "vektis-zvw"):
            expected.update(self.expected(source))
        numbers = [key for key, shown in self.by_key.items() if shown["value"] is not None and shown["level"] != "regio"]
        self.assertGreater(len(numbers), 60000)
        self.assertEqual([key for key in numbers if key not in expected], [])

    def test_what_no_file_holds_is_a_changed_border_or_a_mean_of_the_region(self):
        expected = {}
        for source in ("cbs-kwb", "rivm-50090ned", "vektis-zvw"):
            expected.update(self.expected(source))
        known = set(self.regions)
        for key, shown in self.by_key.items():
            if key in expected:
                continue
            if shown["level"] == "regio":
                self.assertIn(shown["status"], ("ok", "estimate"), key)
            else:
                self.assertEqual((shown["status"], shown["area"] in known), ("boundary", False), key)

    def test_the_region_is_the_weighted_mean_or_the_sum_of_its_gemeenten(self):
        residents = {code: self.by_key["inwoners", "totaal", code, "2020"]["value"] for code in MEMBERS}
        n = 0
        for indicator, meaning in self.indicators.items():
            for measure in meaning["measures"]:
                if measure["source"] != "rivm-50090ned":
                    continue
                for breakdown, _ in meaning["breakdowns"]:
                    for year in ("2012", "2016", "2020"):
                        shown = self.by_key.get((indicator, breakdown, "GG1106", year))
                        parts = {code: self.by_key.get((indicator, breakdown, code, year)) for code in MEMBERS}
                        if any(part is None or part["value"] is None for part in parts.values()):
                            self.assertIsNone(shown)
                            continue
                        mean = math.fsum(parts[code]["value"] * residents[code] for code in MEMBERS)
                        self.assertFalse(differs(shown["value"], mean / sum(residents.values())), shown)
                        n += 1
        self.assertGreater(n, 80)
        self.assertEqual(self.by_key["inwoners", "totaal", "GG1106", "2020"]["value"], sum(residents.values()))

    def test_wijken_of_2020_and_2022_join_as_known(self):
        with sqlite3.connect(self.workspace.picture) as picture:
            wijken = picture.execute("SELECT code, editions, is_on_map FROM area WHERE level = 'wijk'").fetchall()
        of_2020 = {code for code, editions, _ in wijken if "2020" in editions.split(",")}
        of_2022 = {code for code, editions, _ in wijken if "2022" in editions.split(",")}
        self.assertEqual((len(of_2020), len(of_2022), len(of_2020 & of_2022)), (119, 120, 118))
        self.assertEqual({code for code, _, is_on_map in wijken if is_on_map}, of_2022)
        self.assertEqual(of_2020 - of_2022, {"WK170000"})
        self.assertEqual(of_2022 - of_2020, {"WK170005", "WK170006"})

    def test_a_wijk_that_ended_keeps_its_numbers_and_its_heirs_say_that_the_border_changed(self):
        slices = {key[:2] + key[3:] for key in self.by_key if key[2] == "WK170000"}
        self.assertEqual(self.by_key["inwoners", "totaal", "WK170000", "2020"]["value"], 12700)
        for indicator, breakdown, period in slices:
            for heir in ("WK170005", "WK170006"):
                shown = self.by_key[indicator, breakdown, heir, period]
                self.assertEqual((shown["value"], shown["status"]), (None, "boundary"), shown)

    def test_missing_is_never_0(self):
        for shown in self.values:
            has_number = shown["status"] in ("ok", "estimate", "provisional")
            self.assertEqual(shown["value"] is not None, has_number, shown)
        zero = [v for v in self.values if v["value"] == 0 and v["source"] == "rivm-50090ned"]
        expected = self.expected("rivm-50090ned")
        for shown in zero:
            self.assertEqual(expected[shown["indicator"], shown["breakdown"], shown["area"], shown["period"]][0], 0)

    def test_0_residents_stays_0_and_has_no_share(self):
        everyone = [v for v in self.values if v["indicator"] == "inwoners" and v["breakdown"] == "totaal"]
        empty = [v["area"] for v in everyone if v["value"] == 0]
        self.assertGreater(len(empty), 0)
        for area in empty:
            shown = self.by_key["65-plus", "totaal", area, "2020"]
            self.assertEqual((shown["value"], shown["status"]), (None, "not_applicable"))

    def test_a_topic_of_rivm_that_was_not_asked_is_not_delivered(self):
        shown = self.by_key["veel-stress", "18+", "GM0153", "2012"]
        self.assertEqual((shown["value"], shown["status"]), (None, "not_delivered"))

    def test_a_value_walks_back_to_its_line_of_the_file(self):
        for source, path in (("cbs-kwb", self.kwb_path), ("rivm-50090ned", self.rivm_path)):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            for key, (value, _, file, line) in self.expected(source).items():
                shown = self.by_key[key]
                self.assertEqual((shown["file"], shown["delivery"]), (file, digest), key)
                self.assertEqual(shown["rows"], None if value is None else str(line), key)

    def test_why_names_file_hash_and_row_in_both_languages(self):
        line = self.figures["rivm-50090ned"].cells["WK015301", "2020", "18+"][1]
        text = self.rivm_path.read_text(encoding="utf-8").splitlines()[line - 1]
        self.assertIn('"WK015301', text)
        digest = hashlib.sha256(self.rivm_path.read_bytes()).hexdigest()
        for language, word in (("en", "rows"), ("nl", "rijen")):
            out = self.workspace.must("show", "eenzaam", "WK015301", "2020", "--why", language=language)
            self.assertIn(f"{self.rivm_path.name}, sha256 {digest}", out)
            self.assertRegex(out, rf"{word}\s+{line} ")

    def test_loading_again_says_so_and_changes_nothing(self):
        before = self.workspace.deliveries()
        for language, words in (("en", "loaded before, nothing to do"), ("nl", "al eerder geladen, niets te doen")):
            out = self.workspace.must("load", language=language)
            self.assertEqual((len(out.splitlines()), out.count(words)), (16, 16))
        self.assertEqual(self.workspace.deliveries(), before)
        self.assertEqual(len({delivery["delivery"] for delivery in before}), 16)

    def test_building_again_makes_no_new_release(self):
        before = self.workspace.picture.read_bytes()
        status = self.workspace.must("status").splitlines()[-1]
        self.workspace.must("build")
        self.assertEqual(self.workspace.must("status").splitlines()[-1], status)
        self.assertEqual(self.workspace.picture.read_bytes(), before)

    def test_the_same_deliveries_give_the_same_picture_byte_for_byte(self):
        other = workshop.Workspace()
        self.addCleanup(other.close)
        other.copy_example("twente")
        other.must("build", **DAY)
        self.assertEqual(
            hashlib.sha256(seal.said_by(other.picture)).hexdigest(),
            hashlib.sha256(seal.said_by(self.workspace.picture)).hexdigest(),
        )

    def test_maps_hold_every_area_of_their_edition(self):
        with sqlite3.connect(self.workspace.picture) as picture:
            maps = {level: (edition, text) for level, edition, text in picture.execute("SELECT level, edition, topojson FROM map")}
        for level, edition, n in (("buurt", 2021, 517), ("wijk", 2022, 120), ("gemeente", 2022, 14)):
            shapes = next(iter(json.loads(maps[level][1])["objects"].values()))["geometries"]
            self.assertEqual((maps[level][0], len(shapes)), (edition, n), level)


if __name__ == "__main__":
    tap.main()
