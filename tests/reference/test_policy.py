"""Policies, group disclosure, zeros and forced cells, through `wijkscan gate`: what is refused, what is hidden, and that
what is left keeps the promise.

SPDX-License-Identifier: EUPL-1.2
"""

import csv
import hashlib
import json
import os
import pathlib
import unittest

import tap
import test_disclosure as gate

SHIPPED = pathlib.Path(os.environ["WKS_SOURCE"]) / "catalogue" / "policies"
IDS = ["cbs", "ggd", "kennispunt", "vektis"]

HEAD = 'id: mine\nversion: "1"\nnl: Van mij\nen: Mine\n'
BASIS = "basis:\n- {rule: minimum_persons, source: a choice, confirmed: yes}\n"
PLAIN = HEAD + "minimum_persons: 12\nzeros: protected\n" + BASIS

SMALL = """gem,wijk,sex,n
G1,W1,M,4937
G1,W1,V,5003
G1,W2,M,11
G1,W2,V,6001
G2,W3,M,7001
G2,W3,V,8009
G2,W4,M,0
G2,W4,V,3001
"""
KEYS = ["--geo", "gem,wijk", "--by", "sex", "--count", "n"]


class Policy(gate.Folder):
    def policy(self, text, name="mine.yaml"):
        return self.file(text, name)

    def protect(self, text, *words):
        return json.loads(self.must("protect", self.file(text), *KEYS, *words, "--out", self.out, "--json"))

    def rows(self):
        with open(self.out, encoding="utf-8") as file:
            return {(row["gem"], row["wijk"], row["sex"]): row for row in csv.DictReader(file)}

    def audit(self, text, *words):
        return json.loads(self.must("audit", self.file(text), self.out, *words, "--json"))


class Refusal(Policy):
    def test_names_the_policy_that_a_flag_would_weaken(self):
        mine = self.policy(PLAIN)
        for words, said in {
            ("--minimum", "11"): ("--minimum 11 is weaker than the 12 of policy mine", "--minimum 11 is zwakker dan de 12"),
            ("--criterion", "A"): ("--criterion A is weaker than the B of", "--criterion A is zwakker dan de B van"),
            ("--zeros", "published"): ("--zeros published is weaker than the protected of",
                                       "--zeros published is zwakker dan de protected van"),
        }.items():
            texts = self.refuses(gate.WRONG_USE, said, "protect", self.file(SMALL), *KEYS, "--policy", mine, *words,
                                 "--out", self.out)
            self.assertIn(str(mine), texts[0])

    def test_names_the_line_of_a_policy_that_is_none(self):
        for text, said in {
            HEAD + "minimum_persons: 12\nmaximum: 3\n" + BASIS: ("line 6: unknown key 'maximum'; expected one of: id,",
                                                                 "regel 6: onbekende sleutel 'maximum'; verwacht een van"),
            HEAD + "minimum_persons: 5\n" + BASIS: ("line 5: key 'minimum_persons' must hold a whole number from 10",
                                                    "regel 5: bij 'minimum_persons' hoort een geheel getal van 10"),
            HEAD + "minimum_persons: 12\n": ("key 'basis' is missing", "'basis' ontbreekt"),
        }.items():
            self.refuses(gate.BAD_INPUT, said, "protect", self.file(SMALL), *KEYS, "--policy", self.policy(text), "--out",
                         self.out)
        self.refuses(gate.NOT_FOUND, ("there is no policy 'nix'; there are: cbs, ggd", "er is geen beleid 'nix'"),
                     "protect", self.file(SMALL), *KEYS, "--policy", "nix", "--out", self.out)

    def test_lets_no_waiver_count(self):
        waiver = PLAIN + ('waivers:\n- who: [A. Jansen, B. Smit]\n  what: provider 12\n  until: "2099-12-31"\n'
                          "  reason: consent\n  signatures: [x, y]\n")
        self.refuses(gate.REFUSED, ("the waiver 'provider 12' does not count: signatures cannot be checked yet",
                                    "de ontheffing 'provider 12' telt niet"),
                     "protect", self.file(SMALL), *KEYS, "--policy", self.policy(waiver), "--out", self.out)

    def test_protects_no_table_that_is_kept_another_way(self):
        rounds = HEAD + "method: round\nrounding_base: 5\nminimum_persons: 12\n" + BASIS + (
            "- {rule: rounding_base, source: a choice, confirmed: yes}\n")
        self.refuses(gate.REFUSED, ("not protected by hiding cells", "niet beschermd door cellen te verbergen"),
                     "protect", self.file(SMALL), *KEYS, "--policy", self.policy(rounds), "--out", self.out)

    def test_names_the_forced_cell_that_a_rule_hides(self):
        forced = PLAIN + "forced: [\"wijk=W2,sex=M\"]\n"
        for text in self.refuses(gate.REFUSED, ("cell wijk=W2,sex=M must be shown", "cel wijk=W2,sex=M moet getoond worden"),
                                 "protect", self.file(SMALL), *KEYS, "--policy", self.policy(forced), "--out", self.out):
            self.assertNotIn("11", text.replace(str(self.folder), ""))
        unknown = PLAIN + "forced: [\"wijk=W9\"]\n"
        self.refuses(gate.BAD_INPUT, ("the table has no cell wijk=W9", "de tabel heeft geen cel wijk=W9"),
                     "protect", self.file(SMALL), *KEYS, "--policy", self.policy(unknown), "--out", self.out)

    def test_names_what_cannot_be_and_is(self):
        for rows, said in {
            "G1,W1,M\n": ("no.csv: line 2: listed as impossible, and the table has somebody there",
                          "regel 2: genoemd als onmogelijk"),
            "G2,W4,M\nG1,W9,M\n": ("no.csv: line 3: the table has no such combination", "regel 3: de tabel heeft deze"),
        }.items():
            self.refuses(gate.BAD_INPUT, said, "protect", self.file(SMALL), *KEYS, "--zeros", "structural", "--impossible",
                         self.file("gem,wijk,sex\n" + rows, "no.csv"), "--out", self.out)
        self.refuses(gate.WRONG_USE, ("--sensitive: column care is no key column", "--sensitive: kolom care is geen"),
                     "protect", self.file(SMALL), *KEYS, "--sensitive", "care", "--out", self.out)


