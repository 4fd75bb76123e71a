/* suppress/insider_attack.h - what insiders can work out that an outsider can not.
 *
 * Less than an attack (attack.h): each PRIMARY and VIRTUAL cell is taken only as far as a reader
 * must hold possible, many cells by one table (together.h).  A table by which a cell is safe to one
 * reader is so to every other of whom it changes nothing that they know; so most insiders need few
 * programmes of their own.  Tolerances make nothing safe: a table counts when it was checked in
 * whole numbers (table_check.h), and what could not be checked only up to the last whole number
 * strictly below what the solver says.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_SUPPRESS_INSIDER_ATTACK_H
#define WKS_SUPPRESS_INSIDER_ATTACK_H

#include "base/arena.h"
#include "base/error.h"
#include "cells/protection.h"
#include "suppress/relations.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct wks_insider_attack {
    int64_t *least; /* [n_cells] in whole persons */
    int64_t *most;
    size_t n_told;   /* PRIMARY and VIRTUAL cells that insiders can pin down and an outsider not */
    size_t n_solved; /* linear programmes */
} wks_insider_attack;

/* Whole persons between two deviations from value; what lies within a tolerance of a whole number
 * is that number.  No most at all: WKS_MOST_PERSONS. */
void wks_insider_attack_round(int64_t value, double least, double most, int64_t out[2]);

/* In: the outsider's intervals of all cells.  Out: of a cell that is safe to the outsider and not
 * to an insider, the interval of the insider with the narrowest; others stay.  Pieces are looked at
 * side by side, with the same answer on any number of cores.  arena is for work.
 * Errors: WKS_E_NUMERIC the solver gave no answer; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_insider_attack_find(const wks_protection *protection,
                                                const wks_relations *relations,
                                                const bool *is_hidden, wks_arena *arena,
                                                wks_insider_attack *intervals, wks_error *err);

#endif
