"""tools/embed makes C that compiles, holds the same bytes, and is left alone when nothing changed.

SPDX-License-Identifier: EUPL-1.2
"""

import gzip
import os
import pathlib
import subprocess
import tempfile
import unittest

import tap

SOURCE = pathlib.Path(os.environ["WKS_SOURCE"])
EMBED = pathlib.Path(os.environ["WKS_BUILD"]) / "tools" / "embed"

# Writes each text, or each body of each file, to a file named by its place in the table.
DUMP_TEXT = """
#include "base/embedded.h"
#include <stdio.h>
extern const wks_embedded_text table[];
extern const size_t table_count;
int main(void)
{
    for (size_t i = 0; i < table_count; i++) {
        const wks_embedded_text *row = wks_embedded_find_text(table, table_count, table[i].name);
        FILE *out = fopen(row->name, "wb");
        fwrite(row->text, 1, row->size, out);
        fclose(out);
        if (row->text[row->size] != 0) { return 1; }
    }
    return wks_embedded_find_text(table, table_count, "absent") != NULL;
}
"""
DUMP_WEB = """
#include "base/embedded.h"
#include <stdio.h>
extern const wks_embedded_file table[];
extern const size_t table_count;
static void dump(size_t i, const char *coding, const wks_embedded_body *body)
{
    char name[64];
    if (body->bytes == NULL) { return; }
    snprintf(name, sizeof name, "%zu.%s", i, coding);
    FILE *out = fopen(name, "wb");
    fwrite(body->bytes, 1, body->size, out);
    fclose(out);
}
int main(void)
{
    for (size_t i = 0; i < table_count; i++) {
        if (wks_embedded_find_file(table, table_count, table[i].path) != &table[i]) { return 1; }
        dump(i, "identity", &table[i].identity);
        dump(i, "gzip", &table[i].gzip);
        dump(i, "br", &table[i].brotli);
        printf("%s %s %s\\n", table[i].path, table[i].mime, table[i].identity.etag);
    }
    return wks_embedded_find_file(table, table_count, "/absent") != NULL;
}
"""


