/* What is expected of an area with its ages and sexes; the numbers are worked out by hand.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "math/interval.h"
#include "measure_bench.h"

#include <math.h>

#define COSTS                                                                                      \
    SOURCE("kosten", "figures")                                                                    \
    "public: yes\nrecognise: [gebied, leeftijd, sekse, euro, jaren]\narea: {column: gebied}\n"     \
    "period_from_name: yes\nedition: 2020\nages_add_up: yes\n"                                     \
    "age: {column: leeftijd, map: [{from: j, to: 0-17}, {from: m, to: 18-64}, "                    \
    "{from: o, to: 65+}]}\nsex: {column: sekse, map: [{from: M, to: man}, {from: V, to: "          \
    "vrouw}]}\n"
#define COSTS_TOP "gebied;leeftijd;sekse;euro;jaren\n"
#define PEOPLE                                                                                     \
    SOURCE("mensen", "records")                                                                    \
    "counts: persons\narea: {column: gebied}\nperiod: {column: jaar}\nage: {column: leeftijd}\n"   \
    "sex: {column: sekse}\nrecognise: [jaar, wie, gebied, leeftijd, sekse, zorg]\ncolumns:\n"      \
    "  - {name: jaar, type: year, nl: Jaar, en: Year, example: '2020'}\n"                          \
    "  - {name: wie, type: pseudonym, nl: Wie, en: Who, example: a}\n"                             \
    "  - {name: gebied, type: area, nl: Gebied, en: Area, example: WK000101}\n"                    \
    "  - {name: leeftijd, type: integer, nl: L, en: A, example: '4'}\n"                            \
    "  - {name: sekse, type: code, nl: S, en: S, example: man, values: [{code: man, nl: man}, "    \
    "{code: vrouw, nl: vrouw}]}\n"                                                                 \
    "  - {name: zorg, type: integer, nl: Z, en: C, example: '1'}\n"

/* clang-format off */
static const char indicators[] =
    "theme: context\nindicators:\n"
    INDICATOR("index", "PX01") "measures: [{source: kosten, kind: indirect, per: 100, "
    "numerator: [{columns: [euro]}], denominator: [{columns: [jaren]}]}], "
    "breakdowns: [{id: alle, nl: a, en: a}, {id: 18+, nl: b, en: b, age: 18+}]}\n"
    INDICATOR("euro", "PX02") "measures: [{source: kosten, kind: indirect, scale: rate, "
    "numerator: [{columns: [euro]}], denominator: [{columns: [jaren]}]}]}\n"
    INDICATOR("zorg", "PX03") "measures: [{source: mensen, kind: indirect, per: 100, "
    "satisfies: [{column: zorg, minimum: 1}]}]}\n"
    INDICATOR("inw", "PX04") "measures: [{source: gebieden, kind: given, summed: yes, "
    "numerator: [{columns: [inwoners]}]}]}\n";

/* clang-format on */

static int set_up(void **state)
{
    static const char *const sources[] = {AREAS_SOURCE, COSTS, PEOPLE};
    *state = measure_bench_open(sources, 3, indicators, true);
    return 0;
}

static void assert_number(const bench *at, const char *area, size_t breakdown, double expected)
{
    const wks_candidate *got = find(at, area, NULL, breakdown);
    assert_non_null(got);
    assert_true(fabs(got->value.value - expected) < 1e-9);
}

/* Region: children 40/40 = 1, adults 300/100 = 3, old 600/100 = 6. */
#define TWO_GEMEENTEN                                                                              \
    COSTS_TOP "GM0001;j;M;10;20\nGM0001;m;M;100;50\nGM0001;o;V;500;80\n"                           \
              "GM0002;j;M;30;20\nGM0002;m;M;200;50\nGM0002;o;V;100;20\n"

