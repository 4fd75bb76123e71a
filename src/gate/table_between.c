/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/table_between.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

typedef struct work {
    const wks_count_table *table;
    const wks_table_rule *rule;
    wks_arena *arena;
    wks_table_question *to;
    wks_table_between *out;
    uint32_t *room; /* [n_atoms] */
    size_t group_room;
} work;

/* What no row tells of cannot be, and everybody knows. */
static wks_code add_nobody(work *w, wks_error *err)
{
    const wks_cell nobody = {.state = WKS_CELL_KNOWN};
    size_t n = 0;
    for (size_t atom = 0; atom < w->table->n_atoms; atom++) {
        if (!w->table->has_row[atom]) {
            w->room[n++] = (uint32_t)atom;
        }
    }
    return n == 0 ? WKS_OK : wks_table_question_add(w->to, w->room, n, &nobody, err);
}

/* ---- groups ---------------------------------------------------------------------------------- */

/* The group of these leaves, if the rule hides it. */
static wks_code add_group(work *w, const wks_table_group *of, const wks_leaves *leaves,
                          wks_error *err)
{
    const wks_count_table *table = w->table;
    const size_t n = wks_count_table_product(table, leaves, w->room);
    int64_t value = 0;
    bool has_row = false;
    for (size_t k = 0; k < n; k++) {
        value += table->atoms[w->room[k]];
        has_row = has_row || table->has_row[w->room[k]];
    }
    wks_cell cell = wks_table_rule_judge(w->rule, value, has_row);
    if (cell.state != WKS_CELL_PRIMARY) {
        return WKS_OK;
    }
    cell.state = WKS_CELL_VIRTUAL;
    WKS_TRY(wks_table_question_add(w->to, w->room, n, &cell, err));
    WKS_TRY(wks_arena_grow(w->arena, &w->out->groups, w->out->n, &w->group_room,
                           sizeof *w->out->groups, err));
    w->out->groups[w->out->n++] = *of;
    return WKS_OK;
}

/* Places by every node of the other axes that is not the same as one before it. */
static wks_code add_by_all(work *w, wks_table_group *of, const wks_leaves *places, wks_error *err)
{
    const wks_count_table *table = w->table;
    wks_leaves leaves[WKS_COUNT_TABLE_MOST_COLUMNS] = {*places};
    bool is_last = false;
    memset(of->nodes + 1, 0, (table->n_axes - 1) * sizeof *of->nodes);
    while (!is_last) {
        bool is_first = true;
        for (size_t a = 1; a < table->n_axes; a++) {
            const wks_count_table_node *node = &table->axes[a].nodes[of->nodes[a]];
            leaves[a] = node->leaves;
            is_first = is_first && node->same_as == of->nodes[a];
        }
        if (is_first && (of->piece != NULL || !wks_count_table_has(table, of->nodes))) {
            WKS_TRY(add_group(w, of, leaves, err));
        }
        is_last = true;
        for (size_t a = table->n_axes; is_last && a-- > 1;) {
            is_last = ++of->nodes[a] == table->axes[a].n_nodes;
            of->nodes[a] = is_last ? 0 : of->nodes[a];
        }
    }
    return WKS_OK;
}

wks_code wks_table_between_add(const wks_count_table *table, const wks_table_rule *rule,
                               wks_arena *arena, wks_table_question *question,
                               wks_table_between *out, wks_error *err)
{
    const wks_count_table_axis *places = &table->axes[0];
    work w = {.table = table, .rule = rule, .arena = arena, .to = question, .out = out};
    wks_place_sets pieces;
    *out = (wks_table_between){.first = question->protection.n_cells};
    if (table->at == NULL && table->keys->n_geographies == 1) {
        return WKS_OK;
    }
    WKS_TRY(wks_arena_take(arena, table->n_atoms, sizeof *w.room, &w.room, err));
    WKS_TRY(add_nobody(&w, err));
    out->first = question->protection.n_cells;
    WKS_TRY(wks_place_sets_find(table->keys, places, arena, &pieces, err));
    for (size_t i = 0; i < pieces.n; i++) {
        wks_table_group of = {.piece = &pieces.sets[i]};
        WKS_TRY(add_by_all(&w, &of, &pieces.sets[i].leaves, err));
    }
    for (size_t i = 0; table->at != NULL && i < places->n_nodes; i++) {
        wks_table_group of = {.place = &places->nodes[i], .nodes = {i}};
        if (of.place->same_as == i) {
            WKS_TRY(add_by_all(&w, &of, &of.place->leaves, err));
        }
    }
    return WKS_OK;
}

static void put_node(const wks_count_table_axis *axis, const wks_count_table_node *node,
                     const char **codes)
{
    for (size_t i = 0; i < axis->n_columns; i++) {
        if (!wks_table_keys_is_total(node->codes[i])) {
            codes[axis->column + i] = node->codes[i];
        }
    }
}

bool wks_table_between_codes(const wks_count_table *table, const wks_table_between *between,
                             size_t i, const char **out, const char **without)
{
    const wks_count_table_axis *places = &table->axes[0];
    const wks_table_group *of = &between->groups[i];
    const wks_place_set *piece = of->piece;
    const bool is_without = piece != NULL && piece->is_without;
    for (size_t k = 0; k < table->keys->n; k++) {
        out[k] = WKS_COUNT_TABLE_TOTAL;
    }
    for (size_t a = 1; a < table->n_axes; a++) {
        put_node(&table->axes[a], &table->axes[a].nodes[of->nodes[a]], out);
    }
    memcpy(without, out, table->keys->n * sizeof *out);
    if (piece == NULL) {
        put_node(places, of->place, out);
    } else if (piece->place == NULL) {
        memcpy(out, places->leaf_codes + piece->leaves.at[0] * places->n_columns,
               places->n_columns * sizeof *out);
    } else {
        put_node(places, piece->place, out);
        put_node(places, piece->other, is_without ? without : out);
    }
    return is_without;
}
