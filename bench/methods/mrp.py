#!/usr/bin/env python3
"""mrp.py - what does a survey to wijken cost?

    bench/methods/mrp.py BUILD [--rounds N] [--sizes 75,300,1200,3300]

Runs `wijkscan method mrp` with 2,000 draws on simsurvey (300 wijken, 4,200 cells, 20,000 respondents) when the shared
folder is there, and on invented surveys of growing size (14 strata, 65 respondents a wijk, a grid of neighbours).
CPU seconds are of the whole program: reading CSV, fit, draws, writing; the lowest of N rounds.  Memory is the peak
above that of `wijkscan method rate` on one row, which loads the same libraries.  When Rscript is there, mgcv and
glmmTMB fit the same cells in the same run (mrp.R): the other columns of its lines say what they leave out.
Prints a Markdown table; exit code 1 when simsurvey takes more than 0.6 s or 64 MB: the limits this project sets itself.

SPDX-License-Identifier: EUPL-1.2
"""

import argparse
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile


def measure(words):
    child = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{words[0]}: exit code {child.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def lowest(words, rounds):
    return [min(column) for column in zip(*(measure(words) for _ in range(rounds)), strict=True)]


def invent(folder, n):
    """A grid of n wijken; the answers follow age, one covariate and chance per wijk."""
    dice = random.Random(n)
    wide = round(n**0.5)
    cells, edges = ["wijk,age,sex,N,x,n,y"], ["from,to"]
    for wijk in range(n):
        x, effect = dice.gauss(0, 1), dice.gauss(0, 0.35)
        for age in range(7):
            for sex in range(2):
                residents = dice.randrange(100, 400)
                asked = sum(dice.random() < 0.0186 for _ in range(residents)) if wijk % 10 else 0
                chance = 1 / (1 + 2.718281828 ** (2.2 - 0.35 * age - 0.2 * sex + 0.3 * x - effect))
                yes = sum(dice.random() < chance for _ in range(asked))
                cells.append(f"{wijk},{age},{sex},{residents},{x:.4f},{asked},{yes}")
        if (wijk + 1) % wide and wijk + 1 < n:
            edges.append(f"{wijk},{wijk + 1}")
        if wijk + wide < n:
            edges.append(f"{wijk},{wijk + wide}")
    for name, lines in (("cells.csv", cells), ("edges.csv", edges)):
        (folder / name).write_text("\n".join(lines) + "\n", encoding="ascii")
    return folder / "cells.csv", folder / "edges.csv"


def main():
    parser = argparse.ArgumentParser(description="what does a survey to wijken cost?")
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sizes", default="75,300,1200,3300")
    given = parser.parse_args()
    root = pathlib.Path(__file__).resolve().parents[2]
    survey = pathlib.Path(os.environ.get("WKS_SHARED", root / ".." / "shared")) / "reference" / "simsurvey"
    program = given.build.resolve() / "src" / "programs" / "wijkscan" / "wijkscan"
    failed = False
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "one.csv").write_text("x,n\n1,10\n", encoding="ascii")
        empty_cpu, empty_mb = lowest([program, "method", "rate", "--data", folder / "one.csv", "--x", "x", "--n", "n"],
                                     given.rounds)
        print(f"start of the program: {empty_cpu:.3f} s, {empty_mb:.0f} MB\n")
        print("| survey | wijken | CPU s | memory MB |\n|---|--:|--:|--:|")

        def ours(label, n, cells, edges, x, rounds):
            words = [program, "method", "mrp", "--data", cells, "--y", "y", "--trials", "n", "--area", "wijk",
                     "--strata", "age,sex", "--population", cells, "--residents", "N", "--x", x, "--graph", edges,
                     "--draws", "2000", "--quiet"]
            cpu, mb = lowest(words, rounds)
            print(f"| {label} | {n} | {cpu:.2f} | {mb - empty_mb:.0f} |", flush=True)
            return cpu, mb - empty_mb

        if survey.is_dir():
            cpu, mb = ours("simsurvey", 300, survey / "cells.csv", survey / "adj.csv", "ses", given.rounds)
            failed = cpu > 0.6 or mb > 64
        for n in map(int, given.sizes.split(",")):
            ours("invented", n, *invent(folder, n), "x", given.rounds if n <= 300 else 1)
        if survey.is_dir() and shutil.which("Rscript"):
            subprocess.run(["Rscript", "--vanilla", pathlib.Path(__file__).with_suffix(".R"), survey], check=True)
        elif survey.is_dir():
            print("\nno Rscript: the peers were not run")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
