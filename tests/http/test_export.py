#!/usr/bin/env python3
"""test_export.py - a table of one indicator leaves in five forms, with the numbers that the screen has.

SPDX-License-Identifier: EUPL-1.2
"""

import csv
import io
import json
import re
import sqlite3
import tempfile
import unittest
import xml.etree.ElementTree as xml
import zipfile

from schema import Schemas
from server import FIXED_HEADERS, Server, make_picture

import leaving
import tap

BASE = "/api/v1"
TABLE = BASE + "/indicatoren/poh-ggz/waarden"
FORMS = {
    "csv": ("text/csv; charset=utf-8; header=present", "attachment", ".csv"),
    "csv-nl": ("text/csv; charset=utf-8; header=present", "attachment", "_excel.csv"),
    "csvw": ("application/csvm+json", "inline", ".csv-metadata.json"),
    "json-stat": ("application/json", "inline", ".json"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "attachment", ".xlsx"),
}
INDICATORS = ("eenzaamheid", "poh-ggz", "inwoners")


def setUpModule():
    global server
    server = Server()


def tearDownModule():
    server.__exit__()


def ask(path, status=200):
    reply = server.ask(path)
    if reply.status != status:
        raise AssertionError(f"{path}: {reply.status} {reply.body[:500]}")
    return reply


def faults(query):
    body = json.loads(ask(TABLE + query, 400).body)
    return {(fault["location"], fault["code"]): fault["detail"] for fault in body["errors"]}


def on_screen(indicator):
    """What /waarden says of every series: {(breakdown, area, period): (value, lower, upper, status)}."""
    found = {}
    listed = json.loads(ask(BASE + "/indicatoren").body)["indicatoren"]
    (one,) = [i for i in listed if i["id"] == indicator]
    for series in one["reeksen"]:
        for period in series["perioden"]:
            for breakdown in one["uitsplitsingen"]:
                path = (f"{BASE}/waarden?indicator={indicator}&niveau={series['niveau']}&periode={period}"
                        f"&uitsplitsing={breakdown['id']}")
                reply = server.ask(path)
                if reply.status == 200:
                    found.update(leaving.of_screen(json.loads(reply.body)))
    return found


