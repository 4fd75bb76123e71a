"""What must stay inside does: nothing about fewer than 10 persons, real or invented, nor what gives it back.

SPDX-License-Identifier: EUPL-1.2
"""

import collections
import csv
import pathlib
import re
import shutil
import sqlite3
import struct
import subprocess
import tempfile
import unittest

import rows
import shipped
import tap
import workshop

MINIMUM = 10
PLANTED = 7919 + 1 / 128  # a cost that nobody has; exact in binary
KWB = (
    "ID;WijkenEnBuurten;Gemeentenaam_1;SoortRegio_2;IndelingswijzigingWijkenEnBuurten_4;AantalInwoners_5;k_65JaarOfOuder_12\n"
    "1;GM0153;Enschede;Gemeente;.;159640;28000\n2;WK015301;Wijk 01;Wijk;1;20000;3000\n3;WK015302;Wijk 02;Wijk;1;300;30\n"
)
MEASURE = re.compile(r"\[\{column: (\w+), minimum: 1\}\]")


class RealDelivery(unittest.TestCase):
    """600 persons in one wijk and 5 in another: the one is a number, the other is nobody's business."""

    @classmethod
    def setUpClass(cls):
        cls.workspace = workshop.Workspace()
        cls.workspace.write("wijkscan.yaml", "minimum_persons: 10\n")
        cls.workspace.write("kwb_2020.csv", KWB)
        header = workshop.wijkscan("template", "care-use").out.strip().lstrip("\ufeff")
        persons = [f"2020;p-geheim-{i};WK015301;vrouw;40;366;{i % 3};0;{i % 5};0;{100 + i}" for i in range(600)]
        persons += [f"2020;p-weinig-{i};WK015302;vrouw;40;366;1;0;1;0;{PLANTED}" for i in range(5)]
        cls.workspace.write("zorggebruik_2020.csv", "\n".join([header, *persons]) + "\n")
        cls.workspace.must("load", "kwb_2020.csv", "zorggebruik_2020.csv")
        cls.told = cls.workspace.must("build")
        cls.values = cls.workspace.values()

    @classmethod
    def tearDownClass(cls):
        cls.workspace.close()

    def ours(self):
        return [value for value in self.values if value["source"] == "levering-zorggebruik"]

    def test_numbers_of_enough_persons_are_released(self):
        shown = [value for value in self.ours() if value["decision"] == "allowed"]
        self.assertGreater(len(shown), 4)
        shares = {value["area"]: value["value"] for value in shown if value["indicator"] == "poh-ggz" and value["breakdown"] == "18+"}
        self.assertTrue(shares)
        for area, share in shares.items():
            self.assertAlmostEqual(share, 400 / 600 * 100 if area[:2] == "WK" else 405 / 605 * 100, places=9)

    def test_the_few_are_hidden_and_cannot_be_had_by_taking_away(self):
        by_key = {(v["indicator"], v["breakdown"], v["area"]): v for v in self.ours()}
        n = 0
        for (indicator, breakdown, area), value in by_key.items():
            if area == "WK015302":
                self.assertEqual((value["status"], value["value"], value["lower"], value["upper"]), ("hidden", None, None, None))
                whole, rest = by_key[indicator, breakdown, "GM0153"], by_key[indicator, breakdown, "WK015301"]
                self.assertIn("hidden", (whole["status"], rest["status"]), (indicator, breakdown))
                n += 1
        self.assertGreater(n, 4)

    def test_the_public_figures_beside_it_are_released(self):
        public = {(v["indicator"], v["area"]): v for v in self.values if (v["source"], v["breakdown"]) == ("cbs-kwb", "totaal")}
        self.assertEqual(public["inwoners", "GM0153"]["value"], 159640)
        self.assertEqual({value["decision"] for value in public.values()}, {"public"})

    def test_the_builder_is_told(self):
        self.assertRegex(self.told, r"counts allowed, [1-9]\d* hidden")
        self.assertIn("checked and signed", self.told)

    def test_no_byte_of_the_picture_holds_a_value_or_a_person_of_the_few(self):
        picture = self.workspace.picture.read_bytes()
        for planted in (b"p-geheim", b"p-weinig", struct.pack(">d", PLANTED), struct.pack("<d", PLANTED), str(PLANTED).encode()):
            self.assertFalse(planted in picture, planted)
        with sqlite3.connect(self.workspace.picture) as database:
            for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                for row in database.execute(f'SELECT * FROM "{table}"'):
                    self.assertFalse(any("7919.0" in str(cell) or "geheim" in str(cell) for cell in row), table)

    def test_the_vault_does_hold_it(self):
        """The control: a search that finds nothing anywhere proves nothing."""
        self.assertTrue(b"p-weinig" in self.workspace.vault.read_bytes())

    def test_the_ledger_holds_what_was_shown_and_nothing_that_is_hidden(self):
        (entry,) = sorted((self.workspace.folder / "gate" / "ledger").glob("*.txt"))
        rows = [line.split() for line in entry.read_text().splitlines()]
        self.assertEqual(rows[0], ["wijkscan-ledger", "1"])
        self.assertTrue(any(row[0] == "GM0153" for row in rows))
        self.assertFalse(any(row[0] == "WK015302" for row in rows))

    def test_a_build_without_its_ledger_or_key_is_refused(self):
        gate = self.workspace.folder / "gate"
        self.workspace.write("wijkscan.yaml", "minimum_persons: 11\n")  # so that there is something to build
        try:
            for name, word in (("ledger/000001.txt", "ledger"), ("key", "backup")):
                kept = (gate / name).read_bytes()
                before = self.workspace.picture.read_bytes()
                if name == "key":
                    (gate / name).unlink()
                else:
                    (gate / name).write_bytes(kept.replace(b"entry 1", b"entry 2"))
                failed = workshop.wijkscan("build", str(self.workspace.folder))
                self.assertNotEqual(failed.code, 0)
                self.assertIn(word, failed.err)
                self.assertEqual(self.workspace.picture.read_bytes(), before)
                (gate / name).write_bytes(kept)
                (gate / name).chmod(0o600)
        finally:
            self.workspace.write("wijkscan.yaml", "minimum_persons: 10\n")


    def copy(self):
        folder = tempfile.TemporaryDirectory(prefix="wijkscan-gate-")
        self.addCleanup(folder.cleanup)
        return pathlib.Path(shutil.copytree(self.workspace.folder, pathlib.Path(folder.name) / "copy"))

    def test_a_key_that_is_not_the_one_beside_the_picture_signs_nothing(self):
        folder = self.copy()
        other = "ab" * 32 + "\n"
        (folder / "picture.db.pub").write_text(other)
        (folder / "wijkscan.yaml").write_text("minimum_persons: 11\n")
        before = (folder / "picture.db").read_bytes()
        failed = workshop.wijkscan("build", folder=folder)
        self.assertEqual(failed.code, 4)
        self.assertIn("picture.db.pub: is another key", failed.err)
        self.assertEqual((folder / "picture.db").read_bytes(), before)
        self.assertEqual((folder / "picture.db.pub").read_text(), other)

    def test_show_refuses_what_was_changed_after_it_was_signed(self):
        folder = self.copy()
        words = ("show", "poh-ggz", "WK015302")
        self.assertEqual(workshop.wijkscan(*words, folder=folder).code, 0)
        with sqlite3.connect(folder / "picture.db") as picture:
            picture.executescript("DROP TRIGGER value_is_kept; UPDATE value SET value = 3.1, status = 'ok' WHERE status = 'hidden';")
        failed = workshop.wijkscan(*words, folder=folder)
        self.assertEqual((failed.code, failed.out), (4, ""))
        self.assertIn("changed after the verifier signed it", failed.err)


