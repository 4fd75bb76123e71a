/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/table_rule.h"

#include <stddef.h>

static bool any_row(const wks_count_table *table, const wks_protection *of, size_t at)
{
    for (size_t k = of->first[at]; k < of->first[at + 1]; k++) {
        if (table->has_row[of->member[k]]) {
            return true;
        }
    }
    return false;
}

wks_cell wks_table_rule_judge(const wks_table_rule *rule, int64_t value, bool has_row)
{
    const int64_t more = rule->criterion == WKS_TABLE_CRITERION_A ? value + 1 : rule->minimum;
    if (value == 0 && !(rule->protects_zeros && has_row)) {
        return (wks_cell){.state = WKS_CELL_KNOWN};
    }
    if (value < rule->minimum) {
        return (wks_cell){.state = WKS_CELL_PRIMARY,
                          .value = value,
                          .lower = value == 0 ? 0 : value - 1,
                          .upper = more};
    }
    return (wks_cell){.state = WKS_CELL_OPEN, .value = value, .lower = value, .upper = value};
}

static void judge(const wks_count_table *table, const wks_table_rule *rule, size_t at,
                  wks_table_question *to)
{
    const int64_t value = to->protection.cells[at].value;
    const wks_cell asked = wks_table_rule_judge(rule, value, any_row(table, &to->protection, at));
    if (asked.state == WKS_CELL_PRIMARY) {
        wks_table_question_hide(to, at, asked.lower, asked.upper,
                                value == 0 ? WKS_REASON_ZERO : WKS_REASON_FEW);
    } else {
        to->protection.cells[at].state = asked.state;
    }
}

wks_code wks_table_rule_apply(const wks_count_table *table, const wks_table_rule *rule,
                              wks_arena *arena, wks_table_question *out, wks_error *err)
{
    WKS_TRY(wks_table_question_open(table, table->atoms, arena, out, err));
    for (size_t at = 0; at < out->n_own; at++) {
        judge(table, rule, at, out);
    }
    for (size_t cell = 0; cell < table->n_cells; cell++) {
        wks_cell *known = &out->protection.cells[out->cell_of[cell]];
        if (known->state == WKS_CELL_OPEN) {
            known->cost += rule->objective == WKS_TABLE_LOSES_PERSONS ? (double)known->value : 1.0;
        }
    }
    return WKS_OK;
}
