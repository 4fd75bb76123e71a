/* Which persons a breakdown counts, where records know the sex.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "measure_bench.h"

#define RECORDS_OF(id, sex)                                                                        \
    SOURCE(id, "records")                                                                          \
    "counts: persons\narea: {column: gebied}\nperiod: {column: jaar}\n"                            \
    "age: {column: leeftijd}\nsex: " sex "\n"                                                      \
    "recognise: [jaar, wie, gebied, leeftijd, geslacht, " id "]\ncolumns:\n"                       \
    "  - {name: jaar, type: year, nl: Jaar, en: Year, example: '2020'}\n"                          \
    "  - {name: wie, type: pseudonym, nl: Wie, en: Who, example: a}\n"                             \
    "  - {name: gebied, type: area, nl: Gebied, en: Area, example: WK000101}\n"                    \
    "  - {name: leeftijd, type: integer, nl: L, en: A, example: '4'}\n"                            \
    "  - {name: geslacht, type: code, nl: G, en: S, example: '1', values: [{code: '1', nl: M}, "   \
    "{code: '2', nl: V}, {code: '3', nl: X}]}\n"                                                   \
    "  - {name: zorg, type: integer, nl: Z, en: C, example: '1'}\n"
#define SHARE(source)                                                                              \
    "measures: [{source: " source ", kind: share, per: 100, "                                      \
    "satisfies: [{column: zorg, minimum: 1}]}], "

/* clang-format off */
static const char indicators[] =
    "theme: context\nindicators:\n"
    INDICATOR("inw", "PX03") "measures: [{source: gebieden, kind: given, summed: yes, "
    "numerator: [{columns: [inwoners]}]}]}\n"
    INDICATOR("sekse", "PX01") SHARE("paren")
    "breakdowns: [{id: alle, nl: a, en: a}, {id: vrouw, nl: b, en: b, sex: vrouw}, "
    "{id: oud, nl: c, en: c, age: 65+, sex: vrouw}]}\n"
    INDICATOR("codes", "PX02") SHARE("kaal")
    "breakdowns: [{id: alle, nl: a, en: a}, {id: twee, nl: b, en: b, sex: '2'}]}\n";
/* clang-format on */

static const char rows[] = "jaar;wie;gebied;leeftijd;geslacht;zorg\n2020;p1;WK000101;30;2;3\n"
                           "2020;p2;WK000101;70;2;0\n2020;p3;WK000101;70;1;3\n"
                           "2020;p4;WK000101;30;3;3\n";

static int set_up(void **state)
{
    static const char *const sources[] = {
        AREAS_SOURCE,
        RECORDS_OF("paren", "{column: geslacht, map: [{from: '2', to: vrouw}, {from: '1', to: "
                            "man}]}"),
        RECORDS_OF("kaal", "{column: geslacht}")};
    *state = measure_bench_open(sources, 3, indicators, true);
    return 0;
}

static void is_of(const bench *at, size_t breakdown, double n_persons, double n_with)
{
    const wks_candidate *found = find(at, "WK000101", "2020", breakdown);
    assert_non_null(found);
    assert_true(found->n_persons == n_persons);
    assert_true(found->n_with == n_with);
}

static void counts_those_whose_code_means_the_sex(void **state)
{
    bench *at = *state;
    bench_must_load(&at->vault, "paren.csv", rows, "paren");
    measure(at, "sekse");
    is_of(at, 0, 4, 3);
    is_of(at, 1, 2, 1);
    is_of(at, 2, 1, 0);
}

static void counts_those_with_the_code_itself_where_nothing_is_said_of_codes(void **state)
{
    bench *at = *state;
    bench_must_load(&at->vault, "kaal.csv", rows, "kaal");
    measure(at, "codes");
    is_of(at, 0, 4, 3);
    is_of(at, 1, 2, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(counts_those_whose_code_means_the_sex, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            counts_those_with_the_code_itself_where_nothing_is_said_of_codes, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("private/measure/measure_groups", tests, NULL, NULL);
}
