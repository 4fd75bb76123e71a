/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/count_table.h"

#include "base/language.h"
#include "cells/protection.h"

#include <stdlib.h>
#include <string.h>

/* Atoms of all cells together: 512 MB of them. */
static const size_t most_members = (size_t)1 << 27;

/* ---- codes ----------------------------------------------------------------------------------- */

static bool is_total(const char *code)
{
    return strcmp(code, WKS_COUNT_TABLE_TOTAL) == 0;
}

/* A total before its parts. */
static int compare_codes(const char *const *a, const char *const *b, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (is_total(a[i]) != is_total(b[i])) {
            return is_total(a[i]) ? -1 : 1;
        }
        const int order = strcmp(a[i], b[i]);
        if (order != 0) {
            return order;
        }
    }
    return 0;
}

/* Some columns of a row. */
typedef struct key {
    const char *const *codes; /* [n_codes] */
    size_t n_codes;
    size_t row;
} key;

static int compare_keys(const void *a, const void *b)
{
    const key *x = a;
    const key *y = b;
    const int order = compare_codes(x->codes, y->codes, x->n_codes);
    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

/* ---- rows ------------------------------------------------------------------------------------ */

static const char *const *codes_of(const wks_count_table_rows *rows, size_t row)
{
    return rows->codes + row * rows->n_columns;
}

/* A level of a hierarchy below the column before it. */
static bool is_below(const wks_count_table_rows *rows, size_t column)
{
    return (column > 0 && column < rows->n_levels) ||
           (column > rows->n_levels && rows->is_below != NULL && rows->is_below[column]);
}

static wks_code fail_at(const wks_count_table_rows *rows, size_t row, const char *column,
                        const char *fault, wks_error *err)
{
    return wks_fail(err, WKS_E_FORMAT,
                    wks_tr("%s: line %zu, column %s: %s", "%s: regel %zu, kolom %s: %s"),
                    rows->path, rows->line[row], column, fault);
}

static wks_code check_row(const wks_count_table_rows *rows, size_t row, bool *is_inner,
                          wks_error *err)
{
    const char *const *codes = codes_of(rows, row);
    *is_inner = true;
    for (size_t i = 0; i < rows->n_columns; i++) {
        if (codes[i][0] == 0) {
            return fail_at(rows, row, rows->columns[i],
                           wks_tr("expected a code", "verwacht een code"), err);
        }
        if (is_below(rows, i) && is_total(codes[i - 1]) && !is_total(codes[i])) {
            return fail_at(rows, row, rows->columns[i - 1],
                           wks_tr("T means the total, and cannot stand above a code",
                                  "T betekent het totaal, en kan niet boven een code staan"),
                           err);
        }
        *is_inner = *is_inner && !is_total(codes[i]);
    }
    if (rows->counts[row] < 0 || rows->counts[row] > WKS_MOST_PERSONS) {
        return fail_at(
            rows, row, rows->count_column,
            wks_tr("expected a count from 0 to 2^50", "verwacht een aantal van 0 tot en met 2^50"),
            err);
    }
    return WKS_OK;
}

/* The rows without a total, as keys of all columns. */
static wks_code find_inner(const wks_count_table_rows *rows, wks_arena *arena, key **out,
                           size_t *n_out, wks_error *err)
{
    int64_t sum = 0;
    *n_out = 0;
    WKS_TRY(wks_arena_take(arena, rows->n_rows, sizeof **out, out, err));
    for (size_t row = 0; row < rows->n_rows; row++) {
        bool is_inner = false;
        WKS_TRY(check_row(rows, row, &is_inner, err));
        if (!is_inner) {
            continue;
        }
        sum += rows->counts[row];
        if (sum > WKS_MOST_PERSONS) {
            return fail_at(rows, row, rows->count_column,
                           wks_tr("all rows together count more than 2^50",
                                  "alle rijen samen tellen meer dan 2^50"),
                           err);
        }
        (*out)[(*n_out)++] =
            (key){.codes = codes_of(rows, row), .n_codes = rows->n_columns, .row = row};
    }
    if (*n_out == 0) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: no row has a code in every key column",
                               "%s: geen rij heeft een code in elke sleutelkolom"),
                        rows->path);
    }
    return WKS_OK;
}

