/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/vault/question.h"
#include "private/vault/vault_inside.h"
#include "vault_bench.h"

#include <math.h>

#define FIGURES                                                                                    \
    SOURCE("cijfers", "figures")                                                                   \
    "public: yes\nrecognise: [gebied, jaar, leeftijd, marge, water, ziek]\n"                       \
    "area: {column: gebied}\nperiod: {column: jaar}\nedition: 2020\n"                              \
    "age: {column: leeftijd, map: [{from: '1', to: 18-64}, {from: '2', to: 65+}]}\n"               \
    "filters: [{column: marge, values: [M]}]\nskip: {column: water, value: JA}\n"                  \
    "missing: [{text: '.', means: hidden}, {text: '-', means: not_applicable}]\n"
#define FIGURES_TOP "gebied;jaar;leeftijd;marge;water;ziek;O'Brien\n"
#define NAMED                                                                                      \
    SOURCE("namen", "figures")                                                                     \
    "public: yes\nrecognise: [plaats, kosten, aantal]\narea: {column: plaats}\n"                   \
    "area_by_name: yes\narea_alias: [{from: DEN HAAG, to: GM0002}]\nperiod_from_name: yes\n"       \
    "editions: [{to: '2018', edition: 2020}]\nrest_row: yes\n"
#define RECORDS                                                                                    \
    SOURCE("mensen", "records")                                                                    \
    "counts: persons\narea: {column: gebied}\nperiod: {column: jaar}\n"                            \
    "age: {column: leeftijd}\nrecognise: [jaar, wie, gebied, leeftijd, soort]\ncolumns:\n"         \
    "  - {name: jaar, type: year, nl: Jaar, en: Year, example: '2020'}\n"                          \
    "  - {name: wie, type: pseudonym, nl: Wie, en: Who, example: a}\n"                             \
    "  - {name: gebied, type: area, nl: Gebied, en: Area, example: WK000101}\n"                    \
    "  - {name: leeftijd, type: integer, nl: L, en: A, minimum: 0, maximum: 120, example: '4'}\n"  \
    "  - {name: soort, type: code, nl: S, en: K, example: a, values: [{code: a, nl: A}, "          \
    "{code: b, nl: B}]}\n"                                                                         \
    "  - {name: bedrag, type: number, nl: B, en: A, optional: yes, example: '1'}\n"                \
    "  - {name: dag, type: date, nl: D, en: D, optional: yes, example: '2020-01-01'}\n"
/* A survey without pseudonyms, with the numbers of gemeenten and ages in classes. */
#define SURVEY                                                                                     \
    SOURCE("enquete", "records")                                                                   \
    "counts: persons\nrows_are_persons: yes\narea: {column: gem, digits: gemeente}\n"              \
    "period: {column: jaar}\nage: {column: klas, map: [{from: '1', to: 16-17}, {from: '2', to: "   \
    "18-25}]}\nrecognise: [jaar, gem, klas, gewicht]\nstratum: laag\ncolumns:\n"                   \
    "  - {name: jaar, type: year, nl: Jaar, en: Year, example: '2020'}\n"                          \
    "  - {name: gem, type: area, nl: Gemeente, en: Gemeente, example: '1'}\n"                      \
    "  - {name: klas, type: code, nl: K, en: C, example: '1', optional: yes, values: [{code: "     \
    "'1', nl: A}, {code: '2', nl: B}, {code: '9', nl: C}]}\n"                                      \
    "  - {name: gewicht, type: number, needed_in_row: yes, minimum: 0, nl: G, en: W, example: "    \
    "'1'}\n  - {name: laag, type: integer, optional: yes, nl: L, en: S, example: '1'}\n"
#define SURVEY_TOP "jaar;gem;klas;gewicht;laag\n"
#define RECORDS_TOP "jaar;wie;gebied;leeftijd;soort;bedrag;dag\n"

static const char indicators[] = "theme: context\nindicators:\n" INDICATOR(
    "p-inwoners",
    "PX01") "measures: [{source: gebieden, kind: given, summed: yes, "
            "numerator: [{columns: [inwoners]}]}]}\n" INDICATOR(
                "p-ziek",
                "PX02") "measures: [{source: cijfers, kind: given, numerator: [{columns: "
                        "[ziek]}]}], "
                        "breakdowns: [{id: 18-64, nl: a, en: a, age: 18-64}, "
                        "{id: 65+, nl: b, en: b, age: 65+}]}\n" INDICATOR(
                            "p-kosten",
                            "PX03") "measures: [{source: namen, kind: ratio, numerator: [{columns: "
                                    "[kosten]}], "
                                    "denominator: [{columns: [aantal]}]}]}\n" INDICATOR(
                                        "p-mensen",
                                        "PX04") "measures: [{source: mensen, kind: share, "
                                                "satisfies: [{column: soort, values: [a]}]}]}\n";

