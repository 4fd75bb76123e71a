/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/bym2_laplace.h"

#include "base/language.h"
#include "math/dense.h"

#include <math.h>
#include <string.h>

static const double log_two_pi = 1.8378770664093454836;

/* ---- make ---------------------------------------------------------------------------------- */

static wks_code take_mode(size_t p, size_t n, wks_arena *arena, wks_bym2_mode *out, wks_error *err)
{
    WKS_TRY(wks_arena_take(arena, p, sizeof(double), &out->coefficient, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &out->u, err));
    return wks_arena_take(arena, n, sizeof(double), &out->e, err);
}

wks_code wks_bym2_laplace_make(wks_bym2_problem *problem, wks_bym2_structure *structure,
                               wks_bym2_diagnostics *diagnostics, wks_arena *arena,
                               wks_bym2_laplace *out, wks_error *err)
{
    const size_t n = problem->n_areas;
    const size_t p = problem->n_coefficients;
    const size_t rows = problem->counts.n;
    wks_bym2_laplace l = {
        .problem = problem, .structure = structure, .diagnostics = diagnostics, .tolerance = 1e-6};
    double **const by_row[] = {&l.eta,         &l.slope,        &l.weight,
                               &l.trial_slope, &l.trial_weight, &l.trial_eta};
    double **const by_area[] = {&l.r_diagonal, &l.area_slope, &l.area_weight,  &l.a_diagonal,
                                &l.right,      &l.area_step,  &l.area_variance};
    for (size_t k = 0; k < sizeof by_row / sizeof by_row[0]; k++) {
        WKS_TRY(wks_arena_take(arena, rows, sizeof(double), by_row[k], err));
    }
    for (size_t k = 0; k < sizeof by_area / sizeof by_area[0]; k++) {
        WKS_TRY(wks_arena_take(arena, n, sizeof(double), by_area[k], err));
    }
    if (structure->effect != WKS_BYM2_EFFECT_IID) {
        const size_t entries = 2 * structure->matrix.graph->n_pairs;
        WKS_TRY(wks_arena_take(arena, entries, sizeof(double), &l.r_beside, err));
    }
    WKS_TRY(wks_arena_take(arena, n * p, sizeof(double), &l.area_cross, err));
    WKS_TRY(wks_arena_take(arena, n * p, sizeof(double), &l.spatial_cross, err));
    WKS_TRY(wks_arena_take(arena, n * p, sizeof(double), &l.through, err));
    WKS_TRY(wks_arena_take(arena, n * p, sizeof(double), &l.through_v, err));
    WKS_TRY(wks_arena_take(arena, p * p, sizeof(double), &l.cross, err));
    WKS_TRY(wks_arena_take(arena, p, sizeof(double), &l.gradient, err));
    WKS_TRY(take_mode(p, n, arena, &l.mode, err));
    WKS_TRY(take_mode(p, n, arena, &l.step, err));
    WKS_TRY(take_mode(p, n, arena, &l.trial, err));
    WKS_TRY(take_mode(p, n, arena, &l.shift, err));
    WKS_TRY(take_mode(p, n, arena, &l.pull, err));
    memcpy(l.mode.coefficient, problem->start, p * sizeof(double));
    *out = l;
    return WKS_OK;
}

/* ---- hyperparameters ----------------------------------------------------------------------- */

/* R = lambda R0 + (1 - lambda) I, and half its log determinant. */
static wks_code set_leroux(wks_bym2_laplace *l, const wks_bym2_hyper *hyper, wks_error *err)
{
    wks_bym2_structure *s = l->structure;
    for (size_t i = 0; i < l->problem->n_areas; i++) {
        l->r_diagonal[i] = hyper->phi * s->diagonal[i] + hyper->rest;
    }
    for (size_t e = 0; e < 2 * s->matrix.graph->n_pairs; e++) {
        l->r_beside[e] = hyper->phi * s->beside[e];
    }
    WKS_TRY(wks_bym2_matrix_factor(&s->matrix, l->r_diagonal, l->r_beside, err));
    l->log_prior = wks_bym2_matrix_log_determinant(&s->matrix) / 2;
    return WKS_OK;
}

