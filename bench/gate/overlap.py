#!/usr/bin/env python3
"""overlap.py - what it costs to publish two geographies that cut each other.

    overlap.py make SEED OUT.csv                 60 wijken by 47 postcodes in 114 pieces, gem,wijk,pc4,age,sex,n
    overlap.py run [BUILD] [--seeds 1,2] [--criterion A,B] [--between A|B] [--time SECONDS]

run protects each table as wijk and postcode apart, jointly as if the pieces did not matter, and as `wijkscan gate
protect` does; it prints the loss of each in persons, what a reader derives exactly of the small groups between (the
pieces and differences of 1 to 9 persons by every total and code; of these, the atoms), and what the last loses more
than the second.  Exit code 1 when a pattern of ours is not safe.
SPDX-License-Identifier: EUPL-1.2
"""

import argparse
import csv
import hashlib
import json
import os
import pathlib
import random
import resource
import subprocess
import sys
import tempfile

import question

SOURCE = pathlib.Path(__file__).resolve().parent.parent.parent
COLUMNS = ["gem", "wijk", "pc4", "age", "sex", "n"]
AGE_SHARES = [0.07, 0.12, 0.3, 0.25, 0.16, 0.1]


def borders(n, source):
    """n stretches of a street of length 1, of unequal length."""
    lengths = [source.lognormvariate(0, 0.6) for _ in range(n)]
    ends, total = [0.0], sum(lengths)
    for length in lengths:
        ends.append(ends[-1] + length / total)
    return ends


def cut(n_wijken, n_posts, n_pieces, source):
    """(wijk, post) -> the share of the wijk that lives there: along a street, and strips across a border."""
    wijken, posts = borders(n_wijken, source), borders(n_posts, source)
    shares = {}
    for w in range(n_wijken):
        for p in range(n_posts):
            length = min(wijken[w + 1], posts[p + 1]) - max(wijken[w], posts[p])
            if length > 1e-12:
                shares[w, p] = length / (wijken[w + 1] - wijken[w])
    while len(shares) < n_pieces:
        w = source.randrange(n_wijken)
        p = source.choice([post for wijk, post in shares if abs(wijk - w) == 1])
        shares.setdefault((w, p), source.uniform(0.005, 0.2))
    while len(shares) > n_pieces:  # of wijken and posts of several pieces, the smallest joins the rest
        spare = [key for key in shares if all(sum(other[i] == key[i] for other in shares) > 1 for i in (0, 1))]
        del shares[min(spare, key=shares.get)]
    return shares


def make(seed, n_gemeenten=5, n_wijken=60, n_posts=47, n_pieces=114):
    """Records of COLUMNS: wijken of lognormal size, about six in a hundred persons counted, Poisson."""
    source = random.Random(seed)
    shares = cut(n_wijken, n_posts, n_pieces, source)
    gemeenten = sorted(source.randrange(n_gemeenten) for _ in range(n_wijken))
    residents = [source.lognormvariate(8.2, 0.8) for _ in range(n_wijken)]
    records = []
    for (w, p), share in sorted(shares.items()):
        whole = sum(part for (wijk, _), part in shares.items() if wijk == w)
        for age, of_age in enumerate(AGE_SHARES):
            for sex in "MV":
                rate = residents[w] * share / whole * 0.06 * of_age / 2 * source.lognormvariate(0, 0.2)
                records.append((f"G{gemeenten[w]}", f"W{w:02}", f"P{p:02}", f"A{age}", sex,
                                question.poisson(min(rate, 600), source)))
    return records


def write(records, path):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(records)


def groups(records):
    """name -> atoms of each cell, and of each group between; cells of the same atoms are one, with the number of them."""
    cells, between = {}, {}
    for i, (gem, wijk, post, age, sex, _) in enumerate(records):
        for rest in ((a, s) for a in ("T", age) for s in ("T", sex)):
            for place in (("T",), ("g", gem), ("w", wijk), ("p", post)):
                cells.setdefault((place, *rest), []).append(i)
            for piece in (("gp", gem, post), ("wp", wijk, post)):
                between.setdefault((piece, *rest), []).append(i)
    names = {}
    for name, atoms in cells.items():
        names.setdefault(tuple(atoms), []).append(name)
    sets = {name: frozenset(atoms) for name, atoms in cells.items()}
    for place, *rest in list(sets):
        for other, *also in list(sets):
            if rest == also and {place[0], other[0]} in ({"g", "p"}, {"w", "p"}):
                a, b = sets[place, *rest], sets[other, *also]
                if b < a:
                    between[(place, other), *rest] = sorted(a - b)
    hidden = {tuple(atoms): name for name, atoms in between.items() if tuple(atoms) not in names}
    return names, hidden


def write_question(records, criterion, between, path):
    """A protection (src/cells/protection.h); between None: without the groups.  Returns how many are cells."""
    names, hidden = groups(records)
    persons = [record[-1] for record in records]
    lines = []
    for atoms, of in names.items():
        value = sum(persons[i] for i in atoms)
        upper = 10 if criterion == "B" else value + 1
        head = (f"known 0 0 0 0" if value == 0 else f"primary {value} {value - 1} {upper} 0" if value < 10 else
                f"open {value} {value} {value} {value * len(of)}")
        lines.append(f"{head} {len(atoms)} {' '.join(map(str, atoms))}\n")
    n_cells = len(lines)
    for atoms in hidden if between else []:
        value = sum(persons[i] for i in atoms)
        if 0 < value < 10:
            upper = 10 if between == "B" else value + 1
            lines.append(f"virtual {value} {value - 1} {upper} 0 {len(atoms)} {' '.join(map(str, atoms))}\n")
    n_members = sum(int(line.split(" ")[5]) for line in lines)
    with open(path, "w", encoding="ascii") as out:
        out.write(f"wijkscan-protection 1\natoms {len(persons)}\n")
        out.writelines(f"{n}\n" for n in persons)
        out.write(f"cells {len(lines)} {n_members}\n")
        out.writelines(lines)
    return n_cells, lines


