/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "base/language.h"
#include "cells/protection.h"

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

static const char good[] = "wijkscan-protection 1\n"
                           "atoms 3\n"
                           "4\n"
                           "0\n"
                           "12\n"
                           "cells 4 6\n"
                           "primary 4 3 10 0 1 0\n"
                           "known 0 0 2 0 1 1\n"
                           "open 12 12 12 12.5 1 2\n"
                           "virtual 16 15 17 0 3 0 1 2\n";

enum {
    N_CELLS = 4
};

typedef struct bench {
    wks_arena arena;
    wks_error err;
    char folder[64];
    const char *path;
    wks_protection protection;
    wks_hash hash;
} bench;

static int set_up(void **state)
{
    static bench made;
    memset(&made, 0, sizeof made);
    wks_language_set(WKS_ENGLISH);
    wks_arena_init(&made.arena, 0);
    strcpy(made.folder, "/tmp/wks-cells-XXXXXX");
    if (mkdtemp(made.folder) == NULL) {
        return -1;
    }
    made.path = wks_file_join(&made.arena, made.folder, "cells");
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
    return wks_protection_read(at->path, &at->arena, &at->protection, &at->hash, &at->err);
}

static void read_good(bench *at)
{
    put_bytes(at, good, sizeof good - 1);
    assert_int_equal(read_back(at), WKS_OK);
}

static void writes_the_same_bytes_that_it_read(void **state)
{
    bench *at = *state;
    wks_hash written;
    wks_hash of_file;
    wks_span bytes;
    read_good(at);
    assert_int_equal(at->protection.n_atoms, 3);
    assert_int_equal(at->protection.n_cells, N_CELLS);
    assert_int_equal(at->protection.cells[1].upper, 2);
    assert_true(at->protection.cells[2].cost == 12.5);
    assert_int_equal(at->protection.first[N_CELLS], 6);
    assert_int_equal(at->protection.member[5], 2);
    assert_int_equal(wks_protection_check(&at->protection, &at->err), WKS_OK);
    assert_int_equal(wks_protection_write(&at->protection, at->path, &written, &at->err), WKS_OK);
    assert_int_equal(wks_file_read(at->path, 0, &at->arena, &bytes, &at->err), WKS_OK);
    assert_int_equal(bytes.n, sizeof good - 1);
    assert_memory_equal(bytes.at, good, sizeof good - 1);
    assert_int_equal(wks_hash_file(at->path, &of_file, &at->err), WKS_OK);
    assert_string_equal(written.hex, of_file.hex);
    assert_string_equal(written.hex, at->hash.hex);
}

