#!/usr/bin/env python3
"""test_action.py - bottlenecks and initiatives: written, changed by two at once, tied, found and never lost.

SPDX-License-Identifier: EUPL-1.2
"""

import hashlib
import json
import os
import random
import signal
import sqlite3
import time

import test_region
from server import Server
from test_region import BASE, Visitor, invite

import tap

BOTTLENECK = {"titel": "Lange wacht op intake", "stroom": "instroom", "gebieden": ["WK015300"], "indicator": "poh-ggz"}
INITIATIVE = {
    "titel": "Spoedinloop", "eigenaar": "Mediant", "schaal": "gemeente", "fase": "loopt", "begin": "2025-01-01", "einde": "2026-12-31",
    "partners": ["Huisartsen Enschede"], "geld": [{"regeling": "IZA-SPUK", "bedrag": 120000.5, "betaler": "Menzis"}],
    "beschrijving": "Mensen lopen binnen,\nzonder verwijzing.",
}  # fmt: skip


def setUpModule():
    global writer, other
    test_region.setUpModule()
    writer, other = invite("wim", "professional"), invite("tine", "thematafel")


def tearDownModule():
    test_region.tearDownModule()


def said(reply):
    return json.loads(reply.body)


class Action(test_region.Checks):
    def made(self, kind="knelpunten", **more):
        body = {**(BOTTLENECK if kind == "knelpunten" else INITIATIVE), **more}
        reply = self.check(f"/{kind}", "POST", writer.ask("POST", f"/{kind}", body))
        self.assertEqual(reply.status, 201, reply.body)
        return said(reply)

    def faults(self, kind, **more):
        body = {**(BOTTLENECK if kind == "knelpunten" else INITIATIVE), **more}
        reply = self.check(f"/{kind}", "POST", writer.ask("POST", f"/{kind}", body))
        return {(one["location"], one["code"]) for one in said(reply).get("errors", [])}

    def test_what_was_written_can_be_read_by_everybody_and_says_no_name(self):
        made = self.made("initiatieven")
        reply = self.check("/initiatieven/{nummer}", "GET", Visitor().ask("GET", f"/initiatieven/{made['nummer']}"))
        self.assertEqual((reply.headers["ETag"], said(reply)), ('"1"', made))
        self.assertEqual(made["inhoud"]["geld"], [{**INITIATIVE["geld"][0], "baathebber": None}])
        self.assertEqual(made["inhoud"]["beschrijving"], INITIATIVE["beschrijving"])
        self.assertNotIn("Wim Jansen", reply.body.decode())
        self.assertEqual(Visitor().ask("GET", f"/knelpunten/{made['nummer']}").status, 404)

    def test_two_who_change_one_text_lose_neither(self):
        made = self.made(titel="Twee schrijven")
        path = f"/knelpunten/{made['nummer']}"
        first = {**made["inhoud"], "beschrijving": "van Wim"}
        second = {**made["inhoud"], "beschrijving": "van Tine"}
        where = "/knelpunten/{nummer}"
        self.assertEqual(self.check(where, "PUT", writer.ask("PUT", path, first)).status, 428)
        self.assertEqual(self.check(where, "PUT", writer.ask("PUT", path, first, If_Match='"1"')).status, 200)
        refused = self.check(where, "PUT", other.ask("PUT", path, second, If_Match='"1"'))
        self.assertEqual(refused.status, 412)
        now = said(Visitor().ask("GET", path))
        self.assertEqual((now["versie"], now["inhoud"]["beschrijving"]), (2, "van Wim"))
        self.assertEqual(other.ask("PUT", path, second, If_Match='"2"').status, 200)
        versions = said(self.check(where + "/versies", "GET", other.ask("GET", path + "/versies")))["versies"]
        self.assertEqual([(one["versie"], one["persoon"], one["inhoud"]["beschrijving"]) for one in versions],
                         [(1, "Wim Jansen", None), (2, "Wim Jansen", "van Wim"), (3, "Tine Jansen", "van Tine")])  # fmt: skip
        self.assertEqual(other.ask("PUT", path, second, If_Match='W/"3"').status, 412)
        self.assertEqual(other.ask("PUT", "/knelpunten/99999", second, If_Match='"1"').status, 404)

    def test_what_is_wrong_is_said_at_once_and_nothing_is_kept(self):
        before = len(said(Visitor().ask("GET", "/initiatieven"))["initiatieven"])
        self.assertEqual(self.faults("initiatieven", titel="", fase="ooit", begin="1 mei", geld=[{"regeling": "Zvw"}, {"bedrag": "veel"}]),
                         {("titel", "ontbreekt"), ("fase", "geen-keuze"), ("begin", "datum"), ("geld[2].regeling", "ontbreekt"),
                          ("geld[2].bedrag", "soort")})  # fmt: skip
        self.assertEqual(self.faults("initiatieven", einde="2024-12-31", gebieden=["WK999999"]), {("einde", "volgorde"), ("gebieden", "onbekend")})
        self.assertEqual(self.faults("knelpunten", indicator="geluk", gebieden=["x" * 150]), {("indicator", "onbekend"), ("gebieden", "onbekend")})
        self.assertEqual(len(said(Visitor().ask("GET", "/initiatieven"))["initiatieven"]), before)

    def test_ties_say_what_helps_against_what(self):
        sore, cure, more = self.made(titel="Knel"), self.made("initiatieven", titel="Middel"), self.made("initiatieven", titel="Meer")
        path = f"/initiatieven/{cure['nummer']}/verbanden/"
        where = "/initiatieven/{nummer}/verbanden/{naar}"
        for target, relation, status in ((sore, "lost_op", 204), (sore, "draagt_bij", 204), (more, "versterkt", 204), (more, "lost_op", 409),
                                         (sore, "versterkt", 409), (cure, "overlapt", 409), (sore, "verzint", 409)):  # fmt: skip
            reply = self.check(where, "PUT", writer.ask("PUT", f"{path}{target['nummer']}", {"relatie": relation, "toelichting": "vanaf mei"}))
            self.assertEqual(reply.status, status, (relation, reply.body))
        self.assertEqual(writer.ask("PUT", path + "99999", {"relatie": "lost_op"}).status, 404)
        board = said(self.check("/overzichtsplaat", "GET", Visitor().ask("GET", "/overzichtsplaat")))
        ties = {(one["van"], one["naar"], one["relatie"]) for one in board["verbanden"] if one["van"] == cure["nummer"]}
        self.assertEqual(ties, {(cure["nummer"], sore["nummer"], "draagt_bij"), (cure["nummer"], more["nummer"], "versterkt")})
        self.assertEqual(self.check(where, "DELETE", writer.ask("DELETE", f"{path}{sore['nummer']}")).status, 204)
        self.assertEqual(self.check(where, "DELETE", writer.ask("DELETE", f"{path}{sore['nummer']}")).status, 404)

    def test_search_finds_words_their_beginnings_and_no_signs(self):
        made = self.made("initiatieven", titel="Herstelacademie Zuid", beschrijving="Ervaringsdeskundigen geven cursussen in café De Brug")

        def found(words, **more):
            asked = "&".join(f"{key}={value}" for key, value in {"zoek": words, **more}.items())
            reply = self.check("/initiatieven", "GET", Visitor().ask("GET", f"/initiatieven?{asked}"))
            return made["nummer"] in {one["nummer"] for one in said(reply)["initiatieven"]}

        for words in ("herstelacademie", "HERSTEL", "cafe", "caf%C3%A9", "cursussen%20brug", "%20", "*", "%22", "herstel*"):
            self.assertTrue(found(words), words)
        for words in ("bestaatniet", "cursussen%20noord", "NOT%20zuid", "titel:zuid%20en%20meer"):
            self.assertFalse(found(words), words)
        self.assertFalse(found("herstel", gebied="WK015300"))

    def test_an_area_lists_what_is_there(self):
        here, there = self.made(titel="Hier"), self.made(titel="Daar", gebieden=["GM0153"])
        listed = [one["nummer"] for one in said(Visitor().ask("GET", "/knelpunten?gebied=WK015300"))["knelpunten"]]
        self.assertIn(here["nummer"], listed)
        self.assertNotIn(there["nummer"], listed)

    def test_kinds_say_what_a_form_must_ask(self):
        kinds = {one["naam"]: one for one in said(self.check("/soorten", "GET", Visitor().ask("GET", "/soorten")))["soorten"]}
        self.assertEqual(set(kinds), set(test_region.KINDS))
        for name, schema in (("knelpunten", "Knelpunt"), ("initiatieven", "Initiatief")):
            said_there = test_region.document["components"]["schemas"][schema]
            self.assertEqual([field["naam"] for field in kinds[name]["velden"]], list(said_there["properties"]))
            self.assertEqual([field["naam"] for field in kinds[name]["velden"] if field["verplicht"]], said_there["required"])
            for field in kinds[name]["velden"]:
                self.assertEqual(field["keuzes"], said_there["properties"][field["naam"]].get("enum", []))

    def test_what_was_acknowledged_is_there_after_a_kill(self):
        folder = test_region.folder.name
        with Server("--region", folder + "/kill.db", picture=folder + "/picture.db") as victim:
            store = sqlite3.connect(folder + "/kill.db")
            token = "a" * 64
            hashed = hashlib.sha256(token.encode()).hexdigest()
            store.execute("INSERT INTO account (name, person, organisation, roles, made_at) VALUES ('k', 'K', 'O', 1, 0)")
            now = int(time.time())
            store.execute("INSERT INTO session VALUES (?, 1, ?, ?)", (hashed, now, now))
            store.commit()
            store.close()
            headers = {"Cookie": f"__Host-wijkscan={token}", "Content-Type": "application/json"}
            kept = []
            stop_after = random.Random(os.getpid()).randrange(5, 40)
            for number in range(stop_after):
                body = json.dumps({**BOTTLENECK, "titel": f"nummer {number}"}).encode()
                reply = victim.ask(BASE + "/knelpunten", "POST", headers=headers, body=body)
                self.assertEqual(reply.status, 201, reply.body)
                kept.append(said(reply)["nummer"])
            victim.process.send_signal(signal.SIGKILL)
            victim.process.wait(20)
            victim.process.returncode = 0  # it was us
        with Server("--region", folder + "/kill.db", picture=folder + "/picture.db") as again:
            listed = {one["nummer"] for one in said(again.ask(BASE + "/knelpunten"))["knelpunten"]}
            self.assertEqual(listed, set(kept))

if __name__ == "__main__":
    tap.main()
