/* SPDX-License-Identifier: EUPL-1.2 */
#include "suppress/bounds_solve.h"

#include "base/language.h"
#include "suppress/attack.h"
#include "suppress/lp.h"
#include "suppress/reader.h"
#include "suppress/relations.h"
#include "suppress/table_check.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum {
    MOST_TRIES = 20 /* tables, until one is whole or a small number of times whole */
};

/* The limits as cells of a protection: first each atom by itself, then each cell, then once more
 * each asked one, hidden. */
typedef struct solving {
    const wks_bounds *bounds;
    wks_protection protection;
    wks_relations relations;
    bool *is_hidden;  /* [protection.n_cells] */
    double *down;     /* [n_unknowns] how far a table may lie below 0: no further than -least */
    double *up;       /* [n_unknowns] its most */
    int64_t *table;   /* [n_unknowns] that meets all limits, times `times` */
    int64_t times;    /* 0: none was found */
    bool is_possible; /* the solver did not say that there is none */
} solving;

/* ---- the protection -------------------------------------------------------------------------- */

static void put_members(wks_protection *to, size_t i, const uint32_t *member, size_t n)
{
    memcpy(to->member + to->first[i], member, n * sizeof *member);
    to->first[i + 1] = to->first[i] + n;
}

static wks_code make_cells(solving *s, wks_arena *arena, wks_error *err)
{
    const wks_bounds *b = s->bounds;
    wks_protection *to = &s->protection;
    const size_t n_members = b->n_cells == 0 ? 0 : b->first[b->n_cells];
    const size_t n_most = b->n_atoms + 2 * b->n_cells;
    to->n_atoms = b->n_atoms;
    WKS_TRY(wks_arena_take(arena, b->n_atoms, sizeof *to->atoms, &to->atoms, err));
    WKS_TRY(wks_arena_take(arena, n_most, sizeof *to->cells, &to->cells, err));
    WKS_TRY(wks_arena_take(arena, n_most + 1, sizeof *to->first, &to->first, err));
    WKS_TRY(
        wks_arena_take(arena, b->n_atoms + 2 * n_members, sizeof *to->member, &to->member, err));
    WKS_TRY(wks_arena_take(arena, n_most, sizeof *s->is_hidden, &s->is_hidden, err));
    for (uint32_t a = 0; a < b->n_atoms; a++) {
        to->cells[to->n_cells] = (wks_cell){.state = WKS_CELL_KNOWN, .upper = WKS_MOST_PERSONS};
        put_members(to, to->n_cells++, &a, 1);
    }
    for (size_t is_asked = 0; is_asked < 2; is_asked++) {
        for (size_t i = 0; i < b->n_cells; i++) {
            if (is_asked == 1 && !b->cells[i].is_asked) {
                continue;
            }
            s->is_hidden[to->n_cells] = is_asked == 1;
            to->cells[to->n_cells] = is_asked == 1 ? (wks_cell){.state = WKS_CELL_OPEN, .cost = 1}
                                                   : (wks_cell){.state = WKS_CELL_KNOWN,
                                                                .lower = b->cells[i].least,
                                                                .upper = b->cells[i].most};
            put_members(to, to->n_cells++, b->member + b->first[i], b->first[i + 1] - b->first[i]);
        }
    }
    return WKS_OK;
}

/* ---- one table ------------------------------------------------------------------------------- */

static void set_limits(solving *s, wks_lp *lp)
{
    for (size_t i = 0; i < s->relations.n_unknowns; i++) {
        const wks_cell *cell = &s->protection.cells[i];
        const bool is_free = s->is_hidden[i] || cell->upper >= WKS_MOST_PERSONS;
        s->down[i] = s->is_hidden[i] ? 0 : -(double)cell->lower;
        s->up[i] = is_free ? WKS_READER_FAR : (double)cell->upper;
        wks_lp_limit(lp, i, -s->down[i], s->up[i]);
    }
}

/* Another corner each time; the same ones in every run. */
static void set_costs(const solving *s, wks_lp *lp, uint32_t try)
{
    uint32_t seed = try;
    for (size_t a = 0; a < s->bounds->n_atoms; a++) {
        seed = seed * 1664525U + 1013904223U;
        wks_lp_cost(lp, a, try == 0 ? 0 : (double)(seed >> 24) + 1);
    }
}

static wks_code search(solving *s, const wks_lp_matrix *matrix, wks_lp *lp, int64_t *rest,
                       wks_error *err)
{
    s->is_possible = true;
    for (uint32_t try = 0; s->times == 0 && try < MOST_TRIES; try++) {
        wks_lp_answer answer = WKS_LP_OPTIMAL;
        set_costs(s, lp, try);
        WKS_TRY(wks_lp_solve(lp, WKS_LP_PRIMAL, &answer, err));
        if (answer == WKS_LP_INFEASIBLE) {
            s->is_possible = false;
            return WKS_OK;
        }
        s->times = wks_table_check(matrix, wks_lp_point(lp), s->down, s->up, rest, s->table);
    }
    return s->times > 0 ? WKS_OK
                        : wks_fail(err, WKS_E_NUMERIC, "%s",
                                   wks_tr("no table was found that can be checked in whole numbers",
                                          "er is geen tabel gevonden die in hele getallen na te "
                                          "rekenen is"));
}

