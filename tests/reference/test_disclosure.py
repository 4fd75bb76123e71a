"""`wijkscan gate` from outside: what it refuses, that nothing private stays behind, and, where the suppressor is
built, its patterns and audits held to published tables and to the patterns of GaussSuppression 1.2.3 (Statistics
Norway) and sdcTable 0.34.0 (Statistics Austria).

SPDX-License-Identifier: EUPL-1.2
"""

import csv
import io
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(os.environ["WKS_SOURCE"]) / "bench" / "gate"))

import question as questions
import tap

PROGRAMS = pathlib.Path(os.environ["WKS_BUILD"]) / "src" / "programs"
WIJKSCAN = PROGRAMS / "wijkscan" / "wijkscan"
SUPPRESSOR = PROGRAMS / "wijkscan-suppress" / "wijkscan-suppress"
LIBRARIES = pathlib.Path(os.environ["WKS_SOURCE"]) / "third_party" / "node_modules" / "@duckdb"
VERIFIER = PROGRAMS / "wijkscan-verify" / "wijkscan-verify"
N_MUTANTS = 500  # of each of two questions
SDC = pathlib.Path(os.environ["WKS_SHARED"]) / "reference" / "sdc"
OK, FAILED, WRONG_USE, BAD_INPUT, REFUSED, NOT_FOUND = range(6)
KEYS = ["--geo", "gem,wijk", "--by", "age,sex", "--count", "n"]

needs_tables = unittest.skipUnless(SDC.is_dir(), f"no reference tables at {SDC}")


def can_protect():
    """Whether the suppressor is there and knows `protect`."""
    if not SUPPRESSOR.is_file():
        return False
    with tempfile.TemporaryDirectory() as folder:
        question = pathlib.Path(folder) / "question"
        question.write_text("wijkscan-protection 1\natoms 1\n12\ncells 1 1\nopen 12 12 12 12 1 0\n")
        done = subprocess.run([SUPPRESSOR, "protect", question, question.with_name("pattern"), "--time", "60"],
                              capture_output=True, check=False, timeout=120)
        return done.returncode == 0


needs_attack = unittest.skipUnless(SUPPRESSOR.is_file(), "wijkscan-suppress is not built")
needs_protect = unittest.skipUnless(can_protect(), "wijkscan-suppress is not built, or does not protect yet")

# Stands beside a copy of wijkscan in the place of the suppressor: hides all that may be hidden, or misbehaves.
STAND_IN = """#!/usr/bin/env python3
import hashlib, pathlib, sys, time
HOW = {how!r}
verb, question, pattern = sys.argv[1:4]
folder = pathlib.Path(question).parent
assert folder.stat().st_mode & 0o777 == 0o700
pathlib.Path({log!r}).write_text(" ".join(sys.argv[1:2] + sys.argv[5 if verb == "protect" else 4 :]))
if HOW == "fails":
    print("geen patroon\\nmeer", file=sys.stderr)
    sys.exit(70)
if HOW == "sleeps":
    time.sleep(1000)
text = pathlib.Path(question).read_bytes()
lines = text.decode().splitlines()
n_atoms = int(lines[1].split()[1])
cells = [line.split() for line in lines[3 + n_atoms:]]
if verb == "protect":
    hidden = [cell[0] != "known" for cell in cells]
    if HOW == "shows":
        hidden = [False for cell in cells]
    loss = sum(float(cell[4]) for cell, hide in zip(cells, hidden) if hide)
    hash = hashlib.sha256(text + (b"x" if HOW == "other" else b"")).hexdigest()
    with open(pattern, "w") as out:
        print(f"wijkscan-pattern 1\\nprotection {{hash}}\\nloss {{loss:g}}\\nbound 0\\ncells {{len(cells)}}", file=out)
        for hide in hidden[:-1] if HOW == "cut" else hidden:
            print(int(hide), file=out)
else:
    hidden = pathlib.Path(pattern).read_text().splitlines()[5:]
    with open(sys.argv[4], "w") as out:
        for i, cell in enumerate(cells):
            if hidden[i] == "1" and not (HOW == "forgets" and cell[0] == "primary"):
                value = int(cell[1])
                if HOW == "derives":
                    print(i, value, value, file=out)
                elif HOW == "lies":
                    print(i, value + 1, value + 2, file=out)
                else:
                    print(i, 0, 1 << 50, file=out)
"""


# And this in the place of the verifier.
STAND_IN_VERIFIER = """#!/bin/sh
[ "$1" = pattern ] && [ -f "$2" ] && [ -f "$3" ] || exit 70
[ {how!r} != doubted ] || {{ echo "cell 3 has no proof" >&2; exit 1; }}
"""


