/* SPDX-License-Identifier: EUPL-1.2 */
#include "export_bench.h"
#include "public/export/export_format.h"

static void finds_each_form_by_its_name_and_no_other(void **state)
{
    (void)state;
    wks_export_format format = WKS_EXPORT_N_FORMATS;
    for (size_t i = 0; i < WKS_EXPORT_N_FORMATS; i++) {
        assert_true(wks_export_format_parse(wks_export_format_id((wks_export_format)i), &format));
        assert_int_equal(format, i);
        assert_non_null(strstr(WKS_EXPORT_FORMAT_IDS, wks_export_format_id(format)));
    }
    assert_false(wks_export_format_parse("", &format));
    assert_false(wks_export_format_parse("CSV", &format));
    assert_false(wks_export_format_parse("pdf", &format));
}

static void calls_a_file_after_what_is_in_it(void **state)
{
    export_bench *at = *state;
    assert_string_equal(wks_export_file_name(&at->table, WKS_EXPORT_CSV, &at->arena),
                        "proef_uitgave-2026-11-21.csv");
    at->table.choice = (wks_table_choice){"wijk", "2024", "65+"};
    at->table.release.is_invented = true;
    assert_string_equal(wks_export_file_name(&at->table, WKS_EXPORT_CSV_DUTCH, &at->arena),
                        "proef_wijk_2024_65+_verzonnen-cijfers_uitgave-2026-11-21_excel.csv");
}

/* The name goes into a header and onto disks. */
static void lets_nothing_strange_into_a_name(void **state)
{
    export_bench *at = *state;
    at->table.choice = (wks_table_choice){"../\\\"", "20 24\r\nX: y", "\u00e9;"};
    assert_string_equal(wks_export_file_name(&at->table, WKS_EXPORT_XLSX, &at->arena),
                        "proef_..---_20-24--X--y_---_uitgave-2026-11-21.xlsx");
}

static void says_when_there_is_no_memory_for_a_name(void **state)
{
    export_bench *at = *state;
    wks_arena_fail_after(1);
    assert_null(wks_export_file_name(&at->table, WKS_EXPORT_CSV, &at->arena));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup_teardown(name, bench_set_up, bench_tear_down)
        CLAIM(finds_each_form_by_its_name_and_no_other),
        CLAIM(calls_a_file_after_what_is_in_it),
        CLAIM(lets_nothing_strange_into_a_name),
        CLAIM(says_when_there_is_no_memory_for_a_name),
    };
    return cmocka_run_group_tests_name("public/export_format", tests, NULL, NULL);
}
