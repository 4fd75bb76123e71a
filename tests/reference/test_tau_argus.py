"""`wijkscan gate protect` on the tables of tau-ARGUS' own tests: the same primary cells, and no more secondary ones than it
publishes.

Source: github.com/sdcTools/checkTauArgus, commit d5dbee1 (2017-09-15), GPL-3: read from the shared folder where that is there,
never copied.  Its last column is the status of a cell: 1 safe, 3 unsafe (primary), 10 protected by hand, 11 secondary, 14 empty.
Amounts, p % on holdings, cost is the amount; codes 00 of activity are missing ones, which tau-ARGUS was told to leave safe.
The table of 414 cells in the vignette of INSEE's rtauargus (64 secondary cells) is not in the shared folder, and not tested.

SPDX-License-Identifier: EUPL-1.2
"""

import collections
import csv
import gzip
import json
import subprocess
import unittest

import tap
import test_disclosure as gate

TAU = gate.SDC / "tauargus"
SAFE, UNSAFE, PROTECTED, SECONDARY, EMPTY = "1", "3", "10", "11", "14"

needs_tau = unittest.skipUnless((TAU / "expected" / "test_1.txt").is_file(), f"no tables of tau-ARGUS at {TAU}")


def hierarchy(name):
    """The codes from the top to each code of a file of tau-ARGUS: a sign before a code for each level below the first."""
    above, found = [], {}
    for line in (TAU / "inputs" / name).read_text().splitlines():
        code = line.lstrip("@")
        above = above[: len(line) - len(code)] + [code.strip()]
        if code.strip():
            found[code.strip()] = list(above)
    return found


def named(path):
    """A code by its whole path: some codes stand in two places.  An x before each: T means a total."""
    return ["x" + "/".join(path[: depth + 1]) for depth in range(len(path))]


def levels(tree, code, n):
    """The codes of n levels, from the top; a code that ends sooner stands in all below."""
    names = named(tree.get(code, [code]))
    return (names + [names[-1]] * n)[:n]


def enterprises():
    for line in (TAU / "inputs" / "example_enterprise.asc").read_text().splitlines():
        yield {"h": line[0:9], "act": line[9:11].strip(), "product": line[11:13].strip(), "region": line[13:15].strip(),
               "mun": line[15:18].strip(), "v": line[18:26].strip()}


