/* SPDX-License-Identifier: EUPL-1.2 */
#include "export_bench.h"
#include "public/export/export_table.h"

static wks_code make_json_stat(export_bench *at)
{
    return wks_export_table(&at->table, WKS_EXPORT_JSON_STAT, NULL, &at->arena, &at->out, &at->err);
}

static void lays_the_cube_out_row_by_row(void **state)
{
    export_bench *at = *state;
    assert_int_equal(make_json_stat(at), WKS_OK);
    bench_holds(at, "{\"version\":\"2.0\",\"class\":\"dataset\",\"label\":\"Proef, Twente\","
                    "\"source\":\"Bron \\\"een\\\", CBS (CC BY 4.0); Bron twee, RIVM (eigen "
                    "gebruik)\",\"updated\":\"2026-11-21\",");
    bench_holds(at, "\"id\":[\"indicator\",\"uitsplitsing\",\"gebied\",\"periode\",\"maat\"],"
                    "\"size\":[1,2,4,2,3],\"role\":{\"geo\":[\"gebied\"],\"time\":[\"periode\"],"
                    "\"metric\":[\"indicator\",\"maat\"]},");
    /* per area both periods, of each its value and bounds */
    bench_holds(at, "\"value\":[4.25,3.5,5.125,null,null,null,null,null,null,null,null,null,"
                    "0,null,null,null,null,null,null,null,null,-1234567.5,null,null,null,");
}

static void keeps_statuses_sparse_and_in_dutch(void **state)
{
    export_bench *at = *state;
    assert_int_equal(make_json_stat(at), WKS_OK);
    bench_holds(at, "\"status\":{\"6\":\"geheim\",\"7\":\"geheim\",\"8\":\"geheim\","
                    "\"12\":\"schatting\",\"13\":\"schatting\",\"14\":\"schatting\","
                    "\"27\":\"nognietvrij\",\"28\":\"nognietvrij\",\"29\":\"nognietvrij\"}");
}

static void names_categories_units_and_levels(void **state)
{
    export_bench *at = *state;
    assert_int_equal(make_json_stat(at), WKS_OK);
    bench_holds(at, "\"indicator\":{\"label\":\"Indicator\",\"category\":{\"index\":[\"proef\"],"
                    "\"label\":{\"proef\":\"Proef\"},"
                    "\"unit\":{\"proef\":{\"label\":\"%\",\"decimals\":1}}}}");
    bench_holds(at, "\"index\":[\"totaal\",\"65+\"]");
    bench_holds(at, "\"WK000101\":\"=1+1\"");
    bench_holds(at, "\"extension\":{\"niveau\":{\"WK000100\":\"wijk\",");
    bench_holds(at, "\"extension\":{\"uitgave\":\"00c0ffee00c0ffee\",\"regio\":\"Twente\","
                    "\"verzonnen\":false,\"definitie\":\"0123456789ab\"}}");
}

static void holds_a_table_without_rows(void **state)
{
    export_bench *at = *state;
    at->table.n_rows = at->table.n_areas = at->table.n_sources = 0;
    assert_int_equal(make_json_stat(at), WKS_OK);
    bench_holds(at, "\"size\":[1,2,0,2,3]");
    bench_holds(at, "\"value\":[],\"status\":{}");
}

static void reports_every_allocation_that_fails(void **state)
{
    bench_fails_one_by_one(*state, make_json_stat, 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup_teardown(name, bench_set_up, bench_tear_down)
        CLAIM(lays_the_cube_out_row_by_row),        CLAIM(keeps_statuses_sparse_and_in_dutch),
        CLAIM(names_categories_units_and_levels),   CLAIM(holds_a_table_without_rows),
        CLAIM(reports_every_allocation_that_fails),
    };
    return cmocka_run_group_tests_name("public/export_json_stat", tests, NULL, NULL);
}
