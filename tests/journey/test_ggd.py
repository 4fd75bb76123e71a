"""The synthetic survey of young adults of the GGD, from the SPSS file to the screen; and that what is shown with it says so.

SPDX-License-Identifier: EUPL-1.2
"""

import collections
import math
import shutil
import sqlite3
import unittest

import sav
import tap
import workshop

SAV = workshop.SHARED / "ggd" / "gmjv_synthetic_2022-2024.sav"
EXAMPLE = workshop.SOURCE / "examples" / "ggd-synthetisch"
REGION = "GG1106"
AREAS = {REGION, *(f"GM000{i}" for i in range(1, 7))}  # that the survey is of
LEAST = 50  # respondents, as GGDs agreed
Z = 1.959963984540054
ASKED = {
    "psychische-klachten-jongvolwassenen": "LVPKS403",
    "eenzaam-jongvolwassenen": "LVEES403",
    "sterk-eenzaam-jongvolwassenen": "LVEES404",
    "veel-stress-jongvolwassenen": "LVSTA415",
    "goede-gezondheid-jongvolwassenen": "GZGGA402",
    "moeite-rondkomen-jongvolwassenen": "FIIKA401",
}
# Of a breakdown the codes of the file for its ages, and for its sexes.
CLASSES = {"16-25": (1, 2, 3), "16-17": (1,), "18-25": (2, 3), "vrouw": (1, 2, 3), "man": (1, 2, 3)}
SEXES = {"vrouw": (2,), "man": (1,)}
COLUMNS = ["AGOJB401", "Stratum", "Standaardisatiefactor", "AGLFA401", "AGGSA402", "Gemeentecode", *ASKED.values()]

needs_survey = unittest.skipUnless(SAV.is_file(), f"no synthetic survey at {SAV}")


def open_example():
    workspace = workshop.Workspace()
    shutil.copytree(EXAMPLE, workspace.folder, dirs_exist_ok=True)
    workspace.copy_example("ggd-synthetisch")
    return workspace


def gemeente(row):
    return f"GM{row['Gemeentecode']:04.0f}"


class Estimate:
    """A weighted share of some respondents, its width by Taylor linearisation over the strata of the whole year."""

    def __init__(self, year_rows, column, is_asked):
        asked = [is_asked(row) and row[column] in (0, 1) for row in year_rows]
        weights = [row["Standaardisatiefactor"] for row in year_rows]
        self.n = sum(asked)
        self.all = math.fsum(w for w, is_in in zip(weights, asked, strict=True) if is_in)
        self.with_it = math.fsum(
            w * row[column] for w, row, is_in in zip(weights, year_rows, asked, strict=True) if is_in
        )
        if self.n == 0:
            return
        self.share = self.with_it / self.all
        strata = collections.defaultdict(list)
        for w, row, is_in in zip(weights, year_rows, asked, strict=True):
            strata[row["Stratum"]].append(w * (row[column] - self.share) / self.all if is_in else 0)
        variance = 0
        for scores in strata.values():
            mean = math.fsum(scores) / len(scores)
            variance += len(scores) / (len(scores) - 1) * math.fsum((score - mean) ** 2 for score in scores)
        size = min(self.n, self.share * (1 - self.share) / variance)
        centre = self.share + Z * Z / (2 * size)
        half = Z * math.sqrt(self.share * (1 - self.share) / size + Z * Z / (4 * size * size))
        self.lower, self.upper = ((centre + side * half) / (1 + Z * Z / size) for side in (-1, 1))


