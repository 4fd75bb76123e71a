/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/picture/picture_read.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "picture_fixture.h"

#include <string.h>

static picture_fixture fixture;
static wks_picture *picture;

static int open_fixture(void **state)
{
    (void)state;
    wks_error err;
    make_picture(&fixture, true);
    return wks_picture_read_open(fixture.path, &picture, &err) == WKS_OK ? 0 : 1;
}

static int close_fixture(void **state)
{
    (void)state;
    wks_picture_read_close(picture);
    remove_picture(&fixture);
    return 0;
}

static void finds_the_newest_release(void **state)
{
    (void)state;
    wks_error err;
    wks_picture_release release;
    assert_int_equal(wks_picture_read_newest(picture, &release, &err), WKS_OK);
    assert_int_equal(release.number, 1);
    assert_string_equal(release.id, "00c0ffee00c0ffee");
}

static void says_that_there_is_no_release_yet(void **state)
{
    (void)state;
    wks_error err;
    picture_fixture empty;
    wks_picture *other = NULL;
    wks_picture_release release;
    make_picture(&empty, false);
    assert_int_equal(wks_picture_read_open(empty.path, &other, &err), WKS_OK);
    assert_int_equal(wks_picture_read_newest(other, &release, &err), WKS_E_NOT_FOUND);
    wks_picture_read_close(other);
    remove_picture(&empty);
}

static void refuses_a_file_that_is_no_picture(void **state)
{
    (void)state;
    wks_error err;
    wks_picture *other = NULL;
    char path[128];
    snprintf(path, sizeof path, "%s/other.db", fixture.folder);
    assert_int_equal(wks_picture_read_open(path, &other, &err), WKS_E_NOT_FOUND);
    assert_int_equal(wks_file_write(path, "no database, but a letter of some length", 40, &err),
                     WKS_OK);
    assert_int_equal(wks_picture_read_open(path, &other, &err), WKS_E_STORE);
    assert_null(other);
    assert_non_null(strstr(err.text, path));
    wks_db *db = NULL;
    unlink(path);
    assert_int_equal(wks_db_open(path, WKS_DB_CREATE, &db, &err), WKS_OK);
    assert_int_equal(wks_db_run(db, "CREATE TABLE something (a)", &err), WKS_OK);
    wks_db_close(db);
    assert_int_equal(wks_picture_read_open(path, &other, &err), WKS_E_STORE);
    assert_non_null(strstr(err.text, path));
    unlink(path);
}

static const wks_picture_view dutch = {1, WKS_DUTCH};
static const wks_picture_view absent = {2, WKS_DUTCH}; /* a release that is not there */

static wks_picture_series series_of(const wks_picture_choice *choice, wks_arena *arena)
{
    wks_error err;
    wks_picture_series series;
    assert_int_equal(wks_picture_read_series(picture, 1, choice, arena, &series, &err), WKS_OK);
    return series;
}

static void tells_which_part_of_a_choice_exists(void **state)
{
    (void)state;
    wks_arena arena;
    wks_arena_init(&arena, 0);
    wks_picture_series series =
        series_of(&(wks_picture_choice){"poh-ggz", "wijk", "2024", NULL}, &arena);
    assert_true(series.has_indicator && series.has_level && series.has_period &&
                series.has_breakdown && series.has_series);
    assert_string_equal(series.breakdown_id, "totaal");
    series = series_of(&(wks_picture_choice){"poh-ggz", "wijk", "2024", "18-64"}, &arena);
    assert_true(series.has_series);
    assert_int_equal(series.breakdown, 1);
    series = series_of(&(wks_picture_choice){"nee", "wijk", "2024", NULL}, &arena);
    assert_true(!series.has_indicator && series.has_level && !series.has_series);
    series = series_of(&(wks_picture_choice){"poh-ggz", "straat", "1999", "0-17"}, &arena);
    assert_true(series.has_indicator && !series.has_level && !series.has_period &&
                !series.has_breakdown && !series.has_series);
    series = series_of(&(wks_picture_choice){"poh-ggz", "buurt", "2024", NULL}, &arena);
    assert_true(series.has_level && series.has_period && !series.has_series);
    wks_arena_clear(&arena);
}

