#!/usr/bin/env python3
"""test_region.py - signing in, accounts and who may do what, from outside: every reply as regio.yaml says.

SPDX-License-Identifier: EUPL-1.2
"""

import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

from schema import Schemas
from server import SOURCE, Server, make_picture

import tap

WIJKSCAN = os.environ.get("WKS_WIJKSCAN_PROGRAM", str(SOURCE / "build/src/programs/wijkscan/wijkscan"))
BASE = "/regio/v1"
WORDS = "koffie fiets regenboog"
ROLES = ("professional", "moderator", "onderzoeker", "bronhouder", "thematafel", "beheerder")
# What src/access/role.c allows, once more: the right that each address asks, and who has it.
MAY = {
    "eigen-account": set(ROLES),
    "accounts": {"beheerder"},
    "initiatieven": {"professional", "thematafel"},
}
KINDS = ("knelpunten", "initiatieven")
ASKS = {
    ("GET", "/ik"): "eigen-account",
    ("DELETE", "/sessies/huidige"): "eigen-account",
    ("GET", "/accounts"): "accounts",
    ("POST", "/accounts"): "accounts",
    ("PUT", "/accounts/{naam}"): "accounts",
    ("POST", "/accounts/{naam}/uitnodigingen"): "accounts",
}
FOR_ANYBODY = {("GET", "/openapi.json"), ("POST", "/sessies"), ("POST", "/aanvaardingen"), ("GET", "/soorten"), ("GET", "/overzichtsplaat")}
for kind in KINDS:
    FOR_ANYBODY |= {("GET", f"/{kind}"), ("GET", f"/{kind}/{{nummer}}")}
    ASKS |= {
        ("POST", f"/{kind}"): "initiatieven",
        ("PUT", f"/{kind}/{{nummer}}"): "initiatieven",
        ("GET", f"/{kind}/{{nummer}}/versies"): "eigen-account",
        ("PUT", f"/{kind}/{{nummer}}/verbanden/{{naar}}"): "initiatieven",
        ("DELETE", f"/{kind}/{{nummer}}/verbanden/{{naar}}"): "initiatieven",
    }


def setUpModule():
    global folder, server, schemas, document
    folder = tempfile.TemporaryDirectory(prefix="wijkscan-region-")
    (pathlib.Path(folder.name) / "wijkscan.yaml").write_text("region:\n  code: GG1106\n  name: Twente\n  gemeenten: [GM0153]\n")
    make_picture(folder.name + "/picture.db")
    server = Server("--region", folder.name + "/regio.db", picture=folder.name + "/picture.db")
    document = json.loads(server.ask(BASE + "/openapi.json").body)
    schemas = Schemas(document)
    for role in ROLES:
        invite(role, role)


def tearDownModule():
    server.__exit__()
    folder.cleanup()


def account(*words):
    return subprocess.run([WIJKSCAN, "account", *words, "--workspace", folder.name], capture_output=True, text=True, check=False,
                          env={**os.environ, "WIJKSCAN_LANG": "en"}, timeout=60)  # fmt: skip


def token_in(text):
    return re.search(r"/welkom#([0-9a-f]{64})\b", text)[1]


class Visitor:
    """A browser: it keeps the cookie, and says from where it comes."""

    def __init__(self):
        self.cookie = None

    def ask(self, method, path, body=None, **headers):
        sent = {"Origin": server.url, "Sec-Fetch-Site": "same-origin", **{key.replace("_", "-"): value for key, value in headers.items()}}
        sent = {key: value for key, value in sent.items() if value is not None}
        if body is not None:
            sent.setdefault("Content-Type", "application/json")
        if self.cookie is not None:
            sent["Cookie"] = f"theme=dark; __Host-wijkscan={self.cookie}"
        text = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        reply = server.ask(BASE + path, method, headers=sent, body=text)
        told = reply.headers.get("Set-Cookie")
        if told is not None:
            self.cookie = re.match(r"__Host-wijkscan=([0-9a-f]*);", told)[1] or None
        return reply

    def sign_in(self, name, words=WORDS):
        return self.ask("POST", "/sessies", {"naam": name, "wachtzin": words})


def invite(name, *roles):
    """An account that chose its passphrase, signed in."""
    done = account("add", name, "--person", f"{name.title()} Jansen", *(word for role in roles for word in ("--role", role)))
    assert done.returncode == 0, done.stderr
    visitor = Visitor()
    reply = visitor.ask("POST", "/aanvaardingen", {"uitnodiging": token_in(done.stdout), "wachtzin": WORDS})
    assert reply.status == 201, reply.body
    return visitor


def signed_in(name):
    visitor = Visitor()
    assert visitor.sign_in(name).status == 201
    return visitor


class Checks(unittest.TestCase):
    def check(self, path, method, reply):
        """The reply is one of the document."""
        said = document["paths"][path][method.lower()]["responses"]
        self.assertIn(str(reply.status), said, (method, path, reply.body))
        answer = schemas.resolve(said[str(reply.status)])
        for kind, content in answer.get("content", {}).items():
            self.assertEqual(reply.headers["Content-Type"], kind)
            self.assertEqual(schemas.problems(content["schema"], json.loads(reply.body)), [])
        if "content" not in answer:
            self.assertEqual(reply.body, b"")
        return reply


