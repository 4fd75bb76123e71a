/* base/parallel.h - the same work on many things, on as many threads as it may use processors.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_PARALLEL_H
#define WKS_BASE_PARALLEL_H

#include <stddef.h>

/* Call work(context, i) once for each i of 0 .. n - 1, from several threads at once and in no
 * particular order; returns when all are done.  What one call writes no other may read.  Falls back
 * to one thread where the system gives no more. */
void wks_parallel_run(size_t n, void (*work)(void *context, size_t i), void *context);

#endif
