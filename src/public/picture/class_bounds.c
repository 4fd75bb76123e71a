/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/picture/class_bounds.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

static int compare_numbers(const void *a, const void *b)
{
    const double left = *(const double *)a;
    const double right = *(const double *)b;
    return (left > right) - (left < right);
}

static size_t count_different(const double *sorted, size_t n)
{
    size_t different = n > 0 ? 1 : 0;
    for (size_t i = 1; i < n; i++) {
        different += sorted[i] > sorted[i - 1];
    }
    return different;
}

static bool is_rising(const double *bounds, double smallest)
{
    double before = smallest;
    for (size_t i = 0; i < WKS_N_CLASS_BOUNDS; i++) {
        if (bounds[i] <= before) {
            return false;
        }
        before = bounds[i];
    }
    return true;
}

/* x to a multiple of 10^-decimals; decimals may be negative: whole tens, hundreds. */
static double round_to(double x, int decimals)
{
    const double scale = pow(10, abs(decimals));
    return decimals >= 0 ? round(x * scale) / scale : round(x / scale) * scale;
}

size_t wks_class_bounds(double *values, size_t n, int decimals,
                        double bounds[static WKS_N_CLASS_BOUNDS])
{
    qsort(values, n, sizeof *values, compare_numbers);
    if (count_different(values, n) <= WKS_N_CLASS_BOUNDS) {
        return 0;
    }
    /* start where the spread of the middle shows in one digit */
    const double spread = values[n * 4 / 5] - values[n / 5];
    int coarsest = spread > 0 ? -(int)floor(log10(spread)) : decimals;
    for (int places = coarsest; places <= decimals; places++) {
        for (size_t i = 0; i < WKS_N_CLASS_BOUNDS; i++) {
            bounds[i] = round_to(values[n * (i + 1) / 5], places) + 0.0; /* never -0 */
        }
        if (is_rising(bounds, values[0])) {
            return WKS_N_CLASS_BOUNDS;
        }
    }
    return 0;
}
