/* gate/table_rule.h - which cells of a table a rule hides, as a question for the suppressor.
 *
 * In go a table and a rule for counts of persons; out comes a protection (cells/protection.h), and
 * which of its cells each cell of the table is.  Cells of the same atoms are one cell of the
 * protection: hiding the one and showing the other hides nothing.
 *
 * A cell of 1 up to the minimum is PRIMARY.  A cell of 0 is KNOWN, unless the rule protects zeros.
 * All others are OPEN.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_TABLE_RULE_H
#define WKS_GATE_TABLE_RULE_H

#include "base/arena.h"
#include "base/error.h"
#include "cells/protection.h"
#include "gate/count_table.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a reader of all that is shown must hold possible of a hidden cell of n persons. */
typedef enum wks_table_criterion {
    WKS_TABLE_CRITERION_A, /* n - 1 and n + 1: the exact number cannot be derived */
    WKS_TABLE_CRITERION_B  /* n - 1 and the minimum: nor that there are fewer than that */
} wks_table_criterion;

/* What is lost with a cell that is hidden for the sake of others. */
typedef enum wks_table_objective {
    WKS_TABLE_LOSES_PERSONS, /* the persons in it */
    WKS_TABLE_LOSES_CELLS    /* one */
} wks_table_objective;

typedef struct wks_table_rule {
    int64_t minimum; /* the fewest persons that may be shown, 2 or more */
    wks_table_criterion criterion;
    wks_table_objective objective;
    bool protects_zeros; /* a cell of 0 is hidden too: 0 and 1 (A) or the minimum (B) must be held
                            possible; but not where no row told of any of its atoms, for there
                            everybody knows that nobody can be */
} wks_table_rule;

typedef struct wks_table_question {
    wks_protection protection; /* costs are sums over the cells of the table */
    size_t *cell_of;           /* [table->n_cells] its cell of the protection */
} wks_table_question;

/* Lives in arena.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_table_rule_apply(const wks_count_table *table,
                                             const wks_table_rule *rule, wks_arena *arena,
                                             wks_table_question *out, wks_error *err);

#endif
