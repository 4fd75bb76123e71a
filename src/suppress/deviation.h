/* suppress/deviation.h - ways in which a table may differ from the truth, and whom each protects.
 *
 * One deviation that moves no shown cell is a witness for every target that it moves far enough:
 * it may be taken more than once, or reversed, as long as all stays within limits.  Before an
 * insider it counts when it moves nothing that they know, so a side may need several.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_SUPPRESS_DEVIATION_H
#define WKS_SUPPRESS_DEVIATION_H

#include "base/arena.h"
#include "base/error.h"
#include "suppress/piece.h"
#include "suppress/unserved.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct wks_deviation {
    size_t first; /* its moves */
    size_t n;
    double times[2]; /* how often it may be taken as it is, and reversed */
    bool is_alive;   /* moves no cell that is shown */
} wks_deviation;

typedef struct wks_move {
    uint32_t deviation;
    uint32_t place;
    double persons;
    size_t next; /* the next move of the same place, plus 1; 0: none */
} wks_move;

/* One of those that protect a side; the next of the same side, plus 1; 0: none. */
typedef struct wks_cover {
    uint32_t deviation;
    uint32_t next;
} wks_cover;

/* Side 0 of target t is 2 t (up), side 1 is 2 t + 1 (down). */
typedef struct wks_deviations {
    const wks_piece *piece;
    wks_arena *arena;
    wks_deviation *all;
    size_t n;
    size_t room;
    wks_move *move;
    size_t n_moves;
    size_t move_room;
    size_t *head;          /* [n of the piece] the last move of each place, plus 1 */
    wks_unserved unserved; /* before whom a side is not protected yet */
    uint32_t *cover_head;  /* [2 * n_targets] the last cover of each side, plus 1 */
    wks_cover *cover;
    size_t n_covers;
    size_t cover_room;
    uint32_t cover_free; /* covers that were let go, plus 1 */
} wks_deviations;

/* Everything lives in arena.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_deviations_init(const wks_piece *piece, wks_arena *arena,
                                            wks_deviations *out, wks_error *err);

/* Add what moved at point [n], and let it protect all that it can and that has no protection.
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_deviations_add(wks_deviations *deviations, const double *point,
                                           wks_error *err);

/* The same of one that was found for a side of a target before this reader: it counts there, though
 * rounding might say that it falls short.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_deviations_add_for(wks_deviations *deviations, const double *point,
                                               size_t side, uint32_t reader, wks_error *err);

/* Protect a side anew, without the deviations of which is_out [n] is `out`: by those that are
 * there.  *before is what protected it until now; hand it to one of the two below.
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_deviations_cover_anew(wks_deviations *deviations, size_t side,
                                                  const uint32_t *is_out, uint32_t out,
                                                  uint32_t *before, wks_error *err);
/* It is not needed, or it must do after all.  Errors: WKS_E_MEMORY. */
void wks_deviations_let_go(wks_deviations *deviations, uint32_t before);
WKS_MUST_CHECK wks_code wks_deviations_go_back(wks_deviations *deviations, size_t side,
                                               uint32_t before, wks_error *err);

/* Before whom a side is not protected yet: as wks_unserved_next. */
uint32_t wks_deviations_next(const wks_deviations *deviations, size_t side);
/* Whether the deviation is one of those that protect a side. */
bool wks_deviations_uses(const wks_deviations *deviations, size_t side, uint32_t deviation);

#endif