class TauArgus(gate.Folder):
    def table(self, columns, rows):
        path = self.folder / "table.csv"
        with open(path, "w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(columns)
            out.writerows(rows)
        return path

    def protect(self, table, *words):
        said = json.loads(self.must("protect", *table, *words, "--out", self.out, "--time", "60", "--json"))
        self.assertEqual(said["gap"], 0)
        return said

    def rows(self):
        """Those of the pattern, by their codes."""
        found = {}
        with open(self.out, encoding="utf-8") as file:
            for row in csv.DictReader(file):
                found[tuple(row[name] for name in list(row)[:-3])] = row
        return found

    def hold(self, name, said, primaries, secondaries):
        status = collections.Counter()
        with open(TAU / "expected" / f"{name}.txt", encoding="utf-8") as file:
            for row in csv.reader(file):
                status[row[-1]] += 1
        self.assertEqual((status[UNSAFE], status[SECONDARY]), (primaries, secondaries))
        self.assertEqual(said["primaries"], primaries)
        self.assertLessEqual(said["secondaries"], secondaries)
        print(f"# {name}: {said['primaries']} primaries ({primaries}), {said['secondaries']} secondaries ({secondaries}), "
              f"loss {said['loss']:.2f}, bound {said['bound']:.2f}")

    def hold_cells(self, name, of_row):
        """Each cell of theirs is primary with us when it is with them."""
        ours = self.rows()
        with open(TAU / "expected" / f"{name}.txt", encoding="utf-8") as file:
            for first, second, value, status in csv.reader(file):
                row = ours.get(of_row(first.strip(), second.strip()))
                if status == EMPTY:
                    self.assertTrue(row is None or float(row["n"]) == 0, (first, second))
                    continue
                self.assertAlmostEqual(float(row["n"]), float(value), places=2, msg=(first, second))
                self.assertEqual(row["primary"] == "1", status == UNSAFE, (first, second))

    def audit(self, table, *words):
        said = json.loads(self.must("audit", *table[:1], self.out, *words, "--json"))
        self.assertEqual(said["under_promise"], 0)


def path_of(tree, code, n):
    """A code of any level as the key columns have it."""
    if code == "Total":
        return ("T",) * n
    path = tree.get(code, [code])
    if code in {name for other in tree.values() for name in other[:-1]}:
        return tuple(named(path)) + ("T",) * (n - len(path))
    return tuple(levels(tree, code, n))


def flat(code):
    return ("T",) if code == "Total" else ("x" + code,)


@needs_tau
@gate.needs_protect
class SingleTables(TauArgus):
    def test_simple_2d_has_the_same_9_primaries_and_at_most_12_secondaries(self):
        region = hierarchy("region2.hrc")
        with gzip.open(TAU / "inputs" / "tau_testW.asc.gz", "rt") as file:
            rows = [[*levels(region, line[11:13].strip(), 2), "x" + line[8:10].strip(), line[28:38].strip()] for line in file]
        table = [self.table(["part", "region", "size", "v"], rows)]
        rule = ["--value", "v", "--minimum", "1", "--p-percent", "15"]
        said = self.protect(table, "--geo", "part,region", "--by", "size", *rule)
        self.hold("Simple2D", said, 9, 12)
        self.hold_cells("Simple2D", lambda size, code: path_of(region, code, 2) + flat(size))
        self.audit(table, *rule)

    def activities(self):
        nace = hierarchy("nace_divisions.hrc")
        rows = [[*levels(nace, row["act"], 2), "x" + row["product"], row["h"], row["v"]] for row in enterprises()]
        return nace, [self.table(["section", "act", "product", "h", "v"], rows)]

    def test_1_and_2a_have_the_same_283_primaries_and_at_most_74_secondaries(self):
        """Hypercube has 133 in test_1; modular, linked to 2b, 74 in test_2a."""
        nace, table = self.activities()
        rule = ["--value", "v", "--holding", "h", "--minimum", "1", "--p-percent", "10", "--unknown", "act=x00"]
        said = self.protect(table, "--geo", "section,act", "--by", "product", *rule)
        self.hold("test_1", said, 283, 133)
        self.hold("test_2a", said, 283, 74)
        for name in ("test_1", "test_2a"):
            self.hold_cells(name, lambda act, product: path_of(nace, act, 2) + flat(product))
        self.audit(table, *rule)

    def test_1_has_primaries_among_missing_codes_too_when_they_are_not_safe(self):
        """Seven cells with the missing code, each at both levels: with us a code without parts stands at all of them."""
        _, table = self.activities()
        said = json.loads(self.must("protect", *table, "--geo", "section,act", "--by", "product", "--value", "v", "--holding",
                                    "h", "--minimum", "1", "--p-percent", "10", "--heuristic-only", "--out", self.out, "--json"))
        self.assertEqual(said["primaries"], 283 + 2 * 7)

    def test_3b_has_the_same_17_primaries_and_at_most_8_secondaries(self):
        """All totals of products are protected there by hand: here they were shown by an earlier pattern."""
        region = hierarchy("KohStatReg.hrc")
        rows = [[*levels(region, row["region"], 2), "x" + row["product"], row["h"], row["v"]] for row in enterprises()]
        table = [self.table(["part", "region", "product", "h", "v"], rows)]
        rule = ["--value", "v", "--holding", "h", "--minimum", "1", "--p-percent", "10"]
        keys = ["--geo", "part,region", "--by", "product"]
        self.protect(table, *keys, *rule)
        shown = {(*path_of(region, code.strip(), 2), "T")
                 for code, product, _, status in csv.reader((TAU / "expected" / "test_3b.txt").open()) if status == PROTECTED}
        self.assertEqual(len(shown), 15)
        with open(self.out, encoding="utf-8") as file:
            lines = list(csv.reader(file))
        for line in lines[1:]:
            line[-1] = str(int(tuple(line[:3]) not in shown))
        earlier = self.folder / "earlier.csv"
        with open(earlier, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(lines)
        said = self.protect([*table, earlier], *keys, *rule)
        self.hold("test_3b", said, 17, 8)
        self.hold_cells("test_3b", lambda code, product: path_of(region, code, 2) + flat(product))
        self.assertTrue(all(row["suppressed"] == "0" for key, row in self.rows().items() if key in shown))
        self.audit(table, *rule)


@needs_tau
@gate.needs_protect
class CrossedHierarchies(TauArgus):
    rule = ["--value", "v", "--holding", "h", "--minimum", "1", "--p-percent", "10"]

    def test_2b_has_the_same_339_primaries_and_at_most_127_secondaries(self):
        nace, region = hierarchy("nace_divisions.hrc"), hierarchy("KohStatReg.hrc")
        rows = [[*levels(nace, row["act"], 2), *levels(region, row["region"], 2), row["h"], row["v"]] for row in enterprises()]
        table = [self.table(["section", "act", "part", "region", "h", "v"], rows)]
        rule = [*self.rule, "--unknown", "act=x00"]
        said = self.protect(table, "--geo", "section,act", "--by", "part>region", *rule)
        self.hold("test_2b", said, 339, 127)
        self.hold_cells("test_2b", lambda act, code: path_of(nace, act, 2) + path_of(region, code, 2))
        self.audit(table, *rule)

    def test_3a_has_the_same_36_primaries_and_at_most_9_secondaries(self):
        """Codes of provinces stand twice in its file, as region and as part of the country."""
        region, nuts = hierarchy("KohStatReg.hrc"), hierarchy("NUTS.hrc")
        rows = [[*levels(region, row["region"], 2), *levels(nuts, row["mun"], 3), row["h"], row["v"]] for row in enterprises()]
        table = [self.table(["part", "region", "half", "province", "mun", "h", "v"], rows)]
        said = self.protect(table, "--geo", "part,region", "--by", "half>province>mun", *self.rule)
        self.hold("test_3a", said, 36, 9)
        self.audit(table, *self.rule)


@needs_tau
@gate.needs_protect
class LinkedTables(TauArgus):
    """test_2a and test_2b as one question over the atoms that both are made of, to the suppressor itself."""

    def setUp(self):
        super().setUp()
        nace, region = hierarchy("nace_divisions.hrc"), hierarchy("KohStatReg.hrc")
        self.amounts = collections.Counter()
        self.cells = collections.defaultdict(lambda: (collections.Counter(), set()))
        for row in enterprises():
            atom = (row["act"], row["product"], row["region"])
            amount = int(row["v"].replace(".", ""))
            self.amounts[atom] += amount
            for act in ["Total", *nace.get(row["act"], [row["act"]])]:
                for key in [("a", act, code) for code in ("Total", row["product"])] + [
                        ("b", act, code) for code in ["Total", *region[row["region"]]]]:
                    holders, atoms = self.cells[key]
                    holders[row["h"]] += amount
                    atoms.add(atom)

    def limits(self, key):
        """p % with p = 10; activity 00 is safe."""
        holders = self.cells[key][0]
        first, second = sorted([0, 0, *holders.values()])[-1:-3:-1]
        total = sum(holders.values())
        rest = total - first - second
        far = -(-first // 10) - rest
        return None if key[1] == "00" or 10 * rest >= first else (max(0, total - far), total + far)

    def question(self):
        atoms = sorted(self.amounts)
        place = {atom: i for i, atom in enumerate(atoms)}
        by_atoms = collections.defaultdict(list)
        for key in sorted(self.cells):
            by_atoms[tuple(sorted(place[atom] for atom in self.cells[key][1]))].append(key)
        lines = []
        for members, keys in by_atoms.items():
            total = sum(self.amounts[atoms[i]] for i in members)
            limits = next((found for found in map(self.limits, keys) if found), None)
            word = f"primary {total} {limits[0]} {limits[1]} 0" if limits else f"open {total} {total} {total} {total * len(keys)}"
            lines.append(f"{word} {len(members)} {' '.join(map(str, members))}")
        path = self.folder / "question"
        path.write_text(f"wijkscan-protection 1\natoms {len(atoms)}\n" + "".join(f"{self.amounts[atom]}\n" for atom in atoms)
                        + f"cells {len(lines)} {sum(map(len, by_atoms))}\n" + "\n".join(lines) + "\n")
        return path, list(by_atoms.values())

    def test_2a_with_2b_has_at_most_74_and_127_secondaries(self):
        question, keys = self.question()
        files = [question, self.folder / "linked", self.folder / "witnesses"]
        for program, *words in ((gate.SUPPRESSOR, "protect", *files[:2], "--heuristic-only"),
                                (gate.SUPPRESSOR, "witness", *files), (gate.VERIFIER, "pattern", *files)):
            done = subprocess.run([program, *words], capture_output=True, text=True, check=False, timeout=300)
            self.assertEqual(done.returncode, 0, done.stderr)
        hidden = [line == "1" for line in files[1].read_text().splitlines()[5:]]
        found = collections.Counter((key[0], self.limits(key) is not None) for cell, names in zip(hidden, keys, strict=True)
                                    for key in names if cell)
        print(f"# test_2a and test_2b: {found['a', True]} + {found['b', True]} primaries (283 + 339), "
              f"{found['a', False]} + {found['b', False]} secondaries (74 + 127)")
        self.assertEqual((found["a", True], found["b", True]), (283, 339))
        self.assertLessEqual(found["a", False], 74)
        self.assertLessEqual(found["b", False], 127)


@gate.needs_protect
class Counts(TauArgus):
    def test_batch_example_1_has_3_secondaries(self):
        """Four regions by sex of its tabdata_ex1; the smallest is unsafe, by one to either side."""
        counts = {"A": (895, 137), "B": (753, 973), "C": (569, 486), "D": (540, 793)}
        rows = [[region, sex, n] for region, both in counts.items() for sex, n in zip(("male", "female"), both)]
        table = [self.table(["region", "gender", "n"], rows)]
        said = self.protect(table, "--geo", "region", "--by", "gender", "--count", "n", "--minimum", "138", "--criterion", "A")
        self.assertEqual((said["cells"], said["primaries"], said["secondaries"]), (15, 1, 3))
        hidden = {key for key, row in self.rows().items() if row["suppressed"] == "1"}
        self.assertEqual(hidden, {("A", "male"), ("A", "female"), ("C", "male"), ("C", "female")})


if __name__ == "__main__":
    tap.main()
