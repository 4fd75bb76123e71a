/* SPDX-License-Identifier: EUPL-1.2 */
#include "../model/workshop.h"
#include "base/db.h"

#include <math.h>

typedef struct bench {
    workshop shop;
    char path[WORKSHOP_PATH_SIZE];
    wks_db *db;
    wks_error err;
} bench;

static int set_up(void **state)
{
    static bench made;
    memset(&made, 0, sizeof made);
    workshop_open(&made.shop);
    workshop_path(&made.shop, "store.db", made.path);
    assert_int_equal(wks_db_open(made.path, WKS_DB_CREATE, &made.db, &made.err), WKS_OK);
    assert_int_equal(wks_db_run(made.db,
                                "CREATE TABLE t (n INTEGER PRIMARY KEY, x TEXT, y REAL) STRICT",
                                &made.err),
                     WKS_OK);
    *state = &made;
    return 0;
}

static int tear_down(void **state)
{
    bench *at = *state;
    wks_db_close(at->db);
    workshop_close(&at->shop);
    return 0;
}

static int64_t count_rows(bench *at)
{
    wks_query *query = NULL;
    bool has_row = false;
    assert_int_equal(wks_query_open(at->db, "SELECT count(*) FROM t", &query, &at->err), WKS_OK);
    assert_int_equal(wks_query_step(query, &has_row, &at->err), WKS_OK);
    const int64_t n = wks_query_integer(query, 0);
    wks_query_close(query);
    return n;
}

static void tells_a_missing_store_from_one_that_is_broken(void **state)
{
    bench *at = *state;
    wks_db *db = (wks_db *)at;
    char path[WORKSHOP_PATH_SIZE];
    workshop_path(&at->shop, "none.db", path);
    assert_int_equal(wks_db_open(path, WKS_DB_READ, &db, &at->err), WKS_E_NOT_FOUND);
    assert_null(db);
    assert_int_equal(wks_db_open(path, WKS_DB_WRITE, &db, &at->err), WKS_E_NOT_FOUND);
    assert_non_null(strstr(at->err.text, "none.db"));
    assert_false(wks_file_exists(path));
    workshop_write(&at->shop, "text.db",
                   "this is no database, but it is long enough to be read\n"
                   "this is no database, but it is long enough to be read\n");
    workshop_path(&at->shop, "text.db", path);
    assert_int_equal(wks_db_open(path, WKS_DB_READ, &db, &at->err), WKS_E_STORE);
    assert_non_null(strstr(at->err.text, "text.db"));
    assert_null(db);
}

static void says_that_a_store_cannot_be_made(void **state)
{
    bench *at = *state;
    wks_db *db = NULL;
    assert_int_equal(wks_db_open("/nergens/a.db", WKS_DB_CREATE, &db, &at->err), WKS_E_STORE);
    assert_int_equal(wks_db_open(at->shop.folder, WKS_DB_READ, &db, &at->err), WKS_E_STORE);
    assert_null(db);
}

static void refuses_to_write_what_was_opened_to_read(void **state)
{
    bench *at = *state;
    wks_db *db = NULL;
    assert_int_equal(wks_db_open(at->path, WKS_DB_READ, &db, &at->err), WKS_OK);
    assert_int_equal(wks_db_run(db, "INSERT INTO t VALUES (1, 'a', 1)", &at->err), WKS_E_STORE);
    wks_db_close(db);
    assert_int_equal(count_rows(at), 0);
}

static void binds_and_reads_back_every_kind(void **state)
{
    bench *at = *state;
    wks_query *query = NULL;
    bool has_row = false;
    size_t n = 0;
    assert_int_equal(wks_query_open(at->db, "SELECT ?1, ?2, ?3, ?4, ?5, ?6", &query, &at->err),
                     WKS_OK);
    wks_query_bind_text(query, 1, "'; DROP TABLE t; --");
    wks_query_bind_integer(query, 2, INT64_MIN);
    wks_query_bind_number(query, 3, 0.1);
    wks_query_bind_number(query, 4, NAN);
    wks_query_bind_text(query, 5, NULL);
    wks_query_bind_bytes(query, 6, "a\0b", 3);
    assert_int_equal(wks_query_step(query, &has_row, &at->err), WKS_OK);
    assert_true(has_row);
    assert_string_equal(wks_query_text(query, 0), "'; DROP TABLE t; --");
    assert_true(wks_query_integer(query, 1) == INT64_MIN);
    assert_true(wks_query_number(query, 2) == 0.1);
    assert_true(isnan(wks_query_number(query, 3)));
    assert_null(wks_query_text(query, 4));
    assert_memory_equal(wks_query_bytes(query, 5, &n), "a\0b", 3);
    assert_int_equal(n, 3);
    assert_int_equal(wks_query_step(query, &has_row, &at->err), WKS_OK);
    assert_false(has_row);
    /* reset, with its bindings cleared */
    assert_int_equal(wks_query_step(query, &has_row, &at->err), WKS_OK);
    assert_true(has_row);
    assert_null(wks_query_text(query, 0));
    wks_query_close(query);
    assert_int_equal(count_rows(at), 0);
}

static void copies_the_text_that_it_binds(void **state)
{
    bench *at = *state;
    wks_query *query = NULL;
    bool has_row = false;
    char text[] = "before";
    assert_int_equal(wks_query_open(at->db, "SELECT ?1", &query, &at->err), WKS_OK);
    wks_query_bind_text(query, 1, text);
    text[0] = 'x';
    assert_int_equal(wks_query_step(query, &has_row, &at->err), WKS_OK);
    assert_string_equal(wks_query_text(query, 0), "before");
    wks_query_close(query);
}

