"""`wijkscan gate` on more than one table of the same persons: geographies that overlap, tables that hold part of the
columns each, patterns that were published before.  Held to the counterexamples of github.com/sdcTools/UserSupport
(issues 133, 136 and 194), to a reader who tries every table, and to regions that were made for it (bench/gate).

SPDX-License-Identifier: EUPL-1.2
"""

import csv
import itertools
import json
import os
import pathlib
import random
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(os.environ["WKS_SOURCE"]) / "bench" / "gate"))

import overlap
import tap
import test_disclosure as gate

ISSUES = gate.SDC / "issues"
N_TABLES = 30
MINIMUM = 3
MOST = 12  # a reader who tries all puts no more persons in an atom that nothing bounds


class Tables(gate.Folder):
    def rows(self, path):
        with open(path, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def write(self, name, columns, rows):
        path = self.folder / name
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows(rows)
        return path

    def protect(self, *words, out=None):
        return json.loads(self.must("protect", *words, "--out", out or self.out, "--json"))

    def audit(self, *words):
        done = self.gate("audit", *words, "--json")
        self.assertIn(done.returncode, (gate.OK, gate.REFUSED), done.stderr)
        said = json.loads(done.stdout)
        self.assertEqual(done.returncode, gate.REFUSED if said["under_promise"] else gate.OK)
        return said

    def assert_safe(self, said):
        self.assertEqual((said["under_promise"], said["derivable_primaries"], said.get("derivable_between", 0)), (0, 0, 0))

    def hidden(self, path):
        return {tuple(list(row.values())[:-3]) for row in self.rows(path) if row["suppressed"] == "1"}


@unittest.skipUnless(ISSUES.is_dir(), f"no tables of issues at {ISSUES}")
@gate.needs_protect
class Issues(Tables):
    """Safe each alone, and not together: github.com/sdcTools/UserSupport/issues."""

    def of(self, name, *words):
        return ISSUES / f"{name}.csv", *words, "--minimum", "4", "--criterion", "A"

    def check(self, name, n_primaries, given):
        """Region in county and region in group: a table each, and then both."""
        county, group = ("--geo", "county,region"), ("--geo", "group,region")
        both = self.of(name, *county, *group)
        of_county, of_group = self.folder / "county.csv", self.folder / "group.csv"
        for geo, out in ((county, of_county), (group, of_group)):
            self.protect(*self.of(name, *geo, "--count", "n"), out=out)
            self.assert_safe(self.audit(both[0], out, *both[5:]))
        self.assertEqual(self.hidden(of_county) | self.hidden(of_group), given)
        apart = self.audit(both[0], of_county, of_group, *both[1:])
        self.assertGreater(apart["derivable"], 0)
        self.assertGreater(apart["under_promise"], 0)
        said = self.protect(*both, "--count", "n")
        self.assertEqual((said["primaries"], said["between"], said["gap"]), (n_primaries, 0, 0))
        self.assertGreater(said["secondaries"], 0)
        self.assert_safe(self.audit(both[0], self.out, *both[1:]))
        return apart, said

    def test_136_is_rejected_as_given_and_protected(self):
        """K follows from county-1, small, and what is shown of it: five primaries and no secondaries are not enough."""
        hidden = {("county-1", "A"), ("county-1", "B"), ("county-2", "K"), ("county-2", "L"), ("county-2", "M"),
                  ("small", "A"), ("small", "B"), ("small", "K"), ("BIG", "L"), ("BIG", "M")}
        apart, said = self.check("us136", 10, hidden)
        self.assertEqual({cell["key"]["region"] for cell in apart["cells"]}, {"K"})
        self.assertTrue(all(cell["derivable"] for cell in apart["cells"]))
        self.assertEqual(said["loss"], 14)  # N, once by county and once by group
        self.assertIn(("county-2", "N", "T"), self.hidden(self.out))

    def test_133_is_rejected_as_given_and_protected(self):
        hidden = {("county-1", "I"), ("county-1", "A"), ("small", "I"), ("small", "K")}
        apart, said = self.check("us133", 2, hidden)
        self.assertIn("I", {cell["key"]["region"] for cell in apart["cells"]})

    def test_136_may_also_be_told_as_tables_of_columns(self):
        words = self.of("us136", "--geo", "region", "--by", "county,group", "--count", "n")
        said = self.protect(*words, "--table", "region,county", "--table", "region,group")
        self.assertEqual((said["cells"], said["gap"]), (9 * 3 + 9 * 3 - 9, 0))
        rows = self.rows(self.out)
        self.assertEqual(len(rows), said["cells"])
        self.assertFalse([row for row in rows if row["county"] != "T" and row["group"] != "T"])
        self.assert_safe(self.audit(self.of("us136")[0], self.out, "--geo", "region", *self.of("us136")[1:]))

    @staticmethod
    def of_194(parts):
        return [("S", f"P{i}", n) for i, n in enumerate(parts)]

    def check_194(self, parts, hidden, *words):
        """A sum that is shown with its parts, of which those that are hidden follow: text of issue 194, 28 November 2022."""
        table = self.write("194.csv", ["sum", "part", "n"], self.of_194(parts))
        rows = [("T", "T", sum(parts), 0, 0), ("S", "T", sum(parts), 0, 0)]
        rows += [("S", f"P{i}", n, int(n < MINIMUM), int(i in hidden)) for i, n in enumerate(parts)]
        given = self.write("given.csv", ["sum", "part", "n", "primary", "suppressed"], rows)
        words = ("--minimum", MINIMUM, *words)
        done = self.gate("audit", table, given, *words)
        self.assertEqual(done.returncode, gate.REFUSED, done.stdout + done.stderr)
        self.protect(table, "--geo", "sum,part", "--count", "n", *words)
        self.assert_safe(self.audit(table, self.out, *words))
        self.assertLess(set(map(str, hidden)), {row["part"][1:] for row in self.rows(self.out) if row["suppressed"] == "1"})

    def test_194_zeros_and_ones_are_rejected_as_given_and_protected(self):
        zeros = ("--zeros", "protected", "--criterion", "A")
        self.check_194([0, 0, 0], {0, 1}, *zeros)     # 0 = x + x + 0
        self.check_194([10, 5, 0, 0], {2, 3}, *zeros)  # 15 = 10 + 5 + x + x
        self.check_194([10, 3, 1, 1], {2, 3})          # 15 = 10 + 3 + x + x: under criterion B by their most
        reasoned = ("--zeros", "reasoned", "--criterion", "A")
        self.check_194([10, 3, 1, 1], {2, 3}, *reasoned)  # and because neither is 0, for 0 would be shown


class Reader:
    """What follows from a pattern, by trying every table of whole persons."""

    def __init__(self, atoms, cells, hidden, knows_floor=False):
        self.atoms = atoms
        self.above = [sorted(members) for members in cells.values() if any(atoms[i] for i in members)] if knows_floor else []
        self.shown = [sorted(members) for name, members in cells.items() if name not in hidden]
        self.left = [sum(atoms[i] for i in members) for members in self.shown]
        self.of_atom = [[k for k, members in enumerate(self.shown) if i in members] for i in range(len(atoms))]

    def tables(self, i=0, table=()):
        if i == len(self.atoms):
            if all(any(table[k] for k in members) for members in self.above):
                yield table
            return
        room = min([self.left[k] for k in self.of_atom[i]], default=MOST)
        for n in range(min(room, max(MOST, self.atoms[i])) + 1):
            for k in self.of_atom[i]:
                self.left[k] -= n
            if all(self.left[k] == 0 or self.shown[k][-1] > i for k in self.of_atom[i]):
                yield from self.tables(i + 1, (*table, n))
            for k in self.of_atom[i]:
                self.left[k] += n

    def cannot_doubt(self, groups):
        """Groups (members, lower, upper) of which no table has at most lower (not where none is asked), or none at
        least upper."""
        low, high = {group for group in groups if not self.above}, set(groups)
        for table in self.tables():
            low = {group for group in low if sum(table[i] for i in group[0]) > group[1]}
            high = {group for group in high if sum(table[i] for i in group[0]) < group[2]}
            if not low and not high:
                break
        return low | high


class Drawn:
    """A small table by chance: two geographies that overlap, tables of part of the columns, or both."""

    def __init__(self, kind, source):
        self.columns = ["gem", "wijk", "pc4", "sex"]
        self.geographies = [["gem", "wijk"], ["pc4"]] if kind != 1 else [["gem", "wijk"]]
        self.others = [column for column in self.columns if not any(column in geo for geo in self.geographies)]
        self.tables = {0: [], 1: [["gem", "wijk", "pc4"], ["gem", "wijk", "sex"]],
                       2: [["gem", "wijk", "sex"], ["pc4"]]}[kind]
        pieces = [("G1", "W1", "P1"), ("G1", "W1", "P2"), ("G1", "W2", "P1"), ("G2", "W3", "P2"), ("G2", "W3", "P3")]
        pieces = sorted(source.sample(pieces, 4))
        self.keys = [(*piece, sex) for piece in pieces for sex in "MV" if source.random() < 0.9]
        self.persons = [source.choice([0, 1, 1, 2, 3, 4, 6, 9]) for _ in self.keys]

    def words(self):
        words = [word for geo in self.geographies for word in ("--geo", ",".join(geo))]
        words += ["--by", ",".join(self.others), "--count", "n"]
        return words + [word for table in self.tables for word in ("--table", ",".join(table))]

    def splits(self):
        """Per geography and level, the columns of its places; and the subsets of the other columns."""
        places = {()} | {tuple(geo[: depth + 1]) for geo in self.geographies for depth in range(len(geo))}
        rests = [rest for n in range(len(self.others) + 1) for rest in itertools.combinations(self.others, n)]
        return sorted(places), rests

    def members(self, columns):
        """The atoms of each combination of codes in these columns."""
        found = {}
        for i, key in enumerate(self.keys):
            code = tuple(value if column in columns else "T" for column, value in zip(self.columns, key))
            found.setdefault(code, set()).add(i)
        return found

    def is_published(self, columns):
        return not self.tables or any(set(columns) <= set(table) for table in self.tables)

    def cells(self):
        places, rests = self.splits()
        return {name: members for place in places for rest in rests if self.is_published(place + rest)
                for name, members in self.members(place + rest).items()}

    def between(self):
        """Atoms that two places of different geographies share, or one holds beside the other; combinations of no table."""
        places, rests = self.splits()
        sets = set()
        for rest in rests:
            of = {place: self.members(place + rest) for place in places}
            for place in places:
                sets |= {frozenset(members) for members in of[place].values()}
                for other in places if place and len(self.geographies) > 1 else []:
                    if not other or place[0] == other[0]:
                        continue
                    for (a, x), (b, y) in itertools.product(of[place].items(), of[other].items()):
                        if a[3] == b[3]:
                            sets |= {frozenset(x & y), frozenset(x - y) if y < x else frozenset()}
        return sets - {frozenset(members) for members in self.cells().values()} - {frozenset()}

    def groups(self):
        """What must stay uncertain: small cells and small groups between."""
        sets = {frozenset(members) for members in self.cells().values()} | self.between()
        values = {members: sum(self.persons[i] for i in members) for members in sets}
        return {(members, n - 1, MINIMUM) for members, n in values.items() if 0 < n < MINIMUM}


@gate.needs_protect
class EveryLinkedPair(Tables):
    def test_no_reader_of_linked_tables_learns_what_is_small(self):
        source = random.Random(20261122)
        n_groups = n_unsafe = 0
        for number in range(N_TABLES):
            drawn = Drawn(number % 3, source)
            table = self.write("table.csv", [*drawn.columns, "n"],
                               [(*key, n) for key, n in zip(drawn.keys, drawn.persons)])
            rule = ("--minimum", MINIMUM, "--zeros", "reasoned" if number % 2 else "published")
            words = (*drawn.words(), *rule)
            said = self.protect(table, *words, "--time", "5")
            cells, groups = drawn.cells(), drawn.groups()
            names = {tuple(list(row.values())[:-3]): int(row["n"]) for row in self.rows(self.out)}
            self.assertEqual(len(names), said["cells"])
            for name, members in cells.items():  # and cells of combinations that are nowhere
                self.assertEqual(names.pop(name), sum(drawn.persons[i] for i in members))
            self.assertEqual(set(names.values()) - {0}, set())
            small = [members for members in drawn.between() if 0 < sum(drawn.persons[i] for i in members) < MINIMUM]
            self.assertGreaterEqual(said["between"], len(small))
            hidden = self.hidden(self.out)
            told = [word for geo in drawn.geographies for word in ("--geo", ",".join(geo))]
            self.assert_safe(self.audit(table, self.out, *told, *rule))
            self.assertEqual(Reader(drawn.persons, cells, hidden, number % 2).cannot_doubt(groups), set(), number)
            n_groups += len(groups)
            # and what hides the primaries alone is refused where the reader learns more than may be
            rows = [[*row.values()] for row in self.rows(self.out)]
            bare = self.write("bare.csv", [*drawn.columns, "n", "primary", "suppressed"],
                              [(*row[:-1], row[-2]) for row in rows])
            learnt = Reader(drawn.persons, cells, self.hidden(bare), number % 2).cannot_doubt(groups)
            audit = self.audit(table, bare, *told, *rule)
            self.assertTrue(learnt or number % 2 or not audit["under_promise"], number)
            n_unsafe += audit["under_promise"] > 0
        self.assertGreater(n_groups, 3 * N_TABLES)
        self.assertGreater(n_unsafe, N_TABLES / 2)


@gate.needs_protect
class Overlap(Tables):
    """Regions as that of research/disclosure.md: 60 wijken by 47 postcodes in 114 pieces, 1,368 atoms."""

    GEOS = ("--geo", "gem,wijk", "--geo", "pc4")

    def setUp(self):
        super().setUp()
        self.records = overlap.make(3)
        self.table = self.folder / "table.csv"
        overlap.write(self.records, self.table)

    def test_has_the_size_of_the_recorded_one(self):
        for seed in range(1, 4):
            records = overlap.make(seed)
            self.assertEqual(len(records), 1368)
            self.assertEqual([len({record[i] for record in records}) for i in (1, 2)], [60, 47])
            self.assertEqual(len({record[1:3] for record in records}), 114)
        self.assertEqual(overlap.make(3), self.records)

    def test_tells_of_no_piece_when_wijk_and_postcode_are_published(self):
        words = ("--criterion", "A", "--heuristic-only")
        wijk, post = self.folder / "wijk.csv", self.folder / "post.csv"
        for columns, out in (("gem,wijk", wijk), ("pc4", post)):
            table = self.folder / "part.csv"
            overlap.sum_up(self.records, columns.split(","), table)
            self.protect(table, "--geo", columns, "--by", "age,sex", "--count", "n", *words, out=out)
        apart = self.audit(self.table, wijk, post, *self.GEOS, "--criterion", "A")
        self.assertGreater(apart["derivable_between"], 50)
        said = self.protect(self.table, *self.GEOS, "--by", "age,sex", "--count", "n", *words)
        self.assertEqual((said["cells"], said["between"]), (2373, apart["between"]))
        audit = self.audit(self.table, self.out, *self.GEOS, "--criterion", "A")
        self.assert_safe(audit)
        self.assertEqual(audit["hidden"], said["primaries"] + said["secondaries"])

    def test_names_a_group_between_by_all_its_codes(self):
        rows = [row[:3] + (sex, n) for row in (("G1", "W1", "P1"), ("G1", "W2", "P1"), ("G1", "W2", "P2"))
                for sex, n in (("M", 90), ("V", 4 if row[1:] == ("W2", "P1") else 70))]
        table = self.write("small.csv", ["gem", "wijk", "pc4", "sex", "n"], rows)
        out = self.folder / "small-pattern.csv"
        self.protect(table, *self.GEOS, "--by", "sex", "--count", "n", out=out)
        shown = self.write("shown.csv", list(self.rows(out)[0]),
                           [[*list(row.values())[:-1], row["primary"]] for row in self.rows(out)])
        done = self.gate("audit", table, shown, *self.GEOS)
        self.assertEqual(done.returncode, gate.REFUSED)
        self.assertIn("small groups between 1\nsmall groups between exactly derivable 1\n", done.stdout)
        self.assertIn("  G1,W2,P1,V  exactly derivable\n", done.stdout)
        self.assertNotIn("4", done.stdout.replace("derivable", ""))


@gate.needs_tables
@gate.needs_protect
class Releases(Tables):
    """What was published before, by ourselves or with another product: tables of reference/sdc."""

    def table(self, name):
        return gate.SDC / "synth" / f"{name}.csv"

    pattern = gate.Chain.pattern

    def release(self, name, out, *words, earlier=()):
        return self.protect(self.table(name), *earlier, *gate.KEYS, *words, "--heuristic-only", out=self.folder / out)

    def test_two_releases_give_away_together_what_the_second_did_not_know(self):
        """The same table, and another objective or criterion: what each tells is safe, both are not, until the second
        is made with the first named to it."""
        for name, derivable in (("wijk12", 10), ("wijk60", 25), ("wijk300", 100)):
            for before, after in (("A", "A"), ("B", "A"), ("B", "B")):
                first, second = self.folder / "first.csv", self.folder / "second.csv"
                self.release(name, "first.csv", "--criterion", before)
                self.release(name, "second.csv", "--criterion", after, "--objective", "count")
                apart = self.audit(self.table(name), first, second, "--criterion", after)
                self.assertGreaterEqual(apart["derivable_primaries"], derivable)
                self.release(name, "second.csv", "--criterion", after, "--objective", "count", earlier=[first])
                self.assert_safe(self.audit(self.table(name), first, second, "--criterion", after))

    def test_twenty_tables_are_released_twice_and_tell_no_more_together(self):
        source = random.Random(7)
        n_apart = 0
        with open(self.table("wijk12"), encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        for number in range(20):
            for row in rows:
                row["n"] = int(source.lognormvariate(1.5, 1.2)) if source.random() < 0.8 else 0
            table = self.write("drawn.csv", ["gem", "wijk", "age", "sex", "n"],
                               [(row["gem"], row["wijk"], row["age"], row["sex"], row["n"]) for row in rows])
            words = [*gate.KEYS, "--criterion", "AB"[number % 2], "--heuristic-only"]
            first, second = self.folder / "first.csv", self.folder / "second.csv"
            self.protect(table, *words, out=first)
            self.protect(table, *words, "--objective", "count", out=second)
            n_apart += self.audit(table, first, second, *words[-3:-1])["derivable_primaries"]
            self.protect(table, first, *words, "--objective", "count", out=second)
            self.assert_safe(self.audit(table, first, second, *words[-3:-1]))
        self.assertGreater(n_apart, 20)  # what a second release that knows nothing of the first gives away

    def refused(self, name, earlier, *words):
        """What is refused names a cell that the earlier patterns give away, and no number."""
        audit = self.audit(self.table(name), *earlier, *words)
        self.assertGreater(audit["under_promise"], 0)
        named = {",".join(cell["key"].values()) for cell in audit["cells"] if cell["under_promise"]}
        texts = self.refuses(gate.REFUSED, ("cannot be protected: what the earlier patterns show gives it away",
                                            "niet te beschermen: wat de eerdere patronen tonen, geeft dit prijs"),
                             "protect", self.table(name), *earlier, *gate.KEYS, *words, "--heuristic-only", "--out", self.out)
        for text in texts:
            words, rest = text.removeprefix("wijkscan: ").split(": ", 1)
            self.assertIn(words.split(" ")[1], named)
            self.assertFalse(any(char.isdigit() for char in rest), text)

    def test_what_was_given_away_before_cannot_be_protected_any_more(self):
        # a first release of ours under A leaves cells that are seen to be below ten
        self.release("wijk12", "first.csv", "--criterion", "A")
        self.refused("wijk12", [self.folder / "first.csv"])
        # so does that of another product, which promises no more
        self.refused("wijk12", [self.pattern("wijk12", "gauss_wijk12_n_10_zerosPub")])
        self.refused("wijk60", [self.pattern("wijk60", "sdct_wijk60_GAUSS")])
        # and two of them together give cells away exactly
        both = [self.pattern("wijk12", "gauss_wijk12_n_10_zerosPub"), self.pattern("wijk12", "sdct_wijk12_GAUSS")]
        self.refused("wijk12", both, "--criterion", "A")

    def test_names_what_an_earlier_pattern_shows_that_the_rule_hides(self):
        self.release("wijk12", "first.csv")
        for text in self.refuses(gate.REFUSED, ("first.csv: line ", "first.csv: regel "), "protect", self.table("wijk12"),
                                 self.folder / "first.csv", *gate.KEYS, "--minimum", "30", "--out", self.out):
            cell = text.rstrip("\n").rsplit(": ", 1)[1].split(",")
            counts = [row["n"] for row in self.rows(self.folder / "first.csv") if list(row.values())[:4] == cell]
            self.assertTrue(10 <= int(*counts) < 30)
            self.assertNotIn(f" {counts[0]}", text)

    def test_a_release_of_fewer_columns_counts_too(self):
        """First by age and by sex apart, each its own table, then by both, and then by both with a pattern of each known."""
        table, age, sex = self.table("wijk12"), self.folder / "age.csv", self.folder / "sex.csv"
        tables = ("--table", "wijk,age", "--table", "wijk,sex")
        by_one = self.protect(table, *gate.KEYS, *tables, "--heuristic-only", out=age)
        self.assertEqual(by_one["cells"], (1 + 3 + 12) * (7 + 3 - 1))
        self.assert_safe(self.audit(table, age, "--geo", "gem,wijk"))
        rows = {key: row for row in self.rows(age) if (key := (row["gem"], row["wijk"], row["sex"])) and row["age"] == "T"}
        self.write("sex.csv", ["gem", "wijk", "sex", "n", "primary", "suppressed"],
                   [(*key, row["n"], row["primary"], row["suppressed"]) for key, row in rows.items()])
        self.release("wijk12", "full.csv", earlier=[age, sex])
        full = self.folder / "full.csv"
        self.assert_safe(self.audit(table, full, age, sex, "--geo", "gem,wijk"))
        self.assert_safe(self.audit(table, full, age, sex))
        # the other way round: what was published in full stays known, and what it hid stays hidden
        self.release("wijk12", "first.csv")
        again = self.protect(table, self.folder / "first.csv", *gate.KEYS, *tables, "--heuristic-only", out=age)
        self.assertEqual(again["cells"], by_one["cells"])
        self.assert_safe(self.audit(table, age, self.folder / "first.csv", "--geo", "gem,wijk"))

    def test_a_pattern_must_hold_whole_tables(self):
        table = self.table("wijk12")
        self.release("wijk12", "full.csv")
        rows = [list(row.values()) for row in self.rows(self.folder / "full.csv")]
        columns = list(self.rows(self.folder / "full.csv")[0])
        for left_out in (("T", "T", "T", "T"), ("T", "T", "A1", "M"), ("GM01", "WK0001", "A1", "M")):
            cut = self.write("cut.csv", columns, [row for row in rows if tuple(row[:4]) != left_out])
            said = f"1 of its cells are missing, the first is {','.join(left_out)}"
            for words in (("audit", table, cut, "--geo", "gem,wijk"), ("audit", table, self.folder / "full.csv", cut),
                          ("protect", table, cut, *gate.KEYS, "--out", self.out)):
                done = self.gate(*words)
                self.assertEqual(done.returncode, gate.BAD_INPUT)
                self.assertIn(said, done.stderr)


if __name__ == "__main__":
    tap.main()
