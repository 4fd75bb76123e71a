/* picture_fixture.h - a picture.db of invented figures, as tests/http/fixture.sql describes it.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_TEST_PICTURE_FIXTURE_H
#define WKS_TEST_PICTURE_FIXTURE_H

#include "base/db.h"
#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct picture_fixture {
    char folder[64];
    char path[96];
} picture_fixture;

static inline void run_sql_file(wks_db *db, const char *name)
{
    wks_error err;
    wks_span text;
    wks_arena arena;
    wks_arena_init(&arena, 0);
    char *path = wks_arena_printf(&arena, "%s/%s", getenv("WKS_SOURCE"), name);
    assert_int_equal(wks_file_read(path, 0, &arena, &text, &err), WKS_OK);
    assert_int_equal(wks_db_run(db, wks_arena_text_n(&arena, text.at, text.n), &err), WKS_OK);
    wks_arena_clear(&arena);
}

static inline void make_picture(picture_fixture *out, bool has_release)
{
    wks_error err;
    wks_db *db = NULL;
    snprintf(out->folder, sizeof out->folder, "/tmp/wijkscan-picture-XXXXXX");
    assert_non_null(mkdtemp(out->folder));
    snprintf(out->path, sizeof out->path, "%s/picture.db", out->folder);
    assert_int_equal(wks_db_open(out->path, WKS_DB_CREATE, &db, &err), WKS_OK);
    run_sql_file(db, "src/public/picture/migrations/0001_release.sql");
    run_sql_file(db, "src/public/picture/migrations/0002_verdict.sql");
    run_sql_file(db, "src/public/picture/migrations/0003_gate.sql");
    run_sql_file(db, "src/public/picture/migrations/0004_rows.sql");
    run_sql_file(db, "src/public/picture/migrations/0005_gap.sql");
    run_sql_file(db, "src/public/picture/migrations/0006_border.sql");
    run_sql_file(db, "src/public/picture/migrations/0007_publisher.sql");
    if (has_release) {
        assert_int_equal(wks_db_begin(db, &err), WKS_OK);
        run_sql_file(db, "tests/http/fixture.sql");
        assert_int_equal(wks_db_commit(db, &err), WKS_OK);
    }
    wks_db_close(db);
}

static inline void remove_picture(const picture_fixture *fixture)
{
    static const char *const endings[] = {"", ".pub", ".secret"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s%s", fixture->path, endings[i]);
        unlink(path);
    }
    rmdir(fixture->folder);
}

#endif
