/* SPDX-License-Identifier: EUPL-1.2 */
#include "suppress/prune.h"

#include "suppress/cheapest.h"

#include <stdint.h>
#include <stdlib.h>

typedef struct prune {
    const wks_piece *piece;
    wks_deviations *deviations;
    wks_cheapest *cheapest;
    bool is_outsider;
    const bool *is_kept;
    uint32_t *stamp; /* [deviations] cell at hand + 1 when it moves it */
    size_t stamp_room;
    uint32_t *affected; /* [n_affected] sides that lose a cover with the cell at hand */
    size_t n_affected;
    uint32_t *is_affected; /* [2 * n_targets] cell at hand + 1 when it does */
    uint32_t *before;      /* [n_affected] their covers until now */
    bool *is_row;          /* [n_rows] it holds the cell at hand */
} prune;

typedef struct dear {
    double cost;
    uint32_t place;
} dear;

static int dearest_first(const void *a, const void *b)
{
    const dear *x = a;
    const dear *y = b;
    if (x->cost != y->cost) {
        return x->cost < y->cost ? 1 : -1;
    }
    return (x->place > y->place) - (x->place < y->place);
}

/* A stamp for every deviation. */
static wks_code make_stamps(prune *p, wks_error *err)
{
    const wks_deviations *d = p->deviations;
    while (p->stamp == NULL || p->stamp_room < d->n) {
        WKS_TRY(wks_arena_grow(d->arena, &p->stamp, p->stamp_room, &p->stamp_room, sizeof *p->stamp,
                               err));
    }
    return WKS_OK;
}

static wks_code stamp_users(prune *p, uint32_t place, wks_error *err)
{
    const wks_deviations *d = p->deviations;
    WKS_TRY(make_stamps(p, err));
    for (size_t m = d->head[place]; m != 0; m = d->move[m - 1].next) {
        p->stamp[d->move[m - 1].deviation] = place + 1;
    }
    return WKS_OK;
}

/* A reader before whom a side has no cover yet; WKS_NOBODY when all have that count. */
static uint32_t next_reader(const prune *p, size_t side)
{
    const uint32_t reader = wks_deviations_next(p->deviations, side);
    return p->is_outsider && reader != WKS_OUTSIDER ? WKS_NOBODY : reader;
}

/* The sides that are covered by a deviation that moves the cell at hand. */
static void find_affected(prune *p, uint32_t place)
{
    const wks_deviations *d = p->deviations;
    p->n_affected = 0;
    for (size_t m = d->head[place]; m != 0; m = d->move[m - 1].next) {
        const uint32_t i = d->move[m - 1].deviation;
        for (size_t k = 0; d->all[i].is_alive && k < d->all[i].n; k++) {
            const int32_t t = p->piece->target_at[d->move[d->all[i].first + k].place];
            for (size_t s = 0; t >= 0 && s < 2; s++) {
                const size_t side = 2 * (size_t)t + s;
                if (p->is_affected[side] != place + 1 && wks_deviations_uses(d, side, i)) {
                    p->is_affected[side] = place + 1;
                    p->affected[p->n_affected++] = (uint32_t)side;
                }
            }
        }
    }
}

/* Whether a target stands in a row with the cell at hand. */
static bool is_near(const prune *p, size_t side)
{
    const wks_lp_matrix *m = &p->piece->matrix;
    const uint32_t place = p->piece->target[side / 2].place;
    for (int k = m->first[place]; k < m->first[place + 1]; k++) {
        if (p->is_row[m->row[k]]) {
            return true;
        }
    }
    return false;
}

/* Those that stand in a row with the cell first: they are most likely to need it. */
static void order_affected(prune *p, uint32_t place)
{
    const wks_lp_matrix *m = &p->piece->matrix;
    size_t n_near = 0;
    for (int k = m->first[place]; k < m->first[place + 1]; k++) {
        p->is_row[m->row[k]] = true;
    }
    for (size_t k = 0; k < p->n_affected; k++) {
        const uint32_t side = p->affected[k];
        if (is_near(p, side)) {
            p->affected[k] = p->affected[n_near];
            p->affected[n_near++] = side;
        }
    }
    for (int k = m->first[place]; k < m->first[place + 1]; k++) {
        p->is_row[m->row[k]] = false;
    }
}

