/* gate/table_between.h - what lies between what is published, and is told of by it all the same.
 *
 * Who knows wijk and postcode knows of the piece that they have in common, and of what one holds
 * beside the other; who knows age by wijk and sex by wijk knows of age by sex.  No table publishes
 * such groups, and a small one must stay uncertain as a small cell must: it is VIRTUAL.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_TABLE_BETWEEN_H
#define WKS_GATE_TABLE_BETWEEN_H

#include "base/arena.h"
#include "base/error.h"
#include "gate/count_table.h"
#include "gate/place_sets.h"
#include "gate/table_question.h"
#include "gate/table_rule.h"

#include <stdbool.h>
#include <stddef.h>

/* A piece, or a place, by a node of each other axis of the table. */
typedef struct wks_table_group {
    const wks_place_set *piece;                 /* NULL: */
    const wks_count_table_node *place;          /* this place */
    size_t nodes[WKS_COUNT_TABLE_MOST_COLUMNS]; /* [n_axes], the first of no meaning for a piece */
} wks_table_group;

/* The last cells of a protection. */
typedef struct wks_table_between {
    size_t first;            /* the first of them */
    wks_table_group *groups; /* [n] */
    size_t n;
} wks_table_between;

/* Add to the question, each once and by every total and code of the other columns:
 *   - the pieces that two places of different geographies have in common, at any level;
 *   - what a place holds beside one of another geography that lies in it;
 *   - of tables that hold part of the columns each, the combinations that none of them holds;
 * as far as the rule hides so many persons; and that nobody is counted of whom no row tells.
 * Of a table that has one geography and publishes all combinations this is nothing.
 * *out lives in arena.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_table_between_add(const wks_count_table *table,
                                              const wks_table_rule *rule, wks_arena *arena,
                                              wks_table_question *question, wks_table_between *out,
                                              wks_error *err);

/* The codes of group i into out [keys->n], and of the place that is taken out of it into without
 * [keys->n]; false when none is. */
bool wks_table_between_codes(const wks_count_table *table, const wks_table_between *between,
                             size_t i, const char **out, const char **without);

#endif
