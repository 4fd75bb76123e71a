/* Finding numbers, neighbours and residents for models.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "../vault/vault_bench.h"
#include "private/measure/area_map.h"
#include "private/measure/candidate.h"
#include "private/measure/population.h"

#include <math.h>
#include <stdlib.h>

static const wks_indicator indicators[2] = {{.id = "a"}, {.id = "b"}};

static wks_candidate number(size_t indicator, size_t breakdown, const char *period,
                            const char *area, double value)
{
    wks_candidate one = {.indicator = &indicators[indicator],
                         .breakdown = breakdown,
                         .level = area[0] == 'G' ? WKS_LEVEL_GEMEENTE : WKS_LEVEL_WIJK,
                         .period = period,
                         .area = area,
                         .value = {value, NAN, NAN, WKS_STATUS_OK}};
    if (isnan(value)) {
        one.value = wks_value_empty(WKS_STATUS_HIDDEN);
    }
    return one;
}

static void finds_the_number_of_the_nearest_year_and_of_two_the_later(void **state)
{
    wks_candidate items[] = {
        number(1, 0, "2020", "WK000101", 7), number(0, 0, "2024", "WK000101", NAN),
        number(0, 0, "2022", "WK000101", 3), number(0, 0, "2020", "WK000101", 2),
        number(0, 0, "2016", "WK000101", 1), number(0, 1, "2021", "WK000101", 9),
        number(0, 0, "2020", "WK000102", 5), number(0, 0, "2020", "GM0001", 4),
    };
    const size_t n = sizeof items / sizeof items[0];
    const wks_candidates all = {.items = items, .n = n};
    (void)state;
    qsort(items, n, sizeof items[0], wks_candidates_compare);

    const struct {
        const char *area;
        const char *period;
        double expected;
    } asked[] = {{"WK000101", "2024", 3}, {"WK000101", "2021", 3}, {"WK000101", "2020", 2},
                 {"WK000101", "2010", 1}, {"WK000102", "2024", 5}, {"GM0001", "2024", 4}};

    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        const size_t at =
            wks_candidates_nearest(&all, &indicators[0], asked[i].area, asked[i].period);
        assert_true(at < n && items[at].value.value == asked[i].expected);
    }
    assert_true(wks_candidates_nearest(&all, &indicators[0], "WK000109", "2020") ==
                WKS_NO_CANDIDATE);
    assert_true(wks_candidates_nearest(&all, &indicators[1], "GM0001", "2020") == WKS_NO_CANDIDATE);
    const wks_candidate_key key = {.indicator = &indicators[0],
                                   .breakdown = 1,
                                   .level = WKS_LEVEL_WIJK,
                                   .period = "2021",
                                   .area = "WK000101"};
    assert_true(items[wks_candidates_find(&all, &key)].value.value == 9);
}

static void finds_an_area_of_the_map_by_its_code(void **state)
{
    static const char *codes[] = {"WK000101", "WK000102", "WK000201"};
    const wks_area_map map = {.codes = codes, .n = 3};
    (void)state;
    assert_int_equal(wks_area_map_find(&map, "WK000102"), 1);
    assert_int_equal(wks_area_map_find(&map, "WK000103"), 3);
    assert_int_equal(wks_area_map_find(&(wks_area_map){0}, "WK000102"), 0);
}

/* ---- residents ------------------------------------------------------------------------------ */

#define PEOPLE                                                                                     \
    SOURCE("inwoners", "figures")                                                                  \
    "public: yes\nrecognise: [gebied, mannen, vrouwen, jong, oud]\narea: {column: gebied}\n"       \
    "period_from_name: yes\nedition: 2020\nmissing: [{text: '.', means: hidden}]\n"                \
    "population:\n  - {column: mannen, sex: man}\n  - {column: vrouwen, sex: vrouw}\n"             \
    "  - {column: jong, age: 15-24}\n  - {column: oud, age: 25+}\n"

static const char in_catalogue[] = "theme: context\nindicators:\n" INDICATOR(
    "m", "PX01") "measures: [{source: inwoners, kind: given, summed: yes, numerator: "
                 "[{columns: [mannen]}]}]}\n" INDICATOR("inw", "PX02") //
    "measures: [{source: gebieden, kind: given, summed: yes, numerator: "
    "[{columns: [inwoners]}]}]}\n";

static int set_up(void **state)
{
    static vault_bench made;
    static const char *const sources[] = {AREAS_SOURCE, PEOPLE};
    bench_open(&made, sources, 2, in_catalogue, true);
    bench_must_load(&made, "gebieden2020.csv", AREAS, "gebieden");
    bench_must_load(&made, "inwoners2020.csv",
                    "gebied;mannen;vrouwen;jong;oud\nWK000101;40;60;30;70\nWK000102;.;5;1;9\n"
                    "WK000201;0;0;0;0\nGM0001;80;90;50;120\n",
                    "inwoners");
    bench_must_load(&made, "inwoners2018.csv", "gebied;mannen;vrouwen;jong;oud\nWK000101;1;1;1;1\n",
                    "inwoners");
    *state = &made;
    return 0;
}

static int tear_down(void **state)
{
    bench_close(*state);
    return 0;
}

static void crosses_ages_with_sexes_within_a_wijk(void **state)
{
    vault_bench *at = *state;
    static const wks_breakdown adults = {
        .id = "18+", .age = "18+", .has_age_years = true, .age_from = 18, .age_to = 200};
    wks_population found;
    assert_int_equal(wks_population_read(at->vault,
                                         wks_catalogue_source(&at->catalogue, "inwoners"), &adults,
                                         WKS_LEVEL_WIJK, "2023", &at->arena, &found, &at->err),
                     WKS_OK);
    assert_string_equal(found.period, "2020");
    assert_int_equal(found.n_areas, 2); /* the one with a hidden figure is left out */
    assert_string_equal(found.areas[0], "WK000101");
    assert_int_equal(found.n_ages, 2);
    assert_int_equal(found.n_sexes, 2);
    assert_int_equal(found.ages[0].from, 18);
    assert_true(fabs(found.ages[0].share - 0.7) < 1e-12); /* seven of ten years */
    assert_true(fabs(found.residents[0] - 30 * 0.7 * 0.4) < 1e-12);
    assert_true(fabs(found.residents[1] - 30 * 0.7 * 0.6) < 1e-12);
    assert_true(fabs(found.residents[3] - 70 * 0.6) < 1e-12);
    assert_true(found.residents[4] == 0); /* nobody lives in WK000201 */
}

static void says_that_a_source_has_no_population(void **state)
{
    vault_bench *at = *state;
    static const wks_breakdown everyone = {.id = "totaal"};
    wks_population found;
    assert_int_equal(
        wks_population_read(at->vault, wks_catalogue_source(&at->catalogue, "gebieden"), &everyone,
                            WKS_LEVEL_WIJK, "2020", &at->arena, &found, &at->err),
        WKS_E_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_number_of_the_nearest_year_and_of_two_the_later),
        cmocka_unit_test(finds_an_area_of_the_map_by_its_code),
        cmocka_unit_test_setup_teardown(crosses_ages_with_sexes_within_a_wijk, set_up, tear_down),
        cmocka_unit_test_setup_teardown(says_that_a_source_has_no_population, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
