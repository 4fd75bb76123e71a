/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/shared_component_points.h"

#include "math/dense.h"
#include "math/optimise.h"
#include "math/special.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

static const double slope_width = 10; /* prior sd of slope / unit */
static const double freedom = 5;      /* of the t that points are drawn from: tails that cover */
static const double wanted = 200;     /* effective points: then no more rounds */
static const double rough = 30;

enum {
    MOST = WKS_SHARED_MOST_HYPER,
    LEAST_ROUNDS = 3
};

/* A mixture of multivariate t's of one shape. */
typedef struct proposal {
    size_t n;                   /* of the mixture */
    double *centre;             /* [n x MOST] by row */
    double *share;              /* [n] they sum to 1 */
    double factor[MOST * MOST]; /* of the shape: lower triangle, by column */
    double log_scale;           /* log density of one t at its centre */
} proposal;

typedef struct search {
    wks_shared_laplace *laplace;
    const wks_shared_prior *prior;
    wks_shared_component_diagnostics *diagnostics;
    wks_shared_mode best; /* where every point starts */
    proposal rounds[WKS_SHARED_MOST_ROUNDS];
    size_t n_rounds, n_points; /* points a round */
    wks_shared_point *points;
} search;

/* ---- the target ----------------------------------------------------------------------------- */

wks_code wks_shared_prior_make(const wks_bym2_structure *structure, double slope_unit,
                               wks_shared_prior *out, wks_error *err)
{
    const wks_bym2_options options = {.effect = structure->effect};
    WKS_TRY(wks_bym2_prior_make(structure, WKS_BYM2_POISSON, &options, &out->effect, err));
    out->slope_unit = slope_unit;
    out->n = 2 * out->effect.n + 1;
    return WKS_OK;
}

static void set_hyper(const wks_shared_prior *prior, wks_shared_point *point)
{
    for (size_t k = 0; k < 2; k++) {
        const wks_bym2_hyper h =
            wks_bym2_prior_hyper(&prior->effect, point->coordinate + k * prior->effect.n);
        point->tau[k] = h.tau;
        point->phi[k] = h.phi;
        point->hyper.spatial[k] = sqrt(h.phi / h.tau);
        point->hyper.alone[k] = sqrt(h.rest / h.tau);
    }
    point->hyper.slope = prior->slope_unit * point->coordinate[prior->n - 1];
}

static bool is_inside(const wks_shared_prior *prior, const double *x)
{
    for (size_t k = 0; k + 1 < prior->n; k++) {
        const size_t own = k % prior->effect.n;
        if (!(x[k] >= prior->effect.lower[own] && x[k] <= prior->effect.upper[own])) {
            return false;
        }
    }
    return true;
}

/* From the mode that the laplace holds. */
static wks_code find_target(search *s, wks_shared_point *point, wks_error *err)
{
    const wks_shared_prior *prior = s->prior;
    const double slope = point->coordinate[prior->n - 1] / slope_width;
    set_hyper(prior, point);
    WKS_TRY(wks_shared_laplace_find(s->laplace, &point->hyper, &point->log_target, err));
    point->log_target +=
        wks_bym2_prior_log_density(&prior->effect, point->coordinate) +
        wks_bym2_prior_log_density(&prior->effect, point->coordinate + prior->effect.n) -
        slope * slope / 2 - log(slope_width * sqrt(2 * acos(-1)));
    return WKS_OK;
}

/* ---- the mode ------------------------------------------------------------------------------- */

static wks_code minus_target(void *context, const double *x, double *value, wks_error *err)
{
    search *s = context;
    wks_shared_point point = {.log_target = 0};
    memcpy(point.coordinate, x, s->prior->n * sizeof *x);
    WKS_TRY(find_target(s, &point, err));
    *value = -point.log_target;
    return WKS_OK;
}

