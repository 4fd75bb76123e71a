/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/attack/seen_names.h"

#include <string.h>

/* FNV-1a (Fowler, Noll, Vo). */
static size_t slot_of(const wks_seen_names *names, const char *text)
{
    uint64_t hash = 14695981039346656037U;
    for (const char *at = text; *at != 0; at++) {
        hash = (hash ^ (unsigned char)*at) * 1099511628211U;
    }
    size_t slot = (size_t)(hash ^ hash >> 32) & (names->n_slots - 1);
    while (names->slot[slot] != 0 && strcmp(names->text[names->slot[slot] - 1], text) != 0) {
        slot = (slot + 1) & (names->n_slots - 1);
    }
    return slot;
}

/* Twice as many slots, before more than half of them are taken. */
static wks_code grow(wks_seen_names *names, wks_arena *arena, wks_error *err)
{
    if (2 * (names->n + 1) <= names->n_slots) {
        return WKS_OK;
    }
    names->n_slots = names->n_slots == 0 ? 1024 : 2 * names->n_slots;
    WKS_TRY(wks_arena_take(arena, names->n_slots, sizeof *names->slot, &names->slot, err));
    for (size_t i = 0; i < names->n; i++) {
        names->slot[slot_of(names, names->text[i])] = (uint32_t)i + 1;
    }
    return WKS_OK;
}

static wks_code take(wks_seen_names *names, const char *text, wks_arena *arena, uint32_t *out,
                     wks_error *err)
{
    WKS_TRY(grow(names, arena, err));
    const size_t slot = slot_of(names, text);
    if (names->slot[slot] == 0) {
        WKS_TRY(wks_arena_grow(arena, &names->text, names->n, &names->room, sizeof(char *), err));
        names->text[names->n] = wks_arena_text(arena, text);
        if (names->text[names->n] == NULL) {
            return wks_arena_fail(err);
        }
        names->slot[slot] = (uint32_t)++names->n;
    }
    *out = names->slot[slot] - 1;
    return WKS_OK;
}

wks_code wks_seen_names_take(wks_seen_names *names, const char *text, wks_arena *arena,
                             uint32_t *out, wks_error *err)
{
    if (names->n == 0) {
        WKS_TRY(take(names, "", arena, out, err));
    }
    return take(names, text == NULL ? "" : text, arena, out, err);
}

uint32_t wks_seen_names_find(const wks_seen_names *names, const char *text)
{
    const uint32_t found = names->n_slots == 0 ? 0 : names->slot[slot_of(names, text)];
    return found == 0 ? 0 : found - 1;
}
