/* SPDX-License-Identifier: EUPL-1.2 */
#include "math/dense.h"
#include "private/estimate/bym2_laplace.h"

#include <math.h>
#include <string.h>

wks_code wks_bym2_gaussian_make(const wks_bym2_problem *problem, size_t n, wks_arena *arena,
                                wks_bym2_gaussian *out, wks_error *err)
{
    const size_t p = problem->n_coefficients;
    WKS_TRY(wks_arena_take(arena, p, sizeof(double), &out->coefficient, err));
    WKS_TRY(wks_arena_take(arena, p * p, sizeof(double), &out->covariance, err));
    WKS_TRY(wks_arena_take(arena, problem->n_areas, sizeof(double), &out->effect, err));
    WKS_TRY(wks_arena_take(arena, problem->n_areas, sizeof(double), &out->effect_variance, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &out->eta, err));
    return wks_arena_take(arena, n, sizeof(double), &out->eta_variance, err);
}

/* ---- variances ----------------------------------------------------------------------------- */

/* Given the coefficients b, the effect of area a is its mode - T_a'(b - mode) plus independent noise
 * of variance area_variance: u through A^-1, then e through 1 / (1 + q^2 D). */
static void condition_on_coefficients(wks_bym2_laplace *l, const double *covariance)
{
    const size_t n = l->problem->n_areas;
    const size_t p = l->problem->n_coefficients;
    memset(l->area_variance, 0, n * sizeof(double));
    if (l->has_spatial) {
        wks_bym2_matrix_variances(&l->structure->matrix, l->area_variance);
    }
    for (size_t a = 0; a < n; a++) {
        const double r = l->q * l->q;
        const double share = 1 / (1 + r * l->area_weight[a]);
        double *t = l->through + a * p;
        double *v = l->through_v + a * p;
        for (size_t k = 0; k < p; k++) {
            t[k] = share * (l->s * l->spatial_cross[a * p + k] + r * l->area_cross[a * p + k]);
        }
        for (size_t k = 0; k < p; k++) {
            v[k] = 0;
            for (size_t j = 0; j < p; j++) {
                v[k] += covariance[k + j * p] * t[j];
            }
        }
        l->area_variance[a] = share * (l->s * l->s * share * l->area_variance[a] + r);
    }
}

static double effect_variance(const wks_bym2_laplace *l, size_t a)
{
    const size_t p = l->problem->n_coefficients;
    double sum = l->area_variance[a];
    for (size_t k = 0; k < p; k++) {
        sum += l->through[a * p + k] * l->through_v[a * p + k];
    }
    return sum;
}

/* (x - T)'V(x - T) + noise, for every row */
static void row_variances(const wks_bym2_laplace *l, const wks_bym2_design *design,
                          const wks_bym2_gaussian *g, double *variance)
{
    const size_t p = l->problem->n_coefficients;
    for (size_t i = 0; i < design->n; i++) {
        const size_t a = design->area[i];
        double sum = g->effect_variance[a];
        for (size_t k = design->start[i]; k < design->start[i + 1]; k++) {
            const size_t c = design->coefficient[k];
            double inner = g->covariance[c + c * p] * design->value[k] / 2 - l->through_v[a * p + c];
            for (size_t j = k + 1; j < design->start[i + 1]; j++) {
                inner += g->covariance[design->coefficient[j] + c * p] * design->value[j];
            }
            sum += 2 * design->value[k] * inner;
        }
        variance[i] = fmax(sum, 0);
    }
}

/* ---- means --------------------------------------------------------------------------------- */

/* The likelihood's skewness pulls the mean off the mode: one Newton step with the expected slope in
 * place of the slope.  trial_eta holds variances of the observed rows on entry. */
static void correct_means(wks_bym2_laplace *l)
{
    const wks_bym2_problem *problem = l->problem;
    const wks_bym2_design *design = &problem->design;
    wks_bym2_mode *step = &l->step;
    memset(step->coefficient, 0, problem->n_coefficients * sizeof(double));
    memset(l->right, 0, problem->n_areas * sizeof(double));
    for (size_t i = 0; i < design->n; i++) {
        const double pull =
            wks_bym2_likelihood_pull(&problem->counts, i, l->eta[i], l->trial_eta[i]);
        l->right[design->area[i]] += pull;
        for (size_t k = design->start[i]; k < design->start[i + 1]; k++) {
            step->coefficient[design->coefficient[k]] += pull * design->value[k];
        }
    }
    for (size_t a = 0; a < problem->n_areas; a++) {
        step->u[a] = l->s * l->right[a];
        step->e[a] = l->q * l->right[a];
    }
    wks_bym2_laplace_solve(l, step);
}

