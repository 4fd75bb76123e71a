/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/slope_scatter.h"

#include "base/language.h"
#include "math/special.h"
#include "math/sum.h"
#include "private/method/inequality_rank.h"
#include "private/method/slope_inside.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

static double limit_quantile(size_t n, double confidence)
{
    return wks_special_t_quantile((double)n - 2, 1 - (1 - confidence) / 2);
}

wks_code wks_slope_scatter_make(const wks_slope_data *data, const wks_slope_index *fit,
                                wks_arena *arena, wks_slope_scatter *out, wks_error *err)
{
    const size_t n = data->n_quantiles;
    double *rank = NULL;
    wks_sum low = {0};
    wks_sum high = {0};
    *out = (wks_slope_scatter){.n = n};
    if (data->scale != WKS_SLOPE_PLAIN) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("distances to the line are taken on the plain scale",
                               "afstanden tot de lijn worden op de gewone schaal genomen"));
    }
    WKS_TRY(wks_arena_take(arena, n, sizeof *rank, &rank, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->low, &out->low, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->high, &out->high, err));
    wks_inequality_rank_of(n, data->population, rank);
    for (size_t i = 0; i < n; i++) {
        wks_sum_add(&low, fit->at_zero[i] * data->value[i]);
        wks_sum_add(&high, fit->at_one[i] * data->value[i]);
    }
    out->low_end = wks_sum_value(&low);
    out->high_end = wks_sum_value(&high);
    for (size_t i = 0; i < n; i++) {
        const double fitted = out->low_end + rank[i] * (out->high_end - out->low_end);
        const double own = (1 - rank[i]) * fit->at_zero[i] + rank[i] * fit->at_one[i];
        if (!(own < 1 - 1e-9)) {
            return wks_fail(err, WKS_E_NUMERIC,
                            wks_tr("group %zu alone decides where the line goes",
                                   "groep %zu bepaalt alleen waar de lijn loopt"),
                            i + 1);
        }
        const double distance = (data->value[i] - fitted) / (1 - own);
        out->low[i] = fit->at_zero[i] * distance;
        out->high[i] = fit->at_one[i] * distance;
    }
    return WKS_OK;
}

wks_slope_limits wks_slope_scatter_limits(const wks_slope_data *data, const wks_slope_index *fit,
                                          const wks_slope_scatter *scatter, double confidence)
{
    wks_sum sums[3] = {0};
    for (size_t i = 0; i < scatter->n; i++) {
        wks_sum_add(&sums[0], scatter->low[i] * scatter->low[i]);
        wks_sum_add(&sums[1], scatter->low[i] * scatter->high[i]);
        wks_sum_add(&sums[2], scatter->high[i] * scatter->high[i]);
    }
    const wks_slope_ends ends = {scatter->low_end, scatter->high_end, wks_sum_value(&sums[0]),
                                 wks_sum_value(&sums[1]), wks_sum_value(&sums[2])};
    wks_slope_limits out =
        wks_slope_limits_of(data, fit, &ends, limit_quantile(scatter->n, confidence));
    out.confidence = confidence;
    return out;
}

/* ---- from one period to another ---------------------------------------------------------------
 */

/* How one group's distance moves the difference, and the logarithm of the ratio. */
typedef struct pull {
    double difference, log_ratio;
} pull;

static pull pull_of(const wks_slope_scatter *scatter, size_t i, double multiplier)
{
    const double turn = multiplier < 0 ? -1 : 1;
    return (pull){multiplier * (scatter->high[i] - scatter->low[i]),
                  turn *
                      (scatter->high[i] / scatter->high_end - scatter->low[i] / scatter->low_end)};
}

/* Variances of the change; areas of both periods count once, with both pulls. */
static void variances(const wks_slope_pair *pair, double *difference, double *log_ratio)
{
    const wks_slope_scatter *first = pair->scatter[0];
    const wks_slope_scatter *second = pair->scatter[1];
    wks_sum sums[2] = {0};
    for (size_t i = 0; i < first->n; i++) {
        const pull alone = pull_of(first, i, pair->multiplier);
        wks_sum_add(&sums[0], alone.difference * alone.difference);
        wks_sum_add(&sums[1], alone.log_ratio * alone.log_ratio);
    }
    for (size_t i = 0; i < second->n; i++) {
        pull own = pull_of(second, i, pair->multiplier);
        pull before = {0};
        if (pair->earlier[i] != SIZE_MAX) {
            before = pull_of(first, pair->earlier[i], pair->multiplier);
        }
        wks_sum_add(&sums[0], own.difference * (own.difference - 2 * before.difference));
        wks_sum_add(&sums[1], own.log_ratio * (own.log_ratio - 2 * before.log_ratio));
    }
    *difference = fmax(0, wks_sum_value(&sums[0]));
    *log_ratio = fmax(0, wks_sum_value(&sums[1]));
}

wks_slope_change wks_slope_scatter_change(const wks_slope_pair *pair, double confidence)
{
    const wks_slope_scatter *first = pair->scatter[0];
    const wks_slope_scatter *second = pair->scatter[1];
    const double t = limit_quantile(first->n < second->n ? first->n : second->n, confidence);
    const double difference = pair->fit[1]->difference - pair->fit[0]->difference;
    const double ratio = pair->fit[1]->ratio / pair->fit[0]->ratio;
    double of_difference = 0;
    double of_log_ratio = 0;
    variances(pair, &of_difference, &of_log_ratio);
    const bool has_ratio = pair->fit[0]->has_ratio && pair->fit[1]->has_ratio;
    const double factor = exp(t * sqrt(of_log_ratio));
    return (wks_slope_change){.difference = difference,
                              .difference_lower = difference - t * sqrt(of_difference),
                              .difference_upper = difference + t * sqrt(of_difference),
                              .ratio = has_ratio ? ratio : NAN,
                              .ratio_lower = has_ratio ? ratio / factor : NAN,
                              .ratio_upper = has_ratio ? ratio * factor : NAN,
                              .has_ratio = has_ratio};
}