/* A code of the hierarchy has one parent. */
static wks_code check_parents(const wks_count_table_rows *rows, const key *inner, size_t n_inner,
                              wks_arena *arena, wks_error *err)
{
    key *keys = NULL;
    WKS_TRY(wks_arena_take(arena, n_inner, sizeof *keys, &keys, err));
    for (size_t level = 1; level < rows->n_columns; level++) {
        if (!is_below(rows, level)) {
            continue;
        }
        for (size_t i = 0; i < n_inner; i++) {
            keys[i] = (key){.codes = inner[i].codes + level, .n_codes = 1, .row = inner[i].row};
        }
        qsort(keys, n_inner, sizeof *keys, compare_keys);
        for (size_t i = 1; i < n_inner; i++) {
            if (strcmp(keys[i - 1].codes[0], keys[i].codes[0]) == 0 &&
                strcmp(keys[i - 1].codes[-1], keys[i].codes[-1]) != 0) {
                return wks_fail(
                    err, WKS_E_FORMAT,
                    wks_tr("%s: line %zu, column %s: this code has another %s than in line %zu",
                           "%s: regel %zu, kolom %s: deze code heeft een andere %s dan in regel "
                           "%zu"),
                    rows->path, rows->line[keys[i].row], rows->columns[level],
                    rows->columns[level - 1], rows->line[keys[i - 1].row]);
            }
        }
    }
    return WKS_OK;
}

/* ---- axes ------------------------------------------------------------------------------------ */

/* The leaves of an axis: the different keys of its columns, sorted. */
static wks_code find_leaves(const wks_count_table_axis *axis, const key *inner, size_t n_inner,
                            wks_arena *arena, key **out, size_t *n_out, wks_error *err)
{
    WKS_TRY(wks_arena_take(arena, n_inner, sizeof **out, out, err));
    for (size_t i = 0; i < n_inner; i++) {
        (*out)[i] = (key){.codes = inner[i].codes + axis->column,
                          .n_codes = axis->n_columns,
                          .row = inner[i].row};
    }
    qsort(*out, n_inner, sizeof **out, compare_keys);
    *n_out = 1;
    for (size_t i = 1; i < n_inner; i++) {
        if (compare_codes((*out)[i].codes, (*out)[*n_out - 1].codes, axis->n_columns) != 0) {
            (*out)[(*n_out)++] = (*out)[i];
        }
    }
    return WKS_OK;
}

/* The first column in which a leaf differs from the one before; 0 for the first leaf. */
static size_t first_change(const wks_count_table_axis *axis, const key *leaves, size_t leaf)
{
    size_t column = 0;
    while (leaf > 0 && column + 1 < axis->n_columns &&
           strcmp(leaves[leaf].codes[column], leaves[leaf - 1].codes[column]) == 0) {
        column++;
    }
    return column;
}

static wks_code add_node(wks_count_table_axis *axis, const key *leaf, size_t depth, size_t first,
                         wks_arena *arena, wks_error *err)
{
    wks_count_table_node *node = &axis->nodes[axis->n_nodes];
    *node = (wks_count_table_node){.first = first, .same_as = axis->n_nodes};
    WKS_TRY(wks_arena_take(arena, axis->n_columns, sizeof *node->codes, &node->codes, err));
    for (size_t i = 0; i < axis->n_columns; i++) {
        node->codes[i] = i < depth ? leaf->codes[i] : WKS_COUNT_TABLE_TOTAL;
    }
    axis->n_nodes++;
    return WKS_OK;
}

/* The total, and from the top down whatever begins at each leaf: that is their order too. */
static wks_code build_axis(wks_count_table_axis *axis, const key *leaves, size_t n_leaves,
                           wks_arena *arena, wks_error *err)
{
    size_t open[WKS_COUNT_TABLE_MOST_COLUMNS + 1] = {0}; /* by depth, the node that leaves go to */
    size_t n_nodes = 1;
    for (size_t i = 0; i < n_leaves; i++) {
        n_nodes += axis->n_columns - first_change(axis, leaves, i);
    }
    axis->n_leaves = n_leaves;
    WKS_TRY(wks_arena_take(arena, n_nodes, sizeof *axis->nodes, &axis->nodes, err));
    WKS_TRY(add_node(axis, &leaves[0], 0, 0, arena, err));
    for (size_t i = 0; i < n_leaves; i++) {
        for (size_t depth = first_change(axis, leaves, i) + 1; depth <= axis->n_columns; depth++) {
            open[depth] = axis->n_nodes;
            WKS_TRY(add_node(axis, &leaves[i], depth, i, arena, err));
        }
        for (size_t depth = 0; depth <= axis->n_columns; depth++) {
            axis->nodes[open[depth]].end = i + 1;
        }
    }
    /* A node with the leaves of the one above it stands right behind it. */
    for (size_t i = 1; i < n_nodes; i++) {
        const wks_count_table_node *above = &axis->nodes[i - 1];
        if (above->first == axis->nodes[i].first && above->end == axis->nodes[i].end) {
            axis->nodes[i].same_as = above->same_as;
        }
    }
    return WKS_OK;
}

