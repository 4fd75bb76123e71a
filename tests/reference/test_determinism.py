"""A hundred runs of `wijkscan gate protect`, with the rows in any order and on one processor or two: the same bytes.

SPDX-License-Identifier: EUPL-1.2
"""

import hashlib
import os
import pathlib
import random
import subprocess
import tempfile
import unittest

import tap

WIJKSCAN = pathlib.Path(os.environ["WKS_BUILD"]) / "src" / "programs" / "wijkscan" / "wijkscan"
SYNTH = pathlib.Path(os.environ["WKS_SHARED"]) / "reference" / "sdc" / "synth"
N_RUNS = 100


@unittest.skipUnless(SYNTH.is_dir(), f"no reference tables at {SYNTH}")
class Determinism(unittest.TestCase):
    def pattern(self, head, rows, seed, *flags):
        """The hash of the pattern of these rows in an order by seed; odd seeds have one processor only."""
        random.Random(seed).shuffle(rows)
        processors = sorted(os.sched_getaffinity(0))
        with tempfile.TemporaryDirectory() as folder:
            table, out = pathlib.Path(folder) / "table.csv", pathlib.Path(folder) / "pattern.csv"
            table.write_text(head + "".join(rows))
            subprocess.run(
                [WIJKSCAN, "gate", "protect", table, "--geo", "gem,wijk", "--by", "age,sex", "--count", "n", "--out", out, "--quiet", *flags],
                check=True,
                timeout=300,
                preexec_fn=lambda: os.sched_setaffinity(0, processors[:1] if seed % 2 else processors),
            )
            return hashlib.sha256(out.read_bytes()).hexdigest()

    def test_a_hundred_runs_give_the_same_bytes(self):
        # the smallest table as far as it can be proven, a larger one by the heuristic: each half of the runs
        for name, flags in (("wijk12", ("--criterion", "B")), ("wijk60", ("--heuristic-only",))):
            head, *rows = (SYNTH / f"{name}.csv").read_text().splitlines(keepends=True)
            self.assertEqual(len({self.pattern(head, rows, seed, *flags) for seed in range(N_RUNS // 2)}), 1, name)


if __name__ == "__main__":
    tap.main()
