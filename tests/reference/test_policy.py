"""Policies, group disclosure, zeros and forced cells, through `wijkscan gate`: what is refused, what is hidden, and that
what is left keeps the promise.

SPDX-License-Identifier: EUPL-1.2
"""

import collections
import csv
import hashlib
import json
import os
import pathlib
import random
import subprocess

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

    def test_lets_no_waiver_count_that_nobody_may_sign(self):
        waiver = PLAIN + ('waivers:\n- who: [A. Jansen, B. Smit]\n  what: holding=12\n  until: "2099-12-31"\n'
                          "  reason: consent\n  signatures: [x, y]\n")
        self.refuses(gate.REFUSED, ("the waiver 'holding=12' does not count: A. Jansen is none of the signers",
                                    "de ontheffing 'holding=12' telt niet: A. Jansen is geen ondertekenaar"),
                     "protect", self.file(SMALL), *KEYS, "--policy", self.policy(waiver), "--out", self.out)
        signers = self.file("name,key\nA. Jansen,12\n", "signers.csv")
        self.refuses(gate.BAD_INPUT, ("line 2, column key: expected 64 hexadecimal digits", "regel 2, kolom key"),
                     "protect", self.file(SMALL), *KEYS, "--policy", self.policy(waiver), "--signers", signers, "--out",
                     self.out)

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

    def test_names_the_cell_that_forced_cells_give_away(self):
        few = PLAIN.replace("protected", "published")
        forced = few + 'forced: ["wijk=W1", "wijk=W2", "wijk=W2,sex=V"]\n'
        for text in self.refuses(gate.REFUSED, ("cell G1,W2,M cannot be protected: what must be shown gives it away",
                                                "cel G1,W2,M is niet te beschermen: wat getoond moet worden"),
                                 "protect", self.file(SMALL), *KEYS, "--policy", self.policy(forced), "--out", self.out):
            self.assertNotIn("11", text)

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


AMOUNTS = """gem,care,holder,euro
G1,a,A,100.50
G1,a,B,60
G1,a,C,9
G1,b,D,400
G1,b,E,400.25
G1,b,F,400
G2,a,G,500
G2,a,H,500
G2,a,I,500
G2,b,J,600
G2,b,K,600
G2,b,L,600
"""
AMOUNT_KEYS = ["--geo", "gem", "--by", "care", "--value", "euro"]
ANSWERS = """gem,care,n,estimate
G1,a,4,5000.5
G1,b,61,812
G2,a,40,9
G2,b,55,4000
G3,a,70,700
G3,b,80,900.25
"""


