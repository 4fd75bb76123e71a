/* gate/gate_question_table.h - one table of a question: its atoms and cells.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_GATE_QUESTION_TABLE_H
#define WKS_GATE_GATE_QUESTION_TABLE_H

#include "base/arena.h"
#include "base/error.h"
#include "gate/gate_question.h"

#include <stddef.h>
#include <stdint.h>

/* A candidate that is a cell of a table. */
typedef struct wks_question_count {
    const char *table;
    const wks_candidate *candidate;
    size_t index; /* among the candidates */
    int64_t
        all; /* everybody whom the count is out of, known to all; -1: events, of no fixed number */
} wks_question_count;

/* A question that grows table by table. */
typedef struct wks_question_work {
    const wks_gate_rules *rules;
    const char *const *members;
    size_t n_members;
    wks_arena *arena;
    wks_gate_question *question;
    size_t atoms_room, cells_room, first_room, member_room, n_first, n_members_used;
} wks_question_work;

/* counts [n] of one table, by area.  Errors: as wks_gate_question_make. */
WKS_MUST_CHECK wks_code wks_question_add_table(wks_question_work *work,
                                               const wks_question_count *counts, size_t n,
                                               wks_error *err);

/* No more tables.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_question_close(wks_question_work *work, wks_error *err);

#endif
