/* SPDX-License-Identifier: EUPL-1.2 */
#include "math/interval.h"
#include "measure_bench.h"

#include <math.h>

#define FIGURES                                                                                    \
    SOURCE("cijfers", "figures")                                                                   \
    "public: yes\nrecognise: [gebied, jaar, grens, score, ziek, totaal]\n"                         \
    "area: {column: gebied}\nperiod: {column: jaar}\nedition: 2020\n"                              \
    "filters: [{column: grens, values: [W]}]\n"                                                    \
    "margin: {column: grens, lower: L, upper: U}\nmissing: [{text: '.', means: hidden}]\n"
#define TOP "gebied;jaar;grens;score;ziek;totaal\n"
#define SHARE                                                                                      \
    "measures: [{source: cijfers, kind: ratio, per: 100, numerator: [{columns: [ziek]}], "         \
    "denominator: [{columns: [totaal]}], interval: "
#define TRENDED(id, code)                                                                          \
    "  - {id: " id ", code: " code ", nl: Proef, en: Trial, numerator: T, denominator: N, "        \
    "population: alle, unit: '%', decimals: 1, direction: neutral, "                               \
    "levels: [land, regio, gemeente, wijk], "

/* clang-format off */
static const char indicators[] =
    "theme: context\nindicators:\n"
    INDICATOR("deel", "PX01") SHARE "wilson, rounded_to: 5}]}\n"
    INDICATOR("regio", "PX02") "compare: {against: regio, rule: plain}, " SHARE "byar}]}\n"
    INDICATOR("kaal", "PX03") SHARE "none, interval_note: Zo maar.}]}\n"
    INDICATOR("score", "PX04") "measures: [{source: cijfers, kind: given, weight: inwoners, "
    "weight_source: gebieden, numerator: [{columns: [score]}]}]}\n"
    TRENDED("verloop", "PX05") "may: [compare, trend], breaks: [{period: '2016', nl: b, en: b}], "
    SHARE "wilson}]}\n"
    TRENDED("stil", "PX06") "may: [], " SHARE "wilson}]}\n";

/* clang-format on */

static int set_up(void **state)
{
    static const char *const sources[] = {AREAS_SOURCE, FIGURES};
    *state = measure_bench_open(sources, 2, indicators, false);
    return 0;
}

static const wks_candidate *get(const bench *at, const char *area)
{
    const wks_candidate *got = find(at, area, NULL, 0);
    assert_non_null(got);
    return got;
}

static const wks_verdict_test *test_of(const bench *at, wks_level level)
{
    for (size_t i = 0; i < at->found.n_tests; i++) {
        if (at->found.tests[i].level == level) {
            return &at->found.tests[i].test;
        }
    }
    fail_msg("no test of level %d", (int)level);
    return NULL;
}

static bool is_near(double a, double b)
{
    return fabs(a - b) < 1e-9;
}

static void load(bench *at, const char *rows)
{
    char text[4096];
    snprintf(text, sizeof text, TOP "%s", rows);
    bench_must_load(&at->vault, "c.csv", text, "cijfers");
}

/* ---- intervals and flags ------------------------------------------------------------------- */

static void gives_a_share_of_persons_its_interval_parts_and_flags(void **state)
{
    bench *at = *state;
    load(at, "GM0001;2020;W;1;60;200\nGM0002;2020;W;1;40;500\nWK000101;2020;W;1;0;20\n"
             "WK000102;2020;W;1;15;15\nWK000201;2020;W;1;510;500\n");
    measure(at, "deel");
    const wks_candidate *large = get(at, "GM0001");
    const wks_interval interval = wks_interval_proportion(0.3, 200);
    assert_int_equal(large->method, WKS_METHOD_WILSON);
    assert_true(is_near(large->value.lower, 100 * interval.lower));
    assert_true(is_near(large->value.upper, 100 * interval.upper));
    assert_true(large->parts.with == 60 && large->parts.all == 200);
    assert_int_equal(large->flags, 0);
    assert_int_equal(get(at, "GM0002")->flags, WKS_FLAG_ROUNDED); /* 2.5 of 40 is above 5 % */
    assert_int_equal(get(at, "WK000101")->flags,
                     WKS_FLAG_ROUNDED | WKS_FLAG_ZERO | WKS_FLAG_SMALL_N);
    assert_int_equal(get(at, "WK000102")->flags,
                     WKS_FLAG_ROUNDED | WKS_FLAG_ALL | WKS_FLAG_SMALL_N);
    assert_int_equal(get(at, "GG0001")->flags, WKS_FLAG_SUMMED);
    const wks_candidate *odd = get(at, "WK000201"); /* rounded up above its denominator */
    assert_true(is_near(odd->value.value, 102) && isnan(odd->value.upper));
    assert_int_equal(odd->parts.kind, WKS_PARTS_NONE);
    assert_int_equal(odd->method, WKS_METHOD_NONE);
}