static wks_code take_mixture(size_t n, wks_arena *arena, proposal *out, wks_error *err)
{
    out->n = n;
    WKS_TRY(wks_arena_take(arena, n * MOST, sizeof(double), &out->centre, err));
    return wks_arena_take(arena, n, sizeof(double), &out->share, err);
}

/* From a covariance [n * n] to the shape of a proposal. */
static wks_code set_shape(size_t n, const double *covariance, proposal *out, wks_error *err)
{
    const double half = (freedom + (double)n) / 2;
    memcpy(out->factor, covariance, n * n * sizeof(double));
    WKS_TRY(wks_dense_cholesky(n, out->factor, err));
    out->log_scale = wks_special_log_gamma(half) - wks_special_log_gamma(freedom / 2) -
                     (double)n / 2 * log(freedom * acos(-1)) -
                     wks_dense_log_determinant(n, out->factor) / 2;
    return WKS_OK;
}

/* The inverse of the curvature, eigenvalue by eigenvalue: one that is flat or bends the wrong way
 * gets an sd of 3, about the width of a prior. */
static wks_code inverse_curvature(size_t n, double *curvature, double *covariance, wks_arena *arena,
                                  wks_error *err)
{
    static const double least = 1.0 / 9;
    static const double wider = 1.2 * 1.2;
    double values[MOST] = {0};
    WKS_TRY(wks_dense_eigen(n, curvature, values, arena, err));
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            double sum = 0;
            for (size_t k = 0; k < n; k++) {
                sum += curvature[i + k * n] * curvature[j + k * n] / fmax(values[k], least);
            }
            covariance[i + j * n] = wider * sum;
        }
    }
    return WKS_OK;
}

static wks_code find_mode(search *s, wks_arena *arena, wks_error *err)
{
    const wks_shared_prior *prior = s->prior;
    const size_t n = prior->n;
    double lower[MOST];
    double upper[MOST];
    double step[MOST];
    double longest[MOST];
    double covariance[MOST * MOST];
    double *x = NULL;
    wks_optimise_result found;
    WKS_TRY(take_mixture(1, arena, &s->rounds[0], err));
    x = s->rounds[0].centre;
    s->rounds[0].share[0] = 1;
    for (size_t k = 0; k < n; k++) {
        const size_t own = k % prior->effect.n;
        lower[k] = k + 1 < n ? prior->effect.lower[own] : -20 * slope_width;
        upper[k] = k + 1 < n ? prior->effect.upper[own] : 20 * slope_width;
        x[k] = k + 1 < n ? prior->effect.start[own] : 0;
        step[k] = k + 1 < n ? 0.2 : 0.1;
        longest[k] = 10 * step[k];
    }
    const wks_optimise_options options = {.lower = lower,
                                          .upper = upper,
                                          .step = step,
                                          .longest = longest,
                                          .slope = 0.02,
                                          .most_rounds = 12};
    WKS_TRY(wks_optimise_newton(minus_target, s, n, &options, x, &found, err));
    s->diagnostics->flags |= found.has_converged ? 0 : WKS_SHARED_COMPONENT_NOT_AT_MODE;
    WKS_TRY(inverse_curvature(n, found.curvature, covariance, arena, err));
    WKS_TRY(set_shape(n, covariance, &s->rounds[0], err));
    wks_shared_mode_copy(s->laplace->problem, &s->laplace->mode, &s->best);
    return WKS_OK;
}

/* ---- points --------------------------------------------------------------------------------- */

/* The kth of a sequence that fills the unit cube evenly: multiples of powers of the root of
 * x^(d + 1) = x + 1, the plastic number's kin (Roberts 2018's R sequence, a Kronecker sequence:
 * Niederreiter 1992, doi:10.1137/1.9781611970081, ch. 3). */
static void fill_even(size_t k, size_t d, double *out)
{
    double root = 2;
    double power = 1;
    for (int round = 0; round < 60; round++) {
        root = pow(1 + root, 1 / (double)(d + 1));
    }
    for (size_t j = 0; j < d; j++) {
        power /= root;
        const double at = 0.5 + (double)(k + 1) * power;
        out[j] = fmin(fmax(at - floor(at), 1e-9), 1 - 1e-9);
    }
}

