/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "base/vector.h"
#include "base/vector_shape.h"
#include "base/vector_write.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static wks_arena arena;
static wks_error err;
static char folder[] = "/tmp/wijkscan-vector-XXXXXX";

/* A square of a kilometre in Enschede, RD New. */
static wks_point square[] = {
    {257000, 471000}, {258000, 471000}, {258000, 472000}, {257000, 472000}, {257000, 471000}};
static wks_ring square_rings[] = {{square, 5}};
static wks_polygon square_polygons[] = {{square_rings, 1}};
static const wks_shape square_shape = {square_polygons, 1};

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

static const char *path_of(const char *name)
{
    return wks_file_join(&arena, folder, name);
}

static const char *write_text(const char *name, const char *text)
{
    const char *path = path_of(name);
    assert_int_equal(wks_file_write(path, text, strlen(text), &err), WKS_OK);
    return path;
}

static const wks_vector_column columns[] = {{"code", WKS_VECTOR_TEXT},
                                            {"naam", WKS_VECTOR_TEXT},
                                            {"inwoners", WKS_VECTOR_INTEGER},
                                            {"aandeel", WKS_VECTOR_NUMBER}};

static const char *write_square(const char *name, int system)
{
    const char *path = path_of(name);
    const wks_vector_form form = {"wijken", columns, 4, system};
    const char *fields[] = {"WK015301", "Súdwest", "1250", "0.25"};
    const char *empty[] = {"WK015302", NULL, NULL, NULL};
    const wks_shape *shape = system == WKS_VECTOR_TABLE ? NULL : &square_shape;
    wks_vector_writer *writer = NULL;
    assert_int_equal(wks_vector_write_open(path, &form, &arena, &writer, &err), WKS_OK);
    assert_int_equal(wks_vector_write_row(writer, fields, shape, &err), WKS_OK);
    assert_int_equal(wks_vector_write_row(writer, empty, shape, &err), WKS_OK);
    assert_int_equal(wks_vector_write_finish(writer, &err), WKS_OK);
    return path;
}

static void assert_is_square(const wks_shape *shape, double tolerance_m)
{
    assert_int_equal(shape->n_polygons, 1);
    assert_int_equal(shape->polygons[0].n_rings, 1);
    assert_int_equal(shape->polygons[0].rings[0].n_points, 5);
    for (size_t i = 0; i < 4; i++) { /* each corner, in whatever order */
        double nearest = INFINITY;
        for (size_t k = 0; k < 4; k++) {
            wks_point at = shape->polygons[0].rings[0].points[k];
            nearest = fmin(nearest, hypot(at.x - square[i].x, at.y - square[i].y));
        }
        assert_true(nearest <= tolerance_m);
    }
}

static void assert_reads_square(const char *path, double tolerance_m)
{
    wks_vector *vector = NULL;
    bool has_row = false;
    wks_shape shape;
    assert_int_equal(wks_vector_open(path, WKS_VECTOR_HEADER_FIRST_ROW, &arena, &vector, &err),
                     WKS_OK);
    assert_int_equal(wks_vector_layers(vector), 1);
    assert_int_equal(wks_vector_choose(vector, 0, &err), WKS_OK);
    assert_true(wks_vector_has_shapes(vector));
    assert_string_equal(wks_vector_column_list(vector, &arena), "code, naam, inwoners, aandeel");
    assert_int_equal(wks_vector_next(vector, &has_row, &err), WKS_OK);
    assert_true(has_row);
    assert_int_equal(wks_vector_row(vector), 1);
    assert_string_equal(wks_vector_text(vector, 0), "WK015301");
    assert_string_equal(wks_vector_text(vector, 1), "Súdwest");
    const char *number = wks_vector_text(vector, 2);
    assert_string_equal(wks_vector_text(vector, 3), "0.25");
    assert_string_equal(number, "1250"); /* still there after the next number */
    assert_int_equal(wks_vector_shape(vector, &arena, &shape, &err), WKS_OK);
    assert_is_square(&shape, tolerance_m);
    assert_int_equal(wks_vector_next(vector, &has_row, &err), WKS_OK);
    assert_true(has_row);
    assert_null(wks_vector_text(vector, 2));
    assert_int_equal(wks_vector_next(vector, &has_row, &err), WKS_OK);
    assert_false(has_row);
    wks_vector_close(vector);
}

