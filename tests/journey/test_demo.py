"""The demo region: made without download, read in every format, with the facts that it was made for.

SPDX-License-Identifier: EUPL-1.2
"""

import collections
import hashlib
import sqlite3
import unittest

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
        n = {v["period"]: v["value"] for v in self.values if v["indicator"] == "inwoners" and v["level"] == "regio"}
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
            workspace.must("demo", name, "--scale", "0.05", "--seed", seed, "--quiet", SOURCE_DATE_EPOCH="1700000000")
        files = {
            name: {path.name: path.read_bytes() for path in sorted((workspace.folder / name / "leveringen").iterdir())}
            for name in ("een", "twee", "drie")
        }
        self.assertEqual(list(files["een"]), list(files["twee"]))
        for name, content in files["een"].items():
            self.assertTrue(content == files["twee"][name], name)
        self.assertNotEqual(files["een"], files["drie"])
        pictures = [(workspace.folder / name / "picture.db").read_bytes() for name in ("een", "twee")]
        self.assertTrue(pictures[0] == pictures[1], "picture.db")


if __name__ == "__main__":
    tap.main()
