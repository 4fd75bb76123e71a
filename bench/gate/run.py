#!/usr/bin/env python3
"""run.py [BUILD] [--time SECONDS] [--only NAME,...] [--buurt] - what suppression loses, proves and costs.

Runs wijkscan-suppress of BUILD (default: build) on the tables of the shared folder, and with --buurt on an invented one of
some 30,000 cells, and prints a line for each beside what is on record (RECORDED).  Losses are persons in cells that are
hidden beside the primary ones; seconds are CPU of each stage as the program counts them.  `attack s` is the CPU of a whole
`wijkscan-suppress attack` (both sides of every hidden cell, reading and relations included).  Exit code 1 when a pattern
is not safe, or loses more than its limit.
SPDX-License-Identifier: EUPL-1.2
"""

import argparse
import os
import pathlib
import resource
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parent.parent
SHARED = pathlib.Path(os.environ.get("WKS_SHARED", SOURCE.parent / "shared"))
QUESTION = HERE / "question.py"

# name: (heuristic alone, GaussSuppression 1.2.3, proven or best known, limit), persons; measured on 21 November 2026
RECORDED = {
    "wijk12 A": (578, 578, "578", 578),
    "wijk12 B": (850, None, "814", 814),
    "wijk60 A": (1132, 1163, "1119", 1119),
    "wijk60 B": (1218, None, "1202", 1202),
    "wijk300 A": (4915, 4933, "4727", 4750),
    "wijk300 B": (5078, None, "4896 (not proven)", 4920),
}


def run(*command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: {done.stderr.strip()}")
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return dict(line.split(" ", 1) for line in done.stdout.splitlines() if " " in line), seconds


def questions(folder, with_buurt):
    """(name, path) of each question, written into folder."""
    for table in ("wijk12", "wijk60", "wijk300"):
        for criterion in "AB":
            path = folder / f"{table}{criterion}"
            run(sys.executable, QUESTION, "csv", SHARED / "reference/sdc/synth" / f"{table}.csv", criterion, path)
            yield f"{table} {criterion}", path
    if with_buurt:
        for criterion in "AB":
            path = folder / f"buurt{criterion}"
            run(sys.executable, QUESTION, "make", 14, 100, 6, criterion, 1, path)
            yield f"buurt {criterion}", path


def measure(program, name, question, seconds):
    pattern = question.with_suffix(".pattern")
    said, _ = run(program, "protect", question, pattern, "--time", seconds)
    attacked, attack_s = run(program, "attack", question, pattern, question.with_suffix(".intervals"))
    heuristic, gauss, best, limit = RECORDED.get(name, (None, None, "-", None))
    print(
        f"| {name} | {said['primaries']} | {said['heuristic_loss']} ({heuristic or '-'}) | {said['seconds_heuristic']} |"
        f" **{said['loss']}** ({best}) | {said['bound']} | {said['proven']} of {said['pieces']} | {said['seconds_exact']} |"
        f" {said['secondaries']} | {gauss or '-'} | {attacked['hidden']} | {attacked['unsafe']} | {attack_s:.2f} |",
        flush=True,
    )
    return attacked["unsafe"] == "0" and (limit is None or float(said["loss"]) <= limit)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", nargs="?", default=str(SOURCE / "build"))
    parser.add_argument("--time", type=float, default=60)
    parser.add_argument("--only", default="")
    parser.add_argument("--buurt", action="store_true")
    asked = parser.parse_args()
    program = pathlib.Path(asked.build) / "src/programs/wijkscan-suppress/wijkscan-suppress"
    is_good = True
    print("| table | primaries | heuristic (recorded) | s | loss (recorded) | bound | proven | s | secondaries | Gauss |"
          " hidden | unsafe | attack s |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        for name, question in questions(pathlib.Path(folder), asked.buurt):
            if not asked.only or name in asked.only.split(","):
                is_good &= measure(program, name, question, asked.time)
    sys.exit(0 if is_good else 1)


main()
