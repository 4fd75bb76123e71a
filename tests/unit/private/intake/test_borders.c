/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "base/vector_write.h"
#include "private/intake/borders.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static wks_arena arena;
static wks_error err;
static char folder[] = "/tmp/wijkscan-borders-XXXXXX";

static int set_up(void **state)
{
    (void)state;
    wks_arena_init(&arena, 0);
    return mkdtemp(folder) == NULL ? -1 : 0;
}

static int tear_down(void **state)
{
    (void)state;
    wks_arena_clear(&arena);
    char command[sizeof folder + 16];
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command); /* NOLINT(cert-env33-c): our own folder, made by mkdtemp */
}

/* ---- files by hand ------------------------------------------------------------------------- */

typedef struct test_row {
    const char *code, *name, *above, *water, *change;
    double x, y; /* of a box of 100 metres, in hundreds of metres from a corner in Twente;
                    NAN: an empty shape */
} test_row;

static const wks_vector_column columns[] = {{"gebiedscode_lang", WKS_VECTOR_TEXT},
                                            {"gebiedsnaam", WKS_VECTOR_TEXT},
                                            {"boven", WKS_VECTOR_TEXT},
                                            {"water", WKS_VECTOR_TEXT},
                                            {"wijziging", WKS_VECTOR_TEXT}};

static const wks_source source = {
    .id = "proef",
    .kind = WKS_SOURCE_BORDERS,
    .area = {.column = "gebiedscode_lang"},
    .area_name = "gebiedsnaam",
    .change_column = "wijziging",
    .change_value = "1",
    .skip_column = "water",
    .skip_value = "JA",
};

static const char *write_rows(const char *name, const test_row *rows, size_t n_rows)
{
    const char *path = wks_file_join(&arena, folder, name);
    const wks_vector_form form = {"gebieden", columns, 5, WKS_VECTOR_RD_NEW};
    wks_vector_writer *writer = NULL;
    assert_int_equal(wks_vector_write_open(path, &form, &arena, &writer, &err), WKS_OK);
    for (size_t i = 0; i < n_rows; i++) {
        double x = 240000 + 100 * rows[i].x;
        double y = 480000 + 100 * rows[i].y;
        wks_point points[] = {{x, y}, {x + 100, y}, {x + 100, y + 100}, {x, y + 100}, {x, y}};
        wks_ring ring = {points, 5};
        wks_polygon polygon = {&ring, 1};
        wks_shape shape = {&polygon, isnan(rows[i].x) ? 0u : 1u};
        const char *fields[] = {rows[i].code, rows[i].name, rows[i].above, rows[i].water,
                                rows[i].change};
        assert_int_equal(wks_vector_write_row(writer, fields, &shape, &err), WKS_OK);
    }
    assert_int_equal(wks_vector_write_finish(writer, &err), WKS_OK);
    return path;
}

static wks_code read_with(const char *path, const wks_source *with, wks_borders *out)
{
    const wks_borders_file file = {.path = path, .edition = 2022};
    return wks_borders_read(&file, with, &arena, out, &err);
}

/* ---- reading ------------------------------------------------------------------------------- */

static const test_row rows[] = {
    {"BU01530102 ", "Buurt", NULL, "NEE", "1", 0, 0},
    {"WK015301", "Wijk", NULL, "NEE", "2", 0, 1},
    {"gm0153    ", "Gemeente", NULL, "NEE", "1", 2, 0},
    {"GM0153", "Gemeente", NULL, "NEE", "3", 3, 0},
    {"GM0153", "Gemeente", NULL, "JA", "1", 4, 0},
    {"GM0141", "", NULL, "NEE", "1", 6, 0},
};

static void assert_rows(const char *path)
{
    wks_borders borders;
    wks_code code = read_with(path, &source, &borders);
    assert_string_equal(code == WKS_OK ? "" : err.text, "");
    assert_int_equal(borders.n_rows, 6);
    assert_int_equal(borders.n_skipped, 1);
    assert_int_equal(borders.n_repaired, 0);
    assert_int_equal(borders.n_borders, 4);
    const wks_border *border = borders.borders;
    assert_string_equal(border[0].area.code, "GM0141");
    assert_string_equal(border[0].area.name, "GM0141"); /* an empty name */
    assert_string_equal(border[0].area.parent, WKS_LAND_CODE);
    assert_int_equal(border[0].area.level, WKS_LEVEL_GEMEENTE);
    assert_int_equal(border[0].area.edition, 2022);
    assert_string_equal(border[1].area.code, "GM0153");
    assert_int_equal(border[1].shape.n_polygons, 1); /* two rows side by side */
    assert_true(wks_shape_area(&border[1].shape) == 20000);
    assert_true(border[1].is_changed);
    assert_string_equal(border[2].area.code, "WK015301");
    assert_string_equal(border[2].area.parent, "GM0153");
    assert_true(border[2].is_changed);
    assert_string_equal(border[3].area.code, "BU01530102");
    assert_string_equal(border[3].area.parent, "WK015301");
    assert_false(border[3].is_changed);
}

