/* A survey in strata without pseudonyms, and what of it is invented.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "math/interval.h"
#include "measure_bench.h"

#include <math.h>

#define SURVEY                                                                                     \
    SOURCE("enquete", "records")                                                                   \
    "counts: persons\nrows_are_persons: yes\narea: {column: gem, digits: gemeente}\n"              \
    "period: {column: jaar}\nage: {column: klas, map: [{from: '1', to: 16-17}, {from: '2', to: "   \
    "18-25}]}\nrecognise: [jaar, gem, klas, gewicht]\nstratum: laag\ncolumns:\n"                   \
    "  - {name: jaar, type: year, nl: Jaar, en: Year, example: '2020'}\n"                          \
    "  - {name: gem, type: area, nl: Gemeente, en: Gemeente, example: '1'}\n"                      \
    "  - {name: klas, type: code, nl: K, en: C, example: '1', values: [{code: '1', nl: A}, "       \
    "{code: '2', nl: B}, {code: '9', nl: C}]}\n"                                                   \
    "  - {name: gewicht, type: number, needed_in_row: yes, nl: G, en: W, example: '1'}\n"          \
    "  - {name: laag, type: integer, optional: yes, nl: L, en: S, example: '1'}\n"                 \
    "  - {name: klacht, type: code, optional: yes, nl: K, en: C, example: '1', values: [{code: "   \
    "'0', nl: N}, {code: '1', nl: J}]}\n"
#define SECRET                                                                                     \
    SOURCE("geheim", "figures")                                                                    \
    "recognise: [gebied, klanten]\narea: {column: gebied}\nperiod_from_name: yes\n"
#define ASKED                                                                                      \
    "measures: [{source: enquete, kind: share, per: 100, survey_weight: gewicht, "                 \
    "minimum_respondents: 3, base: [{column: klacht, values: ['0', '1']}], "                       \
    "satisfies: [{column: klacht, values: ['1']}]}], breakdowns: ["                                \
    "{id: 16-25, nl: A, en: A, age: 16-25}, {id: 18-25, nl: B, en: B, age: 18-25}]}\n"
#define RATE(source, column)                                                                       \
    "measures: [{source: enquete, kind: rate, base: [{column: klacht, values: ['1']}], "           \
    "denominator_source: " source ", denominator: [{columns: [" column "]}]}]}\n"
#define GIVEN "measures: [{source: geheim, kind: given, numerator: [{columns: [klanten]}]}]}\n"

/* clang-format off */
static const char indicators[] =
    "theme: context\nindicators:\n"
    INDICATOR("klacht", "PX01") ASKED
    INDICATOR("per-inwoner", "PX02") RATE("gebieden", "inwoners")
    INDICATOR("per-klant", "PX03") RATE("geheim", "klanten")
    INDICATOR("klanten", "PX04") GIVEN;
/* clang-format on */

/* Strata 7 and 8; the row of klas 9 is of no breakdown, the last has no answer, one no weight. */
static const char answers[] = "jaar;gem;klas;gewicht;laag;klacht\n"
                              "2020;1;1;1;7;1\n2020;1;2;1;7;0\n2020;1;2;1;7;1\n"
                              "2020;1;2;4;8;0\n2020;1;2;4;8;1\n2020;2;2;1;7;1\n"
                              "2020;2;2;4;8;0\n2020;2;1;4;8;1\n2020;2;9;4;8;1\n"
                              "2020;2;2;1;7;\n2020;1;2;;7;1\n";

static int set_up(void **state)
{
    static const char *const sources[] = {AREAS_SOURCE, SURVEY, SECRET};
    bench *made = measure_bench_open(sources, 3, indicators, false);
    bench_must_load(&made->vault, "geheim2020.csv", "gebied;klanten\nGM0001;77\nGM0002;99\n",
                    "geheim");
    bench_must_load(&made->vault, "e.csv", answers, NULL);
    *state = made;
    return 0;
}

static const wks_candidate *get(const bench *at, const char *area, size_t breakdown)
{
    const wks_candidate *got = find(at, area, NULL, breakdown);
    assert_non_null(got);
    return got;
}

static void counts_ages_in_classes_and_nobody_without_a_weight(void **state)
{
    bench *at = *state;
    measure(at, "klacht");
    const wks_candidate *first = get(at, "GM0001", 0);
    assert_int_equal(first->kind, WKS_CANDIDATE_SURVEY);
    assert_true(first->n_persons == 5);
    assert_true(fabs(first->value.value - 100 * 6.0 / 11) < 1e-12);
    assert_true(get(at, "GM0001", 1)->n_persons == 4);
    assert_true(fabs(get(at, "GM0001", 1)->value.value - 50) < 1e-12);
    assert_true(get(at, "GM0002", 0)->n_persons == 3);
    assert_int_equal(get(at, "GM0002", 1)->value.status, WKS_STATUS_TOO_FEW);
    assert_true(fabs(get(at, "GG0001", 0)->value.value - 100 * 11.0 / 20) < 1e-12);
}

