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

typedef struct wks_cheapest {
    const wks_piece *piece;
    wks_lp *lp;
    double *point; /* [n] the last deviation that was found */
} wks_cheapest;

/* All may move, and all at no price.  Close it.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_cheapest_open(const wks_piece *piece, wks_arena *arena,
                                          wks_cheapest *out, wks_error *err);
void wks_cheapest_close(wks_cheapest *cheapest);

void wks_cheapest_price(wks_cheapest *cheapest, size_t place, double price);
void wks_cheapest_allow(wks_cheapest *cheapest, size_t place, bool may_move);

/* A deviation that moves target t up (side 0) or down (side 1) by what it needs, into point;
 * *is_possible is false when there is none.  Errors: WKS_E_NUMERIC. */
WKS_MUST_CHECK wks_code wks_cheapest_find(wks_cheapest *cheapest, size_t target, size_t side,
                                          bool *is_possible, wks_error *err);

#endif
