/* private/method/quantile.h - areas in tenths, fifths or other parts by the order of their values.
 *
 * Source: the algorithm of Fingertips (assigning deprivation categories, Public Health Technical
 * Guidance), as in phe_quantile of PHEindicatormethods 2.1.0.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_QUANTILE_H
#define WKS_PRIVATE_METHOD_QUANTILE_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* What to divide. */
typedef struct wks_quantile_values {
    const double *values; /* [n] NAN is missing */
    size_t n;
    size_t parts;          /* 10 for tenths */
    bool is_highest_first; /* part 1 holds the highest values, not the lowest */
} wks_quantile_values;

/* The part 1 .. parts of each value in out [n], or 0: the value is NAN, or there are fewer values
 * than parts. Equal values always share a part, so that parts need not be equally full. With N
 * values, r the number of values before this one plus 1: part = parts + 1 - ceil((N + 1 - r) *
 * parts / N), in whole numbers. Errors: WKS_E_ARGUMENT  parts < 1; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_quantile_assign(const wks_quantile_values *values, wks_arena *arena,
                                            size_t *out, wks_error *err);

#endif
