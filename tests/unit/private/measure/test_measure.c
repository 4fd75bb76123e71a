/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/gate.h"
#include "math/interval.h"
#include "measure_bench.h"

#include <math.h>
#include <stdlib.h>

#define FIGURES                                                                                    \
    SOURCE("cijfers", "figures")                                                                   \
    "public: yes\nrecognise: [gebied, jaar, score, ziek, totaal]\narea: {column: gebied}\n"        \
    "period: {column: jaar}\nedition: 2020\nmissing: [{text: '.', means: hidden}]\n"
#define FIGURES_TOP "gebied;jaar;score;ziek;totaal;oud;nieuw\n"
#define COUNTRY                                                                                    \
    SOURCE("land", "figures")                                                                      \
    "public: yes\nrecognise: [plaats, kosten, aantal]\narea: {column: plaats}\n"                   \
    "area_by_name: yes\nperiod_from_name: yes\nedition: 2020\nrest_row: yes\n"                     \
    "missing: [{text: '.', means: hidden}]\n"
#define RECORDS_OF(id, counts)                                                                     \
    SOURCE(id, "records")                                                                          \
    "counts: " counts "\narea: {column: gebied}\nperiod: {column: jaar}\n"                         \
    "age: {column: leeftijd}\nrecognise: [jaar, wie, gebied, leeftijd, soort, " id "]\ncolumns:\n" \
    "  - {name: jaar, type: year, nl: Jaar, en: Year, example: '2020'}\n"                          \
    "  - {name: wie, type: pseudonym, nl: Wie, en: Who, example: a}\n"                             \
    "  - {name: gebied, type: area, nl: Gebied, en: Area, example: WK000101}\n"                    \
    "  - {name: leeftijd, type: integer, nl: L, en: A, example: '4'}\n"                            \
    "  - {name: soort, type: code, nl: S, en: K, example: a, values: [{code: a, nl: A}, "          \
    "{code: b, nl: B}, {code: c, nl: C}]}\n"                                                       \
    "  - {name: gewicht, type: number, nl: G, en: W, optional: yes, example: '1'}\n"
#define RECORDS_TOP "jaar;wie;gebied;leeftijd;soort;gewicht\n"

/* clang-format off */
static const char indicators[] =
    "theme: context\nindicators:\n"
    INDICATOR("inw", "PX01") "measures: [{source: gebieden, kind: given, summed: yes, "
    "numerator: [{columns: [inwoners]}]}]}\n"
    INDICATOR("score", "PX02") "measures: [{source: cijfers, kind: given, weight: inwoners, "
    "weight_source: gebieden, numerator: [{columns: [score]}]}]}\n"
    INDICATOR("deel", "PX03") "measures: [{source: cijfers, kind: ratio, per: 100, "
    "numerator: [{columns: [ziek, oud]}], denominator: [{columns: [totaal]}]}]}\n"
    INDICATOR("kosten", "PX04") "measures: [{source: land, kind: ratio, "
    "numerator: [{columns: [kosten]}], denominator: [{columns: [aantal]}]}]}\n"
    INDICATOR("keuze", "PX05") "measures: [{source: cijfers, kind: given, "
    "numerator: [{to: '2019', columns: [oud]}, {columns: [nieuw]}]}]}\n"
    INDICATOR("twee", "PX06") "measures: [{source: cijfers, kind: given, "
    "numerator: [{columns: [score]}]}, {source: land, kind: ratio, "
    "numerator: [{columns: [kosten]}], denominator: [{columns: [aantal]}]}]}\n"
    INDICATOR("aandeel", "PX07") "measures: [{source: mensen, kind: share, per: 100, "
    "base: [{column: soort, values: [a, b]}], satisfies: [{column: soort, values: [a]}]}], "
    "breakdowns: [{id: 18+, nl: a, en: a, age: 18+}, {id: 18-64, nl: b, en: b, age: 18-64}, "
    "{id: 65+, nl: c, en: c, age: 65+}]}\n"
    INDICATOR("enquete", "PX08") "measures: [{source: mensen, kind: share, per: 100, "
    "survey_weight: gewicht, minimum_respondents: 4, satisfies: [{column: soort, "
    "values: [a]}]}]}\n"
    INDICATOR("meldingen", "PX09") "measures: [{source: meld, kind: rate, per: 1000, "
    "base: [{column: soort, values: [a]}], denominator_source: gebieden, "
    "denominator: [{columns: [inwoners]}]}]}\n"
    INDICATOR("gemiddeld", "PX10") "measures: [{source: mensen, kind: mean, "
    "column: gewicht}]}\n";

