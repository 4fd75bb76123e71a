"""The whole country goes through in one `wijkscan build`, and every row comes out as it went in.

SPDX-License-Identifier: EUPL-1.2
"""

import json
import math
import sqlite3
import unittest

import rows
import shipped
import tap
import workshop


@workshop.needs_shared
class Country(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.workspace = workshop.Workspace()
        cls.workspace.copy_example("nederland")
        cls.told = cls.workspace.must("build")
        cls.by_key = {}
        for shown in cls.workspace.values():
            key = (shown["indicator"], shown["breakdown"], shown["area"], shown["period"])
            cls.by_key[key] = (shown["value"], shown["status"], shown["rows"], shown["source"])
        cls.folder = workshop.SHARED / "national"
        cls.figures = {"cbs-kwb": rows.Figures(), "rivm-50090ned": rows.Figures()}
        cls.figures["cbs-kwb"].add_kwb(cls.folder / "kwb2020_84799NED_TypedDataSet.csv", "2020")
        cls.figures["rivm-50090ned"].add_rivm(
            cls.folder / "rivm_50090NED_2020_18+.xlsx", shipped.read_map("rivm-50090ned", "age")
        )
        cls.indicators = shipped.read_indicators()

    @classmethod
    def tearDownClass(cls):
        cls.workspace.close()

    def compare(self, source):
        n = 0
        wrong = []
        for indicator, meaning in self.indicators.items():
            for measure in meaning["measures"]:
                if measure["source"] != source:
                    continue
                for breakdown, age in meaning["breakdowns"]:
                    for (area, period), (value, status, _, line) in rows.expected_of_cells(
                        self.figures[source], measure, age
                    ).items():
                        shown = self.by_key.get((indicator, breakdown, area, period))
                        n += 1
                        is_equal = (
                            shown is not None
                            and shown[1] == status
                            and shown[2] == (None if value is None else str(line))
                            and (shown[0] is None) == (value is None)
                            and (value is None or math.isclose(shown[0], value, rel_tol=1e-12))
                        )
                        if not is_equal:
                            wrong.append((indicator, breakdown, area, period, value, status, shown))
        self.assertEqual(wrong[:5], [], f"{len(wrong)} of {n} differ")
        return n

    def test_all_17341_rows_of_kwb_equal_the_file(self):
        self.assertEqual(len(self.figures["cbs-kwb"].cells), 17341)
        self.assertGreaterEqual(self.compare("cbs-kwb"), 17341 * 8)

    def test_all_17341_rows_of_rivm_equal_the_workbook(self):
        self.assertEqual(len(self.figures["rivm-50090ned"].cells), 17341)
        self.assertGreaterEqual(self.compare("rivm-50090ned"), 17341 * 14)

    def test_3340_wijken_of_2022_are_on_the_map_and_3044_of_them_are_of_2020_too(self):
        with sqlite3.connect(self.workspace.picture) as picture:
            wijken = picture.execute("SELECT editions, is_on_map FROM area WHERE level = 'wijk'").fetchall()
            ((text,),) = picture.execute("SELECT topojson FROM map WHERE level = 'wijk'").fetchall()
        editions = [set(editions.split(",")) for editions, _ in wijken]
        self.assertEqual(sum("2020" in edition for edition in editions), 3177)
        self.assertEqual(sum(bool(is_on_map) for _, is_on_map in wijken), 3340)
        self.assertEqual(sum({"2020", "2022"} <= edition for edition in editions), 3044)
        shapes = next(iter(json.loads(text)["objects"].values()))["geometries"]
        self.assertEqual(len(shapes), 3340)

    def test_a_wijk_of_2022_alone_says_that_the_border_changed(self):
        with sqlite3.connect(self.workspace.picture) as picture:
            codes = [row[0] for row in picture.execute("SELECT code FROM area WHERE level = 'wijk' AND editions = '2022'")]
        self.assertEqual(len(codes), 3340 - 3044)
        for code in codes:
            self.assertEqual(self.by_key["inwoners", "totaal", code, "2020"][:2], (None, "boundary"), code)

    def test_every_name_of_vektis_finds_its_gemeente_but_the_one_of_a_later_edition(self):
        unknown = self.workspace.must("status", "--unknown").splitlines()
        self.assertEqual(unknown, ["vektis_2022_gemeente.csv\tGM1992\t38"])  # Voorne aan Zee, since 2023
        there = {key[2] for key, shown in self.by_key.items() if key[:2] == ("kosten-ggz-totaal", "totaal") and shown[0] is not None}
        names = {row["gemeentenaam"] for _, row in rows.read_csv(self.folder / "vektis_2022_gemeente.csv")} - {""}
        self.assertEqual(len(there - {"NL00"}), len(names) - 1)
        for code in ("GM0518", "GM0796", "GM0893", "GM0373", "GM1900", "GM1970", "GM0820", "GM1695"):
            self.assertIn(code, there)

    def test_the_country_of_vektis_has_the_rest_row_in_it(self):
        cost, years = [], []
        for _, row in rows.read_csv(self.folder / "vektis_2022_gemeente.csv"):
            cost += [float(row[f"kosten_{name}_ggz"]) for name in ("consulten", "intramuraal_verblijf", "overige_prestaties", "innovatiegelden")]
            years.append(float(row["aantal_verzekerdejaren"]))
        shown = self.by_key["kosten-ggz-totaal", "totaal", "NL00", "2022"]
        voorne = [row for _, row in rows.read_csv(self.folder / "vektis_2022_gemeente.csv") if row["gemeentenaam"] == "VOORNE AAN ZEE"]
        self.assertEqual(len(voorne), 38)
        self.assertTrue(math.isclose(shown[0], math.fsum(cost) / math.fsum(years), rel_tol=1e-12), (shown, math.fsum(cost) / math.fsum(years)))


if __name__ == "__main__":
    tap.main()
