/* suppress/suppress.h - a protection in, a safe pattern out: which cells to hide beside the
 * primary ones, at the least loss that can be found in the time given.
 *
 * The system of all relations is taken apart into pieces (split.h); each gets a good answer
 * (heuristic.h) and then, while time lasts, the best with its proof (exact.h).  Nothing is given
 * away that is not proven safe by tables of persons (witness_find.h).  The same protection gives
 * the same pattern, in whatever order its cells stand, unless time ran out.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_SUPPRESS_SUPPRESS_H
#define WKS_SUPPRESS_SUPPRESS_H

#include "base/arena.h"
#include "base/error.h"
#include "cells/protection.h"
#include "cells/witness.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct wks_suppress_options {
    double seconds;   /* for the exact part, in all; 0: the heuristic alone */
    wks_arena *arena; /* of the witnesses; NULL: they are not kept */
} wks_suppress_options;

typedef struct wks_suppress_report {
    double loss;
    double bound;       /* no safe pattern loses less; 0 when nothing was proven */
    size_t n_primaries; /* PRIMARY and VIRTUAL cells */
    size_t n_secondaries;
    size_t n_pieces;
    size_t n_proven; /* pieces whose answer is the best there is */
    double heuristic_loss;
    size_t refused;          /* WKS_E_REFUSED: the cell that cannot be protected, from 1 */
    double seconds[4];       /* CPU of relations and pieces, heuristic, exact, proofs */
    wks_witnesses witnesses; /* of the pattern, without the hash of the protection */
} wks_suppress_report;

/* is_hidden [n_cells] out.  Memory for work is taken apart and given back.
 * Errors: WKS_E_REFUSED  the KNOWN cells give a cell away, whatever is hidden; it is named by its
 *                        number from 1
 *         WKS_E_NUMERIC  a solver gave no answer, or of its answer no proof was found
 *         WKS_E_ARGUMENT, WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_suppress_protect(const wks_protection *protection,
                                             const wks_suppress_options *options, bool *is_hidden,
                                             wks_suppress_report *report, wks_error *err);

#endif
