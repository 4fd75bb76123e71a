/* math/sum.h - sums that do not lose the small terms.
 *
 * Source: Neumaier (1974), ZAMM 54:39-51, doi:10.1002/zamm.19740540106.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_MATH_SUM_H
#define WKS_MATH_SUM_H

#include <math.h>
#include <stddef.h>

/* All zeros is an empty sum. */
typedef struct wks_sum {
    double total;
    double lost; /* what the additions so far rounded away */
} wks_sum;

static inline void wks_sum_add(wks_sum *sum, double term)
{
    const double total = sum->total + term;
    sum->lost +=
        fabs(sum->total) >= fabs(term) ? (sum->total - total) + term : (term - total) + sum->total;
    sum->total = total;
}

static inline double wks_sum_value(const wks_sum *sum)
{
    return isfinite(sum->total) ? sum->total + sum->lost : sum->total;
}

static inline double wks_sum_of(const double *terms, size_t n)
{
    wks_sum sum = {0};
    for (size_t i = 0; i < n; i++) {
        wks_sum_add(&sum, terms[i]);
    }
    return wks_sum_value(&sum);
}

#endif