class Forms(unittest.TestCase):
    def test_every_form_says_what_it_is_and_what_to_call_it(self):
        for form, (mime, how, ending) in FORMS.items():
            reply = ask(f"{TABLE}?niveau=wijk&periode=2024&opmaak={form}")
            self.assertEqual(reply.headers["Content-Type"], mime)
            self.assertEqual(reply.headers["Content-Disposition"],
                             f'{how}; filename="poh-ggz_wijk_2024_verzonnen-cijfers_uitgave-2026-11-21{ending}"')
            self.assertEqual(reply.headers["Cache-Control"], "public, max-age=300")
            for name, value in FIXED_HEADERS.items():
                self.assertEqual(reply.headers[name], value)
            again = server.ask(f"{TABLE}?niveau=wijk&periode=2024&opmaak={form}",
                               headers={"If-None-Match": reply.headers["ETag"]})
            self.assertEqual((again.status, again.body), (304, b""))

    def test_without_a_form_it_is_json_stat(self):
        self.assertEqual(ask(TABLE).body, ask(TABLE + "?opmaak=json-stat").body)

    def test_every_form_holds_what_the_screen_shows(self):
        for indicator in INDICATORS:
            shown = on_screen(indicator)
            self.assertGreater(len(shown), 3)
            path = f"{BASE}/indicatoren/{indicator}/waarden?opmaak="
            for form, read in leaving.READERS.items():
                self.assertEqual(leaving.differences(shown, read(ask(path + form).body)), [], (indicator, form))

    def test_parts_are_parts_of_the_whole(self):
        whole = leaving.of_csv(ask(TABLE + "?opmaak=csv").body)
        for query, keep in (("niveau=gemeente", lambda key: key[1].startswith("GM")), ("periode=2023", lambda key: key[2] == "2023"),
                            ("uitsplitsing=18-64", lambda key: key[0] == "18-64")):
            part = leaving.of_csv(ask(f"{TABLE}?{query}&opmaak=csv").body)
            self.assertEqual(part, {key: value for key, value in whole.items() if keep(key)}, query)

    def test_every_status_has_its_dutch_word(self):
        seen = set()
        for indicator in INDICATORS:
            rows = csv.DictReader(io.StringIO(ask(f"{BASE}/indicatoren/{indicator}/waarden?opmaak=csv").body.decode()))
            seen |= {row["status"] for row in rows}
        self.assertEqual(seen, set(leaving.STATUSES.values()))

    def test_an_empty_holds_no_number_in_any_form(self):
        for indicator in INDICATORS:
            for form, read in leaving.READERS.items():
                for key, found in read(ask(f"{BASE}/indicatoren/{indicator}/waarden?opmaak={form}").body).items():
                    if found[3] in leaving.EMPTY:
                        self.assertEqual(found[:3], (None, None, None), (form, key))
                    else:
                        self.assertIsNotNone(found[0], (form, key))

    def test_csv_holds_what_is_said_of_a_number(self):
        rows = list(csv.DictReader(io.StringIO(ask(TABLE + "?niveau=wijk&periode=2024&opmaak=csv").body.decode(), newline="")))
        by_area = {row["gebied"]: row for row in rows if row["uitsplitsing"] == "totaal"}
        self.assertEqual({k: by_area["WK014100"][k] for k in ("oordeel", "reden", "verschil", "verschilOnder", "verschilBoven")},
                         {"oordeel": "hoger", "reden": "", "verschil": "1.7", "verschilOnder": "0.8", "verschilBoven": "2.625"})
        self.assertEqual((by_area["WK015302"]["methode"], by_area["WK015302"]["vlaggen"]), ("wilson", "zero"))
        self.assertEqual((by_area["WK015302"]["oordeel"], by_area["WK015302"]["reden"]), ("geen", "verborgen"))
        self.assertEqual(by_area["WK015300"]["gebiedsnaam"], 'Wijk 00 \'t Súdelân "€" & <b>')
        self.assertEqual({row["eenheid"] for row in rows}, {"%"})

    def test_csvw_describes_the_csv_that_names_it(self):
        plain = ask(TABLE + "?niveau=wijk&uitsplitsing=18-64&opmaak=csv")
        address = re.fullmatch(r'<(.*)>; rel="describedby"; type="application/csvm\+json"', plain.headers["Link"])[1]
        described = json.loads(ask(f"{BASE}/indicatoren/poh-ggz/{address}").body)
        self.assertEqual(ask(f"{BASE}/indicatoren/poh-ggz/{described['url']}").body, plain.body)
        document = json.loads(ask(BASE + "/openapi.json").body)
        self.assertEqual(Schemas(document).problems(document["components"]["schemas"]["Csvw"], described), [])
        self.assertEqual(leaving.csvw_problems(described, plain.body), [])
        self.assertEqual(described["dc:license"], ["eigen gebruik"])
        self.assertEqual(described["dc:issued"]["@value"], "2026-11-21")

    def test_a_workbook_explains_itself_and_is_as_old_as_its_release(self):
        body = ask(TABLE + "?opmaak=xlsx").body
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            self.assertEqual({entry.date_time[:3] for entry in book.infolist()}, {(1980, 1, 1)})
            core = xml.fromstring(book.read("docProps/core.xml"))
            dates = {part.text for part in core if part.tag.endswith(("created", "modified"))}
            self.assertEqual(dates, {"2026-11-21T00:00:00Z"})
            self.assertIn(b"Cijfers", book.read("xl/workbook.xml"))
            sheets = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/")]
            self.assertFalse(any(b"<f>" in sheet for sheet in sheets), "a formula")
        told = " ".join(" ".join(str(cell) for cell in row) for row in leaving.sheet(body, 2))
        for text in ("Gebruik POH-GGZ, Twente (verzonnen) (verzonnen cijfers)", "Verzonnen cijfers: deze uitgave telt mensen",
                     "Een lege cel is nooit nul", "Zorgverzekeraar “De Brug” & co (eigen gebruik)", "2026-11-21", "bbbbbbbbbbbb",
                     "18 tot 65 jaar", "verborgen (privacy)", "personen met zorg", 'Breuk vanaf 2024: Andere kolommen: "oud" en <nieuw>'):
            self.assertIn(text, told)

    def test_a_name_that_looks_like_a_formula_stays_a_name(self):
        evil = ["=1+1", "+1", "-1", "@a", "=HYPERLINK(\"http://x\",\"y\")"]
        change = "".join(
            f"INSERT INTO area VALUES (1, {100 + n}, 'WK0153{90 + n}', 'wijk', '{name}', 'GM0153', '2022', 1);"
            f"INSERT INTO value VALUES (3, {100 + n}, {n}.5, NULL, NULL, 'ok', 'public', 2, NULL, NULL, '');"
            for n, name in enumerate(evil))
        with tempfile.TemporaryDirectory() as folder:
            with Server(picture=make_picture(folder + "/picture.db", change)) as other:
                query = TABLE + "?niveau=wijk&periode=2024&uitsplitsing=totaal&opmaak="
                for form, mark in (("csv", ","), ("csv-nl", ";")):
                    text = other.ask(query + form).body.decode("utf-8-sig")
                    names = [row["gebiedsnaam"] for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=mark)]
                    self.assertEqual(names[-5:], ["'" + name for name in evil], form)
                book = other.ask(query + "xlsx").body
                self.assertEqual([row[4] for row in leaving.sheet(book, 1)][-5:], evil)
                self.assertNotIn(b"<f>", zipfile.ZipFile(io.BytesIO(book)).read("xl/worksheets/sheet1.xml"))
                labels = json.loads(other.ask(query + "json-stat").body)["dimension"]["gebied"]["category"]["label"]
                self.assertEqual([labels[f"WK0153{90 + n}"] for n in range(5)], evil)


