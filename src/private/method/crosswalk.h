/* private/method/crosswalk.h - counts of one edition of the areas, in the borders of another.
 *
 * Counts are re-allocated by the share of each old area's residents (or addresses) that lives in
 * each new one; rates are computed from re-allocated counts, never averaged.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_CROSSWALK_H
#define WKS_PRIVATE_METHOD_CROSSWALK_H

#include "base/arena.h"
#include "base/error.h"

#include <stddef.h>

/* The share matrix, only where it is not zero. */
typedef struct wks_crosswalk {
    size_t n_old, n_new, n_links;
    const size_t *from;  /* [n_links] 0 .. n_old - 1 */
    const size_t *to;    /* [n_links] 0 .. n_new - 1 */
    const double *share; /* [n_links] 0..1; those of an old area add up to 1 */
} wks_crosswalk;

/* [n_new] each. */
typedef struct wks_crosswalk_counts {
    double *count;     /* NAN where an old area that it takes from has no count */
    double *variance;  /* of the split alone: sum count_i share (1 - share), multinomial */
    double *whole;     /* part of the count that came from old areas that moved as a whole: 1 is
                          exact; NAN with the count, 1 where the count is zero */
    double *unchanged; /* how much of it is one old area: 1 only when borders are the same */
} wks_crosswalk_counts;

/* counts [n_old] >= 0, NAN where missing; out's arrays live in arena.  Totals are kept: the sum of
 * out->count is that of counts, to rounding.  A change between editions may be tested where `whole`
 * is at least 0.95.
 * Errors: WKS_E_ARGUMENT  an index that is not there, a share outside 0..1, a link twice, a
 *         negative count, or shares of an area that do not add up to 1 within 1e-6 while it has a
 *         count (within it they are made to): the text names the old area (from 1); WKS_E_MEMORY.
 */
WKS_MUST_CHECK wks_code wks_crosswalk_apply(const wks_crosswalk *walk, const double *counts,
                                            wks_arena *arena, wks_crosswalk_counts *out,
                                            wks_error *err);

/* The way back: the share of each new area's residents that lived in each old one, from the
 * residents of the old areas [n_old].  A new area without residents goes to its old areas evenly.
 * out's arrays live in arena.  Errors: as above. */
WKS_MUST_CHECK wks_code wks_crosswalk_reverse(const wks_crosswalk *walk, const double *residents,
                                              wks_arena *arena, wks_crosswalk *out, wks_error *err);

#endif
