"""breach.py - a copy of the house in which walls are taken out, one at a time, to see who notices.

The copy is of sources and build together, so that only what a breach changes is compiled again.
SPDX-License-Identifier: EUPL-1.2
"""

import contextlib
import dataclasses
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(os.environ["WKS_SOURCE"]).resolve()
BUILD = pathlib.Path(os.environ["WKS_BUILD"]).resolve()
COPIED = ("src", "tests", "tools", "catalogue", "examples", "meson.build", "meson_options.txt")
PROGRAMS = [f"src/programs/{name}/{name}" for name in ("wijkscan", "wijkscand", "wijkscan-suppress", "wijkscan-verify")]
SLOWEST = 600  # seconds


@dataclasses.dataclass
class Breach:
    """A piece of a source that is taken out or weakened.

    notice is who must see it: "build" (the compiler), "layers" (tools/check_layers.py), "unit gate/test_gate", or a test of a
    Python program, "journey/test_gate.py RealDelivery.test_the_builder_is_told".  With a test the house must build; compiler and
    layers must say this of it.
    """

    name: str
    notice: str
    file: str
    old: str
    new: str = ""
    says: str = ""


class House:
    def __init__(self):
        self.holder = tempfile.TemporaryDirectory(prefix="wijkscan-breach-")
        self.folder = pathlib.Path(self.holder.name) / "house"
        self.build_folder = self.folder / BUILD.relative_to(SOURCE)
        self.folder.mkdir()
        for name in COPIED:
            copy = shutil.copytree if (SOURCE / name).is_dir() else shutil.copy2
            copy(SOURCE / name, self.folder / name)
        (self.folder / "third_party").symlink_to(SOURCE / "third_party")
        shutil.copytree(BUILD, self.build_folder, symlinks=True, ignore=shutil.ignore_patterns("meson-logs", "logs", "*.log"))

    def close(self):
        self.holder.cleanup()

    def run(self, *words, **more):
        """None when it goes well; else what it said."""
        done = subprocess.run(
            words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, timeout=SLOWEST, **more
        )
        return None if done.returncode == 0 else f"{done.returncode}: {done.stdout}"

    @contextlib.contextmanager
    def without(self, breach):
        path = self.folder / breach.file
        text = path.read_text(encoding="utf-8")
        if text.count(breach.old) != 1:
            raise ValueError(f"{breach.file}: stands there {text.count(breach.old)} times, expected once: {breach.old}")
        try:
            path.write_text(text.replace(breach.old, breach.new), encoding="utf-8")
            yield
        finally:
            path.write_text(text, encoding="utf-8")  # with a new date, so that it is compiled again

    def build(self, *notices):
        """All that these tests run."""
        targets = [f"tests/unit/{notice.split()[1]}" for notice in notices if notice.startswith("unit ")]
        if any(".py " in notice for notice in notices) or not targets:
            targets += PROGRAMS
        return self.run("ninja", "-C", self.build_folder, *targets)

    def look(self, notice):
        """None when nothing is noticed; else what is said of it."""
        if notice == "build":
            return self.build()
        if notice == "layers":
            return self.run(sys.executable, self.folder / "tools/check_layers.py", self.folder)
        program, which = notice.split(" ")
        tests = self.folder / "tests"
        environment = {
            **os.environ,
            "WKS_SOURCE": str(self.folder),
            "WKS_BUILD": str(self.build_folder),
            "WKS_WIJKSCAND": str(self.build_folder / PROGRAMS[1]),
            "PYTHONPATH": str(tests / "tools"),
        }
        if program == "unit":
            return self.run(self.build_folder / "tests/unit" / which, env=environment)
        return self.run(sys.executable, tests / program, which, env=environment)
