#!/usr/bin/env python3
"""test_standards.py - checkers of others hold what leaves against the standards: OpenAPI by Spectral, DCAT by SHACL.

Rules and shapes are of Logius and Geonovum and stand outside the project ($WKS_SHARED/reference/standards); the checkers are
installed by `./check --long` or `npm ci --prefix tests/standards` (docs/decisions/standards-checkers.md).

SPDX-License-Identifier: EUPL-1.2
"""

import json
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parents[1]
sys.path[:0] = [str(SOURCE / "tests" / "http"), str(SOURCE / "tests" / "tools")]

import server as http_server

import tap

RULES = pathlib.Path(os.environ.get("WKS_SHARED", "/nowhere")) / "reference" / "standards"
WIJKSCAN = os.environ.get("WKS_WIJKSCAN_PROGRAM", str(SOURCE / "build/src/programs/wijkscan/wijkscan"))
MACHINE = {"x86_64": "x64", "aarch64": "arm64"}.get(platform.machine(), "")
NODE = SOURCE / f"web/node_modules/node-linux-{MACHINE}/bin/node"

# What OGC API - Features calls so itself (17-069r4, 18-058r1) and the Dutch rules would call otherwise.
OGC_NAMES = {"bbox-crs"}


def node(*words):
    program = NODE if NODE.exists() else shutil.which("node")
    return subprocess.run([program, *map(str, words)], capture_output=True, text=True, check=False, timeout=300, cwd=HERE)


needs_checkers = unittest.skipUnless((HERE / "node_modules").is_dir(), "not installed: npm ci --prefix tests/standards")
needs_rules = unittest.skipUnless(RULES.is_dir(), f"no rules at {RULES}")


def setUpModule():
    global server, folder
    server = http_server.Server("--public-url", "https://wijkscan.example")
    folder = tempfile.TemporaryDirectory(prefix="wijkscan-standards-")


def tearDownModule():
    server.__exit__()
    folder.cleanup()


def write(name, text):
    path = pathlib.Path(folder.name) / name
    path.write_text(text, encoding="utf-8")
    return path


def get(path):
    reply = server.ask(path)
    if reply.status != 200:
        raise AssertionError(f"{path}: {reply.status}")
    return reply.body.decode()


def lint(text):
    """(rule, message) of every error and warning of Spectral."""
    done = node("node_modules/@stoplight/spectral-cli/dist/index.js", "lint", "--ruleset", RULES / "api-design-rules-spectral.yaml",
                "--format", "json", "--quiet", write("openapi.json", text))  # fmt: skip
    if not done.stdout.lstrip().startswith("["):
        raise AssertionError(done.stdout[:500] + done.stderr[:500])
    found = json.loads(re.sub(r"\n?No results.*", "", done.stdout))
    return [(one["code"], one["message"]) for one in found if one["severity"] <= 1]


def shacl(text, shapes="dcat-ap-nl-SHACL.ttl"):
    done = node("shacl.mjs", RULES / shapes, write("catalogus.ttl", text))
    if done.returncode != 0:
        raise AssertionError(done.stderr[:500])
    return done.stdout.splitlines()


def triples(form, text):
    done = node("triples.mjs", form, write("catalogus", text))
    if done.returncode != 0:
        raise AssertionError(done.stderr[:500])
    return done.stdout


@needs_checkers
@needs_rules
class OpenApi(unittest.TestCase):
    def test_the_api_is_described_as_the_design_rules_say(self):
        self.assertEqual(lint(get("/api/v1/openapi.json")), [])
        self.assertEqual(lint(get("/regio/v1/openapi.json")), [])

    def test_the_ogc_api_is_too_but_for_the_names_that_ogc_gives(self):
        found = lint(get("/ogc/v1/openapi.json"))
        self.assertEqual({rule for rule, _ in found}, {"nlgov:query-keys-camel-case"})
        self.assertEqual({message.split()[0] for _, message in found}, OGC_NAMES)

    def test_a_description_that_breaks_a_rule_is_found(self):
        document = json.loads(get("/api/v1/openapi.json"))
        del document["paths"]["/release"]["get"]["responses"]["200"]["headers"]["API-Version"]
        del document["info"]["contact"]
        self.assertGreaterEqual(len(lint(json.dumps(document))), 2)


@needs_checkers
@needs_rules
class Catalogue(unittest.TestCase):
    def test_the_catalogue_of_a_server_has_the_shapes_of_dcat_ap_nl(self):
        text = get("/api/v1/catalogus")
        self.assertEqual(shacl(text), [])
        self.assertEqual(text.count(" a dcat:Dataset "), 3)
        self.assertEqual(text.count(" a dcat:DataService "), 2)
        self.assertIn("<mailto:vragen@ggd.example>", text)

    def test_the_catalogue_of_a_package_has_them_too(self):
        workspace = pathlib.Path(folder.name) / "werkmap"
        workspace.mkdir()
        (workspace / "wijkscan.yaml").write_text("region:\n  code: GG1106\n  name: Twente\n")
        http_server.make_picture(str(workspace / "picture.db"))
        subprocess.run([WIJKSCAN, "export", "package", "--workspace", workspace, "--out", workspace / "uit", "--quiet"], check=True)
        text = (workspace / "uit" / "catalogus.ttl").read_text()
        self.assertEqual(shacl(text), [])
        for name in re.findall(r"dcat:downloadURL <([^>]+)>", text):
            self.assertTrue((workspace / "uit" / name).is_file(), name)
        self.assertEqual(triples("json-ld", (workspace / "uit" / "catalogus.jsonld").read_text()), triples("turtle", text))

    def test_json_ld_says_the_same_as_turtle_to_the_readers_of_others(self):
        turtle = triples("turtle", get("/api/v1/catalogus?opmaak=turtle"))
        linked = triples("json-ld", get("/api/v1/catalogus?opmaak=json-ld"))
        self.assertGreater(turtle.count("\n"), 100)
        self.assertEqual(turtle.splitlines(), linked.splitlines())
        self.assertEqual(shacl(linked), [])

    def test_without_a_publisher_it_says_so_and_keeps_the_shapes(self):
        picture = http_server.make_picture(folder.name + "/zonder.db", "DROP TRIGGER publisher_stays; DELETE FROM publisher;")
        with http_server.Server(picture=picture) as other:
            text = other.ask("/api/v1/catalogus").body.decode()
        self.assertEqual(shacl(text), [])
        self.assertIn("in wijkscan.yaml staat geen uitgever", text)

    def test_what_is_left_out_is_found(self):
        text = get("/api/v1/catalogus")
        for line in ("dct:accessRights", "dct:license", "dcat:contactPoint", "dct:creator"):
            without = "\n".join(one for one in text.splitlines() if not one.strip().startswith(line))
            self.assertTrue(shacl(without), line)

    def test_every_address_in_it_answers(self):
        addresses = re.findall(r"dcat:(?:accessURL|endpointURL|endpointDescription) <https://wijkscan.example([^>]+)>",
                               get("/api/v1/catalogus"))
        self.assertGreater(len(addresses), 10)
        for address in addresses:
            self.assertEqual(server.ask(address).status, 200, address)


if __name__ == "__main__":
    tap.main()