static wks_code set_hyper(wks_bym2_laplace *l, const wks_bym2_hyper *hyper, wks_error *err)
{
    const wks_bym2_structure *s = l->structure;
    wks_bym2_counts *counts = &l->problem->counts;
    const bool is_leroux = s->effect == WKS_BYM2_EFFECT_LEROUX;
    l->s = is_leroux ? 1 / sqrt(hyper->tau) : sqrt(hyper->phi / hyper->tau);
    l->q = is_leroux ? 0 : sqrt(hyper->rest / hyper->tau);
    l->has_spatial = s->effect != WKS_BYM2_EFFECT_IID;
    if (counts->family == WKS_BYM2_NEGATIVE_BINOMIAL && counts->dispersion != hyper->dispersion) {
        counts->dispersion = hyper->dispersion;
        wks_bym2_likelihood_prepare(counts);
    }
    if (is_leroux) {
        return set_leroux(l, hyper, err);
    }
    l->log_prior = s->log_determinant / 2;
    if (l->has_spatial) {
        memcpy(l->r_diagonal, s->diagonal, l->problem->n_areas * sizeof(double));
        memcpy(l->r_beside, s->beside, 2 * s->matrix.graph->n_pairs * sizeof(double));
    }
    return WKS_OK;
}

/* ---- value and slopes ---------------------------------------------------------------------- */

void wks_bym2_laplace_times_r(const wks_bym2_laplace *l, const double *u, double *out)
{
    const wks_neighbours *graph = l->structure->matrix.graph;
    for (size_t i = 0; i < graph->n_areas; i++) {
        double sum = l->r_diagonal[i] * u[i];
        for (size_t e = graph->start[i]; e < graph->start[i + 1]; e++) {
            sum += l->r_beside[e] * u[graph->neighbour[e]];
        }
        out[i] = sum;
    }
}

static void predict(const wks_bym2_laplace *l, const wks_bym2_design *design,
                    const wks_bym2_mode *mode, double *eta)
{
    for (size_t i = 0; i < design->n; i++) {
        const size_t a = design->area[i];
        double sum = l->s * mode->u[a] + l->q * mode->e[a];
        for (size_t k = design->start[i]; k < design->start[i + 1]; k++) {
            sum += design->value[k] * mode->coefficient[design->coefficient[k]];
        }
        eta[i] = sum;
    }
}

/* The log posterior of the effects, constants of their priors left out; fills trial_eta, _slope and
 * _weight.  right is scratch. */
static double value_at(wks_bym2_laplace *l, const wks_bym2_mode *mode)
{
    const wks_bym2_problem *p = l->problem;
    double quadratic = 0;
    predict(l, &p->design, mode, l->trial_eta);
    for (size_t k = 0; k < p->n_coefficients; k++) {
        quadratic += p->precision[k] * mode->coefficient[k] * mode->coefficient[k];
    }
    for (size_t i = 0; i < p->n_areas; i++) {
        quadratic += mode->e[i] * mode->e[i];
    }
    if (l->has_spatial) {
        wks_bym2_laplace_times_r(l, mode->u, l->right);
        for (size_t i = 0; i < p->n_areas; i++) {
            quadratic += mode->u[i] * l->right[i];
        }
    }
    return wks_bym2_likelihood_slopes(&p->counts, l->trial_eta, l->trial_slope, l->trial_weight) -
           quadratic / 2;
}

