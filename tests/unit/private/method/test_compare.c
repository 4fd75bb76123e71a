/* Who is compared with whom, which reasons there are, and that nothing is ever half a number.
 * What the labels are worth is tested in test_compare_world.c.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "math/random.h"
#include "private/method/compare.h"
#include "private/method/compare_draws.h"
#include "private/method/lookalike.h"

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
#include <string.h>

enum {
    N = 6
};

typedef struct outcome {
    wks_arena arena;
    wks_comparison got[N];
    wks_compare_summary summary;
    wks_error err;
    wks_code code;
} outcome;

static outcome run(const wks_compare_input *input, wks_compare_rule rule)
{
    outcome out = {0};
    const wks_compare_options options = {.rule = rule};
    wks_arena_init(&out.arena, 0);
    out.code = wks_compare(input, &options, &out.arena, out.got, &out.summary, &out.err);
    wks_arena_clear(&out.arena);
    return out;
}

static bool is_near(double got, double expected)
{
    return fabs(got - expected) <= 1e-12 * fmax(1, fabs(expected));
}

static void assert_whole(const wks_comparison *at)
{
    if (at->label == WKS_LABEL_NONE) {
        assert_true(at->reason != WKS_REASON_NONE);
        return;
    }
    const double numbers[] = {at->value,
                              at->lower,
                              at->upper,
                              at->reference,
                              at->reference_lower,
                              at->reference_upper,
                              at->difference,
                              at->difference_lower,
                              at->difference_upper,
                              at->p_value,
                              at->p_higher,
                              at->p_lower};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        assert_true(isfinite(numbers[i]));
    }
    assert_true(at->reason == WKS_REASON_NONE && at->p_value >= 0 && at->p_value <= 1);
    assert_true(at->p_higher >= 0 && at->p_lower >= 0 && at->p_higher + at->p_lower <= 1 + 1e-9);
}

static void compares_with_the_rest_and_never_with_the_whole(void **state)
{
    (void)state;
    const size_t group[N] = {0, 0, 0, 1, 1, 2};
    wks_compare_part parts[N];
    for (size_t i = 0; i < N; i++) {
        parts[i] = wks_compare_persons(10 + 3 * (double)i, 100 + 20 * (double)i);
    }
    wks_compare_input input = {
        .kind = WKS_FIGURE_PROPORTION, .n_areas = N, .parts = parts, .group = group, .n_groups = 3};
    outcome out = run(&input, WKS_COMPARE_POSTERIOR);
    assert_int_equal(out.code, WKS_OK);
    assert_true(is_near(out.got[0].reference, (13.0 + 16) / (120 + 140)));
    assert_true(is_near(out.got[3].reference, 22.0 / 180));
    assert_int_equal(out.got[5].reason, WKS_REASON_NO_REST);
    assert_int_equal(out.summary.n_tested, 5);
    input.against = WKS_COMPARE_REGION;
    out = run(&input, WKS_COMPARE_POSTERIOR);
    assert_true(is_near(out.got[5].reference, (10.0 + 13 + 16 + 19 + 22) / 700));
    assert_int_equal(out.summary.n_tested, N);
    /* a whole that holds a hidden area too */
    const wks_compare_part wholes[] = {wks_compare_persons(50, 400), wks_compare_persons(45, 380),
                                       wks_compare_persons(25, 200)};
    input.against = WKS_COMPARE_REST;
    input.wholes = wholes;
    out = run(&input, WKS_COMPARE_PLAIN);
    assert_true(is_near(out.got[0].reference, 40.0 / 300));
    assert_int_equal(out.got[5].reason, WKS_REASON_NO_REST);
}

static void pools_the_weights_of_a_survey(void **state)
{
    (void)state;
    /* two areas, weights 1 and 3: effective sizes 100 and 100 */
    const wks_compare_part parts[] = {{.with = 20, .all = 100, .squares = 100},
                                      {.with = 90, .all = 300, .squares = 900},
                                      {.with = 150, .all = 300, .squares = 900}};
    const wks_compare_input input = {.kind = WKS_FIGURE_PROPORTION, .n_areas = 3, .parts = parts};
    const outcome out = run(&input, WKS_COMPARE_PLAIN);
    assert_int_equal(out.code, WKS_OK);
    assert_true(is_near(out.got[0].reference, 240.0 / 600));
    const wks_figure own = {.value = 0.2, .n = 100};
    const wks_figure rest = {.value = 0.4, .n = 600.0 * 600 / 1800};
    const wks_figure_gap gap = wks_figure_difference(WKS_FIGURE_PROPORTION, &own, &rest, 0.95);
    assert_true(is_near(out.got[0].difference_lower, gap.lower));
    assert_true(is_near(out.got[0].difference_upper, gap.upper));
    assert_int_equal(out.got[0].label, WKS_LABEL_LOWER);
}

