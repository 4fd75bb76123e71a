/* suppress/deviation.h - ways in which a table may differ from the truth, and whom each protects.
 *
 * One deviation that moves no shown cell is a witness for every target that it moves far enough:
 * it may be taken more than once, or reversed, as long as all stays within limits.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_SUPPRESS_DEVIATION_H
#define WKS_SUPPRESS_DEVIATION_H

#include "base/arena.h"
#include "base/error.h"
#include "suppress/piece.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WKS_DEVIATION_NONE UINT32_MAX

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
    size_t *head;    /* [n of the piece] the last move of each place, plus 1 */
    uint32_t *cover; /* [2 * n_targets] which protects this side */
} wks_deviations;

/* Everything lives in arena.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_deviations_init(const wks_piece *piece, wks_arena *arena,
                                            wks_deviations *out, wks_error *err);

/* Add what moved at point [n], and let it protect all that it can and that has no protection.
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_deviations_add(wks_deviations *deviations, const double *point,
                                           wks_error *err);

/* Whether target t may go `side` far enough by this deviation, which moves it by persons. */
bool wks_deviation_reaches(const wks_piece *piece, const wks_deviation *deviation, size_t target,
                           size_t side, double persons);

bool wks_deviations_is_covered(const wks_deviations *deviations, size_t target, size_t side);

#endif