static int set_up(void **state)
{
    static vault_bench made;
    static const char *const sources[] = {AREAS_SOURCE, FIGURES, NAMED, RECORDS, SURVEY};
    bench_open(&made, sources, 5, indicators, false);
    bench_must_load(&made, "gebieden2020.csv", AREAS, "gebieden");
    *state = &made;
    return 0;
}

static int tear_down(void **state)
{
    bench_close(*state);
    return 0;
}

static int64_t ask(vault_bench *at, const char *sql)
{
    int64_t answer = -1;
    if (wks_duck_integer_of(&at->vault->duck, sql, NULL, 0, &answer, &at->err) != WKS_OK) {
        fail_msg("%s", at->err.text);
    }
    return answer;
}

static int64_t count_all(vault_bench *at)
{
    return ask(at, "SELECT (SELECT count(*) FROM figure) + (SELECT count(*) FROM delivery) + "
                   "(SELECT count(*) FROM area) + (SELECT count(*) FROM unknown_area)");
}

static void assert_refused(vault_bench *at, const char *file, const char *text, const char *source,
                           const char *expected)
{
    const int64_t before = count_all(at);
    assert_int_equal(bench_load(at, file, text, source), WKS_E_FORMAT);
    assert_string_equal(at->err.text, expected);
    assert_int_equal(count_all(at), before);
}

static void defines_areas_from_the_rows(void **state)
{
    vault_bench *at = *state;
    wks_area *areas = NULL;
    size_t n = 0;
    assert_int_equal(at->report.n_rows, 7);
    assert_int_equal(at->report.n_new_areas, 7);
    assert_int_equal(at->report.edition, 2020);
    assert_string_equal(at->report.period, "2020");
    assert_int_equal(wks_vault_areas(at->vault, &at->arena, &areas, &n, &at->err), WKS_OK);
    assert_int_equal(n, 7);
    assert_string_equal(areas[0].code, "GM0001");
    assert_int_equal(areas[0].edition, 2020);
    assert_string_equal(areas[6].code, "WK000201");
    assert_int_equal(areas[6].level, WKS_LEVEL_WIJK);
}

static void reads_figures_through_maps_filters_and_marks(void **state)
{
    vault_bench *at = *state;
    bench_must_load(at, "c.csv",
                    FIGURES_TOP "GM0001;2020JJ00;1;M;NEE;12,5;1\n" /* kept */
                                "GM0001;2020JJ00;2;M;NEE;.;1\n"    /* hidden */
                                "GM0002;2020*;1;M;NEE;-;1\n"       /* not applicable */
                                "GM0002;2020;2;M;NEE;;1\n"         /* not delivered */
                                "GM0003;2020;1;X;NEE;niets;1\n"    /* another margin */
                                "GM0003;2020;1;M;JA;niets;1\n"     /* water */
                                "GM0003;2020;9;M;NEE;1,0;1\n"      /* an age that is not asked */
                                " gm0003 ;2020;1;M;NEE;3,0;1\n"
                                "GM0099;2020;1;M;NEE;4,0;1\n", /* nowhere */
                    NULL);
    assert_string_equal(at->report.source->id, "cijfers");
    assert_int_equal(at->report.n_rows, 6);
    assert_int_equal(at->report.n_skipped, 3);
    assert_int_equal(at->report.n_unknown, 1);
    assert_int_equal(at->report.n_unknown_areas, 1);
    assert_string_equal(at->report.unknown[0].area, "GM0099");
    assert_int_equal(ask(at, "SELECT count(*) FROM figure WHERE source = 'cijfers'"), 5);
    assert_int_equal(ask(at, "SELECT count(*) FROM figure WHERE area = 'GM0001' AND age = '18-64' "
                             "AND period = '2020' AND value = 12.5 AND status = 0 AND row = 2"),
                     1);
    assert_int_equal(ask(at, "SELECT status FROM figure WHERE area = 'GM0001' AND age = '65+'"),
                     WKS_STATUS_HIDDEN);
    assert_int_equal(ask(at, "SELECT status FROM figure WHERE area = 'GM0002' AND age = '18-64'"),
                     WKS_STATUS_NOT_APPLICABLE);
    assert_int_equal(ask(at, "SELECT status FROM figure WHERE area = 'GM0002' AND age = '65+'"),
                     WKS_STATUS_NOT_DELIVERED);
    assert_int_equal(ask(at, "SELECT count(*) FROM figure WHERE area = 'GM0003' AND value = 3"), 1);
    wks_unknown_row *unknown = NULL;
    size_t n = 0;
    assert_int_equal(wks_vault_unknown(at->vault, &at->arena, &unknown, &n, &at->err), WKS_OK);
    assert_int_equal(n, 1);
    assert_string_equal(unknown[0].file, "c.csv");
    assert_string_equal(unknown[0].area, "GM0099");
}

