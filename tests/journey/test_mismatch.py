"""`wijkscan method mismatch` with a map of neighbours: both models side by side, and what is said of
a map that cannot be.

SPDX-License-Identifier: EUPL-1.2
"""

import csv
import io
import json
import math
import os
import pathlib
import random
import subprocess
import tempfile
import unittest

import tap

WIJKSCAN = pathlib.Path(os.environ["WKS_BUILD"]) / "src" / "programs" / "wijkscan" / "wijkscan"
WIDTH = 10
AREAS = 60


def region():
    """A sheet of wijken with waves of need and of use over it, as CSV; and its edges."""
    draw = random.Random(3)
    data = ["wijk,logit,v,o,e"]
    edges = ["from,to"]
    for i in range(AREAS):
        need = -1 + 0.5 * math.sin(i % WIDTH * 0.6) + 0.2 * draw.gauss(0, 1)
        gap = 0.3 * math.cos(i // WIDTH) + 0.1 * draw.gauss(0, 1)
        expected = 80 + 100 * draw.random()
        observed = round(draw.gauss(1, 0.09) * expected * math.exp(0.5 * (need + 1) + gap))
        data.append(f"WK{i:03d},{need + 0.22 * draw.gauss(0, 1):.4f},0.05,{observed},{expected:.2f}")
        if i % WIDTH + 1 < WIDTH:
            edges.append(f"WK{i:03d},WK{i + 1:03d}")
        if i + WIDTH < AREAS:
            edges.append(f"WK{i:03d},WK{i + WIDTH:03d}")
    return "\n".join(data) + "\n", "\n".join(edges) + "\n"


class Mismatch(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.data, self.edges = region()

    def run_method(self, edges, data=None, language="en"):
        (self.folder / "data.csv").write_text(data or self.data, encoding="utf-8")
        words = [WIJKSCAN, "method", "mismatch", "--data", "data.csv", "--area", "wijk", "--need", "logit",
                 "--need-var", "v", "--observed", "o", "--expected", "e", "--summary", "model.json"]
        if edges is not None:
            (self.folder / "edges.csv").write_text(edges, encoding="utf-8")
            words += ["--graph", "edges.csv"]
        return subprocess.run(words, capture_output=True, text=True, encoding="utf-8", cwd=self.folder,
                              env={**os.environ, "WIJKSCAN_LANG": language}, timeout=300)

    def model(self):
        return json.loads((self.folder / "model.json").read_text(encoding="utf-8"))

    def spatial_row(self):
        return next(row for row in self.model()["sensitivity"] if row["variant"] == "spatial")

    def test_puts_both_models_side_by_side(self):
        done = self.run_method(self.edges)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn("nan", done.stdout.lower())
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        self.assertEqual(len(rows), AREAS)
        labels = [row["spatial_label"] for row in rows]
        for row in rows:
            p = float(row["spatial_probability"])
            self.assertTrue(0 <= p <= 1)
            self.assertEqual(row["spatial_label"],
                             "strong" if p >= 0.8 else "possible" if p >= 0.5 else "none")
            self.assertTrue(float(row["spatial_ratio_lower"]) < float(row["spatial_ratio"])
                            < float(row["spatial_ratio_upper"]))
        model = self.model()
        self.assertTrue(0.5 < model["spatial"]["gap_phi"]["mean"] <= 1)
        self.assertTrue(model["spatial"]["slope"]["lower"] < 0.5 < model["spatial"]["slope"]["upper"])
        largest = max(abs(float(row["spatial_probability"]) - float(row["probability"])) for row in rows)
        self.assertAlmostEqual(self.spatial_row()["largest_change"], largest, places=9)
        self.assertEqual(self.spatial_row()["strong"], labels.count("strong"))
        self.assertEqual(self.spatial_row()["possible"], labels.count("possible"))

    def test_says_that_there_is_no_map(self):
        done = self.run_method(None)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn("spatial", done.stdout)
        self.assertFalse(self.spatial_row()["available"])
        self.assertIn("neighbours", self.spatial_row()["reason"])
        done = self.run_method(None, language="nl")
        self.assertIn("buurgebieden", self.spatial_row()["reason"])

    def test_names_the_line_of_an_edge_to_nowhere(self):
        done = self.run_method("from,to\nWK000,WK001\nWK001,elsewhere\n")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("edges.csv: line 3", done.stderr)
        self.assertNotIn("elsewhere", done.stderr)

    def test_takes_islands_and_unknown_figures(self):
        lines = self.data.splitlines()
        lines[4] = lines[4].split(",")[0] + ",,," + ",".join(lines[4].split(",")[3:])
        lines[9] = ",".join(lines[9].split(",")[:3]) + ",,"
        edges = "\n".join(line for line in self.edges.splitlines() if "WK020" not in line) + "\n"
        done = self.run_method(edges, "\n".join(lines) + "\n")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn("nan", done.stdout.lower())


if __name__ == "__main__":
    tap.main()
