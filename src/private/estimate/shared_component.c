/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/shared_component.h"

#include "private/estimate/shared_component_points.h"
#include "private/estimate/shared_component_problem.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

enum {
    N_POINTS = 512
};

/* ---- the hyperparameters -------------------------------------------------------------------- */

typedef struct weighted {
    double value, weight;
} weighted;

static int by_value(const void *a, const void *b)
{
    const double x = ((const weighted *)a)->value;
    const double y = ((const weighted *)b)->value;
    return (x > y) - (x < y);
}

/* Where the weights up to the middle of a point reach p, between points on a line. */
static double quantile_of(const weighted *values, size_t n, double p)
{
    double before = 0;
    double last = 0;
    double total = 0;
    for (size_t k = 0; k < n; k++) {
        const double here = total + values[k].weight / 2;
        if (here >= p) {
            const double share = k == 0 || here <= before ? 1 : (p - before) / (here - before);
            return k == 0 ? values[k].value : last + share * (values[k].value - last);
        }
        before = here;
        last = values[k].value;
        total += values[k].weight;
    }
    return last;
}

static wks_bym2_summary summarise(weighted *values, size_t n)
{
    wks_bym2_summary s = {.mean = 0};
    for (size_t k = 0; k < n; k++) {
        s.mean += values[k].weight * values[k].value;
    }
    for (size_t k = 0; k < n; k++) {
        s.sd += values[k].weight * (values[k].value - s.mean) * (values[k].value - s.mean);
    }
    s.sd = sqrt(s.sd);
    qsort(values, n, sizeof *values, by_value);
    s.lower = quantile_of(values, n, 0.025);
    s.median = quantile_of(values, n, 0.5);
    s.upper = quantile_of(values, n, 0.975);
    return s;
}

static wks_code summarise_hyper(const wks_shared_points *points, bool is_spatial, wks_arena *arena,
                                wks_shared_component_fit *fit, wks_error *err)
{
    wks_bym2_summary *const to[] = {&fit->need_tau, &fit->need_phi, &fit->gap_tau, &fit->gap_phi,
                                    &fit->slope};
    weighted *values = NULL;
    WKS_TRY(wks_arena_take(arena, points->n, sizeof *values, &values, err));
    for (size_t which = 0; which < sizeof to / sizeof to[0]; which++) {
        size_t n = 0;
        for (size_t k = 0; k < points->n; k++) {
            const wks_shared_point *p = &points->points[k];
            const double of[] = {p->tau[0], p->phi[0], p->tau[1], p->phi[1], p->hyper.slope};
            if (p->weight > 0) {
                values[n++] = (weighted){of[which], p->weight};
            }
        }
        *to[which] = summarise(values, n);
    }
    if (!is_spatial) {
        fit->need_phi = fit->gap_phi = (wks_bym2_summary){NAN, NAN, NAN, NAN, NAN};
    }
    return WKS_OK;
}

/* ---- the areas ------------------------------------------------------------------------------ */

static wks_code take_fit(const wks_shared_problem *problem, size_t n_draws, wks_arena *arena,
                         wks_shared_component_fit *fit, wks_error *err)
{
    const size_t n = problem->n;
    wks_shared_component_moments *const moments[] = {&fit->need, &fit->gap, &fit->expected};
    double **const draws[] = {&fit->need_draws, &fit->gap_draws, &fit->expected_draws};
    for (size_t k = 0; k < 3; k++) {
        WKS_TRY(wks_arena_take(arena, n, sizeof(double), &moments[k]->mean, err));
        WKS_TRY(wks_arena_take(arena, n, sizeof(double), &moments[k]->sd, err));
        if (n_draws > 0) {
            WKS_TRY(wks_arena_take(arena, n * n_draws, sizeof(double), draws[k], err));
        }
    }
    fit->n_areas = n;
    fit->n_x = problem->p - 2;
    fit->n_draws = n_draws;
    WKS_TRY(wks_arena_take(arena, problem->p, sizeof(double), &fit->coefficient_mean, err));
    return wks_arena_take(arena, problem->p, sizeof(double), &fit->coefficient_sd, err);
}

