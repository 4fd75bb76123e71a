"""Differences between areas and groups: every one can be worked out again of what everybody sees, and of nothing else.

What is compared comes from two places: the numbers of /api/v1/waarden through this file's own arithmetic and through
`wijkscan method inequality`, and the outcome of /api/v1/verschillen.

SPDX-License-Identifier: EUPL-1.2
"""

import collections
import csv
import io
import math
import shutil
import unittest

import leaves
import tap
import workshop

DAY = {"SOURCE_DATE_EPOCH": "1700000000"}
Z = 1.959963984540054


def near(a, b, tolerance=1e-6):
    return a is None and b is None or (a is not None and b is not None and math.isclose(a, b, rel_tol=tolerance, abs_tol=1e-9))


class Seen:
    """What a reader gets of a server, and asks once."""

    def __init__(self, server):
        self.server = server
        self.known = {}
        self.indicators = {i["id"]: i for i in self.ask("/indicatoren")["indicatoren"]}
        self.areas = {a["code"]: a for a in self.ask("/gebieden")["gebieden"]}
        self.all = self.ask("/verschillen")

    def ask(self, path, **fields):
        address = leaves.query(path, **fields) if fields else leaves.API + path
        if address not in self.known:
            self.known[address] = leaves.read(self.server.ask(address))
        return self.known[address]

    def periods(self, indicator, level):
        return [p for s in self.indicators[indicator]["reeksen"] if s["niveau"] == level for p in s["perioden"]]

    def values(self, indicator, level, period, breakdown=None):
        """{area: (value, lower, upper)} of those that are shown."""
        body = self.ask("/waarden", indicator=indicator, niveau=level, periode=period, uitsplitsing=breakdown)
        rows = zip(body["gebied"], body["waarde"], body["onder"], body["boven"])
        return {area: (value, lower, upper) for area, value, lower, upper in rows if value is not None}

    def nearest(self, indicator, level, period):
        """The numbers of the year nearest to period, of two the later, that enough areas have."""
        rules = self.all["regels"]
        found = []
        for p in self.periods(indicator, level):
            away = abs(float(p) - float(period))
            values = self.values(indicator, level, p)
            if away <= rules["jaren"] and len(values) >= rules["gebieden"]:
                found.append((away, -float(p), p, values))
        return min(found)[2:] if found else (None, {})

    def ordered(self, gap):
        """[(area, value, weight)] in the order of the areas: those with a number, a weight and a place; of all with a weight."""
        order = next(o for o in self.all["ordeningen"] if o["niveau"] == gap["niveau"])
        _, by = self.nearest(order["indicator"], gap["niveau"], gap["periode"])
        _, weight = self.nearest(self.all["regels"]["gewicht"], gap["niveau"], gap["periode"])
        values = self.values(gap["indicator"], gap["niveau"], gap["periode"], gap["uitsplitsing"])
        turn = -1 if order["indicator"] in ("laag-inkomen", "bijstand") else 1
        people = {area: w[0] for area, w in weight.items() if w[0] > 0}
        rows = [(turn * by[a][0], a, values[a], people[a]) for a in people if a in values and a in by]
        return [(a, v, w) for _, a, v, w in sorted(rows)], sum(people.values())


def line(rows):
    """The two ends of the weighted line and what each area pulls at them (HC3)."""
    people = sum(w for _, _, w in rows)
    below, ranks = 0, []
    for _, _, w in rows:
        ranks.append((below + w / 2) / people)
        below += w
    s0, s1 = people, sum(w * r for (_, _, w), r in zip(rows, ranks))
    s2 = sum(w * r * r for (_, _, w), r in zip(rows, ranks))
    t0 = sum(w * v[0] for _, v, w in rows)
    t1 = sum(w * r * v[0] for (_, v, w), r in zip(rows, ranks))
    det = s0 * s2 - s1 * s1
    slope = (s0 * t1 - s1 * t0) / det
    start = (t0 - slope * s1) / s0
    pulls = {}
    for (area, v, w), r in zip(rows, ranks):
        at_zero = w * (s2 - s1 * r) / det
        at_one = at_zero + w * (s0 * r - s1) / det
        own = (1 - r) * at_zero + r * at_one
        away = (v[0] - start - slope * r) / (1 - own)
        pulls[area] = (at_zero * away, at_one * away)
    return start, start + slope, pulls


