/* SPDX-License-Identifier: EUPL-1.2 */
#include "suppress/deviation.h"

#include <math.h>

static const double nothing = 1e-7;  /* persons; vertices of these tables lie far from it */
static const double rounding = 1e-6; /* persons; what counts in the end is the attack */

wks_code wks_deviations_init(const wks_piece *piece, wks_arena *arena, wks_deviations *out,
                             wks_error *err)
{
    const size_t n_sides = 2 * piece->n_targets;
    *out = (wks_deviations){.piece = piece, .arena = arena};
    WKS_TRY(wks_arena_take(arena, piece->n, sizeof *out->head, &out->head, err));
    WKS_TRY(wks_arena_take(arena, n_sides, sizeof *out->cover_head, &out->cover_head, err));
    WKS_TRY(wks_unserved_init(&piece->insiders, n_sides, arena, &out->unserved, err));
    for (size_t s = 0; s < n_sides; s++) {
        if (piece->target[s / 2].need[s % 2] <= 0) {
            wks_unserved_settle(&out->unserved, s);
        }
    }
    return WKS_OK;
}

/* Whether a side of a target is reached by this deviation, which moves it by persons. */
static bool reaches(const wks_piece *piece, const wks_deviation *deviation, size_t side,
                    double persons)
{
    const double times = deviation->times[(persons > 0) == (side % 2 == 0) ? 0 : 1];
    return times * fabs(persons) >= piece->target[side / 2].need[side % 2] - rounding;
}

uint32_t wks_deviations_next(const wks_deviations *d, size_t side)
{
    return wks_unserved_next(&d->unserved, side);
}

bool wks_deviations_uses(const wks_deviations *d, size_t side, uint32_t deviation)
{
    for (uint32_t c = d->cover_head[side]; c != 0; c = d->cover[c - 1].next) {
        if (d->cover[c - 1].deviation == deviation) {
            return true;
        }
    }
    return false;
}

/* ---- covers ---------------------------------------------------------------------------------- */

static wks_code add_cover(wks_deviations *d, size_t side, uint32_t deviation, wks_error *err)
{
    uint32_t at = d->cover_free;
    if (at != 0) {
        d->cover_free = d->cover[at - 1].next;
    } else {
        WKS_TRY(wks_arena_grow(d->arena, &d->cover, d->n_covers, &d->cover_room, sizeof *d->cover,
                               err));
        at = (uint32_t)++d->n_covers;
    }
    d->cover[at - 1] = (wks_cover){deviation, d->cover_head[side]};
    d->cover_head[side] = at;
    return WKS_OK;
}

/* The deviation becomes the table at hand. */
static void take_up(wks_deviations *d, uint32_t deviation)
{
    const wks_deviation *of = &d->all[deviation];
    wks_unserved_begin_table(&d->unserved);
    for (size_t k = 0; k < of->n; k++) {
        wks_unserved_change(&d->unserved, d->move[of->first + k].place);
    }
}

/* The table at hand protects a side; it counts if that is new to somebody. */
static wks_code protect(wks_deviations *d, size_t side, uint32_t deviation, wks_error *err)
{
    const uint32_t place = d->piece->target[side / 2].place;
    bool is_new = false;
    WKS_TRY(wks_unserved_serve(&d->unserved, side, d->piece->unknown[place], &is_new, err));
    return is_new ? add_cover(d, side, deviation, err) : WKS_OK;
}

wks_code wks_deviations_cover_anew(wks_deviations *d, size_t side, const uint32_t *is_out,
                                   uint32_t out, uint32_t *before, wks_error *err)
{
    const uint32_t place = d->piece->target[side / 2].place;
    *before = d->cover_head[side];
    d->cover_head[side] = 0;
    wks_unserved_reset_side(&d->unserved, side);
    for (size_t m = d->head[place]; m != 0 && wks_deviations_next(d, side) != WKS_NOBODY;
         m = d->move[m - 1].next) {
        const uint32_t i = d->move[m - 1].deviation;
        if (d->all[i].is_alive && is_out[i] != out &&
            reaches(d->piece, &d->all[i], side, d->move[m - 1].persons)) {
            take_up(d, i);
            WKS_TRY(protect(d, side, i, err));
        }
    }
    return WKS_OK;
}

