/* SPDX-License-Identifier: EUPL-1.2 */
#include "suppress/piece_insiders.h"

#include <stdlib.h>

/* Somebody knows a place. */
typedef struct pair {
    uint32_t insider;
    uint32_t place;
} pair;

typedef struct pairs {
    pair *all;
    size_t n;
    size_t room;
} pairs;

static int by_insider(const void *a, const void *b)
{
    const pair *x = a;
    const pair *y = b;
    if (x->insider != y->insider) {
        return x->insider < y->insider ? -1 : 1;
    }
    return (x->place > y->place) - (x->place < y->place);
}

static wks_code add(pairs *to, uint32_t insider, size_t place, wks_arena *arena, wks_error *err)
{
    WKS_TRY(wks_arena_grow(arena, &to->all, to->n, &to->room, sizeof *to->all, err));
    to->all[to->n++] = (pair){insider, (uint32_t)place};
    return WKS_OK;
}

/* Of an atom its knowers; of a cell of value 1 the one in it. */
static wks_code find_pairs(const wks_relations *rel, const uint32_t *unknown, size_t n_places,
                           wks_arena *arena, pairs *out, wks_error *err)
{
    const wks_insiders *insiders = &rel->insiders;
    for (size_t j = 0; j < n_places; j++) {
        const uint32_t atom = rel->atom[unknown[j]];
        if (atom == UINT32_MAX && rel->value[unknown[j]] == 1) {
            WKS_TRY(add(out, wks_insiders_person(insiders->protection, unknown[j]), j, arena, err));
        } else if (atom != UINT32_MAX) {
            for (size_t h = insiders->first[atom]; h < insiders->first[atom + 1]; h++) {
                WKS_TRY(add(out, insiders->knower[h], j, arena, err));
            }
        }
    }
    if (out->n > 0) {
        qsort(out->all, out->n, sizeof *out->all, by_insider);
    }
    return WKS_OK;
}

wks_code wks_piece_insiders_find(const wks_relations *relations, const uint32_t *unknown,
                                 size_t n_places, wks_arena *arena, wks_piece_insiders *out,
                                 wks_error *err)
{
    pairs found = {0};
    *out = (wks_piece_insiders){.all = &relations->insiders};
    if (relations->insiders.n == 0) {
        return WKS_OK;
    }
    WKS_TRY(find_pairs(relations, unknown, n_places, arena, &found, err));
    WKS_TRY(wks_arena_take(arena, found.n, sizeof *out->insider, &out->insider, err));
    WKS_TRY(wks_arena_take(arena, found.n + 1, sizeof *out->first, &out->first, err));
    WKS_TRY(wks_arena_take(arena, found.n, sizeof *out->place, &out->place, err));
    WKS_TRY(
        wks_arena_take(arena, n_places + 2, sizeof *out->knower_first, &out->knower_first, err));
    WKS_TRY(wks_arena_take(arena, found.n, sizeof *out->knower, &out->knower, err));
    for (size_t k = 0; k < found.n; k++) {
        if (k == 0 || found.all[k].insider != found.all[k - 1].insider) {
            out->insider[out->n++] = found.all[k].insider;
        }
        out->place[k] = found.all[k].place;
        out->first[out->n] = k + 1;
        out->knower_first[found.all[k].place + 2]++;
    }
    /* counted two places up, so that filling moves the starts into place */
    for (size_t j = 0; j < n_places; j++) {
        out->knower_first[j + 2] += out->knower_first[j + 1];
    }
    for (size_t k = 0; k < out->n; k++) {
        for (size_t at = out->first[k]; at < out->first[k + 1]; at++) {
            out->knower[out->knower_first[out->place[at] + 1]++] = (uint32_t)k;
        }
    }
    return WKS_OK;
}
