/* gate/gate_question_table.h - one table of a question: its atoms and cells.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_GATE_QUESTION_TABLE_H
#define WKS_GATE_GATE_QUESTION_TABLE_H

#include "base/arena.h"
#include "base/error.h"
#include "gate/gate_question.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A count that is a cell of a table: a candidate's, or one that the ledger holds. */
typedef struct wks_question_count {
    const char *table;
    const char *about; /* for messages: of which indicator and period; NULL with is_told */
    const char *area;
    const wks_breakdown *group;
    int64_t n; /* persons, or events */
    int64_t
        all; /* everybody whom the count is out of, known to all; -1: events, of no fixed number */
    size_t index;                      /* among the candidates; WKS_GATE_NO_CELL: of the ledger */
    int64_t least, most;               /* what was told of it, with is_told */
    size_t row;                        /* of the ledger, with is_told */
    const wks_gate_delivery *delivery; /* NULL: not known; of the ledger */
    wks_level level;
    int edition;   /* of the borders of area */
    bool is_small; /* a rule hides it */
    bool is_told;  /* the ledger holds it: everybody knows */
    bool is_old;   /* of a delivery that was replaced: no cell, unless told or with limits */
    bool has_limits;
    int64_t lower, upper; /* with has_limits: what must stay possible, as it had to then */
} wks_question_count;

/* By table, area and where they come from, for qsort. */
int wks_question_compare_counts(const void *a, const void *b);

/* The counts of the candidates, in that order; *out lives in arena (gate_question.c).
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_question_list_counts(const wks_gate_asking *asking, wks_arena *arena,
                                                 wks_question_count **out, size_t *n,
                                                 wks_error *err);

/* An atom of a table, so that the same persons in another delivery are the same atom. */
typedef struct wks_question_link {
    const char *area;
    const char *class; /* which ages and sexes, beside which others */
    int64_t value;
    size_t atom;
} wks_question_link;

/* A question that grows table by table. */
typedef struct wks_question_work {
    const wks_gate_asking *asking;
    wks_arena *arena;
    wks_gate_question *question;
    wks_question_link *links; /* [n_links] of the versions of one table */
    size_t n_links;
    size_t atoms_room, cells_room, first_room, member_room, names_room, links_room, n_first,
        n_members_used;
} wks_question_work;

/* counts [n] of one table in one version (release/ledger.h), by area.  An area and class that count
 * as many in a version that was added before (work->links) is taken for the same persons: who knows
 * that nothing changed there knows most.  Errors: as wks_gate_question_make. */
WKS_MUST_CHECK wks_code wks_question_add_table(wks_question_work *work,
                                               const wks_question_count *counts, size_t n,
                                               const char *version, wks_error *err);

/* No more tables.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_question_close(wks_question_work *work, wks_error *err);

#endif
