"""What is not public stays inside: of real deliveries nothing, of invented ones nothing about fewer than 10 persons.

SPDX-License-Identifier: EUPL-1.2
"""

import collections
import csv
import re
import sqlite3
import struct
import unittest

import rows
import shipped
import tap
import workshop

MINIMUM = 10
PLANTED = 7919 + 1 / 128  # a cost that nobody has; exact in binary
KWB = (
    "ID;WijkenEnBuurten;Gemeentenaam_1;SoortRegio_2;IndelingswijzigingWijkenEnBuurten_4;AantalInwoners_5;k_65JaarOfOuder_12\n"
    "1;GM0153;Enschede;Gemeente;.;159640;28000\n2;WK015301;Wijk 01;Wijk;1;20000;3000\n"
)
MEASURE = re.compile(r"\[\{column: (\w+), minimum: 1\}\]")


class RealDelivery(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.workspace = workshop.Workspace()
        cls.workspace.write("wijkscan.yaml", "minimum_persons: 10\n")
        cls.workspace.write("kwb_2020.csv", KWB)
        header = workshop.wijkscan("template", "care-use").out.strip().lstrip("\ufeff")
        persons = [f"2020;p-geheim-{i};WK015301;vrouw;40;366;{i % 3};0;{i % 5};0;{PLANTED}" for i in range(600)]
        cls.workspace.write("zorggebruik_2020.csv", "\n".join([header, *persons]) + "\n")
        cls.workspace.must("load", "kwb_2020.csv", "zorggebruik_2020.csv")
        cls.told = cls.workspace.must("build")
        cls.values = cls.workspace.values()

    @classmethod
    def tearDownClass(cls):
        cls.workspace.close()

    def test_its_numbers_are_not_released_however_many_persons(self):
        ours = [value for value in self.values if value["source"] == "levering-zorggebruik"]
        self.assertGreater(len(ours), 10)
        for shown in ours:
            self.assertEqual((shown["status"], shown["decision"]), ("not_released", "refused"), shown)
            self.assertEqual((shown["value"], shown["lower"], shown["upper"], shown["rows"]), (None,) * 4, shown)

    def test_the_public_figures_beside_it_are_released(self):
        public = {(v["indicator"], v["area"]): v for v in self.values if v["source"] == "cbs-kwb"}
        self.assertEqual(public["inwoners", "GM0153"]["value"], 159640)
        self.assertEqual({value["decision"] for value in public.values()}, {"public"})

    def test_the_builder_is_told(self):
        self.assertIn("levering-zorggebruik) are not released", self.told)

    def test_no_byte_of_the_picture_holds_a_value_or_a_person_of_it(self):
        picture = self.workspace.picture.read_bytes()
        for planted in (b"p-geheim", struct.pack(">d", PLANTED), struct.pack("<d", PLANTED), str(PLANTED).encode(), b"7919"):
            self.assertNotIn(planted, picture)
        with sqlite3.connect(self.workspace.picture) as database:
            for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                for row in database.execute(f'SELECT * FROM "{table}"'):
                    self.assertFalse(any("7919" in str(cell) or "geheim" in str(cell) for cell in row), table)

    def test_the_vault_does_hold_it(self):
        """The control: a search that finds nothing anywhere proves nothing."""
        self.assertIn(b"p-geheim", self.workspace.vault.read_bytes())

    def test_why_says_that_it_was_not_released_in_both_languages(self):
        for language, words in (("en", "not released"), ("nl", "niet vrijgegeven")):
            out = self.workspace.must("show", "poh-ggz", "WK015301", "2020", "--why", language=language)
            self.assertIn(words, out)
            self.assertNotIn("p-geheim", out)


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
        cls.workspace.must("demo", "demo", "--scale", "0.05", "--quiet")
        cls.workspace.folder = cls.workspace.folder / "demo"
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
            self.assertEqual(value["value"] is not None, n >= MINIMUM, (value, n))

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