class Folder(unittest.TestCase):
    program = WIJKSCAN

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.private = self.folder / "tmp"
        self.private.mkdir()
        self.out = self.folder / "pattern.csv"

    def environment(self, language="en"):
        libraries = ":".join(str(path) for path in LIBRARIES.glob("node-bindings-linux-*"))
        return {**os.environ, "WIJKSCAN_LANG": language, "TMPDIR": str(self.private), "LD_LIBRARY_PATH": libraries}

    def gate(self, *words, language="en"):
        done = subprocess.run([self.program, "gate", *map(str, words)], capture_output=True, text=True, encoding="utf-8",
                              env=self.environment(language), timeout=300, check=False)
        self.assertEqual(list(self.private.iterdir()), [], "something private stayed behind")
        return done

    def must(self, *words):
        done = self.gate(*words)
        self.assertEqual(done.returncode, OK, done.stderr)
        self.assertEqual(done.stderr, "")
        return done.stdout

    def file(self, text, name="table.csv"):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def refuses(self, code, said, *words):
        """One line in each language, and nothing is written."""
        texts = []
        for language, part in zip(("en", "nl"), said, strict=True):
            done = self.gate(*words, language=language)
            self.assertEqual(done.returncode, code, done.stderr)
            self.assertEqual(done.stdout, "")
            self.assertTrue(done.stderr.startswith("wijkscan: "), done.stderr)
            self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
            self.assertIn(part, done.stderr)
            texts.append(done.stderr)
        self.assertFalse(self.out.exists())
        return texts


SMALL = """gem,wijk,sex,n
G1,W1,M,937
G1,W1,V,4000
G1,W2,M,5000
G1,W2,V,6000
G2,W3,M,7000
G2,W3,V,8000
"""
SMALL_KEYS = ["--geo", "gem,wijk", "--by", "sex", "--minimum", "1000"]  # 937 is what may never be told


class Refusal(Folder):
    def protect(self, code, said, text, *words):
        words = words or (*SMALL_KEYS, "--count", "n")
        return self.refuses(code, said, "protect", self.file(text), *words, "--out", self.out)

    def test_names_the_line_and_column_of_what_is_no_table(self):
        for said, text in {
            ("table.csv: line 3, column n: expected a whole number", "regel 3, kolom n: verwacht een geheel getal"):
                SMALL.replace("4000", "4000.5"),
            ("line 3, column n: expected a whole number", "regel 3, kolom n: verwacht een geheel getal"):
                SMALL.replace("4000", ""),
            ("line 3, column n: expected a count from 0", "regel 3, kolom n: verwacht een aantal van 0"):
                SMALL.replace("4000", "-4000"),
            ("lines 2 and 8 have the same codes", "regels 2 en 8 hebben dezelfde codes"): SMALL + "G1,W1,M,1\n",
            ("line 8, column wijk: this code has another gem than in line 3",
             "regel 8, kolom wijk: deze code heeft een andere gem dan in regel 3"): SMALL + "G2,W1,M,1\n",
            ("line 8, column gem: T means the total", "regel 8, kolom gem: T betekent het totaal"): SMALL + "T,W1,M,937\n",
            ("line 8, column n: the parts of this total (T) are more than the whole",
             "regel 8, kolom n: de delen van dit totaal (T) zijn meer dan het geheel"): SMALL + "G1,T,M,5936\n",
            ("line 8, column n: the parts of this total (T) are less than the whole",
             "regel 8, kolom n: de delen van dit totaal (T) zijn minder dan het geheel"): SMALL + "T,T,T,30938\n",
            ("line 8: 3 fields, expected 4", "regel 8: 3 velden, verwacht 4"): SMALL + "G1,W1,M\n",
            ("table.csv: expected a CSV", "table.csv: verwacht een CSV"): "",
            ("table.csv: no rows below the header", "table.csv: geen rijen onder de kop"): "gem,wijk,sex,n\n",
            ("there is no column sex; there are: gem, wijk, n", "er is geen kolom sex; er zijn: gem, wijk, n"):
                "gem,wijk,n\nG1,W1,1\n",
        }.items():
            with self.subTest(said=said[0]):
                for message in self.protect(BAD_INPUT, said, text):
                    self.assertNotIn("937", message)

    def test_names_the_option_that_misses_or_cannot_be(self):
        keys = {"--geo": "gem,wijk", "--by": "sex", "--count": "n", "--out": str(self.out)}
        table = self.file(SMALL)
        for missing in ("--geo", "--count", "--out"):
            words = [word for key, value in keys.items() if key != missing for word in (key, value)]
            self.refuses(WRONG_USE, (f"{missing} is needed", f"{missing} is nodig"), "protect", table, *words)
        for words, said in {
            ("--criterion", "C"): ("--criterion: expected A or B", "--criterion: verwacht A of B"),
            ("--zeros", "no"): ("--zeros: expected published or reasoned or protected or structural",
                                "--zeros: verwacht published of reasoned of protected of structural"),
            ("--objective", "x"): ("--objective: expected value or count", "--objective: verwacht value of count"),
            ("--minimum", "2"): ("--minimum: expected a whole number from 3", "--minimum: verwacht een geheel getal van 3"),
            ("--time", "0"): ("--time: expected a whole number from 1", "--time: verwacht een geheel getal van 1"),
            ("--by", "wijk"): ("--by: column wijk is named twice", "--by: kolom wijk is twee keer genoemd"),
            ("--by", "a,,b"): ("--by: expected names of columns", "--by: verwacht namen van kolommen"),
            ("--count", "wijk"): ("--count: column wijk is a key column", "--count: kolom wijk is een sleutelkolom"),
            ("--nix",): ("wijkscan gate protect has no flag --nix", "wijkscan gate protect kent geen --nix"),
        }.items():
            changed = {**keys, **({words[0]: words[1]} if len(words) == 2 else {})}
            rest = [word for pair in changed.items() for word in pair] + (list(words) if len(words) == 1 else [])
            self.refuses(WRONG_USE, said, "protect", table, *rest)
        self.refuses(NOT_FOUND, ("cannot be read", "kan niet worden gelezen"), "protect", self.folder / "x.csv", *SMALL_KEYS,
                     "--count", "n", "--out", self.out)
        self.refuses(WRONG_USE, ("is the table itself", "is de tabel zelf"), "protect", table, *SMALL_KEYS, "--count", "n",
                     "--out", self.folder / "." / "table.csv")
        self.assertEqual(table.read_text(), SMALL)
        self.refuses(WRONG_USE, ("there is no wijkscan gate nix", "er is geen wijkscan gate nix"), "nix")

    def test_explains_itself_in_two_languages(self):
        for words in ((), ("protect",), ("audit",)):
            texts = [self.gate(*words, "--help", language=language) for language in ("en", "nl")]
            self.assertTrue(all(done.returncode == OK and done.stderr == "" for done in texts))
            self.assertIn("usage: wijkscan gate", texts[0].stdout)
            self.assertIn("gebruik: wijkscan gate", texts[1].stdout)