@needs_survey
class Synthetic(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.workspace = open_example()
        cls.told = cls.workspace.must("build")
        cls.values = cls.workspace.values()
        cls.survey = [value for value in cls.values if value["source"] == "ggd-gmjv" and value["area"] in AREAS]
        cls.rows = sav.read(SAV)

    @classmethod
    def tearDownClass(cls):
        cls.workspace.close()

    def estimate(self, value):
        """What the file itself says of the area of a value."""
        classes, sexes = CLASSES[value["breakdown"]], SEXES.get(value["breakdown"])
        year = [row for row in self.rows if row["AGOJB401"] == int(value["period"])]
        return Estimate(
            year,
            ASKED[value["indicator"]],
            lambda row: row["AGLFA401"] in classes
            and (sexes is None or row["AGGSA402"] in sexes)
            and value["area"] in (REGION, gemeente(row)),
        )

    def test_the_file_is_read_whole(self):
        self.assertEqual(len(self.rows), 3580)
        self.assertIn("gmjv_synthetic_2022-2024.sav: 3580 rows for ggd-gmjv, areas of 2022", self.told)
        # 6 indicators, 5 breakdowns, 2 years, 6 gemeenten and the region
        self.assertEqual(len(self.survey), 6 * 5 * 2 * 7)

    def test_every_share_and_interval_is_what_the_file_says(self):
        n_shown = 0
        for value in self.survey:
            expected = self.estimate(value)
            if expected.n < LEAST:
                continue
            self.assertEqual((value["status"], value["decision"]), ("ok", "allowed"), value)
            for key, number in (("value", expected.share), ("lower", expected.lower), ("upper", expected.upper)):
                self.assertAlmostEqual(value[key], 100 * number, delta=1e-9, msg=value)
            n_shown += 1
        self.assertGreater(n_shown, 200)

    def test_fewer_than_50_respondents_give_no_number(self):
        few = [value for value in self.survey if self.estimate(value).n < LEAST]
        self.assertGreater(len(few), 5)
        for value in few:
            self.assertEqual((value["status"], value["value"], value["verdict"]), ("too_few", None, "none"), value)

    def test_gemeenten_are_compared_with_the_rest_of_the_region(self):
        n_compared = 0
        for value in self.survey:
            if value["level"] != "gemeente" or value["status"] != "ok":
                continue
            self.assertIn(value["verdict"], ("higher", "lower", "no_difference"), value)
            if value["breakdown"] == "16-25":  # everywhere enough respondents: the rest is the region without it
                own, region = self.estimate(value), self.estimate({**value, "area": REGION})
                rest = (region.with_it - own.with_it) / (region.all - own.all)
                self.assertEqual(value["against"], REGION)
                self.assertAlmostEqual(value["reference"], 100 * rest, delta=1e-9, msg=value)
                n_compared += 1
        self.assertEqual(n_compared, 6 * 2 * 6)

    def test_the_release_says_that_it_is_invented(self):
        with sqlite3.connect(self.workspace.picture) as picture:
            self.assertEqual(picture.execute("SELECT DISTINCT is_invented FROM release").fetchall(), [(1,)])
            owners = dict(picture.execute("SELECT id, owner FROM source").fetchall())
        self.assertIn("(verzonnen)", owners["ggd-gmjv"])
        self.assertNotIn("verzonnen", owners["cbs-kwb"])  # CBS did publish its figures
        for language, words in (("en", "INVENTED FIGURES"), ("nl", "VERZONNEN CIJFERS")):
            self.assertTrue(self.workspace.must("show", "inwoners", "GM0153", language=language).startswith(words))
        self.assertEqual({value["invented"] for value in self.values}, {True})
        invented = {delivery["source"]: delivery["invented"] for delivery in self.workspace.deliveries()}
        self.assertEqual(invented, {"nepgemeenten": False, "cbs-kwb": False, "ggd-gmjv": True})

    def test_public_figures_stand_beside_it(self):
        public = [value for value in self.values if value["source"] == "cbs-kwb" and value["status"] == "ok"]
        self.assertGreater(len(public), 3000)
        self.assertEqual({value["decision"] for value in public}, {"public"})


@needs_survey
class NothingReal(unittest.TestCase):
    """What is not that very file stays inside."""

    def setUp(self):
        self.workspace = open_example()

    def tearDown(self):
        self.workspace.close()

    def decisions(self, source):
        ours = [value for value in self.workspace.values() if value["source"] == source and value["area"] in AREAS]
        if "allowed" not in {value["decision"] for value in ours}:
            self.assertEqual({value["value"] for value in ours}, {None})
        return {value["decision"] for value in ours if value["delivery"] is not None}

    def is_marked(self):
        with sqlite3.connect(self.workspace.picture) as picture:
            return picture.execute("SELECT is_invented FROM release ORDER BY number DESC").fetchone()[0] == 1

    def list_instead(self, name):
        """Load another file in the place of the synthetic one."""
        settings = (self.workspace.folder / "wijkscan.yaml").read_text(encoding="utf-8")
        self.workspace.write("wijkscan.yaml", settings.replace(f"file: {SAV}", f"file: {name}"))

    def write_csv(self, name, rows):
        lines = [";".join("" if row[column] is None else f"{row[column]:.17g}" for column in COLUMNS) for row in rows]
        self.workspace.write(name, "\n".join([";".join(COLUMNS), *lines]) + "\n")

    def test_one_changed_byte_makes_the_file_real(self):
        raw = bytearray(SAV.read_bytes())
        raw[10] ^= 1  # in the name of the program that wrote it
        self.workspace.write("anders.sav", bytes(raw))
        self.list_instead("anders.sav")
        self.workspace.must("build")
        self.assertEqual(self.decisions("ggd-gmjv"), {"allowed", "none"})
        self.assertFalse(self.is_marked())

    def test_the_same_answers_in_another_file_are_real(self):
        self.write_csv("zelfde.csv", sav.read(SAV))
        self.list_instead("zelfde.csv")
        self.workspace.must("build")
        self.assertFalse(self.is_marked())

    def test_a_real_delivery_beside_it_is_marked_with_it(self):
        header = self.workspace.must("template", "care-use").strip().lstrip("\ufeff")
        persons = [f"2022;p-{i};GM0001;vrouw;40;366;{i % 3};0;{i % 5};0;10" for i in range(600)]
        self.workspace.write("zorggebruik_2022.csv", "\n".join([header, *persons]) + "\n")
        self.workspace.must("build")
        self.workspace.must("load", "zorggebruik_2022.csv")
        self.workspace.must("build")
        self.assertIn("allowed", self.decisions("levering-zorggebruik"))
        self.assertEqual(self.decisions("ggd-gmjv"), {"allowed", "none"})
        self.assertTrue(self.is_marked())

    def test_a_real_survey_beside_it_is_marked_with_it(self):
        """They are compared with each other, and their years make one trend."""
        real = [{**row, "AGOJB401": 2023} for row in sav.read(SAV) if row["AGOJB401"] == 2022]
        self.write_csv("echt.csv", real)
        self.workspace.must("build")
        self.workspace.must("load", "echt.csv")
        self.workspace.must("build")
        self.assertEqual(self.decisions("ggd-gmjv"), {"allowed", "none"})
        self.assertTrue(self.is_marked())

    def test_a_survey_of_the_same_area_and_year_cannot_count_twice(self):
        self.write_csv("nogmaals.csv", sav.read(SAV))
        self.workspace.must("build")
        done = self.workspace.run("load", "nogmaals.csv")
        self.assertNotEqual(done.code, 0)
        self.assertIn("row 2, column Gemeentecode: is of an area that an earlier delivery holds", done.err)

    def test_a_workspace_cannot_call_its_deliveries_invented(self):
        shipped = (workshop.SOURCE / "catalogue" / "sources" / "ggd-gmjv.yaml").read_text(encoding="utf-8")
        self.workspace.write("catalogue/sources/ggd-gmjv.yaml", shipped)
        done = self.workspace.run("build")
        self.assertNotEqual(done.code, 0)
        self.assertIn("a workspace cannot say that its deliveries are invented", done.err)
        without = "\n".join(line for line in shipped.splitlines() if not line.startswith("invented_files"))
        self.workspace.write("catalogue/sources/ggd-gmjv.yaml", without + "\n")
        self.workspace.must("build")
        self.assertFalse(self.is_marked())

    def test_gemeenten_that_nobody_knows_are_named_and_not_guessed(self):
        settings = (self.workspace.folder / "wijkscan.yaml").read_text(encoding="utf-8")
        start, end = settings.index("  - file: nepgemeenten"), settings.index("  # 3.580")
        self.workspace.write("wijkscan.yaml", settings[:start] + settings[end:])
        done = self.workspace.run("build")
        self.assertNotEqual(done.code, 0)
        self.assertIn("none of the areas in column Gemeentecode is known", done.err)


if __name__ == "__main__":
    tap.main()
