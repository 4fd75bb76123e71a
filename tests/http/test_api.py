#!/usr/bin/env python3
"""test_api.py - every route of openapi.yaml answers as it says, with the numbers of the picture.

SPDX-License-Identifier: EUPL-1.2
"""

import json
import re
import sqlite3
import tempfile
import unittest
from urllib.parse import quote

from schema import Schemas
from server import SOURCE, VERIFIER, Server, make_picture

import tap

BASE = "/api/v1"

# Every path of openapi.yaml with a question that has an answer; the last test finds what is forgotten.
GOOD = {
    "/release": [""],
    "/indicatoren": [""],
    "/indicatoren/{indicator}/waarden": ["poh-ggz/waarden", "poh-ggz/waarden?niveau=wijk&periode=2024&uitsplitsing=18-64",
                                         "inwoners/waarden?opmaak=json-stat"],
    "/gebieden": [""],
    "/waarden": ["?indicator=poh-ggz&niveau=wijk&periode=2024", "?indicator=poh-ggz&niveau=wijk&periode=2024&uitsplitsing=18-64",
                 "?indicator=inwoners&niveau=land&periode=2020", "?indicator=inwoners&niveau=regio&periode=2020",
                 "?indicator=inwoners&niveau=gemeente&periode=2020", "?indicator=inwoners&niveau=buurt&periode=2020",
                 "?indicator=eenzaamheid&niveau=wijk&periode=2020", "?indicator=poh-ggz&niveau=wijk&periode=2023"],
    "/overzichten/{niveau}": ["gemeente", "wijk", "buurt", "wijk?gemeente=GM0153", "buurt?gemeente=GM0153", "gemeente?gemeente=GM0153"],
    "/profielen/{gebiedcode}": ["NL00", "GG1106", "GM0153", "WK015300", "WK015301", "BU01530001"],
    "/kaarten/{niveau}": ["gemeente", "wijk"],
    "/herkomst": [f"?indicator={i}&gebied={a}&periode={p}" for i, a, p in [
        ("inwoners", "WK015300", "2020"), ("inwoners", "GG1106", "2020"), ("inwoners", "WK015302", "2020"),
        ("poh-ggz", "WK015300", "2024"), ("poh-ggz", "WK014100", "2024"), ("eenzaamheid", "WK015301", "2020"),
        ("eenzaamheid", "WK015302", "2020")]],
    "/signalen": [""],
    "/verschillen": ["", "?indicator=poh-ggz", "?indicator=eenzaamheid"],
    "/uitgaven/{uitgave}/wijzigingen": ["00c0ffee00c0ffee/wijzigingen"],
    "/privacypoort": [""],
    "/openapi.json": [""],
}
RDF = {"/catalogus"}  # test_catalogue.py and tests/standards read it


def setUpModule():
    global server, document, schemas
    server = Server()
    document = json.loads(server.ask(BASE + "/openapi.json").body)
    schemas = Schemas(document)


def tearDownModule():
    server.__exit__()


def get(path):
    reply = server.ask(BASE + path)
    if reply.status != 200:
        raise AssertionError(f"{path}: {reply.status} {reply.body}")
    return json.loads(reply.body)


def links_of(header):
    """{rel: address} of a Link header."""
    return {rel: address for address, rel in re.findall(r'<([^>]*)>; rel="(\w+)"', header)}


# What a reader reads as a sentence or a description; "poort" has two more.
WORDED = {"tekst", "uitleg", "toelichting", "keuze", "populatie", "teller", "noemer", "besluit"}


def with_language():
    """Every question of a route that takes the parameter taal, with what joins that to it."""
    for path, methods in document["paths"].items():
        if any(p.get("$ref", "").endswith("/taal") for p in methods["get"].get("parameters", [])):
            for end in GOOD[path]:
                yield path, path.split("{")[0] + end + ("&" if "?" in end else "?")


def words_of(body, path=""):
    """(path, text, whether an object above says that it is Dutch) of every sentence."""
    def walk(value, path, key, parent, marks):
        if isinstance(value, dict):
            marks = marks + [(path, mark) for mark in value.get("nederlands", [])]
            for name, inner in value.items():
                yield from walk(inner, f"{path}.{name}" if path else name, name, key, marks)
        elif isinstance(value, list):
            for inner in value:
                yield from walk(inner, path, key, parent, marks)
        elif isinstance(value, str) and value and (
                key in WORDED or parent == "redenen" or (key, parent) == ("regel", "poort") or
                (key, parent) in {("naam", "themas"), ("naam", "indicatoren"), ("naam", "uitsplitsingen"), ("naam", "lijsten")}):
            yield path, value, any(path == (f"{start}.{mark}" if start else mark) for start, mark in marks)
    return list(walk(body, path, "", "", []))


def numbers_of(value):
    """A reply without its texts."""
    if isinstance(value, dict):
        return {key: numbers_of(inner) for key, inner in value.items() if key not in ("nederlands", "toelichting")}
    return [numbers_of(inner) for inner in value] if isinstance(value, list) else "text" if isinstance(value, str) else value


