/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/random_intercept.h"

#include "base/language.h"
#include "math/dense.h"
#include "math/optimise.h"
#include "math/quadrature.h"
#include "private/estimate/bym2_problem.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

enum {
    MOST_NODES = 25,
    MOST_ROUNDS = 200
};

typedef struct work {
    wks_bym2_problem *problem;
    size_t n_nodes;
    double node[MOST_NODES], share[MOST_NODES];
    double sd;
    double *coefficient;                     /* [p] */
    double *effect;                          /* [n] modes */
    double *fixed, *eta, *slope, *weight;    /* [rows] */
    double *pull;                            /* [rows] of each linear predictor on the likelihood */
    double *area_slope, *area_weight;        /* [n] */
    double *area_log, *area_sum, *area_peak; /* [n] quadrature by area */
    double *area_cross;                      /* [n * p] */
    double *cross, *gradient, *step;         /* [p * p], [p], [p] */
    double *kept;                            /* [p] coefficients before a step */
    double log_likelihood;
    size_t n_rounds;
} work;

static wks_code make_work(wks_bym2_problem *problem, size_t n_nodes, wks_arena *arena, work *w,
                          wks_error *err)
{
    const size_t n = problem->n_areas;
    const size_t p = problem->n_coefficients;
    const size_t rows = problem->counts.n;
    double **const by_row[] = {&w->fixed, &w->eta, &w->slope, &w->weight, &w->pull};
    double **const by_area[] = {&w->effect,   &w->area_slope, &w->area_weight,
                                &w->area_log, &w->area_sum,   &w->area_peak};
    double **const by_column[] = {&w->coefficient, &w->gradient, &w->step, &w->kept};
    *w = (work){.problem = problem, .n_nodes = n_nodes};
    wks_quadrature_hermite(n_nodes, w->node, w->share);
    for (size_t k = 0; k < sizeof by_row / sizeof by_row[0]; k++) {
        WKS_TRY(wks_arena_take(arena, rows, sizeof(double), by_row[k], err));
    }
    for (size_t k = 0; k < sizeof by_area / sizeof by_area[0]; k++) {
        WKS_TRY(wks_arena_take(arena, n, sizeof(double), by_area[k], err));
    }
    for (size_t k = 0; k < sizeof by_column / sizeof by_column[0]; k++) {
        WKS_TRY(wks_arena_take(arena, p, sizeof(double), by_column[k], err));
    }
    WKS_TRY(wks_arena_take(arena, n * p, sizeof(double), &w->area_cross, err));
    WKS_TRY(wks_arena_take(arena, p * p, sizeof(double), &w->cross, err));
    memcpy(w->coefficient, problem->start, p * sizeof(double));
    return WKS_OK;
}

/* ---- effects ------------------------------------------------------------------------------- */

static void predict_fixed(work *w)
{
    const wks_bym2_design *d = &w->problem->design;
    for (size_t i = 0; i < d->n; i++) {
        w->fixed[i] = 0;
        for (size_t k = d->start[i]; k < d->start[i + 1]; k++) {
            w->fixed[i] += d->value[k] * w->coefficient[d->coefficient[k]];
        }
    }
}

/* Slopes and weights at standardised effects + shift * area_peak; sums by area. */
static double sum_by_area(work *w, double shift)
{
    const wks_bym2_problem *p = w->problem;
    for (size_t i = 0; i < p->design.n; i++) {
        const size_t a = p->design.area[i];
        w->eta[i] = w->fixed[i] + w->sd * (w->effect[a] + shift * w->area_peak[a]);
    }
    const double value = wks_bym2_likelihood_slopes(&p->counts, w->eta, w->slope, w->weight);
    memset(w->area_slope, 0, p->n_areas * sizeof(double));
    memset(w->area_weight, 0, p->n_areas * sizeof(double));
    for (size_t i = 0; i < p->design.n; i++) {
        w->area_slope[p->design.area[i]] += w->slope[i];
        w->area_weight[p->design.area[i]] += w->weight[i];
    }
    return value;
}

/* The most likely effect of every area, in units of sd, by Newton; steps are at most 2. */
static bool find_effects(work *w)
{
    const size_t n = w->problem->n_areas;
    for (int round = 0; round < MOST_ROUNDS; round++) {
        double largest = 0;
        (void)sum_by_area(w, 0);
        for (size_t a = 0; a < n; a++) {
            const double step =
                (w->sd * w->area_slope[a] - w->effect[a]) / (1 + w->sd * w->sd * w->area_weight[a]);
            w->effect[a] += fmin(fmax(step, -2), 2);
            largest = fmax(largest, fabs(step));
        }
        if (largest < 1e-11) {
            return true;
        }
    }
    return false;
}

