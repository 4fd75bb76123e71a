/* The shared-component model against Markov chains (written here, on dense matrices of their own),
 * on what is missing, and on bad input.  Prints what it costs.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "math/dense.h"
#include "math/random.h"
#include "private/estimate/bym2_prior.h"
#include "private/estimate/shared_component.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SMALL ((size_t)25) /* a sheet of 4 x 6, and an island */

enum {
    MOST = 400
};

static void assert_ok(wks_code code, const wks_error *err)
{
    if (code != WKS_OK) {
        fail_msg("%s", err->text);
    }
}

/* ---- an invented region --------------------------------------------------------------------- */

typedef struct region {
    size_t n;
    double need[MOST], variance[MOST], observed[MOST], expected[MOST], x[MOST];
    double true_need[MOST], true_gap[MOST];
    wks_neighbours graph;
} region;

/* A sheet of `width` wide; areas beyond `n_joined` are islands. */
static void make_graph(region *r, size_t n, size_t n_joined, size_t width, wks_arena *arena)
{
    static size_t from[2 * MOST], to[2 * MOST];
    wks_error err = {0};
    size_t m = 0;
    for (size_t i = 0; i < n_joined; i++) {
        if (i % width + 1 < width && i + 1 < n_joined) {
            from[m] = i;
            to[m++] = i + 1;
        }
        if (i + width < n_joined) {
            from[m] = i;
            to[m++] = i + width;
        }
    }
    r->n = n;
    assert_ok(wks_neighbours_make(n, m, from, to, arena, &r->graph, &err), &err);
}

/* Waves over the sheet for what neighbours share, and noise beside them. */
static void make_region(region *r, size_t width, double persons, uint64_t stream)
{
    wks_random random = wks_random_start(11, stream);
    for (size_t i = 0; i < r->n; i++) {
        const double column = (double)(i % width);
        const double row = (double)i / (double)width;
        r->x[i] = wks_random_normal(&random);
        r->true_need[i] = -1 + 0.4 * sin(0.9 * column + 0.3) + 0.25 * wks_random_normal(&random);
        r->true_gap[i] = 0.25 * cos(0.8 * row) + 0.12 * wks_random_normal(&random);
        r->variance[i] = 0.04 + 0.08 * wks_random_unit(&random);
        r->need[i] = r->true_need[i] + sqrt(r->variance[i]) * wks_random_normal(&random);
        r->expected[i] = persons * (0.3 + wks_random_unit(&random));
        const double mean =
            r->expected[i] * exp(0.1 + 0.6 * (r->true_need[i] + 1) + r->true_gap[i]);
        r->observed[i] = wks_random_poisson(&random, mean);
    }
}

static wks_shared_component_data data_of(const region *r)
{
    return (wks_shared_component_data){.n_areas = r->n,
                                       .need = r->need,
                                       .need_variance = r->variance,
                                       .observed = r->observed,
                                       .expected = r->expected};
}

/* ---- the chain ------------------------------------------------------------------------------ */

enum {
    N_HYPER = 5,
    N_TRACED = 3 * SMALL + 7,
    ROUNDS = 300000,
    THIN = 25,
    KEPT = ROUNDS / THIN
};

typedef struct chain {
    const region *r;
    wks_bym2_prior prior;
    double vectors[SMALL * SMALL], values[SMALL]; /* of the scaled covariance of u */
    double slope_unit;
    double level[2];         /* a1, a2 */
    double effect[2][SMALL]; /* s, gap */
    double hyper[N_HYPER];   /* coordinates of s, of gap; slope / unit */
    double precision[2][SMALL * SMALL];
    double spread[2][SMALL]; /* eigenvalues of the covariances */
    wks_random random;
    double first[N_TRACED], second[N_TRACED], n;
    double slopes[KEPT]; /* thinned */
    size_t n_slopes;
} chain;

static void set_spread(const chain *c, size_t which, const double *coordinate, double *spread)
{
    const wks_bym2_hyper h = wks_bym2_prior_hyper(&c->prior, coordinate + 2 * which);
    for (size_t k = 0; k < SMALL; k++) {
        spread[k] = (h.phi * c->values[k] + h.rest) / h.tau;
    }
}

