/* The interval of a slope index of areas: held to leaving out one area at a time, and to drawing
 * regions of which the truth is known.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "math/random.h"
#include "private/method/inequality_rank.h"
#include "private/method/slope_scatter.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <math.h>

enum {
    N = 24,
    N_REGIONS = 2000
};

static const double no_error[N];

typedef struct region {
    double value[N], population[N];
    wks_slope_data data;
    wks_slope_index fit;
    wks_slope_scatter scatter;
} region;

/* Areas of very different size on a line from 30 down to 20, with two kinds of distance to it: one
 * that stays (`own` [N]) and one of the period; small areas lie further off. */
static void draw(region *out, wks_random *random, const double *own, double slope)
{
    double rank[N];
    for (size_t i = 0; i < N; i++) {
        out->population[i] = 300 + 4000 * (double)((i * 7) % 11) / 10;
    }
    wks_inequality_rank_of(N, out->population, rank);
    for (size_t i = 0; i < N; i++) {
        const double spread = 60 / sqrt(out->population[i]);
        out->value[i] = 30 + slope * rank[i] + own[i] + spread * wks_random_normal(random);
    }
    out->data = (wks_slope_data){.n_quantiles = N,
                                 .value = out->value,
                                 .se = no_error,
                                 .population = out->population,
                                 .multiplier = -1};
}

static void fit(region *of, wks_arena *arena)
{
    assert_int_equal(wks_slope_index_fit(&of->data, arena, &of->fit, NULL), WKS_OK);
    assert_int_equal(wks_slope_scatter_make(&of->data, &of->fit, arena, &of->scatter, NULL),
                     WKS_OK);
}

/* The end of a weighted line at rank 0 and 1 without one area, by the normal equations. */
static void ends_without(const region *of, size_t left_out, double ends[static 2])
{
    double rank[N];
    double s[5] = {0};
    wks_inequality_rank_of(N, of->population, rank);
    for (size_t i = 0; i < N; i++) {
        const double w = i == left_out ? 0 : of->population[i];
        s[0] += w;
        s[1] += w * rank[i];
        s[2] += w * rank[i] * rank[i];
        s[3] += w * of->value[i];
        s[4] += w * rank[i] * of->value[i];
    }
    const double slope = (s[0] * s[4] - s[1] * s[3]) / (s[0] * s[2] - s[1] * s[1]);
    ends[0] = (s[3] - slope * s[1]) / s[0];
    ends[1] = ends[0] + slope;
}

static void is_what_the_line_moves_when_an_area_is_left_out(void **state)
{
    (void)state;
    wks_arena arena;
    region one;
    double own[N] = {0};
    wks_random random = wks_random_start(1, 1);
    wks_arena_init(&arena, 0);
    draw(&one, &random, own, -10);
    fit(&one, &arena);
    double low_low = 0;
    double slope_slope = 0;
    for (size_t i = 0; i < N; i++) {
        double ends[2];
        ends_without(&one, i, ends);
        assert_true(fabs(one.scatter.low[i] - (one.scatter.low_end - ends[0])) < 1e-9);
        assert_true(fabs(one.scatter.high[i] - (one.scatter.high_end - ends[1])) < 1e-9);
        low_low += one.scatter.low[i] * one.scatter.low[i];
        const double both = one.scatter.high[i] - one.scatter.low[i];
        slope_slope += both * both;
    }
    assert_true(low_low > 0);
    const wks_slope_limits limits =
        wks_slope_scatter_limits(&one.data, &one.fit, &one.scatter, 0.95);
    /* t of 22 degrees of freedom: 2.0738730679 */
    assert_true(fabs(limits.difference_upper - one.fit.difference -
                     2.0738730679 * sqrt(slope_slope)) < 1e-8);
    assert_true(fabs(one.fit.difference - (one.scatter.low_end - one.scatter.high_end)) < 1e-9);
    assert_true(limits.has_ratio && limits.ratio_lower < one.fit.ratio &&
                one.fit.ratio < limits.ratio_upper);
    wks_arena_clear(&arena);
}

static size_t count_inside(double truth, double lower, double upper)
{
    return lower <= truth && truth <= upper;
}

/* 95 % of 2,000 regions is 1,900 with a standard error of 10. */
static void holds_the_truth_as_often_as_it_says(void **state)
{
    (void)state;
    const double own[N] = {0};
    size_t n_difference = 0;
    size_t n_ratio = 0;
    for (size_t k = 0; k < N_REGIONS; k++) {
        wks_arena arena;
        region one;
        wks_random random = wks_random_start(7, k);
        wks_arena_init(&arena, 0);
        draw(&one, &random, own, -10);
        fit(&one, &arena);
        const wks_slope_limits limits =
            wks_slope_scatter_limits(&one.data, &one.fit, &one.scatter, 0.95);
        n_difference += count_inside(10, limits.difference_lower, limits.difference_upper);
        n_ratio += count_inside(1.5, limits.ratio_lower, limits.ratio_upper);
        wks_arena_clear(&arena);
    }
    print_message("inside: difference %zu, ratio %zu of %d\n", n_difference, n_ratio, N_REGIONS);
    assert_in_range(n_difference, 1870, 1975);
    assert_in_range(n_ratio, 1870, 1975);
}