static void writes_insiders_as_another_version(void **state)
{
    bench *at = *state;
    wks_hash without;
    wks_span bytes;
    static const char begin[] = "wijkscan-protection 2\ninsiders 1\natoms 3\n4\n";
    read_good(at);
    assert_int_equal(at->protection.insiders, 0);
    without = at->hash;
    at->protection.insiders = 1;
    assert_int_equal(wks_protection_write(&at->protection, at->path, &at->hash, &at->err), WKS_OK);
    assert_string_not_equal(at->hash.hex, without.hex);
    assert_int_equal(wks_file_read(at->path, 0, &at->arena, &bytes, &at->err), WKS_OK);
    assert_memory_equal(bytes.at, begin, sizeof begin - 1);
    assert_int_equal(read_back(at), WKS_OK);
    assert_int_equal(at->protection.insiders, 1);
    at->protection.insiders = 2;
    assert_int_equal(wks_protection_check(&at->protection, &at->err), WKS_E_ARGUMENT);
    assert_string_equal(at->err.text, "expected at most 1 insider");
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

static void refuses_every_line_that_is_not_as_agreed(void **state)
{
    bench *at = *state;

    static const struct {
        size_t number;
        const char *line;
        const char *said; /* what follows the path */
    } cases[] = {
        {1, "wijkscan-protection 3\n", " line 1: expected 1 | 2"},
        {1, "wijkscan-protection 2\n", " line 2: expected insiders"},
        {1, "wijkscan-protection 2\ninsiders 0\n", " line 2: expected a whole number from 1 to 1"},
        {1, "wijkscan-protection 2\ninsiders 2\n", " line 2: expected a whole number from 1 to 1"},
        {1, "wijkscan-protection 1\ninsiders 1\n", " line 2: expected atoms"},
        {1, "wijkscan-pattern 1\n", " line 1: expected wijkscan-protection"},
        {1, "wijkscan-protection  1\n", " line 1: expected 1"},
        {1, "wijkscan-protection 1 \n", " line 1: expected the end of the line"},
        {1, "wijkscan-protection 1\r\n", " line 1: expected 1"},
        {2, "atoms -1\n", " line 2: expected a whole number from 0 to"},
        {2, "atoms 99999999\n", " line 2: expected a whole number from 0 to"},
        {2, "atoms 2\n", " line 5: expected cells"},
        {2, "atoms 4\n", " line 6: expected a whole number from 0 to"},
        {3, "-4\n", " line 3: expected a whole number from 0 to"},
        {3, "4.0\n", " line 3: expected a whole number from 0 to"},
        {3, "4 4\n", " line 3: expected the end of the line"},
        {3, "\n", " line 3: expected a whole number from 0 to"},
        {3, "1125899906842625\n", " line 3: expected a whole number from 0 to"},
        {6, "cells 4\n", " line 6: expected a whole number from 0 to"},
        {6, "cells 3 6\n", " line 10: expected the end of the file"},
        {6, "cells 5 6\n", " line 11: expected another line"},
        {6, "cells 4 5\n", " line 10: expected a whole number from 1 to 2"},
        {7, "secret 4 3 10 0 1 0\n", " line 7: expected open | known | primary | virtual"},
        {7, "primary 5 3 10 0 1 0\n", " line 7: expected the sum of its atoms as its value"},
        {7, "primary 4 5 10 0 1 0\n", " line 7: expected limits around its value"},
        {7, "primary 4 3 3 0 1 0\n", " line 7: expected limits around its value"},
        {7, "primary 4 -1 10 0 1 0\n", " line 7: expected a whole number from 0 to"},
        {7, "primary 4 3 10 1 1 0\n", " line 7: expected a cost above 0 of an open cell"},
        {7, "primary 4 3 10 x 1 0\n", " line 7: expected a number"},
        {7, "primary 4 3 10 nan 1 0\n", " line 7: expected a number"},
        {7, "primary 4 3 10 0 0\n", " line 7: expected a whole number from 1 to"},
        {7, "primary 4 3 10 0 2 0\n", " line 7: expected a whole number from 0 to 2"},
        {7, "primary 4 3 10 0 1 3\n", " line 7: expected a whole number from 0 to 2"},
        {7, "primary 4 3 10 0 1 0 1\n", " line 7: expected the end of the line"},
        {9, "open 12 11 12 12.5 1 2\n", " line 9: expected an open cell with its value as both"},
        {9, "open 12 12 12 0 1 2\n", " line 9: expected a cost above 0 of an open cell"},
        {9, "open 12 12 12 -1 1 2\n", " line 9: expected a cost above 0 of an open cell"},
        {10, "virtual 16 15 17 0 3 0 2 1\n", " line 10: expected atoms that exist, in rising"},
        {10, "virtual 16 15 17 0 3 0 0 2\n", " line 10: expected atoms that exist, in rising"},
        {10, "virtual 16 15 17 0 3 0 1 2\n\n", " line 11: expected the end of the file"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        put_with_line(at, good, cases[i].number, cases[i].line);
        assert_int_equal(read_back(at), WKS_E_FORMAT);
        assert_true(wks_text_starts(at->err.text, at->path));
        const char *said = at->err.text + strlen(at->path);
        if (!wks_text_starts(said, cases[i].said)) {
            fail_msg("case %zu: %s, expected %s", i, said, cases[i].said);
        }
    }
}

static void never_takes_a_file_that_was_cut(void **state)
{
    bench *at = *state;
    for (size_t n = 0; n < sizeof good - 1; n++) {
        put_bytes(at, good, n);
        assert_int_equal(read_back(at), WKS_E_FORMAT);
    }
    unlink(at->path);
    assert_int_equal(read_back(at), WKS_E_NOT_FOUND);
}

/* What a file says may be wrong in any byte: refused or read, but nothing else happens. */
static void never_crashes_on_a_changed_byte(void **state)
{
    bench *at = *state;
    static const char others[] = "09-. \nx\377";
    char bytes[sizeof good];
    for (size_t i = 0; i < sizeof good - 1; i++) {
        for (size_t k = 0; k < sizeof others; k++) { /* the closing zero too */
            memcpy(bytes, good, sizeof good);
            bytes[i] = others[k];
            put_bytes(at, bytes, sizeof good - 1);
            if (read_back(at) == WKS_OK) {
                assert_int_equal(wks_protection_check(&at->protection, &at->err), WKS_OK);
            }
        }
    }
}

static void checks_what_is_not_read_from_a_file(void **state)
{
    bench *at = *state;
    read_good(at);
    wks_protection *one = &at->protection;
    one->cells[0].lower = 5;
    assert_int_equal(wks_protection_check(one, &at->err), WKS_E_ARGUMENT);
    assert_string_equal(at->err.text, "cell 1: expected limits around its value, zero or more");
    one->cells[0].lower = 3;
    one->cells[2].cost = 0;
    assert_int_equal(wks_protection_check(one, &at->err), WKS_E_ARGUMENT);
    one->cells[2].cost = 1;
    one->member[5] = 3;
    assert_int_equal(wks_protection_check(one, &at->err), WKS_E_ARGUMENT);
    one->member[5] = 2;
    assert_int_equal(wks_protection_check(one, &at->err), WKS_OK);
    one->atoms[1] = -1;
    assert_int_equal(wks_protection_check(one, &at->err), WKS_E_ARGUMENT);
    assert_string_equal(at->err.text, "atom 2: expected 0 to 2^50 persons");
}

/* ---- patterns -------------------------------------------------------------------------------- */

static wks_code read_pattern(bench *at, wks_pattern *out)
{
    return wks_pattern_read(at->path, &at->protection, &at->hash, &at->arena, out, &at->err);
}

/* Of the good protection: W hides the open cell too. */
static const char *good_pattern(bench *at)
{
    bool hidden[N_CELLS] = {true, false, true, true};
    wks_span bytes;
    wks_pattern pattern = {
        .protection = at->hash, .is_hidden = hidden, .n_cells = N_CELLS, .loss = 12.5, .bound = 12};
    wks_pattern back;
    assert_int_equal(wks_pattern_write(&pattern, at->path, &at->err), WKS_OK);
    assert_int_equal(read_pattern(at, &back), WKS_OK);
    assert_memory_equal(back.is_hidden, hidden, sizeof hidden);
    assert_int_equal(back.n_cells, N_CELLS);
    assert_true(back.loss == 12.5 && back.bound == 12);
    assert_string_equal(back.protection.hex, at->hash.hex);
    assert_int_equal(wks_file_read(at->path, 0, &at->arena, &bytes, &at->err), WKS_OK);
    return wks_arena_text_n(&at->arena, bytes.at, bytes.n);
}

static void takes_back_the_pattern_that_it_wrote(void **state)
{
    bench *at = *state;
    read_good(at);
    wks_buffer expected = {0};
    wks_buffer_printf(
        &expected, "wijkscan-pattern 1\nprotection %s\nloss 12.5\nbound 12\ncells 4\n1\n0\n1\n1\n",
        at->hash.hex);
    assert_string_equal(good_pattern(at), expected.bytes);
    wks_buffer_clear(&expected);
}

static void refuses_a_pattern_that_is_not_of_this_protection(void **state)
{
    bench *at = *state;

    static const struct {
        size_t number;
        const char *line;
        const char *said;
    } cases[] = {
        {1, "wijkscan-pattern 2\n", " line 1: expected 1"},
        {2, "protection 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n",
         " line 2: expected the hash of this protection"},
        {2, "protection 0123\n", " line 2: expected 64 hexadecimal digits"},
        {2, "protection \n", " line 2: expected 64 hexadecimal digits"},
        {3, "loss\n", " line 3: expected a number"},
        {3, "loss inf\n", " line 3: expected a number"},
        {3, "gain 12.5\n", " line 3: expected loss"},
        {4, "bound 12 12\n", " line 4: expected the end of the line"},
        {5, "cells 5\n", " line 5: expected a whole number from 4 to 4"},
        {5, "cells 3\n", " line 5: expected a whole number from 4 to 4"},
        {6, "0\n", " line 6: expected a whole number from 1 to 1"}, /* shows a primary */
        {7, "1\n", " line 7: expected a whole number from 0 to 0"}, /* hides what is known */
        {8, "2\n", " line 8: expected a whole number from 0 to 1"},
        {9, "0\n", " line 9: expected a whole number from 1 to 1"}, /* shows a virtual one */
        {9, "1\n1\n", " line 10: expected the end of the file"},
    };

    wks_pattern pattern;
    read_good(at);
    const char *text = good_pattern(at);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        put_with_line(at, text, cases[i].number, cases[i].line);
        assert_int_equal(read_pattern(at, &pattern), WKS_E_FORMAT);
        const char *said = at->err.text + strlen(at->path);
        if (!wks_text_starts(said, cases[i].said)) {
            fail_msg("case %zu: %s, expected %s", i, said, cases[i].said);
        }
    }
    for (size_t n = 0; n < strlen(text); n++) {
        put_bytes(at, text, n);
        assert_int_equal(read_pattern(at, &pattern), WKS_E_FORMAT);
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
        cmocka_unit_test_setup_teardown(writes_insiders_as_another_version, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_every_line_that_is_not_as_agreed, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(never_takes_a_file_that_was_cut, set_up, tear_down),
        cmocka_unit_test_setup_teardown(never_crashes_on_a_changed_byte, set_up, tear_down),
        cmocka_unit_test_setup_teardown(checks_what_is_not_read_from_a_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(takes_back_the_pattern_that_it_wrote, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_a_pattern_that_is_not_of_this_protection, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(survives_want_of_memory, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("cells/protection", tests, NULL, NULL);
}