static void set_precision(chain *c, size_t which)
{
    double *q = c->precision[which];
    memset(q, 0, SMALL * SMALL * sizeof *q);
    for (size_t k = 0; k < SMALL; k++) {
        for (size_t i = 0; i < SMALL; i++) {
            for (size_t j = 0; j < SMALL; j++) {
                q[i + j * SMALL] +=
                    c->vectors[i + k * SMALL] * c->vectors[j + k * SMALL] / c->spread[which][k];
            }
        }
    }
}

static double log_area(const chain *c, size_t i, double s, double gap, const double level[2],
                       double slope)
{
    const region *r = c->r;
    double sum = 0;
    if (!isnan(r->need[i])) {
        const double rest = r->need[i] - level[0] - s;
        sum -= rest * rest / (2 * r->variance[i]);
    }
    if (!isnan(r->observed[i]) && r->expected[i] > 0) {
        const double use = level[1] + slope * s + gap;
        sum += r->observed[i] * use - r->expected[i] * exp(use);
    }
    return sum;
}

static double log_all(const chain *c, const double *s, const double *gap, const double level[2],
                      double slope)
{
    double sum = 0;
    for (size_t i = 0; i < SMALL; i++) {
        sum += log_area(c, i, s[i], gap[i], level, slope);
    }
    return sum;
}

static double log_effect(const chain *c, const double *effect, const double *spread)
{
    double sum = 0;
    for (size_t k = 0; k < SMALL; k++) {
        double z = 0;
        for (size_t i = 0; i < SMALL; i++) {
            z += c->vectors[i + k * SMALL] * effect[i];
        }
        sum -= (z * z / spread[k] + log(spread[k])) / 2;
    }
    return sum;
}

static bool accepts(chain *c, double log_ratio)
{
    return log(wks_random_unit(&c->random)) < log_ratio;
}

static void move_areas(chain *c, size_t which)
{
    const double slope = c->slope_unit * c->hyper[4];
    double *f = c->effect[which];
    const double *q = c->precision[which];
    for (size_t i = 0; i < SMALL; i++) {
        double pull = 0;
        for (size_t j = 0; j < SMALL; j++) {
            pull += j == i ? 0 : q[i + j * SMALL] * f[j];
        }
        const double old = f[i];
        double weight = q[i + i * SMALL];
        weight += which == 0 && !isnan(c->r->need[i]) ? 1 / c->r->variance[i] : 0;
        weight += !isnan(c->r->observed[i])
                      ? (which == 0 ? slope * slope : 1) * (c->r->observed[i] + 1)
                      : 0;
        const double now = old + 2.4 / sqrt(weight) * wks_random_normal(&c->random);
        const double before = log_area(c, i, c->effect[0][i], c->effect[1][i], c->level, slope);
        f[i] = now;
        const double after = log_area(c, i, c->effect[0][i], c->effect[1][i], c->level, slope);
        const double prior = -(q[i + i * SMALL] * (now * now - old * old)) / 2 - pull * (now - old);
        f[i] = accepts(c, after - before + prior) ? now : old;
    }
}

/* Shift a level, alone or against its effect. */
static void move_level(chain *c, size_t which, bool is_against)
{
    double level[2] = {c->level[0], c->level[1]};
    double moved[SMALL];
    const double slope = c->slope_unit * c->hyper[4];
    const double delta = (is_against ? 0.15 : 0.08) * wks_random_normal(&c->random);
    level[which] += delta;
    for (size_t i = 0; i < SMALL; i++) {
        moved[i] = c->effect[which][i] - (is_against ? delta : 0);
    }
    const double *s = which == 0 ? moved : c->effect[0];
    const double *gap = which == 1 ? moved : c->effect[1];
    const double ratio =
        log_all(c, s, gap, level, slope) - log_all(c, c->effect[0], c->effect[1], c->level, slope) +
        log_effect(c, moved, c->spread[which]) - log_effect(c, c->effect[which], c->spread[which]);
    if (accepts(c, ratio)) {
        c->level[which] = level[which];
        memcpy(c->effect[which], moved, sizeof moved);
    }
}

