/* gate/table_pattern.h - patterns of a table, row by row as a file has them.
 *
 * A reader keeps every pattern of a table that was ever published: what one of them shows is known,
 * whatever the others hide.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_TABLE_PATTERN_H
#define WKS_GATE_TABLE_PATTERN_H

#include "base/arena.h"
#include "base/error.h"
#include "cells/protection.h"
#include "gate/count_table.h"
#include "gate/table_rule.h"

#include <stdbool.h>

/* A pattern as a file has it. */
typedef struct wks_table_pattern {
    wks_count_table_rows rows; /* a row of each cell, totals included */
    const bool *is_suppressed; /* [rows.n_rows] */
    bool is_all;               /* it must have all cells that keys publish */
} wks_table_pattern;

/* The margins that rows have a cell of, and all totals of these, are set to true in is_in
 * [WKS_COUNT_TABLE_MOST_MARGINS]: wks_count_table_build makes them cells of the table. */
void wks_table_pattern_margins(const wks_count_table_rows *rows, bool *is_in);

/* Hold a pattern to its table: it has a row of each cell of some margins and of all their totals,
 * with its count.  What it shows is set to false in is_hidden [table->n_cells], so that patterns
 * can be laid over one another: begin with all true.
 * Errors: WKS_E_FORMAT  names file, line and column, and no count: a cell that the table does not
 *                       have, has twice or has with another count; a cell that is missing
 *         WKS_E_REFUSED a cell is shown that the rule hides: names its line and its codes
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_table_pattern_lay(const wks_count_table *table,
                                              const wks_table_question *question,
                                              const wks_table_pattern *pattern, wks_arena *arena,
                                              bool *is_hidden, wks_error *err);

/* What patterns laid over one another show is KNOWN from now on: a pattern that is sought for the
 * question is then safe together with them.  No cell that a rule hides may be shown by them
 * (wks_table_pattern_lay refuses it).  Of a cell that the table does not publish and that they hide
 * nothing is known, and hiding it costs nothing. */
void wks_table_pattern_keep(const wks_count_table *table, const wks_table_rule *rule,
                            const bool *is_hidden, wks_table_question *question);

/* The pattern of the question in which a cell is hidden when all cells of the table that are the
 * same are hidden.  A cell of 0 that is hidden without a rule that asks it becomes OPEN in the
 * question, unless the rule protects zeros: there what is KNOWN is known to everybody.
 * The hash of out is not set.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_table_pattern_make(const wks_count_table *table,
                                               const wks_table_rule *rule, const bool *is_hidden,
                                               wks_table_question *question, wks_arena *arena,
                                               wks_pattern *out, wks_error *err);

#endif
