"""The layer check finds what is planted, and nothing in a clean tree.

SPDX-License-Identifier: EUPL-1.2
"""

import pathlib
import subprocess
import sys
import tempfile
import unittest

import tap

SOURCE = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = SOURCE / "tools" / "check_layers.py"
SPDX = "/* SPDX-License-Identifier: EUPL-1.2 */\n"

RULES = """
base:
private/vault: base
public/serve: base
<duckdb.h>: private/vault
<sqlite3.h>: base/db
<cpl_*.h>: base/vector
any: stddef.h stdlib.h
sql private/vault/sql_compose.c: it composes
"""


def header(guard, body=""):
    return f"{SPDX}#ifndef {guard}\n#define {guard}\n{body}#endif\n"


CLEAN = {
    "layers.txt": RULES,
    "base/error.h": header("WKS_BASE_ERROR_H"),
    "base/arena.c": SPDX + "#include <stdlib.h>\nvoid *grow(void) { return malloc(1); }\n",
    "base/db_sqlite.c": SPDX + '#include "base/error.h"\n#include <sqlite3.h>\n',
    "base/vector.c": SPDX + "#include <cpl_conv.h>\n",
    "private/vault/engine.c": SPDX + '#include "base/error.h"\n#include <duckdb.h>\n',
    "private/vault/sql_compose.c": SPDX + 'const char *q = "SELECT 1 FROM t";\n',
}


