"""The verifier signs a release as it was made, and none in which something was changed that matters.

SPDX-License-Identifier: EUPL-1.2
"""

import os
import pathlib
import random
import re
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

import seal
import tap
import workshop

N_MUTANTS = int(os.environ.get("WKS_MUTANTS", "60"))  # a thousand with ./check --long
PROGRAMS = workshop.WIJKSCAN.parent.parent


def run(name, *words):
    return subprocess.run(
        [PROGRAMS / name / name, *map(str, words)], capture_output=True, text=True, check=False, env=workshop.environment("en")
    )


def without_proofs(lines, first):
    """A file of proofs without those from this line on: the last one was made for what no other proves."""
    kept = lines[3:first]
    return [*lines[:2], f"witnesses {len(kept)} {sum(int(line.split()[1]) for line in kept)}\n", *kept]


class Case:
    """The release that a workspace was built to, as the verifier was given it; who inherits makes the workspace."""

    @classmethod
    def setUpClass(cls):
        cls.workspace = workshop.Workspace()
        cls.make()
        cls.gate = cls.workspace.folder / "gate"
        cls.case = pathlib.Path(tempfile.mkdtemp(prefix="wijkscan-verifier-"))
        # the decision that was kept, and what is not kept made again: the proofs and the text of the release
        for name in ("terms", "question", "pattern", "claims"):
            shutil.copy(cls.gate / "decisions" / "000001" / name, cls.case / name)
        made = run("wijkscan-suppress", "witness", cls.case / "question", cls.case / "pattern", cls.case / "witnesses")
        assert made.returncode == 0, made.stderr
        with sqlite3.connect(cls.workspace.folder / "picture.db") as store:
            (cls.case / "release").write_bytes(seal.text_of(store, 1))
        cls.files = {path.name: path.read_text().splitlines(keepends=True) for path in cls.case.iterdir()}
        cls.entry = (cls.gate / "ledger" / "000001.txt").read_text().splitlines(keepends=True)

    @classmethod
    def tearDownClass(cls):
        cls.workspace.close()
        shutil.rmtree(cls.case)

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="wijkscan-verifier-")
        self.place = pathlib.Path(self.folder.name)
        self.ledger = self.place / "ledger"
        self.ledger.mkdir()
        (self.place / "case").mkdir()

    def tearDown(self):
        self.folder.cleanup()

    def verify(self, files=None, ledger=None, date="2030-01-01"):
        """The exit code for these files in place of those of the case; ledger: lines of its only entry."""
        for name, lines in {**self.files, **(files or {})}.items():
            (self.place / "case" / name).write_text("".join(lines))
        for old in self.ledger.iterdir():
            old.unlink()
        if ledger is not None:
            (self.ledger / "000001.txt").write_text("".join(ledger))
        (self.place / "case" / "seal").unlink(missing_ok=True)
        return run("wijkscan-verify", "release", self.place / "case", self.ledger, self.gate / "key", date)

    def assert_signed(self, done):
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue((self.place / "case" / "seal").exists())

    def assert_refused(self, done, about=None):
        self.assertIn(done.returncode, (3, 4), (about, done.stdout, done.stderr))
        self.assertFalse((self.place / "case" / "seal").exists(), about)

    def test_the_release_as_it_was_made_is_signed_and_entered(self):
        """The control: what is refused below is refused for what was changed."""
        self.assert_signed(self.verify())
        self.assertEqual(len(list(self.ledger.iterdir())), 1)