class Checks:
    def check_line(self, seen, gap):
        rows, people = seen.ordered(gap)
        self.assertEqual(gap["gebieden"], len(rows), gap)
        self.assertTrue(near(gap["deel"], 100 * sum(w for _, _, w in rows) / people), gap)
        rules = seen.all["regels"]
        if len(rows) < rules["gebieden"]:
            self.assertEqual((gap["reden"], gap["absoluut"]), ("te_weinig_gebieden", None), gap)
            return None
        if gap["deel"] < rules["deel"]:
            self.assertEqual((gap["reden"], gap["absoluut"]), ("te_klein_deel", None), gap)
            return None
        least, most, pulls = line(rows)
        self.assertTrue(near(gap["eerste"], least) and near(gap["laatste"], most), gap)
        self.assertTrue(near(gap["absoluut"], least - most), gap)
        half = math.sqrt(sum((a - b) ** 2 for a, b in pulls.values()))
        t = (gap["absoluutBoven"] - gap["absoluut"]) / half  # the same t below as above, and that of n - 2
        self.assertTrue(near(gap["absoluut"] - gap["absoluutOnder"], t * half) and Z < t < 2.6, (t, gap))
        if gap["relatief"] is None:
            self.assertEqual((gap["redenRelatief"], least > 0 and most > 0), ("niet_boven_nul", False), gap)
        else:
            self.assertTrue(near(gap["relatief"], least / most), gap)
        weight = sum(w for _, _, w in rows)
        self.assertTrue(near(sum(g["gewicht"] for g in gap["groepen"]), weight), gap)
        self.assertTrue(near(sum(g["gewicht"] * g["waarde"] for g in gap["groepen"] if g["waarde"] is not None),
                             sum(w * v[0] for _, v, w in rows)), gap)  # fmt: skip
        return rows, pulls

    def by_command(self, rows):
        """What `wijkscan method inequality` says of the same numbers."""
        has_margins = all(v[1] is not None for _, v, _ in rows)
        text = "gebied,waarde,onder,boven,inwoners,plaats\n" + "".join(
            f"{a},{v[0]!r},{v[1]!r},{v[2]!r},{w!r},{k}\n".replace("None", "") for k, (a, v, w) in enumerate(rows))
        words = ["--estimate", "waarde", "--population", "inwoners", "--order", "plaats", "--repetitions", "1000"]
        words += ["--lower", "onder", "--upper", "boven"] if has_margins else []
        with leaves.temporary_folder() as folder:
            path = f"{folder}/gebieden.csv"
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            done = workshop.wijkscan("method", "inequality", "--data", path, *words)
        self.assertEqual(done.code, 0, done.err)
        return {row["measure"]: row for row in csv.DictReader(io.StringIO(done.out))}

    def check_command(self, seen, gap, spread):
        rows, _ = seen.ordered(gap)
        said = self.by_command(rows)
        for measure, key in (("sii-scatter", "absoluut"), ("rii-scatter", "relatief")):
            turn = (lambda x: -x) if key == "absoluut" else (lambda x: 1 / x)  # the command says the most less the least advantaged
            row = said[measure]
            expected = [turn(float(row[name])) if row[name] else None for name in ("value", "upper", "lower")]
            if key == "relatief" and row["lower"] and float(row["lower"]) <= 0:
                expected[1:] = [None, None]  # limits on both sides of zero are none when turned over
            got = [gap[key], gap[key + "Onder"], gap[key + "Boven"]]
            self.assertTrue(all(map(near, got, expected)), (measure, got, expected, gap))
        if spread is not None and spread["gebieden"] == len(rows):
            bgsd = said["bgsd"]
            expected = [float(bgsd[name]) if bgsd[name] else None for name in ("value", "lower", "upper")]
            got = [spread["absoluut"], spread["absoluutOnder"], spread["absoluutBoven"]]
            self.assertTrue(all(map(near, got, expected)), (got, expected))
            self.assertTrue(near(spread["relatief"], float(said["idisw"]["value"])), spread)
            return 1
        return 0

    def check_groups(self, seen, gap):
        """The difference of two published values by their published limits."""
        found = []
        for group in gap["groepen"]:
            value = seen.values(gap["indicator"], gap["niveau"], gap["periode"], group["uitsplitsing"]).get(gap["gebied"])
            self.assertEqual((group["waarde"], group["onder"], group["boven"]), value or (None, None, None), gap)
            found.append(value)
        first, last = found[0], found[-1]
        if first is None or last is None:
            self.assertEqual((gap["absoluut"], gap["relatief"], gap["reden"]), (None, None, "geen_cijfer"), gap)
            return
        self.assertTrue(near(gap["absoluut"], first[0] - last[0]), gap)
        if None in (*first, *last):
            self.assertEqual((gap["absoluutOnder"], gap["absoluutBoven"], gap["reden"]), (None, None, "geen_marge"), gap)
            return
        self.assertTrue(near(gap["absoluutOnder"], gap["absoluut"] - math.hypot(first[0] - first[1], last[2] - last[0])), gap)
        self.assertTrue(near(gap["absoluutBoven"], gap["absoluut"] + math.hypot(first[2] - first[0], last[0] - last[1])), gap)

    def check_change(self, seen, change, gaps, lines):
        """From the first to the last period with a number since the last break."""
        breaks = [b["periode"] for b in seen.indicators[change["indicator"]]["breuken"]]
        run = sorted((g for g in gaps if g["absoluut"] is not None), key=lambda g: g["periode"])
        last = run[-1]
        run = [g for g in run if not any(g["periode"] < b <= last["periode"] for b in breaks)]
        self.assertEqual((change["van"], change["tot"], change["perioden"]), (run[0]["periode"], last["periode"], len(run)), change)
        if len(run) < 2:
            self.assertEqual((change["reden"], change["absoluut"]), ("te_weinig_perioden", None), change)
            return
        self.assertTrue(near(change["absoluut"], last["absoluut"] - run[0]["absoluut"]), change)
        if change["soort"] == "ordening":
            (_, before), (_, now) = lines[run[0]["periode"]], lines[last["periode"]]
            pulls = [[x - y for x, y in zip(now.get(a, (0, 0)), before.get(a, (0, 0)))] for a in {*before, *now}]
            half = math.sqrt(sum((a - b) ** 2 for a, b in pulls))
            t = (change["absoluutBoven"] - change["absoluut"]) / half
            self.assertTrue(Z < t < 2.6, (t, change))
        if change["absoluutOnder"] is None:
            self.assertEqual((change["beweging"], change["reden"]), (None, "geen_marge"), change)
            return
        is_still = change["absoluutOnder"] <= 0 <= change["absoluutBoven"]
        turned = last["absoluut"] * run[0]["absoluut"] < 0
        wider = abs(last["absoluut"]) > abs(run[0]["absoluut"])
        self.assertEqual(change["beweging"], "geen_verandering" if is_still else "omgedraaid" if turned else "groter" if wider else "kleiner")

    def check_everything(self, server, indicators=None):
        seen = Seen(server)
        counted = collections.Counter()
        for name in indicators or seen.indicators:
            body = seen.ask("/verschillen", indicator=name)
            runs = collections.defaultdict(list)
            lines = collections.defaultdict(dict)
            for gap in body["verschillen"]:
                key = tuple(gap[k] for k in ("soort", "uitsplitsing", "niveau", "gebied"))
                runs[key].append(gap)
                if gap["soort"] == "ordening" and gap["reden"] not in ("geen_inwoners", "geen_ordening"):
                    lines[key][gap["periode"]] = self.check_line(seen, gap)
                elif gap["soort"] in ("leeftijd", "geslacht"):
                    self.check_groups(seen, gap)
                counted[gap["soort"], gap["reden"]] += 1
            for change in body["veranderingen"]:
                key = tuple(change[k] for k in ("soort", "uitsplitsing", "niveau", "gebied"))
                self.check_change(seen, change, runs[key], lines.get(key, {}))
                counted["verandering", change["beweging"]] += 1
            for key in lines:
                last = runs[key][-1]
                spread = next((g for g in runs[("gebieden", *key[1:])] if g["periode"] == last["periode"]), None)
                if last["absoluut"] is not None:
                    counted["command", None] += 1
                    counted["spread", None] += self.check_command(seen, last, spread)
        return counted


