"""A build holds itself to the policy that its workspace names, says so, and refuses one that it cannot hold itself to.

SPDX-License-Identifier: EUPL-1.2
"""

import shutil
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
        more = "criterion: A\nminimum_persons_per_provider: 2\nminimum_providers: 3\nforced: [T]\n"
        names = ("minimum_persons_per_provider", "minimum_providers")
        basis = "".join(f"  - {{rule: {name}, source: deze proef, confirmed: no}}\n" for name in names)
        self.workspace.write("beleid.yaml", POLICY.replace("basis:\n", more + "basis:\n") + basis)
        self.workspace.write("wijkscan.yaml", "policy: beleid.yaml\n")
        done = self.workspace.run("build")
        self.assertEqual(done.code, 4, done.err)
        for rule in ("criterion", "minimum_persons_per_provider", "forced"):
            self.assertIn(rule, done.err)
        self.assertFalse(self.workspace.picture.exists())

    def test_a_waiver_whose_signatures_cannot_be_checked_is_refused(self):
        waiver = (
            'waivers:\n  - who: [A. Jansen, B. Smit]\n    what: holding=12\n    until: "2099-01-01"\n    reason: consent\n'
            "    signatures: [a, b]\n"
        )
        self.workspace.write("beleid.yaml", POLICY.replace("basis:\n", waiver + "basis:\n"))
        self.workspace.write("wijkscan.yaml", "policy: beleid.yaml\n")
        done = self.workspace.run("build")
        self.assertEqual(done.code, 4)
        self.assertIn("the waiver 'holding=12' does not count", done.err)
        self.assertFalse(self.workspace.picture.exists())

    def load_more(self):
        """Inflow of three gemeenten of 20,000 of 15 and over, 60 each; what care cost the persons of five wijken."""
        kwb = (
            "ID;WijkenEnBuurten;Gemeentenaam_1;SoortRegio_2;IndelingswijzigingWijkenEnBuurten_4;AantalInwoners_5;"
            "k_15Tot25Jaar_9;k_25Tot45Jaar_10;k_45Tot65Jaar_11;k_65JaarOfOuder_12\n"
        )
        kwb += "".join(
            f"{i};{code};Gemeente {i};Gemeente;.;24000;5000;5000;5000;5000\n" for i, code in enumerate(("GM0153", "GM0141", "GM0163"))
        )
        kwb += "".join(f"{i};WK01530{i};Wijk {i};Wijk;1;2000;500;500;400;300\n" for i in range(1, 6))
        self.workspace.write("kwb_2021.csv", kwb)
        header = workshop.wijkscan("template", "waiting").out.strip().lstrip("\ufeff")
        providers = {"GM0153": "abc", "GM0141": "ab", "GM0163": "abcd"}
        waits = [
            f"2021;3;q-{area}-{i};{area};ggz-{keys[i % len(keys)]};basis-ggz;6;4" for area, keys in providers.items() for i in range(60)
        ]
        self.workspace.write("wachttijden_2021.csv", "\n".join([header, *waits]) + "\n")
        header = workshop.wijkscan("template", "care-use").out.strip().lstrip("\ufeff")
        most = {1: 10, 2: 8000, 3: 3300, 4: 1700, 5: 10}  # what the first has; each of 399 others 10
        persons = [
            f"2021;r-{wijk}-{i};WK01530{wijk};vrouw;40;366;0;0;0;0;{most[wijk] if i == 0 else 10}" for wijk in most for i in range(400)
        ]
        self.workspace.write("zorggebruik_2021.csv", "\n".join([header, *persons]) + "\n")
        self.workspace.must("load", "kwb_2021.csv", "wachttijden_2021.csv", "zorggebruik_2021.csv")

    def forget(self):
        """As if nothing had been released yet."""
        shutil.rmtree(self.workspace.folder / "gate", ignore_errors=True)
        for path in self.workspace.folder.glob("picture.db*"):
            path.unlink()

    def hidden(self, indicator, breakdown=None):
        return sorted(
            v["area"]
            for v in self.workspace.values()
            if v["indicator"] == indicator and v["period"] == "2021" and breakdown in (None, v["breakdown"]) and v["status"] == "hidden"
        )

    def test_a_number_of_few_providers_is_hidden(self):
        self.load_more()
        self.workspace.must("build")
        self.assertEqual(self.hidden("instroom"), [])
        self.workspace.write("wijkscan.yaml", "policy: kennispunt\n")
        self.forget()
        self.workspace.must("build")
        self.assertIn("GM0141", self.hidden("instroom"))
        self.assertTrue(any("at least 3 providers" in sentence for sentence in self.sentences()))

    def test_a_mean_that_one_person_has_most_of_is_hidden(self):
        self.load_more()
        self.workspace.must("build")
        self.assertEqual(self.hidden("kosten-ggz-levering", "18+"), [])
        self.workspace.write("wijkscan.yaml", "policy: kennispunt\n")
        self.forget()
        self.workspace.must("build")
        # of 11,990 the first of wijk 2 has 8,000: more than half
        hidden = self.hidden("kosten-ggz-levering", "18+")
        self.assertIn("WK015302", hidden)
        self.assertEqual(len(hidden), 2, hidden)  # and another, of which it could be taken away
        self.assertTrue(any("nearly all of it" in sentence for sentence in self.sentences()))

    def test_every_shipped_policy_is_one_that_a_build_can_hold_itself_to(self):
        self.load_more()
        for name in ("cbs", "ggd", "vektis", "kennispunt"):
            self.workspace.write("wijkscan.yaml", f"policy: {name}\n")
            self.forget()
            self.assertIn("checked and signed", self.workspace.must("build"), name)

    def test_an_unknown_policy_is_named_with_those_there_are(self):
        self.workspace.write("wijkscan.yaml", "policy: strengst\n")
        done = self.workspace.run("build")
        self.assertEqual(done.code, 5)
        self.assertIn("kennispunt", done.err)


if __name__ == "__main__":
    tap.main()
