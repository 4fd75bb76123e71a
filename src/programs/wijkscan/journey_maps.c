/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/shape.h"
#include "base/vector_crs84.h"
#include "private/intake/topology.h"
#include "programs/wijkscan/journey.h"

#include <stdint.h>
#include <string.h>

/* A region's map stays small enough for a phone; a country's keeps its shape. */
enum {
    REGION_GZIP_BYTES = 40000,
    COUNTRY_GZIP_BYTES = 900000
};

typedef struct map_work {
    wks_journey *journey;
    const wks_area *areas; /* [n_areas] by code and edition */
    size_t n_areas;
    wks_topology topology[WKS_N_LEVELS];
    int edition[WKS_N_LEVELS]; /* 0: there is none */
} map_work;

/* The area with this code, of the given edition when there is one, else the newest; NULL when it is
 * not shown. */
static const wks_area *find_area(const map_work *work, const char *code, int edition)
{
    size_t low = 0;
    size_t high = work->n_areas;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (strcmp(work->areas[middle].code, code) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    const wks_area *found = NULL;
    for (; low < work->n_areas && strcmp(work->areas[low].code, code) == 0; low++) {
        if (found == NULL || found->edition != edition) {
            found = &work->areas[low];
        }
    }
    return found;
}

/* The topology of a level from its own borders, those of shown areas only. */
static wks_code build_own(map_work *work, wks_level level, wks_error *err)
{
    wks_arena *arena = work->journey->call->arena;
    wks_stored_border *borders = NULL;
    wks_topology_part *parts = NULL;
    wks_shape *shapes = NULL;
    size_t n = 0;
    size_t n_parts = 0;
    WKS_TRY(wks_vault_borders(work->journey->vault, work->edition[level], level, arena, &borders,
                              &n, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *parts, &parts, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *shapes, &shapes, err));
    for (size_t i = 0; i < n; i++) {
        const wks_area *area = find_area(work, borders[i].code, work->edition[level]);
        if (area == NULL) {
            continue;
        }
        WKS_TRY(wks_shape_read(borders[i].bytes, borders[i].n_bytes, arena, &shapes[n_parts], err));
        parts[n_parts] =
            (wks_topology_part){.code = area->code, .name = area->name, .shape = &shapes[n_parts]};
        n_parts++;
    }
    if (n_parts == 0) {
        work->edition[level] = 0;
        return WKS_OK;
    }
    return wks_topology_build(parts, n_parts, NULL, arena, &work->topology[level], err);
}

/* The topology of a level by taking away the inner borders of the finer one. */
static wks_code build_from_finer(map_work *work, wks_level level, wks_error *err)
{
    wks_arena *arena = work->journey->call->arena;
    const wks_topology *finer = &work->topology[level + 1];
    size_t *groups = NULL;
    wks_topology_part *names = NULL;
    size_t n_groups = 0;
    WKS_TRY(wks_arena_take(arena, finer->n_areas, sizeof *groups, &groups, err));
    WKS_TRY(wks_arena_take(arena, finer->n_areas, sizeof *names, &names, err));
    for (size_t i = 0; i < finer->n_areas; i++) {
        char code[WKS_AREA_CODE_SIZE];
        if (!wks_area_code_up(finer->areas[i].code, level, code)) {
            return wks_fail(err, WKS_E_FORMAT, "%s", finer->areas[i].code);
        }
        /* areas are sorted by code, so those of one group stand together */
        if (n_groups == 0 || strcmp(names[n_groups - 1].code, code) != 0) {
            const wks_area *area = find_area(work, code, work->edition[level + 1]);
            names[n_groups].code = wks_arena_text(arena, code);
            names[n_groups].name = area == NULL ? names[n_groups].code : area->name;
            if (names[n_groups++].code == NULL) {
                return wks_arena_fail(err);
            }
        }
        groups[i] = n_groups - 1;
    }
    work->edition[level] = work->edition[level + 1];
    return wks_topology_dissolve(finer, groups, names, n_groups, arena, &work->topology[level],
                                 err);
}

/* The borders as the map draws them, for files. */
static wks_code list_borders(const wks_topology *topology, const wks_topology_detail *detail,
                             wks_arena *arena, const wks_publish_border **out, wks_error *err)
{
    const size_t n = topology->n_areas;
    wks_topology drawn = {0};
    wks_publish_border *borders = NULL;
    wks_shape *rd = NULL;
    wks_shape *crs84 = NULL;
    WKS_TRY(wks_topology_simplify(topology, detail, arena, &drawn, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *borders, &borders, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *rd, &rd, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *crs84, &crs84, err));
    for (size_t i = 0; i < n; i++) {
        WKS_TRY(wks_topology_shape(&drawn, i, arena, &rd[i], err));
    }
    WKS_TRY(wks_vector_to_crs84(rd, n, arena, crs84, err));
    for (size_t i = 0; i < n; i++) {
        borders[i] = (wks_publish_border){rd[i], crs84[i]};
    }
    *out = borders;
    return WKS_OK;
}

static wks_code write_map(map_work *work, wks_level level, wks_publish_map *map, wks_error *err)
{
    wks_arena *arena = work->journey->call->arena;
    const wks_topology *topology = &work->topology[level];
    const wks_topology_labels labels = {.edition = work->edition[level],
                                        .gzip_bytes = work->journey->workspace.region_code == NULL
                                                          ? COUNTRY_GZIP_BYTES
                                                          : REGION_GZIP_BYTES};
    wks_buffer json = {0};
    wks_topology_detail detail = {0};
    const char **codes = NULL;
    WKS_TRY(wks_arena_take(arena, topology->n_areas, sizeof *codes, &codes, err));
    for (size_t i = 0; i < topology->n_areas; i++) {
        codes[i] = topology->areas[i].code;
    }
    wks_code code = wks_topology_map(topology, &labels, &json, &detail, err);
    if (code == WKS_OK) {
        *map = (wks_publish_map){.level = level,
                                 .edition = work->edition[level],
                                 .topojson = wks_arena_text_n(arena, json.bytes, json.n),
                                 .codes = codes,
                                 .n_codes = topology->n_areas};
        code = map->topojson == NULL ? wks_arena_fail(err) : WKS_OK;
    }
    if (code == WKS_OK) {
        code = list_borders(topology, &detail, arena, &map->borders, err);
    }
    wks_buffer_clear(&json);
    return code;
}

/* Who touches whom, of a level that has borders. */
static wks_code list_neighbours(map_work *work, wks_level level, wks_area_map *map, wks_error *err)
{
    wks_arena *arena = work->journey->call->arena;
    const wks_topology *topology = &work->topology[level];
    size_t *first = NULL;
    size_t *neighbour = NULL;
    size_t n_pairs = 0;
    for (size_t i = 0; i < topology->n_areas; i++) {
        n_pairs += topology->areas[i].n_neighbours;
    }
    *map = (wks_area_map){.level = level, .edition = work->edition[level], .n = topology->n_areas};
    WKS_TRY(wks_arena_take(arena, map->n, sizeof *map->codes, &map->codes, err));
    WKS_TRY(wks_arena_take(arena, map->n + 1, sizeof *first, &first, err));
    WKS_TRY(wks_arena_take(arena, n_pairs, sizeof *neighbour, &neighbour, err));
    for (size_t i = 0; i < map->n; i++) {
        const wks_topology_area *area = &topology->areas[i];
        map->codes[i] = area->code;
        first[i + 1] = first[i] + area->n_neighbours;
        for (size_t k = 0; k < area->n_neighbours; k++) {
            neighbour[first[i] + k] = area->neighbours[k];
        }
    }
    map->first = first;
    map->neighbour = neighbour;
    return WKS_OK;
}

wks_code wks_journey_maps(wks_journey *journey, const wks_area *areas, size_t n_areas,
                          wks_journey_borders *out, wks_error *err)
{
    map_work work = {.journey = journey, .areas = areas, .n_areas = n_areas};
    *out = (wks_journey_borders){0};
    for (wks_level level = WKS_LEVEL_BUURT; level >= WKS_LEVEL_GEMEENTE; level--) {
        WKS_TRY(wks_vault_border_edition(journey->vault, level, &work.edition[level], err));
        if (work.edition[level] != 0) {
            WKS_TRY(build_own(&work, level, err));
        } else if (level < WKS_LEVEL_BUURT && work.edition[level + 1] != 0) {
            WKS_TRY(build_from_finer(&work, level, err));
        }
        if (work.edition[level] != 0) {
            WKS_TRY(write_map(&work, level, &out->maps[out->n_maps++], err));
            WKS_TRY(list_neighbours(&work, level, &out->neighbours[level], err));
        }
    }
    return WKS_OK;
}