static void divides_costs_by_what_age_and_sex_lead_to_expect(void **state)
{
    bench *at = *state;
    bench_must_load(&at->vault, "kosten2020.csv", TWO_GEMEENTEN, "kosten");
    measure(at, "index");
    assert_number(at, "GM0001", 0, 100 * 610.0 / (20 * 1 + 50 * 3 + 80 * 6));
    assert_number(at, "GM0002", 0, 100 * 330.0 / (20 * 1 + 50 * 3 + 20 * 6));
    assert_number(at, "GG0001", 0, 100);
    assert_true(isnan(find(at, "GM0001", NULL, 0)->value.upper)); /* euros are no count */
    assert_string_equal(find(at, "GM0001", NULL, 0)->rows, "2 3 4");
    /* 18+ is the sum of two groups */
    assert_number(at, "GM0001", 1, 100 * 600.0 / (50 * 3 + 80 * 6));
}

static void gives_the_rate_that_the_region_would_have_with_the_same_index(void **state)
{
    bench *at = *state;
    bench_must_load(&at->vault, "kosten2020.csv", TWO_GEMEENTEN, "kosten");
    measure(at, "euro");
    assert_number(at, "GM0001", 0, 610.0 / 650 * (940.0 / 240));
    assert_number(at, "GG0001", 0, 940.0 / 240);
}

static void expects_nothing_of_a_region_that_is_not_whole(void **state)
{
    bench *at = *state;
    bench_must_load(&at->vault, "kosten2020.csv", COSTS_TOP "GM0001;j;M;10;20\nGM0001;m;M;1;5\n",
                    "kosten");
    measure(at, "index");
    assert_int_equal(at->found.n, 0);
}

static void shows_no_index_where_nobody_is_expected(void **state)
{
    bench *at = *state;
    bench_must_load(&at->vault, "kosten2020.csv",
                    COSTS_TOP "GM0001;j;M;0;20\nGM0002;j;M;0;20\nGM0002;m;M;5;20\n", "kosten");
    measure(at, "index");
    assert_int_equal(find(at, "GM0001", NULL, 0)->value.status, WKS_STATUS_NOT_APPLICABLE);
    assert_number(at, "GM0002", 0, 100);
}

/* Region: men of 20 have 2 of 4, women of 90 and over 1 of 2. */
static const char people[] = "jaar;wie;gebied;leeftijd;sekse;zorg\n"
                             "2020;a;WK000101;20;man;1\n2020;b;WK000101;24;man;1\n"
                             "2020;c;WK000102;22;man;0\n2020;d;WK000201;21;man;0\n"
                             "2020;e;WK000201;90;vrouw;1\n2020;f;WK000102;104;vrouw;0\n";

static void counts_persons_against_the_rates_of_the_region_per_five_years_of_age(void **state)
{
    bench *at = *state;
    bench_must_load(&at->vault, "mensen.csv", people, "mensen");
    measure(at, "zorg");
    assert_number(at, "WK000101", 0, 100 * 2 / (2 * 0.5));
    assert_number(at, "WK000102", 0, 0);
    assert_number(at, "WK000201", 0, 100 * 1 / (0.5 + 0.5));
    assert_number(at, "GG0001", 0, 100);
    const wks_candidate *wijk = find(at, "WK000101", NULL, 0);
    const wks_interval interval = wks_interval_count(2);
    assert_true(fabs(wijk->value.lower - 100 * interval.lower) < 1e-9);
    assert_true(fabs(wijk->value.upper - 100 * interval.upper) < 1e-9);
    assert_true(wijk->n_persons == 2 && wijk->n_with == 2);
    assert_int_equal(wijk->kind, WKS_CANDIDATE_COUNT);
    assert_true(isnan(find(at, "GG0001", NULL, 0)->value.lower));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(divides_costs_by_what_age_and_sex_lead_to_expect, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            gives_the_rate_that_the_region_would_have_with_the_same_index, set_up, tear_down),
        cmocka_unit_test_setup_teardown(expects_nothing_of_a_region_that_is_not_whole, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(shows_no_index_where_nobody_is_expected, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            counts_persons_against_the_rates_of_the_region_per_five_years_of_age, set_up,
            tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