class Amounts(Policy):
    def test_names_flags_that_do_not_go_together(self):
        table = self.file(AMOUNTS)
        for words, said in {
            ("--value", "euro", "--count", "n"): ("--value does not go with --count", "--value gaat niet samen met --count"),
            ("--count", "n", "--holding", "holder"): ("--holding goes with --value", "--holding hoort bij --value"),
            ("--estimate", "euro"): ("--estimate goes with --count", "--estimate hoort bij --count"),
            ("--weight", "euro", "--count", "n"): ("--weight does not go with --count", "--weight gaat niet samen"),
            ("--count", "n", "--p-percent", "10"): ("--p-percent goes with --value", "--p-percent hoort bij --value"),
            ("--value", "euro", "--sensitive", "care"): ("--sensitive goes with --count", "--sensitive hoort bij --count"),
            ("--value", "euro", "--p-percent", "10:0"): ("--p-percent: expected 1 to 7 contributors",
                                                         "--p-percent: verwacht 1 tot en met 7 bijdragers"),
            ("--value", "euro", "--p-percent", "x"): ("--p-percent: expected pairs of numbers", "--p-percent: verwacht paren"),
            ("--value", "euro", "--dominance", "1:50,2"): ("--dominance: expected 1 to 8 contributors",
                                                           "--dominance: verwacht 1 tot en met 8 bijdragers"),
            ("--value", "euro", "--unknown", "care"): ("--unknown: expected COLUMN=CODE", "--unknown: verwacht KOLOM=CODE"),
            ("--value", "euro", "--unknown", "care=a", "--policy", "cbs"): ("--unknown is weaker than policy cbs",
                                                                            "--unknown is zwakker dan beleid cbs"),
            ("--value", "euro", "--minimum", "9", "--policy", "cbs"): ("--minimum 9 is weaker than the 10 of policy cbs",
                                                                       "--minimum 9 is zwakker dan de 10 van beleid cbs"),
            ("--weight", "euro", "--minimum", "49", "--policy", "ggd"): ("--minimum 49 is weaker than the 50 of policy ggd",
                                                                         "--minimum 49 is zwakker dan de 50 van beleid ggd"),
        }.items():
            self.refuses(gate.WRONG_USE, said, "protect", table, "--geo", "gem", "--by", "care", *words, "--out", self.out)

    def test_names_the_line_of_what_is_no_amount(self):
        for text, said in {
            AMOUNTS.replace("100.50", "1e3"): ("line 2, column euro: expected a number with a decimal point", "regel 2, kolom euro"),
            AMOUNTS.replace("100.50", "1.1234567"): ("at most six decimals", "hoogstens zes decimalen"),
            AMOUNTS.replace("A,100.50", "A,-100.50"): ("line 2, column euro: expected 0 or more", "verwacht 0 of meer"),
            AMOUNTS.replace("100.50", "99999999999999999"): ("expected a smaller number", "verwacht een kleiner getal"),
            AMOUNTS.replace("G1,a,A", "G1,,A"): ("line 2, column care: expected a code", "regel 2, kolom care"),
        }.items():
            for message in self.refuses(gate.BAD_INPUT, said, "protect", self.file(text), *AMOUNT_KEYS, "--out", self.out):
                self.assertNotIn("100.5", message)

    @gate.needs_protect
    def test_hides_what_the_second_contributor_can_tell(self):
        words = ["--minimum", "1", "--p-percent", "10"]
        said = json.loads(self.must("protect", self.file(AMOUNTS), *AMOUNT_KEYS, *words, "--out", self.out, "--json"))
        self.assertEqual((said["primaries"], said["secondaries"], said["rules"]["p_percent"]), (1, 3, 1))
        self.assertEqual(said["loss"], 1200.25 + 1500 + 1800)
        rows = self.out.read_text().splitlines()
        self.assertIn("G1,a,169.50,1,1", rows)
        self.assertIn("T,T,4669.75,0,0", rows)
        audit = ["audit", self.file(AMOUNTS), self.out, "--value", "euro", *words]
        self.assertEqual(json.loads(self.must(*audit, "--json"))["under_promise"], 0)
        self.out.write_text("\n".join(rows).replace("G1,b,1200.25,0,1", "G1,b,1200.25,0,0") + "\n")
        done = self.gate(*audit, "--json")
        self.assertEqual((done.returncode, json.loads(done.stdout)["under_promise"]), (gate.REFUSED, 1))
        self.out.write_text("\n".join(rows).replace(",169.50,", ",169.51,") + "\n")
        self.assertIn("not the count that this table has", self.gate(*audit).stderr)

    @gate.needs_protect
    def test_shows_what_its_contributors_let_be_shown_by_two_signatures(self):
        def text(by):
            return HEAD + "minimum_persons: 10\np_percent: {p: 10, n: 1}\nwaivers:\n- who: [A. Jansen, B. Smit]\n" + (
                '  what: holder=A\n  until: "2099-12-31"\n  reason: asked in writing\n'
                f"  signatures: [{by[0]}, {by[1]}]\n") + BASIS + "- {rule: p_percent, source: a choice, confirmed: yes}\n"
        many = AMOUNTS + "".join(f"{g},{c},{g}{c}{i},{40 + i}\n" for g in ("G1", "G2") for c in "ab" for i in range(12)
                                 if (g, c) != ("G1", "a")) + "".join(f"G1,a,D{i},0.05\n" for i in range(12))
        table = self.file(many)
        keys = [self.folder / name for name in ("a.key", "b.key")]
        for key in keys:
            subprocess.run([gate.VERIFIER, "key", key], check=True, capture_output=True)
        publics = [key.with_name(key.name + ".pub").read_text().strip() for key in keys]
        signers = self.file(f"name,key\nA. Jansen,{publics[0]}\nB. Smit,{publics[1]}\n", "signers.csv")
        policy = self.policy(text(["x", "y"]))
        by = [self.must("waive", policy, "--key", key).strip() for key in keys]
        words = [*AMOUNT_KEYS, "--holding", "holder", "--signers", signers]
        plain = self.policy(text(by).replace("waivers", "#").replace("- who", "#").replace("  what", "#").replace(
            "  until", "#").replace("  reason", "#").replace("  signatures", "#"), "plain.yaml")
        self.must("protect", table, *words, "--policy", plain, "--out", self.out)
        self.assertIn("G1,a,170.10,1,1", self.out.read_text())
        said = self.must("protect", table, *words, "--policy", self.policy(text(by)), "--out", self.out)
        self.assertIn("waiver holder=A until 2099-12-31, by A. Jansen and B. Smit: asked in writing\n", said)
        self.assertIn("G1,a,170.10,0,0", self.out.read_text())
        self.out.unlink()
        for signed in ([by[1], by[0]], [by[0], "y"]):
            self.refuses(gate.REFUSED, ("did not sign this", "heeft dit niet getekend"), "protect", table, *words, "--policy",
                         self.policy(text(signed)), "--out", self.out)

    @gate.needs_protect
    def test_takes_the_rows_of_a_holding_together(self):
        text = AMOUNTS.replace("G1,a,C", "G1,a,B")
        for words, n in (([], 0), (["--holding", "holder"], 1)):
            said = json.loads(self.must("protect", self.file(text), *AMOUNT_KEYS, *words, "--minimum", "1", "--dominance",
                                        "2:95", "--out", self.out, "--json"))
            self.assertEqual(said["primaries"], n)

    @gate.needs_protect
    def test_counts_answers_and_not_weights(self):
        """github.com/sdcTools/UserSupport, issue 98: the threshold is about unweighted contributors."""
        words = ["--geo", "gem", "--by", "care", "--count", "n", "--estimate", "estimate", "--minimum", "10"]
        said = json.loads(self.must("protect", self.file(ANSWERS), *words, "--out", self.out, "--json"))
        with open(self.out, encoding="utf-8") as file:
            rows = {(row["gem"], row["care"]): row for row in csv.DictReader(file)}
        self.assertEqual([key for key, row in rows.items() if row["primary"] == "1"], [("G1", "a")])
        self.assertEqual((rows["G1", "a"]["n"], rows["G1", "a"]["suppressed"]), ("5000.50", "1"))
        self.assertEqual(said["rules"]["few"], 1)
        self.assertEqual(json.loads(self.must("audit", self.file(ANSWERS), self.out, *words[4:], "--json"))["under_promise"], 0)
        many = "gem,care,w\n" + "".join(f"{line.split(',')[0]},{line.split(',')[1]},{1 + i / 4}\n"
                                        for line in ANSWERS.splitlines()[1:] for i in range(int(line.split(",")[2])))
        said = json.loads(self.must("protect", self.file(many), *words[:4], "--weight", "w", "--out", self.out, "--json"))
        self.assertEqual((said["primaries"], said["rules"]["few"]), (1, 1))
        strict = json.loads(self.must("protect", self.file(many), *words[:4], "--weight", "w", "--policy", "ggd", "--out",
                                      self.out, "--json"))
        self.assertEqual(strict["primaries"], 2)  # four answers and forty: fewer than fifty


