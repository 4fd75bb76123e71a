"""`wijkscan gate round`, `cell-key`, `ptable` and `new-key` from outside: held to what SmallCountRounding 1.2.5
(Statistics Norway) makes of the same tables, and to a second reckoning of the cell key method in Python.

SPDX-License-Identifier: EUPL-1.2
"""

import collections
import csv
import hashlib
import itertools
import json
import math
import random
import re

import tap
from test_disclosure import BAD_INPUT, FAILED, NOT_FOUND, OK, REFUSED, SDC, WRONG_USE, Folder, needs_tables

KEYS = ["--geo", "gem,wijk", "--by", "age,sex"]
ONE_METHOD = ("one table keeps one method for life", "een tabel houdt zijn leven lang een methode")


def read(path, delimiter=","):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def cells_of(row):
    """All cells that a row of gem, wijk, age and sex is counted in."""
    geo = (("T", "T"), (row["gem"], "T"), (row["gem"], row["wijk"]))
    return [(*place, age, sex) for place in geo for age in ("T", row["age"]) for sex in ("T", row["sex"])]


class Treatment(Folder):
    def setUp(self):
        super().setUp()
        self.out = self.folder / "out.csv"

    def shown(self, column):
        """The cells of the file, by key; its method, which every row says."""
        rows = read(self.out)
        self.assertEqual(list(rows[0]), ["gem", "wijk", "age", "sex", column, "method"])
        self.assertEqual(len({row["method"] for row in rows}), 1)
        return {tuple(row[key] for key in ("gem", "wijk", "age", "sex")): row[column] for row in rows}, rows[0]["method"]

    def distance(self, values, shown):
        changes = {key: abs(int(shown[key]) - value) for key, value in values.items() if shown[key] != ""}
        hellinger = sum((math.sqrt(values[key]) - math.sqrt(int(shown[key]))) ** 2 for key in changes) / 2
        return {
            "cells": len(values),
            "hidden": len(values) - len(changes),
            "changed": sum(change != 0 for change in changes.values()),
            "mean_change": sum(changes.values()) / len(changes),
            "largest_change": max(changes.values()),
            "sum_of_squares": sum(change**2 for change in changes.values()),
            "utility": 1 - math.sqrt(hellinger) / math.sqrt(sum(values[key] for key in changes)),
        }

    def assert_distance(self, said, values, shown):
        for name, value in self.distance(values, shown).items():
            self.assertAlmostEqual(said[name], value, 9, name)


