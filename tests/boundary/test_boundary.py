#!/usr/bin/env python3
"""test_boundary.py - wijkscand holds nothing private; and a binary that does is caught.

SPDX-License-Identifier: EUPL-1.2
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))

import boundary
import tap

BUILD = os.environ["WKS_BUILD"]
SERVER = os.environ["WKS_WIJKSCAND"]
PRIVATE_C = "int wks_vault_open(void); int wks_vault_open(void) { return 7; }\n"
PUBLIC_C = "int wks_text_trim(void); int wks_text_trim(void) { return 3; }\n"


def compile_c(source, out, *flags):
    subprocess.run([*os.environ.get("CC", "cc").split(), *flags, "-x", "c", "-", "-o", str(out)], input=source, text=True, check=True)


class Boundary(unittest.TestCase):
    def setUp(self):
        self.box = tempfile.TemporaryDirectory(prefix="wijkscan-boundary-")
        self.folder = pathlib.Path(self.box.name)

    def tearDown(self):
        self.box.cleanup()

    def plant(self, private=PRIVATE_C):
        """A build tree with one private and one public object file, and a library of each."""
        for name, folder, code in (("vault", "src/private/vault/libvault.a.p", private), ("base", "src/base/libbase.a.p", PUBLIC_C)):
            place = self.folder / folder
            place.mkdir(parents=True)
            compile_c(code, place / f"{name}.c.o", "-c")
            subprocess.run(["ar", "rcs", self.folder / f"lib{name}.a", place / f"{name}.c.o"], check=True)

    def link(self, main):
        compile_c(main, self.folder / "main.o", "-c")
        program = self.folder / "program"
        subprocess.run([*os.environ.get("CC", "cc").split(), self.folder / "main.o", "-L", self.folder, "-lvault", "-lbase",
                        "-o", program], check=True)
        return program

    def test_the_server_holds_nothing_private(self):
        self.assertEqual(boundary.crossings(SERVER, BUILD), [])

    def test_the_server_is_the_whole_server(self):
        names = {name for name, is_defined in boundary.symbols_of(SERVER) if is_defined}
        self.assertIn("main", names)
        self.assertTrue({"wks_get_values", "wks_picture_read_values", "wks_http_open"} <= names, "stripped, or another program")

    def test_the_list_of_private_symbols_is_not_empty_once_there_are_private_stages(self):
        stages = list(pathlib.Path(BUILD).glob("src/private/*/*.a")) + list(pathlib.Path(BUILD).glob("src/gate/*.a"))
        if not stages:
            self.skipTest("no private stage is built yet")
        self.assertGreater(len(boundary.private_symbols(BUILD)), 10)

    def test_the_command_line_program_does_cross(self):
        program = pathlib.Path(BUILD) / "src/programs/wijkscan/wijkscan"
        if not program.exists():
            self.skipTest("wijkscan is not built yet")
        found = boundary.crossings(program, BUILD)
        self.assertTrue(any("libduckdb" in line for line in found), found[:5])
        self.assertTrue(any("src/private/" in line for line in found), found[:5])

    def libraries(self, name):
        direct, loaded = boundary.needed_libraries(pathlib.Path(BUILD) / "src/programs" / name / name)
        return {library.split(".so")[0] for library in direct | {path.rsplit("/", 1)[-1] for path in loaded}}

    def test_the_solvers_are_in_the_suppressor_alone(self):
        """CLP and CBC are EPL, and GDAL brings GPL code: they do not share a program."""
        self.assertTrue({"libClp", "libCbc"} & self.libraries("wijkscan-suppress"))
        for name in ("wijkscan", "wijkscand", "wijkscan-verify"):
            self.assertFalse({"libClp", "libCbc", "libCbcSolver"} & self.libraries(name), name)
        self.assertFalse({"libgdal", "libduckdb"} & self.libraries("wijkscan-suppress"))

    def test_the_verifier_trusts_no_solver_and_knows_nothing_of_the_gate(self):
        program = pathlib.Path(BUILD) / "src/programs/wijkscan-verify/wijkscan-verify"
        self.assertEqual(boundary.crossings(program, BUILD), [])
        names = {name for name, _ in boundary.symbols_of(program)}
        self.assertIn("wks_witness_check", names)
        self.assertFalse([name for name in names if name.startswith(("wks_gate", "wks_suppress", "wks_attack", "wks_lp", "Clp_"))])

    def test_a_program_that_calls_the_vault_is_caught(self):
        self.plant()
        found = boundary.crossings(self.link("int wks_vault_open(void); int main(void) { return wks_vault_open(); }"), self.folder)
        self.assertEqual(found, ["holds wks_vault_open of src/private/vault/vault.c"])

    def test_a_static_function_of_the_vault_is_caught_too(self):
        self.plant("""
            static __attribute__((noinline)) int read_person(int n) { return n * 3; }
            int wks_vault_open(int n); int wks_vault_open(int n) { return read_person(n) + 1; }""")
        found = boundary.crossings(self.link("int wks_vault_open(int n); int main(int n, char **v) { (void)v; return wks_vault_open(n); }"),
                                   self.folder)
        self.assertIn("holds read_person of src/private/vault/vault.c", found)

    def test_a_program_that_calls_the_public_side_alone_is_not_caught(self):
        self.plant()
        found = boundary.crossings(self.link("int wks_text_trim(void); int main(void) { return wks_text_trim(); }"), self.folder)
        self.assertEqual(found, [])

    def test_a_library_of_the_private_side_is_caught(self):
        compile_c("int duckdb_open(void); int duckdb_open(void) { return 0; }", self.folder / "libduckdb.so", "-shared", "-fPIC",
                  "-Wl,-soname,libduckdb.so")
        compile_c("int duckdb_open(void); int main(void) { return duckdb_open(); }", self.folder / "main.o", "-c")
        program = self.folder / "program"
        subprocess.run([*os.environ.get("CC", "cc").split(), self.folder / "main.o", "-L", self.folder, "-lduckdb",
                        f"-Wl,-rpath,{self.folder}", "-o", program], check=True)
        self.assertEqual(boundary.crossings(program, self.folder),
                         ["needs the library libduckdb.so", "holds the symbol duckdb_open"])

    def test_a_library_behind_another_library_is_caught(self):
        compile_c("int duckdb_open(void); int duckdb_open(void) { return 0; }", self.folder / "libduckdb.so", "-shared", "-fPIC",
                  "-Wl,-soname,libduckdb.so")
        compile_c("int duckdb_open(void); int harmless(void); int harmless(void) { return duckdb_open(); }", self.folder / "mid.o",
                  "-c", "-fPIC")
        cc = os.environ.get("CC", "cc").split()
        subprocess.run([*cc, "-shared", self.folder / "mid.o", "-L", self.folder, "-lduckdb", f"-Wl,-rpath,{self.folder}",
                        "-Wl,-soname,libharmless.so", "-o", self.folder / "libharmless.so"], check=True)
        compile_c("int harmless(void); int main(void) { return harmless(); }", self.folder / "main.o", "-c")
        program = self.folder / "program"
        subprocess.run([*cc, self.folder / "main.o", "-L", self.folder, "-lharmless", f"-Wl,-rpath,{self.folder}",
                        f"-Wl,-rpath-link,{self.folder}", "-o", program], check=True)
        self.assertEqual(boundary.crossings(program, self.folder), ["needs the library libduckdb.so"])


tap.main()
