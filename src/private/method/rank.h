/* private/method/rank.h - ranks as what they are: wide intervals.
 *
 * From joint draws: in every draw the areas are put in order, and a rank has a distribution.
 * Source: Goldstein & Spiegelhalter (1996), JRSS A 159:385-443, doi:10.2307/2983325; expected
 * ranks: Laird & Louis (1989), J. Educational Statistics 14:29-46, doi:10.3102/10769986014001029.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_RANK_H
#define WKS_PRIVATE_METHOD_RANK_H

#include "base/arena.h"
#include "base/error.h"

#include <stddef.h>

/* Rank 1 is the highest value; equal draws share the middle of their ranks. */
typedef struct wks_rank {
    double expected;        /* mean rank over the draws */
    double lower, upper;    /* 95 % interval, the ends included */
    double p_top, p_bottom; /* probability of the highest, the lowest tenth of the areas */
} wks_rank;

/* draws [n_draws * n_areas]: draw d, area i at d * n_areas + i.  ranks [n_areas] is filled.  The
 * highest tenth are the n_areas / 10 highest, rounded up.
 * Errors: WKS_E_ARGUMENT  no areas, fewer than 100 draws, a draw that is no number: the text names
 *         the area (from 1); WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_rank_draws(size_t n_draws, size_t n_areas, const float *draws,
                                       wks_arena *arena, wks_rank *ranks, wks_error *err);

#endif
