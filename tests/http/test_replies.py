#!/usr/bin/env python3
"""test_replies.py - headers, codings, 304, HEAD, limits and many readers at once.

SPDX-License-Identifier: EUPL-1.2
"""

import concurrent.futures
import json
import re
import socket
import time
import unittest

from server import DECODERS, FIXED_HEADERS, Server

import tap

BASE = "/api/v1"
KEPT = [BASE + path for path in (
    "/release", "/indicatoren", "/gebieden", "/waarden?indicator=poh-ggz&niveau=wijk&periode=2024", "/profielen/WK015300",
    "/kaarten/wijk", "/herkomst?indicator=inwoners&gebied=WK015300&periode=2020", "/openapi.json")]


def setUpModule():
    global server
    server = Server()


def tearDownModule():
    server.__exit__()


class Replies(unittest.TestCase):
    def test_every_reply_carries_the_fixed_headers(self):
        asked = [("GET", path, {}) for path in KEPT + ["/healthz", "/", "/nergens", BASE + "/nergens", BASE + "/release/",
                                                       BASE + "/waarden", "/" + "a" * 5000]]
        asked += [("HEAD", KEPT[0], {}), ("DELETE", KEPT[0], {}), ("POST", "/healthz", {}), ("OPTIONS", KEPT[0], {})]
        asked += [("GET", KEPT[0], {"If-None-Match": "*"})]
        for method, path, headers in asked:
            reply = server.ask(path, method, headers)
            for name, value in FIXED_HEADERS.items():
                self.assertEqual(reply.headers[name], value, (method, path[:60], reply.status))
            self.assertNotIn("Server", reply.headers)
            self.assertNotIn("Strict-Transport-Security", reply.headers)

    def test_the_map_for_other_sites_alone_may_be_shown_in_a_frame(self):
        for path in ("/insluiten/kaart", "/en/insluiten/kaart"):
            reply = server.ask(path)
            if reply.status != 503:  # without built pages there is nothing to show
                self.assertIsNone(reply.headers["X-Frame-Options"])
                wanted = FIXED_HEADERS["Content-Security-Policy"].replace("frame-ancestors 'none'", "frame-ancestors *")
                self.assertEqual(reply.headers["Content-Security-Policy"], wanted)
                self.assertEqual(reply.headers["Referrer-Policy"], "no-referrer")
        for path in ("/insluiten", "/insluiten/", "/insluiten/kaart/", "/insluiten/tabel"):
            reply = server.ask(path)
            self.assertEqual((reply.status, reply.headers["X-Frame-Options"]), (404, "DENY"), path)

    def test_a_page_names_what_its_script_will_ask_for(self):
        if server.ask("/").status == 503:
            self.skipTest("the pages are not built")
        for page, wanted in {
            "/": ["/signalen", "/profielen/GG1106", "/uitgaven/00c0ffee00c0ffee/wijzigingen"],
            "/gebied/WK015300": ["/profielen/WK015300", "/signalen"],
            "/onderwerp/poh-ggz": [],
            "/kaart": [],
        }.items():
            for prefix, question in (("", ""), ("/en", "?taal=en")):
                link = server.ask((prefix + page).removesuffix("/") or "/").headers["Link"]
                named = re.findall(r"<([^>]+)>; rel=", link)
                figures = [path for path in named if path.startswith(BASE)]
                worded = [BASE + path + ("" if path.endswith("/wijzigingen") else question) for path in wanted]
                self.assertEqual(figures, worded, page)
                self.assertEqual(named[0], f"/assets{prefix}/app.js", "the script that everything waits for goes first")
                for path in named:
                    self.assertEqual(server.ask(path).status, 200, path)
        for page in ("/over", "/gebied/WK999999", "/kaart?indicator=bestaat-niet", BASE + "/release"):
            self.assertIsNone(server.ask(page).headers["Link"], page)

    def test_statistics_may_be_kept_for_five_minutes_and_errors_not_at_all(self):
        for path in KEPT:
            reply = server.ask(path)
            self.assertEqual(reply.headers["Cache-Control"], "public, max-age=300")
            self.assertEqual(reply.headers["Content-Type"], "application/json")
            self.assertEqual(reply.headers["Access-Control-Allow-Origin"], "*")
        for path in ("/healthz", BASE + "/nergens", BASE + "/waarden"):
            self.assertEqual(server.ask(path).headers["Cache-Control"], "no-store")

    def test_every_coding_unpacks_to_the_plain_body(self):
        for path in KEPT:
            plain = server.ask(path)
            self.assertNotIn("Content-Encoding", plain.headers)
            tags = {plain.headers["ETag"]}
            for coding in ("gzip", "br"):
                reply = server.ask(path, headers={"Accept-Encoding": coding})
                self.assertEqual(reply.headers["Content-Encoding"], coding, path)
                self.assertEqual(DECODERS[coding](reply.body), plain.body, path)
                self.assertLess(len(reply.body), len(plain.body))
                self.assertEqual(reply.headers["Vary"], "Accept-Encoding")
                tags.add(reply.headers["ETag"])
            self.assertEqual(len(tags), 3, "an ETag for each coding")
            self.assertEqual(plain.headers["Vary"], "Accept-Encoding")

    def test_the_best_coding_that_the_reader_takes_is_chosen(self):
        for accepted, coding in [("gzip, deflate, br", "br"), ("gzip, deflate", "gzip"), ("deflate", None), ("", None),
                                 ("identity", None), ("br;q=0, gzip", "gzip"), ("br;q=0.1, gzip;q=0.9", "gzip"), ("*", "br"),
                                 ("*;q=0", None), ("GZIP", "gzip"), ("brr, gzipp", None), ("gzip;q=0.000, br;q=0.0", None),
                                 (" , ,;q=1,br", "br"), ("br;q=abc", None)]:
            reply = server.ask(KEPT[0], headers={"Accept-Encoding": accepted})
            self.assertEqual(reply.headers["Content-Encoding"], coding, accepted)

    def test_a_known_tag_gives_304_without_a_body(self):
        for coding in ("identity", "gzip", "br"):
            for path in KEPT:
                asked = {"Accept-Encoding": coding}
                tag = server.ask(path, headers=asked).headers["ETag"]
                for tags in (tag, "W/" + tag, f'"een", {tag}', "*"):
                    reply = server.ask(path, headers={**asked, "If-None-Match": tags})
                    self.assertEqual((reply.status, reply.body), (304, b""), (path, tags))
                    for name in ("ETag", "Cache-Control", "Vary"):
                        self.assertIsNotNone(reply.headers[name])
                self.assertEqual(server.ask(path, headers={**asked, "If-None-Match": tag[:-2] + '"'}).status, 200)

    def test_a_tag_of_another_coding_is_not_known(self):
        tag = server.ask(KEPT[0], headers={"Accept-Encoding": "gzip"}).headers["ETag"]
        self.assertEqual(server.ask(KEPT[0], headers={"If-None-Match": tag}).status, 200)

    def test_a_connection_stays_open_after_304_head_and_errors(self):
        link = server.connect()
        tag = server.ask(KEPT[0], connection=link).headers["ETag"]
        local = link.sock.getsockname()
        for method, path, headers, status in [
                ("GET", KEPT[0], {"If-None-Match": tag}, 304), ("HEAD", KEPT[1], {}, 200), ("GET", "/nergens", {}, 404),
                ("DELETE", "/healthz", {}, 405), ("GET", BASE + "/waarden", {}, 400), ("GET", KEPT[2], {}, 200)]:
            self.assertEqual(server.ask(path, method, headers, connection=link).status, status)
            self.assertEqual(link.sock.getsockname(), local)
        link.close()

    def test_head_gives_the_headers_of_get(self):
        for path in KEPT:
            whole, head = server.ask(path), server.ask(path, "HEAD")
            self.assertEqual((head.status, head.body), (200, b""))
            for name in ("ETag", "Content-Length", "Content-Type", "Cache-Control"):
                self.assertEqual(head.headers[name], whole.headers[name], path)

    def test_another_method_is_refused_with_what_is_allowed(self):
        for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "VERZIN"):
            for path in (KEPT[0], BASE + "/profielen/WK015300", "/healthz", "/"):
                reply = server.ask(path, method)
                self.assertEqual((reply.status, reply.headers["Allow"]), (405, "GET, HEAD"), (method, path))
                self.assertEqual(json.loads(reply.body)["status"], 405)

    def test_a_request_with_a_body_is_refused(self):
        self.assertEqual(server.ask(KEPT[0], "POST", body=b"x" * 100).status, 405)
        self.assertEqual(server.ask(KEPT[0], "GET", body=b"x" * 100).status, 413)
        self.assertEqual(server.ask(KEPT[0], "GET", headers={"Transfer-Encoding": "chunked"}, body=iter([b"xx"])).status, 413)
        self.assertEqual(server.ask(KEPT[0], "GET", headers={"Content-Length": "0"}).status, 200)

    def test_unknown_paths_and_trailing_slashes_are_404(self):
        for path in ("/nergens", "/api", "/api/", "/api/v1", "/api/v1/", BASE + "/release/", "//", "/over/", "/gebied", "/gebied/",
                     BASE + "/profielen/", BASE + "/profielen/WK015300/", BASE + "/profielen/WK015300/meer", BASE + "/kaarten/",
                     BASE + "/Release", BASE + "/release%00", BASE + "/release%2f", "/healthz%20", "/.git", "/index.htm"):
            reply = server.ask(path)
            self.assertIn(reply.status, (404, 400), path)
            self.assertEqual(reply.headers["Content-Type"], "application/problem+json", path)

    def test_a_very_long_address_is_refused(self):
        for length, status in ((4000, 404), (5000, 414)):
            reply = server.ask("/" + "a" * length if status == 414 else "/x" + "/a" * (length // 2))
            self.assertEqual(reply.status, status, length)
        self.assertEqual(server.ask(KEPT[0] + "?" + "a" * 5000).status, 414)
        # beyond what a connection may hold there is no room for words either
        answer = server.raw(b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n")
        self.assertTrue(answer == b"" or answer.split()[1] in (b"414", b"431", b"400"), answer[:80])
        self.assertEqual(server.ask(KEPT[0]).status, 200)

    def test_very_many_headers_are_refused(self):
        many = b"".join(b"X-%d: %s\r\n" % (n, b"y" * 100) for n in range(500))
        answer = server.raw(b"GET / HTTP/1.1\r\nHost: x\r\n" + many + b"\r\n")
        self.assertTrue(answer == b"" or answer.split()[1][:1] == b"4", answer[:80])
        self.assertEqual(server.ask(KEPT[0]).status, 200)

    def test_what_is_no_http_does_no_harm(self):
        for rubbish in (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200), b"\r\n\r\n\r\n", b"GET\r\n\r\n",
                        b"GET / HTTP/9.9\r\n\r\n", b"\x00" * 1000, b"GET /%%%% HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"):
            try:
                with socket.create_connection(("127.0.0.1", server.port), timeout=1) as link:
                    link.sendall(rubbish)
                    link.shutdown(socket.SHUT_WR)
                    while link.recv(65536):
                        pass
            except (ConnectionError, TimeoutError):
                pass  # closing the door is an answer too, and so is waiting for the rest until it is idle too long
        self.assertEqual(server.ask(KEPT[0]).status, 200)

    def test_a_request_in_its_absolute_form_is_understood(self):
        answer = server.raw(b"GET http://wijkscan.example/healthz HTTP/1.1\r\nHost: wijkscan.example\r\nConnection: close\r\n\r\n")
        self.assertEqual(answer.split()[1], b"200")

    def test_requests_in_one_go_are_answered_in_order(self):
        one = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
        last = b"GET /nergens HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        answer = server.raw(one * 5 + last)
        self.assertEqual([part[:3] for part in answer.split(b"HTTP/1.1 ")[1:]], [b"200"] * 5 + [b"404"])

    def test_two_hundred_readers_at_once_get_the_same_bytes(self):
        with Server() as fresh:  # nothing rendered yet: they race for the first
            expected = {path: server.ask(path, headers={"Accept-Encoding": "identity"}).body for path in KEPT}

            def read(n):
                path = KEPT[n % len(KEPT)]
                coding = ("identity", "gzip", "br")[n // len(KEPT) % 3]
                reply = fresh.ask(path, headers={"Accept-Encoding": coding})
                return reply.status == 200 and DECODERS[reply.headers["Content-Encoding"]](reply.body) == expected[path]

            with concurrent.futures.ThreadPoolExecutor(200) as readers:
                self.assertEqual(sum(readers.map(read, range(1000))), 1000)

    def test_slow_readers_do_not_hold_up_the_others(self):
        slow = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(400)]
        try:
            for link in slow:
                link.sendall(b"GET /api/v1/release HTTP/1.1\r\nHost")
            started = time.monotonic()
            for _ in range(50):
                self.assertEqual(server.ask(KEPT[0]).status, 200)
            self.assertLess(time.monotonic() - started, 5)
            slow[0].sendall(b": x\r\nConnection: close\r\n\r\n")
            self.assertIn(b"200 OK", slow[0].recv(65536))
        finally:
            for link in slow:
                link.close()

    def test_health_names_the_release(self):
        reply = server.ask("/healthz")
        self.assertEqual(json.loads(reply.body), {"status": "ok", "release": "00c0ffee00c0ffee"})


tap.main()
