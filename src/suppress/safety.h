/* suppress/safety.h - does a pattern keep what is asked, from an outsider and from insiders?
 *
 * Less than an attack (attack.h): each PRIMARY and VIRTUAL cell is taken only as far as a reader
 * must hold possible, many cells by one table (together.h).  A table by which a cell is safe to one
 * reader is so to every other of whom it changes nothing that they know; so most insiders need few
 * programmes of their own.  Tolerances make nothing safe: a table counts when it was checked in
 * whole numbers (table_check.h), and what could not be checked only up to the last whole number
 * strictly below what the solver says.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_SUPPRESS_SAFETY_H
#define WKS_SUPPRESS_SAFETY_H

#include "base/arena.h"
#include "base/error.h"
#include "cells/protection.h"
#include "suppress/relations.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct wks_safety_question {
    const wks_protection *protection;
    const wks_relations *relations;
    const bool *is_hidden; /* [n_cells] */
    bool is_outsider_done; /* what an outsider works out is known already */
} wks_safety_question;

/* [n_cells] what readers must hold possible of each PRIMARY and VIRTUAL cell. */
typedef struct wks_safety_answer {
    int64_t *least;
    int64_t *most;
    size_t n_told;   /* cells that insiders can pin down and an outsider cannot */
    size_t n_solved; /* linear programmes */
} wks_safety_answer;

/* In: the outsider's intervals when these are done.  Out: those of cells that are safe reach as far
 * as is asked, unless they reached further; of one that is not, the interval of a reader who can
 * pin it down: the outsider, else the insider with the narrowest.  Pieces are looked at side by
 * side, with the same answer on any number of cores.  arena is for work. Errors: WKS_E_NUMERIC the
 * solver gave no answer; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_safety_find(const wks_safety_question *question, wks_arena *arena,
                                        wks_safety_answer *answer, wks_error *err);

/* Whole persons between two deviations from value; what lies within a tolerance of a whole number
 * is that number. */
void wks_safety_round(int64_t value, double least, double most, int64_t out[2]);

#endif