class Choices(unittest.TestCase):
    def test_what_does_not_exist_is_answered_by_what_does(self):
        self.assertEqual(faults("?niveau=buurt"),
                         {("niveau", "onbekend"): "Hiervan zijn er geen cijfers; wel van: regio, gemeente, wijk."})
        self.assertEqual(faults("?niveau=gemeente&periode=2023"),
                         {("periode", "onbekend"): "Hiervan zijn er geen cijfers; wel van: 2024."})
        self.assertEqual(faults("?niveau=wijk&periode=2023&uitsplitsing=18-64"),
                         {("uitsplitsing", "onbekend"): "Hiervan zijn er geen cijfers; wel van: totaal."})

    def test_all_faults_come_at_once(self):
        found = faults("?niveau=straat&periode=1999&uitsplitsing=0-17&opmaak=pdf&kleur=rood")
        self.assertEqual(set(found), {(name, "onbekend") for name in ("niveau", "periode", "uitsplitsing", "opmaak", "kleur")})
        self.assertEqual(found["opmaak", "onbekend"], "Gebruik een van: csv, csv-nl, csvw, json-stat, xlsx, swing, swing-metadata.")
        self.assertEqual(found["periode", "onbekend"], "Hiervan zijn er geen cijfers; wel van: 2023, 2024, 2025.")

    def test_one_fault_a_parameter(self):
        self.assertEqual(set(faults("?niveau=%FF&opmaak=%FF")), {("niveau", "codering"), ("opmaak", "codering")})
        self.assertEqual(set(faults("?opmaak=csv&opmaak=csv")), {("opmaak", "dubbel")})

    def test_an_empty_choice_is_no_choice_of_all(self):
        self.assertEqual(set(faults("?niveau=&opmaak=")), {("niveau", "onbekend"), ("opmaak", "onbekend")})

    def test_an_unknown_indicator_is_not_found_whatever_else_is_wrong(self):
        for query in ("", "?opmaak=csv", "?opmaak=pdf&niveau=straat"):
            body = json.loads(ask(BASE + "/indicatoren/nergens/waarden" + query, 404).body)
            self.assertEqual(body["detail"], "Deze indicator bestaat niet in deze uitgave.")
        for path in ("/indicatoren/poh-ggz", "/indicatoren/poh-ggz/waarden/", "/indicatoren//waarden", "/indicatoren/poh-ggz/waarden.csv"):
            ask(BASE + path, 404)

    def test_a_fault_is_found_though_the_choice_without_it_is_kept(self):
        ask(TABLE + "?niveau=wijk&opmaak=csv")
        self.assertEqual(set(faults("?niveau=wijk&opmaak=csv&extra=1")), {("extra", "onbekend")})


class Releases(unittest.TestCase):
    def test_a_picture_without_numbers_of_an_indicator_says_so(self):
        bare = ("INSERT INTO indicator SELECT 1, 9, 'leeg', 'XX01', 'Leeg', 'Empty', theme, unit, decimals, population, numerator, "
                "denominator, note, direction, direction_owner, may_compare, may_trend, may_effect, source, definition "
                "FROM indicator WHERE number = 3")
        with tempfile.TemporaryDirectory() as folder:
            picture = make_picture(folder + "/picture.db", bare)
            with sqlite3.connect(picture) as store:
                self.assertEqual(store.execute("SELECT count(*) FROM series WHERE indicator = 9").fetchone(), (0,))
            with Server(picture=picture) as other:
                reply = other.ask(BASE + "/indicatoren/leeg/waarden?opmaak=csv")
                self.assertEqual(reply.status, 400)


tap.main()
