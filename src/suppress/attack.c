/* SPDX-License-Identifier: EUPL-1.2 */
#include "suppress/attack.h"

#include "base/language.h"
#include "base/parallel.h"
#include "suppress/insider_attack.h"
#include "suppress/lp.h"
#include "suppress/reader.h"
#include "suppress/table_check.h"

#include <math.h>
#include <stdlib.h>

static const double tolerance = 1e-6;

/* A hidden cell as the sum of unknowns of one piece; a cell over many pieces has one for each. */
typedef struct target {
    uint32_t cell;
    int32_t piece;
    size_t first; /* its places: from here in targets.place */
    size_t n;
    double least; /* deviation that was reached so far */
    double most;
    double low; /* and none goes beyond these */
    double high;
} target;

typedef struct targets {
    target *all; /* by piece, then cell */
    size_t n;
    size_t room;
    uint32_t *place;
    size_t n_places;
    size_t place_room;
} targets;

typedef struct attack {
    const wks_protection *protection;
    const wks_reader *reader;
    wks_arena *arena;
    targets targets;
    wks_attack *out;
} attack;

/* The piece at hand; they are attacked side by side, each with its own targets. */
typedef struct piece_attack {
    const attack *of;
    target *from;
    target *to;
    wks_lp_matrix matrix;
    wks_lp *lp;
    double *down; /* [n_columns] */
    double *up;
    int64_t *table; /* [n_columns] the last vertex times `times` */
    int64_t *rest;  /* [n_rows] */
    size_t n_solved;
    wks_code code;
    wks_error why;
} piece_attack;

/* ---- which sums of unknowns --------------------------------------------------------------- */

/* The unknowns in pieces that cell i is the sum of, each with its piece, onto list. */
static wks_code expand(const wks_reader *reader, wks_arena *arena, uint32_t i, uint32_t **list,
                       size_t *n, size_t *room, wks_error *err)
{
    const wks_relations *rel = reader->relations;
    if (reader->piece[i] >= 0) {
        WKS_TRY(wks_arena_grow(arena, list, *n, room, sizeof **list, err));
        (*list)[(*n)++] = i;
    } else if (reader->piece[i] == WKS_READER_SUM) {
        const uint32_t row = reader->own_row[i];
        for (size_t k = rel->first[row]; k < rel->first[row + 1]; k++) {
            WKS_TRY(expand(reader, arena, rel->part[k], list, n, room, err));
        }
    }
    return WKS_OK;
}

static wks_code add_target(attack *a, uint32_t cell, const uint32_t *list, size_t n, wks_error *err)
{
    targets *all = &a->targets;
    WKS_TRY(wks_arena_grow(a->arena, &all->all, all->n, &all->room, sizeof *all->all, err));
    all->all[all->n++] =
        (target){.cell = cell, .piece = a->reader->piece[list[0]], .first = all->n_places, .n = n};
    for (size_t k = 0; k < n; k++) {
        WKS_TRY(wks_arena_grow(a->arena, &all->place, all->n_places, &all->place_room,
                               sizeof *all->place, err));
        all->place[all->n_places++] = a->reader->place[list[k]];
    }
    return WKS_OK;
}

static int by_piece(const void *a, const void *b)
{
    const target *x = a;
    const target *y = b;
    if (x->piece != y->piece) {
        return (x->piece > y->piece) - (x->piece < y->piece);
    }
    return (x->cell > y->cell) - (x->cell < y->cell);
}

static wks_code find_targets(attack *a, const bool *is_hidden, wks_error *err)
{
    const int32_t *piece = a->reader->piece;
    uint32_t *list = NULL;
    size_t room = 0;
    for (uint32_t i = 0; i < a->protection->n_cells; i++) {
        size_t n = 0;
        if (is_hidden[i]) {
            WKS_TRY(expand(a->reader, a->arena, i, &list, &n, &room, err));
        }
        for (size_t from = 0; from < n;) { /* unknowns of one piece to the front, piece by piece */
            size_t to = from;
            const int32_t this_piece = piece[list[from]];
            for (size_t k = from; k < n; k++) {
                if (piece[list[k]] == this_piece) {
                    const uint32_t swap = list[k];
                    list[k] = list[to];
                    list[to++] = swap;
                }
            }
            WKS_TRY(add_target(a, i, list + from, to - from, err));
            from = to;
        }
    }
    if (a->targets.n > 0) {
        qsort(a->targets.all, a->targets.n, sizeof *a->targets.all, by_piece);
    }
    return WKS_OK;
}

/* ---- one piece ------------------------------------------------------------------------------ */

