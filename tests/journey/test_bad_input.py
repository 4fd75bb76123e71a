"""What is wrong with a delivery is said in one line, in the reader's language, and nothing of it is kept.

SPDX-License-Identifier: EUPL-1.2
"""

import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import unittest

import tap
import workshop

KWB = (
    "ID;WijkenEnBuurten;Gemeentenaam_1;SoortRegio_2;IndelingswijzigingWijkenEnBuurten_4;AantalInwoners_5;k_65JaarOfOuder_12\n"
    "1;GM0153    ;Enschede;Gemeente;.;159640;28000\n"
    "2;WK015300  ;Wijk 00 Binnensingelgebied;Wijk;1;30000;4000\n"
    "3;WK015301  ;Wijk 01;Wijk;1;20000;3000\n"
    "4;BU01530000;City;Buurt;1;3000;500\n"
)
RIVM = (
    "Leeftijd;Marges;WijkenEnBuurten;Perioden;Gemeentenaam_1;ErvarenGezondheidGoedZeerGoed_4;Eenzaam_28\n"
    "20300;MW00000;GM0153;2020JJ00;Enschede;80.1;40.2\n"
)
VEKTIS = (
    "geslacht;leeftijdsklasse;gemeentenaam;aantal_bsn;aantal_verzekerdejaren;kosten_specialistische_ggz;"
    "kosten_generalistische_basis_ggz;kosten_langdurige_ggz\n"
    "M; 0 t/m  4 jaar;ENSCHEDE;10;9.5;1.5;2;3\n"
)
SURVEY_OF_ONE = "geheimtekst"  # what may never come back in a message
OK, FAILED, WRONG_USE, BAD_INPUT, REFUSED, NOT_FOUND = range(6)


def care_use(*persons, **changed):
    """A care-use delivery with a row for each person; changed applies to the last one."""
    header = workshop.wijkscan("template", "care-use").out.strip().lstrip("\ufeff")
    rows = []
    for person in persons:
        row = dict(zip(header.split(";"), f"2020 {person} WK015301 vrouw 40 366 3 0 0 0 0".split(), strict=True))
        rows.append(row)
    rows[-1].update(changed)
    return "\n".join([header, *(";".join(row.values()) for row in rows)]) + "\n"


class Refusal(unittest.TestCase):
    """A workspace with one good delivery; what a test does to it may not change what it holds."""

    @classmethod
    def setUpClass(cls):
        cls.workspace = workshop.Workspace()
        cls.workspace.write("wijkscan.yaml", "minimum_persons: 10\n")
        cls.workspace.write("kwb_2020.csv", KWB)
        cls.workspace.must("load", "kwb_2020.csv")
        cls.before = cls.workspace.must("status", "--json")

    @classmethod
    def tearDownClass(cls):
        cls.workspace.close()

    def refuses(self, code, *words, says=(), folder=None, out=""):
        """Each language: this exit code, one line on stderr that names all of `says`, nothing kept."""
        texts = []
        for language in workshop.LANGUAGES:
            done = workshop.wijkscan(*words, language=language, folder=folder or self.workspace.folder)
            self.assertEqual(done.code, code, done.err or done.out)
            self.assertTrue(done.err.startswith("wijkscan: ") and done.err.endswith("\n"), done.err)
            self.assertEqual(done.err.count("\n"), 1, done.err)
            self.assertEqual(done.out, out)
            self.assertNotIn(SURVEY_OF_ONE, done.err)
            for word in says:
                self.assertIn(word, done.err)
            texts.append(done.err)
        self.assertNotEqual(texts[0], texts[1], "the same in both languages")
        self.assertEqual(self.workspace.must("status", "--json"), self.before)
        return texts[0]

    def refuses_file(self, name, content, *flags, says=(), code=BAD_INPUT, encoding="utf-8"):
        self.workspace.write(name, content, encoding)
        return self.refuses(code, "load", name, *flags, says=(name, *says))


