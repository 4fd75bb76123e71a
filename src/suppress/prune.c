/* SPDX-License-Identifier: EUPL-1.2 */
#include "suppress/prune.h"

#include <stdint.h>
#include <stdlib.h>

typedef struct prune {
    const wks_piece *piece;
    wks_deviations *deviations;
    wks_cheapest *cheapest;
    uint32_t *stamp; /* [deviations] cell at hand + 1 when it moves it */
    size_t stamp_room;
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

static wks_code stamp_users(prune *p, uint32_t place, wks_error *err)
{
    const wks_deviations *d = p->deviations;
    while (p->stamp == NULL || p->stamp_room < d->n) {
        WKS_TRY(wks_arena_grow(d->arena, &p->stamp, p->stamp_room, &p->stamp_room, sizeof *p->stamp,
                               err));
    }
    for (size_t m = d->head[place]; m != 0; m = d->move[m - 1].next) {
        p->stamp[d->move[m - 1].deviation] = place + 1;
    }
    return WKS_OK;
}

/* Cover one side without the cell at hand: by what is known already, else by a new deviation. */
static wks_code cover_again(prune *p, uint32_t without, size_t target, size_t side,
                            bool *is_covered, wks_error *err)
{
    wks_deviations *d = p->deviations;
    const wks_piece_target *t = &p->piece->target[target];
    for (size_t m = d->head[t->place]; m != 0; m = d->move[m - 1].next) {
        const uint32_t i = d->move[m - 1].deviation;
        const bool is_old = i < p->stamp_room && p->stamp[i] == without + 1;
        if (d->all[i].is_alive && !is_old &&
            wks_deviation_reaches(p->piece, &d->all[i], target, side, d->move[m - 1].persons)) {
            d->cover[2 * target + side] = i;
            *is_covered = true;
            return WKS_OK;
        }
    }
    WKS_TRY(wks_cheapest_find(p->cheapest, target, side, is_covered, err));
    if (*is_covered) {
        WKS_TRY(wks_deviations_add(d, p->cheapest->point, err));
        d->cover[2 * target + side] = (uint32_t)(d->n - 1);
    }
    return WKS_OK;
}

static wks_code can_show(prune *p, uint32_t place, bool *out, wks_error *err)
{
    wks_deviations *d = p->deviations;
    *out = true;
    WKS_TRY(stamp_users(p, place, err));
    for (size_t m = d->head[place]; m != 0 && *out; m = d->move[m - 1].next) {
        const uint32_t i = d->move[m - 1].deviation;
        if (!d->all[i].is_alive) {
            continue;
        }
        for (size_t k = 0; k < d->all[i].n && *out; k++) {
            const int32_t t = p->piece->target_at[d->move[d->all[i].first + k].place];
            for (size_t side = 0; t >= 0 && side < 2 && *out; side++) {
                if (d->cover[2 * (size_t)t + side] == i) {
                    WKS_TRY(cover_again(p, place, (size_t)t, side, out, err));
                }
            }
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
        wks_cheapest_allow(p->cheapest, j, is_hidden[j]);
        if (is_hidden[j] && piece->cost[j] > 0) {
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

wks_code wks_prune(const wks_piece *piece, wks_cheapest *cheapest, wks_deviations *deviations,
                   bool *is_hidden, wks_error *err)
{
    prune p = {.piece = piece, .cheapest = cheapest, .deviations = deviations};
    return show_what_may(&p, is_hidden, err);
}