static void place_point(const search *s, size_t k, double *x)
{
    const size_t n = s->prior->n;
    const proposal *p = &s->rounds[s->n_rounds - 1];
    double even[MOST + 2];
    double z[MOST];
    size_t part = 0;
    fill_even(k, n + 2, even);
    for (double up_to = p->share[0]; part + 1 < p->n && up_to < even[n + 1];) {
        up_to += p->share[++part];
    }
    const double stretch = sqrt(freedom / wks_special_chi_squared_quantile(freedom, even[n]));
    for (size_t j = 0; j < n; j++) {
        z[j] = stretch * wks_special_normal_quantile(even[j]);
    }
    for (size_t i = 0; i < n; i++) {
        x[i] = p->centre[part * MOST + i];
        for (size_t j = 0; j <= i; j++) {
            x[i] += p->factor[i + j * n] * z[j];
        }
    }
}

static double log_density(const proposal *p, size_t n, const double *x)
{
    double sum = 0;
    for (size_t part = 0; part < p->n; part++) {
        double z[MOST];
        double square = 0;
        for (size_t i = 0; i < n; i++) {
            z[i] = x[i] - p->centre[part * MOST + i];
            for (size_t j = 0; j < i; j++) {
                z[i] -= p->factor[i + j * n] * z[j];
            }
            z[i] /= p->factor[i + i * n];
            square += z[i] * z[i];
        }
        sum += p->share[part] * pow(1 + square / freedom, -(freedom + (double)n) / 2);
    }
    return sum > 0 ? p->log_scale + log(sum) : -INFINITY;
}

static wks_code evaluate(search *s, wks_shared_point *point, wks_arena *arena, wks_error *err)
{
    const wks_shared_problem *problem = s->laplace->problem;
    wks_error why = {0};
    point->log_target = -INFINITY;
    if (!is_inside(s->prior, point->coordinate)) {
        return WKS_OK;
    }
    wks_shared_mode_copy(problem, &s->best, &s->laplace->mode);
    if (find_target(s, point, &why) != WKS_OK) {
        s->diagnostics->n_failed++;
        point->log_target = -INFINITY;
        return WKS_OK;
    }
    WKS_TRY(wks_shared_mode_make(problem, arena, &point->mode, err));
    wks_shared_mode_copy(problem, &s->laplace->mode, &point->mode);
    return WKS_OK;
}

/* Every point against the mixture of all rounds; log of the integral, and effective points. */
static double weigh(search *s, double *effective)
{
    const size_t n = s->n_rounds * s->n_points;
    double most = -INFINITY;
    double total = 0;
    double squares = 0;
    for (size_t k = 0; k < n; k++) {
        wks_shared_point *point = &s->points[k];
        double top = -INFINITY;
        double sum = 0;
        double logs[WKS_SHARED_MOST_ROUNDS];
        for (size_t r = 0; r < s->n_rounds; r++) {
            logs[r] = log_density(&s->rounds[r], s->prior->n, point->coordinate);
            top = fmax(top, logs[r]);
        }
        for (size_t r = 0; r < s->n_rounds; r++) {
            sum += exp(logs[r] - top);
        }
        point->weight = point->log_target - top - log(sum / (double)s->n_rounds);
        most = fmax(most, point->weight);
    }
    for (size_t k = 0; k < n; k++) {
        s->points[k].weight = exp(s->points[k].weight - most);
        total += s->points[k].weight;
    }
    for (size_t k = 0; k < n; k++) {
        s->points[k].weight /= total;
        squares += s->points[k].weight * s->points[k].weight;
    }
    *effective = 1 / squares;
    return most + log(total / (double)n);
}

/* Mean and covariance [n * n] of the points so far by their weight; of the root of their weights
 * when few of them carry all.  share [n points] is the weight used. */