static void compares_estimates_means_and_rates(void **state)
{
    (void)state;
    const wks_compare_part estimates[] = {
        wks_compare_estimate(10, 1, 2), wks_compare_estimate(12, 4, 1),
        wks_compare_estimate(20, 1, 3), wks_compare_estimate(5, NAN, 3)};
    wks_compare_input input = {.kind = WKS_FIGURE_ESTIMATE, .n_areas = 4, .parts = estimates};
    outcome out = run(&input, WKS_COMPARE_PLAIN);
    assert_int_equal(out.code, WKS_OK);
    assert_true(is_near(out.got[0].reference, (12.0 + 60) / 4));
    /* variance of the rest: (4 + 9) / 16 */
    assert_true(fabs(out.got[0].difference_upper - (-8 + 1.959963984540054 * sqrt(1 + 13.0 / 16))) <
                1e-9);
    assert_int_equal(out.got[3].reason, WKS_REASON_NO_MARGIN);
    /* 1, 2, 3 against 4, 4, 10 and against two alike */
    const wks_compare_part means[] = {{6, 3, 3, 14}, {18, 3, 3, 132}, {1, 1, 1, 1}};
    input = (wks_compare_input){.kind = WKS_FIGURE_MEAN, .n_areas = 3, .parts = means};
    out = run(&input, WKS_COMPARE_POSTERIOR);
    assert_int_equal(out.code, WKS_OK);
    assert_true(is_near(out.got[0].value, 2) && is_near(out.got[0].reference, 19.0 / 4));
    assert_int_equal(out.got[2].reason, WKS_REASON_TOO_FEW);
    assert_whole(&out.got[0]);
    const wks_compare_part rates[] = {{3, 1000, 0, 0}, {0, 800, 0, 0}, {40, 2000, 0, 0}};
    input = (wks_compare_input){.kind = WKS_FIGURE_RATE, .n_areas = 3, .parts = rates};
    out = run(&input, WKS_COMPARE_POSTERIOR);
    assert_int_equal(out.code, WKS_OK);
    assert_true(is_near(out.got[2].reference, 3.0 / 1800));
    for (size_t i = 0; i < 3; i++) {
        assert_whole(&out.got[i]);
    }
}

static void compares_with_a_value_a_period_and_lookalikes(void **state)
{
    (void)state;
    wks_compare_part parts[N];
    wks_compare_part earlier[N];
    double covariate[N];
    size_t lookalikes[N * 2];
    for (size_t i = 0; i < N; i++) {
        parts[i] = wks_compare_persons(i == 2 ? 120 : 40 + (double)i, 400);
        earlier[i] = wks_compare_persons(41 + (double)i, 400);
        covariate[i] = (double)(i * i);
    }
    wks_compare_input input = {.kind = WKS_FIGURE_PROPORTION,
                               .n_areas = N,
                               .parts = parts,
                               .earlier = earlier,
                               .against = WKS_COMPARE_FIXED,
                               .fixed = 0.11};
    outcome out = run(&input, WKS_COMPARE_POSTERIOR);
    assert_int_equal(out.code, WKS_OK);
    assert_int_equal(out.got[2].label, WKS_LABEL_HIGHER);
    assert_int_equal(out.got[3].label, WKS_LABEL_NO_DIFFERENCE);
    assert_true(is_near(out.got[3].reference, 0.11));
    input.against = WKS_COMPARE_PERIOD;
    out = run(&input, WKS_COMPARE_POSTERIOR);
    assert_int_equal(out.code, WKS_OK);
    assert_true(is_near(out.got[2].reference, 43.0 / 400));
    assert_int_equal(out.got[2].label, WKS_LABEL_HIGHER);
    assert_int_equal(out.got[4].label, WKS_LABEL_NO_DIFFERENCE);
    wks_arena arena;
    wks_arena_init(&arena, 0);
    assert_int_equal(wks_lookalike_choose(N, 1, covariate, 2, &arena, lookalikes, NULL), WKS_OK);
    wks_arena_clear(&arena);
    assert_true(lookalikes[10] == 4 && lookalikes[11] == 3);
    assert_true(lookalikes[0] == 1 && lookalikes[1] == 2);
    input.against = WKS_COMPARE_LOOKALIKES;
    input.lookalikes = lookalikes;
    input.n_lookalikes = 2;
    out = run(&input, WKS_COMPARE_POSTERIOR);
    assert_int_equal(out.code, WKS_OK);
    assert_true(is_near(out.got[5].reference, (44.0 + 43) / 800));
    for (size_t i = 0; i < N; i++) {
        assert_whole(&out.got[i]);
    }
    lookalikes[0] = 0;
    assert_int_equal(run(&input, WKS_COMPARE_POSTERIOR).code, WKS_E_ARGUMENT);
}

