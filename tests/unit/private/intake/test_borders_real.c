/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/compress.h"
#include "base/file.h"
#include "base/progress.h"
#include "private/intake/borders.h"
#include "topology_checks.h"

#include <stdio.h>
#include <string.h>

static wks_arena arena;
static wks_error err;

typedef struct border_file {
    const char *file; /* under shared/data */
    const char *layer;
    const char *code_column;
    const char *name_column;
    wks_level level;
} border_file;

static const border_file wijken_geojson = {"twente/twente_wijk_2022_wgs84.geojson", NULL, "code",
                                           "name", WKS_LEVEL_WIJK};
static const border_file buurten_shp = {"twente/buurten.shp", NULL, "buurtcode", "buurtnaam",
                                        WKS_LEVEL_BUURT};
static const border_file buurten_gpkg = {"twente/twente_buurt_2021_rd.gpkg", NULL, "buurtcode",
                                         "buurtnaam", WKS_LEVEL_BUURT};
static const border_file national_wijken = {"national/nl_wijk_2022_rd.gpkg", NULL, "code", "name",
                                            WKS_LEVEL_WIJK};
static const border_file national_2020 = {"national/nl_gemeente_2020_wgs84.geojson", NULL,
                                          "GM_CODE", "GM_NAAM", WKS_LEVEL_GEMEENTE};