/* clang-format on */

static int set_up(void **state)
{
    static const char *const sources[] = {AREAS_SOURCE, FIGURES, COUNTRY,
                                          RECORDS_OF("mensen", "persons"),
                                          RECORDS_OF("meld", "registrations")};
    *state = measure_bench_open(sources, 5, indicators, true);
    return 0;
}

static const wks_candidate *get(const bench *at, const char *area, const char *period)
{
    const wks_candidate *got = find(at, area, period, 0);
    assert_non_null(got);
    return got;
}

static void assert_number(const bench *at, const char *area, const char *period, double expected)
{
    const wks_candidate *got = get(at, area, period);
    assert_true(wks_status_has_number(got->value.status));
    assert_true(fabs(got->value.value - expected) < 1e-9);
}

static void assert_empty(const bench *at, const char *area, const char *period, wks_status status)
{
    const wks_candidate *got = get(at, area, period);
    assert_int_equal(got->value.status, status);
    assert_true(isnan(got->value.value));
}

/* ---- figures -------------------------------------------------------------------------------- */

static void takes_a_given_figure_as_it_is_and_sums_residents_to_the_region(void **state)
{
    bench *at = *state;
    measure(at, "inw");
    assert_int_equal(at->found.n, 8); /* seven areas and the region */
    assert_number(at, "WK000101", "2020", 200);
    assert_number(at, "NL00", "2020", 5000);
    assert_number(at, "GG0001", "2020", 800);
    const wks_candidate *given = get(at, "GM0001", "2020");
    assert_int_equal(given->kind, WKS_CANDIDATE_FIGURE);
    assert_int_equal(given->delivery, 1);
    assert_string_equal(given->rows, "3");
    assert_string_equal(given->source->id, "gebieden");
    assert_int_equal(get(at, "GG0001", "2020")->value.status, WKS_STATUS_OK);
    assert_int_equal(get(at, "GG0001", "2020")->level, WKS_LEVEL_REGIO);
    for (size_t i = 1; i < at->found.n; i++) { /* by level, period and area */
        const wks_candidate *before = &at->found.items[i - 1];
        const wks_candidate *after = &at->found.items[i];
        assert_true(before->level < after->level ||
                    (before->level == after->level && strcmp(before->area, after->area) < 0));
    }
}

static void makes_no_region_of_some_of_its_gemeenten(void **state)
{
    bench *at = *state;
    bench_must_load(&at->vault, "gebieden2021.csv",
                    AREAS_TOP "GM0001;Oost;300;1\nGM0002;'s-Gravenhage;.;1\n", "gebieden");
    bench_must_load(&at->vault, "gebieden2022.csv", AREAS_TOP "GM0001;Oost;300;1\n", "gebieden");
    measure(at, "inw");
    assert_empty(at, "GM0002", "2021", WKS_STATUS_HIDDEN);
    assert_null(find(at, "GG0001", "2021", 0));
    assert_null(find(at, "GG0001", "2022", 0));
    assert_non_null(find(at, "GG0001", "2020", 0));
}