@gate.needs_protect
class Rules(Policy):
    def test_says_which_policy_by_its_hash(self):
        for name in IDS:
            said = self.protect(SMALL, "--policy", name)
            text = (SHIPPED / f"{name}.yaml").read_bytes()
            self.assertEqual(said["policy"], {"id": name, "version": "1", "hash": hashlib.sha256(text).hexdigest()})
            self.assertEqual(said["rules"]["few"], 0)

    def test_takes_a_stricter_flag_beside_a_policy(self):
        said = self.protect(SMALL, "--policy", "cbs", "--minimum", "12", "--zeros", "protected")
        self.assertEqual((said["rules"]["few"], said["rules"]["zero"]), (1, 1))
        self.assertEqual(self.audit(SMALL, "--policy", "cbs", "--minimum", "12", "--zeros", "protected")["under_promise"], 0)

    def test_hides_zeros_as_the_policy_says(self):
        no_row = SMALL.replace("G2,W4,M,0\n", "")
        nobody = self.file("gem,wijk,sex\nG2,W4,M\n", "no.csv")
        for text, words, hidden in (
            (SMALL, [], "0"), (SMALL, ["--zeros", "protected"], "1"), (SMALL, ["--zeros", "structural"], "1"),
            (no_row, ["--zeros", "protected"], "0"), (no_row, ["--zeros", "structural"], "1"),
            (SMALL, ["--zeros", "structural", "--impossible", nobody], "0"),
            (SMALL, ["--zeros", "protected", "--impossible", nobody], "0"),
        ):
            self.protect(text, *words)
            self.assertEqual(self.rows()["G2", "W4", "M"]["primary"], hidden, words)
            self.assertEqual(self.audit(text, *words)["under_promise"], 0)

    def test_never_hides_a_forced_cell(self):
        few = PLAIN.replace("protected", "published")
        said = self.protect(SMALL, "--policy", self.policy(few))
        hidden = [key for key, row in self.rows().items() if row["suppressed"] == "1" and row["primary"] == "0"]
        self.assertTrue(hidden and said["secondaries"] == len(hidden))
        gem, wijk, sex = next(key for key in hidden if key[1] != "T" and key[2] != "T")
        forced = few + f'forced: ["gem={gem},wijk={wijk},sex={sex}"]\n'
        self.protect(SMALL, "--policy", self.policy(forced))
        self.assertEqual(self.rows()[gem, wijk, sex]["suppressed"], "0")
        self.assertEqual(self.audit(SMALL, "--policy", self.policy(forced))["under_promise"], 0)

    def test_leaves_no_difference_of_few_persons(self):
        """Criterion A alone: under B nobody can be told to be among fewer than ten to begin with."""
        ruled = HEAD + "minimum_persons: 10\ncriterion: A\ndifference_minimum: 10\n" + BASIS + (
            "- {rule: difference_minimum, source: a choice, confirmed: yes}\n")
        table = "gem,wijk,sex,n\nG1,W1,M,400\nG1,W1,V,500\nG1,W2,M,2\nG1,W2,V,3\nG1,W3,M,1\nG1,W3,V,2\n" \
            "G2,W4,M,300\nG2,W4,V,200\nG2,W5,M,100\nG2,W5,V,700\n"
        self.protect(table, "--criterion", "A")
        audit = self.must("audit", self.file(table), self.out, "--criterion", "A", "--json")
        self.assertEqual(json.loads(audit)["under_promise"], 0)  # each small cell is safe by itself
        done = self.gate("audit", self.file(table), self.out, "--policy", self.policy(ruled), "--json")
        self.assertEqual(done.returncode, gate.REFUSED)  # and what W1 leaves of G1 is told
        self.assertGreater(json.loads(done.stdout)["rests_under_promise"], 0)
        self.protect(table, "--policy", self.policy(ruled))
        said = self.audit(table, "--policy", self.policy(ruled))
        self.assertEqual((said["under_promise"], said["rests_under_promise"]), (0, 0))

    @gate.needs_tables
    def test_keeps_the_promise_of_every_shipped_policy(self):
        table = gate.SDC / "synth" / "wijk12.csv"
        for name in IDS:
            words = ["--policy", name, "--sensitive", "age"]
            said = json.loads(self.must("protect", table, *gate.KEYS, *words, "--out", self.out, "--json"))
            self.assertEqual((said["primaries"], said["gap"]), (106, 0))
            self.assertGreater(said["rules"]["group"], 0)
            audit = json.loads(self.must("audit", table, self.out, *words, "--json"))
            self.assertEqual((audit["under_promise"], audit.get("rests_under_promise", 0)), (0, 0))

    @gate.needs_tables
    def test_hides_all_that_direct_disclosure_hides(self):
        """SSBtoolsData mun_accidents; the five cells that GaussSuppression 1.2.3 flags by direct disclosure."""
        table = gate.SDC / "ssb" / "mun_accidents.csv"
        with open(table.with_name("expected_mun_accidents_direct.csv"), encoding="utf-8") as file:
            want = {(row["mun"], row["inj"]) for row in csv.DictReader(file) if row["primary"] == "TRUE"}
        words = ["--minimum", "3", "--criterion", "A", "--sensitive", "inj,mun"]
        self.must("protect", table, "--geo", "mun", "--by", "inj", "--count", "freq", *words, "--out", self.out)
        with open(self.out, encoding="utf-8") as file:
            rows = {(row["mun"], row["inj"]): row for row in csv.DictReader(file)}
        self.assertEqual(len(want), 5)
        for key in want:
            self.assertEqual((rows[key]["primary"], rows[key]["suppressed"]), ("1", "1"), key)
        said = json.loads(self.must("audit", table, self.out, "--count", "freq", *words, "--json"))
        self.assertEqual((said["under_promise"], said.get("rests_under_promise", 0)), (0, 0))


if __name__ == "__main__":
    tap.main()
