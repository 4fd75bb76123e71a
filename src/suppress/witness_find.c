/* SPDX-License-Identifier: EUPL-1.2 */
#include "suppress/witness_find.h"

#include "base/language.h"
#include "suppress/lp.h"
#include "suppress/reader.h"
#include "suppress/table_check.h"

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
    N_TRIES = 512,
    FURTHEST = 4096 /* persons.  No part of a table moves further: there is always a nearer one */
};

typedef struct finder {
    const wks_protection *protection;
    const wks_reader *reader;
    wks_arena *arena;
    uint32_t *atom_of; /* [n_unknowns] the atom that an unknown is alone; UINT32_MAX: none */
    bool *has[2];      /* [n_cells] down, up */
    double furthest;   /* FURTHEST, or more where a cell of amounts must go further */
    wks_witnesses *out;
    size_t cell_room, side_room, times_room, first_room, atom_room, change_room, n_first, n_changes;
} finder;

/* A piece of the reader's system. */
typedef struct piece {
    const uint32_t *unknown; /* [matrix.n_columns] */
    wks_lp_matrix matrix;
    wks_lp *lp;
    double *down; /* [n_columns] */
    double *up;
    int64_t *rest;  /* [n_rows] */
    int64_t *table; /* [n_columns] */
} piece;

/* How far a cell must be seen to go: down, up. */
static int64_t need_of(const wks_cell *cell, int side)
{
    if (cell->state != WKS_CELL_PRIMARY && cell->state != WKS_CELL_VIRTUAL) {
        return 0;
    }
    return side == 1 ? cell->upper - cell->value : cell->value - cell->lower;
}

/* As relations.c gives atoms their unknowns: the first cell that is it alone, else one of its own.
 */
static wks_code take_atoms(finder *f, const wks_relations *relations, wks_error *err)
{
    const wks_protection *p = f->protection;
    bool *is_held = NULL;
    uint32_t *owner = NULL;
    WKS_TRY(wks_arena_take(f->arena, relations->n_unknowns, sizeof *f->atom_of, &f->atom_of, err));
    WKS_TRY(wks_arena_take(f->arena, p->n_atoms, sizeof *is_held, &is_held, err));
    WKS_TRY(wks_arena_take(f->arena, p->n_atoms, sizeof *owner, &owner, err));
    memset(f->atom_of, 0xff, relations->n_unknowns * sizeof *f->atom_of);
    memset(owner, 0xff, p->n_atoms * sizeof *owner);
    for (size_t i = p->n_cells; i-- > 0;) {
        for (size_t k = p->first[i]; k < p->first[i + 1]; k++) {
            is_held[p->member[k]] = true;
        }
        if (p->first[i + 1] - p->first[i] == 1) {
            owner[p->member[p->first[i]]] = (uint32_t)i;
        }
    }
    size_t next = p->n_cells;
    for (size_t a = 0; a < p->n_atoms; a++) {
        if (is_held[a]) {
            f->atom_of[owner[a] == UINT32_MAX ? next++ : owner[a]] = (uint32_t)a;
        }
    }
    return WKS_OK;
}

/* ---- what was found -------------------------------------------------------------------------- */

static wks_code add_change(finder *f, uint32_t atom, int64_t change, wks_error *err)
{
    WKS_TRY(wks_arena_grow(f->arena, &f->out->atom, f->n_changes, &f->atom_room,
                           sizeof *f->out->atom, err));
    WKS_TRY(wks_arena_grow(f->arena, &f->out->change, f->n_changes, &f->change_room,
                           sizeof *f->out->change, err));
    size_t at = f->n_changes++; /* rising by atom; a piece's unknowns are nearly so */
    while (at > f->out->first[f->n_first - 1] && f->out->atom[at - 1] > atom) {
        f->out->atom[at] = f->out->atom[at - 1];
        f->out->change[at] = f->out->change[at - 1];
        at--;
    }
    f->out->atom[at] = atom;
    f->out->change[at] = change;
    return WKS_OK;
}

static wks_code add_first(finder *f, wks_error *err)
{
    WKS_TRY(wks_arena_grow(f->arena, &f->out->first, f->n_first, &f->first_room,
                           sizeof *f->out->first, err));
    f->out->first[f->n_first++] = f->n_changes;
    return WKS_OK;
}

