#!/usr/bin/env python3
"""perturb.py BUILD - what rounding and cell key change in the recorded tables, and what a reader still works out.

Rounding stands beside what SmallCountRounding 1.2.5 (Statistics Norway) made of the same table.  For the cell key a
reader is played who knows the p-table and how cells add up: each cell is between the counts that can be shown as it is,
and parts and whole narrow each other until nothing moves.  WKS_SHARED points at the shared tables.
SPDX-License-Identifier: EUPL-1.2
"""

import collections
import csv
import itertools
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile

SYNTH = pathlib.Path(os.environ.get("WKS_SHARED", "../shared")) / "reference" / "sdc" / "synth"
KEYS = ["--geo", "gem,wijk", "--by", "age,sex"]
# research/disclosure.md, section 2: changed, mean, largest, seconds
RECORDED = {("wijk300", 5): (1768, 0.53, 6, 0.3), ("wijk300", 10): (3177, 1.82, 15, 0.2)}


def read(path, delimiter=","):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def gate(build, *words):
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    done = subprocess.run([f"{build}/src/programs/wijkscan/wijkscan", "gate", *map(str, words)], check=True,
                          capture_output=True, text=True)
    return done.stdout, resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def bench_rounding(build, folder):
    print("table    base  changed  mean  largest     s   recorded: changed  mean  largest    s")
    for name, base in itertools.product(("wijk12", "wijk60", "wijk300"), (3, 5, 10)):
        said, seconds = gate(build, "round", SYNTH / f"{name}.csv", *KEYS, "--count", "n", "--base", base, "--json",
                             "--out", folder / "out.csv")
        said = json.loads(said)
        line = f"{name:8} {base:4} {said['changed']:8} {said['mean_change']:5.2f} {said['largest_change']:8} {seconds:5.2f}"
        if (name, base) in RECORDED:
            line += "{:>20} {:5.2f} {:8} {:4.1f}".format(*RECORDED[name, base])
        print(line)


def write_persons(name, path):
    with open(path, "w", encoding="utf-8") as out:
        print("pseudo,gem,wijk,age,sex", file=out)
        n = 0
        for row in read(SYNTH / f"{name}.csv"):
            for _ in range(int(row["n"])):
                n += 1
                print(f"{name}-{n:07d},{row['gem']},{row['wijk']},{row['age']},{row['sex']}", file=out)


def possible(shown, rounding, threshold, changes):
    """The least and the most that a cell shown like this can be; None: more than the reader knows of."""
    after = range(1, threshold) if shown == "" else [
        n for n in range(max(0, int(shown) - rounding), int(shown) + rounding + 1)
        if (n + rounding // 2) // rounding * rounding == int(shown) and (n == 0 or n >= threshold)]
    last = max(changes)
    largest = max(changes[last])
    counts = [n for n in range(max(0, after[0] - largest), after[-1] + largest + 1)
              if any(to - n in changes[min(n, last)] for to in after)]
    return [min(counts), max(counts)]


def relations(cells):
    """Each cell that is the sum of others along one axis, with those."""
    parts = collections.defaultdict(list)
    for gem, wijk, age, sex in cells:
        if wijk != "T":
            parts[(gem, "T", age, sex), 0].append((gem, wijk, age, sex))
        elif gem != "T":
            parts[("T", "T", age, sex), 0].append((gem, wijk, age, sex))
        if age != "T":
            parts[(gem, wijk, "T", sex), 1].append((gem, wijk, age, sex))
        if sex != "T":
            parts[(gem, wijk, age, "T"), 2].append((gem, wijk, age, sex))
    return [(whole, of) for (whole, _), of in parts.items()]


def narrow(bounds, sums):
    moved = True
    while moved:
        moved = False
        for whole, parts in sums:
            least = sum(bounds[part][0] for part in parts)
            most = sum(bounds[part][1] for part in parts)
            wants = {whole: (least, most)}
            for part in parts:
                wants[part] = (bounds[whole][0] - most + bounds[part][1], bounds[whole][1] - least + bounds[part][0])
            for cell, (low, high) in wants.items():
                if low > bounds[cell][0] or high < bounds[cell][1]:
                    bounds[cell] = [max(low, bounds[cell][0]), min(high, bounds[cell][1])]
                    moved = True


def bench_cell_key(build, folder):
    print("\ntable    largest variance blocked threshold rounding | cells changed  mean hidden | of 1-9: cells, known "
          "exactly, known under 10 |     s")
    for name, (largest, variance, blocked, threshold, rounding) in itertools.product(
            ("wijk12", "wijk60", "wijk300"),
            ((2, 1, 0, 0, 1), (5, 3, 0, 0, 1), (5, 3, 2, 0, 1), (10, 8, 0, 0, 1), (5, 3, 0, 10, 5))):
        persons, key, ptable, out = (folder / file for file in ("persons.csv", "key", "ptable.csv", "out.csv"))
        write_persons(name, persons)
        key.unlink(missing_ok=True)
        key.touch(0o600)
        key.write_text("17" * 32 + "\n", encoding="ascii")  # the same result every time
        gate(build, "ptable", "--largest", largest, "--variance", variance, "--blocked", blocked, "--out", ptable)
        said, seconds = gate(build, "cell-key", persons, *KEYS, "--record-keys", "pseudo", "--key", key, "--ptable", ptable,
                             "--threshold", threshold, "--rounding", rounding, "--json", "--out", out)
        said = json.loads(said)
        changes = collections.defaultdict(set)
        for line in read(ptable, ";"):
            changes[int(line["i"])].add(int(line["v"]))
        cells = {(row["gem"], row["wijk"], row["age"], row["sex"]): row["perturbed"] for row in read(out)}
        bounds = {cell: possible(shown, rounding, threshold, changes) for cell, shown in cells.items()}
        narrow(bounds, relations(cells))
        values = collections.Counter()
        for row in read(SYNTH / f"{name}.csv"):
            for geo in (("T", "T"), (row["gem"], "T"), (row["gem"], row["wijk"])):
                for age, sex in itertools.product(("T", row["age"]), ("T", row["sex"])):
                    values[*geo, age, sex] += int(row["n"])
        small = [bounds[cell] for cell, value in values.items() if 1 <= value <= 9]
        assert all(bounds[cell][0] <= value <= bounds[cell][1] for cell, value in values.items())
        print(f"{name:8} {largest:7} {variance:8} {blocked:7} {threshold:9} {rounding:8} | {said['cells']:5} "
              f"{said['changed']:7} {said['mean_change']:5.2f} {said['hidden']:6} | {len(small):13} "
              f"{sum(low == high for low, high in small):14} {sum(high < 10 for _, high in small):16} | {seconds:5.2f}")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        bench_rounding(sys.argv[1], pathlib.Path(folder))
        bench_cell_key(sys.argv[1], pathlib.Path(folder))


if __name__ == "__main__":
    main()
