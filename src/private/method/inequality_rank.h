/* private/method/inequality_rank.h - the measures of inequality that use the rank of the groups.
 *
 * A group's rank is the middle of its place in the population, 0 the least and 1 the most
 * advantaged.  Called by inequality.c, which checks what comes in and names the sources.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_INEQUALITY_RANK_H
#define WKS_PRIVATE_METHOD_INEQUALITY_RANK_H

#include "private/method/inequality.h"

#include <stddef.h>

/* rank [n]: (people in the groups below + half the own) / all. */
void wks_inequality_rank_of(size_t n, const double *population, double *rank);

/* ACI, RCI, RII and SII into their places of out.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_inequality_rank_measure(const wks_inequality_data *data,
                                                    wks_arena *arena,
                                                    wks_inequality out[WKS_INEQUALITY_N_MEASURES],
                                                    wks_error *err);

#endif
