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