/* a * b, or the largest size when it does not fit. */
static size_t times(size_t a, size_t b)
{
    size_t product = 0;
    return __builtin_mul_overflow(a, b, &product) ? SIZE_MAX : product;
}

static wks_code build_axes(const wks_count_table_rows *rows, const key *inner, size_t n_inner,
                           wks_arena *arena, wks_count_table *out, wks_error *err)
{
    size_t n_members = 1;
    out->n_atoms = 1;
    out->n_cells = 1;
    WKS_TRY(wks_arena_take(arena, rows->n_columns, sizeof *out->axes, &out->axes, err));
    for (size_t k = 0; k < rows->n_columns; k++) {
        if (!is_below(rows, k)) {
            out->axes[out->n_axes++] = (wks_count_table_axis){.column = k};
        }
        out->axes[out->n_axes - 1].n_columns++;
    }
    for (size_t a = 0; a < out->n_axes; a++) {
        wks_count_table_axis *axis = &out->axes[a];
        key *leaves = NULL;
        size_t n_leaves = 0;
        WKS_TRY(find_leaves(axis, inner, n_inner, arena, &leaves, &n_leaves, err));
        WKS_TRY(build_axis(axis, leaves, n_leaves, arena, err));
        out->n_atoms = times(out->n_atoms, axis->n_leaves);
        out->n_cells = times(out->n_cells, axis->n_nodes);
        n_members = times(n_members, (axis->n_columns + 1) * axis->n_leaves);
    }
    if (n_members > most_members || out->n_cells > most_members) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: all combinations of these columns are more than can be kept; "
                               "take fewer columns, or part of the rows",
                               "%s: alle combinaties van deze kolommen zijn er meer dan er passen; "
                               "neem minder kolommen, of een deel van de rijen"),
                        rows->path);
    }
    return WKS_OK;
}

/* ---- cells ----------------------------------------------------------------------------------- */

static void nodes_of(const wks_count_table *table, size_t cell, size_t *nodes)
{
    for (size_t a = table->n_axes; a-- > 0;) {
        nodes[a] = cell % table->axes[a].n_nodes;
        cell /= table->axes[a].n_nodes;
    }
}

static bool find_node(const wks_count_table_axis *axis, const char *const *codes, size_t *out)
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

void wks_count_table_codes(const wks_count_table *table, size_t cell, const char **out)
{
    size_t nodes[WKS_COUNT_TABLE_MOST_COLUMNS];
    nodes_of(table, cell, nodes);
    for (size_t a = 0; a < table->n_axes; a++) {
        const wks_count_table_axis *axis = &table->axes[a];
        memcpy(out + axis->column, axis->nodes[nodes[a]].codes, axis->n_columns * sizeof *out);
    }
}

bool wks_count_table_find(const wks_count_table *table, const char *const *codes, size_t *out)
{
    *out = 0;
    for (size_t a = 0; a < table->n_axes; a++) {
        size_t node = 0;
        if (!find_node(&table->axes[a], codes + table->axes[a].column, &node)) {
            return false;
        }
        *out = *out * table->axes[a].n_nodes + node;
    }
    return true;
}

size_t wks_count_table_atoms(const wks_count_table *table, size_t cell, uint32_t *out)
{
    size_t nodes[WKS_COUNT_TABLE_MOST_COLUMNS];
    size_t at[WKS_COUNT_TABLE_MOST_COLUMNS];
    size_t n = 1;
    nodes_of(table, cell, nodes);
    for (size_t a = 0; a < table->n_axes; a++) {
        const wks_count_table_node *node = &table->axes[a].nodes[nodes[a]];
        at[a] = node->first;
        n *= node->end - node->first;
    }
    for (size_t i = 0; i < n && out != NULL; i++) {
        size_t atom = 0;
        for (size_t a = 0; a < table->n_axes; a++) {
            atom = atom * table->axes[a].n_leaves + at[a];
        }
        out[i] = (uint32_t)atom;
        for (size_t a = table->n_axes; a-- > 0;) {
            const wks_count_table_node *node = &table->axes[a].nodes[nodes[a]];
            if (++at[a] < node->end) {
                break;
            }
            at[a] = node->first;
        }
    }
    return n;
}

/* ---- counts ---------------------------------------------------------------------------------- */

static wks_code fail_twice(const wks_count_table_rows *rows, size_t row, size_t line,
                           wks_error *err)
{
    return wks_fail(err, WKS_E_FORMAT,
                    wks_tr("%s: lines %zu and %zu have the same codes in all key columns",
                           "%s: regels %zu en %zu hebben dezelfde codes in alle sleutelkolommen"),
                    rows->path, line, rows->line[row]);
}

