/* The mismatch on simulated regions with known truth (methods.md 3.6, bar E1): 300 wijken, sd of
 * logit need 0.40, slope 0.7, sd of the gap 0.12.  `test_mismatch long` runs 200 regions a design;
 * without it a few, with wider bars.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "private/method/mismatch.h"

#include "math/random.h"

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
    N = 300
};

static size_t n_regions = 12;
static bool is_long;

/* ---- a region ------------------------------------------------------------------------------ */

typedef struct region {
    double need[N], need_variance[N], observed[N], expected[N], population[N];
    double truth[N], gap[N];
    bool is_mismatch[N];
} region;

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

static double quantile(const double *values, double p)
{
    double sorted[N];
    memcpy(sorted, values, sizeof sorted);
    qsort(sorted, N, sizeof *sorted, by_value);
    const double at = p * (N - 1);
    const size_t low = (size_t)at;
    return low + 1 < N ? sorted[low] + (at - (double)low) * (sorted[low + 1] - sorted[low])
                       : sorted[low];
}

static const double ratio = 1 / 1.1;

static void make_region(region *r, double respondents, double gap_deviation, uint64_t stream)
{
    wks_random random = wks_random_start(7, stream);
    double total = 0;
    for (size_t i = 0; i < N; i++) {
        r->population[i] = exp(log(3500) + 0.7 * wks_random_normal(&random));
        total += r->population[i];
    }
    for (size_t i = 0; i < N; i++) {
        const double asked =
            fmax(5, wks_random_poisson(&random, r->population[i] * respondents / total));
        r->truth[i] = -1 + 0.4 * wks_random_normal(&random);
        r->gap[i] = gap_deviation * wks_random_normal(&random);
        r->expected[i] = r->population[i] * exp(-3);
        r->observed[i] = wks_random_poisson(
            &random, r->expected[i] * exp(0.7 * (r->truth[i] + 1) + r->gap[i]));
        const double yes =
            wks_random_binomial(&random, (size_t)asked, 1 / (1 + exp(-r->truth[i])));
        const double share = (yes + 0.5) / (asked + 1);
        r->need[i] = log(share / (1 - share));
        r->need_variance[i] = 1 / (asked * share * (1 - share));
    }
    const double high = quantile(r->truth, 0.7);
    for (size_t i = 0; i < N; i++) {
        r->is_mismatch[i] = r->truth[i] > high && r->gap[i] < log(ratio);
    }
}

/* The rule that analysts use: residual of log(O/E) on need under -10 %, need in the top 30 %. */
static size_t residual_rule(const region *r, bool *is_flagged)
{
    double use[N];
    double x = 0;
    double y = 0;
    double xx = 0;
    double xy = 0;
    size_t n = 0;
    for (size_t i = 0; i < N; i++) {
        use[i] = log((r->observed[i] + 0.5) / r->expected[i]);
        x += r->need[i] / N;
        y += use[i] / N;
    }
    for (size_t i = 0; i < N; i++) {
        xx += (r->need[i] - x) * (r->need[i] - x);
        xy += (r->need[i] - x) * (use[i] - y);
    }
    const double high = quantile(r->need, 0.7);
    for (size_t i = 0; i < N; i++) {
        const double residual = use[i] - y - xy / xx * (r->need[i] - x);
        is_flagged[i] = r->need[i] >= high && residual < log(ratio);
        n += is_flagged[i];
    }
    return n;
}

static wks_mismatch_data data_of(const region *r)
{
    return (wks_mismatch_data){.n_areas = N,
                               .need = r->need,
                               .need_variance = r->need_variance,
                               .observed = r->observed,
                               .expected = r->expected};
}

static wks_mismatch_options options_of(uint64_t seed)
{
    wks_mismatch_options options = {
        .rule = wks_mismatch_rule_default, .n_draws = 800, .seed = seed};
    options.rule.ratio = ratio;
    return options;
}

static void assert_ok(wks_code code, const wks_error *err)
{
    if (code != WKS_OK) {
        fail_msg("%s", err->text);
    }
}

/* ---- many regions --------------------------------------------------------------------------- */

typedef struct score {
    double residual_ppv, joint_ppv; /* means over regions that have flags */
    double sure_p, sure_hits, n_sure; /* over areas with p > .6 */
    double strong, strong_hits;       /* per region, and of all */
    double true_share;
    size_t n_with;
} score;

/* Of the n most probable areas, the share that is true. */
static double precision(const region *r, const wks_mismatch_area *areas, size_t n)
{
    double probability[N];
    double hits = 0;
    double taken = 0;
    for (size_t i = 0; i < N; i++) {
        probability[i] = areas[i].probability;
    }
    qsort(probability, N, sizeof *probability, by_value);
    for (size_t i = 0; i < N && taken < (double)n; i++) {
        if (areas[i].probability >= probability[N - n]) {
            hits += r->is_mismatch[i];
            taken++;
        }
    }
    return hits / taken;
}

static void add_region(const region *r, const wks_mismatch_result *result, score *s)
{
    bool is_flagged[N];
    const size_t n = residual_rule(r, is_flagged);
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
        s->joint_ppv += precision(r, result->areas, n);
        s->n_with++;
    }
}

static score simulate(double respondents, double gap_deviation)
{
    static region r;
    score s = {0};
    for (size_t k = 0; k < n_regions; k++) {
        wks_arena arena;
        wks_mismatch_fit fit;
        wks_error err = {0};
        wks_arena_init(&arena, 0);
        make_region(&r, respondents, gap_deviation, k);
        const wks_mismatch_data data = data_of(&r);
        const wks_mismatch_options options = options_of(k);
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

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_right_more_often_than_the_residual_rule_with_one_survey),
        cmocka_unit_test(is_right_more_often_with_registers_and_its_probabilities_hold),
        cmocka_unit_test(says_nothing_in_a_world_without_gaps),
    };
    is_long = argc > 1 && strcmp(argv[1], "long") == 0;
    n_regions = is_long ? 200 : n_regions;
    return cmocka_run_group_tests_name("private/method/mismatch", tests, NULL, NULL);
}