class Api(unittest.TestCase):
    def test_every_path_of_openapi_answers_as_its_schema_says(self):
        self.assertEqual(set(document["paths"]), set(GOOD) | RDF)
        for path, ends in GOOD.items():
            schema = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
            for end in ends:
                body = get(path.split("{")[0] + end)
                self.assertEqual(schemas.problems(schema, body), [], path + end)

    def test_every_route_of_the_table_is_in_openapi(self):
        table = (SOURCE / "src/public/serve/routes.c").read_text()
        patterns = set(re.findall(r'\{"GET", "/api/v1([^"]*)"', table))
        self.assertEqual(patterns, set(document["paths"]))

    def test_every_sentence_comes_in_english_or_is_marked_as_dutch(self):
        marked, seen = 0, set()
        for path, question in with_language():
            schema = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
            dutch, english = get(question + "taal=nl"), get(question + "taal=en")
            self.assertEqual(schemas.problems(schema, english), [], question)
            self.assertEqual(numbers_of(dutch), numbers_of(english), question)
            in_dutch = "\n".join(text for _, text, _ in words_of(dutch))
            self.assertNotIn('"nederlands"', json.dumps(dutch), question)
            for where, text, is_marked in words_of(english):
                self.assertEqual(text in in_dutch, is_marked, f"{question}taal=en {where}: {text}")
                marked += is_marked
                seen.add(where)
        self.assertGreater(marked, 10)
        for where in ("themas.naam", "indicatoren.naam", "indicatoren.uitsplitsingen.naam", "indicatoren.breuken.tekst", "uitleg",
                      "redenen.geen_marge", "toets.tekst", "reeksen.toets.toelichting", "poort.regel", "methode.tekst", "vergelijking.tekst",
                      "trend.tekst", "modellen.tekst", "lijsten.naam", "lijsten.model.tekst", "lijsten.toelichting"):
            self.assertIn(where, seen)

    def test_dutch_is_what_comes_without_a_language(self):
        for _, question in with_language():
            plain = server.ask(BASE + question[:-1])
            for _ in range(2):  # rendered, then from memory
                self.assertEqual(server.ask(BASE + question + "taal=nl").body, plain.body, question)
                self.assertNotEqual(server.ask(BASE + question + "taal=en").body, plain.body, question)

    def test_numbers_in_english_sentences_have_a_point_and_english_units(self):
        body = get("/herkomst?indicator=poh-ggz&gebied=WK014100&periode=2024&taal=en")
        for part in ("Wijk 00 Binnenstad: 4.2 %. The rest of Almelo, without this area: 2.5 %. Difference: 1.70 (95% interval 0.80 to 2.62).",
                     "more than 99.9%", "Verdict: higher."):
            self.assertIn(part, body["vergelijking"]["tekst"])
        self.assertIn("0.25 a year (95% interval 0.10 to 0.40): rising.", body["trend"]["tekst"])
        self.assertEqual(body["poort"]["besluit"], "allowed")

    def test_a_language_that_is_not_there_is_named_and_faults_are_said_in_the_one_asked_for(self):
        for taal in ("fr", "", "EN", "en%20"):
            for path in ("/indicatoren?", "/profielen/WK015300?", "/signalen?", "/overzichten/wijk?", "/waarden?indicator=poh-ggz&niveau=wijk&periode=2024&"):
                reply = server.ask(f"{BASE}{path}taal={taal}")
                self.assertEqual(reply.status, 400, path + taal)
                self.assertIn("nl (Nederlands) of en (Engels)", json.loads(reply.body)["errors"][0]["detail"])
        fault = json.loads(server.ask(BASE + "/waarden?indicator=nee&niveau=straat&taal=en&x=1").body)
        self.assertEqual((fault["title"], fault["detail"]), ("Bad request", "2 parts are not right."))
        self.assertEqual({e["detail"] for e in fault["errors"]}, {"There is no such parameter here.", "This parameter is required."})
        fault = json.loads(server.ask(BASE + "/waarden?indicator=nee&niveau=straat&periode=1&taal=en").body)
        self.assertEqual(fault["errors"][0]["detail"], "Use an id of /api/v1/indicatoren.")
        missing = json.loads(server.ask(BASE + "/profielen/WK999999?taal=en").body)
        self.assertEqual((missing["title"], missing["detail"]), ("Not found", "This area does not exist in this release."))
        # A route without sentences has no language.
        self.assertEqual(server.ask(BASE + "/gebieden?taal=en").status, 400)

    def test_everything_that_is_wrong_is_told_at_once(self):
        for path, named in (
            ("/waarden?indicator=nee&niveau=straat&periode=2024&x=1&taal=fr", {"indicator", "niveau", "x", "taal"}),
            ("/waarden?indicator=poh-ggz&niveau=wijk&periode=1066&uitsplitsing=nee&x=1", {"periode", "uitsplitsing", "x"}),
            ("/waarden?indicator=eenzaamheid&niveau=gemeente&periode=2020&x=1", {"periode", "x"}),
            ("/herkomst?indicator=nee&gebied=WK999999&periode=2024&x=1&taal=fr", {"indicator", "gebied", "x", "taal"}),
            ("/overzichten/wijk?gemeente=WK015300&x=1&taal=fr", {"gemeente", "x", "taal"}),
            ("/indicatoren/poh-ggz/waarden?niveau=straat&periode=1066&uitsplitsing=nee&opmaak=pdf&x=1",
             {"niveau", "periode", "uitsplitsing", "opmaak", "x"}),
            ("/waarden?niveau=wijk&x=1&taal=fr", {"indicator", "periode", "x", "taal"}),
        ):  # fmt: skip
            reply = server.ask(BASE + path)
            self.assertEqual((reply.status, {one["location"] for one in json.loads(reply.body)["errors"]}), (400, named), path)

    def test_every_error_that_openapi_names_is_a_problem_document(self):
        names = {"400": "WK015300", "404": "BESTAATNIET"}
        indicators = {"400": "poh-ggz", "404": "bestaat-niet"}
        problem = document["components"]["schemas"]["Probleem"]
        for path, methods in document["paths"].items():
            for status in names:
                if status not in methods["get"]["responses"] or (status == "404" and "{" not in path):
                    continue
                address = BASE + path.replace("{indicator}", indicators[status])
                address = re.sub("{.*?}", names[status], address) + ("?bestaatniet=1" if status == "400" else "")
                reply = server.ask(address)
                self.assertEqual(reply.status, int(status), address)
                self.assertEqual(reply.headers["Content-Type"], "application/problem+json")
                body = json.loads(reply.body)
                self.assertEqual(schemas.problems(problem, body), [])
                self.assertEqual(body["status"], int(status))

    def test_the_version_is_the_same_everywhere(self):
        reply = server.ask(BASE + "/openapi.json")
        self.assertEqual(json.loads(reply.body)["info"]["version"], reply.headers["API-Version"])

    def test_the_release_says_that_figures_are_invented(self):
        body = get("/release")
        self.assertIs(body["verzonnen"], True)
        self.assertEqual(body["niveaus"], [
            {"id": "gemeente", "aantal": 2, "editie": 2021, "kaart": True},
            {"id": "wijk", "aantal": 4, "editie": 2022, "kaart": True},
            {"id": "buurt", "aantal": 3, "editie": 2020, "kaart": False}])
        self.assertEqual([b["id"] for b in body["bronnen"]], ["cbs-kwb", "levering-zorggebruik", "rivm"])
        self.assertEqual(body["bronnen"][1]["leveringen"], [
            {"id": "2222222222222222", "bestand": "zorg 2024 é.csv", "editie": 2022, "rijen": None, "onbekendeGebieden": None}])
        self.assertEqual(body["bronnen"][0]["leveringen"][0]["rijen"], 654)

    def test_indicators_hold_breakdowns_series_bounds_and_breaks(self):
        body = get("/indicatoren")
        self.assertEqual([t["id"] for t in body["themas"]], ["psychisch-welbevinden", "zorggebruik-ggz"])
        poh = {i["id"]: i for i in body["indicatoren"]}["poh-ggz"]
        self.assertEqual([u["id"] for u in poh["uitsplitsingen"]], ["totaal", "18-64"])
        self.assertEqual([r["niveau"] for r in poh["reeksen"]], ["regio", "gemeente", "wijk"])
        self.assertEqual(poh["reeksen"][2], {"niveau": "wijk", "perioden": ["2023", "2024", "2025"], "grenzen": [3.1, 4.0, 5.2, 6.5]})
        self.assertEqual(poh["breuken"], [{"periode": "2024", "tekst": 'Andere kolommen: "oud" en <nieuw>'}])
        self.assertIs(poh["gemodelleerd"], False)
        loneliness = body["indicatoren"][0]
        self.assertEqual((loneliness["gemodelleerd"], loneliness["richting"], loneliness["richtingEigenaar"]),
                         (True, "lager", "RIVM, 2020"))

    def test_names_keep_their_letters(self):
        names = {a["code"]: a["naam"] for a in get("/gebieden")["gebieden"]}
        self.assertEqual(names["WK015300"], 'Wijk 00 \'t Súdelân "€" & <b>')
        self.assertEqual(names["WK015302"], "Wijk 02 Stroïnkslanden")

    def test_values_are_columns_with_zero_as_zero_and_empties_with_their_reason(self):
        body = get("/waarden?indicator=poh-ggz&niveau=wijk&periode=2024")
        self.assertEqual(body["gebied"], ["WK014100", "WK015300", "WK015301", "WK015302"])
        self.assertEqual(body["waarde"], [4.2, None, None, 0])
        self.assertEqual(body["onder"], [3.6, None, None, 0])
        self.assertEqual(body["boven"], [4.9, None, None, 0.5])
        self.assertEqual(body["status"], ["ok", "hidden", "not_delivered", "ok"])
        self.assertEqual(body["vergelijk"], [
            {"gebied": "GG1106", "waarde": 4.3, "onder": None, "boven": None, "status": "estimate"},
            {"gebied": "NL00", "waarde": None, "onder": None, "boven": None, "status": "not_delivered"}])

    def test_an_overview_holds_the_latest_values_of_every_indicator(self):
        for level in ("gemeente", "wijk", "buurt"):
            body = get(f"/overzichten/{level}")
            wanted = {}
            for indicator in get("/indicatoren")["indicatoren"]:
                for series in indicator["reeksen"]:
                    periods = [p for p in series["perioden"] if any(
                        v is not None for v in get(f"/waarden?indicator={indicator['id']}&niveau={level}&periode={p}")["waarde"])
                    ] if series["niveau"] == level else []
                    if periods:
                        wanted[indicator["id"]] = max(periods)
            self.assertEqual({s["indicator"]: s["periode"] for s in body["reeksen"]}, wanted)
            for series in body["reeksen"]:
                whole = get(f"/waarden?indicator={series['indicator']}&niveau={level}&periode={series['periode']}")
                self.assertEqual(series, {key: whole[key] for key in series})
        self.assertTrue(get("/overzichten/wijk")["reeksen"])

    def test_an_overview_of_a_gemeente_holds_what_lies_in_it(self):
        for level, areas in {"gemeente": ["GM0153"], "wijk": ["WK015300", "WK015301", "WK015302"]}.items():
            for series in get(f"/overzichten/{level}?gemeente=GM0153")["reeksen"]:
                self.assertEqual(series["gebied"], areas)
                self.assertEqual(len(series["waarde"]), len(areas))
        for series in get("/overzichten/buurt?gemeente=GM0153")["reeksen"]:
            self.assertTrue(all(area.startswith("BU0153") for area in series["gebied"]))
        reply = server.ask(BASE + "/overzichten/wijk?gemeente=WK015300")
        self.assertEqual((reply.status, json.loads(reply.body)["errors"][0]["location"]), (400, "gemeente"))

    def test_every_status_travels(self):
        seen = set()
        for period in ("2023", "2024", "2025"):
            seen |= set(get(f"/waarden?indicator=poh-ggz&niveau=wijk&periode={period}")["status"])
        seen |= set(get("/waarden?indicator=poh-ggz&niveau=wijk&periode=2024&uitsplitsing=18-64")["status"])
        seen |= set(get("/waarden?indicator=eenzaamheid&niveau=wijk&periode=2020")["status"])
        self.assertEqual(seen, set(document["components"]["schemas"]["Status"]["enum"]))

    def test_an_empty_never_holds_a_number(self):
        for end in GOOD["/waarden"]:
            body = get("/waarden" + end)
            for value, lower, upper, status in zip(body["waarde"], body["onder"], body["boven"], body["status"]):
                if status in ("ok", "estimate", "converted", "provisional"):
                    self.assertIsNotNone(value)
                else:
                    self.assertEqual((value, lower, upper), (None, None, None))

    def test_a_profile_stands_beside_what_is_above_it(self):
        body = get("/profielen/WK015300")
        self.assertEqual([p["code"] for p in body["ouders"]], ["GM0153", "GG1106", "NL00"])
        rows = {(r["indicator"], r["uitsplitsing"]): r for r in body["rijen"]}
        residents = rows["inwoners", "totaal"]
        self.assertEqual([(v["gebied"], v["waarde"]) for v in residents["waarden"]],
                         [("WK015300", 9000), ("GM0153", 159640), ("GG1106", 630000), ("NL00", 17407585)])

    def test_a_profile_takes_the_latest_period_that_holds_a_number(self):
        rows = {(r["indicator"], r["uitsplitsing"]): r for r in get("/profielen/WK014100")["rijen"]}
        poh = rows["poh-ggz", "totaal"]
        self.assertEqual(poh["periode"], "2024")
        self.assertEqual([(v["periode"], v["waarde"], v["status"]) for v in poh["reeks"]],
                         [("2023", 3.5, "ok"), ("2024", 4.2, "ok"), ("2025", None, "not_released")])

    def test_the_origin_of_an_owners_figure_goes_down_to_its_row(self):
        body = get("/herkomst?indicator=inwoners&gebied=WK015300&periode=2020")
        self.assertEqual(body["leveringen"], [{"id": "1111111111111111", "bestand": "kwb2020.csv", "rijen": [18]}])
        self.assertEqual(body["poort"]["besluit"], "openbaar cijfer van de eigenaar")
        self.assertIn("rij 18", body["uitleg"])

    def test_the_origin_of_what_is_not_public_names_no_row(self):
        body = get("/herkomst?indicator=poh-ggz&gebied=WK014100&periode=2024")
        self.assertEqual(body["poort"]["besluit"], "toegelaten")
        self.assertNotIn("rijen", body["leveringen"][0])
        self.assertEqual(body["bron"], "levering-zorggebruik")

    def test_the_origin_of_a_hidden_number_says_so_and_gives_none(self):
        body = get("/herkomst?indicator=poh-ggz&gebied=WK015300&periode=2024")
        self.assertEqual((body["waarde"]["waarde"], body["waarde"]["status"]), (None, "hidden"))
        self.assertEqual(body["poort"]["besluit"], "verborgen")
        # one text for what a rule hides and for what is hidden with it
        for text in (body["poort"]["regel"], body["uitleg"]):
            self.assertIn("te weinig mensen, of zo'n cijfer is ermee terug te rekenen", text)

    def test_the_origin_of_a_number_that_its_owner_hid_says_whose_choice_that_was(self):
        hidden = "INSERT INTO value VALUES (13, 6, NULL, NULL, NULL, 'hidden', 'none', 3, NULL, NULL, '');"
        with tempfile.TemporaryDirectory() as folder:
            picture = make_picture(folder + "/picture.db", "INSERT INTO series VALUES (13, 1, 1, 0, 'wijk', '2022');" + hidden)
            with Server(picture=picture) as other:
                body = json.loads(other.ask(BASE + "/herkomst?indicator=eenzaamheid&gebied=WK015300&periode=2022").body)
        self.assertEqual((body["waarde"]["status"], body["poort"]["besluit"]), ("hidden", "geen cijfer"))
        self.assertEqual(body["uitleg"], "RIVM heeft dit cijfer verborgen om de privacy van mensen.")

    def test_the_origin_of_what_the_gate_refused_says_that_it_waits(self):
        body = get("/herkomst?indicator=poh-ggz&gebied=WK015302&periode=2023")
        self.assertEqual((body["waarde"]["waarde"], body["waarde"]["status"]), (None, "not_released"))
        self.assertEqual(body["poort"]["besluit"], "nog niet vrijgegeven")

    def test_verdicts_are_columns_beside_the_values_with_how_they_were_tested(self):
        body = get("/waarden?indicator=poh-ggz&niveau=wijk&periode=2024")
        self.assertEqual(body["oordeel"], ["hoger", "geen", "geen", "geen"])
        self.assertEqual(body["reden"], [None, "geen_cijfer", "geen_cijfer", "verborgen"])
        self.assertEqual([body["verschil"], body["verschilOnder"], body["verschilBoven"]],
                         [[1.7, None, None, None], [0.8, None, None, None], [2.625, None, None, None]])
        self.assertEqual(body["methode"], ["wilson", None, None, "wilson"])
        self.assertEqual(body["vlaggen"], [[], [], [], ["zero"]])
        test = body["toets"]
        self.assertEqual((test["regel"], test["tegen"], test["getoetst"], test["aangewezen"], test["verwachtDoorToeval"], test["reden"]),
                         ("posterior", "gemeente", 1, 1, 0.02, None))
        self.assertIn("rest van de gemeente", test["tekst"])
        self.assertEqual(set(body["redenen"]), {"geen_cijfer", "verborgen"})
        self.assertEqual(get("/waarden?indicator=poh-ggz&niveau=wijk&periode=2024&uitsplitsing=18-64")["vlaggen"][2], ["small_n", "high_rse"])

    def test_a_reason_of_the_whole_series_stands_at_every_number(self):
        body = get("/waarden?indicator=eenzaamheid&niveau=wijk&periode=2020")
        self.assertEqual(body["oordeel"], ["geen"] * 4)
        self.assertEqual(body["reden"], ["niet_vergelijkbaar", "niet_vergelijkbaar", "geen_cijfer", "niet_vergelijkbaar"])
        self.assertEqual((body["toets"]["reden"], body["toets"]["verwachtDoorToeval"]), ("niet_vergelijkbaar", None))
        body = get("/waarden?indicator=inwoners&niveau=buurt&periode=2020")
        self.assertEqual(body["redenen"], {"geen_marge": "geen oordeel: de bron geeft hier geen marge"})

    def test_a_release_of_before_there_were_verdicts_says_so(self):
        body = get("/waarden?indicator=poh-ggz&niveau=wijk&periode=2023")
        self.assertEqual((body["toets"], body["reden"]), (None, ["niet_berekend", "niet_berekend", "geen_cijfer", "geen_cijfer"]))

    def test_a_verdict_is_never_without_an_interval_and_never_absent_without_a_reason(self):
        for end in GOOD["/waarden"]:
            body = get("/waarden" + end)
            for label, reason, lower, upper in zip(body["oordeel"], body["reden"], body["verschilOnder"], body["verschilBoven"]):
                self.assertEqual((label == "geen", lower is None, upper is None), (reason is not None,) * 3)
            self.assertEqual({r for r in body["reden"] + [(body["toets"] or {}).get("reden")] if r}, set(body["redenen"]))

    def test_a_profile_tells_what_may_be_said_of_each_number(self):
        body = get("/profielen/WK014100")
        rows = {(r["indicator"], r["uitsplitsing"]): r for r in body["rijen"]}
        poh = rows["poh-ggz", "totaal"]
        self.assertEqual(poh["oordeel"], {"oordeel": "hoger", "reden": None, "tegen": "GM0141", "verwijzing": 2.5, "verschil": 1.7,
                                          "verschilOnder": 0.8, "verschilBoven": 2.625, "kansHoger": 0.9995})
        self.assertEqual((poh["methode"], poh["vlaggen"], poh["toets"]["aangewezen"]), ("wilson", [], 1))
        self.assertEqual(poh["trend"], {"richting": "stijgt", "reden": None, "van": "2021", "tot": "2024", "perioden": 4,
                                        "perJaar": 0.25, "perJaarOnder": 0.1, "perJaarBoven": 0.4})
        self.assertEqual(rows["eenzaamheid", "totaal"]["trend"]["reden"], "niet_volgbaar")
        self.assertEqual(rows["inwoners", "totaal"]["trend"]["reden"], "niet_berekend")
        self.assertIn('geen "marge"', rows["inwoners", "totaal"]["toets"]["tekst"])
        self.assertEqual(set(body["redenen"]) >= {"niet_volgbaar", "niet_berekend", "geen_interval"}, True)

    def test_the_origin_explains_the_comparison_with_the_numbers_it_used(self):
        body = get("/herkomst?indicator=poh-ggz&gebied=WK014100&periode=2024")
        self.assertEqual(body["methode"]["code"], "wilson")
        self.assertIn("Wilson", body["methode"]["tekst"])
        words = body["vergelijking"]["tekst"]
        for part in ("4,2 %", "De rest van Almelo, zonder dit gebied: 2,5 %", "1,70", "0,80 tot 2,62", "meer dan 99,9%", "Oordeel: hoger",
                     "is getoetst: 1; daarvan wijken af: 1", "toeval: 0,0"):
            self.assertIn(part, words)
        self.assertIn("0,25 per jaar (95%-interval 0,10 tot 0,40): stijgt", body["trend"]["tekst"])
        self.assertEqual([(m["naam"], m["diagnostiek"]) for m in body["modellen"]], [("bym2", {"waic": 812.5, "divergenties": 0})])
        body = get("/herkomst?indicator=inwoners&gebied=WK015300&periode=2020")
        self.assertEqual((body["methode"], body["modellen"]), ({"code": None, "tekst": 'Een aantal inwoners heeft geen "marge".'}, []))
        self.assertEqual(body["vergelijking"]["uitkomst"]["reden"], "geen_interval")

    def test_the_origin_explains_flags(self):
        body = get("/herkomst?indicator=poh-ggz&gebied=WK015301&periode=2024&uitsplitsing=18-64")
        self.assertEqual([f["code"] for f in body["vlaggen"]], ["small_n", "high_rse"])
        self.assertIn("minder dan 30", body["vlaggen"][0]["tekst"])
        self.assertIn("lager", body["vergelijking"]["tekst"])

    def test_signals_stand_in_their_lists_the_most_probable_first(self):
        body = get("/signalen")
        self.assertEqual([(l["id"], l["etiketten"], l["model"] and l["model"]["naam"]) for l in body["lijsten"]],
                         [("ggz-bij-eenzaamheid", True, "mismatch"), ("proef", False, None)])
        first = body["lijsten"][0]
        self.assertEqual([(s["gebied"], s["aanwijzing"], s["reden"]) for s in first["gebieden"]],
                         [("WK014100", "sterk", None), ("WK015302", "geen_uitspraak", None), ("WK015300", "geen", "geen_cijfer")])
        self.assertEqual(first["gebieden"][0]["ladder"][0]["uitkomst"], "geen_gegevens")
        self.assertEqual(first["gevoeligheid"], [{"grens": 0.9, "aanwijzingen": 1}])
        self.assertEqual((first["behoefte"], first["gebruik"]), ({"indicator": "eenzaamheid", "uitsplitsing": "totaal"},
                                                                 {"indicator": "poh-ggz", "uitsplitsing": "totaal"}))

    def test_differences_are_those_of_the_whole_region_in_their_latest_period(self):
        body = get("/verschillen")
        self.assertEqual((body["indicator"], body["regels"]), (None, {"gewicht": "inwoners", "jaren": 5, "gebieden": 10, "deel": 80}))
        self.assertEqual(body["ordeningen"], [{"niveau": "wijk", "indicator": "inkomen", "naam": "het inkomen per inwoner",
                                               "minst": "het laagste inkomen", "meest": 'het "hoogste" inkomen'}])
        self.assertEqual([(v["soort"], v["niveau"], v["gebied"], v["periode"], v["absoluut"], v["reden"]) for v in body["verschillen"]],
                         [("ordening", "wijk", "GG1106", "2024", None, "te_weinig_gebieden"), ("gebieden", "wijk", "GG1106", "2023", 0.75, "geen_marge")])
        self.assertEqual([(c["soort"], c["beweging"], c["absoluutBoven"]) for c in body["veranderingen"]], [("ordening", "kleiner", -0.125)])
        self.assertEqual(set(body["redenen"]), {"te_weinig_gebieden", "geen_marge"})
        self.assertNotIn("bestaat", body)

    def test_differences_of_an_indicator_are_all_of_them_with_their_groups(self):
        body = get("/verschillen?indicator=poh-ggz")
        keys = [(v["soort"], v["uitsplitsing"], v["gebied"], v["periode"]) for v in body["verschillen"]]
        self.assertEqual(keys, [("ordening", "totaal", "GG1106", "2023"), ("ordening", "totaal", "GG1106", "2024"),
                                ("ordening", "18-64", "GG1106", "2024"), ("gebieden", "totaal", "GG1106", "2023"),
                                ("leeftijd", None, "GM0153", "2024")])
        first, _, unsure, _, age = body["verschillen"]
        self.assertEqual({k: first[k] for k in ("eerste", "laatste", "absoluut", "absoluutOnder", "absoluutBoven", "relatief",
                                                "relatiefOnder", "relatiefBoven", "ordeningPeriode", "gebieden", "gebiedenAlle", "deel")},
                         {"eerste": 5.25, "laatste": 3.5, "absoluut": 1.75, "absoluutOnder": 0.5, "absoluutBoven": 3, "relatief": 1.5,
                          "relatiefOnder": 1.1, "relatiefBoven": 2.25, "ordeningPeriode": "2022", "gebieden": 12, "gebiedenAlle": 14,
                          "deel": 91.5})
        self.assertEqual([(g["deel"], g["waarde"], g["gebieden"], g["gewicht"]) for g in first["groepen"]], [(1, 5, 4, 1200), (2, 3.75, 8, 1300)])
        self.assertEqual((unsure["reden"], unsure["redenRelatief"]), ("een_gebied_beslist", "niet_boven_nul"))
        self.assertEqual([(g["uitsplitsing"], g["naam"], g["onder"]) for g in age["groepen"]],
                         [("18-64", "18 tot 65 jaar", 5), ("totaal", "18 jaar en ouder", 2)])
        self.assertEqual([(c["soort"], c["beweging"], c["reden"]) for c in body["veranderingen"]],
                         [("ordening", "kleiner", None), ("leeftijd", None, "te_weinig_perioden")])
        for word in [v[k] for v in body["verschillen"] for k in ("reden", "redenRelatief") if v[k]]:
            self.assertTrue(body["redenen"][word].startswith("geen "), word)
        english = get("/verschillen?indicator=poh-ggz&taal=en")
        self.assertEqual(english["verschillen"][-1]["groepen"][0]["naam"], "18 to 65")
        self.assertEqual(english["ordeningen"][0]["minst"], "the lowest income")
        self.assertTrue(english["redenen"]["te_weinig_gebieden"].startswith("no difference"))

    def test_without_differences_an_indicator_says_which_series_it_has(self):
        body = get("/verschillen?indicator=eenzaamheid")
        self.assertEqual((body["verschillen"], body["veranderingen"]), ([], []))
        self.assertEqual([(s["niveau"], s["uitsplitsing"], s["perioden"]) for s in body["bestaat"]], [("wijk", "totaal", ["2020"])])
        reply = server.ask(BASE + "/verschillen?indicator=bestaat-niet")
        self.assertEqual((reply.status, json.loads(reply.body)["errors"][0]["location"]), (400, "indicator"))

    def test_the_gate_counts_per_table_what_was_asked_and_what_is_hidden(self):
        body = get("/privacypoort")
        tables = {(t["indicator"], t["niveau"], t["periode"]): t for t in body["tabellen"]}
        self.assertEqual(len(tables), len(body["tabellen"]))
        # both breakdowns of 2024 together: five shown, one hidden, two empty at the source
        self.assertEqual(tables["poh-ggz", "wijk", "2024"], {
            "indicator": "poh-ggz", "niveau": "wijk", "periode": "2024", "openbaar": None,
            "gevraagd": {"cijfers": 8, "getoond": 5, "verborgen": 1, "nietVrijgegeven": 0, "leeg": 2}})
        self.assertEqual(tables["poh-ggz", "wijk", "2023"]["gevraagd"],
                         {"cijfers": 4, "getoond": 2, "verborgen": 0, "nietVrijgegeven": 1, "leeg": 1})
        # a table without any number belongs with its source
        self.assertEqual(tables["poh-ggz", "wijk", "2025"]["gevraagd"]["leeg"], 4)
        self.assertEqual([t["niveau"] for t in body["tabellen"] if t["indicator"] == "inwoners"],
                         ["land", "regio", "gemeente", "wijk", "buurt"])

    def test_figures_of_owners_are_not_asked_but_public(self):
        body = get("/privacypoort")
        tables = {(t["indicator"], t["niveau"], t["periode"]): t for t in body["tabellen"]}
        self.assertEqual((tables["inwoners", "wijk", "2020"]["gevraagd"], tables["inwoners", "wijk", "2020"]["openbaar"]),
                         (None, {"cijfers": 4, "getoond": 3, "leeg": 1}))
        self.assertEqual(tables["eenzaamheid", "wijk", "2020"]["openbaar"], {"cijfers": 4, "getoond": 3, "leeg": 1})

    def test_the_tables_of_the_gate_add_up_to_every_value_of_the_release(self):
        body = get("/privacypoort")
        for side, parts in (("gevraagd", ("getoond", "verborgen", "nietVrijgegeven", "leeg")), ("openbaar", ("getoond", "leeg"))):
            total = body["totaal"][side]
            for counts in [total] + [t[side] for t in body["tabellen"] if t[side] is not None]:
                self.assertEqual(counts["cijfers"], sum(counts[part] for part in parts))
                self.assertEqual(set(counts), {"cijfers", *parts})
            for part in parts:
                self.assertEqual(total[part], sum(t[side][part] for t in body["tabellen"] if t[side] is not None))
        with sqlite3.connect(server.picture) as store:
            n = store.execute("SELECT count(*) FROM value").fetchone()[0]
        self.assertEqual(body["totaal"]["gevraagd"]["cijfers"] + body["totaal"]["openbaar"]["cijfers"], n)

    def test_the_gate_tells_its_rules_in_two_languages_and_the_seal_of_a_release(self):
        body = get("/privacypoort")
        self.assertEqual(body["regels"][0], {"tekst": 'Minder dan 10 personen: "verborgen".',
                                             "tekstEngels": 'Fewer than 10 persons: "hidden".'})
        self.assertEqual(body["uitgaven"], [{"nummer": 1, "id": "00c0ffee00c0ffee", "datum": "2026-11-21", "verzegeld": True,
                                             "sleutel": VERIFIER.public[:16], "grootboek": 7}])

    def test_the_gate_tells_nobody_why_a_number_is_hidden(self):
        # the reply knows these words and no others: no reason, no loss, no interval
        body = get("/privacypoort")
        words = set(re.findall(r'"([a-zA-Z]+)":', json.dumps({**body, "regels": []})))
        self.assertEqual(words, {
            "regels", "tabellen", "totaal", "uitgaven", "indicator", "niveau", "periode", "gevraagd", "openbaar", "cijfers",
            "getoond", "verborgen", "nietVrijgegeven", "leeg", "nummer", "id", "datum", "verzegeld", "sleutel", "grootboek"})

    def test_a_map_is_the_text_of_the_picture(self):
        body = get("/kaarten/wijk")
        self.assertEqual((body["crs"], body["editie"]), ("EPSG:28992", 2022))
        self.assertEqual(server.ask(BASE + "/kaarten/buurt").status, 404)

    def test_pages_of_areas_lead_to_each_other_and_hold_every_area_once(self):
        whole = get("/gebieden")["gebieden"]
        self.assertNotIn("Link", server.ask(BASE + "/gebieden").headers)
        for size in (1, 2, len(whole), len(whole) + 5):
            path, found, seen = f"{BASE}/gebieden?aantalPerPagina={size}", [], []
            while path:
                reply = server.ask(path)
                self.assertEqual(reply.status, 200, path)
                part = json.loads(reply.body)["gebieden"]
                self.assertLessEqual(len(part), size)
                found += part
                links = links_of(reply.headers["Link"])
                self.assertEqual("prev" in links, len(seen) > 0)
                if seen:
                    self.assertEqual(json.loads(server.ask(links["prev"]).body)["gebieden"], seen[-1])
                seen.append(part)
                path = links.get("next")
            self.assertEqual(found, whole)
            self.assertEqual(json.loads(server.ask(links["first"]).body)["gebieden"], seen[0])
            self.assertEqual(json.loads(server.ask(links["last"]).body)["gebieden"], seen[-1])

    def test_a_page_that_is_not_there_is_refused_with_what_is(self):
        n = len(get("/gebieden")["gebieden"])
        reply = server.ask(BASE + f"/gebieden?aantalPerPagina={n}&pagina=2")
        self.assertEqual(reply.status, 400)
        self.assertEqual(json.loads(reply.body)["errors"][0]["detail"], "De laatste pagina is 1.")
        for wrong in ("0", "-1", "1.5", "", "een", "9" * 30):
            body = json.loads(server.ask(BASE + f"/gebieden?pagina={wrong}&aantalPerPagina={wrong}").body)
            self.assertEqual({fault["location"] for fault in body["errors"]}, {"pagina", "aantalPerPagina"}, wrong)

    def test_all_errors_of_a_question_come_at_once(self):
        body = json.loads(server.ask(BASE + "/waarden?niveau=wijk&niveau=buurt&x%22y=1").body)
        self.assertEqual({(e["location"], e["code"]) for e in body["errors"]},
                         {("niveau", "dubbel"), ('x"y', "onbekend"), ("indicator", "ontbreekt"), ("periode", "ontbreekt")})
        body = json.loads(server.ask(BASE + "/waarden?indicator=poh-ggz&niveau=straat&periode=1999&uitsplitsing=0-17").body)
        self.assertEqual({e["location"] for e in body["errors"]}, {"niveau", "periode", "uitsplitsing"})
        body = json.loads(server.ask(BASE + "/herkomst?indicator=nee&gebied=WK999999&periode=2024").body)
        self.assertEqual({e["location"] for e in body["errors"]}, {"indicator", "gebied"})

    def test_values_are_decoded_strictly(self):
        for text in ("%", "%4", "%zz", "%00", "%ff", "%c3%28", "%0a", "a" * 2000):
            reply = server.ask(BASE + "/waarden?niveau=wijk&periode=2024&indicator=" + text)
            self.assertEqual(reply.status, 400, text)
            self.assertIn("codering", reply.body.decode())
        reply = server.ask(BASE + "/waarden?niveau=%77ijk&periode=2024&indicator=" + quote("poh-ggz"))
        self.assertEqual(reply.status, 200)

    def test_nothing_in_a_question_reaches_the_store_as_sql(self):
        for text in ("' OR 1=1 --", "poh-ggz'", 'poh-ggz"; DROP TABLE value; --'):
            self.assertEqual(server.ask(BASE + "/waarden?niveau=wijk&periode=2024&indicator=" + quote(text)).status, 400)
            self.assertEqual(server.ask(BASE + "/profielen/" + quote(text, safe="")).status, 404)
        self.assertEqual(server.ask(BASE + "/gebieden").status, 200)


tap.main()
