"""Every number of the demo leaves the house as it stands on the screen: by API, by command line, in a package.

SPDX-License-Identifier: EUPL-1.2
"""

import csv
import hashlib
import json
import sqlite3
import subprocess
import unittest

import leaves
import tap
import workshop

import leaving

FORMS = tuple(leaving.READERS)


def unpack(reply):
    if reply.status != 200:
        raise AssertionError(f"{reply.status} {reply.body[:300]}")
    return reply.body


class Export(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.workspace = workshop.Workspace()
        cls.workspace.copy_demo("0.05")
        cls.package = cls.workspace.folder / "pakket"
        cls.workspace.must("export", "package", "--out", cls.package, "--quiet")
        cls.server = leaves.http_server.Server(picture=str(cls.workspace.picture))
        cls.indicators = json.loads(cls.get("/api/v1/indicatoren"))["indicatoren"]
        cls.screen = {one["id"]: cls.read_screen(one) for one in cls.indicators}

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()
        cls.workspace.close()

    @classmethod
    def get(cls, path):
        return unpack(cls.server.ask(path))

    @classmethod
    def read_screen(cls, indicator):
        found = {}
        for series in indicator["reeksen"]:
            for period in series["perioden"]:
                for breakdown in indicator["uitsplitsingen"]:
                    reply = cls.server.ask(f"/api/v1/waarden?indicator={indicator['id']}&niveau={series['niveau']}&periode={period}"
                                           f"&uitsplitsing={breakdown['id'].replace('+', '%2B')}")
                    if reply.status == 200:
                        found.update(leaving.of_screen(json.loads(reply.body)))
        return found

    def test_the_screen_holds_every_number_of_the_release(self):
        with sqlite3.connect(self.workspace.picture) as store:
            (n,) = store.execute("SELECT count(*) FROM value").fetchone()
        self.assertEqual(sum(map(len, self.screen.values())), n)
        self.assertGreater(n, 40_000)
        self.assertGreater(len(self.screen), 30)

    def test_the_api_gives_what_the_screen_shows_in_every_form(self):
        for indicator, shown in self.screen.items():
            for form, read in leaving.READERS.items():
                body = self.get(f"/api/v1/indicatoren/{indicator}/waarden?opmaak={form}")
                self.assertEqual(leaving.differences(shown, read(body)), [], (indicator, form))

    def test_swing_gets_the_values_of_the_screen_and_a_mark_where_there_is_none(self):
        marks = 0
        for one in self.indicators:
            body = self.get(f"/api/v1/indicatoren/{one['id']}/waarden?opmaak=swing")
            shown = {key: cells[0] for key, cells in self.screen[one["id"]].items()}
            self.assertEqual(leaving.of_swing(body), shown, one["id"])
            marks += body.count(b";-99996\r\n")
            told = self.get(f"/api/v1/indicatoren/{one['id']}/waarden?opmaak=swing-metadata").decode("utf-8-sig")
            names = {line["NAAM"] for line in csv.DictReader(body.decode("utf-8-sig").splitlines(), delimiter=";")}
            self.assertEqual(names, {line["Indicator code"] for line in csv.DictReader(told.splitlines(), delimiter=";")})
        self.assertEqual(marks, sum(cells[0] is None for shown in self.screen.values() for cells in shown.values()))
        self.assertGreater(marks, 1000)

    def test_the_command_line_gives_the_bytes_of_the_api(self):
        for n, indicator in enumerate(self.screen):
            for form in FORMS if n % 8 == 0 else FORMS[:1]:
                done = subprocess.run([workshop.WIJKSCAN, "export", "table", indicator, "--format", form], check=True,
                                      cwd=self.workspace.folder, env=workshop.environment(), capture_output=True)
                self.assertEqual(done.stderr, b"")
                self.assertEqual(done.stdout, self.get(f"/api/v1/indicatoren/{indicator}/waarden?opmaak={form}"), (indicator, form))

    def test_the_package_holds_the_bytes_of_the_api_and_says_so(self):
        told = json.loads((self.package / "datapackage.json").read_text())
        resources = {one["name"]: one for one in told["resources"]}
        self.assertEqual(set(resources), set(self.screen) | {"areas", "gaps", "indicators", "sources"})
        for name, one in resources.items():
            body = (self.package / one["path"]).read_bytes()
            self.assertEqual((one["bytes"], one["hash"]), (len(body), "sha256:" + hashlib.sha256(body).hexdigest()))
            described = json.loads((self.package / (one["path"] + "-metadata.json")).read_text())
            self.assertEqual(described["url"], one["path"])
            self.assertEqual(leaving.csvw_problems(described, body), [], name)
            self.assertEqual([field["name"] for field in one["schema"]["fields"]],
                             [column["name"] for column in described["tableSchema"]["columns"]])
            if name in self.screen:
                self.assertEqual(body, self.get(f"/api/v1/indicatoren/{name}/waarden?opmaak=csv"), name)
        self.assertEqual((self.package / "gaps.csv").read_bytes(), self.get("/api/v1/verschillen?opmaak=csv"))
        self.assertIn("Verzonnen cijfers", told["description"])
        files = {path.name for path in self.package.iterdir()}
        self.assertEqual(len(files), 2 * len(resources) + 3)
        self.assertLessEqual({"datapackage.json", "catalogus.ttl", "catalogus.jsonld"}, files)

    def test_every_area_and_indicator_of_a_package_is_in_its_lists(self):
        with (self.package / "areas.csv").open(newline="") as file:
            areas = {row["gebied"]: row for row in csv.DictReader(file)}
        with (self.package / "indicators.csv").open(newline="") as file:
            self.assertEqual({row["indicator"] for row in csv.DictReader(file)}, set(self.screen))
        seen = {key[1] for shown in self.screen.values() for key in shown}
        self.assertLessEqual(seen, set(areas))
        self.assertTrue(all(row["ouder"] in areas for row in areas.values() if row["niveau"] != "land"))

    def test_hidden_numbers_read_the_same_whatever_hid_them(self):
        with sqlite3.connect(self.workspace.picture) as store:
            hidden = store.execute(
                "SELECT i.id, v.decision, count(*) FROM value v JOIN series s ON s.number = v.series "
                "JOIN indicator i ON i.number = s.indicator WHERE v.status = 'hidden' GROUP BY 1, 2").fetchall()
        self.assertGreater(sum(n for _, _, n in hidden), 500)
        rest = set()
        for indicator in {one for one, _, _ in hidden}:
            with (self.package / f"{indicator}.csv").open(newline="") as file:
                rest |= {tuple(row[name] for name in ("waarde", "onder", "boven", "methode", "vlaggen", "oordeel", "reden",
                                                      "verschil", "verschilOnder", "verschilBoven"))
                         for row in csv.DictReader(file) if row["status"] == "geheim"}
        self.assertEqual(rest, {("",) * 5 + ("geen", "geen_cijfer") + ("",) * 3})

    def test_the_same_release_gives_the_same_bytes_again(self):
        again = self.workspace.folder / "nog-eens"
        self.workspace.must("export", "package", "--out", again, "--quiet")
        for path in self.package.iterdir():
            self.assertEqual(path.read_bytes(), (again / path.name).read_bytes(), path.name)


class CommandLine(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.workspace = workshop.Workspace()
        cls.workspace.write("wijkscan.yaml", "region: {code: GG1106, name: Twente}\n")
        leaves.http_server.make_picture(str(cls.workspace.picture))

    @classmethod
    def tearDownClass(cls):
        cls.workspace.close()

    def fails(self, code, words, *told, language="en"):
        before = sorted(self.workspace.folder.iterdir())
        done = self.workspace.run("export", *words, language=language)
        self.assertEqual((done.code, done.out), (code, ""), (words, done.err))
        for text in told:
            self.assertIn(text, done.err)
        self.assertEqual(sorted(self.workspace.folder.iterdir()), before, "something was left")

    def test_differences_leave_by_the_command_as_by_the_api(self):
        with leaves.http_server.Server(picture=str(self.workspace.picture)) as server:
            for words, query in (((), "?opmaak="), (("poh-ggz",), "?indicator=poh-ggz&opmaak=")):
                for form in ("csv", "csv-nl", "json-stat"):
                    told = self.workspace.must("export", "gaps", *words, "--format", form)
                    wanted = server.ask("/api/v1/verschillen" + query + form).body
                    self.assertEqual(told.encode().replace(b"\r\n", b"\n"), wanted.replace(b"\r\n", b"\n"), (words, form))

    def test_differences_that_do_not_exist_are_answered_by_what_does(self):
        self.fails(5, ("gaps", "niets"), "no indicator niets in this release; there are: eenzaamheid, poh-ggz, inwoners")
        self.fails(2, ("gaps", "--format", "swing"), "csv, csv-nl, csvw, json-stat, xlsx")

    def test_what_does_not_exist_is_answered_by_what_does(self):
        self.fails(5, ("table", "niets"), "no indicator niets in this release; there are: eenzaamheid, poh-ggz, inwoners")
        self.fails(5, ("table", "poh-ggz", "--level", "buurt", "--period", "1999", "--out", "x.csv"),
                   "poh-ggz: no --level buurt (there are: regio, gemeente, wijk), no --period 1999 (there are: 2023, 2024, 2025)")
        self.fails(5, ("table", "poh-ggz", "--level", "gemeente", "--period", "2023"),
                   "geen --period 2023 (er zijn: 2024)", language="nl")
        self.fails(2, ("table", "poh-ggz", "--format", "pdf"), "csv, csv-nl, csvw, json-stat, xlsx, swing, swing-metadata")
        self.fails(2, ("package",), "--out")

    def test_nothing_is_written_over(self):
        self.fails(4, ("table", "poh-ggz", "--out", "wijkscan.yaml"), "wijkscan.yaml: is there already")
        self.fails(4, ("package", "--out", "."), "is there already")
        self.fails(4, ("package", "--out", "picture.db"), "is there already")

    def test_a_place_that_cannot_be_written_is_named(self):
        self.fails(1, ("table", "poh-ggz", "--out", "niet/x.csv"), "niet/x.csv")
        self.fails(1, ("package", "--out", "niet/x"), "niet/x")

    def test_codes_and_capitals_find_an_indicator(self):
        wanted = self.workspace.must("export", "table", "poh-ggz")
        for word in ("ZG01", "zg01", "POH-GGZ"):
            self.assertEqual(self.workspace.must("export", "table", word), wanted)

    def test_in_a_folder_a_file_gets_its_own_name(self):
        folder = self.workspace.folder / "uit"
        folder.mkdir()
        told = self.workspace.must("export", "table", "poh-ggz", "--level", "wijk", "--format", "xlsx", "--out", "uit")
        (made,) = folder.iterdir()
        self.assertEqual(told, f"uit/{made.name}\n")
        self.assertEqual(made.name, "poh-ggz_wijk_verzonnen-cijfers_uitgave-2026-11-21.xlsx")
        self.workspace.must("export", "table", "poh-ggz", "--format", "csvw", "--out", "uit/mijn.csv-metadata.json")
        self.assertEqual(json.loads((folder / "mijn.csv-metadata.json").read_text())["url"], "mijn.csv")

    def test_a_release_that_the_verifier_did_not_sign_is_not_handed_out(self):
        other = workshop.Workspace()
        try:
            other.write("wijkscan.yaml", "region: {code: GG1106, name: Twente}\n")
            leaves.http_server.make_picture(str(other.picture))
            with sqlite3.connect(other.picture) as store:
                store.execute("DROP TRIGGER value_is_kept")
                store.execute("UPDATE value SET value = 3.25, status = 'ok' WHERE series = 3 AND area = 6")
            for words in (("table", "poh-ggz"), ("table", "inwoners", "--out", "x.csv"), ("package", "--out", "x")):
                done = other.run("export", *words)
                self.assertEqual((done.code, done.out), (4, ""), words)
                self.assertIn("verifier", done.err)
            self.assertEqual({path.name for path in other.folder.iterdir()}, {"wijkscan.yaml", "picture.db", "picture.db.pub"})
        finally:
            other.close()

    def test_without_a_picture_it_says_what_makes_one(self):
        other = workshop.Workspace()
        try:
            other.write("wijkscan.yaml", "region: {code: GG1106, name: Twente}\n")
            for words in (("table", "poh-ggz"), ("package", "--out", "x")):
                done = other.run("export", *words)
                self.assertEqual(done.code, 5)
                self.assertIn("wijkscan build", done.err)
        finally:
            other.close()


tap.main()
