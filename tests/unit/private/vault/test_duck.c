/* SPDX-License-Identifier: EUPL-1.2 */
#include "../../model/workshop.h"
#include "base/language.h"
#include "private/vault/duck.h"
#include "private/vault/sql_compose.h"
#include "private/vault/sql_pieces.h"

#include <math.h>

typedef struct bench {
    wks_arena arena;
    wks_error err;
    wks_duck duck;
} bench;

static int set_up(void **state)
{
    static bench made;
    memset(&made, 0, sizeof made);
    wks_language_set(WKS_ENGLISH);
    wks_arena_init(&made.arena, 0);
    assert_int_equal(wks_duck_open(NULL, &made.duck, &made.err), WKS_OK);
    *state = &made;
    return 0;
}

static int tear_down(void **state)
{
    bench *at = *state;
    wks_duck_close(&at->duck);
    wks_arena_clear(&at->arena);
    return 0;
}

/* Whatever quotes and line ends a value holds, it is not in the message. */
static void leaves_values_out_of_the_messages_of_duckdb(void **state)
{
    bench *at = *state;
    static const char *const values[] = {"geheim",       "O'Brien geheim",     "een\ngeheim",
                                         "a'b\ngeheim",  "\"x\" geheim",       "'\" geheim",
                                         "a\"b'geheim'", "geheim\n'\n\"geheim"};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        const wks_duck_value bound[] = {wks_duck_text(values[i])};
        wks_duck_rows rows;
        assert_int_equal(wks_duck_query(&at->duck, "SELECT CAST(?1::VARCHAR AS INTEGER)", bound, 1,
                                        &rows, &at->err),
                         WKS_E_STORE);
        assert_null(strstr(at->err.text, "geheim"));
        assert_null(strstr(at->err.text, "Brien"));
        assert_null(strchr(at->err.text, '\n'));
        assert_non_null(strstr(at->err.text, "Could not convert string"));
    }
    assert_int_equal(wks_duck_run(&at->duck, "SELECT * FROM nergens", &at->err), WKS_E_STORE);
    assert_non_null(strstr(at->err.text, "DuckDB: "));
}

static void makes_any_text_a_literal_that_reads_back(void **state)
{
    bench *at = *state;
    static const char *const texts[] = {
        "",   "'",     "''", "'; DROP TABLE t; --", "\"", "\\'", "a\nb", "$$", "?1", "\u00e9",
        "{}", "/* */", "\\"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        wks_buffer sql = {0};
        wks_duck_rows rows;
        wks_buffer_text(&sql, "SELECT ");
        wks_sql_literal(&sql, texts[i]);
        assert_int_equal(wks_duck_query(&at->duck, sql.bytes, NULL, 0, &rows, &at->err), WKS_OK);
        assert_true(wks_duck_next(&rows));
        assert_string_equal(wks_duck_get_text(&rows, 0, &at->arena), texts[i]);
        assert_false(wks_duck_next(&rows));
        wks_duck_close_rows(&rows);
        wks_buffer_clear(&sql);
    }
}

/* A catalogue that would like to be SQL: every composed statement is one that only reads or fails,
 * and the table stands. */
static void keeps_hostile_texts_of_a_catalogue_between_quotes(void **state)
{
    bench *at = *state;
    static const char evil[] = "x\"'; DROP TABLE figure; --";
    static const char *const stems[] = {evil};
    static const wks_condition condition = {.column = evil, .values = stems, .n_values = 1};
    static const wks_breakdown breakdown = {.id = evil, .age = evil, .sex = evil};
    static const wks_form_column columns[] = {
        {.name = evil, .type = WKS_COLUMN_YEAR},
        {.name = "g\"; DROP TABLE figure; --", .type = WKS_COLUMN_AREA},
        {.name = "p\"; DROP TABLE figure; --", .type = WKS_COLUMN_PSEUDONYM}};
    static const wks_source source = {.id = "x; DROP TABLE figure; --",
                                      .kind = WKS_SOURCE_RECORDS,
                                      .unit = WKS_COUNTS_REGISTRATIONS,
                                      .columns = columns,
                                      .n_columns = 3,
                                      .age = {.column = evil},
                                      .sex = {.column = evil}};
    static const wks_measure measure = {.source = evil,
                                        .base = &condition,
                                        .n_base = 1,
                                        .satisfies = &condition,
                                        .n_satisfies = 1,
                                        .column = evil,
                                        .survey_weight = evil};
    wks_buffer sql = {0};
    assert_int_equal(wks_duck_run(&at->duck,
                                  "CREATE TABLE figure (source VARCHAR, area VARCHAR, period "
                                  "VARCHAR, age VARCHAR, sex VARCHAR, measure VARCHAR, value "
                                  "DOUBLE, status INTEGER, delivery INTEGER, row INTEGER);"
                                  "CREATE TABLE region_member (gemeente VARCHAR, region VARCHAR)",
                                  &at->err),
                     WKS_OK);
    wks_sql_create_records(&sql, &source);
    assert_int_equal(wks_duck_run(&at->duck, sql.bytes, &at->err), WKS_OK);
    const wks_measure_columns columns_asked = {.stems = stems, .n_stems = 1};
    for (int i = 0; i < 5; i++) {
        const wks_duck_value bound[] = {wks_duck_text(evil), wks_duck_text(""), wks_duck_text("9")};
        wks_duck_rows rows;
        wks_buffer_clear(&sql);
        if (i == 0) {
            wks_sql_find_figures(&sql, &source, &columns_asked, &breakdown);
        } else if (i == 1) {
            wks_sql_count_records(&sql, &source, &measure, &breakdown, WKS_LEVEL_WIJK);
        } else if (i == 2) {
            wks_sql_find_cells(&sql, &source, &columns_asked, &breakdown);
        } else if (i == 3) {
            wks_sql_count_cells(&sql, &source, &measure, &breakdown, WKS_LEVEL_WIJK);
        } else {
            wks_sql_repeated_persons(&sql, &source);
        }
        const wks_code code =
            wks_duck_query(&at->duck, sql.bytes, bound, i == 0 ? 3 : 0, &rows, &at->err);
        /* a weight that is a year times itself is fine; a type that does not fit may fail */
        assert_true(code == WKS_OK || code == WKS_E_STORE);
        wks_duck_close_rows(&rows);
    }
    wks_buffer_clear(&sql);
    int64_t n = -1;
    assert_int_equal(
        wks_duck_integer_of(&at->duck, "SELECT count(*) FROM figure", NULL, 0, &n, &at->err),
        WKS_OK);
    assert_int_equal(n, 0);
    assert_int_equal(wks_duck_integer_of(&at->duck,
                                         "SELECT count(*) FROM records_x__DROP_TABLE_figure____",
                                         NULL, 0, &n, &at->err),
                     WKS_OK);
}

