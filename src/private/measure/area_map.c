/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/measure/area_map.h"

#include <stdlib.h>
#include <string.h>

static int compare_codes(const void *key, const void *item)
{
    return strcmp(key, *(const char *const *)item);
}

size_t wks_area_map_find(const wks_area_map *map, const char *code)
{
    const char *const *found =
        map->n == 0 ? NULL : bsearch(code, map->codes, map->n, sizeof *map->codes, compare_codes);
    return found == NULL ? map->n : (size_t)(found - (const char *const *)map->codes);
}

wks_code wks_area_map_neighbours(const wks_area_map *map, const char *const *codes, size_t n,
                                 wks_arena *arena, wks_neighbours *out, wks_error *err)
{
    const size_t n_edges = map->n == 0 ? 0 : map->first[map->n];
    size_t *own = NULL; /* [map->n] index among codes; n: not one of them */
    size_t *from = NULL;
    size_t *to = NULL;
    size_t n_own = 0;
    WKS_TRY(wks_arena_take(arena, map->n, sizeof *own, &own, err));
    WKS_TRY(wks_arena_take(arena, n_edges, sizeof *from, &from, err));
    WKS_TRY(wks_arena_take(arena, n_edges, sizeof *to, &to, err));
    for (size_t k = 0; k < map->n; k++) {
        own[k] = n;
    }
    for (size_t i = 0; i < n; i++) {
        const size_t at = wks_area_map_find(map, codes[i]);
        if (at < map->n) {
            own[at] = i;
        }
    }
    for (size_t k = 0; k < map->n; k++) {
        for (size_t e = map->first[k]; e < map->first[k + 1]; e++) {
            if (own[k] < n && own[map->neighbour[e]] < n) {
                from[n_own] = own[k];
                to[n_own++] = own[map->neighbour[e]];
            }
        }
    }
    return wks_neighbours_make(n, n_own, from, to, arena, out, err);
}