def pattern_of(table, columns, suppressed):
    """A complete pattern of a small table, rows in any order; suppressed says which cells it hides."""
    rows = list(csv.DictReader(io.StringIO(table)))
    cells = {}
    for row in rows:
        places = [("T", "T"), (row["gem"], "T"), (row["gem"], row["wijk"])]
        for place in places:
            for sex in ("T", row["sex"]):
                key = (*place, sex)
                cells[key] = cells.get(key, 0) + int(row["n"])
    lines = [",".join([*columns, "n", "primary", "suppressed"])]
    for key, n in cells.items():
        hide = int(key in suppressed)
        lines.append(",".join([*key, str(n), str(int(0 < n < 1000)), str(hide)]))
    return "\n".join(lines) + "\n"


HIDDEN = {("G1", "W1", "M"), ("G1", "W1", "V"), ("G1", "W2", "M"), ("G1", "W2", "V")}
PATTERN = pattern_of(SMALL, ["gem", "wijk", "sex"], HIDDEN)


class StandIn(Folder):
    """All but the solver: a program that the test wrote stands in its place."""

    def stand_in(self, how):
        place = self.folder / "bin"
        place.mkdir(exist_ok=True)
        self.program = place / "wijkscan"
        if not self.program.exists():
            shutil.copy(WIJKSCAN, self.program)
        self.log = self.folder / "log"
        script = place / "wijkscan-suppress"
        script.write_text(STAND_IN.format(how=how, log=str(self.log)))
        script.chmod(0o755)
        verifier = script.with_name("wijkscan-verify")
        verifier.write_text(STAND_IN_VERIFIER.format(how=how))
        verifier.chmod(0o755)

    def protect(self, table, *words):
        return self.must("protect", table, *SMALL_KEYS, "--count", "n", "--out", self.out, *words)

    def test_writes_every_cell_with_its_key(self):
        self.stand_in("")
        said = self.protect(self.file(SMALL), "--time", "7", "--heuristic-only")
        # W3 is all of G2: each is hidden as both
        self.assertEqual(said, "cells 18\nprimaries 1\nsecondaries 17\nloss 184685\nbound 0\ngap 184685\n")
        self.assertEqual(self.log.read_text(), "protect --time 7 --heuristic-only")
        rows = list(csv.DictReader(self.out.open()))
        self.assertEqual(list(rows[0]), ["gem", "wijk", "sex", "n", "primary", "suppressed"])
        self.assertEqual([",".join(row.values()) for row in rows[:8]],
                         ["T,T,T,30937,0,1", "T,T,M,12937,0,1", "T,T,V,18000,0,1", "G1,T,T,15937,0,1", "G1,T,M,5937,0,1",
                          "G1,T,V,10000,0,1", "G1,W1,T,4937,0,1", "G1,W1,M,937,1,1"])
        loss = sum(int(row["n"]) for row in rows if row["suppressed"] == "1" and row["primary"] == "0")
        said = json.loads(self.protect(self.file(SMALL), "--json"))
        self.assertEqual(said, {"cells": 18, "primaries": 1, "secondaries": 17, "loss": loss, "bound": 0, "gap": loss})
        self.assertEqual(self.protect(self.file(SMALL), "--quiet"), "")
        self.assertIn("\nloss 17\n", self.protect(self.file(SMALL), "--objective", "count"))

    def test_gives_the_same_bytes_for_rows_in_any_order(self):
        self.stand_in("")
        self.protect(self.file(SMALL))
        want = self.out.read_bytes()
        head, *rows = SMALL.splitlines(keepends=True)
        rows += ["G1,W1,T,4937\n", "T,T,V,18000\n"]  # totals that add up change nothing
        for seed in range(5):
            random.Random(seed).shuffle(rows)
            self.protect(self.file(head + "".join(rows)))
            self.assertEqual(self.out.read_bytes(), want)

    def test_writes_nothing_when_the_suppressor_fails(self):
        table = self.file(SMALL)
        for how, code, said in (
            ("fails", FAILED, ("wijkscan-suppress: ended with exit code 70: geen patroon\n",
                               "wijkscan-suppress: gestopt met afsluitcode 70: geen patroon\n")),
            ("other", BAD_INPUT, ("expected the hash of this protection", "verwacht de hash van deze bescherming")),
            ("shows", BAD_INPUT, ("expected a whole number from 1 to 1", "verwacht een geheel getal van 1 tot 1")),
            ("cut", BAD_INPUT, ("expected another line", "verwacht nog een regel")),
            ("doubted", FAILED, ("wijkscan-verify: ended with exit code 1: cell 3 has no proof",
                                 "wijkscan-verify: gestopt met afsluitcode 1: cell 3 has no proof")),
        ):
            self.stand_in(how)
            self.refuses(code, said, "protect", table, *SMALL_KEYS, "--count", "n", "--out", self.out)

    def test_leaves_nothing_behind_when_a_signal_ends_it(self):
        self.stand_in("sleeps")
        for number in (signal.SIGTERM, signal.SIGINT):
            self.log.unlink(missing_ok=True)
            running = subprocess.Popen([self.program, "gate", "protect", self.file(SMALL), *SMALL_KEYS, "--count", "n",
                                        "--out", self.out], stderr=subprocess.PIPE, env=self.environment())
            while not self.log.exists() and running.poll() is None:
                time.sleep(0.01)
            self.assertEqual(len(list(self.private.iterdir())), 1)
            running.send_signal(number)
            running.communicate(timeout=60)
            self.assertEqual(running.returncode, -number)
            self.assertEqual(list(self.private.iterdir()), [])
            self.assertFalse(self.out.exists())

    def test_audits_without_telling_what_is_hidden(self):
        table = self.file(SMALL)
        pattern = self.file(PATTERN, "p.csv")
        self.stand_in("")
        said = self.must("audit", table, pattern, "--minimum", "1000")
        self.assertEqual(said, "cells hidden 4\nprimaries 1\ncells exactly derivable 0\nprimaries exactly derivable 0\n"
                               "cells under the promise 0\n")
        self.stand_in("derives")
        for language in ("en", "nl"):
            done = self.gate("audit", table, pattern, "--minimum", "1000", language=language)
            self.assertEqual(done.returncode, REFUSED)
            self.assertEqual(done.stderr.count("\n"), 1)
            self.assertNotIn("937", done.stdout + done.stderr)
            self.assertIn("G1,W1,M", done.stdout.splitlines()[5])
        said = json.loads(self.gate("audit", table, pattern, "--minimum", "1000", "--json").stdout)
        self.assertEqual({name: said[name] for name in said if name != "cells"},
                         {"hidden": 4, "primaries": 1, "derivable": 4, "derivable_primaries": 1, "under_promise": 1})
        self.assertEqual(said["cells"][0], {"key": {"gem": "G1", "wijk": "W1", "sex": "M"}, "derivable": True,
                                            "under_promise": True})
        for how in ("forgets", "lies"):
            self.stand_in(how)
            for message in self.refuses(BAD_INPUT, (("expected another line", "verwacht nog een regel") if how == "forgets"
                                                    else ("expected an interval", "verwacht een interval")),
                                        "audit", table, pattern, "--minimum", "1000"):
                self.assertNotIn("937", message)

    def test_takes_what_any_pattern_shows_as_known(self):
        table = self.file(SMALL)
        first = self.file(PATTERN, "first.csv")
        other = self.file(pattern_of(SMALL, ["gem", "wijk", "sex"], {("G1", "W1", "M"), ("G1", "W1", "T"), ("G1", "T", "M"),
                                                                      ("G1", "T", "T")}), "other.csv")
        self.stand_in("")
        said = self.must("audit", table, first, other, "--minimum", "1000")
        self.assertTrue(said.startswith("cells hidden 1\n"), said)

    def test_refuses_a_pattern_that_is_not_one_of_this_table(self):
        self.stand_in("")
        table = self.file(SMALL)
        lines = PATTERN.splitlines(keepends=True)
        shown = next(i for i, line in enumerate(lines) if line.startswith("G1,W1,M,"))
        for code, said, text in (
            (BAD_INPUT, ("1 of its cells are missing, the first is T,T,T", "er ontbreken 1 cellen, de eerste is T,T,T"),
             "".join(lines[:1] + lines[2:])),
            (BAD_INPUT, (f"line {len(lines) + 1}: not a pattern of this table: it has no such cell",
                         f"regel {len(lines) + 1}: geen patroon van deze tabel: die heeft deze cel niet"),
             PATTERN + "G9,T,T,0,0,0\n"),
            (BAD_INPUT, ("line 2, column n: not the count", "regel 2, kolom n: niet het aantal"),
             PATTERN.replace("30937", "30938")),
            (BAD_INPUT, ("line 2, column suppressed: expected 0 or 1", "regel 2, kolom suppressed: verwacht 0 of 1"),
             PATTERN.replace("30937,0,0", "30937,0,x")),
            (BAD_INPUT, ("line 1: expected key columns, then n,primary,suppressed",
                         "regel 1: verwacht sleutelkolommen, dan n,primary,suppressed"), SMALL),
            (REFUSED, (f"line {shown + 1}: shows a cell that the rule hides", f"regel {shown + 1}: toont een cel"),
             PATTERN.replace("937,1,1", "937,1,0")),
        ):
            for message in self.refuses(code, said, "audit", table, self.file(text, "p.csv"), "--minimum", "1000"):
                self.assertNotIn("937,", message)
        self.refuses(BAD_INPUT, ("other key columns", "andere sleutelkolommen"), "audit", table, self.file(PATTERN, "p.csv"),
                     self.file("gem,age,n,primary,suppressed\nT,T,1,0,0\n", "q.csv"), "--minimum", "1000")


