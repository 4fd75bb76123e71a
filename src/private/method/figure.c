/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/figure.h"

#include "math/special.h"

#include <math.h>
#include <stdbool.h>

static const double furthest = 30; /* standard deviations; p = 1e-197 */

static bool is_sure(const wks_figure *figure)
{
    return isinf(figure->n);
}

static wks_interval limits_of_count(double count, double z)
{
    const wks_confidence at = {.level = NAN, .tail = wks_special_normal_upper(z), .z = z};
    const wks_interval limits = count >= WKS_INTERVAL_EXACT_BELOW
                                    ? wks_interval_count_byar(count, &at)
                                    : wks_interval_count_exact(count, &at);
    /* so far out that Byar's limit falls below zero, or the quantile underflows */
    return (wks_interval){isfinite(limits.lower) ? limits.lower : 0, limits.upper};
}

/* At z deviations; for the two kinds whose limits lie unevenly round the value. */
static wks_interval limits_at(wks_figure_kind kind, const wks_figure *figure, double z)
{
    if (is_sure(figure)) {
        return (wks_interval){figure->value, figure->value};
    }
    if (kind == WKS_FIGURE_PROPORTION) {
        return wks_interval_proportion_at(figure->value, figure->n, &(wks_confidence){.z = z});
    }
    const wks_interval count = limits_of_count(figure->value * figure->n, z);
    return (wks_interval){fmin(figure->value, count.lower / figure->n), count.upper / figure->n};
}

static bool has_limits(wks_figure_kind kind, const wks_figure *figure)
{
    if (is_sure(figure)) {
        return isfinite(figure->value);
    }
    switch (kind) {
    case WKS_FIGURE_PROPORTION:
        return figure->n > 0 && figure->value >= 0 && figure->value <= 1;
    case WKS_FIGURE_RATE:
        return figure->n > 0 && figure->value >= 0 && isfinite(figure->value);
    case WKS_FIGURE_MEAN:
        return figure->n >= 2 && figure->variance > 0 && isfinite(figure->value);
    case WKS_FIGURE_ESTIMATE:
        return figure->variance > 0 && isfinite(figure->variance) && isfinite(figure->value);
    }
    return false;
}

static bool is_uneven(wks_figure_kind kind)
{
    return kind == WKS_FIGURE_PROPORTION || kind == WKS_FIGURE_RATE;
}

/* The squared standard error. */
static double error_of(wks_figure_kind kind, const wks_figure *figure)
{
    if (is_sure(figure)) {
        return 0;
    }
    return kind == WKS_FIGURE_MEAN ? figure->variance / figure->n : figure->variance;
}

wks_interval wks_figure_limits(wks_figure_kind kind, const wks_figure *figure, double confidence)
{
    const double upper = 0.5 + confidence / 2;
    if (!has_limits(kind, figure)) {
        return (wks_interval){NAN, NAN};
    }
    if (is_uneven(kind)) {
        return limits_at(kind, figure, wks_special_normal_quantile(upper));
    }
    const double times = kind == WKS_FIGURE_MEAN && !is_sure(figure)
                             ? wks_special_t_quantile(figure->n - 1, upper)
                             : wks_special_normal_quantile(upper);
    const double half = times * sqrt(error_of(kind, figure));
    return (wks_interval){figure->value - half, figure->value + half};
}

/* How far the interval at z reaches from the difference towards zero. */
static double reach(wks_figure_kind kind, const wks_figure *high, const wks_figure *low, double z)
{
    const double down = high->value - limits_at(kind, high, z).lower;
    const double up = limits_at(kind, low, z).upper - low->value;
    return hypot(down, up);
}

/* The z at which the interval touches zero: regula falsi, the Illinois way. */
static double touching(wks_figure_kind kind, const wks_figure *high, const wks_figure *low)
{
    const double gap = high->value - low->value;
    double left = 0;
    double right = 1;
    double at_left = -gap;
    double at_right = reach(kind, high, low, right) - gap;
    while (at_right < 0 && right < furthest) {
        left = right;
        at_left = at_right;
        right = fmin(furthest, 2 * right);
        at_right = reach(kind, high, low, right) - gap;
    }
    if (at_right < 0) {
        return furthest;
    }
    double z = right;
    for (int i = 0; i < 100 && right - left > 1e-12 * right; i++) {
        z = right - at_right * (right - left) / (at_right - at_left);
        const double at = reach(kind, high, low, z) - gap;
        if (fabs(at) <= 1e-14 * gap) {
            break;
        }
        if (at < 0) {
            at_right /= at_left == at ? 1 : 2;
            left = z;
            at_left = at;
        } else {
            at_left /= 2;
            right = z;
            at_right = at;
        }
    }
    return z;
}

static wks_figure_gap gap_of_uneven(wks_figure_kind kind, const wks_figure *first,
                                    const wks_figure *second, double confidence)
{
    const double z = wks_special_normal_quantile(0.5 + confidence / 2);
    wks_figure_gap gap = {.difference = first->value - second->value, .p_value = 1};
    gap.lower = gap.difference - reach(kind, first, second, z);
    gap.upper = gap.difference + reach(kind, second, first, z);
    if (gap.difference > 0) {
        gap.p_value = 2 * wks_special_normal_upper(touching(kind, first, second));
    } else if (gap.difference < 0) {
        gap.p_value = 2 * wks_special_normal_upper(touching(kind, second, first));
    }
    return gap;
}

/* Welch and Satterthwaite; a sure figure adds nothing. */
static double freedom(const wks_figure *first, const wks_figure *second)
{
    const double one = error_of(WKS_FIGURE_MEAN, first);
    const double two = error_of(WKS_FIGURE_MEAN, second);
    const double below = (is_sure(first) ? 0 : one * one / (first->n - 1)) +
                         (is_sure(second) ? 0 : two * two / (second->n - 1));
    return (one + two) * (one + two) / below;
}

wks_figure_gap wks_figure_difference(wks_figure_kind kind, const wks_figure *first,
                                     const wks_figure *second, double confidence)
{
    if (!has_limits(kind, first) || !has_limits(kind, second) ||
        (is_sure(first) && is_sure(second))) {
        return (wks_figure_gap){NAN, NAN, NAN, NAN};
    }
    if (is_uneven(kind)) {
        return gap_of_uneven(kind, first, second, confidence);
    }
    wks_figure_gap gap = {.difference = first->value - second->value};
    const double error = sqrt(error_of(kind, first) + error_of(kind, second));
    const double distance = fabs(gap.difference) / error;
    double times = 0;
    if (kind == WKS_FIGURE_MEAN) {
        const double df = freedom(first, second);
        times = wks_special_t_quantile(df, 0.5 + confidence / 2);
        gap.p_value = 2 * wks_special_t(df, -distance);
    } else {
        times = wks_special_normal_quantile(0.5 + confidence / 2);
        gap.p_value = 2 * wks_special_normal_upper(distance);
    }
    gap.lower = gap.difference - times * error;
    gap.upper = gap.difference + times * error;
    return gap;
}
