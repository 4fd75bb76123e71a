/* The matrices of one step of the shared-component model: factored, and solved with.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "math/dense.h"
#include "private/estimate/shared_component_laplace.h"

#include <math.h>
#include <string.h>

/* ---- factor --------------------------------------------------------------------------------- */

/* Per area: W, (W^-1 + M Q^2 M')^-1 and M'W M.  For two by two W and P positive semidefinite,
 * (I + W P)^-1 W = (W + |W| adj P) / det, det = 1 + w1 P11 + w2 P22 + |W||P|: nothing cancels. */
static void weigh(wks_shared_laplace *l)
{
    const wks_shared_problem *problem = l->problem;
    const double g = l->hyper.slope;
    const double q = l->hyper.alone[0] * l->hyper.alone[0];
    const double r = l->hyper.alone[1] * l->hyper.alone[1];
    for (size_t i = 0; i < problem->n; i++) {
        const double first = problem->need_weight[i];
        const double second = problem->expected[i] * exp(l->use[i]);
        const double both = first * second;
        const double det = 1 + first * q + second * (g * g * q + r) + both * q * r;
        l->weight[i] = (wks_pair_matrix){first, 0, second};
        l->effect[i] = (wks_pair_matrix){first + g * g * second, g * second, second};
        l->determinant[i] = det;
        l->reduced[i] = (wks_pair_matrix){(first + both * (g * g * q + r)) / det,
                                          -both * g * q / det, (second + both * q) / det};
    }
}

/* M' a M. */
static wks_pair_matrix turned(const wks_pair_matrix *a, double g)
{
    return (wks_pair_matrix){a->first + 2 * g * a->cross + g * g * a->second,
                             a->cross + g * a->second, a->second};
}

static wks_code factor_spatial(wks_shared_laplace *l, wks_error *err)
{
    const wks_shared_problem *problem = l->problem;
    const wks_neighbours *graph = problem->graph;
    const double *s = l->hyper.spatial;
    for (size_t i = 0; i < problem->n; i++) {
        const wks_pair_matrix d = turned(&l->reduced[i], l->hyper.slope);
        l->a_diagonal[2 * i] = problem->diagonal[i] + s[0] * s[0] * d.first;
        l->a_diagonal[2 * i + 1] = problem->diagonal[i] + s[1] * s[1] * d.second;
        l->a_beside[l->pair_entry[2 * i]] = s[0] * s[1] * d.cross;
        l->a_beside[l->pair_entry[2 * i + 1]] = s[0] * s[1] * d.cross;
    }
    for (size_t e = 0; e < 2 * graph->n_pairs; e++) {
        l->a_beside[l->entry[e]] = problem->beside[e];
        l->a_beside[l->entry[e + 2 * graph->n_pairs]] = problem->beside[e];
    }
    return wks_sparse_factor(l->sparse, l->a_diagonal, l->a_beside, err);
}

/* A^-1 times the ones of each effect, and by component the inverse of (ones' A^-1 ones). */
static void prepare_condition(wks_shared_laplace *l)
{
    const wks_neighbours *graph = l->problem->graph;
    memset(l->ones_total, 0, 4 * graph->n_components * sizeof(double));
    for (size_t i = 0; i < graph->n_areas; i++) {
        const double one = graph->size[graph->component[i]] > 1 ? 1 : 0;
        l->ones[4 * i] = l->ones[4 * i + 3] = one;
        l->ones[4 * i + 1] = l->ones[4 * i + 2] = 0;
    }
    wks_sparse_solve(l->sparse, 2, l->ones);
    for (size_t i = 0; i < graph->n_areas; i++) {
        for (size_t k = 0; k < 4; k++) {
            l->ones_total[4 * graph->component[i] + k] += l->ones[4 * i + k];
        }
    }
    l->ones_log_determinant = 0;
    for (size_t c = 0; c < graph->n_components; c++) {
        double *t = l->ones_total + 4 * c;
        if (graph->size[c] < 2) {
            continue;
        }
        const double det = t[0] * t[3] - t[1] * t[2];
        const double first = t[0];
        const double size = (double)graph->size[c];
        l->ones_log_determinant += log(det / (size * size));
        t[0] = t[3] / det;
        t[3] = first / det;
        t[1] = -t[1] / det;
        t[2] = -t[2] / det;
    }
}

