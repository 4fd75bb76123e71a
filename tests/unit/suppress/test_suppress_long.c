/* Proven optima of the larger tables of the shared folder.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "suppress/suppress.h"
#include "table_bench.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* clang-format on */

static void check_synth(const char *file, bool is_strict, double heuristic, double optimum)
{
    table_bench bench;
    const wks_suppress_options options = {.seconds = 600};
    wks_suppress_report report;
    if (!bench_read_synth(&bench, file, is_strict)) {
        bench_clear(&bench);
        skip();
    }
    bool *is_hidden = bench_primaries(&bench);
    assert_int_equal(wks_suppress_protect(&bench.protection, &options, is_hidden, &report, NULL),
                     WKS_OK);
    assert_true(report.heuristic_loss <= heuristic);
    assert_true(report.loss == optimum);
    assert_true(report.bound == optimum);
    bench_clear(&bench);
}

static void finds_the_proven_optimum_of_the_table_of_60(void **state)
{
    (void)state;
    check_synth("synth/wijk60.csv", false, 1132, 1119);
}

static void finds_the_strict_optimum_of_the_table_of_60(void **state)
{
    (void)state;
    check_synth("synth/wijk60.csv", true, 1218, 1202);
}

static void finds_the_proven_optimum_of_the_table_of_300(void **state)
{
    (void)state;
    check_synth("synth/wijk300.csv", false, 4915, 4727);
}

static void finds_the_strict_optimum_of_the_table_of_300(void **state)
{
    (void)state;
    check_synth("synth/wijk300.csv", true, 5078, 4896);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_proven_optimum_of_the_table_of_60),
        cmocka_unit_test(finds_the_strict_optimum_of_the_table_of_60),
        cmocka_unit_test(finds_the_proven_optimum_of_the_table_of_300),
        cmocka_unit_test(finds_the_strict_optimum_of_the_table_of_300),
    };
    return cmocka_run_group_tests_name("suppress/suppress_long", tests, NULL, NULL);
}