static void says_why_there_is_no_verdict(void **state)
{
    (void)state;
    const wks_compare_part parts[] = {wks_compare_persons(1, 10), wks_compare_persons(NAN, 10),
                                      wks_compare_persons(0, 0),  wks_compare_persons(5, 20),
                                      wks_compare_persons(6, 30), wks_compare_persons(2, 9)};
    const wks_label_reason missing[N] = {WKS_REASON_NONE,    WKS_REASON_NONE,
                                         WKS_REASON_NONE,    WKS_REASON_NOT_COMPARABLE,
                                         WKS_REASON_TOO_FEW, WKS_REASON_NONE};
    const wks_compare_input input = {
        .kind = WKS_FIGURE_PROPORTION, .n_areas = N, .parts = parts, .missing = missing};
    outcome out = run(&input, WKS_COMPARE_POSTERIOR);
    assert_int_equal(out.code, WKS_OK);
    assert_int_equal(out.got[1].reason, WKS_REASON_MISSING);
    assert_int_equal(out.got[2].reason, WKS_REASON_ZERO_POPULATION);
    assert_int_equal(out.got[3].reason, WKS_REASON_NOT_COMPARABLE);
    assert_int_equal(out.got[4].reason, WKS_REASON_TOO_FEW);
    /* what is not comparable counts nowhere, what is too few does */
    assert_true(is_near(out.got[0].reference, 8.0 / 39));
    assert_int_equal(out.summary.n_tested, 2);
    const wks_compare_options options = {.least = 10};
    wks_arena_init(&out.arena, 0);
    assert_int_equal(wks_compare(&input, &options, &out.arena, out.got, &out.summary, NULL),
                     WKS_OK);
    wks_arena_clear(&out.arena);
    assert_int_equal(out.got[5].reason, WKS_REASON_TOO_FEW);
}

/* 0 of n, n of n, no events anywhere, one area, two areas, under every rule. */
static void never_gives_half_a_number(void **state)
{
    (void)state;
    static const double withs[][N] = {{0, 0, 0, 0, 0, 0}, {9, 9, 9, 9, 9, 9}, {0, 9, 0, 9, 0, 9},
                                      {0, 0, 0, 0, 0, 9}, {9, 0, 0, 0, 0, 0}, {1, 2, 3, 4, 5, 6},
                                      {4, 4, 4, 4, 4, 4}};
    for (size_t c = 0; c < sizeof withs / sizeof withs[0]; c++) {
        for (size_t n = 1; n <= N; n++) {
            for (int rule = WKS_COMPARE_POSTERIOR; rule <= WKS_COMPARE_CONTROL; rule++) {
                for (int kind = WKS_FIGURE_PROPORTION; kind <= WKS_FIGURE_RATE; kind++) {
                    wks_compare_part parts[N];
                    for (size_t i = 0; i < n; i++) {
                        parts[i] = wks_compare_persons(withs[c][i], 9);
                    }
                    const wks_compare_input input = {
                        .kind = (wks_figure_kind)kind, .n_areas = n, .parts = parts};
                    const outcome out = run(&input, (wks_compare_rule)rule);
                    assert_int_equal(out.code, WKS_OK);
                    for (size_t i = 0; i < n; i++) {
                        assert_whole(&out.got[i]);
                        assert_true(n > 1 || out.got[i].reason == WKS_REASON_NO_REST);
                    }
                }
            }
        }
    }
}

