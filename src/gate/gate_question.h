/* gate/gate_question.h - the counts of a release as cells that must be protected together.
 *
 * Counts of the same thing, of one source and period, are one table, whichever indicators show
 * them: areas lie in areas (wijk, gemeente, region) and groups in groups (gate/breakdown_tree.h).
 * What an area counts beside the areas in it is a part of its own.  A percentage counts as
 * publishing its numerator; its denominator is taken to be known, and so is that there is nobody
 * where nothing is counted.  A mean counts as a table of the persons that it is of: totals of what
 * was measured add up as they do.  What the ledger says was told of a table, readers know, of this
 * delivery and of those that it replaces (gate/gate_question_told.h).  Counts of which one is a
 * part of the other limit each other (gate/gate_question_part.h).
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_GATE_QUESTION_H
#define WKS_GATE_GATE_QUESTION_H

#include "base/arena.h"
#include "base/error.h"
#include "cells/protection.h"
#include "gate/gate.h"
#include "private/measure/candidate.h"
#include "release/claims.h"
#include "release/ledger.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WKS_GATE_NO_CELL SIZE_MAX

/* A delivery, as candidates call it. */
typedef struct wks_gate_delivery {
    int number;
    int edition;      /* of the borders of its areas: a year */
    const char *hash; /* SHA-256 */
} wks_gate_delivery;

/* The question of an earlier release, as it was kept. */
typedef struct wks_gate_memory {
    const wks_protection *protection;
    const wks_cell_name *names; /* [n_names] in the order of the ledger */
    size_t n_names;
} wks_gate_memory;

/* What a question is made of; all of it is borrowed. */
typedef struct wks_gate_asking {
    const wks_gate_rules *rules;
    const wks_candidates *candidates; /* in their order */
    const char *const *members;       /* [n_members] the gemeenten of the region */
    size_t n_members;
    const wks_gate_delivery *deliveries; /* [n_deliveries] of all candidates */
    size_t n_deliveries;
    const wks_ledger *ledger;
    /* The question behind an entry of the ledger (from 0), without names where none was kept; asked
     * for only when a delivery replaces one that was told of. */
    wks_code (*recall)(void *context, size_t entry, wks_gate_memory *out, wks_error *err);
    void *context;
} wks_gate_asking;

typedef struct wks_gate_question {
    wks_protection protection;
    size_t *cell;     /* [candidates->n] of the protection; WKS_GATE_NO_CELL: no count to protect */
    size_t n_primary; /* cells that must stay uncertain; 0: there is nothing to ask */
    wks_cell_name *names; /* [n_names] what the cells are called in a ledger, in its order */
    size_t n_names;
} wks_gate_question;

/* The question for the suppressor.  Lives in arena.
 * Errors: WKS_E_REFUSED   groups that overlap (gate/breakdown_tree.h); the ledger tells of another
 *                         count in the same delivery
 *         those of recall
 *         WKS_E_ARGUMENT  the parts of an area or group count more than the whole; names indicator,
 *                         area and period, no number
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_gate_question_make(const wks_gate_asking *asking, wks_arena *arena,
                                               wks_gate_question *out, wks_error *err);

/* What the question counts of a candidate: persons or events above the line; of a mean the persons
 * that it is of, so that what is hidden cannot be had by taking away.  NAN: nothing, the number is
 * of no count. */
double wks_gate_counted(const wks_candidate *candidate);
/* Whether no more can be counted than there are persons in the area. */
bool wks_gate_counts_share(const wks_candidate *candidate);

#endif