static void averages_gemeenten_by_the_residents_of_the_nearest_year(void **state)
{
    bench *at = *state;
    bench_must_load(&at->vault, "gebieden2024.csv",
                    AREAS_TOP "GM0001;Oost;600;1\nGM0002;'s-Gravenhage;200;1\n", "gebieden");
    bench_must_load(&at->vault, "c.csv",
                    FIGURES_TOP "GM0001;2019;10;1;1;1;1\nGM0002;2019;20;1;1;1;1\n"
                                "GM0001;2022;10;1;1;1;1\nGM0002;2022;20;1;1;1;1\n"
                                "GM0001;2023;10;1;1;1;1\nGM0002;2023;.;1;1;1;1\n",
                    "cijfers");
    measure(at, "score");
    assert_number(at, "GG0001", "2019", (10 * 300 + 20 * 500) / 800.0);
    assert_int_equal(get(at, "GG0001", "2019")->value.status, WKS_STATUS_ESTIMATE);
    assert_number(at, "GG0001", "2022", (10 * 600 + 20 * 200) / 800.0); /* as near: the later */
    assert_null(find(at, "GG0001", "2023", 0));
    assert_true(isnan(get(at, "GG0001", "2019")->value.lower));
}

static void divides_sums_and_says_why_it_cannot(void **state)
{
    bench *at = *state;
    bench_must_load(&at->vault, "c.csv",
                    FIGURES_TOP "GM0001;2020;1;3;40;5;1\nGM0002;2020;1;2;60;10;1\n"
                                "GM0003;2020;1;1;0;1;1\nWK000101;2020;1;.;40;1;1\n"
                                "WK000102;2020;1;1;.;1;1\nWK000201;2020;1;1;;1;1\n"
                                "GM0001;2021;1;3;40;5;1\nGM0002;2021;1;2;.;10;1\n",
                    "cijfers");
    measure(at, "deel");
    assert_number(at, "GM0001", "2020", 20);
    assert_number(at, "GG0001", "2020", 20); /* (3 + 5 + 2 + 10) / (40 + 60) */
    assert_empty(at, "GM0003", "2020", WKS_STATUS_NOT_APPLICABLE);
    assert_empty(at, "WK000101", "2020", WKS_STATUS_HIDDEN);
    assert_empty(at, "WK000102", "2020", WKS_STATUS_HIDDEN);
    assert_empty(at, "WK000201", "2020", WKS_STATUS_NOT_DELIVERED);
    assert_null(find(at, "GG0001", "2021", 0));
}

static void adds_the_rest_row_to_make_the_country(void **state)
{
    bench *at = *state;
    bench_must_load(&at->vault, "land2020.csv",
                    "plaats;kosten;aantal\nOost;10;5\n's-Gravenhage;20;5\n;70;10\n", "land");
    bench_must_load(&at->vault, "land2021.csv", "plaats;kosten;aantal\nOost;10;5\n", "land");
    measure(at, "kosten");
    assert_number(at, "NL00", "2020", 5);
    assert_number(at, "GG0001", "2020", 3);
    assert_null(find(at, "NL00", "2021", 0)); /* without the rest it is no country */
}

static void makes_no_country_of_parts_of_which_one_is_missing(void **state)
{
    bench *at = *state;
    bench_must_load(&at->vault, "land2020.csv",
                    "plaats;kosten;aantal\nOost;.;5\n's-Gravenhage;20;5\n;70;10\n", "land");
    measure(at, "kosten");
    assert_empty(at, "GM0001", "2020", WKS_STATUS_HIDDEN);
    assert_null(find(at, "NL00", "2020", 0));
}

static void uses_the_first_set_of_columns_that_fits_a_period(void **state)
{
    bench *at = *state;
    bench_must_load(&at->vault, "c.csv",
                    FIGURES_TOP "GM0001;2019;1;1;1;7;8\nGM0001;2020;1;1;1;7;8\n", "cijfers");
    measure(at, "keuze");
    assert_number(at, "GM0001", "2019", 7);
    assert_number(at, "GM0001", "2020", 8);
}