static wks_code add_witness(finder *f, const piece *of, uint32_t cell, int side, int64_t times,
                            wks_error *err)
{
    WKS_TRY(wks_arena_grow(f->arena, &f->out->cell, f->out->n, &f->cell_room, sizeof *f->out->cell,
                           err));
    WKS_TRY(wks_arena_grow(f->arena, &f->out->is_up, f->out->n, &f->side_room,
                           sizeof *f->out->is_up, err));
    WKS_TRY(wks_arena_grow(f->arena, &f->out->times, f->out->n, &f->times_room,
                           sizeof *f->out->times, err));
    WKS_TRY(add_first(f, err));
    for (size_t j = 0; j < of->matrix.n_columns; j++) {
        const uint32_t atom = f->atom_of[of->unknown[j]];
        if (of->table[j] != 0 && atom != UINT32_MAX) {
            WKS_TRY(add_change(f, atom, of->table[j], err));
        }
    }
    f->out->cell[f->out->n] = cell;
    f->out->times[f->out->n] = times;
    f->out->is_up[f->out->n++] = side == 1;
    f->has[side][cell] = true;
    return WKS_OK;
}

/* The table just found, times as large, is a witness for every cell of the piece that it takes far
 * enough. */
static wks_code take_table(finder *f, const piece *of, int64_t times, wks_error *err)
{
    for (size_t j = 0; j < of->matrix.n_columns; j++) {
        const uint32_t i = of->unknown[j];
        if (of->table[j] == 0 || i >= f->protection->n_cells) {
            continue;
        }
        const int side = of->table[j] > 0 ? 1 : 0;
        const int64_t need = need_of(&f->protection->cells[i], side);
        const int64_t size = side == 1 ? of->table[j] : -of->table[j];
        if (need > 0 && size >= times * need && !f->has[side][i]) {
            WKS_TRY(add_witness(f, of, i, side, times, err));
        }
    }
    return WKS_OK;
}

/* ---- one piece ------------------------------------------------------------------------------- */

static wks_code open_piece(const finder *f, size_t c, wks_arena *arena, piece *out, wks_error *err)
{
    const size_t n = f->reader->first[c + 1] - f->reader->first[c];
    *out = (piece){.unknown = f->reader->unknown + f->reader->first[c]};
    WKS_TRY(wks_reader_matrix(f->reader, c, arena, &out->matrix, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->down, &out->down, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->up, &out->up, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->table, &out->table, err));
    WKS_TRY(wks_arena_take(arena, out->matrix.n_rows, sizeof *out->rest, &out->rest, err));
    WKS_TRY(wks_lp_open(&out->matrix, arena, &out->lp, err));
    for (size_t j = 0; j < n; j++) {
        out->down[j] = fmin(f->reader->down[out->unknown[j]], f->furthest);
        out->up[j] = fmin(f->reader->up[out->unknown[j]], f->furthest);
        wks_lp_limit(out->lp, j, -out->down[j], out->up[j]);
    }
    return WKS_OK;
}

/* Numbers without a pattern, the same every time. */
static uint32_t mix(uint32_t x)
{
    x = (x ^ (x >> 16)) * 0x7feb352dU;
    x = (x ^ (x >> 15)) * 0x846ca68bU;
    return x ^ (x >> 16);
}

/* Hold some columns where they are: another vertex, and one nearer by.  The first try holds none.
 */
static void hold_some(const piece *of, size_t place, uint32_t try)
{
    static const uint32_t shares[] = {0, 0, 8, 8, 16, 16, 20, 20, 24, 24, 26, 26, 28, 28, 30, 30};
    for (size_t j = 0; j < of->matrix.n_columns; j++) {
        const bool is_held =
            j != place && (mix((uint32_t)j * N_TRIES + try) & 31U) < shares[try % 16];
        wks_lp_limit(of->lp, j, is_held ? 0 : -of->down[j], is_held ? 0 : of->up[j]);
    }
}

/* A table in which the cell at place lies as far as it must, times as large; 0: none at this try.
 */
