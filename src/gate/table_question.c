/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/table_question.h"

#include <stdbool.h>
#include <string.h>

const char *wks_table_reason_word(wks_table_reason reason)
{
    static const char *const words[WKS_N_REASONS] = {
        [WKS_REASON_FEW] = "few",
        [WKS_REASON_ZERO] = "zero",
        [WKS_REASON_GROUP] = "group",
        [WKS_REASON_DIFFERENCE] = "difference",
        [WKS_REASON_DOMINANCE] = "dominance",
        [WKS_REASON_PRIOR] = "p_percent",
        [WKS_REASON_PROVIDERS] = "providers",
        [WKS_REASON_RATE] = "rate",
        [WKS_REASON_AREA] = "area",
    };
    return words[reason];
}

/* ---- the table ------------------------------------------------------------------------------- */

/* Room for a cell of the protection for each different cell of the table. */
static wks_code make_room(const wks_count_table *table, wks_arena *arena, wks_table_question *out,
                          wks_error *err)
{
    wks_protection *to = &out->protection;
    for (size_t cell = 0; cell < table->n_cells; cell++) {
        if (table->same_as[cell] == cell) {
            out->cells_room++;
            out->member_room += wks_count_table_atoms(table, cell, NULL);
        }
    }
    out->first_room = out->cells_room + 1;
    out->reasons_room = out->cells_room;
    WKS_TRY(wks_arena_take(arena, out->cells_room, sizeof *to->cells, &to->cells, err));
    WKS_TRY(wks_arena_take(arena, out->first_room, sizeof *to->first, &to->first, err));
    WKS_TRY(wks_arena_take(arena, out->member_room, sizeof *to->member, &to->member, err));
    WKS_TRY(wks_arena_take(arena, out->reasons_room, sizeof *out->reasons, &out->reasons, err));
    return wks_arena_take(arena, table->n_cells, sizeof *out->cell_of, &out->cell_of, err);
}

wks_code wks_table_question_open(const wks_count_table *table, const int64_t *atoms,
                                 wks_arena *arena, wks_table_question *out, wks_error *err)
{
    wks_protection *to = &out->protection;
    *out = (wks_table_question){.protection = {.n_atoms = table->n_atoms}, .arena = arena};
    WKS_TRY(make_room(table, arena, out, err));
    WKS_TRY(wks_arena_take(arena, table->n_atoms, sizeof *to->atoms, &to->atoms, err));
    memcpy(to->atoms, atoms, table->n_atoms * sizeof *atoms);
    for (size_t cell = 0; cell < table->n_cells; cell++) {
        if (table->same_as[cell] != cell) { /* the first of them comes first */
            out->cell_of[cell] = out->cell_of[table->same_as[cell]];
            continue;
        }
        uint32_t *members = to->member + to->first[to->n_cells];
        const size_t n = wks_count_table_atoms(table, cell, members);
        int64_t value = 0;
        for (size_t k = 0; k < n; k++) {
            value += atoms[members[k]];
        }
        to->cells[to->n_cells] =
            (wks_cell){.state = WKS_CELL_OPEN, .value = value, .lower = value, .upper = value};
        to->first[to->n_cells + 1] = to->first[to->n_cells] + n;
        out->cell_of[cell] = to->n_cells++;
    }
    out->n_own = to->n_cells;
    return WKS_OK;
}

/* ---- hiding ---------------------------------------------------------------------------------- */

void wks_table_question_hide(wks_table_question *question, size_t at, int64_t lower, int64_t upper,
                             wks_table_reason reason)
{
    wks_cell *cell = &question->protection.cells[at];
    if (cell->state != WKS_CELL_PRIMARY && cell->state != WKS_CELL_VIRTUAL) {
        *cell = (wks_cell){.state = WKS_CELL_PRIMARY,
                           .value = cell->value,
                           .lower = cell->value,
                           .upper = cell->value};
    }
    lower = lower > 0 ? lower : 0;
    cell->lower = lower < cell->lower ? lower : cell->lower;
    cell->upper = upper > cell->upper ? upper : cell->upper;
    question->reasons[at] |= 1U << (unsigned)reason;
}

