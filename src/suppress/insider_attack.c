/* SPDX-License-Identifier: EUPL-1.2 */
#include "suppress/insider_attack.h"

#include "base/language.h"
#include "base/parallel.h"
#include "suppress/piece.h"
#include "suppress/reader.h"
#include "suppress/table_check.h"
#include "suppress/together.h"
#include "suppress/unserved.h"

#include <math.h>

static const double tolerance = 1e-6;

/* What became of a piece; they run side by side, and each writes its own cells. */
typedef struct piece_run {
    const struct insiders_at_work *all;
    size_t n_told;
    size_t n_solved;
    wks_code code;
    wks_error why;
} piece_run;

typedef struct insiders_at_work {
    const wks_protection *protection;
    wks_reader outsider;
    wks_insider_attack *intervals;
    bool *is_told; /* [n_cells] only to insiders */
    piece_run *runs;
} insiders_at_work;

/* The piece at hand. */
typedef struct search {
    const insiders_at_work *all;
    piece_run *run;
    wks_piece piece;
    wks_together together;
    wks_unserved unserved; /* sides 2 t (up), 2 t + 1 (down) */
    bool *is_wanted;       /* [n_targets] room */
    int64_t *rest;         /* [n_rows] */
    int64_t *table;        /* [n] the last vertex times some number */
} search;

void wks_insider_attack_round(int64_t value, double least, double most, int64_t out[2])
{
    out[0] = value + (int64_t)ceil(least - tolerance);
    out[1] =
        most > WKS_READER_FAR / 2 ? WKS_MOST_PERSONS : value + (int64_t)floor(most + tolerance);
}

static uint32_t cell_of(const search *s, size_t target)
{
    return s->piece.unknown[s->piece.target[target].place];
}

static void settle(search *s, size_t target)
{
    wks_unserved_settle(&s->unserved, 2 * target);
    wks_unserved_settle(&s->unserved, 2 * target + 1);
}

static wks_code open_search(search *s, wks_arena *arena, wks_error *err)
{
    const wks_piece *piece = &s->piece;
    const insiders_at_work *all = s->all;
    WKS_TRY(wks_arena_take(arena, piece->n_targets, sizeof *s->is_wanted, &s->is_wanted, err));
    WKS_TRY(wks_arena_take(arena, piece->n, sizeof *s->table, &s->table, err));
    WKS_TRY(wks_arena_take(arena, piece->matrix.n_rows, sizeof *s->rest, &s->rest, err));
    WKS_TRY(wks_unserved_init(&piece->insiders, 2 * piece->n_targets, arena, &s->unserved, err));
    WKS_TRY(wks_together_open(piece, arena, &s->together, err));
    for (size_t t = 0; t < piece->n_targets; t++) {
        const uint32_t i = cell_of(s, t);
        const wks_cell *cell = &all->protection->cells[i];
        if (all->intervals->least[i] > cell->lower || all->intervals->most[i] < cell->upper) {
            settle(s, t); /* known to everybody */
        }
        for (size_t k = 0; k < 2; k++) {
            if (piece->target[t].need[k] <= 0) {
                wks_unserved_settle(&s->unserved, 2 * t + k);
            }
        }
    }
    return WKS_OK;
}

/* A vertex serves every side that it takes far enough, if it is a table of whole numbers. */
static wks_code take_vertex(search *s, const double *point, wks_error *err)
{
    const wks_piece *piece = &s->piece;
    const int64_t times = point == NULL ? 0
                                        : wks_table_check(&piece->matrix, point, piece->down,
                                                          piece->up, s->rest, s->table);
    wks_unserved_begin_table(&s->unserved);
    for (size_t j = 0; times > 0 && j < piece->n; j++) {
        if (s->table[j] != 0) {
            wks_unserved_change(&s->unserved, j);
        }
    }
    for (size_t side = 0; times > 0 && side < 2 * piece->n_targets; side++) {
        const wks_piece_target *target = &piece->target[side / 2];
        const double z = (double)s->table[target->place] / (double)times;
        bool is_new = false;
        if ((side % 2 == 0 ? z : -z) >= target->need[side % 2]) {
            WKS_TRY(wks_unserved_serve(&s->unserved, side, cell_of(s, side / 2), &is_new, err));
        }
    }
    return WKS_OK;
}

/* How far a side goes at most. */
static wks_code push(search *s, size_t side, double *reached, wks_error *err)
{
    const double *point = NULL;
    WKS_TRY(wks_together_push(&s->together, side / 2, side % 2, reached, &point, err));
    s->run->n_solved++;
    if (point == NULL) {
        return wks_fail(
            err, WKS_E_NUMERIC,
            wks_tr("cell %zu: the attack has no optimum", "cel %zu: de aanval heeft geen optimum"),
            (size_t)cell_of(s, side / 2) + 1);
    }
    return take_vertex(s, point, err);
}