/* Means and, for now, second moments. */
static void add_moment(double weight, double mean, double variance, double *first, double *second)
{
    *first += weight * mean;
    *second += weight * (mean * mean + variance);
}

static double gap_of(const wks_shared_laplace *l, const wks_shared_mode *m, size_t i)
{
    return l->hyper.spatial[1] * m->u[2 * i + 1] + l->hyper.alone[1] * m->e[2 * i + 1];
}

static void add_point(wks_shared_laplace *l, const wks_shared_gaussian *g, double weight,
                      wks_shared_component_fit *fit)
{
    const size_t p = l->problem->p;
    wks_shared_laplace_rows(l, &g->mean, l->move_need, l->move_use);
    for (size_t i = 0; i < l->problem->n; i++) {
        const double gap = gap_of(l, &g->mean, i);
        add_moment(weight, l->move_need[i], g->need_variance[i], &fit->need.mean[i],
                   &fit->need.sd[i]);
        add_moment(weight, gap, g->gap_variance[i], &fit->gap.mean[i], &fit->gap.sd[i]);
        add_moment(weight, l->move_use[i] - gap, g->expected_variance[i], &fit->expected.mean[i],
                   &fit->expected.sd[i]);
    }
    for (size_t k = 0; k < p; k++) {
        add_moment(weight, g->mean.coefficient[k], g->covariance[k + k * p],
                   &fit->coefficient_mean[k], &fit->coefficient_sd[k]);
    }
}

static void to_sd(size_t n, const double *mean, double *second)
{
    for (size_t i = 0; i < n; i++) {
        second[i] = sqrt(fmax(second[i] - mean[i] * mean[i], 0));
    }
}

/* Room for the draws of a block. */
typedef struct drawing {
    uint64_t seed;
    double *coefficient[WKS_SHARED_COLUMNS];
    double *effect[WKS_SHARED_COLUMNS];
} drawing;

static wks_code take_drawing(const wks_shared_problem *problem, uint64_t seed, wks_arena *arena,
                             drawing *out, wks_error *err)
{
    out->seed = seed;
    for (size_t c = 0; c < WKS_SHARED_COLUMNS; c++) {
        WKS_TRY(wks_arena_take(arena, problem->p, sizeof(double), &out->coefficient[c], err));
        WKS_TRY(wks_arena_take(arena, 2 * problem->n, sizeof(double), &out->effect[c], err));
    }
    return WKS_OK;
}

static void set_draw(const wks_shared_laplace *l, const double *coefficient, const double *effect,
                     size_t draw, wks_shared_component_fit *fit)
{
    const size_t p = l->problem->p;
    for (size_t i = 0; i < fit->n_areas; i++) {
        double shared = effect[2 * i];
        for (size_t k = 1; k + 1 < p; k++) {
            shared += l->problem->x[i * (p - 2) + k - 1] * coefficient[k];
        }
        fit->need_draws[i + draw * fit->n_areas] = coefficient[0] + shared;
        fit->gap_draws[i + draw * fit->n_areas] = effect[2 * i + 1];
        fit->expected_draws[i + draw * fit->n_areas] = coefficient[p - 1] + l->hyper.slope * shared;
    }
}

/* Draws first .. end - 1 at the point described last. */
static void draw_point(wks_shared_laplace *l, const wks_shared_gaussian *g, drawing *room,
                       const size_t range[2], wks_shared_component_fit *fit)
{
    for (size_t from = range[0]; from < range[1]; from += WKS_SHARED_COLUMNS) {
        const size_t m =
            range[1] - from < WKS_SHARED_COLUMNS ? range[1] - from : WKS_SHARED_COLUMNS;
        wks_random streams[WKS_SHARED_COLUMNS];
        for (size_t c = 0; c < m; c++) {
            streams[c] = wks_random_start(room->seed, from + c + 1);
        }
        wks_shared_laplace_draw(l, g, m, streams, room->coefficient, room->effect);
        for (size_t c = 0; c < m; c++) {
            set_draw(l, room->coefficient[c], room->effect[c], from + c, fit);
        }
    }
}

/* Every point with weight once more, from its mode: its moments, and its share of the draws, by
 * systematic sampling. */
