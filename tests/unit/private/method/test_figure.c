/* Published limits of a difference: Newcombe (1998), Statistics in Medicine 17:873-890, table II,
 * method 10; the sleep data of Student (1908) as R's t.test(extra ~ group, sleep) gives them.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "private/method/figure.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <math.h>
#include <stdbool.h>

static bool is_near(double got, double expected, double tolerance)
{
    return fabs(got - expected) <= tolerance;
}

static wks_figure persons(double with, double n)
{
    return (wks_figure){.value = with / n, .n = n};
}

static void gives_the_differences_of_newcombe(void **state)
{
    (void)state;

    static const struct {
        double a, m, b, n, lower, upper;
    } cases[] = {
        {56, 70, 48, 80, 0.0524, 0.3339}, {9, 10, 3, 10, 0.1705, 0.8090},
        {6, 7, 2, 7, 0.0582, 0.8062},     {5, 56, 0, 29, -0.0381, 0.1926},
        {0, 10, 0, 20, -0.1611, 0.2775},  {0, 10, 0, 10, -0.2775, 0.2775},
        {10, 10, 0, 20, 0.6791, 1.0000},  {10, 10, 0, 10, 0.6075, 1.0000},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const wks_figure first = persons(cases[i].a, cases[i].m);
        const wks_figure second = persons(cases[i].b, cases[i].n);
        const wks_figure_gap gap =
            wks_figure_difference(WKS_FIGURE_PROPORTION, &first, &second, 0.95);
        assert_true(is_near(gap.lower, cases[i].lower, 0.00005));
        assert_true(is_near(gap.upper, cases[i].upper, 0.00005));
    }
}

static void gives_the_test_of_welch(void **state)
{
    (void)state;
    const wks_figure first = {.value = 0.75, .n = 10, .variance = 3.200555555555556};
    const wks_figure second = {.value = 2.33, .n = 10, .variance = 4.009};
    const wks_figure_gap gap = wks_figure_difference(WKS_FIGURE_MEAN, &first, &second, 0.95);
    assert_true(is_near(gap.p_value, 0.07939414, 1e-7));
    assert_true(is_near(gap.lower, -3.3654832, 1e-6));
    assert_true(is_near(gap.upper, 0.2054832, 1e-6));
}

/* Against a value that is sure, the hybrid score is the score test: z^2 = n (p - v)^2 / v (1 - v).
 */
static void is_the_score_test_against_a_sure_value(void **state)
{
    (void)state;
    const wks_figure own = persons(30, 100);
    const wks_figure sure = {.value = 0.2, .n = INFINITY};
    const wks_figure_gap gap = wks_figure_difference(WKS_FIGURE_PROPORTION, &own, &sure, 0.95);
    assert_true(is_near(gap.p_value, 0.012419330651552, 1e-9)); /* 2 P(Z > 2.5) */
}

/* Exact Poisson limits (Garwood): 2 events are significantly above 0.2422 and no less. */
static void is_the_exact_test_of_few_events_against_a_sure_rate(void **state)
{
    (void)state;
    const wks_figure own = {.value = 2, .n = 1};
    const double lower = wks_figure_limits(WKS_FIGURE_RATE, &own, 0.95).lower;
    assert_true(is_near(lower, 0.2422093, 1e-6));
    const wks_figure sure = {.value = lower, .n = INFINITY};
    const wks_figure_gap gap = wks_figure_difference(WKS_FIGURE_RATE, &own, &sure, 0.95);
    assert_true(is_near(gap.p_value, 0.05, 1e-7));
}

static void has_a_small_p_exactly_where_the_interval_excludes_zero(void **state)
{
    (void)state;
    static const wks_figure_kind kinds[] = {WKS_FIGURE_PROPORTION, WKS_FIGURE_RATE};
    for (size_t k = 0; k < 2; k++) {
        for (int x = 0; x <= 40; x++) {
            const wks_figure own = {.value = x / 40.0, .n = 40};
            const wks_figure rest = {.value = 0.3, .n = 300};
            const wks_figure_gap gap = wks_figure_difference(kinds[k], &own, &rest, 0.95);
            const wks_figure_gap back = wks_figure_difference(kinds[k], &rest, &own, 0.95);
            assert_true((gap.p_value < 0.05) == (gap.lower > 0 || gap.upper < 0));
            assert_true(gap.lower <= gap.difference && gap.difference <= gap.upper);
            assert_true(is_near(gap.p_value, back.p_value, 1e-12));
            assert_true(is_near(gap.lower, -back.upper, 1e-12));
            const wks_figure_gap strict =
                wks_figure_difference(kinds[k], &own, &rest, 1 - gap.p_value);
            /* so far out that 1 - p still knows p */
            assert_true(x == 12 || gap.p_value < 1e-4 ||
                        fmin(fabs(strict.lower), fabs(strict.upper)) < 1e-9);
        }
    }
}

static void has_nothing_to_say_where_there_are_no_limits(void **state)
{
    (void)state;
    const wks_figure good = {.value = 0.5, .n = 10, .variance = 1};
    const wks_figure bad[] = {{.value = NAN, .n = 10, .variance = 1},
                              {.value = 0.5, .n = 0, .variance = 0},
                              {.value = -1, .n = -1, .variance = -1},
                              {.value = INFINITY, .n = 1, .variance = NAN}};
    static const wks_figure_kind kinds[] = {WKS_FIGURE_PROPORTION, WKS_FIGURE_RATE, WKS_FIGURE_MEAN,
                                            WKS_FIGURE_ESTIMATE};
    for (size_t k = 0; k < 4; k++) {
        for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
            if (kinds[k] == WKS_FIGURE_ESTIMATE && bad[i].variance > 0 && isfinite(bad[i].value)) {
                continue;
            }
            assert_true(isnan(wks_figure_difference(kinds[k], &good, &bad[i], 0.95).p_value));
            assert_true(isnan(wks_figure_limits(kinds[k], &bad[i], 0.95).lower));
        }
    }
}

static void keeps_its_p_far_out(void **state)
{
    (void)state;
    const wks_figure many = {.value = 0.9, .n = 100000};
    const wks_figure few = {.value = 0.1, .n = 100000};
    const wks_figure_gap gap = wks_figure_difference(WKS_FIGURE_PROPORTION, &many, &few, 0.95);
    assert_true(gap.p_value >= 0 && gap.p_value < 1e-100);
    const wks_figure rare = {.value = 3e-6, .n = 1e6};
    const wks_figure often = {.value = 0.01, .n = 1e6};
    const wks_figure_gap rates = wks_figure_difference(WKS_FIGURE_RATE, &rare, &often, 0.95);
    assert_true(rates.p_value >= 0 && rates.p_value < 1e-100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_differences_of_newcombe),
        cmocka_unit_test(gives_the_test_of_welch),
        cmocka_unit_test(is_the_score_test_against_a_sure_value),
        cmocka_unit_test(is_the_exact_test_of_few_events_against_a_sure_rate),
        cmocka_unit_test(has_a_small_p_exactly_where_the_interval_excludes_zero),
        cmocka_unit_test(has_nothing_to_say_where_there_are_no_limits),
        cmocka_unit_test(keeps_its_p_far_out),
    };
    return cmocka_run_group_tests_name("private/method/figure", tests, NULL, NULL);
}
