/* The borders: buurten as GeoPackage in RD New, wijken as GeoJSON in WGS84, gemeenten as Shapefile.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/shape.h"
#include "base/vector_write.h"
#include "demo/demo_borders.h"
#include "demo/demo_delivery.h"

#include <stddef.h>
#include <stdint.h>

enum {
    MAX_FIELDS = 8
};

typedef struct map_form {
    const char *file;
    const char *source;
    wks_level level;
    wks_vector_form form;
} map_form;

static const wks_vector_column buurt_columns[] = {
    {"buurtcode", WKS_VECTOR_TEXT},    {"buurtnaam", WKS_VECTOR_TEXT},
    {"wijkcode", WKS_VECTOR_TEXT},     {"gemeentecode", WKS_VECTOR_TEXT},
    {"gemeentenaam", WKS_VECTOR_TEXT}, {"indelingsw", WKS_VECTOR_INTEGER},
    {"water", WKS_VECTOR_TEXT},        {"jaar", WKS_VECTOR_INTEGER},
};
static const wks_vector_column wijk_columns[] = {{"code", WKS_VECTOR_TEXT},
                                                 {"name", WKS_VECTOR_TEXT}};
static const wks_vector_column gemeente_columns[] = {{"GM_CODE", WKS_VECTOR_TEXT},
                                                     {"GM_NAAM", WKS_VECTOR_TEXT},
                                                     {"H2O", WKS_VECTOR_TEXT},
                                                     {"JAAR", WKS_VECTOR_INTEGER}};

static const map_form maps[] = {
    {"buurten_demo_2024.gpkg",
     "cbs-buurtkaart",
     WKS_LEVEL_BUURT,
     {"buurten", buurt_columns, sizeof buurt_columns / sizeof *buurt_columns, WKS_VECTOR_RD_NEW}},
    {"wijken_demo_2024.geojson",
     "cbs-grenzen",
     WKS_LEVEL_WIJK,
     {"wijken", wijk_columns, sizeof wijk_columns / sizeof *wijk_columns, WKS_VECTOR_WGS84}},
    {"gemeenten_demo_2024.shp",
     "cbs-gemeentegrenzen",
     WKS_LEVEL_GEMEENTE,
     {"gemeenten_demo_2024", gemeente_columns, sizeof gemeente_columns / sizeof *gemeente_columns,
      WKS_VECTOR_RD_NEW}},
};

static const char map_year[] = "2024"; /* WKS_DEMO_LAST_YEAR */

static void fill_fields(const wks_demo_areas *areas, wks_level level, int32_t area,
                        const char *fields[MAX_FIELDS])
{
    if (level == WKS_LEVEL_GEMEENTE) {
        fields[0] = areas->gemeenten[area].code;
        fields[1] = areas->gemeenten[area].name;
        fields[2] = "NEE";
        fields[3] = map_year;
        return;
    }
    if (level == WKS_LEVEL_WIJK) {
        fields[0] = areas->wijken[area].code;
        fields[1] = areas->wijken[area].name;
        return;
    }
    const wks_demo_area *buurt = &areas->buurten[area];
    const wks_demo_area *wijk = &areas->wijken[buurt->parent];
    const wks_demo_area *gemeente = &areas->gemeenten[wijk->parent];
    fields[0] = buurt->code;
    fields[1] = buurt->name;
    fields[2] = wijk->code;
    fields[3] = gemeente->code;
    fields[4] = gemeente->name;
    fields[5] = "1";
    fields[6] = "NEE";
    fields[7] = map_year;
}

/* The rings of one area, from rings[0] on, as one polygon in metres. */
static wks_code make_polygon(const wks_demo_ring *rings, size_t n_rings, wks_arena *arena,
                             wks_polygon *out, wks_error *err)
{
    *out = (wks_polygon){.n_rings = n_rings};
    WKS_TRY(wks_arena_take(arena, n_rings, sizeof *out->rings, &out->rings, err));
    for (size_t r = 0; r < n_rings; r++) {
        size_t n = rings[r].n_points;
        wks_ring *ring = &out->rings[r];
        ring->n_points = n + 1;
        WKS_TRY(wks_arena_take(arena, n + 1, sizeof *ring->points, &ring->points, err));
        for (size_t i = 0; i <= n; i++) {
            wks_demo_point point = rings[r].points[i % n];
            ring->points[i] = (wks_point){point.x / 10.0, point.y / 10.0};
        }
    }
    return WKS_OK;
}

static wks_code write_rows(const wks_demo_areas *areas, const map_form *map,
                           const wks_demo_borders *borders, wks_arena *arena,
                           wks_vector_writer *writer, wks_error *err)
{
    for (size_t from = 0, end = 0; from < borders->n_rings; from = end) {
        int32_t area = borders->rings[from].area;
        while (end < borders->n_rings && borders->rings[end].area == area) {
            end++;
        }
        wks_polygon polygon;
        const char *fields[MAX_FIELDS];
        WKS_TRY(make_polygon(&borders->rings[from], end - from, arena, &polygon, err));
        fill_fields(areas, map->level, area, fields);
        wks_shape shape = {&polygon, 1};
        WKS_TRY(wks_vector_write_row(writer, fields, &shape, err));
    }
    return WKS_OK;
}

static wks_code write_map(wks_demo_deliveries *deliveries, const map_form *map, wks_arena *scratch,
                          wks_error *err)
{
    const wks_demo_region *region = deliveries->region;
    wks_demo_borders borders;
    wks_vector_writer *writer = NULL;
    const char *path = NULL;
    WKS_TRY(
        wks_demo_borders_draw(region->seed, &region->areas, map->level, scratch, &borders, err));
    const wks_demo_file file = {.file = map->file,
                                .source = map->source,
                                .period = map_year,
                                .edition = WKS_DEMO_LAST_YEAR};
    WKS_TRY(wks_demo_delivery_add(deliveries, &file, &path, err));
    WKS_TRY(wks_vector_write_open(path, &map->form, scratch, &writer, err));
    wks_code code = write_rows(&region->areas, map, &borders, scratch, writer, err);
    if (code != WKS_OK) {
        wks_vector_write_close(writer);
        return code;
    }
    return wks_vector_write_finish(writer, err);
}

wks_code wks_demo_maps_write(wks_demo_deliveries *deliveries, wks_error *err)
{
    wks_code code = WKS_OK;
    for (size_t i = 0; i < sizeof maps / sizeof *maps && code == WKS_OK; i++) {
        wks_arena scratch;
        wks_arena_init(&scratch, 0);
        code = write_map(deliveries, &maps[i], &scratch, err);
        wks_arena_clear(&scratch);
    }
    return code;
}