static void reads_what_it_wrote_in_every_format_and_system(void **state)
{
    (void)state;
    assert_reads_square(write_square("rd.gpkg", WKS_VECTOR_RD_NEW), 0);
    assert_reads_square(write_square("rd.shp", WKS_VECTOR_RD_NEW), 0);
    assert_reads_square(write_square("rd.geojson", WKS_VECTOR_RD_NEW), 0);
    assert_reads_square(write_square("degrees.gpkg", WKS_VECTOR_WGS84), 0.001);
    assert_reads_square(write_square("degrees.shp", WKS_VECTOR_WGS84), 0.001);
    assert_reads_square(write_square("degrees.geojson", WKS_VECTOR_WGS84), 0.01);
}

/* Against the official conversion of a known point: RDNAPTRANS2018 gives the tower of Amersfoort
 * as the centre of RD New. */
static void puts_amersfoort_in_the_centre_of_rd(void **state)
{
    (void)state;
    const char *path =
        write_text("tower.geojson",
                   "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\","
                   "\"properties\":{\"a\":1},"
                   "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[5.38720621,52.15517440],"
                   "[5.388,52.155],[5.388,52.156],[5.38720621,52.15517440]]]}}]}");
    wks_vector *vector = NULL;
    bool has_row = false;
    wks_shape shape;
    assert_int_equal(wks_vector_open(path, WKS_VECTOR_HEADER_FIRST_ROW, &arena, &vector, &err),
                     WKS_OK);
    assert_int_equal(wks_vector_choose(vector, 0, &err), WKS_OK);
    assert_int_equal(wks_vector_next(vector, &has_row, &err), WKS_OK);
    assert_int_equal(wks_vector_shape(vector, &arena, &shape, &err), WKS_OK);
    wks_point at = shape.polygons[0].rings[0].points[0];
    assert_true(hypot(at.x - 155000, at.y - 463000) < 0.5);
    wks_vector_close(vector);
}

static void knows_rd_by_a_prj_without_a_code_and_without_any(void **state)
{
    (void)state;
    const char *path = write_square("esri.shp", WKS_VECTOR_RD_NEW);
    write_text("esri.prj",
               "PROJCS[\"Rijks\",GEOGCS[\"x\",DATUM[\"D_Amersfoort\",SPHEROID[\"Bessel_1841\","
               "6377397.155,299.1528128]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\","
               "0.0174532925199433]],PROJECTION[\"Double_Stereographic\"],PARAMETER["
               "\"False_Easting\",155000.0],PARAMETER[\"False_Northing\",463000.0],PARAMETER["
               "\"Central_Meridian\",5.38763888888889],PARAMETER[\"Scale_Factor\",0.9999079],"
               "PARAMETER[\"Latitude_Of_Origin\",52.1561605555556],UNIT[\"Meter\",1.0]]");
    assert_reads_square(path, 0);
    assert_int_equal(unlink(path_of("esri.prj")), 0);
    assert_reads_square(path, 0);
    path = write_square("plain.shp", WKS_VECTOR_WGS84);
    assert_int_equal(unlink(path_of("plain.prj")), 0);
    assert_reads_square(path, 0.001);
}

