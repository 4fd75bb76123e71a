/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/slope_index.h"

#include "base/language.h"
#include "math/dense.h"
#include "math/order.h"
#include "math/random.h"
#include "math/special.h"
#include "math/sum.h"
#include "private/method/inequality_rank.h"
#include "private/method/slope_inside.h"

#include <math.h>

/* ---- the scale --------------------------------------------------------------------------------
 */

static double onto(wks_slope_scale scale, double value)
{
    switch (scale) {
    case WKS_SLOPE_PLAIN:
        break;
    case WKS_SLOPE_LOG:
        return value > 0 ? log(value) : NAN;
    case WKS_SLOPE_LOGIT:
        return value > 0 && value < 1 ? log(value / (1 - value)) : NAN;
    }
    return value;
}

static double back(wks_slope_scale scale, double value)
{
    switch (scale) {
    case WKS_SLOPE_PLAIN:
        break;
    case WKS_SLOPE_LOG:
        return exp(value);
    case WKS_SLOPE_LOGIT:
        return 1 / (1 + exp(-value));
    }
    return value;
}

/* The slope of back(), at a value that is already back. */
static double back_slope(wks_slope_scale scale, double value)
{
    switch (scale) {
    case WKS_SLOPE_PLAIN:
        break;
    case WKS_SLOPE_LOG:
        return value;
    case WKS_SLOPE_LOGIT:
        return value * (1 - value);
    }
    return 1;
}

double wks_slope_se(wks_slope_scale scale, double lower, double upper)
{
    return (onto(scale, upper) - onto(scale, lower)) /
           (2 * wks_special_normal_quantile_upper(0.025));
}

/* ---- the line ---------------------------------------------------------------------------------
 */

static wks_code check(const wks_slope_data *data, wks_error *err)
{
    if (data->n_quantiles < 5) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("the slope index needs 5 quantiles or areas, there are %zu",
                               "de hellingsindex vraagt 5 kwantielen of gebieden, er zijn er %zu"),
                        data->n_quantiles);
    }
    if (!(data->multiplier != 0) || !isfinite(data->multiplier)) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("the multiplier cannot be 0", "de factor kan geen 0 zijn"));
    }
    for (size_t i = 0; i < data->n_quantiles; i++) {
        if (!(data->population[i] > 0) || !isfinite(data->population[i])) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("quantile %zu: the population is not above zero",
                                   "kwantiel %zu: de bevolking is niet groter dan nul"),
                            i + 1);
        }
        if (!(data->se[i] >= 0) || !isfinite(data->se[i])) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("quantile %zu: the standard error is missing or negative",
                                   "kwantiel %zu: de standaardfout ontbreekt of is negatief"),
                            i + 1);
        }
        if (!isfinite(onto(data->scale, data->value[i]))) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("quantile %zu: the value is missing, or not above 0 for a rate, "
                                   "or not between 0 and 1 for a proportion",
                                   "kwantiel %zu: de waarde ontbreekt, of is niet groter dan 0 bij "
                                   "een cijfer, of niet tussen 0 en 1 bij een aandeel"),
                            i + 1);
        }
    }
    return WKS_OK;
}

static bool is_linear(const wks_slope_data *data)
{
    return data->fits_on_scale || data->scale == WKS_SLOPE_PLAIN;
}

/* What the line is fitted to, of one quantile. */
static double response(const wks_slope_data *data, size_t i)
{
    return data->fits_on_scale ? onto(data->scale, data->value[i]) : data->value[i];
}

/* SII and RII from the ends of the line. */
static void from_ends(const wks_slope_data *data, double low, double high, double *difference,
                      double *ratio)
{
    if (data->fits_on_scale) {
        low = back(data->scale, low);
        high = back(data->scale, high);
    }
    *difference = data->multiplier * (high - low);
    *ratio = data->multiplier < 0 ? low / high : high / low;
}

wks_code wks_slope_index_fit(const wks_slope_data *data, wks_arena *arena, wks_slope_index *out,
                             wks_error *err)
{
    const size_t n = data->n_quantiles;
    double *design = NULL;
    double *y = NULL;
    wks_least_squares fit;
    *out = (wks_slope_index){0};
    WKS_TRY(check(data, err));
    WKS_TRY(wks_arena_take(arena, 2 * n, sizeof *design, &design, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *y, &y, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->at_zero, &out->at_zero, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->at_one, &out->at_one, err));
    wks_inequality_rank_of(n, data->population, design + n);
    for (size_t i = 0; i < n; i++) {
        design[i] = 1;
        y[i] = response(data, i);
    }
    WKS_TRY(wks_dense_least_squares(n, 2, design, data->population, y, arena, &fit, err));
    const double *v = fit.covariance;
    for (size_t i = 0; i < n; i++) {
        const double rank = design[n + i];
        out->at_zero[i] = data->population[i] * (v[0] + v[2] * rank);
        out->at_one[i] = out->at_zero[i] + data->population[i] * (v[1] + v[3] * rank);
    }
    const double low = fit.coefficients[0];
    const double high = fit.coefficients[0] + fit.coefficients[1];
    out->intercept = data->fits_on_scale ? back(data->scale, low) : low;
    from_ends(data, low, high, &out->difference, &out->ratio);
    out->has_ratio = out->intercept > 0 && out->ratio > 0 && isfinite(out->ratio);
    out->ratio = out->has_ratio ? out->ratio : NAN;
    return WKS_OK;
}