static void leaves_other_releases_alone(void **state)
{
    (void)state;
    wks_error err;
    wks_arena arena;
    wks_buffer out = {0};
    wks_picture_series series;
    wks_arena_init(&arena, 0);
    const wks_picture_choice choice = {"poh-ggz", "wijk", "2024", NULL};
    assert_int_equal(wks_picture_read_series(picture, 2, &choice, &arena, &series, &err), WKS_OK);
    assert_false(series.has_indicator || series.has_series);
    assert_int_equal(wks_picture_read_profile(picture, absent, "WK015300", &arena, &out, &err),
                     WKS_E_NOT_FOUND);
    wks_buffer_clear(&out);
    assert_int_equal(wks_picture_read_areas(picture, 2, NULL, &out, &err), WKS_OK);
    assert_string_equal(out.bytes, "{\"gebieden\":[]}");
    wks_buffer_clear(&out);
    wks_arena_clear(&arena);
}

static void finds_no_map_and_no_area_that_is_not_there(void **state)
{
    (void)state;
    wks_error err;
    wks_arena arena;
    wks_buffer out = {0};
    const char *level = NULL;
    wks_arena_init(&arena, 0);
    assert_int_equal(wks_picture_read_map(picture, 1, "buurt", &out, &err), WKS_E_NOT_FOUND);
    assert_int_equal(wks_picture_read_area_level(picture, dutch, "WK999999", &arena, &level, &err),
                     WKS_E_NOT_FOUND);
    assert_int_equal(
        wks_picture_read_area_level(picture, dutch, "BU01530001", &arena, &level, &err), WKS_OK);
    assert_string_equal(level, "buurt");
    wks_buffer_clear(&out);
    wks_arena_clear(&arena);
}

/* Whatever was signed: a number of the ledger, or none. */
static void takes_the_number_of_the_ledger_from_its_line_only(void **state)
{
    (void)state;

    static const struct {
        const char *statement, *expected;
    } cases[] = {
        {"release aa\nledger 12 bb\nhidden 3\n", "12"},
        {"ledger 4", "4"},
        {"release aa\nhidden 3", "null"},
        {"release ledger 9\nhidden 3", "null"},
        {"ledger  9 bb", "null"},
        {"ledger 9x bb", "null"},
        {"ledger", "null"},
        {"", "null"},
    };

    wks_error err;
    picture_fixture empty;
    wks_db *db = NULL;
    wks_picture *other = NULL;
    make_picture(&empty, false);
    assert_int_equal(wks_db_open(empty.path, WKS_DB_WRITE, &db, &err), WKS_OK);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char sql[400];
        snprintf(sql, sizeof sql,
                 "INSERT INTO release VALUES (%zu, '%016zx', '2026-11-21', 1, NULL, 'R', 'f'); "
                 "INSERT INTO seal VALUES (%zu, '%s', 'aa', 'bbbbbbbbbbbbbbbbcc')",
                 i + 1, i, i + 1, cases[i].statement);
        assert_int_equal(wks_db_run(db, sql, &err), WKS_OK);
    }
    wks_db_close(db);
    assert_int_equal(wks_picture_read_open(empty.path, &other, &err), WKS_OK);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        wks_buffer out = {0};
        char expected[200];
        snprintf(expected, sizeof expected,
                 "\"uitgaven\":[{\"nummer\":%zu,\"id\":\"%016zx\",\"datum\":\"2026-11-21\","
                 "\"verzegeld\":true,\"sleutel\":\"bbbbbbbbbbbbbbbb\",\"grootboek\":%s}",
                 i + 1, i, cases[i].expected);
        assert_int_equal(wks_picture_read_gate(other, (int64_t)i + 1, &out, &err), WKS_OK);
        assert_non_null(strstr(out.bytes, expected));
        wks_buffer_clear(&out);
    }
    wks_picture_read_close(other);
    remove_picture(&empty);
}

