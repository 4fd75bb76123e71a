/* SPDX-License-Identifier: EUPL-1.2 */
#include "export_bench.h"
#include "public/export/export_table.h"

#define HEADER                                                                                     \
    "indicator,uitsplitsing,niveau,gebied,gebiedsnaam,periode,waarde,onder,boven,status,methode,"  \
    "vlaggen,oordeel,reden,verschil,verschilOnder,verschilBoven,eenheid\r\n"

static wks_code make_csv(export_bench *at)
{
    return wks_export_table(&at->table, WKS_EXPORT_CSV, NULL, &at->arena, &at->out, &at->err);
}

static void writes_what_programs_read(void **state)
{
    export_bench *at = *state;
    assert_int_equal(make_csv(at), WKS_OK);
    assert_string_equal(
        at->out.bytes,
        HEADER "proef,totaal,wijk,WK000100,Noord,2023,4.25,3.5,5.125,gemeten,wilson,small_n "
               "high_rse,lager,,-1.5,-2.25,-0.75,%\r\n"
               "proef,totaal,wijk,WK000101,'=1+1,2023,,,,geheim,,,geen,geen_cijfer,,,,%\r\n"
               "proef,totaal,wijk,WK000102,\"\"\"Oost\"\", a;b\",2023,0,,,schatting,,,geen,"
               "geen_cijfer,,,,%\r\n"
               "proef,totaal,wijk,WK000103,'t S\u00fad & <b>,2024,-1234567.5,,,gemeten,,,geen,"
               "geen_cijfer,,,,%\r\n"
               "proef,65+,wijk,WK000100,Noord,2024,,,,nognietvrij,,,geen,geen_cijfer,,,,%\r\n");
}

static void writes_what_dutch_excel_reads(void **state)
{
    export_bench *at = *state;
    assert_int_equal(
        wks_export_table(&at->table, WKS_EXPORT_CSV_DUTCH, NULL, &at->arena, &at->out, &at->err),
        WKS_OK);
    assert_memory_equal(at->out.bytes, "\xEF\xBB\xBFindicator;uitsplitsing;", 26);
    bench_holds(at, ";Noord;2023;4,25;3,5;5,125;gemeten;wilson;small_n high_rse;lager;;-1,5;-2,25;"
                    "-0,75;%\r\n");
    bench_holds(at, ";\"\"\"Oost\"\", a;b\";2023;0;;;schatting;");
    bench_holds(at, ";-1234567,5;");
}

/* What a spreadsheet takes for a formula, with and without quotes around it. */
static void gives_no_text_the_chance_to_be_a_formula(void **state)
{
    static const struct {
        const char *name, *cell;
    } cases[] = {
        {"=cmd|' /C calc'!A0", ",'=cmd|' /C calc'!A0,"},
        {"+31", ",'+31,"},
        {"-Zuid", ",'-Zuid,"},
        {"@SUM(1,2)", ",\"'@SUM(1,2)\","},
        {"\t=1", ",'\t=1,"},
        {"\r=1", ",\"'\r=1\","},
        {"\n=1", ",\"'\n=1\","},
        {"'s-Gravenhage", ",'s-Gravenhage,"},
        {"A=B", ",A=B,"},
    };

    export_bench *at = *state;
    at->table.n_rows = 1;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        at->areas[0].name = cases[i].name;
        wks_buffer_clear(&at->out);
        assert_int_equal(make_csv(at), WKS_OK);
        bench_holds(at, cases[i].cell);
    }
}

static void writes_a_header_over_no_rows(void **state)
{
    export_bench *at = *state;
    at->table.n_rows = 0;
    assert_int_equal(make_csv(at), WKS_OK);
    assert_string_equal(at->out.bytes, HEADER);
}

static void reports_that_there_was_no_room(void **state)
{
    export_bench *at = *state;
    at->out.failed = true;
    assert_int_equal(make_csv(at), WKS_E_MEMORY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup_teardown(name, bench_set_up, bench_tear_down)
        CLAIM(writes_what_programs_read),
        CLAIM(writes_what_dutch_excel_reads),
        CLAIM(gives_no_text_the_chance_to_be_a_formula),
        CLAIM(writes_a_header_over_no_rows),
        CLAIM(reports_that_there_was_no_room),
    };
    return cmocka_run_group_tests_name("public/export_csv", tests, NULL, NULL);
}
