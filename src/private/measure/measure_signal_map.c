/* Which of the areas of a pair border on each other.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "private/measure/measure_signal_inside.h"

wks_code wks_signal_work_neighbours(wks_signal_work *work, wks_error *err)
{
    const wks_area_map *map = &work->in->maps[work->pair->level];
    const size_t n_edges = map->n == 0 ? 0 : map->first[map->n];
    size_t *own = NULL; /* [map->n] index of the area among those of the pair; work->n: none */
    size_t *from = NULL;
    size_t *to = NULL;
    size_t n = 0;
    WKS_TRY(wks_arena_take(work->arena, map->n, sizeof *own, &own, err));
    WKS_TRY(wks_arena_take(work->arena, n_edges, sizeof *from, &from, err));
    WKS_TRY(wks_arena_take(work->arena, n_edges, sizeof *to, &to, err));
    for (size_t k = 0; k < map->n; k++) {
        own[k] = work->n;
    }
    for (size_t i = 0; i < work->n; i++) {
        const size_t at = wks_area_map_find(map, work->candidates->items[work->use_number[i]].area);
        if (at < map->n) {
            own[at] = i;
        }
    }
    for (size_t k = 0; k < map->n; k++) {
        for (size_t e = map->first[k]; e < map->first[k + 1]; e++) {
            if (own[k] < work->n && own[map->neighbour[e]] < work->n) {
                from[n] = own[k];
                to[n++] = own[map->neighbour[e]];
            }
        }
    }
    return wks_neighbours_make(work->n, n, from, to, work->arena, &work->neighbours, err);
}