static void reports_a_binding_that_failed_at_the_next_step(void **state)
{
    bench *at = *state;
    wks_query *query = NULL;
    bool has_row = true;
    assert_int_equal(wks_query_open(at->db, "INSERT INTO t VALUES (1, 'a', 1)", &query, &at->err),
                     WKS_OK);
    wks_query_bind_text(query, 1, "there is no ?1");
    assert_int_equal(wks_query_step(query, &has_row, &at->err), WKS_E_STORE);
    assert_false(has_row);
    assert_int_equal(count_rows(at), 0);
    assert_int_equal(wks_query_run(query, &at->err), WKS_OK);
    assert_int_equal(count_rows(at), 1);
    assert_int_equal(wks_query_run(query, &at->err), WKS_E_STORE); /* the key is taken */
    wks_query_close(query);
    wks_query_close(NULL);
}

static void undoes_what_was_not_committed(void **state)
{
    bench *at = *state;
    assert_int_equal(wks_db_begin(at->db, &at->err), WKS_OK);
    assert_int_equal(wks_db_run(at->db, "INSERT INTO t VALUES (1, 'a', 1)", &at->err), WKS_OK);
    assert_int_equal(wks_db_begin(at->db, &at->err), WKS_E_STORE); /* one at a time */
    wks_db_rollback(at->db);
    assert_int_equal(count_rows(at), 0);
    wks_db_rollback(at->db);
    assert_int_equal(wks_db_begin(at->db, &at->err), WKS_OK);
    assert_int_equal(wks_db_run(at->db, "INSERT INTO t VALUES (2, 'a', 1)", &at->err), WKS_OK);
    assert_int_equal(wks_db_commit(at->db, &at->err), WKS_OK);
    wks_db_rollback(at->db);
    assert_int_equal(count_rows(at), 1);
    assert_int_equal(wks_db_begin(at->db, &at->err), WKS_OK);
    assert_int_equal(wks_db_run(at->db, "INSERT INTO t VALUES (3, 'a', 1)", &at->err), WKS_OK);
    wks_db_close(at->db); /* closing undoes as well */
    assert_int_equal(wks_db_open(at->path, WKS_DB_WRITE, &at->db, &at->err), WKS_OK);
    assert_int_equal(count_rows(at), 1);
}

/* A store as a killed writer leaves it: half a transaction in the file, the way back in a journal.
 */
static void reads_what_was_there_before_a_writer_was_killed(void **state)
{
    bench *at = *state;
    static const char *const endings[] = {"", "-journal"};
    wks_arena arena;
    wks_arena_init(&arena, 0);
    assert_int_equal(wks_db_run(at->db, "INSERT INTO t VALUES (1, 'a', 1)", &at->err), WKS_OK);
    assert_int_equal(wks_db_run(at->db, "PRAGMA cache_size = 1", &at->err), WKS_OK);
    assert_int_equal(wks_db_begin(at->db, &at->err), WKS_OK);
    assert_int_equal(wks_db_run(at->db,
                                "WITH RECURSIVE c(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM c "
                                "WHERE n < 5000) INSERT INTO t SELECT n, hex(randomblob(50)), n "
                                "FROM c; UPDATE t SET x = 'cut off' WHERE n = 1",
                                &at->err),
                     WKS_OK);
    for (size_t i = 0; i < 2; i++) {
        char from[WORKSHOP_PATH_SIZE + 16];
        char to[WORKSHOP_PATH_SIZE + 16];
        wks_span bytes = {0};
        snprintf(from, sizeof from, "%s%s", at->path, endings[i]);
        snprintf(to, sizeof to, "%s/killed.db%s", at->shop.folder, endings[i]);
        assert_int_equal(wks_file_read(from, 0, &arena, &bytes, &at->err), WKS_OK);
        assert_true(bytes.n > 0);
        assert_int_equal(wks_file_write(to, bytes.at, bytes.n, &at->err), WKS_OK);
    }
    wks_arena_clear(&arena);
    wks_db_close(at->db);
    workshop_path(&at->shop, "killed.db", at->path);
    if (wks_db_open(at->path, WKS_DB_READ, &at->db, &at->err) != WKS_OK) {
        at->db = NULL;
        fail_msg("%s", at->err.text);
    }
    assert_int_equal(count_rows(at), 1);
}

static void names_the_store_when_a_statement_is_wrong(void **state)
{
    bench *at = *state;
    wks_query *query = (wks_query *)at;
    assert_int_equal(wks_query_open(at->db, "SELEC 1", &query, &at->err), WKS_E_STORE);
    assert_null(query);
    assert_non_null(strstr(at->err.text, "store.db: "));
    assert_int_equal(wks_db_run(at->db, "SELECT nothing", &at->err), WKS_E_STORE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CLAIM(tells_a_missing_store_from_one_that_is_broken),
        CLAIM(says_that_a_store_cannot_be_made),
        CLAIM(refuses_to_write_what_was_opened_to_read),
        CLAIM(binds_and_reads_back_every_kind),
        CLAIM(copies_the_text_that_it_binds),
        CLAIM(reports_a_binding_that_failed_at_the_next_step),
        CLAIM(undoes_what_was_not_committed),
        CLAIM(reads_what_was_there_before_a_writer_was_killed),
        CLAIM(names_the_store_when_a_statement_is_wrong),
    };
    return cmocka_run_group_tests_name("base/db", tests, NULL, NULL);
}
