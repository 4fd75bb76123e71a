/* private/measure/area_map.h - which areas of a level touch, as models need to know.
 *
 * Made by the journey from the borders in the vault, in the edition that the maps are of.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_MEASURE_AREA_MAP_H
#define WKS_PRIVATE_MEASURE_AREA_MAP_H

#include "base/arena.h"
#include "base/error.h"
#include "model/area.h"
#include "private/estimate/neighbours.h"

#include <stddef.h>

/* n 0: there are no borders of this level.  Neighbours of area i are neighbour[first[i]] up to, not
 * including, neighbour[first[i + 1]]: rising, and each the neighbour of the other. */
typedef struct wks_area_map {
    wks_level level;
    int edition;
    const char **codes; /* [n] sorted */
    size_t n;
    const size_t *first; /* [n + 1] */
    const size_t *neighbour;
} wks_area_map;

/* The index of a code; n when the map does not have it. */
size_t wks_area_map_find(const wks_area_map *map, const char *code);

/* Who of these areas borders on whom; codes [n] in any order, each at most once.  An area that the
 * map does not have has no neighbours.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_area_map_neighbours(const wks_area_map *map, const char *const *codes,
                                                size_t n, wks_arena *arena, wks_neighbours *out,
                                                wks_error *err);

#endif
