/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "base/language.h"
#include "cells/bounds.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char good[] = "wijkscan-bounds 1\n"
                           "atoms 3\n"
                           "cells 3 5\n"
                           "given 12 12 2 0 1\n"
                           "asked 0 7 1 0\n"
                           "asked 3 1125899906842624 2 1 2\n";
static const char told[] = "wijkscan-told 1\n"
                           "possible\n"
                           "1 0 7\n"
                           "2 5 1125899906842624\n";

typedef struct bench {
    wks_arena arena;
    wks_error err;
    char folder[64];
    const char *path;
    wks_bounds bounds;
    wks_bounds_answer answer;
} bench;

static int set_up(void **state)
{
    static bench made;
    memset(&made, 0, sizeof made);
    wks_language_set(WKS_ENGLISH);
    wks_arena_init(&made.arena, 0);
    strcpy(made.folder, "/tmp/wks-bounds-XXXXXX");
    if (mkdtemp(made.folder) == NULL) {
        return -1;
    }
    made.path = wks_file_join(&made.arena, made.folder, "bounds");
    *state = &made;
    return 0;
}

static int tear_down(void **state)
{
    bench *at = *state;
    wks_arena_fail_after(0);
    unlink(at->path);
    rmdir(at->folder);
    wks_arena_clear(&at->arena);
    return 0;
}

/* Many small files: not by way of a temporary one that is synced to the disk. */
static void put_bytes(bench *at, const char *bytes, size_t n)
{
    FILE *file = fopen(at->path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
}

static wks_code read_back(bench *at)
{
    return wks_bounds_read(at->path, &at->arena, &at->bounds, &at->err);
}

static wks_code read_told(bench *at)
{
    return wks_bounds_answer_read(at->path, &at->bounds, &at->arena, &at->answer, &at->err);
}

static void read_good(bench *at)
{
    put_bytes(at, good, sizeof good - 1);
    assert_int_equal(read_back(at), WKS_OK);
}

static void assert_bytes(bench *at, const char *expected)
{
    wks_span bytes;
    assert_int_equal(wks_file_read(at->path, 0, &at->arena, &bytes, &at->err), WKS_OK);
    assert_int_equal(bytes.n, strlen(expected));
    assert_memory_equal(bytes.at, expected, bytes.n);
}

/* The good file with one line (from 1) replaced. */
static void put_with_line(bench *at, const char *text, size_t number, const char *line)
{
    wks_buffer out = {0};
    for (size_t i = 1; *text != 0; i++) {
        const size_t n = strcspn(text, "\n") + 1;
        if (i == number) {
            wks_buffer_text(&out, line);
        } else {
            wks_buffer_put(&out, text, n);
        }
        text += n;
    }
    put_bytes(at, out.bytes, out.n);
    wks_buffer_clear(&out);
}

static void writes_the_same_bytes_that_it_read(void **state)
{
    bench *at = *state;
    read_good(at);
    assert_int_equal(at->bounds.n_atoms, 3);
    assert_int_equal(at->bounds.n_cells, 3);
    assert_int_equal(at->bounds.cells[2].most, WKS_BOUNDS_NO_LIMIT);
    assert_true(at->bounds.cells[1].is_asked && !at->bounds.cells[0].is_asked);
    assert_int_equal(at->bounds.first[3], 5);
    assert_int_equal(wks_bounds_write(&at->bounds, at->path, &at->err), WKS_OK);
    assert_bytes(at, good);
}

static void takes_cells_one_by_one(void **state)
{
    bench *at = *state;
    static const wks_bounded_cell cells[] = {
        {12, 12, false}, {0, 7, true}, {3, WKS_BOUNDS_NO_LIMIT, true}};
    static const uint32_t members[] = {0, 1, 0, 1, 2};
    static const size_t first[] = {0, 2, 3, 5};
    wks_bounds made = {.n_atoms = 3};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(wks_bounds_add(&made, &cells[i], members + first[i],
                                        first[i + 1] - first[i], &at->arena, &at->err),
                         WKS_OK);
    }
    assert_int_equal(wks_bounds_write(&made, at->path, &at->err), WKS_OK);
    assert_bytes(at, good);
}

typedef struct bad_line {
    size_t number;
    const char *line;
    const char *said; /* what follows the path */
} bad_line;

static void assert_refused(bench *at, const bad_line *bad, wks_code code)
{
    const char *said = at->err.text + strlen(at->path);
    assert_int_equal(code, WKS_E_FORMAT);
    if (!wks_text_starts(said, bad->said)) {
        fail_msg("%s: %s, expected %s", bad->line, said, bad->said);
    }
}

/* Of most atoms nothing may be known. */
static void takes_many_atoms_of_few_cells(void **state)
{
    bench *at = *state;
    static const char few[] = "wijkscan-bounds 1\natoms 5000\ncells 1 1\nasked 0 7 1 4999\n";
    put_bytes(at, few, sizeof few - 1);
    assert_int_equal(read_back(at), WKS_OK);
    assert_int_equal(at->bounds.n_atoms, 5000);
    assert_int_equal(wks_bounds_write(&at->bounds, at->path, &at->err), WKS_OK);
    assert_bytes(at, few);
}