static void takes_each_period_from_the_first_measure_that_has_it(void **state)
{
    bench *at = *state;
    bench_must_load(&at->vault, "c.csv",
                    FIGURES_TOP "GM0001;2019;1;1;1;1;1\nGM0003;2021;3;1;1;1;1\n"
                                "GM0001;2021;2;1;1;1;1\nWK000101;2020;9;1;1;1;1\n",
                    "cijfers");
    for (int year = 2018; year <= 2022; year++) {
        char name[32];
        char text[128];
        snprintf(name, sizeof name, "land%d.csv", year);
        snprintf(text, sizeof text, "plaats;kosten;aantal\nOost;%d;1\n's-Gravenhage;%d;1\n", year,
                 year + 100);
        bench_must_load(&at->vault, name, text, "land");
    }
    measure(at, "twee");
    assert_number(at, "GM0001", "2018", 2018);
    assert_number(at, "GM0001", "2019", 1);
    assert_null(find(at, "GM0002", "2019", 0)); /* the first has 2019, without this gemeente */
    assert_number(at, "GM0001", "2020", 2020);  /* the first has only wijken then */
    assert_number(at, "WK000101", "2020", 9);
    assert_number(at, "GM0001", "2021", 2);
    assert_null(find(at, "GM0002", "2021", 0));
    assert_number(at, "GM0003", "2021", 3);
    assert_number(at, "GM0002", "2022", 2122);
    assert_string_equal(get(at, "GM0002", "2022")->source->id, "land");
    assert_string_equal(get(at, "GM0001", "2021")->source->id, "cijfers");
}

/* ---- records -------------------------------------------------------------------------------- */

static const char people[] =
    RECORDS_TOP "2020;p1;WK000101;20;a;1\n2020;p2;WK000101;30;b;3\n2020;p3;WK000101;70;a;2\n"
                "2020;p4;WK000101;80;b;2\n2020;p5;WK000102;40;a;1\n2020;p6;GM0002;50;a;1\n"
                "2020;p7;WK000101;10;a;1\n2020;p8;WK000101;40;c;1\n2020;p9;GM0003;40;a;1\n";

static void counts_persons_of_the_base_by_age_and_level(void **state)
{
    bench *at = *state;
    bench_must_load(&at->vault, "p.csv", people, "mensen");
    measure(at, "aandeel");
    const wks_candidate *adults = get(at, "WK000101", "2020");
    assert_number(at, "WK000101", "2020", 50); /* p1..p4: the child and soort c are not in it */
    assert_true(adults->n_persons == 4 && adults->n_with == 2);
    assert_int_equal(adults->kind, WKS_CANDIDATE_COUNT);
    const wks_interval interval = wks_interval_proportion(0.5, 4);
    assert_true(fabs(adults->value.lower - 100 * interval.lower) < 1e-9);
    assert_true(fabs(adults->value.upper - 100 * interval.upper) < 1e-9);
    assert_number(at, "GM0001", "2020", 60); /* p5 too */
    assert_number(at, "GG0001", "2020", 400 / 6.0);
    assert_null(find(at, "NL00", "2020", 0));
    assert_number(at, "GM0003", "2020", 100); /* outside the region, yet an area */
    assert_true(find(at, "WK000101", "2020", 1)->n_persons == 2);
    assert_true(find(at, "WK000101", "2020", 2)->n_persons == 2);
    assert_null(find(at, "WK000102", "2020", 2));
    assert_null(find(at, "WK000201", "2020", 0));
}

static void weighs_respondents_and_says_when_they_are_too_few(void **state)
{
    bench *at = *state;
    bench_must_load(&at->vault, "p.csv", people, "mensen");
    measure(at, "enquete");
    const wks_candidate *wijk = get(at, "WK000101", "2020");
    assert_int_equal(wijk->kind, WKS_CANDIDATE_SURVEY);
    assert_true(wijk->n_persons == 6 && isnan(wijk->n_with));
    assert_number(at, "WK000101", "2020", 40); /* (1 + 2 + 1) of 1 + 3 + 2 + 2 + 1 + 1 */
    const wks_interval interval = wks_interval_proportion(0.4, wks_effective_size(10, 20));
    assert_true(fabs(wijk->value.lower - 100 * interval.lower) < 1e-9);
    assert_true(fabs(wijk->value.upper - 100 * interval.upper) < 1e-9);
    assert_empty(at, "WK000102", "2020", WKS_STATUS_TOO_FEW);
    assert_true(get(at, "WK000102", "2020")->n_persons == 1);
}

