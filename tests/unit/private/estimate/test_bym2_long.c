/* Maps of 3,300 and 14,000 areas with a known truth: intervals cover it as often as they say.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "math/random.h"
#include "private/estimate/bym2.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <math.h>

enum {
    WIDTH = 60,
    WIJKEN = 55 * WIDTH,
    BUURTEN = 14000
};

static size_t from[2 * BUURTEN], to[2 * BUURTEN], area[BUURTEN];
static double y[BUURTEN], expected[BUURTEN], x[BUURTEN], truth[BUURTEN], field[2][BUURTEN];

static size_t make_edges(size_t n_areas)
{
    size_t n = 0;
    for (size_t a = 0; a < n_areas; a++) {
        if (a % WIDTH + 1 < WIDTH && a + 1 < n_areas) {
            from[n] = a;
            to[n++] = a + 1;
        }
        if (a + WIDTH < n_areas) {
            from[n] = a;
            to[n++] = a + WIDTH;
        }
    }
    return n;
}

static void smooth(const wks_neighbours *graph, const double *in, double *out)
{
    const size_t n_areas = graph->n_areas;
    for (size_t a = 0; a < n_areas; a++) {
        double sum = in[a];
        for (size_t e = graph->start[a]; e < graph->start[a + 1]; e++) {
            sum += in[graph->neighbour[e]];
        }
        out[a] = sum / (double)(1 + graph->start[a + 1] - graph->start[a]);
    }
}

/* n_rounds of smoothing, an even number. */
static void make_truth(const wks_neighbours *graph, size_t n_rounds, double log_expected)
{
    const size_t n_areas = graph->n_areas;
    double squares = 0;
    for (size_t a = 0; a < n_areas; a++) {
        wks_random random = wks_random_start(33, a);
        field[0][a] = wks_random_normal(&random);
    }
    for (size_t k = 0; k < n_rounds; k++) {
        smooth(graph, field[k % 2], field[1 - k % 2]);
    }
    for (size_t a = 0; a < n_areas; a++) {
        squares += field[0][a] * field[0][a] / (double)n_areas;
    }
    for (size_t a = 0; a < n_areas; a++) {
        wks_random random = wks_random_start(34, a);
        area[a] = a;
        x[a] = wks_random_normal(&random);
        expected[a] = exp(log_expected + 0.7 * wks_random_normal(&random));
        truth[a] = exp(0.1 + 0.2 * x[a] + 0.3 * field[0][a] / sqrt(squares) +
                       0.25 * wks_random_normal(&random));
        y[a] = wks_random_poisson(&random, expected[a] * truth[a]);
    }
}

static void check_cover(size_t n_areas, size_t n_rounds, double log_expected)
{
    wks_arena arena;
    wks_neighbours graph;
    wks_bym2_fit fit;
    wks_error err = {0};
    size_t covered = 0;
    const wks_bym2_options options = {.skips_measures = true};
    const wks_bym2_data data = {.family = WKS_BYM2_POISSON,
                                .n = n_areas,
                                .y = y,
                                .size = expected,
                                .area = area,
                                .n_covariates = 1,
                                .covariate = x};
    wks_arena_init(&arena, 0);
    const size_t n_edges = make_edges(n_areas);
    assert_int_equal(wks_neighbours_make(n_areas, n_edges, from, to, &arena, &graph, &err), WKS_OK);
    make_truth(&graph, n_rounds, log_expected);
    assert_int_equal(wks_bym2_fit_model(&data, n_areas, &graph, &options, &arena, &fit, &err),
                     WKS_OK);
    assert_false(fit.diagnostics.is_dense);
    for (size_t a = 0; a < n_areas; a++) {
        covered += fit.lower[a] <= truth[a] && truth[a] <= fit.upper[a];
    }
    print_message("# covered %.4f, b %.4f (%.4f), sd %.4f, arena %.1f MB\n",
                  (double)covered / (double)n_areas, fit.coefficient[1].mean, fit.coefficient[1].sd,
                  fit.area_sd.mean, (double)arena.used_bytes / 1e6);
    assert_true((double)covered > 0.93 * (double)n_areas &&
                (double)covered < 0.97 * (double)n_areas);
    assert_true(fabs(fit.coefficient[1].mean - 0.2) < 3 * fit.coefficient[1].sd);
    assert_true(fabs(fit.coefficient[0].mean - 0.1) < 0.05);
    wks_arena_clear(&arena);
}

static void covers_the_truth_of_all_wijken(void **state)
{
    (void)state;
    check_cover(WIJKEN, 30, 2);
}

/* With so many areas and counts the log posterior is so steep that the search for its mode ends on
 * a slope above 1. */
static void covers_the_truth_of_all_buurten(void **state)
{
    (void)state;
    check_cover(BUURTEN, 8, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(covers_the_truth_of_all_wijken),
        cmocka_unit_test(covers_the_truth_of_all_buurten),
    };
    return cmocka_run_group_tests_name("private/estimate/bym2_long", tests, NULL, NULL);
}
