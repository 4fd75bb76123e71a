"""A build holds itself to the policy that its workspace names, says so, and refuses one that it cannot hold itself to.

SPDX-License-Identifier: EUPL-1.2
"""

import sqlite3
import unittest

import tap
import workshop

POLICY = """id: proef
version: "3"
nl: Van de proef
en: Of the trial
minimum_persons: 15
survey_minimum: 30
minimum_area_inhabitants: 1000
difference_minimum: 10
insiders: 0
basis:
  - {rule: minimum_persons, source: deze proef, confirmed: no}
  - {rule: survey_minimum, source: deze proef, confirmed: no}
  - {rule: minimum_area_inhabitants, source: deze proef, confirmed: no}
  - {rule: difference_minimum, source: deze proef, confirmed: no}
"""
KWB = (
    "ID;WijkenEnBuurten;Gemeentenaam_1;SoortRegio_2;IndelingswijzigingWijkenEnBuurten_4;AantalInwoners_5;k_65JaarOfOuder_12\n"
    "1;GM0153;Enschede;Gemeente;.;159640;28000\n"
    + "".join(f"{i};WK01530{i};Wijk {i};Wijk;1;{900 if i == 5 else 2000};300\n" for i in range(1, 6))
)
WITH = {1: 40, 2: 12, 3: 60, 4: 70, 5: 80}  # of 400 in each; wijk 5 has fewer than 1,000 inhabitants


class Rules(unittest.TestCase):
    def setUp(self):
        self.workspace = workshop.Workspace()
        self.workspace.write("kwb_2020.csv", KWB)
        self.workspace.write("wijkscan.yaml", "minimum_persons: 10\n")
        header = workshop.wijkscan("template", "care-use").out.strip().lstrip("\ufeff")
        persons = [
            f"2020;p-{wijk}-{i};WK01530{wijk};vrouw;40;366;{1 if i < n else 0};0;0;0;10" for wijk, n in WITH.items() for i in range(400)
        ]
        self.workspace.write("zorggebruik_2020.csv", "\n".join([header, *persons]) + "\n")
        self.workspace.must("load", "kwb_2020.csv", "zorggebruik_2020.csv")

    def tearDown(self):
        self.workspace.close()

    def statuses(self):
        return {
            v["area"]: v["status"]
            for v in self.workspace.values()
            if (v["indicator"], v["breakdown"]) == ("poh-ggz", "18+") and v["area"][:2] == "WK"
        }

    def sentences(self):
        with sqlite3.connect(self.workspace.picture) as picture:
            return [row[0] for row in picture.execute("SELECT english FROM gate_rule WHERE release = (SELECT max(number) FROM release)")]

    def test_without_a_policy_the_minimum_of_ten_holds(self):
        self.workspace.must("build")
        self.assertEqual(set(self.statuses().values()), {"ok"})
        self.assertFalse(any("policy" in sentence for sentence in self.sentences()))
        self.assertTrue(any("the only one" in sentence for sentence in self.sentences()))
        terms = (self.workspace.folder / "gate" / "decisions" / "000001" / "terms").read_text()
        self.assertIn("minimum 10\ninsiders 1\n", terms)

    def test_its_numbers_are_held_to_and_its_name_is_told(self):
        self.workspace.write("beleid.yaml", POLICY)
        self.workspace.write("wijkscan.yaml", "minimum_persons: 10\npolicy: beleid.yaml\n")
        self.workspace.must("build")
        statuses = self.statuses()
        self.assertEqual((statuses["WK015302"], statuses["WK015305"]), ("hidden", "hidden"))  # 12 of them; 900 inhabitants
        self.assertGreaterEqual(sum(status == "ok" for status in statuses.values()), 2)
        told = " ".join(self.sentences())
        self.assertNotIn("the only one", told)
        for word in ('the policy "Of the trial", version 3', "fewer than 15 persons", "from 30 answers", "fewer than 1000 people"):
            self.assertIn(word, told)
        terms = (self.workspace.folder / "gate" / "decisions" / "000001" / "terms").read_text()
        self.assertIn("policy proef 3 ", terms)
        self.assertIn("minimum 15\ninsiders 0\n", terms)

    def test_another_policy_is_another_release(self):
        self.workspace.must("build")
        self.workspace.write("beleid.yaml", POLICY)
        self.workspace.write("wijkscan.yaml", "minimum_persons: 10\npolicy: beleid.yaml\n")
        self.assertIn("checked and signed", self.workspace.must("build"))
        self.assertIn("nothing changed", self.workspace.must("build"))
        # what was told before is known, and is not told again under stricter rules
        self.assertEqual(self.statuses()["WK015302"], "hidden")

    def test_rules_that_a_build_cannot_hold_itself_to_are_named(self):
        self.workspace.write("wijkscan.yaml", "policy: kennispunt\n")
        done = self.workspace.run("build")
        self.assertEqual(done.code, 4)
        for rule in ("dominance", "p_percent", "minimum_providers"):
            self.assertIn(rule, done.err)
        self.assertFalse(self.workspace.picture.exists())

    def test_an_unknown_policy_is_named_with_those_there_are(self):
        self.workspace.write("wijkscan.yaml", "policy: strengst\n")
        done = self.workspace.run("build")
        self.assertEqual(done.code, 5)
        self.assertIn("kennispunt", done.err)


if __name__ == "__main__":
    tap.main()