static void takes_the_limits_of_the_source_as_interval(void **state)
{
    bench *at = *state;
    load(at, "GM0001;2020;W;60;1;1\nGM0001;2020;L;50;1;1\nGM0001;2020;U;75;1;1\n"
             "GM0002;2020;W;40;1;1\nGM0002;2020;L;.;1;1\nGM0002;2020;U;45;1;1\n"
             "WK000101;2020;W;9;1;1\nWK000101;2020;L;10;1;1\nWK000101;2020;U;12;1;1\n");
    measure(at, "score");
    const wks_candidate *given = get(at, "GM0001");
    assert_true(given->value.value == 60 && given->value.lower == 50 && given->value.upper == 75);
    assert_int_equal(given->method, WKS_METHOD_SOURCE);
    assert_true(given->parts.all == 300 && given->parts.with == 300 * 60.0);
    const double error = 25 / (2 * 1.959963984540054);
    assert_true(is_near(given->parts.second / (300 * 300 * error * error), 1));
    assert_string_equal(given->rows, "2"); /* of the value alone */
    assert_true(isnan(get(at, "GM0002")->value.lower));
    assert_int_equal(get(at, "GM0002")->method, WKS_METHOD_NONE);
    assert_true(isnan(get(at, "WK000101")->value.lower)); /* leaves out its value */
    assert_true(is_near(get(at, "GG0001")->value.value, (300 * 60 + 500 * 40) / 800.0));
    assert_int_equal(get(at, "GG0001")->flags, WKS_FLAG_AVERAGED);
}

/* ---- comparison ---------------------------------------------------------------------------- */

static void compares_a_wijk_with_the_rest_of_its_gemeente_and_a_gemeente_with_the_region(
    void **state)
{
    bench *at = *state;
    load(at, "GM0001;2020;W;1;600;2000\nGM0002;2020;W;1;400;5000\nGM0003;2020;W;1;900;1000\n"
             "WK000101;2020;W;1;500;1000\nWK000102;2020;W;1;100;1000\n"
             "WK000201;2020;W;1;400;5000\n");
    measure(at, "deel");
    const wks_verdict *wijk = get(at, "WK000101")->verdict;
    assert_string_equal(wijk->against, "GM0001");
    assert_true(is_near(wijk->reference, 10) && is_near(wijk->difference, 40));
    assert_true(wijk->lower > 35 && wijk->upper < 45 && wijk->lower < 40 && wijk->upper > 40);
    assert_int_equal(get(at, "WK000201")->verdict->reason, WKS_WHY_NO_REST); /* the only one */
    const wks_verdict *gemeente = get(at, "GM0001")->verdict;
    assert_string_equal(gemeente->against, "GG0001");
    assert_true(is_near(gemeente->reference, 8)); /* GM0003 is of another region */
    assert_null(get(at, "GG0001")->verdict);
    assert_int_equal(test_of(at, WKS_LEVEL_REGIO)->reason, WKS_WHY_TOP_LEVEL);
    const wks_verdict_test *test = test_of(at, WKS_LEVEL_WIJK);
    assert_int_equal(test->n_tested, 2);
    assert_int_equal(test->against, WKS_AGAINST_GEMEENTE);
    assert_true(test->expected_by_chance >= 0 && test->expected_by_chance <= 2);
}

static void compares_with_the_rest_of_the_region_by_the_rule_that_the_catalogue_says(void **state)
{
    bench *at = *state;
    load(at, "WK000101;2020;W;1;500;1000\nWK000102;2020;W;1;100;1000\n"
             "WK000201;2020;W;1;400;4000\n");
    measure(at, "regio");
    const wks_verdict *wijk = get(at, "WK000201")->verdict;
    assert_string_equal(wijk->against, "GG0001");
    assert_true(is_near(wijk->reference, 30) && is_near(wijk->difference, -20));
    assert_int_equal(wijk->label, WKS_VERDICT_LOWER);
    assert_int_equal(get(at, "WK000101")->verdict->label, WKS_VERDICT_HIGHER);
    const wks_verdict_test *test = test_of(at, WKS_LEVEL_WIJK);
    assert_int_equal(test->rule, WKS_RULE_PLAIN);
    assert_true(is_near(test->expected_by_chance, 3 * 0.05));
    assert_int_equal(get(at, "WK000101")->method, WKS_METHOD_BYAR);
}

static void leaves_an_empty_area_out_of_every_rest(void **state)
{
    bench *at = *state;
    load(at, "WK000101;2020;W;1;500;1000\nWK000102;2020;W;1;.;1000\n");
    measure(at, "deel");
    assert_null(get(at, "WK000102")->verdict);
    assert_int_equal(get(at, "WK000101")->verdict->reason, WKS_WHY_NO_REST);
}

