/* gate/rule_rate.h - counts of which everybody knows out of how many people they are.
 *
 * In go a table, its question after the other rules, and how many people live in each atom; out
 * comes the question in which no count is more than its people, and rules about them hold.  Nearly
 * everybody is as telling as nearly nobody: of 96 out of 100 it must stay possible that ten are
 * left.  Hidden is
 * - a count out of fewer people than the minimum: too few to tell a share of;
 * - a count of all of its people but fewer than the minimum;
 * - everything of an area with fewer inhabitants than minimum_area, zeros too.
 * A rate whose denominator is published tells its numerator, so it is held to the same.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_RULE_RATE_H
#define WKS_GATE_RULE_RATE_H

#include "base/error.h"
#include "gate/count_table.h"
#include "gate/table_question.h"
#include "gate/table_rule.h"

#include <stdint.h>

typedef struct wks_rate_rule {
    const int64_t *population; /* [table->n_atoms] people, at least as many as are counted */
    int64_t minimum;           /* persons; as of the table's first rule */
    wks_table_criterion criterion;
    int64_t minimum_area; /* inhabitants; 0: no such rule */
} wks_rate_rule;

/* An area is a place of the first axis, its inhabitants those of all other columns together.
 * Comes after rules that hide, because what is asked of a cell ends at its people.
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_rule_rate_apply(const wks_count_table *table, const wks_rate_rule *rule,
                                            wks_table_question *question, wks_error *err);

#endif
