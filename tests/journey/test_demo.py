"""The demo region: made without download, read in every format, with the facts that it was made for.

SPDX-License-Identifier: EUPL-1.2
"""

import collections
import csv
import hashlib
import json
import math
import sqlite3
import unittest

import seal
import tap
import workshop

SPECIALIST = ("specialistische-ggz-zonder-verblijf", "specialistische-ggz-met-verblijf")


class Demo(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.workspace = workshop.Workspace()
        cls.told = cls.workspace.must("demo", "demo")
        cls.workspace.folder = cls.workspace.folder / "demo"
        cls.values = cls.workspace.values()

    @classmethod
    def tearDownClass(cls):
        cls.workspace.close()

    def shown(self, indicator, level, period="2024", breakdown="18+"):
        return {
            v["area"]: v["value"]
            for v in self.values
            if (v["indicator"], v["level"], v["period"], v["breakdown"]) == (indicator, level, period, breakdown)
            and v["value"] is not None
        }

    def test_poh_ggz_runs_from_1_4_to_6_3_per_cent_over_the_wijken(self):
        wijken = self.shown("poh-ggz", "wijk")
        self.assertGreater(len(wijken), 80)
        self.assertEqual((round(min(wijken.values()), 1), round(max(wijken.values()), 1)), (1.4, 6.3))

    def test_poh_ggz_is_used_more_than_specialised_care(self):
        for level in ("regio", "gemeente"):
            poh = self.shown("poh-ggz", level)
            for area, value in poh.items():
                special = sum(self.shown(indicator, level).get(area, 0) for indicator in SPECIALIST)
                self.assertGreater(value, special, area)

    def survey(self, level, period="2024", indicator="psychische-klachten-volwassenen"):
        return {
            v["area"]: v
            for v in self.values
            if (v["indicator"], v["level"], v["period"], v["breakdown"]) == (indicator, level, period, "18+")
        }

    def test_every_wijk_with_residents_has_an_estimate_of_the_survey_with_an_interval(self):
        wijken = self.survey("wijk")
        self.assertGreater(len(wijken), 110)
        for area, shown in wijken.items():
            if shown["status"] == "not_applicable":
                continue
            self.assertEqual(shown["status"], "estimate", area)
            self.assertTrue(0 < shown["lower"] < shown["value"] < shown["upper"] < 100, shown)

    def residents_of_adults(self, year):
        """By gemeente and wijk: 7 of the 10 years from 15 to 24, and all above, men and women alike."""
        path = next(self.workspace.folder.rglob(f"kwb*{year}*.csv"))
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=";"))
        names = {name.rsplit("_", 1)[0]: name for name in rows[0]}
        found = {}
        for row in rows:
            ages = [float(row[names[n]].strip() or "nan") for n in
                    ("k_15Tot25Jaar", "k_25Tot45Jaar", "k_45Tot65Jaar", "k_65JaarOfOuder")]
            found[row[names["WijkenEnBuurten"]].strip()] = 0.7 * ages[0] + sum(ages[1:])
        return found

    def test_the_wijken_of_a_gemeente_make_up_what_its_own_respondents_say(self):
        residents = self.residents_of_adults("2024")
        wijken = self.survey("wijk")
        n = 0
        for gemeente, direct in self.survey("gemeente").items():
            if direct["value"] is None:
                continue
            parts = [(residents[w], v["value"]) for w, v in wijken.items()
                     if w[2:6] == gemeente[2:] and v["value"] is not None]
            mean = math.fsum(r * v for r, v in parts) / math.fsum(r for r, _ in parts)
            self.assertAlmostEqual(mean, direct["value"], delta=0.05, msg=gemeente)
            n += 1
        self.assertGreater(n, 10)

    def test_a_signal_has_high_need_low_use_and_a_rung_from_each_source(self):
        with sqlite3.connect(self.workspace.picture) as picture:
            signals = picture.execute(
                "SELECT a.code, need_lower, ratio, ratio_upper, probability, label, ladder, s.reason FROM signal s"
                " JOIN area a ON a.release = s.release AND a.number = s.area"
            ).fetchall()
        use = self.shown("poh-ggz-verwacht", "wijk")
        strong = [row for row in signals if row[5] == "strong"]
        self.assertTrue(0 < len(strong) < 30, len(strong))
        for code, _, ratio, upper, probability, _, ladder, _ in strong:
            self.assertGreaterEqual(probability, 0.8)
            self.assertTrue(ratio < 0.9 and upper < 1, code)
            self.assertLess(use[code], 100, code)
            self.assertEqual(
                {rung["trede"] for rung in json.loads(ladder)},
                {"bevolking", "aanbod", "hulp_zoeken", "registratie", "andere_domeinen"},
            )
        for *_, ladder, _ in signals:
            for rung in json.loads(ladder):
                self.assertEqual("niet te zeggen" in rung["tekst"], rung["uitkomst"] == "niet_te_zeggen", rung)
        for code, need, ratio, _, probability, label, ladder, reason in signals:
            if code not in use:  # hidden: nothing of it may be seen
                self.assertEqual((need, ratio, probability, label, json.loads(ladder)), (None, None, None, "none", []))
                self.assertIsNotNone(reason)

    def test_why_tells_of_the_model_behind_an_estimate(self):
        told = self.workspace.must("show", "psychische-klachten-volwassenen", "WK014104", "2024", "--why")
        self.assertIn("Multilevel regression and poststratification", told)
        self.assertIn("modelTegenDirect:\n", told)
        self.assertIn("gemeente GM0141, respondenten ", told)
        self.assertIn("estimated from enough answers together", told)

    def test_every_model_says_how_it_behaved(self):
        with sqlite3.connect(self.workspace.picture) as picture:
            models = picture.execute("SELECT name, dutch, english, diagnostics FROM model").fetchall()
        self.assertGreater(len(models), 20)
        for name, dutch, english, diagnostics in models:
            self.assertTrue(len(dutch) > 50 and len(english) > 50, name)
            told = json.loads(diagnostics)
            if name == "mrp":
                self.assertGreater(told["respondenten"], 500)
                self.assertEqual(len(told["modelTegenDirect"]), 14)

    def test_every_level_has_numbers(self):
        levels = {v["level"] for v in self.values if v["value"] is not None}
        self.assertEqual(levels, {"regio", "gemeente", "wijk", "buurt"})

    def test_has_14_gemeenten_about_120_wijken_and_500_buurten_all_on_the_map(self):
        with sqlite3.connect(self.workspace.picture) as picture:
            found = dict(picture.execute("SELECT level, count(*) FROM area WHERE is_on_map GROUP BY level"))
        self.assertEqual(found["gemeente"], 14)
        self.assertTrue(110 <= found["wijk"] <= 130 and 480 <= found["buurt"] <= 540, found)

    def test_five_years_were_delivered(self):
        years = {v["period"] for v in self.values if v["source"] == "levering-zorggebruik" and v["value"] is not None}
        self.assertEqual(years, {"2020", "2021", "2022", "2023", "2024"})

    def test_every_format_was_read(self):
        deliveries = self.workspace.deliveries()
        endings = {delivery["file"].rpartition(".")[2] for delivery in deliveries}
        self.assertEqual(endings, {"csv", "xlsx", "sav", "parquet", "gpkg", "shp", "geojson"})
        self.assertEqual({d["format"] for d in deliveries}, {"csv", "xlsx", "sav", "parquet", "borders"})
        for delivery in deliveries:
            self.assertGreater(delivery["rows"], 0, delivery)
            self.assertEqual(delivery["unknown"], 0, delivery)

    def test_its_persons_are_the_residents_of_its_figures(self):
        everyone = [v for v in self.values if v["indicator"] == "inwoners" and v["breakdown"] == "totaal"]
        n = {v["period"]: v["value"] for v in everyone if v["level"] == "regio"}
        rows = collections.Counter()
        for delivery in self.workspace.deliveries():
            if delivery["source"] == "levering-zorggebruik":
                rows[delivery["file"][-8:-4] if delivery["file"].endswith("csv") else delivery["file"][-12:-8]] = delivery["rows"]
        for year, persons in rows.items():
            self.assertLess(abs(n[year] - persons) / persons, 0.02, year)

    def test_a_hash_is_that_of_the_file(self):
        for delivery in self.workspace.deliveries():
            content = (self.workspace.folder / "leveringen" / delivery["file"]).read_bytes()
            self.assertEqual(delivery["delivery"], hashlib.sha256(content).hexdigest(), delivery["file"])


class Repeated(unittest.TestCase):
    def test_the_same_seed_gives_the_same_bytes_and_another_does_not(self):
        workspace = workshop.Workspace()
        self.addCleanup(workspace.close)
        for name, seed in (("een", "7"), ("twee", "7"), ("drie", "8")):
            workspace.must("demo", name, "--scale", "0.3", "--seed", seed, "--quiet", SOURCE_DATE_EPOCH="1700000000")
        files = {
            name: {path.name: path.read_bytes() for path in sorted((workspace.folder / name / "leveringen").iterdir())}
            for name in ("een", "twee", "drie")
        }
        self.assertEqual(list(files["een"]), list(files["twee"]))
        for name, content in files["een"].items():
            self.assertTrue(content == files["twee"][name], name)
        self.assertNotEqual(files["een"], files["drie"])
        pictures = [seal.said_by(workspace.folder / name / "picture.db") for name in ("een", "twee")]
        self.assertTrue(pictures[0] == pictures[1], "picture.db")


if __name__ == "__main__":
    tap.main()
