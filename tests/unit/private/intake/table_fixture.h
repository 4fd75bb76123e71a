/* tests/unit/private/intake/table_fixture.h - files to open, and opened tables, for the table
 * tests.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_TEST_TABLE_FIXTURE_H
#define WKS_TEST_TABLE_FIXTURE_H

#include "base/arena.h"
#include "base/file.h"
#include "base/language.h"
#include "private/intake/column.h"
#include "private/intake/table.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct fixture {
    char folder[64];
    char path[256]; /* of the file that was written last */
    wks_arena arena;
    wks_table *table;
    wks_error err;
} fixture;

static inline int fixture_setup(void **state)
{
    static fixture place;
    place = (fixture){.folder = "/tmp/wijkscan-test-XXXXXX"};
    wks_arena_init(&place.arena, 0);
    wks_language_set(WKS_ENGLISH);
    *state = &place;
    return mkdtemp(place.folder) == NULL ? -1 : 0;
}

static inline int fixture_teardown(void **state)
{
    fixture *place = *state;
    wks_arena_fail_after(0);
    wks_table_close(place->table);
    wks_arena_clear(&place->arena);
    DIR *folder = opendir(place->folder);
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        unlinkat(dirfd(folder), entry->d_name, 0);
    }
    closedir(folder);
    return rmdir(place->folder);
}

static inline const char *fixture_path(fixture *place, const char *name)
{
    snprintf(place->path, sizeof place->path, "%s/%s", place->folder, name);
    return place->path;
}

static inline const char *fixture_write(fixture *place, const char *name, const void *bytes,
                                        size_t n)
{
    fixture_path(place, name);
    assert_int_equal(wks_file_write(place->path, bytes, n, &place->err), WKS_OK);
    return place->path;
}

/* Open a file with this text; literals only, so that bytes of zero may stand in it. */
#define OPEN_TEXT(place, text) fixture_open_bytes(place, text, sizeof(text) - 1)

static inline wks_code fixture_open(fixture *place, const char *path)
{
    wks_table_close(place->table);
    place->table = NULL;
    place->err = (wks_error){0};
    return wks_table_open(path, NULL, &place->arena, &place->table, &place->err);
}

static inline wks_code fixture_open_bytes(fixture *place, const char *bytes, size_t n)
{
    return fixture_open(place, fixture_write(place, "delivery.csv", bytes, n));
}

static inline const wks_table_shape *shape_of(const fixture *place)
{
    return wks_table_shape_of(place->table);
}

/* Open what must open, and see that its rows are whole. */
static inline const wks_table_shape *must_open(fixture *place, const char *path)
{
    if (fixture_open(place, path) != WKS_OK ||
        wks_table_check_rows(place->table, &place->err) != WKS_OK) {
        fail_msg("%s", place->err.text);
    }
    return shape_of(place);
}

/* A file of the shared folder, or NULL after saying that the test is passed over. */
static inline const char *real_file(fixture *place, const char *name)
{
    const char *shared = getenv("WKS_SHARED");
    snprintf(place->path, sizeof place->path, "%s/data/%s", shared != NULL ? shared : "", name);
    if (wks_file_exists(place->path)) {
        return place->path;
    }
    print_message("%s is not there\n", place->path);
    return NULL;
}

#define SKIP_WITHOUT(path)                                                                         \
    do {                                                                                           \
        if ((path) == NULL) {                                                                      \
            skip();                                                                                \
        }                                                                                          \
    } while (0)

static inline bool says(const fixture *place, const char *words)
{
    bool is_said = strstr(place->err.text, words) != NULL;
    if (!is_said) {
        print_error("expected \"%s\" in: %s\n", words, place->err.text);
    }
    return is_said;
}

/* What the engine would read: the whole file at shape.path. */
static inline wks_span engine_bytes(fixture *place)
{
    wks_span bytes = {0};
    if (wks_file_read(shape_of(place)->path, 0, &place->arena, &bytes, &place->err) != WKS_OK) {
        fail_msg("%s", place->err.text);
    }
    return bytes;
}

#define CLAIM(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

#endif