/* Tighten the limits of the unknowns by their rows, twice over. */
static void tighten(piece_attack *a, size_t c)
{
    const wks_reader *reader = a->of->reader;
    const wks_relations *rel = reader->relations;
    for (int round = 0; round < 2; round++) {
        for (size_t r = reader->first_row[c]; r < reader->first_row[c + 1]; r++) {
            const uint32_t row = reader->row[r];
            const uint32_t total = rel->total[row];
            const bool is_free = reader->piece[total] >= 0;
            const double rise = is_free ? a->up[reader->place[total]] : 0;
            double fall = 0; /* of all parts together */
            double most = 0;
            for (size_t k = rel->first[row]; k < rel->first[row + 1]; k++) {
                if (reader->piece[rel->part[k]] >= 0) {
                    fall += a->down[reader->place[rel->part[k]]];
                    most += a->up[reader->place[rel->part[k]]];
                }
            }
            for (size_t k = rel->first[row]; k < rel->first[row + 1]; k++) {
                if (reader->piece[rel->part[k]] >= 0) {
                    const uint32_t j = reader->place[rel->part[k]];
                    a->up[j] = fmin(a->up[j], rise + fall - a->down[j]);
                }
            }
            if (is_free) {
                a->up[reader->place[total]] = fmin(a->up[reader->place[total]], most);
                a->down[reader->place[total]] = fmin(a->down[reader->place[total]], fall);
            }
        }
    }
}

static wks_code open_piece(piece_attack *a, wks_arena *arena, wks_error *err)
{
    const wks_reader *reader = a->of->reader;
    const size_t c = (size_t)a->from->piece;
    const size_t n = reader->first[c + 1] - reader->first[c];
    const uint32_t *unknown = reader->unknown + reader->first[c];
    WKS_TRY(wks_reader_matrix(reader, c, arena, &a->matrix, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *a->down, &a->down, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *a->up, &a->up, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *a->table, &a->table, err));
    WKS_TRY(wks_arena_take(arena, a->matrix.n_rows, sizeof *a->rest, &a->rest, err));
    for (size_t j = 0; j < n; j++) {
        a->down[j] = reader->down[unknown[j]];
        a->up[j] = reader->up[unknown[j]];
    }
    tighten(a, c);
    WKS_TRY(wks_lp_open(&a->matrix, arena, &a->lp, err));
    for (size_t j = 0; j < n; j++) {
        wks_lp_limit(a->lp, j, -a->down[j], a->up[j]);
    }
    return WKS_OK;
}

/* The vertex just found counts for every cell of the piece. */
static void take_vertex(piece_attack *a)
{
    const double *point = wks_lp_point(a->lp);
    const int64_t times = wks_table_check(&a->matrix, point, a->down, a->up, a->rest, a->table);
    for (target *t = a->from; t < a->to; t++) {
        double z = 0;
        if (times == 0) {
            continue;
        }
        for (size_t k = 0; k < t->n; k++) {
            z += (double)a->table[a->of->targets.place[t->first + k]];
        }
        z /= (double)times;
        t->least = fmin(t->least, z);
        t->most = fmax(t->most, z);
    }
}

static void set_costs(const piece_attack *a, const target *t, double cost)
{
    for (size_t k = 0; k < t->n; k++) {
        wks_lp_cost(a->lp, a->of->targets.place[t->first + k], cost);
    }
}

/* As far as t goes to one side (sign 1: up, -1: down). */
static wks_code push(piece_attack *a, target *t, double sign, wks_error *err)
{
    wks_lp_answer answer = WKS_LP_OPTIMAL;
    set_costs(a, t, -sign);
    WKS_TRY(wks_lp_solve(a->lp, WKS_LP_PRIMAL, &answer, err));
    a->n_solved++;
    if (answer != WKS_LP_OPTIMAL) {
        return wks_fail(
            err, WKS_E_NUMERIC,
            wks_tr("cell %zu: the attack has no optimum", "cel %zu: de aanval heeft geen optimum"),
            (size_t)t->cell + 1);
    }
    take_vertex(a);
    const double reached = -wks_lp_total(a->lp);
    if (sign > 0) {
        t->most = fmax(t->most, reached);
    } else {
        t->least = fmin(t->least, -reached);
    }
    set_costs(a, t, 0);
    return WKS_OK;
}

/* Where a side of a target needs no more work. */
static bool is_done(const target *t, double sign)
{
    return (sign > 0 ? t->most : -t->least) >= (sign > 0 ? t->high : t->low) - tolerance;
}

