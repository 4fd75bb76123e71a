/* math/order.h - numbers in order: sorted, one place of them, quantiles.
 *
 * None of the numbers may be NAN; n is at least 1, but for sorting.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_MATH_ORDER_H
#define WKS_MATH_ORDER_H

#include <stddef.h>

/* x [n] ascending. */
void wks_order_sort(double *x, size_t n);

/* The value at place k (from 0) were x [n] sorted.  x is reordered: none before place k is larger,
 * none after it smaller.  Takes time like n.
 * Source: Hoare (1961), algorithm 65, Communications of the ACM 4:321, doi:10.1145/366622.366647.
 */
double wks_order_place(double *x, size_t n, size_t k);

/* Quantile p (0 to 1) of x [n], linear between two places; x is reordered as above.
 * Source: Hyndman & Fan (1996), type 7 (R's default), The American Statistician 50:361-365,
 * doi:10.1080/00031305.1996.10473566. */
double wks_order_quantile(double *x, size_t n, double p);

#endif