static void merges_rows_skips_water_and_reads_every_level(void **state)
{
    (void)state;
    assert_rows(write_rows("a.gpkg", rows, 6));
    assert_rows(write_rows("a.geojson", rows, 6));
}

static void knows_names_that_a_shapefile_cut(void **state)
{
    (void)state;
    assert_rows(write_rows("a.shp", rows, 6));
}

static void takes_the_parent_from_its_column(void **state)
{
    (void)state;
    const test_row with_parent[] = {{"BU01530102", "B", "WK015399", "NEE", "1", 0, 0}};
    wks_source with = source;
    wks_borders borders;
    with.parent_column = "boven";
    const char *path = write_rows("parent.gpkg", with_parent, 1);
    assert_int_equal(read_with(path, &with, &borders), WKS_OK);
    assert_string_equal(borders.borders[0].area.parent, "WK015399");
}

static void keeps_only_rows_that_pass_the_filters(void **state)
{
    (void)state;
    const wks_code_pair wanted[] = {{"1", NULL}, {"2", NULL}};
    const wks_dimension filter = {.column = "wijziging", .map = wanted, .n_map = 2};
    wks_source with = source;
    wks_borders borders;
    with.filters = &filter;
    with.n_filters = 1;
    assert_int_equal(read_with(wks_file_join(&arena, folder, "a.gpkg"), &with, &borders), WKS_OK);
    assert_int_equal(borders.n_skipped, 2);
    assert_true(wks_shape_area(&borders.borders[1].shape) == 10000);
}

/* ---- refusing ------------------------------------------------------------------------------ */

static void assert_refused(const char *path, const wks_source *with, const char *layer,
                           wks_code code, const char *const *words, size_t n_words)
{
    wks_borders borders;
    const wks_borders_file file = {.path = path, .layer = layer, .edition = 2022};
    assert_int_equal(wks_borders_read(&file, with, &arena, &borders, &err), code);
    for (size_t i = 0; i < n_words; i++) {
        if (strstr(err.text, words[i]) == NULL) {
            fail_msg("'%s' is not in: %s", words[i], err.text);
        }
    }
}

static void refuses_a_column_that_is_not_there_and_lists_those_that_are(void **state)
{
    (void)state;
    const char *path = wks_file_join(&arena, folder, "a.gpkg");
    wks_source with = source;
    with.skip_column = "h2o";
    assert_refused(path, &with, NULL, WKS_E_FORMAT,
                   (const char *[]){"a.gpkg", "gebieden", "h2o", "proef", "gebiedsnaam"}, 5);
    with = source;
    with.area.column = "statcode";
    assert_refused(path, &with, NULL, WKS_E_FORMAT,
                   (const char *[]){"a.gpkg", "statcode", "gebiedscode_lang"}, 3);
}

static void refuses_a_layer_that_is_not_there_and_lists_those_that_are(void **state)
{
    (void)state;
    assert_refused(wks_file_join(&arena, folder, "a.gpkg"), &source, "buurten", WKS_E_NOT_FOUND,
                   (const char *[]){"a.gpkg", "buurten", "gebieden"}, 3);
}

static void refuses_a_code_that_is_none_and_names_the_row(void **state)
{
    (void)state;
    const test_row wrong[] = {{"GM0153", "G", NULL, "NEE", "1", 0, 0},
                              {"15301", "W", NULL, "NEE", "1", 1, 0}};
    assert_refused(write_rows("code.gpkg", wrong, 2), &source, NULL, WKS_E_FORMAT,
                   (const char *[]){"code.gpkg", "gebieden", "row 2", "gebiedscode_lang"}, 4);
}

static void refuses_an_empty_shape_and_names_the_area(void **state)
{
    (void)state;
    const test_row wrong[] = {{"GM0153", "G", NULL, "NEE", "1", 0, 0},
                              {"GM0141", "A", NULL, "NEE", "1", NAN, 0}};
    assert_refused(write_rows("empty.gpkg", wrong, 2), &source, NULL, WKS_E_FORMAT,
                   (const char *[]){"empty.gpkg", "row 2", "GM0141", "polygon"}, 4);
}

