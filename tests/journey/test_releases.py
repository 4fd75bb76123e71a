"""One release after another: a delivery that is replaced, borders that move, years that are added.

SPDX-License-Identifier: EUPL-1.2
"""

import shutil
import unittest

import tap
import workshop

KWB_HEADER = "ID;WijkenEnBuurten;Gemeentenaam_1;SoortRegio_2;IndelingswijzigingWijkenEnBuurten_4;AantalInwoners_5;k_65JaarOfOuder_12\n"
N_PERSONS = 400  # in every wijk


def kwb(wijken):
    rows = [f"{i + 2};{wijk};{wijk};Wijk;1;{N_PERSONS};50" for i, wijk in enumerate(wijken)]
    return KWB_HEADER + "1;GM0153;Enschede;Gemeente;.;9000;600\n" + "\n".join(rows) + "\n"


class Releases(unittest.TestCase):
    def setUp(self):
        self.workspace = workshop.Workspace()
        self.workspace.write("wijkscan.yaml", "minimum_persons: 10\n")
        self.header = workshop.wijkscan("template", "care-use").out.strip().lstrip("\ufeff")

    def tearDown(self):
        self.workspace.close()

    def deliver(self, year, counts, name=""):
        """A delivery of care use: {wijk: persons with a POH-GGZ consult}, of N_PERSONS in each."""
        rows = [
            f"{year};p-{year}-{name}-{wijk}-{i};{wijk};vrouw;40;366;{1 if i < n else 0};0;0;0;10"
            for wijk, n in counts.items()
            for i in range(N_PERSONS)
        ]
        file = f"zorggebruik_{year}{name}.csv"
        self.workspace.write(file, "\n".join([self.header, *rows]) + "\n")
        return file

    def start_again(self, wijken_by_year, *files):
        """A vault of these deliveries and no others; ledger, key and decisions stay."""
        self.workspace.vault.unlink(missing_ok=True)
        for year, wijken in wijken_by_year.items():
            self.workspace.write(f"kwb_{year}.csv", kwb(wijken))
        self.workspace.must("load", *(f"kwb_{year}.csv" for year in wijken_by_year), *files)
        return self.workspace.must("build")

    def shown(self, year):
        """{area: share of POH-GGZ, 18+} as shown; None: hidden."""
        values = [v for v in self.workspace.values() if (v["indicator"], v["breakdown"], v["period"]) == ("poh-ggz", "18+", year)]
        return {v["area"]: v["value"] for v in values if v["area"][:2] in ("GM", "WK") and v["decision"] in ("allowed", "hidden")}

    def entries(self):
        return sorted((self.workspace.folder / "gate" / "ledger").glob("*.txt"))

    A, B, C = "WK015301", "WK015302", "WK015303"

    def test_a_second_choice_of_what_to_hide_does_not_undo_the_first(self):
        first = {self.A: 5, self.B: 12, self.C: 30}
        second = {self.A: 5, self.B: 12, self.C: 11}  # by itself it is cheaper now to hide C, and to show B
        wijken = {"2020": list(first)}
        self.start_again(wijken, self.deliver("2020", first))
        before = self.shown("2020")
        self.assertEqual([area for area, value in before.items() if value is None], [self.A, self.B])
        told = self.start_again(wijken, self.deliver("2020", second, "b"))
        self.assertIn("checked and signed", told)
        after = self.shown("2020")
        # who knows A + B of the first release may not learn B now
        self.assertIsNone(after[self.A])
        self.assertIsNone(after[self.B])
        self.assertEqual(len(self.entries()), 2)

    def test_without_a_ledger_that_choice_would_be_made(self):
        """The control: what the test above keeps from happening does happen by itself."""
        second = {self.A: 5, self.B: 12, self.C: 11}
        self.start_again({"2020": list(second)}, self.deliver("2020", second))
        self.assertEqual([area for area, value in self.shown("2020").items() if value is None], [self.A, self.C])

    def test_a_count_that_was_hidden_as_small_stays_uncertain_when_it_has_grown(self):
        """7 became 15 and may be shown; that it was 7 may still not be worked out."""
        first = {self.A: 7, self.B: 12, self.C: 30}
        second = {self.A: 15, self.B: 12, self.C: 30}
        wijken = {"2020": list(first)}
        self.start_again(wijken, self.deliver("2020", first))
        hidden = [area for area, value in self.shown("2020").items() if value is None]
        self.start_again(wijken, self.deliver("2020", second, "b"))
        after = self.shown("2020")
        # B was hidden for A's sake and did not change: shown now, it would give A of then away
        self.assertEqual(hidden, [self.A, self.B])
        self.assertIsNone(after[self.B])

    def test_the_same_delivery_again_says_the_same_and_is_entered_once(self):
        counts = {self.A: 5, self.B: 12, self.C: 30}
        wijken = {"2020": list(counts)}
        self.start_again(wijken, self.deliver("2020", counts))
        before = self.shown("2020")
        self.start_again(wijken, self.deliver("2020", counts))
        self.assertEqual(self.shown("2020"), before)
        self.assertEqual(len(self.entries()), 1)

    def test_a_wijk_that_was_split_is_not_taken_away_from_its_whole(self):
        """A of 40 was shown; of its halves of 36 and 4 the larger would give the smaller away."""
        first = {self.A: 40, self.B: 50, self.C: 60}
        self.start_again({"2020": list(first)}, self.deliver("2020", first))
        self.assertEqual(set(self.shown("2020").values()) & {None}, set())
        halves = {"WK015311": 36, "WK015312": 4, self.B: 50, self.C: 60}
        self.deliver_on("2021", "2020", halves)
        self.start_again({"2020": list(first), "2021": list(halves)})
        after = self.shown("2020")
        self.assertIsNone(after["WK015311"])
        self.assertIsNone(after["WK015312"])

    def test_a_wijk_whose_border_moved_does_not_tell_who_lives_in_between(self):
        """A of 40 was shown; 37 in its new borders, with B three more, would tell of the three between them."""
        first = {self.A: 40, self.B: 50, self.C: 60}
        self.start_again({"2020": list(first)}, self.deliver("2020", first))
        moved = {self.A: 37, self.B: 53, self.C: 60}
        self.deliver_on("2021", "2020", moved)
        self.start_again({"2020": list(first), "2021": [*moved, "WK015304"]})
        after = self.shown("2020")
        self.assertEqual([after[area] for area in (self.A, self.B)], [None, None])
        self.assertEqual(after[self.C], 60 / N_PERSONS * 100)

    def test_without_what_was_hidden_then_there_is_no_second_release(self):
        first = {self.A: 7, self.B: 12, self.C: 30}
        self.start_again({"2020": list(first)}, self.deliver("2020", first))
        shutil.rmtree(self.workspace.folder / "gate" / "decisions" / "000001")
        before = self.workspace.picture.read_bytes()
        self.workspace.vault.unlink()
        self.workspace.must("load", "kwb_2020.csv", self.deliver("2020", {**first, self.A: 15}, "b"))
        failed = self.workspace.run("build")
        self.assertNotEqual(failed.code, 0)
        self.assertIn("gate/decisions/000001: is missing; put it back from the backup", failed.err)
        self.assertEqual(self.workspace.picture.read_bytes(), before)
        self.assertEqual(len(self.entries()), 1)

    def deliver_on(self, edition, year, counts):
        """A delivery of `year` with the areas of another edition: its file says so in the workspace."""
        file = self.deliver(year, counts, "-nieuw")
        self.workspace.write(
            "wijkscan.yaml", f"minimum_persons: 10\ndeliveries:\n  - {{file: {file}, edition: {edition}}}\n"
        )

    def test_five_years_in_a_row_come_out_with_a_boundary_change_among_them(self):
        wijken, files = {}, []
        for n, year in enumerate(range(2020, 2025)):
            areas = [self.A, self.B, self.C] if year < 2022 else [self.A, self.B, "WK015321", "WK015322"]
            counts = {area: 4 + 9 * i + n for i, area in enumerate(areas)}
            wijken[str(year)] = areas
            files.append(self.deliver(str(year), counts))
            self.workspace.write(f"kwb_{year}.csv", kwb(areas))
            self.workspace.must("load", f"kwb_{year}.csv", files[-1])
            self.assertIn("checked and signed", self.workspace.must("build"))
            self.assertEqual(len(self.entries()), n + 1)
        for year in wijken:
            hidden = [area for area, value in self.shown(year).items() if value is None]
            self.assertIn(self.A, hidden)
            self.assertGreaterEqual(len(hidden), 2)


if __name__ == "__main__":
    tap.main()
