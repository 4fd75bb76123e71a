#!/usr/bin/env python3
"""test_ogc.py - /ogc/v1 is OGC API - Features, Part 1 and 2: what the standard asks, with the numbers of /api/v1.

SPDX-License-Identifier: EUPL-1.2
"""

import json
import re
import unittest
from urllib.parse import quote

from schema import Schemas
from server import SOURCE, Server

import leaving
import tap

BASE = "/ogc/v1"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
RD = "http://www.opengis.net/def/crs/EPSG/0/28992"
GOOD = {
    "/": ["", "?indicator=poh-ggz&periode=2024"],
    "/conformance": ["/conformance"],
    "/collections": ["/collections", "/collections?indicator=poh-ggz"],
    "/collections/{collectionId}": ["/collections/wijken", "/collections/gemeenten"],
    "/collections/{collectionId}/items": [
        "/collections/wijken/items", "/collections/gemeenten/items?indicator=poh-ggz",
        "/collections/wijken/items?indicator=poh-ggz&periode=2024&uitsplitsing=18-64&limit=2",
        f"/collections/wijken/items?crs={RD}&limit=1", "/collections/wijken/items?bbox=0,0,1,1", "/collections/wijken/items?offset=9",
        "/collections/wijken/items?datetime=2024-01-01", "/collections/wijken/items?datetime=../2024-01-01T00:00:00Z"],
    "/collections/{collectionId}/items/{featureId}": [
        "/collections/wijken/items/WK015300", f"/collections/wijken/items/WK014100?indicator=poh-ggz&crs={RD}"],
    "/openapi.json": ["/openapi.json"],
}  # fmt: skip


def setUpModule():
    global server, document, schemas
    server = Server()
    document = json.loads(server.ask(BASE + "/openapi.json").body)
    schemas = Schemas(document)


def tearDownModule():
    server.__exit__()


def get(path, status=200):
    reply = server.ask(BASE + path)
    if reply.status != status:
        raise AssertionError(f"{path}: {reply.status} {reply.body[:300]}")
    return json.loads(reply.body)


def items(query="", collection="wijken"):
    return get(f"/collections/{collection}/items{query}")


def codes(body):
    return [feature["id"] for feature in body["features"]]


def link(body, rel):
    """Where a link leads on this server; None where there is none."""
    found = [one["href"] for one in body["links"] if one["rel"] == rel]
    return found[0].removeprefix(server.url + BASE) if found else None


class Document(unittest.TestCase):
    def test_every_path_answers_as_its_schema_says(self):
        self.assertEqual(set(document["paths"]), set(GOOD))
        for path, ends in GOOD.items():
            (mime, content), = document["paths"][path]["get"]["responses"]["200"]["content"].items()
            for end in ends:
                reply = server.ask(BASE + end)
                self.assertEqual((reply.status, reply.headers["Content-Type"]), (200, mime), end)
                self.assertEqual(schemas.problems(content["schema"], json.loads(reply.body)), [], end)

    def test_every_route_of_the_table_is_in_the_document(self):
        table = (SOURCE / "src/public/serve/routes.c").read_text()
        patterns = {end or "/" for end in re.findall(r'\{"GET", "/ogc/v1([^"]*)"', table)}
        self.assertEqual(patterns, set(document["paths"]))

    def test_parameters_are_declared_as_the_standard_asks(self):
        """The requirements that a checker of documents looks for (OGC 17-069r4, 7.15; 18-058r1, 6)."""
        parameters = document["components"]["parameters"]
        limit = parameters["limit"]["schema"]
        self.assertEqual((limit["type"], limit["minimum"], limit["maximum"], limit["default"]), ("integer", 1, 1000, 100))
        self.assertEqual((parameters["bbox"]["schema"]["type"], parameters["bbox"]["explode"]), ("array", False))
        self.assertEqual(parameters["datetime"]["schema"]["type"], "string")
        for name in ("crs", "bbox-crs"):
            schema = parameters[name]["schema"]
            self.assertEqual((schema["type"], schema["format"], schema["default"]), ("string", "uri", CRS84))
        asked = document["paths"]["/collections/{collectionId}/items"]["get"]
        names = {one["$ref"].rsplit("/", 1)[1] for one in asked["parameters"]}
        self.assertLessEqual({"limit", "bbox", "datetime", "crs", "bbox-crs"}, names)
        self.assertIn("400", asked["responses"])
        self.assertEqual(document["openapi"], "3.0.3")

    def test_it_conforms_to_core_geojson_openapi_and_systems_of_coordinates(self):
        self.assertEqual(sorted(get("/conformance")["conformsTo"]), [
            "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
            "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
            "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
            "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs"])  # fmt: skip