class Forged(Case, unittest.TestCase):
    """A few wijken, of which one has three."""

    KWB = (
        "ID;WijkenEnBuurten;Gemeentenaam_1;SoortRegio_2;IndelingswijzigingWijkenEnBuurten_4;AantalInwoners_5;k_65JaarOfOuder_12\n"
        "1;GM0153;Enschede;Gemeente;.;9000;600\n" + "".join(f"{i};WK01530{i};Wijk {i};Wijk;1;2000;300\n" for i in range(1, 5))
    )
    WITH = {1: 3, 2: 12, 3: 60, 4: 70}  # of 200 in each

    @classmethod
    def make(cls):
        cls.workspace.write("wijkscan.yaml", "minimum_persons: 10\n")
        cls.workspace.write("kwb_2020.csv", cls.KWB)
        header = workshop.wijkscan("template", "care-use").out.strip().lstrip("\ufeff")
        persons = [f"2020;p-{w}-{i};WK01530{w};vrouw;40;366;{int(i < n)};0;0;0;10" for w, n in cls.WITH.items() for i in range(200)]
        cls.workspace.write("zorggebruik_2020.csv", "\n".join([header, *persons]) + "\n")
        cls.workspace.must("load", "kwb_2020.csv", "zorggebruik_2020.csv")
        cls.workspace.must("build")

    def assert_refused_for(self, done, why):
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertIn(why, done.stderr)
        self.assertFalse((self.place / "case" / "seal").exists())
        self.assertEqual(list(self.ledger.iterdir()), [])

    def test_a_proof_less_is_refused(self):
        done = self.verify({"witnesses": without_proofs(self.files["witnesses"], len(self.files["witnesses"]) - 1)})
        self.assert_refused_for(done, "has no proof that it stays uncertain")

    def test_rules_that_ask_less_than_ten_are_none(self):
        done = self.verify({"terms": [line.replace("minimum 10", "minimum 9") for line in self.files["terms"]]})
        self.assertEqual(done.returncode, 3)
        self.assertIn("terms line ", done.stderr)

    def test_no_file_may_be_of_another_question(self):
        for name in ("pattern", "witnesses", "claims"):
            lines = list(self.files[name])
            self.assertTrue(lines[1].startswith("protection "))
            lines[1] = f"protection {'0' * 64}\n"
            done = self.verify({name: lines})
            self.assertEqual(done.returncode, 3, name)
            self.assertIn(f"{name} line 2: expected the hash of this protection", done.stderr)

    def test_a_hidden_number_that_is_shown_is_refused(self):
        lines = list(self.files["release"])
        start = "value tpoh-ggz t18+ twijk t2020 tWK015301 thidden thidden - "
        (at,) = (i for i, line in enumerate(lines) if line.startswith(start))
        lines[at] = lines[at].replace("thidden thidden -", "tok tallowed n1.5", 1)
        self.assert_refused_for(self.verify({"release": lines}), "poh-ggz, 18+, WK015301, 2020: ")