static void divides_records_by_residents(void **state)
{
    bench *at = *state;
    bench_must_load(&at->vault, "m.csv",
                    RECORDS_TOP "2020;p1;WK000101;20;a;\n2020;p1;WK000101;20;a;\n"
                                "2020;p2;WK000101;20;a;\n2020;p3;WK000102;20;b;\n"
                                "2020;p4;GM0002;20;a;\n2021;p4;GM0002;20;a;\n",
                    "meld");
    measure(at, "meldingen");
    const wks_candidate *wijk = get(at, "WK000101", "2020");
    assert_number(at, "WK000101", "2020", 15); /* 3 of 200 x 1,000 */
    assert_true(wijk->n_persons == 200 && wijk->n_with == 2);
    assert_int_equal(wijk->kind, WKS_CANDIDATE_COUNT);
    const wks_interval interval = wks_interval_count(3);
    assert_true(fabs(wijk->value.upper - interval.upper * 5) < 1e-9);
    assert_number(at, "GM0001", "2020", 10);
    assert_number(at, "GG0001", "2020", 5); /* 4 of 800 */
    assert_true(get(at, "GG0001", "2020")->n_with == 3);
    assert_empty(at, "GM0002", "2021", WKS_STATUS_NOT_DELIVERED); /* no residents of 2021 */
}

/* Without it an area with nobody would be told from one with a hidden few. */
static void counts_none_where_a_delivered_period_has_no_records(void **state)
{
    bench *at = *state;
    bench_must_load(&at->vault, "gebieden2021.csv", AREAS "GM0004;West;9;5\n", "gebieden");
    bench_must_load(&at->vault, "gebieden2019.csv", AREAS "GM0005;Zuid;9;5\n", "gebieden");
    bench_must_load(&at->vault, "m.csv",
                    RECORDS_TOP "2020;p1;WK000101;20;a;\n2021;p3;GM0001;20;b;\n", "meld");
    measure(at, "meldingen");
    for (size_t i = 0; i < at->found.n; i++) {
        assert_string_not_equal(at->found.items[i].period, "2019"); /* was not delivered */
    }
    const wks_candidate *none = get(at, "WK000102", "2020");
    assert_number(at, "WK000102", "2020", 0);
    assert_true(none->n_persons == 100 && none->n_with == 0);
    assert_true(none->value.lower == 0 && none->value.upper > 0);
    assert_int_equal(none->delivery, get(at, "WK000101", "2020")->delivery);
    assert_number(at, "WK000201", "2020", 0);
    assert_number(at, "GM0002", "2020", 0);
    assert_null(find(at, "GM0003", "2020", 0)); /* not of the region */
    /* in 2021 there were records, none of this kind, and none that names a wijk */
    assert_number(at, "GM0001", "2021", 0);
    assert_number(at, "GG0001", "2021", 0);
    assert_null(find(at, "WK000101", "2021", 0));
    const wks_gate_rules rules = {.minimum_persons = 10, .is_invented = true};
    const wks_released *released = NULL;
    wks_gate_report report;
    assert_int_equal(
        wks_gate_release(&rules, &at->found, &at->vault.arena, &released, &report, &at->vault.err),
        WKS_OK);
    assert_int_equal(report.n_by_decision[WKS_DECISION_HIDDEN], at->found.n);
}

static void makes_no_rate_of_a_region_with_residents_of_some_gemeenten(void **state)
{
    bench *at = *state;
    bench_must_load(&at->vault, "gebieden2021.csv", AREAS_TOP "GM0001;Oost;300;1\n", "gebieden");
    bench_must_load(&at->vault, "m.csv", RECORDS_TOP "2021;p1;GM0001;20;a;\n2020;p2;GM0001;20;a;\n",
                    "meld");
    measure(at, "meldingen");
    assert_number(at, "GM0001", "2021", 1000 / 300.0);
    assert_number(at, "GG0001", "2020", 1000 / 800.0);
    assert_empty(at, "GG0001", "2021", WKS_STATUS_NOT_DELIVERED);
}

