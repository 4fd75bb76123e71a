/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/picture/picture_table.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "picture_fixture.h"

#include <math.h>
#include <string.h>

typedef struct bench {
    picture_fixture fixture;
    wks_picture *picture;
    wks_arena arena;
    wks_error err;
    wks_table_offer offer;
    wks_table table;
} bench;

static int set_up(void **state)
{
    static bench at;
    memset(&at, 0, sizeof at);
    make_picture(&at.fixture, true);
    wks_arena_init(&at.arena, 0);
    *state = &at;
    return wks_picture_read_open(at.fixture.path, &at.picture, &at.err) == WKS_OK ? 0 : 1;
}

static int tear_down(void **state)
{
    bench *at = *state;
    wks_arena_fail_after(0);
    wks_picture_read_close(at->picture);
    wks_arena_clear(&at->arena);
    remove_picture(&at->fixture);
    return 0;
}

static wks_code read_table(bench *at, const char *indicator, wks_table_choice choice)
{
    WKS_TRY(wks_picture_table_offer(at->picture, 1, indicator, &at->arena, &at->offer, &at->err));
    return wks_picture_table_read(at->picture, 1, &at->offer, &choice, &at->arena, &at->table,
                                  &at->err);
}

static const wks_table *must_read(bench *at, const char *indicator, wks_table_choice choice)
{
    if (read_table(at, indicator, choice) != WKS_OK) {
        fail_msg("%s", at->err.text);
    }
    return &at->table;
}

/* The row of an area in a period, of the first breakdown that has it. */
static const wks_table_row *row_of(const wks_table *table, const char *area, const char *period)
{
    for (size_t i = 0; i < table->n_rows; i++) {
        const wks_table_row *row = &table->rows[i];
        if (strcmp(table->areas[row->area].code, area) == 0 &&
            strcmp(table->periods[row->period], period) == 0) {
            return row;
        }
    }
    fail_msg("no row of %s in %s", area, period);
    return NULL;
}

static void holds_every_level_period_and_breakdown_unless_told_otherwise(void **state)
{
    const wks_table *table = must_read(*state, "poh-ggz", (wks_table_choice){0});
    assert_int_equal(table->n_rows, 4 + 4 + 4 + 4 + 2 + 1);
    assert_int_equal(table->n_periods, 3);
    assert_string_equal(table->periods[0], "2023");
    assert_string_equal(table->periods[2], "2025");
    assert_int_equal(table->n_breakdowns, 2);
    assert_string_equal(table->breakdowns[0].id, "totaal");
    assert_string_equal(table->breakdowns[1].name, "18 tot 65 jaar");
    assert_int_equal(table->n_areas, 7); /* of the levels that it has: no country, no buurten */
    assert_string_equal(table->areas[0].code, "GG1106");
    assert_string_equal(table->areas[6].code, "WK015302");
    assert_string_equal(table->areas[table->rows[0].area].level, "regio");
    assert_int_equal(table->rows[table->n_rows - 1].breakdown, 1);
}

static void says_what_the_numbers_are_and_whose(void **state)
{
    const wks_table *table = must_read(*state, "poh-ggz", (wks_table_choice){0});
    assert_string_equal(table->release.id, "00c0ffee00c0ffee");
    assert_string_equal(table->release.released_on, "2026-11-21");
    assert_string_equal(table->release.region_name, "Twente (verzonnen)");
    assert_true(table->release.is_invented);
    assert_string_equal(table->indicator.name, "Gebruik POH-GGZ");
    assert_string_equal(table->indicator.definition, "bbbbbbbbbbbb");
    assert_string_equal(table->indicator.unit, "%");
    assert_int_equal(table->indicator.decimals, 1);
    assert_int_equal(table->n_sources, 1);
    assert_string_equal(table->sources[0].id, "levering-zorggebruik");
    assert_string_equal(table->sources[0].licence, "eigen gebruik");
    assert_int_equal(table->n_breaks, 1);
    assert_string_equal(table->breaks[0].id, "2024");
}

static void lets_each_part_of_a_choice_narrow_down(void **state)
{
    static const struct {
        wks_table_choice choice;
        size_t n_rows, n_areas, n_periods, n_breakdowns;
    } cases[] = {
        {{.level = "wijk"}, 16, 4, 3, 2},
        {{.level = "gemeente"}, 2, 2, 1, 1},
        {{.period = "2024"}, 11, 7, 1, 2},
        {{.breakdown = "18-64"}, 4, 4, 1, 1},
        {{.level = "wijk", .period = "2024", .breakdown = "totaal"}, 4, 4, 1, 1},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const wks_table *table = must_read(*state, "poh-ggz", cases[i].choice);
        assert_int_equal(table->n_rows, cases[i].n_rows);
        assert_int_equal(table->n_areas, cases[i].n_areas);
        assert_int_equal(table->n_periods, cases[i].n_periods);
        assert_int_equal(table->n_breakdowns, cases[i].n_breakdowns);
    }
}