static void takes_geojson_in_metres_without_crs_as_rd(void **state)
{
    (void)state;
    const char *path = write_text(
        "metres.geojson",
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":"
        "{\"code\":\"WK015301\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[257000,"
        "471000],"
        "[258000,471000],[258000,472000],[257000,472000],[257000,471000]]]}}]}");
    wks_vector *vector = NULL;
    bool has_row = false;
    wks_shape shape;
    assert_int_equal(wks_vector_open(path, WKS_VECTOR_HEADER_FIRST_ROW, &arena, &vector, &err),
                     WKS_OK);
    assert_int_equal(wks_vector_choose(vector, 0, &err), WKS_OK);
    assert_int_equal(wks_vector_next(vector, &has_row, &err), WKS_OK);
    assert_int_equal(wks_vector_shape(vector, &arena, &shape, &err), WKS_OK);
    assert_is_square(&shape, 0);
    wks_vector_close(vector);
}

static void refuses_coordinates_that_fit_no_system(void **state)
{
    (void)state;
    wks_vector *vector = NULL;
    const char *path = write_text(
        "lost.geojson",
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{},"
        "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[1257000,9471000],[1258000,9471000],"
        "[1258000,9472000],[1257000,9471000]]]}}]}");
    assert_int_equal(wks_vector_open(path, WKS_VECTOR_HEADER_FIRST_ROW, &arena, &vector, &err),
                     WKS_OK);
    assert_int_equal(wks_vector_choose(vector, 0, &err), WKS_E_FORMAT);
    assert_non_null(strstr(err.text, "EPSG:28992"));
    assert_non_null(strstr(err.text, "lost.geojson"));
    wks_vector_close(vector);
}

static void refuses_what_is_not_there_or_no_vector_file(void **state)
{
    (void)state;
    wks_vector *vector = NULL;
    assert_int_equal(
        wks_vector_open(path_of("none.gpkg"), WKS_VECTOR_HEADER_FIRST_ROW, &arena, &vector, &err),
        WKS_E_NOT_FOUND);
    assert_non_null(strstr(err.text, "none.gpkg"));
    static const char *const names[] = {"text.gpkg", "text.shp", "text.geojson", "text.xlsx"};
    for (size_t i = 0; i < 4; i++) {
        const char *path = write_text(names[i], "a;b\n1;2\n");
        assert_int_equal(wks_vector_open(path, WKS_VECTOR_HEADER_FIRST_ROW, &arena, &vector, &err),
                         WKS_E_FORMAT);
        assert_null(vector);
        assert_non_null(strstr(err.text, names[i]));
    }
}

static void names_the_layers_there_are(void **state)
{
    (void)state;
    wks_vector *vector = NULL;
    size_t layer = 9;
    assert_int_equal(
        wks_vector_open(path_of("rd.gpkg"), WKS_VECTOR_HEADER_FIRST_ROW, &arena, &vector, &err),
        WKS_OK);
    assert_int_equal(wks_vector_find_layer(vector, "Wijken", &layer, &err), WKS_OK);
    assert_int_equal(layer, 0);
    assert_int_equal(wks_vector_find_layer(vector, "buurten", &layer, &err), WKS_E_NOT_FOUND);
    assert_non_null(strstr(err.text, "buurten"));
    assert_non_null(strstr(err.text, "wijken"));
    wks_vector_close(vector);
}

static void reads_sheets_as_text_with_and_without_header(void **state)
{
    (void)state;
    const char *path = write_square("table.xlsx", WKS_VECTOR_TABLE);
    wks_vector *vector = NULL;
    bool has_row = false;
    assert_int_equal(wks_vector_open(path, WKS_VECTOR_HEADER_FIRST_ROW, &arena, &vector, &err),
                     WKS_OK);
    assert_int_equal(wks_vector_choose(vector, 0, &err), WKS_OK);
    assert_string_equal(wks_vector_layer_name(vector, 0), "wijken");
    assert_string_equal(wks_vector_column_list(vector, &arena), "code, naam, inwoners, aandeel");
    assert_int_equal(wks_vector_next(vector, &has_row, &err), WKS_OK);
    assert_string_equal(wks_vector_text(vector, 1), "Súdwest");
    assert_string_equal(wks_vector_text(vector, 2), "1250");
    assert_string_equal(wks_vector_text(vector, 3), "0.25");
    assert_int_equal(wks_vector_next(vector, &has_row, &err), WKS_OK);
    assert_null(wks_vector_text(vector, 1));
    wks_vector_close(vector);
    assert_int_equal(wks_vector_open(path, WKS_VECTOR_HEADER_NONE, &arena, &vector, &err), WKS_OK);
    assert_int_equal(wks_vector_choose(vector, 0, &err), WKS_OK);
    assert_int_equal(wks_vector_next(vector, &has_row, &err), WKS_OK);
    assert_string_equal(wks_vector_text(vector, 2), "inwoners");
    wks_vector_close(vector);
}

