/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/compare_draws.h"

#include "base/language.h"
#include "math/order.h"
#include "math/sum.h"
#include "private/method/compare_inside.h"

#include <math.h>
#include <stdbool.h>

static wks_code check(const wks_compare_draws_input *in, const wks_compare_options *options,
                      wks_error *err)
{
    const size_t least = options->rule == WKS_COMPARE_FUNNEL ? 1000 : 100;
    if (options->rule != WKS_COMPARE_POSTERIOR && options->rule != WKS_COMPARE_FUNNEL &&
        options->rule != WKS_COMPARE_PLAIN) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("this rule needs counts, and draws have none",
                               "deze regel heeft aantallen nodig, en trekkingen hebben die niet"));
    }
    if (in->against == WKS_COMPARE_PERIOD) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("give the draws of the difference between periods, and compare "
                               "with the fixed value 0",
                               "geef de trekkingen van het verschil tussen perioden, en vergelijk "
                               "met de vaste waarde 0"));
    }
    if (in->n_draws < least) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("%zu draws, at least %zu are needed",
                               "%zu trekkingen, er zijn er minstens %zu nodig"),
                        in->n_draws, least);
    }
    for (size_t i = 0; i < in->n_areas; i++) {
        bool is_fine = in->weights[i] >= 0 && isfinite(in->weights[i]);
        for (size_t d = 0; is_fine && in->weights[i] > 0 && d < in->n_draws; d++) {
            is_fine = isfinite(in->draws[d * in->n_areas + i]);
        }
        if (!is_fine) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("area %zu: a draw that is no number, or a weight below zero",
                                   "gebied %zu: een trekking die geen getal is, of een gewicht "
                                   "onder nul"),
                            i + 1);
        }
    }
    const wks_compare_sets sets = {in->n_areas, in->group,      in->n_groups,
                                   in->against, in->lookalikes, in->n_lookalikes};
    return wks_compare_check_sets(&sets, err);
}

/* What the areas of a group add up to, per draw. */
typedef struct totals {
    size_t n_groups;
    const size_t *group; /* NULL: all in one */
    double *sum;         /* [n_groups * n_draws] of weight * draw */
    double *weight;      /* [n_groups] */
    double *reference;   /* [n_draws] scratch */
    double *gap;         /* [n_draws] scratch */
} totals;

static bool counts(const wks_compare_draws_input *in, size_t i)
{
    return in->weights[i] > 0 &&
           (in->missing == NULL || in->missing[i] != WKS_REASON_NOT_COMPARABLE);
}

static wks_code add_up(const wks_compare_draws_input *in, wks_arena *arena, totals *out,
                       wks_error *err)
{
    const bool has_groups = in->against == WKS_COMPARE_REST && in->group != NULL;
    *out =
        (totals){.n_groups = has_groups ? in->n_groups : 1, .group = has_groups ? in->group : NULL};
    WKS_TRY(wks_arena_take(arena, out->n_groups * in->n_draws, sizeof *out->sum, &out->sum, err));
    WKS_TRY(wks_arena_take(arena, out->n_groups, sizeof *out->weight, &out->weight, err));
    WKS_TRY(wks_arena_take(arena, in->n_draws, sizeof *out->reference, &out->reference, err));
    WKS_TRY(wks_arena_take(arena, in->n_draws, sizeof *out->gap, &out->gap, err));
    for (size_t i = 0; i < in->n_areas; i++) {
        if (counts(in, i)) {
            out->weight[out->group == NULL ? 0 : out->group[i]] += in->weights[i];
        }
    }
    for (size_t d = 0; d < in->n_draws; d++) {
        for (size_t i = 0; i < in->n_areas; i++) {
            if (counts(in, i)) {
                const size_t g = out->group == NULL ? 0 : out->group[i];
                out->sum[g * in->n_draws + d] +=
                    in->weights[i] * (double)in->draws[d * in->n_areas + i];
            }
        }
    }
    return WKS_OK;
}

