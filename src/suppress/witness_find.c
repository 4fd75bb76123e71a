/* SPDX-License-Identifier: EUPL-1.2 */
#include "suppress/witness_find.h"

#include "base/language.h"
#include "base/parallel.h"
#include "suppress/cheapest.h"
#include "suppress/piece.h"
#include "suppress/reader.h"
#include "suppress/table_check.h"
#include "suppress/together.h"
#include "suppress/unserved.h"

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    N_TOGETHER = 16,  /* tries for a table of whole persons: of many targets, */
    N_TRIES = 512,    /* and of one, */
    FEWEST_TRIES = 8, /* fewer where these are not found */
    FURTHEST = 4096   /* persons.  No part of a table moves further: there is always a nearer one */
};

/* What became of a piece; they run side by side. */
typedef struct piece_run {
    const struct finder *finder;
    wks_arena arena;     /* of what was found */
    wks_witnesses found; /* first [n], of its own changes */
    size_t n_changes;
    size_t times_room, first_room, atom_room, change_room;
    wks_code code;
    wks_error why;
} piece_run;

typedef struct finder {
    const wks_protection *protection;
    const wks_relations *relations;
    wks_reader reader;
    double furthest; /* FURTHEST, or more where a cell must go further */
    bool *is_proven; /* [2 * n_cells] up, down: before every reader */
    piece_run *runs; /* [reader.n_pieces] */
} finder;

/* The piece at hand, with limits that are not too far. */
typedef struct search {
    piece_run *run;
    wks_piece piece;
    wks_unserved unserved; /* sides 2 t (up), 2 t + 1 (down) */
    wks_together together;
    wks_cheapest cheapest;
    uint32_t *place_of; /* [n_atoms] places that are an atom, by that */
    size_t n_atoms;
    bool *is_wanted; /* [n_targets] room */
    int64_t *rest;   /* [n_rows] */
    int64_t *table;  /* [n] */
    int64_t *parts;  /* [n] a table in parts of persons, put by */
    uint32_t tries;  /* for whole persons, of one target */
} search;

static uint32_t cell_of(const search *s, size_t side)
{
    return s->piece.unknown[s->piece.target[side / 2].place];
}

/* ---- what was found -------------------------------------------------------------------------- */

/* The table at hand, which is times as large, so often: less than 0 turns it round. */
static wks_code add_witness(search *s, int64_t factor, int64_t times, wks_error *err)
{
    piece_run *run = s->run;
    wks_witnesses *to = &run->found;
    const uint32_t *atom = run->finder->relations->atom;
    WKS_TRY(
        wks_arena_grow(&run->arena, &to->times, to->n, &run->times_room, sizeof *to->times, err));
    WKS_TRY(
        wks_arena_grow(&run->arena, &to->first, to->n, &run->first_room, sizeof *to->first, err));
    to->times[to->n] = times;
    to->first[to->n++] = run->n_changes;
    for (size_t k = 0; k < s->n_atoms; k++) {
        const int64_t change = factor * s->table[s->place_of[k]];
        if (change != 0) {
            WKS_TRY(wks_arena_grow(&run->arena, &to->atom, run->n_changes, &run->atom_room,
                                   sizeof *to->atom, err));
            WKS_TRY(wks_arena_grow(&run->arena, &to->change, run->n_changes, &run->change_room,
                                   sizeof *to->change, err));
            to->atom[run->n_changes] = atom[s->piece.unknown[s->place_of[k]]];
            to->change[run->n_changes++] = change;
        }
    }
    return WKS_OK;
}

/* How often the table, which is times as large, may be taken as it is, or turned round. */
static int64_t most_of(const search *s, int64_t times, bool is_turned)
{
    int64_t most = FURTHEST;
    for (size_t j = 0; j < s->piece.n; j++) {
        const int64_t z = is_turned ? -s->table[j] : s->table[j];
        if (z != 0) {
            const double limit = z > 0 ? s->piece.up[j] : s->piece.down[j];
            const int64_t here = (int64_t)limit * times / llabs(z);
            most = here < most ? here : most;
        }
    }
    return most;
}

/* How often the table must be taken for a side that somebody still needs; 0: it does not move it
 * there, or nobody does. */
static int64_t factor_of(const search *s, size_t side, int64_t times, bool is_turned)
{
    const wks_piece_target *target = &s->piece.target[side / 2];
    const int64_t need = times * (int64_t)target->need[side % 2];
    const int64_t z = is_turned ? -s->table[target->place] : s->table[target->place];
    if (z == 0 || (z > 0) != (side % 2 == 0) ||
        wks_unserved_next(&s->unserved, side) == WKS_NOBODY) {
        return 0;
    }
    return (need + llabs(z) - 1) / llabs(z);
}