static void row_means(const wks_bym2_laplace *l, const wks_bym2_gaussian *g, double *eta)
{
    const wks_bym2_design *design = &l->problem->all;
    for (size_t i = 0; i < design->n; i++) {
        double sum = g->effect[design->area[i]];
        for (size_t k = design->start[i]; k < design->start[i + 1]; k++) {
            sum += design->value[k] * g->coefficient[design->coefficient[k]];
        }
        eta[i] = sum;
    }
}

void wks_bym2_laplace_describe(wks_bym2_laplace *l, bool is_corrected, wks_bym2_gaussian *out)
{
    const wks_bym2_problem *problem = l->problem;
    const size_t p = problem->n_coefficients;
    memcpy(out->covariance, l->cross, p * p * sizeof(double));
    wks_dense_inverse(p, out->covariance);
    condition_on_coefficients(l, out->covariance);
    for (size_t a = 0; a < problem->n_areas; a++) {
        out->effect_variance[a] = effect_variance(l, a);
    }
    row_variances(l, &problem->all, out, out->eta_variance);
    if (is_corrected) {
        for (size_t i = 0; i < problem->counts.n; i++) {
            l->trial_eta[i] = out->eta_variance[problem->observed[i]];
        }
        correct_means(l);
    }
    for (size_t k = 0; k < p; k++) {
        out->coefficient[k] =
            l->mode.coefficient[k] + (is_corrected ? l->step.coefficient[k] : 0);
    }
    for (size_t a = 0; a < problem->n_areas; a++) {
        out->effect[a] = l->s * l->mode.u[a] + l->q * l->mode.e[a] +
                         (is_corrected ? l->area_step[a] : 0);
    }
    row_means(l, out, out->eta);
}

double wks_bym2_laplace_effective(wks_bym2_laplace *l, const wks_bym2_gaussian *g)
{
    double sum = 0;
    for (size_t i = 0; i < l->problem->counts.n; i++) {
        sum += l->weight[i] * g->eta_variance[l->problem->observed[i]];
    }
    return sum;
}

/* ---- draws --------------------------------------------------------------------------------- */

void wks_bym2_laplace_condition(wks_bym2_laplace *l, const wks_bym2_gaussian *g)
{
    condition_on_coefficients(l, g->covariance);
}

void wks_bym2_laplace_draw(wks_bym2_laplace *l, const wks_bym2_gaussian *g, size_t m,
                           wks_random *streams, double *const *coefficient, double *const *effect,
                           double *z)
{
    const size_t n = l->problem->n_areas;
    const size_t p = l->problem->n_coefficients;
    for (size_t c = 0; c < m; c++) {
        for (size_t k = 0; k < p; k++) {
            coefficient[c][k] = wks_random_normal(&streams[c]);
        }
        wks_dense_solve_lower_transposed(p, 1, l->cross, coefficient[c]);
        for (size_t a = 0; l->has_spatial && a < n; a++) {
            z[a * m + c] = wks_random_normal(&streams[c]);
        }
    }
    if (l->has_spatial) {
        wks_bym2_matrix_colour(&l->structure->matrix, m, z);
    }
    for (size_t a = 0; a < n; a++) {
        const double r = l->q * l->q;
        const double share = 1 / (1 + r * l->area_weight[a]);
        const double noise = l->q * sqrt(share);
        for (size_t c = 0; c < m; c++) {
            double sum = g->effect[a] + (l->has_spatial ? l->s * share * z[a * m + c] : 0) +
                         (noise > 0 ? noise * wks_random_normal(&streams[c]) : 0);
            for (size_t k = 0; k < p; k++) {
                sum -= l->through[a * p + k] * coefficient[c][k];
            }
            effect[c][a] = sum;
        }
    }
    for (size_t c = 0; c < m; c++) {
        for (size_t k = 0; k < p; k++) {
            coefficient[c][k] += g->coefficient[k];
        }
    }
}
