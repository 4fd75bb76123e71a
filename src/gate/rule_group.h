/* gate/rule_group.h - that (nearly) everybody in a group, or nobody, has something.
 *
 * In go a table, a rule and its question; out comes the question in which shares that tell of a
 * whole group are hidden.  A group is any cell with the sensitive column at its total: persons of
 * whom others may know that they are in it.  A category is a code of the sensitive column.  A large
 * cell may tell most: of 200 persons who all have it, each is known to have it.
 *
 * Telling is a share above most_percent, of those whom the reader does not know to be outside it:
 * with one insider a person of the group who is not in the category leaves that person out. Telling
 * is also a share below least_percent that somebody has.  What the rest of the group counts must
 * stay as uncertain as the share, so it is asked for too, also where it is no cell of the table.
 * Where nobody is in the rest, its zeros may be hidden: all combinations of a group and a category
 * count as possible, unless they are listed as impossible. Source: P.P. de Wolf,
 * github.com/orgs/sdcTools/discussions/243; Willenborg & De Waal (2001), Lecture Notes in
 * Statistics 155, doi:10.1007/978-1-4613-0121-9, on group disclosure.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_RULE_GROUP_H
#define WKS_GATE_RULE_GROUP_H

#include "base/error.h"
#include "gate/count_table.h"
#include "gate/table_question.h"
#include "model/policy.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct wks_group_rule {
    const wks_policy_group
        *limits;     /* its sensitive columns that the table has are each taken in turn */
    int64_t minimum; /* the fewest persons that may be shown: what others_below is for small shares
                        when it is 0 */
    int insiders;    /* 0 or 1 */
    const bool
        *is_impossible; /* [table->n_atoms] nobody can be there, as everybody knows; NULL: none */
} wks_group_rule;

/* Columns that the table does not have are of another table.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_rule_group_apply(const wks_count_table *table,
                                             const wks_group_rule *rule,
                                             wks_table_question *question, wks_error *err);

#endif
