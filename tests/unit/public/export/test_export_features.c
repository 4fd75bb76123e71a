/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/export/export_features.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "../picture/picture_fixture.h"
#include "base/language.h"
#include "public/export/export_geojson.h"
#include "public/export/export_geopackage.h"

#include <math.h>
#include <string.h>

/* Files are opened by GDAL in tests/journey/test_features.py. */

typedef struct bench {
    picture_fixture fixture;
    wks_picture *picture;
    wks_arena arena;
    wks_error err;
    wks_table_offer offer;
    wks_features features;
    wks_buffer out;
    char path[128];
} bench;

static int set_up(void **state)
{
    static bench at;
    memset(&at, 0, sizeof at);
    wks_language_set(WKS_ENGLISH);
    make_picture(&at.fixture, true);
    wks_arena_init(&at.arena, 0);
    snprintf(at.path, sizeof at.path, "%s/kaart.gpkg", at.fixture.folder);
    *state = &at;
    return wks_picture_read_open(at.fixture.path, &at.picture, &at.err) == WKS_OK ? 0 : 1;
}

static int tear_down(void **state)
{
    bench *at = *state;
    wks_arena_fail_after(0);
    wks_picture_read_close(at->picture);
    wks_buffer_clear(&at->out);
    wks_arena_clear(&at->arena);
    unlink(at->path);
    remove_picture(&at->fixture);
    return 0;
}

static const wks_features_layer *layer_of(const char *level)
{
    for (size_t i = 0; i < WKS_FEATURES_N_LAYERS; i++) {
        if (strcmp(wks_features_layers[i].level, level) == 0) {
            return &wks_features_layers[i];
        }
    }
    return NULL;
}

static wks_code read_all(bench *at, const char *level)
{
    const wks_features_choice choice = {.layer = layer_of(level), .has_all = true};
    return wks_export_features(at->picture, 1, &choice, &at->arena, &at->features, &at->err);
}

static wks_code read_one(bench *at, const char *level, const char *period, const char *breakdown)
{
    const wks_features_choice choice = {
        .layer = layer_of(level), .offer = &at->offer, .period = period, .breakdown = breakdown};
    WKS_TRY(wks_picture_table_offer(at->picture, 1, "poh-ggz", &at->arena, &at->offer, &at->err));
    return wks_export_features(at->picture, 1, &choice, &at->arena, &at->features, &at->err);
}

static const wks_export_cell *cell(const bench *at, const char *area, const char *column)
{
    const wks_features *features = &at->features;
    for (size_t i = 0; i < features->borders.n; i++) {
        for (size_t k = 0; k < features->n_columns; k++) {
            if (strcmp(features->borders.items[i].code, area) == 0 &&
                strcmp(features->columns[k].name, column) == 0) {
                return &features->cells[i * features->stride + k];
            }
        }
    }
    fail_msg("no %s of %s", column, area);
    return NULL;
}

/* 2025 holds no number at all, so it is not the latest. */
static void gives_of_every_indicator_the_latest_figure(void **state)
{
    bench *at = *state;
    assert_int_equal(read_all(at, "wijk"), WKS_OK);
    assert_int_equal(at->features.borders.n, 3); /* WK015301 is on no map */
    assert_int_equal(at->features.n_columns, 6 + 3 * 3);
    assert_string_equal(cell(at, "WK014100", "poh-ggz_periode")->text, "2024");
    assert_true(cell(at, "WK014100", "poh-ggz")->number == 4.2);
    assert_string_equal(cell(at, "WK014100", "poh-ggz_status")->text, "gemeten");
    assert_string_equal(cell(at, "WK014100", "gemeentenaam")->text, "Almelo");
    assert_true(cell(at, "WK014100", "editie")->number == 2022);
}

static void gives_what_is_hidden_a_word_and_no_number(void **state)
{
    bench *at = *state;
    assert_int_equal(read_all(at, "wijk"), WKS_OK);
    assert_true(isnan(cell(at, "WK015300", "poh-ggz")->number));
    assert_string_equal(cell(at, "WK015300", "poh-ggz_status")->text, "geheim");
    assert_int_equal(read_one(at, "wijk", "2024", NULL), WKS_OK);
    assert_true(isnan(cell(at, "WK015300", "waarde")->number));
    assert_true(isnan(cell(at, "WK015300", "onder")->number));
    assert_string_equal(cell(at, "WK015300", "status")->text, "geheim");
}

