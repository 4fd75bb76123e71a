/* The mismatch on simulated regions with known truth (methods.md 3.6, bar E1): 300 wijken, sd of
 * logit need 0.40, slope 0.7, sd of the gap 0.12.  `test_mismatch long` runs 200 regions a design;
 * without it a few, with wider bars.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "mismatch_world.h"
#include "private/method/mismatch.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    N = WKS_WORLD_AREAS
};

static size_t n_regions = 12;
static bool is_long;

static void assert_ok(wks_code code, const wks_error *err)
{
    if (code != WKS_OK) {
        fail_msg("%s", err->text);
    }
}

/* ---- many regions --------------------------------------------------------------------------- */

typedef struct score {
    double residual_ppv, joint_ppv;   /* means over regions that have flags */
    double sure_p, sure_hits, n_sure; /* over areas with p > .6 */
    double strong, strong_hits;       /* per region, and of all */
    double true_share;
    size_t n_with;
} score;

static void add_region(const wks_world *r, const wks_mismatch_result *result, score *s)
{
    bool is_flagged[N];
    const size_t n = wks_world_residual_rule(r, is_flagged);
    double hits = 0;
    for (size_t i = 0; i < N; i++) {
        const double p = result->areas[i].probability;
        hits += is_flagged[i] && r->is_mismatch[i];
        s->sure_p += p > 0.6 ? p : 0;
        s->sure_hits += p > 0.6 && r->is_mismatch[i];
        s->n_sure += p > 0.6;
        s->strong += (p > 0.8) / (double)n_regions;
        s->true_share += r->is_mismatch[i] / (double)(N * n_regions);
    }
    if (n > 0) {
        s->residual_ppv += hits / (double)n;
        s->joint_ppv += wks_world_precision(r, result->areas, n);
        s->n_with++;
    }
}

static score simulate(double respondents, double gap_deviation)
{
    static wks_world r;
    score s = {0};
    for (size_t k = 0; k < n_regions; k++) {
        wks_arena arena;
        wks_mismatch_fit fit;
        wks_error err = {0};
        wks_arena_init(&arena, 0);
        wks_world_make(&r, &(wks_world_design){respondents, gap_deviation, 0, 0}, k);
        const wks_mismatch_data data = wks_world_data(&r);
        const wks_mismatch_options options = wks_world_options(k);
        assert_ok(wks_mismatch_fit_areas(&data, &options, &arena, &fit, &err), &err);
        add_region(&r, &fit.result, &s);
        wks_arena_clear(&arena);
    }
    s.residual_ppv /= (double)s.n_with;
    s.joint_ppv /= (double)s.n_with;
    const double n_sure = fmax(s.n_sure, 1);
    print_message("# %zu regions, %g respondents, gap %g: PPV %.3f by residual, %.3f joint; %g "
                  "areas with p > .6: mean p %.3f, true %.3f; p > .8: %.3f a region\n",
                  n_regions, respondents, gap_deviation, s.residual_ppv, s.joint_ppv, s.n_sure,
                  s.sure_p / n_sure, s.sure_hits / n_sure, s.strong);
    return s;
}

static void is_right_more_often_than_the_residual_rule_with_one_survey(void **state)
{
    (void)state;
    const score s = simulate(20000, 0.12);
    assert_true(s.joint_ppv >= (is_long ? 1.4 : 1.2) * s.residual_ppv);
    if (is_long) {
        assert_true(fabs(s.sure_p - s.sure_hits) <= 0.08 * s.n_sure);
    }
}

static void is_right_more_often_with_registers_and_its_probabilities_hold(void **state)
{
    (void)state;
    const score s = simulate(150000, 0.12);
    assert_true(s.joint_ppv >= (is_long ? 1.05 : 0.98) * s.residual_ppv);
    assert_true(fabs(s.sure_p - s.sure_hits) <= (is_long ? 0.08 : 0.15) * s.n_sure);
}

static void says_nothing_in_a_world_without_gaps(void **state)
{
    (void)state;
    const score few = simulate(20000, 0);
    const score many = simulate(150000, 0);
    assert_true(few.strong <= 0.1 && many.strong <= 0.1);
}

/* ---- the parts, on small cases by hand ------------------------------------------------------ */

enum {
    SMALL = 10,
    DRAWS = 100
};

typedef struct by_hand {
    double need[SMALL * DRAWS], gap[SMALL * DRAWS], expected[SMALL * DRAWS];
    wks_mismatch_draws draws;
} by_hand;

/* Need rises with the area; area 9 has low use in 90 draws of 100, area 8 in 60, area 0 in all. */
static void make_by_hand(by_hand *h)
{
    for (size_t d = 0; d < DRAWS; d++) {
        for (size_t i = 0; i < SMALL; i++) {
            const bool is_low = i == 0 || (i == 9 && d < 90) || (i == 8 && d < 60);
            h->need[i + d * SMALL] = (double)i;
            h->gap[i + d * SMALL] = is_low ? log(0.8) : log(1.02);
            h->expected[i + d * SMALL] = 0;
        }
    }
    h->draws = (wks_mismatch_draws){SMALL, DRAWS, h->need, h->gap, h->expected};
}