static wks_code try_table(const finder *f, const piece *of, size_t place, int side, uint32_t try,
                          int64_t *times, wks_error *err)
{
    const int64_t need = need_of(&f->protection->cells[of->unknown[place]], side);
    const double at = side == 1 ? (double)need : -(double)need;
    /* every other time exactly as far as it must, which gives the smallest tables */
    const bool is_exact = try % 2 == 0;
    wks_lp_answer answer = WKS_LP_INFEASIBLE;
    *times = 0;
    hold_some(of, place, try);
    wks_lp_limit(of->lp, place, is_exact || side == 1 ? at : -of->down[place],
                 is_exact || side == 0 ? at : of->up[place]);
    wks_lp_restart(of->lp);
    WKS_TRY(wks_lp_solve(of->lp, WKS_LP_DUAL, &answer, err));
    if (answer == WKS_LP_OPTIMAL) {
        *times = wks_table_check(&of->matrix, wks_lp_point(of->lp), of->down, of->up, of->rest,
                                 of->table);
    }
    return WKS_OK;
}

/* Whole persons at one of many tries, else the parts of the first table that was found. */
static wks_code find_table(finder *f, const piece *of, size_t place, int side, wks_error *err)
{
    const uint32_t cell = of->unknown[place];
    uint32_t in_parts = N_TRIES;
    int64_t times = 0;
    for (uint32_t try = 0; try < N_TRIES && !f->has[side][cell]; try++) {
        WKS_TRY(try_table(f, of, place, side, try, &times, err));
        if (times == 1) {
            WKS_TRY(take_table(f, of, times, err));
        } else if (times > 1 && times <= WKS_WITNESS_MOST_TIMES && in_parts == N_TRIES) {
            in_parts = try;
        }
    }
    if (!f->has[side][cell] && in_parts < N_TRIES) {
        WKS_TRY(try_table(f, of, place, side, in_parts, &times, err));
        WKS_TRY(take_table(f, of, times, err));
    }
    if (!f->has[side][cell]) {
        return wks_fail(err, WKS_E_REFUSED,
                        wks_tr("cell %zu: no table was found that proves it uncertain",
                               "cel %zu: er is geen tabel gevonden die bewijst dat zij onzeker is"),
                        (size_t)cell + 1);
    }
    return WKS_OK;
}

static wks_code find_all(finder *f, const piece *of, wks_error *err)
{
    for (size_t j = 0; j < of->matrix.n_columns; j++) {
        const uint32_t i = of->unknown[j];
        for (int side = 0; i < f->protection->n_cells && side < 2; side++) {
            if (need_of(&f->protection->cells[i], side) > 0 && !f->has[side][i]) {
                WKS_TRY(find_table(f, of, j, side, err));
            }
        }
    }
    return WKS_OK;
}

/* A cell that stands in no piece follows from what is shown. */
static wks_code check_all(const finder *f, wks_error *err)
{
    for (size_t i = 0; i < f->protection->n_cells; i++) {
        for (int side = 0; side < 2; side++) {
            if (need_of(&f->protection->cells[i], side) > 0 && !f->has[side][i]) {
                return wks_fail(err, WKS_E_REFUSED,
                                wks_tr("cell %zu follows from the cells that are shown",
                                       "cel %zu volgt uit de cellen die zichtbaar zijn"),
                                i + 1);
            }
        }
    }
    return WKS_OK;
}

wks_code wks_witness_find(const wks_protection *protection, const wks_relations *relations,
                          const bool *is_hidden, wks_arena *arena, wks_witnesses *out,
                          wks_error *err)
{
    wks_reader reader;
    finder f = {.protection = protection, .reader = &reader, .arena = arena, .out = out};
    *out = (wks_witnesses){0};
    WKS_TRY(wks_reader_find(protection, relations, is_hidden, false, arena, &reader, err));
    WKS_TRY(take_atoms(&f, relations, err));
    f.furthest = FURTHEST;
    for (int side = 0; side < 2; side++) {
        WKS_TRY(wks_arena_take(arena, protection->n_cells, sizeof *f.has[side], &f.has[side], err));
        for (size_t i = 0; i < protection->n_cells; i++) {
            f.furthest = fmax(f.furthest, 4 * (double)need_of(&protection->cells[i], side));
        }
    }
    for (size_t c = 0; c < reader.n_pieces; c++) {
        wks_arena own;
        piece of = {0};
        wks_arena_init(&own, 0);
        wks_code code = open_piece(&f, c, &own, &of, err);
        if (code == WKS_OK) {
            code = find_all(&f, &of, err);
        }
        wks_lp_close(of.lp);
        wks_arena_clear(&own);
        WKS_TRY(code);
    }
    WKS_TRY(add_first(&f, err));
    return check_all(&f, err);
}