/* Keep the table, straight or turned, as often as the most needy side that it may reach asks. */
static wks_code keep_table(search *s, int64_t times, bool is_turned, wks_error *err)
{
    const size_t n_sides = 2 * s->piece.n_targets;
    const int64_t most = most_of(s, times, is_turned);
    int64_t factor = 0;
    bool is_any_new = false;
    for (size_t side = 0; side < n_sides; side++) {
        const int64_t asked = factor_of(s, side, times, is_turned);
        factor = asked <= most && asked > factor ? asked : factor;
    }
    for (size_t side = 0; side < n_sides && factor > 0; side++) {
        const int64_t asked = factor_of(s, side, times, is_turned);
        bool is_new = false;
        if (asked > 0 && asked <= factor) {
            WKS_TRY(wks_unserved_serve(&s->unserved, side, cell_of(s, side), &is_new, err));
        }
        is_any_new |= is_new;
    }
    return is_any_new ? add_witness(s, is_turned ? -factor : factor, times, err) : WKS_OK;
}

/* The table just found, times as large, is a witness for every target of the piece that it takes
 * far enough, as often as it may be taken, where it serves somebody who had none yet. */
static wks_code take_table(search *s, int64_t times, wks_error *err)
{
    wks_unserved_begin_table(&s->unserved);
    for (size_t j = 0; j < s->piece.n; j++) {
        if (s->table[j] != 0) {
            wks_unserved_change(&s->unserved, j);
        }
    }
    WKS_TRY(keep_table(s, times, false, err));
    return keep_table(s, times, true, err);
}

/* A point as a table of whole numbers, times as large; 0: it is none. */
static int64_t check(const search *s, const double *point)
{
    return point == NULL ? 0
                         : wks_table_check(&s->piece.matrix, point, s->piece.down, s->piece.up,
                                           s->rest, s->table);
}

/* ---- one piece ------------------------------------------------------------------------------- */

/* qsort gives no context, so each brings what it is compared by. */
typedef struct placed {
    uint32_t atom;
    uint32_t place;
} placed;

static int by_atom(const void *a, const void *b)
{
    const placed *x = a;
    const placed *y = b;
    return (x->atom > y->atom) - (x->atom < y->atom);
}

static wks_code sort_atoms(search *s, wks_arena *arena, wks_error *err)
{
    placed *all = NULL;
    WKS_TRY(wks_arena_take(arena, s->piece.n, sizeof *all, &all, err));
    WKS_TRY(wks_arena_take(arena, s->piece.n, sizeof *s->place_of, &s->place_of, err));
    for (uint32_t j = 0; j < s->piece.n; j++) {
        const uint32_t atom = s->run->finder->relations->atom[s->piece.unknown[j]];
        if (atom != UINT32_MAX) {
            all[s->n_atoms++] = (placed){atom, j};
        }
    }
    if (s->n_atoms > 0) {
        qsort(all, s->n_atoms, sizeof *all, by_atom);
    }
    for (size_t k = 0; k < s->n_atoms; k++) {
        s->place_of[k] = all[k].place;
    }
    return WKS_OK;
}

static wks_code open_search(search *s, wks_arena *arena, wks_error *err)
{
    wks_piece *piece = &s->piece;
    const size_t n_sides = 2 * piece->n_targets;
    for (size_t j = 0; j < piece->n; j++) {
        piece->down[j] = fmin(piece->down[j], s->run->finder->furthest);
        piece->up[j] = fmin(piece->up[j], s->run->finder->furthest);
    }
    WKS_TRY(sort_atoms(s, arena, err));
    WKS_TRY(wks_arena_take(arena, piece->n_targets, sizeof *s->is_wanted, &s->is_wanted, err));
    WKS_TRY(wks_arena_take(arena, piece->n, sizeof *s->table, &s->table, err));
    WKS_TRY(wks_arena_take(arena, piece->n, sizeof *s->parts, &s->parts, err));
    WKS_TRY(wks_arena_take(arena, piece->matrix.n_rows, sizeof *s->rest, &s->rest, err));
    WKS_TRY(wks_unserved_init(&piece->insiders, n_sides, arena, &s->unserved, err));
    for (size_t side = 0; side < n_sides; side++) {
        if (piece->target[side / 2].need[side % 2] <= 0) {
            wks_unserved_settle(&s->unserved, side);
        }
    }
    WKS_TRY(wks_together_open(piece, arena, &s->together, err));
    return wks_cheapest_open(piece, NULL, arena, &s->cheapest, err);
}

/* Many targets to one side by one table, until none of whole persons serves the reader on one more.
 */
