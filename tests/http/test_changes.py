#!/usr/bin/env python3
"""test_changes.py - what a release shows otherwise than the one before it, counted row by row in a copy with known changes.

SPDX-License-Identifier: EUPL-1.2
"""

import json
import sqlite3
import tempfile
import unittest

from schema import Schemas
from server import VERIFIER, Server, make_picture

import tap

FIRST, SECOND = "00c0ffee00c0ffee", "00c0ffee00c0fff0"
OF_RELEASE = ["source", "delivery", "theme", "indicator", "breakdown", "break", "area", "class_bound", "map"]

# (series, area) of the first release -> the value in the second
VALUES = {
    (2, 5): 3.75,  # poh-ggz per wijk in 2023 was 3.5: seen
    (2, 6): 4.04,  # was 4: at one decimal the same
    (3, 6): 2.5,  # was hidden
    (3, 8): None,  # was 0
    (10, 6): 9001,  # inwoners, 2020
}


def add_second(path):
    store = sqlite3.connect(path)
    rows = {table: store.execute(f"SELECT * FROM {table} WHERE release = 1").fetchall() for table in OF_RELEASE}
    series = store.execute("SELECT * FROM series WHERE release = 1").fetchall()
    values = store.execute("SELECT * FROM value").fetchall()
    store.execute("INSERT INTO release VALUES (2, ?, '2026-12-24', 1, 'GG1106', 'Twente (verzonnen)', 'f2')", (SECOND,))
    for table, found in rows.items():
        for row in found:
            row = [2, *row[1:]]
            if table == "indicator" and row[2] == "eenzaamheid":
                row[-1] = "dddddddddddd"
            if table == "area":
                row[1] += 10  # numbers are of one release; codes stay
            store.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(row))})", row)
    for number, _, *rest in series:
        if number != 11:  # inwoners per buurt is gone
            store.execute("INSERT INTO series VALUES (?, 2, ?, ?, ?, ?)", (number + 100, *rest))
    store.execute("INSERT INTO series VALUES (200, 2, 3, 0, 'wijk', '2021')")
    store.execute("INSERT INTO value VALUES (200, 15, 5, NULL, NULL, 'ok', 'public', NULL, NULL, NULL, '')")
    for at, area, value, *rest in values:
        if at != 11:
            value = VALUES.get((at, area), value)
            if (at, area) in VALUES and value is None:
                rest[:4] = [None, None, "hidden", "hidden"]
            elif (at, area) in VALUES:
                rest[2:4] = ["ok", "allowed"]
            store.execute(f"INSERT INTO value VALUES ({','.join('?' * (3 + len(rest)))})", (at + 100, area + 10, value, *rest))
    store.commit()
    store.close()
    VERIFIER.seal(path)


class Changes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        picture = make_picture(cls.folder.name + "/picture.db")
        add_second(picture)
        cls.server = Server(picture=picture)
        cls.schemas = Schemas(json.loads(cls.server.ask("/api/v1/openapi.json").body))

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()
        cls.folder.cleanup()

    def changes(self, release):
        reply = self.server.ask(f"/api/v1/uitgaven/{release}/wijzigingen")
        self.assertEqual(reply.status, 200)
        body = json.loads(reply.body)
        self.assertEqual(self.schemas.problems({"$ref": "#/components/schemas/Wijzigingen"}, body), [])
        return body

    def test_each_kind_of_change_is_counted_where_it_is(self):
        body = self.changes(SECOND)
        self.assertEqual((body["vorige"], body["vorigeDatum"], body["datum"]), (FIRST, "2026-11-21", "2026-12-24"))
        told = {(c["indicator"], c["niveau"], c["periode"]): [c[k] for k in ("nieuw", "gewijzigd", "verschenen", "verdwenen")]
                for c in body["wijzigingen"]}
        self.assertEqual(told, {
            ("poh-ggz", "wijk", "2023"): [0, 1, 0, 0],
            ("poh-ggz", "wijk", "2024"): [0, 0, 1, 1],
            ("inwoners", "wijk", "2020"): [0, 1, 0, 0],
            ("inwoners", "wijk", "2021"): [1, 0, 0, 0],
        })

    def test_another_definition_is_said(self):
        self.assertEqual(self.changes(SECOND)["definities"], ["eenzaamheid"])

    def test_in_the_first_release_all_is_new(self):
        body = self.changes(FIRST)
        self.assertEqual((body["vorige"], body["vorigeDatum"], body["definities"]), (None, None, []))
        self.assertEqual({c["gewijzigd"] + c["verschenen"] + c["verdwenen"] for c in body["wijzigingen"]}, {0})
        with sqlite3.connect(self.folder.name + "/picture.db") as store:
            (n,) = store.execute("SELECT count(*) FROM value WHERE series < 100 AND value IS NOT NULL").fetchone()
        self.assertEqual(sum(c["nieuw"] for c in body["wijzigingen"]), n)

    def test_a_release_that_is_not_there_is_not_found(self):
        reply = self.server.ask("/api/v1/uitgaven/ffff/wijzigingen")
        self.assertEqual((reply.status, reply.headers["Content-Type"]), (404, "application/problem+json"))


if __name__ == "__main__":
    tap.main()