/* tau and phi of an effect: with the effect as it is, or with what it is made of as it is. */
static void move_hyper(chain *c, size_t which, bool is_whitened)
{
    double hyper[N_HYPER];
    double spread[SMALL];
    double moved[SMALL] = {0};
    const double slope = c->slope_unit * c->hyper[4];
    memcpy(hyper, c->hyper, sizeof hyper);
    for (size_t k = 0; k < 2; k++) {
        double *x = &hyper[2 * which + k];
        *x += (k == 0 ? 0.8 : 1.8) * wks_random_normal(&c->random);
        if (*x < c->prior.lower[k] || *x > c->prior.upper[k]) {
            return;
        }
    }
    set_spread(c, which, hyper, spread);
    double ratio = wks_bym2_prior_log_density(&c->prior, hyper + 2 * which) -
                   wks_bym2_prior_log_density(&c->prior, c->hyper + 2 * which);
    if (is_whitened) {
        for (size_t k = 0; k < SMALL; k++) {
            double z = 0;
            for (size_t i = 0; i < SMALL; i++) {
                z += c->vectors[i + k * SMALL] * c->effect[which][i];
            }
            z *= sqrt(spread[k] / c->spread[which][k]);
            for (size_t i = 0; i < SMALL; i++) {
                moved[i] += c->vectors[i + k * SMALL] * z;
            }
        }
        ratio += log_all(c, which == 0 ? moved : c->effect[0], which == 1 ? moved : c->effect[1],
                         c->level, slope) -
                 log_all(c, c->effect[0], c->effect[1], c->level, slope);
    } else {
        memcpy(moved, c->effect[which], sizeof moved);
        ratio += log_effect(c, moved, spread) - log_effect(c, moved, c->spread[which]);
    }
    if (accepts(c, ratio)) {
        memcpy(c->hyper, hyper, sizeof hyper);
        memcpy(c->spread[which], spread, sizeof spread);
        memcpy(c->effect[which], moved, sizeof moved);
        set_precision(c, which);
    }
}

/* The slope, alone or with the gap that keeps use as it is. */
static void move_slope(chain *c, bool is_against)
{
    double moved[SMALL];
    const double old = c->hyper[4];
    const double now = old + 0.3 * wks_random_normal(&c->random);
    for (size_t i = 0; i < SMALL; i++) {
        moved[i] =
            c->effect[1][i] - (is_against ? c->slope_unit * (now - old) * c->effect[0][i] : 0);
    }
    const double ratio = log_all(c, c->effect[0], moved, c->level, c->slope_unit * now) -
                         log_all(c, c->effect[0], c->effect[1], c->level, c->slope_unit * old) +
                         log_effect(c, moved, c->spread[1]) -
                         log_effect(c, c->effect[1], c->spread[1]) - (now * now - old * old) / 200;
    if (accepts(c, ratio)) {
        c->hyper[4] = now;
        memcpy(c->effect[1], moved, sizeof moved);
    }
}

static void trace(chain *c)
{
    double v[N_TRACED];
    const double slope = c->slope_unit * c->hyper[4];
    for (size_t i = 0; i < SMALL; i++) {
        v[i] = c->level[0] + c->effect[0][i];
        v[SMALL + i] = c->effect[1][i];
        v[2 * SMALL + i] = c->level[1] + slope * c->effect[0][i];
    }
    for (size_t k = 0; k < 2; k++) {
        const wks_bym2_hyper h = wks_bym2_prior_hyper(&c->prior, c->hyper + 2 * k);
        v[3 * SMALL + k] = 1 / sqrt(h.tau);
        v[3 * SMALL + 2 + k] = h.phi;
        v[3 * SMALL + 5 + k] = c->level[k];
    }
    v[3 * SMALL + 4] = slope;
    for (size_t k = 0; k < N_TRACED; k++) {
        c->first[k] += v[k];
        c->second[k] += v[k] * v[k];
    }
    c->n++;
}

static void run_chain(chain *c)
{
    for (size_t round = 0; round < ROUNDS; round++) {
        for (size_t which = 0; which < 2; which++) {
            move_areas(c, which);
            move_level(c, which, false);
            move_level(c, which, true);
            move_hyper(c, which, false);
            move_hyper(c, which, true);
        }
        move_slope(c, false);
        move_slope(c, true);
        if (round >= ROUNDS / 20) {
            trace(c);
            if (round % THIN == 0) {
                c->slopes[c->n_slopes++] = c->slope_unit * c->hyper[4];
            }
        }
    }
    for (size_t k = 0; k < N_TRACED; k++) {
        c->first[k] /= c->n;
        c->second[k] = sqrt(c->second[k] / c->n - c->first[k] * c->first[k]);
    }
}