@needs_tables
class Chain(Folder):
    """With the suppressor of the product, on the tables of reference/sdc."""

    def table(self, name):
        return SDC / "synth" / f"{name}.csv"

    def pattern(self, table, name):
        """A pattern of another program, in our columns: theirs has one geographic column, with REG for the whole."""
        with open(self.table(table), encoding="utf-8") as file:
            gem = {row["wijk"]: row["gem"] for row in csv.DictReader(file)}
        lines = ["gem,wijk,age,sex,n,primary,suppressed"]
        with open(SDC / "patterns" / f"{name}.csv", encoding="utf-8") as file:
            for geo, *rest in list(csv.reader(file))[1:]:
                place = ("T", "T") if geo == "REG" else (gem[geo], geo) if geo in gem else (geo, "T")
                lines.append(",".join([*place, *rest]))
        return self.file("\n".join(lines) + "\n", f"{name}.csv")

    def audit(self, *words):
        done = self.gate("audit", *words, "--json")
        self.assertIn(done.returncode, (OK, REFUSED), done.stderr)
        said = json.loads(done.stdout)
        self.assertEqual(done.returncode, REFUSED if said["under_promise"] else OK)
        self.assertLessEqual(len(said["cells"]), 20)
        return said

    @needs_attack
    def test_135_is_rejected_as_given_and_protected(self):
        """github.com/sdcTools/UserSupport/issues/135: three who are alone in a row; each can tell the two others."""
        table = SDC / "issues" / "us135.csv"
        rule = ["--count", "n", "--minimum", "3", "--criterion", "A"]
        keys = ["--geo", "var1", "--by", "var2"]
        self.assertIn("primaries 7\nsecondaries 0\n", self.must("protect", table, *keys, *rule, "--out", self.out))
        self.assertEqual(self.audit(table, self.out, *rule)["under_promise"], 0)
        told = self.audit(table, self.out, *rule, "--insiders", "1")
        self.assertEqual((told["under_promise"], told["derivable_primaries"]), (4, 4))
        said = self.must("protect", table, *keys, *rule, "--insiders", "1", "--out", self.out)
        self.assertIn("primaries 7\nsecondaries 3\nloss 19\nbound 19\n", said)
        self.assertEqual(self.audit(table, self.out, *rule, "--insiders", "1")["under_promise"], 0)

    @needs_attack
    def test_finds_in_the_patterns_of_others_what_an_independent_attack_found(self):
        """research/disclosure.md, section 2, 'Audit'."""
        for table, name, hidden, under in (
            ("wijk12", "gauss_wijk12_n_10_zerosPub", 138, None),
            ("wijk60", "gauss_wijk60_n_10_zerosPub", 350, None),
            ("wijk300", "gauss_wijk300_n_10_zerosPub", 2208, 43),
            ("wijk12", "sdct_wijk12_SIMPLEHEURISTIC", 141, None),
        ):
            pattern = self.pattern(table, name)
            exact = self.audit(self.table(table), pattern, "--criterion", "A")
            self.assertEqual((exact["hidden"], exact["derivable"], exact["under_promise"]), (hidden, 0, 0))
            far = self.audit(self.table(table), pattern)
            self.assertGreater(far["under_promise"], 0)
            if under is not None:
                self.assertEqual(far["under_promise"], under)

    @needs_attack
    def test_finds_what_two_safe_patterns_give_away_together(self):
        table = self.table("wijk12")
        said = self.audit(table, self.pattern("wijk12", "gauss_wijk12_n_10_zerosPub"),
                          self.pattern("wijk12", "sdct_wijk12_GAUSS"))
        self.assertEqual((said["hidden"], said["derivable_primaries"], said["under_promise"]), (131, 7, 34))

    def protect(self, table, *words):
        return json.loads(self.must("protect", table, *KEYS, "--out", self.out, "--json", *words))

    @needs_protect
    def test_is_safe_together_with_what_was_published_before(self):
        for name in ("wijk12", "wijk60", "wijk300"):
            table = self.table(name)
            before = self.pattern(name, f"gauss_{name}_n_10_zerosPub")
            said = json.loads(self.must("protect", table, before, *KEYS, "--out", self.out, "--json", "--criterion", "A",
                                        "--heuristic-only"))
            audit = self.audit(table, self.out, before, "--criterion", "A")
            self.assertEqual((audit["under_promise"], audit["derivable_primaries"]), (0, 0), name)
            self.assertLessEqual(audit["hidden"], said["primaries"] + said["secondaries"])

    @needs_protect
    def test_what_was_published_before_binds(self):
        """Two patterns of our own, each safe, give ten counts away together; not when the second knows the first."""
        table = self.table("wijk12")
        first, second = self.folder / "first.csv", self.folder / "second.csv"
        self.must("protect", table, *KEYS, "--out", first, "--time", "30")
        self.must("protect", table, *KEYS, "--out", second, "--time", "30", "--objective", "count")
        apart = self.audit(table, first, second)
        self.assertEqual((apart["derivable_primaries"], apart["under_promise"]), (10, 20))
        self.must("protect", table, first, *KEYS, "--out", second, "--time", "30", "--objective", "count")
        together = self.audit(table, first, second)
        self.assertEqual((together["derivable_primaries"], together["under_promise"]), (0, 0))
        self.refuses(REFUSED, ("shows a cell that the rule hides", "toont een cel die volgens de regel verborgen moet"), "protect", table,
                     first, *KEYS, "--out", self.folder / "third.csv", "--minimum", "30")

    @needs_protect
    def test_stays_safe_release_after_release(self):
        table = self.table("wijk12")
        rows = list(csv.DictReader(open(table, encoding="utf-8", newline="")))
        source = random.Random(4)
        self.assertGreater(len(rows), 100)
        for _ in range(20):
            patterns = []
            for release in range(3):  # somebody hides what need not be hidden: another pattern every time
                said = json.loads(self.must("protect", table, *patterns, *KEYS, "--out", self.out, "--json",
                                            "--heuristic-only", "--objective", source.choice(["value", "count"])))
                self.assertEqual(said["primaries"], 106)
                cells = list(csv.DictReader(self.out.open()))
                for cell in cells:
                    if int(cell["n"]) >= 10 and source.random() < 0.1:
                        cell["suppressed"] = "1"
                pattern = self.folder / f"release{release}.csv"
                with open(pattern, "w", encoding="utf-8", newline="") as file:
                    writer = csv.DictWriter(file, cells[0].keys())
                    writer.writeheader()
                    writer.writerows(cells)
                patterns.append(pattern)
            audit = self.audit(table, *patterns)
            self.assertEqual((audit["under_promise"], audit["derivable_primaries"]), (0, 0))

    def assert_safe(self, table, said, *words):
        audit = self.audit(table, self.out, *words)
        self.assertEqual((audit["under_promise"], audit["derivable_primaries"]), (0, 0))
        self.assertEqual((audit["hidden"], audit["primaries"]), (said["primaries"] + said["secondaries"], said["primaries"]))

    @needs_protect
    def test_protects_what_it_then_audits(self):
        """No safe pattern loses less than the proven optima of reference/sdc/README.md."""
        for table, primary, optimum in (("wijk12", 106, {"A": 578, "B": 814}), ("wijk60", 263, {"A": 1119, "B": 1202})):
            for criterion, least in optimum.items():
                said = self.protect(self.table(table), "--criterion", criterion, "--time", "30")
                self.assertEqual(said["primaries"], primary)
                self.assertGreaterEqual(said["loss"], least)
                self.assertLessEqual(said["bound"], least)
                with open(self.out, encoding="utf-8") as file:
                    rows = list(csv.DictReader(file))
                self.assertEqual(said["loss"], sum(int(row["n"]) for row in rows
                                                   if row["suppressed"] == "1" and row["primary"] == "0"))
                self.assert_safe(self.table(table), said, "--criterion", criterion)

    @needs_protect
    def test_protects_the_same_whatever_the_order_of_the_rows(self):
        with open(self.table("wijk12"), encoding="utf-8") as file:
            head, *rows = file.read().splitlines(keepends=True)
        self.protect(self.table("wijk12"), "--heuristic-only")
        want = self.out.read_bytes()
        for seed in range(3):
            random.Random(seed).shuffle(rows)
            self.protect(self.file(head + "".join(rows)), "--heuristic-only")
            self.assertEqual(self.out.read_bytes(), want)

    @needs_protect
    def test_hides_a_gemeente_with_its_only_wijk(self):
        rows = ["gem,wijk,age,sex,n"]
        rows += [f"G1,W{wijk},A{age},{sex},{20 + wijk + age}" for wijk in (1, 2, 3) for age in (1, 2) for sex in "MV"]
        rows += [f"G2,W4,A{age},{sex},{4 if age == 1 and sex == 'M' else 30}" for age in (1, 2) for sex in "MV"]
        rows += [f"G3,W{wijk},A{age},{sex},50" for wijk in (5, 6) for age in (1, 2) for sex in "MV"]
        table = self.file("\n".join(rows) + "\n")
        said = self.protect(table)
        self.assertEqual(said["primaries"], 2)
        with open(self.out, encoding="utf-8") as file:
            rows = {(row["gem"], row["wijk"], row["age"], row["sex"]): row["suppressed"] for row in csv.DictReader(file)}
        for age in ("T", "A1", "A2"):
            for sex in "TMV":
                self.assertEqual(rows["G2", "T", age, sex], rows["G2", "W4", age, sex])
        self.assert_safe(table, said)