/* The message names row and column, and never what stands in the cell. */
static void refuses_cells_that_are_no_number_without_repeating_them(void **state)
{
    vault_bench *at = *state;
    static const char *const cells[] = {"geheim",    "1.2.3", "nan",   "NaN",  "inf",
                                        "-Infinity", "1e999", "1_000", "0x10", "12 34"};
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        char text[300];
        snprintf(text, sizeof text,
                 FIGURES_TOP "GM0001;2020;1;M;NEE;1.5;1\nGM0002;2020;1;M;NEE;%s;1\n", cells[i]);
        assert_refused(at, "c.csv", text, "cijfers",
                       "c.csv: row 3, column ziek: expected a number or a mark for missing");
    }
}

/* 1.234 in a file with decimal commas is one thousand and more, or a slip: nobody can tell. */
static void refuses_a_point_among_decimal_commas(void **state)
{
    vault_bench *at = *state;
    assert_refused(at, "c.csv",
                   FIGURES_TOP "GM0001;2020;1;M;NEE;1,5;1\nGM0002;2020;1;M;NEE;2,5;1\n"
                               "GM0003;2020;1;M;NEE;1.234;1\n",
                   "cijfers", "c.csv: row 4, column ziek: expected a number or a mark for missing");
}

static void refuses_a_row_that_repeats_another(void **state)
{
    vault_bench *at = *state;
    assert_refused(at, "c.csv",
                   FIGURES_TOP "GM0001;2020;1;M;NEE;1;1\nGM0001;2020;2;M;NEE;1;1\n"
                               "GM0001;2020;1;M;NEE;1;1\n",
                   "cijfers",
                   "c.csv: row 4 repeats the area, period, age and sex of a row before it");
}

static void refuses_a_period_that_is_no_year(void **state)
{
    vault_bench *at = *state;
    assert_refused(at, "c.csv",
                   FIGURES_TOP "GM0001;2020;1;M;NEE;1;1\nGM0001;2020KW01;2;M;NEE;1;1\n", "cijfers",
                   "c.csv: row 3, column jaar: expected a year such as 2020 or 2020JJ00");
}

static void refuses_a_file_of_which_no_area_is_known(void **state)
{
    vault_bench *at = *state;
    assert_refused(at, "c.csv", FIGURES_TOP "GM0091;2020;1;M;NEE;1;1\nGM0092;2020;2;M;NEE;1;1\n",
                   "cijfers",
                   "c.csv: none of the areas in column gebied is known in edition 2020; expected "
                   "CBS codes of that edition");
}

static void refuses_a_row_without_an_area(void **state)
{
    vault_bench *at = *state;
    assert_refused(at, "c.csv", FIGURES_TOP "GM0001;2020;1;M;NEE;1;1\n;2020;2;M;NEE;1;1\n",
                   "cijfers", "c.csv: 1 rows have no area in column gebied");
}

static void says_which_column_is_missing_and_which_there_are(void **state)
{
    vault_bench *at = *state;
    assert_refused(at, "c.csv", "gebied;jaar;leeftijd;marge;ziek\nGM0001;2020;1;M;1\n", "cijfers",
                   "c.csv: has no column water, which source cijfers needs; the file has: gebied, "
                   "jaar, leeftijd, marge, ziek");
}

