/* SPDX-License-Identifier: EUPL-1.2 */
#include "suppress/unserved.h"

#include <string.h>

wks_code wks_unserved_init(const wks_piece_insiders *insiders, size_t n_sides, wks_arena *arena,
                           wks_unserved *out, wks_error *err)
{
    *out = (wks_unserved){.insiders = insiders, .arena = arena, .n_sides = n_sides};
    WKS_TRY(wks_arena_take(arena, n_sides, sizeof *out->side, &out->side, err));
    WKS_TRY(wks_arena_take(arena, insiders->n, sizeof *out->touched, &out->touched, err));
    return wks_arena_take(arena, insiders->n, sizeof *out->is_touched, &out->is_touched, err);
}

void wks_unserved_reset_side(wks_unserved *u, size_t side)
{
    u->side[side].has_table = false;
    u->side[side].n = 0;
}

void wks_unserved_reset(wks_unserved *u)
{
    for (size_t s = 0; s < u->n_sides; s++) {
        wks_unserved_reset_side(u, s);
    }
}

void wks_unserved_begin_table(wks_unserved *u)
{
    for (size_t k = 0; k < u->n_touched; k++) {
        u->is_touched[u->touched[k]] = false;
    }
    u->n_touched = 0;
}

void wks_unserved_change(wks_unserved *u, size_t place)
{
    const wks_piece_insiders *insiders = u->insiders;
    if (insiders->n == 0) {
        return;
    }
    for (size_t h = insiders->knower_first[place]; h < insiders->knower_first[place + 1]; h++) {
        const uint32_t k = insiders->knower[h];
        if (!u->is_touched[k]) {
            u->is_touched[k] = true;
            u->touched[u->n_touched++] = k;
        }
    }
}

/* All but those whom the table touches; of these, some need nothing. */
static wks_code serve_first(wks_unserved *u, size_t side, size_t cell, wks_error *err)
{
    wks_unserved_side *s = &u->side[side];
    const wks_piece_insiders *insiders = u->insiders;
    if (s->room < u->n_touched) {
        s->room = 0;
        WKS_TRY(wks_arena_take(u->arena, u->n_touched, sizeof *s->reader, &s->reader, err));
        s->room = (uint32_t)u->n_touched;
    }
    for (size_t k = 0; k < u->n_touched; k++) {
        if (!wks_insiders_excuse(insiders->all, insiders->insider[u->touched[k]], cell,
                                 side % 2 == 0)) {
            s->reader[s->n++] = u->touched[k];
        }
    }
    s->has_table = true;
    return WKS_OK;
}

wks_code wks_unserved_serve(wks_unserved *u, size_t side, size_t cell, bool *is_new, wks_error *err)
{
    wks_unserved_side *s = &u->side[side];
    uint32_t n = 0;
    *is_new = !s->has_table;
    if (!s->has_table) {
        return serve_first(u, side, cell, err);
    }
    for (uint32_t k = 0; k < s->n; k++) {
        if (u->is_touched[s->reader[k]]) {
            s->reader[n++] = s->reader[k];
        }
    }
    *is_new = n < s->n;
    s->n = n;
    return WKS_OK;
}

uint32_t wks_unserved_next(const wks_unserved *u, size_t side)
{
    const wks_unserved_side *s = &u->side[side];
    return !s->has_table ? WKS_OUTSIDER : s->n > 0 ? s->reader[0] : WKS_NOBODY;
}

bool wks_unserved_has(const wks_unserved *u, size_t side, uint32_t reader)
{
    const wks_unserved_side *s = &u->side[side];
    for (uint32_t k = 0; k < s->n; k++) {
        if (s->reader[k] == reader) {
            return true;
        }
    }
    return !s->has_table;
}

size_t wks_unserved_find(const wks_unserved *u, size_t k, uint32_t reader, bool *is_wanted)
{
    size_t n = 0;
    for (size_t t = 0; t < u->n_sides / 2; t++) {
        is_wanted[t] = wks_unserved_has(u, 2 * t + k, reader);
        n += is_wanted[t];
    }
    return n;
}

void wks_unserved_drop(wks_unserved *u, size_t side, uint32_t reader)
{
    wks_unserved_side *s = &u->side[side];
    for (uint32_t k = 0; k < s->n; k++) {
        if (s->reader[k] == reader) {
            memmove(s->reader + k, s->reader + k + 1, (s->n - k - 1) * sizeof *s->reader);
            s->n--;
            return;
        }
    }
}

void wks_unserved_settle(wks_unserved *u, size_t side)
{
    u->side[side].has_table = true;
    u->side[side].n = 0;
}
