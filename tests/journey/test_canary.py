"""Nothing that leaves holds a number that is hidden: no file, reply, log, error, map, leftover or core dump.

SPDX-License-Identifier: EUPL-1.2
"""

import collections
import os
import pathlib
import resource
import shutil
import signal
import sqlite3
import stat
import struct
import subprocess
import time
import unittest

import canary
import leaves
import tap
import truth
import workshop

MINIMUM = 10
HIDDEN = ("hidden", "not_released")  # by the rules; because nothing of it is released at all
AMOUNT = 7919 + 1 / 128  # a cost that nobody has; exact in binary
PERSON = "p-kanarie-"
PROVIDER = "aanbieder-kanarie"
FEWEST = 6  # a share of fewer has too few digits of its own
MANY_DIGITS = 10  # that no other number of the demo has by chance
NO_CORE = 1  # byte: too small for a file, and what tells the system to give nothing to a collector of dumps either
N_ORIGINS = 200  # replies of /herkomst that are asked for in a large picture

# Insured and residents are primes, so that no two shares are alike.  wijk: (insured, POH-GGZ, basis-ggz, residents)
WIJKEN = {
    "WK015301": (1009, 7, 4, 1511), "WK015302": (1013, 1, 8, 1523), "WK015303": (1019, 9, 13, 1531),
    "WK015304": (1021, 3, 21, 1543), "WK015305": (1031, 45, 33, 1549), "WK015306": (7, 2, 3, 1553),
    "WK014101": (1033, 2, 6, 1559), "WK014102": (1039, 61, 52, 1567), "WK014103": (1049, 5, 47, 1571),
}  # fmt: skip
TALKS = {"WK015301": 6, "WK015302": 3, "WK015303": 14, "WK014101": 8, "WK014102": 26}
GEMEENTEN = ("GM0153", "GM0141")


def wijken_of(gemeente):
    return [wijk for wijk in WIJKEN if wijk[2:6] == gemeente[2:]]


def kwb():
    """Residents; everybody is from 25 to 44."""
    yield "ID;WijkenEnBuurten;Gemeentenaam_1;SoortRegio_2;IndelingswijzigingWijkenEnBuurten_4;AantalInwoners_5;" + ";".join(
        ("k_15Tot25Jaar_9", "k_25Tot45Jaar_10", "k_45Tot65Jaar_11", "k_65JaarOfOuder_12")
    )
    rows = [(gemeente, "Gemeente", sum(WIJKEN[wijk][3] for wijk in wijken_of(gemeente))) for gemeente in GEMEENTEN]
    rows += [(wijk, "Wijk", of_wijk[3]) for wijk, of_wijk in WIJKEN.items()]
    for number, (code, level, n) in enumerate(rows):
        yield f"{number};{code};Naam {code};{level};1;{n};0;{n};0;0"


def care_use(header):
    yield header
    for wijk, (n, n_poh, n_basis, _) in WIJKEN.items():
        for i in range(n):
            cost = AMOUNT if n < MINIMUM else 0
            age = 70 if i % 7 == 0 else 40
            yield f"2020;{PERSON}{wijk}-{i};{wijk};vrouw;{age};366;{int(i < n_poh)};{int(n - i <= n_basis)};0;0;{cost}"


def registrations(header):
    yield header
    for wijk, n in TALKS.items():
        for i in range(n):
            yield f"2020;3;{PERSON}{wijk}-{i};{wijk};{PROVIDER};verkennend-gesprek"


def lines(made):
    return "\n".join(made) + "\n"


def header_of(form):
    return workshop.wijkscan("template", form).out.strip().lstrip("\ufeff")


def is_small(n_with, n):
    return min(n_with, n, n - n_with) < MINIMUM


def is_of_fives(n_with, n):
    """As CBS rounds residents: 5 of 60 of them has the same interval as 5 of 60 insured; and 0 of anything is known."""
    return n_with % 5 == 0 and n % 5 == 0 or n_with == 0


def name_of(key, n_with, n):
    return f"{n_with} of {n}: {' '.join(key)}"