/* Sum slopes and weights by area and by coefficient. */
static void gather(wks_bym2_laplace *l)
{
    const wks_bym2_problem *problem = l->problem;
    const wks_bym2_design *design = &problem->design;
    const size_t p = problem->n_coefficients;
    const size_t n = problem->n_areas;
    memset(l->area_slope, 0, n * sizeof(double));
    memset(l->area_weight, 0, n * sizeof(double));
    memset(l->area_cross, 0, n * p * sizeof(double));
    memset(l->cross, 0, p * p * sizeof(double));
    memset(l->gradient, 0, p * sizeof(double));
    for (size_t i = 0; i < design->n; i++) {
        const size_t a = design->area[i];
        /* alone in its area, what e leaves of it is known without a difference of large numbers */
        const double kept =
            problem->is_lone[a] ? l->weight[i] / (1 + l->q * l->q * l->weight[i]) : l->weight[i];
        l->area_slope[a] += l->slope[i];
        l->area_weight[a] += l->weight[i];
        for (size_t k = design->start[i]; k < design->start[i + 1]; k++) {
            const size_t c = design->coefficient[k];
            l->gradient[c] += l->slope[i] * design->value[k];
            l->area_cross[a * p + c] += l->weight[i] * design->value[k];
            for (size_t j = k; j < design->start[i + 1]; j++) {
                l->cross[design->coefficient[j] + c * p] +=
                    kept * design->value[k] * design->value[j];
            }
        }
    }
    for (size_t c = 0; c < p; c++) {
        l->cross[c + c * p] += problem->precision[c];
    }
}

/* ---- factor -------------------------------------------------------------------------------- */

/* Factor R + s^2 D / (1 + q^2 D).  In a component that the data all but say nothing about, the
 * matrix has the constant vector (which the condition takes out again) in its null space: there,
 * and where rounding asks for it, a little is added to the diagonal, and reported. */
static wks_code factor_areas(wks_bym2_laplace *l, wks_error *err)
{
    static const double least = 1e-10;
    wks_bym2_matrix *matrix = &l->structure->matrix;
    const size_t n = l->problem->n_areas;
    double *told = matrix->total;
    double jitter = 0;
    memset(told, 0, matrix->graph->n_components * sizeof *told);
    for (size_t i = 0; i < n; i++) {
        const double d = l->area_weight[i];
        const double extra = l->s * l->s * d / (1 + l->q * l->q * d);
        l->a_diagonal[i] = l->r_diagonal[i] + extra;
        told[matrix->graph->component[i]] += extra / l->r_diagonal[i];
    }
    for (size_t i = 0; i < n; i++) {
        const size_t c = matrix->graph->component[i];
        if (matrix->is_constrained && matrix->graph->size[c] > 1 &&
            told[c] < least * (double)matrix->graph->size[c]) {
            jitter = fmax(jitter, least * l->r_diagonal[i]);
            l->a_diagonal[i] += least * l->r_diagonal[i];
        }
    }
    wks_code code = wks_bym2_matrix_factor(matrix, l->a_diagonal, l->r_beside, err);
    for (int digits = 10; code == WKS_E_NUMERIC && digits > 5; digits--) {
        const double share = pow(10, -digits);
        for (size_t i = 0; i < n; i++) {
            jitter = fmax(jitter, share * l->r_diagonal[i]);
            l->a_diagonal[i] += share * l->r_diagonal[i];
        }
        code = wks_bym2_matrix_factor(matrix, l->a_diagonal, l->r_beside, err);
    }
    if (jitter > 0) {
        l->diagnostics->flags |= WKS_BYM2_JITTER;
        l->diagnostics->jitter = fmax(l->diagnostics->jitter, jitter);
    }
    return code;
}

/* The Schur complement of the coefficients: X'WX + P - C'(q^2 / (1 + q^2 D)) C - Y' (s C / (1 + q^2
 * D)) with Y = spatial_cross; then its Cholesky factor. */
