/* SPDX-License-Identifier: EUPL-1.2 */
#include "export_bench.h"
#include "public/export/export_table.h"
#include "public/export/export_xlsx.h"

#include <pthread.h>
#include <unistd.h>

/* What stands in the workbook is read back in Python: tests/http/test_export.py. */

static wks_code make_xlsx(export_bench *at)
{
    return wks_export_table(&at->table, WKS_EXPORT_XLSX, NULL, &at->arena, &at->out, &at->err);
}

static void makes_a_workbook(void **state)
{
    export_bench *at = *state;
    assert_int_equal(make_xlsx(at), WKS_OK);
    assert_true(at->out.n > 4000);
    assert_memory_equal(at->out.bytes, "PK\3\4", 4);
}

static void makes_the_same_bytes_at_another_time(void **state)
{
    export_bench *at = *state;
    wks_buffer later = {0};
    assert_int_equal(make_xlsx(at), WKS_OK);
    sleep(2); /* the clock of a ZIP file ticks once in two seconds */
    assert_int_equal(
        wks_export_table(&at->table, WKS_EXPORT_XLSX, NULL, &at->arena, &later, &at->err), WKS_OK);
    assert_int_equal(at->out.n, later.n);
    assert_memory_equal(at->out.bytes, later.bytes, later.n);
    wks_buffer_clear(&later);
}

static void refuses_more_rows_than_a_sheet_holds(void **state)
{
    export_bench *at = *state;
    at->table.n_rows = WKS_EXPORT_XLSX_MOST_ROWS + 1; /* it looks at none of them */
    assert_int_equal(make_xlsx(at), WKS_E_ARGUMENT);
    assert_non_null(strstr(at->err.text, "1048576 rows: a sheet of XLSX holds 1048575"));
}

static void *make_many(void *context)
{
    const export_bench *like = context;
    wks_arena arena;
    wks_buffer out = {0};
    wks_error err;
    bool is_fine = true;
    wks_arena_init(&arena, 0);
    for (int i = 0; i < 5 && is_fine; i++) {
        wks_buffer_clear(&out);
        is_fine = wks_export_xlsx(&like->table, &arena, &out, &err) == WKS_OK &&
                  out.n == like->out.n && memcmp(out.bytes, like->out.bytes, out.n) == 0;
    }
    wks_buffer_clear(&out);
    wks_arena_clear(&arena);
    return is_fine ? context : NULL;
}

static void makes_the_same_bytes_in_several_threads(void **state)
{
    export_bench *at = *state;
    pthread_t threads[4];
    assert_int_equal(make_xlsx(at), WKS_OK);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, make_many, at), 0);
    }
    for (size_t i = 0; i < 4; i++) {
        void *result = NULL;
        assert_int_equal(pthread_join(threads[i], &result), 0);
        assert_ptr_equal(result, at);
    }
}

static void reports_every_allocation_that_fails(void **state)
{
    bench_fails_one_by_one(*state, make_xlsx, 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup_teardown(name, bench_set_up, bench_tear_down)
        CLAIM(makes_a_workbook),
        CLAIM(makes_the_same_bytes_at_another_time),
        CLAIM(refuses_more_rows_than_a_sheet_holds),
        CLAIM(makes_the_same_bytes_in_several_threads),
        CLAIM(reports_every_allocation_that_fails),
    };
    return cmocka_run_group_tests_name("public/export_xlsx", tests, NULL, NULL);
}
