"""worlds.py - the data of the bench: invented from fixed seeds, or turned into the bench's columns.

Every function writes FOLDER/STEM.csv and what belongs to it, for ours.c and peers.R alike.  Nothing here is like any
real place; what is known to be true stands in STEM-truth.csv.

SPDX-License-Identifier: EUPL-1.2
"""

import csv
import math
import random


def write(folder, name, head, rows):
    with open(folder / f"{name}.csv", "w", encoding="ascii") as file:
        file.write(head + "\n")
        for row in rows:
            file.write(",".join(format(cell, ".10g") if isinstance(cell, float) else str(cell) for cell in row) + "\n")


def read(path):
    """Columns by name; numbers where they are numbers."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, skipinitialspace=True))
    return {name: [row[name] for row in rows] for name in rows[0]}


def poisson(dice, mean):
    if mean > 500:
        return max(0, round(dice.gauss(mean, math.sqrt(mean))))
    chance, floor, count = dice.random(), math.exp(-mean), 0
    while chance > floor:
        chance *= dice.random()
        count += 1
    return count


# ---- counts ----------------------------------------------------------------------------------------------------------


def strata(folder, stem, n_groups):
    dice = random.Random(1)
    standard = [5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000, 7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 1000]

    def rows():
        for _ in range(n_groups):
            for s in standard:
                n = 150 + int(60 * dice.random())
                yield int(n * 0.04 * dice.random()), n, s

    write(folder, stem, "x,n,s", rows())


def counts(folder, stem, n):
    dice = random.Random(2)
    sizes = (350 + int(100 * dice.random()) for _ in range(n))
    write(folder, stem, "x,n", ((int(size * 0.4 * dice.random()), size) for size in sizes))


def tables(folder, stem, n_areas):
    dice = random.Random(3)
    deaths = [0.005, 0.0003, *[0.0005] * 8, 0.002, 0.003, 0.005, 0.008, 0.012, 0.02, 0.03, 0.05, 0.09, 0.2]
    rows = []
    for _ in range(n_areas):
        for rate in deaths:
            n = 400 + int(200 * dice.random())
            rows.append((poisson(dice, rate * n) + (rate == 0.2), n))
    write(folder, stem, "x,n", rows)


def deciles(folder, stem, n_groups):
    dice = random.Random(4)
    write(folder, stem, "value,se,n",
          ((20 + q + dice.gauss(0, 1), 0.4 + 0.2 * dice.random(), 800 + int(400 * dice.random()))
           for _ in range(n_groups) for q in range(10)))


# ---- maps ------------------------------------------------------------------------------------------------------------


def graph(dice, n):
    """n areas: a grid with holes and now and then a diagonal, in one piece, and one island (the last area).

    Returns the neighbours of each area and the coast: where a bridge to the island would start."""
    wide = math.ceil(math.sqrt(1.12 * n))
    open_cells = {(r, c) for r in range(wide + 2) for c in range(wide) if dice.random() > 0.08}
    near = {cell: set() for cell in open_cells}
    for r, c in sorted(open_cells):
        pairs = [((r, c), (r, c + 1)), ((r, c), (r + 1, c))]
        if dice.random() < 0.5:  # one of the two diagonals of the square, so that no two lines cross
            pairs.append(dice.choice([((r, c), (r + 1, c + 1)), ((r, c + 1), (r + 1, c))]))
        for one, other in pairs:
            if one in near and other in near:
                near[one].add(other)
                near[other].add(one)
    best = []
    left = set(open_cells)
    while left:  # the largest piece
        piece = [min(left)]
        left.discard(piece[0])
        for cell in piece:
            more = sorted(near[cell] & left)
            left.difference_update(more)
            piece.extend(more)
        best = max(best, piece, key=len)
    kept = best[: n - 1]  # breadth first, so in one piece
    if len(kept) < n - 1:
        raise ValueError("the grid is too small")
    order = sorted(kept)
    dice.shuffle(order)  # a good numbering is not given
    index = {cell: k for k, cell in enumerate(order)}
    neighbours = [sorted(index[other] for other in near[cell] if other in index) for cell in order]
    return [*neighbours, []], index[max(kept)]


def write_graph(folder, stem, neighbours, coast):
    edges = [(i + 1, j + 1) for i, row in enumerate(neighbours) for j in row]
    write(folder, f"{stem}-edges", "i,j", edges)
    n = len(neighbours)
    write(folder, f"{stem}-joined", "i,j", sorted([*edges, (coast + 1, n), (n, coast + 1)]))


def surface(dice, neighbours, sd, share):
    """A smooth part (noise, averaged with its neighbours) and a part of each area's own."""
    smooth = [dice.gauss(0, 1) for _ in neighbours]
    for _ in range(12):
        smooth = [0.5 * v + 0.5 * sum(smooth[j] for j in row) / len(row) if row else v
                  for v, row in zip(smooth, neighbours, strict=True)]
    mean = sum(smooth) / len(smooth)
    spread = math.sqrt(sum((v - mean) ** 2 for v in smooth) / len(smooth))
    return [sd * (math.sqrt(share) * (v - mean) / spread + math.sqrt(1 - share) * dice.gauss(0, 1)) for v in smooth]