static void writes_the_same_bytes_at_another_time(void **state)
{
    (void)state;
    static const char *const names[][2] = {{"same1.gpkg", "same2.gpkg"},
                                           {"same1.shp", "same2.shp"},
                                           {"same1.geojson", "same2.geojson"},
                                           {"same1.xlsx", "same2.xlsx"}};
    for (size_t i = 0; i < 4; i++) {
        write_square(names[i][0], i == 3 ? WKS_VECTOR_TABLE : WKS_VECTOR_RD_NEW);
    }
    sleep(2); /* a ZIP counts in steps of two seconds */
    for (size_t i = 0; i < 4; i++) {
        wks_span first;
        wks_span second;
        write_square(names[i][1], i == 3 ? WKS_VECTOR_TABLE : WKS_VECTOR_RD_NEW);
        assert_int_equal(wks_file_read(path_of(names[i][0]), 0, &arena, &first, &err), WKS_OK);
        assert_int_equal(wks_file_read(path_of(names[i][1]), 0, &arena, &second, &err), WKS_OK);
        assert_int_equal(first.n, second.n);
        assert_memory_equal(first.at, second.at, first.n);
    }
}

static void refuses_to_write_over_a_file_or_to_an_unknown_ending(void **state)
{
    (void)state;
    const wks_vector_form form = {"wijken", columns, 4, WKS_VECTOR_RD_NEW};
    wks_vector_writer *writer = NULL;
    assert_int_equal(wks_vector_write_open(path_of("rd.gpkg"), &form, &arena, &writer, &err),
                     WKS_E_EXISTS);
    assert_int_equal(wks_vector_write_open(path_of("a.dwg"), &form, &arena, &writer, &err),
                     WKS_E_ARGUMENT);
    assert_int_equal(wks_vector_write_open("/proc/nowhere/a.gpkg", &form, &arena, &writer, &err),
                     WKS_E_IO);
    assert_null(writer);
    const char *fields[] = {"WK015301", "x", "many", "1"};
    assert_int_equal(wks_vector_write_open(path_of("b.gpkg"), &form, &arena, &writer, &err),
                     WKS_OK);
    assert_int_equal(wks_vector_write_row(writer, fields, &square_shape, &err), WKS_E_ARGUMENT);
    assert_non_null(strstr(err.text, "inwoners"));
    wks_vector_write_close(writer);
    assert_false(wks_file_exists(path_of("b.gpkg")));
}