/* Cover one side without the cell at hand, by new deviations. */
static wks_code cover_side(prune *p, size_t side, bool *is_covered, wks_error *err)
{
    for (uint32_t reader = next_reader(p, side); reader != WKS_NOBODY && *is_covered;
         reader = next_reader(p, side)) {
        WKS_TRY(wks_cheapest_find(p->cheapest, side / 2, side % 2, reader, is_covered, err));
        if (*is_covered) {
            WKS_TRY(wks_deviations_add_for(p->deviations, p->cheapest->point, side, reader, err));
        }
    }
    return WKS_OK;
}

static wks_code can_show(prune *p, uint32_t place, bool *out, wks_error *err)
{
    wks_deviations *d = p->deviations;
    *out = true;
    find_affected(p, place);
    order_affected(p, place);
    WKS_TRY(stamp_users(p, place, err));
    for (size_t k = 0; k < p->n_affected; k++) {
        WKS_TRY(
            wks_deviations_cover_anew(d, p->affected[k], p->stamp, place + 1, &p->before[k], err));
    }
    for (size_t k = 0; k < p->n_affected && *out; k++) {
        WKS_TRY(cover_side(p, p->affected[k], out, err));
    }
    for (size_t k = 0; k < p->n_affected; k++) {
        if (next_reader(p, p->affected[k]) == WKS_NOBODY) {
            wks_deviations_let_go(d, p->before[k]);
        } else {
            WKS_TRY(wks_deviations_go_back(d, p->affected[k], p->before[k], err));
        }
    }
    return WKS_OK;
}

static void show(prune *p, uint32_t place)
{
    wks_deviations *d = p->deviations;
    for (size_t m = d->head[place]; m != 0; m = d->move[m - 1].next) {
        d->all[d->move[m - 1].deviation].is_alive = false;
    }
}

static wks_code show_what_may(prune *p, bool *is_hidden, wks_error *err)
{
    const wks_piece *piece = p->piece;
    dear *order = NULL;
    size_t n = 0;
    WKS_TRY(wks_arena_take(p->deviations->arena, piece->n, sizeof *order, &order, err));
    for (size_t j = 0; j < piece->n; j++) {
        wks_cheapest_price(p->cheapest, j, 1);
        if (is_hidden[j] && piece->cost[j] > 0 && (p->is_kept == NULL || !p->is_kept[j])) {
            order[n++] = (dear){piece->cost[j], (uint32_t)j};
        }
    }
    if (n > 0) {
        qsort(order, n, sizeof *order, dearest_first);
    }
    for (size_t k = 0; k < n; k++) {
        const uint32_t place = order[k].place;
        bool is_free = false;
        wks_cheapest_allow(p->cheapest, place, false);
        WKS_TRY(can_show(p, place, &is_free, err));
        if (is_free) {
            is_hidden[place] = false;
            show(p, place);
        } else {
            wks_cheapest_allow(p->cheapest, place, true);
        }
    }
    return WKS_OK;
}

wks_code wks_prune(const wks_piece *piece, wks_deviations *deviations, bool is_outsider,
                   const bool *is_kept, bool *is_hidden, wks_error *err)
{
    const size_t n_sides = 2 * piece->n_targets;
    wks_arena *arena = deviations->arena;
    wks_cheapest cheapest = {0};
    prune p = {.piece = piece,
               .deviations = deviations,
               .cheapest = &cheapest,
               .is_outsider = is_outsider,
               .is_kept = is_kept};
    WKS_TRY(wks_arena_take(arena, n_sides, sizeof *p.is_affected, &p.is_affected, err));
    WKS_TRY(wks_arena_take(arena, n_sides, sizeof *p.affected, &p.affected, err));
    WKS_TRY(wks_arena_take(arena, n_sides, sizeof *p.before, &p.before, err));
    WKS_TRY(wks_arena_take(arena, piece->matrix.n_rows, sizeof *p.is_row, &p.is_row, err));
    wks_code code = wks_cheapest_open(piece, is_hidden, arena, &cheapest, err);
    if (code == WKS_OK) {
        code = show_what_may(&p, is_hidden, err);
    }
    wks_cheapest_close(&cheapest);
    return code;
}
