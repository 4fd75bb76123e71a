/* gate/breakdown_tree.h - how the age groups and sexes of a table lie inside each other.
 *
 * "18+" is "18-64" and "65+" together: who knows two of them knows the third.  The breakdowns of
 * one table form a tree; what a breakdown holds beside those inside it is a class.  A class is a
 * piece of the population that nothing published is finer than. SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_BREAKDOWN_TREE_H
#define WKS_GATE_BREAKDOWN_TREE_H

#include "base/arena.h"
#include "base/error.h"
#include "model/catalogue.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct wks_breakdown_node {
    const wks_breakdown *breakdown;
    size_t parent;  /* index of the smallest that holds it; n: none */
    bool has_class; /* it may hold people whom none of those inside it holds */
} wks_breakdown_node;

/* Nodes come after those that hold them. */
typedef struct wks_breakdown_tree {
    wks_breakdown_node *nodes; /* [n] no two of the same people */
    size_t n;
} wks_breakdown_tree;

/* Whether both are of the same ages and sex, whatever they are called. */
bool wks_breakdown_is_same(const wks_breakdown *a, const wks_breakdown *b);

/* The people of a breakdown as a word of the ledger, whatever it is called: "18-64/vrouw", with
 * "0-200" for every age and no sex behind it for both; NULL when out of memory. */
const char *wks_breakdown_word(const wks_breakdown *breakdown, wks_arena *arena);
/* The people that such a word means; lives in arena.  Errors: WKS_E_FORMAT, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_breakdown_of_word(const char *word, wks_arena *arena,
                                              wks_breakdown *out, wks_error *err);

/* The tree of breakdowns [n], the same people taken once; lives in arena.
 * Errors: WKS_E_REFUSED  two of them overlap and neither holds the other; names both
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_breakdown_tree_make(const wks_breakdown *const *breakdowns, size_t n,
                                                wks_arena *arena, wks_breakdown_tree *out,
                                                wks_error *err);

/* The node of these people; tree->n when the tree has none. */
size_t wks_breakdown_tree_find(const wks_breakdown_tree *tree, const wks_breakdown *breakdown);

/* Whether node `inside` is `outside` or lies in it. */
bool wks_breakdown_tree_is_in(const wks_breakdown_tree *tree, size_t inside, size_t outside);

#endif