/* A file may not grow past 64 kB here, as on a full disk. */
static void says_that_a_disk_is_full_in_every_format(void **state)
{
    (void)state;
    static const char *const names[] = {"full.gpkg", "full.shp", "full.geojson", "full.xlsx"};
    struct rlimit before;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, SIG_IGN);
    for (size_t i = 0; i < 4; i++) {
        const struct rlimit small = {.rlim_cur = (rlim_t)64 * 1024, .rlim_max = before.rlim_max};
        const wks_vector_form form = {"wijken", columns, 4,
                                      i == 3 ? WKS_VECTOR_TABLE : WKS_VECTOR_RD_NEW};
        wks_vector_writer *writer = NULL;
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
        wks_code code = wks_vector_write_open(path_of(names[i]), &form, &arena, &writer, &err);
        uint32_t random = 1;
        for (int row = 0; code == WKS_OK && row < 20000; row++) {
            char text[64];
            random = random * 1664525 + 1013904223; /* so that a ZIP does not shrink it */
            snprintf(text, sizeof text, "%08x%08x", random, random * 2654435761u);
            const char *fields[] = {text, text, "1250", "0.25"};
            code = wks_vector_write_row(writer, fields, i == 3 ? NULL : &square_shape, &err);
        }
        if (code == WKS_OK) {
            code = wks_vector_write_finish(writer, &err);
        } else {
            wks_vector_write_close(writer);
        }
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
        if (code != WKS_E_IO || strstr(err.text, names[i]) == NULL) {
            fail_msg("%s: %d", names[i], code);
        }
    }
    signal(SIGXFSZ, SIG_DFL);
}

static void repairs_a_bow_tie_and_merges_halves(void **state)
{
    (void)state;
    wks_point tie[] = {{0, 0}, {10, 10}, {10, 0}, {0, 10}, {0, 0}};
    wks_ring ring = {tie, 5};
    wks_polygon polygon = {&ring, 1};
    wks_shape shape = {&polygon, 1};
    wks_shape out;
    bool was_invalid = false;
    assert_int_equal(wks_vector_shape_repair(&shape, &arena, &out, &was_invalid, &err), WKS_OK);
    assert_true(was_invalid);
    assert_true(fabs(wks_shape_area(&out) - 50) < 1e-9);
    assert_int_equal(wks_vector_shape_repair(&square_shape, &arena, &out, &was_invalid, &err),
                     WKS_OK);
    assert_false(was_invalid);
    assert_ptr_equal(out.polygons, square_shape.polygons);

    wks_point left[] = {{0, 0}, {5, 0}, {5, 10}, {0, 10}, {0, 0}};
    wks_point right[] = {{5, 0}, {10, 0}, {10, 10}, {5, 10}, {5, 0}};
    wks_ring rings[] = {{left, 5}, {right, 5}};
    wks_polygon halves[] = {{&rings[0], 1}, {&rings[1], 1}};
    wks_shape shapes[] = {{&halves[0], 1}, {&halves[1], 1}};
    assert_int_equal(wks_vector_shape_merge(shapes, 2, &arena, &out, &err), WKS_OK);
    assert_int_equal(out.n_polygons, 1);
    assert_true(wks_shape_area(&out) == 100);

    wks_point flat[] = {{0, 0}, {10, 0}, {5, 0}, {0, 0}};
    ring = (wks_ring){flat, 4};
    assert_int_equal(wks_vector_shape_repair(&shape, &arena, &out, &was_invalid, &err), WKS_OK);
    assert_int_equal(out.n_polygons, 0);
    flat[1].x = NAN;
    assert_int_equal(wks_vector_shape_repair(&shape, &arena, &out, &was_invalid, &err),
                     WKS_E_FORMAT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_it_wrote_in_every_format_and_system),
        cmocka_unit_test(puts_amersfoort_in_the_centre_of_rd),
        cmocka_unit_test(knows_rd_by_a_prj_without_a_code_and_without_any),
        cmocka_unit_test(takes_geojson_in_metres_without_crs_as_rd),
        cmocka_unit_test(refuses_coordinates_that_fit_no_system),
        cmocka_unit_test(refuses_what_is_not_there_or_no_vector_file),
        cmocka_unit_test(names_the_layers_there_are),
        cmocka_unit_test(reads_sheets_as_text_with_and_without_header),
        cmocka_unit_test(writes_the_same_bytes_at_another_time),
        cmocka_unit_test(refuses_to_write_over_a_file_or_to_an_unknown_ending),
        cmocka_unit_test(says_that_a_disk_is_full_in_every_format),
        cmocka_unit_test(repairs_a_bow_tie_and_merges_halves),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