/* The covariance of u by the definition: the generalised inverse of the Laplacian of a component,
 * scaled to a geometric mean of variances of 1; 1 for an island. */
static void start_chain(chain *c, const region *r, wks_arena *arena)
{
    const size_t m = SMALL - 1;
    double laplacian[(SMALL - 1) * (SMALL - 1)] = {0};
    double values[SMALL - 1];
    double *g = c->vectors;
    double logs = 0;
    wks_error err = {0};
    for (size_t i = 0; i < m; i++) {
        for (size_t e = r->graph.start[i]; e < r->graph.start[i + 1]; e++) {
            laplacian[i + i * m]++;
            laplacian[i + r->graph.neighbour[e] * m]--;
        }
    }
    assert_ok(wks_dense_eigen(m, laplacian, values, arena, &err), &err);
    for (size_t i = 0; i < m; i++) {
        double sum = 0;
        for (size_t k = 1; k < m; k++) {
            sum += laplacian[i + k * m] * laplacian[i + k * m] / values[k];
        }
        logs += log(sum) / (double)m;
    }
    memset(g, 0, sizeof c->vectors);
    for (size_t k = 0; k < m; k++) {
        c->values[k] = k == 0 ? 0 : 1 / (values[k] * exp(logs));
        memcpy(g + k * SMALL, laplacian + k * m, m * sizeof *g);
    }
    c->values[m] = 1;
    g[m + m * SMALL] = 1;
    c->r = r;
}

static void start_hyper(chain *c, const region *r, wks_bym2_structure *structure, double unit)
{
    const wks_bym2_options options = {.effect = WKS_BYM2_EFFECT_BYM2};
    wks_error err = {0};
    assert_ok(wks_bym2_prior_make(structure, WKS_BYM2_POISSON, &options, &c->prior, &err), &err);
    c->slope_unit = unit;
    c->hyper[0] = c->hyper[2] = 2.5;
    c->hyper[1] = c->hyper[3] = 0;
    c->hyper[4] = 1;
    c->level[0] = -1;
    c->random = wks_random_start(5, 0);
    for (size_t k = 0; k < 2; k++) {
        set_spread(c, k, c->hyper, c->spread[k]);
        set_precision(c, k);
    }
    for (size_t i = 0; i < SMALL; i++) {
        c->effect[0][i] = isnan(r->need[i]) ? 0 : 0.5 * (r->need[i] + 1);
    }
}

/* sd(log use) / sd(need), over areas with both: what the header says. */
static double unit_of(const region *r)
{
    double n = 0;
    double sum[2] = {0, 0};
    double squares[2] = {0, 0};
    for (size_t i = 0; i < r->n; i++) {
        if (!isnan(r->need[i]) && !isnan(r->observed[i]) && r->expected[i] > 0) {
            const double v[2] = {r->need[i], log((r->observed[i] + 0.5) / r->expected[i])};
            n++;
            for (size_t k = 0; k < 2; k++) {
                sum[k] += v[k];
                squares[k] += v[k] * v[k];
            }
        }
    }
    return sqrt((squares[1] - sum[1] * sum[1] / n) / (squares[0] - sum[0] * sum[0] / n));
}

typedef struct distance {
    double mean, sd; /* largest: of means in sd, of sds as a share */
} distance;

