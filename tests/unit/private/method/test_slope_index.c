/* The cases of phe_sii in PHEindicatormethods 2.1.0 (UK Health Security Agency, sysdata:
 * SII_test_data), and properties.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "math/random.h"
#include "math/special.h"
#include "private/method/slope_index.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "reference_table.h"

#include <time.h>

enum {
    MOST = 100
};

typedef struct area {
    double value[MOST], se[MOST], population[MOST];
    wks_slope_data data;
} area;

static bool has(const char *text, const char *part)
{
    return strstr(text, part) != NULL;
}

/* The rows from `first` with one description and area: the columns say what, the description how.
 */
static size_t read_area(const reference_table *table, size_t first, area *out)
{
    const char *test = reference_text(table, first, "TestDescription");
    const char *name = reference_text(table, first, "Area");
    const bool transforms = has(test, "transform") || has(test, "negative multiplier");
    size_t n = 0;
    while (first + n < table->n_rows &&
           strcmp(reference_text(table, first + n, "TestDescription"), test) == 0 &&
           strcmp(reference_text(table, first + n, "Area"), name) == 0) {
        out->value[n] = reference_number(table, first + n, "Value");
        out->se[n] = reference_number(table, first + n, "StandardError");
        out->population[n] = reference_number(table, first + n, "Population");
        n++;
    }
    out->data = (wks_slope_data){
        .n_quantiles = n,
        .value = out->value,
        .se = out->se,
        .population = out->population,
        .scale = (wks_slope_scale)reference_number(table, first, "ValueType"),
        .fits_on_scale = transforms,
        .holds_level = transforms,
        .multiplier = has(test, "(x 100)")               ? 100
                      : has(test, "(x -100)")            ? -100
                      : has(test, "negative multiplier") ? -1
                                                         : 1,
    };
    return n;
}

static void close_to(double got, double expected, double relative, const char *what)
{
    assert_close(got, expected, relative * fabs(expected), what);
}

/* The deviation of the order statistic at p of n draws from a normal. */
static double monte_carlo_se(double half, double confidence, double n)
{
    const double z = wks_special_normal_quantile_upper((1 - confidence) / 2);
    const double tail = (1 - confidence) / 2;
    const double density = exp(-z * z / 2) / sqrt(2 * 3.14159265358979324);
    return half / z * sqrt(tail * (1 - tail) / n) / density;
}

typedef struct tally {
    size_t n_indices, n_limits;
    double worst_simulated; /* in standard errors of the difference of two simulations */
    double worst_closed;    /* relative */
    size_t n_noisy;         /* limits that PHE's own Monte Carlo leaves uncertain by over 1 % */
} counts;

static void compare_limit(double simulated, double closed, double expected, double se,
                          counts *tally, const char *what)
{
    const double away = fabs(simulated - expected) / se;
    const double relative = fabs(closed - expected) / fabs(expected);
    const double noise = 3 * se / sqrt(2); /* of the one simulation that expected is */
    tally->worst_simulated = fmax(tally->worst_simulated, away);
    tally->worst_closed = fmax(tally->worst_closed, relative);
    tally->n_limits++;
    assert_true(away <= 3 || (print_message("%s: %.2f se\n", what, away), false));
    tally->n_noisy += relative > 0.01;
    assert_true(relative <= 0.01 || fabs(closed - expected) <= noise ||
                (print_message("%s: %.4f\n", what, relative), false));
}

static void compare_level(const reference_table *table, size_t row, const wks_slope_limits *closed,
                          const wks_slope_limits *simulated, const char *level, counts *tally)
{
    static const char *const names[] = {"sii_lowercl_", "sii_uppercl_", "rii_lowercl_",
                                        "rii_uppercl_"};
    const double *of[2] = {&simulated->difference_lower, &closed->difference_lower};
    const double n = reference_number(table, row, "Repetitions");
    for (size_t k = 0; k < 4; k++) {
        char what[64];
        snprintf(what, sizeof what, "%s%s", names[k], level);
        const double expected = reference_number(table, row, what);
        if (isnan(expected)) {
            continue;
        }
        const double half = k < 2 ? closed->difference_upper - closed->difference_lower
                                  : closed->ratio_upper - closed->ratio_lower;
        const double se = sqrt(2) * monte_carlo_se(half / 2, closed->confidence, n);
        compare_limit(of[0][k], of[1][k], expected, se, tally, what);
    }
}

