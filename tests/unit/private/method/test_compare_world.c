/* Invented worlds in which the truth is known: 300 areas x indicators, half of them proportions and
 * half rates, 30 to 500 persons an area, some compared with the rest of the region and some with
 * the rest of a gemeente of 15.  The argument says how many indicators; the long suite takes 100.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "math/random.h"
#include "private/method/compare.h"

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
#include <stdlib.h>

enum {
    N_AREAS = 300,
    GROUP_SIZE = 15,
    N_RULES = 5
};

static size_t n_indicators = 12;

static const wks_compare_rule rules[N_RULES] = {WKS_COMPARE_POSTERIOR,
                                                WKS_COMPARE_BENJAMINI_HOCHBERG, WKS_COMPARE_FUNNEL,
                                                WKS_COMPARE_PLAIN, WKS_COMPARE_SINGLE_OVERLAP};
static const char *const names[N_RULES] = {"posterior", "BH", "99.8 %", "plain 95 %",
                                           "Wilson/Byar single overlap"};

/* How the areas of a world differ. */
typedef enum world_kind {
    NULL_WORLD,
    TENTH_WORLD, /* one area in ten differs, a factor 1.8 in odds or rate, up or down */
    SPREAD_WORLD /* every area differs a little: sd 0.35 on the logit or log scale */
} world_kind;

typedef struct indicator {
    wks_figure_kind kind;
    wks_compare_part parts[N_AREAS];
    double effect[N_AREAS]; /* true minus that of the rest, on the natural scale */
    size_t group[N_AREAS];
    size_t n_groups;
} indicator;

static double effect_of(world_kind kind, wks_random *random)
{
    if (kind == SPREAD_WORLD) {
        return 0.35 * wks_random_normal(random);
    }
    const double which = wks_random_unit(random);
    if (kind == NULL_WORLD || which > 0.1) {
        return 0;
    }
    return which < 0.05 ? log(1.8) : -log(1.8);
}

static void set_truth(indicator *out, const double *value, bool is_exact)
{
    for (size_t i = 0; i < N_AREAS; i++) {
        double with = 0;
        double all = 0;
        for (size_t j = 0; j < N_AREAS; j++) {
            if (j != i && out->group[j] == out->group[i]) {
                with += value[j] * out->parts[j].all;
                all += out->parts[j].all;
            }
        }
        /* where one in ten differs the others do not, though their rest does a little */
        out->effect[i] = is_exact || out->effect[i] != 0 ? value[i] - with / all : 0;
    }
}

static void make(world_kind world, size_t k, indicator *out)
{
    static const double bases[] = {0.05, 0.1, 0.2, 0.35};
    wks_random random = wks_random_start(20261122, 1000 * (size_t)world + k);
    const double base = bases[k % 4];
    double value[N_AREAS];
    out->kind = k % 8 < 4 ? WKS_FIGURE_PROPORTION : WKS_FIGURE_RATE;
    out->n_groups = k % 3 == 0 ? N_AREAS / GROUP_SIZE : 1;
    for (size_t i = 0; i < N_AREAS; i++) {
        const size_t n = 30 + wks_random_below(&random, 471);
        out->effect[i] = effect_of(world, &random);
        out->group[i] = i % out->n_groups;
        if (out->kind == WKS_FIGURE_PROPORTION) {
            value[i] = 1 / (1 + exp(-log(base / (1 - base)) - out->effect[i]));
            out->parts[i] =
                wks_compare_persons(wks_random_binomial(&random, n, value[i]), (double)n);
        } else {
            value[i] = base * exp(out->effect[i]);
            out->parts[i] = (wks_compare_part){
                .with = wks_random_poisson(&random, value[i] * (double)n), .all = (double)n};
        }
    }
    set_truth(out, value, world == SPREAD_WORLD);
}

/* What a rule did, summed over indicators. */
typedef struct tally {
    double flagged, false_flags, wrong_sign, real, found, expected;
    double share, share_squared; /* of false flags among the flagged, by indicator */
} tally;

static void count(const indicator *in, const wks_comparison *got, const wks_compare_summary *of,
                  tally *to)
{
    double flagged = 0;
    double false_flags = 0;
    for (size_t i = 0; i < N_AREAS; i++) {
        const bool is_flagged = got[i].label == WKS_LABEL_HIGHER || got[i].label == WKS_LABEL_LOWER;
        const double side = got[i].label == WKS_LABEL_HIGHER ? 1 : -1;
        to->real += in->effect[i] != 0;
        if (is_flagged) {
            const bool is_right = side * in->effect[i] > 0;
            flagged++;
            false_flags += !is_right;
            to->wrong_sign += side * in->effect[i] < 0;
            to->found += is_right;
        }
    }
    const double share = flagged > 0 ? false_flags / flagged : 0;
    to->flagged += flagged;
    to->false_flags += false_flags;
    to->share += share;
    to->share_squared += share * share;
    to->expected += of->expected_by_chance;
}

