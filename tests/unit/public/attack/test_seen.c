/* What a picture shows of figures that are not public, against a picture that was written by hand.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/language.h"
#include "math/interval.h"
#include "public/attack/seen.h"

/* cmocka wants these before it, and the fixture wants cmocka. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "../picture/picture_fixture.h"
/* clang-format on */

#include <math.h>
#include <string.h>

typedef struct bench {
    picture_fixture picture;
    wks_arena arena;
    wks_error err;
    wks_seen seen;
} bench;

static int set_up(void **state)
{
    static bench made;
    memset(&made, 0, sizeof made);
    wks_language_set(WKS_ENGLISH);
    wks_arena_init(&made.arena, 0);
    make_picture(&made.picture, true);
    *state = &made;
    return 0;
}

static int tear_down(void **state)
{
    bench *at = *state;
    wks_arena_clear(&at->arena);
    remove_picture(&at->picture);
    return 0;
}

static void run_sql(bench *at, const char *sql)
{
    wks_db *db = NULL;
    assert_int_equal(wks_db_open(at->picture.path, WKS_DB_WRITE, &db, &at->err), WKS_OK);
    assert_int_equal(wks_db_run(db, sql, &at->err), WKS_OK);
    wks_db_close(db);
}

static wks_code read_seen(bench *at)
{
    return wks_seen_read(&at->seen, at->picture.path, &at->arena, &at->err);
}

static bool is_named(const bench *at, uint32_t name, const char *text)
{
    return strcmp(at->seen.names.text[name], text) == 0;
}

static const wks_seen_value *find(const bench *at, const char *area, const char *period,
                                  const char *breakdown)
{
    const wks_seen_value *found = NULL;
    for (size_t i = 0; i < at->seen.n; i++) {
        const wks_seen_value *value = &at->seen.values[i];
        if (is_named(at, value->area, area) && is_named(at, value->period, period) &&
            is_named(at, value->breakdown, breakdown)) {
            found = value;
        }
    }
    assert_non_null(found);
    return found;
}

static void reads_what_is_not_public_and_nothing_else(void **state)
{
    bench *at = *state;
    assert_int_equal(read_seen(at), WKS_OK);
    assert_int_equal(at->seen.n_releases, 1);
    assert_string_equal(at->seen.releases[0].id, "00c0ffee00c0ffee");
    assert_int_equal(at->seen.n, 19); /* series 2, 3, 4, 5, 6 and 12 */
    for (size_t i = 0; i < at->seen.n; i++) {
        assert_true(is_named(at, at->seen.values[i].source, "levering-zorggebruik"));
    }
}

static void tells_hidden_from_empty_and_shown(void **state)
{
    bench *at = *state;
    assert_int_equal(read_seen(at), WKS_OK);
    assert_int_equal(find(at, "WK015300", "2024", "totaal")->kind, WKS_SEEN_HIDDEN);
    assert_int_equal(find(at, "WK015302", "2023", "totaal")->kind, WKS_SEEN_HIDDEN); /* refused */
    assert_int_equal(find(at, "WK015301", "2024", "totaal")->kind, WKS_SEEN_NONE);
    assert_int_equal(find(at, "WK015301", "2023", "totaal")->kind, WKS_SEEN_OTHER); /* too few */
    assert_int_equal(find(at, "GM0141", "2024", "totaal")->kind, WKS_SEEN_OTHER);   /* rounded */
    const wks_seen_value *compared = find(at, "WK014100", "2024", "totaal");
    assert_true(is_named(at, compared->against, "GM0141") && compared->reference == 2.5);
}

static void gives_counts_back_and_what_lies_in_what(void **state)
{
    bench *at = *state;
    char sql[512];
    const wks_interval interval = wks_interval_proportion(43.0 / 1009, 1009);
    snprintf(sql, sizeof sql,
             "DROP TRIGGER value_is_kept; UPDATE value SET value = %.17g, lower = %.17g, upper = "
             "%.17g WHERE series = 5 AND area = 4",
             43.0 / 1009 * 100, interval.lower * 100, interval.upper * 100);
    run_sql(at, sql);
    assert_int_equal(read_seen(at), WKS_OK);
    const wks_seen_value *value = find(at, "GM0153", "2024", "totaal");
    assert_int_equal(value->kind, WKS_SEEN_COUNT);
    assert_true(value->with == 43 && value->all == 1009 && value->per == 100);
    assert_true(is_named(at, at->seen.parent[value->area], "GG1106"));
}

static void knows_how_many_rows_were_delivered_where_that_is_told(void **state)
{
    bench *at = *state;
    assert_int_equal(read_seen(at), WKS_OK);
    assert_true(isnan(find(at, "GM0153", "2024", "totaal")->rows));
    run_sql(at, "DROP TRIGGER delivery_is_kept; UPDATE delivery SET n_rows = 400, n_unknown = 3 "
                "WHERE number = 2");
    assert_int_equal(read_seen(at), WKS_OK);
    assert_int_equal(at->seen.n_releases, 2); /* the same picture once more */
    assert_true(find(at, "GM0153", "2024", "totaal")->rows == 397);
}

static void refuses_what_is_no_picture_and_names_it(void **state)
{
    bench *at = *state;
    wks_db *db = NULL;
    assert_int_equal(wks_seen_read(&at->seen, "/nowhere/picture.db", &at->arena, &at->err),
                     WKS_E_NOT_FOUND);
    assert_non_null(strstr(at->err.text, "/nowhere/picture.db: there is no picture yet"));
    run_sql(at, "PRAGMA foreign_keys = OFF; DROP TRIGGER release_stays; DELETE FROM release");
    assert_int_equal(read_seen(at), WKS_E_NOT_FOUND);
    assert_non_null(strstr(at->err.text, "holds no release yet"));
    unlink(at->picture.path);
    assert_int_equal(wks_db_open(at->picture.path, WKS_DB_CREATE, &db, &at->err), WKS_OK);
    assert_int_equal(wks_db_run(db, "CREATE TABLE other (a)", &at->err), WKS_OK);
    wks_db_close(db);
    assert_int_equal(read_seen(at), WKS_E_STORE);
    assert_non_null(strstr(at->err.text, at->picture.path));
}

static void refuses_a_status_that_it_does_not_know(void **state)
{
    bench *at = *state;
    run_sql(at, "DROP TRIGGER value_is_kept; UPDATE value SET status = 'odd' WHERE series = 5");
    assert_int_equal(read_seen(at), WKS_E_STORE);
    assert_non_null(strstr(at->err.text, "status odd is not known"));
}

static void survives_want_of_memory(void **state)
{
    bench *at = *state;
    wks_code code = WKS_E_MEMORY;
    for (size_t n = 1; code != WKS_OK; n++) {
        assert_true(n < 1000);
        memset(&at->seen, 0, sizeof at->seen);
        wks_arena_fail_after(n);
        code = read_seen(at);
        wks_arena_fail_after(0);
        assert_true(code == WKS_OK || code == WKS_E_MEMORY);
    }
}

#define CLAIM(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLAIM(reads_what_is_not_public_and_nothing_else),
        CLAIM(tells_hidden_from_empty_and_shown),
        CLAIM(gives_counts_back_and_what_lies_in_what),
        CLAIM(knows_how_many_rows_were_delivered_where_that_is_told),
        CLAIM(refuses_what_is_no_picture_and_names_it),
        CLAIM(refuses_a_status_that_it_does_not_know),
        CLAIM(survives_want_of_memory),
    };
    return cmocka_run_group_tests_name("public/attack/seen", tests, NULL, NULL);
}