class Leaks:
    """What both workspaces are asked; each makes its own."""

    def assert_silent(self, where, data):
        found = self.canaries.find(data)
        self.assertEqual(found, [], f"{where} holds {len(found)} of what is hidden, the first {found[:1]}")

    def assert_all_silent(self, leaving, at_least):
        n = 0
        for where, data in leaving:
            self.assert_silent(where, data)
            n += 1
        self.assertGreaterEqual(n, at_least)

    def test_no_hidden_cell_has_a_number(self):
        by_key = {(v["indicator"], v["area"], v["period"], v["breakdown"]): v for v in self.workspace.values()}
        shown = [by_key[key] for key in self.hidden if key in by_key]
        self.assertGreater(len(shown), len(self.hidden) // 2)  # not every indicator has every level
        for value in shown:
            self.assertIn(value["status"], HIDDEN, value)
            self.assertEqual([value[key] for key in ("value", "lower", "upper", "rows")], [None] * 4, value)

    def test_no_file_that_leaves_holds_a_hidden_number(self):
        self.assert_all_silent(leaves.of_files(self.workspace.folder), 1)

    def test_no_cell_of_the_picture_holds_a_hidden_number(self):
        self.assert_all_silent(leaves.of_cells(self.workspace.picture), 100)

    def test_nothing_that_was_said_while_it_was_made_holds_a_hidden_number(self):
        self.assertIn("levering-zorggebruik", self.told)
        self.assert_silent("what was said", self.told)

    def test_no_command_says_a_hidden_number(self):
        choices = [[key[0], key[1], key[2], "--breakdown", key[3]] for key in self.hidden[:: len(self.hidden) // 8]]
        self.assert_all_silent(leaves.of_commands(self.workspace, choices), 40)

    def test_no_file_of_a_package_holds_a_hidden_number(self):
        self.assert_all_silent(leaves.of_package(self.workspace), 30)

    def test_nothing_is_left_where_temporary_files_are(self):
        self.assertEqual(list(pathlib.Path(self.temporary.name).iterdir()), [])

    def test_no_reply_page_map_or_error_of_the_server_holds_a_hidden_number(self):
        asked = set()
        with leaves.http_server.Server(picture=str(self.workspace.picture)) as server:
            for where, data in leaves.of_server(server, self.hidden[:: len(self.hidden) // N_ORIGINS + 1]):
                self.assert_silent(where, data)
                asked.add(where)
            server.stop()
            self.assert_silent("the server's own words", server.url + server.process.stdout.read() + server.process.stderr.read())
        for pattern in leaves.routes():
            self.assertTrue(leaves.covers(asked, pattern), f"nothing was asked of {pattern}")

    def test_neither_memory_nor_core_dump_of_the_server_holds_a_hidden_number(self):
        with leaves.temporary_folder() as folder:
            server = subprocess.Popen(
                [leaves.http_server.PROGRAM, "--quiet", "--port", "0", "--picture", self.workspace.picture.absolute()],
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder, preexec_fn=leaves.allow_cores,
            )  # fmt: skip
            self.addCleanup(server.communicate)
            self.addCleanup(server.kill)
            said = leaves.of_profiles(int(server.stdout.readline().decode().rsplit(":", 1)[1]), {key[1] for key in self.hidden})
            memory = list(leaves.of_memory(server.pid))
            core = leaves.core_of(server, folder)
        self.assertTrue(any(said in piece for _, piece in memory), "the control: what it said is there")
        for where, piece in memory:
            self.assert_silent(where, piece)
        if leaves.dumps_beside_the_program():
            self.assertIn(said, core)
            self.assert_silent("the core dump", core)


class Planted(Leaks, unittest.TestCase):
    """An ordinary workspace with deliveries in which nobody is real, and everything is recognisable."""

    @classmethod
    def setUpClass(cls):
        cls.temporary = leaves.temporary_folder()
        cls.workspace = workshop.Workspace()
        cls.workspace.write(
            "wijkscan.yaml",
            f"region:\n  code: GG1106\n  name: Kanarie\n  gemeenten: [{', '.join(GEMEENTEN)}]\nminimum_persons: 10\n",
        )
        (cls.workspace.folder / "leveringen").mkdir()
        cls.workspace.write("leveringen/kwb_2020.csv", lines(kwb()))
        cls.workspace.write("leveringen/zorggebruik_2020.csv", lines(care_use(header_of("care-use"))))
        cls.workspace.write("leveringen/registraties_2020.csv", lines(registrations(header_of("registrations"))))
        files = ["leveringen/kwb_2020.csv", "leveringen/zorggebruik_2020.csv", "leveringen/registraties_2020.csv"]
        cls.told = cls.workspace.must("load", *files, TMPDIR=cls.temporary.name)
        cls.told += cls.workspace.must("build", TMPDIR=cls.temporary.name)
        counts = truth.Truth(truth.read_deliveries(cls.workspace.folder / "leveringen"))
        small = [cell for cell in counts.cells() if is_small(*cell[1:3])]
        cls.hidden = [key for key, *_ in small]
        values = {share: name_of(key, n_with, n) for key, n_with, n, share in small if canary.face(n_with, n).denominator > FEWEST}
        values |= {n / WIJKEN[wijk][3] * 1e4: f"{n} talks in {wijk}" for wijk, n in TALKS.items() if n < MINIMUM}
        short = list(values)
        values |= {AMOUNT: "an amount"}
        words = {PERSON.encode(): "a person", PROVIDER.encode(): "a provider"}
        cls.canaries = canary.Canaries(values, words, short)

    @classmethod
    def tearDownClass(cls):
        cls.workspace.close()
        cls.temporary.cleanup()

    def test_the_search_does_find_persons_in_the_vault(self):
        self.assertIn("a person", self.canaries.find(self.workspace.vault.read_bytes()))

    def test_the_search_finds_a_number_in_every_guise(self):
        what = "7 of 1009"
        share = 7 / 1009 * 100
        search = canary.Canaries({share: what}, short=[share])
        for written in ("0.693756194", "0,6937562", "69.37561942", "0.00693756", "x0.69375619425173y", "0.694", "0,6938", "[1, 0.694]"):
            self.assertEqual(search.find(written), [what], written)
        for order in "<>":
            self.assertEqual(search.find(b"\x00\x01" + struct.pack(order + "d", share) + b"\x02"), [what])
        self.assertEqual(canary.Canaries({AMOUNT: "an amount"}).find("7919.01 euro"), ["an amount"])
        for other in ("c693756194a", "0.69", "0.6949", "0.693751", "10.694", "2020", ""):
            self.assertEqual(search.find(other), [], other)


class Invented(Leaks, unittest.TestCase):
    """The demo: what the rules hide there is searched for by its own numbers."""

    @classmethod
    def setUpClass(cls):
        cls.temporary = leaves.temporary_folder()
        cls.workspace = workshop.Workspace()
        cls.told = cls.workspace.must("demo", "demo", "--scale", "0.05", TMPDIR=cls.temporary.name)
        cls.workspace.folder = cls.workspace.folder / "demo"
        cells = list(truth.Truth(truth.read_deliveries(cls.workspace.folder / "leveringen")).cells())
        small = [cell for cell in cells if is_small(*cell[1:3])]
        cls.hidden = [key for key, *_ in small]
        cls.shown = next(cell for cell in cells if cell[0][0] == "poh-ggz" and cell[1] > 2 * MINIMUM and cell[0][1][:2] == "WK")
        cls.canaries = canary.Canaries(
            {limit: name_of(key, n_with, n) for key, n_with, n, _ in small if not is_of_fives(n_with, n)
             for limit in canary.limits(n_with, n)},
            fewest=MANY_DIGITS,
        )  # fmt: skip
        cls.own = collections.defaultdict(dict)  # of each indicator and area
        known = {canary.face(n_with, n) for _, n_with, n, _ in cells if not is_small(n_with, n)}
        for key, n_with, n, share in small:
            if n_with > 0 and canary.face(n_with, n) not in known and canary.face(n_with, n).denominator > FEWEST:
                cls.own[key[:2]][share] = name_of(key, n_with, n)

    @classmethod
    def tearDownClass(cls):
        cls.workspace.close()
        cls.temporary.cleanup()

    def test_there_are_enough_to_search_for(self):
        self.assertGreater(len(set(self.canaries.doubles.values())), 1000)

    def test_what_is_said_of_an_area_holds_none_of_its_own_hidden_shares(self):
        """Shares of so few are alike too often to look for them everywhere."""
        n = 0
        for key, said in leaves.of_series(self.workspace.picture):
            n += key in self.own
            self.assertEqual(canary.Canaries(self.own.get(key, {}), fewest=MANY_DIGITS).find(said), [], key)
        self.assertGreater(n, 300)

    def test_signals_are_worked_out_of_what_is_shown(self):
        """Their model is one of all areas that it is fed: of a hidden one it would tell something in every other."""
        with sqlite3.connect(self.workspace.picture) as picture:
            ((n_areas, n_wijken),) = picture.execute(
                "SELECT json_extract(m.diagnostics, '$.gebieden'), (SELECT count(*) FROM area a WHERE a.release = m.release"
                " AND a.level = 'wijk') FROM model m WHERE m.name = 'mismatch'"
            ).fetchall()
            labels = [label for (label,) in picture.execute("SELECT label FROM signal")]
        self.assertTrue(10 < n_areas < n_wijken, (n_areas, n_wijken))
        self.assertEqual((len(labels), labels.count("none")), (n_areas, 0))

    def start_build(self, temporary, **more):
        """A build of a copy of the workspace under another name, once the suppressor was asked: (copy, process, folder)."""
        copy = pathlib.Path(temporary) / "copy"
        shutil.copytree(self.workspace.folder, copy)
        settings = (copy / "wijkscan.yaml").read_text(encoding="utf-8")
        (copy / "wijkscan.yaml").write_text(settings.replace("Twente (demo)", "Twente"), encoding="utf-8")
        (pathlib.Path(temporary) / "tmp").mkdir()
        process = subprocess.Popen(
            [workshop.WIJKSCAN, "build"], cwd=copy, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more,
            env=workshop.environment(TMPDIR=f"{temporary}/tmp"),
        )  # fmt: skip
        left = copy / "gate" / "now"
        while not (left / "question").exists():
            self.assertIsNone(process.poll(), "the build ended before the suppressor was asked")
            time.sleep(0.01)
        return copy, process, left

    def test_a_build_that_is_killed_leaves_what_it_asked_to_its_owner_alone_and_the_next_one_clears_it(self):
        with leaves.temporary_folder() as temporary:
            copy, process, left = self.start_build(temporary)
            process.kill()
            process.communicate()
            for folder in (left, left.parent):
                self.assertEqual(stat.S_IMODE(folder.stat().st_mode), 0o700)
            self.assertEqual(list((copy.parent / "tmp").iterdir()), [])
            for where, data in leaves.of_files(copy):
                self.assert_silent(where, data)
            done = workshop.wijkscan("build", folder=copy)
            self.assertEqual((done.code, done.err), (0, ""))
            self.assertFalse(left.exists())

    def start_protecting(self, temporary):
        """`wijkscan gate protect` of a table, once the suppressor was asked: (process, its folder)."""
        rows = [f"{i // 400},{i // 20},{i},{i % 7},{1 + i * i % 30}" for i in range(8000)]
        (pathlib.Path(temporary) / "table.csv").write_text("\n".join(["gem,wijk,buurt,age,n", *rows]) + "\n")
        process = subprocess.Popen(
            [workshop.WIJKSCAN, "gate", "protect", "table.csv", "--geo", "gem,wijk,buurt", "--by", "age", "--count", "n",
             "--out", "pattern.csv"],
            cwd=temporary, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=workshop.environment(TMPDIR=self.temporary.name),
        )  # fmt: skip
        known = set(self.held)
        while not (asked := {path.parent for path in pathlib.Path(self.temporary.name).glob("*/question")} - known):
            self.assertIsNone(process.poll(), "it ended before the suppressor was asked")
            time.sleep(0.01)
        self.held += asked
        return process, asked.pop()

    def test_a_command_that_is_killed_leaves_its_folder_to_its_owner_and_the_next_one_clears_it(self):
        self.held = []
        with leaves.temporary_folder() as temporary:
            first, left = self.start_protecting(temporary)
            first.kill()
            first.communicate()
            self.assertEqual(stat.S_IMODE(left.stat().st_mode), 0o700)
            second, held = self.start_protecting(temporary)
            self.assertFalse(left.exists())
            second.send_signal(signal.SIGSTOP)  # at work still, so that its folder is its own
            third, last = self.start_protecting(temporary)
            self.assertTrue(held.exists())
            second.send_signal(signal.SIGCONT)
            for process, folder in ((second, held), (third, last)):
                process.terminate()
                process.communicate()
                self.assertFalse(folder.exists())

    def test_a_build_that_crashes_leaves_no_core_dump(self):
        with leaves.temporary_folder() as temporary:
            copy, process, _ = self.start_build(temporary, preexec_fn=leaves.allow_cores)
            self.assertEqual(leaves.core_limit(process.pid), NO_CORE)
            process.send_signal(signal.SIGABRT)
            process.communicate()
            self.assertEqual(process.returncode, -signal.SIGABRT)
            self.assertEqual(list(copy.glob("*core*")), [])

    def test_the_search_finds_what_is_shown_wherever_it_is_shown(self):
        """The control: a search that finds nothing anywhere proves nothing."""
        key, n_with, n, share = self.shown
        for values in ({limit: "shown" for limit in canary.limits(n_with, n)}, {share: "shown"}):
            search = canary.Canaries(values, fewest=MANY_DIGITS)
            self.assertEqual(search.find(self.workspace.picture.read_bytes()), ["shown"])
            self.assertTrue(any(search.find(data) for _, data in leaves.of_cells(self.workspace.picture)))
            self.assertTrue(any(search.find(data) for _, data in leaves.of_commands(self.workspace, [key[:3]])))
            with leaves.http_server.Server(picture=str(self.workspace.picture)) as server:
                told = [where for where, data in leaves.of_server(server, [key]) if search.find(data)]
                found = {where.split("?")[0] for where in told}
                forms = {where.split("opmaak=")[1] for where in told if "opmaak=" in where}
                self.assertTrue(any(search.find(piece) for _, piece in leaves.of_memory(server.process.pid)))
            expected = {f"{leaves.API}/{path}"
                        for path in ("waarden", "herkomst", f"profielen/{key[1]}", f"indicatoren/{key[0]}/waarden")}
            self.assertEqual(forms, set(leaves.FORMS) - {"csvw"})
            self.assertTrue(any(search.find(data) for _, data in leaves.of_package(self.workspace)))
            self.assertEqual(found & expected, expected)


class Crashes(unittest.TestCase):
    """Each program that sees people, in the midst of its work: it waits for what comes out of a pipe."""

    WORDS = {
        "wijkscan": ("gate", "round", "pipe", "--geo", "wijk", "--count", "n", "--out", "rounded.csv"),
        "wijkscan-suppress": ("witness", "pipe", "pipe", "pipe"),
        "wijkscan-verify": ("pattern", "pipe", "pipe", "pipe"),
    }

    def crash(self, words, number, limit):
        """The core dumps that a crash leaves beside the program."""
        with leaves.temporary_folder() as folder:
            os.mkfifo(os.path.join(folder, "pipe"))
            process = subprocess.Popen(
                words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=leaves.allow_cores,
                env={**os.environ, "ASAN_OPTIONS": "handle_segv=0:disable_coredump=0"},
            )  # fmt: skip
            self.addCleanup(process.kill)
            until = time.monotonic() + 10
            while leaves.core_limit(process.pid) != limit and time.monotonic() < until:
                time.sleep(0.01)  # it is on its way to the pipe, where it stays
            self.assertIsNone(process.poll(), words)
            self.assertEqual(leaves.core_limit(process.pid), limit, words)
            process.send_signal(number)
            self.assertEqual(process.wait(60), -number)
            return [path.name for path in pathlib.Path(folder).iterdir() if path.name != "pipe"]

    def test_a_crash_in_the_midst_of_it_leaves_no_core_dump(self):
        for program, words in self.WORDS.items():
            for number in (signal.SIGABRT, signal.SIGSEGV):
                path = workshop.BUILD / "src/programs" / program / program
                self.assertEqual(self.crash([path, *words], number, NO_CORE), [], (program, number))

    @unittest.skipUnless(leaves.dumps_beside_the_program(), f"crashes are told elsewhere here: {leaves.CORE_PATTERN.read_text().strip()}")
    def test_another_program_would_leave_one(self):
        """The control."""
        most = resource.getrlimit(resource.RLIMIT_CORE)[1]
        left = self.crash(["cat", "pipe"], signal.SIGSEGV, most)
        self.assertTrue(any(name.startswith("core") for name in left), left)


if __name__ == "__main__":
    tap.main()
