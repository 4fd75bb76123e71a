/* A map of 3,300 areas with a known truth: intervals cover it as often as they say.
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
    AREAS = 55 * WIDTH,
    ROUNDS = 30 /* of smoothing the field */
};

static size_t from[2 * AREAS], to[2 * AREAS], area[AREAS];
static double y[AREAS], expected[AREAS], x[AREAS], truth[AREAS], field[2][AREAS];

static size_t make_edges(void)
{
    size_t n = 0;
    for (size_t a = 0; a < AREAS; a++) {
        if (a % WIDTH + 1 < WIDTH) {
            from[n] = a;
            to[n++] = a + 1;
        }
        if (a + WIDTH < AREAS) {
            from[n] = a;
            to[n++] = a + WIDTH;
        }
    }
    return n;
}

static void smooth(const wks_neighbours *graph, const double *in, double *out)
{
    for (size_t a = 0; a < AREAS; a++) {
        double sum = in[a];
        for (size_t e = graph->start[a]; e < graph->start[a + 1]; e++) {
            sum += in[graph->neighbour[e]];
        }
        out[a] = sum / (double)(1 + graph->start[a + 1] - graph->start[a]);
    }
}

static void make_truth(const wks_neighbours *graph)
{
    double squares = 0;
    for (size_t a = 0; a < AREAS; a++) {
        wks_random random = wks_random_start(33, a);
        field[0][a] = wks_random_normal(&random);
    }
    for (size_t k = 0; k < ROUNDS; k++) {
        smooth(graph, field[k % 2], field[1 - k % 2]);
    }
    for (size_t a = 0; a < AREAS; a++) {
        squares += field[0][a] * field[0][a] / AREAS;
    }
    for (size_t a = 0; a < AREAS; a++) {
        wks_random random = wks_random_start(34, a);
        area[a] = a;
        x[a] = wks_random_normal(&random);
        expected[a] = exp(2 + 0.7 * wks_random_normal(&random));
        truth[a] = exp(0.1 + 0.2 * x[a] + 0.3 * field[0][a] / sqrt(squares) +
                       0.25 * wks_random_normal(&random));
        y[a] = wks_random_poisson(&random, expected[a] * truth[a]);
    }
}

static void covers_the_truth_of_a_large_map(void **state)
{
    (void)state;
    wks_arena arena;
    wks_neighbours graph;
    wks_bym2_fit fit;
    wks_error err = {0};
    size_t covered = 0;
    const wks_bym2_options options = {.skips_measures = true};
    const wks_bym2_data data = {.family = WKS_BYM2_POISSON,
                                .n = AREAS,
                                .y = y,
                                .size = expected,
                                .area = area,
                                .n_covariates = 1,
                                .covariate = x};
    wks_arena_init(&arena, 0);
    const size_t n_edges = make_edges();
    assert_int_equal(wks_neighbours_make(AREAS, n_edges, from, to, &arena, &graph, &err), WKS_OK);
    make_truth(&graph);
    assert_int_equal(wks_bym2_fit_model(&data, AREAS, &graph, &options, &arena, &fit, &err),
                     WKS_OK);
    assert_false(fit.diagnostics.is_dense);
    for (size_t a = 0; a < AREAS; a++) {
        covered += fit.lower[a] <= truth[a] && truth[a] <= fit.upper[a];
    }
    print_message("# covered %.4f, b %.4f (%.4f), sd %.4f, arena %.1f MB\n",
                  (double)covered / AREAS, fit.coefficient[1].mean, fit.coefficient[1].sd,
                  fit.area_sd.mean, (double)arena.used_bytes / 1e6);
    assert_true(covered > 0.93 * AREAS && covered < 0.97 * AREAS);
    assert_true(fabs(fit.coefficient[1].mean - 0.2) < 3 * fit.coefficient[1].sd);
    assert_true(fabs(fit.coefficient[0].mean - 0.1) < 0.05);
    wks_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(covers_the_truth_of_a_large_map),
    };
    return cmocka_run_group_tests_name("private/estimate/bym2_long", tests, NULL, NULL);
}