class Links(unittest.TestCase):
    def test_every_link_leads_to_what_it_says(self):
        seen, todo = {}, [("", "application/json")]
        while todo:
            path, mime = todo.pop()
            if path in seen:
                continue
            reply = server.ask(path if path.startswith("/api/") else BASE + path)
            self.assertEqual((reply.status, reply.headers["Content-Type"]), (200, mime), path)
            seen[path] = json.loads(reply.body)
            below = [seen[path], *seen[path].get("collections", []), *seen[path].get("features", [])]
            for one in (one for body in below for one in body.get("links", [])):
                self.assertTrue(one["href"].startswith(server.url), one)
                todo.append((one["href"].removeprefix(server.url).removeprefix(BASE), one["type"]))
        self.assertIn("/collections/gemeenten/items", seen)
        self.assertNotIn("/collections/buurten", seen, "buurten have no borders here")

    def test_an_indicator_that_is_chosen_at_the_door_stays_chosen(self):
        chosen = "?indicator=poh-ggz&periode=2024"
        collections = get(link(get(chosen), "data"))
        for one in collections["collections"]:
            feature = get(link(one, "items"))["features"][0]
            self.assertEqual((feature["properties"]["indicator"], feature["properties"]["periode"]), ("poh-ggz", "2024"))

    def test_pages_hold_every_area_once_forwards_and_backwards(self):
        whole = codes(items())
        for limit in (1, 2, 3, 50):
            seen, path = [], f"/collections/wijken/items?limit={limit}"
            while path:
                body, last = get(path), path
                self.assertEqual((body["numberReturned"], body["numberMatched"]), (len(body["features"]), len(whole)))
                seen += codes(body)
                path = link(body, "next")
            self.assertEqual(seen, whole, limit)
            back = []
            while last:
                body = get(last)
                back = codes(body) + back
                last = link(body, "prev")
            self.assertEqual(back, whole, limit)

    def test_the_header_holds_the_links_of_the_page(self):
        reply = server.ask(BASE + "/collections/wijken/items?limit=1&offset=1")
        body = json.loads(reply.body)
        told = dict(re.findall(r'<([^>]+)>; rel="(\w+)"', reply.headers["Link"]))
        self.assertEqual(told, {one["href"]: one["rel"] for one in body["links"]})
        self.assertEqual(set(told.values()), {"self", "collection", "prev", "next"})

    def test_links_begin_where_readers_find_the_server(self):
        with Server("--public-url", "https://wijkscan.example/twente") as other:
            body = json.loads(other.ask(BASE).body)
            self.assertTrue(all(one["href"].startswith("https://wijkscan.example/twente/ogc/v1") for one in body["links"]))
        with Server("--address", "0.0.0.0") as other:
            self.assertTrue(all(one["href"].startswith("/ogc/v1") for one in json.loads(other.ask(BASE).body)["links"]))


