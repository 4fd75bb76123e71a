/* Deaths from AIDS in Australia, 1983-1986 by quarter: Dobson (1990), An Introduction to
 * Generalized Linear Models, and R's glm(y ~ t, poisson).  The five points:
 * TrendMarkerCalculatorTest of github.com/ukhsa-collaboration/fingertips-open and of
 * dhsc-govuk/FingertipsNext.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "math/random.h"
#include "private/method/trend.h"

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

typedef struct outcome {
    wks_trend got[40];
    wks_trend_summary summary;
    wks_code code;
} outcome;

static outcome run(size_t n, const wks_trend_series *series, const wks_trend_options *options)
{
    static outcome out;
    wks_arena arena;
    wks_arena_init(&arena, 0);
    out.code = wks_trend_fit(n, series, options, &arena, out.got, &out.summary, NULL);
    wks_arena_clear(&arena);
    return out;
}

static const double ones[14] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

static void gives_the_slope_of_the_quarterly_deaths(void **state)
{
    (void)state;
    static const double deaths[] = {0, 1, 2, 3, 1, 4, 9, 18, 23, 31, 20, 25, 37, 45};
    double quarter[14];
    for (size_t t = 0; t < 14; t++) {
        quarter[t] = (double)t + 1;
    }
    const wks_trend_series series = {14, quarter, deaths, ones, NULL};
    const wks_trend_options options = {.kind = WKS_FIGURE_RATE};
    const outcome out = run(1, &series, &options);
    assert_int_equal(out.code, WKS_OK);
    assert_true(fabs(log(out.got[0].change) - 0.2565) < 0.00005);
    /* standard error 0.02204 with dispersion 1; t with 12 degrees of freedom: 2.178813 */
    const double half = (log(out.got[0].upper) - log(out.got[0].lower)) / 2;
    assert_true(fabs(half / sqrt(out.summary.dispersion) / 2.178813 - 0.02204) < 0.00001);
    assert_true(out.summary.dispersion > 1.5 && out.summary.degrees_of_freedom == 12);
    assert_int_equal(out.got[0].direction, WKS_TREND_INCREASING);
}

/* Numbers that lie on the line: the slope comes back, whatever jump the break makes. */
static void keeps_the_slope_across_a_break(void **state)
{
    (void)state;
    static const double year[] = {2010, 2012, 2013, 2015, 2016, 2019};
    static const size_t segment[] = {4, 4, 4, 9, 9, 9};
    double with[6];
    double all[6];
    for (int kind = WKS_FIGURE_PROPORTION; kind <= WKS_FIGURE_RATE; kind++) {
        for (size_t t = 0; t < 6; t++) {
            const double eta = -2 + 0.07 * (year[t] - 2010) + (t >= 3 ? 1.3 : 0);
            all[t] = 1000 + 50 * (double)t;
            with[t] = kind == WKS_FIGURE_RATE ? all[t] * exp(eta) : all[t] / (1 + exp(-eta));
        }
        const wks_trend_series series = {6, year, with, all, segment};
        const wks_trend_options options = {.kind = (wks_figure_kind)kind};
        const outcome out = run(1, &series, &options);
        assert_true(fabs(log(out.got[0].change) - 0.07) < 1e-9);
        assert_int_equal(out.got[0].n_segments, 2);
        assert_true(out.summary.dispersion == 1);
        /* the difference stays within the last segment */
        assert_true(fabs(out.got[0].first - with[3] / all[3]) < 1e-12);
        const wks_trend_options last = {
            .kind = (wks_figure_kind)kind, .least_points = 3, .is_last_segment_only = true};
        const outcome only = run(1, &series, &last);
        assert_true(fabs(log(only.got[0].change) - 0.07) < 1e-9);
        assert_int_equal(only.got[0].n_points, 3);
    }
}

static void says_too_few_where_no_line_can_stand(void **state)
{
    (void)state;
    static const double year[] = {1, 2, 3, 4, 5};
    static const double sizes[] = {50, 50, 50, 50, 50};
    static const double none[] = {0, 0, 0, 0, 0};
    static const double all[] = {50, 50, 50, 50, 50};
    static const double last[] = {0, 0, 0, 0, 9};
    static const double cut[] = {0, 0, 0, 50, 50};
    static const double gaps[] = {4, NAN, NAN, 9, 8};
    static const size_t apart[] = {0, 1, 2, 3, 4};
    static const double fine[] = {4, 5, 3, 6, 4};
    const wks_trend_series series[] = {
        {5, year, none, sizes, NULL}, {5, year, all, sizes, NULL},  {5, year, last, sizes, NULL},
        {5, year, cut, sizes, NULL},  {5, year, gaps, sizes, NULL}, {5, year, fine, sizes, apart},
        {5, year, fine, sizes, NULL},
    };
    const wks_trend_options options = {.kind = WKS_FIGURE_PROPORTION};
    const outcome out = run(7, series, &options);
    assert_int_equal(out.code, WKS_OK);
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(out.got[i].direction, WKS_TREND_NONE);
        assert_int_equal(out.got[i].reason, WKS_REASON_TOO_FEW);
    }
    assert_int_equal(out.got[6].direction, WKS_TREND_NO_CHANGE);
    assert_int_equal(out.summary.n_tested, 1);
}