static void gives_numbers_with_their_verdict_and_empties_with_their_reason(void **state)
{
    const wks_table *table =
        must_read(*state, "poh-ggz", (wks_table_choice){.level = "wijk", .breakdown = "totaal"});
    const wks_table_row *row = row_of(table, "WK014100", "2024");
    assert_true(row->value.value == 4.2 && row->value.lower == 3.6 && row->value.upper == 4.9);
    assert_int_equal(row->value.status, WKS_STATUS_OK);
    assert_string_equal(row->method->json, "wilson");
    assert_string_equal(row->verdict->json, "hoger");
    assert_true(row->difference == 1.7 && row->difference_lower == 0.8);
    assert_true(row->difference_upper == 2.625);
    row = row_of(table, "WK015302", "2024");
    assert_true(row->value.value == 0);
    assert_string_equal(row->flags, "zero");
    assert_string_equal(row->verdict->json, "geen");
    assert_string_equal(row->reason->json, "verborgen");
    row = row_of(table, "WK015300", "2024");
    assert_int_equal(row->value.status, WKS_STATUS_HIDDEN);
    assert_true(isnan(row->value.value) && isnan(row->value.lower) && isnan(row->difference));
    assert_null(row->method->json);
    assert_string_equal(row->reason->json, "geen_cijfer");
    assert_int_equal(row_of(table, "WK015301", "2023")->value.status, WKS_STATUS_TOO_FEW);
}

/* What a rule hides, what is hidden with it, and what its owner hid. */
static void tells_hidden_values_apart_by_nothing(void **state)
{
    bench *at = *state;
    wks_db *db = NULL;
    assert_int_equal(wks_db_open(at->fixture.path, WKS_DB_WRITE, &db, &at->err), WKS_OK);
    assert_int_equal(wks_db_run(db,
                                "INSERT INTO series VALUES (20, 1, 2, 0, 'wijk', '2022'); "
                                "INSERT INTO value VALUES "
                                "(20, 5, NULL, NULL, NULL, 'hidden', 'hidden', 2, NULL, NULL, ''), "
                                "(20, 6, NULL, NULL, NULL, 'hidden', 'none', 2, NULL, NULL, ''), "
                                "(20, 7, 3.5, 3, 4, 'hidden', 'hidden', 2, NULL, 'wilson', '')",
                                &at->err),
                     WKS_OK);
    wks_db_close(db);
    const wks_table *table = must_read(at, "poh-ggz", (wks_table_choice){.period = "2022"});
    assert_int_equal(table->n_rows, 3);
    for (size_t i = 0; i < 3; i++) {
        const wks_table_row *row = &table->rows[i];
        assert_int_equal(row->value.status, WKS_STATUS_HIDDEN);
        assert_true(isnan(row->value.value) && isnan(row->value.lower) && isnan(row->value.upper));
        assert_string_equal(row->reason->json, "geen_cijfer");
        assert_null(row->method->json);
    }
}

static void refuses_a_status_that_it_does_not_know(void **state)
{
    bench *at = *state;
    wks_db *db = NULL;
    assert_int_equal(wks_db_open(at->fixture.path, WKS_DB_WRITE, &db, &at->err), WKS_OK);
    assert_int_equal(wks_db_run(db,
                                "INSERT INTO series VALUES (20, 1, 2, 0, 'wijk', '2022'); "
                                "INSERT INTO value VALUES "
                                "(20, 5, 1, NULL, NULL, 'vreemd', 'public', 2, NULL, NULL, '')",
                                &at->err),
                     WKS_OK);
    wks_db_close(db);
    assert_int_equal(read_table(at, "poh-ggz", (wks_table_choice){.period = "2022"}), WKS_E_STORE);
}

static void knows_no_indicator_that_is_not_there(void **state)
{
    bench *at = *state;
    assert_int_equal(read_table(at, "nergens", (wks_table_choice){0}), WKS_E_NOT_FOUND);
    assert_int_equal(read_table(at, "ZG01", (wks_table_choice){0}), WKS_E_NOT_FOUND);
    assert_int_equal(
        wks_picture_table_offer(at->picture, 2, "poh-ggz", &at->arena, &at->offer, &at->err),
        WKS_E_NOT_FOUND);
}

