"""The map of the demo leaves the house: GDAL reads it, and it holds the numbers of the screen.

GDAL's readers stand in for those who open these files: QGIS and R read with them.

SPDX-License-Identifier: EUPL-1.2
"""

import json
import math
import shutil
import subprocess
import unittest

import leaves
import tap
import workshop

import leaving

LEVELS = {"gemeente": "gemeenten", "wijk": "wijken", "buurt": "buurten"}
needs_gdal = unittest.skipUnless(shutil.which("ogr2ogr"), "no GDAL programs (Debian: gdal-bin)")


def gdal(*words):
    """What a program of GDAL says; nothing it complains of is fine."""
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=120)
    if done.returncode != 0 or "Warning" in done.stderr or "ERROR" in done.stderr:
        raise AssertionError(f"{words}: {done.returncode}: {done.stderr[:500]}")
    return done.stdout


def rings_of(geometry):
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [ring for polygon in polygons for ring in polygon], [polygon[0] for polygon in polygons]


def is_against_the_clock(ring):
    x, y = ring[0]
    return sum((a[0] - x) * (b[1] - y) - (b[0] - x) * (a[1] - y) for a, b in zip(ring, ring[1:], strict=False)) > 0


def geojson_problems(body):
    """What is not as RFC 7946 says."""
    found = [] if body["type"] == "FeatureCollection" and "crs" not in body else ["no collection, or a crs"]
    for feature in body["features"]:
        rings, outsides = rings_of(feature["geometry"])
        code = feature["id"]
        found += [f"{code}: a ring is open" for ring in rings if ring[0] != ring[-1] or len(ring) < 4]
        found += [f"{code}: an outside runs with the clock" for ring in outsides if not is_against_the_clock(ring)]
        found += [f"{code}: {count} rings that run against the clock"
                  for count in [sum(map(is_against_the_clock, rings))] if count != len(outsides)]
        found += [f"{code}: not in the Netherlands" for ring in rings for x, y in ring if not (3 < x < 7.5 and 50 < y < 54)]
    if len({feature["id"] for feature in body["features"]}) != len(body["features"]):
        found.append("an id stands twice")
    return found[:10]


def farthest_m(one, other):
    """The largest distance between points of two geometries that have the same points, in metres."""
    a, b = ([point for ring in rings_of(geometry)[0] for point in ring] for geometry in (one, other))
    if len(a) != len(b):
        return math.inf
    return max(math.hypot((x - u) * 111_320 * math.cos(math.radians(y)), (y - v) * 111_320)
               for (x, y), (u, v) in zip(a, b, strict=True))


def same_cells(ours, theirs):
    """GDAL writes numbers with fifteen digits."""
    return ours.keys() == theirs.keys() and all(
        math.isclose(a, b, rel_tol=1e-14) if isinstance(a, int | float) and isinstance(b, int | float) else a == b
        for a, b in ((ours[name], theirs[name]) for name in ours)
    )


def setUpModule():
    """One demo for all."""
    demo = Features.workspace = workshop.Workspace()
    demo.copy_demo("0.05")
    Features.server = leaves.http_server.Server(picture=str(demo.picture))
    Features.indicators = json.loads(Features.server.ask("/api/v1/indicatoren").body)["indicatoren"]


def tearDownModule():
    Features.server.__exit__()
    Features.workspace.close()


class Features(unittest.TestCase):
    seen = {}

    def screen(self, indicator, level, period, breakdown):
        """{area: (value, lower, upper, status)} as the screen has them."""
        reply = self.server.ask(leaves.query("/waarden", indicator=indicator, niveau=level, periode=period, uitsplitsing=breakdown))
        self.assertEqual(reply.status, 200, reply.body[:300])
        return {key[1]: cells for key, cells in leaving.of_screen(json.loads(reply.body)).items()}

    def export(self, *words):
        return json.loads(self.workspace.must("export", "map", *words))


class GeoJson(Features):
    def test_every_level_is_as_rfc_7946_says(self):
        for level, name in LEVELS.items():
            body = self.export("--level", level)
            self.assertEqual(geojson_problems(body), [], level)
            self.assertEqual(body["name"], name)
            self.assertTrue(body["verzonnen"])
            drawn = json.loads(self.server.ask(f"/api/v1/kaarten/{level}").body)["objects"]["gebieden"]["geometries"]
            self.assertEqual([feature["id"] for feature in body["features"]], sorted(one["id"] for one in drawn))

    def test_the_numbers_are_those_of_the_screen(self):
        compared = hidden = 0
        for level in LEVELS:
            for feature in self.export("--level", level)["features"]:
                cells = feature["properties"]
                for one in self.indicators:
                    name, period = one["id"], cells.get(one["id"] + "_periode")
                    if period is None:
                        continue
                    key = (name, level, period)
                    if key not in self.seen:
                        self.seen[key] = self.screen(name, level, period, None)
                    value, _, _, status = self.seen[key][feature["id"]]
                    self.assertEqual((cells[name], leaving.ON_SCREEN[cells[name + "_status"]]), (value, status), (key, feature["id"]))
                    compared += 1
                    hidden += status == "hidden"
        self.assertGreater(compared, 5_000)
        self.assertGreater(hidden, 10)

    def test_one_indicator_tells_all_that_the_screen_tells(self):
        body = self.export("--indicator", "poh-ggz", "--level", "wijk", "--period", "2023", "--breakdown", "18-64")
        shown = self.screen("poh-ggz", "wijk", "2023", "18-64")
        for feature in body["features"]:
            cells = feature["properties"]
            self.assertEqual((cells["waarde"], cells["onder"], cells["boven"], leaving.ON_SCREEN[cells["status"]]), shown[feature["id"]])
        self.assertIn("Gebruik POH-GGZ", body["titel"])
        self.assertIn("verzonnen", body["titel"])
        self.assertTrue(any("geheim" in note for note in body["toelichting"]))
        self.assertTrue(body["bronnen"])

    def test_what_does_not_exist_is_answered_by_what_does(self):
        for words, said in (
            (["--level", "straat"], "there are: gemeente, wijk, buurt"),
            (["--indicator", "nergens"], "there are: "),
            (["--indicator", "poh-ggz", "--period", "1066", "--breakdown", "x"], "no --period 1066 (there are: 2020, "),
            (["--period", "2024"], "name it with --indicator"),
            (["--format", "shp"], "geojson, gpkg"),
            (["--format", "gpkg"], "--out"),
        ):
            done = self.workspace.run("export", "map", *words)
            self.assertNotEqual(done.code, 0, words)
            self.assertIn(said, done.err)
            self.assertEqual(done.out, "")

    @needs_gdal
    def test_gdal_reads_it(self):
        path = self.workspace.folder / "buurten.geojson"
        self.workspace.must("export", "map", "--level", "buurt", "--out", path, "--quiet")
        said = json.loads(gdal("ogr2ogr", "-f", "GeoJSON", "/vsistdout/", str(path)))
        self.assertEqual(len(said["features"]), len(json.loads(path.read_text())["features"]))


