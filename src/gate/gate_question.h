/* gate/gate_question.h - the counts of a release as cells that must be protected together.
 *
 * Counts of the same thing, of one source and period, are one table, whichever indicators show
 * them: areas lie in areas (wijk, gemeente, region) and groups in groups (gate/breakdown_tree.h).
 * What an area counts beside the areas in it is a part of its own.  A percentage counts as
 * publishing its numerator; its denominator is taken to be known, and so is that there is nobody
 * where nothing is counted.  Tables are not linked to each other yet, nor to earlier releases.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_GATE_QUESTION_H
#define WKS_GATE_GATE_QUESTION_H

#include "base/arena.h"
#include "base/error.h"
#include "cells/protection.h"
#include "gate/gate.h"
#include "private/measure/candidate.h"

#include <stddef.h>
#include <stdint.h>

#define WKS_GATE_NO_CELL SIZE_MAX

typedef struct wks_gate_question {
    wks_protection protection;
    size_t *cell;     /* [candidates->n] of the protection; WKS_GATE_NO_CELL: no count to protect */
    size_t n_primary; /* cells that the rules hide; 0: there is nothing to ask */
} wks_gate_question;

/* The question for the suppressor; candidates are in their order, members [n_members] are the
 * gemeenten of the region.  Lives in arena.
 * Errors: WKS_E_REFUSED   groups that overlap (gate/breakdown_tree.h)
 *         WKS_E_ARGUMENT  the parts of an area or group count more than the whole; names indicator,
 *                         area and period, no number
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_gate_question_make(const wks_gate_rules *rules,
                                               const wks_candidates *candidates,
                                               const char *const *members, size_t n_members,
                                               wks_arena *arena, wks_gate_question *out,
                                               wks_error *err);

#endif