/* The insider at hand can pin the target down: to where. */
static wks_code tell(search *s, size_t target, wks_error *err)
{
    const uint32_t i = cell_of(s, target);
    wks_insider_attack *told = s->all->intervals;
    int64_t to[2];
    double reach[2] = {0, 0};
    for (size_t k = 0; k < 2; k++) {
        WKS_TRY(push(s, 2 * target + k, &reach[k], err));
    }
    wks_insider_attack_round(s->all->protection->cells[i].value, -reach[1], reach[0], to);
    if (!s->all->is_told[i] || to[1] - to[0] < told->most[i] - told->least[i]) {
        told->least[i] = to[0];
        told->most[i] = to[1];
    }
    if (!s->all->is_told[i]) {
        s->all->is_told[i] = true;
        s->run->n_told++;
    }
    return WKS_OK;
}

/* The solver takes a side far enough, though no table shows it: safe to this reader, and nothing is
 * said of the others. */
static wks_code count_unchecked(search *s, size_t side, uint32_t reader, wks_error *err)
{
    bool is_new = false;
    if (reader != WKS_OUTSIDER) {
        wks_unserved_drop(&s->unserved, side, reader);
        return WKS_OK;
    }
    wks_unserved_begin_table(&s->unserved);
    for (size_t j = 0; j < s->piece.n; j++) {
        wks_unserved_change(&s->unserved, j);
    }
    return wks_unserved_serve(&s->unserved, side, cell_of(s, side / 2), &is_new, err);
}

/* Many targets by one table, as long as that serves the reader on one side more. */
static wks_code look_together(search *s, size_t k, uint32_t reader, wks_error *err)
{
    size_t n_before = SIZE_MAX;
    size_t n = wks_unserved_find(&s->unserved, k, reader, s->is_wanted);
    while (n > 1 && n < n_before) {
        const double *point = NULL;
        WKS_TRY(wks_together_find(&s->together, s->is_wanted, k, 0, &point, err));
        s->run->n_solved++;
        WKS_TRY(take_vertex(s, point, err));
        n_before = n;
        n = wks_unserved_find(&s->unserved, k, reader, s->is_wanted);
    }
    return WKS_OK;
}

static wks_code look_at_sides(search *s, uint32_t reader, wks_error *err)
{
    for (size_t side = 0; side < s->unserved.n_sides; side++) {
        double reached = 0;
        if (!wks_unserved_has(&s->unserved, side, reader)) {
            continue;
        }
        WKS_TRY(push(s, side, &reached, err));
        if (!wks_unserved_has(&s->unserved, side, reader)) {
            continue;
        }
        if (reader != WKS_OUTSIDER &&
            ceil(reached - tolerance) - 1 < s->piece.target[side / 2].need[side % 2]) {
            WKS_TRY(tell(s, side / 2, err));
        }
        WKS_TRY(count_unchecked(s, side, reader, err));
    }
    return WKS_OK;
}

static wks_code look_as(search *s, uint32_t reader, wks_error *err)
{
    wks_together_hold(&s->together, reader, true);
    for (size_t k = 0; k < 2; k++) {
        WKS_TRY(look_together(s, k, reader, err));
    }
    WKS_TRY(look_at_sides(s, reader, err));
    wks_together_hold(&s->together, reader, false);
    return WKS_OK;
}

static wks_code look_at_piece(search *s, wks_arena *arena, wks_error *err)
{
    const size_t c = (size_t)(s->run - s->all->runs);
    WKS_TRY(wks_piece_take(s->all->protection, &s->all->outsider, c, arena, &s->piece, err));
    if (s->piece.n_targets == 0 || s->piece.insiders.n == 0) {
        return WKS_OK;
    }
    WKS_TRY(open_search(s, arena, err));
    WKS_TRY(look_as(s, WKS_OUTSIDER, err));
    for (uint32_t reader = 0; reader < s->piece.insiders.n; reader++) {
        WKS_TRY(look_as(s, reader, err));
    }
    return WKS_OK;
}

static void run_piece(void *context, size_t index)
{
    insiders_at_work *all = context;
    search s = {.all = all, .run = &all->runs[index]};
    wks_arena arena;
    wks_arena_init(&arena, SIZE_MAX);
    s.run->code = look_at_piece(&s, &arena, &s.run->why);
    wks_together_close(&s.together);
    wks_arena_clear(&arena);
}

wks_code wks_insider_attack_find(const wks_protection *protection, const wks_relations *relations,
                                 const bool *is_hidden, wks_arena *arena,
                                 wks_insider_attack *intervals, wks_error *err)
{
    insiders_at_work all = {.protection = protection, .intervals = intervals};
    if (relations->insiders.n == 0) {
        return WKS_OK;
    }
    WKS_TRY(wks_reader_find(protection, relations, is_hidden, false, arena, &all.outsider, err));
    WKS_TRY(wks_arena_take(arena, protection->n_cells, sizeof *all.is_told, &all.is_told, err));
    WKS_TRY(wks_arena_take(arena, all.outsider.n_pieces, sizeof *all.runs, &all.runs, err));
    wks_parallel_run(all.outsider.n_pieces, run_piece, &all);
    for (size_t c = 0; c < all.outsider.n_pieces; c++) {
        if (all.runs[c].code != WKS_OK) {
            return wks_fail(err, all.runs[c].code, "%s", all.runs[c].why.text);
        }
        intervals->n_told += all.runs[c].n_told;
        intervals->n_solved += all.runs[c].n_solved;
    }
    return WKS_OK;
}
