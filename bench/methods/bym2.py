#!/usr/bin/env python3
"""CPU seconds and memory of `wijkscan method bym2`, by size.

    bench/methods/bym2.py [WIJKSCAN] [REFERENCE]

WIJKSCAN: the program (build/src/programs/wijkscan/wijkscan); REFERENCE: the folder with spatial/ and simsurvey/ (left
out when it is not there).  Maps of other sizes are made here: a planar grid with diagonals, a smooth field (60 % of the
variance) and noise, one covariate with coefficient 0.2; what the program finds stands beside the truth.  Process start
and CSV are included.  SPDX-License-Identifier: EUPL-1.2
"""
import csv
import json
import math
import os
import random
import resource
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAM = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "../../build/src/programs/wijkscan/wijkscan")
REFERENCE = sys.argv[2] if len(sys.argv) > 2 else os.path.join(HERE, "../../../shared/reference")
SMALL = {"OPENBLAS_NUM_THREADS": "1", "LC_ALL": "C.UTF-8"}


def run(arguments):
    """(CPU seconds, peak MB, summary) of one run."""
    summary = os.path.join(FOLDER, "summary.json")
    process = subprocess.Popen(
        [PROGRAM, "method", "bym2", *arguments, "--out", os.path.join(FOLDER, "out.csv"), "--summary", summary],
        env={**os.environ, **SMALL})
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = status
    if status != 0:
        sys.exit("bym2 failed: " + " ".join(arguments))
    with open(summary, encoding="utf-8") as file:
        return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, json.load(file)


def edges_of(n, draw):
    width = int(math.sqrt(n))
    edges = []
    for k in range(n):
        column = k % width
        if column + 1 < width and k + 1 < n:
            edges.append((k, k + 1))
        if k + width < n:
            edges.append((k, k + width))
        if column + 1 < width and k + width + 1 < n:
            edges.append((k, k + width + 1) if draw.random() < 0.5 else (k + 1, k + width))
    return edges


def field_of(n, edges, draw):
    near = [[] for _ in range(n)]
    for a, b in edges:
        near[a].append(b)
        near[b].append(a)
    u = [draw.gauss(0, 1) for _ in range(n)]
    for _ in range(30):
        u = [(u[i] + sum(u[j] for j in near[i])) / (1 + len(near[i])) for i in range(n)]
    mean = sum(u) / n
    sd = math.sqrt(sum((x - mean) ** 2 for x in u) / n)
    return [0.4 * (math.sqrt(0.6) * (x - mean) / sd + math.sqrt(0.4) * draw.gauss(0, 1)) for x in u]


def poisson(draw, mean):
    count = 0
    while mean > 30:  # a sum of Poisson counts is one
        count += poisson(draw, 30)
        mean -= 30
    left, part = draw.random(), math.exp(-mean)
    k = 0
    while left > part and part > 0:
        left -= part
        k += 1
        part *= mean / k
    return count + k


def make_map(n):
    draw = random.Random(n)
    edges = edges_of(n, draw)
    effect = field_of(n, edges, draw)
    data, graph = os.path.join(FOLDER, f"data{n}.csv"), os.path.join(FOLDER, f"graph{n}.csv")
    with open(data, "w", encoding="utf-8") as file:
        file.write("area,y,E,x\n")
        for i in range(n):
            expected, x = math.exp(draw.gauss(2.5, 0.7)), draw.gauss(0, 1)
            file.write(f"A{i},{poisson(draw, expected * math.exp(0.1 + 0.2 * x + effect[i]))},{expected:.5f},{x:.5f}\n")
    with open(graph, "w", encoding="utf-8") as file:
        file.write("i,j\n" + "".join(f"A{a},A{b}\n" for a, b in edges))
    return ["--data", data, "--graph", graph, "--area", "area", "--y", "y", "--expected", "E", "--x", "x"]


def make_survey():
    """The simulated survey with its dummies written out; rows are cells."""
    data = os.path.join(FOLDER, "survey.csv")
    ages = range(2, 8)
    names = [f"age{k}" for k in ages] + ["sex", "ses"] + [f"age{k}_sex" for k in ages]
    with open(os.path.join(REFERENCE, "simsurvey/cells.csv"), encoding="utf-8") as source, \
            open(data, "w", encoding="utf-8") as file:
        file.write("wijk,n,y," + ",".join(names) + "\n")
        for row in csv.DictReader(source):
            age, sex = int(row["age"]), int(row["sex"])
            x = [int(age == k) for k in ages] + [sex, float(row["ses"])] + [sex * int(age == k) for k in ages]
            file.write(",".join(str(v).strip() for v in [row["wijk"], row["n"], row["y"], *x]) + "\n")
    return ["--data", data, "--graph", os.path.join(REFERENCE, "simsurvey/adj.csv"), "--area", "wijk", "--y", "y",
            "--trials", "n", "--family", "binomial", "--x", ",".join(names)]


def make_carolina():
    data = os.path.join(FOLDER, "nc.csv")
    with open(os.path.join(REFERENCE, "spatial/nc_sids.csv"), encoding="utf-8") as source:
        rows = list(csv.DictReader(source))
    rate = sum(float(r["SID74"]) for r in rows) / sum(float(r["BIR74"]) for r in rows)
    with open(data, "w", encoding="utf-8") as file:
        file.write("y,E\n" + "".join(f"{r['SID74']},{float(r['BIR74']) * rate:.15g}\n" for r in rows))
    return ["--data", data, "--graph", os.path.join(REFERENCE, "spatial/nc_adj_queen.csv"), "--y", "y",
            "--expected", "E"]


def report(name, bar, arguments):
    seconds, megabytes, summary = run(arguments)
    found = summary["coefficients"].get("x")
    note = f"x {found['mean']:.3f} ({found['sd']:.3f}), truth 0.2" if found else ""
    print(f"{name:28} {seconds:8.3f} s {megabytes:7.1f} MB   bar {bar:10} {summary['diagnostics']['path']:7}"
          f"{summary['diagnostics']['grid_points']:5d} points  {note}", flush=True)


def many(n_indicators, n_areas, extra, bar):
    """Two processes at a time, as the product runs indicators; wall seconds."""
    arguments = make_map(n_areas)
    started = time.monotonic()
    running = []
    for k in range(n_indicators):
        if len(running) == 2:
            running.pop(0).wait()
        running.append(subprocess.Popen([PROGRAM, "method", "bym2", *arguments, *extra, "--out", os.path.join(FOLDER, f"out{k}.csv"), "--summary", os.devnull],
                                        env={**os.environ, **SMALL}))
    for process in running:
        process.wait()
    print(f"{n_indicators} indicators x {n_areas}, 2 at a time {time.monotonic() - started:8.2f} s wall   bar {bar}   {' '.join(extra)}")


with tempfile.TemporaryDirectory() as FOLDER:
    if os.path.isdir(REFERENCE):
        scotland = os.path.join(REFERENCE, "spatial/scotland_inla")
        report("Scotland, 56", "0.05 s", ["--data", scotland + ".csv", "--graph", scotland + "_adj.csv", "--y", "Counts",
                                          "--expected", "E", "--x", "X"])
        report("North Carolina, 100", "0.15 s", make_carolina())
        report("survey, 300 x 14 cells", "-", make_survey())
    report("made, 271", "0.15 s", make_map(271))
    report("made, 544", "1.0 s", make_map(544))
    report("made, 3,300", "10 s", make_map(3300))
    report("made, 14,000", "stated", make_map(14000))
    many(100, 300, [], "20 s")
    many(100, 300, ["--draws", "2000"], "-")