static int set_up(void **state)
{
    (void)state;
    wks_arena_init(&arena, 0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    wks_arena_clear(&arena);
    return 0;
}

static const char *path_of(const char *file)
{
    return wks_arena_printf(&arena, "%s/data/%s", getenv("WKS_SHARED"), file);
}

static wks_borders read_delivery(const border_file *delivery)
{
    const wks_source source = {.id = "proef",
                               .kind = WKS_SOURCE_BORDERS,
                               .area = {.column = delivery->code_column},
                               .area_name = delivery->name_column};
    const wks_borders_file file = {
        .path = path_of(delivery->file), .layer = delivery->layer, .edition = 2022};
    wks_borders out;
    if (wks_borders_read(&file, &source, &arena, &out, &err) != WKS_OK) {
        fail_msg("%s", err.text);
    }
    return out;
}

static wks_topology build_level(const wks_borders *borders, wks_level level)
{
    wks_topology_part *parts = wks_arena_alloc(&arena, borders->n_borders, sizeof *parts);
    wks_topology out;
    size_t n = 0;
    assert_non_null(parts);
    for (size_t i = 0; i < borders->n_borders; i++) {
        const wks_border *one = &borders->borders[i];
        if (one->area.level == level) {
            parts[n++] = (wks_topology_part){one->area.code, one->area.name, &one->shape};
        }
    }
    if (wks_topology_build(parts, n, NULL, &arena, &out, &err) != WKS_OK) {
        fail_msg("%s", err.text);
    }
    return out;
}

static double area_of(const wks_borders *borders, wks_level level)
{
    double sum = 0;
    for (size_t i = 0; i < borders->n_borders; i++) {
        sum += borders->borders[i].area.level == level ? wks_shape_area(&borders->borders[i].shape)
                                                       : 0;
    }
    return sum;
}

static double area_of_topology(const wks_topology *topology)
{
    double sum = 0;
    for (size_t a = 0; a < topology->n_areas; a++) {
        sum += wks_topology_area_m2(topology, a);
    }
    return sum;
}

static size_t count_neighbours(const wks_topology *topology)
{
    size_t n = 0;
    for (size_t a = 0; a < topology->n_areas; a++) {
        n += topology->areas[a].n_neighbours;
    }
    return n / 2;
}

static const wks_topology_area *find_area(const wks_topology *topology, const char *code)
{
    for (size_t a = 0; a < topology->n_areas; a++) {
        if (strcmp(topology->areas[a].code, code) == 0) {
            return &topology->areas[a];
        }
    }
    fail_msg("%s is not there", code);
    return NULL;
}

static const char *neighbours_of(const wks_topology *topology, const char *code)
{
    const wks_topology_area *area = find_area(topology, code);
    const char *list = "";
    for (size_t i = 0; i < area->n_neighbours; i++) {
        list = wks_arena_printf(&arena, "%s%s%s", list, i == 0 ? "" : " ",
                                topology->areas[area->neighbours[i]].code);
    }
    return list;
}

static wks_topology dissolve_to_gemeenten(const wks_topology *fine)
{
    size_t *groups = wks_arena_alloc(&arena, fine->n_areas, sizeof *groups);
    wks_topology_part *names = wks_arena_alloc(&arena, fine->n_areas, sizeof *names);
    size_t n = 0;
    wks_topology out;
    for (size_t a = 0; a < fine->n_areas; a++) {
        char code[WKS_AREA_CODE_SIZE];
        assert_true(wks_area_code_up(fine->areas[a].code, WKS_LEVEL_GEMEENTE, code));
        if (n == 0 || strcmp(names[n - 1].code, code) != 0) { /* areas are sorted by code */
            const char *copy = wks_arena_text(&arena, code);
            names[n++] = (wks_topology_part){copy, copy, NULL};
        }
        groups[a] = n - 1;
    }
    assert_int_equal(wks_topology_dissolve(fine, groups, names, n, &arena, &out, &err), WKS_OK);
    return out;
}

/* The map fits in 40 kB, and is closed.  Crossings smaller than a step of its grid may be left. */
static void assert_map_fits(const wks_topology *topology, const char *what, size_t most_crossings)
{
    const wks_topology_labels labels = {.edition = 2022};
    wks_topology_detail detail;
    wks_topology thin;
    wks_buffer json = {0};
    wks_buffer gzip = {0};
    wks_buffer brotli = {0};
    double start = wks_clock_seconds();
    assert_int_equal(wks_topology_map(topology, &labels, &json, &detail, &err), WKS_OK);
    double seconds = wks_clock_seconds() - start;
    assert_int_equal(wks_compress_gzip(json.bytes, json.n, &gzip, &err), WKS_OK);
    assert_int_equal(wks_compress_brotli(json.bytes, json.n, &brotli, &err), WKS_OK);
    printf("# %s: %zu bytes, %zu gzip, %zu brotli, bends over %.0f m2, steps of %g m, %.2f s\n",
           what, json.n, gzip.n, brotli.n, detail.smallest_m2, detail.step_m, seconds);
    assert_true(gzip.n < 40000);
    assert_int_equal(wks_topology_simplify(topology, &detail, &arena, &thin, &err), WKS_OK);
    check_clean(&thin);
    assert_true(check_crossings(&thin) <= most_crossings);
    assert_true(fabs(area_of_topology(&thin) / area_of_topology(topology) - 1) < 0.002);
    for (size_t a = 0; a < thin.n_areas; a++) {
        double change = wks_topology_area_m2(&thin, a) / wks_topology_area_m2(topology, a);
        assert_true(change > 0.5 && change < 2);
    }
    wks_buffer_clear(&json);
    wks_buffer_clear(&gzip);
    wks_buffer_clear(&brotli);
}

/* Counted by GEOS on the same file: pairs whose boundaries share a line. */
static void finds_the_neighbours_of_the_wijken_of_twente(void **state)
{
    (void)state;
    wks_borders borders = read_delivery(&wijken_geojson);
    assert_int_equal(borders.n_borders, 120);
    assert_int_equal(borders.n_repaired, 0);
    wks_topology topology = build_level(&borders, WKS_LEVEL_WIJK);
    check_clean(&topology);
    assert_int_equal(count_neighbours(&topology), 318);
    assert_string_equal(neighbours_of(&topology, "WK015301"),
                        "WK015300 WK015302 WK015305 WK015306 WK015308 WK015309");
    assert_string_equal(neighbours_of(&topology, "WK018302"),
                        "WK014113 WK014117 WK018300 WK018301 WK018303");
    assert_string_equal(neighbours_of(&topology, "WK014113"),
                        "WK014112 WK014117 WK014118 WK018302 WK170006");
    assert_map_fits(&topology, "Twente, 120 wijken", 0);
}

static void makes_the_same_map_of_a_shapefile_and_a_geopackage(void **state)
{
    (void)state;
    wks_borders borders[] = {read_delivery(&buurten_shp), read_delivery(&buurten_gpkg)};
    wks_buffer json[2] = {{0}, {0}};
    for (size_t i = 0; i < 2; i++) {
        const wks_topology_labels labels = {.edition = 2021};
        assert_int_equal(borders[i].n_borders, 517);
        assert_int_equal(borders[i].n_rows, 517);
        wks_topology topology = build_level(&borders[i], WKS_LEVEL_BUURT);
        check_clean(&topology);
        assert_true(fabs(area_of_topology(&topology) / area_of(&borders[i], WKS_LEVEL_BUURT) - 1) <
                    1e-6);
        /* GEOS finds one more: BU01411401 and BU01890005 share 6 millimetres. */
        assert_int_equal(count_neighbours(&topology), 1373);
        assert_int_equal(wks_topology_map(&topology, &labels, &json[i], NULL, &err), WKS_OK);
        if (i == 0) {
            assert_map_fits(&topology, "Twente, 517 buurten", 0);
        }
    }
    assert_int_equal(json[0].n, json[1].n);
    assert_memory_equal(json[0].bytes, json[1].bytes, json[0].n);
    wks_buffer_clear(&json[0]);
    wks_buffer_clear(&json[1]);
}

static void dissolves_buurten_to_the_14_gemeenten_of_twente(void **state)
{
    (void)state;
    wks_borders borders = read_delivery(&buurten_gpkg);
    wks_topology fine = build_level(&borders, WKS_LEVEL_BUURT);
    wks_topology gemeenten = dissolve_to_gemeenten(&fine);
    check_clean(&gemeenten);
    assert_int_equal(gemeenten.n_areas, 14);
    for (size_t a = 0; a < 14; a++) {
        assert_int_equal(gemeenten.areas[a].n_polygons, 1);
        assert_int_equal(gemeenten.areas[a].polygons[0].n_rings, 1);
    }
    assert_true(fabs(area_of_topology(&gemeenten) - area_of_topology(&fine)) < 1);
    assert_string_equal(neighbours_of(&gemeenten, "GM0153"), "GM0158 GM0164 GM0168 GM0173 GM1774");
    assert_map_fits(&gemeenten, "Twente, 14 gemeenten", 0);
}

static void builds_the_country(void **state)
{
    (void)state;
    double start = wks_clock_seconds();
    wks_borders borders = read_delivery(&national_wijken);
    double read = wks_clock_seconds();
    wks_topology wijken = build_level(&borders, WKS_LEVEL_WIJK);
    double built = wks_clock_seconds();
    printf("# 3,340 wijken: read in %.3f s, built in %.3f s, %zu arcs, %zu points\n", read - start,
           built - read, wijken.n_arcs, wijken.n_points);
    assert_int_equal(wijken.n_areas, 3340);
    check_clean(&wijken);
    assert_true(fabs(area_of_topology(&wijken) / area_of(&borders, WKS_LEVEL_WIJK) - 1) < 1e-6);
    wks_topology gemeenten = build_level(&borders, WKS_LEVEL_GEMEENTE);
    check_clean(&gemeenten);
    wks_topology dissolved = dissolve_to_gemeenten(&wijken);
    check_clean(&dissolved);
    assert_int_equal(gemeenten.n_areas, 345);
    assert_int_equal(dissolved.n_areas, 345);
    for (size_t a = 0; a < 345; a++) { /* the file's own layer says the same */
        assert_string_equal(dissolved.areas[a].code, gemeenten.areas[a].code);
        double from_wijken = wks_topology_area_m2(&dissolved, a);
        double own = wks_topology_area_m2(&gemeenten, a);
        /* Points within a metre and a half of each other are joined a little differently. */
        assert_true(fabs(from_wijken - own) < 1000);
    }
    assert_int_equal(count_neighbours(&dissolved), count_neighbours(&gemeenten));
}

static void repairs_the_three_invalid_gemeenten_of_2020(void **state)
{
    (void)state;
    wks_borders borders = read_delivery(&national_2020);
    assert_int_equal(borders.n_borders, 355);
    assert_int_equal(borders.n_repaired, 3);
    wks_topology topology = build_level(&borders, WKS_LEVEL_GEMEENTE);
    check_clean(&topology);
    /* 41,5 thousand square kilometres with water; this file holds land. */
    assert_true(area_of_topology(&topology) > 33e9 && area_of_topology(&topology) < 36e9);
    assert_map_fits(&topology, "the country, 355 gemeenten", 4);
}

static void reads_topojson_without_crs_and_names_an_area_that_its_grid_swallowed(void **state)
{
    (void)state;
    const border_file gemeenten = {"formats/nl_gemeente_2023_veiligheidsregio.topojson",
                                   "gm_features", "code", NULL, WKS_LEVEL_GEMEENTE};
    wks_borders borders = read_delivery(&gemeenten);
    assert_int_equal(borders.n_borders, 342);
    const wks_source source = {.id = "proef", .area = {.column = "statcode"}};
    const wks_borders_file wijken = {.path = path_of("formats/nl_wijk_2014.topojson"),
                                     .edition = 2014};
    wks_borders out;
    assert_int_equal(wks_borders_read(&wijken, &source, &arena, &out, &err), WKS_E_FORMAT);
    assert_non_null(strstr(err.text, "row 2420"));
    assert_non_null(strstr(err.text, "WK008040"));
}

int main(void)
{
    const char *shared = getenv("WKS_SHARED");
    char probe[4096];
    snprintf(probe, sizeof probe, "%s/data/twente/buurten.shp", shared == NULL ? "" : shared);
    if (!wks_file_exists(probe)) {
        printf("1..0 # SKIP the real borders are not in %s\n",
               shared == NULL ? "WKS_SHARED" : shared);
        return 0;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_neighbours_of_the_wijken_of_twente),
        cmocka_unit_test(makes_the_same_map_of_a_shapefile_and_a_geopackage),
        cmocka_unit_test(dissolves_buurten_to_the_14_gemeenten_of_twente),
        cmocka_unit_test(builds_the_country),
        cmocka_unit_test(repairs_the_three_invalid_gemeenten_of_2020),
        cmocka_unit_test(reads_topojson_without_crs_and_names_an_area_that_its_grid_swallowed),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