static void renders_the_same_bytes_every_time(void **state)
{
    (void)state;
    wks_error err;
    wks_arena arena;
    wks_buffer first = {0};
    wks_buffer second = {0};
    wks_arena_init(&arena, 0);
    assert_int_equal(wks_picture_read_indicators(picture, dutch, &first, &err), WKS_OK);
    assert_int_equal(wks_picture_read_gate(picture, 1, &first, &err), WKS_OK);
    assert_int_equal(wks_picture_read_profile(picture, dutch, "WK015300", &arena, &first, &err),
                     WKS_OK);
    assert_int_equal(wks_picture_read_indicators(picture, dutch, &second, &err), WKS_OK);
    assert_int_equal(wks_picture_read_gate(picture, 1, &second, &err), WKS_OK);
    assert_int_equal(wks_picture_read_profile(picture, dutch, "WK015300", &arena, &second, &err),
                     WKS_OK);
    assert_int_equal(first.n, second.n);
    assert_memory_equal(first.bytes, second.bytes, first.n);
    wks_buffer_clear(&first);
    wks_buffer_clear(&second);
    wks_arena_clear(&arena);
}

/* All that is said of one number, of its area and of the lists. */
static void put_all(wks_picture_view view, wks_buffer *out)
{
    wks_error err;
    wks_arena arena;
    wks_arena_init(&arena, 0);
    const wks_picture_choice choice = {"poh-ggz", "wijk", "2024", NULL};
    const wks_picture_series series = series_of(&choice, &arena);
    assert_int_equal(wks_picture_read_indicators(picture, view, out, &err), WKS_OK);
    assert_int_equal(wks_picture_read_values(picture, view, &choice, &series, out, &err), WKS_OK);
    assert_int_equal(wks_picture_read_profile(picture, view, "WK014100", &arena, out, &err),
                     WKS_OK);
    assert_int_equal(wks_picture_read_origin(picture, view, &series, "WK014100", out, &err),
                     WKS_OK);
    assert_int_equal(wks_picture_read_signals(picture, view, out, &err), WKS_OK);
    wks_arena_clear(&arena);
}

static void speaks_the_language_of_the_view_whatever_that_of_the_program(void **state)
{
    (void)state;
    const wks_language before = wks_language_get();
    wks_buffer said[2][2] = {0};
    for (int program = 0; program < 2; program++) {
        wks_language_set((wks_language)program);
        for (int language = 0; language < 2; language++) {
            put_all((wks_picture_view){1, (wks_language)language}, &said[program][language]);
        }
    }
    wks_language_set(before);
    for (int language = 0; language < 2; language++) {
        assert_string_equal(said[0][language].bytes, said[1][language].bytes);
    }
    assert_non_null(strstr(said[0][WKS_DUTCH].bytes, "Oordeel: hoger."));
    assert_null(strstr(said[0][WKS_DUTCH].bytes, "nederlands"));
    assert_non_null(strstr(said[0][WKS_ENGLISH].bytes, "Verdict: higher."));
    assert_non_null(strstr(said[0][WKS_ENGLISH].bytes, "\"nederlands\":[\"populatie\","));
    for (int i = 0; i < 4; i++) {
        wks_buffer_clear(&said[i / 2][i % 2]);
    }
}

static void survives_running_out_of_memory_anywhere(void **state)
{
    (void)state;
    wks_error err;
    wks_code code = WKS_E_MEMORY;
    size_t n = 0;
    while (code != WKS_OK) {
        wks_arena arena;
        wks_buffer out = {0};
        wks_arena_init(&arena, 0);
        wks_arena_fail_after(++n);
        code = wks_picture_read_gate(picture, 1, &out, &err);
        if (code == WKS_OK) {
            code = wks_picture_read_profile(picture, dutch, "WK015300", &arena, &out, &err);
        }
        wks_arena_fail_after(0);
        assert_true(code == WKS_OK || code == WKS_E_MEMORY);
        assert_true(n < 100);
        wks_buffer_clear(&out);
        wks_arena_clear(&arena);
    }
    assert_true(n > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_newest_release),
        cmocka_unit_test(says_that_there_is_no_release_yet),
        cmocka_unit_test(refuses_a_file_that_is_no_picture),
        cmocka_unit_test(tells_which_part_of_a_choice_exists),
        cmocka_unit_test(leaves_other_releases_alone),
        cmocka_unit_test(finds_no_map_and_no_area_that_is_not_there),
        cmocka_unit_test(takes_the_number_of_the_ledger_from_its_line_only),
        cmocka_unit_test(renders_the_same_bytes_every_time),
        cmocka_unit_test(speaks_the_language_of_the_view_whatever_that_of_the_program),
        cmocka_unit_test(survives_running_out_of_memory_anywhere),
    };
    return cmocka_run_group_tests_name("public/picture_read", tests, open_fixture, close_fixture);
}