static wks_code find_together(search *s, size_t k, uint32_t reader, wks_error *err)
{
    size_t n_before = SIZE_MAX;
    size_t n = wks_unserved_find(&s->unserved, k, reader, s->is_wanted);
    while (n > 0 && n < n_before) {
        int64_t times = 0;
        for (uint32_t try = 0; try < N_TOGETHER && times != 1; try++) {
            const double *point = NULL;
            WKS_TRY(wks_together_find(&s->together, s->is_wanted, k, try, &point, err));
            times = check(s, point);
        }
        if (times == 1) {
            WKS_TRY(take_table(s, times, err));
        }
        n_before = n;
        n = wks_unserved_find(&s->unserved, k, reader, s->is_wanted);
    }
    return WKS_OK;
}

/* A table in which a side goes as far as it must, times as large; 0: none at this try.  It moves
 * the fewest persons, which serves the most readers; another try weighs them otherwise. */
static wks_code try_table(search *s, size_t side, uint32_t reader, uint32_t try, int64_t *times,
                          wks_error *err)
{
    bool is_possible = false;
    for (size_t j = 0; j < s->piece.n; j++) {
        wks_cheapest_price(&s->cheapest, j, wks_together_weight(j, try));
    }
    WKS_TRY(wks_cheapest_find(&s->cheapest, side / 2, side % 2, reader, &is_possible, err));
    *times = check(s, is_possible ? s->cheapest.point : NULL);
    return WKS_OK;
}

/* One side for one reader: whole persons at one of many tries, else the parts of the first table
 * that was found. */
static wks_code find_table(search *s, size_t side, uint32_t reader, wks_error *err)
{
    const size_t n_bytes = s->piece.n * sizeof *s->table;
    int64_t in_parts = 0; /* how many times as large s->parts is */
    int64_t times = 0;
    for (uint32_t try = 0; try < (in_parts > 0 ? s->tries : N_TRIES) && times != 1; try++) {
        WKS_TRY(try_table(s, side, reader, try, &times, err));
        if (times > 1 && times <= WKS_WITNESS_MOST_TIMES && in_parts == 0) {
            memcpy(s->parts, s->table, n_bytes);
            in_parts = times;
        }
    }
    if (times != 1 && in_parts > 0) {
        memcpy(s->table, s->parts, n_bytes);
        s->tries = s->tries / 2 < FEWEST_TRIES ? FEWEST_TRIES : s->tries / 2;
        times = in_parts;
    }
    if (times > 0 && times <= WKS_WITNESS_MOST_TIMES) {
        WKS_TRY(take_table(s, times, err));
    }
    if (!wks_unserved_has(&s->unserved, side, reader)) {
        return WKS_OK;
    }
    return wks_fail(
        err, WKS_E_REFUSED,
        reader == WKS_OUTSIDER
            ? wks_tr("cell %zu: no table was found that proves it uncertain",
                     "cel %zu: er is geen tabel gevonden die bewijst dat zij onzeker is")
            : wks_tr("cell %zu: no table was found that proves it uncertain to somebody who is "
                     "alone in a cell",
                     "cel %zu: er is geen tabel gevonden die bewijst dat zij onzeker is voor "
                     "iemand die alleen in een cel staat"),
        (size_t)cell_of(s, side) + 1);
}

static wks_code find_for(search *s, uint32_t reader, wks_error *err)
{
    wks_together_hold(&s->together, reader, true);
    for (size_t k = 0; k < 2; k++) {
        WKS_TRY(find_together(s, k, reader, err));
    }
    wks_together_hold(&s->together, reader, false);
    for (size_t side = 0; side < s->unserved.n_sides; side++) {
        if (wks_unserved_has(&s->unserved, side, reader)) {
            WKS_TRY(find_table(s, side, reader, err));
        }
    }
    return WKS_OK;
}

static wks_code find_all(search *s, wks_arena *arena, wks_error *err)
{
    const finder *f = s->run->finder;
    const size_t c = (size_t)(s->run - f->runs);
    WKS_TRY(wks_piece_take(f->protection, &f->reader, c, arena, &s->piece, err));
    if (s->piece.n_targets == 0) {
        return WKS_OK;
    }
    WKS_TRY(open_search(s, arena, err));
    WKS_TRY(find_for(s, WKS_OUTSIDER, err));
    for (uint32_t reader = 0; reader < s->piece.insiders.n; reader++) {
        WKS_TRY(find_for(s, reader, err));
    }
    for (size_t side = 0; side < s->unserved.n_sides; side++) {
        f->is_proven[2 * (size_t)cell_of(s, side) + side % 2] = true;
    }
    return WKS_OK;
}

