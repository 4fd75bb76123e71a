/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/count_table_axis.h"

#include <stdlib.h>
#include <string.h>

/* ---- orders ---------------------------------------------------------------------------------- */

/* A total before its parts. */
static int compare_codes(const char *const *a, const char *const *b, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const bool is_total = wks_table_keys_is_total(a[i]);
        if (is_total != wks_table_keys_is_total(b[i])) {
            return is_total ? -1 : 1;
        }
        const int order = strcmp(a[i], b[i]);
        if (order != 0) {
            return order;
        }
    }
    return 0;
}

/* Codes of a row, or of a place that a leaf lies in. */
typedef struct entry {
    const char *const *codes; /* [n_codes] */
    size_t n_codes;
    uint32_t leaf; /* or which of the inner rows */
} entry;

static int compare_entries(const void *a, const void *b)
{
    const entry *x = a;
    const entry *y = b;
    const int order = compare_codes(x->codes, y->codes, x->n_codes);
    return order != 0 ? order : (x->leaf > y->leaf) - (x->leaf < y->leaf);
}

int wks_leaves_compare(const wks_leaves *a, const wks_leaves *b)
{
    if (a->n != b->n) {
        return a->n < b->n ? -1 : 1;
    }
    for (size_t i = 0; i < a->n; i++) {
        if (a->at[i] != b->at[i]) {
            return a->at[i] < b->at[i] ? -1 : 1;
        }
    }
    return 0;
}

typedef struct node_place {
    wks_count_table_node *node;
} node_place;

static int compare_nodes(const void *a, const void *b)
{
    const wks_count_table_node *x = ((const node_place *)a)->node;
    const wks_count_table_node *y = ((const node_place *)b)->node;
    const int order = wks_leaves_compare(&x->leaves, &y->leaves);
    return order != 0 ? order : (x > y) - (x < y); /* they stand in one array */
}

/* ---- leaves ---------------------------------------------------------------------------------- */

static wks_code find_leaves(const wks_count_table_rows *rows, const size_t *inner, size_t n_inner,
                            wks_arena *arena, wks_count_table_axis *axis, wks_error *err)
{
    entry *found = NULL;
    WKS_TRY(wks_arena_take(arena, n_inner, sizeof *found, &found, err));
    WKS_TRY(wks_arena_take(arena, n_inner, sizeof *axis->leaf_of, &axis->leaf_of, err));
    for (size_t i = 0; i < n_inner; i++) {
        found[i] = (entry){wks_count_table_rows_codes(rows, inner[i]) + axis->column,
                           axis->n_columns, (uint32_t)i};
    }
    qsort(found, n_inner, sizeof *found, compare_entries);
    axis->n_leaves = 0;
    for (size_t i = 0; i < n_inner; i++) {
        const size_t last = axis->n_leaves;
        if (last == 0 ||
            compare_codes(found[last - 1].codes, found[i].codes, axis->n_columns) != 0) {
            found[axis->n_leaves++].codes = found[i].codes;
        }
        axis->leaf_of[found[i].leaf] = (uint32_t)(axis->n_leaves - 1);
    }
    WKS_TRY(wks_arena_take(arena, axis->n_leaves * axis->n_columns, sizeof *axis->leaf_codes,
                           &axis->leaf_codes, err));
    for (size_t leaf = 0; leaf < axis->n_leaves; leaf++) {
        memcpy(axis->leaf_codes + leaf * axis->n_columns, found[leaf].codes,
               axis->n_columns * sizeof *axis->leaf_codes);
    }
    return WKS_OK;
}

/* ---- nodes ----------------------------------------------------------------------------------- */

/* Every leaf in the place of one geography that it lies in, down to a level. */
static wks_code add_level(const wks_count_table_axis *axis, const wks_table_geography *of,
                          size_t depth, wks_arena *arena, entry *to, wks_error *err)
{
    const char **codes = NULL;
    WKS_TRY(wks_arena_take(arena, axis->n_leaves * axis->n_columns, sizeof *codes, &codes, err));
    for (size_t leaf = 0; leaf < axis->n_leaves; leaf++) {
        const size_t first = leaf * axis->n_columns;
        for (size_t i = 0; i < axis->n_columns; i++) {
            codes[first + i] = WKS_COUNT_TABLE_TOTAL;
        }
        for (size_t d = 0; d < depth; d++) {
            const size_t i = of->columns[d] - axis->column;
            codes[first + i] = axis->leaf_codes[first + i];
        }
        to[leaf] = (entry){codes + first, axis->n_columns, (uint32_t)leaf};
    }
    return WKS_OK;
}

