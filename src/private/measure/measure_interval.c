/* A value, its interval and what to be careful with, from additive parts.
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "math/interval.h"
#include "private/measure/measure_inside.h"

#include <math.h>
#include <stdbool.h>

static void set_value(wks_candidate *candidate, double value, wks_interval interval, double per)
{
    candidate->value = (wks_value){.value = value * per,
                                   .lower = interval.lower * per,
                                   .upper = interval.upper * per,
                                   .status = WKS_STATUS_OK};
}

static void set_rate(wks_candidate *candidate, const wks_parts *parts, double per)
{
    const wks_interval counts = wks_interval_count(parts->with);
    set_value(candidate, parts->with / parts->all,
              (wks_interval){counts.lower / parts->all, counts.upper / parts->all}, per);
}

static void set_mean(wks_candidate *candidate, const wks_parts *parts, double per)
{
    const double n = parts->all;
    const double mean = parts->with / n;
    const double spread = fmax(0, parts->second - n * mean * mean);
    set_value(candidate, mean, wks_interval_mean(mean, n < 2 ? NAN : spread / (n - 1), n), per);
}

void wks_measuring_set(wks_candidate *candidate, wks_parts parts, double per)
{
    const double share = parts.with / parts.all;
    candidate->parts = parts;
    candidate->parts.per = per;
    switch (parts.kind) {
    case WKS_PARTS_PROPORTION:
        set_value(candidate, share, wks_interval_proportion(share, parts.all), per);
        candidate->method = WKS_METHOD_WILSON;
        break;
    case WKS_PARTS_SURVEY:
        set_value(candidate, share,
                  wks_interval_proportion(share, wks_effective_size(parts.all, parts.squares)),
                  per);
        candidate->method = WKS_METHOD_WILSON_WEIGHTED;
        break;
    case WKS_PARTS_RATE:
        set_rate(candidate, &parts, per);
        candidate->method = WKS_METHOD_BYAR;
        break;
    case WKS_PARTS_MEAN:
        set_mean(candidate, &parts, per);
        candidate->method = WKS_METHOD_MEAN;
        break;
    case WKS_PARTS_NONE:
    case WKS_PARTS_ESTIMATE:
        break;
    }
    if (isnan(candidate->value.lower)) {
        candidate->method = WKS_METHOD_NONE;
    }
    candidate->flags |= wks_measuring_flags(candidate, per);
}

unsigned wks_measuring_flags(const wks_candidate *candidate, double per)
{
    static const double least_size = 30;
    static const double most_rse = 0.3;
    static const double half_width = 1.959963984540054; /* standard errors */
    const wks_parts *parts = &candidate->parts;
    const wks_value *value = &candidate->value;
    const bool is_share = parts->kind == WKS_PARTS_PROPORTION || parts->kind == WKS_PARTS_SURVEY;
    unsigned flags = 0;
    if (is_share && wks_effective_size(parts->all, parts->squares) < least_size) {
        flags |= WKS_FLAG_SMALL_N;
    }
    if (parts->kind == WKS_PARTS_MEAN && parts->all < least_size) {
        flags |= WKS_FLAG_SMALL_N;
    }
    if (value->value == 0 && (is_share || parts->kind == WKS_PARTS_RATE)) {
        flags |= WKS_FLAG_ZERO;
    }
    if (is_share && value->value >= per) {
        flags |= WKS_FLAG_ALL;
    }
    /* A standard error from the interval's width: exact for a mean, near enough for a warning. */
    if (value->value > 0 &&
        (value->upper - value->lower) / (2 * half_width) > most_rse * value->value) {
        flags |= WKS_FLAG_HIGH_RSE;
    }
    return flags;
}
