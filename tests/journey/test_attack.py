"""`wijkscan attack` tells nothing of a release as it is, and finds out every one that was weakened.

SPDX-License-Identifier: EUPL-1.2
"""

import collections
import csv
import json
import os
import shutil
import sqlite3
import tempfile
import unittest

import canary
import tap
import test_gate
import test_releases
import truth
import workshop

MINIMUM = 10
OK, FAILED, WRONG_USE, BAD_INPUT, REFUSED, NOT_FOUND = range(6)
VALUE = """
    SELECT v.series, v.area FROM value v JOIN series s ON s.number = v.series
    JOIN indicator i ON i.release = s.release AND i.number = s.indicator
    JOIN breakdown b ON b.release = s.release AND b.indicator = s.indicator AND b.position = s.breakdown
    JOIN area a ON a.release = s.release AND a.number = v.area
    WHERE i.id = ? AND a.code = ? AND s.period = ? AND b.id = ?"""


def group_of(key):
    """What adds up together: the areas of an indicator and period in one gemeente, of one age."""
    indicator, area, period, breakdown = key
    return indicator, "GM" + area[2:6], period, breakdown


class Demo(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.workspace = workshop.Workspace()
        cls.workspace.copy_demo("0.05")
        counts = truth.Truth(truth.read_deliveries(cls.workspace.folder / "leveringen"))
        cls.truth = {key: (n_with, n, share) for key, n_with, n, share in counts.cells()}
        cls.per = {share[0]: share[1] for share in counts.shares}
        cls.known = cls.workspace.folder / "known.csv"
        with open(cls.known, "w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["area", "breakdown", "period", "persons"])
            rows.writerows([area, age, period, n] for (age, area, period), n in counts.n.items())
        values = cls.workspace.values()
        cls.shown = {(v["indicator"], v["area"], v["period"], v["breakdown"]): v for v in values}
        cls.hidden = [key for key in cls.truth if key in cls.shown and cls.shown[key]["status"] == "hidden"]

    @classmethod
    def tearDownClass(cls):
        cls.workspace.close()

    def setUp(self):
        self.box = tempfile.TemporaryDirectory(prefix="wijkscan-attack-")
        self.addCleanup(self.box.cleanup)

    def attack(self, *words, **more):
        done = workshop.wijkscan("attack", *words, "--json", folder=self.box.name, **more)
        self.assertIn(done.code, (OK, REFUSED), done.err)
        told = json.loads(done.out)
        self.assertEqual(done.code == REFUSED, told["pinned"] > 0)
        told["by_key"] = {(c["indicator"], c["area"], c["period"], c["breakdown"]): c for c in told["cells"]}
        return told

    def copy(self, *statements):
        """The picture, weakened: (SQL, parameters) each."""
        path = os.path.join(self.box.name, f"picture{len(os.listdir(self.box.name))}.db")
        shutil.copy(self.workspace.picture, path)
        with sqlite3.connect(path) as store:
            for trigger in ("value_is_kept", "delivery_is_kept", "release_is_kept"):
                store.execute(f"DROP TRIGGER {trigger}")
            for sql, *parameters in statements:
                self.assertGreater(store.execute(sql, parameters).rowcount, 0, (sql, parameters))
        store.close()
        return path

    def put_back(self, key):
        """Show a hidden share, with its interval as the product would."""
        n_with, n, share = self.truth[key]
        lower, upper = (limit * self.per[key[0]] for limit in canary.limits(n_with, n))
        return (
            f"UPDATE value SET value = ?, lower = ?, upper = ?, status = 'ok', method = 'wilson' WHERE (series, area) IN ({VALUE})",
            share, lower, upper, *key,
        )  # fmt: skip

    def hide(self, key):
        return (
            f"""UPDATE value SET value = NULL, lower = NULL, upper = NULL, status = 'hidden', method = NULL
                WHERE (series, area) IN ({VALUE})""",
            *key,
        )  # fmt: skip

    def assert_true(self, told):
        """Whatever is told of a count that the deliveries hold, it is within."""
        n = 0
        for key, cell in told["by_key"].items():
            if key in self.truth and cell["of"] == "count":
                n_with, n_all, _ = self.truth[key]
                self.assertTrue(cell["least"] <= n_with and (cell["most"] is None or n_with <= cell["most"]), (cell, n_with))
                self.assertTrue(
                    cell["people_least"] <= n_all and (cell["people_most"] is None or n_all <= cell["people_most"]), (cell, n_all)
                )
                n += 1
        return n

    # ---- the release as it is

    def test_of_no_hidden_value_can_anything_be_told_that_was_promised_not_to(self):
        for words in ([], ["--know", self.known]):
            told = self.attack(self.workspace.picture, *words)
            self.assertEqual((told["pinned"], told["under"], told["contradicted"]), (0, 0, 0), told["cells"][:3])
            self.assertGreater(told["hidden"], 9000)
            self.assertGreater(self.assert_true(told), 4000)

    def test_every_hidden_value_is_told_of_once(self):
        told = self.attack(self.workspace.picture)
        hidden = {key for key, value in self.shown.items() if value["decision"] == "hidden"}
        self.assertEqual(len(set(told["by_key"]) ^ hidden), 0)
        self.assertEqual(len(told["cells"]), told["hidden"])

    def test_it_tells_no_less_than_adding_up_areas_and_ages_does(self):
        told = self.attack(self.workspace.picture, "--know", self.known)
        adding = test_gate.InventedDelivery()
        tables = collections.defaultdict(dict)
        for (indicator, area, period, breakdown), (n_with, n, _) in self.truth.items():
            value = self.shown.get((indicator, area, period, breakdown))
            if value is not None:
                tables[indicator, period][area, breakdown] = (n, n_with, value["value"] is not None)
        n_all = 0
        for (indicator, period), table in tables.items():
            relations = [(whole, parts) for whole, parts in adding.relations(table)
                         if all(key in table for key in [whole, *parts])]  # fmt: skip
            least, most = adding.attack(table, relations)
            for (area, breakdown), (_, _, is_shown) in table.items():
                if not is_shown:
                    cell = told["by_key"][indicator, area, period, breakdown]
                    key = (area, breakdown)
                    self.assertTrue(least[key] <= cell["least"] and cell["most"] <= most[key], (cell, least[key], most[key]))
                    n_all += 1
        self.assertGreater(n_all, 4000)

    def test_it_needs_nothing_but_the_picture(self):
        path = self.copy()
        done = workshop.wijkscan("attack", path, folder=self.box.name)
        self.assertEqual((done.code, done.err), (OK, ""))
        self.assertEqual(os.listdir(self.box.name), [os.path.basename(path)])
        here = workshop.wijkscan("attack", folder=self.workspace.folder)
        self.assertEqual(here.out, done.out)

    def test_the_same_picture_tells_the_same_bytes(self):
        one, other = (workshop.wijkscan("attack", self.workspace.picture, "--json").out for _ in range(2))
        self.assertEqual(one, other)

    # ---- weakened releases

    def test_one_hidden_value_that_is_put_back_pins_others(self):
        groups = collections.defaultdict(list)
        for key in self.hidden:
            groups[group_of(key)].append(key)
        pairs = [keys for keys in groups.values() if len(keys) == 2 and keys[0][1][:2] == keys[1][1][:2] == "WK"]
        self.assertGreater(len(pairs), 0)
        for put, other in pairs[:3]:
            told = self.attack(self.copy(self.put_back(put)))
            cell = told["by_key"][other]
            self.assertEqual((cell["pinned"], cell["least"], cell["most"]), (True, *[self.truth[other][0]] * 2))
            self.assert_true(told)

    def test_a_release_without_secondaries_is_found_out(self):
        small = [key for key in self.hidden if min(self.truth[key][0], self.truth[key][1] - self.truth[key][0]) < MINIMUM]
        secondary = [key for key in self.hidden if key not in set(small)]
        self.assertGreater(len(secondary), 50)
        told = self.attack(self.copy(*map(self.put_back, secondary)))
        self.assert_true(told)
        pinned = [key for key in small if told["by_key"][key]["pinned"]]
        self.assertGreater(len(pinned), 50)
        for key in pinned:
            self.assertEqual(told["by_key"][key]["least"], self.truth[key][0], key)

    def test_a_value_that_an_earlier_release_showed_is_told(self):
        n_hidden = collections.Counter(map(group_of, self.hidden))
        keys = [key for key in self.truth if key[0] == "basis-ggz" and key[1][:2] == "WK" and n_hidden[group_of(key)] > 2
                and self.shown[key]["value"] is not None][:5]  # fmt: skip
        self.assertEqual(len(keys), 5)
        later = self.copy(*map(self.hide, keys))
        alone = self.attack(later)
        told = self.attack(self.workspace.picture, later)
        self.assertEqual((alone["pinned"], told["releases"], told["pinned"]), (0, 2, 5))
        for key in keys:
            self.assertEqual((told["by_key"][key]["pinned"], told["by_key"][key]["least"]), (True, self.truth[key][0]))

    def test_the_number_of_rows_that_were_delivered_would_tell(self):
        """Why releases do not tell it: what one indicator counts is what the others leave."""
        persons = sqlite3.connect(self.workspace.picture)
        (delivery,) = persons.execute("SELECT number FROM delivery WHERE file = 'registraties_demo_2021.xlsx'").fetchone()
        self.assertEqual(persons.execute("SELECT n_rows FROM delivery WHERE number = ?", (delivery,)).fetchone(), (None,))
        persons.close()
        (rows,) = [d["rows"] for d in self.workspace.deliveries() if d["file"] == "registraties_demo_2021.xlsx"]
        told = self.attack(self.copy(("UPDATE delivery SET n_rows = ?, n_unknown = 0 WHERE number = ?", rows, delivery)))
        self.assertGreater(told["under"], 0)

    # ---- as a command

    def test_it_says_what_it_found_in_both_languages(self):
        path = self.copy(self.put_back(next(key for key in self.hidden if key[1][:2] == "GM")))
        for language, words in (("en", ("hidden values", "told exactly", "and ", " more")),
                                ("nl", ("verborgen waarden", "precies te zeggen", "en nog"))):  # fmt: skip
            done = workshop.wijkscan("attack", path, language=language)
            self.assertIn(done.code, (OK, REFUSED))
            for word in words:
                self.assertIn(word, done.out)
            self.assertEqual(len(done.out.splitlines()), 6 + 20 + 1)
            self.assertEqual(done.err.count("\n"), int(done.code == REFUSED))

    def test_it_tells_bad_input_in_one_line(self):
        other = os.path.join(self.box.name, "other.db")
        with open(other, "w", encoding="utf-8") as file:
            file.write("geen beeld\n" * 100)
        cases = [([os.path.join(self.box.name, "none.db")], NOT_FOUND, "none.db"), ([other], FAILED, "other.db"), ([], NOT_FOUND, "wijkscan.yaml")]
        for name, text, where in (("a.csv", "area,breakdown,period\nx,y,z\n", "persons"),
                                  ("b.csv", "area,breakdown,period,persons\nGM0153,18+,2020,12\nGM0153,18+,2021,-1\n", "line 3"),
                                  ("c.csv", "area,breakdown,period,persons\nGM0153,18+,2020,12.5\n", "line 2")):  # fmt: skip
            path = os.path.join(self.box.name, name)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            cases.append(([self.workspace.picture, "--know", path], BAD_INPUT, where))
        cases += [([self.workspace.picture, "--minimum", "1"], WRONG_USE, "--minimum"), (["--vault"], WRONG_USE, "--vault")]
        for words, code, where in cases:
            texts = []
            for language in workshop.LANGUAGES:
                done = workshop.wijkscan("attack", *words, language=language, folder=self.box.name)
                self.assertEqual((done.code, done.out, done.err.count("\n")), (code, "", 1), done.err)
                texts.append(done.err)
            self.assertIn(where, texts[0])
            self.assertNotEqual(*texts)


class AfterReleases(unittest.TestCase):
    """What test_releases.py makes: a delivery that is replaced, a wijk that is split, five years in a row."""

    def attack_after(self, name):
        journey = test_releases.Releases(name)
        journey.setUp()
        self.addCleanup(journey.tearDown)
        getattr(journey, name)()
        return json.loads(journey.workspace.must("attack", "--json"))

    def test_neither_all_releases_together_nor_a_guess_what_changed_tells_anything(self):
        for name, n_releases in (
            ("test_a_second_choice_of_what_to_hide_does_not_undo_the_first", 2),
            ("test_a_count_that_was_hidden_as_small_stays_uncertain_when_it_has_grown", 2),
            ("test_a_wijk_that_was_split_is_not_taken_away_from_its_whole", 2),
            ("test_five_years_in_a_row_come_out_with_a_boundary_change_among_them", 5),
        ):
            told = self.attack_after(name)
            self.assertEqual(told["releases"], n_releases, name)
            self.assertGreater(told["hidden"], 30, name)
            self.assertEqual([told[key] for key in ("pinned", "under", "guessed", "contradicted")], [0] * 4, name)


if __name__ == "__main__":
    tap.main()