void wks_shared_laplace_condition(wks_shared_laplace *l, size_t m, double *x)
{
    const wks_neighbours *graph = l->problem->graph;
    for (size_t c = 0; c < m; c++) {
        memset(l->total, 0, 2 * graph->n_components * sizeof(double));
        for (size_t i = 0; i < 2 * graph->n_areas; i++) {
            l->total[2 * graph->component[i / 2] + i % 2] += x[i * m + c];
        }
        for (size_t part = 0; part < graph->n_components; part++) {
            const double *t = l->ones_total + 4 * part;
            double *total = l->total + 2 * part;
            const double first = total[0];
            total[0] = t[0] * first + t[1] * total[1];
            total[1] = t[2] * first + t[3] * total[1];
        }
        for (size_t i = 0; i < 2 * graph->n_areas; i++) {
            const size_t part = graph->component[i / 2];
            if (graph->size[part] > 1) {
                x[i * m + c] -= l->ones[2 * i] * l->total[2 * part] +
                                l->ones[2 * i + 1] * l->total[2 * part + 1];
            }
        }
    }
}

/* C~ = M' reduced X, Z = A^-1 S C~, and the factor of X' reduced X + P - (S C~)' Z. */
static wks_code factor_coefficients(wks_shared_laplace *l, wks_error *err)
{
    const wks_shared_problem *problem = l->problem;
    const size_t p = problem->p;
    const double g = l->hyper.slope;
    memset(l->schur, 0, p * p * sizeof(double));
    for (size_t i = 0; i < problem->n; i++) {
        const wks_pair_matrix *w = &l->reduced[i];
        for (size_t k = 0; k < p; k++) {
            const double row[2] = {wks_shared_laplace_row(l, i, 0, k),
                                   wks_shared_laplace_row(l, i, 1, k)};
            const double first = w->first * row[0] + w->cross * row[1];
            const double second = w->cross * row[0] + w->second * row[1];
            l->cross[2 * i * p + k] = first + g * second;
            l->cross[(2 * i + 1) * p + k] = second;
            for (size_t j = 0; j <= k; j++) {
                l->schur[k + j * p] += wks_shared_laplace_row(l, i, 0, j) * first +
                                       wks_shared_laplace_row(l, i, 1, j) * second;
            }
        }
    }
    for (size_t i = 0; i < 2 * problem->n; i++) {
        for (size_t k = 0; k < p; k++) {
            l->through[i * p + k] = l->hyper.spatial[i % 2] * l->cross[i * p + k];
        }
    }
    wks_sparse_solve(l->sparse, p, l->through);
    wks_shared_laplace_condition(l, p, l->through);
    for (size_t i = 0; i < 2 * problem->n; i++) {
        const double s = l->hyper.spatial[i % 2];
        for (size_t k = 0; k < p; k++) {
            for (size_t j = 0; j <= k; j++) {
                l->schur[k + j * p] -= s * l->cross[i * p + k] * l->through[i * p + j];
            }
        }
    }
    for (size_t k = 0; k < p; k++) {
        l->schur[k + k * p] += problem->precision[k];
    }
    return wks_dense_cholesky(p, l->schur, err);
}

wks_code wks_shared_laplace_factor(wks_shared_laplace *l, wks_error *err)
{
    weigh(l);
    WKS_TRY(factor_spatial(l, err));
    prepare_condition(l);
    return factor_coefficients(l, err);
}