static void tells_all_that_is_wrong_with_a_choice_and_what_there_is(void **state)
{
    bench *at = *state;

    static const struct {
        wks_table_choice choice;
        const char *levels, *periods, *breakdowns;
    } cases[] = {
        {{0}, NULL, NULL, NULL},
        {{"wijk", "2024", "18-64"}, NULL, NULL, NULL},
        {{"straat", NULL, NULL}, "regio, gemeente, wijk", NULL, NULL},
        {{"straat", "1999", "0-17"}, "regio, gemeente, wijk", "2023, 2024, 2025", "totaal, 18-64"},
        {{"gemeente", "2023", NULL}, NULL, "2024", NULL},
        {{"wijk", "2023", "18-64"}, NULL, NULL, "totaal"},
        {{"", "", ""}, "regio, gemeente, wijk", "2023, 2024, 2025", "totaal, 18-64"},
    };

    assert_int_equal(
        wks_picture_table_offer(at->picture, 1, "poh-ggz", &at->arena, &at->offer, &at->err),
        WKS_OK);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        wks_table_faults faults;
        bool is_sound = false;
        assert_int_equal(wks_picture_table_check(&at->offer, &cases[i].choice, &at->arena, &faults,
                                                 &is_sound, &at->err),
                         WKS_OK);
        assert_int_equal(is_sound, cases[i].levels == NULL && cases[i].periods == NULL &&
                                       cases[i].breakdowns == NULL);
        const char *const found[] = {faults.levels, faults.periods, faults.breakdowns};
        const char *const wanted[] = {cases[i].levels, cases[i].periods, cases[i].breakdowns};
        for (size_t k = 0; k < 3; k++) {
            assert_true((found[k] == NULL) == (wanted[k] == NULL));
            if (wanted[k] != NULL) {
                assert_string_equal(found[k], wanted[k]);
            }
        }
    }
}

static void lists_all_areas_indicators_and_sources(void **state)
{
    bench *at = *state;
    wks_table_area *areas = NULL;
    wks_table_indicator *indicators = NULL;
    wks_table_source *sources = NULL;
    size_t n = 0;
    assert_int_equal(wks_picture_table_areas(at->picture, 1, &at->arena, &areas, &n, &at->err),
                     WKS_OK);
    assert_int_equal(n, 11);
    assert_null(areas[0].parent);
    assert_string_equal(areas[10].parent, "WK015300");
    assert_int_equal(
        wks_picture_table_indicators(at->picture, 1, &at->arena, &indicators, &n, &at->err),
        WKS_OK);
    assert_int_equal(n, 3);
    assert_string_equal(indicators[2].id, "inwoners");
    assert_int_equal(wks_picture_table_sources(at->picture, 1, &at->arena, &sources, &n, &at->err),
                     WKS_OK);
    assert_int_equal(n, 3);
    assert_string_equal(sources[2].owner, "RIVM");
}

static void reports_every_allocation_that_fails(void **state)
{
    bench *at = *state;
    const wks_table_choice choice = {.level = "straat"};
    wks_code code = WKS_E_MEMORY;
    size_t n = 0;
    while (code == WKS_E_MEMORY) {
        wks_table_faults faults;
        bool is_sound = true;
        wks_arena_fail_after(++n);
        code = read_table(at, "poh-ggz", (wks_table_choice){0});
        if (code == WKS_OK) {
            code = wks_picture_table_check(&at->offer, &choice, &at->arena, &faults, &is_sound,
                                           &at->err);
        }
        wks_arena_fail_after(0);
        assert_true(n < 1000);
    }
    assert_int_equal(code, WKS_OK);
    assert_true(n > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CLAIM(holds_every_level_period_and_breakdown_unless_told_otherwise),
        CLAIM(says_what_the_numbers_are_and_whose),
        CLAIM(lets_each_part_of_a_choice_narrow_down),
        CLAIM(gives_numbers_with_their_verdict_and_empties_with_their_reason),
        CLAIM(tells_hidden_values_apart_by_nothing),
        CLAIM(refuses_a_status_that_it_does_not_know),
        CLAIM(knows_no_indicator_that_is_not_there),
        CLAIM(tells_all_that_is_wrong_with_a_choice_and_what_there_is),
        CLAIM(lists_all_areas_indicators_and_sources),
        CLAIM(reports_every_allocation_that_fails),
    };
    return cmocka_run_group_tests_name("public/picture_table", tests, NULL, NULL);
}