@workshop.needs_shared
class Twente(Checks, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.workspace = workshop.Workspace()
        cls.workspace.copy_example("twente")
        cls.workspace.must("build", **DAY)

    @classmethod
    def tearDownClass(cls):
        cls.workspace.close()

    def test_every_difference_follows_from_what_everybody_sees(self):
        with leaves.http_server.Server(picture=str(self.workspace.picture)) as server:
            counted = self.check_everything(server)
        for what in (("ordening", None), ("leeftijd", "geen_marge"), ("command", None), ("spread", None), ("verandering", "kleiner"),
                     ("ordening", "geen_inwoners")):  # fmt: skip
            self.assertGreater(counted[what], 0, (what, counted))

    def test_the_order_is_the_first_that_is_there_and_each_year_says_of_when_it_is(self):
        with leaves.http_server.Server(picture=str(self.workspace.picture)) as server:
            seen = Seen(server)
            self.assertEqual({o["indicator"] for o in seen.all["ordeningen"]}, {"bijstand"})  # of 2020 CBS gives no income here
            lonely = seen.ask("/verschillen", indicator="eenzaam")["verschillen"]
        years = {g["periode"]: g["ordeningPeriode"] for g in lonely if (g["soort"], g["niveau"], g["uitsplitsing"]) == ("ordening", "wijk", "18+")}
        self.assertEqual(years, {"2012": None, "2016": "2020", "2020": "2020"})

    def test_what_a_workspace_asks_of_the_areas_is_held_to(self):
        other = workshop.Workspace()
        other.copy_example("twente")
        (other.folder / "catalogue").mkdir()
        text = (workshop.SOURCE / "catalogue" / "gaps.yaml").read_text(encoding="utf-8")
        other.write("catalogue/gaps.yaml", text.replace('areas: "10"', 'areas: "15"'))
        other.must("build", **DAY)
        with leaves.http_server.Server(picture=str(other.picture)) as server:
            lonely = leaves.read(server.ask(leaves.query("/verschillen", indicator="eenzaam")))["verschillen"]
        other.close()
        reasons = {(g["niveau"], g["reden"]) for g in lonely if g["soort"] == "ordening" and g["periode"] == "2020"}
        self.assertEqual(reasons, {("gemeente", "geen_inwoners"), ("wijk", None)})  # 14 gemeenten weigh and order nothing now


@workshop.needs_shared
class Survey(Checks, unittest.TestCase):
    """Respondents of a survey of a GGD, who are women or men."""

    def test_women_and_men_are_held_against_each_other_in_gemeenten_and_the_region(self):
        workspace = workshop.Workspace()
        shutil.copytree(workshop.SOURCE / "examples" / "ggd-synthetisch", workspace.folder, dirs_exist_ok=True)
        workspace.copy_example("ggd-synthetisch")
        workspace.must("build", **DAY)
        with leaves.http_server.Server(picture=str(workspace.picture)) as server:
            names = ["psychische-klachten-jongvolwassenen", "eenzaam-jongvolwassenen"]
            counted = self.check_everything(server, names)
            found = [g for name in names for g in Seen(server).ask("/verschillen", indicator=name)["verschillen"]]
        workspace.close()
        self.assertGreater(counted["geslacht", None], 4)
        sexes = [g for g in found if g["soort"] == "geslacht"]
        self.assertEqual({tuple(group["naam"] for group in g["groepen"]) for g in sexes}, {("vrouwen", "mannen")})
        self.assertEqual({g["niveau"] for g in sexes}, {"regio", "gemeente"})
        self.assertTrue(any(g["absoluut"] for g in sexes), "nobody differs from everybody")
        self.assertEqual({tuple(group["naam"] for group in g["groepen"]) for g in found if g["soort"] == "leeftijd"},
                         {("16 en 17 jaar", "18 tot en met 25 jaar")})  # fmt: skip


class Demo(Checks, unittest.TestCase):
    """An invented region with much that is hidden: none of it is in an outcome, or this file could not find it."""

    def test_every_difference_follows_from_what_everybody_sees(self):
        with leaves.http_server.Server(picture=str(workshop.ready_demo("0.05") / "picture.db")) as server:
            counted = self.check_everything(server)
        for what in (("ordening", None), ("ordening", "te_weinig_gebieden"), ("ordening", "te_klein_deel"), ("leeftijd", None),
                     ("leeftijd", "geen_cijfer"), ("command", None), ("spread", None), ("verandering", "geen_verandering")):  # fmt: skip
            self.assertGreater(counted[what], 0, (what, counted))


if __name__ == "__main__":
    tap.main()
