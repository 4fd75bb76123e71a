#!/usr/bin/env python3
"""question.py - a protection file (src/cells/protection.h) of a table geo x age x sex.

    question.py csv FILE CRITERION OUT          gem,wijk,age,sex,n as in the shared synth folder
    question.py pattern FILE QUESTION_CSV QUESTION PATTERN   a recorded pattern as a pattern file
    question.py make GEMEENTEN BUURTEN AGES CRITERION SEED OUT   an invented country
    question.py years GEMEENTEN BUURTEN AGES YEARS CRITERION SEED OUT   the same year after year, with wijken

Cells: region, gemeente and wijk (or buurt), each by age with its total and sex with its total; with `years` also wijken of
about four buurten, and each year by itself: a person may be counted in all of them, so years are not added up.  Persons 1 to 9 are
primary, 0 is known, the rest is open at a cost of its persons.  Criterion A: a reader must hold one more and one less
possible; B: one less, and ten or more.  A1 and B1: also a reader who is alone in a cell.
SPDX-License-Identifier: EUPL-1.2
"""

import csv
import hashlib
import math
import random
import sys


def cells_of(records):
    """(geo, age, sex) -> the numbers of its atoms, and the persons of each atom.  Records name all levels, top first."""
    cells = {}
    persons = []
    for number, (*geo, age, sex, n) in enumerate(records):
        persons.append(n)
        for g in geo:
            for a in ("T", age):
                for s in ("T", sex):
                    cells.setdefault((g, a, s), []).append(number)
    return cells, persons


def write(records, criterion, path):
    cells, persons = cells_of(records)
    with open(path, "w", encoding="ascii") as out:
        head = "2\ninsiders 1" if criterion.endswith("1") else "1"
        out.write(f"wijkscan-protection {head}\natoms {len(persons)}\n")
        out.writelines(f"{n}\n" for n in persons)
        out.write(f"cells {len(cells)} {sum(map(len, cells.values()))}\n")
        for members in cells.values():
            value = sum(persons[m] for m in members)
            if value == 0:
                head = "known 0 0 0 0"
            elif value < 10:
                head = f"primary {value} {value - 1} {10 if criterion[0] == 'B' else value + 1} 0"
            else:
                head = f"open {value} {value} {value} {value}"
            out.write(f"{head} {len(members)} {' '.join(map(str, members))}\n")
    return cells


def read(path):
    with open(path, encoding="utf-8") as file:
        return [("REG", r["gem"], r["wijk"], r["age"], r["sex"], int(r["n"])) for r in csv.DictReader(file)]


def write_pattern(recorded, question_csv, question, path):
    """The recorded pattern hides what its sixth column says."""
    cells, persons = cells_of(read(question_csv))
    with open(recorded, encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    hidden = {(g, a, s): int(n) > 0 and (int(n) < 10 or h == "1") for g, a, s, n, _, h in rows}
    with open(question, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    loss = sum(sum(persons[m] for m in cells[key]) for key, is_hidden in hidden.items()
               if is_hidden and sum(persons[m] for m in cells[key]) > 9)
    with open(path, "w", encoding="ascii") as out:
        out.write(f"wijkscan-pattern 1\nprotection {digest}\nloss {loss}\nbound 0\ncells {len(cells)}\n")
        out.writelines("1\n" if hidden[key] else "0\n" for key in cells)


def poisson(rate, source):
    limit, k, product = math.exp(-rate), 0, source.random()
    while product > limit:
        k += 1
        product *= source.random()
    return k


def make(n_gemeenten, n_buurten, n_ages, seed):
    """Buurten of lognormal size, about four in a hundred persons counted."""
    source = random.Random(seed)
    records = []
    for g in range(n_gemeenten):
        for b in range(max(1, round(n_buurten * source.lognormvariate(0, 0.5)))):
            residents = source.lognormvariate(6.8, 0.8)
            for a in range(n_ages):
                for s in "MV":
                    rate = min(residents * 0.04 * source.lognormvariate(0, 0.3) / (2 * n_ages), 600)
                    records.append(("REG", f"G{g}", f"B{g}-{b}", f"A{a}", s, poisson(rate, source)))
    return records


def make_years(n_gemeenten, n_buurten, n_ages, n_years, seed):
    """As make; the rate of a cell is the same every year."""
    source = random.Random(seed)
    records = []
    for g in range(n_gemeenten):
        for b in range(max(1, round(n_buurten * source.lognormvariate(0, 0.5)))):
            residents = source.lognormvariate(6.8, 0.8)
            for a in range(n_ages):
                for s in "MV":
                    rate = min(residents * 0.04 * source.lognormvariate(0, 0.3) / (2 * n_ages), 600)
                    for y in range(n_years):
                        geo = (f"{y}", f"{y}G{g}", f"{y}W{g}-{b // 4}", f"{y}B{g}-{b}")
                        records.append((*geo, f"A{a}", s, poisson(rate, source)))
    return records


def main(words):
    if len(words) == 5 and words[1] == "csv":
        write(read(words[2]), words[3], words[4])
    elif len(words) == 6 and words[1] == "pattern":
        write_pattern(*words[2:])
    elif len(words) == 8 and words[1] == "make":
        write(make(int(words[2]), int(words[3]), int(words[4]), int(words[6])), words[5], words[7])
    elif len(words) == 9 and words[1] == "years":
        write(make_years(*map(int, words[2:6]), int(words[7])), words[6], words[8])
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv)
