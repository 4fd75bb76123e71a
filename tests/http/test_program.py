#!/usr/bin/env python3
"""test_program.py - wijkscand as a program: start, stop, new releases, pages from a folder, and what goes wrong.

SPDX-License-Identifier: EUPL-1.2
"""

import json
import os
import pathlib
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import unittest

from server import SOURCE, DECODERS, NEXT_RELEASE, VERIFIER, Server, make_picture, run_briefly

import tap

DUTCH = {"WIJKSCAN_LANG": "nl"}
ENGLISH = {"WIJKSCAN_LANG": "en"}


def wait_for(what, seconds=10):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if what():
            return True
        time.sleep(0.05)
    return False


def release_of(server):
    return json.loads(server.ask("/healthz").body)["release"]


class Program(unittest.TestCase):
    def setUp(self):
        self.box = tempfile.TemporaryDirectory(prefix="wijkscan-program-")
        self.folder = pathlib.Path(self.box.name)
        self.picture = str(self.folder / "picture.db")

    def tearDown(self):
        self.box.cleanup()

    def refuses(self, arguments, *words, code=1, environment=None):
        status, out, text = run_briefly(*arguments, environment=environment or ENGLISH)
        self.assertEqual(status, code, text)
        self.assertEqual(out, "")
        self.assertEqual(text.count("\n"), 1, text)
        for word in words:
            self.assertIn(word, text)

    def test_help_is_dutch_and_english(self):
        for environment, word in ((DUTCH, "gebruik:"), (ENGLISH, "usage:")):
            status, out, _ = run_briefly("--help", environment=environment)
            self.assertEqual(status, 0)
            for flag in ("--picture", "--key", "--port", "--address", "--web-dir", "--theme", "--threads", "--behind-tls", "--quiet"):
                self.assertIn(flag, out)
            self.assertIn(word, out)

    def test_wrong_flags_are_named(self):
        picture = make_picture(self.picture)
        self.refuses([], "--picture", code=2)
        self.refuses(["--picture"], "--picture", code=2)
        self.refuses(["--verzonnen", "--picture", picture], "--verzonnen", code=2)
        self.refuses(["--picture", picture, "extra"], "extra", code=2)
        self.refuses(["--picture", picture, "--port", "70000"], "--port", "70000", code=2)
        self.refuses(["--picture", picture, "--port", "acht"], "--port", "acht", code=2)
        self.refuses(["--picture", picture, "--threads", "0"], "--threads", code=2)
        self.refuses(["--picture", picture, "--port", "0", "--address", "straat"], "--address", "straat")
        self.refuses(["--picture", picture, "--port", "0", "--address", "203.0.113.7"], "--address", "203.0.113.7")
        self.refuses(["--picture", picture, "--port", "0", "--web-dir", "/bestaat/niet"], "--web-dir", "/bestaat/niet")

    def test_a_missing_picture_is_named_with_what_makes_it(self):
        self.refuses(["--port", "0", "--picture", self.picture], self.picture, "wijkscan build")
        self.refuses(["--port", "0", "--picture", self.picture], self.picture, "dit bestand is er niet", environment=DUTCH)

    def test_what_is_no_picture_is_refused(self):
        make_picture(self.picture)
        whole = pathlib.Path(self.picture).read_bytes()
        other = self.folder / "other.db"
        store = sqlite3.connect(other)
        store.execute("CREATE TABLE iets (a)")
        store.commit()
        store.close()
        for content in (b"dit is geen database, maar een brief\n" * 100, whole[:len(whole) // 2], whole[:100], b"", other.read_bytes()):
            pathlib.Path(self.picture).write_bytes(content)
            self.refuses(["--port", "0", "--picture", self.picture], "picture.db")

    def test_a_folder_is_no_picture(self):
        self.refuses(["--port", "0", "--picture", str(self.folder)], str(self.folder))

    def test_a_picture_without_a_release_says_what_to_do(self):
        make_picture(self.picture)
        store = sqlite3.connect(self.picture)
        store.executescript("DROP TRIGGER release_stays; DELETE FROM release;")
        store.close()
        self.refuses(["--port", "0", "--picture", self.picture], "wijkscan build")

    def test_a_release_that_the_verifier_did_not_sign_is_not_shown(self):
        start = ["--port", "0", "--picture", self.picture]
        picture = make_picture(self.picture)
        whole = pathlib.Path(picture).read_bytes()
        changes = [
            "DROP TRIGGER value_is_kept; UPDATE value SET value = 3.1, status = 'ok' WHERE status = 'hidden';",
            "DROP TRIGGER area_is_kept; UPDATE area SET name = 'Elders' WHERE number = 5;",
            "DROP TRIGGER release_is_kept; UPDATE release SET is_invented = 0;",
            "DROP TRIGGER delivery_stays; DELETE FROM delivery WHERE number = 3;",
            "INSERT INTO gate_rule VALUES (1, 3, 'Alles mag.', 'Everything goes.');",
            "DROP TRIGGER seal_stays; DELETE FROM seal;",
            "DROP TRIGGER seal_is_kept; UPDATE seal SET signature = replace(signature, '0', '1');",
            "DROP TRIGGER seal_is_kept; UPDATE seal SET statement = replace(statement, '2026', '2027');",
        ]
        for statements in changes:
            pathlib.Path(picture).write_bytes(whole)
            store = sqlite3.connect(picture)
            store.executescript(statements)
            store.close()
            self.refuses(start, "verifier", environment=ENGLISH)
            self.refuses(start, "controleur", environment=DUTCH)
        pathlib.Path(picture).write_bytes(whole)
        with Server(picture=picture) as server:  # the control
            self.assertEqual(server.ask("/healthz").status, 200)

    def test_only_the_key_that_it_was_given_counts(self):
        picture = make_picture(self.picture)
        stranger = self.folder / "ander.pub"
        stranger.write_text("ab" * 32 + "\n")
        self.refuses(["--port", "0", "--picture", picture, "--key", str(stranger)], "verifier", environment=ENGLISH)
        stranger.write_text("geen sleutel\n")
        self.refuses(["--port", "0", "--picture", picture, "--key", str(stranger)], "ander.pub", "64", environment=ENGLISH)
        os.rename(picture + ".pub", self.folder / "elders.pub")
        self.refuses(["--port", "0", "--picture", picture], "picture.db.pub", environment=ENGLISH)
        with Server("--key", str(self.folder / "elders.pub"), picture=picture) as server:
            self.assertEqual(server.ask("/healthz").status, 200)

    def test_a_port_in_use_is_named_with_what_to_do(self):
        with Server() as first:
            self.refuses(["--port", str(first.port), "--picture", first.picture], str(first.port), "--port")
            self.refuses(["--port", str(first.port), "--picture", first.picture], str(first.port), "al in gebruik", environment=DUTCH)

    def test_it_starts_again_at_once_on_the_same_port(self):
        with Server() as first:
            first.ask("/healthz")
            port = first.port
        with Server("--port", str(port)) as second:
            self.assertEqual(second.ask("/healthz").status, 200)

    def test_sigterm_and_sigint_stop_it_within_two_seconds(self):
        for how in (signal.SIGTERM, signal.SIGINT):
            with Server() as server:
                idle = socket.create_connection(("127.0.0.1", server.port))
                half = socket.create_connection(("127.0.0.1", server.port))
                half.sendall(b"GET /healthz HT")
                server.ask("/healthz")
                self.assertLess(server.stop(how), 2)
                self.assertEqual(server.process.returncode, 0)
                self.assertEqual(server.process.stderr.read(), "")
                idle.close()
                half.close()

    def test_a_reply_that_is_on_its_way_goes_out_before_the_stop(self):
        large = "UPDATE_MAP"
        picture = make_picture(self.picture)
        store = sqlite3.connect(picture)
        large = json.dumps({"type": "Topology", "vulling": "x" * 20_000_000})
        store.executescript("DROP TRIGGER seal_stays; DELETE FROM seal;")
        store.execute("INSERT INTO map VALUES (1, 'buurt', 2020, ?)", (large,))
        store.commit()
        store.close()
        VERIFIER.seal(picture)
        with Server(picture=picture) as server:
            link = socket.create_connection(("127.0.0.1", server.port), timeout=20)
            link.sendall(b"GET /api/v1/kaarten/buurt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            got = link.recv(1000)
            stopping = threading.Thread(target=server.stop)
            stopping.start()
            while chunk := link.recv(1 << 20):
                got += chunk
            stopping.join()
            self.assertEqual(len(got.split(b"\r\n\r\n", 1)[1]), len(large))

    def test_it_works_with_one_thread_and_with_many(self):
        for n in ("1", "2", "8"):
            with Server("--threads", n) as server:
                self.assertEqual(server.ask("/api/v1/gebieden").status, 200)

    def test_it_listens_on_ipv6(self):
        if not socket.has_ipv6 or not pathlib.Path("/proc/net/if_inet6").exists():
            self.skipTest("no IPv6 here")
        with Server("--address", "::1") as server:
            self.assertTrue(server.url.startswith("http://[::1]:"))
            with socket.create_connection(("::1", server.port), timeout=20) as link:
                link.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                self.assertIn(b" 200 ", link.recv(4096))

    def test_behind_tls_browsers_are_told_to_stay_there(self):
        with Server("--behind-tls") as server:
            self.assertEqual(server.ask("/healthz").headers["Strict-Transport-Security"], "max-age=31536000")

    # ---- new releases

    def test_a_new_release_in_the_file_is_taken_up(self):
        with Server() as server:
            old = server.ask("/api/v1/gebieden").headers["ETag"]
            store = sqlite3.connect(server.picture)
            store.executescript(NEXT_RELEASE)
            store.close()
            VERIFIER.seal(server.picture)
            self.assertTrue(wait_for(lambda: release_of(server) == "ffffffffffffffff"))
            fresh = server.ask("/api/v1/gebieden", headers={"If-None-Match": old})
            self.assertEqual(fresh.status, 200)
            self.assertEqual([a["code"] for a in json.loads(fresh.body)["gebieden"]], ["NL00", "WK015399"])
            self.assertIs(json.loads(server.ask("/api/v1/release").body)["verzonnen"], False)
            gate = json.loads(server.ask("/api/v1/privacypoort").body)
            self.assertEqual([(u["nummer"], u["verzegeld"], u["sleutel"], u["grootboek"]) for u in gate["uitgaven"]],
                             [(2, True, VERIFIER.public[:16], 7), (1, True, VERIFIER.public[:16], 7)])
            self.assertEqual((gate["regels"], gate["tabellen"]), ([], []))
            self.assertEqual(server.ask("/api/v1/profielen/WK015300").status, 404)

    def test_a_file_that_is_replaced_is_taken_up(self):
        with Server() as server:
            other = make_picture(self.picture, NEXT_RELEASE)
            os.replace(shutil.copy(other, server.picture + ".new"), server.picture)
            self.assertTrue(wait_for(lambda: release_of(server) == "ffffffffffffffff"))

    def test_readers_never_see_a_mix_of_two_releases(self):
        with Server() as server:
            seen, stop = set(), threading.Event()

            def read():
                while not stop.is_set():
                    reply = server.ask("/api/v1/gebieden")
                    seen.add((reply.status, reply.headers["ETag"], reply.body))

            readers = [threading.Thread(target=read) for _ in range(8)]
            for reader in readers:
                reader.start()
            time.sleep(0.3)
            store = sqlite3.connect(server.picture)
            store.executescript(NEXT_RELEASE)
            store.close()
            VERIFIER.seal(server.picture)
            self.assertTrue(wait_for(lambda: release_of(server) == "ffffffffffffffff"))
            time.sleep(0.3)
            stop.set()
            for reader in readers:
                reader.join()
            self.assertEqual(len(seen), 2)
            self.assertEqual({status for status, _, _ in seen}, {200})

    def test_a_damaged_or_vanished_file_leaves_the_open_release_standing(self):
        with Server(environment=ENGLISH) as server:
            # rendered already, and rendered only now: both still there
            self.assertEqual(server.ask("/api/v1/gebieden").status, 200)
            pathlib.Path(server.picture + ".new").write_bytes(b"geen database" * 1000)
            os.replace(server.picture + ".new", server.picture)
            time.sleep(2.5)
            self.assertEqual(release_of(server), "00c0ffee00c0ffee")
            self.assertEqual(server.ask("/api/v1/profielen/WK015300").status, 200)
            os.remove(server.picture)
            time.sleep(1.5)
            self.assertEqual(server.ask("/api/v1/profielen/WK014100").status, 200)
            server.stop()
            said = server.process.stderr.read()
            self.assertEqual(said.count("the release that was open stays"), 1, said)

    def cut_off_a_writer(self, picture):
        """A writer that dies halfway, with part of its work in the file and the rest in the journal."""
        code = f"""
import os, signal, sqlite3
store = sqlite3.connect({picture!r}, isolation_level=None)
store.execute("PRAGMA cache_size = 1")
store.execute("BEGIN")
store.execute("INSERT INTO release VALUES (2, 'ffffffffffffffff', '2026-12-01', 0, NULL, 'Half', 'x')")
for n in range(2000):
    store.execute("INSERT INTO area VALUES (2, ?, ?, 'buurt', ?, NULL, '2024', 0)", (n, f"BU{{n:08}}", "x" * 500))
os.kill(os.getpid(), signal.SIGKILL)
"""
        subprocess.run([sys.executable, "-c", code])
        self.assertTrue(os.path.getsize(picture + "-journal") > 0)
        with self.assertRaises(sqlite3.OperationalError, msg="the test makes what it says: a journal that blocks readers"):
            sqlite3.connect(f"file:{picture}?mode=ro", uri=True).execute("SELECT count(*) FROM release").fetchall()

    def test_it_starts_after_a_writer_was_killed(self):
        picture = make_picture(self.picture)
        self.cut_off_a_writer(picture)
        with Server(picture=picture) as server:
            self.assertEqual(release_of(server), "00c0ffee00c0ffee")
            self.assertEqual(len(json.loads(server.ask("/api/v1/gebieden").body)["gebieden"]), 11)

    def test_it_goes_on_when_a_writer_is_killed(self):
        with Server(environment=ENGLISH) as server:
            self.cut_off_a_writer(server.picture)
            self.assertTrue(wait_for(lambda: server.ask("/api/v1/profielen/WK015300").status == 200))
            self.assertEqual(release_of(server), "00c0ffee00c0ffee")
            store = sqlite3.connect(server.picture)
            store.executescript(NEXT_RELEASE)
            store.close()
            VERIFIER.seal(server.picture)
            self.assertTrue(wait_for(lambda: release_of(server) == "ffffffffffffffff"))

    # ---- pages

    def test_pages_come_from_a_folder_without_a_way_out(self):
        web = self.folder / "web"
        (web / "assets").mkdir(parents=True)
        (web / "index.html").write_text("<!doctype html><title>proef é</title>")
        (web / "assets" / "a.js").write_text("1")
        (web / ".geheim").write_text("geheim")
        (self.folder / "buiten.txt").write_text("geheim")
        (web / "link.txt").symlink_to(self.folder / "buiten.txt")
        (web / "assets" / "map").symlink_to(self.folder)
        with Server("--web-dir", str(web)) as server:
            for path in ("/", "/over", "/verschillen", "/signalen", "/privacypoort", "/uitleg", "/onderwerp/poh-ggz", "/gebied/WK015300"):
                reply = server.ask(path)
                self.assertEqual((reply.status, reply.headers["Content-Type"]), (200, "text/html; charset=utf-8"), path)
                self.assertEqual(reply.headers["Cache-Control"], "no-cache")
                self.assertEqual(server.ask(path, headers={"If-None-Match": reply.headers["ETag"]}).status, 304)
            self.assertEqual(server.ask("/assets/a.js").headers["Content-Type"], "text/javascript; charset=utf-8")
            (web / "assets" / "a.js").write_text("2")
            self.assertEqual(server.ask("/assets/a.js").body, b"2")
            for path in ("/../buiten.txt", "/assets/../../buiten.txt", "/%2e%2e/buiten.txt", "/assets/%2e%2e/%2e%2e/buiten.txt",
                         "/..%2fbuiten.txt", "/assets/..%2f..%2fbuiten.txt", "/.geheim", "/assets/../.geheim", "/link.txt",
                         "/assets/map/buiten.txt", "/assets", "/assets/", "/assets//a.js", "/%2fetc%2fpasswd",
                         "/assets/%2fetc%2fpasswd", "/assets/..%5c..%5cbuiten.txt", "/assets/a.js%00.html",
                         "/" + "../" * 40 + "etc/passwd"):
                answer = server.raw(b"GET " + path.encode() + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                self.assertIn(answer.split()[1], (b"404", b"400"), path)
                self.assertNotIn(b"geheim", answer)
                self.assertNotIn(b"root:", answer)

    def test_every_page_has_an_english_one_below_en(self):
        web = self.folder / "web"
        (web / "en").mkdir(parents=True)
        (web / "index.html").write_text("Nederlands")
        (web / "en" / "index.html").write_text("English")
        routes = (SOURCE / "src/public/serve/routes.c").read_text()
        pages = [page for page in re.findall(r'"GET", "([^"]*)", wks_get_page', routes)]
        dutch = [page for page in pages if page != "/en" and not page.startswith("/en/")]
        self.assertEqual(sorted(["/en"] + ["/en" + page for page in dutch]), sorted(set(pages) - set(dutch)))
        with Server("--web-dir", str(web)) as server:
            for page in dutch:
                path = page.replace("{code}", "WK015300").replace("{id}", "poh-ggz")
                self.assertEqual((server.ask(path).status, server.ask(path).body), (200, b"Nederlands"), path)
                self.assertEqual((server.ask("/en" + path).status, server.ask("/en" + path).body), (200, b"English"), path)
            self.assertEqual(server.ask("/en").body, b"English")
            for path in ("/en/bestaat-niet", "/en/over/", "/en/gebied", "/en//", "/en/en/", "/nl/", "/enschede", "/en/api/v1/release"):
                self.assertEqual(server.ask(path).status, 404, path)

    def test_a_page_of_what_does_not_exist_is_the_same_document_with_404(self):
        web = self.folder / "web"
        (web / "en").mkdir(parents=True)
        (web / "index.html").write_text("Nederlands")
        (web / "en" / "index.html").write_text("English")
        missing = ["/gebied/WK999999", "/gebied/wat%20dan%20ook", "/gebied/" + "W" * 200, "/onderwerp/onzin", "/kaart?indicator=onzin",
                   "/kaart?niveau=straat", "/kaart?indicator=poh-ggz&periode=1999", "/kaart?indicator=poh-ggz&uitsplitsing=groen",
                   "/onderwerp/poh-ggz?periode=1999", "/vergelijken?niveau=straat",
                   "/kaart?indicator=poh-ggz&niveau=buurt&periode=2024"]
        there = ["/gebied/WK015300", "/onderwerp/poh-ggz?niveau=wijk&periode=2024", "/kaart?indicator=poh-ggz&niveau=wijk&periode=2024",
                 "/kaart", "/kaart?periode=1999", "/kaart?sorteer=-waarde&van=nieuwsbrief", "/vergelijken?niveau=wijk", "/over?x=%00"]
        with Server("--web-dir", str(web)) as server:
            for prefix, document in (("", b"Nederlands"), ("/en", b"English")):
                for status, paths in ((404, missing), (200, there)):
                    for path in paths:
                        reply = server.ask(prefix + path)
                        self.assertEqual((reply.status, reply.body), (status, document), path)
                        self.assertEqual(reply.headers["Content-Type"], "text/html; charset=utf-8", path)
                        self.assertIn("default-src 'self'", reply.headers["Content-Security-Policy"], path)
        with Server() as server:
            if server.ask("/").status == 200:
                for coding in ("identity", "gzip", "br"):
                    reply = server.ask("/gebied/WK999999", headers={"Accept-Encoding": coding})
                    self.assertEqual(reply.status, 404)
                    whole = reply.body if coding == "identity" else DECODERS[coding](reply.body)
                    self.assertEqual(whole, server.ask("/").body)

    def test_a_theme_is_in_every_document_after_the_sheet_of_the_pages(self):
        theme = self.folder / "thema.css"
        theme.write_text(":root { --wks-basis-color-accent-bg-default: #7a1f3d; }\n")
        web = self.folder / "web"
        (web / "en").mkdir(parents=True)
        for path in (web / "index.html", web / "en" / "index.html"):
            path.write_text('<!doctype html><html lang="nl"><head><link href="/assets/app.css" /></head></html>')
        whole = '<html data-light lang="nl"><head><link href="/assets/app.css" /><link rel="stylesheet" href="/assets/thema.css" /></head>'
        with Server("--web-dir", str(web), "--theme", str(theme)) as server:
            for path in ("/", "/en/over", "/gebied/WK015300", "/gebied/WK999999"):
                self.assertIn(whole, server.ask(path).body.decode(), path)
            sheet = server.ask("/assets/thema.css")
            self.assertEqual((sheet.status, sheet.headers["Content-Type"]), (200, "text/css; charset=utf-8"))
            self.assertEqual(sheet.body, b":root{--wks-basis-color-accent-bg-default:#7a1f3d;}\n")
        theme.write_text(theme.read_text() + "@media (prefers-color-scheme: dark) { :root { --wks-basis-color-accent-bg-default: #f0a0b8; } }")
        with Server("--theme", str(theme)) as server:
            if server.ask("/").status == 200:
                for path in ("/", "/en/"):
                    document = server.ask(path, headers={"Accept-Encoding": "br"}).body.decode()
                    self.assertIn('href="/assets/thema.css"', document)
                    self.assertGreater(document.index("/assets/thema.css"), document.index("/assets/app"))
                    self.assertNotIn("data-light", document)
        with Server() as server:
            self.assertEqual(server.ask("/assets/thema.css").status, 404)
        make_picture(self.picture)
        theme.write_text(":root { --wks-map-class-1-color: #123456; }")
        self.refuses(["--picture", self.picture, "--theme", str(theme)], "thema.css, line 1", "fixed")
        self.refuses(["--picture", self.picture, "--theme", str(self.folder / "nergens.css")], "nergens.css")

    def test_built_in_pages_and_what_they_need_come_in_every_coding(self):
        with Server() as server:
            page = server.ask("/")
            if page.status == 503:  # web/dist was not there when this was built: the reader is told
                self.assertIn("web/build.sh", json.loads(page.body)["detail"])
                return
            english = server.ask("/en/")
            self.assertIn(b'<html lang="nl"', page.body)
            self.assertIn(b'<html lang="en"', english.body)
            needed = sorted(set(re.findall(r'(?:src|href)="(/(?!api/)[^"]+)"', (page.body + english.body).decode())))
            self.assertIn("/assets/en/app.js", needed)
            for path in ["/", "/over", "/signalen", "/privacypoort", "/uitleg", "/onderwerp/poh-ggz", "/gebied/WK015300", "/en/over", *needed]:
                plain = server.ask(path)
                self.assertEqual((plain.status, plain.headers["Cache-Control"]), (200, "no-cache"), path)
                tags = {None: plain.headers["ETag"]}
                for coding in ("gzip", "br"):
                    reply = server.ask(path, headers={"Accept-Encoding": coding})
                    self.assertEqual(DECODERS[reply.headers["Content-Encoding"]](reply.body), plain.body, path)
                    tag = reply.headers["ETag"]
                    self.assertEqual(server.ask(path, headers={"Accept-Encoding": coding, "If-None-Match": tag}).status, 304)
                    tags[reply.headers["Content-Encoding"]] = tag
                self.assertEqual(len(set(tags.values())), len(tags), path)


tap.main()