class Believed(unittest.TestCase):
    """`wijkscan gate protect` with another program in the place of the suppressor."""

    SUPPRESSOR = """#!/usr/bin/env python3
import subprocess, sys
subprocess.run([{real!r}, *sys.argv[1:]], check=True)
if {is_honest}:
    sys.exit()
lines = open(sys.argv[4]).readlines()
assert int(lines[2].split()[1]) > 0  # of which none is left
open(sys.argv[4], "w").writelines([*lines[:2], "witnesses 0 0\\n"])
"""

    def protect(self, is_honest):
        """The exit code, and whether there is a pattern."""
        with tempfile.TemporaryDirectory(prefix="wijkscan-believed-") as name:
            folder = pathlib.Path(name)
            programs = workshop.BUILD / "src" / "programs"
            for program in ("wijkscan", "wijkscan-verify"):
                shutil.copy2(programs / program / program, folder)
            text = self.SUPPRESSOR.format(real=str(programs / "wijkscan-suppress" / "wijkscan-suppress"), is_honest=is_honest)
            (folder / "wijkscan-suppress").write_text(text)
            (folder / "wijkscan-suppress").chmod(0o755)
            rows = [f"A,{wijk},{sex},{n}" for wijk, n_by_sex in (("A1", (3, 20)), ("A2", (20, 20)), ("A3", (40, 50)))
                    for sex, n in enumerate(n_by_sex)]  # fmt: skip
            (folder / "table.csv").write_text("\n".join(["gem,wijk,sex,n", *rows]) + "\n")
            # the libraries that it finds from its own place in a build
            places = re.findall(r"=> (/\S+)/[^/\s]+ \(", subprocess.run(["ldd", workshop.WIJKSCAN], capture_output=True, text=True).stdout)
            done = subprocess.run(
                [folder / "wijkscan", "gate", "protect", "table.csv", "--geo", "gem,wijk", "--by", "sex", "--count", "n",
                 "--out", "pattern.csv"],
                cwd=folder, capture_output=True, text=True, check=False,
                env=workshop.environment(LD_LIBRARY_PATH=":".join(dict.fromkeys(places))),
            )  # fmt: skip
            return done.returncode, (folder / "pattern.csv").exists()

    def test_a_pattern_without_its_proof_is_not_written(self):
        self.assertEqual(self.protect(is_honest=True), (0, True))  # the control
        self.assertEqual(self.protect(is_honest=False), (4, False))


