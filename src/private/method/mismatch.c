/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/mismatch.h"

#include "base/language.h"
#include "math/order.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const wks_mismatch_rule wks_mismatch_rule_default = {
    .top_share = 0.30, .ratio = 0.9, .strong = 0.8, .possible = 0.5, .false_share = 0.1};

const char *wks_mismatch_label_code(wks_mismatch_label label)
{
    static const char *const codes[] = {[WKS_MISMATCH_NONE] = "none",
                                        [WKS_MISMATCH_POSSIBLE] = "possible",
                                        [WKS_MISMATCH_STRONG] = "strong"};
    return codes[label];
}

const char *wks_mismatch_label_text(wks_mismatch_label label)
{
    switch (label) {
    case WKS_MISMATCH_STRONG:
        return wks_tr("strong indication", "sterke aanwijzing");
    case WKS_MISMATCH_POSSIBLE:
        return wks_tr("possible", "mogelijk");
    case WKS_MISMATCH_NONE:
        break;
    }
    return wks_tr("no statement", "geen uitspraak");
}

/* ---- the verdict ---------------------------------------------------------------------------- */

static wks_code check(const wks_mismatch_draws *draws, const wks_mismatch_rule *rule,
                      wks_error *err)
{
    if (draws->n_areas < 10 || draws->n_draws < 100) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("%zu areas and %zu draws are too few: at least 10 and 100",
                               "%zu gebieden en %zu trekkingen zijn te weinig: minstens 10 en 100"),
                        draws->n_areas, draws->n_draws);
    }
    if (!(rule->top_share > 0 && rule->top_share < 1 && rule->ratio > 0 && rule->possible > 0 &&
          rule->possible <= rule->strong && rule->strong <= 1 && rule->false_share >= 0 &&
          rule->false_share < 1)) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("the rule of the mismatch is outside its range",
                               "de regel voor de mismatch valt buiten zijn bereik"));
    }
    for (size_t i = 0; i < draws->n_areas * draws->n_draws; i++) {
        if (!isfinite(draws->need[i]) || !isfinite(draws->gap[i])) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("area %zu: a draw is not a number",
                                   "gebied %zu: een trekking is geen getal"),
                            i % draws->n_areas + 1);
        }
    }
    return WKS_OK;
}

static void count_draws(const wks_mismatch_draws *draws, const wks_mismatch_rule *rule,
                        double *room, wks_mismatch_area *areas)
{
    const size_t n = draws->n_areas;
    const double low = log(rule->ratio);
    const double share = 1 / (double)draws->n_draws;
    for (size_t d = 0; d < draws->n_draws; d++) {
        const double *need = draws->need + d * n;
        const double *gap = draws->gap + d * n;
        memcpy(room, need, n * sizeof *room);
        const double high = wks_order_quantile(room, n, 1 - rule->top_share);
        for (size_t i = 0; i < n; i++) {
            areas[i].probability += need[i] > high && gap[i] < low;
            areas[i].high_need += need[i] > high;
            areas[i].low_use += gap[i] < low;
        }
    }
    for (size_t i = 0; i < n; i++) {
        areas[i].probability *= share;
        areas[i].high_need *= share;
        areas[i].low_use *= share;
    }
}

/* Mean and interval of need, median and interval of exp(gap); room [n_draws]. */
static void describe(const wks_mismatch_draws *draws, double *room, wks_mismatch_area *areas)
{
    const size_t n = draws->n_areas;
    const size_t m = draws->n_draws;
    for (size_t i = 0; i < n; i++) {
        double sum = 0;
        for (size_t d = 0; d < m; d++) {
            room[d] = draws->need[i + d * n];
            sum += room[d];
        }
        areas[i].need = sum / (double)m;
        areas[i].need_lower = wks_order_quantile(room, m, 0.025);
        areas[i].need_upper = wks_order_quantile(room, m, 0.975);
        for (size_t d = 0; d < m; d++) {
            room[d] = draws->gap[i + d * n];
        }
        areas[i].ratio = exp(wks_order_quantile(room, m, 0.5));
        areas[i].ratio_lower = exp(wks_order_quantile(room, m, 0.025));
        areas[i].ratio_upper = exp(wks_order_quantile(room, m, 0.975));
    }
}

typedef struct ranked {
    double probability;
    size_t area;
} ranked;

static int by_probability(const void *a, const void *b)
{
    const ranked *x = a;
    const ranked *y = b;
    if (x->probability != y->probability) {
        return x->probability < y->probability ? 1 : -1;
    }
    return (x->area > y->area) - (x->area < y->area);
}

/* The longest list, most probable first, of which at most false_share is expected to be false. */
static wks_code list(double false_share, size_t n, wks_arena *arena, wks_mismatch_result *out,
                     wks_error *err)
{
    ranked *order = NULL;
    double wrong = 0;
    WKS_TRY(wks_arena_take(arena, n, sizeof *order, &order, err));
    for (size_t i = 0; i < n; i++) {
        order[i] = (ranked){out->areas[i].probability, i};
    }
    qsort(order, n, sizeof *order, by_probability);
    for (size_t i = 0; i < n; i++) {
        wrong += 1 - order[i].probability;
        if (wrong > false_share * (double)(i + 1)) {
            break;
        }
        out->areas[order[i].area].is_listed = true;
        out->n_listed = i + 1;
        out->expected_false = wrong;
    }
    return WKS_OK;
}

