/* SPDX-License-Identifier: EUPL-1.2 */
#include "math/dense.h"
#include "private/estimate/bym2_laplace.h"

#include <math.h>
#include <stdbool.h>
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
    WKS_TRY(wks_arena_take(arena, problem->counts.n, sizeof(double), &out->weight, err));
    return wks_arena_take(arena, n, sizeof(double), &out->eta_variance, err);
}

/* ---- variances ----------------------------------------------------------------------------- */

/* Given the coefficients b, the effect of area a is its mode - T_a'(b - mode) plus independent
 * noise of variance area_variance: u through A^-1, then e through 1 / (1 + q^2 D). */
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
            double inner =
                g->covariance[c + c * p] * design->value[k] / 2 - l->through_v[a * p + c];
            for (size_t j = k + 1; j < design->start[i + 1]; j++) {
                inner += g->covariance[design->coefficient[j] + c * p] * design->value[j];
            }
            sum += 2 * design->value[k] * inner;
        }
        variance[i] = fmax(sum, 0);
    }
}

/* ---- means --------------------------------------------------------------------------------- */

/* What the effects change when coefficients, u and e change by step, at every observed row. */
static void row_changes(const wks_bym2_laplace *l, const wks_bym2_mode *step, double *change)
{
    const wks_bym2_design *design = &l->problem->design;
    for (size_t i = 0; i < design->n; i++) {
        const size_t a = design->area[i];
        double sum = l->s * step->u[a] + l->q * step->e[a];
        for (size_t k = design->start[i]; k < design->start[i + 1]; k++) {
            sum += design->value[k] * step->coefficient[design->coefficient[k]];
        }
        change[i] = sum;
    }
}

/* The slope of E log posterior at the mode moved by shift, as a right-hand side in step. */
static void expected_gradient(wks_bym2_laplace *l, const wks_bym2_mode *shift, const double *change,
                              const double *variance, wks_bym2_mode *step)
{
    const wks_bym2_problem *problem = l->problem;
    const wks_bym2_design *design = &problem->design;
    memset(l->area_step, 0, problem->n_areas * sizeof(double));
    for (size_t k = 0; k < problem->n_coefficients; k++) {
        step->coefficient[k] = -problem->precision[k] * shift->coefficient[k];
    }
    for (size_t i = 0; i < design->n; i++) {
        const double slope = wks_bym2_likelihood_expected_slope(&problem->counts, i,
                                                                l->eta[i] + change[i], variance[i]);
        const double pull = slope - l->slope[i];
        l->area_step[design->area[i]] += pull;
        for (size_t k = design->start[i]; k < design->start[i + 1]; k++) {
            step->coefficient[design->coefficient[k]] += pull * design->value[k];
        }
    }
    if (l->has_spatial) {
        wks_bym2_laplace_times_r(l, shift->u, l->right);
    }
    for (size_t a = 0; a < problem->n_areas; a++) {
        step->u[a] = l->has_spatial ? l->s * l->area_step[a] - l->right[a] : 0;
        step->e[a] = l->q * l->area_step[a] - shift->e[a];
    }
}

static double inner(const wks_bym2_problem *problem, const wks_bym2_mode *a, const wks_bym2_mode *b)
{
    double sum = 0;
    for (size_t k = 0; k < problem->n_coefficients; k++) {
        sum += a->coefficient[k] * b->coefficient[k];
    }
    for (size_t i = 0; i < problem->n_areas; i++) {
        sum += a->u[i] * b->u[i] + a->e[i] * b->e[i];
    }
    return sum;
}

static void set_sum(const wks_bym2_problem *problem, const wks_bym2_mode *a, double share,
                    const wks_bym2_mode *b, wks_bym2_mode *to)
{
    for (size_t k = 0; k < problem->n_coefficients; k++) {
        to->coefficient[k] = a->coefficient[k] + share * b->coefficient[k];
    }
    for (size_t i = 0; i < problem->n_areas; i++) {
        to->u[i] = a->u[i] + share * b->u[i];
        to->e[i] = a->e[i] + share * b->e[i];
    }
}

/* The largest change of a row in its own sd. */
static double largest_change(size_t n, const double *change, const double *variance)
{
    double largest = 0;
    for (size_t i = 0; i < n; i++) {
        largest = variance[i] > 0 ? fmax(largest, fabs(change[i]) / sqrt(variance[i])) : largest;
    }
    return largest;
}

static void add_changes(size_t n, double share, const double *step, double *change)
{
    for (size_t i = 0; i < n; i++) {
        change[i] += share * step[i];
    }
}

/* Go along step, from shift with slope `slope` along it, to where the slope is not far below zero;
 * where the variance is large the whole step goes too far.  gradient is that of the end. */
static void follow(wks_bym2_laplace *l, const double *variance, double slope, double *change,
                   double *row_step)
{
    const wks_bym2_problem *problem = l->problem;
    const size_t n = problem->counts.n;
    double share = 1;
    for (int round = 0; round < 20; round++) {
        set_sum(problem, &l->shift, share, &l->step, &l->trial);
        add_changes(n, share, row_step, change);
        expected_gradient(l, &l->trial, change, variance, &l->pull);
        const double here = inner(problem, &l->pull, &l->step);
        if (here >= -0.3 * slope) {
            break;
        }
        add_changes(n, -share, row_step, change);
        share *= isfinite(here) ? fmax(slope / (slope - here), 0.05) : 0.05;
    }
    set_sum(problem, &l->shift, share, &l->step, &l->trial);
    set_sum(problem, &l->trial, 0, &l->step, &l->shift);
}

/* The likelihood's skewness pulls the mean off the mode: move it to where E log posterior is
 * highest over normals with this covariance, within a hundredth of a posterior sd.  Fills shift.
 * variance [counts.n] of the observed rows. */
static void correct_means(wks_bym2_laplace *l, const double *variance)
{
    static const double small = 0.02; /* the next step would be a tenth of the last, as a rule */
    const wks_bym2_problem *problem = l->problem;
    const size_t n = problem->counts.n;
    double *change = l->trial_slope;
    double *row_step = l->trial_weight;
    memset(l->shift.coefficient, 0, problem->n_coefficients * sizeof(double));
    memset(l->shift.u, 0, problem->n_areas * sizeof(double));
    memset(l->shift.e, 0, problem->n_areas * sizeof(double));
    memset(change, 0, n * sizeof(double));
    expected_gradient(l, &l->shift, change, variance, &l->pull);
    for (int round = 0; round < 30; round++) {
        set_sum(problem, &l->pull, 0, &l->pull, &l->step);
        wks_bym2_laplace_solve(l, &l->step);
        row_changes(l, &l->step, row_step);
        if (largest_change(n, row_step, variance) < small) {
            set_sum(problem, &l->shift, 1, &l->step, &l->shift);
            return;
        }
        const double slope = inner(problem, &l->pull, &l->step);
        follow(l, variance, slope, change, row_step);
    }
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
        correct_means(l, l->trial_eta);
    }
    for (size_t k = 0; k < p; k++) {
        out->coefficient[k] = l->mode.coefficient[k] + (is_corrected ? l->shift.coefficient[k] : 0);
    }
    for (size_t a = 0; a < problem->n_areas; a++) {
        out->effect[a] = l->s * l->mode.u[a] + l->q * l->mode.e[a] +
                         (is_corrected ? l->s * l->shift.u[a] + l->q * l->shift.e[a] : 0);
    }
    row_means(l, out, out->eta);
    memcpy(out->weight, l->weight, problem->counts.n * sizeof(double));
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
