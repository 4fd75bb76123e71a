/* gate/count_table.h - any table of counts as cells over atoms.
 *
 * In go inner rows: a code in every key column, and a count.  Out come the atoms, which are all
 * combinations of the codes at the bottom, and the cells, which are all combinations of a place in
 * the hierarchy (from the total down to the bottom) and, of every other column, the total or a
 * code; or a place too, where columns are levels of a hierarchy of their own.  A combination
 * without a row counts nobody.  The order of rows makes no difference.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_COUNT_TABLE_H
#define WKS_GATE_COUNT_TABLE_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What stands in a key column where a row tells of all of its codes together. */
#define WKS_COUNT_TABLE_TOTAL "T"

enum {
    WKS_COUNT_TABLE_MOST_COLUMNS = 16
};

/* Rows as they stand in a file.  Borrowed: codes must live as long as what is built of them. */
typedef struct wks_count_table_rows {
    const char *path;           /* as errors name the file */
    const char *const *columns; /* [n_columns] key columns: the hierarchy from top to bottom, then
                                   the others */
    size_t n_columns;           /* at most WKS_COUNT_TABLE_MOST_COLUMNS */
    size_t n_levels;            /* columns of the hierarchy, 1 or more */
    const bool *is_below; /* [n_columns] of the others: a level below the column before it; NULL:
                             each stands alone */
    const char *count_column;
    const char *const *codes; /* [n_rows * n_columns] by row */
    const int64_t *counts;    /* [n_rows] persons */
    const size_t *line;       /* [n_rows] in the file */
    size_t n_rows;
} wks_count_table_rows;

/* A total or a code of an axis, or a place in the hierarchy. */
typedef struct wks_count_table_node {
    const char **codes; /* [n_columns of its axis], WKS_COUNT_TABLE_TOTAL below it */
    size_t first;       /* its leaves: first up to end */
    size_t end;
    size_t
        same_as; /* the first node of its axis with the same leaves; itself where there is none */
} wks_count_table_node;

typedef struct wks_count_table_axis {
    size_t column; /* its first */
    size_t n_columns;
    size_t n_leaves;
    wks_count_table_node
        *nodes; /* [n_nodes] a total before its parts, codes in the order of their bytes */
    size_t n_nodes;
} wks_count_table_axis;

typedef struct wks_count_table {
    const char *const *columns; /* as in the rows */
    size_t n_columns;
    const char *count_column;
    wks_count_table_axis *axes; /* [n_axes] the hierarchy, then a column each */
    size_t n_axes;
    int64_t *atoms; /* [n_atoms] persons; the last axis changes fastest */
    bool *has_row;  /* [n_atoms] false: no row told of it */
    size_t n_atoms;
    int64_t *values; /* [n_cells] persons; a node of each axis, the last axis changes fastest */
    size_t *same_as; /* [n_cells] the first cell of the same atoms, itself included: for a reader
                        they are one */
    size_t n_cells;
} wks_count_table;

/* Rows that are totals themselves (WKS_COUNT_TABLE_TOTAL in some column) need not be there; those
 * that are must be what their parts add up to.  *out lives in arena. Errors: WKS_E_FORMAT  names
 * file, line and column, and no count: a code under two parents, a combination twice, a count below
 * zero, a total that is not the sum of its parts, or more cells than memory holds WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_count_table_build(const wks_count_table_rows *rows, wks_arena *arena,
                                              wks_count_table *out, wks_error *err);

/* The codes of a cell into out [table->n_columns]. */
void wks_count_table_codes(const wks_count_table *table, size_t cell, const char **out);
/* The cell with these codes [table->n_columns]; false when there is none. */
bool wks_count_table_find(const wks_count_table *table, const char *const *codes, size_t *out);
/* How many atoms a cell has; they go into out, rising, unless it is NULL. */
size_t wks_count_table_atoms(const wks_count_table *table, size_t cell, uint32_t *out);

#endif
