/* SPDX-License-Identifier: EUPL-1.2 */
#include "suppress/border.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

typedef struct list {
    uint32_t *at;
    size_t n;
    size_t room;
} list;

static wks_code push(list *to, uint32_t i, wks_arena *arena, wks_error *err)
{
    WKS_TRY(wks_arena_grow(arena, &to->at, to->n, &to->room, sizeof *to->at, err));
    to->at[to->n++] = i;
    return WKS_OK;
}

/* Entry k of a row: its parts, then its total. */
static uint32_t entry_of(const wks_relations *rel, uint32_t row, size_t k)
{
    return k < rel->first[row + 1] ? rel->part[k] : rel->total[row];
}

/* The unknowns of piece c, then what stands in a row with them and is not known beyond doubt. */
static wks_code list_unknowns(wks_border *b, size_t c, list *unknown, wks_arena *arena,
                              wks_error *err)
{
    const wks_relations *rel = b->apart->relations;
    for (size_t k = b->apart->first[c]; k < b->apart->first[c + 1]; k++) {
        b->place[b->apart->unknown[k]] = 1;
        WKS_TRY(push(unknown, b->apart->unknown[k], arena, err));
    }
    for (size_t r = b->apart->first_row[c]; r < b->apart->first_row[c + 1]; r++) {
        const uint32_t row = b->apart->row[r];
        for (size_t k = rel->first[row]; k <= rel->first[row + 1]; k++) {
            const uint32_t i = entry_of(rel, row, k);
            if (b->place[i] == UINT32_MAX && b->everything->piece[i] >= 0) {
                b->place[i] = 1;
                WKS_TRY(push(unknown, i, arena, err));
            }
        }
    }
    return WKS_OK;
}

static void forget(wks_border *b, const list *unknown)
{
    for (size_t k = 0; k < unknown->n; k++) {
        b->place[unknown->at[k]] = UINT32_MAX;
    }
}

static bool has_targets(const wks_border *b, size_t c)
{
    for (size_t k = b->apart->first[c]; k < b->apart->first[c + 1]; k++) {
        const uint32_t i = b->apart->unknown[k];
        if (i < b->protection->n_cells && (b->protection->cells[i].state == WKS_CELL_PRIMARY ||
                                           b->protection->cells[i].state == WKS_CELL_VIRTUAL)) {
            return true;
        }
    }
    return false;
}

wks_code wks_border_find(const wks_protection *protection, const wks_reader *everything,
                         const wks_reader *apart, wks_arena *arena, wks_border *out, wks_error *err)
{
    const size_t n = apart->relations->n_unknowns;
    list unknown = {0};
    *out = (wks_border){.protection = protection, .everything = everything, .apart = apart};
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->n_pieces, &out->n_pieces, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->place, &out->place, err));
    memset(out->place, 0xff, n * sizeof *out->place);
    for (size_t c = 0; c < apart->n_pieces; c++) {
        unknown.n = 0;
        if (has_targets(out, c)) {
            WKS_TRY(list_unknowns(out, c, &unknown, arena, err));
            for (size_t k = 0; k < unknown.n; k++) {
                out->n_pieces[unknown.at[k]]++;
            }
            forget(out, &unknown);
        }
    }
    return WKS_OK;
}

/* The rows of the piece, and those that lie within its border whole. */
static wks_code list_rows(wks_border *b, size_t c, const list *unknown, list *row, wks_arena *arena,
                          wks_error *err)
{
    const wks_relations *rel = b->apart->relations;
    const size_t n_own = b->apart->first[c + 1] - b->apart->first[c];
    for (size_t r = b->apart->first_row[c]; r < b->apart->first_row[c + 1]; r++) {
        WKS_TRY(push(row, b->apart->row[r], arena, err));
    }
    for (size_t u = n_own; u < unknown->n; u++) {
        const uint32_t i = unknown->at[u];
        for (size_t use = rel->use[i]; use < rel->use[i + 1]; use++) {
            const uint32_t r = rel->used[use];
            uint32_t lowest = UINT32_MAX; /* so that each such row is taken once */
            bool is_within = true;
            for (size_t k = rel->first[r]; k <= rel->first[r + 1] && is_within; k++) {
                const uint32_t j = entry_of(rel, r, k);
                const bool is_known = b->everything->piece[j] < 0;
                is_within = is_known || (b->place[j] == 1 && b->apart->piece[j] != (int32_t)c);
                lowest = is_known || lowest < j ? lowest : j;
            }
            if (is_within && lowest == i) {
                WKS_TRY(push(row, r, arena, err));
            }
        }
    }
    return WKS_OK;
}

wks_code wks_border_take(wks_border *b, size_t c, wks_arena *arena, wks_piece *out, wks_error *err)
{
    const size_t n_own = b->apart->first[c + 1] - b->apart->first[c];
    list unknown = {0};
    list row = {0};
    wks_code code = list_unknowns(b, c, &unknown, arena, err);
    if (code == WKS_OK) {
        code = list_rows(b, c, &unknown, &row, arena, err);
    }
    forget(b, &unknown);
    if (code == WKS_OK) {
        code = wks_piece_make(b->protection, b->everything, unknown.at, unknown.n, row.at, row.n,
                              b->place, arena, out, err);
    }
    for (size_t j = n_own; code == WKS_OK && j < out->n; j++) {
        const double share = out->cost[j] / b->n_pieces[out->unknown[j]];
        if (out->cost[j] > 0) {
            out->cost[j] = share >= 1 ? floor(share) : share;
        }
    }
    return code;
}
