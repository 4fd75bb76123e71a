/* The five points of Fingertips.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "math/special.h"
#include "private/method/trend.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

enum {
    N_POINTS = 5
};

/* The slope of weighted least squares over points 1..5, one of which may be left out (N_POINTS:
 * none); *curve is what its variance is one over, for weights that are one over variances. */
static double slope_of(const double *value, const double *weight, size_t without, double *curve)
{
    double weights = 0;
    double times = 0;
    double squares = 0;
    double values = 0;
    double products = 0;
    for (size_t k = 0; k < N_POINTS; k++) {
        const double at = (double)(k + 1);
        const double w = k == without ? 0 : weight[k];
        weights += w;
        times += w * at;
        squares += w * at * at;
        values += w * value[k];
        products += w * at * value[k];
    }
    *curve = squares - times * times / weights;
    return (products - times * values / weights) / *curve;
}

static wks_trend_five judge(const double *value, const double *weight, double chi_squared,
                            double level)
{
    double curve = 0;
    const double slope = slope_of(value, weight, N_POINTS, &curve);
    wks_trend_five out = {.chi_squared = chi_squared,
                          .p_value = wks_special_chi_squared_upper(1, chi_squared),
                          .direction = WKS_TREND_NO_CHANGE};
    bool keeps_its_sign = true;
    for (size_t k = 0; k < N_POINTS; k++) {
        keeps_its_sign = keeps_its_sign && (slope_of(value, weight, k, &curve) < 0) == (slope < 0);
    }
    if (keeps_its_sign && out.p_value < level) {
        out.direction = slope > 0 ? WKS_TREND_INCREASING : WKS_TREND_DECREASING;
    }
    return out;
}

static wks_trend_five too_few(void)
{
    return (wks_trend_five){.chi_squared = NAN, .p_value = NAN, .reason = WKS_REASON_TOO_FEW};
}

wks_trend_five wks_trend_five_of_counts(const wks_trend_series *series, double level)
{
    static const double even[N_POINTS] = {1, 1, 1, 1, 1};
    double odds[N_POINTS];
    double all = 0;
    double with = 0;
    double all_times = 0;
    double with_times = 0;
    double all_squares = 0;
    if (series->n < N_POINTS) {
        return too_few();
    }
    for (size_t k = 0; k < N_POINTS; k++) {
        const size_t t = series->n - N_POINTS + k;
        const double at = (double)(k + 1);
        /* a break among the five leaves fewer than five */
        const bool is_same_segment =
            series->segment == NULL || series->segment[t] == series->segment[series->n - 1];
        if (!is_same_segment || !(series->with[t] > 0) || !(series->all[t] > series->with[t])) {
            return too_few();
        }
        odds[k] = log(series->with[t] / (series->all[t] - series->with[t]));
        all += series->all[t];
        with += series->with[t];
        all_times += series->all[t] * at;
        with_times += series->with[t] * at;
        all_squares += series->all[t] * at * at;
    }
    const double above = all * with_times - with * all_times;
    const double below = with * (all - with) * (all * all_squares - all_times * all_times);
    return judge(odds, even, all * above * above / below, level);
}

wks_trend_five wks_trend_five_of_values(size_t n, const double *value, const wks_interval *limits,
                                        double level)
{
    double last[N_POINTS];
    double weight[N_POINTS];
    double curve = 0;
    if (n < N_POINTS) {
        return too_few();
    }
    for (size_t k = 0; k < N_POINTS; k++) {
        const size_t t = n - N_POINTS + k;
        const double error = (limits[t].upper - limits[t].lower) / 3.92;
        if (isnan(value[t]) || !(error > 0)) {
            return too_few();
        }
        last[k] = value[t];
        weight[k] = 1 / (error * error);
    }
    const double slope = slope_of(last, weight, N_POINTS, &curve);
    return judge(last, weight, slope * slope * curve, level);
}