/* 2,000 areas without a trend, their counts twice as variable as chance: 5 % are flagged. */
static void flags_one_in_twenty_where_nothing_moves(void **state)
{
    (void)state;
    static const double year[] = {1, 2, 3, 4, 5, 6};
    static double with[40][6];
    static double all[40][6];
    wks_trend_series series[40];
    size_t flagged = 0;
    size_t tested = 0;
    double dispersion = 0;
    for (size_t world = 0; world < 50; world++) {
        wks_random random = wks_random_start(99, world);
        for (size_t i = 0; i < 40; i++) {
            for (size_t t = 0; t < 6; t++) {
                const double mean = 30 * wks_random_gamma(&random, 30) / 30;
                with[i][t] = wks_random_poisson(&random, mean);
                all[i][t] = 1000;
            }
            series[i] = (wks_trend_series){6, year, with[i], all[i], NULL};
        }
        const wks_trend_options options = {.kind = WKS_FIGURE_RATE};
        const outcome out = run(40, series, &options);
        assert_int_equal(out.code, WKS_OK);
        flagged += out.summary.n_increasing + out.summary.n_decreasing;
        tested += out.summary.n_tested;
        dispersion += out.summary.dispersion / 50;
    }
    print_message("%zu of %zu flagged, dispersion %.2f\n", flagged, tested, dispersion);
    assert_int_equal(tested, 2000);
    assert_true(fabs((double)flagged / 2000 - 0.05) < 3 * sqrt(0.05 * 0.95 / 2000));
    assert_true(fabs(dispersion - 2) < 0.2);
}

static void gives_the_five_points_of_fingertips(void **state)
{
    (void)state;

    static const double year[] = {2020, 2021, 2022, 2023, 2024};

    static const struct {
        double with[5], all[5], chi_squared;
        wks_trend_direction direction;
    } cases[] = {
        {{994, 1023, 1199, 1332, 1367},
         {40299, 41527, 42811, 44064, 44701},
         47.9,
         WKS_TREND_INCREASING},
        {{3455176, 3491868, 3625401, 3774801, 3938080},
         {48783947, 49122259, 49956777, 50649129, 51441896},
         NAN,
         WKS_TREND_INCREASING},
        {{57274, 55865, 53681, 51767, 53185},
         {61834, 60511, 59074, 57508, 59028},
         NAN,
         WKS_TREND_DECREASING},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const wks_trend_series series = {5, year, cases[i].with, cases[i].all, NULL};
        const wks_trend_five got = wks_trend_five_of_counts(&series, 0.002);
        assert_int_equal(got.direction, cases[i].direction);
        assert_true(isnan(cases[i].chi_squared) ||
                    fabs(got.chi_squared - cases[i].chi_squared) <= 0.005);
    }
}

static void gives_the_five_points_of_values_with_limits(void **state)
{
    (void)state;
    static const double up[] = {24.67, 24.6, 28, 30.2, 30.6};
    static const wks_interval up_limits[] = {
        {23.16, 26.25}, {23.15, 26.19}, {26.44, 29.64}, {28.63, 31.9}, {28.98, 32.25}};
    wks_trend_five got = wks_trend_five_of_values(5, up, up_limits, 0.002);
    assert_true(fabs(got.chi_squared - 46.77) <= 0.005);
    assert_int_equal(got.direction, WKS_TREND_INCREASING);
    static const double flat[] = {20.5506, 19.5952, 19.0349, 21.3966, 18.4372};
    static const wks_interval flat_limits[] = {{18.1803, 23.1427},
                                               {17.3444, 22.0602},
                                               {16.8421, 21.4394},
                                               {19.0918, 23.8975},
                                               {16.2925, 20.7941}};
    got = wks_trend_five_of_values(5, flat, flat_limits, 0.002);
    assert_int_equal(got.direction, WKS_TREND_NO_CHANGE);
    assert_int_equal(wks_trend_five_of_values(4, up, up_limits, 0.002).reason, WKS_REASON_TOO_FEW);
    static const double year[] = {1, 2, 3, 4, 5};
    static const double with[] = {5, 3, 1, 1, 2};
    static const double all[] = {5, 5, 5, 4, 4};
    const wks_trend_series series = {5, year, with, all, NULL};
    assert_int_equal(wks_trend_five_of_counts(&series, 0.002).direction, WKS_TREND_NONE);
}

static void refuses_what_is_no_series(void **state)
{
    (void)state;
    static const double year[] = {1, 3, 2};
    static const double good[] = {1, 2, 3};
    static const double with[] = {1, 2, 9};
    static const double minus[] = {1, -2, 3};
    static const double all[] = {5, 5, 5};
    const wks_trend_series series[] = {
        {3, year, good, all, NULL}, {3, good, with, all, NULL}, {3, good, minus, all, NULL}};
    const wks_trend_options options = {.kind = WKS_FIGURE_PROPORTION};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(run(1, &series[i], &options).code, WKS_E_ARGUMENT);
    }
    const wks_trend_options other = {.kind = WKS_FIGURE_MEAN};
    const wks_trend_series fine = {3, good, good, all, NULL};
    assert_int_equal(run(1, &fine, &other).code, WKS_E_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_slope_of_the_quarterly_deaths),
        cmocka_unit_test(keeps_the_slope_across_a_break),
        cmocka_unit_test(says_too_few_where_no_line_can_stand),
        cmocka_unit_test(flags_one_in_twenty_where_nothing_moves),
        cmocka_unit_test(gives_the_five_points_of_fingertips),
        cmocka_unit_test(gives_the_five_points_of_values_with_limits),
        cmocka_unit_test(refuses_what_is_no_series),
    };
    return cmocka_run_group_tests_name("private/method/trend", tests, NULL, NULL);
}
