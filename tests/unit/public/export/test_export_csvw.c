/* SPDX-License-Identifier: EUPL-1.2 */
#include "export_bench.h"
#include "public/export/export_table.h"

static wks_code make_csvw(export_bench *at)
{
    return wks_export_table(&at->table, WKS_EXPORT_CSVW, "proef.csv", &at->arena, &at->out,
                            &at->err);
}

static void tells_what_the_csv_beside_it_is(void **state)
{
    export_bench *at = *state;
    assert_int_equal(make_csvw(at), WKS_OK);
    bench_holds(at, "{\"@context\":[\"http://www.w3.org/ns/csvw\",{\"@language\":\"nl\"}],"
                    "\"url\":\"proef.csv\",\"dc:title\":\"Proef, Twente\",");
    bench_holds(at, "\"dc:source\":[\"Bron \\\"een\\\"\",\"Bron twee\"],"
                    "\"dc:rightsHolder\":[\"CBS\",\"RIVM\"],"
                    "\"dc:license\":[\"CC BY 4.0\",\"eigen gebruik\"],"
                    "\"dc:issued\":{\"@value\":\"2026-11-21\",\"@type\":\"xsd:date\"},"
                    "\"dc:isPartOf\":\"00c0ffee00c0ffee\",\"schema:version\":\"0123456789ab\",");
    bench_holds(at, "Een lege cel is nooit nul.");
    bench_holds(at, "Breuk vanaf 2024: andere vraag.");
}

static void types_every_column(void **state)
{
    export_bench *at = *state;
    assert_int_equal(make_csvw(at), WKS_OK);
    bench_holds(at, "\"datatype\":{\"base\":\"number\",\"format\":{\"decimalChar\":\".\"}},"
                    "\"required\":false}");
    bench_holds(at, "\"format\":\"gemeten|schatting|omgerekend|voorlopig|geheim|onbetrouwbaar|"
                    "ontbreekt|nvt|nognietvrij|grens\"},\"required\":true}");
    bench_holds(at, "\"primaryKey\":[\"indicator\",\"uitsplitsing\",\"gebied\",\"periode\"]}}");
}

static void says_where_numbers_are_invented(void **state)
{
    export_bench *at = *state;
    at->table.release.is_invented = true;
    assert_int_equal(make_csvw(at), WKS_OK);
    bench_holds(at, "\"dc:title\":\"Proef, Twente (verzonnen cijfers)\"");
    bench_holds(at, "\"dc:description\":[\"Verzonnen cijfers: deze uitgave telt mensen die niet "
                    "bestaan.\",");
}

static void reports_every_allocation_that_fails(void **state)
{
    bench_fails_one_by_one(*state, make_csvw, 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup_teardown(name, bench_set_up, bench_tear_down)
        CLAIM(tells_what_the_csv_beside_it_is),
        CLAIM(types_every_column),
        CLAIM(says_where_numbers_are_invented),
        CLAIM(reports_every_allocation_that_fails),
    };
    return cmocka_run_group_tests_name("public/export_csvw", tests, NULL, NULL);
}