static void averages_only_those_who_have_a_number(void **state)
{
    bench *at = *state;
    bench_must_load(&at->vault, "p.csv",
                    RECORDS_TOP "2020;p1;WK000101;20;a;1\n2020;p2;WK000101;20;a;3\n"
                                "2020;p3;WK000101;20;a;\n2020;p4;WK000101;20;a;\n"
                                "2020;p5;WK000102;20;a;\n",
                    "mensen");
    measure(at, "gemiddeld");
    const wks_candidate *wijk = get(at, "WK000101", "2020");
    assert_number(at, "WK000101", "2020", 2);
    assert_int_equal(wijk->kind, WKS_CANDIDATE_MEAN);
    assert_true(wijk->n_persons == 2); /* what the gate must judge by */
    const wks_interval interval = wks_interval_mean(2, 2, 2);
    assert_true(fabs(wijk->value.lower - interval.lower) < 1e-9);
    assert_empty(at, "WK000102", "2020", WKS_STATUS_NOT_DELIVERED);
}

static void finds_nothing_where_nothing_was_loaded(void **state)
{
    bench *at = *state;
    static const char *const ids[] = {"score",   "deel",      "aandeel",
                                      "enquete", "meldingen", "gemiddeld"};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        measure(at, ids[i]);
        assert_int_equal(at->found.n, 0);
    }
}

static void has_no_region_in_a_workspace_of_the_whole_country(void **state)
{
    bench *at = *state;
    at->workspace = (wks_workspace){.minimum_persons = 10};
    assert_int_equal(wks_vault_set_region(at->vault.vault, &at->workspace, &at->vault.err), WKS_OK);
    bench_must_load(&at->vault, "p.csv", people, "mensen");
    bench_must_load(&at->vault, "m.csv", RECORDS_TOP "2020;p1;WK000101;20;a;\n", "meld");
    static const char *const ids[] = {"inw", "aandeel", "meldingen"};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        measure(at, ids[i]);
        assert_true(at->found.n > 0);
        for (size_t k = 0; k < at->found.n; k++) {
            assert_int_not_equal(at->found.items[k].level, WKS_LEVEL_REGIO);
        }
    }
    assert_number(at, "GM0003", "2020", 0); /* the last: every area is of the country */
}

static void reports_every_allocation_that_fails(void **state)
{
    bench *at = *state;
    static const char *const ids[] = {"inw", "score", "deel", "aandeel", "meldingen", "gemiddeld"};
    bench_must_load(&at->vault, "p.csv", people, "mensen");
    bench_must_load(&at->vault, "m.csv", people, "meld");
    bench_must_load(&at->vault, "c.csv",
                    FIGURES_TOP "GM0001;2020;1;3;40;5;1\nGM0002;2020;1;2;60;10;1\n", "cijfers");
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        for (size_t n = 1;; n++) {
            wks_arena_fail_after(n);
            const wks_code code = try_measure(at, ids[i]);
            wks_arena_fail_after(0);
            if (code == WKS_OK) {
                assert_true(n > 8);
                break;
            }
            assert_int_equal(code, WKS_E_MEMORY);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CLAIM(takes_a_given_figure_as_it_is_and_sums_residents_to_the_region),
        CLAIM(makes_no_region_of_some_of_its_gemeenten),
        CLAIM(averages_gemeenten_by_the_residents_of_the_nearest_year),
        CLAIM(divides_sums_and_says_why_it_cannot),
        CLAIM(adds_the_rest_row_to_make_the_country),
        CLAIM(makes_no_country_of_parts_of_which_one_is_missing),
        CLAIM(uses_the_first_set_of_columns_that_fits_a_period),
        CLAIM(takes_each_period_from_the_first_measure_that_has_it),
        CLAIM(counts_persons_of_the_base_by_age_and_level),
        CLAIM(weighs_respondents_and_says_when_they_are_too_few),
        CLAIM(divides_records_by_residents),
        CLAIM(counts_none_where_a_delivered_period_has_no_records),
        CLAIM(makes_no_rate_of_a_region_with_residents_of_some_gemeenten),
        CLAIM(averages_only_those_who_have_a_number),
        CLAIM(finds_nothing_where_nothing_was_loaded),
        CLAIM(has_no_region_in_a_workspace_of_the_whole_country),
        CLAIM(reports_every_allocation_that_fails),
    };
    return cmocka_run_group_tests_name("private/measure/measure", tests, NULL, NULL);
}
