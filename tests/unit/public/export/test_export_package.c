/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/export/export_package.h"

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

#include <string.h>
#include <sys/stat.h>

/* What stands in a package is read back in Python: tests/journey/test_export.py. */

typedef struct bench {
    picture_fixture fixture;
    wks_picture *picture;
    wks_arena arena;
    wks_error err;
    char path[128];
    size_t n_tables;
} bench;

static int set_up(void **state)
{
    static bench at;
    memset(&at, 0, sizeof at);
    wks_language_set(WKS_ENGLISH);
    make_picture(&at.fixture, true);
    wks_arena_init(&at.arena, 0);
    snprintf(at.path, sizeof at.path, "%s/uit", at.fixture.folder);
    *state = &at;
    return wks_picture_read_open(at.fixture.path, &at.picture, &at.err) == WKS_OK ? 0 : 1;
}

static int tear_down(void **state)
{
    bench *at = *state;
    wks_arena_fail_after(0);
    wks_picture_read_close(at->picture);
    wks_arena_clear(&at->arena);
    if (wks_file_is_folder(at->path)) {
        assert_int_equal(wks_file_remove_folder(at->path, &at->err), WKS_OK);
    }
    remove_picture(&at->fixture);
    return 0;
}

static wks_code make_package(bench *at)
{
    return wks_export_package(at->picture, 1, at->path, NULL, &at->n_tables, &at->err);
}

/* Beside the picture there is nothing but the package, if that. */
static void assert_nothing_else(bench *at)
{
    char folder[80];
    snprintf(folder, sizeof folder, "%s/.", at->fixture.folder);
    const char **names = NULL;
    size_t n = 0;
    assert_int_equal(wks_file_list(folder, "", &at->arena, &names, &n, &at->err), WKS_OK);
    assert_int_equal(n, 1); /* picture.db: folders are not counted */
    if (!wks_file_is_folder(at->path)) {
        /* the folder is empty but for the picture: a second link count would be a folder left */
        struct stat info;
        assert_int_equal(stat(at->fixture.folder, &info), 0);
        assert_int_equal(info.st_nlink, 2);
    }
}

static void makes_every_file_of_it(void **state)
{
    bench *at = *state;
    static const char *const wanted[] = {"areas.csv",
                                         "areas.csv-metadata.json",
                                         "catalogus.jsonld",
                                         "catalogus.ttl",
                                         "datapackage.json",
                                         "eenzaamheid.csv",
                                         "eenzaamheid.csv-metadata.json",
                                         "gaps.csv",
                                         "gaps.csv-metadata.json",
                                         "indicators.csv",
                                         "indicators.csv-metadata.json",
                                         "inwoners.csv",
                                         "inwoners.csv-metadata.json",
                                         "poh-ggz.csv",
                                         "poh-ggz.csv-metadata.json",
                                         "sources.csv",
                                         "sources.csv-metadata.json"};
    const char **names = NULL;
    size_t n = 0;
    assert_int_equal(make_package(at), WKS_OK);
    assert_int_equal(at->n_tables, 3);
    assert_int_equal(wks_file_list(at->path, "", &at->arena, &names, &n, &at->err), WKS_OK);
    assert_int_equal(n, sizeof wanted / sizeof wanted[0]);
    for (size_t i = 0; i < n; i++) {
        assert_string_equal(names[i], wanted[i]);
    }
    assert_nothing_else(at);
}

static void refuses_a_place_that_is_taken(void **state)
{
    bench *at = *state;
    assert_int_equal(make_package(at), WKS_OK);
    assert_int_equal(make_package(at), WKS_E_EXISTS);
    snprintf(at->path, sizeof at->path, "%s", at->fixture.path);
    assert_int_equal(make_package(at), WKS_E_EXISTS);
    snprintf(at->path, sizeof at->path, "%s/uit", at->fixture.folder);
}

static void leaves_nothing_where_it_cannot_write(void **state)
{
    bench *at = *state;
    snprintf(at->path, sizeof at->path, "%s/niet/uit", at->fixture.folder);
    assert_int_equal(make_package(at), WKS_E_IO);
    assert_nothing_else(at);
}

static void refuses_an_indicator_that_is_called_as_a_file_of_it(void **state)
{
    bench *at = *state;
    static const char *const ids[] = {"areas", "../x", "Met Hoofdletter", ""};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        wks_db *db = NULL;
        char sql[600];
        snprintf(sql, sizeof sql,
                 "DELETE FROM indicator WHERE number = 99; INSERT INTO indicator SELECT 1, 99, "
                 "'%s', 'XX', dutch, english, theme, unit, decimals, population, numerator, "
                 "denominator, note, direction, direction_owner, may_compare, may_trend, "
                 "may_effect, source, definition FROM indicator WHERE number = 1",
                 ids[i]);
        assert_int_equal(wks_db_open(at->fixture.path, WKS_DB_WRITE, &db, &at->err), WKS_OK);
        assert_int_equal(wks_db_run(db, "DROP TRIGGER IF EXISTS indicator_stays", &at->err),
                         WKS_OK);
        assert_int_equal(wks_db_run(db, sql, &at->err), WKS_OK);
        wks_db_close(db);
        assert_int_equal(make_package(at), WKS_E_FORMAT);
        assert_nothing_else(at);
    }
}

/* At places all along the way; at every one of them it would write, and wait for the disk, too
 * often. */
static void leaves_nothing_when_memory_runs_out(void **state)
{
    bench *at = *state;
    wks_code code = WKS_E_MEMORY;
    size_t n = 0;
    while (code == WKS_E_MEMORY) {
        n += 1 + n / 4;
        wks_arena_fail_after(n);
        code = make_package(at);
        wks_arena_fail_after(0);
        if (code == WKS_E_MEMORY) {
            assert_nothing_else(at);
        }
        assert_true(n < 2000);
    }
    assert_int_equal(code, WKS_OK);
    assert_true(n > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CLAIM(makes_every_file_of_it),
        CLAIM(refuses_a_place_that_is_taken),
        CLAIM(leaves_nothing_where_it_cannot_write),
        CLAIM(refuses_an_indicator_that_is_called_as_a_file_of_it),
        CLAIM(leaves_nothing_when_memory_runs_out),
    };
    return cmocka_run_group_tests_name("public/export_package", tests, NULL, NULL);
}
