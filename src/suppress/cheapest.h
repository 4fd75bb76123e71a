/* suppress/cheapest.h - the cheapest deviation that moves a target as far as is asked.
 *
 * Each unknown has a column to rise and one to fall, and a price a person for either.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_SUPPRESS_CHEAPEST_H
#define WKS_SUPPRESS_CHEAPEST_H

#include "base/arena.h"
#include "base/error.h"
#include "suppress/piece.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct wks_cheapest {
    const wks_piece *piece;
    wks_lp *lp;
    uint32_t *column; /* [n] of the linear programme, to rise; UINT32_MAX: it may never move */
    size_t n_columns; /* those to fall come after */
    size_t n_rows;
    bool *may_move; /* [n] */
    double *point;  /* [n] the last deviation that was found */
} wks_cheapest;

/* All that is_in [n] (NULL: all) may move, at no price; what is not in it never may, which makes
 * the programme smaller.  Targets must be in it.  Close it.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_cheapest_open(const wks_piece *piece, const bool *is_in,
                                          wks_arena *arena, wks_cheapest *out, wks_error *err);
void wks_cheapest_close(wks_cheapest *cheapest);

void wks_cheapest_price(wks_cheapest *cheapest, size_t place, double price);
void wks_cheapest_allow(wks_cheapest *cheapest, size_t place, bool may_move);

/* A deviation that moves target t up (side 0) or down (side 1) by what it needs, into point, and
 * nothing that the reader (unserved.h) knows; *is_possible is false when there is none.
 * Errors: WKS_E_NUMERIC. */
WKS_MUST_CHECK wks_code wks_cheapest_find(wks_cheapest *cheapest, size_t target, size_t side,
                                          uint32_t reader, bool *is_possible, wks_error *err);

#endif