/* The linearised variance by hand: who is not in the domain has score 0 and is in its stratum. */
static double stratum_variance(const double *scores, size_t n)
{
    double mean = 0;
    double squares = 0;
    for (size_t i = 0; i < n; i++) {
        mean += scores[i] / (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        squares += (scores[i] - mean) * (scores[i] - mean);
    }
    return squares * (double)n / ((double)n - 1);
}

static void takes_the_width_of_the_interval_from_the_strata(void **state)
{
    bench *at = *state;
    const double p = 6.0 / 11;
    const double seven[] = {(1 - p) / 11, -p / 11, (1 - p) / 11, 0, 0};
    const double eight[] = {-4 * p / 11, 4 * (1 - p) / 11, 0, 0, 0};
    const double variance = stratum_variance(seven, 5) + stratum_variance(eight, 5);
    const double size = fmin(5, p * (1 - p) / variance);
    measure(at, "klacht");
    const wks_candidate *first = get(at, "GM0001", 0);
    const wks_interval expected = wks_interval_proportion(p, size);
    assert_true(fabs(first->value.lower - 100 * expected.lower) < 1e-9);
    assert_true(fabs(first->value.upper - 100 * expected.upper) < 1e-9);
    assert_int_equal(first->method, WKS_METHOD_WILSON_WEIGHTED);
    /* the parts still are sums, with the size of the design in the squares */
    assert_true(first->parts.with == 6 && first->parts.all == 11);
    assert_true(fabs(first->parts.squares - 121 / size) < 1e-9);
    assert_true(fabs(size - wks_effective_size(11, 35)) > 0.1); /* not Kish's */
}

/* The catalogue as if it came with wijkscan and knew the file. */
static void know_file(bench *at, const char *source_id)
{
    wks_catalogue *catalogue = &at->vault.catalogue;
    wks_source *sources = NULL;
    wks_delivery *deliveries = NULL;
    const char **hashes = NULL;
    size_t n = 0;
    assert_int_equal(
        wks_vault_deliveries(at->vault.vault, &at->vault.arena, &deliveries, &n, &at->vault.err),
        WKS_OK);
    assert_int_equal(wks_arena_take(&at->vault.arena, n, sizeof *hashes, &hashes, &at->vault.err),
                     WKS_OK);
    assert_int_equal(wks_arena_take(&at->vault.arena, catalogue->n_sources, sizeof *sources,
                                    &sources, &at->vault.err),
                     WKS_OK);
    memcpy(sources, catalogue->sources, catalogue->n_sources * sizeof *sources);
    for (size_t i = 0; i < n; i++) {
        hashes[i] = deliveries[i].hash;
    }
    for (size_t i = 0; i < catalogue->n_sources; i++) {
        if (strcmp(sources[i].id, source_id) == 0) {
            sources[i].invented_files = hashes;
            sources[i].n_invented_files = n;
        }
    }
    catalogue->sources = sources;
}

static bool is_all(const bench *at, bool is_invented)
{
    assert_true(at->found.n > 0);
    for (size_t i = 0; i < at->found.n; i++) {
        if (at->found.items[i].is_invented != is_invented) {
            return false;
        }
    }
    return true;
}

static void calls_nothing_invented_that_it_does_not_know(void **state)
{
    bench *at = *state;
    static const char *const ids[] = {"klacht", "per-inwoner", "per-klant", "klanten"};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        measure(at, ids[i]);
        assert_true(is_all(at, false));
    }
}

static void calls_invented_only_what_is_made_of_nothing_real(void **state)
{
    bench *at = *state;
    know_file(at, "enquete");
    measure(at, "klacht");
    assert_true(is_all(at, true));
    measure(at, "per-inwoner");
    assert_true(is_all(at, true));
    measure(at, "per-klant"); /* invented persons over real customers tells of the customers */
    assert_true(is_all(at, false));
    measure(at, "klanten");
    assert_true(is_all(at, false));
}

static void calls_nothing_of_a_source_invented_with_one_real_file(void **state)
{
    bench *at = *state;
    know_file(at, "enquete");
    bench_must_load(&at->vault, "f.csv", "jaar;gem;klas;gewicht;laag;klacht\n2022;3;1;1;7;1\n",
                    NULL);
    measure(at, "klacht");
    assert_true(is_all(at, false));
}

static void reports_every_allocation_that_fails(void **state)
{
    bench *at = *state;
    know_file(at, "enquete");
    for (size_t n = 1;; n++) {
        wks_arena_fail_after(n);
        const wks_code code = try_measure(at, "klacht");
        wks_arena_fail_after(0);
        if (code == WKS_OK) {
            assert_true(n > 40);
            break;
        }
        assert_int_equal(code, WKS_E_MEMORY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CLAIM(counts_ages_in_classes_and_nobody_without_a_weight),
        CLAIM(takes_the_width_of_the_interval_from_the_strata),
        CLAIM(calls_nothing_invented_that_it_does_not_know),
        CLAIM(calls_invented_only_what_is_made_of_nothing_real),
        CLAIM(calls_nothing_of_a_source_invented_with_one_real_file),
        CLAIM(reports_every_allocation_that_fails),
    };
    return cmocka_run_group_tests_name("private/measure/measure_design", tests, NULL, NULL);
}