static void compare(const char *what, size_t n, const double *mean, const double *sd,
                    const double *chain_mean, const double *chain_sd, distance *worst)
{
    distance here = {0, 0};
    for (size_t i = 0; i < n; i++) {
        here.mean = fmax(here.mean, fabs(mean[i] - chain_mean[i]) / chain_sd[i]);
        here.sd = fmax(here.sd, fabs(sd[i] / chain_sd[i] - 1));
    }
    print_message("# %s: means within %.3f sd, sds within %.1f %%\n", what, here.mean,
                  100 * here.sd);
    worst->mean = fmax(worst->mean, here.mean);
    worst->sd = fmax(worst->sd, here.sd);
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Median and 95 % interval, in quarters of the interval.  Where need hardly differs beyond its
 * noise the slope has tails as wide as its prior, which neither a chain nor points of this number
 * know well: the median alone then. */
static void compare_slope(const wks_bym2_summary *slope, chain *c, bool is_clear)
{
    qsort(c->slopes, c->n_slopes, sizeof *c->slopes, by_value);
    const double lower = c->slopes[c->n_slopes / 40];
    const double median = c->slopes[c->n_slopes / 2];
    const double upper = c->slopes[c->n_slopes - 1 - c->n_slopes / 40];
    const double unit = (upper - lower) / 4;
    print_message("# slope: %.3f [%.3f, %.3f], chain %.3f [%.3f, %.3f]\n", slope->median,
                  slope->lower, slope->upper, median, lower, upper);
    assert_true(fabs(slope->median - median) <= 0.1 * unit);
    assert_true(!is_clear || fabs(slope->lower - lower) <= 0.3 * unit);
    assert_true(!is_clear || fabs(slope->upper - upper) <= 0.3 * unit);
}

/* is_clear: the data tell the slope. */
static void against_chain(double persons, uint64_t stream, bool is_clear)
{
    static region r;
    static chain c;
    wks_arena arena;
    wks_error err = {0};
    wks_bym2_structure structure;
    wks_shared_component_fit fit;
    distance worst = {0, 0};
    wks_arena_init(&arena, 0);
    memset(&c, 0, sizeof c);
    make_graph(&r, SMALL, SMALL - 1, 6, &arena);
    make_region(&r, 6, persons, stream);
    r.need[3] = NAN; /* not asked */
    r.observed[8] = NAN;
    r.observed[14] = r.expected[14] = 0;
    assert_ok(wks_bym2_structure_make(WKS_BYM2_EFFECT_BYM2, &r.graph, WKS_BYM2_PATH_DENSE, &arena,
                                      &structure, &err),
              &err);
    start_chain(&c, &r, &arena);
    start_hyper(&c, &r, &structure, unit_of(&r));
    run_chain(&c);
    const wks_shared_component_data data = data_of(&r);
    const wks_shared_component_options options = {.seed = 1};
    assert_ok(wks_shared_component_fit_areas(&data, &r.graph, &options, &arena, &fit, &err), &err);
    print_message("# %g persons an area: %zu points, %.0f effective, %zu evaluations\n", persons,
                  fit.diagnostics.n_points, fit.diagnostics.effective_points,
                  fit.diagnostics.n_evaluations);
    compare("need", SMALL, fit.need.mean, fit.need.sd, c.first, c.second, &worst);
    compare("gap", SMALL, fit.gap.mean, fit.gap.sd, c.first + SMALL, c.second + SMALL, &worst);
    compare("expected", SMALL, fit.expected.mean, fit.expected.sd, c.first + 2 * SMALL,
            c.second + 2 * SMALL, &worst);
    assert_true(worst.mean <= 0.1 && worst.sd <= 0.1); /* need, gap and expected of every area */
    compare("phi of need", 1, &fit.need_phi.mean, &fit.need_phi.sd, c.first + 3 * SMALL + 2,
            c.second + 3 * SMALL + 2, &worst);
    compare("phi of gap", 1, &fit.gap_phi.mean, &fit.gap_phi.sd, c.first + 3 * SMALL + 3,
            c.second + 3 * SMALL + 3, &worst);
    compare_slope(&fit.slope, &c, is_clear);
    if (is_clear) {
        compare("slope", 1, &fit.slope.mean, &fit.slope.sd, c.first + 3 * SMALL + 4,
                c.second + 3 * SMALL + 4, &worst);
    }
    compare("levels", 2, fit.coefficient_mean, fit.coefficient_sd, c.first + 3 * SMALL + 5,
            c.second + 3 * SMALL + 5, &worst);
    assert_true(worst.mean <= 0.1 && worst.sd <= 0.1);
    wks_arena_clear(&arena);
}

static void agrees_with_markov_chains(void **state)
{
    (void)state;
    against_chain(60, 1, true);
    against_chain(8, 2, false);
}

/* ---- time ----------------------------------------------------------------------------------- */

static void tells_how_much_work_a_region_is(void **state)
{
    (void)state;
    static region r;
    static const size_t sizes[] = {120, 300};
    for (size_t k = 0; k < 2; k++) {
        wks_arena arena;
        wks_error err = {0};
        wks_shared_component_fit fit;
        wks_arena_init(&arena, 0);
        make_graph(&r, sizes[k], sizes[k], 15, &arena);
        make_region(&r, 15, 150, 3);
        const wks_shared_component_data data = data_of(&r);
        const wks_shared_component_options options = {.n_draws = 2000, .seed = 1};
        const clock_t begin = clock();
        assert_ok(wks_shared_component_fit_areas(&data, &r.graph, &options, &arena, &fit, &err),
                  &err);
        const double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
        print_message("# %zu areas, 2000 draws: %.2f s CPU, %zu evaluations, %zu Newton steps, %zu "
                      "points, %.0f effective, %zu failed\n",
                      sizes[k], seconds, fit.diagnostics.n_evaluations, fit.diagnostics.n_newton,
                      fit.diagnostics.n_points, fit.diagnostics.effective_points,
                      fit.diagnostics.n_failed);
        wks_arena_clear(&arena);
    }
}

/* ---- draws ---------------------------------------------------------------------------------- */

static void draws_are_of_the_posterior_and_the_same_every_time(void **state)
{
    (void)state;
    static region r;
    wks_arena arena;
    wks_error err = {0};
    wks_shared_component_fit fit, again;

    enum {
        DRAWS = 4000
    };

    wks_arena_init(&arena, 0);
    make_graph(&r, 60, 58, 8, &arena);
    make_region(&r, 8, 40, 4);
    wks_shared_component_data data = data_of(&r);
    data.n_x = 1;
    data.x = r.x;
    const wks_shared_component_options options = {.n_draws = DRAWS, .seed = 9};
    assert_ok(wks_shared_component_fit_areas(&data, &r.graph, &options, &arena, &fit, &err), &err);
    assert_ok(wks_shared_component_fit_areas(&data, &r.graph, &options, &arena, &again, &err),
              &err);
    assert_int_equal(fit.n_draws, DRAWS);
    assert_memory_equal(fit.gap_draws, again.gap_draws, (size_t)DRAWS * 60 * sizeof(double));
    const double *const draws[] = {fit.need_draws, fit.gap_draws, fit.expected_draws};
    const wks_shared_component_moments *const moments[] = {&fit.need, &fit.gap, &fit.expected};
    for (size_t which = 0; which < 3; which++) {
        for (size_t i = 0; i < 60; i++) {
            double mean = 0;
            double square = 0;
            for (size_t d = 0; d < DRAWS; d++) {
                mean += draws[which][i + d * 60] / DRAWS;
            }
            for (size_t d = 0; d < DRAWS; d++) {
                square += pow(draws[which][i + d * 60] - mean, 2) / DRAWS;
            }
            /* five standard errors */
            assert_true(fabs(mean - moments[which]->mean[i]) < 0.08 * moments[which]->sd[i]);
            assert_true(fabs(sqrt(square) / moments[which]->sd[i] - 1) < 0.08);
        }
    }
    wks_arena_clear(&arena);
}

static void works_without_neighbours_and_without_events(void **state)
{
    (void)state;
    static region r;
    wks_arena arena;
    wks_error err = {0};
    wks_shared_component_fit fit;
    wks_arena_init(&arena, 0);
    make_graph(&r, 40, 0, 8, &arena);
    make_region(&r, 8, 40, 5);
    const wks_shared_component_data data = data_of(&r);
    const wks_shared_component_options options = {.n_draws = 200, .seed = 1};
    assert_ok(wks_shared_component_fit_areas(&data, &r.graph, &options, &arena, &fit, &err), &err);
    assert_true((fit.diagnostics.flags & WKS_SHARED_COMPONENT_NO_NEIGHBOURS) != 0);
    assert_true(isnan(fit.need_phi.mean) && fit.slope.lower < 0.6 && fit.slope.upper > 0.6);
    for (size_t i = 0; i < r.n; i++) {
        r.observed[i] = 0;
    }
    assert_ok(wks_shared_component_fit_areas(&data, &r.graph, &options, &arena, &fit, &err), &err);
    assert_true((fit.diagnostics.flags & WKS_SHARED_COMPONENT_NO_EVENTS) != 0);
    for (size_t i = 0; i < r.n; i++) {
        assert_true(isfinite(fit.gap.mean[i]) && fit.gap.sd[i] > 0 && isfinite(fit.need.sd[i]));
    }
    wks_arena_clear(&arena);
}

/* A part of the map of which nothing is known is predicted, wider. */
static void predicts_a_part_without_data(void **state)
{
    (void)state;
    static region r;
    wks_arena arena;
    wks_error err = {0};
    wks_shared_component_fit fit;
    static const size_t from[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 10};
    static const size_t to[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 11};
    wks_arena_init(&arena, 0);
    r.n = 12;
    assert_ok(wks_neighbours_make(12, 10, from, to, &arena, &r.graph, &err), &err);
    make_region(&r, 4, 60, 6);
    r.need[10] = r.need[11] = r.observed[10] = r.observed[11] = NAN;
    const wks_shared_component_data data = data_of(&r);
    const wks_shared_component_options options = {.n_draws = 100, .seed = 1};
    assert_ok(wks_shared_component_fit_areas(&data, &r.graph, &options, &arena, &fit, &err), &err);
    assert_true(fabs(fit.gap.mean[10]) < 0.01 && fabs(fit.gap.mean[10] - fit.gap.mean[11]) < 1e-6);
    assert_true(fit.gap.sd[10] > fit.gap.sd[5] && fit.need.sd[10] > fit.need.sd[5]);
    wks_arena_clear(&arena);
}

static void refuses_what_is_wrong_and_names_the_area(void **state)
{
    (void)state;
    static region r;
    wks_arena arena;
    wks_error err = {0};
    wks_shared_component_fit fit;
    const wks_shared_component_options options = {.n_draws = 100};
    static double two[2 * MOST];
    wks_arena_init(&arena, 0);
    make_graph(&r, 30, 30, 6, &arena);
    make_region(&r, 6, 40, 7);
    wks_shared_component_data data = data_of(&r);

    const struct {
        double *at;
        double value;
        const char *text;
    } wrong[] = {{&r.variance[4], 0, "5"},
                 {&r.observed[6], -1, "7"},
                 {&r.expected[9], 0, "10"},
                 {&r.expected[2], NAN, "3"},
                 {&r.need[1], INFINITY, "2"}};

    r.observed[9] = 4;
    for (size_t k = 0; k < sizeof wrong / sizeof wrong[0]; k++) {
        const double kept = *wrong[k].at;
        *wrong[k].at = wrong[k].value;
        assert_int_equal(
            wks_shared_component_fit_areas(&data, &r.graph, &options, &arena, &fit, &err),
            WKS_E_ARGUMENT);
        assert_non_null(strstr(err.text, wrong[k].text));
        *wrong[k].at = kept;
    }
    memcpy(two, r.x, 30 * sizeof *two);
    for (size_t i = 0; i < 30; i++) {
        two[30 + i] = 2 * two[i];
    }
    data.n_x = 2;
    data.x = two;
    assert_int_equal(wks_shared_component_fit_areas(&data, &r.graph, &options, &arena, &fit, &err),
                     WKS_E_NUMERIC);
    data.n_x = 0;
    for (size_t i = 5; i < 30; i++) {
        r.need[i] = NAN;
    }
    assert_int_equal(wks_shared_component_fit_areas(&data, &r.graph, &options, &arena, &fit, &err),
                     WKS_E_ARGUMENT);
    data.n_areas = 29;
    assert_int_equal(wks_shared_component_fit_areas(&data, &r.graph, &options, &arena, &fit, &err),
                     WKS_E_ARGUMENT);
    wks_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_markov_chains),
        cmocka_unit_test(tells_how_much_work_a_region_is),
        cmocka_unit_test(draws_are_of_the_posterior_and_the_same_every_time),
        cmocka_unit_test(works_without_neighbours_and_without_events),
        cmocka_unit_test(predicts_a_part_without_data),
        cmocka_unit_test(refuses_what_is_wrong_and_names_the_area),
    };
    return cmocka_run_group_tests_name("private/estimate/shared_component", tests, NULL, NULL);
}
