"""Who may open the vault can ask why a number is hidden, and what was ever told; nobody else is told a thing.

SPDX-License-Identifier: EUPL-1.2
"""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

import tap
import workshop

PROGRAMS = workshop.WIJKSCAN.parent.parent
MINIMUM = 10


def words_of(path):
    return [line.split(" ") for line in path.read_text().splitlines()]


class Decision:
    """The files of a decision, read by themselves."""

    def __init__(self, folder):
        question = words_of(folder / "question")
        assert question[1] == ["insiders", "1"]
        n_atoms = int(question[2][1])
        self.cells = [(words[0], int(words[1]), int(words[2]), int(words[3])) for words in question[4 + n_atoms :]]
        self.is_hidden = [words[0] == "1" for words in words_of(folder / "pattern")[5:]]
        assert len(self.cells) == len(self.is_hidden) == int(question[3 + n_atoms][1])
        lines = words_of(folder / "claims")
        n_names = int(next(words for words in lines if words[0] == "names")[1])
        self.names = [(int(words[0]), *words[1:]) for words in lines[3 : 3 + n_names]]
        self.claims = lines[4 + n_names :]

    def intervals(self, folder):
        """What the suppressor works out of the question as a whole."""
        with tempfile.TemporaryDirectory(prefix="wijkscan-explain-") as place:
            out = pathlib.Path(place) / "intervals"
            program = PROGRAMS / "wijkscan-suppress" / "wijkscan-suppress"
            subprocess.run([program, "attack", folder / "question", folder / "pattern", out], check=True, capture_output=True)
            known = {int(words[0]): (int(words[1]), int(words[2])) for words in words_of(out)}
        return [known.get(i, cell[2:]) for i, cell in enumerate(self.cells)]


def why(decision, kind, n_persons, n_with, cell):
    is_of_some = kind in ("count", "rate")
    if kind == "public":
        return "public"
    if n_persons < MINIMUM:
        return "few_persons"
    if is_of_some and n_with < MINIMUM:
        return "few_with"
    if is_of_some and n_persons - n_with < MINIMUM:
        return "few_without"
    if cell < 0 or not decision.is_hidden[cell]:
        return "shown"
    return "for_others" if decision.cells[cell][0] == "open" else "by_others"


