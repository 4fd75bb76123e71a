#!/usr/bin/env python3
"""run.py - what do the methods cost, beside what R needs for the same, in one run?

    bench/methods/run.py BUILD [--rounds N] [--peer-rounds N] [--only NAME,...] [--no-growth]

BUILD is a Meson build folder (release or debugoptimized, without sanitizers).  Makes the data (worlds.py; published sets
where the shared folder has them), compiles ours.c against the libraries of the build, and runs ours and the peers of
peers.R in turn, each in a process of its own on one thread.  CPU seconds (user and system) are of the work without
start-up and reading, lowest / median / highest of the rounds; memory is the peak of the whole process.  The largest
difference between the answers, as a part of the largest answer, stands beside the time: a fast wrong answer shows.
A peer that Debian does not have is the figure recorded for it, times what Debian's packages need now over what they
needed then (the middle of three such ratios, all printed); such a figure says "scaled".  Exit code 1: a limit is passed (by the median), or answers differ.

SPDX-License-Identifier: EUPL-1.2
"""

import argparse
import math
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import worlds

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
ENVIRONMENT = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "LC_ALL": "C"}
# simsurvey, on the machine and the day of the figures of packages that Debian lacks
RECORDED_S = {("mrp", "glmer", "simsurvey"): 10.866, ("mrp", "glmmTMB", "simsurvey"): 1.269,
              ("compare", "survey", "respondents"): 16.3}


class Case:
    """One line of the table.  peers: (R function, peer, {what: largest difference allowed, None: other model});
    recorded: (package, CPU seconds) of a peer that Debian lacks."""

    def __init__(self, title, name, stem, limit=None, peers=(), recorded=None, argument=0, limit_mb=None):
        self.title, self.name, self.stem, self.limit, self.peers = title, name, stem, limit, peers
        self.recorded, self.argument, self.limit_mb = recorded, argument, limit_mb


EXACT = {"value": 1e-9, "lower": 1e-9, "upper": 1e-9}
MAP = {"slope": None, "eta": None, "eta_sd": None}
SAME_MAP = {"edf": 1e-4, "eta": 1e-4}
WIJK = {"wijk": None}


def survey_peers(allowed):
    return [("mrp", peer, allowed) for peer in ("glmmTMB", "glmer")]


