/* private/method/slope_inside.h - the two ends of a fitted line, and limits from how they vary.
 *
 * For slope_index.c and slope_scatter.c, which differ in where the variance comes from.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_SLOPE_INSIDE_H
#define WKS_PRIVATE_METHOD_SLOPE_INSIDE_H

#include "private/method/slope_index.h"

/* At rank 0 and 1, on the scale on which the line was fitted, with their variances and covariance.
 */
typedef struct wks_slope_ends {
    double low, high;
    double low_low, low_high, high_high;
} wks_slope_ends;

/* Limits at `quantile` standard errors from the difference, and Fieller's (on a scale: those of the
 * logarithm) of the ratio; confidence is left to the caller. */
wks_slope_limits wks_slope_limits_of(const wks_slope_data *data, const wks_slope_index *fit,
                                     const wks_slope_ends *ends, double quantile);

#endif