static void does_not_mind_the_order_of_the_areas(void **state)
{
    (void)state;
    wks_compare_part forth[N];
    wks_compare_part back[N];
    for (size_t i = 0; i < N; i++) {
        forth[i] = wks_compare_persons(5 + (double)(i * i), 80 + 7 * (double)i);
        back[N - 1 - i] = forth[i];
    }
    const wks_compare_input one = {.kind = WKS_FIGURE_PROPORTION, .n_areas = N, .parts = forth};
    const wks_compare_input two = {.kind = WKS_FIGURE_PROPORTION, .n_areas = N, .parts = back};
    const outcome a = run(&one, WKS_COMPARE_POSTERIOR);
    const outcome b = run(&two, WKS_COMPARE_POSTERIOR);
    for (size_t i = 0; i < N; i++) {
        assert_true(fabs(a.got[i].p_higher - b.got[N - 1 - i].p_higher) < 1e-8);
        assert_true(fabs(a.got[i].difference_lower - b.got[N - 1 - i].difference_lower) < 1e-12);
        assert_int_equal(a.got[i].label, b.got[N - 1 - i].label);
    }
}

/* Fixed values at and beyond every area's, with none and all, few and many. */
static void holds_against_any_fixed_value(void **state)
{
    (void)state;
    static const double values[] = {0, 1e-9, 0.1, 0.5, 0.9999, 1};
    for (size_t v = 0; v < sizeof values / sizeof values[0]; v++) {
        for (int kind = WKS_FIGURE_PROPORTION; kind <= WKS_FIGURE_RATE; kind++) {
            for (size_t n = 1; n <= N; n++) {
                wks_compare_part parts[N];
                for (size_t i = 0; i < n; i++) {
                    parts[i] = wks_compare_persons(i == 0 ? 0 : 20 * (double)i, 100);
                }
                const wks_compare_input input = {.kind = (wks_figure_kind)kind,
                                                 .n_areas = n,
                                                 .parts = parts,
                                                 .against = WKS_COMPARE_FIXED,
                                                 .fixed = values[v]};
                const outcome out = run(&input, WKS_COMPARE_POSTERIOR);
                assert_int_equal(out.code, WKS_OK);
                for (size_t i = 0; i < n; i++) {
                    assert_whole(&out.got[i]);
                    assert_true(values[v] != 1 || kind == WKS_FIGURE_RATE ||
                                out.got[i].label != WKS_LABEL_HIGHER);
                }
            }
        }
    }
}

static void refuses_what_cannot_be(void **state)
{
    (void)state;
    const wks_compare_part wrong[] = {wks_compare_persons(-1, 10), wks_compare_persons(11, 10),
                                      wks_compare_persons(1, -10), wks_compare_persons(1, 0),
                                      wks_compare_persons(INFINITY, INFINITY)};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        const wks_compare_part parts[] = {wks_compare_persons(1, 10), wrong[i]};
        const wks_compare_input input = {
            .kind = WKS_FIGURE_PROPORTION, .n_areas = 2, .parts = parts};
        const outcome out = run(&input, WKS_COMPARE_POSTERIOR);
        assert_int_equal(out.code, WKS_E_ARGUMENT);
        assert_non_null(strstr(out.err.text, "area 2"));
    }
    const wks_compare_part parts[] = {wks_compare_persons(1, 10), wks_compare_persons(5, 10)};
    const size_t group[] = {0, 7};
    wks_compare_input input = {
        .kind = WKS_FIGURE_PROPORTION, .n_areas = 2, .parts = parts, .group = group, .n_groups = 1};
    assert_int_equal(run(&input, WKS_COMPARE_POSTERIOR).code, WKS_E_ARGUMENT);
    input = (wks_compare_input){.kind = WKS_FIGURE_PROPORTION,
                                .n_areas = 2,
                                .parts = parts,
                                .against = WKS_COMPARE_FIXED,
                                .fixed = 1.2};
    assert_int_equal(run(&input, WKS_COMPARE_POSTERIOR).code, WKS_E_ARGUMENT);
    const wks_compare_part small = wks_compare_persons(4, 9);
    input = (wks_compare_input){
        .kind = WKS_FIGURE_PROPORTION, .n_areas = 2, .parts = parts, .wholes = &small};
    assert_int_equal(run(&input, WKS_COMPARE_POSTERIOR).code, WKS_E_ARGUMENT);
}