def disease(folder, stem, n):
    """Counts of n areas with an expected count, a covariate, and log risks that are known."""
    dice = random.Random(n)
    neighbours, coast = graph(dice, n)
    effect = surface(dice, neighbours, 0.4, 0.6)
    x = [dice.gauss(0, 1) for _ in range(n)]
    expected = [math.exp(dice.gauss(math.log(20), 0.7)) for _ in range(n)]
    eta = [0.2 * a + b for a, b in zip(x, effect, strict=True)]
    write(folder, stem, "y,expected,x",
          ((poisson(dice, e * math.exp(t)), e, v) for e, t, v in zip(expected, eta, x, strict=True)))
    write(folder, f"{stem}-truth", "eta", ((t,) for t in eta))
    write_graph(folder, stem, neighbours, coast)


def survey(folder, stem, n):
    """Cells of n wijken (7 ages, 2 sexes), some 65 respondents each, none in one of ten."""
    dice = random.Random(n)
    neighbours, coast = graph(dice, n)
    effect = surface(dice, neighbours, 0.35, 0.6)
    cells, truth = [], []
    for wijk in range(n):
        x = dice.gauss(0, 1)
        sick = people = 0
        for age in range(7):
            for sex in range(2):
                residents = dice.randrange(100, 400)
                asked = sum(dice.random() < 0.0186 for _ in range(residents)) if wijk % 10 else 0
                chance = 1 / (1 + math.exp(2.2 - 0.35 * age - 0.2 * sex + 0.3 * x - effect[wijk]))
                cells.append((wijk + 1, age, sex, residents, x, asked, sum(dice.random() < chance for _ in range(asked))))
                sick, people = sick + residents * chance, people + residents
        truth.append((sick / people,))
    write(folder, stem, "wijk,age,sex,residents,x,n,y", cells)
    write(folder, f"{stem}-truth", "p", truth)
    write_graph(folder, stem, neighbours, coast)


# ---- areas and persons -----------------------------------------------------------------------------------------------


def area_level(folder, stem, n):
    dice = random.Random(n)
    rows = []
    for _ in range(n):
        x = [dice.gauss(0, 1) for _ in range(3)]
        variance = 0.01 + 0.04 * dice.random()
        y = 1 + 0.1 * x[0] + 0.2 * x[1] - 0.2 * x[2] + dice.gauss(0, 0.14) + dice.gauss(0, math.sqrt(variance))
        rows.append((y, variance, *x))
    write(folder, stem, "y,variance,x1,x2,x3", rows)


def unit_level(folder, stem, n_areas):
    """Some three persons an area, as in Battese, Harter and Fuller's counties."""
    dice = random.Random(n_areas)
    units, means = [], []
    for area in range(n_areas):
        mean = (300 + dice.gauss(0, 20), 190 + dice.gauss(0, 20))
        means.append(mean)
        effect = dice.gauss(0, 12)
        for _ in range(2 + dice.randrange(4)):
            x1, x2 = mean[0] + dice.gauss(0, 60), mean[1] + dice.gauss(0, 60)
            units.append((area + 1, 50 + 0.33 * x1 - 0.13 * x2 + effect + dice.gauss(0, 12), x1, x2))
    write(folder, stem, "area,y,x1,x2", units)
    write(folder, f"{stem}-means", "x1,x2", means)


def draws(folder, stem, n, n_draws):
    dice = random.Random(n)
    level = [dice.gauss(0, 0.4) for _ in range(n)]
    write(folder, stem, ",".join(f"a{i}" for i in range(n)),
          ([round(1 / (1 + math.exp(-v - dice.gauss(0, 0.3))), 5) for v in level] for _ in range(n_draws)))


def respondents(folder, stem, n_wijken):
    dice = random.Random(5)
    rows = []
    for wijk in range(n_wijken):
        level = 1 / (1 + math.exp(1 + dice.gauss(0, 0.4)))
        for _ in range(20 + dice.randrange(90)):
            rows.append((wijk + 1, int(dice.random() < level), 20 + 60 * dice.random()))
    write(folder, stem, "wijk,y,w", rows)