class GeoPackage(Features):
    @classmethod
    def setUpClass(cls):
        cls.path = cls.workspace.folder / "kaart.gpkg"
        cls.workspace.must("export", "map", "--format", "gpkg", "--out", cls.path, "--quiet")

    def test_the_same_release_gives_the_same_bytes(self):
        other = self.workspace.folder / "nog-eens.gpkg"
        self.workspace.must("export", "map", "--format", "gpkg", "--out", other, "--quiet")
        self.assertEqual(self.path.read_bytes(), other.read_bytes())

    def test_a_file_that_is_there_stays(self):
        before = self.path.read_bytes()
        done = self.workspace.run("export", "map", "--format", "gpkg", "--out", self.path)
        self.assertNotEqual(done.code, 0)
        self.assertIn("is there already", done.err)
        self.assertEqual(self.path.read_bytes(), before)

    @needs_gdal
    def test_gdal_finds_a_layer_a_level_in_rd_new(self):
        said = gdal("ogrinfo", "-al", "-so", str(self.path))
        for level, name in LEVELS.items():
            self.assertIn(f"Layer name: {name}\n", said, level)
        self.assertEqual(said.count('ID["EPSG",28992]'), 3)
        self.assertEqual(said.count("Geometry: Multi Polygon"), 3)
        self.assertIn("Verzonnen cijfers", said)

    @needs_gdal
    def test_borders_and_numbers_are_those_of_the_geojson(self):
        """PROJ finds its own way to degrees here, with other rounding than ours."""
        for level, name in LEVELS.items():
            said = json.loads(gdal("ogr2ogr", "-f", "GeoJSON", "-t_srs", "EPSG:4326", "-lco", "COORDINATE_PRECISION=9",
                                   "/vsistdout/", str(self.path), name))  # fmt: skip
            body = self.export("--level", level)
            self.assertEqual(len(said["features"]), len(body["features"]))
            for ours, theirs in zip(body["features"], said["features"], strict=True):
                self.assertEqual(ours["id"], theirs["properties"]["gebied"])
                self.assertLess(farthest_m(ours["geometry"], theirs["geometry"]), 0.5)
                self.assertTrue(same_cells(ours["properties"], theirs["properties"]), (ours["properties"], theirs["properties"]))


class Ogc(Features):
    """GDAL's driver stands in for QGIS, which speaks the same protocol."""

    def open(self, query=""):
        return f"OAPIF:{self.server.url}/ogc/v1{query}"

    @needs_gdal
    def test_gdal_finds_the_layers(self):
        said = gdal("ogrinfo", self.open())
        for name in LEVELS.values():
            self.assertIn(f": {name} (title: {name.capitalize()}) (Polygon)", said)

    @needs_gdal
    def test_gdal_reads_every_page_of_the_map_that_we_export(self):
        for level, name in (("gemeente", "gemeenten"), ("wijk", "wijken")):
            said = json.loads(gdal("ogr2ogr", "-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=9", "-oo", "PAGE_SIZE=50", "/vsistdout/",
                                   self.open("?indicator=poh-ggz&periode=2023"), name))  # fmt: skip
            body = self.export("--level", level)
            self.assertEqual(len(said["features"]), len(body["features"]), level)
            shown = self.screen("poh-ggz", level, "2023", None)
            for ours, theirs in zip(body["features"], said["features"], strict=True):
                cells = theirs["properties"]
                self.assertEqual(ours["id"], cells["gebied"])
                self.assertLess(farthest_m(ours["geometry"], theirs["geometry"]), 0.1)
                value, _, _, status = shown[ours["id"]]
                self.assertEqual(leaving.ON_SCREEN[cells["status"]], status)
                self.assertTrue(same_cells({"n": value}, {"n": cells["waarde"]}))

    @needs_gdal
    def test_gdal_asks_for_a_part_of_the_map(self):
        part = gdal("ogrinfo", "-q", self.open(), "wijken", "-spat", "6.8", "52.2", "6.9", "52.25").count("OGRFeature(")
        self.assertTrue(0 < part < 60, part)


tap.main()
