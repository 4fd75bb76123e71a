/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/bym2_measures.h"

#include "math/quadrature.h"

#include <math.h>
#include <string.h>

enum {
    NODES = 15 /* Gauss-Hermite within a point of the grid */
};

/* ---- mixtures of normals ------------------------------------------------------------------- */

/* One number over the grid: normal with mean[k], sd[k], in share[k] of the posterior. */
typedef struct mixture {
    size_t n;
    const wks_bym2_point *points;
    double *mean, *sd; /* [n] */
} mixture;

static wks_code make_mixture(const wks_bym2_grid *grid, wks_arena *arena, mixture *out,
                             wks_error *err)
{
    out->n = grid->n;
    out->points = grid->points;
    WKS_TRY(wks_arena_take(arena, grid->n, sizeof(double), &out->mean, err));
    return wks_arena_take(arena, grid->n, sizeof(double), &out->sd, err);
}

static void moments(const mixture *m, double *mean, double *sd)
{
    double first = 0;
    double second = 0;
    for (size_t k = 0; k < m->n; k++) {
        first += m->points[k].weight * m->mean[k];
    }
    for (size_t k = 0; k < m->n; k++) {
        const double off = m->mean[k] - first;
        second += m->points[k].weight * (off * off + m->sd[k] * m->sd[k]);
    }
    *mean = first;
    *sd = sqrt(second);
}

/* P(X <= x), and the density. */
static double below(const mixture *m, double x, double *density)
{
    static const double root_half = 0.70710678118654752440;
    static const double one_by_root_two_pi = 0.39894228040143267794;
    double sum = 0;
    *density = 0;
    for (size_t k = 0; k < m->n; k++) {
        if (m->sd[k] > 0) {
            const double z = (x - m->mean[k]) / m->sd[k];
            sum += m->points[k].weight * erfc(-z * root_half) / 2;
            *density += m->points[k].weight * exp(-z * z / 2) * one_by_root_two_pi / m->sd[k];
        } else {
            sum += x >= m->mean[k] ? m->points[k].weight : 0;
        }
    }
    return sum;
}

/* Newton from x inside a bracket that closes. */
static double quantile(const mixture *m, double p, double mean, double sd, double z)
{
    double low = mean - 40 * sd;
    double high = mean + 40 * sd;
    double x = mean + z * sd;
    for (int round = 0; round < 100 && sd > 0; round++) {
        double density = 0;
        const double off = below(m, x, &density) - p;
        *(off < 0 ? &low : &high) = x;
        const double step = density > 0 ? off / density : INFINITY;
        const double next = x - step > low && x - step < high ? x - step : (low + high) / 2;
        if (fabs(next - x) < 1e-9 * sd) {
            return next;
        }
        x = next;
    }
    return x;
}

static const double tail_z = 1.959963984540054;

static wks_bym2_summary summarise(const mixture *m)
{
    wks_bym2_summary s = {0};
    moments(m, &s.mean, &s.sd);
    s.lower = quantile(m, 0.025, s.mean, s.sd, -tail_z);
    s.median = quantile(m, 0.5, s.mean, s.sd, 0);
    s.upper = quantile(m, 0.975, s.mean, s.sd, tail_z);
    return s;
}

/* ---- fitted values ------------------------------------------------------------------------- */

/* Mean and sd of the fitted value. */
static void value_moments(wks_bym2_family family, const mixture *m, const double *node,
                          const double *share, double *mean, double *sd)
{
    double first = 0;
    double second = 0;
    if (family == WKS_BYM2_GAUSSIAN) {
        moments(m, mean, sd);
        return;
    }
    for (size_t k = 0; k < m->n; k++) {
        const double variance = m->sd[k] * m->sd[k];
        double one = 0;
        double two = 0;
        if (family == WKS_BYM2_BINOMIAL) {
            for (size_t j = 0; j < NODES; j++) {
                const double p = wks_bym2_likelihood_value(family, m->mean[k] + node[j] * m->sd[k]);
                one += share[j] * p;
                two += share[j] * p * p;
            }
        } else {
            one = exp(m->mean[k] + variance / 2);
            two = one * one * exp(variance);
        }
        first += m->points[k].weight * one;
        second += m->points[k].weight * two;
    }
    *mean = first;
    *sd = sqrt(fmax(second - first * first, 0));
}