static void compare_area(const reference_table *table, size_t row, const area *of, counts *tally)
{
    const char *test = reference_text(table, row, "TestDescription");
    const bool has_98 = has(test, "98");
    const bool has_two = has(test, "95 and 98") || has(test, "95% and 98%");
    const double levels[2] = {has(test, "99%")     ? 0.99
                              : has_98 && !has_two ? 0.98
                                                   : 0.95,
                              has_98 ? 0.98 : 0.99};
    wks_arena arena = {0};
    wks_error err = {0};
    wks_slope_index fit;
    wks_slope_limits simulated[2];
    wks_arena_init(&arena, 0);
    assert_int_equal(wks_slope_index_fit(&of->data, &arena, &fit, &err), WKS_OK);
    close_to(fit.difference, reference_number(table, row, "sii"), 1e-9, test);
    if (!has(test, "without rii")) {
        close_to(fit.ratio, reference_number(table, row, "rii"), 1e-9, test);
    }
    if (!isnan(reference_number(table, row, "Intercept"))) {
        close_to(fit.intercept, reference_number(table, row, "Intercept"), 1e-9, test);
    }
    tally->n_indices++;
    const wks_slope_simulation how = {.n_repetitions =
                                          (size_t)reference_number(table, row, "Repetitions"),
                                      .seed = 1,
                                      .stream = row,
                                      .n_levels = 2,
                                      .confidence = levels};
    assert_int_equal(wks_slope_index_simulate(&of->data, &fit, &how, &arena, simulated, &err),
                     WKS_OK);
    for (size_t k = 0; k < 2; k++) {
        const wks_slope_limits closed = wks_slope_index_limits(&of->data, &fit, levels[k]);
        compare_level(table, row, &closed, &simulated[k], k == 0 ? "1" : "2", tally);
    }
    wks_arena_clear(&arena);
}

static void gives_the_indices_and_limits_of_phe(void **state)
{
    (void)state;
    reference_table *table = reference_open("phe/sysdata_SII_test_data.csv");
    counts tally = {0};
    for (size_t row = 0; row < table->n_rows;) {
        area of;
        const size_t n = read_area(table, row, &of);
        if (!isnan(reference_number(table, row, "sii"))) {
            compare_area(table, row, &of, &tally);
        }
        row += n;
    }
    print_message("%zu areas, %zu limits: Monte Carlo at most %.2f se away, closed form %.3f %%, "
                  "over 1 %% but within their noise: %zu\n",
                  tally.n_indices, tally.n_limits, tally.worst_simulated, 100 * tally.worst_closed,
                  tally.n_noisy);
    assert_true(tally.n_indices >= 30 && tally.n_limits >= 100);
    reference_close(table);
}

/* Its error cases: populations, standard errors, values, number of quantiles. */
static void refuses_what_phe_refuses(void **state)
{
    (void)state;
    double value[10] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    double se[10] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    double population[10] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    const wks_slope_data fine = {
        .n_quantiles = 10, .value = value, .se = se, .population = population, .multiplier = 1};
    static const double bad[] = {-1, NAN, INFINITY, 0};
    double *const where[] = {population, se, value};
    wks_slope_index fit;
    wks_error err = {0};
    wks_arena arena = {0};
    wks_arena_init(&arena, 0);
    for (size_t w = 0; w < 3; w++) {
        for (size_t b = 0; b < 4; b++) {
            wks_slope_data data = fine;
            const double before = where[w][4];
            data.scale = w == 2 ? WKS_SLOPE_LOG : WKS_SLOPE_PLAIN;
            where[w][4] = bad[b];
            const bool is_fine = w == 1 && bad[b] == 0;
            assert_int_equal(wks_slope_index_fit(&data, &arena, &fit, &err),
                             is_fine ? WKS_OK : WKS_E_ARGUMENT);
            assert_true(is_fine || has(err.text, "5"));
            where[w][4] = before;
        }
    }
    wks_slope_data data = fine;
    data.n_quantiles = 4;
    assert_int_equal(wks_slope_index_fit(&data, &arena, &fit, &err), WKS_E_ARGUMENT);
    data = fine;
    data.multiplier = 0;
    assert_int_equal(wks_slope_index_fit(&data, &arena, &fit, &err), WKS_E_ARGUMENT);
    data = fine;
    data.scale = WKS_SLOPE_LOGIT; /* values above 1 */
    assert_int_equal(wks_slope_index_fit(&data, &arena, &fit, &err), WKS_E_ARGUMENT);
    data = fine;
    assert_int_equal(wks_slope_index_fit(&data, &arena, &fit, &err), WKS_OK);
    wks_slope_limits limits;
    const double level = 0.95;
    const wks_slope_simulation few = {.n_repetitions = 999, .n_levels = 1, .confidence = &level};
    assert_int_equal(wks_slope_index_simulate(&data, &fit, &few, &arena, &limits, &err),
                     WKS_E_ARGUMENT);
    wks_arena_clear(&arena);
}