def read_any_csv(path):
    """A delivery of the demo in whichever dialect: UTF-8 or windows-1252, a title line or none."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    lines = text.splitlines()
    header = next(i for i, line in enumerate(lines) if "persoon" in line and "gebied" in line)
    return list(csv.DictReader(lines[header:], delimiter=";" if ";" in lines[header] else ","))


def areas_of(code):
    """The areas that a record in this one counts for, with their level."""
    found = [("GG1106", "regio"), ("GM" + code[2:6], "gemeente")]
    if len(code) >= 8:
        found.append(("WK" + code[2:8], "wijk"))
    if len(code) == 10:
        found.append((code, "buurt"))
    return found


def is_of_age(age, breakdown):
    if breakdown is None:
        return True
    first, _, last = breakdown.rstrip("+").partition("-")
    return int(first) <= age <= (int(last) if last else 999)


class InventedDelivery(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.workspace = workshop.Workspace()
        cls.workspace.copy_demo("0.05")
        cls.values = cls.workspace.values()
        cls.files = cls.workspace.folder / "leveringen"
        cls.persons = [
            row for path in sorted(cls.files.glob("zorggebruik_*.csv")) for row in read_any_csv(path)
        ]  # the years that came as CSV

    @classmethod
    def tearDownClass(cls):
        cls.workspace.close()

    def counts(self, column, age):
        """{(area, period): [persons, persons with]}"""
        found = collections.defaultdict(lambda: [0, 0])
        for row in self.persons:
            if is_of_age(int(row["leeftijd"]), age):
                for area, _ in areas_of(row["gebied"]):
                    found[area, row["jaar"]][0] += 1
                    found[area, row["jaar"]][1] += int(row[column]) >= 1
        return found

    def test_no_share_is_shown_with_fewer_than_10_persons_above_or_below_the_line(self):
        n_shown = n_hidden = 0
        by_key = {(v["indicator"], v["breakdown"], v["area"], v["period"]): v for v in self.values}
        for indicator, meaning in shipped.read_indicators().items():
            measure = meaning["measures"][0]
            column = MEASURE.fullmatch(measure.get("satisfies", ""))
            if measure["source"] != "levering-zorggebruik" or column is None:
                continue
            for breakdown, age in meaning["breakdowns"]:
                for (area, period), (n, n_with) in self.counts(column[1], age).items():
                    shown = by_key.get((indicator, breakdown, area, period))
                    if shown is None:
                        continue  # a level that this indicator does not have
                    is_small = min(n, n_with, n - n_with) < MINIMUM
                    if is_small or shown["status"] == "hidden":  # else hidden for the sake of a small one
                        self.assertEqual((shown["status"], shown["value"], shown["upper"]), ("hidden", None, None), shown)
                        n_hidden += is_small
                    elif measure["kind"] == "share":  # the numbers of "indirect" are in test_demo.py
                        self.assertEqual((shown["status"], shown["value"]), ("ok", n_with / n * 100), shown)
                        n_shown += 1
        self.assertGreater(n_shown, 200)
        self.assertGreater(n_hidden, 500)

    def shares(self):
        """Of each share of persons and year: {(area, group): (n, n_with, is_shown)}, with nobody as (0, 0, True)."""
        by_key = {(v["indicator"], v["breakdown"], v["area"], v["period"]): v for v in self.values}
        for indicator, meaning in shipped.read_indicators().items():
            measure = meaning["measures"][0]
            column = MEASURE.fullmatch(measure.get("satisfies", ""))
            if measure["source"] != "levering-zorggebruik" or measure["kind"] != "share" or column is None:
                continue
            counted = {group: self.counts(column[1], age) for group, age in meaning["breakdowns"]}
            for period in ("2020", "2021", "2022"):
                table = {}
                for group, of_group in counted.items():
                    for area in {area for area, year in counted["18+"] if year == period}:
                        n, n_with = of_group[area, period]
                        shown = by_key.get((indicator, group, area, period))
                        if shown is not None or n == 0:
                            table[area, group] = (n, n_with, n == 0 or shown["value"] is not None)
                yield indicator, period, table

    def relations(self, table):
        """(total, parts) of cells that add up: ages of an area, areas of a group."""
        areas = {area for area, _ in table}
        parts_of = collections.defaultdict(list)
        for area in areas:
            if area[:2] in ("WK", "GM"):
                parts_of["GM" + area[2:6] if area[:2] == "WK" else "GG1106"].append(area)
        for area in areas:
            yield (area, "18+"), [(area, "18-64"), (area, "65+")]
        for total, parts in parts_of.items():
            for group in ("18+", "18-64", "65+"):
                yield (total, group), [(part, group) for part in parts]

    def attack(self, table, relations):
        """What whoever sees the shown cells, and knows how many people there are, can bound by adding up."""
        least = {key: n_with if is_shown else 0 for key, (n, n_with, is_shown) in table.items()}
        most = {key: n_with if is_shown else n for key, (n, n_with, is_shown) in table.items()}
        moved = True
        while moved:
            before = (sum(least.values()), sum(most.values()))
            for total, parts in relations:
                most[total] = min(most[total], sum(most[part] for part in parts))
                least[total] = max(least[total], sum(least[part] for part in parts))
                for part in parts:
                    others = [other for other in parts if other != part]
                    most[part] = min(most[part], most[total] - sum(least[other] for other in others))
                    least[part] = max(least[part], least[total] - sum(most[other] for other in others))
            moved = before != (sum(least.values()), sum(most.values()))
        return least, most

    def test_no_hidden_count_can_be_worked_out_from_those_that_are_shown(self):
        n_small = n_open = 0
        for indicator, period, table in self.shares():
            relations = [
                (total, parts) for total, parts in self.relations(table) if all(key in table for key in [total, *parts])
            ]
            self.assertGreater(len(relations), 10)
            for total, parts in relations:  # the control: they do add up
                self.assertEqual(table[total][1], sum(table[part][1] for part in parts), (indicator, period, total))
            least, most = self.attack(table, relations)
            for key, (n, n_with, is_shown) in table.items():
                if is_shown or min(n, n_with, n - n_with) >= MINIMUM:
                    n_open += not is_shown
                    continue
                n_small += 1
                about = (indicator, period, key, "hidden cell")
                self.assertGreaterEqual(most[key], min(n, max(MINIMUM, n_with + 1)), about)
                self.assertLessEqual(least[key], max(0, min(n_with - 1, n - MINIMUM if n - n_with < MINIMUM else n)), about)
        self.assertGreater(n_small, 500)
        self.assertGreater(n_open, 50)  # hidden for the sake of these

    def test_no_rate_is_shown_of_fewer_than_10_persons(self):
        persons = collections.defaultdict(set)
        for path in sorted(self.files.glob("registraties_*.xlsx")):
            for _, row in rows.read_xlsx(path):
                for area, _ in areas_of(row["gebied"]):
                    persons[row["soort"], area, row["jaar"].split(".")[0]].add(row["persoon"])
        kind_of = {
            indicator: re.search(r"values: \[([\w-]+)\]", meaning["measures"][0]["base"])[1]
            for indicator, meaning in shipped.read_indicators().items()
            if meaning["measures"][0]["source"] == "levering-registraties" and "base" in meaning["measures"][0]
        }
        shown = [v for v in self.values if v["indicator"] in kind_of and v["value"] is not None]
        self.assertGreater(len(shown), 5)
        for value in shown:
            known = persons[kind_of[value["indicator"]], value["area"], value["period"]]
            self.assertGreaterEqual(len(known), MINIMUM, value)

    def test_no_mean_is_shown_of_fewer_than_10_persons(self):
        counted = {age: self.counts("poh_ggz", age) for age in ("18+", "18-64", "65+")}
        shown = [v for v in self.values if v["indicator"] == "kosten-ggz-levering" and v["period"] in ("2020", "2021", "2022")]
        self.assertTrue(any(value["value"] is not None for value in shown))
        for value in shown:
            n = counted[value["breakdown"]][value["area"], value["period"]][0]
            self.assertTrue(value["value"] is None or n >= MINIMUM, (value, n))

    def test_a_hidden_value_tells_nothing_else_either(self):
        hidden = [value for value in self.values if value["decision"] == "hidden"]
        self.assertGreater(len(hidden), 1000)
        for value in hidden:
            self.assertEqual([value[key] for key in ("value", "lower", "upper", "rows")], [None] * 4, value)

    def test_the_picture_and_the_command_line_say_that_it_is_invented(self):
        with sqlite3.connect(self.workspace.picture) as picture:
            self.assertEqual(picture.execute("SELECT DISTINCT is_invented FROM release").fetchall(), [(1,)])
        for language, words in (("en", "INVENTED FIGURES"), ("nl", "VERZONNEN CIJFERS")):
            self.assertTrue(self.workspace.must("show", "poh-ggz", "GM0153", language=language).startswith(words))
        self.assertEqual({delivery["invented"] for delivery in self.workspace.deliveries()}, {True})


if __name__ == "__main__":
    tap.main()