static void run(world_kind world, tally tallies[static N_RULES])
{
    indicator *in = malloc(sizeof *in);
    assert_non_null(in);
    for (size_t k = 0; k < n_indicators; k++) {
        make(world, k, in);
        for (size_t r = 0; r < N_RULES; r++) {
            wks_comparison got[N_AREAS];
            wks_compare_summary summary;
            wks_arena arena;
            wks_arena_init(&arena, 0);
            const wks_compare_input input = {.kind = in->kind,
                                             .n_areas = N_AREAS,
                                             .parts = in->parts,
                                             .group = in->group,
                                             .n_groups = in->n_groups,
                                             .spatial_share = NAN};
            const wks_compare_options options = {.rule = rules[r]};
            wks_error err = {0};
            if (wks_compare(&input, &options, &arena, got, &summary, &err) != WKS_OK) {
                fail_msg("indicator %zu: %s", k, err.text);
            }
            count(in, got, &summary, &tallies[r]);
            wks_arena_clear(&arena);
        }
    }
    free(in);
}

static double rate_of(const tally *t, double *se)
{
    const double n = (double)n_indicators;
    const double mean = t->share / n;
    *se = sqrt(fmax(0, t->share_squared / n - mean * mean) / n);
    return mean;
}

static void print(const char *world, const tally tallies[static N_RULES])
{
    print_message("%s: %d areas x %zu indicators\n", world, N_AREAS, n_indicators);
    for (size_t r = 0; r < N_RULES; r++) {
        const tally *t = &tallies[r];
        double se = 0;
        const double rate = rate_of(t, &se);
        print_message("  %-28s flagged %6.0f, false %5.0f, wrong sign %4.0f; false discovery rate "
                      "%.4f (se %.4f); power %.3f; said by chance %.1f\n",
                      names[r], t->flagged, t->false_flags, t->wrong_sign, rate, se,
                      t->real > 0 ? t->found / t->real : NAN, t->expected);
    }
}

static void flags_next_to_nothing_where_nothing_differs(void **state)
{
    (void)state;
    tally t[N_RULES] = {0};
    double se = 0;
    run(NULL_WORLD, t);
    print("no differences", t);
    const double rate = rate_of(&t[0], &se);
    assert_true(rate <= 0.05 + 2 * se);
    /* the rules that do not count do what chance does, and say so */
    const double n = N_AREAS * (double)n_indicators;
    assert_true(fabs(t[3].flagged - 0.05 * n) < 4 * sqrt(0.05 * n) + 0.01 * n);
    assert_true(fabs(t[3].expected - 0.05 * n) < 1e-6 * n);
    assert_true(t[0].flagged < 0.02 * t[3].flagged);
}

static void keeps_its_rate_where_one_in_ten_differs(void **state)
{
    (void)state;
    tally t[N_RULES] = {0};
    double se = 0;
    run(TENTH_WORLD, t);
    print("one area in ten differs", t);
    const double rate = rate_of(&t[0], &se);
    assert_true(rate <= 0.05 + 2 * se);
    assert_true(t[0].found > 0.1 * t[0].real);
    /* what it says of itself holds */
    assert_true(t[0].false_flags <= 1.5 * t[0].expected + 2 * sqrt(t[0].expected) + 1);
}

static void points_the_right_way_where_everything_differs(void **state)
{
    (void)state;
    tally t[N_RULES] = {0};
    run(SPREAD_WORLD, t);
    print("every area differs, sd 0.35", t);
    assert_true(t[0].wrong_sign <= 0.01 * t[0].flagged);
    assert_true(t[0].found > 0.1 * t[0].real);
}

int main(int n_arguments, char **arguments)
{
    if (n_arguments > 1) {
        n_indicators = strtoul(arguments[1], NULL, 10);
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(flags_next_to_nothing_where_nothing_differs),
        cmocka_unit_test(keeps_its_rate_where_one_in_ten_differs),
        cmocka_unit_test(points_the_right_way_where_everything_differs),
    };
    return cmocka_run_group_tests_name("private/method/compare_world", tests, NULL, NULL);
}