static void reads_every_kind_of_column(void **state)
{
    bench *at = *state;
    wks_duck_rows rows;
    assert_int_equal(wks_duck_query(&at->duck,
                                    "SELECT 1::TINYINT, -2::SMALLINT, 3::INTEGER, -4::BIGINT, "
                                    "5::HUGEINT, 200::UTINYINT, 60000::USMALLINT, 1.5::DOUBLE, "
                                    "true, NULL::DOUBLE, NULL::VARCHAR, NULL::INTEGER, "
                                    "'een tekst die niet inline past', 4000000000::UINTEGER",
                                    NULL, 0, &rows, &at->err),
                     WKS_OK);
    assert_true(wks_duck_next(&rows));
    static const int64_t expected[] = {1, -2, 3, -4, 5, 200, 60000};
    for (size_t i = 0; i < 7; i++) {
        assert_true(wks_duck_get_integer(&rows, i) == expected[i]);
        assert_true(wks_duck_get_number(&rows, i) == (double)expected[i]);
    }
    assert_true(wks_duck_get_number(&rows, 7) == 1.5);
    assert_int_equal(wks_duck_get_integer(&rows, 8), 1);
    assert_true(isnan(wks_duck_get_number(&rows, 9)));
    assert_null(wks_duck_get_text(&rows, 10, &at->arena));
    assert_true(wks_duck_is_null(&rows, 11));
    assert_int_equal(wks_duck_get_integer(&rows, 11), 0);
    assert_string_equal(wks_duck_get_text(&rows, 12, &at->arena), "een tekst die niet inline past");
    assert_true(wks_duck_get_integer(&rows, 13) == 4000000000);
    wks_duck_close_rows(&rows);
}

static void walks_through_more_rows_than_one_chunk(void **state)
{
    bench *at = *state;
    wks_duck_rows rows;
    int64_t sum = 0;
    size_t n = 0;
    assert_int_equal(
        wks_duck_query(&at->duck, "SELECT range FROM range(10000)", NULL, 0, &rows, &at->err),
        WKS_OK);
    for (; wks_duck_next(&rows); n++) {
        sum += wks_duck_get_integer(&rows, 0);
    }
    assert_false(wks_duck_next(&rows));
    wks_duck_close_rows(&rows);
    assert_int_equal(n, 10000);
    assert_int_equal(sum, 49995000);
}

static void undoes_what_was_not_committed(void **state)
{
    bench *at = *state;
    int64_t n = -1;
    assert_int_equal(wks_duck_run(&at->duck, "CREATE TABLE t (n INTEGER)", &at->err), WKS_OK);
    assert_int_equal(wks_duck_begin(&at->duck, &at->err), WKS_OK);
    assert_int_equal(wks_duck_run(&at->duck, "INSERT INTO t VALUES (1)", &at->err), WKS_OK);
    wks_duck_rollback(&at->duck);
    wks_duck_rollback(&at->duck);
    assert_int_equal(
        wks_duck_integer_of(&at->duck, "SELECT count(*) FROM t", NULL, 0, &n, &at->err), WKS_OK);
    assert_int_equal(n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CLAIM(leaves_values_out_of_the_messages_of_duckdb),
        CLAIM(makes_any_text_a_literal_that_reads_back),
        CLAIM(keeps_hostile_texts_of_a_catalogue_between_quotes),
        CLAIM(reads_every_kind_of_column),
        CLAIM(walks_through_more_rows_than_one_chunk),
        CLAIM(undoes_what_was_not_committed),
    };
    return cmocka_run_group_tests_name("private/vault/duck", tests, NULL, NULL);
}