/* ---- likelihood and its slope -------------------------------------------------------------- */

/* X'WX - sum C C' / (D + 1 / sd^2), the curvature but for the determinant's part. */
static void curvature(work *w)
{
    const wks_bym2_design *d = &w->problem->design;
    const size_t p = w->problem->n_coefficients;
    memset(w->area_cross, 0, w->problem->n_areas * p * sizeof(double));
    memset(w->cross, 0, p * p * sizeof(double));
    for (size_t i = 0; i < d->n; i++) {
        for (size_t k = d->start[i]; k < d->start[i + 1]; k++) {
            const double weighted = w->weight[i] * d->value[k];
            w->area_cross[d->area[i] * p + d->coefficient[k]] += weighted;
            for (size_t j = k; j < d->start[i + 1]; j++) {
                w->cross[d->coefficient[j] + d->coefficient[k] * p] += weighted * d->value[j];
            }
        }
    }
    for (size_t a = 0; a < w->problem->n_areas; a++) {
        const double *c = w->area_cross + a * p;
        const double share = w->sd * w->sd / (1 + w->sd * w->sd * w->area_weight[a]);
        for (size_t j = 0; j < p; j++) {
            for (size_t i = j; i < p; i++) {
                w->cross[i + j * p] -= share * c[i] * c[j];
            }
        }
    }
}

/* Laplace: value at the modes less half the log determinants; pull is its exact derivative to the
 * linear predictors, the modes moving along. */
static double laplace(work *w)
{
    const wks_bym2_problem *p = w->problem;
    const double r = w->sd * w->sd;
    double value = sum_by_area(w, 0);
    curvature(w);
    for (size_t a = 0; a < p->n_areas; a++) {
        const double inflated = 1 + r * w->area_weight[a];
        value -= w->effect[a] * w->effect[a] / 2 + log(inflated) / 2;
        w->area_log[a] = r / inflated / 2; /* d value / d -weight */
        w->area_sum[a] = 0;
    }
    /* d weight / d eta by row; binomial w (1 - 2 p) and Poisson w, both from slope and weight */
    for (size_t i = 0; i < p->counts.n; i++) {
        const size_t a = p->design.area[i];
        const double bend = wks_bym2_likelihood_bend(&p->counts, i, w->eta[i]);
        w->pull[i] = -w->area_log[a] * bend;
        w->area_sum[a] += w->pull[i];
    }
    for (size_t i = 0; i < p->counts.n;
         i++) { /* through the mode: d b / d eta_i = -w_i r / infl. */
        const size_t a = p->design.area[i];
        w->pull[i] += w->slope[i] - w->area_sum[a] * w->weight[i] * r / (1 + r * w->area_weight[a]);
    }
    return value;
}

/* Adaptive quadrature: nodes at mode + node / sqrt(1 + sd^2 D); pull is the expected slope. */
static double quadrature(work *w)
{
    const wks_bym2_problem *p = w->problem;
    const size_t n = p->n_areas;
    double value = 0;
    (void)sum_by_area(w, 0);
    curvature(w);
    for (size_t a = 0; a < n; a++) {
        w->area_peak[a] = 1 / sqrt(1 + w->sd * w->sd * w->area_weight[a]);
        w->area_sum[a] = 0;
        w->area_log[a] = -INFINITY;
    }
    memset(w->pull, 0, p->counts.n * sizeof(double));
    for (int pass = 0; pass < 2; pass++) { /* the largest term by area, then the sums around it */
        for (size_t k = 0; k < w->n_nodes; k++) {
            (void)sum_by_area(w, w->node[k]);
            memset(w->area_slope, 0, n * sizeof(double));
            for (size_t i = 0; i < p->counts.n; i++) {
                double unused[2];
                w->area_slope[p->design.area[i]] +=
                    p->counts.constant[i] +
                    wks_bym2_likelihood_at(&p->counts, i, w->eta[i], &unused[0], &unused[1]);
            }
            for (size_t a = 0; a < n; a++) {
                const double z = w->effect[a] + w->node[k] * w->area_peak[a];
                const double term = w->area_slope[a] - z * z / 2 + w->node[k] * w->node[k] / 2 +
                                    log(w->share[k] * w->area_peak[a]);
                if (pass == 0) {
                    w->area_log[a] = fmax(w->area_log[a], term);
                } else {
                    w->area_slope[a] = exp(term - w->area_log[a]);
                    w->area_sum[a] += w->area_slope[a];
                }
            }
            for (size_t i = 0; pass == 1 && i < p->counts.n; i++) {
                w->pull[i] += w->area_slope[p->design.area[i]] * w->slope[i];
            }
        }
    }
    for (size_t a = 0; a < n; a++) {
        value += w->area_log[a] + log(w->area_sum[a]);
    }
    for (size_t i = 0; i < p->counts.n; i++) {
        w->pull[i] /= w->area_sum[p->design.area[i]];
    }
    return value;
}

