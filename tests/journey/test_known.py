"""What others have published about the same persons is known to every release from then on.

SPDX-License-Identifier: EUPL-1.2
"""

import json
import unittest

import tap
import test_releases

COLUMNS = "source,period,indicator,breakdown,area,edition,least,most"
A, B, C = test_releases.Releases.A, test_releases.Releases.B, test_releases.Releases.C
COUNTS = {A: 5, B: 12, C: 30}
WHOLE = "GM0153"  # 47 together
TABLE = "levering-zorggebruik 2020  (poh_ggz >= 1)"


class Known(unittest.TestCase):
    setUp = test_releases.Releases.setUp
    tearDown = test_releases.Releases.tearDown
    deliver = test_releases.Releases.deliver
    start_again = test_releases.Releases.start_again
    shown = test_releases.Releases.shown
    entries = test_releases.Releases.entries

    def load(self):
        self.workspace.write("kwb_2020.csv", test_releases.kwb(list(COUNTS)))
        self.workspace.must("load", "kwb_2020.csv", self.deliver("2020", COUNTS))

    def know(self, *rows, header=COLUMNS, date="2020-05-17", **more):
        self.workspace.write("bekend.csv", "\n".join([header, *rows]) + "\n")
        return self.workspace.run("gate", "know", "bekend.csv", "--by", "GGD X", "--date", date, **more)

    def row(self, area, least, most, **other):
        of = {"source": "levering-zorggebruik", "period": "2020", "indicator": "poh-ggz", "breakdown": "18+", "edition": "2020"}
        of.update(area=area, least=str(least), most=str(most), **other)
        return ",".join(of[name] for name in COLUMNS.split(","))

    def assert_entered(self, done, told="1 counts entered, 0 known before\n"):
        self.assertEqual((done.code, done.out, done.err), (0, told, ""))

    def cells(self, number):
        """{area: (state, value, lower, upper)} of the table's adults, in a decision."""
        folder = self.workspace.folder / "gate" / "decisions" / f"{number:06}"
        question = [line.split(" ") for line in (folder / "question").read_text().splitlines()]
        cells = question[4 + int(question[2][1]) :]
        names = [line.split(" ") for line in (folder / "claims").read_text().splitlines() if line.endswith(" 18-200")]
        names = [words for words in names if words[1].replace("%20", " ") == TABLE]
        return {words[3]: (cells[int(words[0])][0], *map(int, cells[int(words[0])][1:4])) for words in names}

    def test_an_interval_is_a_known_cell_of_the_next_release_which_is_signed(self):
        self.load()
        self.assert_entered(self.know(self.row(WHOLE, 40, 60)))
        self.assertIn("checked and signed", self.workspace.must("build"))
        self.assertEqual(self.cells(2)[WHOLE], ("known", 47, 47, 47))
        # the number is told beside the interval, and is in the ledger from now on
        ledger = [path.read_text() for path in self.entries()]
        self.assertIn("known GGD%20X,%202020-05-17\n", ledger[0])
        self.assertIn(f"{WHOLE} 2020 18-200 40 60\n", ledger[0])
        self.assertIn(f"{WHOLE} 2020 18-200 47 47\n", ledger[1])
        self.assertEqual(self.know(self.row(WHOLE, 45, 50)).out, "0 counts entered, 1 known before\n")

    def test_a_known_count_is_not_what_another_is_hidden_behind(self):
        """Without it the release hides A and B: who knows B would have A by taking away."""
        self.load()
        self.assert_entered(self.know(self.row(B, 12, 12)))
        self.workspace.must("build")
        hidden = [area for area, value in self.shown("2020").items() if value is None]
        self.assertIn(A, hidden)
        self.assertGreater(set(hidden) & {C, WHOLE}, set())
        self.assertNotIn(B, hidden)

    def test_a_small_count_that_others_told_stays_hidden_and_protects_nothing(self):
        self.load()
        self.assert_entered(self.know(self.row(A, 5, 5), self.row(A, 5, 5, breakdown="18-64")), "2 counts entered, 0 known before\n")
        self.workspace.must("build")
        hidden = [area for area, value in self.shown("2020").items() if value is None]
        self.assertEqual(hidden, [A])
        (number,) = [
            one
            for one in json.loads(self.workspace.must("gate", "explain", "poh-ggz", A, "--json"))["numbers"]
            if one["breakdown"] == "18+"
        ]
        self.assertEqual((number["why"], number["least"], number["most"], number["since_entry"]), ("few_with", 5, 5, 1))
        self.assertIn("told before and known", self.workspace.must("gate", "explain", "poh-ggz", A))

    def test_what_would_leave_a_small_count_without_protection_is_refused(self):
        """Of all adults 5: nobody can hold 10 possible of some ages, and no release would come out any more."""
        self.load()
        done = self.know(self.row(A, 5, 5))
        self.assertEqual((done.code, done.out, done.err.count("\n"), self.entries()), (4, "", 1, []))
        self.assertIn(f"{TABLE}, {A}, 18-64: ", done.err)
        self.assertIn("checked and signed", self.workspace.must("build"))

    def test_what_was_entered_after_a_release_makes_a_release_of_its_own(self):
        self.load()
        self.workspace.must("build")
        self.assertIn("nothing changed", self.workspace.must("build"))
        self.assert_entered(self.know(self.row(A, 5, 5), self.row(A, 5, 5, breakdown="18-64")), "2 counts entered, 0 known before\n")
        self.assertIn("checked and signed", self.workspace.must("build"))
        self.assertIn("nothing changed", self.workspace.must("build"))
        told = json.loads(self.workspace.must("gate", "ledger", "--json"))["entries"]
        self.assertEqual([entry["kind"] for entry in told], ["release", "known", "release"])
        self.assertEqual((told[1]["name"], told[1]["tables"], told[1]["rows"]), ("GGD X, 2020-05-17", 1, 2))

    def test_what_the_vault_counts_otherwise_is_refused_without_its_number(self):
        self.load()
        for least, most in ((48, 60), (0, 46), (46, 46)):
            done = self.know(self.row(B, 12, 12), self.row(WHOLE, least, most))
            self.assertEqual((done.code, done.out, done.err.count("\n")), (4, "", 1))
            self.assertIn(f"bekend.csv: line 3: {TABLE}, {WHOLE}: ", done.err)
            self.assertNotIn("47", done.err)
            self.assertEqual(self.entries(), [])
            self.assertFalse((self.workspace.folder / "gate" / "decisions").exists())

    def test_an_interval_of_a_small_count_is_refused(self):
        """It would be taken to be the number, which then nobody protects."""
        self.load()
        done = self.know(self.row(A, 0, 9))
        self.assertEqual((done.code, self.entries()), (4, []))
        self.assertIn(f"{A}: an interval of a count that a rule hides", done.err)

    def test_a_line_that_is_not_as_agreed_is_named(self):
        self.load()
        good = self.row(B, 12, 12)
        for column, value in (
            ("source", "nergens"), ("indicator", "niets"), ("breakdown", "19+"), ("area", "ergens"), ("area", "GM9999"),
            ("edition", "x"), ("edition", "2019"), ("least", "-1"), ("least", "12.5"), ("least", ""), ("most", "11"),
            ("most", "9" * 17),
        ):  # fmt: skip
            fields = dict(zip(COLUMNS.split(","), self.row(WHOLE, 47, 47).split(","), strict=True))
            if column == "most" and value == "11":
                fields["least"] = "12"
            fields[column] = value
            done = self.know(good, ",".join(fields.values()))
            self.assertEqual((done.code, done.out, done.err.count("\n")), (3, "", 1), (column, value, done.err))
            self.assertIn(f"bekend.csv: line 3, column {column}: ", done.err)
            dutch = self.know(good, ",".join(fields.values()), language="nl")
            self.assertIn(f"bekend.csv: regel 3, kolom {column}: ", dutch.err)
        done = self.know(good, good)
        self.assertEqual(done.code, 3)
        self.assertIn("line 3, column area: counts the same persons as line 2", done.err)
        self.assertEqual(self.know(good, header=COLUMNS.replace("most", "meest")).code, 3)
        self.assertEqual(self.entries(), [])

    def test_a_column_n_is_a_number(self):
        self.load()
        row = self.row(WHOLE, 47, 47).rsplit(",", 1)[0]
        self.assert_entered(self.know(row, header=COLUMNS.replace("least,most", "n")))
        self.assertIn(f"{WHOLE} 2020 18-200 47 47\n", self.entries()[0].read_text())

    def test_a_day_that_has_not_been_is_wrong_use(self):
        self.load()
        for date in ("2999-01-01", "17-05-2020", ""):
            self.assertEqual(self.know(self.row(WHOLE, 47, 47), date=date).code, 2)
        self.assertEqual(self.entries(), [])

    def test_a_delivery_that_replaces_one_that_only_others_told_of_is_released(self):
        self.load()
        self.assert_entered(self.know(self.row(WHOLE, 40, 60), self.row(C, 30, 30)), "2 counts entered, 0 known before\n")
        second = {A: 5, B: 14, C: 30}
        told = self.start_again({"2020": list(second)}, self.deliver("2020", second, "b"))
        self.assertIn("checked and signed", told)
        self.assertEqual(self.cells(2)[C][0], "known")

    def test_a_known_entry_of_which_no_decision_was_kept_is_said(self):
        self.load()
        self.assert_entered(self.know(self.row(C, 30, 30)))
        for path in (self.workspace.folder / "gate" / "decisions" / "000001").iterdir():
            path.unlink()
        (self.workspace.folder / "gate" / "decisions" / "000001").rmdir()
        second = {A: 5, B: 14, C: 30}
        with self.assertRaisesRegex(AssertionError, "no decision that was kept"):
            self.start_again({"2020": list(second)}, self.deliver("2020", second, "b"))


if __name__ == "__main__":
    tap.main()