CASES = [
    Case("DSR, 30,000 x 19", "dsr", "strata", 0.05, [("dsr", "plain", EXACT)], ("PHEindicatormethods", 9.50)),
    Case("ISR, 30,000 x 19", "isr", "strata", None, [("isr", "plain", EXACT)]),
    Case("rates, 1,000,000", "rate", "counts", 0.25, [("rate", "plain", EXACT)], ("PHEindicatormethods", 2.46)),
    Case("proportions, 1,000,000", "proportion", "counts", 0.25, [("proportion", "plain", EXACT)], ("PHEindicatormethods", 0.11)),
    Case("life expectancy, 300 x 20", "life", "tables", 0.02, [("life", "plain", EXACT)], ("PHEindicatormethods", 1.30)),
    Case("SII, 20 x 100,000 draws", "sii", "deciles", 1.0,
         [("sii", "plain", {"value": 1e-11, "drawn_lower": 0.02, "drawn_upper": 0.02})], ("PHEindicatormethods", 9.0)),
    Case("Fay-Herriot, milk, 43", "fh", "milk", 0.0003,
         [("fh", "plain", {"between": 1e-6, "estimate": 1e-7, "mse": 1e-6})], ("sae", 0.005)),
    Case("Fay-Herriot, 430", "fh", "areas-430", None, [("fh", "plain", {"between": 1e-6, "estimate": 1e-7, "mse": 1e-6})]),
    Case("spatial Fay-Herriot, grapes, 274", "sfh", "grapes", 0.3, recorded=("sae (wall)", 0.87)),
    Case("BHF, 12 areas, 200 bootstraps", "bhf", "units-12", 0.2,
         [("bhf", "lme4", {"between": 1e-4, "within": 1e-4, "estimate": 1e-5, "mse": 0.3})], ("sae (wall)", 10.2)),
    Case("BYM2, Scotland, 56", "bym2", "scotland", 0.05, [("map", "mgcv", MAP)], ("INLA", 8.6), limit_mb=64),
    Case("BYM2, North Carolina, 100", "bym2", "carolina", 0.15, [("map", "mgcv", MAP)], ("INLA", 8.1), limit_mb=64),
    Case("BYM2, 271 areas", "bym2", "map-271", 0.15, [("map", "mgcv", MAP)], limit_mb=64),
    Case("BYM2, 544 areas", "bym2", "map-544", 1.0, [("map", "mgcv", MAP)], ("INLA", 9.8), limit_mb=64),
    Case("BYM2, 3,300 wijken", "bym2", "map-3300", 10),
    Case("BYM2, 14,000 buurten", "bym2", "map-14000"),
    Case("mgcv's own model, Scotland", "besag", "scotland", None, [("field", "mgcv", SAME_MAP)]),
    Case("mgcv's own model, 544 areas", "besag", "map-544", None, [("field", "mgcv", SAME_MAP)]),
    Case("survey to 300 wijken, 2,000 draws", "mrp", "simsurvey", 0.6,
         [*survey_peers(WIJK), ("mrp", "bam", {"wijk": None, "wijk_lower": None, "wijk_upper": None})], ("INLA", 10.1), limit_mb=64),
    Case("the same, invented wijken", "mrp", "survey-300", 0.6, limit_mb=64),
    Case("glmer's own model, the same cells", "intercept", "simsurvey", None,
         survey_peers({"sd": 1e-4, "log_likelihood": 1e-7, "slope": 1e-4})),
    Case("survey by design, 300 wijken", "design", "respondents", None, [("design", "survey", {"value": 1e-10, "se": 1e-10})]),
    Case("wijk beside the rest, 300", "compare", "respondents", None, [("compare", "survey", {"value": 1e-10, "rest": 1e-10})]),
    Case("rank intervals, 300, 2,000 draws", "rank", "draws-300", 0.2,
         [("rank", "plain", {"expected": 1e-9, "p_top": 1e-9})], ("csranks", 13.4)),
    Case("interrupted series, Sicily", "its", "sicily", None,
         [("its", "plain", {"level": 1e-8, "level_se": 1e-8, "newey_west": 1e-8})], argument=37),
    Case("difference in differences, 500 x 5", "did", "mpdta", None, [("did", "plain", {"att": 1e-8, "se": 1e-8})]),
]

# name, title, sizes, what makes FOLDER/STEM-SIZE.csv
GROWTH = [
    ("dsr", "DSR, groups", [3000, 30000, 100000], worlds.strata),
    ("fh", "Fay-Herriot, areas", [430, 4300, 43000], worlds.area_level),
    ("bhf", "BHF with 200 bootstraps, areas", [12, 120, 1200], worlds.unit_level),
    ("bym2", "BYM2, areas", [271, 544, 1100, 3300, 14000], worlds.disease),
    ("mrp", "survey, wijken", [75, 300, 1200, 3300], worlds.survey),
    ("rank", "ranks of 2,000 draws, areas", [100, 300, 1000], lambda folder, stem, n: worlds.draws(folder, stem, n, 2000)),
]

