#!/usr/bin/env python3
"""test_gap_files.py - differences leave as files with the numbers and reasons that the API has.

SPDX-License-Identifier: EUPL-1.2
"""

import csv
import io
import itertools
import json
import math
import unittest
import xml.etree.ElementTree as xml
import zipfile

from server import Server

import leaving
import tap

PATH = "/api/v1/verschillen"
KEY = ("indicator", "soort", "uitsplitsing", "niveau", "gebied")
NUMBERS = ("absoluut", "absoluutOnder", "absoluutBoven", "relatief", "relatiefOnder", "relatiefBoven")
CHANGES = {"verandering": "absoluut", "veranderingOnder": "absoluutOnder", "veranderingBoven": "absoluutBoven",
           "veranderingRelatief": "relatief", "veranderingRelatiefOnder": "relatiefOnder",
           "veranderingRelatiefBoven": "relatiefBoven"}  # fmt: skip


def setUpModule():
    global server
    server = Server()


def tearDownModule():
    server.__exit__()


def get(query):
    reply = server.ask(PATH + query)
    if reply.status != 200:
        raise AssertionError(f"{query}: {reply.status} {reply.body[:300]}")
    return reply


def rows_of(body, delimiter=",", encoding="utf-8"):
    return list(csv.DictReader(io.StringIO(body.decode(encoding), newline=""), delimiter=delimiter, strict=True))


def number(text):
    return float(text.replace(",", ".")) if text else None


def indicators():
    return [one["id"] for one in json.loads(server.ask("/api/v1/indicatoren").body)["indicatoren"]]