void wks_deviations_let_go(wks_deviations *d, uint32_t before)
{
    while (before != 0) {
        const uint32_t next = d->cover[before - 1].next;
        d->cover[before - 1].next = d->cover_free;
        d->cover_free = before;
        before = next;
    }
}

wks_code wks_deviations_go_back(wks_deviations *d, size_t side, uint32_t before, wks_error *err)
{
    const uint32_t place = d->piece->target[side / 2].place;
    bool is_new = false;
    wks_deviations_let_go(d, d->cover_head[side]);
    d->cover_head[side] = before;
    wks_unserved_reset_side(&d->unserved, side);
    for (uint32_t c = before; c != 0; c = d->cover[c - 1].next) {
        take_up(d, d->cover[c - 1].deviation);
        WKS_TRY(wks_unserved_serve(&d->unserved, side, d->piece->unknown[place], &is_new, err));
    }
    return WKS_OK;
}

/* ---- new ones -------------------------------------------------------------------------------- */

static wks_code put(wks_deviations *d, const double *point, wks_error *err)
{
    const wks_piece *piece = d->piece;
    WKS_TRY(wks_arena_grow(d->arena, &d->all, d->n, &d->room, sizeof *d->all, err));
    wks_deviation *new = &d->all[d->n];
    *new = (wks_deviation){
        .first = d->n_moves, .times = {WKS_READER_FAR, WKS_READER_FAR}, .is_alive = true};
    for (size_t j = 0; j < piece->n; j++) {
        const double z = point[j];
        if (fabs(z) < nothing) {
            continue;
        }
        WKS_TRY(
            wks_arena_grow(d->arena, &d->move, d->n_moves, &d->move_room, sizeof *d->move, err));
        d->move[d->n_moves] = (wks_move){(uint32_t)d->n, (uint32_t)j, z, d->head[j]};
        d->head[j] = ++d->n_moves;
        new->n++;
        new->times[0] = fmin(new->times[0], (z > 0 ? piece->up[j] : piece->down[j]) / fabs(z));
        new->times[1] = fmin(new->times[1], (z > 0 ? piece->down[j] : piece->up[j]) / fabs(z));
    }
    d->n++;
    return WKS_OK;
}

wks_code wks_deviations_add(wks_deviations *d, const double *point, wks_error *err)
{
    WKS_TRY(put(d, point, err));
    const uint32_t own = (uint32_t)(d->n - 1);
    const wks_deviation *new = &d->all[own];
    take_up(d, own);
    for (size_t m = new->first; m < d->n_moves; m++) {
        const int32_t t = d->piece->target_at[d->move[m].place];
        for (size_t k = 0; t >= 0 && k < 2; k++) {
            const size_t side = 2 * (size_t)t + k;
            if (wks_deviations_next(d, side) != WKS_NOBODY &&
                reaches(d->piece, new, side, d->move[m].persons)) {
                WKS_TRY(protect(d, side, own, err));
            }
        }
    }
    return WKS_OK;
}

wks_code wks_deviations_add_for(wks_deviations *d, const double *point, size_t side,
                                uint32_t reader, wks_error *err)
{
    WKS_TRY(wks_deviations_add(d, point, err));
    const uint32_t own = (uint32_t)(d->n - 1);
    if (!wks_deviations_uses(d, side, own)) {
        WKS_TRY(protect(d, side, own, err));
    }
    wks_unserved_drop(&d->unserved, side, reader);
    return wks_deviations_uses(d, side, own) ? WKS_OK : add_cover(d, side, own, err);
}