static bool evaluate(work *w)
{
    predict_fixed(w);
    if (!find_effects(w)) {
        return false;
    }
    w->log_likelihood = w->n_nodes == 1 ? laplace(w) : quadrature(w);
    return isfinite(w->log_likelihood);
}

/* ---- maximum ------------------------------------------------------------------------------- */

static void gather_gradient(work *w)
{
    const wks_bym2_design *d = &w->problem->design;
    memset(w->gradient, 0, w->problem->n_coefficients * sizeof(double));
    for (size_t i = 0; i < d->n; i++) {
        for (size_t k = d->start[i]; k < d->start[i + 1]; k++) {
            w->gradient[d->coefficient[k]] += w->pull[i] * d->value[k];
        }
    }
}

/* The highest likelihood at this sd: steps with the curvature of the joint mode, halved where the
 * likelihood falls. */
static wks_code climb(work *w, wks_error *err)
{
    const size_t p = w->problem->n_coefficients;
    bool is_good = evaluate(w);
    for (int round = 0; is_good && round < MOST_ROUNDS; round++) {
        double expected = 0;
        const double before = w->log_likelihood;
        gather_gradient(w);
        memcpy(w->step, w->gradient, p * sizeof(double));
        memcpy(w->kept, w->coefficient, p * sizeof(double));
        WKS_TRY(wks_dense_cholesky(p, w->cross, err));
        wks_dense_solve(p, 1, w->cross, w->step);
        for (size_t k = 0; k < p; k++) {
            expected += w->step[k] * w->gradient[k];
        }
        if (expected < 1e-13) {
            return WKS_OK;
        }
        for (int halved = 0; halved < 30; halved++) {
            const double share = ldexp(1, -halved);
            for (size_t k = 0; k < p; k++) {
                w->coefficient[k] = w->kept[k] + share * w->step[k];
            }
            is_good = evaluate(w);
            if (is_good && w->log_likelihood >= before - 1e-10 * (1 + fabs(before))) {
                break;
            }
        }
        w->n_rounds++;
    }
    return wks_fail(err, WKS_E_NUMERIC, "%s",
                    wks_tr("the likelihood has no maximum that was found: no events, or a group "
                           "without any",
                           "de aannemelijkheid heeft geen maximum dat gevonden is: geen gevallen, "
                           "of een groep zonder"));
}

static wks_code minus_profile(void *context, const double *x, double *value, wks_error *err)
{
    work *w = context;
    w->sd = *x;
    WKS_TRY(climb(w, err));
    *value = -w->log_likelihood;
    return WKS_OK;
}

wks_code wks_random_intercept_fit(const wks_bym2_data *data, size_t n_areas, size_t n_nodes,
                                  wks_arena *arena, wks_random_intercept *fit, wks_error *err)
{
    static const double range[2] = {0, 5};
    const wks_bym2_options options = {.estimate = WKS_BYM2_REML};
    wks_bym2_problem problem = {0};
    work w;
    double value = 0;
    if (n_nodes < 1 || n_nodes > MOST_NODES ||
        (data->family != WKS_BYM2_POISSON && data->family != WKS_BYM2_BINOMIAL)) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("maximum likelihood is for poisson and binomial, with 1 to 25 nodes",
                               "maximale aannemelijkheid is voor poisson en binomial, met 1 tot 25 "
                               "punten"));
    }
    WKS_TRY(wks_bym2_problem_make(data, n_areas, &options, arena, &problem, err));
    WKS_TRY(make_work(&problem, n_nodes, arena, &w, err));
    WKS_TRY(wks_optimise_brent(minus_profile, &w, range, 1e-7, &w.sd, &value, err));
    WKS_TRY(climb(&w, err));
    for (size_t a = 0; a < n_areas; a++) {
        w.effect[a] *= w.sd;
    }
    *fit = (wks_random_intercept){.n_areas = n_areas,
                                  .n_coefficients = problem.n_coefficients,
                                  .coefficient = w.coefficient,
                                  .effect = w.effect,
                                  .sd = w.sd,
                                  .log_likelihood = w.log_likelihood,
                                  .n_rounds = w.n_rounds};
    return WKS_OK;
}