wks_code wks_mismatch_judge(const wks_mismatch_draws *draws, const wks_mismatch_rule *rule,
                            wks_arena *arena, wks_mismatch_result *out, wks_error *err)
{
    double *room = NULL;
    const size_t n = draws->n_areas;
    *out = (wks_mismatch_result){0};
    WKS_TRY(check(draws, rule, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->areas, &out->areas, err));
    WKS_TRY(wks_arena_take(arena, n + draws->n_draws, sizeof *room, &room, err));
    count_draws(draws, rule, room, out->areas);
    describe(draws, room, out->areas);
    for (size_t i = 0; i < n; i++) {
        wks_mismatch_area *area = &out->areas[i];
        area->label = area->probability >= rule->strong     ? WKS_MISMATCH_STRONG
                      : area->probability >= rule->possible ? WKS_MISMATCH_POSSIBLE
                                                            : WKS_MISMATCH_NONE;
        out->n_strong += area->label == WKS_MISMATCH_STRONG;
        out->n_possible += area->label == WKS_MISMATCH_POSSIBLE;
        out->expected_true += area->probability;
    }
    return list(rule->false_share, n, arena, out, err);
}

/* ---- horizontal inequity -------------------------------------------------------------------- */

typedef struct place {
    double rank;
    size_t area;
} place;

static int by_rank(const void *a, const void *b)
{
    const place *x = a;
    const place *y = b;
    return (x->rank > y->rank) - (x->rank < y->rank);
}

/* Fractional rank of each area, ties share theirs; order [n] is room. */
static void fractional_rank(size_t n, const double *rank, const double *population, place *order,
                            double *out)
{
    double total = 0;
    double below = 0;
    for (size_t i = 0; i < n; i++) {
        order[i] = (place){rank[i], i};
        total += population[i];
    }
    qsort(order, n, sizeof *order, by_rank);
    for (size_t i = 0; i < n;) {
        size_t j = i;
        double here = 0;
        for (; j < n && order[j].rank == order[i].rank; j++) {
            here += population[order[j].area];
        }
        for (; i < j; i++) {
            out[order[i].area] = (below + here / 2) / total;
        }
        below += here;
    }
}

/* 2 sum(w h R) / sum(w h) - 1, with h = exp(a + b) (b NULL: 0). */
static double concentration(size_t n, const double *a, const double *b, const double *population,
                            const double *fraction)
{
    double sum = 0;
    double ranked_sum = 0;
    for (size_t i = 0; i < n; i++) {
        const double h = population[i] * exp(a[i] + (b == NULL ? 0 : b[i]));
        sum += h;
        ranked_sum += h * fraction[i];
    }
    return 2 * ranked_sum / sum - 1;
}

static wks_code check_inequity(const wks_mismatch_draws *draws, const double *rank,
                               const double *population, wks_error *err)
{
    double total = 0;
    for (size_t i = 0; i < draws->n_areas; i++) {
        if (!isfinite(population[i]) || population[i] < 0 || (rank != NULL && !isfinite(rank[i]))) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("area %zu: expected a population of zero or more, and a rank",
                                   "gebied %zu: verwacht een bevolking van nul of meer, en een "
                                   "rang"),
                            i + 1);
        }
        total += population[i];
    }
    if (!(total > 0) || draws->expected == NULL || draws->n_draws == 0) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("inequity needs residents and draws of expected use",
                               "ongelijkheid vraagt inwoners en trekkingen van verwacht gebruik"));
    }
    return WKS_OK;
}

wks_code wks_mismatch_inequity_of(const wks_mismatch_draws *draws, const double *rank,
                                  const double *population, wks_arena *arena,
                                  wks_mismatch_inequity *out, wks_error *err)
{
    const size_t n = draws->n_areas;
    double *fraction = NULL;
    double *index = NULL;
    place *order = NULL;
    *out = (wks_mismatch_inequity){0};
    WKS_TRY(check_inequity(draws, rank, population, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *fraction, &fraction, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *order, &order, err));
    WKS_TRY(wks_arena_take(arena, draws->n_draws, sizeof *index, &index, err));
    const double share = 1 / (double)draws->n_draws;
    for (size_t d = 0; d < draws->n_draws; d++) {
        if (d == 0 || rank == NULL) {
            fractional_rank(n, rank == NULL ? draws->need + d * n : rank, population, order,
                            fraction);
        }
        const double *expected = draws->expected + d * n;
        const double use = concentration(n, expected, draws->gap + d * n, population, fraction);
        const double fair = concentration(n, expected, NULL, population, fraction);
        index[d] = use - fair;
        out->use += share * use;
        out->expected += share * fair;
        out->index += share * index[d];
    }
    out->lower = wks_order_quantile(index, draws->n_draws, 0.025);
    out->upper = wks_order_quantile(index, draws->n_draws, 0.975);
    return WKS_OK;
}