static wks_code attack_targets(piece_attack *a, wks_arena *arena, wks_error *err)
{
    WKS_TRY(open_piece(a, arena, err));
    for (target *t = a->from; t < a->to; t++) {
        for (size_t k = 0; k < t->n; k++) {
            t->low += a->down[a->of->targets.place[t->first + k]];
            t->high += a->up[a->of->targets.place[t->first + k]];
        }
    }
    for (size_t side = 0; side < 2; side++) {
        const double sign = side == 0 ? 1 : -1;
        for (target *t = a->from; t < a->to; t++) {
            if (!is_done(t, sign)) {
                WKS_TRY(push(a, t, sign, err));
            }
        }
    }
    return WKS_OK;
}

static void attack_piece(void *context, size_t index)
{
    piece_attack *a = &((piece_attack *)context)[index];
    wks_arena arena;
    wks_arena_init(&arena, SIZE_MAX);
    a->code = attack_targets(a, &arena, &a->why);
    wks_lp_close(a->lp);
    wks_arena_clear(&arena);
}

/* ---- all ------------------------------------------------------------------------------------ */

static wks_code attack_pieces(attack *a, wks_error *err)
{
    piece_attack *pieces = NULL;
    size_t n = 0;
    WKS_TRY(wks_arena_take(a->arena, a->reader->n_pieces, sizeof *pieces, &pieces, err));
    for (size_t k = 0; k < a->targets.n; k++) {
        target *t = &a->targets.all[k];
        if (k == 0 || t->piece != t[-1].piece) {
            pieces[n++] = (piece_attack){.of = a, .from = t};
        }
        pieces[n - 1].to = t + 1;
    }
    wks_parallel_run(n, attack_piece, pieces);
    for (size_t c = 0; c < n; c++) {
        if (pieces[c].code != WKS_OK) {
            return wks_fail(err, pieces[c].code, "%s", pieces[c].why.text);
        }
        a->out->n_solved += pieces[c].n_solved;
    }
    return WKS_OK;
}

/* What the targets of a cell reach is one interval. */
static wks_code join_targets(const attack *a, wks_error *err)
{
    const wks_protection *p = a->protection;
    double *least = NULL;
    double *most = NULL;
    WKS_TRY(wks_arena_take(a->arena, p->n_cells, sizeof *least, &least, err));
    WKS_TRY(wks_arena_take(a->arena, p->n_cells, sizeof *most, &most, err));
    for (size_t k = 0; k < a->targets.n; k++) {
        least[a->targets.all[k].cell] += a->targets.all[k].least;
        most[a->targets.all[k].cell] += a->targets.all[k].most;
    }
    for (size_t i = 0; i < p->n_cells; i++) {
        int64_t to[2];
        wks_insider_attack_round(p->cells[i].value, least[i], most[i], to);
        a->out->least[i] = to[0];
        a->out->most[i] = to[1];
    }
    return WKS_OK;
}

static void judge(const wks_protection *p, const bool *is_hidden, wks_attack *out)
{
    out->unsafe_cell = p->n_cells;
    for (size_t i = p->n_cells; i-- > 0;) {
        const wks_cell *cell = &p->cells[i];
        if (is_hidden[i]) {
            out->n_hidden++;
            out->n_exact += out->least[i] == out->most[i];
        }
        if ((cell->state == WKS_CELL_PRIMARY || cell->state == WKS_CELL_VIRTUAL) &&
            (out->least[i] > cell->lower || out->most[i] < cell->upper)) {
            out->n_unsafe++;
            out->unsafe_cell = i;
        }
    }
}

wks_code wks_attack_intervals(const wks_protection *protection, const wks_relations *relations,
                              const bool *is_hidden, wks_arena *arena, wks_attack *out,
                              wks_error *err)
{
    wks_reader reader;
    attack a = {.protection = protection, .reader = &reader, .arena = arena, .out = out};
    *out = (wks_attack){0};
    WKS_TRY(wks_arena_take(arena, protection->n_cells, sizeof *out->least, &out->least, err));
    WKS_TRY(wks_arena_take(arena, protection->n_cells, sizeof *out->most, &out->most, err));
    WKS_TRY(wks_reader_find(protection, relations, is_hidden, true, arena, &reader, err));
    WKS_TRY(find_targets(&a, is_hidden, err));
    WKS_TRY(attack_pieces(&a, err));
    WKS_TRY(join_targets(&a, err));
    wks_insider_attack intervals = {.least = out->least, .most = out->most};
    WKS_TRY(wks_insider_attack_find(protection, relations, is_hidden, arena, &intervals, err));
    out->n_solved += intervals.n_solved;
    out->n_told = intervals.n_told;
    judge(protection, is_hidden, out);
    return WKS_OK;
}