static void tells_all_there_is_of_one_indicator(void **state)
{
    bench *at = *state;
    assert_int_equal(read_one(at, "wijk", NULL, "18-64"), WKS_OK);
    assert_string_equal(at->features.period, "2024");
    assert_string_equal(cell(at, "WK014100", "uitsplitsing")->text, "18-64");
    assert_true(cell(at, "WK014100", "waarde")->number == 5.1);
    assert_string_equal(cell(at, "WK015300", "status")->text, "nvt");
    assert_int_equal(read_one(at, "wijk", "2025", NULL), WKS_OK);
    assert_string_equal(cell(at, "WK014100", "status")->text, "nognietvrij");
}

static void has_no_features_without_borders(void **state)
{
    bench *at = *state;
    assert_int_equal(read_all(at, "buurt"), WKS_OK);
    assert_int_equal(at->features.borders.n, 0);
}

static void writes_degrees_for_geojson_and_metres_when_asked(void **state)
{
    bench *at = *state;
    wks_json json;
    assert_int_equal(read_one(at, "gemeente", NULL, NULL), WKS_OK);
    assert_int_equal(wks_export_geojson(&at->features, &at->arena, &at->out, &at->err), WKS_OK);
    assert_non_null(strstr(at->out.bytes, "\"name\":\"gemeenten\""));
    assert_non_null(strstr(at->out.bytes, "\"coordinates\":[[[6.6"));
    assert_non_null(strstr(at->out.bytes, "Verzonnen cijfers"));
    at->out.n = 0;
    wks_json_init(&json, &at->out);
    wks_json_open_object(&json);
    wks_geojson_feature(&json, &at->features, 0, WKS_GEOJSON_RD);
    wks_json_close_object(&json);
    assert_non_null(strstr(at->out.bytes, "\"id\":\"GM0141\",\"geometry\":{\"type\":\"Polygon\","
                                          "\"coordinates\":[[[240000,484000],[246000,484000]"));
}

static void makes_the_same_package_twice_and_none_over_another_file(void **state)
{
    bench *at = *state;
    wks_span first;
    wks_span second;
    assert_int_equal(read_all(at, "wijk"), WKS_OK);
    assert_int_equal(wks_export_geopackage(&at->features, 1, at->path, &at->arena, &at->err),
                     WKS_OK);
    assert_int_equal(wks_file_read(at->path, 0, &at->arena, &first, &at->err), WKS_OK);
    assert_int_equal(wks_export_geopackage(&at->features, 1, at->path, &at->arena, &at->err),
                     WKS_E_EXISTS);
    unlink(at->path);
    assert_int_equal(wks_export_geopackage(&at->features, 1, at->path, &at->arena, &at->err),
                     WKS_OK);
    assert_int_equal(wks_file_read(at->path, 0, &at->arena, &second, &at->err), WKS_OK);
    assert_int_equal(first.n, second.n);
    assert_memory_equal(first.at, second.at, first.n);
}

static wks_code whole_way(bench *at)
{
    WKS_TRY(read_all(at, "wijk"));
    at->out.n = 0;
    WKS_TRY(wks_export_geojson(&at->features, &at->arena, &at->out, &at->err));
    return wks_export_geopackage(&at->features, 1, at->path, &at->arena, &at->err);
}

static void leaves_nothing_behind_when_there_is_no_room(void **state)
{
    bench *at = *state;
    wks_code code = WKS_E_MEMORY;
    size_t n = 0;
    while (code == WKS_E_MEMORY) {
        wks_buffer_clear(&at->out);
        wks_arena_fail_after(++n);
        code = whole_way(at);
        wks_arena_fail_after(0);
        if (code != WKS_OK) {
            assert_false(wks_file_exists(at->path));
        }
    }
    assert_int_equal(code, WKS_OK);
    assert_true(n > 30);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(gives_of_every_indicator_the_latest_figure, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(gives_what_is_hidden_a_word_and_no_number, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(tells_all_there_is_of_one_indicator, set_up, tear_down),
        cmocka_unit_test_setup_teardown(has_no_features_without_borders, set_up, tear_down),
        cmocka_unit_test_setup_teardown(writes_degrees_for_geojson_and_metres_when_asked, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(makes_the_same_package_twice_and_none_over_another_file,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(leaves_nothing_behind_when_there_is_no_room, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