class BadFile(Refusal):
    def test_refuses_a_file_that_is_not_there(self):
        self.assertIn("no such file", self.refuses(NOT_FOUND, "load", "nergens_2021.csv", says=("nergens_2021.csv",)))

    def test_refuses_a_folder(self):
        for name in ("map_2021.csv", "map_2021.gpkg"):
            (self.workspace.folder / name).mkdir()
            self.assertIn("expected a file", self.refuses(BAD_INPUT, "load", name, says=(name,)))

    @unittest.skipIf(os.geteuid() == 0, "root may read every file")
    def test_refuses_a_file_that_may_not_be_read(self):
        self.workspace.write("dicht_2021.csv", KWB).chmod(0)
        self.refuses(NOT_FOUND, "load", "dicht_2021.csv", says=("dicht_2021.csv",))

    def test_refuses_an_empty_file_and_a_header_alone(self):
        self.refuses_file("kwb_2021.csv", "")
        self.refuses_file("kwb_2021.csv", "\n\n\n")
        self.refuses_file("kwb_2021.csv", KWB.split("\n", maxsplit=1)[0] + "\n")

    def test_refuses_a_wrong_delimiter(self):
        error = self.refuses_file("kwb_2021.csv", KWB.replace(";", "~"))
        self.assertIn("expected columns separated by ; , | or a tab", error)

    def test_refuses_what_is_no_text_at_all(self):
        self.refuses_file("kwb_2021.csv", bytes(range(256)) * 20)

    def test_refuses_a_row_that_is_too_short_or_too_long(self):
        self.refuses_file("kwb_2021.csv", KWB.replace("3;WK015301  ;", "WK015301;"), says=("4", "6", "7"))
        self.refuses_file("kwb_2021.csv", KWB.replace(";3000\n", f";3000;{SURVEY_OF_ONE}\n"), says=("4", "8", "7"))

    def test_refuses_a_quote_that_is_not_closed(self):
        self.refuses_file("kwb_2021.csv", KWB.replace("City", '"City'), says=("5",))

    @workshop.needs_shared
    def test_refuses_truncated_files_of_every_format(self):
        whole = {
            "xlsx": workshop.SHARED / "ggd" / "JongVolwassenenNaarGeslachtEnLeeftijd1Jan2024.xlsx",
            "sav": workshop.SHARED / "ggd" / "gmjv_synthetic_2022-2024.sav",
            "parquet": workshop.SHARED / "formats" / "cbs.v3.84799NED_TypedDataSet.parquet",
            "gpkg": workshop.SHARED / "twente" / "twente_buurt_2021_rd.gpkg",
            "geojson": workshop.SHARED / "twente" / "twente_wijk_2022_wgs84.geojson",
            "shp": workshop.SHARED / "twente" / "buurten.shp",  # its .dbf and .shx are missing
        }
        for ending, path in whole.items():
            content = path.read_bytes()
            with self.subTest(ending):
                self.refuses_file(f"half_2021.{ending}", content[: len(content) // 2])

    @workshop.needs_shared
    def test_refuses_names_without_codes_with_the_reason(self):
        path = workshop.SHARED / "formats" / "names_without_codes.csv"
        error = self.refuses(BAD_INPUT, "load", path, says=(path.name, "Wijken en buurten"))
        self.assertIn("fit no source", error)
        error = self.refuses(
            BAD_INPUT, "load", path, "--source", "cbs-kwb", "--period", "2020", says=(path.name, "WijkenEnBuurten")
        )
        self.assertIn("has no column", error)


class BadFigures(Refusal):
    def test_names_a_column_that_the_source_does_not_have(self):
        self.refuses_file(
            "kwb_2021.csv", KWB.replace("WijkenEnBuurten;", "Gebied;", 1), "--source", "cbs-kwb", says=("WijkenEnBuurten", "Gebied")
        )

    def test_refuses_columns_of_no_known_source(self):
        self.refuses_file("iets_2021.csv", "a;b\n1;2\n", says=("a",))

    def test_names_row_and_column_of_a_text_among_numbers_and_not_the_text(self):
        self.refuses_file("kwb_2021.csv", KWB.replace(";20000;", f";{SURVEY_OF_ONE};"), says=("4", "AantalInwoners_5"))

    def test_refuses_numbers_that_are_none(self):
        for text in ("inf", "-Infinity", "nan", "1e400", "0x10", "1_000", "159.640.1", "12 000", "--5"):
            with self.subTest(text):
                self.refuses_file("kwb_2021.csv", KWB.replace("159640", text), says=("2", "AantalInwoners_5"))

    def test_refuses_thousands_with_a_point_among_decimals_with_a_comma(self):
        self.refuses_file("kwb_2021.csv", KWB.replace("159640", "159640,5").replace("30000", "1.234,5"), says=("3",))

    def test_refuses_a_code_that_is_none(self):
        self.refuses_file("kwb_2021.csv", KWB.replace("WK015301", "XY015301"), says=("4", "WijkenEnBuurten", "GM0153"))

    def test_refuses_an_area_that_stands_twice(self):
        self.refuses_file("kwb_2021.csv", KWB + "9;GM0153;Enschede;Gemeente;.;1;1\n", says=("6",))

    def test_refuses_a_file_of_which_no_area_is_known(self):
        self.refuses_file("rivm.csv", RIVM.replace("GM0153", "GM9999"), says=("WijkenEnBuurten", "2020"))

    def test_refuses_a_file_of_which_no_name_matches_a_gemeente(self):
        self.refuses_file("vektis_2018.csv", VEKTIS.replace("ENSCHEDE", "LUTJEBROEK"), says=("gemeentenaam", "2020"))

    def test_refuses_a_year_that_is_none(self):
        self.refuses_file("rivm.csv", RIVM.replace("2020JJ00", "2020KW01") + RIVM.splitlines()[1] + "\n", says=())
        self.refuses_file("kwb.csv", KWB.replace("159640", "1"), code=WRONG_USE, says=("--period",))
        self.refuses(WRONG_USE, "load", "kwb_2020.csv", "--period", "abc", says=("abc", "2020"))

    def test_refuses_the_same_bytes_for_another_year(self):
        error = self.refuses(REFUSED, "load", "kwb_2020.csv", "--period", "2019", says=("kwb_2020.csv", "2020"))
        self.assertIn("loaded before", error)
        self.refuses(REFUSED, "load", "kwb_2020.csv", "--edition", "2019", says=("kwb_2020.csv", "2020"))

    def test_refuses_a_source_that_is_not_in_the_catalogue(self):
        self.refuses_file("kwb_2021.csv", KWB + "\n", "--source", "cbs", code=WRONG_USE, says=("cbs",))


class BadRecords(Refusal):
    def test_refuses_a_code_that_the_form_does_not_have(self):
        self.refuses_file("z_2020.csv", care_use("p1", "p2", geslacht=SURVEY_OF_ONE), says=("3", "geslacht"))

    def test_refuses_numbers_outside_the_form(self):
        for column, texts in {
            "leeftijd": ("130", "-1", "13,5", "13.5", "1e1", "", SURVEY_OF_ONE),
            "poh_ggz": ("", "401", SURVEY_OF_ONE),
            "kosten_ggz": ("inf", "nan", SURVEY_OF_ONE),
            "jaar": ("20", "twintig", ""),
        }.items():
            for text in texts:
                with self.subTest(column=column, text=text):
                    self.refuses_file("z_2020.csv", care_use("p1", "p2", **{column: text}), says=("3", column))

    def test_refuses_an_area_that_is_no_code_and_does_not_repeat_it(self):
        for text in (SURVEY_OF_ONE, "Kerkstraat 3", "", "7511AB"):
            with self.subTest(text):
                error = self.refuses_file("z_2020.csv", care_use("p1", "p2", gebied=text), says=("3", "gebied"))
                self.assertNotIn("KERK", error.upper())

    def test_refuses_a_file_of_which_no_area_is_known(self):
        self.refuses_file("z_2020.csv", care_use("p1", gebied="WK999999"), says=("gebied", "2020"))

    def test_refuses_a_person_without_pseudonym(self):
        self.refuses_file("z_2020.csv", care_use("p1", "p2", persoon=""), says=("3", "persoon"))

    def test_refuses_a_person_twice_in_a_year_and_names_the_row(self):
        self.refuses_file("z_2020.csv", care_use("p1", "p2", SURVEY_OF_ONE, "p3", SURVEY_OF_ONE), says=("6",))

    def test_refuses_a_form_without_one_of_its_columns(self):
        self.refuses_file(
            "z_2020.csv", care_use("p1").replace("poh_ggz", "poh"), "--source", "levering-zorggebruik", says=("poh_ggz",)
        )

    def test_refuses_a_person_of_an_earlier_delivery(self):
        workspace = workshop.Workspace()
        self.addCleanup(workspace.close)
        workspace.write("wijkscan.yaml", "minimum_persons: 10\n")
        workspace.write("kwb_2020.csv", KWB)
        workspace.write("a.csv", care_use("p1", "p2"))
        workspace.write("b.csv", care_use("p3", "p2"))
        workspace.must("load", "kwb_2020.csv", "a.csv")
        self.refuses(BAD_INPUT, "load", "b.csv", says=("b.csv", "3"), folder=workspace.folder)
        self.assertEqual(len(workspace.deliveries()), 2)


def geojson(coordinates, code="GM0153", kind="Polygon"):
    return (
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"%s","name":"Enschede"},'
        '"geometry":{"type":"%s","coordinates":%s}}]}' % (code, kind, coordinates)
    )


class BadBorders(Refusal):
    def test_refuses_a_polygon_that_cannot_be_repaired(self):
        flat = "[[[6.8,52.2],[6.9,52.2],[6.8,52.2],[6.8,52.2]]]"
        self.refuses_file("grens_2021.geojson", geojson(flat), says=("GM0153", "1"))

    def test_refuses_a_point_for_a_border(self):
        self.refuses_file("grens_2021.geojson", geojson("[6.8,52.2]", kind="Point"), says=("GM0153",))

    def test_refuses_a_border_without_code(self):
        square = "[[[6.8,52.2],[6.9,52.2],[6.9,52.3],[6.8,52.2]]]"
        self.refuses_file("grens_2021.geojson", geojson(square, code=""), says=("code", "1"))

    def test_refuses_a_file_without_borders(self):
        self.refuses_file("grens_2021.geojson", '{"type":"FeatureCollection","features":[]}')

    def test_names_the_layers_when_one_is_not_there(self):
        square = "[[[6.8,52.2],[6.9,52.2],[6.9,52.3],[6.8,52.2]]]"
        error = self.refuses_file(
            "grens_2021.geojson", geojson(square), "--layer", "wijken", code=NOT_FOUND, says=("wijken", "grens_2021")
        )
        self.assertEqual(error.count("grens_2021.geojson"), 1)


class Counted(unittest.TestCase):
    """Bad parts that are no reason to refuse the file: they are counted and listed."""

    def setUp(self):
        self.workspace = workshop.Workspace()
        self.addCleanup(self.workspace.close)
        self.workspace.write("wijkscan.yaml", "minimum_persons: 10\n")
        self.workspace.write("kwb_2020.csv", KWB)
        self.workspace.must("load", "kwb_2020.csv")

    def test_lists_unknown_codes(self):
        rows = "".join(f"20300;MW00000;{code};2020JJ00;E;80.1;40.2\n" for code in ("GM9999", "WK999901"))
        self.workspace.write("rivm.csv", RIVM + rows)
        out = self.workspace.must("load", "rivm.csv")
        self.assertIn("not known: 2 (areas of 2020): GM9999, WK999901", out)
        self.assertEqual(self.workspace.must("status", "--unknown").splitlines(), ["rivm.csv\tGM9999\t1", "rivm.csv\tWK999901\t1"])
        self.assertEqual(self.workspace.deliveries()[1]["unknown"], 2)

    def test_lists_names_that_match_no_gemeente(self):
        self.workspace.write("vektis_2018.csv", VEKTIS + "M; 0 t/m  4 jaar;LUTJEBROEK;10;9.5;1;2;3\n")
        self.assertIn("LUTJEBROEK", self.workspace.must("load", "vektis_2018.csv"))
        self.assertEqual(self.workspace.must("status", "--unknown"), "vektis_2018.csv\tLUTJEBROEK\t1\n")

    def test_reads_a_decimal_comma(self):
        self.workspace.write("vektis_2018.csv", VEKTIS.replace(".", ","))
        self.workspace.must("load", "vektis_2018.csv")
        self.workspace.must("build")
        (shown,) = [v for v in self.workspace.values("kosten-ggz-totaal", "GM0153") if v["breakdown"] == "totaal"]
        self.assertAlmostEqual(shown["value"], 6.5 / 9.5, places=12)

    def test_a_number_delivered_again_replaces_the_older_one(self):
        self.workspace.write("kwb_2020_nieuw.csv", KWB.replace("159640", "159700").replace("4;BU01530000;City;Buurt;1;3000;500\n", ""))
        self.workspace.must("load", "kwb_2020_nieuw.csv")
        self.workspace.must("load", "kwb_2020.csv", "--period", "2020")
        self.workspace.must("build")
        shown = {v["area"]: v for v in self.workspace.values("inwoners") if v["breakdown"] == "totaal"}
        self.assertEqual((shown["GM0153"]["value"], shown["GM0153"]["file"]), (159700, "kwb_2020_nieuw.csv"))
        self.assertEqual((shown["BU01530000"]["value"], shown["BU01530000"]["file"]), (3000, "kwb_2020.csv"))

    def test_a_bow_tie_is_repaired_and_counted(self):
        bow = "[[[6.8,52.2],[6.9,52.3],[6.9,52.2],[6.8,52.3],[6.8,52.2]]]"
        self.workspace.write("grens_2021.geojson", geojson(bow))
        self.assertIn("polygons repaired: 1", self.workspace.must("load", "grens_2021.geojson"))

    def test_what_came_before_the_bad_file_of_a_list_stays(self):
        self.workspace.write("wijkscan.yaml", "deliveries:\n  - {file: kwb_2021.csv, source: cbs-kwb}\n  - {file: weg.csv}\n")
        self.workspace.write("kwb_2021.csv", KWB + "5;NL00;Nederland;Land;.;17407585;3000000\n")
        done = self.workspace.run("build")
        self.assertEqual((done.code, done.err.count("\n")), (NOT_FOUND, 1))
        self.assertEqual([d["file"] for d in self.workspace.deliveries()], ["kwb_2020.csv", "kwb_2021.csv"])
        self.assertFalse(self.workspace.picture.exists())


class WrongUse(Refusal):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.workspace.must("build")

    def test_refuses_unknown_words(self):
        for words, code, says in (
            (["nope"], WRONG_USE, "nope"),
            (["--nope"], WRONG_USE, "--nope"),
            (["load", "--nope"], WRONG_USE, "--nope"),
            (["load", "--source"], WRONG_USE, "--source"),
            (["status", "--json=1"], WRONG_USE, "--json"),
            (["build", "a", "b"], WRONG_USE, "build"),
            (["template"], WRONG_USE, "template"),
            (["template", "nope"], NOT_FOUND, "care-use"),
            (["show", "nope"], NOT_FOUND, "inwoners"),
            (["show", "inwoners", "GM9999"], NOT_FOUND, "GM9999"),
            (["show", "inwoners", "GM0153", "1999"], NOT_FOUND, "2020"),
            (["show", "inwoners", "eenzaam"], WRONG_USE, "eenzaam"),
            (["show", "--level", "straat"], WRONG_USE, "buurt"),
            (["demo", "x", "--scale", "2"], WRONG_USE, "--scale"),
            (["demo", "x", "--seed", "-1"], WRONG_USE, "--seed"),
            (["serve", "--port", "99999"], WRONG_USE, "--port"),
            (["serve", "--port", "http"], WRONG_USE, "--port"),
            (["init", "x", "--region", "GM0153"], WRONG_USE, "GG1106"),
            (["load"], WRONG_USE, "wijkscan.yaml"),
            (["load", "kwb_2020.csv", "--edition", "9"], WRONG_USE, "--edition"),
        ):
            with self.subTest(words):
                self.refuses(code, *words, says=(says,))
        self.assertFalse((self.workspace.folder / "x").exists())

    def test_refuses_a_folder_that_is_no_workspace(self):
        for verb in ("build", "status", "serve"):
            self.refuses(NOT_FOUND, verb, "nergens", says=("nergens/wijkscan.yaml", "wijkscan init nergens"))
        self.refuses(NOT_FOUND, "load", "kwb_2020.csv", "--workspace", "nergens", says=("nergens/wijkscan.yaml",))
        self.refuses(NOT_FOUND, "show", "--workspace", "nergens", says=("nergens/wijkscan.yaml",))

    def test_does_not_overwrite_a_workspace(self):
        before = (self.workspace.folder / "wijkscan.yaml").read_bytes()
        for verb in ("init", "demo"):
            self.refuses(REFUSED, verb, ".")
        self.assertEqual((self.workspace.folder / "wijkscan.yaml").read_bytes(), before)

    def test_says_what_is_to_be_done_before_there_is_anything_to_show(self):
        empty = workshop.Workspace()
        self.addCleanup(empty.close)
        empty.write("wijkscan.yaml", "minimum_persons: 10\n")
        for verb, says in (("status", "wijkscan load"), ("build", "wijkscan load"), ("show", "wijkscan build"), ("serve", "wijkscan build")):
            with self.subTest(verb):
                self.refuses(NOT_FOUND, verb, says=(says,), folder=empty.folder)
        self.assertEqual([path.name for path in empty.folder.iterdir()], ["wijkscan.yaml"])

    def test_refuses_a_port_in_use(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            for language in workshop.LANGUAGES:
                done = self.workspace.run("serve", "--port", port, language=language)
                self.assertEqual((done.code, done.err.count("\n")), (FAILED, 1), done.err)
                self.assertIn(str(port), done.err)

    def test_help_is_there_for_every_verb_in_both_languages(self):
        for verb in ("init", "load", "build", "status", "show", "template", "demo", "serve", "attack"):
            english, dutch = (self.workspace.must(verb, "--help", language=language) for language in workshop.LANGUAGES)
            self.assertIn("usage: wijkscan " + verb, english)
            self.assertIn("gebruik: wijkscan " + verb, dutch)


class BadSettings(unittest.TestCase):
    def test_refuses_bad_settings_and_names_line_or_key(self):
        for text, code, says in (
            ("", BAD_INPUT, "wijkscan.yaml"),
            ("onzin: 1\n", BAD_INPUT, "'onzin'"),
            ("deliveries:\n  - {file: a.csv, sorce: x}\n", BAD_INPUT, "'sorce'"),
            ("deliveries:\n  - {source: x}\n", BAD_INPUT, "'file'"),
            ("deliveries: [\n", BAD_INPUT, "YAML"),
            ("minimum_persons: 5\n", BAD_INPUT, "10"),
            ("minimum_persons: tien\n", BAD_INPUT, "minimum_persons"),
            ("region: {code: GG1106}\n", BAD_INPUT, "name"),
            ("region: {code: GM0153, name: x}\n", BAD_INPUT, "GM0153"),
            ("deliveries:\n  - {file: kwb_2020.csv, source: cbs}\n", WRONG_USE, "cbs"),
            ("deliveries:\n  - {file: kwb_2020.csv, period: nu}\n", BAD_INPUT, "'nu'"),
        ):
            with self.subTest(text):
                workspace = workshop.Workspace()
                self.addCleanup(workspace.close)
                workspace.write("wijkscan.yaml", text)
                workspace.write("kwb_2020.csv", KWB)
                errors = []
                for language in workshop.LANGUAGES:
                    done = workspace.run("build", language=language)
                    self.assertEqual((done.code, done.err.count("\n"), done.out), (code, 1, ""), done.err)
                    self.assertIn(says, done.err)
                    errors.append(done.err)
                self.assertNotEqual(*errors)
                self.assertFalse(workspace.picture.exists())


class Interrupted(unittest.TestCase):
    """Power fails, the disk is full, somebody else is at work: what was there before is there still."""

    def setUp(self):
        self.workspace = workshop.Workspace()
        self.addCleanup(self.workspace.close)
        self.workspace.write("wijkscan.yaml", "minimum_persons: 10\n")
        header, *rows = KWB.splitlines()
        wijken = [f"{i};WK0153{i % 100:02};Wijk;Wijk;1;{1000 + i};{i}" for i in range(2, 100)]
        buurten = [f"{i};BU01{i:06};Buurt;Buurt;1;{i};{i // 9}" for i in range(20000)]
        self.workspace.write("kwb_2020.csv", KWB)
        self.workspace.write("kwb_2021.csv", "\n".join([header, rows[0], *wijken, *buurten]) + "\n")

    def assert_whole(self, n_most):
        """The vault opens and holds whole deliveries only; the picture opens, or is not there."""
        status = self.workspace.run("status", "--json")
        if status.code == NOT_FOUND:
            self.assertIn("wijkscan load", status.err)  # the vault was not made yet
        else:
            rows = [delivery["rows"] for delivery in self.workspace.deliveries()]
            self.assertIn(rows, ([], [4], [4, 20099])[: n_most + 1])
        if self.workspace.picture.exists():
            done = self.workspace.run("show", "inwoners", "--json")
            self.assertTrue(done.code == OK or (done.code == NOT_FOUND and done.err.count("\n") == 1), done.err)

    def kill_after(self, seconds, *words):
        process = workshop.start(*words, folder=self.workspace.folder)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        process.communicate()
        return process.returncode == -signal.SIGKILL

    def test_a_load_that_is_killed_leaves_the_vault_as_it_was_or_whole(self):
        n_killed = 0
        for step in range(12):
            n_killed += self.kill_after(0.01 + 0.03 * step, "load", "kwb_2020.csv", "kwb_2021.csv")
            self.assert_whole(2)
        self.assertGreater(n_killed, 0)
        self.workspace.must("load", "kwb_2020.csv", "kwb_2021.csv")
        self.assert_whole(2)
        self.assertEqual(len(self.workspace.deliveries()), 2)

    def test_a_vault_that_was_never_finished_is_made_again(self):
        for step in range(10):
            self.kill_after(0.005 + 0.008 * step, "load", "kwb_2020.csv")
            self.workspace.must("load", "kwb_2020.csv")
            for path in self.workspace.folder.glob("vault.duckdb*"):
                path.unlink()

    def test_a_build_that_is_killed_leaves_no_half_picture(self):
        self.workspace.must("load", "kwb_2020.csv", "kwb_2021.csv")
        n_killed = 0
        for step in range(12):
            n_killed += self.kill_after(0.02 + 0.05 * step, "build")
            self.assert_whole(2)
        self.assertGreater(n_killed, 0)
        self.workspace.must("build")
        shown = [v for v in self.workspace.values("inwoners", "GM0153") if v["breakdown"] == "totaal"]
        self.assertEqual(len(shown), 2)

    def test_a_second_program_on_one_vault_is_told_to_wait(self):
        self.workspace.must("load", "kwb_2020.csv")
        first = workshop.start("load", "kwb_2021.csv", folder=self.workspace.folder)
        while not self.has_locked(first.pid, self.workspace.vault):
            self.assertIsNone(first.poll())
        first.send_signal(signal.SIGSTOP)
        try:
            for words in (["status"], ["build"], ["load", "kwb_2021.csv"]):
                errors = []
                for language in workshop.LANGUAGES:
                    done = self.workspace.run(*words, language=language)
                    self.assertEqual((done.code, done.err.count("\n"), done.out), (FAILED, 1, ""), done.err)
                    self.assertIn("vault.duckdb", done.err)
                    errors.append(done.err)
                self.assertIn("another program", errors[0])
                self.assertIn("een ander programma", errors[1])
        finally:
            first.send_signal(signal.SIGCONT)
        first.communicate()
        self.assertEqual(first.returncode, OK)
        self.assert_whole(2)

    @staticmethod
    def has_locked(pid, path):
        """Whether the process holds a lock on the file; open is a moment earlier, and not enough."""
        inode = str(path.stat().st_ino)
        for line in pathlib.Path("/proc/locks").read_text(encoding="ascii").splitlines():
            words = line.split()
            if str(pid) in words and any(word.split(":")[-1] == inode for word in words if word.count(":") == 2):
                return True
        return False

    @unittest.skipUnless(os.geteuid() == 0 and shutil.which("mount"), "only root may mount a small disk")
    def test_a_full_disk_leaves_the_vault_as_it_was(self):
        disk = pathlib.Path(tempfile.mkdtemp(prefix="wijkscan-disk-"))
        self.addCleanup(disk.rmdir)
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2600k", "tmpfs", disk], capture_output=True, check=False).returncode:
            self.skipTest("this root may not mount")
        self.addCleanup(subprocess.run, ["umount", "-l", disk], check=False)
        small = workshop.Workspace(disk)
        small.write("wijkscan.yaml", "minimum_persons: 10\n")
        small.must("load", self.workspace.folder / "kwb_2020.csv")
        before = small.must("status", "--json")
        for language in workshop.LANGUAGES:
            done = small.run("load", self.workspace.folder / "kwb_2021.csv", language=language)
            self.assertNotEqual(done.code, OK, done.out)
            self.assertEqual(done.err.count("\n"), 1, done.err)
            self.assertIn("kwb_2021.csv", done.err)
            self.assertEqual(small.must("status", "--json"), before)
        filler = small.folder / "vulling"
        with self.assertRaises(OSError), open(filler, "wb", buffering=0) as file:
            while file.write(b"0" * 4096) == 4096:
                pass
            raise OSError
        done = small.run("build")
        self.assertEqual((done.code, done.err.count("\n")), (FAILED, 1), done.err)
        filler.unlink(missing_ok=True)
        small.must("build")
        self.assertEqual(len([v for v in small.values("inwoners", "GM0153") if v["breakdown"] == "totaal"]), 1)


class InventedAndReal(unittest.TestCase):
    def test_a_real_delivery_does_not_enter_the_vault_of_the_demo(self):
        workspace = workshop.Workspace()
        self.addCleanup(workspace.close)
        workspace.must("demo", "demo", "--scale", "0.01", "--quiet")
        workspace.write("kwb_2020.csv", KWB)
        folder = workspace.folder / "demo"
        before = workshop.wijkscan("status", "--json", folder=folder).out
        for language in workshop.LANGUAGES:
            done = workshop.wijkscan("load", "../kwb_2020.csv", folder=folder, language=language)
            self.assertEqual((done.code, done.err.count("\n"), done.out), (REFUSED, 1, ""), done.err)
            self.assertIn("wijkscan init", done.err)
        self.assertEqual(workshop.wijkscan("status", "--json", folder=folder).out, before)
        done = workspace.run("demo", "demo")
        self.assertEqual((done.code, done.err.count("\n")), (REFUSED, 1), done.err)


if __name__ == "__main__":
    tap.main()