wks_code wks_table_question_add(wks_table_question *question, const uint32_t *atoms, size_t n,
                                const wks_cell *cell, wks_error *err)
{
    wks_protection *to = &question->protection;
    const size_t first = to->first[to->n_cells];
    WKS_TRY(wks_arena_grow(question->arena, &to->cells, to->n_cells, &question->cells_room,
                           sizeof *to->cells, err));
    WKS_TRY(wks_arena_grow(question->arena, &to->first, to->n_cells + 1, &question->first_room,
                           sizeof *to->first, err));
    WKS_TRY(wks_arena_grow(question->arena, &question->reasons, to->n_cells,
                           &question->reasons_room, sizeof *question->reasons, err));
    for (size_t k = 0; k < n; k++) {
        WKS_TRY(wks_arena_grow(question->arena, &to->member, first + k, &question->member_room,
                               sizeof *to->member, err));
        to->member[first + k] = atoms[k];
    }
    to->cells[to->n_cells] = *cell;
    question->reasons[to->n_cells] = 0;
    to->first[++to->n_cells] = first + n;
    return WKS_OK;
}

/* ---- cells by their atoms -------------------------------------------------------------------- */

static uint64_t hash_of(const uint32_t *atoms, size_t n)
{
    uint64_t hash = 0xcbf29ce484222325U;
    for (size_t k = 0; k < n; k++) {
        hash = (hash ^ atoms[k]) * 0x100000001b3U;
    }
    return hash ^ (hash >> 32U);
}

static bool is_of(const wks_protection *of, size_t at, const uint32_t *atoms, size_t n)
{
    return of->first[at + 1] - of->first[at] == n &&
           memcmp(of->member + of->first[at], atoms, n * sizeof *atoms) == 0;
}

/* The place in the index of the cell of these atoms, or of none yet. */
static size_t place_of(const wks_table_question *question, const uint32_t *atoms, size_t n)
{
    size_t place = hash_of(atoms, n) & (question->index_size - 1);
    while (question->index[place] != 0 &&
           !is_of(&question->protection, question->index[place] - 1, atoms, n)) {
        place = (place + 1) & (question->index_size - 1);
    }
    return place;
}

/* At most half full; a cell of atoms that an earlier one has too is not found, and need not be. */
static wks_code make_index(wks_table_question *question, wks_error *err)
{
    const wks_protection *of = &question->protection;
    if (question->index != NULL && 2 * (of->n_cells + 1) <= question->index_size) {
        return WKS_OK;
    }
    question->index_size = 64;
    while (question->index_size < 4 * (of->n_cells + 1)) {
        question->index_size *= 2;
    }
    WKS_TRY(wks_arena_take(question->arena, question->index_size, sizeof *question->index,
                           &question->index, err));
    for (size_t at = 0; at < of->n_cells; at++) {
        const size_t place =
            place_of(question, of->member + of->first[at], of->first[at + 1] - of->first[at]);
        if (question->index[place] == 0) {
            question->index[place] = (uint32_t)at + 1;
        }
    }
    return WKS_OK;
}

wks_code wks_table_question_doubt(wks_table_question *question, const uint32_t *atoms, size_t n,
                                  const wks_cell *limits, wks_table_reason reason, wks_error *err)
{
    WKS_TRY(make_index(question, err));
    const size_t place = place_of(question, atoms, n);
    if (question->index[place] == 0) {
        const wks_cell cell = {.state = WKS_CELL_VIRTUAL,
                               .value = limits->value,
                               .lower = limits->value,
                               .upper = limits->value};
        WKS_TRY(wks_table_question_add(question, atoms, n, &cell, err));
        question->index[place] = (uint32_t)question->protection.n_cells;
    }
    wks_table_question_hide(question, question->index[place] - 1, limits->lower, limits->upper,
                            reason);
    return WKS_OK;
}