static void says_why_a_series_has_no_verdicts(void **state)
{
    bench *at = *state;
    load(at, "GM0001;2020;W;1;60;200\nGM0002;2020;W;1;40;500\n");
    measure(at, "kaal");
    assert_int_equal(test_of(at, WKS_LEVEL_GEMEENTE)->reason, WKS_WHY_NO_INTERVAL);
    assert_string_equal(test_of(at, WKS_LEVEL_GEMEENTE)->note, "Zo maar.");
    assert_null(get(at, "GM0001")->verdict);
    measure(at, "score");
    assert_int_equal(test_of(at, WKS_LEVEL_GEMEENTE)->reason, WKS_WHY_NO_MARGIN);
    measure(at, "stil");
    assert_int_equal(test_of(at, WKS_LEVEL_GEMEENTE)->reason, WKS_WHY_NOT_COMPARABLE);
    assert_true(isnan(test_of(at, WKS_LEVEL_GEMEENTE)->expected_by_chance));
}

/* ---- trend --------------------------------------------------------------------------------- */

static const wks_verdict_trend *trend_of(const bench *at, const char *area, wks_level level)
{
    for (size_t i = 0; i < at->found.n_trends; i++) {
        const wks_candidate_trend *one = &at->found.trends[i];
        if (one->level == level &&
            (area == NULL ? one->area == NULL
                          : one->area != NULL && strcmp(one->area, area) == 0)) {
            return &one->trend;
        }
    }
    fail_msg("no trend");
    return NULL;
}

static void follows_an_area_from_its_last_break(void **state)
{
    bench *at = *state;
    wks_buffer rows = {0};
    for (int year = 2014; year <= 2020; year++) {
        const int rise = year < 2016 ? 900 : 200 + 100 * (year - 2016);
        wks_buffer_printf(&rows, "GM0001;%d;W;1;%d;2000\nGM0002;%d;W;1;1000;5000\n", year, rise,
                          year);
    }
    load(at, rows.bytes);
    wks_buffer_clear(&rows);
    measure(at, "verloop");
    const wks_verdict_trend *rising = trend_of(at, "GM0001", WKS_LEVEL_GEMEENTE);
    assert_int_equal(rising->movement, WKS_MOVEMENT_RISING);
    assert_string_equal(rising->from_period, "2016");
    assert_string_equal(rising->to_period, "2020");
    assert_int_equal(rising->n_periods, 5);
    assert_true(rising->lower > 0 && rising->lower < rising->per_year);
    assert_true(rising->per_year > 4 && rising->per_year < 6); /* 5 points a year, nearly */
    assert_int_equal(trend_of(at, "GM0002", WKS_LEVEL_GEMEENTE)->movement, WKS_MOVEMENT_NO_CHANGE);
}

static void says_why_there_is_no_trend(void **state)
{
    bench *at = *state;
    load(at, "GM0001;2018;W;1;60;200\nGM0001;2019;W;1;60;200\nGM0002;2019;W;1;40;500\n");
    measure(at, "verloop");
    assert_int_equal(trend_of(at, "GM0001", WKS_LEVEL_GEMEENTE)->reason, WKS_WHY_TOO_FEW_PERIODS);
    measure(at, "deel"); /* may not be followed */
    assert_int_equal(trend_of(at, NULL, WKS_LEVEL_GEMEENTE)->reason, WKS_WHY_NOT_TRENDABLE);
}

static void reports_every_allocation_that_fails(void **state)
{
    bench *at = *state;
    load(at, "GM0001;2020;W;1;60;200\nGM0002;2020;W;1;40;500\n");
    for (size_t n = 1;; n++) {
        at->found = (wks_candidates){0};
        wks_arena_fail_after(n);
        const wks_code code =
            wks_measure_run(at->vault.vault, &at->vault.catalogue, &at->workspace,
                            wks_catalogue_indicator(&at->vault.catalogue, "verloop"),
                            &at->vault.arena, &at->found, &at->vault.err);
        wks_arena_fail_after(0);
        if (code == WKS_OK) {
            assert_true(n > 20);
            break;
        }
        assert_int_equal(code, WKS_E_MEMORY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CLAIM(gives_a_share_of_persons_its_interval_parts_and_flags),
        CLAIM(takes_the_limits_of_the_source_as_interval),
        CLAIM(compares_a_wijk_with_the_rest_of_its_gemeente_and_a_gemeente_with_the_region),
        CLAIM(compares_with_the_rest_of_the_region_by_the_rule_that_the_catalogue_says),
        CLAIM(leaves_an_empty_area_out_of_every_rest),
        CLAIM(says_why_a_series_has_no_verdicts),
        CLAIM(follows_an_area_from_its_last_break),
        CLAIM(says_why_there_is_no_trend),
        CLAIM(reports_every_allocation_that_fails),
    };
    return cmocka_run_group_tests_name("private/measure/measure_compare", tests, NULL, NULL);
}