/* ---- closed form ------------------------------------------------------------------------------
 */

static wks_slope_ends ends_of(const wks_slope_data *data, const wks_slope_index *fit)
{
    wks_sum sums[5] = {0};
    for (size_t i = 0; i < data->n_quantiles; i++) {
        const double slope = is_linear(data) ? 1 : back_slope(data->scale, data->value[i]);
        const double variance = slope * slope * data->se[i] * data->se[i];
        const double a = fit->at_zero[i];
        const double b = fit->at_one[i];
        wks_sum_add(&sums[0], a * response(data, i));
        wks_sum_add(&sums[1], b * response(data, i));
        wks_sum_add(&sums[2], a * a * variance);
        wks_sum_add(&sums[3], a * b * variance);
        wks_sum_add(&sums[4], b * b * variance);
    }
    wks_slope_ends out = {wks_sum_value(&sums[0]), wks_sum_value(&sums[1]), wks_sum_value(&sums[2]),
                          wks_sum_value(&sums[3]), wks_sum_value(&sums[4])};
    if (data->fits_on_scale && data->holds_level) {
        /* the line turns on its middle: one end goes down by half of what the slope goes up */
        const double slope = out.low_low - 2 * out.low_high + out.high_high;
        out.low_low = slope / 4;
        out.high_high = slope / 4;
        out.low_high = -slope / 4;
    }
    return out;
}

/* Of d_low * low + d_high * high. */
static double se_of(const wks_slope_ends *of, double d_low, double d_high)
{
    const double variance = d_low * d_low * of->low_low + 2 * d_low * d_high * of->low_high +
                            d_high * d_high * of->high_high;
    return sqrt(fmax(0, variance));
}

/* The r at which high - r low is z standard errors from zero; false when low is not
 * distinguishable from zero, and the limits are no interval. */
static bool fieller(const wks_slope_ends *of, double z, double limits[static 2])
{
    const double a = of->low * of->low - z * z * of->low_low;
    const double b = of->low * of->high - z * z * of->low_high;
    const double c = of->high * of->high - z * z * of->high_high;
    const double inside = b * b - a * c;
    if (!(a > 0) || !(inside >= 0)) {
        return false;
    }
    limits[0] = (b - sqrt(inside)) / a;
    limits[1] = (b + sqrt(inside)) / a;
    return true;
}

static bool ratio_limits(const wks_slope_data *data, const wks_slope_ends *of, double z,
                         double limits[static 2])
{
    if (!data->fits_on_scale || data->scale == WKS_SLOPE_PLAIN) {
        return fieller(of, z, limits);
    }
    const double low = back(data->scale, of->low);
    const double high = back(data->scale, of->high);
    const double d_low = -back_slope(data->scale, low) / low;
    const double d_high = back_slope(data->scale, high) / high;
    const double half = z * se_of(of, d_low, d_high);
    limits[0] = high / low * exp(-half);
    limits[1] = high / low * exp(half);
    return true;
}

wks_slope_limits wks_slope_limits_of(const wks_slope_data *data, const wks_slope_index *fit,
                                     const wks_slope_ends *ends, double quantile)
{
    double d_low = -1;
    double d_high = 1;
    if (data->fits_on_scale) {
        d_low = -back_slope(data->scale, back(data->scale, ends->low));
        d_high = back_slope(data->scale, back(data->scale, ends->high));
    }
    const double half = quantile * fabs(data->multiplier) * se_of(ends, d_low, d_high);
    wks_slope_limits out = {.difference_lower = fit->difference - half,
                            .difference_upper = fit->difference + half,
                            .ratio_lower = NAN,
                            .ratio_upper = NAN};
    double limits[2];
    out.has_ratio = fit->has_ratio && ratio_limits(data, ends, quantile, limits) &&
                    (data->multiplier > 0 || limits[0] > 0);
    if (out.has_ratio) {
        out.ratio_lower = data->multiplier > 0 ? limits[0] : 1 / limits[1];
        out.ratio_upper = data->multiplier > 0 ? limits[1] : 1 / limits[0];
    }
    return out;
}

wks_slope_limits wks_slope_index_limits(const wks_slope_data *data, const wks_slope_index *fit,
                                        double confidence)
{
    const wks_slope_ends of = ends_of(data, fit);
    wks_slope_limits out = wks_slope_limits_of(
        data, fit, &of, wks_special_normal_quantile_upper((1 - confidence) / 2));
    out.confidence = confidence;
    return out;
}