static wks_margin margin_of(const wks_count_table_axis *axis, const char *const *codes)
{
    wks_margin margin = 0;
    for (size_t i = 0; i < axis->n_columns; i++) {
        margin |= wks_table_keys_is_total(codes[i]) ? 0 : (wks_margin)1 << (axis->column + i);
    }
    return margin;
}

/* Entries with the same codes are a node; those of a level that two geographies share come twice.
 */
static wks_code make_nodes(wks_count_table_axis *axis, entry *entries, size_t n, wks_arena *arena,
                           wks_error *err)
{
    uint32_t *leaves = NULL;
    qsort(entries, n, sizeof *entries, compare_entries);
    WKS_TRY(wks_arena_take(arena, n, sizeof *leaves, &leaves, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *axis->nodes, &axis->nodes, err));
    for (size_t i = 0; i < n; i++) {
        const bool is_new =
            i == 0 || compare_codes(entries[i - 1].codes, entries[i].codes, axis->n_columns) != 0;
        if (is_new) {
            axis->nodes[axis->n_nodes++] =
                (wks_count_table_node){.codes = (const char **)entries[i].codes,
                                       .margin = margin_of(axis, entries[i].codes),
                                       .leaves = {.at = leaves}};
        }
        if (is_new || entries[i - 1].leaf != entries[i].leaf) {
            *leaves++ = entries[i].leaf;
            axis->nodes[axis->n_nodes - 1].leaves.n++;
        }
    }
    return WKS_OK;
}

static wks_code find_same(wks_count_table_axis *axis, wks_arena *arena, wks_error *err)
{
    node_place *order = NULL;
    WKS_TRY(wks_arena_take(arena, axis->n_nodes, sizeof *order, &order, err));
    for (size_t i = 0; i < axis->n_nodes; i++) {
        order[i].node = &axis->nodes[i];
    }
    qsort(order, axis->n_nodes, sizeof *order, compare_nodes);
    for (size_t i = 0; i < axis->n_nodes; i++) {
        const bool is_same =
            i > 0 && wks_leaves_compare(&order[i - 1].node->leaves, &order[i].node->leaves) == 0;
        order[i].node->same_as =
            is_same ? order[i - 1].node->same_as : (size_t)(order[i].node - axis->nodes);
    }
    return WKS_OK;
}

wks_code wks_count_table_axis_build(const wks_count_table_rows *rows, const size_t *inner,
                                    size_t n_inner, wks_arena *arena, wks_count_table_axis *axis,
                                    wks_error *err)
{
    const wks_table_keys *keys = rows->keys;
    wks_table_geography own = {.n = axis->n_columns}; /* a column, or levels of a classification */
    const bool is_place = axis->column < keys->n_places;
    const wks_table_geography *all = is_place ? keys->geographies : &own;
    const size_t n_all = is_place ? keys->n_geographies : 1;
    entry *entries = NULL;
    size_t n_levels = 1; /* the total */
    size_t n = 0;
    for (size_t i = 0; i < own.n; i++) {
        own.columns[i] = axis->column + i;
    }
    WKS_TRY(find_leaves(rows, inner, n_inner, arena, axis, err));
    for (size_t g = 0; g < n_all; g++) {
        n_levels += all[g].n;
    }
    WKS_TRY(wks_arena_take(arena, n_levels * axis->n_leaves, sizeof *entries, &entries, err));
    WKS_TRY(add_level(axis, all, 0, arena, entries, err));
    n += axis->n_leaves;
    for (size_t g = 0; g < n_all; g++) {
        for (size_t depth = 1; depth <= all[g].n; depth++) {
            WKS_TRY(add_level(axis, &all[g], depth, arena, entries + n, err));
            n += axis->n_leaves;
        }
    }
    WKS_TRY(make_nodes(axis, entries, n, arena, err));
    return find_same(axis, arena, err);
}

/* ---- finding --------------------------------------------------------------------------------- */

bool wks_count_table_axis_leaf(const wks_count_table_axis *axis, const char *const *codes,
                               size_t *out)
{
    size_t low = 0;
    size_t high = axis->n_leaves;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order =
            compare_codes(codes, axis->leaf_codes + middle * axis->n_columns, axis->n_columns);
        *out = middle;
        if (order == 0) {
            return true;
        }
        high = order < 0 ? middle : high;
        low = order < 0 ? low : middle + 1;
    }
    return false;
}

bool wks_count_table_axis_node(const wks_count_table_axis *axis, const char *const *codes,
                               size_t *out)
{
    size_t low = 0;
    size_t high = axis->n_nodes;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order =
            compare_codes(codes, (const char *const *)axis->nodes[middle].codes, axis->n_columns);
        if (order == 0) {
            *out = middle;
            return true;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return false;
}
