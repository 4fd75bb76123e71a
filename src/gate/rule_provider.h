/* gate/rule_provider.h - counts that too few providers of care are behind.
 *
 * In go a table of persons, which provider counted whom, and a rule; out comes the question in
 * which a count of too few providers is hidden: each of them knows its own persons, and so those of
 * the others.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_RULE_PROVIDER_H
#define WKS_GATE_RULE_PROVIDER_H

#include "base/error.h"
#include "gate/contribution.h"
#include "gate/table_question.h"

#include <stdint.h>

typedef struct wks_provider_rule {
    int64_t minimum_providers; /* the fewest that a shown count may have */
    int64_t
        minimum_persons_per_provider; /* with fewer persons in a count they are no provider of it */
    int64_t minimum; /* persons: the count must stay open so far, up and down, so that who knows
                        their own still does not know the others' */
} wks_provider_rule;

/* Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_rule_provider_apply(const wks_contributions *contributions,
                                                const wks_provider_rule *rule,
                                                wks_table_question *question, wks_error *err);

#endif
