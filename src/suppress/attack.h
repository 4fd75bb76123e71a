/* suppress/attack.h - what a reader of a pattern can work out of each hidden cell.
 *
 * For each the least and the most that it may be, by linear programming over the piece that it lies
 * in (reader.h).  A vertex that is found for one cell is a table that a reader holds possible, so
 * it counts for all others too.
 *
 * Tolerances never make a pattern safe.  A cell counts as safe on a side only by a table that was
 * checked in whole numbers: the vertex, times the number that makes it whole, rounded, must
 * meet every row exactly and every limit.  A vertex that passes for none of them counts only up to
 * the last whole number strictly below what the solver says.  Tables of fractions of persons count:
 * what a reader may work out is that of protection.h, who does not use that persons are whole.
 *
 * Where insiders read along (insider_attack.h), a cell that one of them can pin down has the
 * interval of that one; of a cell that none can, it is the outsider's.  Pieces are attacked side by
 * side. Source: Fischetti & Salazar (2001), Management Science 47:1008-1027,
 * doi:10.1287/mnsc.47.7.1008.9808, section 2: the attacker's two programmes.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_SUPPRESS_ATTACK_H
#define WKS_SUPPRESS_ATTACK_H

#include "base/arena.h"
#include "base/error.h"
#include "cells/protection.h"
#include "suppress/relations.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* No limit was found below this: nothing that is shown bounds the cell. */
#define WKS_ATTACK_NO_LIMIT WKS_MOST_PERSONS

typedef struct wks_attack {
    int64_t *least; /* [n_cells] of a hidden cell, in whole persons; its value of another */
    int64_t *most;
    size_t n_hidden;
    size_t n_exact;     /* hidden cells with least == most */
    size_t n_unsafe;    /* PRIMARY and VIRTUAL cells that are not safe */
    size_t unsafe_cell; /* the first of them; n_cells when there is none */
    size_t n_told;      /* of them, those that only insiders can pin down */
    size_t n_solved;    /* linear programmes */
} wks_attack;

/* Of every hidden cell, both sides to the end.  is_hidden [n_cells].
 * Errors: WKS_E_NUMERIC the solver gave no answer; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_attack_intervals(const wks_protection *protection,
                                             const wks_relations *relations, const bool *is_hidden,
                                             wks_arena *arena, wks_attack *out, wks_error *err);

#endif
