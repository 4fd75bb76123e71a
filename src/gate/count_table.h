/* gate/count_table.h - any table of counts as cells over atoms.
 *
 * In go inner rows: a code in every key column, and a count.  Out come the atoms, which are all
 * combinations of the codes at the bottom (of overlapping geographies: of their pieces), and the
 * cells, which are all combinations of a place in one geography (from the total down to the bottom)
 * and, of every other column, the total or a code (of a classification, from the total down), as
 * far as they are published.  A combination
 * without a row counts nobody.  The order of rows makes no difference.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_COUNT_TABLE_H
#define WKS_GATE_COUNT_TABLE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "gate/count_table_axis.h"
#include "gate/count_table_rows.h"
#include "gate/table_keys.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct wks_count_table {
    const wks_table_keys *keys; /* as in the rows */
    const char *count_column;
    wks_count_table_axis *axes; /* [n_axes] the places, then a column each */
    size_t n_axes;
    int64_t *atoms; /* [n_atoms] persons; a leaf of each axis, the last axis changes fastest */
    bool *has_row;  /* [n_atoms] false: no row told of it */
    size_t n_atoms;
    size_t *at;      /* [n_cells] which combination of nodes, rising, the last axis changing
                        fastest; NULL: all of them */
    int64_t *values; /* [n_cells] persons */
    size_t *same_as; /* [n_cells] the first cell of the same atoms, itself included: for a reader
                        they are one */
    size_t n_cells;
    size_t *first_at; /* [n_first] where `at` is not NULL: of each different cell, rising, the first
                         nodes with the same leaves */
    size_t n_first;
} wks_count_table;

/* The cells are those that keys publish, and those of the margins in is_more
 * [WKS_COUNT_TABLE_MOST_MARGINS] (NULL: none more).  Rows that are totals themselves
 * (WKS_COUNT_TABLE_TOTAL in some column) need not be there; those that are must be what their parts
 * add up to.  *out lives in arena.
 * Errors: WKS_E_FORMAT  names file, line and column, and no count: a code under two parents, a
 *                       combination twice, a count below zero, a total that is not the sum of its
 *                       parts, or more cells than memory holds
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_count_table_build(const wks_count_table_rows *rows, const bool *is_more,
                                              wks_arena *arena, wks_count_table *out,
                                              wks_error *err);

/* The codes of a cell into out [keys->n]. */
void wks_count_table_codes(const wks_count_table *table, size_t cell, const char **out);
/* "R1,W2,T": the codes of a cell, as messages name it. */
void wks_count_table_put_codes(const wks_count_table *table, size_t cell, wks_buffer *out);
wks_margin wks_count_table_margin(const wks_count_table *table, size_t cell);
/* The cell with these codes [keys->n]; false when there is none. */
bool wks_count_table_find(const wks_count_table *table, const char *const *codes, size_t *out);
/* The atom of a code in every column [keys->n]; false when there is none. */
bool wks_count_table_atom(const wks_count_table *table, const char *const *codes, uint32_t *out);
/* How many atoms a cell has; they go into out, rising, unless it is NULL. */
size_t wks_count_table_atoms(const wks_count_table *table, size_t cell, uint32_t *out);
/* The same of all combinations of leaves [n_axes]. */
size_t wks_count_table_product(const wks_count_table *table, const wks_leaves *leaves,
                               uint32_t *out);

/* ---- by node: which of each axis [n_axes] -----------------------------------------------------
 */

void wks_count_table_nodes(const wks_count_table *table, size_t cell, size_t *nodes);
/* A combination as one number, and back. */
size_t wks_count_table_at(const wks_count_table *table, const size_t *nodes);
void wks_count_table_nodes_at(const wks_count_table *table, size_t at, size_t *nodes);
/* Those with these codes [keys->n]; false when some axis has none. */
bool wks_count_table_find_nodes(const wks_count_table *table, const char *const *codes,
                                size_t *nodes);
size_t wks_count_table_atoms_at(const wks_count_table *table, const size_t *nodes, uint32_t *out);
/* Whether there is a cell of the same atoms as these nodes [n_axes], each the first of its axis
 * with the same leaves. */
bool wks_count_table_has(const wks_count_table *table, const size_t *nodes);

#endif