class Region(Checks):
    def test_every_route_of_the_table_is_in_the_document_and_asks_a_right_that_is_tested(self):
        table = (SOURCE / "src/public/serve/routes.c").read_text()
        routes = set(re.findall(r'\{"(\w+)", "/regio/v1([^"]*)"', table))
        said = {(method.upper(), path) for path, methods in document["paths"].items() for method in methods}
        self.assertEqual(routes, said)
        self.assertEqual(routes, set(ASKS) | FOR_ANYBODY)

    def test_each_role_gets_in_where_the_table_says_and_nowhere_else(self):
        for (method, path), right in ASKS.items():
            target = path.replace("{naam}", "niemand-van-die-naam").replace("{nummer}", "999").replace("{naar}", "998")
            body = {} if method in ("POST", "PUT") else None
            nobody = self.check(path, method, Visitor().ask(method, target, body))
            self.assertEqual(nobody.status, 401, (method, path))
            for role in ROLES:
                reply = self.check(path, method, signed_in(role).ask(method, target, body))
                self.assertEqual(reply.status == 403, role not in MAY[right], (method, path, role, reply.body))
                self.assertNotEqual(reply.status, 401)

    def test_who_signs_in_is_told_who_she_is_and_what_she_may(self):
        visitor = Visitor()
        reply = self.check("/sessies", "POST", visitor.sign_in("moderator"))
        cookie = reply.headers["Set-Cookie"]
        for part in ("; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict"):
            self.assertIn(part, cookie)
        self.assertNotIn("Domain", cookie)
        self.assertEqual(reply.headers["Cache-Control"], "no-store")
        me = json.loads(self.check("/ik", "GET", visitor.ask("GET", "/ik")).body)
        self.assertEqual((me["naam"], me["persoon"], me["rollen"]), ("moderator", "Moderator Jansen", ["moderator"]))
        self.assertEqual(me["rechten"], ["eigen-account", "duiden", "modereren"])

    def test_signing_in_again_ends_the_session_before_and_signing_out_the_last(self):
        visitor = signed_in("professional")
        old = visitor.cookie
        visitor.sign_in("professional")
        self.assertNotEqual(visitor.cookie, old)
        stale = Visitor()
        stale.cookie = old
        self.assertEqual(stale.ask("GET", "/ik").status, 401)
        kept = visitor.cookie
        reply = self.check("/sessies/huidige", "DELETE", visitor.ask("DELETE", "/sessies/huidige"))
        self.assertIn("Max-Age=0", reply.headers["Set-Cookie"])
        stale.cookie = kept
        self.assertEqual(stale.ask("GET", "/ik").status, 401)

    def test_a_wrong_name_and_a_wrong_passphrase_get_the_same_reply(self):
        wrong = self.check("/sessies", "POST", Visitor().sign_in("bronhouder", "iets heel anders hier"))
        nobody = self.check("/sessies", "POST", Visitor().sign_in("niemand"))
        self.assertEqual((wrong.status, wrong.body), (nobody.status, nobody.body))
        self.assertEqual(wrong.status, 403)

    def test_another_site_can_change_nothing(self):
        visitor = signed_in("beheerder")
        body = {"naam": "indringer", "persoon": "Indringer", "rollen": ["beheerder"]}
        for headers in ({"Origin": "https://elders.example"}, {"Sec_Fetch_Site": "cross-site", "Origin": None},
                        {"Sec_Fetch_Site": "same-site"}, {"Origin": "null"}):  # fmt: skip
            self.assertEqual(visitor.ask("POST", "/accounts", body, **headers).status, 403, headers)
        for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
            self.assertEqual(visitor.ask("POST", "/accounts", body, Content_Type=kind).status, 415, kind)
        names = [one["naam"] for one in json.loads(visitor.ask("GET", "/accounts").body)["accounts"]]
        self.assertNotIn("indringer", names)

    def test_an_administrator_invites_and_whoever_is_shut_out_is_out_at_once(self):
        boss = signed_in("beheerder")
        made = self.check("/accounts", "POST", boss.ask("POST", "/accounts", {
            "naam": "fatma", "persoon": "Fatma Yilmaz", "organisatie": "Welzijn Oost", "rollen": ["professional"]}))  # fmt: skip
        self.assertEqual(made.status, 201)
        self.assertEqual(self.check("/accounts", "POST", boss.ask("POST", "/accounts", {
            "naam": "Fatma", "persoon": "Een ander", "rollen": ["professional"]})).status, 409)  # fmt: skip
        listed = {one["naam"]: one for one in json.loads(self.check("/accounts", "GET", boss.ask("GET", "/accounts")).body)["accounts"]}
        self.assertEqual((listed["fatma"]["uitgenodigd"], listed["fatma"]["organisatie"]), (True, "Welzijn Oost"))
        first = token_in(json.loads(made.body)["uitnodiging"])
        again = self.check("/accounts/{naam}/uitnodigingen", "POST", boss.ask("POST", "/accounts/fatma/uitnodigingen"))
        fatma = Visitor()
        accept = {"uitnodiging": first, "wachtzin": WORDS}
        self.assertEqual(self.check("/aanvaardingen", "POST", fatma.ask("POST", "/aanvaardingen", accept)).status, 403)
        accept["uitnodiging"] = token_in(json.loads(again.body)["uitnodiging"])
        weak = self.check("/aanvaardingen", "POST", fatma.ask("POST", "/aanvaardingen", {**accept, "wachtzin": "kort"}))
        self.assertEqual((weak.status, json.loads(weak.body)["errors"][0]["location"]), (400, "wachtzin"))
        self.assertEqual(self.check("/aanvaardingen", "POST", fatma.ask("POST", "/aanvaardingen", accept)).status, 201)
        self.assertEqual(fatma.ask("GET", "/ik").status, 200)
        change = {"rollen": ["professional"], "geblokkeerd": True}
        self.assertEqual(self.check("/accounts/{naam}", "PUT", boss.ask("PUT", "/accounts/fatma", change)).status, 204)
        self.assertEqual(fatma.ask("GET", "/ik").status, 401)
        self.assertEqual(fatma.sign_in("fatma").status, 403)

    def test_an_administrator_cannot_shut_herself_out(self):
        boss = signed_in("beheerder")
        for change in ({"rollen": ["beheerder"], "geblokkeerd": True}, {"rollen": ["moderator"], "geblokkeerd": False}):
            self.assertEqual(self.check("/accounts/{naam}", "PUT", boss.ask("PUT", "/accounts/beheerder", change)).status, 409)

    def test_everything_that_is_wrong_with_what_was_sent_is_said_at_once(self):
        boss = signed_in("beheerder")
        reply = self.check("/accounts", "POST", boss.ask("POST", "/accounts", {
            "naam": "", "persoon": 7, "rollen": ["baas"], "leeftijd": 40, "organisatie": "x" * 101}))  # fmt: skip
        faults = {(one["location"], one["code"]) for one in json.loads(reply.body)["errors"]}
        self.assertEqual(faults, {("naam", "ontbreekt"), ("persoon", "soort"), ("leeftijd", "onbekend"), ("organisatie", "te-lang")})
        for body in (b"", b"[]", b"{", b'{"naam": "a", "naam": "b"}', b"\xff\xfe", b"null", b"[" * 4000):
            reply = boss.ask("POST", "/accounts", body, Content_Type="application/json")
            self.assertEqual(reply.status, 400, body[:20])

    def test_too_much_is_refused_before_it_is_read(self):
        boss = signed_in("beheerder")
        self.assertEqual(boss.ask("POST", "/accounts", b"{" + b" " * 5000 + b"}").status, 413)
        chunks = server.ask(BASE + "/accounts", "POST", headers={"Transfer-Encoding": "chunked", "Content-Type": "application/json"},
                            body=iter([b"3e8\r\n" + b" " * 1000 + b"\r\n"] * 6 + [b"0\r\n\r\n"]))  # fmt: skip
        self.assertEqual(chunks.status, 413)

    def test_english_is_answered_in_english(self):
        reply = Visitor().ask("POST", "/sessies?taal=en", {"naam": "niemand", "wachtzin": "x"})
        self.assertIn("do not belong together", json.loads(reply.body)["detail"])

    def test_published_pages_set_no_cookie_whoever_reads_them(self):
        visitor = signed_in("professional")
        for path in ("/", "/api/v1/release", "/api/v1/indicatoren"):
            reply = server.ask(path, headers={"Cookie": f"__Host-wijkscan={visitor.cookie}"})
            self.assertEqual(reply.headers.get_all("Set-Cookie"), None, path)
            self.assertNotIn("Cookie", reply.headers.get("Vary", ""))

    def test_without_a_store_nothing_can_be_written_or_read(self):
        with Server() as plain:
            for path in ("/ik", "/knelpunten", "/knelpunten/1", "/soorten", "/overzichtsplaat"):
                self.assertEqual(plain.ask(BASE + path).status, 404, path)
            reply = plain.ask(BASE + "/sessies", "POST", headers={"Content-Type": "application/json"}, body=b'{"naam": "a", "wachtzin": "b"}')
            self.assertEqual(reply.status, 404)
            self.assertIn("alleen cijfers", json.loads(reply.body)["detail"])

    def test_the_command_line_lists_and_blocks(self):
        invite("kees", "professional", "moderator")
        self.assertIn("professional, moderator", account("list").stdout)
        self.assertEqual(account("block", "kees").returncode, 0)
        self.assertIn("(blocked)", account("list").stdout)
        self.assertEqual(Visitor().sign_in("kees").status, 403)
        self.assertEqual(account("block", "kees", "--undo").returncode, 0)
        self.assertEqual(Visitor().sign_in("kees").status, 201)
        self.assertEqual(account("add", "x", "--role", "baas").returncode, 2)
        self.assertEqual(account("invite", "niemand").returncode, 5)


if __name__ == "__main__":
    tap.main()
