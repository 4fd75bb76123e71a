/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/funnel_spread.h"

#include "base/language.h"
#include "math/order.h"
#include "math/special.h"
#include "math/sum.h"

#include <math.h>

/* ---- the scale --------------------------------------------------------------------------------
 */

static double baseline_of(const wks_funnel_data *data, const wks_funnel *funnel)
{
    return funnel->baseline / data->multiplier;
}

/* Both scales have half over the root of n as error: n people, or n expected. */
static double chance_se(const wks_funnel_data *data, const wks_funnel *funnel, double denominator)
{
    const double n =
        data->kind == WKS_FUNNEL_PROPORTION ? denominator : denominator * baseline_of(data, funnel);
    return 0.5 / sqrt(n);
}

static double onto(const wks_funnel_data *data, const wks_funnel *funnel, double value)
{
    return data->kind == WKS_FUNNEL_PROPORTION ? asin(sqrt(value))
                                               : sqrt(value / baseline_of(data, funnel));
}

static double back(const wks_funnel_data *data, const wks_funnel *funnel, double x)
{
    const double half_pi = 1.57079632679489662;
    if (data->kind == WKS_FUNNEL_PROPORTION) {
        const double root = sin(fmin(fmax(x, 0), half_pi));
        return root * root;
    }
    return fmax(x, 0) * fmax(x, 0) * baseline_of(data, funnel);
}

/* ---- the spread -------------------------------------------------------------------------------
 */

static void measure(double *sorted, const double *se, size_t n_areas, double winsorise,
                    wks_funnel_spread *out)
{
    const double n = (double)out->n_used;
    const double least = wks_order_quantile(sorted, out->n_used, winsorise);
    const double most = wks_order_quantile(sorted, out->n_used, 1 - winsorise);
    wks_sum squares = {0};
    wks_sum weights = {0};
    wks_sum weights_squared = {0};
    for (size_t i = 0; i < out->n_used; i++) {
        const double z = fmin(fmax(sorted[i], least), most);
        wks_sum_add(&squares, z * z);
    }
    for (size_t i = 0; i < n_areas; i++) {
        if (!isnan(se[i])) {
            const double weight = 1 / (se[i] * se[i]);
            wks_sum_add(&weights, weight);
            wks_sum_add(&weights_squared, weight * weight);
        }
    }
    const double w = wks_sum_value(&weights);
    out->phi = wks_sum_value(&squares) / n;
    out->is_overdispersed = out->phi > 1 + 2 * sqrt(2 / n);
    out->factor = out->is_overdispersed ? out->phi : 1;
    out->tau_squared =
        fmax(0, (n * out->phi - (n - 1)) / (w - wks_sum_value(&weights_squared) / w));
}

wks_code wks_funnel_spread_find(const wks_funnel_data *data, const wks_funnel *funnel,
                                double winsorise, wks_arena *arena, wks_funnel_spread *out,
                                wks_error *err)
{
    const size_t n = data->n_areas;
    double *sorted = NULL;
    *out = (wks_funnel_spread){.factor = 1};
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->z, &out->z, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->se, &out->se, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *sorted, &sorted, err));
    const double target = onto(data, funnel, baseline_of(data, funnel));
    for (size_t i = 0; i < n; i++) {
        out->z[i] = NAN;
        out->se[i] = NAN;
        if (funnel->areas[i].label != WKS_FUNNEL_TOO_FEW) {
            const double value = data->count[i] / funnel->denominator[i];
            out->se[i] = chance_se(data, funnel, funnel->denominator[i]);
            out->z[i] = (onto(data, funnel, value) - target) / out->se[i];
            sorted[out->n_used++] = out->z[i];
        }
    }
    if (!(winsorise >= 0 && winsorise < 0.5) || out->n_used < 3) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("spread needs at least 3 areas (there are %zu), and a share from 0 "
                               "to below 0.5 to pull in",
                               "spreiding vraagt minstens 3 gebieden (er zijn er %zu), en een "
                               "aandeel van 0 tot onder 0.5 om bij te trekken"),
                        out->n_used);
    }
    wks_order_sort(sorted, out->n_used);
    measure(sorted, out->se, n, winsorise, out);
    return WKS_OK;
}

/* ---- limits and labels ------------------------------------------------------------------------
 */

static double widened(const wks_funnel_spread *spread, wks_funnel_model model, double se)
{
    switch (model) {
    case WKS_FUNNEL_CHANCE:
        break;
    case WKS_FUNNEL_FACTOR:
        return se * sqrt(spread->factor);
    case WKS_FUNNEL_RANDOM:
        return sqrt(se * se + spread->tau_squared);
    }
    return se;
}

wks_funnel_label wks_funnel_spread_label(const wks_funnel_spread *spread, wks_funnel_model model,
                                         size_t area)
{
    const double se = spread->se[area];
    if (isnan(se)) {
        return WKS_FUNNEL_TOO_FEW;
    }
    const double z = spread->z[area] * se / widened(spread, model, se);
    if (fabs(z) > wks_special_normal_quantile_upper(0.001)) {
        return z < 0 ? WKS_FUNNEL_LOW_998 : WKS_FUNNEL_HIGH_998;
    }
    if (fabs(z) > wks_special_normal_quantile_upper(0.025)) {
        return z < 0 ? WKS_FUNNEL_LOW_95 : WKS_FUNNEL_HIGH_95;
    }
    return WKS_FUNNEL_NOT_SIGNIFICANT;
}

double wks_funnel_spread_limit(const wks_funnel_data *data, const wks_funnel *funnel,
                               const wks_funnel_spread *spread, wks_funnel_model model,
                               double denominator, double z)
{
    const double se = widened(spread, model, chance_se(data, funnel, denominator));
    const double target = onto(data, funnel, baseline_of(data, funnel));
    return data->multiplier * back(data, funnel, target + z * se);
}
