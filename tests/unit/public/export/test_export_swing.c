/* SPDX-License-Identifier: EUPL-1.2 */
#include "export_bench.h"
#include "public/export/export_table.h"

static wks_code make_swing(export_bench *at)
{
    return wks_export_table(&at->table, WKS_EXPORT_SWING, NULL, &at->arena, &at->out, &at->err);
}

static wks_code make_metadata(export_bench *at)
{
    return wks_export_table(&at->table, WKS_EXPORT_SWING_METADATA, NULL, &at->arena, &at->out,
                            &at->err);
}

static void marks_every_empty_and_nothing_else(void **state)
{
    export_bench *at = *state;
    assert_int_equal(make_swing(at), WKS_OK);
    assert_string_equal(at->out.bytes, "\xEF\xBB\xBFPERIODE;GEBIEDSNIVEAU;GEBIED;NAAM;WAARDE\r\n"
                                       "2023;wijk;WK000100;PX01_totaal;4,25\r\n"
                                       "2023;wijk;WK000101;PX01_totaal;-99996\r\n"
                                       "2023;wijk;WK000102;PX01_totaal;0\r\n"
                                       "2024;wijk;WK000103;PX01_totaal;-1234567,5\r\n"
                                       "2024;wijk;WK000100;PX01_65+;-99996\r\n");
}

static void says_what_each_name_is(void **state)
{
    export_bench *at = *state;
    at->table.release.is_invented = true;
    assert_int_equal(make_metadata(at), WKS_OK);
    bench_holds(at, "Name;Description;Indicator code;RoundOff;More information;Unit;Source;Data "
                    "type\r\nPX01_totaal;Proef, Iedereen (verzonnen cijfers);PX01_totaal;1;");
    bench_holds(at, "PX01_65+;Proef, 65 jaar en ouder (verzonnen cijfers);PX01_65+;1;");
    bench_holds(at, ";p;");
    bench_holds(at, ";Percentage\r\n");
    bench_holds(at, "Let op.");
    at->table.indicator.unit = "euro";
    wks_buffer_clear(&at->out);
    assert_int_equal(make_metadata(at), WKS_OK);
    bench_holds(at, ";g;");
    bench_holds(at, ";Mean\r\n");
}

static void reports_that_there_was_no_room(void **state)
{
    bench_fails_one_by_one(*state, make_swing, 2);
    bench_fails_one_by_one(*state, make_metadata, 5);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(marks_every_empty_and_nothing_else, bench_set_up,
                                        bench_tear_down),
        cmocka_unit_test_setup_teardown(says_what_each_name_is, bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(reports_that_there_was_no_room, bench_set_up,
                                        bench_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