# Where the shared folder is missing: sets of the same size and kind.
STAND_INS = {
    "scotland": lambda f, stem: worlds.disease(f, stem, 56),
    "carolina": lambda f, stem: worlds.disease(f, stem, 100),
    "simsurvey": lambda f, stem: worlds.survey(f, stem, 300),
    "milk": lambda f, stem: worlds.area_level(f, stem, 43),
    "respondents": lambda f, stem: worlds.respondents(f, stem, 300),
    "sicily": worlds.series,
    "mpdta": worlds.panel,
}
MADE = {
    "strata": lambda f, stem: worlds.strata(f, stem, 30000),
    "counts": lambda f, stem: worlds.counts(f, stem, 1000000),
    "tables": lambda f, stem: worlds.tables(f, stem, 300),
    "deciles": lambda f, stem: worlds.deciles(f, stem, 20),
    "areas-430": lambda f, stem: worlds.area_level(f, stem, 430),
    "units-12": lambda f, stem: worlds.unit_level(f, stem, 12),
    "draws-300": lambda f, stem: worlds.draws(f, stem, 300, 2000),
    "survey-300": lambda f, stem: worlds.survey(f, stem, 300),
    **{f"map-{n}": lambda f, stem, n=n: worlds.disease(f, stem, n) for n in (271, 544, 3300, 14000)},
}


class Cost:
    """CPU seconds and peak megabytes of the rounds so far."""

    def __init__(self):
        self.seconds, self.megabytes = [], []

    def add(self, seconds, megabytes):
        self.seconds.append(seconds)
        self.megabytes.append(megabytes)

    def __str__(self):
        return " / ".join(short(v) for v in (min(self.seconds), self.median(), max(self.seconds)))

    def median(self):
        return statistics.median(self.seconds)


def short(value):
    return f"{value:.{max(0, 2 - math.floor(math.log10(value)))}f}" if value >= 1e-9 else "0"


def run(folder, words, timed=True):
    """CPU seconds (what the program prints, or of the whole process) and peak megabytes; None when it fails."""
    done = subprocess.run([folder / "launch", *map(str, words)], capture_output=True, env=ENVIRONMENT, text=True, check=False)
    if done.returncode != 0:
        print(f"{' '.join(str(word) for word in words[:5])}: {done.stderr.strip() or done.returncode}", file=sys.stderr)
        return None
    *printed, whole, kilobytes = done.stdout.split()
    return float(printed[-1] if timed else whole), int(kilobytes) / 1024


def compile_ours(build, folder):
    libraries = [f"src/{name}" for name in ("private/method/libmethod.a", "private/estimate/libestimate.a",
                                            "math/libmathematics.a", "base/libbase.a")]
    subprocess.run(["ninja", "-C", build, "-j2", "src/programs/wijkscan/wijkscan", *libraries], check=True, stdout=subprocess.DEVNULL)
    flags = subprocess.run(["pkg-config", "--libs", "openblas", "lapacke"], check=True, capture_output=True, text=True).stdout.split()
    subprocess.run(["cc", "-O2", "-std=c17", "-D_GNU_SOURCE", HERE / "launch.c", "-o", folder / "launch"], check=True)
    subprocess.run(["cc", "-O2", "-std=c17", "-D_GNU_SOURCE", "-ffp-contract=off", "-I", ROOT / "src", "-I", HERE,
                    *sorted(HERE.glob("ours*.c")), "-o", folder / "ours", *(build / name for name in libraries),
                    *flags, "-lamd", "-lldl", "-lstdc++", "-lm"], check=True)
    return folder / "ours"


def read_answers(path):
    answers = {}
    with open(path, encoding="ascii") as file:
        for line in file:
            what, index, value = line.split(",")
            answers.setdefault(what, {})[index] = float("nan" if value.strip() == "NA" else value)
    return answers


def difference(ours, theirs):
    """Largest difference as a part of the largest value; infinite where one has no number or misses one."""
    if ours.keys() != theirs.keys():
        return math.inf
    pairs = [(ours[k], theirs[k]) for k in ours if not (math.isnan(ours[k]) and math.isnan(theirs[k]))]
    if any(math.isnan(a - b) for a, b in pairs):
        return math.inf
    return max(abs(a - b) for a, b in pairs) / max(abs(b) for _, b in pairs)


