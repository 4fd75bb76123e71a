/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "gate/count_table.h"

#include <stdlib.h>

/* Atoms of all cells together: 512 MB of them. */
static const size_t most_members = (size_t)1 << 27;

/* ---- axes ------------------------------------------------------------------------------------ */

/* a * b, or the largest size when it does not fit. */
static size_t times(size_t a, size_t b)
{
    size_t product = 0;
    return __builtin_mul_overflow(a, b, &product) ? SIZE_MAX : product;
}

static wks_code build_axes(const wks_count_table_rows *rows, const size_t *inner, size_t n_inner,
                           wks_arena *arena, wks_count_table *out, wks_error *err)
{
    const wks_table_keys *keys = rows->keys;
    size_t n_members = 1;
    size_t n_combinations = 1;
    out->n_axes = 1;
    out->n_atoms = 1;
    WKS_TRY(wks_arena_take(arena, keys->n, sizeof *out->axes, &out->axes, err));
    out->axes[0].n_columns = keys->n_places;
    for (size_t k = keys->n_places; k < keys->n; k++) {
        if (!keys->is_below[k]) {
            out->axes[out->n_axes++].column = k;
        }
        out->axes[out->n_axes - 1].n_columns++;
    }
    for (size_t a = 0; a < out->n_axes; a++) {
        wks_count_table_axis *axis = &out->axes[a];
        size_t n_leaves = 0; /* of all nodes */
        WKS_TRY(wks_count_table_axis_build(rows, inner, n_inner, arena, axis, err));
        for (size_t node = 0; node < axis->n_nodes; node++) {
            n_leaves += axis->nodes[node].leaves.n;
        }
        out->n_atoms = times(out->n_atoms, axis->n_leaves);
        n_combinations = times(n_combinations, axis->n_nodes);
        n_members = times(n_members, n_leaves);
    }
    if (n_members > most_members || n_combinations > most_members) {
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

/* Which combinations of nodes are cells. */
static wks_code list_cells(const bool *is_more, wks_arena *arena, wks_count_table *out,
                           wks_error *err)
{
    size_t nodes[WKS_COUNT_TABLE_MOST_COLUMNS];
    size_t n = 1;
    for (size_t a = 0; a < out->n_axes; a++) {
        n *= out->axes[a].n_nodes;
    }
    out->n_cells = n;
    if (out->keys->n_tables == 0) {
        return WKS_OK; /* all places by all else: nothing can be more */
    }
    size_t *at = NULL;
    bool *is_in = NULL;
    WKS_TRY(wks_arena_take(arena, n, sizeof *at, &at, err));
    WKS_TRY(wks_arena_take(arena, WKS_COUNT_TABLE_MOST_MARGINS, sizeof *is_in, &is_in, err));
    for (wks_margin m = 0; m < (wks_margin)1 << out->keys->n; m++) {
        is_in[m] = (is_more != NULL && is_more[m]) || wks_table_keys_publishes(out->keys, m);
    }
    out->n_cells = 0;
    for (size_t i = 0; i < n; i++) {
        wks_margin margin = 0;
        wks_count_table_nodes_at(out, i, nodes);
        for (size_t a = 0; a < out->n_axes; a++) {
            margin |= out->axes[a].nodes[nodes[a]].margin;
        }
        if (is_in[margin]) {
            at[out->n_cells++] = i;
        }
    }
    out->at = at;
    return WKS_OK;
}

/* A cell, by the first nodes of the same leaves. */
typedef struct twin {
    size_t at;
    size_t cell;
} twin;

static int compare_twins(const void *a, const void *b)
{
    const twin *x = a;
    const twin *y = b;
    return x->at != y->at ? (x->at > y->at) - (x->at < y->at)
                          : (x->cell > y->cell) - (x->cell < y->cell);
}

static void same_nodes(const wks_count_table *table, size_t cell, size_t *nodes)
{
    wks_count_table_nodes(table, cell, nodes);
    for (size_t a = 0; a < table->n_axes; a++) {
        nodes[a] = table->axes[a].nodes[nodes[a]].same_as;
    }
}

static wks_code find_same(wks_arena *arena, wks_count_table *out, wks_error *err)
{
    size_t nodes[WKS_COUNT_TABLE_MOST_COLUMNS];
    twin *twins = NULL;
    WKS_TRY(wks_arena_take(arena, out->n_cells, sizeof *out->same_as, &out->same_as, err));
    for (size_t cell = 0; out->at == NULL && cell < out->n_cells; cell++) {
        same_nodes(out, cell, nodes);
        out->same_as[cell] = wks_count_table_at(out, nodes);
    }
    if (out->at == NULL) {
        return WKS_OK;
    }
    WKS_TRY(wks_arena_take(arena, out->n_cells, sizeof *twins, &twins, err));
    WKS_TRY(wks_arena_take(arena, out->n_cells, sizeof *out->first_at, &out->first_at, err));
    for (size_t cell = 0; cell < out->n_cells; cell++) {
        same_nodes(out, cell, nodes);
        twins[cell] = (twin){wks_count_table_at(out, nodes), cell};
    }
    qsort(twins, out->n_cells, sizeof *twins, compare_twins);
    for (size_t i = 0; i < out->n_cells; i++) {
        const bool is_same = i > 0 && twins[i - 1].at == twins[i].at;
        out->same_as[twins[i].cell] = is_same ? out->same_as[twins[i - 1].cell] : twins[i].cell;
        if (!is_same) {
            out->first_at[out->n_first++] = twins[i].at;
        }
    }
    return WKS_OK;
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

static wks_code fill_atoms(const wks_count_table_rows *rows, const size_t *inner, size_t n_inner,
                           wks_arena *arena, wks_count_table *out, wks_error *err)
{
    size_t *line = NULL; /* [n_atoms] of the row that told; 0: none */
    WKS_TRY(wks_arena_take(arena, out->n_atoms, sizeof *line, &line, err));
    WKS_TRY(wks_arena_take(arena, out->n_atoms, sizeof *out->atoms, &out->atoms, err));
    WKS_TRY(wks_arena_take(arena, out->n_atoms, sizeof *out->has_row, &out->has_row, err));
    for (size_t i = 0; i < n_inner; i++) {
        size_t atom = 0;
        for (size_t a = 0; a < out->n_axes; a++) {
            atom = atom * out->axes[a].n_leaves + out->axes[a].leaf_of[i];
        }
        if (out->has_row[atom]) {
            return fail_twice(rows, inner[i], line[atom], err);
        }
        out->has_row[atom] = true;
        out->atoms[atom] = rows->counts[inner[i]];
        line[atom] = rows->line[inner[i]];
    }
    return WKS_OK;
}

static int64_t add_up(const wks_count_table *table, const size_t *nodes, uint32_t *room)
{
    const size_t n = wks_count_table_atoms_at(table, nodes, room);
    int64_t sum = 0;
    for (size_t k = 0; k < n; k++) {
        sum += table->atoms[room[k]];
    }
    return sum;
}

/* room: [n_atoms] to work in. */
static wks_code fill_cells(wks_arena *arena, wks_count_table *out, uint32_t *room, wks_error *err)
{
    size_t nodes[WKS_COUNT_TABLE_MOST_COLUMNS];
    WKS_TRY(wks_arena_take(arena, out->n_cells, sizeof *out->values, &out->values, err));
    for (size_t cell = 0; cell < out->n_cells; cell++) {
        const size_t same = out->same_as[cell]; /* the first of them comes first */
        wks_count_table_nodes(out, cell, nodes);
        out->values[cell] = same != cell ? out->values[same] : add_up(out, nodes, room);
    }
    return WKS_OK;
}

static size_t first_total(const wks_count_table_rows *rows, size_t row)
{
    const char *const *codes = wks_count_table_rows_codes(rows, row);
    size_t column = 0;
    while (column < rows->keys->n && !wks_table_keys_is_total(codes[column])) {
        column++;
    }
    return column;
}

static wks_code check_total(const wks_count_table_rows *rows, size_t row,
                            const wks_count_table *table, size_t *line, uint32_t *room,
                            wks_error *err)
{
    const char *const *codes = wks_count_table_rows_codes(rows, row);
    size_t nodes[WKS_COUNT_TABLE_MOST_COLUMNS];
    size_t cell = 0;
    if (!wks_count_table_find_nodes(table, codes, nodes)) {
        return wks_count_table_rows_fail(
            rows, row, rows->keys->columns[first_total(rows, row)],
            wks_tr("a total (T) of which no parts stand in the table",
                   "een totaal (T) waarvan geen delen in de tabel staan"),
            err);
    }
    if (wks_count_table_find(table, codes, &cell)) {
        if (line[cell] != 0) {
            return fail_twice(rows, row, line[cell], err);
        }
        line[cell] = rows->line[row];
    }
    const int64_t sum = add_up(table, nodes, room);
    if (sum != rows->counts[row]) {
        return wks_count_table_rows_fail(
            rows, row, rows->count_column,
            sum > rows->counts[row]
                ? wks_tr("the parts of this total (T) are more than the whole",
                         "de delen van dit totaal (T) zijn meer dan het geheel")
                : wks_tr("the parts of this total (T) are less than the whole",
                         "de delen van dit totaal (T) zijn minder dan het geheel"),
            err);
    }
    return WKS_OK;
}

static wks_code check_totals(const wks_count_table_rows *rows, const wks_count_table *table,
                             wks_arena *arena, uint32_t *room, wks_error *err)
{
    size_t *line = NULL; /* [n_cells] of the row that told; 0: none */
    WKS_TRY(wks_arena_take(arena, table->n_cells, sizeof *line, &line, err));
    for (size_t row = 0; row < rows->n_rows; row++) {
        if (first_total(rows, row) < rows->keys->n) {
            WKS_TRY(check_total(rows, row, table, line, room, err));
        }
    }
    return WKS_OK;
}

wks_code wks_count_table_build(const wks_count_table_rows *rows, const bool *is_more,
                               wks_arena *arena, wks_count_table *out, wks_error *err)
{
    size_t *inner = NULL;
    size_t n_inner = 0;
    uint32_t *room = NULL;
    *out = (wks_count_table){.keys = rows->keys, .count_column = rows->count_column};
    WKS_TRY(wks_count_table_rows_check(rows, arena, &inner, &n_inner, err));
    WKS_TRY(build_axes(rows, inner, n_inner, arena, out, err));
    WKS_TRY(fill_atoms(rows, inner, n_inner, arena, out, err));
    WKS_TRY(list_cells(is_more, arena, out, err));
    WKS_TRY(find_same(arena, out, err));
    WKS_TRY(wks_arena_take(arena, out->n_atoms, sizeof *room, &room, err));
    WKS_TRY(fill_cells(arena, out, room, err));
    return check_totals(rows, out, arena, room, err);
}
