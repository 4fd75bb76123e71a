/* suppress/heuristic.h - a pattern for one piece: good, soon, and whenever there is one.
 *
 * For each side of each target that no deviation protects yet, the cheapest deviation is found by
 * linear programming: moving a cell that is still shown costs 1 + log(1 + its cost) a person, one
 * that is hidden nothing; what moved is hidden.  Then cells are shown again where nothing is lost
 * by it, the dearest first.
 * Source: Fischetti & Salazar (2001), Management Science 47:1008-1027,
 * doi:10.1287/mnsc.47.7.1008.9808, section 4.4 for a heuristic of this kind.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_SUPPRESS_HEURISTIC_H
#define WKS_SUPPRESS_HEURISTIC_H

#include "base/error.h"
#include "suppress/piece.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One more answer from another order of the targets. */
typedef struct wks_heuristic_options {
    size_t n_tries; /* orders of the targets that are tried; the best answer is kept */
} wks_heuristic_options;

/* A target that cannot be protected in a piece. */
typedef struct wks_heuristic_failure {
    uint32_t place;      /* UINT32_MAX: there is none */
    bool is_to_insiders; /* only before one of these */
} wks_heuristic_failure;

/* is_hidden [n]: where the cost is 0 it is ignored; in: cells that are hidden to begin with, out:
 * the pattern; unchanged when a target cannot be protected in this piece, which *failed then is.
 * loss: the cost of what is hidden.
 * Errors: WKS_E_NUMERIC the solver gave no answer; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_heuristic_run(const wks_piece *piece,
                                          const wks_heuristic_options *options, bool *is_hidden,
                                          double *loss, wks_heuristic_failure *failed,
                                          wks_error *err);

#endif