def judge(ours, theirs, allowed):
    """A text on every answer that both give, and whether all are as near as is allowed."""
    texts, is_near = [], True
    for what, most in allowed.items():
        largest = difference(ours.get(what, {}), theirs.get(what, {"": 0}))
        is_near = is_near and (most is None or largest <= most)
        texts.append(f"{what} {largest:.0e}" + ("" if most is None or largest <= most else f" (above {most:g})"))
    return ", ".join(texts), is_near


def truth_text(folder, stem, answers):
    """How far from what is known to be true, and how often the 95 % interval holds it."""
    path = folder / f"{stem}-truth.csv"
    if not path.exists():
        return ""
    truth = [float(v) for v in next(iter(worlds.read(path).values()))]
    if "wijk_lower" in answers:
        value, lower, upper = ([answers[w][str(i + 1)] for i in range(len(truth))] for w in ("wijk", "wijk_lower", "wijk_upper"))
    elif "eta_sd" in answers:
        value = [answers["eta"][str(i + 1)] for i in range(len(truth))]
        half = [1.96 * answers["eta_sd"][str(i + 1)] for i in range(len(truth))]
        lower, upper = [v - h for v, h in zip(value, half, strict=True)], [v + h for v, h in zip(value, half, strict=True)]
    else:
        return ""
    error = math.sqrt(statistics.fmean((v - t) ** 2 for v, t in zip(value, truth, strict=True)))
    covered = statistics.fmean(a <= t <= b for a, t, b in zip(lower, truth, upper, strict=True))
    return f"rmse {error:.4f}, holds the truth {100 * covered:.1f} %"


