/* gate/rule_difference.h - few persons who are left when one cell is taken from another.
 *
 * In go a table and its question; out comes the question in which those few must stay uncertain
 * too. Of two cells that may both be shown and of which one holds the other, the rest is a number
 * that everybody can work out: a gemeente less its largest wijk, a total less one category.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_RULE_DIFFERENCE_H
#define WKS_GATE_RULE_DIFFERENCE_H

#include "base/error.h"
#include "gate/count_table.h"
#include "gate/table_question.h"
#include "gate/table_rule.h"

#include <stdint.h>

typedef struct wks_difference_rule {
    int64_t minimum;               /* fewer persons than this are few */
    wks_table_criterion criterion; /* of a table of persons: what must stay possible of the rest */
    const int64_t *persons; /* [question->n_own] of a table of amounts: who is behind each cell;
                               NULL: cells count persons */
    double range_percent;   /* of amounts: how far the rest must stay open, up and down */
} wks_difference_rule;

/* A rest of 1 up to minimum persons must stay possible as low as one less, and as high as the
 * criterion asks of a cell; an amount, range_percent less and more.  Pairs with a cell that is
 * hidden already ask nothing.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_rule_difference_apply(const wks_count_table *table,
                                                  const wks_difference_rule *rule,
                                                  wks_table_question *question, wks_error *err);

#endif