static wks_code factor_coefficients(wks_bym2_laplace *l, wks_error *err)
{
    const size_t n = l->problem->n_areas;
    const size_t p = l->problem->n_coefficients;
    for (size_t a = 0; a < n; a++) {
        const double *c = l->area_cross + a * p;
        const double *y = l->spatial_cross + a * p;
        const double share = 1 / (1 + l->q * l->q * l->area_weight[a]);
        for (size_t j = 0; j < p; j++) {
            const double from_e = l->problem->is_lone[a] ? 0 : l->q * l->q * share * c[j];
            const double from_u = l->s * share * c[j];
            for (size_t i = j; i < p; i++) {
                l->cross[i + j * p] -= from_e * c[i] + from_u * y[i];
            }
        }
    }
    if (wks_dense_cholesky(p, l->cross, NULL) != WKS_OK) {
        return wks_fail(err, WKS_E_NUMERIC, "%s",
                        wks_tr("the coefficients of the model cannot be told apart: leave one out "
                               "or give it a prior",
                               "de coefficienten van het model zijn niet uit elkaar te houden: "
                               "laat er een weg of geef een prior"));
    }
    return WKS_OK;
}

static wks_code factor(wks_bym2_laplace *l, wks_error *err)
{
    const size_t n = l->problem->n_areas;
    const size_t p = l->problem->n_coefficients;
    gather(l);
    memset(l->spatial_cross, 0, n * p * sizeof(double));
    if (l->has_spatial) {
        WKS_TRY(factor_areas(l, err));
        for (size_t a = 0; a < n; a++) {
            const double share = l->s / (1 + l->q * l->q * l->area_weight[a]);
            for (size_t k = 0; k < p; k++) {
                l->spatial_cross[a * p + k] = share * l->area_cross[a * p + k];
            }
        }
        wks_bym2_matrix_solve(&l->structure->matrix, p, l->spatial_cross);
    }
    return factor_coefficients(l, err);
}

/* ---- solve --------------------------------------------------------------------------------- */

void wks_bym2_laplace_solve(wks_bym2_laplace *l, wks_bym2_mode *step)
{
    const size_t n = l->problem->n_areas;
    const size_t p = l->problem->n_coefficients;
    double *b = step->coefficient;
    for (size_t a = 0; a < n; a++) {
        const double d = l->area_weight[a];
        const double e = step->e[a] / (1 + l->q * l->q * d);
        step->u[a] = l->has_spatial ? step->u[a] - l->s * l->q * d * e : 0;
        for (size_t k = 0; k < p; k++) {
            /* spatial_cross' u is C~' (A^-1 u): the same, and no second solve */
            b[k] -= l->q * e * l->area_cross[a * p + k] + l->spatial_cross[a * p + k] * step->u[a];
        }
    }
    wks_dense_solve(p, 1, l->cross, b);
    if (l->has_spatial) {
        wks_bym2_matrix_solve(&l->structure->matrix, 1, step->u);
    }
    for (size_t a = 0; a < n; a++) {
        const double d = l->area_weight[a];
        double through = 0;
        for (size_t k = 0; k < p; k++) {
            step->u[a] -= l->spatial_cross[a * p + k] * b[k];
            through += l->area_cross[a * p + k] * b[k];
        }
        step->e[a] =
            (step->e[a] - l->q * (l->s * d * step->u[a] + through)) / (1 + l->q * l->q * d);
        l->area_step[a] = l->s * step->u[a] + l->q * step->e[a];
    }
}

/* Newton's step at the mode so far. */
static void newton_step(wks_bym2_laplace *l)
{
    const wks_bym2_problem *problem = l->problem;
    for (size_t k = 0; k < problem->n_coefficients; k++) {
        l->step.coefficient[k] = l->gradient[k] - problem->precision[k] * l->mode.coefficient[k];
    }
    if (l->has_spatial) {
        wks_bym2_laplace_times_r(l, l->mode.u, l->right);
    }
    for (size_t a = 0; a < problem->n_areas; a++) {
        l->step.u[a] = l->has_spatial ? l->s * l->area_slope[a] - l->right[a] : 0;
        l->step.e[a] = l->q * l->area_slope[a] - l->mode.e[a];
    }
    wks_bym2_laplace_solve(l, &l->step);
}

