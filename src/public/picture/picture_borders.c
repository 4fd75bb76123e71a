/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/picture/picture_borders.h"

#include "public/picture/picture_query.h"

#include <stdbool.h>

/* The bytes of a column, kept. */
static wks_code keep_bytes(wks_query *row, int column, wks_arena *arena, wks_span *out,
                           wks_error *err)
{
    size_t n = 0;
    const void *bytes = wks_query_bytes(row, column, &n);
    char *kept = wks_arena_text_n(arena, n == 0 ? "" : bytes, n);
    *out = (wks_span){kept, n};
    return kept == NULL ? wks_arena_fail(err) : WKS_OK;
}

static wks_code read_one(wks_query *row, wks_arena *arena, wks_border *out, wks_error *err)
{
    wks_span crs84;
    const char *parent = wks_query_text(row, 2);
    *out = (wks_border){.code = wks_arena_text(arena, wks_query_text(row, 0)),
                        .name = wks_arena_text(arena, wks_query_text(row, 1)),
                        .parent = parent == NULL ? NULL : wks_arena_text(arena, parent)};
    if (out->code == NULL || out->name == NULL || (parent != NULL && out->parent == NULL)) {
        return wks_arena_fail(err);
    }
    WKS_TRY(keep_bytes(row, 4, arena, &out->rd_bytes, err));
    WKS_TRY(keep_bytes(row, 5, arena, &crs84, err));
    WKS_TRY(wks_shape_read(out->rd_bytes.at, out->rd_bytes.n, arena, &out->rd, err));
    return wks_shape_read(crs84.at, crs84.n, arena, &out->crs84, err);
}

wks_code wks_picture_borders(wks_picture *picture, int64_t release, const char *level,
                             wks_arena *arena, wks_borders *out, wks_error *err)
{
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_BORDERS, release);
    size_t room = 0;
    *out = (wks_borders){0};
    wks_query_bind_text(row, 2, level);
    for (;;) {
        bool has_row = false;
        WKS_TRY(wks_query_step(row, &has_row, err));
        if (!has_row) {
            return WKS_OK;
        }
        WKS_TRY(wks_arena_grow(arena, &out->items, out->n, &room, sizeof *out->items, err));
        out->edition = (int)wks_query_integer(row, 3);
        WKS_TRY(read_one(row, arena, &out->items[out->n], err));
        out->n++;
    }
}
