/* SPDX-License-Identifier: EUPL-1.2 */
#include "../model/workshop.h"
#include "base/db.h"
#include "base/language.h"

#define FILE_OF(name, sql)                                                                         \
    {                                                                                              \
        name, sql, sizeof(sql) - 1                                                                 \
    }

static const wks_embedded_text migrations[] = {
    FILE_OF("0001_first.sql", "CREATE TABLE a (n INTEGER) STRICT; INSERT INTO a VALUES (1);"),
    FILE_OF("0002_second.sql", "CREATE TABLE b (n INTEGER) STRICT; INSERT INTO a VALUES (2);"),
};

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
    wks_language_set(WKS_ENGLISH);
    workshop_open(&made.shop);
    workshop_path(&made.shop, "store.db", made.path);
    assert_int_equal(wks_db_open(made.path, WKS_DB_CREATE, &made.db, &made.err), WKS_OK);
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

static int64_t ask(bench *at, const char *sql)
{
    wks_query *query = NULL;
    bool has_row = false;
    assert_int_equal(wks_query_open(at->db, sql, &query, &at->err), WKS_OK);
    assert_int_equal(wks_query_step(query, &has_row, &at->err), WKS_OK);
    const int64_t n = has_row ? wks_query_integer(query, 0) : -1;
    wks_query_close(query);
    return n;
}

static void runs_each_migration_once(void **state)
{
    bench *at = *state;
    assert_int_equal(wks_db_migrate(at->db, "room", migrations, 1, &at->err), WKS_OK);
    assert_int_equal(ask(at, "SELECT count(*) FROM a"), 1);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(wks_db_migrate(at->db, "room", migrations, 2, &at->err), WKS_OK);
        assert_int_equal(ask(at, "SELECT count(*) FROM a"), 2);
    }
    assert_int_equal(ask(at, "SELECT count(*) FROM migration"), 2);
}

static void refuses_a_migration_that_was_changed(void **state)
{
    bench *at = *state;
    static const wks_embedded_text changed[] = {
        FILE_OF("0001_first.sql", "CREATE TABLE a (n INTEGER) STRICT; INSERT INTO a VALUES (9);"),
    };
    assert_int_equal(wks_db_migrate(at->db, "room", migrations, 2, &at->err), WKS_OK);
    assert_int_equal(wks_db_migrate(at->db, "room", changed, 1, &at->err), WKS_E_STORE);
    assert_string_equal(at->err.text,
                        "migration 0001_first.sql is not the one that made this store");
}

static void refuses_a_store_of_a_newer_program(void **state)
{
    bench *at = *state;
    assert_int_equal(wks_db_migrate(at->db, "room", migrations, 2, &at->err), WKS_OK);
    assert_int_equal(wks_db_migrate(at->db, "room", migrations, 1, &at->err), WKS_E_STORE);
    assert_string_equal(at->err.text,
                        "the store was made by a newer version of wijkscan (0002_second.sql)");
}

static void undoes_a_migration_that_fails_half_way(void **state)
{
    bench *at = *state;
    static const wks_embedded_text broken[] = {
        FILE_OF("0001_first.sql", "CREATE TABLE a (n INTEGER) STRICT; INSERT INTO a VALUES (1);"),
        FILE_OF("0002_second.sql", "INSERT INTO a VALUES (2); INSERT INTO nothing VALUES (1);"),
    };
    assert_int_equal(wks_db_migrate(at->db, "room", broken, 2, &at->err), WKS_E_STORE);
    assert_memory_equal(at->err.text, "0002_second.sql: ", 17);
    assert_int_equal(ask(at, "SELECT count(*) FROM a"), 1);
    assert_int_equal(ask(at, "SELECT count(*) FROM migration"), 1);
    /* and is made good by the one that was meant: it was never recorded */
    assert_int_equal(wks_db_migrate(at->db, "room", migrations, 2, &at->err), WKS_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CLAIM(runs_each_migration_once),
        CLAIM(refuses_a_migration_that_was_changed),
        CLAIM(refuses_a_store_of_a_newer_program),
        CLAIM(undoes_a_migration_that_fails_half_way),
    };
    return cmocka_run_group_tests_name("base/db_migrate", tests, NULL, NULL);
}