static void finds_gemeenten_by_name_and_keeps_the_rest_of_the_country(void **state)
{
    vault_bench *at = *state;
    bench_must_load(at, "namen2018.csv",
                    "plaats;kosten;aantal\nS GRAVENHAGE;10;5\nSUDWEST FRYSLAN;20;5\noost;30;5\n"
                    ";40;5\nNERGENS;1;1\n",
                    "namen");
    assert_int_equal(at->report.n_rest, 1);
    assert_int_equal(at->report.n_unknown, 1);
    assert_int_equal(at->report.edition, 2020);
    assert_int_equal(ask(at, "SELECT value::BIGINT FROM figure WHERE area = 'GM0002' AND "
                             "measure = 'kosten'"),
                     10);
    assert_int_equal(ask(at, "SELECT value::BIGINT FROM figure WHERE area = 'GM0003' AND "
                             "measure = 'kosten'"),
                     20);
    assert_int_equal(ask(at, "SELECT value::BIGINT FROM figure WHERE area = 'GM0001' AND "
                             "measure = 'kosten'"),
                     30);
    assert_int_equal(
        ask(at, "SELECT value::BIGINT FROM figure WHERE area = '' AND measure = 'kosten'"), 40);
    bench_must_load(at, "namen2017.csv", "plaats;kosten;aantal\nDen Haag;7;5\nOost;1;1\n", "namen");
    assert_int_equal(
        ask(at, "SELECT value::BIGINT FROM figure WHERE area = 'GM0002' AND period = '2017' "
                "AND measure = 'kosten'"),
        7);
}

static void takes_the_nearest_edition_and_says_so(void **state)
{
    vault_bench *at = *state;
    bench_must_load(at, "gebieden2024.csv", AREAS_TOP "GM0009;Nieuw;5;1\n", "gebieden");
    bench_must_load(at, "namen2023.csv", "plaats;kosten;aantal\nNieuw;7;5\n", "namen");
    assert_int_equal(at->report.wanted_edition, 2023);
    assert_int_equal(at->report.edition, 2024);
    bench_must_load(at, "namen2022.csv", "plaats;kosten;aantal\nNieuw;8;5\n", "namen");
    assert_int_equal(at->report.edition, 2024); /* 2020 is as near: the later */
    bench_must_load(at, "namen2021.csv", "plaats;kosten;aantal\nOost;8;5\n", "namen");
    assert_int_equal(at->report.edition, 2020);
}

static void knows_a_delivery_by_its_content_and_the_way_it_is_read(void **state)
{
    vault_bench *at = *state;
    static const char text[] = FIGURES_TOP "GM0001;2020;1;M;NEE;1;1\n";
    bench_must_load(at, "c.csv", text, "cijfers");
    assert_false(at->report.is_known);
    const int64_t before = count_all(at);
    bench_must_load(at, "c.csv", text, "cijfers");
    assert_true(at->report.is_known);
    assert_int_equal(count_all(at), before);
    bench_must_load(at, "c.csv", FIGURES_TOP "GM0001;2020;1;M;NEE;2;1\n", "cijfers");
    assert_false(at->report.is_known);
    wks_delivery *deliveries = NULL;
    size_t n = 0;
    assert_int_equal(wks_vault_deliveries(at->vault, &at->arena, &deliveries, &n, &at->err),
                     WKS_OK);
    assert_int_equal(n, 3);
    assert_int_equal(deliveries[2].number, 3);
    assert_string_equal(deliveries[2].file, "c.csv");
    assert_string_equal(deliveries[2].source, "cijfers");
    assert_string_equal(deliveries[2].format, "csv");
    assert_null(deliveries[2].period);
    assert_int_equal(strlen(deliveries[2].hash), 64);
}

static void reads_the_file_that_was_named_and_no_other_that_fits_a_pattern(void **state)
{
    vault_bench *at = *state;
    workshop_write(&at->shop, "c1.csv", FIGURES_TOP "GM0001;2020;1;M;NEE;1;1\n");
    bench_must_load(at, "c[1].csv", FIGURES_TOP "GM0001;2020;1;M;NEE;2;1\n", "cijfers");
    assert_int_equal(ask(at, "SELECT value::BIGINT FROM figure WHERE source = 'cijfers'"), 2);
    bench_must_load(at, "c*?.csv", FIGURES_TOP "GM0002;2020;1;M;NEE;5;1\n", "cijfers");
    assert_int_equal(ask(at, "SELECT sum(value)::BIGINT FROM figure WHERE source = 'cijfers'"), 7);
    bench_must_load(at, "it's.csv", FIGURES_TOP "GM0003;2020;1;M;NEE;6;1\n", "cijfers");
}