static void labels_by_the_joint_probability(void **state)
{
    (void)state;
    static by_hand h;
    wks_arena arena;
    wks_mismatch_result r;
    make_by_hand(&h);
    wks_arena_init(&arena, 0);
    wks_mismatch_rule rule = wks_mismatch_rule_default;
    assert_int_equal(wks_mismatch_judge(&h.draws, &rule, &arena, &r, NULL), WKS_OK);
    assert_true(fabs(r.areas[9].probability - 0.9) < 1e-12);
    assert_true(fabs(r.areas[8].probability - 0.6) < 1e-12);
    assert_int_equal(r.areas[9].label, WKS_MISMATCH_STRONG);
    assert_int_equal(r.areas[8].label, WKS_MISMATCH_POSSIBLE);
    /* low use, but no high need: nothing is said */
    assert_int_equal(r.areas[0].label, WKS_MISMATCH_NONE);
    assert_true(r.areas[0].low_use == 1 && r.areas[0].high_need == 0);
    assert_int_equal(r.n_strong, 1);
    assert_int_equal(r.n_possible, 1);
    assert_true(fabs(r.areas[0].ratio - 0.8) < 1e-12);
    /* 0.1 false of one is allowed; (0.1 + 0.4) / 2 is not */
    assert_int_equal(r.n_listed, 1);
    assert_true(r.areas[9].is_listed && fabs(r.expected_false - 0.1) < 1e-12);
    rule.false_share = 0.25;
    assert_int_equal(wks_mismatch_judge(&h.draws, &rule, &arena, &r, NULL), WKS_OK);
    assert_int_equal(r.n_listed, 2);
    assert_string_equal(wks_mismatch_label_code(WKS_MISMATCH_STRONG), "strong");
    wks_arena_clear(&arena);
}

static void measures_inequity_by_the_concentration_index(void **state)
{
    (void)state;
    static by_hand h;
    wks_arena arena;
    wks_mismatch_inequity q;
    double rank[SMALL], population[SMALL];
    make_by_hand(&h);
    wks_arena_init(&arena, 0);
    for (size_t i = 0; i < SMALL; i++) {
        rank[i] = (double)i;
        population[i] = 1;
        for (size_t d = 0; d < DRAWS; d++) { /* use 1..10, expected 1 */
            h.gap[i + d * SMALL] = log((double)(i + 1));
        }
    }
    assert_int_equal(wks_mismatch_inequity_of(&h.draws, rank, population, &arena, &q, NULL),
                     WKS_OK);
    /* 2 / (n sum) * sum(i y_i) - (n + 1) / n = 2 * 385 / (10 * 55) - 1.1 */
    assert_true(fabs(q.index - 0.3) < 1e-12 && fabs(q.expected) < 1e-12);
    assert_true(fabs(q.lower - 0.3) < 1e-12 && fabs(q.upper - 0.3) < 1e-12);
    for (size_t i = 0; i < SMALL; i++) {
        rank[i] = -(double)i;
    }
    assert_int_equal(wks_mismatch_inequity_of(&h.draws, rank, population, &arena, &q, NULL),
                     WKS_OK);
    assert_true(fabs(q.index + 0.3) < 1e-12);
    /* ranked by need, which is in the same order */
    assert_int_equal(wks_mismatch_inequity_of(&h.draws, NULL, population, &arena, &q, NULL),
                     WKS_OK);
    assert_true(fabs(q.index - 0.3) < 1e-12);
    population[3] = -1;
    assert_int_equal(wks_mismatch_inequity_of(&h.draws, rank, population, &arena, &q, NULL),
                     WKS_E_ARGUMENT);
    wks_arena_clear(&arena);
}

/* Differences that are all age and sex; then all need; then none. */
static void divides_the_difference_over_its_causes(void **state)
{
    (void)state;
    static double observed[40], expected[40], population[40], need[40];
    wks_arena arena;
    wks_mismatch_parts parts;
    wks_arena_init(&arena, 0);
    for (int what = 0; what < 3; what++) {
        for (size_t i = 0; i < 40; i++) {
            const double factor = i % 2 == 0 ? 1.5 : 0.5;
            population[i] = 100000;
            observed[i] = what == 2 ? 10000 : 10000 * factor;
            expected[i] = what == 0 ? 10000 * factor : 10000;
            need[i] = what == 1 ? factor : 1;
        }
        const wks_mismatch_data data = {.n_areas = 40, .observed = observed, .expected = expected};
        assert_int_equal(wks_mismatch_explain(&data, population, need, &arena, &parts, NULL),
                         WKS_OK);
        if (what == 2) {
            assert_int_equal(parts.status, WKS_MISMATCH_SHARE_NO_DIFFERENCE);
            continue;
        }
        assert_true(fabs(parts.share_demography - (what == 0)) < 0.01);
        assert_true(fabs(parts.share_need - (what == 1)) < 0.01);
        assert_true(fabs(parts.share_gap) < 0.01);
        for (size_t i = 0; i < 40; i++) {
            assert_true(fabs(parts.crude[i] - parts.demography[i] - parts.need[i] - parts.gap[i]) <
                        1e-12);
        }
    }
    population[0] = 0;
    const wks_mismatch_data data = {.n_areas = 40, .observed = observed, .expected = expected};
    assert_int_equal(wks_mismatch_explain(&data, population, need, &arena, &parts, NULL),
                     WKS_E_ARGUMENT);
    wks_arena_clear(&arena);
}

