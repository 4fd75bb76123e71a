/* gate/table_rule.h - the first rule of a table of persons: how few may be shown.
 *
 * In go a table and a rule; out comes a question for the suppressor (table_question.h), to which
 * the rules of other files may add.
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
#include "gate/table_question.h"

#include <stdbool.h>
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
    size_t
        insiders; /* how many who are alone in a cell read together: 0, or 1 (cells/protection.h) */
} wks_table_rule;

/* What the rule makes of a group of so many persons; has_row: a row told of some of its atoms. */
wks_cell wks_table_rule_judge(const wks_table_rule *rule, int64_t value, bool has_row);

/* Lives in arena.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_table_rule_apply(const wks_count_table *table,
                                             const wks_table_rule *rule, wks_arena *arena,
                                             wks_table_question *out, wks_error *err);

#endif
