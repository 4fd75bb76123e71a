#!/usr/bin/env python3
"""test_catalogue.py - the catalogue says the same in Turtle and in JSON-LD, and the reader chooses.

Both are read here with nothing but Python, as far as our own writer goes; readers of others are in tests/standards.
SPDX-License-Identifier: EUPL-1.2
"""

import json
import re
import unittest

from schema import Schemas
from server import Server

import tap

PATH = "/api/v1/catalogus"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
VALUE = re.compile(r'    (\S+) (?:<([^>]*)>|"((?:[^"\\]|\\.)*)"(?:@(\w+)|\^\^(\S+))?)')


def setUpModule():
    global server
    server = Server()


def tearDownModule():
    server.__exit__()


def of_turtle(text):
    """The triples: (subject, property, (kind of value, value, language or type))."""
    prefixes = dict(re.findall(r"@prefix (\w+): <([^>]+)> \.", text))

    def whole(name):
        prefix, _, local = name.partition(":")
        return prefixes[prefix] + local

    found = []
    for block in text.split("\n\n")[1:]:
        lines = [line.rstrip(" ;.") for line in block.strip().split("\n")]
        subject, kind = re.fullmatch(r"<([^>]*)> a (\S+)", lines[0]).groups()
        found.append((subject, TYPE, ("iri", whole(kind), None)))
        for line in lines[1:]:
            name, iri, literal, language, datatype = VALUE.match(line).groups()
            if iri is not None:
                found.append((subject, whole(name), ("iri", iri, None)))
            else:
                about = language or (whole(datatype) if datatype else None)
                found.append((subject, whole(name), ("text", json.loads(f'"{literal}"'), about)))
    return found


def of_json_ld(text):
    data = json.loads(text)

    def whole(name):
        prefix, _, local = name.partition(":")
        return data["@context"][prefix] + local

    found = []
    for thing in data["@graph"]:
        subject = thing.pop("@id")
        found.append((subject, TYPE, ("iri", whole(thing.pop("@type")), None)))
        for name, values in thing.items():
            for value in values:
                if "@id" in value:
                    found.append((subject, whole(name), ("iri", value["@id"], None)))
                else:
                    about = value.get("@language") or (whole(value["@type"]) if "@type" in value else None)
                    found.append((subject, whole(name), ("text", value["@value"], about)))
    return found


class Catalogue(unittest.TestCase):
    def get(self, query="", accept=None):
        reply = server.ask(PATH + query, headers={} if accept is None else {"Accept": accept})
        self.assertEqual(reply.status, 200, reply.body[:300])
        return reply

    def test_turtle_and_json_ld_hold_the_same_triples(self):
        turtle = of_turtle(self.get("?opmaak=turtle").body.decode())
        linked = of_json_ld(self.get("?opmaak=json-ld").body.decode())
        self.assertGreater(len(turtle), 100)
        self.assertEqual(len(turtle), len(set(turtle)))
        self.assertEqual(sorted(turtle, key=str), sorted(linked, key=str))

    def test_no_member_of_a_thing_is_named_twice(self):
        def check(pairs):
            names = [name for name, _ in pairs]
            self.assertEqual(len(names), len(set(names)), names)
            return dict(pairs)

        json.loads(self.get("?opmaak=json-ld").body, object_pairs_hook=check)

    def test_the_header_accept_chooses_and_the_address_goes_before_it(self):
        for query, accept, mime in (
            ("", None, "text/turtle; charset=utf-8"),
            ("", "*/*", "text/turtle; charset=utf-8"),
            ("", "application/ld+json", "application/ld+json"),
            ("", "text/turtle;q=0.5, application/ld+json", "application/ld+json"),
            ("", "text/html", "text/turtle; charset=utf-8"),
            ("?opmaak=turtle", "application/ld+json", "text/turtle; charset=utf-8"),
            ("?opmaak=json-ld", "text/turtle", "application/ld+json"),
        ):
            reply = self.get(query, accept)
            self.assertEqual(reply.headers["Content-Type"], mime, (query, accept))
            self.assertEqual(reply.headers["Vary"], "Accept, Accept-Encoding")

    def test_each_form_has_a_tag_of_its_own(self):
        tags = {self.get(f"?opmaak={form}").headers["ETag"] for form in ("turtle", "json-ld")}
        self.assertEqual(len(tags), 2)

    def test_what_is_no_form_is_answered_with_all_that_is_wrong(self):
        reply = server.ask(PATH + "?opmaak=rdf&taal=en")
        self.assertEqual(reply.status, 400)
        wrong = {(fault["location"], fault["code"]) for fault in json.loads(reply.body)["errors"]}
        self.assertEqual(wrong, {("opmaak", "onbekend"), ("taal", "onbekend")})

    def test_it_is_as_the_api_is_described(self):
        document = json.loads(server.ask("/api/v1/openapi.json").body)
        schema = document["paths"]["/catalogus"]["get"]["responses"]["200"]["content"]["application/ld+json"]["schema"]
        faults = Schemas(document).problems(schema, json.loads(self.get("?opmaak=json-ld").body))
        self.assertEqual(faults, [])


if __name__ == "__main__":
    tap.main()
