/* Expected: PHEindicatormethods 2.1.0 (UK Health Security Agency), tests/testthat/
 * testLifeExpectancy.R: df1 and answer1, from PHE's Life Expectancy Calculator.  Its limits are
 * with 1.96 for the normal point, so that is what they are held against; both with eight or more
 * digits.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "private/method/life_expectancy.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
    N = 20
};

static const double starts[N] = {0,  1,  5,  10, 15, 20, 25, 30, 35, 40,
                                 45, 50, 55, 60, 65, 70, 75, 80, 85, 90};
static const double residents[N] = {7060,  35059, 46974, 48489, 43219, 38561, 46009,
                                    57208, 61435, 55601, 50209, 56416, 46411, 39820,
                                    37978, 37039, 33288, 23306, 11936, 11936};
static const double dead[N] = {17,  9,   4,   8,   20,  15,  24,   33,   50,   71,
                               100, 163, 263, 304, 536, 872, 1390, 1605, 1936, 1937};
static const double expected[N][3] = {
    {80.16960813, 79.88268548, 80.45653078}, {79.36245674, 79.0898816, 79.63503188},
    {75.44193645, 75.17407307, 75.70979983}, {70.47299936, 70.20675732, 70.7392414},
    {65.52909542, 65.26548673, 65.79270412}, {60.67510088, 60.41876577, 60.931436},
    {55.78835987, 55.53801579, 56.03870395}, {50.92752727, 50.68279939, 51.17225516},
    {46.06740425, 45.82666794, 46.30814055}, {41.24505636, 41.00842831, 41.48168441},
    {36.49322717, 36.26223216, 36.72422219}, {31.83343842, 31.60996318, 32.05691365},
    {27.26027992, 27.04337271, 27.47718713}, {22.9719144, 22.76653134, 23.17729746},
    {18.76856852, 18.57570352, 18.96143352}, {14.95858336, 14.77985004, 15.13731667},
    {11.51684445, 11.34831778, 11.68537112}, {8.618849241, 8.451134045, 8.786564437},
    {6.163942934, 5.978358351, 6.349527517}, {6.16210635, 5.887683386, 6.436529314}};

static wks_arena arena;

static void table(const double *deaths, const double *person_years, wks_life_expectancy *out)
{
    const wks_life_bands bands = {N, starts, deaths, person_years, WKS_LIFE_LEAST_PERSON_YEARS};
    assert_int_equal(wks_life_expectancy_table(&bands, &arena, out, NULL), WKS_OK);
}

static void gives_the_life_table_of_phe(void **state)
{
    (void)state;
    wks_life_expectancy got[N];
    const wks_confidence confidence = wks_interval_confidence(0.95);
    table(dead, residents, got);
    for (size_t i = 0; i < N; i++) {
        assert_int_equal(got[i].outcome, WKS_OUTCOME_OK);
        assert_true(fabs(got[i].value / expected[i][0] - 1) < 1e-9);
        assert_true(fabs((got[i].value - 1.96 * got[i].standard_error) / expected[i][1] - 1) <
                    1e-8);
        assert_true(fabs((got[i].value + 1.96 * got[i].standard_error) / expected[i][2] - 1) <
                    1e-8);
        /* as their own test has it: four decimals, with the exact normal point */
        const wks_interval limits = wks_life_expectancy_interval(&got[i], &confidence);
        assert_true(fabs(limits.lower - expected[i][1]) < 5e-5);
        assert_true(fabs(limits.upper - expected[i][2]) < 5e-5);
    }
    printf("# 60 numbers of the PHE books compared\n");
    assert_true(got[0].deaths == 9357 && got[0].person_years == 787954);
    assert_true(got[N - 1].deaths == 1937 && got[N - 1].person_years == 11936);
}

/* Everybody dies at the same rate m: those in the open band live 1 / m, and with bands so narrow
 * that nothing else matters so do all. */
static void lives_as_long_as_a_constant_rate_says(void **state)
{
    (void)state;

    enum {
        MANY = 4000
    };

    static double start[MANY];
    static double deaths[MANY];
    static double person_years[MANY];
    static wks_life_expectancy got[MANY];
    for (size_t i = 0; i < MANY; i++) {
        start[i] = (double)i * 0.01;
        person_years[i] = 1000;
        deaths[i] = 50;
    }
    const wks_life_bands bands = {MANY, start, deaths, person_years, 5000};
    assert_int_equal(wks_life_expectancy_table(&bands, &arena, got, NULL), WKS_OK);
    for (size_t i = 0; i < MANY; i++) {
        assert_true(fabs(got[i].value - 20) < 1e-3);
    }
    assert_true(fabs(got[MANY - 1].value - 20) < 1e-12);
    /* Silcocks: the mean length 1 / m of d deaths has variance 1 / (d m^2) */
    assert_true(fabs(got[MANY - 1].standard_error - 20 / sqrt(50)) < 1e-12);
}