static void run_piece(void *context, size_t index)
{
    piece_run *run = &((piece_run *)context)[index];
    search s = {.run = run, .tries = N_TRIES};
    wks_arena arena;
    wks_arena_init(&arena, SIZE_MAX);
    run->code = find_all(&s, &arena, &run->why);
    wks_together_close(&s.together);
    wks_cheapest_close(&s.cheapest);
    wks_arena_clear(&arena);
}

/* ---- all ------------------------------------------------------------------------------------- */

/* What the pieces found, one after another. */
static wks_code join(const finder *f, wks_arena *arena, wks_witnesses *out, wks_error *err)
{
    size_t n = 0;
    size_t n_changes = 0;
    for (size_t c = 0; c < f->reader.n_pieces; c++) {
        if (f->runs[c].code != WKS_OK) {
            return wks_fail(err, f->runs[c].code, "%s", f->runs[c].why.text);
        }
        n += f->runs[c].found.n;
        n_changes += f->runs[c].n_changes;
    }
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->times, &out->times, err));
    WKS_TRY(wks_arena_take(arena, n + 1, sizeof *out->first, &out->first, err));
    WKS_TRY(wks_arena_take(arena, n_changes, sizeof *out->atom, &out->atom, err));
    WKS_TRY(wks_arena_take(arena, n_changes, sizeof *out->change, &out->change, err));
    for (size_t c = 0; c < f->reader.n_pieces; c++) {
        const wks_witnesses *from = &f->runs[c].found;
        const size_t here = out->first[out->n];
        for (size_t k = 0; k < f->runs[c].n_changes; k++) {
            out->atom[here + k] = from->atom[k];
            out->change[here + k] = from->change[k];
        }
        for (size_t i = 0; i < from->n; i++) {
            out->times[out->n] = from->times[i];
            out->first[out->n++] = here + from->first[i];
        }
        out->first[out->n] = here + f->runs[c].n_changes;
    }
    return WKS_OK;
}

/* A cell that stands in no piece follows from what is shown. */
static wks_code check_all(const finder *f, wks_error *err)
{
    for (size_t i = 0; i < f->protection->n_cells; i++) {
        const wks_cell *cell = &f->protection->cells[i];
        const bool is_asked = cell->state == WKS_CELL_PRIMARY || cell->state == WKS_CELL_VIRTUAL;
        if (is_asked && ((cell->upper > cell->value && !f->is_proven[2 * i]) ||
                         (cell->lower < cell->value && !f->is_proven[2 * i + 1]))) {
            return wks_fail(err, WKS_E_REFUSED,
                            wks_tr("cell %zu follows from the cells that are shown",
                                   "cel %zu volgt uit de cellen die zichtbaar zijn"),
                            i + 1);
        }
    }
    return WKS_OK;
}

static wks_code open_finder(finder *f, const bool *is_hidden, wks_arena *arena, wks_error *err)
{
    const wks_protection *p = f->protection;
    f->furthest = FURTHEST;
    for (size_t i = 0; i < p->n_cells; i++) {
        if (p->cells[i].state == WKS_CELL_PRIMARY || p->cells[i].state == WKS_CELL_VIRTUAL) {
            const int64_t need = p->cells[i].upper - p->cells[i].lower;
            f->furthest = fmax(f->furthest, 4 * (double)need);
        }
    }
    WKS_TRY(wks_reader_find(p, f->relations, is_hidden, false, arena, &f->reader, err));
    WKS_TRY(wks_arena_take(arena, 2 * p->n_cells, sizeof *f->is_proven, &f->is_proven, err));
    WKS_TRY(wks_arena_take(arena, f->reader.n_pieces, sizeof *f->runs, &f->runs, err));
    for (size_t c = 0; c < f->reader.n_pieces; c++) {
        f->runs[c].finder = f;
        wks_arena_init(&f->runs[c].arena, SIZE_MAX);
    }
    return WKS_OK;
}

wks_code wks_witness_find(const wks_protection *protection, const wks_relations *relations,
                          const bool *is_hidden, wks_arena *arena, wks_witnesses *out,
                          wks_error *err)
{
    finder f = {.protection = protection, .relations = relations};
    *out = (wks_witnesses){0};
    WKS_TRY(open_finder(&f, is_hidden, arena, err));
    wks_parallel_run(f.reader.n_pieces, run_piece, f.runs);
    wks_code code = join(&f, arena, out, err);
    if (code == WKS_OK) {
        code = check_all(&f, err);
    }
    for (size_t c = 0; c < f.reader.n_pieces; c++) {
        wks_arena_clear(&f.runs[c].arena);
    }
    return code;
}
