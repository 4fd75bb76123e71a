/* suppress/cuts.h - what any safe pattern must hide, found where a reader gets through.
 *
 * y says how far each cell with a cost is hidden, 0 to 1.  When a target cannot move far enough
 * while every other cell moves no further than y lets it, the prices of that linear programme say
 * why: some of the cells at which it ran into its limits must be hidden.  Written as
 * sum of coefficient x y >= 1 that holds for every safe pattern of the piece.
 * Source: Fischetti & Salazar (2001), Management Science 47:1008-1027,
 * doi:10.1287/mnsc.47.7.1008.9808, section 3: capacity constraints, and their strengthening by
 * cutting coefficients off at the protection level (here 1).
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_SUPPRESS_CUTS_H
#define WKS_SUPPRESS_CUTS_H

#include "base/arena.h"
#include "base/error.h"
#include "suppress/piece.h"
#include "suppress/unserved.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct wks_cuts {
    const wks_piece *piece;
    wks_arena *arena;
    wks_lp *lp;
    wks_unserved unserved; /* sides 2 t (up), 2 t + 1 (down): whom no vertex of this round serves */
    bool *is_held;         /* [n] the insider at hand knows it */
    const double *y;       /* this round: as wks_cuts_find takes them */
    double margin;
    bool is_whole;
    size_t n;
    size_t room;
    size_t *first; /* [n + 1] */
    size_t n_entries;
    size_t column_room;
    size_t entry_room;
    int *column; /* place in the piece */
    double *entry;
    size_t n_solved; /* linear programmes */
} wks_cuts;

/* None yet; memory is taken from arena.  Close it.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_cuts_open(const wks_piece *piece, wks_arena *arena, wks_cuts *out,
                                      wks_error *err);
void wks_cuts_close(wks_cuts *cuts);

/* Add the cuts that y [n] (1 where the cost is 0) falls short of, at most one a side of a target:
 * before an outsider, and when there are none, before insiders.
 * margin is added to y while looking: cuts found a little inside go deeper; with 0, none found
 * means that y is safe where it is whole.  is_whole: cells move as far as they can, not just far
 * enough to matter.
 * Errors: WKS_E_NUMERIC, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_cuts_find(wks_cuts *cuts, const double *y, double margin, bool is_whole,
                                      size_t *n_found, wks_error *err);

#endif
