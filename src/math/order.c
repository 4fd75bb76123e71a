/* SPDX-License-Identifier: EUPL-1.2 */
#include "math/order.h"

#include <math.h>
#include <stdlib.h>

static int ascending(const void *a, const void *b)
{
    const double left = *(const double *)a;
    const double right = *(const double *)b;
    return (left > right) - (left < right);
}

void wks_order_sort(double *x, size_t n)
{
    if (n > 1) {
        qsort(x, n, sizeof *x, ascending);
    }
}

double wks_order_place(double *x, size_t n, size_t k)
{
    const ptrdiff_t at = (ptrdiff_t)k;
    ptrdiff_t first = 0;
    ptrdiff_t last = (ptrdiff_t)n - 1;
    while (first < last) {
        const double pivot = x[at];
        ptrdiff_t i = first;
        ptrdiff_t j = last;
        while (i <= j) {
            while (x[i] < pivot) {
                i++;
            }
            while (pivot < x[j]) {
                j--;
            }
            if (i <= j) {
                const double other = x[i];
                x[i++] = x[j];
                x[j--] = other;
            }
        }
        first = j < at ? i : first;
        last = at < i ? j : last;
    }
    return x[at];
}

double wks_order_quantile(double *x, size_t n, double p)
{
    const double at = p * (double)(n - 1);
    const size_t k = (size_t)at;
    const double below = wks_order_place(x, n, k);
    if (k + 1 >= n) {
        return below;
    }
    double above = x[k + 1];
    for (size_t i = k + 2; i < n; i++) {
        above = fmin(above, x[i]);
    }
    return below + (at - (double)k) * (above - below);
}