def series(folder, stem):
    dice = random.Random(6)
    rows = []
    for time in range(1, 61):
        people = 360000 + 250 * time
        rate = 0.0021 * math.exp(0.004 * time - 0.1 * (time >= 37) + 0.05 * math.sin(2 * math.pi * time / 12))
        rows.append((poisson(dice, people * rate), time, people))
    write(folder, stem, "y,time,exposure", rows)


def panel(folder, stem):
    """500 areas, five years; begun in 2004, 2006 or 2007, or never (0)."""
    dice = random.Random(7)
    rows = []
    for unit in range(500):
        group = dice.choices([0, 2004, 2006, 2007], [60, 5, 10, 25])[0]
        level = dice.gauss(5.5, 1)
        for time in range(2003, 2008):
            effect = -0.05 if group and time >= group else 0
            rows.append((level + 0.02 * (time - 2003) + effect + dice.gauss(0, 0.1), unit + 1, time, group))
    write(folder, stem, "y,unit,time,group", rows)


# ---- published data, in the columns of the bench ---------------------------------------------------------------------


def published(folder, shared):
    """The sets of methods.md section 2 that the shared folder has; returns their stems."""
    found = []
    spatial, survey_folder, sae = shared / "spatial", shared / "simsurvey", shared / "areasae"

    def take(stem, path, make):
        if path.exists():
            make(read(path))
            found.append(stem)

    def edges(stem, path):
        rows = list(zip(*(map(int, column) for column in list(read(path).values())[:2]), strict=True))
        for what in ("edges", "joined"):
            write(folder, f"{stem}-{what}", "i,j", rows)

    def scotland(t):
        write(folder, "scotland", "y,expected,x", zip(t["Counts"], t["E"], (float(v) / 10 for v in t["X"]), strict=True))
        edges("scotland", spatial / "scotland_inla_adj.csv")

    def carolina(t):
        births, deaths = [float(v) for v in t["BIR74"]], [float(v) for v in t["SID74"]]
        rate = sum(deaths) / sum(births)
        write(folder, "carolina", "y,expected,x",
              ((d, b * rate, float(v) / b) for d, b, v in zip(deaths, births, t["NWBIR74"], strict=True)))
        edges("carolina", spatial / "nc_adj_queen.csv")

    def simsurvey(t):
        write(folder, "simsurvey", "wijk,age,sex,residents,x,n,y",
              zip(*(t[name] for name in ("wijk", "age", "sex", "N", "ses", "n", "y")), strict=True))
        edges("simsurvey", survey_folder / "adj.csv")
        write(folder, "simsurvey-truth", "p", ((p,) for p in read(survey_folder / "truth.csv")["p_true"]))

    def milk(t):
        write(folder, "milk", "y,variance,x1,x2,x3",
              ((y, float(sd) ** 2, *(int(major == str(k)) for k in (2, 3, 4)))
               for y, sd, major in zip(t["yi"], t["SD"], t["MajorArea"], strict=True)))

    def grapes(t):
        write(folder, "grapes", "y,variance,x1,x2", zip(t["grapehect"], t["var"], t["area"], t["workdays"], strict=True))
        weights = read(sae / "sae_grapesprox.csv")
        write(folder, "grapes-weights", ",".join(f"w{k}" for k in range(len(weights))), zip(*weights.values(), strict=True))

    take("scotland", spatial / "scotland_inla.csv", scotland)
    take("carolina", spatial / "nc_sids.csv", carolina)
    take("simsurvey", survey_folder / "cells.csv", simsurvey)
    take("milk", sae / "sae_milk.csv", milk)
    take("grapes", sae / "sae_grapes.csv", grapes)
    take("respondents", survey_folder / "respondents.csv",
         lambda t: write(folder, "respondents", "wijk,y,w", zip(t["wijk"], t["y"], t["w"], strict=True)))
    take("sicily", shared / "impact" / "sicily.csv",
         lambda t: write(folder, "sicily", "y,time,exposure", zip(t["aces"], t["time"], t["stdpop"], strict=True)))

    def mpdta(t):
        code = {unit: k + 1 for k, unit in enumerate(sorted(set(t["countyreal"])))}
        write(folder, "mpdta", "y,unit,time,group",
              zip(t["lemp"], (code[u] for u in t["countyreal"]), t["year"], t["first.treat"], strict=True))

    take("mpdta", shared / "impact" / "mpdta.csv", mpdta)
    return found