/* Areas keep what is their own; as if they were other areas the interval would be too wide. */
static void takes_the_same_areas_of_two_periods_together(void **state)
{
    (void)state;
    size_t same[N];
    size_t other[N];
    size_t n_inside = 0;
    size_t n_ratio = 0;
    double width[2] = {0};
    for (size_t i = 0; i < N; i++) {
        same[i] = i;
        other[i] = SIZE_MAX;
    }
    for (size_t k = 0; k < N_REGIONS; k++) {
        wks_arena arena;
        region first;
        region second;
        double own[N];
        wks_random random = wks_random_start(9, k);
        wks_arena_init(&arena, 0);
        for (size_t i = 0; i < N; i++) {
            own[i] = 2 * wks_random_normal(&random);
        }
        draw(&first, &random, own, -10);
        draw(&second, &random, own, -6);
        fit(&first, &arena);
        fit(&second, &arena);
        wks_slope_pair pair = {.fit = {&first.fit, &second.fit},
                               .scatter = {&first.scatter, &second.scatter},
                               .earlier = same,
                               .multiplier = -1};
        const wks_slope_change change = wks_slope_scatter_change(&pair, 0.95);
        n_inside += count_inside(-4, change.difference_lower, change.difference_upper);
        n_ratio += count_inside(30.0 / 24 / (30.0 / 20), change.ratio_lower, change.ratio_upper);
        width[0] += change.difference_upper - change.difference_lower;
        pair.earlier = other;
        const wks_slope_change apart = wks_slope_scatter_change(&pair, 0.95);
        width[1] += apart.difference_upper - apart.difference_lower;
        wks_arena_clear(&arena);
    }
    print_message("inside: change %zu, of the ratio %zu of %d; width %.2f, apart %.2f\n", n_inside,
                  n_ratio, N_REGIONS, width[0] / N_REGIONS, width[1] / N_REGIONS);
    assert_in_range(n_inside, 1870, 1980);
    assert_in_range(n_ratio, 1870, 1980);
    assert_true(width[0] < 0.9 * width[1]);
}

static void has_no_limits_where_one_area_alone_holds_an_end(void **state)
{
    (void)state;
    static const double population[5] = {1e-14, 1e-14, 1e-14, 1, 1};
    static const double value[5] = {1, 2, 3, 4, 5};
    const wks_slope_data data = {.n_quantiles = 5,
                                 .value = value,
                                 .se = no_error,
                                 .population = population,
                                 .multiplier = 1};
    wks_arena arena;
    wks_slope_index line;
    wks_slope_scatter scatter;
    wks_error err;
    wks_arena_init(&arena, 0);
    assert_int_equal(wks_slope_index_fit(&data, &arena, &line, &err), WKS_OK);
    assert_int_equal(wks_slope_scatter_make(&data, &line, &arena, &scatter, &err), WKS_E_NUMERIC);
    wks_arena_clear(&arena);
}

static void has_no_ratio_where_the_line_ends_below_zero(void **state)
{
    (void)state;
    static const double population[5] = {1, 1, 1, 1, 1};
    static const double value[5] = {4, 3, 2, 0.5, -1};
    const wks_slope_data data = {.n_quantiles = 5,
                                 .value = value,
                                 .se = no_error,
                                 .population = population,
                                 .multiplier = -1};
    wks_arena arena;
    wks_slope_index line;
    wks_slope_scatter scatter;
    wks_arena_init(&arena, 0);
    assert_int_equal(wks_slope_index_fit(&data, &arena, &line, NULL), WKS_OK);
    assert_int_equal(wks_slope_scatter_make(&data, &line, &arena, &scatter, NULL), WKS_OK);
    const wks_slope_limits limits = wks_slope_scatter_limits(&data, &line, &scatter, 0.95);
    assert_false(limits.has_ratio);
    assert_true(limits.difference_lower > 0);
    wks_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_what_the_line_moves_when_an_area_is_left_out),
        cmocka_unit_test(holds_the_truth_as_often_as_it_says),
        cmocka_unit_test(takes_the_same_areas_of_two_periods_together),
        cmocka_unit_test(has_no_limits_where_one_area_alone_holds_an_end),
        cmocka_unit_test(has_no_ratio_where_the_line_ends_below_zero),
    };
    return cmocka_run_group_tests_name("private/method/slope_scatter", tests, NULL, NULL);
}