static void refuses_every_line_that_is_not_as_agreed(void **state)
{
    bench *at = *state;
    static const bad_line cases[] = {
        {1, "wijkscan-bounds 2\n", " line 1: expected 1"},
        {1, "wijkscan-protection 1\n", " line 1: expected wijkscan-bounds"},
        {2, "atoms -1\n", " line 2: expected a whole number from 0 to"},
        {2, "atoms 4294967296\n", " line 2: expected a whole number from 0 to"},
        {2, "atoms 2\n", " line 6: expected a whole number from 2 to 1"},
        {3, "cells 3\n", " line 3: expected a whole number from 0 to"},
        {3, "cells 2 5\n", " line 6: expected the end of the file"},
        {3, "cells 4 5\n", " line 7: expected another line"},
        {3, "cells 3 4\n", " line 6: expected a whole number from 1 to 1"},
        {4, "shown 12 12 2 0 1\n", " line 4: expected given | asked"},
        {4, "given -1 12 2 0 1\n", " line 4: expected a whole number from 0 to"},
        {4, "given 12 11 2 0 1\n", " line 4: expected a whole number from 12 to"},
        {4, "given 12 1125899906842625 2 0 1\n", " line 4: expected a whole number from 12 to"},
        {4, "given 12 12 0\n", " line 4: expected a whole number from 1 to"},
        {4, "given 12 12 2 1 0\n", " line 4: expected a whole number from 2 to 2"},
        {4, "given 12 12 2 0 0\n", " line 4: expected a whole number from 1 to 2"},
        {4, "given 12 12 2 0 1 2\n", " line 4: expected the end of the line"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        put_with_line(at, good, cases[i].number, cases[i].line);
        assert_refused(at, &cases[i], read_back(at));
    }
}

static void never_takes_a_file_that_was_cut_or_crashes_on_a_changed_byte(void **state)
{
    bench *at = *state;
    static const char others[] = "09-. \nx\377";
    char bytes[sizeof good];
    for (size_t n = 0; n < sizeof good - 1; n++) {
        put_bytes(at, good, n);
        assert_int_equal(read_back(at), WKS_E_FORMAT);
        for (size_t k = 0; k < sizeof others; k++) { /* the closing zero too */
            memcpy(bytes, good, sizeof good);
            bytes[n] = others[k];
            put_bytes(at, bytes, sizeof good - 1);
            const wks_code code = read_back(at);
            assert_true(code == WKS_OK || code == WKS_E_FORMAT);
        }
    }
    unlink(at->path);
    assert_int_equal(read_back(at), WKS_E_NOT_FOUND);
}

static void takes_back_the_answer_that_it_wrote(void **state)
{
    bench *at = *state;
    wks_bounds_answer impossible = {0};
    read_good(at);
    put_bytes(at, told, sizeof told - 1);
    assert_int_equal(read_told(at), WKS_OK);
    assert_true(at->answer.is_possible);
    assert_int_equal(at->answer.most[1], 7);
    assert_int_equal(at->answer.least[2], 5);
    assert_int_equal(wks_bounds_answer_write(&at->bounds, &at->answer, at->path, &at->err), WKS_OK);
    assert_bytes(at, told);
    assert_int_equal(wks_bounds_answer_write(&at->bounds, &impossible, at->path, &at->err), WKS_OK);
    assert_bytes(at, "wijkscan-told 1\nimpossible\n");
    assert_int_equal(read_told(at), WKS_OK);
    assert_false(at->answer.is_possible);
}

static void refuses_an_answer_to_other_bounds(void **state)
{
    bench *at = *state;
    static const bad_line cases[] = {
        {1, "wijkscan-told 2\n", " line 1: expected 1"},
        {2, "perhaps\n", " line 2: expected impossible | possible"},
        {2, "impossible\n", " line 3: expected the end of the file"},
        {3, "0 0 7\n", " line 3: expected a whole number from 1 to 1"},
        {3, "1 -1 7\n", " line 3: expected a whole number from 0 to"},
        {3, "1 8 7\n", " line 3: expected a whole number from 8 to"},
        {4, "", " line 4: expected another line"},
        {4, "2 5 9\n2 5 9\n", " line 5: expected the end of the file"},
    };
    read_good(at);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        put_with_line(at, told, cases[i].number, cases[i].line);
        assert_refused(at, &cases[i], read_told(at));
    }
}

static void survives_want_of_memory(void **state)
{
    bench *at = *state;
    wks_code code = WKS_E_MEMORY;
    put_bytes(at, good, sizeof good - 1);
    for (size_t n = 1; code != WKS_OK; n++) {
        assert_true(n < 100);
        wks_arena_fail_after(n);
        code = read_back(at);
        wks_arena_fail_after(0);
        assert_true(code == WKS_OK || code == WKS_E_MEMORY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(writes_the_same_bytes_that_it_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(takes_cells_one_by_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(takes_many_atoms_of_few_cells, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_every_line_that_is_not_as_agreed, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            never_takes_a_file_that_was_cut_or_crashes_on_a_changed_byte, set_up, tear_down),
        cmocka_unit_test_setup_teardown(takes_back_the_answer_that_it_wrote, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_an_answer_to_other_bounds, set_up, tear_down),
        cmocka_unit_test_setup_teardown(survives_want_of_memory, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("cells/bounds", tests, NULL, NULL);
}