static void shows_what_hangs_on_the_choices(void **state)
{
    (void)state;
    static wks_world r, other;
    wks_arena arena;
    wks_error err = {0};
    wks_mismatch_row *rows = NULL;
    size_t n_rows = 0;
    wks_world_make(&r, &(wks_world_design){150000, 0.25, 0, 0}, 1);
    other = r;
    wks_arena_init(&arena, 0);
    const wks_mismatch_data data = wks_world_data(&r);
    wks_mismatch_alternative alternatives[] = {{"the same", wks_world_data(&other)},
                                               {"broken", wks_world_data(&other)}};
    static double negative[N];
    memcpy(negative, r.observed, sizeof negative);
    negative[17] = -1;
    alternatives[1].data.observed = negative;
    const wks_mismatch_options options = wks_world_options(1);
    assert_ok(
        wks_mismatch_sensitivity(&data, &options, alternatives, 2, &arena, &rows, &n_rows, &err),
        &err);
    assert_int_equal(n_rows, 11);
    assert_int_equal(rows[0].variant, WKS_MISMATCH_BASE);
    assert_true(rows[0].n_strong + rows[0].n_possible == rows[0].n_kept && rows[0].n_kept > 0);
    assert_true(rows[1].n_strong <= rows[0].n_strong && rows[2].n_strong >= rows[0].n_strong);
    assert_true(rows[3].n_new == 0 && rows[4].n_kept == rows[0].n_kept); /* top 20 %, top 40 % */
    assert_false(rows[5].is_available || rows[6].is_available); /* no covariance, no covariates */
    assert_true(rows[7].is_available && rows[7].largest_change > 0);
    assert_false(rows[8].is_available);                               /* no map */
    assert_true(rows[9].is_available && rows[9].largest_change == 0); /* same draws, same bytes */
    assert_false(rows[10].is_available);
    assert_non_null(strstr(rows[10].reason, "area 18"));
    wks_arena_clear(&arena);
}

static void refuses_what_cannot_be_judged(void **state)
{
    (void)state;
    static by_hand h;
    static wks_world r;
    wks_arena arena;
    wks_mismatch_result result;
    wks_mismatch_fit fit;
    wks_error err = {0};
    wks_arena_init(&arena, 0);
    make_by_hand(&h);
    h.gap[13] = NAN;
    assert_int_equal(
        wks_mismatch_judge(&h.draws, &wks_mismatch_rule_default, &arena, &result, &err),
        WKS_E_ARGUMENT);
    assert_non_null(strstr(err.text, "area 4"));
    h.draws.n_areas = 1;
    assert_int_equal(
        wks_mismatch_judge(&h.draws, &wks_mismatch_rule_default, &arena, &result, &err),
        WKS_E_ARGUMENT);
    wks_world_make(&r, &(wks_world_design){20000, 0.1, 0, 0}, 1);
    const wks_mismatch_data data = wks_world_data(&r);
    const wks_mismatch_options options = wks_world_options(1);
    r.expected[2] = 0;
    assert_int_equal(wks_mismatch_fit_areas(&data, &options, &arena, &fit, &err), WKS_E_ARGUMENT);
    assert_non_null(strstr(err.text, "area 3"));
    wks_world_make(&r, &(wks_world_design){20000, 0.1, 0, 0}, 1);
    for (size_t i = 0; i < N; i++) { /* all zeros: use is as good as unknown, nothing is said */
        r.observed[i] = 0;
    }
    const wks_code code = wks_mismatch_fit_areas(&data, &options, &arena, &fit, &err);
    assert_true(code == WKS_E_NUMERIC || (code == WKS_OK && fit.result.n_strong == 0));
    wks_arena_clear(&arena);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_right_more_often_than_the_residual_rule_with_one_survey),
        cmocka_unit_test(is_right_more_often_with_registers_and_its_probabilities_hold),
        cmocka_unit_test(says_nothing_in_a_world_without_gaps),
        cmocka_unit_test(labels_by_the_joint_probability),
        cmocka_unit_test(measures_inequity_by_the_concentration_index),
        cmocka_unit_test(divides_the_difference_over_its_causes),
        cmocka_unit_test(shows_what_hangs_on_the_choices),
        cmocka_unit_test(refuses_what_cannot_be_judged),
    };
    is_long = argc > 1 && strcmp(argv[1], "long") == 0;
    n_regions = is_long ? 200 : n_regions;
    return cmocka_run_group_tests_name("private/method/mismatch", tests, NULL, NULL);
}
