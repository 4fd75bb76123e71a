/* suppress/together.h - one deviation that moves many targets at once.
 *
 * One linear programme moves all that are wanted to one side, none further than it needs, as many
 * persons in all as can be.  Each solution starts from the one before.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_SUPPRESS_TOGETHER_H
#define WKS_SUPPRESS_TOGETHER_H

#include "base/arena.h"
#include "base/error.h"
#include "suppress/lp.h"
#include "suppress/piece.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct wks_together {
    const wks_piece *piece;
    wks_lp *lp;
    bool *may_move; /* [n] */
    bool *is_held;  /* [n] the reader at hand knows it */
} wks_together;

/* All may move.  Close it.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_together_open(const wks_piece *piece, wks_arena *arena,
                                          wks_together *out, wks_error *err);
void wks_together_close(wks_together *together);

void wks_together_allow(wks_together *together, size_t place, bool may_move);
/* What a reader (unserved.h) knows stays where it is, or no longer. */
void wks_together_hold(wks_together *together, uint32_t reader, bool is_held);

/* Up (side 0) or down (side 1) with the targets that is_wanted [n_targets].  Another try weighs
 * them otherwise.  *point [n] until the next; NULL: the solver found none.
 * Errors: WKS_E_NUMERIC. */
WKS_MUST_CHECK wks_code wks_together_find(wks_together *together, const bool *is_wanted,
                                          size_t side, uint32_t try, const double **point,
                                          wks_error *err);

/* What a place weighs in a try: 1 in the first, a small whole number in others. */
double wks_together_weight(size_t place, uint32_t try);

/* One target, as far as it goes: *reached persons.  *point as above.  Errors: WKS_E_NUMERIC. */
WKS_MUST_CHECK wks_code wks_together_push(wks_together *together, size_t target, size_t side,
                                          double *reached, const double **point, wks_error *err);

#endif