@needs_tables
@needs_protect
class Proofs(Folder):
    """What stands between a pattern and the world: changed anywhere, it is refused."""

    def setUp(self):
        super().setUp()
        self.files = {name: self.folder / name for name in ("question", "pattern", "witnesses")}

    def prove(self, criterion):
        questions.write(questions.read(SDC / "synth" / "wijk12.csv"), criterion, self.files["question"])
        self.run_it(SUPPRESSOR, "protect", *self.files.values(), "--time", "30")
        self.texts = {name: path.read_text().splitlines() for name, path in self.files.items()}

    def run_it(self, *words):
        done = subprocess.run(list(map(str, words)), capture_output=True, text=True, check=False, timeout=300)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def verify(self):
        return subprocess.run([VERIFIER, "pattern", *self.files.values()], capture_output=True, text=True, check=False,
                              timeout=60)

    def mutate(self, source):
        """One change of one file that a careless or a dishonest hand could make; None: it changes nothing."""
        name = source.choice(["question", "pattern", "witnesses", "witnesses", "witnesses"])
        lines = list(self.texts[name])
        at = source.randrange(len(lines))
        words = lines[at].split(" ")
        how = source.choice(["word", "word", "line away", "cut", "swap"])
        if how == "word":
            i = source.randrange(len(words))
            if words[i].lstrip("-").isdigit():
                words[i] = str(int(words[i]) + source.choice([-2, -1, 1, 2]))
            else:
                words[i] = source.choice(["open", "known", "up", "down", "x", words[i][::-1]])
            lines[at] = " ".join(words)
        elif how == "line away":
            del lines[at]
        elif how == "cut":
            del lines[at:]
        else:
            other = source.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        return None if lines == self.texts[name] else (name, lines)

    def holds(self, name, lines):
        """Whether what was changed is still a proof: worked out again, another way than the verifier."""
        if name == "question":
            return False  # pattern and proofs name it by its hash
        if name == "pattern":
            states = [line.split(" ")[0] for line in self.texts["question"][-len(self.texts["pattern"][5:]):]]
            if len(lines) != len(self.texts["pattern"]) or lines[:2] != self.texts["pattern"][:2]:
                return False
            numbers = [line.split(" ") for line in lines[2:4]]
            if [words[0] for words in numbers] != ["loss", "bound"] or any(
                len(words) != 2 or not words[1].lstrip("-").isdigit() for words in numbers
            ):
                return False
            costs = [float(line.split(" ")[4]) for line in self.texts["question"][-len(self.texts["pattern"][5:]):]]
            loss, bound = (int(words[1]) for words in numbers)
            if loss != sum(cost for cost, line in zip(costs, lines[5:]) if line == "1") or not 0 <= bound <= loss:
                return False
            if lines[4] != self.texts["pattern"][4] or any(line not in ("0", "1") for line in lines[5:]):
                return False
            if any((state == "known" and line == "1") or (state == "primary" and line == "0")
                   for state, line in zip(states, lines[5:])):
                return False
            return self.add_up(lines, self.texts["witnesses"])
        return self.add_up(self.texts["pattern"], lines)

    def readers(self):
        """What each reader knows: nothing, or all atoms of the cells of one person that they are."""
        readers = [(None, set())]
        for person in (a for a, n in enumerate(self.atoms) if n == 1 and self.insiders):
            alone = [set(members) for _, value, _, _, members in self.cells if value == 1 and person in members]
            readers.append((person, {person}.union(*alone)))
        return readers

    def read_question(self):
        question = self.texts["question"]
        self.insiders = question[1] == "insiders 1"
        start = 2 if self.insiders else 1
        n_atoms = int(question[start].split(" ")[1])
        self.atoms = list(map(int, question[start + 1 : start + 1 + n_atoms]))
        rest = [line.split(" ") for line in question[start + 2 + n_atoms :]]
        self.cells = [(words[0], *map(int, words[1:4]), list(map(int, words[6:]))) for words in rest]

    def add_up(self, pattern, witnesses):
        self.read_question()
        hidden = [line == "1" for line in pattern[5:]]
        if witnesses[:2] != self.texts["witnesses"][:2] or len(witnesses) < 3:
            return False
        head = witnesses[2].split(" ")
        rest = [line.split(" ") for line in witnesses[3:]]
        tables = []
        try:
            if head[0] != "witnesses" or len(head) != 3 or int(head[1]) != len(rest):
                return False
            most = int(head[2])
            for words in rest:
                times, n = int(words[0]), int(words[1])
                pairs = [(int(words[2 + 2 * k]), int(words[3 + 2 * k])) for k in range(n)]
                most -= n
                if (len(words) != 2 + 2 * n or n < 1 or not 1 <= times <= 4096 or most < 0
                        or [a for a, _ in pairs] != sorted({a for a, _ in pairs})
                        or any(not 0 <= a < len(self.atoms) for a, _ in pairs)
                        or any(change == 0 or times * self.atoms[a] + change < 0 for a, change in pairs)):
                    return False
                moved = dict(pairs)
                by = [sum(moved.get(member, 0) for member in cell[4]) for cell in self.cells]
                if any(by[i] and cell[0] != "primary" and not hidden[i] for i, cell in enumerate(self.cells)):
                    return False
                tables.append((times, set(moved), by))
        except (ValueError, IndexError):
            return False
        return all(self.is_served(tables, *reader) for reader in self.readers())

    def is_served(self, tables, person, known):
        quiet = [(times, by) for times, moved, by in tables if not moved & known]
        for i, (state, value, lower, upper, members) in enumerate(self.cells):
            if state != "primary":
                continue
            if not known & set(members) and not any(by[i] >= times * (upper - value) for times, by in quiet):
                return False
            if not (person in members and lower == 0) and not any(by[i] <= times * (lower - value) for times, by in quiet):
                return False
        return True

    def test_every_change_is_refused_unless_it_is_a_proof_too(self):
        self.mutate_all("B")

    def test_so_it_is_where_insiders_read_along(self):
        self.mutate_all("B1")

    def mutate_all(self, criterion):
        self.prove(criterion)
        self.assertEqual(self.verify().returncode, 0)
        source = random.Random(20261122)
        n_refused = n_held = 0
        while n_refused < N_MUTANTS:
            changed = self.mutate(source)
            if changed is None:
                continue
            name, lines = changed
            self.files[name].write_text("\n".join(lines) + "\n")
            done = self.verify()
            self.files[name].write_text("\n".join(self.texts[name]) + "\n")
            self.assertIn(done.returncode, (OK, BAD_INPUT, REFUSED), done.stderr)
            self.assertEqual(done.returncode == 0, self.holds(name, lines), (name, done.stderr))
            n_refused += done.returncode != OK
            n_held += done.returncode == 0
        self.assertLess(n_held, n_refused / 5)  # a line of the proofs in another place, a table that goes further
        self.assertEqual(self.verify().returncode, 0)


if __name__ == "__main__":
    tap.main()