static wks_code integrate(wks_shared_laplace *l, const wks_shared_points *points, uint64_t seed,
                          wks_arena *arena, wks_shared_component_fit *fit, wks_error *err)
{
    static const double negligible = 1e-6;
    wks_random random = wks_random_start(seed, 0);
    const double start = wks_random_unit(&random);
    wks_shared_gaussian gaussian;
    drawing room;
    double total = 0;
    double used = 0;
    size_t range[2] = {0, 0};
    WKS_TRY(wks_shared_gaussian_make(l->problem, arena, &gaussian, err));
    WKS_TRY(take_drawing(l->problem, seed, arena, &room, err));
    for (size_t k = 0; k < points->n; k++) {
        used += points->points[k].weight > negligible ? points->points[k].weight : 0;
    }
    for (size_t k = 0; k < points->n; k++) {
        const wks_shared_point *point = &points->points[k];
        double unused = 0;
        if (!(point->weight > negligible)) {
            continue;
        }
        total += point->weight / used;
        const double up_to = total * (double)fit->n_draws - start + 1;
        range[1] = up_to <= 0 ? 0 : (size_t)up_to;
        range[1] = range[1] < fit->n_draws ? range[1] : fit->n_draws;
        wks_shared_mode_copy(l->problem, &point->mode, &l->mode);
        WKS_TRY(wks_shared_laplace_find(l, &point->hyper, &unused, err));
        wks_shared_laplace_describe(l, &gaussian);
        add_point(l, &gaussian, point->weight / used, fit);
        draw_point(l, &gaussian, &room, range, fit);
        range[0] = range[1];
    }
    fit->n_draws = range[1]; /* all of them: the last total is 1 but for rounding */
    to_sd(fit->n_areas, fit->need.mean, fit->need.sd);
    to_sd(fit->n_areas, fit->gap.mean, fit->gap.sd);
    to_sd(fit->n_areas, fit->expected.mean, fit->expected.sd);
    to_sd(l->problem->p, fit->coefficient_mean, fit->coefficient_sd);
    return WKS_OK;
}

/* ---- fit ------------------------------------------------------------------------------------ */

wks_code wks_shared_component_fit_areas(const wks_shared_component_data *data,
                                        const wks_neighbours *neighbours,
                                        const wks_shared_component_options *options,
                                        wks_arena *arena, wks_shared_component_fit *fit,
                                        wks_error *err)
{
    wks_bym2_structure structure;
    wks_shared_problem problem;
    wks_shared_laplace laplace;
    wks_shared_prior prior;
    wks_shared_points points = {0};
    *fit = (wks_shared_component_fit){0};
    WKS_TRY(wks_shared_problem_check(data, neighbours, err));
    const bool is_spatial = neighbours->n_pairs > 0;
    fit->diagnostics.flags |= is_spatial ? 0 : WKS_SHARED_COMPONENT_NO_NEIGHBOURS;
    WKS_TRY(wks_bym2_structure_make(is_spatial ? WKS_BYM2_EFFECT_BYM2 : WKS_BYM2_EFFECT_IID,
                                    neighbours, WKS_BYM2_PATH_AUTOMATIC, arena, &structure, err));
    WKS_TRY(wks_shared_problem_make(data, neighbours, &structure, &fit->diagnostics.flags, arena,
                                    &problem, err));
    WKS_TRY(wks_shared_laplace_make(&problem, arena, &laplace, err));
    WKS_TRY(
        wks_shared_prior_make(&structure, wks_shared_problem_slope_unit(&problem), &prior, err));
    WKS_TRY(wks_shared_points_make(&laplace, &prior,
                                   options->n_points == 0 ? N_POINTS : options->n_points,
                                   &fit->diagnostics, arena, &points, err));
    WKS_TRY(take_fit(&problem, options->n_draws, arena, fit, err));
    WKS_TRY(summarise_hyper(&points, is_spatial, arena, fit, err));
    WKS_TRY(integrate(&laplace, &points, options->seed, arena, fit, err));
    fit->log_likelihood = points.log_integral;
    fit->diagnostics.n_evaluations = laplace.n_evaluations;
    fit->diagnostics.n_newton = laplace.n_newton;
    fit->diagnostics.factor_entries = 2 * problem.n + wks_sparse_fill(laplace.sparse);
    return WKS_OK;
}
