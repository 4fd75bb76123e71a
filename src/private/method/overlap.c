/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/overlap.h"

#include "math/special.h"

#include <math.h>

static wks_label side(double value, double benchmark)
{
    return value < benchmark ? WKS_LABEL_LOWER : WKS_LABEL_HIGHER;
}

wks_label wks_overlap_single(double value, wks_interval limits, double benchmark)
{
    if (isnan(value) || isnan(limits.lower) || isnan(limits.upper) || isnan(benchmark)) {
        return WKS_LABEL_NONE;
    }
    if (benchmark >= limits.lower && benchmark <= limits.upper) {
        return WKS_LABEL_NO_DIFFERENCE;
    }
    return side(value, benchmark);
}

wks_label wks_overlap_double(double value, wks_interval limits, double benchmark,
                             wks_interval benchmark_limits)
{
    if (isnan(value) || isnan(limits.lower) || isnan(limits.upper) || isnan(benchmark) ||
        isnan(benchmark_limits.lower) || isnan(benchmark_limits.upper)) {
        return WKS_LABEL_NONE;
    }
    if (limits.lower <= benchmark_limits.upper && limits.upper >= benchmark_limits.lower) {
        return WKS_LABEL_NO_DIFFERENCE;
    }
    return side(value, benchmark);
}

wks_interval wks_overlap_control_proportion(double benchmark, double n, double z)
{
    if (!(n > 0) || !(benchmark >= 0 && benchmark <= 1)) {
        return (wks_interval){NAN, NAN};
    }
    const double expected = n * benchmark;
    const double middle = 2 * expected + z * z;
    const double half = z * sqrt(z * z + 4 * expected * (1 - benchmark));
    const double below = 2 * (n + z * z);
    return (wks_interval){(middle - half) / below, (middle + half) / below};
}

wks_interval wks_overlap_control_rate(double benchmark, double n, double z)
{
    if (!(n > 0) || !(benchmark >= 0)) {
        return (wks_interval){NAN, NAN};
    }
    const double expected = n * benchmark;
    const double tail = wks_special_normal_upper(z);
    /* they sum the Poisson terms from, and up to, the expected number: whole events */
    return (wks_interval){expected > 0 ? wks_special_gamma_quantile(ceil(expected), tail) / n : 0,
                          wks_special_gamma_quantile_upper(floor(expected) + 1, tail) / n};
}

wks_label wks_overlap_control(double value, wks_interval limits)
{
    if (isnan(value) || isnan(limits.lower) || isnan(limits.upper)) {
        return WKS_LABEL_NONE;
    }
    if (value > limits.upper) {
        return WKS_LABEL_HIGHER;
    }
    return value < limits.lower ? WKS_LABEL_LOWER : WKS_LABEL_NO_DIFFERENCE;
}