static void moments_of(const search *s, double effective, double *share, double *mean,
                       double *covariance)
{
    static const double floor_variance = 0.01;
    const size_t n = s->prior->n;
    const size_t n_points = s->n_rounds * s->n_points;
    const double power = effective < rough ? 0.5 : 1;
    double total = 0;
    for (size_t k = 0; k < n_points; k++) {
        share[k] = pow(s->points[k].weight, power);
        total += share[k];
    }
    for (size_t k = 0; k < n_points; k++) {
        share[k] /= total;
        for (size_t i = 0; i < n; i++) {
            mean[i] += share[k] * s->points[k].coordinate[i];
        }
    }
    for (size_t k = 0; k < n_points; k++) {
        const double *x = s->points[k].coordinate;
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < n; j++) {
                covariance[i + j * n] += share[k] * (x[i] - mean[i]) * (x[j] - mean[j]);
            }
        }
    }
    for (size_t i = 0; i < n; i++) {
        covariance[i + i * n] += floor_variance;
    }
}

/* The next proposal: a kernel at every point so far, pulled to their mean so that the mixture does
 * not spread wider than they do; so it takes on the shape of the posterior, skew or bent. */
static wks_code adapt(search *s, double effective, wks_arena *arena, wks_error *err)
{
    const size_t n = s->prior->n;
    const double d = (double)n;
    /* of a normal kernel (Silverman 1986, table 4.1), by points that count */
    const double width = pow(4 / ((d + 2) * fmax(effective, rough)), 1 / (d + 4));
    const double kept = sqrt(1 - width * width);
    proposal *next = &s->rounds[s->n_rounds];
    double mean[MOST] = {0};
    double covariance[MOST * MOST] = {0};
    WKS_TRY(take_mixture(s->n_rounds * s->n_points, arena, next, err));
    moments_of(s, effective, next->share, mean, covariance);
    for (size_t k = 0; k < next->n; k++) {
        for (size_t i = 0; i < n; i++) {
            next->centre[k * MOST + i] = mean[i] + kept * (s->points[k].coordinate[i] - mean[i]);
        }
    }
    for (size_t k = 0; k < n * n; k++) {
        covariance[k] *= width * width;
    }
    return set_shape(n, covariance, next, err);
}

wks_code wks_shared_points_make(wks_shared_laplace *laplace, const wks_shared_prior *prior,
                                size_t n_points, wks_shared_component_diagnostics *diagnostics,
                                wks_arena *arena, wks_shared_points *out, wks_error *err)
{
    search s = {
        .laplace = laplace, .prior = prior, .diagnostics = diagnostics, .n_points = n_points};
    WKS_TRY(wks_shared_mode_make(laplace->problem, arena, &s.best, err));
    WKS_TRY(
        wks_arena_take(arena, WKS_SHARED_MOST_ROUNDS * n_points, sizeof *s.points, &s.points, err));
    WKS_TRY(find_mode(&s, arena, err));
    double effective = 0;
    while (s.n_rounds < WKS_SHARED_MOST_ROUNDS &&
           (s.n_rounds < LEAST_ROUNDS || effective < wanted)) {
        if (s.n_rounds > 0) {
            WKS_TRY(adapt(&s, effective, arena, err));
        }
        s.n_rounds++;
        for (size_t k = (s.n_rounds - 1) * n_points; k < s.n_rounds * n_points; k++) {
            place_point(&s, k, s.points[k].coordinate);
            WKS_TRY(evaluate(&s, &s.points[k], arena, err));
        }
        out->log_integral = weigh(&s, &effective);
    }
    out->points = s.points;
    out->n = s.n_rounds * n_points;
    diagnostics->n_points = out->n;
    diagnostics->effective_points = effective;
    diagnostics->flags |= effective < rough ? WKS_SHARED_COMPONENT_FEW_POINTS : 0;
    return WKS_OK;
}