class Explain(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.workspace = workshop.Workspace()
        cls.workspace.copy_demo("0.02")
        cls.gate = cls.workspace.folder / "gate"
        cls.folder = cls.gate / "decisions" / "000001"
        cls.decision = Decision(cls.folder)

    @classmethod
    def tearDownClass(cls):
        cls.workspace.close()

    def explained(self, *words):
        return json.loads(self.workspace.must("gate", "explain", *words, "--json"))

    def changed(self, name, change):
        """Run with one file changed, and put it back."""
        path = self.gate / name
        before = path.read_bytes()
        try:
            change(path)
            return {verb: self.workspace.run("gate", verb) for verb in ("explain", "ledger")}
        finally:
            path.write_bytes(before)

    def test_its_first_line_says_that_it_holds_persons(self):
        for language, notice in (
            ("en", "holds counts of persons: do not pass on"),
            ("nl", "bevat aantallen personen: niet doorgeven"),
        ):
            for words in ((), ("poh-ggz", "GM0153")):
                out = self.workspace.must("gate", "explain", *words, language=language)
                self.assertEqual(out.splitlines()[0], notice)
                out = self.workspace.must("gate", "explain", *words, "--json", language=language)
                self.assertTrue(out.startswith('{"notice":"' + notice))

    def test_tables_add_up_to_the_files_of_the_decision(self):
        told = self.explained()
        self.assertEqual((told["decision"], told["minimum"]), (1, MINIMUM))
        expected = {}
        for cell, table, version in {name[:3] for name in self.decision.names}:
            state, n, *_ = self.decision.cells[cell]
            is_secondary = state == "open" and self.decision.is_hidden[cell]
            row = expected.setdefault((table, version), [0, 0, 0, 0])
            for i, more in enumerate((1, state == "primary", is_secondary, n * is_secondary)):
                row[i] += more
        self.assertGreater(sum(row[2] for row in expected.values()), 0)
        found = [[at["asked"], at["primary"], at["secondary"], at["lost_persons"]] for at in told["tables"]]
        self.assertEqual(found, [expected[key] for key in sorted(expected)])
        for at in told["tables"]:
            self.assertEqual(at["narrowest"] is None, at["primary"] + at["secondary"] == 0)

    def test_every_number_has_its_reason_its_count_and_what_a_reader_knows_of_the_whole(self):
        intervals = self.decision.intervals(self.folder)
        seen = set()
        for indicator in sorted({claim[0] for claim in self.decision.claims if claim[6] != "public"}):
            numbers = self.explained(indicator)["numbers"]
            claims = [claim for claim in self.decision.claims if claim[0] == indicator]
            self.assertEqual(len(numbers), len(claims))
            for number, claim in zip(numbers, claims, strict=True):
                kind, n_persons, n_with, n, cell = claim[6], *map(int, claim[7:11])
                expected = why(self.decision, kind, n_persons, n_with, cell)
                seen.add(expected)
                self.assertEqual([number[key] for key in ("breakdown", "level", "period", "area")], claim[1:5])
                self.assertEqual((number["why"], number["shown"]), (expected, expected in ("shown", "public")), claim)
                if kind != "public":
                    self.assertEqual((number["n_persons"], number["n_with"], number["n"]), (n_persons, n_with, n))
                if cell >= 0:
                    least, most = intervals[cell]
                    most = None if most >= 2**50 else most
                    self.assertEqual((number["least"], number["most"]), (least, most), claim)
                    self.assertEqual("since_entry" in number, not self.decision.is_hidden[cell])
        self.assertLessEqual({"shown", "few_persons", "few_with", "for_others"}, seen)

    def test_area_and_period_choose(self):
        found = self.explained("poh-ggz", "gm0153", "2023")["numbers"]
        self.assertEqual({(number["area"], number["period"]) for number in found}, {("GM0153", "2023")})
        out = self.workspace.must("gate", "explain", "poh-ggz", "GM0153", "2023").splitlines()
        self.assertEqual(len(out), 2 + len(found))

    def test_what_is_not_there_is_not_found(self):
        with tempfile.TemporaryDirectory(prefix="wijkscan-explain-") as place:
            (pathlib.Path(place) / "wijkscan.yaml").write_bytes((self.workspace.folder / "wijkscan.yaml").read_bytes())
            done = workshop.wijkscan("gate", "explain", folder=place)
            self.assertEqual((done.code, done.out, done.err.count("\n")), (5, "", 1))
            self.assertEqual(workshop.wijkscan("gate", "ledger", folder=place).code, 0)
        for words in (("--release", "2"), ("niets",), ("poh-ggz", "GM9999"), ("poh-ggz", "GM0153", "1900")):
            done = self.workspace.run("gate", "explain", *words)
            self.assertEqual((done.code, done.out, done.err.count("\n")), (5, "", 1), words)
        self.assertEqual(self.workspace.run("gate", "explain", "poh-ggz", "ergens").code, 2)

    def test_a_file_that_is_not_as_it_should_be_is_named(self):
        for name in ("terms", "question", "pattern", "claims"):
            for change in (lambda path: path.write_bytes(path.read_bytes()[:-2]), lambda path: path.unlink()):
                done = self.changed(f"decisions/000001/{name}", change)["explain"]
                self.assertEqual((done.code, done.out, done.err.count("\n")), (3, "", 1), (name, done.err))
                self.assertIn(name, done.err)

    def test_a_changed_question_is_not_the_one_that_was_answered(self):
        done = self.changed("decisions/000001/question", lambda path: path.write_text(path.read_text() + "open 0 0 0 1 1 0\n"))
        self.assertEqual(done["explain"].code, 3)

    def test_it_writes_nothing_and_leaves_nothing(self):
        def listing():
            paths = sorted(self.workspace.folder.rglob("*"))
            return [(path, path.stat().st_mtime_ns, path.stat().st_size) for path in paths]

        before = listing()
        with tempfile.TemporaryDirectory(prefix="wijkscan-explain-") as place:
            for words in ((), ("poh-ggz", "GM0153", "--json")):
                done = self.workspace.run("gate", "explain", *words)
                self.assertEqual(done.code, 0)
                done = subprocess.run(
                    [workshop.WIJKSCAN, "gate", "explain", *words],
                    cwd=self.workspace.folder, env={**os.environ, "TMPDIR": place}, check=True, capture_output=True,
                )  # fmt: skip
            self.assertEqual(os.listdir(place), [])
        self.assertEqual(listing(), before)

    def test_the_ledger_is_listed_and_its_chain_is_checked(self):
        entry = (self.gate / "ledger" / "000001.txt").read_text()
        told = json.loads(self.workspace.must("gate", "ledger", "--json"))
        (only,) = told["entries"]
        self.assertTrue(told["chain_holds"])
        self.assertEqual((only["entry"], only["kind"], only["file"]), (1, "release", told["head"]))
        self.assertIn(f"release {only['name']}\ntables {only['tables']}\n", entry)
        self.assertEqual(only["rows"], sum(line[:2] in ("NL", "GG", "GM", "WK", "BU") for line in entry.splitlines()))
        self.assertIn(f"release {only['name'][:12]}", self.workspace.must("gate", "ledger"))
        second = self.gate / "ledger" / "000002.txt"
        try:
            text = "wijkscan-ledger 1\nentry 2\nprevious {}\ndate 2099-01-01\nknown iemand\ntables 0\n"
            second.write_text(text.format(told["head"]))
            self.assertIn("iemand", self.workspace.must("gate", "ledger"))
            second.write_text(text.format("0" * 64))
            done = self.workspace.run("gate", "ledger")
            self.assertEqual((done.code, done.out, done.err.count("\n")), (3, "", 1))
            self.assertIn("000002.txt", done.err)
        finally:
            second.unlink()

    def test_a_known_entry_hides_no_decision(self):
        second = self.gate / "ledger" / "000002.txt"
        head = json.loads(self.workspace.must("gate", "ledger", "--json"))["head"]
        try:
            second.write_text(f"wijkscan-ledger 1\nentry 2\nprevious {head}\ndate 2099-01-01\nknown iemand\ntables 0\n")
            self.assertEqual(self.explained()["decision"], 1)
            self.assertEqual(self.workspace.run("gate", "explain", "--release", "2").code, 5)
        finally:
            second.unlink()


if __name__ == "__main__":
    tap.main()
