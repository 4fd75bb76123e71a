/* gate/rule_amount.h - amounts that tell what one contributor has: the first rule of such a table.
 *
 * In go a table of amounts, who contributed to it, and a rule; out comes a question for the
 * suppressor, to which other rules may add.  Hidden is an amount
 * - of fewer persons than may be shown (unweighted): it must stay possible from range_percent less
 *   to range_percent more;
 * - whose n largest contributors have more than k per cent of it, (n,k): as far as 100/k times what
 *   those have less the amount;
 * - of which n contributors, who know their own part, can tell the largest other one to within p %
 *   of it: as far as p % of the largest less what the rest has beside the n next.
 *
 * Both levels are taken up and down, and not below 0.  An amount of 0 is KNOWN, unless zeros
 * are protected: then it must be able to be as much as the least that anybody contributed.
 *
 * Amounts count in units, so that the whole table is at most 2^29 of them: what an atom has is
 * rounded down and what is asked is rounded up.  Deviations in whole units from the true amounts
 * are deviations that a reader cannot rule out, so a pattern that is safe in units is safe; of an
 * amount below one unit only the upward side is asked for.
 *
 * Sources: Willenborg & De Waal (2001),
 * Lecture Notes in Statistics 155, doi:10.1007/978-1-4613-0121-9, chapter 4; Fischetti & Salazar
 * (2001), Management Science 47:1008-1027, doi:10.1287/mnsc.47.7.1008.9808.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_RULE_AMOUNT_H
#define WKS_GATE_RULE_AMOUNT_H

#include "base/arena.h"
#include "base/error.h"
#include "gate/contribution.h"
#include "gate/count_table.h"
#include "gate/table_question.h"
#include "gate/table_rule.h"
#include "model/policy.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct wks_amount_rule {
    int64_t minimum;                       /* persons, unweighted; 0: no such rule */
    double range_percent;                  /* above 0 */
    const wks_policy_dominance *dominance; /* [n_dominance] */
    size_t n_dominance;
    const wks_policy_prior *priors; /* [n_priors] */
    size_t n_priors;
    bool protects_zeros;           /* as wks_table_rule */
    wks_table_objective objective; /* persons: amounts */
    const bool *is_exempt;         /* [table->n_cells] no rule hides it; NULL: none */
} wks_amount_rule;

/* The smallest power of ten, in what the table's values count, of which all atoms together are at
 * most 2^29. */
int64_t wks_amount_rule_unit(const wks_count_table *table);

/* Costs are in units too, and at least 1.  Lives in arena.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_amount_rule_apply(const wks_count_table *table,
                                              const wks_contributions *contributions,
                                              const wks_amount_rule *rule, wks_arena *arena,
                                              wks_table_question *out, wks_error *err);

#endif