static void compares_within_each_draw(void **state)
{
    (void)state;

    enum {
        N_DRAWS = 4000
    };

    static float draws[N_DRAWS * 4];
    const double weights[] = {1, 2, 1, 0};
    const size_t group[] = {0, 0, 0, 1};
    wks_random random = wks_random_start(7, 1);
    for (size_t d = 0; d < N_DRAWS; d++) {
        /* what the areas share moves them all, and is no difference */
        const double shared = 5 * wks_random_normal(&random);
        for (size_t i = 0; i < 4; i++) {
            draws[4 * d + i] =
                (float)(shared + 0.1 * wks_random_normal(&random) + (i == 1 ? 1 : 0));
        }
    }
    const wks_compare_draws_input input = {.n_draws = N_DRAWS,
                                           .n_areas = 4,
                                           .draws = draws,
                                           .weights = weights,
                                           .group = group,
                                           .n_groups = 2,
                                           .spatial_share = NAN};
    const wks_compare_options options = {0};
    wks_comparison got[4];
    wks_compare_summary summary;
    wks_arena arena;
    wks_arena_init(&arena, 0);
    assert_int_equal(wks_compare_draws(&input, &options, &arena, got, &summary, NULL), WKS_OK);
    assert_int_equal(got[1].label, WKS_LABEL_HIGHER);
    assert_true(fabs(got[1].difference - 1) < 0.01);
    /* sd of the difference: 0.1 sqrt(1 + 1/2) */
    assert_true(fabs(got[1].difference_upper - got[1].difference_lower -
                     2 * 1.96 * 0.1 * sqrt(1.5)) < 0.02);
    assert_true(fabs(got[0].difference + 2.0 / 3) < 0.01);
    assert_int_equal(got[0].label, WKS_LABEL_LOWER);
    assert_int_equal(got[3].reason, WKS_REASON_ZERO_POPULATION);
    assert_int_equal(summary.n_tested, 3);
    const wks_compare_options counts = {.rule = WKS_COMPARE_BENJAMINI_HOCHBERG};
    assert_int_equal(wks_compare_draws(&input, &counts, &arena, got, &summary, NULL),
                     WKS_E_ARGUMENT);
    draws[5] = NAN;
    assert_int_equal(wks_compare_draws(&input, &options, &arena, got, &summary, NULL),
                     WKS_E_ARGUMENT);
    wks_arena_clear(&arena);
}

static void runs_out_of_memory_cleanly(void **state)
{
    (void)state;
    const wks_compare_part parts[] = {wks_compare_persons(1, 10), wks_compare_persons(5, 10)};
    const wks_compare_input input = {.kind = WKS_FIGURE_PROPORTION, .n_areas = 2, .parts = parts};
    for (size_t n = 1; n < 200; n++) {
        wks_arena_fail_after(n);
        const wks_code code = run(&input, WKS_COMPARE_POSTERIOR).code;
        wks_arena_fail_after(0);
        if (code == WKS_OK) {
            assert_true(n > 5);
            return;
        }
        assert_int_equal(code, WKS_E_MEMORY);
    }
    fail_msg("never enough memory");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compares_with_the_rest_and_never_with_the_whole),
        cmocka_unit_test(pools_the_weights_of_a_survey),
        cmocka_unit_test(compares_estimates_means_and_rates),
        cmocka_unit_test(compares_with_a_value_a_period_and_lookalikes),
        cmocka_unit_test(says_why_there_is_no_verdict),
        cmocka_unit_test(never_gives_half_a_number),
        cmocka_unit_test(does_not_mind_the_order_of_the_areas),
        cmocka_unit_test(holds_against_any_fixed_value),
        cmocka_unit_test(refuses_what_cannot_be),
        cmocka_unit_test(compares_within_each_draw),
        cmocka_unit_test(runs_out_of_memory_cleanly),
    };
    return cmocka_run_group_tests_name("private/method/compare", tests, NULL, NULL);
}