static void takes_hostile_column_names_for_names(void **state)
{
    vault_bench *at = *state;
    bench_must_load(at, "c.csv",
                    "gebied;jaar;leeftijd;marge;water;ziek;\"a\"\"; DROP TABLE figure; --\";"
                    "\"'); DROP TABLE figure; --\"\nGM0001;2020;1;M;NEE;1;2;3\n",
                    "cijfers");
    assert_int_equal(ask(at, "SELECT count(*) FROM figure WHERE source = 'cijfers'"), 1);
    bench_must_load(at, "d.csv",
                    FIGURES_TOP "GM0002;2020;1;M;NEE;1;\"'); DROP TABLE figure; --\"\n"
                                "\"'); DROP TABLE area; --\";2020;1;M;NEE;1;2\n",
                    "cijfers");
    assert_int_equal(ask(at, "SELECT count(*) FROM figure WHERE source = 'cijfers'"), 2);
    assert_int_equal(at->report.n_unknown, 1);
}

/* ---- records -------------------------------------------------------------------------------- */

static void takes_in_records_with_their_types(void **state)
{
    vault_bench *at = *state;
    bench_must_load(at, "r.csv",
                    RECORDS_TOP "2020;a;WK000101;30;a;1.5;2020-02-29\n"
                                "2020.0;b; wk000102 ;40.0;b;;\n2020;c;WK000999;50;a;-2;\n",
                    "mensen");
    assert_int_equal(at->report.n_rows, 3);
    assert_int_equal(at->report.n_unknown, 1);
    assert_int_equal(ask(at, "SELECT count(*) FROM records_mensen"), 2);
    assert_int_equal(ask(at, "SELECT count(*) FROM records_mensen WHERE gebied = 'WK000101' AND "
                             "bedrag = 1.5 AND dag = DATE '2020-02-29' AND leeftijd = 30"),
                     1);
    assert_int_equal(ask(at, "SELECT count(*) FROM records_mensen WHERE gebied = 'WK000102' AND "
                             "bedrag IS NULL AND dag IS NULL AND leeftijd = 40 AND jaar = 2020"),
                     1);
}