PEOPLE = """wijk,sex,n,people
W1,M,30,500
W1,V,40,600
W2,M,15,20
W2,V,0,20
W3,M,96,100
W3,V,90,300
W4,M,300,700
W4,V,300,800
"""
BY_PROVIDER = """wijk,sex,provider,n
W1,M,p,40
W1,M,q,30
W1,M,r,20
W1,V,p,50
W1,V,q,60
W2,M,p,70
W2,M,q,80
W2,M,r,90
W2,V,p,50
W2,V,q,60
W2,V,r,70
"""


class People(Policy):
    def test_names_the_line_where_more_are_counted_than_live(self):
        keys = ["--geo", "wijk", "--by", "sex", "--count", "n", "--population", "people"]
        for message in self.refuses(gate.BAD_INPUT, ("line 6, column people: expected at least as many people as n counts",
                                                     "regel 6, kolom people: verwacht minstens zoveel mensen als n telt"),
                                    "protect", self.file(PEOPLE.replace("96,100", "96,95")), *keys, "--out", self.out):
            self.assertNotIn("96", message)
        self.refuses(gate.WRONG_USE, ("--provider needs a policy", "--provider heeft een beleid"), "protect",
                     self.file(BY_PROVIDER), *keys[:6], "--provider", "provider", "--out", self.out)
        self.refuses(gate.WRONG_USE, ("--population does not go with --provider", "--population gaat niet samen met --provider"),
                     "protect", self.file(BY_PROVIDER), *keys, "--provider", "provider", "--policy", "vektis", "--out", self.out)

    def protect_both(self, text, words, *rule):
        keys = ["--geo", "wijk", "--by", "sex"]
        said = json.loads(self.must("protect", self.file(text), *keys, *words, *rule, "--out", self.out, "--json"))
        audit = json.loads(self.must("audit", self.file(text), self.out, *words, *rule, "--json"))
        self.assertEqual((audit["under_promise"], audit.get("rests_under_promise", 0)), (0, 0))
        with open(self.out, encoding="utf-8") as file:
            return said, {(row["wijk"], row["sex"]) for row in csv.DictReader(file) if row["primary"] == "1"}

    @gate.needs_protect
    def test_hides_nearly_all_people_and_small_areas(self):
        words = ["--count", "n", "--population", "people"]
        _, hidden = self.protect_both(PEOPLE, words)
        self.assertEqual(hidden, {("W2", "M"), ("W3", "M")})  # five left of twenty, four of a hundred
        said, hidden = self.protect_both(PEOPLE, words, "--policy", "cbs")
        self.assertEqual(hidden, {("W2", "T"), ("W2", "M"), ("W2", "V"), ("W3", "M")})  # forty inhabitants
        self.assertEqual((said["rules"]["area"], said["rules"]["rate"]), (3, 2))

    @gate.needs_protect
    def test_hides_counts_of_two_providers(self):
        words = ["--count", "n", "--provider", "provider"]
        said, hidden = self.protect_both(BY_PROVIDER, words, "--policy", "vektis")
        self.assertEqual(hidden, {("W1", "V")})
        self.assertEqual((said["cells"], said["rules"]["providers"]), (9, 1))