class Bench:
    def __init__(self, given, folder):
        self.folder, self.rounds, self.peer_rounds = folder, given.rounds, given.peer_rounds
        self.build = given.build.resolve()
        self.ours = compile_ours(self.build, folder)
        self.program = self.build / "src" / "programs" / "wijkscan" / "wijkscan"
        self.has_r = shutil.which("Rscript") is not None
        shared = pathlib.Path(os.environ.get("WKS_SHARED", ROOT / ".." / "shared")) / "reference"
        self.published = worlds.published(folder, shared) if shared.is_dir() else []
        self.made = set(self.published)
        self.missed = []
        self.peer_costs = {}  # (function, peer, stem): cost, so that no peer runs twice for one set
        self.scale = None

    def make(self, stem):
        if stem in self.made:
            return True
        maker = MADE.get(stem, STAND_INS.get(stem))
        if maker is None:
            return False
        maker(self.folder, stem)
        self.made.add(stem)
        return True

    def answers_of(self, name, stem, who):
        return self.folder / f"answers-{name}-{stem}-{who}.csv"

    def measure(self, case):
        """Ours and the peers in turn."""
        cost, peers = Cost(), {}
        wanted = [peer for peer in case.peers if self.has_r]
        for number in range(self.rounds):
            result = run(self.folder, [self.ours, case.name, self.folder, case.stem, self.answers_of(case.name, case.stem, "ours"), case.argument])
            if result is None:
                return None, {}
            cost.add(*result)
            for function, peer, _ in wanted:
                key = (function, peer, case.stem)
                if number >= self.peer_rounds or (key in self.peer_costs and key not in peers):
                    continue
                result = run(self.folder, ["Rscript", "--vanilla", HERE / "peers.R", function, peer, self.folder, case.stem,
                              self.answers_of(function, case.stem, peer), case.argument])
                if result is not None:
                    peers.setdefault(key, Cost()).add(*result)
        self.peer_costs.update(peers)
        return cost, {key: self.peer_costs[key] for key in ((f, p, case.stem) for f, p, _ in wanted) if key in self.peer_costs}

    def report(self, case, cost, peers):
        limit = "" if case.limit is None else f"{case.limit:g}"
        ours = read_answers(self.answers_of(case.name, case.stem, "ours"))
        marks = []
        if case.limit is not None and cost.median() > case.limit:
            marks.append("LIMIT")
        if case.limit_mb is not None and max(cost.megabytes) > case.limit_mb:
            marks.append("MEMORY")
        truth = truth_text(self.folder, case.stem, ours) if case.name in ("bym2", "mrp") else ""
        print(f"| **{case.title}** | {cost} | {limit} | | {max(cost.megabytes):.0f} | {' '.join(filter(None, [truth, *marks]))} |", flush=True)
        for function, peer, allowed in case.peers:
            key = (function, peer, case.stem)
            if key not in peers:
                continue
            theirs = read_answers(self.answers_of(function, case.stem, peer))
            text, is_near = judge(ours, theirs, allowed)
            if not is_near:
                marks.append("ANSWER")
            is_other = all(most is None for most in allowed.values())
            note = ("other model: " if is_other else "") + text
            truth = truth_text(self.folder, case.stem, theirs) if is_other else ""
            peer_cost = peers[key]
            print(f"| - R {peer} | {peer_cost} | | {ratio(cost, peer_cost.median())} | {max(peer_cost.megabytes):.0f} "
                  f"| {note}{'; ' + truth if truth else ''} |", flush=True)
        if case.recorded is not None and self.scale is not None:
            package, seconds = case.recorded
            print(f"| - {package}, scaled | {seconds:g} then, {short(seconds * self.scale)} | | {ratio(cost, seconds * self.scale)} | | |", flush=True)
        self.missed += [f"{case.title}: {mark}" for mark in marks]

    def find_scale(self):
        """What glmer needs now over what it needed when the other packages were timed."""
        if not self.has_r or "simsurvey" not in self.published:
            print("No figures are scaled: that needs Rscript and simsurvey.\n")
            return
        self.measure(Case("", "intercept", "simsurvey", None, survey_peers({})))
        self.measure(Case("", "compare", "respondents", None, [("compare", "survey", {})]))
        ratios = {key: self.peer_costs[key].median() / then for key, then in RECORDED_S.items() if key in self.peer_costs}
        if ratios:
            self.scale = statistics.median(ratios.values())
            texts = ", ".join(f"{key[1]} {value:.2f}" for key, value in ratios.items())
            print(f"CPU seconds now over those recorded: {texts}; recorded figures are scaled by {self.scale:.2f}.\n")

    def table(self, only):
        print("| case | CPU s: lowest / median / highest | limit | ours / peer | MB | answers |\n|---|---|--:|--:|--:|---|")
        for case in CASES:
            if only and case.name not in only:
                continue
            if not self.make(case.stem):
                print(f"| {case.title} | not measured: {case.stem} is not in the shared folder | | | | |")
                continue
            cost, peers = self.measure(case)
            if cost is None:
                self.missed.append(f"{case.title}: FAILED")
            else:
                self.report(case, cost, peers)

    def hundred(self):
        """100 indicators x 300 wijken by two processes at once."""
        self.make("simsurvey")
        walls, cpus = [], []
        for _ in range(min(3, self.rounds)):
            started = time.perf_counter()
            children = [subprocess.Popen([self.ours, "hundred", self.folder, "simsurvey", self.folder / f"hundred-{k}.csv", str(k)],
                                         stdout=subprocess.PIPE, env=ENVIRONMENT, text=True) for k in (0, 1)]
            cpus.append(sum(float(child.communicate()[0]) for child in children))
            walls.append(time.perf_counter() - started)
        print(f"\n100 indicators x 300 wijken, 2,000 draws each, two processes: {min(walls):.1f} / {statistics.median(walls):.1f} / "
              f"{max(walls):.1f} s of wall clock (limit 20), {statistics.median(cpus):.1f} s of CPU; "
              f"load of the machine {os.getloadavg()[0]:.1f}")
        if statistics.median(walls) > 20:
            self.missed.append("100 indicators: LIMIT")

    def programs(self):
        """From CSV to CSV, start of the program included."""
        self.make("strata"), self.make("scotland"), self.make("simsurvey")
        rows = (self.folder / "strata.csv").read_text(encoding="ascii").split("\n")
        grouped = [f"{'g' if i == 0 else (i - 1) // 19},{row}" for i, row in enumerate(rows) if row]
        (self.folder / "grouped.csv").write_text("\n".join(grouped) + "\n", encoding="ascii")
        (self.folder / "one.csv").write_text("x,n\n1,10\n", encoding="ascii")
        f = self.folder
        calls = [
            ("start: rate of one row", ["rate", "--data", f / "one.csv", "--x", "x", "--n", "n"]),
            ("dsr, 30,000 x 19", ["dsr", "--data", f / "grouped.csv", "--group", "g", "--x", "x", "--n", "n", "--stdpop", "s"]),
            ("bym2, Scotland", ["bym2", "--data", f / "scotland.csv", "--graph", f / "scotland-edges.csv", "--y", "y",
                                "--expected", "expected", "--x", "x"]),
            ("mrp, simsurvey", ["mrp", "--data", f / "simsurvey.csv", "--y", "y", "--trials", "n", "--area", "wijk",
                                "--strata", "age,sex", "--population", f / "simsurvey.csv", "--residents", "residents",
                                "--x", "x", "--graph", f / "simsurvey-edges.csv"]),
        ]
        print("\n| `wijkscan method`, reading and writing included | CPU s: lowest / median / highest | MB |\n|---|---|--:|")
        for title, words in calls:
            cost = Cost()
            for _ in range(self.rounds):
                result = run(self.folder, [self.program, "method", *words, "--out", f / "out.csv", "--quiet"], timed=False)
                if result is None:
                    self.missed.append(f"{title}: FAILED")
                    break
                cost.add(*result)
            if cost.seconds:
                print(f"| {title} | {cost} | {max(cost.megabytes):.0f} |", flush=True)

    def growth(self, only):
        print("\n| growth | n: lowest CPU s, MB | cost goes with n to the power |\n|---|---|--:|")
        for name, title, sizes, maker in GROWTH:
            if only and name not in only:
                continue
            points, texts = [], []
            for n in sizes:
                stem = f"grow-{name}-{n}"
                maker(self.folder, stem, n)
                cost = Cost()
                for _ in range(3):
                    result = run(self.folder, [self.ours, name, self.folder, stem, self.folder / "growth.csv"])
                    if result is not None:
                        cost.add(*result)
                if cost.seconds:
                    points.append((math.log(n), math.log(min(cost.seconds))))
                    texts.append(f"{n}: {short(min(cost.seconds))}, {max(cost.megabytes):.0f}")
                else:
                    self.missed.append(f"{title} {n}: FAILED")
                for path in self.folder.glob(f"{stem}*"):
                    path.unlink()
            power = f"{statistics.linear_regression(*zip(*points)).slope:.2f}" if len(points) > 1 else ""
            print(f"| {title} | {'; '.join(texts)} | {power} |", flush=True)


def ratio(cost, seconds):
    part = cost.median() / seconds if seconds else math.inf
    return f"1/{1 / part:.0f}" if part < 0.1 else f"{part:.2f}"


def main():
    parser = argparse.ArgumentParser(description="what do the methods cost, beside what R needs for the same?")
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--peer-rounds", type=int, default=3)
    parser.add_argument("--only", default="", help="names of cases: bym2,mrp")
    parser.add_argument("--no-growth", action="store_true")
    given = parser.parse_args()
    only = set(filter(None, given.only.split(",")))
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(given, pathlib.Path(name))
        if not bench.has_r:
            print("No Rscript (tools/debian-packages.txt, section bench): the peers do not run.\n")
        bench.find_scale()
        bench.table(only)
        if not only or "hundred" in only:
            bench.hundred()
        if not only:
            bench.programs()
        if not given.no_growth:
            bench.growth(only)
    for text in bench.missed:
        print(f"\nNOT MET: {text}")
    sys.exit(1 if bench.missed else 0)


if __name__ == "__main__":
    main()
