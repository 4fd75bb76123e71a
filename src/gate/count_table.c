/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/count_table.h"

#include <stdlib.h>
#include <string.h>

void wks_count_table_nodes_at(const wks_count_table *table, size_t at, size_t *nodes)
{
    for (size_t a = table->n_axes; a-- > 0;) {
        nodes[a] = at % table->axes[a].n_nodes;
        at /= table->axes[a].n_nodes;
    }
}

void wks_count_table_nodes(const wks_count_table *table, size_t cell, size_t *nodes)
{
    wks_count_table_nodes_at(table, table->at == NULL ? cell : table->at[cell], nodes);
}

size_t wks_count_table_at(const wks_count_table *table, const size_t *nodes)
{
    size_t at = 0;
    for (size_t a = 0; a < table->n_axes; a++) {
        at = at * table->axes[a].n_nodes + nodes[a];
    }
    return at;
}

static int compare_sizes(const void *a, const void *b)
{
    const size_t x = *(const size_t *)a;
    const size_t y = *(const size_t *)b;
    return (x > y) - (x < y);
}

/* The cell of these nodes; false when there is none. */
static bool find_cell(const wks_count_table *table, const size_t *nodes, size_t *out)
{
    const size_t at = wks_count_table_at(table, nodes);
    *out = at;
    if (table->at != NULL) {
        const size_t *found =
            bsearch(&at, table->at, table->n_cells, sizeof *table->at, compare_sizes);
        *out = found == NULL ? 0 : (size_t)(found - table->at);
        return found != NULL;
    }
    return true;
}

bool wks_count_table_find_nodes(const wks_count_table *table, const char *const *codes,
                                size_t *nodes)
{
    bool is_found = true;
    for (size_t a = 0; is_found && a < table->n_axes; a++) {
        const wks_count_table_axis *axis = &table->axes[a];
        is_found = wks_count_table_axis_node(axis, codes + axis->column, &nodes[a]);
    }
    return is_found;
}

bool wks_count_table_find(const wks_count_table *table, const char *const *codes, size_t *out)
{
    size_t nodes[WKS_COUNT_TABLE_MOST_COLUMNS];
    *out = 0;
    return wks_count_table_find_nodes(table, codes, nodes) && find_cell(table, nodes, out);
}

bool wks_count_table_atom(const wks_count_table *table, const char *const *codes, uint32_t *out)
{
    size_t atom = 0;
    for (size_t a = 0; a < table->n_axes; a++) {
        size_t leaf = 0;
        if (!wks_count_table_axis_leaf(&table->axes[a], codes + table->axes[a].column, &leaf)) {
            return false;
        }
        atom = atom * table->axes[a].n_leaves + leaf;
    }
    *out = (uint32_t)atom;
    return true;
}

void wks_count_table_codes(const wks_count_table *table, size_t cell, const char **out)
{
    size_t nodes[WKS_COUNT_TABLE_MOST_COLUMNS];
    wks_count_table_nodes(table, cell, nodes);
    for (size_t a = 0; a < table->n_axes; a++) {
        const wks_count_table_axis *axis = &table->axes[a];
        memcpy(out + axis->column, axis->nodes[nodes[a]].codes, axis->n_columns * sizeof *out);
    }
}

void wks_count_table_put_codes(const wks_count_table *table, size_t cell, wks_buffer *out)
{
    const char *codes[WKS_COUNT_TABLE_MOST_COLUMNS] = {0};
    wks_count_table_codes(table, cell, codes);
    for (size_t i = 0; i < table->keys->n; i++) {
        wks_buffer_printf(out, "%s%s", i == 0 ? "" : ",", codes[i]);
    }
}

wks_margin wks_count_table_margin(const wks_count_table *table, size_t cell)
{
    size_t nodes[WKS_COUNT_TABLE_MOST_COLUMNS];
    wks_margin margin = 0;
    wks_count_table_nodes(table, cell, nodes);
    for (size_t a = 0; a < table->n_axes; a++) {
        margin |= table->axes[a].nodes[nodes[a]].margin;
    }
    return margin;
}

size_t wks_count_table_product(const wks_count_table *table, const wks_leaves *leaves,
                               uint32_t *out)
{
    size_t at[WKS_COUNT_TABLE_MOST_COLUMNS] = {0};
    size_t n = 1;
    for (size_t a = 0; a < table->n_axes; a++) {
        n *= leaves[a].n;
    }
    for (size_t i = 0; i < n && out != NULL; i++) {
        size_t atom = 0;
        for (size_t a = 0; a < table->n_axes; a++) {
            atom = atom * table->axes[a].n_leaves + leaves[a].at[at[a]];
        }
        out[i] = (uint32_t)atom;
        for (size_t a = table->n_axes; a-- > 0;) {
            if (++at[a] < leaves[a].n) {
                break;
            }
            at[a] = 0;
        }
    }
    return n;
}

size_t wks_count_table_atoms_at(const wks_count_table *table, const size_t *nodes, uint32_t *out)
{
    wks_leaves leaves[WKS_COUNT_TABLE_MOST_COLUMNS];
    for (size_t a = 0; a < table->n_axes; a++) {
        leaves[a] = table->axes[a].nodes[nodes[a]].leaves;
    }
    return wks_count_table_product(table, leaves, out);
}

size_t wks_count_table_atoms(const wks_count_table *table, size_t cell, uint32_t *out)
{
    size_t nodes[WKS_COUNT_TABLE_MOST_COLUMNS];
    wks_count_table_nodes(table, cell, nodes);
    return wks_count_table_atoms_at(table, nodes, out);
}

bool wks_count_table_has(const wks_count_table *table, const size_t *nodes)
{
    const size_t at = wks_count_table_at(table, nodes);
    return table->at == NULL || bsearch(&at, table->first_at, table->n_first,
                                        sizeof *table->first_at, compare_sizes) != NULL;
}