class Rounding(Treatment):
    def table(self, name):
        return SDC / "synth" / f"{name}.csv"

    def values(self, path):
        values = collections.Counter()
        for row in read(path):
            for cell in cells_of(row):
                values[cell] += int(row["n"])
        return values

    def round(self, table, base, *words):
        return json.loads(self.must("round", table, *words, *KEYS, "--count", "n", "--base", base, "--out", self.out, "--json"))

    @needs_tables
    def test_lies_no_farther_than_the_rounding_of_statistics_norway(self):
        """research/disclosure.md, section 2: SmallCountRounding 1.2.5 on wijk300."""
        table = self.table("wijk300")
        values = self.values(table)
        for base, changed, mean, largest in ((5, 1768, 0.53, 6), (10, 3177, 1.82, 15)):
            said = self.round(table, base)
            shown, method = self.shown("rounded")
            self.assertEqual(method, f"small-count-rounding base={base}")
            self.assertEqual(said["cells"], 6615)
            self.assertLessEqual(said["changed"], changed)
            self.assertLessEqual(said["mean_change"], mean)
            self.assertLessEqual(said["largest_change"], largest)
            self.assert_distance(said, values, shown)

    @needs_tables
    def test_adds_up_and_has_no_small_count(self):
        for name, base in itertools.product(("wijk12", "wijk60"), (3, 5, 10)):
            table = self.table(name)
            self.round(table, base)
            shown = {key: int(value) for key, value in self.shown("rounded")[0].items()}
            sums = collections.Counter()
            for row in read(table):
                inner = shown[row["gem"], row["wijk"], row["age"], row["sex"]]
                n = int(row["n"])
                self.assertIn(inner, (0, base) if 0 < n < base else (n,))
                for cell in cells_of(row):
                    sums[cell] += inner
            self.assertEqual(shown, dict(sums))
            self.assertFalse([value for value in shown.values() if 0 < value < base])

    @needs_tables
    def test_rounds_the_same_whatever_the_order_of_the_rows(self):
        head, *rows = self.table("wijk60").read_text(encoding="utf-8").splitlines(keepends=True)
        self.round(self.table("wijk60"), 10)
        want = self.out.read_bytes()
        for seed in range(3):
            random.Random(seed).shuffle(rows)
            self.round(self.file(head + "".join(rows)), 10)
            self.assertEqual(self.out.read_bytes(), want)

    @needs_tables
    def test_one_table_keeps_one_method(self):
        table = self.table("wijk12")
        self.round(table, 5)
        rounded = self.file(self.out.read_text(encoding="utf-8"), "rounded.csv")
        self.out.unlink()
        full = (*KEYS, "--count", "n", "--out", self.out)
        for words in (("protect", table, rounded, *full), ("audit", table, rounded), ("round", rounded, *full),
                      ("protect", rounded, *KEYS, "--count", "rounded", "--out", self.out)):
            texts = self.refuses(REFUSED, ONE_METHOD, *words)
            self.assertIn("(small-count-rounding base=5)", texts[0])
        self.refuses(REFUSED, ONE_METHOD, "round", table, rounded, *full, "--base", "10")
        pattern = self.file("gem,wijk,age,sex,n,primary,suppressed\nT,T,T,T,1000,0,0\n", "pattern.csv")
        self.refuses(REFUSED, ONE_METHOD, "round", table, pattern, *full)
        self.round(table, 5, rounded)
        self.assertEqual(self.out.read_bytes(), rounded.read_bytes())

    @needs_tables
    def test_refuses_a_second_rounding_of_persons_that_differ_a_little(self):
        table = self.table("wijk12")
        self.round(table, 5)
        rounded = self.file(self.out.read_text(encoding="utf-8"), "rounded.csv")
        self.out.unlink()
        lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
        cells = lines[1].split(",")
        lines[1] = ",".join([*cells[:4], str(int(cells[4]) + 7), *cells[5:]])
        self.refuses(REFUSED, ("tell more than one", "zeggen meer dan een"), "round", self.file("".join(lines)), rounded,
                     *KEYS, "--count", "n", "--out", self.out)

    def test_names_what_cannot_be(self):
        table = self.file("gem,wijk,age,sex,n\nG1,W1,A1,M,937\nG1,W2,A1,V,4\n")
        flags = {"--geo": "gem,wijk", "--by": "age,sex", "--count": "n", "--out": str(self.out)}
        for missing in ("--geo", "--count", "--out"):
            words = [word for key, value in flags.items() if key != missing for word in (key, value)]
            self.refuses(WRONG_USE, (f"{missing} is needed; see wijkscan gate round", f"{missing} is nodig"), "round", table, *words)
        words = [word for pair in flags.items() for word in pair]
        for base in ("1", "0", "-5", "1001", "5.5", "x"):
            self.refuses(WRONG_USE, ("--base: expected a whole number from 2 to 1000", "--base: verwacht een geheel getal van 2"),
                         "round", table, *words, "--base", base)
        self.refuses(WRONG_USE, ("is a file to read", "is een bestand om te lezen"), "round", table, *words[:-1], table)
        self.refuses(NOT_FOUND, ("cannot be read", "kan niet worden gelezen"), "round", self.folder / "x.csv", *words)
        for text in self.refuses(BAD_INPUT, ("line 3, column n: expected a count", "regel 3, kolom n: verwacht een aantal"),
                                 "round", self.file("gem,wijk,age,sex,n\nG1,W1,A1,M,937\nG1,W2,A1,V,-4\n", "bad.csv"), *words):
            self.assertNotIn("937", text)
        self.assertEqual(self.gate("round", table, *words[:-1], self.folder).returncode, FAILED)
        self.assertEqual(self.gate("round", table, *words).returncode, OK)