static void move_by(const wks_bym2_laplace *l, double share, wks_bym2_mode *to)
{
    for (size_t k = 0; k < l->problem->n_coefficients; k++) {
        to->coefficient[k] = l->mode.coefficient[k] + share * l->step.coefficient[k];
    }
    for (size_t a = 0; a < l->problem->n_areas; a++) {
        to->u[a] = l->mode.u[a] + share * l->step.u[a];
        to->e[a] = l->mode.e[a] + share * l->step.e[a];
    }
}

static void swap(double **a, double **b)
{
    double *kept = *a;
    *a = *b;
    *b = kept;
}

/* Take the trial as the mode. */
static void accept(wks_bym2_laplace *l, double value)
{
    const wks_bym2_mode kept = l->mode;
    l->mode = l->trial;
    l->trial = kept;
    swap(&l->eta, &l->trial_eta);
    swap(&l->slope, &l->trial_slope);
    swap(&l->weight, &l->trial_weight);
    l->value = value;
}

/* Move as far along the step as the value rises; *change is the largest change of a linear
 * predictor or an effect. */
static bool climb(wks_bym2_laplace *l, double *change)
{
    for (int halved = 0; halved < 40; halved++) {
        const double share = ldexp(1, -halved);
        move_by(l, share, &l->trial);
        const double value = value_at(l, &l->trial);
        if (value >= l->value - 1e-9 * (1 + fabs(l->value))) {
            accept(l, value);
            *change = 0;
            for (size_t i = 0; i < l->problem->counts.n; i++) {
                *change = fmax(*change, fabs(l->eta[i] - l->trial_eta[i]));
            }
            for (size_t a = 0; a < l->problem->n_areas; a++) {
                *change = fmax(*change, fabs(share * l->area_step[a]));
            }
            return true;
        }
        l->diagnostics->n_halved++;
    }
    return false;
}

/* log p(y | hyper): the value at the mode, priors' constants, and the curvature's determinant. */
static double laplace_value(const wks_bym2_laplace *l)
{
    const wks_bym2_problem *problem = l->problem;
    double sum = l->value + l->log_prior;
    for (size_t k = 0; k < problem->n_coefficients; k++) {
        sum += problem->precision[k] > 0 ? log(problem->precision[k]) / 2 : log_two_pi / 2;
    }
    for (size_t a = 0; a < problem->n_areas; a++) {
        sum -= log1p(l->q * l->q * l->area_weight[a]) / 2;
    }
    if (l->has_spatial) {
        sum -= wks_bym2_matrix_log_determinant(&l->structure->matrix) / 2;
    }
    return sum - wks_dense_log_determinant(problem->n_coefficients, l->cross) / 2;
}

wks_code wks_bym2_laplace_find(wks_bym2_laplace *l, const wks_bym2_hyper *hyper,
                               double *log_density, wks_error *err)
{
    enum {
        MOST_STEPS = 100
    };

    size_t round = 0;
    double change = INFINITY;
    WKS_TRY(set_hyper(l, hyper, err));
    move_by(l, 0, &l->trial);
    accept(l, value_at(l, &l->trial));
    l->diagnostics->n_evaluations++;
    for (; round < MOST_STEPS && change > l->tolerance; round++) {
        WKS_TRY(factor(l, err));
        newton_step(l);
        if (!climb(l, &change)) {
            break;
        }
    }
    l->diagnostics->n_newton += round;
    l->diagnostics->most_newton =
        round > l->diagnostics->most_newton ? round : l->diagnostics->most_newton;
    if (change > l->tolerance) {
        return wks_fail(err, WKS_E_NUMERIC,
                        wks_tr("the most likely effects were not found in %zu steps",
                               "de waarschijnlijkste effecten zijn niet gevonden in %zu stappen"),
                        round);
    }
    *log_density = laplace_value(l);
    return WKS_OK;
}
