/* gate/table_question.h - what the suppressor is asked of a table, and for each cell why.
 *
 * In goes a table; out comes a protection (cells/protection.h) in which rules, one after another,
 * hide cells.  Cells of the same atoms are one cell of the protection: hiding the one and showing
 * the other hides nothing.  A rule may also ask that persons stay uncertain who are no cell of the
 * table: the difference of two cells, or all of a group but one category.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_TABLE_QUESTION_H
#define WKS_GATE_TABLE_QUESTION_H

#include "base/arena.h"
#include "base/error.h"
#include "cells/protection.h"
#include "gate/count_table.h"

#include <stddef.h>
#include <stdint.h>

/* Why a cell is hidden; a cell may have several. */
typedef enum wks_table_reason {
    WKS_REASON_FEW,        /* fewer persons than may be shown */
    WKS_REASON_ZERO,       /* nobody, and that may not be told either */
    WKS_REASON_GROUP,      /* tells of (nearly) everybody in a group (rule_group.h) */
    WKS_REASON_DIFFERENCE, /* few are left when one cell is taken from another (rule_difference.h)
                            */
    WKS_REASON_DOMINANCE,  /* a few contributors have most of it (rule_amount.h) */
    WKS_REASON_PRIOR,      /* a contributor can tell what another has: p % */
    WKS_REASON_PROVIDERS,  /* of too few providers (rule_provider.h) */
    WKS_REASON_RATE,       /* out of few people, or of nearly all of them (rule_rate.h) */
    WKS_REASON_AREA,       /* of an area with few inhabitants */
    WKS_N_REASONS
} wks_table_reason;

/* For scripts and people: "few". */
const char *wks_table_reason_word(wks_table_reason reason);

typedef struct wks_table_question {
    wks_protection protection; /* costs are sums over the cells of the table */
    size_t *cell_of;           /* [table->n_cells] its cell of the protection */
    size_t n_own;              /* cells that are in the table; those behind them are not */
    uint32_t *reasons;         /* [protection.n_cells] bit r: reason r */
    size_t cells_room, first_room, member_room, reasons_room;
    wks_arena *arena;
    uint32_t *index; /* [index_size] cells by their atoms, plus 1; 0: free.  NULL: not made yet */
    size_t index_size;
} wks_table_question;

/* All different cells of the table, OPEN, without cost, over these atoms [table->n_atoms].  Lives
 * in arena.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_table_question_open(const wks_count_table *table, const int64_t *atoms,
                                                wks_arena *arena, wks_table_question *out,
                                                wks_error *err);

/* Cell `at` of the protection is hidden, and must stay possible from lower (not below 0) to upper;
 * of several rules the widest limits count. */
void wks_table_question_hide(wks_table_question *question, size_t at, int64_t lower, int64_t upper,
                             wks_table_reason reason);

/* The same of any atoms [n], rising, one or more: of the cell that they are, or of one more that is
 * never shown.  Of limits value, lower and upper count.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_table_question_doubt(wks_table_question *question,
                                                 const uint32_t *atoms, size_t n,
                                                 const wks_cell *limits, wks_table_reason reason,
                                                 wks_error *err);

/* One more cell that is no cell of the table, whatever its atoms.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_table_question_add(wks_table_question *question, const uint32_t *atoms,
                                               size_t n, const wks_cell *cell, wks_error *err);

#endif