static void refuses_a_place_outside_the_country(void **state)
{
    (void)state;
    const test_row wrong[] = {{"GM0153", "G", NULL, "NEE", "1", 9000, 0}};
    assert_refused(write_rows("far.gpkg", wrong, 1), &source, NULL, WKS_E_FORMAT,
                   (const char *[]){"far.gpkg", "row 1", "GM0153", "Netherlands"}, 4);
}

static void refuses_a_file_of_which_nothing_is_left(void **state)
{
    (void)state;
    const test_row water[] = {{"GM0153", "G", NULL, "JA", "1", 0, 0}};
    assert_refused(write_rows("water.gpkg", water, 1), &source, NULL, WKS_E_FORMAT,
                   (const char *[]){"water.gpkg", "proef"}, 2);
}

static void repairs_a_ring_that_crosses_itself_and_counts_it(void **state)
{
    (void)state;
    static const char text[] =
        "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
        "\"urn:ogc:def:crs:EPSG::28992\"}},\"features\":[{\"type\":\"Feature\",\"properties\":"
        "{\"code\":\"GM0153\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[240000,480000]"
        ","
        "[240100,480100],[240100,480000],[240000,480100],[240000,480000]]]}}]}";
    const char *path = wks_file_join(&arena, folder, "tie.geojson");
    const wks_source plain = {.id = "proef", .area = {.column = "code"}};
    wks_borders borders;
    assert_int_equal(wks_file_write(path, text, sizeof text - 1, &err), WKS_OK);
    assert_int_equal(read_with(path, &plain, &borders), WKS_OK);
    assert_int_equal(borders.n_repaired, 1);
    assert_true(fabs(wks_shape_area(&borders.borders[0].shape) - 5000) < 1e-6);
}

/* Cut off anywhere, a file is refused or was whole: never half of its areas. */
static void never_reads_half_of_a_file(void **state)
{
    (void)state;
    static const char *const names[] = {"a.gpkg", "a.geojson", "a.shp"};
    static const char *const cut_names[] = {"cut.gpkg", "cut.geojson", "a.shp"};
    for (size_t i = 0; i < 3; i++) {
        wks_span whole;
        const char *path = wks_file_join(&arena, folder, names[i]);
        const char *cut = wks_file_join(&arena, folder, cut_names[i]);
        assert_int_equal(wks_file_read(path, 0, &arena, &whole, &err), WKS_OK);
        for (size_t part = 0; part < 40; part++) {
            wks_borders borders;
            assert_int_equal(wks_file_write(cut, whole.at, whole.n * part / 40, &err), WKS_OK);
            if (read_with(cut, &source, &borders) == WKS_OK) {
                assert_int_equal(borders.n_borders, 4);
            }
        }
        assert_int_equal(wks_file_write(path, whole.at, whole.n, &err), WKS_OK);
    }
}

static void survives_the_failure_of_any_allocation(void **state)
{
    (void)state;
    const char *path = wks_file_join(&arena, folder, "a.gpkg");
    size_t n = 0;
    wks_code code = WKS_E_MEMORY;
    while (code == WKS_E_MEMORY && n < 1000) {
        wks_borders borders;
        wks_arena own;
        wks_arena_init(&own, 0);
        const wks_borders_file file = {.path = path, .edition = 2022};
        wks_arena_fail_after(++n);
        code = wks_borders_read(&file, &source, &own, &borders, &err);
        wks_arena_fail_after(0);
        wks_arena_clear(&own);
    }
    assert_int_equal(code, WKS_OK);
    assert_true(n > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(merges_rows_skips_water_and_reads_every_level),
        cmocka_unit_test(knows_names_that_a_shapefile_cut),
        cmocka_unit_test(takes_the_parent_from_its_column),
        cmocka_unit_test(keeps_only_rows_that_pass_the_filters),
        cmocka_unit_test(refuses_a_column_that_is_not_there_and_lists_those_that_are),
        cmocka_unit_test(refuses_a_layer_that_is_not_there_and_lists_those_that_are),
        cmocka_unit_test(refuses_a_code_that_is_none_and_names_the_row),
        cmocka_unit_test(refuses_an_empty_shape_and_names_the_area),
        cmocka_unit_test(refuses_a_place_outside_the_country),
        cmocka_unit_test(refuses_a_file_of_which_nothing_is_left),
        cmocka_unit_test(repairs_a_ring_that_crosses_itself_and_counts_it),
        cmocka_unit_test(never_reads_half_of_a_file),
        cmocka_unit_test(survives_the_failure_of_any_allocation),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