static wks_code take_fitted(const wks_bym2_options *options, wks_arena *arena, wks_bym2_fit *fit,
                            wks_error *err)
{
    const size_t n = fit->n;
    double **const always[] = {&fit->eta_mean, &fit->eta_sd, &fit->mean, &fit->sd};
    double **const unless[] = {&fit->lower, &fit->median, &fit->upper};
    for (size_t k = 0; k < 4; k++) {
        WKS_TRY(wks_arena_take(arena, n, sizeof(double), always[k], err));
    }
    for (size_t k = 0; k < 3 && !options->skips_quantiles; k++) {
        WKS_TRY(wks_arena_take(arena, n, sizeof(double), unless[k], err));
    }
    fit->n_limits = options->n_limits;
    if (options->n_limits > 0) {
        WKS_TRY(wks_arena_take(arena, n * options->n_limits, sizeof(double), &fit->above, err));
    }
    return WKS_OK;
}

static double chance_above(wks_bym2_family family, const mixture *m, double limit)
{
    double unused = 0;
    const double eta = wks_bym2_likelihood_eta(family, limit);
    return isinf(eta) ? (eta < 0 ? 1 : 0) : 1 - below(m, eta, &unused);
}

static void fill_fitted(wks_bym2_family family, const wks_bym2_grid *grid,
                        const wks_bym2_options *options, mixture *m, wks_bym2_fit *fit)
{
    double node[NODES];
    double share[NODES];
    wks_quadrature_hermite(NODES, node, share);
    for (size_t i = 0; i < fit->n; i++) {
        for (size_t k = 0; k < grid->n; k++) {
            m->mean[k] = grid->points[k].gaussian.eta[i];
            m->sd[k] = sqrt(grid->points[k].gaussian.eta_variance[i]);
        }
        moments(m, &fit->eta_mean[i], &fit->eta_sd[i]);
        value_moments(family, m, node, share, &fit->mean[i], &fit->sd[i]);
        if (!options->skips_quantiles) {
            const wks_bym2_summary eta = summarise(m);
            fit->lower[i] = wks_bym2_likelihood_value(family, eta.lower);
            fit->median[i] = wks_bym2_likelihood_value(family, eta.median);
            fit->upper[i] = wks_bym2_likelihood_value(family, eta.upper);
        }
        for (size_t j = 0; j < options->n_limits; j++) {
            fit->above[i + j * fit->n] = chance_above(family, m, options->limits[j]);
        }
    }
}

static void fill_coefficients(const wks_bym2_grid *grid, mixture *m, wks_bym2_fit *fit)
{
    const size_t p = fit->n_coefficients;
    for (size_t c = 0; c < p; c++) {
        for (size_t k = 0; k < grid->n; k++) {
            m->mean[k] = grid->points[k].gaussian.coefficient[c];
            m->sd[k] = sqrt(grid->points[k].gaussian.covariance[c + c * p]);
        }
        fit->coefficient[c] = summarise(m);
    }
    for (size_t i = 0; i < p; i++) {
        for (size_t j = 0; j < p; j++) {
            double sum = 0;
            for (size_t k = 0; k < grid->n; k++) {
                const wks_bym2_gaussian *g = &grid->points[k].gaussian;
                sum += grid->points[k].weight *
                       (g->covariance[i + j * p] +
                        (g->coefficient[i] - fit->coefficient[i].mean) *
                            (g->coefficient[j] - fit->coefficient[j].mean));
            }
            fit->coefficient_covariance[i + j * p] = sum;
        }
    }
}

wks_code wks_bym2_measures_fitted(const wks_bym2_problem *problem, const wks_bym2_grid *grid,
                                  const wks_bym2_options *options, wks_arena *arena,
                                  wks_bym2_fit *fit, wks_error *err)
{
    const size_t p = problem->n_coefficients;
    mixture m = {0};
    fit->n = problem->all.n;
    fit->n_areas = problem->n_areas;
    fit->n_coefficients = p;
    WKS_TRY(make_mixture(grid, arena, &m, err));
    WKS_TRY(take_fitted(options, arena, fit, err));
    WKS_TRY(wks_arena_take(arena, p, sizeof *fit->coefficient, &fit->coefficient, err));
    WKS_TRY(wks_arena_take(arena, p * p, sizeof(double), &fit->coefficient_covariance, err));
    WKS_TRY(wks_arena_take(arena, fit->n_areas, sizeof(double), &fit->effect_mean, err));
    WKS_TRY(wks_arena_take(arena, fit->n_areas, sizeof(double), &fit->effect_sd, err));
    for (size_t a = 0; a < fit->n_areas; a++) {
        for (size_t k = 0; k < grid->n; k++) {
            m.mean[k] = grid->points[k].gaussian.effect[a];
            m.sd[k] = sqrt(grid->points[k].gaussian.effect_variance[a]);
        }
        moments(&m, &fit->effect_mean[a], &fit->effect_sd[a]);
    }
    fill_coefficients(grid, &m, fit);
    fill_fitted(problem->counts.family, grid, options, &m, fit);
    return WKS_OK;
}