static void refuses_records_with_a_cell_that_the_form_does_not_allow(void **state)
{
    vault_bench *at = *state;

    static const struct {
        const char *row, *expected;
    } cases[] = {
        {"20;geheim;WK000101;30;a;;", "column jaar: expected a year of four digits"},
        {"2020.5;geheim;WK000101;30;a;;", "column jaar: expected a year of four digits"},
        {";geheim;WK000101;30;a;;", "column jaar: expected a year of four digits"},
        {"2020;;WK000101;30;a;;", "column wie: expected a pseudonym"},
        {"2020;geheim;;30;a;;", "column gebied: expected a CBS area code such as "
                                "GM0153, WK015301 or BU01530100"},
        {"2020;geheim;WK000101;30.5;a;;", "column leeftijd: expected a whole number from 0 to 120"},
        {"2020;geheim;WK000101;0x1F;a;;", "column leeftijd: expected a whole number from 0 to 120"},
        {"2020;geheim;WK000101;1_0;a;;", "column leeftijd: expected a whole number from 0 to 120"},
        {"2020;geheim;WK000101;121;a;;", "column leeftijd: expected a whole number from 0 to 120"},
        {"2020;geheim;WK000101;-1;a;;", "column leeftijd: expected a whole number from 0 to 120"},
        {"2020;geheim;WK000101;30;c;;", "column soort: expected one of the codes of the form"},
        {"2020;geheim;WK000101;30;a;nan;", "column bedrag: expected a number"},
        {"2020;geheim;WK000101;30;a;inf;", "column bedrag: expected a number"},
        {"2020;geheim;WK000101;30;a;;2020-02-30", "column dag: expected a date as yyyy-mm-dd"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[300];
        char expected[300];
        snprintf(text, sizeof text, RECORDS_TOP "2020;a;WK000101;30;a;1;\n%s\n", cases[i].row);
        snprintf(expected, sizeof expected, "r.csv: row 3, %s", cases[i].expected);
        assert_refused(at, "r.csv", text, "mensen", expected);
        assert_null(strstr(at->err.text, "geheim"));
    }
}

static void refuses_a_person_twice_in_a_year_also_over_deliveries(void **state)
{
    vault_bench *at = *state;
    static const char third[] =
        "r.csv: row 3 is of a person who has a row in the same year before it, here or in an "
        "earlier delivery (number of such rows: 1); expected one row a person and year";
    static const char second[] =
        "r.csv: row 2 is of a person who has a row in the same year before it, here or in an "
        "earlier delivery (number of such rows: 1); expected one row a person and year";
    assert_refused(at, "r.csv", RECORDS_TOP "2020;a;WK000101;30;a;;\n2020;a;WK000102;31;b;;\n",
                   "mensen", third);
    bench_must_load(at, "q.csv", RECORDS_TOP "2020;a;WK000101;30;a;;\n2021;a;WK000102;31;b;;\n",
                    "mensen");
    assert_refused(at, "r.csv", RECORDS_TOP "2021;a;WK000102;31;b;;\n2022;b;WK000101;1;a;;\n",
                   "mensen", second);
    assert_int_equal(ask(at, "SELECT count(*) FROM records_mensen"), 2);
}

static void reads_numbers_of_gemeenten_and_takes_each_row_for_a_person(void **state)
{
    vault_bench *at = *state;
    bench_must_load(at, "e.csv",
                    SURVEY_TOP "2020;1;1;1.5;3\n2020;1;1;1.5;3\n2020;2.0;2;2;\n2020;0003;9;1;4\n"
                               "2020;1680;1;1;3\n2020;1680;1;1;3\n2020;gm0002;;1;3\n",
                    NULL);
    assert_string_equal(at->report.source->id, "enquete");
    assert_int_equal(at->report.n_rows, 7);
    assert_int_equal(at->report.n_unknown, 2);
    assert_int_equal(at->report.n_unknown_areas, 1);
    assert_string_equal(at->report.unknown[0].area, "GM1680");
    assert_int_equal(ask(at, "SELECT count(*) FROM records_enquete WHERE gem = 'GM0001'"), 2);
    assert_int_equal(ask(at, "SELECT count(*) FROM records_enquete WHERE gem = 'GM0002'"), 2);
    assert_int_equal(ask(at, "SELECT count(*) FROM records_enquete WHERE gem = 'GM0003'"), 1);
}

static void leaves_out_and_counts_rows_without_what_each_needs(void **state)
{
    vault_bench *at = *state;
    bench_must_load(at, "e.csv",
                    SURVEY_TOP "2020;1;1;1.5;3\n2020;1;1;;3\n2020;1680;1; ;3\n2020;2;1;0;3\n",
                    NULL);
    assert_int_equal(at->report.n_skipped, 2);
    assert_int_equal(at->report.n_rows, 2);
    assert_int_equal(at->report.n_unknown, 0);
    assert_int_equal(ask(at, "SELECT count(*) FROM records_enquete"), 2);
    assert_int_equal(ask(at, "SELECT n_skipped FROM delivery WHERE source = 'enquete'"), 2);
}

static void refuses_cells_of_a_survey_by_row_and_column(void **state)
{
    vault_bench *at = *state;

    static const struct {
        const char *row, *expected;
    } cases[] = {
        {"2020;;1;1;3", "column gem: expected the number of a gemeente, such as 5 or 1680"},
        {"2020;12345;1;1;3", "column gem: expected the number of a gemeente, such as 5 or 1680"},
        {"2020;-1;1;1;3", "column gem: expected the number of a gemeente, such as 5 or 1680"},
        {"2020;1.5;1;1;3", "column gem: expected the number of a gemeente, such as 5 or 1680"},
        {"2020;geheim;1;1;3", "column gem: expected the number of a gemeente, such as 5 or 1680"},
        {"2020;1;3;1;3", "column klas: expected one of the codes of the form"},
        {"2020;1;1;geheim;3", "column gewicht: expected a number from 0 to ..."},
        {"2020;1;1;-1;3", "column gewicht: expected a number from 0 to ..."},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[300];
        char expected[300];
        snprintf(text, sizeof text, SURVEY_TOP "2020;1;1;1;3\n%s\n", cases[i].row);
        snprintf(expected, sizeof expected, "e.csv: row 3, %s", cases[i].expected);
        assert_refused(at, "e.csv", text, "enquete", expected);
        assert_null(strstr(at->err.text, "geheim"));
    }
}

static void takes_an_area_and_year_of_a_survey_from_one_delivery(void **state)
{
    vault_bench *at = *state;
    bench_must_load(at, "e.csv", SURVEY_TOP "2020;1;1;1;3\n2021;2;1;1;3\n", NULL);
    bench_must_load(at, "f.csv", SURVEY_TOP "2020;2;1;1;3\n2021;1;1;1;3\n", NULL);
    assert_refused(at, "g.csv", SURVEY_TOP "2020;3;1;1;3\n2021;2;2;2;3\n", NULL,
                   "g.csv: row 3, column gem: is of an area that an earlier delivery holds in the "
                   "same year; without pseudonyms its persons could count twice; to replace that "
                   "delivery, remove the vault and load everything again");
    assert_int_equal(ask(at, "SELECT count(*) FROM records_enquete"), 4);
}

/* One real delivery makes all that is counted from its source real. */
static void calls_a_source_invented_only_when_each_of_its_files_is(void **state)
{
    vault_bench *at = *state;
    wks_source source = *wks_catalogue_source(&at->catalogue, "enquete");
    wks_delivery *deliveries = NULL;
    const char *hashes[2] = {0};
    size_t n = 0;
    bool is_invented = true;
    bench_must_load(at, "e.csv", SURVEY_TOP "2020;1;1;1;3\n", NULL);
    assert_int_equal(wks_vault_deliveries(at->vault, &at->arena, &deliveries, &n, &at->err),
                     WKS_OK);
    hashes[0] = deliveries[n - 1].hash;
    assert_int_equal(
        wks_vault_is_source_invented(at->vault, &source, &at->arena, &is_invented, &at->err),
        WKS_OK);
    assert_false(is_invented); /* no file is named */
    source.invented_files = hashes;
    source.n_invented_files = 1;
    assert_int_equal(
        wks_vault_is_source_invented(at->vault, &source, &at->arena, &is_invented, &at->err),
        WKS_OK);
    assert_true(is_invented);
    bench_must_load(at, "f.csv", SURVEY_TOP "2020;2;1;1;3\n", NULL);
    assert_int_equal(
        wks_vault_is_source_invented(at->vault, &source, &at->arena, &is_invented, &at->err),
        WKS_OK);
    assert_false(is_invented);
    source.id = "mensen"; /* nothing delivered */
    assert_int_equal(
        wks_vault_is_source_invented(at->vault, &source, &at->arena, &is_invented, &at->err),
        WKS_OK);
    assert_false(is_invented);
}

/* ---- all or nothing -------------------------------------------------------------------------- */

/* Every allocation in turn; the vault stays as it was until one gets through. */
static void reports_every_allocation_that_fails_and_leaves_nothing(void **state)
{
    vault_bench *at = *state;

    static const struct {
        const char *file, *text, *source;
    } cases[] = {
        {"namen2018.csv", "plaats;kosten;aantal\nOost;10;5\n;40;5\nNERGENS;1;1\n", "namen"},
        {"r.csv", RECORDS_TOP "2020;a;WK000101;30;a;;\n2020;b;WK000999;30;a;;\n", "mensen"},
        {"gebieden2021.csv", AREAS "GM0004;West;9;5\n", NULL},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char path[WORKSHOP_PATH_SIZE];
        const int64_t before = count_all(at);
        workshop_write(&at->shop, cases[i].file, cases[i].text);
        workshop_path(&at->shop, cases[i].file, path);
        const wks_load_request request = {.path = path, .source_id = cases[i].source};
        for (size_t n = 1;; n++) {
            wks_arena_fail_after(n);
            wks_code code = wks_delivery_load(at->vault, &at->catalogue, &request, &at->arena, NULL,
                                              &at->report, &at->err);
            wks_arena_fail_after(0);
            if (code == WKS_OK) {
                assert_true(n > 20);
                break;
            }
            assert_int_equal(code, WKS_E_MEMORY);
            assert_int_equal(count_all(at), before);
        }
        assert_true(count_all(at) > before);
    }
}

static void keeps_invented_figures_and_real_deliveries_apart(void **state)
{
    vault_bench *at = *state;
    char path[WORKSHOP_PATH_SIZE];
    wks_vault *other = NULL;
    wks_vault_close(at->vault);
    at->vault = NULL;
    workshop_path(&at->shop, "vault.duckdb", path);
    assert_int_equal(wks_vault_open(path, true, &at->arena, &other, &at->err), WKS_E_REFUSED);
    assert_null(other);
    assert_non_null(strstr(at->err.text, "holds real deliveries"));
    assert_int_equal(wks_vault_open_existing(path, &at->arena, &other, &at->err), WKS_OK);
    assert_false(wks_vault_is_invented(other));
    wks_vault_close(other);
    workshop_path(&at->shop, "demo.duckdb", path);
    assert_int_equal(wks_vault_open(path, true, &at->arena, &other, &at->err), WKS_OK);
    assert_true(wks_vault_is_invented(other));
    wks_vault_close(other);
    assert_int_equal(wks_vault_open(path, false, &at->arena, &other, &at->err), WKS_E_REFUSED);
    assert_non_null(strstr(at->err.text, "invented"));
}

static void says_when_there_is_no_vault_or_it_is_something_else(void **state)
{
    vault_bench *at = *state;
    char path[WORKSHOP_PATH_SIZE];
    wks_vault *other = NULL;
    workshop_path(&at->shop, "none.duckdb", path);
    assert_int_equal(wks_vault_open_existing(path, &at->arena, &other, &at->err), WKS_E_NOT_FOUND);
    assert_false(wks_file_exists(path));
    workshop_write(&at->shop, "none.duckdb", "this is no vault\n");
    assert_int_equal(wks_vault_open_existing(path, &at->arena, &other, &at->err), WKS_E_STORE);
    assert_null(other);
}

static void refuses_what_cannot_be_read_or_fits_no_source(void **state)
{
    vault_bench *at = *state;
    static const wks_load_request missing = {.path = "/nergens/a.csv"};
    assert_int_equal(wks_delivery_load(at->vault, &at->catalogue, &missing, &at->arena, NULL,
                                       &at->report, &at->err),
                     WKS_E_NOT_FOUND);
    assert_int_equal(bench_load(at, "x.csv", "een;twee\n1;2\n", NULL), WKS_E_FORMAT);
    assert_non_null(strstr(at->err.text, "x.csv: its 2 columns (een, ...) fit no source"));
    assert_int_equal(bench_load(at, "x.csv", "een;twee\n1;2\n", "niets"), WKS_E_ARGUMENT);
    assert_string_equal(at->err.text, "x.csv: source niets is not in the catalogue");
    assert_int_equal(bench_load(at, "namen.csv", "plaats;kosten;aantal\nOost;1;1\n", "namen"),
                     WKS_E_ARGUMENT);
    assert_non_null(strstr(at->err.text, "put the year in the name of the file"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CLAIM(defines_areas_from_the_rows),
        CLAIM(reads_figures_through_maps_filters_and_marks),
        CLAIM(refuses_cells_that_are_no_number_without_repeating_them),
        CLAIM(refuses_a_point_among_decimal_commas),
        CLAIM(refuses_a_row_that_repeats_another),
        CLAIM(refuses_a_period_that_is_no_year),
        CLAIM(refuses_a_file_of_which_no_area_is_known),
        CLAIM(refuses_a_row_without_an_area),
        CLAIM(says_which_column_is_missing_and_which_there_are),
        CLAIM(finds_gemeenten_by_name_and_keeps_the_rest_of_the_country),
        CLAIM(takes_the_nearest_edition_and_says_so),
        CLAIM(knows_a_delivery_by_its_content_and_the_way_it_is_read),
        CLAIM(reads_the_file_that_was_named_and_no_other_that_fits_a_pattern),
        CLAIM(takes_hostile_column_names_for_names),
        CLAIM(takes_in_records_with_their_types),
        CLAIM(refuses_records_with_a_cell_that_the_form_does_not_allow),
        CLAIM(refuses_a_person_twice_in_a_year_also_over_deliveries),
        CLAIM(reads_numbers_of_gemeenten_and_takes_each_row_for_a_person),
        CLAIM(leaves_out_and_counts_rows_without_what_each_needs),
        CLAIM(refuses_cells_of_a_survey_by_row_and_column),
        CLAIM(takes_an_area_and_year_of_a_survey_from_one_delivery),
        CLAIM(calls_a_source_invented_only_when_each_of_its_files_is),
        CLAIM(reports_every_allocation_that_fails_and_leaves_nothing),
        CLAIM(keeps_invented_figures_and_real_deliveries_apart),
        CLAIM(says_when_there_is_no_vault_or_it_is_something_else),
        CLAIM(refuses_what_cannot_be_read_or_fits_no_source),
    };
    return cmocka_run_group_tests_name("private/vault/delivery", tests, NULL, NULL);
}
