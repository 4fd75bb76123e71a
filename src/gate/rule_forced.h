/* gate/rule_forced.h - cells that a policy says must be shown.
 *
 * In go a table, its policy and its question; out comes the question in which those cells are
 * KNOWN, so that no pattern hides them.  Comes after all rules that hide.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_RULE_FORCED_H
#define WKS_GATE_RULE_FORCED_H

#include "base/error.h"
#include "gate/count_table.h"
#include "gate/table_question.h"
#include "model/policy.h"

/* A cell of which the table does not have all columns is of another table.
 * Errors: WKS_E_FORMAT   names the cell: this table has the columns and not the code
 *         WKS_E_REFUSED  names the cell: a rule hides it
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_rule_forced_apply(const wks_count_table *table,
                                              const wks_policy *policy,
                                              wks_table_question *question, wks_error *err);

#endif