class CheckLayers(unittest.TestCase):
    def run_on(self, changes):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in {**CLEAN, **changes}.items():
                path = pathlib.Path(folder) / "src" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            return subprocess.run(
                [sys.executable, PROGRAM, folder], capture_output=True, text=True, check=False
            )

    def accepts(self, changes):
        done = self.run_on(changes)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))

    def refuses(self, changes, finding):
        done = self.run_on(changes)
        self.assertEqual(done.returncode, 1)
        self.assertIn(finding, done.stdout + done.stderr)
        self.assertEqual((done.stdout + done.stderr).count("\n"), 1, done.stdout)

    def test_accepts_a_clean_tree(self):
        self.accepts({})

    def test_refuses_public_that_includes_private(self):
        self.refuses(
            {
                "private/vault/rows.h": header("WKS_PRIVATE_VAULT_ROWS_H"),
                "public/serve/reply.c": SPDX + '#include "base/error.h"\n#include "private/vault/rows.h"\n',
            },
            "src/public/serve/reply.c:3: public/serve may not include private/vault",
        )

    def test_refuses_public_that_sees_private_through_a_header_that_it_may_include(self):
        self.refuses(
            {
                "layers.txt": RULES.replace("public/serve: base", "gate: base private/vault\npublic/serve: base gate"),
                "private/vault/rows.h": header("WKS_PRIVATE_VAULT_ROWS_H"),
                "gate/judge.h": header("WKS_GATE_JUDGE_H", '#include "private/vault/rows.h"\n'),
                "gate/gate.h": header("WKS_GATE_GATE_H", '#include "gate/judge.h"\n'),
                "gate/released.h": header("WKS_GATE_RELEASED_H", '#include "base/error.h"\n'),
                "public/serve/reply.c": SPDX + '#include "gate/released.h"\n#include "gate/gate.h"\n',
            },
            "src/public/serve/reply.c:3: public/serve sees private/vault through gate/gate.h",
        )

    def test_refuses_base_that_includes_a_later_folder(self):
        self.refuses(
            {
                "private/vault/rows.h": header("WKS_PRIVATE_VAULT_ROWS_H"),
                "base/text.c": SPDX + ' #  include "private/vault/rows.h"\n',
            },
            "src/base/text.c:2: base may not include private/vault",
        )

    def test_refuses_a_third_party_header_outside_its_home(self):
        self.refuses(
            {"public/serve/reply.c": SPDX + "#include <duckdb.h>\n"},
            "src/public/serve/reply.c:2: <duckdb.h> may be seen by private/vault alone",
        )

    def test_refuses_a_third_party_header_in_another_file_of_the_folder(self):
        self.refuses({"base/text.c": SPDX + "#include <sqlite3.h>\n"}, "<sqlite3.h> may be seen by base/db alone")

    def test_refuses_a_header_that_a_pattern_names(self):
        self.refuses({"base/text.c": SPDX + "#include <cpl_port.h>\n"}, "<cpl_port.h> may be seen by base/vector")

    def test_refuses_a_system_header_that_is_not_listed(self):
        self.refuses({"base/text.c": SPDX + "#include <sys/ptrace.h>\n"}, "<sys/ptrace.h> is not in layers.txt")

    def test_refuses_an_include_without_its_folder(self):
        self.refuses({"base/text.c": SPDX + '#include "error.h"\n'}, "not named by its path from src")

    def test_refuses_an_include_of_a_file_that_is_not_there(self):
        self.refuses({"base/text.c": SPDX + '#include "base/eror.h"\n'}, '"base/eror.h" does not exist in src')

    def test_refuses_a_folder_that_is_not_listed(self):
        self.refuses({"utils/text.c": SPDX}, "utils is not a folder of layers.txt")

    def test_refuses_rules_that_point_forward(self):
        self.refuses({"layers.txt": "base: model\nmodel:\n" + RULES}, "base may not include model: it does not stand higher")

    def test_ignores_an_include_in_a_comment(self):
        self.accepts({"base/text.c": SPDX + '/*\n#include "private/vault/rows.h"\n*/\n'})

    def test_refuses_a_header_without_guard(self):
        self.refuses({"base/text.h": SPDX + "int x;\n"}, "not guarded by WKS_BASE_TEXT_H")

    def test_refuses_a_guard_with_another_name(self):
        self.refuses({"base/text.h": header("WKS_TEXT_H")}, "not guarded by WKS_BASE_TEXT_H")

    def test_refuses_a_declaration_before_the_guard(self):
        self.refuses({"base/text.h": "int x;\n" + header("WKS_BASE_TEXT_H")}, "not guarded by WKS_BASE_TEXT_H")

    def test_refuses_malloc_outside_base(self):
        for call in ("malloc(1)", "calloc (1, 1)", "realloc(p, 2)", "free(p)", 'strdup("x")'):
            with self.subTest(call):
                self.refuses(
                    {"public/serve/reply.c": SPDX + "void f(char *p)\n{\n    " + call + ";\n}\n"},
                    f"src/public/serve/reply.c:4: {call.split('(')[0].strip()} is called outside src/base",
                )

    def test_takes_no_other_name_for_malloc(self):
        self.accepts(
            {"public/serve/reply.c": SPDX + 'void f(x *p) { wks_free(p); p->free(p); } /* free(p) */ char *s = "free(";\n'}
        )

    def test_refuses_sql_in_a_literal(self):
        for text in (
            '"SELECT a FROM t"',
            '"insert into t values (1)"',
            '"CREATE TEMP TABLE t (a INT)"',
            '"DELETE " "FROM t"',
            '"x" MACRO "UPDATE t SET a = 1"',
        ):
            with self.subTest(text):
                self.refuses(
                    {"private/vault/rows.c": SPDX + f"\nconst char *q =\n    {text};\n"},
                    "src/private/vault/rows.c:4: SQL in a literal",
                )

    def test_takes_no_sentence_for_sql(self):
        self.accepts(
            {
                "private/vault/rows.c": SPDX
                + 'const char *help = "load a delivery, select a region from the list, or update it";\n/* SELECT 1 */\n'
            }
        )

    def test_refuses_a_file_of_601_lines(self):
        self.refuses({"base/text.c": SPDX + "\n" * 600}, "601 lines")

    def test_accepts_a_long_file_with_its_reason(self):
        self.accepts({"base/text.c": SPDX + "\n" * 600, "layers.txt": RULES + "long base/text.c: one table\n"})

    def test_refuses_a_reason_for_a_file_that_is_gone(self):
        self.refuses({"layers.txt": RULES + "sql base/gone.c: one table\n"}, "names a file that is not there")

    def test_refuses_a_file_name_that_is_used_twice(self):
        self.refuses({"private/vault/error.c": SPDX}, "the name error.c is used in base as well")

    def test_refuses_a_source_without_licence(self):
        self.refuses({"base/text.c": "int x;\n"}, "src/base/text.c:1: no line SPDX")

    def test_refuses_an_empty_tree(self):
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "src").mkdir()
            (pathlib.Path(folder) / "src" / "layers.txt").write_text(RULES, encoding="utf-8")
            done = subprocess.run([sys.executable, PROGRAM, folder], capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 1)
            self.assertIn("no source", done.stderr)


if __name__ == "__main__":
    tap.main()
