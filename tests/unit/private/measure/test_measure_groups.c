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
    INDICATOR("leeftijd", "PX04") "measures: [{source: mensen, kind: given, summed: yes, "
    "by_population: yes, numerator: [{columns: [inwoners]}]}], breakdowns: [{id: alle, nl: a, en: a}, "
    "{id: 0-64, nl: b, en: b, age: 0-64}, {id: 65+, nl: c, en: c, age: 65+}]}\n"
    INDICATOR("verzekerd", "PX05") "measures: [{source: rijen, kind: given, summed: yes, "
    "numerator: [{columns: [personen]}]}], breakdowns: [{id: alle, nl: a, en: a}, "
    "{id: man-0-64, nl: b, en: b, age: 0-64, sex: man}, {id: oud, nl: c, en: c, age: 65+}]}\n"
    INDICATOR("sekse", "PX01") SHARE("paren")
    "breakdowns: [{id: alle, nl: a, en: a}, {id: vrouw, nl: b, en: b, sex: vrouw}, "
    "{id: oud, nl: c, en: c, age: 65+, sex: vrouw}]}\n"
    INDICATOR("codes", "PX02") SHARE("kaal")
    "breakdowns: [{id: alle, nl: a, en: a}, {id: twee, nl: b, en: b, sex: '2'}]}\n";
/* clang-format on */

#define PEOPLE_SOURCE                                                                              \
    SOURCE("mensen", "figures")                                                                    \
    "counts: persons\npublic: yes\narea: {column: gebied}\nperiod: {column: jaar}\n"               \
    "recognise: [gebied, jaar, jong]\nmissing: [{text: ., means: hidden}]\n"                       \
    "population: [{column: jong, age: 0-64}, {column: oud, age: 65+}]\n"
#define GROUPS_SOURCE                                                                              \
    SOURCE("rijen", "figures")                                                                     \
    "counts: persons\npublic: yes\narea: {column: gebied}\nperiod: {column: jaar}\n"               \
    "recognise: [gebied, jaar, klasse]\nages_add_up: yes\n"                                        \
    "age: {column: klasse, map: [{from: j, to: 0-64}, {from: o, to: 65+}]}\n"                      \
    "sex: {column: geslacht, map: [{from: M, to: man}, {from: V, to: vrouw}]}\n"

static const char rows[] = "jaar;wie;gebied;leeftijd;geslacht;zorg\n2020;p1;WK000101;30;2;3\n"
                           "2020;p2;WK000101;70;2;0\n2020;p3;WK000101;70;1;3\n"
                           "2020;p4;WK000101;30;3;3\n";

static int set_up(void **state)
{
    static const char *const sources[] = {
        AREAS_SOURCE,
        RECORDS_OF("paren", "{column: geslacht, map: [{from: '2', to: vrouw}, {from: '1', to: "
                            "man}]}"),
        RECORDS_OF("kaal", "{column: geslacht}"), PEOPLE_SOURCE, GROUPS_SOURCE};
    *state = measure_bench_open(sources, 5, indicators, true);
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

static void shows(const bench *at, const char *area, size_t breakdown, double expected)
{
    const wks_candidate *found = find(at, area, "2020", breakdown);
    assert_non_null(found);
    assert_true(found->value.value == expected);
}

static void takes_an_age_from_its_own_column_and_adds_up_the_region(void **state)
{
    bench *at = *state;
    bench_must_load(&at->vault, "mensen.csv",
                    "gebied;jaar;inwoners;jong;oud\nGM0001;2020;70;50;20\nGM0002;2020;30;25;5\n"
                    "WK000101;2020;15;.;0\n",
                    "mensen");
    measure(at, "leeftijd");
    shows(at, "GM0001", 0, 70);
    shows(at, "GM0001", 1, 50);
    shows(at, "GM0001", 2, 20);
    shows(at, "GG0001", 1, 75);
    shows(at, "GG0001", 2, 25);
    shows(at, "WK000101", 2, 0);
    const wks_candidate *hidden = find(at, "WK000101", "2020", 1);
    assert_non_null(hidden);
    assert_int_equal(hidden->value.status, WKS_STATUS_HIDDEN);
}

static void adds_up_counts_of_groups_that_do_not_overlap(void **state)
{
    bench *at = *state;
    bench_must_load(&at->vault, "rijen.csv",
                    "gebied;jaar;klasse;geslacht;personen\nGM0001;2020;j;M;11\n"
                    "GM0001;2020;j;V;12\nGM0001;2020;o;M;13\nGM0001;2020;o;V;14\n"
                    "GM0002;2020;j;M;15\n",
                    "rijen");
    measure(at, "verzekerd");
    shows(at, "GM0001", 0, 50);
    shows(at, "GM0001", 1, 11);
    shows(at, "GM0001", 2, 27);
    shows(at, "GG0001", 1, 26);
    assert_null(find(at, "GM0002", "2020", 2)); /* no row, and so no number of the region */
    assert_null(find(at, "GG0001", "2020", 2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(counts_those_whose_code_means_the_sex, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            counts_those_with_the_code_itself_where_nothing_is_said_of_codes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(takes_an_age_from_its_own_column_and_adds_up_the_region,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(adds_up_counts_of_groups_that_do_not_overlap, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests_name("private/measure/measure_groups", tests, NULL, NULL);
}
