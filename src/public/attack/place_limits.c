/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/attack/place_limits.h"

#include <math.h>

wks_code wks_place_limits_init(size_t n, wks_arena *arena, wks_place_limits *out, wks_error *err)
{
    *out = (wks_place_limits){.n = n};
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->least, &out->least, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->most, &out->most, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->is_asked, &out->is_asked, err));
    for (size_t i = 0; i < n; i++) {
        out->most[i] = WKS_BOUNDS_NO_LIMIT;
    }
    return WKS_OK;
}

void wks_place_limits_set(wks_place_limits *limits, size_t place, double count)
{
    limits->least[place] = llrint(count);
    limits->most[place] = limits->least[place];
}

bool wks_place_limits_is_exact(const wks_place_limits *limits, size_t place)
{
    return limits->least[place] == limits->most[place];
}

/* Each place of which something is known or asked is a cell: cell_of [n] says which. */
static wks_code make_bounds(const wks_place_limits *limits, const wks_seen_frame *frame,
                            wks_arena *arena, wks_bounds *out, size_t *cell_of, wks_error *err)
{
    uint32_t *members = NULL;
    *out = (wks_bounds){.n_atoms = wks_seen_frame_atoms(frame)};
    WKS_TRY(wks_arena_take(arena, out->n_atoms, sizeof *members, &members, err));
    for (size_t i = 0; i < limits->n; i++) {
        const wks_bounded_cell cell = {limits->least[i], limits->most[i], limits->is_asked[i]};
        const size_t n = wks_seen_frame_members(frame, i, members);
        cell_of[i] = SIZE_MAX;
        if (n == 0 || (!cell.is_asked && cell.least == 0 && cell.most == WKS_BOUNDS_NO_LIMIT)) {
            continue;
        }
        cell_of[i] = out->n_cells;
        WKS_TRY(wks_bounds_add(out, &cell, members, n, arena, err));
    }
    return WKS_OK;
}

wks_code wks_place_limits_narrow(wks_place_limits *limits, const wks_seen_frame *frame,
                                 wks_bounds_solver *solve, void *context, wks_arena *arena,
                                 bool *is_possible, wks_error *err)
{
    wks_bounds bounds;
    wks_bounds_answer answer;
    size_t *cell_of = NULL;
    size_t n_asked = 0;
    WKS_TRY(wks_arena_take(arena, limits->n, sizeof *cell_of, &cell_of, err));
    for (size_t i = 0; i < limits->n; i++) {
        n_asked += limits->is_asked[i];
    }
    WKS_TRY(make_bounds(limits, frame, arena, &bounds, cell_of, err));
    *is_possible = true; /* of what is not asked nobody needs to know */
    if (n_asked == 0) {
        return WKS_OK;
    }
    WKS_TRY(solve(context, &bounds, arena, &answer, err));
    *is_possible = answer.is_possible;
    for (size_t i = 0; answer.is_possible && i < limits->n; i++) {
        if (limits->is_asked[i] && cell_of[i] != SIZE_MAX) {
            limits->least[i] = answer.least[cell_of[i]];
            limits->most[i] = answer.most[cell_of[i]];
        }
    }
    return WKS_OK;
}
