/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/rule_provider.h"

#include <stddef.h>

wks_code wks_rule_provider_apply(const wks_contributions *contributions,
                                 const wks_provider_rule *rule, wks_table_question *question,
                                 wks_error *err)
{
    const wks_protection *of = &question->protection;
    wks_contribution_count count;
    WKS_TRY(wks_contribution_count_init(contributions, question->arena, &count, err));
    for (size_t at = 0; at < question->n_own; at++) {
        wks_contributors all;
        int64_t n = 0;
        wks_contribution_count_cell(&count, of->member + of->first[at],
                                    of->first[at + 1] - of->first[at], &all);
        for (size_t k = 0; k < count.n_touched; k++) {
            n += count.persons[count.touched[k]] >= rule->minimum_persons_per_provider;
        }
        if (all.persons > 0 && n < rule->minimum_providers && all.n_unwaived > 0) {
            const int64_t value = of->cells[at].value;
            wks_table_question_hide(question, at, value - rule->minimum, value + rule->minimum,
                                    WKS_REASON_PROVIDERS);
        }
    }
    return WKS_OK;
}