class Embed(unittest.TestCase):
    def setUp(self):
        self.place = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.place.name)

    def tearDown(self):
        self.place.cleanup()

    def embed(self, *arguments):
        return subprocess.run([EMBED, *arguments], cwd=self.root, capture_output=True, text=True, check=False)

    def compile_and_run(self, main):
        (self.root / "main.c").write_text(main)
        flags = ["-std=c17", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Werror", f"-I{SOURCE}/src"]
        subprocess.run(["cc", *flags, "main.c", "out.c", "-o", "main"], cwd=self.root, check=True)
        return subprocess.run(["./main"], cwd=self.root, capture_output=True, text=True, check=True).stdout

    def test_gives_back_every_byte_of_a_text(self):
        hard = "".join(chr(c) for c in range(1, 256)) + '??/ "quoted" \\ \\n ??= 1\x012\n' + "é" * 5000
        (self.root / "in").mkdir()
        (self.root / "in" / "0001_hard.sql").write_bytes(hard.encode())
        (self.root / "in" / "empty.sql").write_text("")
        done = self.embed("text", "out.c", "table", "in/empty.sql", "in/0001_hard.sql")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.compile_and_run(DUMP_TEXT)
        self.assertEqual((self.root / "0001_hard.sql").read_bytes(), hard.encode())
        self.assertEqual((self.root / "empty.sql").read_bytes(), b"")

    def test_refuses_a_text_with_a_zero_byte(self):
        (self.root / "a.sql").write_bytes(b"a\0b")
        done = self.embed("text", "out.c", "table", "a.sql")
        self.assertEqual(done.returncode, 1)
        self.assertIn("a.sql: holds a zero byte", done.stderr)

    def test_refuses_two_texts_with_one_name(self):
        for folder in ("a", "b"):
            (self.root / folder).mkdir()
            (self.root / folder / "x.sql").write_text("x")
        self.assertIn("have the same name", self.embed("text", "out.c", "table", "a/x.sql", "b/x.sql").stderr)

    def test_leaves_an_unchanged_output_alone(self):
        (self.root / "a.sql").write_text("a")
        self.embed("text", "out.c", "table", "a.sql")
        os.utime(self.root / "out.c", (1, 1))
        self.embed("text", "out.c", "table", "a.sql")
        self.assertEqual((self.root / "out.c").stat().st_mtime, 1)
        (self.root / "a.sql").write_text("b")
        self.embed("text", "out.c", "table", "a.sql")
        self.assertNotEqual((self.root / "out.c").stat().st_mtime, 1)
        self.assertEqual(sorted(p.name for p in self.root.iterdir()), ["a.sql", "out.c"])

    def write_pages(self):
        (self.root / "dist" / "assets").mkdir(parents=True)
        page = b"<!doctype html>" + b"<p>tekst</p>" * 100
        picture = os.urandom(3000)
        (self.root / "dist" / "index.html").write_bytes(page)
        (self.root / "dist" / "assets" / "a.png").write_bytes(picture)
        (self.root / "dist" / ".hidden").write_text("not a page")
        return page, picture

    def test_gives_back_every_byte_of_a_page_in_every_coding(self):
        page, picture = self.write_pages()
        done = self.embed("web", "out.c", "table", "dist", "out.d")
        self.assertEqual(done.returncode, 0, done.stderr)
        said = self.compile_and_run(DUMP_WEB).splitlines()
        self.assertRegex(said[0], r'^/assets/a\.png image/png "[0-9a-f]{32}"$')
        self.assertRegex(said[1], r'^/index\.html text/html; charset=utf-8 "[0-9a-f]{32}"$')
        self.assertEqual((self.root / "0.identity").read_bytes(), picture)
        self.assertEqual((self.root / "1.identity").read_bytes(), page)
        self.assertEqual(gzip.decompress((self.root / "1.gzip").read_bytes()), page)
        unpack = "process.stdout.write(require('zlib').brotliDecompressSync(require('fs').readFileSync('1.br')))"
        self.assertEqual(subprocess.run(["node", "-e", unpack], cwd=self.root, capture_output=True).stdout, page)
        self.assertFalse((self.root / "0.gzip").exists(), "a picture is not compressed again")

    def test_names_every_file_and_folder_it_depends_on(self):
        self.write_pages()
        self.embed("web", "out.c", "table", "dist", "out.d")
        rule = (self.root / "out.d").read_text().replace("\\\n", "").split()
        self.assertEqual(rule[0], "out.c:")
        self.assertEqual(sorted(rule[1:]), ["dist/.", "dist/assets/.", "dist/assets/a.png", "dist/index.html"])

    def test_gives_the_same_bytes_for_the_same_pages(self):
        self.write_pages()
        self.embed("web", "out.c", "table", "dist")
        self.embed("web", "again.c", "table", "dist")
        self.assertEqual((self.root / "out.c").read_bytes(), (self.root / "again.c").read_bytes())

    def test_refuses_a_page_of_an_unknown_kind(self):
        self.write_pages()
        (self.root / "dist" / "a.exe").write_text("x")
        done = self.embed("web", "out.c", "table", "dist")
        self.assertEqual(done.returncode, 1)
        self.assertIn("dist/a.exe: no media type", done.stderr)
        self.assertFalse((self.root / "out.c").exists())

    def test_makes_an_empty_table_and_says_so_where_no_pages_are_built(self):
        done = self.embed("web", "out.c", "table", "dist", "out.d")
        self.assertEqual(done.returncode, 0)
        self.assertIn("the server will have no pages", done.stderr)
        self.assertEqual(self.compile_and_run(DUMP_WEB), "")


if __name__ == "__main__":
    tap.main()