def run(*command, may_refuse=False):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0 and not (may_refuse and done.returncode == 4):
        sys.exit(f"{' '.join(map(str, command))}: {done.stderr.strip()}")
    return done.stdout, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def derived(suppress, folder, n_cells, lines, pattern):
    """Groups and atoms among them that the pattern of the cells alone gives away exactly."""
    marks = pattern.read_text().splitlines()[5:][:n_cells] + ["1"] * (len(lines) - n_cells)
    loss = sum(float(line.split(" ")[4]) for line, mark in zip(lines, marks) if mark == "1")
    digest = hashlib.sha256((folder / "all").read_bytes()).hexdigest()
    (folder / "shown").write_text(f"wijkscan-pattern 1\nprotection {digest}\nloss {loss:g}\nbound 0\n"
                                  f"cells {len(lines)}\n" + "".join(f"{mark}\n" for mark in marks))
    run(suppress, "attack", folder / "all", folder / "shown", folder / "intervals")
    exact = [int(cell) for cell, least, most in map(str.split, (folder / "intervals").read_text().splitlines())
             if int(cell) >= n_cells and least == most]
    return len(exact), sum(lines[cell].split(" ")[5] == "1" for cell in exact)


def measure(build, seed, criterion, between, seconds):
    suppress = build / "src/programs/wijkscan-suppress/wijkscan-suppress"
    wijkscan = build / "src/programs/wijkscan/wijkscan"
    records = make(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        table = folder / "table.csv"
        write(records, table)
        gate = [wijkscan, "gate", "protect", table, "--by", "age,sex", "--count", "n", "--criterion", criterion, "--json"]
        time = ["--time", seconds] if seconds else ["--heuristic-only"]
        wijk, post = folder / "wijk.csv", folder / "post.csv"
        for columns, out in (("gem,wijk", wijk), ("pc4", post)):
            with_totals = folder / f"{out.stem}-table.csv"
            sum_up(records, columns.split(","), with_totals)
            run(*gate[:3], with_totals, *gate[4:], "--geo", columns, "--out", out, *time)
        both = ["--geo", "gem,wijk", "--geo", "pc4", "--criterion", criterion, "--between", between]
        apart = json.loads(run(wijkscan, "gate", "audit", table, wijk, post, *both, "--json", may_refuse=True)[0])
        write_question(records, criterion, None, folder / "joint")
        n_cells, lines = write_question(records, criterion, between, folder / "all")
        said, joint_s = run(suppress, "protect", folder / "joint", folder / "pattern", *time)
        joint = float(dict(line.split(" ", 1) for line in said.splitlines())["loss"])
        n_groups, n_atoms = derived(suppress, folder, n_cells, lines, folder / "pattern")
        said, ours_s = run(*gate, *both[:4], "--between", between, "--out", folder / "ours.csv", *time)
        ours = json.loads(said)
        audit = json.loads(run(wijkscan, "gate", "audit", table, folder / "ours.csv", *both, "--json", may_refuse=True)[0])
    print(f"| {seed} | {criterion}, {between} | {ours['primaries']} | {ours['between']} | {apart['derivable_between']} |"
          f" {joint:g} | {n_groups} ({n_atoms}) | {joint_s:.1f} | **{ours['loss']:g}** | {ours['bound']:g} |"
          f" {audit['derivable_between']} | {audit['under_promise']} | {ours_s:.1f} | +{100 * (ours['loss'] / joint - 1):.0f} % |",
          flush=True)
    return audit["under_promise"] == 0 and audit["derivable_between"] == 0


def sum_up(records, columns, path):
    """The same persons, by these columns of places."""
    sums = {}
    for record in records:
        row = dict(zip(COLUMNS, record))
        key = (*(row[column] for column in columns), row["age"], row["sex"])
        sums[key] = sums.get(key, 0) + row["n"]
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*columns, "age", "sex", "n"])
        writer.writerows((*key, n) for key, n in sums.items())


def main():
    if sys.argv[1:2] == ["make"] and len(sys.argv) == 4:
        return write(make(int(sys.argv[2])), sys.argv[3])
    if sys.argv[1:2] != ["run"]:
        sys.exit(__doc__)
    parser = argparse.ArgumentParser()
    parser.add_argument("verb")
    parser.add_argument("build", nargs="?", default=str(SOURCE / "build"))
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--criterion", default="A,B")
    parser.add_argument("--between", default="")
    parser.add_argument("--time", type=int, default=0)
    asked = parser.parse_args()
    print("| seed | criterion, between | primaries | groups | derived apart | joint loss | derived (atoms) | s | loss | bound |"
          " derived | under the promise | s | more |")
    print("|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    is_good = True
    for seed in asked.seeds.split(","):
        for criterion in asked.criterion.split(","):
            is_good &= measure(pathlib.Path(asked.build), int(seed), criterion, asked.between or criterion, asked.time)
    return sys.exit(0 if is_good else 1)


if __name__ == "__main__":
    os.environ.setdefault("WIJKSCAN_LANG", "en")
    main()