/* Fills reference [n_draws]; false when there is nobody to compare with. */
static bool refer(const wks_compare_draws_input *in, totals *t, size_t i)
{
    if (in->against == WKS_COMPARE_FIXED) {
        for (size_t d = 0; d < in->n_draws; d++) {
            t->reference[d] = in->fixed;
        }
        return true;
    }
    if (in->against == WKS_COMPARE_LOOKALIKES) {
        double weight = 0;
        for (size_t d = 0; d < in->n_draws; d++) {
            double sum = 0;
            weight = 0;
            for (size_t k = 0; k < in->n_lookalikes; k++) {
                const size_t j = in->lookalikes[i * in->n_lookalikes + k];
                if (j < in->n_areas && counts(in, j)) {
                    sum += in->weights[j] * (double)in->draws[d * in->n_areas + j];
                    weight += in->weights[j];
                }
            }
            t->reference[d] = sum / weight;
        }
        return weight > 0;
    }
    const size_t g = t->group == NULL ? 0 : t->group[i];
    const double own = counts(in, i) ? in->weights[i] : 0;
    const double rest = t->weight[g] - own;
    for (size_t d = 0; d < in->n_draws; d++) {
        t->reference[d] =
            (t->sum[g * in->n_draws + d] - own * (double)in->draws[d * in->n_areas + i]) / rest;
    }
    return rest > 1e-9 * t->weight[g];
}

static double mean_of(const double *values, size_t n)
{
    return wks_sum_of(values, n) / (double)n;
}

static void describe(double *draws, size_t n, double *mean, double *lower, double *upper)
{
    *mean = mean_of(draws, n);
    *lower = wks_order_quantile(draws, n, 0.025);
    *upper = wks_order_quantile(draws, n, 0.975);
}

static void compare(const wks_compare_draws_input *in, totals *t, size_t i, wks_comparison *to)
{
    const size_t n = in->n_draws;
    size_t above = 0;
    size_t below = 0;
    if (!(in->weights[i] > 0)) {
        to->reason = to->reason == WKS_REASON_NONE ? WKS_REASON_ZERO_POPULATION : to->reason;
        return;
    }
    for (size_t d = 0; d < n; d++) {
        t->gap[d] = (double)in->draws[d * in->n_areas + i];
    }
    describe(t->gap, n, &to->value, &to->lower, &to->upper);
    if (to->reason != WKS_REASON_NONE) {
        return;
    }
    if (!refer(in, t, i)) {
        to->reason = WKS_REASON_NO_REST;
        return;
    }
    for (size_t d = 0; d < n; d++) {
        t->gap[d] = (double)in->draws[d * in->n_areas + i] - t->reference[d];
        above += t->gap[d] > 0;
        below += t->gap[d] < 0;
    }
    describe(t->gap, n, &to->difference, &to->difference_lower, &to->difference_upper);
    describe(t->reference, n, &to->reference, &to->reference_lower, &to->reference_upper);
    to->p_higher = (double)above / (double)n;
    to->p_lower = (double)below / (double)n;
}

wks_code wks_compare_draws(const wks_compare_draws_input *input, const wks_compare_options *options,
                           wks_arena *arena, wks_comparison *comparisons,
                           wks_compare_summary *summary, wks_error *err)
{
    const double level = options->false_discovery > 0 ? options->false_discovery : 0.05;
    totals t;
    WKS_TRY(check(input, options, err));
    WKS_TRY(add_up(input, arena, &t, err));
    *summary = (wks_compare_summary){.between_sd = input->between_sd,
                                     .between_lower = input->between_lower,
                                     .between_upper = input->between_upper,
                                     .different_share = NAN,
                                     .scale = input->scale,
                                     .spatial_share = input->spatial_share};
    for (size_t i = 0; i < input->n_areas; i++) {
        wks_compare_clear(&comparisons[i]);
        comparisons[i].reason = input->missing == NULL ? WKS_REASON_NONE : input->missing[i];
        compare(input, &t, i, &comparisons[i]);
    }
    if (options->rule == WKS_COMPARE_POSTERIOR) {
        WKS_TRY(
            wks_compare_label_posterior(input->n_areas, level, arena, comparisons, summary, err));
    } else {
        const double least = options->rule == WKS_COMPARE_FUNNEL ? 0.999 : 0.975;
        for (size_t i = 0; i < input->n_areas; i++) {
            const double sure = fmax(comparisons[i].p_higher, comparisons[i].p_lower);
            wks_compare_label(&comparisons[i], sure > least);
            summary->expected_by_chance +=
                comparisons[i].reason == WKS_REASON_NONE && sure > least ? 1 - sure : 0;
        }
    }
    wks_compare_count(input->n_areas, comparisons, summary);
    return WKS_OK;
}