class Files(unittest.TestCase):
    def test_every_difference_and_change_of_the_api_is_in_the_csv_and_nothing_else(self):
        n_gaps = n_changes = 0
        for indicator in indicators():
            told = json.loads(get(f"?indicator={indicator}").body)
            rows = rows_of(get(f"?indicator={indicator}&opmaak=csv").body)
            by_key = {(*(row[name] for name in KEY), row["periode"]): row for row in rows}
            self.assertEqual(len(by_key), len(rows))
            self.assertEqual(len(rows), len(told["verschillen"]))
            for gap in told["verschillen"]:
                row = by_key[(*(gap[name] or "" for name in KEY), gap["periode"])]
                for name in (*NUMBERS, "eerste", "laatste", "deel"):
                    self.assertEqual(number(row[name]), gap[name], (name, row))
                for name in ("reden", "redenRelatief", "ordeningPeriode", "gewichtPeriode"):
                    self.assertEqual(row[name], gap[name] or "", row)
                self.assertEqual(row["uitModel"], "ja" if gap["uitModel"] else "nee")
                groups = [group.get("uitsplitsing") or "" for group in gap["groepen"]] or [""]
                self.assertEqual((row["eersteGroep"], row["laatsteGroep"]), (groups[0], groups[-1]))
                n_gaps += 1
            self.assertEqual(sum(row["veranderingVan"] != "" for row in rows), len(told["veranderingen"]))
            for change in told["veranderingen"]:
                row = by_key[(*(change[name] or "" for name in KEY), change["tot"])]
                self.assertEqual((row["veranderingVan"], row["beweging"], row["redenVerandering"]),
                                 (change["van"], change["beweging"] or "", change["reden"] or ""))  # fmt: skip
                for name, of in CHANGES.items():
                    self.assertEqual(number(row[name]), change[of], (name, row))
                n_changes += 1
        self.assertGreater(n_gaps, 3)
        self.assertGreater(n_changes, 0)

    def test_the_whole_is_all_indicators_one_after_another(self):
        whole = rows_of(get("?opmaak=csv").body)
        parts = [row for one in indicators() for row in rows_of(get(f"?indicator={one}&opmaak=csv").body)]
        self.assertEqual(whole, parts)

    def test_dutch_csv_and_workbook_hold_the_same(self):
        plain = rows_of(get("?opmaak=csv").body)
        body = get("?opmaak=csv-nl").body
        self.assertTrue(body.startswith(b"\xef\xbb\xbf"))
        dutch = rows_of(body, ";", "utf-8-sig")
        self.assertEqual([[cell.replace(".", ",") for cell in row.values()] for row in plain],
                         [[cell.replace(".", ",") for cell in row.values()] for row in dutch])  # fmt: skip
        book = zipfile.ZipFile(io.BytesIO(get("?opmaak=xlsx").body))
        sheet = xml.fromstring(book.read("xl/worksheets/sheet1.xml"))
        lines = sheet.findall(f".//{leaving.MAIN}row")
        self.assertEqual(len(lines), len(plain) + 1)
        found = [cell for line in lines[1:] for cell in line if cell.get("t") in (None, "n") and len(cell) > 0]
        values = sorted(float(cell.find(f"{leaving.MAIN}v").text) for cell in found)
        wanted = [number(row[name]) for row in plain for name in (*NUMBERS, *CHANGES, "eerste", "laatste", "deel", "gebieden", "gebiedenAlle")]
        for one, other in zip(values, sorted(x for x in wanted if x is not None), strict=True):
            self.assertTrue(math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12), (one, other))

    def test_the_csv_is_as_its_description_says(self):
        described = json.loads(get("?opmaak=csvw").body)
        self.assertEqual(leaving.csvw_problems(described, get("?opmaak=csv").body), [])
        self.assertIn("describedby", get("?opmaak=csv").headers["Link"])

    def test_json_stat_holds_the_same_numbers_and_reasons(self):
        data = json.loads(get("?opmaak=json-stat").body)
        self.assertEqual((data["version"], data["class"], len(data["value"])), ("2.0", "dataset", math.prod(data["size"])))
        keys = data["dimension"]["verschil"]["extension"]
        found = {}
        axes = [data["dimension"][name]["category"]["index"] for name in data["id"]]
        for place, (gap, period, measure) in enumerate(itertools.product(*axes)):
            key = (*(keys[gap][name] for name in KEY), period)
            found.setdefault(key, {})[measure] = (data["value"][place], data["status"].get(str(place)))
        rows = rows_of(get("?opmaak=csv").body)
        self.assertGreater(len(rows), 3)
        for row in rows:
            cells = found.pop((*(row[name] for name in KEY), row["periode"]))
            for name in NUMBERS:
                value, status = cells[name]
                self.assertEqual(value, number(row[name]), (name, row))
                reason = row["reden" if name.startswith("absoluut") else "redenRelatief"]
                self.assertEqual(status, reason if value is None and reason else None, (name, row))
        for cells in found.values():
            self.assertEqual(set(cells.values()), {(None, None)})

    def test_every_form_says_what_it_is_and_what_to_call_it(self):
        for form, how, ending in (("csv", "attachment", ".csv"), ("csv-nl", "attachment", "_excel.csv"), ("xlsx", "attachment", ".xlsx"),
                                  ("json-stat", "inline", ".json"), ("csvw", "inline", ".csv-metadata.json")):  # fmt: skip
            self.assertEqual(get(f"?opmaak={form}&indicator=poh-ggz").headers["Content-Disposition"],
                             f'{how}; filename="verschillen_poh-ggz_verzonnen-cijfers_uitgave-2026-11-21{ending}"')  # fmt: skip

    def test_all_that_is_wrong_is_told_at_once(self):
        reply = server.ask(PATH + "?opmaak=swing&indicator=niets&taal=de&x=1")
        self.assertEqual(reply.status, 400)
        wrong = {(fault["location"], fault["code"]) for fault in json.loads(reply.body)["errors"]}
        self.assertEqual(wrong, {("opmaak", "onbekend"), ("indicator", "onbekend"), ("taal", "onbekend"), ("x", "onbekend")})


if __name__ == "__main__":
    tap.main()