/* ---- measures of fit ----------------------------------------------------------------------- */

/* What one observation adds. */
typedef struct score {
    double mean_log;     /* E log p */
    double mean_square;  /* E (log p)^2 */
    double mean;         /* E p */
    double mean_inverse; /* E 1 / p */
} score;

static void add_point(const wks_bym2_counts *counts, size_t i, double eta, double sd,
                      const double *node, const double *share, double weight, score *sum)
{
    for (size_t j = 0; j < NODES; j++) {
        const double log_p = wks_bym2_likelihood_at(counts, i, eta + node[j] * sd);
        const double part = weight * share[j];
        sum->mean_log += part * log_p;
        sum->mean_square += part * log_p * log_p;
        sum->mean += part * exp(log_p);
        sum->mean_inverse += part * exp(-log_p);
    }
}

/* By grid point first: the negative binomial's constants change with the point alone. */
static void add_scores(wks_bym2_problem *problem, const wks_bym2_grid *grid, score *scores)
{
    wks_bym2_counts *counts = &problem->counts;
    double node[NODES];
    double share[NODES];
    wks_quadrature_hermite(NODES, node, share);
    for (size_t k = 0; k < grid->n; k++) {
        const wks_bym2_point *point = &grid->points[k];
        if (counts->family == WKS_BYM2_NEGATIVE_BINOMIAL) {
            counts->dispersion = point->hyper.dispersion;
            wks_bym2_likelihood_prepare(counts);
        }
        for (size_t i = 0; i < counts->n; i++) {
            const size_t row = problem->observed[i];
            add_point(counts, i, point->gaussian.eta[row],
                      sqrt(point->gaussian.eta_variance[row]), node, share, point->weight,
                      &scores[i]);
        }
    }
}

/* log p at the posterior mean of eta and of log k. */
static double log_p_at_means(wks_bym2_problem *problem, const wks_bym2_grid *grid,
                             const wks_bym2_fit *fit)
{
    wks_bym2_counts *counts = &problem->counts;
    double sum = 0;
    if (counts->family == WKS_BYM2_NEGATIVE_BINOMIAL) {
        double mean_log = 0;
        for (size_t k = 0; k < grid->n; k++) {
            mean_log += grid->points[k].weight * log(grid->points[k].hyper.dispersion);
        }
        counts->dispersion = exp(mean_log);
        wks_bym2_likelihood_prepare(counts);
    }
    for (size_t i = 0; i < counts->n; i++) {
        sum += wks_bym2_likelihood_at(counts, i, fit->eta_mean[problem->observed[i]]);
    }
    return sum;
}

wks_code wks_bym2_measures_fit(wks_bym2_problem *problem, const wks_bym2_grid *grid,
                               wks_arena *arena, wks_bym2_fit *fit, wks_error *err)
{
    const size_t n = problem->counts.n;
    score *scores = NULL;
    double mean_log = 0;
    double log_mean = 0;
    double variance = 0;
    double log_cpo = 0;
    WKS_TRY(wks_arena_take(arena, n, sizeof *scores, &scores, err));
    WKS_TRY(wks_arena_take(arena, fit->n, sizeof(double), &fit->cpo, err));
    add_scores(problem, grid, scores);
    for (size_t i = 0; i < fit->n; i++) {
        fit->cpo[i] = NAN;
    }
    for (size_t i = 0; i < n; i++) {
        const score *s = &scores[i];
        mean_log += s->mean_log;
        log_mean += log(s->mean);
        variance += fmax(s->mean_square - s->mean_log * s->mean_log, 0);
        log_cpo -= log(s->mean_inverse);
        fit->cpo[problem->observed[i]] = 1 / s->mean_inverse;
    }
    fit->dic_effective = 2 * (log_p_at_means(problem, grid, fit) - mean_log);
    fit->dic = -2 * mean_log + fit->dic_effective;
    fit->waic_effective = variance;
    fit->waic = -2 * (log_mean - variance);
    fit->log_score = -log_cpo / (double)n;
    return WKS_OK;
}
