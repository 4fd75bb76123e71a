/* SPDX-License-Identifier: EUPL-1.2 */
#include "math/quadrature.h"

#include <assert.h>
#include <math.h>

/* Orthonormal under N(0, 1): h_k+1 = (x h_k - sqrt(k) h_k-1) / sqrt(k + 1), h_n' = sqrt(n) h_n-1.
 * *squares is the sum of h_0^2 .. h_n-1^2. */
static double hermite(size_t n, double x, double *slope, double *squares)
{
    double before = 0;
    double here = 1;
    *squares = 0;
    for (size_t k = 0; k < n; k++) {
        const double next = (x * here - sqrt((double)k) * before) / sqrt((double)k + 1);
        *squares += here * here;
        before = here;
        here = next;
    }
    *slope = sqrt((double)n) * before;
    return here;
}

/* The one root of h_n in (low, high): Newton's steps, halving where they leave the bracket. */
static double root_between(size_t n, double low, double high)
{
    double slope = 0;
    double squares = 0;
    const double sign = hermite(n, low, &slope, &squares) < 0 ? -1 : 1;
    double x = (low + high) / 2;
    for (int round = 0; round < 100; round++) {
        const double value = hermite(n, x, &slope, &squares);
        if (value * sign > 0) {
            low = x;
        } else {
            high = x;
        }
        double next = x - value / slope;
        if (!(next > low && next < high)) {
            next = (low + high) / 2;
        }
        if (fabs(next - x) <= 1e-15 * (1 + fabs(x))) {
            return next;
        }
        x = next;
    }
    return x;
}

void wks_quadrature_hermite(size_t n, double *node, double *weight)
{
    double slope = 0;
    assert(n >= 1 && n <= WKS_QUADRATURE_MOST);
    /* the roots of one order lie between those of the order before; only x >= 0, the rest mirrors
     */
    node[0] = 0;
    for (size_t k = 2; k <= n; k++) {
        double below[WKS_QUADRATURE_MOST + 1];
        const double end = 2 * sqrt((double)k) + 1;
        for (size_t i = 0; i + 1 < k; i++) {
            below[i] = node[i];
        }
        for (size_t i = k / 2; i < k; i++) {
            if (k % 2 == 1 && i == k / 2) {
                node[i] = 0;
            } else {
                node[i] = root_between(k, below[i - 1], i + 1 == k ? end : below[i]);
            }
            node[k - 1 - i] = -node[i];
        }
    }
    for (size_t i = 0; i < n; i++) {
        double squares = 0;
        (void)hermite(n, node[i], &slope, &squares);
        weight[i] = 1 / squares;
    }
}
