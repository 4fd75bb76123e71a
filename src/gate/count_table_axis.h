/* gate/count_table_axis.h - one way in which a table is split: by place, or by a column.
 *
 * The leaves of an axis are the different combinations of codes in its columns: for places, the
 * pieces that all geographies together cut; for a classification, its lowest level.  A node is what
 * a cell may have there: the total, a place of one geography at some level, a code.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_COUNT_TABLE_AXIS_H
#define WKS_GATE_COUNT_TABLE_AXIS_H

#include "base/arena.h"
#include "base/error.h"
#include "gate/count_table_rows.h"
#include "gate/table_keys.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Some leaves of an axis, rising. */
typedef struct wks_leaves {
    const uint32_t *at; /* [n] */
    size_t n;
} wks_leaves;

typedef struct wks_count_table_node {
    const char **codes; /* [n_columns of its axis], WKS_COUNT_TABLE_TOTAL where it has none */
    wks_margin margin;  /* its codes, as bits of the key columns */
    wks_leaves leaves;  /* one or more */
    size_t same_as;     /* the first node of its axis with the same leaves; itself where there is
                           none */
} wks_count_table_node;

typedef struct wks_count_table_axis {
    size_t column; /* its first */
    size_t n_columns;
    const char **leaf_codes; /* [n_leaves * n_columns] in the order of their bytes */
    size_t n_leaves;
    uint32_t *leaf_of;           /* [n_inner] of each inner row */
    wks_count_table_node *nodes; /* [n_nodes] a total before its parts, codes in the order of their
                                    bytes; the total of all is the first */
    size_t n_nodes;
} wks_count_table_axis;

/* Of the codes in n_columns of the inner rows, from out->column on: places of the geographies
 * [n_geographies] by level, each of columns of the axis.  Lives in arena.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_count_table_axis_build(const wks_count_table_rows *rows,
                                                   const size_t *inner, size_t n_inner,
                                                   wks_arena *arena, wks_count_table_axis *axis,
                                                   wks_error *err);

/* With these codes [axis->n_columns]; false when there is none. */
bool wks_count_table_axis_leaf(const wks_count_table_axis *axis, const char *const *codes,
                               size_t *out);
bool wks_count_table_axis_node(const wks_count_table_axis *axis, const char *const *codes,
                               size_t *out);

/* -1, 0, 1: the order of two sets of leaves; 0 when they are the same. */
int wks_leaves_compare(const wks_leaves *a, const wks_leaves *b);

#endif