class Items(unittest.TestCase):
    def test_without_an_indicator_areas_say_what_they_are(self):
        body = get("/collections/wijken/items/WK015300")
        self.assertEqual(body["properties"], {
            "gebied": "WK015300", "gebiedsnaam": 'Wijk 00 \'t Súdelân "€" & <b>', "niveau": "wijk", "editie": 2022,
            "gemeente": "GM0153", "gemeentenaam": "Enschede"})  # fmt: skip
        self.assertEqual(body["geometry"]["type"], "Polygon")

    def test_figures_are_those_of_the_api(self):
        compared = 0
        for level, collection in (("gemeente", "gemeenten"), ("wijk", "wijken")):
            for indicator in json.loads(server.ask("/api/v1/indicatoren").body)["indicatoren"]:
                for series in (one for one in indicator["reeksen"] if one["niveau"] == level):
                    for period in series["perioden"]:
                        for breakdown in (one["id"] for one in indicator["uitsplitsingen"]):
                            compared += self.compare(indicator["id"], level, collection, period, breakdown)
        self.assertGreater(compared, 15)

    def compare(self, indicator, level, collection, period, breakdown):
        choice = f"?indicator={indicator}&periode={period}&uitsplitsing={quote(breakdown)}"
        shown = server.ask(f"/api/v1/waarden{choice}&niveau={level}")
        reply = server.ask(f"{BASE}/collections/{collection}/items{choice}")
        self.assertEqual(reply.status, shown.status, choice)
        if shown.status != 200:
            return 0
        screen = leaving.of_screen(json.loads(shown.body))
        for feature in json.loads(reply.body)["features"]:
            cells = feature["properties"]
            self.assertEqual((cells["waarde"], cells["onder"], cells["boven"], leaving.ON_SCREEN[cells["status"]]),
                             screen[breakdown, feature["id"], period])  # fmt: skip
            one = get(f"/collections/{collection}/items/{feature['id']}{choice}")
            self.assertEqual((one["properties"], one["geometry"]), (cells, feature["geometry"]))
        return len(json.loads(reply.body)["features"])

    def test_what_is_hidden_has_a_word_and_no_number(self):
        cells = get("/collections/wijken/items/WK015300?indicator=poh-ggz&periode=2024")["properties"]
        self.assertEqual((cells["status"], cells["waarde"], cells["onder"], cells["boven"], cells["verschil"]),
                         ("geheim", None, None, None, None))  # fmt: skip

    def test_the_latest_period_with_a_number_is_what_comes_when_none_is_asked(self):
        cells = get("/collections/wijken/items/WK014100?indicator=poh-ggz")["properties"]
        self.assertEqual((cells["periode"], cells["uitsplitsing"], cells["waarde"]), ("2024", "totaal", 4.2))

    def test_a_limit_over_the_most_is_the_most(self):
        self.assertEqual(codes(items("?limit=99999")), codes(items()))

    def test_coordinates_come_in_the_system_that_is_asked_for_and_say_so(self):
        for crs, first in ((CRS84, 6.6), (RD, 240000)):
            reply = server.ask(f"{BASE}/collections/gemeenten/items?crs={quote(crs)}")
            self.assertEqual(reply.headers["Content-Crs"], f"<{crs}>")
            x = json.loads(reply.body)["features"][0]["geometry"]["coordinates"][0][0][0]
            self.assertAlmostEqual(x, first, delta=0.1)
        self.assertEqual(server.ask(f"{BASE}/collections/gemeenten/items").headers["Content-Crs"], f"<{CRS84}>")

    def test_a_box_takes_what_touches_it_in_either_system(self):
        for box, wanted in (
            ("257000,471000,259000,471500", ["WK015300", "WK015302"]),  # over the border between them
            ("258000,470500,258000,470500", ["WK015300", "WK015302"]),  # a point on it
            ("256500,470500,257000,471000", ["WK015300"]),  # inside one
            ("241600,485600,241900,485900", []),  # in the hole of another
            ("241400,485600,241900,485900", ["WK014100"]),  # over the side of that hole
            ("244100,485100,244200,485200", ["WK014100"]),  # in its second part
            ("0,0,300000,700000", ["WK014100", "WK015300", "WK015302"]),
            ("0,0,1,1", []),
            ("256500,470500,-5,257000,471000,99", ["WK015300"]),  # heights do not count
        ):
            body = items(f"?bbox={box}&bbox-crs={quote(RD)}")
            self.assertEqual((codes(body), body["numberMatched"]), (wanted, len(wanted)), box)
        ring = get("/collections/wijken/items/WK015300")["geometry"]["coordinates"][0]
        west, south = ring[0]
        self.assertEqual(codes(items(f"?bbox={west + 0.001},{south + 0.001},{west + 0.002},{south + 0.002}")), ["WK015300"])
        self.assertEqual(codes(items(f"?bbox={west + 0.001},{south + 0.001},{west},{south + 0.002}")), ["WK015300", "WK015302"])

    def test_everything_that_is_wrong_is_told_at_once_with_what_there_is(self):
        for query, named in (
            ("limit=0&offset=-1&bbox=1,2,3&bbox-crs=x&crs=EPSG:4326&datetime=gisteren&indicator=nee&f=json",
             {"limit", "offset", "bbox", "bbox-crs", "crs", "datetime", "indicator", "f"}),
            ("bbox=1,2,3,1", {"bbox"}), ("bbox=1,2,3,4,5", {"bbox"}), ("bbox=a,b,c,d", {"bbox"}), ("bbox=", {"bbox"}),
            ("limit=1e3", {"limit"}), ("limit=99999999999999999999", {"limit"}), ("datetime=2024-01-01/", set()),
            ("datetime=/", set()), ("datetime=..", {"datetime"}), ("datetime=2024-01-01/2025-01-01/2026-01-01", {"datetime"}),
            ("periode=2024&uitsplitsing=x", {"periode", "uitsplitsing"}),
            ("indicator=poh-ggz&periode=1066&uitsplitsing=x", {"periode", "uitsplitsing"}), ("limit=1&limit=2", {"limit"}),
        ):  # fmt: skip
            reply = server.ask(f"{BASE}/collections/wijken/items?{query}")
            self.assertEqual(reply.status, 400 if named else 200, query)
            if named:
                self.assertEqual(reply.headers["Content-Type"], "application/problem+json")
                body = json.loads(reply.body)
                self.assertEqual(schemas.problems(document["components"]["schemas"]["Probleem"], body), [])
                self.assertEqual({one["location"] for one in body["errors"]}, named, query)
        body = get("/collections/wijken/items?indicator=poh-ggz&periode=1066", 400)
        self.assertIn("2023, 2024, 2025", body["errors"][0]["detail"])

    def test_what_does_not_exist_is_answered_by_what_does(self):
        for path in ("/collections/straten", "/collections/straten/items", "/collections/buurten", "/collections/straten/items/x"):
            self.assertIn("wel: gemeenten, wijken", get(path, 404)["detail"], path)
        self.assertIn("/ogc/v1/collections/wijken/items", get("/collections/wijken/items/WK999999", 404)["detail"])
        for path in ("/", "/collections/", "/collections/wijken/", "/collections/wijken/items/"):
            self.assertEqual(server.ask(BASE + path).status, 404, path)

    def test_replies_are_kept_and_known_again(self):
        path = BASE + "/collections/wijken/items?indicator=poh-ggz"
        reply = server.ask(path)
        self.assertEqual(reply.headers["Cache-Control"], "public, max-age=300")
        self.assertEqual(reply.headers["Access-Control-Allow-Origin"], "*")
        again = server.ask(path, headers={"If-None-Match": reply.headers["ETag"]})
        self.assertEqual((again.status, again.body), (304, b""))
        self.assertEqual(server.ask(path).body, reply.body)
        self.assertEqual(server.ask(path, "POST").status, 405)


if __name__ == "__main__":
    tap.main()