static void assert_none(const double *deaths, const double *person_years, wks_outcome outcome)
{
    wks_life_expectancy got[N];
    table(deaths, person_years, got);
    for (size_t i = 0; i < N; i++) {
        assert_int_equal(got[i].outcome, outcome);
        assert_true(isnan(got[i].value) && isnan(got[i].standard_error));
    }
}

/* The areas of df_neg_deaths, df_zero_pop, df_deaths_greater_pops, df_low_pops, df_missing_age. */
static void says_why_there_is_no_life_table(void **state)
{
    (void)state;
    double deaths[N];
    double person_years[N];
    memcpy(deaths, dead, sizeof deaths);
    deaths[3] = -5;
    assert_none(deaths, residents, WKS_OUTCOME_NEGATIVE_DEATHS);
    memcpy(person_years, residents, sizeof person_years);
    person_years[5] = 0;
    assert_none(dead, person_years, WKS_OUTCOME_NO_POPULATION);
    person_years[5] = -10;
    assert_none(dead, person_years, WKS_OUTCOME_NO_POPULATION);
    memcpy(person_years, residents, sizeof person_years);
    person_years[18] = 119;
    assert_none(dead, person_years, WKS_OUTCOME_DEATHS_ABOVE_POPULATION);
    for (size_t i = 0; i < N; i++) {
        person_years[i] = 250; /* 5,000 together: that is not enough */
        deaths[i] = 80;
    }
    assert_none(deaths, person_years, WKS_OUTCOME_SMALL_POPULATION);
    memcpy(deaths, dead, sizeof deaths);
    deaths[N - 1] = 0;
    assert_none(deaths, residents, WKS_OUTCOME_NO_LAST_DEATHS);
    deaths[N - 1] = NAN;
    assert_none(deaths, residents, WKS_OUTCOME_MISSING);
}

/* Half of the children die, and all of twenty: after that there is nobody to live on. */
static void says_that_nobody_is_left(void **state)
{
    (void)state;
    double deaths[N];
    double person_years[N];
    wks_life_expectancy got[N];
    for (size_t i = 0; i < N; i++) {
        person_years[i] = 100000;
        deaths[i] = i == 5 ? 50000 : 1000;
    }
    table(deaths, person_years, got);
    for (size_t i = 0; i < N; i++) {
        assert_int_equal(got[i].outcome, i <= 5 ? WKS_OUTCOME_OK : WKS_OUTCOME_NONE_LEFT);
        assert_true(isnan(got[i].value) == (i > 5));
        assert_true(isnan(got[i].standard_error) == (i > 5));
    }
    assert_true(fabs(got[5].value - 2.5) < 1e-12);
}

/* One death in the last band: a mean length of life that can be anything. */
static void hides_a_value_with_a_wide_interval(void **state)
{
    (void)state;
    double deaths[N];
    double person_years[N];
    wks_life_expectancy got[N];
    const wks_confidence confidence = wks_interval_confidence(0.998);
    for (size_t i = 0; i < N; i++) {
        person_years[i] = 400;
        deaths[i] = i == N - 1 ? 2 : 1;
    }
    table(deaths, person_years, got);
    assert_int_equal(got[N - 1].outcome, WKS_OUTCOME_WIDE);
    assert_true(isnan(got[N - 1].value) && got[N - 1].centre == 200);
    const wks_interval limits = wks_life_expectancy_interval(&got[N - 1], &confidence);
    assert_true(limits.lower < limits.upper - 20);
}

static void refuses_bands_that_do_not_ascend(void **state)
{
    (void)state;
    const double late[] = {1, 5};
    const double same[] = {0, 5, 5};
    const double ones[] = {1, 1, 1};
    wks_life_expectancy got[3];
    wks_error error;
    const wks_life_bands wrong[] = {{2, late, ones, ones, 0}, {1, same, ones, ones, 0}};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(wks_life_expectancy_table(&wrong[i], &arena, got, &error), WKS_E_ARGUMENT);
    }
    const wks_life_bands third = {3, same, ones, ones, 0};
    assert_int_equal(wks_life_expectancy_table(&third, &arena, got, &error), WKS_E_ARGUMENT);
    assert_non_null(strstr(error.text, "age band 3"));
    wks_arena_fail_after(1);
    const wks_life_bands good = {N, starts, dead, residents, 5000};
    wks_life_expectancy all[N];
    assert_int_equal(wks_life_expectancy_table(&good, &arena, all, &error), WKS_E_MEMORY);
    wks_arena_fail_after(0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_life_table_of_phe),
        cmocka_unit_test(lives_as_long_as_a_constant_rate_says),
        cmocka_unit_test(says_why_there_is_no_life_table),
        cmocka_unit_test(says_that_nobody_is_left),
        cmocka_unit_test(hides_a_value_with_a_wide_interval),
        cmocka_unit_test(refuses_bands_that_do_not_ascend),
    };
    wks_arena_init(&arena, 0);
    const int n_failed =
        cmocka_run_group_tests_name("private/method/life_expectancy", tests, NULL, NULL);
    wks_arena_clear(&arena);
    return n_failed;
}