@gate.needs_protect
class AnyTable(Policy):
    """Whatever the table, all rules of a policy together give a pattern that keeps them, or nothing."""

    def rows(self, source, kind):
        for gem in range(source.randint(1, 3)):
            for wijk in range(source.randint(1, 4)):
                size = 1 / source.choice([5, 30, 300])
                for age, care in ((age, care) for age in range(source.choice([2, 3])) for care in "xyz"[:source.choice([2, 3])]):
                    key = f"G{gem},W{gem}{wijk},A{age},{care}"
                    n = int(source.expovariate(size))
                    if source.random() < 0.1:
                        continue
                    if kind == "people":
                        yield f"{key},{n},{n + int(source.expovariate(size))}"
                    elif kind == "providers":
                        yield from (f"{key},{int(source.expovariate(size))},{p}" for p in "pqrst"[:source.randint(1, 5)])
                    elif kind == "amounts":
                        yield from (f"{key},{source.expovariate(size) ** 2:.2f},H{source.randint(0, 40)}"
                                    for _ in range(source.randint(1, 9)))
                    else:
                        yield f"{key},{n},{n * source.uniform(5, 50):.1f}"

    def test_keeps_every_rule_of_a_policy(self):
        columns = {"people": ["--count", "a", "--population", "b"], "providers": ["--count", "a", "--provider", "b"],
                   "amounts": ["--value", "a", "--holding", "b"], "answers": ["--count", "a", "--estimate", "b"]}
        n_hidden = collections.Counter()
        for seed in range(16):
            source = random.Random(seed)
            kind = list(columns)[seed % len(columns)]
            table = self.file("gem,wijk,age,care,a,b\n" + "\n".join(self.rows(source, kind)) + "\n")
            words = [*columns[kind], "--policy", source.choice(["vektis", "kennispunt"])]
            words += ["--sensitive", "care"] if kind in ("people", "providers") else []
            words += ["--zeros", source.choice(["published", "protected", "structural"])]
            said = json.loads(self.must("protect", table, "--geo", "gem,wijk", "--by", "age,care", *words, "--heuristic-only",
                                        "--out", self.out, "--json"))
            n_hidden.update(said["rules"])
            audit = json.loads(self.must("audit", table, self.out, *words, "--json"))
            self.assertEqual((audit["under_promise"], audit.get("rests_under_promise", 0)), (0, 0), (seed, kind))
        self.assertEqual([rule for rule, n in n_hidden.items() if n == 0], [])


if __name__ == "__main__":
    tap.main()