class Verifier(Case, unittest.TestCase):
    """A demo, and a thousand changes."""

    @classmethod
    def make(cls):
        cls.workspace.copy_demo("0.02")

    def test_a_release_that_was_entered_and_never_came_out_is_not_entered_twice(self):
        """The build was stopped between the two: the picture does not have what the ledger has."""
        for path in self.workspace.folder.glob("picture.db"):
            path.unlink()
        self.workspace.must("build")
        self.assertEqual(len(list((self.gate / "ledger").iterdir())), 1)
        self.assertEqual(len(list((self.gate / "decisions").iterdir())), 1)

    def test_a_clock_before_the_last_entry_is_refused(self):
        entry = [line.replace("release ", "known ") if line.startswith("release ") else line for line in self.entry[:5]]
        self.assert_refused(self.verify(ledger=[*entry, "tables 0\n"], date="1999-12-31"))
        self.assert_signed(self.verify(ledger=[*entry, "tables 0\n"]))

    def test_a_key_that_others_may_read_signs_nothing_and_leaves_the_ledger_as_it_was(self):
        key = self.place / "key"
        shutil.copy(self.gate / "key", key)
        key.chmod(0o644)
        self.verify()
        for path in self.ledger.iterdir():
            path.unlink()
        done = run("wijkscan-verify", "release", self.place / "case", self.ledger, key, "2030-01-01")
        self.assertEqual(done.returncode, 4)
        self.assertEqual(list(self.ledger.iterdir()), [])

    # ---- a thousand changes

    def value_lines(self, status):
        return [i for i, line in enumerate(self.files["release"]) if line.startswith("value ") and line.split()[6] == "t" + status]

    def reveal(self, pick):
        """A hidden value is shown after all."""
        lines = list(self.files["release"])
        at = pick.choice(self.hidden)
        words = lines[at].split(" ")
        words[6:9] = ["tok", pick.choice(["tallowed", "tpublic", "thidden"]), "n%.17g" % pick.uniform(0, 100)]
        lines[at] = " ".join(words)
        return {"release": lines}

    def alter(self, pick):
        """A number that is shown is another."""
        lines = list(self.files["release"])
        at = pick.choice(self.shown)
        words = lines[at].split(" ")
        words[8] = "n%.17g" % (float(words[8][1:]) + pick.choice([-1, 1, 0.01, 1e-9]))
        lines[at] = " ".join(words)
        return {"release": lines}

    def swap_years(self, pick):
        """The number of a year stands under another."""
        lines = list(self.files["release"])
        at = pick.choice(self.shown)
        words = lines[at].split(" ")
        words[4] = "t19" + words[4][3:]
        lines[at] = " ".join(words)
        return {"release": lines}

    def show_cell(self, pick):
        """The pattern shows a cell that it hid."""
        lines = list(self.files["pattern"])
        at = pick.choice([i for i, line in enumerate(lines) if line == "1\n"])
        lines[at] = "0\n"
        return {"pattern": lines}

    def edit_policy(self, pick):
        return {"terms": [line.replace("minimum 10", f"minimum {pick.choice([0, 1, 5, 9])}") for line in self.files["terms"]]}

    def raise_policy(self, pick):
        """Rules that ask more than the question was made with."""
        return {"terms": [line.replace("minimum 10", f"minimum {pick.randint(12, 60)}") for line in self.files["terms"]]}

    def forget_insiders(self, pick):
        """The question asks nothing for who is counted."""
        lines = list(self.files["question"])
        self.assertEqual(lines[:2], ["wijkscan-protection 2\n", "insiders 1\n"])
        return {"question": ["wijkscan-protection 1\n"] + lines[2:]}

    def change_count(self, pick):
        """A cell, or an atom, counts another number of persons."""
        lines = list(self.files["question"])
        at = pick.choice([i for i, line in enumerate(lines) if line.startswith(("open ", "primary "))])
        words = lines[at].split(" ")
        words[1] = str(int(words[1]) + pick.choice([-1, 1, 7]))
        lines[at] = " ".join(words)
        return {"question": lines}

    def forget_claim(self, pick):
        lines = list(self.files["claims"])
        at = pick.choice(self.claims_shown)
        head = next(i for i, line in enumerate(lines) if line.startswith("claims "))
        lines[head] = f"claims {int(lines[head].split()[1]) - 1}\n"
        del lines[at]
        return {"claims": lines}

    def lie_of_persons(self, pick):
        """A small count is claimed to be a large one."""
        lines = list(self.files["claims"])
        at = pick.choice(self.claims_small)
        words = lines[at].split(" ")
        words[8] = words[9] = str(pick.randint(10, int(words[7]) if int(words[7]) > 20 else 20))
        lines[at] = " ".join(words)
        return {"claims": lines}

    def point_elsewhere(self, pick):
        """A small count is claimed to be another cell, which is shown."""
        lines = list(self.files["claims"])
        at = pick.choice(self.claims_small)
        words = lines[at].split(" ")
        words[10] = "-1\n"
        lines[at] = " ".join(words)
        return {"claims": lines}

    def forge_witness(self, pick):
        lines = list(self.files["witnesses"])
        at = pick.randrange(3, len(lines))
        if pick.random() < 0.5:
            words = lines[at].rstrip("\n").split(" ")
            k = pick.randrange(5, len(words), 2)
            words[k] = str(-(10**9) - pick.randrange(10**6))  # fewer than nobody
            lines[at] = " ".join(words) + "\n"
            return {"witnesses": lines}
        return {"witnesses": without_proofs(lines, at)}

    def stale_ledger(self, pick):
        """The ledger knows of a count that the question takes to be open, or tells another number of it."""
        entry = list(self.entry)
        at = pick.choice([i for i, line in enumerate(entry) if re.match(r"(GM|WK|BU|GG)", line)])
        if pick.random() < 0.5:
            words = entry[at].split()
            words[3] = words[4] = str(int(words[3]) + 1)
            entry[at] = " ".join(words) + "\n"
        return entry

    def test_every_changed_release_is_refused(self):
        self.hidden = self.value_lines("hidden")
        self.shown = [i for i in self.value_lines("ok") if self.files["release"][i].split(" ")[8].startswith("n")]
        claims = self.files["claims"]
        first = next(i for i, line in enumerate(claims) if line.startswith("claims ")) + 1
        shown_keys = {tuple(word[1:] for word in self.files["release"][i].split(" ")[1:6]) for i in self.shown}
        self.claims_shown = [i for i in range(first, len(claims)) if tuple(claims[i].split(" ")[:5]) in shown_keys]
        self.claims_small = [
            i
            for i in range(first, len(claims))
            if (words := claims[i].split(" "))[6] == "count" and 0 < int(words[8]) < 10 and words[10] != "-1\n"
        ]
        ways = [
            self.reveal, self.alter, self.swap_years, self.show_cell, self.edit_policy, self.raise_policy, self.change_count,
            self.forget_insiders, self.forget_claim, self.lie_of_persons, self.point_elsewhere, self.forge_witness, self.stale_ledger,
        ]  # fmt: skip
        pick = random.Random(20261122)
        n_by_way = dict.fromkeys((way.__name__ for way in ways), 0)
        for n in range(N_MUTANTS):
            way = ways[n % len(ways)]
            changed = way(pick)
            done = self.verify(ledger=changed) if way == self.stale_ledger else self.verify(files=changed)
            self.assert_refused(done, (n, way.__name__))
            n_by_way[way.__name__] += 1
        self.assertTrue(all(n >= N_MUTANTS // len(ways) for n in n_by_way.values()), n_by_way)
        self.assert_signed(self.verify())


if __name__ == "__main__":
    tap.main()
