"""The demo as a site of plain files: every reply of the server in its place, the same bytes, all of it or nothing.

SPDX-License-Identifier: EUPL-1.2
"""

import functools
import hashlib
import http.client
import http.server
import json
import re
import threading
import unittest
import urllib.parse

import leaves
import tap
import workshop


def plain(word):
    """What stood there before it became the name of a file."""
    return re.sub(rb"_([0-9A-F]{2})", lambda found: bytes([int(found[1], 16)]), word.encode()).decode()


def request_of(path):
    """The request to /api/v1 whose reply stands in a file: the other way round than the program and the pages go."""
    parts = path.removesuffix(".json").split("/")
    lengths = {"kaarten": 2, "profielen": 2, "overzichten": 2, "uitgaven": 3}
    n = lengths.get(parts[0], 1)
    pairs = [(plain(name), plain(value)) for name, value in zip(parts[n::2], parts[n + 1::2], strict=True)]
    return "/api/v1/" + "/".join(parts[:n]) + ("?" + urllib.parse.urlencode(pairs) if pairs else "")


def hash_of(folder):
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            total.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes())
    return total.hexdigest()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@unittest.skipUnless((workshop.SOURCE / "web/dist/index.html").exists(), "no pages were built (web/build.sh)")
class Site(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.workspace = workshop.Workspace()
        cls.workspace.copy_demo("0.05")
        cls.site = cls.workspace.folder / "openbaar"
        cls.site.mkdir()  # an empty folder is filled
        cls.workspace.must("export", "site", "--out", cls.site, "--quiet")
        cls.server = leaves.http_server.Server(picture=str(cls.workspace.picture))

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()
        cls.workspace.close()

    def replies(self):
        """(path below api/v1, path of the file) of every reply but origins."""
        for path in sorted((self.site / "api/v1").rglob("*.json")):
            inside = str(path.relative_to(self.site / "api/v1"))
            if not inside.startswith("herkomst/"):
                yield inside, path

    def test_every_reply_has_the_bytes_of_the_server(self):
        link = self.server.connect()
        n = 0
        for inside, path in self.replies():
            reply = self.server.ask(request_of(inside), connection=link)
            self.assertEqual((reply.status, reply.body), (200, path.read_bytes()), inside)
            n += 1
        link.close()
        self.assertGreater(n, 2000)

    def test_every_reply_that_a_page_can_ask_for_is_there(self):
        have = {request_of(inside) for inside, _ in self.replies()}
        indicators = json.loads(self.server.ask("/api/v1/indicatoren").body)["indicatoren"]
        areas = [area["code"] for area in json.loads(self.server.ask("/api/v1/gebieden").body)["gebieden"]]
        wanted = {f"/api/v1/{name}" for name in ("release", "indicatoren", "gebieden", "signalen", "privacypoort")}
        wanted |= {f"/api/v1/kaarten/{level}" for level in ("gemeente", "wijk", "buurt")}
        wanted |= {f"/api/v1/profielen/{area}" for area in areas}
        wanted |= {f"/api/v1/overzichten/{level}{of}" for level in ("gemeente", "wijk", "buurt")
                   for of in ["", *(f"?gemeente={area}" for area in areas if area.startswith("GM"))]}  # fmt: skip
        wanted |= {f"/api/v1/uitgaven/{one['id']}/wijzigingen"
                   for one in json.loads(self.server.ask("/api/v1/privacypoort").body)["uitgaven"]}  # fmt: skip
        wanted |= {"/api/v1/verschillen", *(leaves.query("/verschillen", indicator=one["id"]) for one in indicators)}
        wanted |= {path for path in leaves.series_of(indicators) if self.server.ask(path).status == 200}
        self.assertEqual({path for path in have if "taal=" not in path}, wanted)
        for path in wanted:
            has_english = not re.match(r"/api/v1/(release|gebieden|privacypoort|kaarten|uitgaven)", path)
            pairs = sorted([*urllib.parse.parse_qsl(path.partition("?")[2]), ("taal", "en")])
            self.assertEqual(path.partition("?")[0] + "?" + urllib.parse.urlencode(pairs) in have, has_english, path)

    def test_origins_are_those_of_the_server(self):
        asked = 0
        for path in sorted((self.site / "api/v1/herkomst").rglob("*.json"))[::40]:
            parts = [plain(part) for part in str(path.relative_to(self.site / "api/v1/herkomst")).removesuffix(".json").split("/")]
            choice = dict(zip(parts[::2], parts[1::2], strict=True))
            choice.pop("niveau")
            for area, origin in list(json.loads(path.read_text()).items())[::25]:
                reply = self.server.ask(leaves.query("/herkomst", gebied=area, **choice))
                self.assertEqual(json.loads(reply.body) if reply.status == 200 else None, origin, (area, choice))
                asked += 1
        self.assertGreater(asked, 60)

    def test_every_page_of_the_server_has_a_document(self):
        indicators = [one["id"] for one in json.loads(self.server.ask("/api/v1/indicatoren").body)["indicatoren"]]
        areas = [one["code"] for one in json.loads(self.server.ask("/api/v1/gebieden").body)["gebieden"]]
        table = (workshop.SOURCE / "src/public/serve/routes.c").read_text(encoding="utf-8")
        wanted = {"404.html"}
        for pattern in re.findall(r'\{"GET", "([^"]+)", wks_get_page', table):
            for code in areas if "{code}" in pattern else indicators if "{id}" in pattern else [""]:
                page = pattern.replace("{code}", code).replace("{id}", code).strip("/")
                wanted.add(f"{page}/index.html".lstrip("/"))
        found = {str(path.relative_to(self.site)) for path in self.site.rglob("*.html")}
        self.assertEqual(found, wanted)
        for path in ("index.html", "en/index.html", "en/kaart/index.html"):
            text = (self.site / path).read_text()
            self.assertIn("<html data-static lang=" + ('"en"' if path.startswith("en") else '"nl"'), text)
            self.assertIn("default-src 'self'", text)
            self.assertNotIn("/api/", text)

    def test_a_plain_server_of_files_shows_it(self):
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(self.site))) as host:
            threading.Thread(target=host.serve_forever, daemon=True).start()
            link = http.client.HTTPConnection("127.0.0.1", host.server_address[1], timeout=20)
            for path, kind in (("/", "text/html"), ("/en/", "text/html"), ("/gebied/GM0153/", "text/html"), ("/assets/app.js", "javascript"),
                               ("/api/v1/release.json", "application/json"), ("/bestanden/poh-ggz.csv", "text/csv")):  # fmt: skip
                link.request("GET", path)
                reply = link.getresponse()
                reply.read()
                self.assertEqual(reply.status, 200, path)
                self.assertIn(kind, reply.headers["Content-Type"], path)
            host.shutdown()

    def test_figures_to_take_along_are_those_of_the_api(self):
        for form, ending in (("csv", ".csv"), ("csv-nl", "_excel.csv"), ("json-stat", ".json"), ("xlsx", ".xlsx")):
            for indicator in ("poh-ggz", "inwoners"):
                reply = self.server.ask(f"/api/v1/indicatoren/{indicator}/waarden?opmaak={form}")
                self.assertEqual(reply.body, (self.site / f"bestanden/{indicator}{ending}").read_bytes())

    def test_differences_to_take_along_are_those_of_the_api(self):
        for form, ending in (("csv", ".csv"), ("csv-nl", "_excel.csv"), ("json-stat", ".json"), ("xlsx", ".xlsx")):
            reply = self.server.ask(f"/api/v1/verschillen?opmaak={form}")
            self.assertEqual(reply.body, (self.site / f"bestanden/verschillen_alle{ending}").read_bytes(), form)

    def test_a_theme_is_in_every_document_and_a_bad_one_makes_no_site(self):
        theme = self.workspace.folder / "thema.css"
        themed = self.workspace.folder / "eigen"
        theme.write_text(":root { --wks-basis-color-accent-bg-default: #7a1f3d; }\n")
        self.workspace.must("export", "site", "--out", themed, "--theme", theme, "--quiet")
        self.assertEqual((themed / "assets/thema.css").read_text(), ":root{--wks-basis-color-accent-bg-default:#7a1f3d;}\n")
        for path in themed.rglob("*.html"):
            text = path.read_text()
            self.assertIn("<html data-static data-light lang=", text, path)
            sheet = text.index('<link rel="stylesheet" href="/assets/thema.css" />')
            self.assertLess(text.index("/assets/app.css"), sheet)
            self.assertLess(sheet, text.index("</head>"))
        for path in self.site.rglob("*.html"):
            self.assertNotIn("thema.css", path.read_text(), path)
        theme.write_text(":root { --wks-basis-color-accent-bg-default: url(https://elders.example); }\n")
        done = self.workspace.run("export", "site", "--out", self.workspace.folder / "fout", "--theme", theme)
        self.assertNotEqual(done.code, 0)
        self.assertIn("thema.css, line 1", done.err)
        self.assertFalse((self.workspace.folder / "fout").exists())

    def test_no_file_of_it_holds_a_hidden_number(self):
        for path in (self.site / "bestanden").glob("*.csv"):
            for line in path.read_text(encoding="utf-8-sig").splitlines():
                if ",geheim," in line or ";geheim;" in line:
                    self.assertRegex(line, r"[,;]\d{4}(,,,,|;;;;)geheim")

    def test_the_same_release_gives_the_same_bytes_in_place_of_the_old_site(self):
        before = hash_of(self.site)
        (self.site / "oud.txt").write_text("van een vorige keer")
        self.workspace.must("export", "site", "--out", self.site, "--quiet")
        self.assertEqual(hash_of(self.site), before)
        self.assertEqual([path.name for path in self.workspace.folder.iterdir() if path.name.startswith(("openbaar.", ".openbaar"))], [])

    def test_a_folder_of_somebody_else_is_left_alone(self):
        other = self.workspace.folder / "brieven"
        other.mkdir()
        (other / "brief.txt").write_text("lief")
        done = self.workspace.run("export", "site", "--out", other)
        self.assertNotEqual(done.code, 0)
        self.assertIn("name another folder", done.err)
        self.assertEqual([path.name for path in other.iterdir()], ["brief.txt"])
        done = self.workspace.run("export", "site", "--out", self.workspace.folder / "wijkscan.yaml")
        self.assertNotEqual(done.code, 0)
        done = self.workspace.run("export", "site")
        self.assertIn("--out", done.err)


if __name__ == "__main__":
    tap.main()