/* ---- Monte Carlo ------------------------------------------------------------------------------
 */

/* Two normals by the polar method (Marsaglia & Bray 1964, doi:10.1137/1006063): two to three times
 * faster here than the quantile, which matters with millions. */
static void draw_pair(wks_random *random, double out[static 2])
{
    double u = 0;
    double v = 0;
    double s = 0;
    do {
        u = 2 * wks_random_unit(random) - 1;
        v = 2 * wks_random_unit(random) - 1;
        s = u * u + v * v;
    } while (s >= 1 || s == 0);
    const double factor = sqrt(-2 * log(s) / s);
    out[0] = u * factor;
    out[1] = v * factor;
}

/* Both ends from their joint normal. */
static void draw_ends(const wks_slope_ends *of, wks_random *random, double *low, double *high)
{
    double z[2];
    draw_pair(random, z);
    const double sd = sqrt(of->low_low);
    const double shared = sd > 0 ? of->low_high / sd : 0;
    *low = of->low + sd * z[0];
    *high = of->high + shared * z[0] + sqrt(fmax(0, of->high_high - shared * shared)) * z[1];
}

/* Every quantile from its normal on the scale. */
static void draw_quantiles(const wks_slope_data *data, const wks_slope_index *fit,
                           wks_random *random, double *low, double *high)
{
    double z[2] = {0};
    *low = 0;
    *high = 0;
    for (size_t i = 0; i < data->n_quantiles; i++) {
        if (i % 2 == 0) {
            draw_pair(random, z);
        }
        const double drawn =
            back(data->scale, onto(data->scale, data->value[i]) + data->se[i] * z[i % 2]);
        *low += fit->at_zero[i] * drawn;
        *high += fit->at_one[i] * drawn;
    }
}

static double order_statistic(double *x, size_t n, double probability)
{
    const double place = rint((double)n * probability);
    const double at = fmin(fmax(place, 1), (double)n);
    return wks_order_place(x, n, (size_t)at - 1);
}

static wks_code check_simulation(const wks_slope_simulation *how, wks_error *err)
{
    if (how->n_repetitions < 1000) {
        return wks_fail(
            err, WKS_E_ARGUMENT,
            wks_tr("at least 1000 repetitions, not %zu", "minstens 1000 herhalingen, niet %zu"),
            how->n_repetitions);
    }
    for (size_t k = 0; k < how->n_levels; k++) {
        if (!(how->confidence[k] >= 0.5 && how->confidence[k] <= 0.9999)) {
            return wks_fail(err, WKS_E_ARGUMENT, "%s",
                            wks_tr("a confidence from 0.5 to 0.9999",
                                   "een betrouwbaarheid van 0.5 tot en met 0.9999"));
        }
    }
    return WKS_OK;
}

wks_code wks_slope_index_simulate(const wks_slope_data *data, const wks_slope_index *fit,
                                  const wks_slope_simulation *how, wks_arena *arena,
                                  wks_slope_limits *out, wks_error *err)
{
    const size_t n = how->n_repetitions;
    double *differences = NULL;
    double *ratios = NULL;
    WKS_TRY(check_simulation(how, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *differences, &differences, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *ratios, &ratios, err));
    wks_random random = wks_random_start(how->seed, how->stream);
    const wks_slope_ends of = ends_of(data, fit);
    size_t n_not_positive = 0; /* draws in which the line begins at or below zero */
    for (size_t i = 0; i < n; i++) {
        double low = 0;
        double high = 0;
        if (is_linear(data)) {
            draw_ends(&of, &random, &low, &high);
        } else {
            draw_quantiles(data, fit, &random, &low, &high);
        }
        from_ends(data, low, high, &differences[i], &ratios[i]);
        n_not_positive += !(ratios[i] > 0);
        if (!isfinite(differences[i])) {
            return wks_fail(err, WKS_E_NUMERIC, "%s",
                            wks_tr("the standard errors are too large to draw from",
                                   "de standaardfouten zijn te groot om uit te trekken"));
        }
    }
    for (size_t k = 0; k < how->n_levels; k++) {
        const double tail = (1 - how->confidence[k]) / 2;
        const bool has_ratio = fit->has_ratio && (double)n_not_positive < tail * (double)n;
        out[k] = (wks_slope_limits){
            .confidence = how->confidence[k],
            .difference_lower = order_statistic(differences, n, tail),
            .difference_upper = order_statistic(differences, n, 1 - tail),
            .ratio_lower = has_ratio ? order_statistic(ratios, n, tail) : NAN,
            .ratio_upper = has_ratio ? order_statistic(ratios, n, 1 - tail) : NAN,
            .has_ratio = has_ratio,
        };
    }
    return WKS_OK;
}