/* All unknowns in one piece, as wks_reader_matrix has them. */
static wks_code find_table(solving *s, wks_arena *arena, wks_error *err)
{
    const wks_relations *rel = &s->relations;
    wks_reader all = {.relations = rel, .n_pieces = 1};
    wks_lp_matrix matrix;
    wks_lp *lp = NULL;
    int64_t *rest = NULL;
    WKS_TRY(wks_arena_take(arena, rel->n_unknowns, sizeof *s->down, &s->down, err));
    WKS_TRY(wks_arena_take(arena, rel->n_unknowns, sizeof *s->up, &s->up, err));
    WKS_TRY(wks_arena_take(arena, rel->n_unknowns, sizeof *s->table, &s->table, err));
    WKS_TRY(wks_arena_take(arena, rel->n_rows, sizeof *rest, &rest, err));
    WKS_TRY(wks_arena_take(arena, rel->n_unknowns, sizeof *all.piece, &all.piece, err));
    WKS_TRY(wks_arena_take(arena, rel->n_unknowns, sizeof *all.place, &all.place, err));
    WKS_TRY(wks_arena_take(arena, rel->n_rows, sizeof *all.row, &all.row, err));
    for (uint32_t i = 0; i < rel->n_unknowns; i++) {
        all.place[i] = i;
    }
    for (uint32_t r = 0; r < rel->n_rows; r++) {
        all.row[r] = r;
    }
    all.first = (size_t[]){0, rel->n_unknowns};
    all.first_row = (size_t[]){0, rel->n_rows};
    WKS_TRY(wks_reader_matrix(&all, 0, arena, &matrix, err));
    WKS_TRY(wks_lp_open(&matrix, arena, &lp, err));
    set_limits(s, lp);
    const wks_code code = search(s, &matrix, lp, rest, err);
    wks_lp_close(lp);
    return code;
}

/* ---- the attack ------------------------------------------------------------------------------ */

static int64_t scaled(int64_t limit, int64_t times)
{
    return limit >= WKS_MOST_PERSONS / times ? WKS_MOST_PERSONS : limit * times;
}

/* The table takes the place of the truth, and every limit is as many times as large.  Every atom is
 * a cell, so the unknowns of the relations are the cells. */
static void take_table(solving *s)
{
    wks_protection *p = &s->protection;
    for (size_t a = 0; a < p->n_atoms; a++) {
        p->atoms[a] = s->table[a];
    }
    for (size_t i = 0; i < p->n_cells; i++) {
        wks_cell *cell = &p->cells[i];
        cell->value = 0;
        for (size_t k = p->first[i]; k < p->first[i + 1]; k++) {
            cell->value += p->atoms[p->member[k]];
        }
        s->relations.value[i] = cell->value;
        cell->lower = s->is_hidden[i] ? cell->value : scaled(cell->lower, s->times);
        cell->upper = s->is_hidden[i] ? cell->value : scaled(cell->upper, s->times);
    }
}

static void divide(const solving *s, const wks_attack *attack, wks_bounds_answer *out)
{
    const int64_t times = s->times;
    size_t at = s->bounds->n_atoms + s->bounds->n_cells;
    for (size_t i = 0; i < s->bounds->n_cells; i++) {
        if (s->bounds->cells[i].is_asked) {
            out->least[i] = (attack->least[at] + times - 1) / times;
            out->most[i] = attack->most[at] == WKS_ATTACK_NO_LIMIT ? WKS_BOUNDS_NO_LIMIT
                                                                   : attack->most[at] / times;
            /* between two whole numbers there are no persons */
            out->is_possible = out->is_possible && out->least[i] <= out->most[i];
            at++;
        }
    }
}

wks_code wks_bounds_solve(const wks_bounds *bounds, wks_arena *arena, wks_bounds_answer *out,
                          wks_error *err)
{
    solving s = {.bounds = bounds};
    wks_attack attack;
    *out = (wks_bounds_answer){0};
    WKS_TRY(wks_arena_take(arena, bounds->n_cells, sizeof *out->least, &out->least, err));
    WKS_TRY(wks_arena_take(arena, bounds->n_cells, sizeof *out->most, &out->most, err));
    WKS_TRY(make_cells(&s, arena, err));
    WKS_TRY(wks_relations_find(&s.protection, arena, &s.relations, err));
    WKS_TRY(find_table(&s, arena, err));
    out->is_possible = s.is_possible;
    if (!s.is_possible) {
        return WKS_OK;
    }
    take_table(&s);
    WKS_TRY(wks_attack_intervals(&s.protection, &s.relations, s.is_hidden, arena, &attack, err));
    divide(&s, &attack, out);
    return WKS_OK;
}
