/* SPDX-License-Identifier: EUPL-1.2 */
#include "suppress/deviation.h"

#include <math.h>

static const double nothing = 1e-7;  /* persons; vertices of these tables lie far from it */
static const double rounding = 1e-6; /* persons; what counts in the end is the attack */

wks_code wks_deviations_init(const wks_piece *piece, wks_arena *arena, wks_deviations *out,
                             wks_error *err)
{
    *out = (wks_deviations){.piece = piece, .arena = arena};
    WKS_TRY(wks_arena_take(arena, piece->n, sizeof *out->head, &out->head, err));
    WKS_TRY(wks_arena_take(arena, 2 * piece->n_targets, sizeof *out->cover, &out->cover, err));
    for (size_t s = 0; s < 2 * piece->n_targets; s++) {
        out->cover[s] = WKS_DEVIATION_NONE;
    }
    return WKS_OK;
}

bool wks_deviation_reaches(const wks_piece *piece, const wks_deviation *deviation, size_t target,
                           size_t side, double persons)
{
    const double times = deviation->times[(persons > 0) == (side == 0) ? 0 : 1];
    return times * fabs(persons) >= piece->target[target].need[side] - rounding;
}

bool wks_deviations_is_covered(const wks_deviations *deviations, size_t target, size_t side)
{
    return deviations->piece->target[target].need[side] <= 0 ||
           deviations->cover[2 * target + side] != WKS_DEVIATION_NONE;
}

wks_code wks_deviations_add(wks_deviations *d, const double *point, wks_error *err)
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
    for (size_t m = new->first; m < d->n_moves; m++) {
        const int32_t t = piece->target_at[d->move[m].place];
        for (size_t side = 0; t >= 0 && side < 2; side++) {
            uint32_t *cover = &d->cover[2 * (size_t)t + side];
            if (*cover == WKS_DEVIATION_NONE && piece->target[t].need[side] > 0 &&
                wks_deviation_reaches(piece, new, (size_t)t, side, d->move[m].persons)) {
                *cover = (uint32_t)d->n;
            }
        }
    }
    d->n++;
    return WKS_OK;
}