class CellKey(Treatment):
    """Persons of an invented region, and a key that is known here."""

    secret = bytes(range(100, 132))

    def setUp(self):
        super().setUp()
        source = random.Random(20261122)
        self.rows = []
        for wijk in range(30):
            for age, sex in itertools.product(("A1", "A2", "A3"), "MV"):
                self.rows += [{"gem": f"G{wijk // 6}", "wijk": f"W{wijk:02d}", "age": age, "sex": sex}
                              for _ in range(max(0, int(source.gauss(5, 5))))]
        for i, row in enumerate(self.rows):
            row["pseudo"] = f"BSN-{i:06d}-é"
        self.persons = self.write(self.rows)
        self.key = self.file(f"{self.secret.hex()}\n", "key")
        self.key.chmod(0o600)
        self.ptable = self.folder / "ptable.csv"
        self.must("ptable", "--largest", "5", "--variance", "3", "--out", self.ptable)

    def write(self, rows, name="persons.csv"):
        return self.file("pseudo,gem,wijk,age,sex\n" + "".join(
            f"{row['pseudo']},{row['gem']},{row['wijk']},{row['age']},{row['sex']}\n" for row in rows), name)

    def words(self, persons, *more):
        return ["cell-key", persons, *KEYS, "--record-keys", "pseudo", "--key", self.key, "--ptable", self.ptable, "--out", self.out, *more]

    def perturb(self, persons, *more):
        return json.loads(self.must(*self.words(persons, *more), "--json"))

    def refuses(self, code, said, *words):
        """Nor does a message, or a file, hold the key or a pseudonym."""
        texts = super().refuses(code, said, *words)
        for text in texts:
            self.assertNotIn(self.secret.hex()[:16], text)
            self.assertNotIn("BSN-", text)
        return texts

    def reckon(self, threshold=0, rounding=1):
        """Counts and what is shown of them, worked out again."""
        keys = collections.Counter()
        values = collections.Counter()
        for row in self.rows:
            digest = hashlib.blake2b(b"record key\0" + row["pseudo"].encode(), key=self.secret, digest_size=32).digest()
            for cell in cells_of(row):
                values[cell] += 1
                keys[cell] += int.from_bytes(digest[:8], "big")
        chances = collections.defaultdict(list)
        for line in read(self.ptable, ";"):
            chances[int(line["i"])].append((int(line["v"]), float(line["p"])))
        shown = {}
        for cell, n in values.items():
            at = (keys[cell] % 2**64 >> 11) / 2**53
            row = chances[min(n, max(chances))]
            ends = itertools.accumulate(p for _, p in row)
            n += next(v for (v, _), end in zip(row, ends) if at < end)
            shown[cell] = "" if 0 < n < threshold else str((n + rounding // 2) // rounding * rounding)
        return values, shown

    def test_shows_what_a_second_reckoning_shows(self):
        for threshold, rounding in ((0, 1), (10, 5), (0, 10), (3, 1)):
            said = self.perturb(self.persons, "--threshold", threshold, "--rounding", rounding)
            values, want = self.reckon(threshold, rounding)
            shown, method = self.shown("perturbed")
            for cell in itertools.chain(shown, want):
                self.assertEqual(shown[cell], want.get(cell, "0"), cell)  # a cell of nobody is 0
            self.assert_distance(said, {cell: values[cell] for cell in shown}, shown)
            hash = hashlib.sha256(self.ptable.read_bytes()).hexdigest()[:16]
            name = hashlib.blake2b(b"name of the key\0", key=self.secret, digest_size=32).hexdigest()[:16]
            self.assertEqual(method, f"cell-key key={name} ptable={hash} threshold={threshold} rounding={rounding}")

    def test_shows_the_same_whatever_the_order_of_the_persons(self):
        self.perturb(self.persons)
        want = self.out.read_bytes()
        for seed in range(3):
            random.Random(seed).shuffle(self.rows)
            self.perturb(self.write(self.rows))
            self.assertEqual(self.out.read_bytes(), want)

    def test_the_same_persons_get_the_same_noise_in_another_table(self):
        self.perturb(self.persons)
        shown, _ = self.shown("perturbed")
        other = self.folder / "other.csv"
        self.must("cell-key", self.persons, "--geo", "gem", "--by", "sex", "--record-keys", "pseudo", "--key", self.key,
                  "--ptable", self.ptable, "--out", other)
        rows = read(other)
        self.assertEqual(len(rows), 6 * 3)
        for row in rows:
            self.assertEqual(row["perturbed"], shown[row["gem"], "T", "T", row["sex"]])

    def test_tells_neither_the_key_nor_a_pseudonym_nor_what_was_changed(self):
        said = self.perturb(self.persons)
        text = self.out.read_text(encoding="utf-8")
        self.assertNotIn(self.secret.hex()[:16], text + json.dumps(said))
        self.assertNotIn("BSN-", text)
        self.assertTrue(text.startswith("gem,wijk,age,sex,perturbed,method\n"))

    def test_refuses_a_key_that_others_may_read(self):
        for mode in (0o644, 0o640, 0o620, 0o602):
            self.key.chmod(mode)
            self.refuses(REFUSED, ("others than its owner may read or write this key", "ook anderen dan de eigenaar mogen"),
                         *self.words(self.persons))
        self.key.chmod(0o600)
        self.key.write_text(f"{self.secret.hex()[:-2]}\n", encoding="utf-8")
        self.refuses(BAD_INPUT, ("expected a key of 64", "verwacht een sleutel van 64"), *self.words(self.persons))
        self.key.unlink()
        self.refuses(NOT_FOUND, ("cannot be read", "kan niet worden gelezen"), *self.words(self.persons))

    def test_makes_a_key_once(self):
        key = self.folder / "new"
        self.assertEqual(self.must("new-key", key), "")
        self.assertEqual(key.stat().st_mode & 0o777, 0o600)
        made = key.read_text(encoding="ascii")
        self.assertRegex(made, r"\A[0-9a-f]{64}\n\Z")
        for text in self.refuses(REFUSED, ("the key cannot be written", "de sleutel kan niet worden geschreven"), "new-key", key):
            self.assertNotIn(made[:16], text)
        self.assertEqual(key.read_text(encoding="ascii"), made)
        self.key = key
        self.perturb(self.persons)

    def test_names_the_line_of_what_is_no_person(self):
        for said, change in {
            ("column pseudo: expected a pseudonym", "kolom pseudo: verwacht een pseudoniem"): {"pseudo": ""},
            ("lines 4 and 5, column pseudo: the same person twice", "regels 4 en 5, kolom pseudo: twee keer"):
                {"pseudo": self.rows[2]["pseudo"]},
            ("line 5, column sex: expected a code; a total (T)", "regel 5, kolom sex: verwacht een code"): {"sex": "T"},
            ("line 5, column age: expected a code", "regel 5, kolom age: verwacht een code"): {"age": ""},
            ("column wijk: this code has another gem than in line", "kolom wijk: deze code heeft een andere gem"): {"gem": "G9"},
        }.items():
            rows = [*self.rows[:3], {**self.rows[3], **change}, *self.rows[4:]]
            self.refuses(BAD_INPUT, said, *self.words(self.write(rows)))
        words = self.words(self.persons)
        words[words.index("pseudo")] = "bsn"
        self.refuses(BAD_INPUT, ("there is no column bsn", "er is geen kolom bsn"), *words)
        words[words.index("bsn")] = "wijk"
        self.refuses(WRONG_USE, ("--record-keys: column wijk is a key column", "--record-keys: kolom wijk"), *words)

    def test_names_what_cannot_be(self):
        words = self.words(self.persons)
        for missing in ("--geo", "--record-keys", "--key", "--ptable", "--out"):
            at = words.index(missing)
            self.refuses(WRONG_USE, (f"{missing} is needed; see wijkscan gate cell-key", f"{missing} is nodig"),
                         *words[:at], *words[at + 2:])
        for path in (self.persons, self.key, self.ptable):
            before = path.read_bytes()
            self.refuses(WRONG_USE, ("is a file to read", "is een bestand om te lezen"), *words, "--out", path)
            self.assertEqual(path.read_bytes(), before)
        for flag in (("--threshold", "-1"), ("--threshold", "x"), ("--rounding", "0"), ("--rounding", "1001")):
            self.refuses(WRONG_USE, (f"{flag[0]}: expected", f"{flag[0]}: verwacht"), *words, *flag)

    def test_one_table_keeps_one_method(self):
        self.perturb(self.persons)
        before = self.file(self.out.read_text(encoding="utf-8"), "before.csv")
        self.perturb(self.persons, before)
        self.out.unlink()
        words = self.words(self.persons)
        words.insert(2, before)
        self.refuses(REFUSED, ONE_METHOD, *words, "--threshold", "10")
        self.refuses(REFUSED, ONE_METHOD, "round", before, *KEYS, "--count", "perturbed", "--out", self.out)
        counts = self.file("gem,wijk,age,sex,n\nG0,W00,A1,M,12\n", "counts.csv")
        self.refuses(REFUSED, ONE_METHOD, "protect", counts, before, *KEYS, "--count", "n", "--out", self.out)
        self.key.write_text(f"{'5a' * 32}\n", encoding="utf-8")
        self.refuses(REFUSED, ONE_METHOD, *words)


class Ptable(Treatment):
    def make(self, *words):
        return self.must("ptable", *words, "--out", self.out)

    def test_every_row_is_as_wished(self):
        for largest, variance, blocked in ((5, 3, 0), (5, 3, 2), (2, 1.05, 1), (12, 5, 2), (15, 30.1, 0), (50, 40, 4)):
            words = ("--largest", largest, "--variance", variance, "--blocked", blocked)
            if largest == 15:  # a count of 1 can have no more than 15
                self.out.unlink()
                self.refuses(WRONG_USE, ("the variance of a count of 1 must be above 0 and below 15", "van een aantal van 1 moet boven 0"),
                             "ptable", *words, "--out", self.out)
                continue
            self.make(*words)
            rows = collections.defaultdict(list)
            for line in read(self.out, ";"):
                self.assertEqual(int(line["j"]), int(line["i"]) + int(line["v"]))
                self.assertTrue(int(line["j"]) == 0 or int(line["j"]) > blocked)
                self.assertLessEqual(abs(int(line["v"])), largest)
                rows[int(line["i"])].append((int(line["v"]), float(line["p"])))
                self.assertAlmostEqual(float(line["p_int_ub"]), sum(p for _, p in rows[int(line["i"])]), 9)
            self.assertEqual(rows.pop(0), [(0, 1)])
            self.assertEqual(max(rows), largest + blocked + 1 if blocked else largest)
            for row in rows.values():
                self.assertAlmostEqual(sum(p for _, p in row), 1, 9)
                self.assertAlmostEqual(sum(p * v for v, p in row), 0, 9)
                self.assertAlmostEqual(sum(p * v * v for v, p in row), variance, 9)

    def test_refuses_what_is_no_table(self):
        persons = self.file("pseudo,gem\nx1,G1\nx2,G1\n", "persons.csv")
        key = self.folder / "key"
        self.must("new-key", key)
        self.make()
        good = self.out.read_text(encoding="utf-8")
        self.out.unlink()
        p = re.search(r"^3;3;([0-9.]+);", good, re.M).group(1)
        for said, text in {
            ("the probabilities of this count do not add up to 1", "de kansen van dit aantal tellen niet op tot 1"):
                good.replace(f"3;3;{p};", f"3;3;{float(p) + 1e-6!r};"),
            ("are not 0 on average", "zijn gemiddeld niet 0"): "i;v;p\n0;0;1\n1;-1;0.5\n1;2;0.5\n",
            ("line 3: expected a change that leaves nothing negative", "regel 3: verwacht een verandering"):
                "i;v;p\n0;0;1\n1;-2;0.5\n1;2;0.5\n",
            ("line 3, column i: expected a whole number", "regel 3, kolom i: verwacht een geheel getal"): "i;v;p\n0;0;1\n1.5;0;1\n",
            ("line 3, column p: expected a number", "regel 3, kolom p: verwacht een getal"): "i;v;p\n0;0;1\n1;0;x\n",
            ("there is no column v", "er is geen kolom v"): "i;p\n0;1\n",
            ("line 3: a smaller count has no lines", "regel 3: een kleiner aantal heeft geen regels"): "i;v;p\n0;0;1\n2;0;1\n",
        }.items():
            ptable = self.file(text, "ptable.csv")
            self.refuses(BAD_INPUT, said, "cell-key", persons, "--geo", "gem", "--record-keys", "pseudo", "--key", key,
                         "--ptable", ptable, "--out", self.out)
        # as write.table of R writes it
        quoted = good.replace("i;j;p;v;p_int_ub", '"i";"j";"p";"v";"p_int_ub"')
        self.must("cell-key", persons, "--geo", "gem", "--record-keys", "pseudo", "--key", key, "--ptable",
                  self.file(quoted, "ptable.csv"), "--out", self.out)

    def test_names_what_cannot_be(self):
        for flag in (("--largest", "0"), ("--largest", "101"), ("--variance", "-1"), ("--variance", "x"), ("--blocked", "-1")):
            self.refuses(WRONG_USE, (f"{flag[0]}: ", f"{flag[0]}: "), "ptable", *flag, "--out", self.out)
        self.refuses(WRONG_USE, ("expected a largest change from 1 to 100", "verwacht een grootste verandering van 1"),
                     "ptable", "--variance", "0", "--out", self.out)
        self.refuses(WRONG_USE, ("--out is needed; see wijkscan gate ptable", "--out is nodig"), "ptable")


if __name__ == "__main__":
    tap.main()