static wks_code fill_atoms(const wks_count_table_rows *rows, const key *inner, size_t n_inner,
                           wks_arena *arena, wks_count_table *out, wks_error *err)
{
    size_t *line = NULL; /* [n_atoms] of the row that told; 0: none */
    WKS_TRY(wks_arena_take(arena, out->n_atoms, sizeof *line, &line, err));
    WKS_TRY(wks_arena_take(arena, out->n_atoms, sizeof *out->atoms, &out->atoms, err));
    WKS_TRY(wks_arena_take(arena, out->n_atoms, sizeof *out->has_row, &out->has_row, err));
    for (size_t i = 0; i < n_inner; i++) {
        size_t cell = 0;
        uint32_t atom = 0;
        (void)wks_count_table_find(out, inner[i].codes,
                                   &cell); /* the axes were made of these codes */
        (void)wks_count_table_atoms(out, cell, &atom);
        if (out->has_row[atom]) {
            return fail_twice(rows, inner[i].row, line[atom], err);
        }
        out->has_row[atom] = true;
        out->atoms[atom] = rows->counts[inner[i].row];
        line[atom] = rows->line[inner[i].row];
    }
    return WKS_OK;
}

static wks_code fill_cells(wks_arena *arena, wks_count_table *out, wks_error *err)
{
    uint32_t *atoms = NULL;
    size_t nodes[WKS_COUNT_TABLE_MOST_COLUMNS];
    WKS_TRY(wks_arena_take(arena, out->n_atoms, sizeof *atoms, &atoms, err));
    WKS_TRY(wks_arena_take(arena, out->n_cells, sizeof *out->values, &out->values, err));
    WKS_TRY(wks_arena_take(arena, out->n_cells, sizeof *out->same_as, &out->same_as, err));
    for (size_t cell = 0; cell < out->n_cells; cell++) {
        size_t same = 0;
        nodes_of(out, cell, nodes);
        for (size_t a = 0; a < out->n_axes; a++) {
            same = same * out->axes[a].n_nodes + out->axes[a].nodes[nodes[a]].same_as;
        }
        out->same_as[cell] = same;
        if (same != cell) { /* the first of them comes first */
            out->values[cell] = out->values[same];
            continue;
        }
        const size_t n = wks_count_table_atoms(out, cell, atoms);
        for (size_t k = 0; k < n; k++) {
            out->values[cell] += out->atoms[atoms[k]];
        }
    }
    return WKS_OK;
}

static size_t first_total(const wks_count_table_rows *rows, size_t row)
{
    size_t column = 0;
    while (column < rows->n_columns && !is_total(codes_of(rows, row)[column])) {
        column++;
    }
    return column;
}

static wks_code check_totals(const wks_count_table_rows *rows, const wks_count_table *table,
                             wks_arena *arena, wks_error *err)
{
    size_t *line = NULL; /* [n_cells] of the row that told; 0: none */
    WKS_TRY(wks_arena_take(arena, table->n_cells, sizeof *line, &line, err));
    for (size_t row = 0; row < rows->n_rows; row++) {
        const size_t column = first_total(rows, row);
        size_t cell = 0;
        if (column == rows->n_columns) {
            continue;
        }
        if (!wks_count_table_find(table, codes_of(rows, row), &cell)) {
            return fail_at(rows, row, rows->columns[column],
                           wks_tr("a total (T) of which no parts stand in the table",
                                  "een totaal (T) waarvan geen delen in de tabel staan"),
                           err);
        }
        if (line[cell] != 0) {
            return fail_twice(rows, row, line[cell], err);
        }
        line[cell] = rows->line[row];
        if (table->values[cell] != rows->counts[row]) {
            return fail_at(rows, row, rows->count_column,
                           table->values[cell] > rows->counts[row]
                               ? wks_tr("the parts of this total (T) are more than the whole",
                                        "de delen van dit totaal (T) zijn meer dan het geheel")
                               : wks_tr("the parts of this total (T) are less than the whole",
                                        "de delen van dit totaal (T) zijn minder dan het geheel"),
                           err);
        }
    }
    return WKS_OK;
}

wks_code wks_count_table_build(const wks_count_table_rows *rows, wks_arena *arena,
                               wks_count_table *out, wks_error *err)
{
    key *inner = NULL;
    size_t n_inner = 0;
    *out = (wks_count_table){
        .columns = rows->columns, .n_columns = rows->n_columns, .count_column = rows->count_column};
    WKS_TRY(find_inner(rows, arena, &inner, &n_inner, err));
    WKS_TRY(check_parents(rows, inner, n_inner, arena, err));
    WKS_TRY(build_axes(rows, inner, n_inner, arena, out, err));
    WKS_TRY(fill_atoms(rows, inner, n_inner, arena, out, err));
    WKS_TRY(fill_cells(arena, out, err));
    return check_totals(rows, out, arena, err);
}