/* A line through the points exactly, and no error: limits shut. */
static void finds_a_straight_line(void **state)
{
    (void)state;
    static const double population[5] = {10, 10, 10, 10, 10};
    static const double value[5] = {1.1, 1.3, 1.5, 1.7, 1.9};
    static const double se[5] = {0};
    static const double level = 0.95;
    const wks_slope_data data = {
        .n_quantiles = 5, .value = value, .se = se, .population = population, .multiplier = 1};
    const wks_slope_simulation how = {.n_repetitions = 1000, .n_levels = 1, .confidence = &level};
    wks_slope_index fit;
    wks_slope_limits limits;
    wks_error err = {0};
    wks_arena arena = {0};
    wks_arena_init(&arena, 0);
    assert_int_equal(wks_slope_index_fit(&data, &arena, &fit, &err), WKS_OK);
    close_to(fit.intercept, 1, 1e-12, "intercept");
    close_to(fit.difference, 1, 1e-12, "slope");
    close_to(fit.ratio, 2, 1e-12, "ratio");
    limits = wks_slope_index_limits(&data, &fit, 0.95);
    close_to(limits.difference_lower, 1, 1e-12, "lower");
    close_to(limits.ratio_upper, 2, 1e-12, "upper");
    assert_int_equal(wks_slope_index_simulate(&data, &fit, &how, &arena, &limits, &err), WKS_OK);
    close_to(limits.difference_upper, 1, 1e-12, "simulated");
    close_to(limits.ratio_lower, 2, 1e-12, "simulated");
    wks_arena_clear(&arena);
}