double wks_shared_laplace_half_log_determinant(const wks_shared_laplace *l)
{
    double logs = wks_sparse_log_determinant(l->sparse) + l->ones_log_determinant +
                  wks_dense_log_determinant(l->problem->p, l->schur);
    for (size_t i = 0; i < l->problem->n; i++) {
        logs += log(l->determinant[i]);
    }
    return logs / 2;
}

/* ---- solve ---------------------------------------------------------------------------------- */

/* (I + Q D Q)^-1 (a, b) of an area, D = M'W M. */
static void shrink(const wks_shared_laplace *l, size_t i, double *a, double *b)
{
    const wks_pair_matrix *d = &l->effect[i];
    const double q = l->hyper.alone[0];
    const double r = l->hyper.alone[1];
    const double first = *a;
    *a = ((1 + r * r * d->second) * first - q * r * d->cross * *b) / l->determinant[i];
    *b = ((1 + q * q * d->first) * *b - q * r * d->cross * first) / l->determinant[i];
}

/* The right-hand sides less what comes through e: of u, S M' reduced M Q e; of b, X' reduced M Q e.
 */
static void reduce(const wks_shared_laplace *l, wks_shared_mode *step)
{
    const size_t p = l->problem->p;
    const double g = l->hyper.slope;
    for (size_t i = 0; i < l->problem->n; i++) {
        const wks_pair_matrix *w = &l->reduced[i];
        const double need = l->hyper.alone[0] * step->e[2 * i];
        const double use = g * need + l->hyper.alone[1] * step->e[2 * i + 1];
        const double first = w->first * need + w->cross * use;
        const double second = w->cross * need + w->second * use;
        step->u[2 * i] -= l->hyper.spatial[0] * (first + g * second);
        step->u[2 * i + 1] -= l->hyper.spatial[1] * second;
        for (size_t k = 0; k < p; k++) {
            step->coefficient[k] -= wks_shared_laplace_row(l, i, 0, k) * first +
                                    wks_shared_laplace_row(l, i, 1, k) * second;
        }
    }
}

/* e = (I + Q D Q)^-1 (rhs - Q M'W (M S u + X b)). */
static void solve_alone(const wks_shared_laplace *l, wks_shared_mode *step)
{
    const size_t p = l->problem->p;
    const double g = l->hyper.slope;
    for (size_t i = 0; i < l->problem->n; i++) {
        const double s = l->hyper.spatial[0] * step->u[2 * i];
        double need = s;
        double use = g * s + l->hyper.spatial[1] * step->u[2 * i + 1];
        for (size_t k = 0; k < p; k++) {
            need += wks_shared_laplace_row(l, i, 0, k) * step->coefficient[k];
            use += wks_shared_laplace_row(l, i, 1, k) * step->coefficient[k];
        }
        const double first = l->weight[i].first * need;
        const double second = l->weight[i].second * use;
        step->e[2 * i] -= l->hyper.alone[0] * (first + g * second);
        step->e[2 * i + 1] -= l->hyper.alone[1] * second;
        shrink(l, i, &step->e[2 * i], &step->e[2 * i + 1]);
    }
}

void wks_shared_laplace_solve(wks_shared_laplace *l, wks_shared_mode *step)
{
    const size_t n = l->problem->n;
    const size_t p = l->problem->p;
    reduce(l, step);
    for (size_t i = 0; i < 2 * n; i++) {
        for (size_t k = 0; k < p; k++) {
            step->coefficient[k] -= l->through[i * p + k] * step->u[i];
        }
    }
    wks_dense_solve(p, 1, l->schur, step->coefficient);
    wks_sparse_solve(l->sparse, 1, step->u);
    wks_shared_laplace_condition(l, 1, step->u);
    for (size_t i = 0; i < 2 * n; i++) {
        for (size_t k = 0; k < p; k++) {
            step->u[i] -= l->through[i * p + k] * step->coefficient[k];
        }
    }
    solve_alone(l, step);
}
