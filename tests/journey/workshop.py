"""workshop.py - runs wijkscan in a folder of its own, and says what it did.

SPDX-License-Identifier: EUPL-1.2
"""

import dataclasses
import fcntl
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["WKS_SOURCE"])
BUILD = pathlib.Path(os.environ["WKS_BUILD"])
SHARED = pathlib.Path(os.environ["WKS_SHARED"]).resolve() / "data"
WIJKSCAN = BUILD / "src" / "programs" / "wijkscan" / "wijkscan"
LANGUAGES = ("en", "nl")

needs_shared = unittest.skipUnless(SHARED.is_dir(), f"no real deliveries at {SHARED}")


@dataclasses.dataclass
class Done:
    code: int
    out: str
    err: str


def environment(language="en", **more):
    kept = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    return {**kept, "WIJKSCAN_LANG": language, "LC_ALL": "C.UTF-8", **more}


def wijkscan(*words, language="en", folder=None, **more):
    """Run the program to its end."""
    done = subprocess.run(
        [WIJKSCAN, *map(str, words)],
        capture_output=True,
        check=False,
        cwd=folder,
        env=environment(language, **more),
        timeout=1500,  # against a hang; sanitizers on a busy machine take minutes
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def start(*words, language="en", folder=None):
    """Start the program and come back at once."""
    return subprocess.Popen(
        [WIJKSCAN, *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=environment(language),
    )


def ready_demo(scale):
    """A demo that these programs made, once for all tests that only look at one: to be copied, not to be used."""
    made_of = [path.stat() for path in sorted((BUILD / "src" / "programs").glob("*/wijkscan*")) if path.is_file()]
    made_of += [path.stat() for path in sorted((SOURCE / "catalogue").rglob("*.yaml"))]
    sign = hashlib.sha256(repr([(stat.st_size, stat.st_mtime_ns) for stat in made_of]).encode()).hexdigest()[:16]
    demos = BUILD / "demos"
    demos.mkdir(exist_ok=True)
    with open(demos / f"{scale}.lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ready, half = demos / f"{scale}-{sign}", demos / f"{scale}.half"
        if not ready.is_dir():
            for old in demos.glob(f"{scale}-*"):
                shutil.rmtree(old)
            done = wijkscan("demo", half, "--scale", scale, "--quiet")
            if done.code != 0 or done.err != "":
                shutil.rmtree(half, ignore_errors=True)
                raise AssertionError(f"wijkscan demo --scale {scale}: code {done.code}: {done.err}")
            (half).rename(ready)
    return ready


class Workspace:
    """A folder with a wijkscan.yaml, away from the project."""

    def __init__(self, parent=None):
        self.holder = tempfile.TemporaryDirectory(dir=parent, prefix="wijkscan-")
        self.folder = pathlib.Path(self.holder.name)

    def close(self):
        self.holder.cleanup()

    def write(self, name, text, encoding="utf-8"):
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    def copy_example(self, name):
        """An example of the project, with the paths to its deliveries made whole."""
        text = (SOURCE / "examples" / name / "wijkscan.yaml").read_text(encoding="utf-8")
        self.write("wijkscan.yaml", re.sub(r"(file: )(\.\./)+shared/data", rf"\g<1>{SHARED}", text))

    def copy_demo(self, scale):
        """Become a demo of this scale."""
        shutil.copytree(ready_demo(scale), self.folder / "demo")
        self.folder = self.folder / "demo"

    def run(self, *words, **more):
        return wijkscan(*words, folder=self.folder, **more)

    def must(self, *words, **more):
        done = self.run(*words, **more)
        if done.code != 0 or done.err != "":
            raise AssertionError(f"wijkscan {' '.join(map(str, words))}: code {done.code}: {done.err}")
        return done.out

    def values(self, *choice):
        """What the published picture says, all breakdowns."""
        return [json.loads(line) for line in self.must("show", "--json", "--breakdown", "*", *choice).splitlines()]

    def deliveries(self):
        return [json.loads(line) for line in self.must("status", "--json").splitlines()]

    @property
    def picture(self):
        return self.folder / "picture.db"

    @property
    def vault(self):
        return self.folder / "vault.duckdb"