/* A line that begins at, or not surely above, zero has no ratio; the difference stays. */
static void has_no_ratio_without_a_beginning_above_zero(void **state)
{
    (void)state;
    static const double population[5] = {10, 10, 10, 10, 10};
    static const double below[5] = {-0.5, 0.5, 1.5, 2.5, 3.5};
    static const double unsure[5] = {0.2, 0.5, 0.8, 1.1, 1.4};
    static const double se[5] = {0.3, 0.3, 0.3, 0.3, 0.3};
    static const double level = 0.95;
    const double *const worlds[] = {below, unsure};
    for (size_t w = 0; w < 2; w++) {
        const wks_slope_data data = {.n_quantiles = 5,
                                     .value = worlds[w],
                                     .se = se,
                                     .population = population,
                                     .multiplier = 1};
        const wks_slope_simulation how = {
            .n_repetitions = 2000, .n_levels = 1, .confidence = &level};
        wks_slope_index fit;
        wks_slope_limits drawn;
        wks_error err = {0};
        wks_arena arena = {0};
        wks_arena_init(&arena, 0);
        assert_int_equal(wks_slope_index_fit(&data, &arena, &fit, &err), WKS_OK);
        assert_int_equal(fit.has_ratio, w == 1);
        const wks_slope_limits limits = wks_slope_index_limits(&data, &fit, 0.95);
        assert_false(limits.has_ratio);
        assert_true(isnan(limits.ratio_lower) && isfinite(limits.difference_lower));
        assert_int_equal(wks_slope_index_simulate(&data, &fit, &how, &arena, &drawn, &err), WKS_OK);
        assert_false(drawn.has_ratio);
        wks_arena_clear(&arena);
    }
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Where the line is linear in what is drawn its ends are drawn at once.  Here every quantile is
 * drawn, and the line's ends follow; fitted on the scale, the level varying as it should. */
static void draws_the_ends_as_if_it_drew_every_quantile(void **state)
{
    (void)state;

    enum {
        DRAWS = 40000
    };

    static const double population[6] = {30, 10, 25, 10, 5, 20};
    static const double value[6] = {9, 8, 8.5, 6, 5, 4};
    static const double se[6] = {0.05, 0.2, 0.1, 0.1, 0.2, 0.15};
    static const double level = 0.95;
    static double drawn[DRAWS];
    for (int on_scale = 0; on_scale < 2; on_scale++) {
        const wks_slope_data data = {.n_quantiles = 6,
                                     .value = value,
                                     .se = se,
                                     .population = population,
                                     .scale = on_scale ? WKS_SLOPE_LOG : WKS_SLOPE_PLAIN,
                                     .fits_on_scale = on_scale,
                                     .multiplier = 1};
        const wks_slope_simulation how = {
            .n_repetitions = DRAWS, .seed = 3, .n_levels = 1, .confidence = &level};
        wks_slope_index fit;
        wks_slope_limits limits;
        wks_error err = {0};
        wks_arena arena = {0};
        wks_random random = wks_random_start(11, 12);
        wks_arena_init(&arena, 0);
        assert_int_equal(wks_slope_index_fit(&data, &arena, &fit, &err), WKS_OK);
        for (size_t d = 0; d < DRAWS; d++) {
            double low = 0;
            double high = 0;
            for (size_t i = 0; i < 6; i++) {
                const double y =
                    (on_scale ? log(value[i]) : value[i]) + se[i] * wks_random_normal(&random);
                low += fit.at_zero[i] * y;
                high += fit.at_one[i] * y;
            }
            drawn[d] = on_scale ? exp(high) - exp(low) : high - low;
        }
        qsort(drawn, DRAWS, sizeof drawn[0], by_size);
        assert_int_equal(wks_slope_index_simulate(&data, &fit, &how, &arena, &limits, &err),
                         WKS_OK);
        const double lower = drawn[DRAWS / 40 - 1];
        const double upper = drawn[DRAWS - DRAWS / 40 - 1];
        const double noise = 4 * sqrt(2) * monte_carlo_se((upper - lower) / 2, 0.95, DRAWS);
        assert_close(limits.difference_lower, lower, noise, "lower");
        assert_close(limits.difference_upper, upper, noise, "upper");
        const wks_slope_limits closed = wks_slope_index_limits(&data, &fit, 0.95);
        assert_close(closed.difference_upper - closed.difference_lower, upper - lower,
                     0.03 * (upper - lower), "closed");
        wks_arena_clear(&arena);
    }
}

static double cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* Same seed, same bytes; 20 areas of 10 deciles, 100,000 repetitions, on each scale.  Bar: 1.0 CPU
 * seconds (phe_sii: 9.0); the limit here leaves room for sanitizers. */
static void repeats_itself_and_is_quick(void **state)
{
    (void)state;
    static const double level = 0.95;
    double value[10];
    double se[10];
    double population[10];
    for (size_t scale = 0; scale < 3; scale++) {
        const double before = cpu_seconds();
        double first = 0;
        for (size_t a = 0; a < 20; a++) {
            for (size_t i = 0; i < 10; i++) {
                value[i] = 0.2 + 0.02 * (double)i + 0.001 * (double)a;
                se[i] = 0.05;
                population[i] = 1000 + 10 * (double)((i * 7 + a) % 13);
            }
            const wks_slope_data data = {.n_quantiles = 10,
                                         .value = value,
                                         .se = se,
                                         .population = population,
                                         .scale = (wks_slope_scale)scale,
                                         .multiplier = 1};
            const wks_slope_simulation how = {.n_repetitions = 100000,
                                              .seed = 7,
                                              .stream = 0,
                                              .n_levels = 1,
                                              .confidence = &level};
            wks_slope_index fit;
            wks_slope_limits limits;
            wks_error err = {0};
            wks_arena arena = {0};
            wks_arena_init(&arena, 0);
            assert_int_equal(wks_slope_index_fit(&data, &arena, &fit, &err), WKS_OK);
            assert_int_equal(wks_slope_index_simulate(&data, &fit, &how, &arena, &limits, &err),
                             WKS_OK);
            if (a == 0) {
                first = limits.difference_lower;
                assert_int_equal(wks_slope_index_simulate(&data, &fit, &how, &arena, &limits, &err),
                                 WKS_OK);
                assert_true(limits.difference_lower == first);
            }
            wks_arena_clear(&arena);
        }
        const double spent = cpu_seconds() - before;
        print_message("scale %zu: 21 x 100,000 repetitions in %.3f CPU s\n", scale, spent);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_indices_and_limits_of_phe),
        cmocka_unit_test(refuses_what_phe_refuses),
        cmocka_unit_test(finds_a_straight_line),
        cmocka_unit_test(has_no_ratio_without_a_beginning_above_zero),
        cmocka_unit_test(draws_the_ends_as_if_it_drew_every_quantile),
        cmocka_unit_test(repeats_itself_and_is_quick),
    };
    return cmocka_run_group_tests_name("private/method/slope_index", tests, NULL, NULL);
}
