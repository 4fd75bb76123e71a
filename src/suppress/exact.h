/* suppress/exact.h - the best pattern of one piece, with its proof.
 *
 * By Benders' decomposition: a master programme chooses what to hide, the attacker answers with
 * cuts (cuts.h), until nothing is left to say; first with y broken, then whole (mip.h).  Cells that
 * cannot be hidden in any better answer, by their reduced cost, are left out on the way.
 * Source: Fischetti & Salazar (2001), Management Science 47:1008-1027,
 * doi:10.1287/mnsc.47.7.1008.9808.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_SUPPRESS_EXACT_H
#define WKS_SUPPRESS_EXACT_H

#include "base/error.h"
#include "suppress/piece.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct wks_exact {
    double loss;  /* of the answer */
    double bound; /* no safe pattern of the wide piece loses less */
    size_t n_rounds;
    size_t n_cuts;
    size_t n_solved;
} wks_exact;

/* piece: what is decided on; wide: the same with its border (wks_border_take).  is_hidden
 * [piece->n]: in: a safe pattern; out: a safe one that loses no more.  Stops after `seconds` of
 * wall clock, or when loss and bound meet.
 * Errors: WKS_E_NUMERIC the solver gave no answer; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_exact_run(const wks_piece *piece, const wks_piece *wide, double seconds,
                                      bool *is_hidden, wks_exact *out, wks_error *err);

#endif
