/* What the Gaussian approximation says: variances, corrected means, draws.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "math/dense.h"
#include "private/estimate/shared_component_laplace.h"

#include <math.h>
#include <string.h>

wks_code wks_shared_gaussian_make(const wks_shared_problem *problem, wks_arena *arena,
                                  wks_shared_gaussian *out, wks_error *err)
{
    const size_t n = problem->n;
    const size_t p = problem->p;
    WKS_TRY(wks_arena_take(arena, p * p, sizeof(double), &out->covariance, err));
    WKS_TRY(wks_arena_take(arena, 2 * n * p, sizeof(double), &out->jacobian, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->noise, &out->noise, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &out->need_variance, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &out->use_variance, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &out->gap_variance, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &out->expected_variance, err));
    return wks_shared_mode_make(problem, arena, &out->mean, err);
}

/* ---- variances ------------------------------------------------------------------------------ */

/* K^-1 of an area, K = I + Q^2 D: [k k] by row. */
static void unshrunk(const wks_shared_laplace *l, size_t i, double out[4])
{
    const wks_pair_matrix *d = &l->effect[i];
    const double q = l->hyper.alone[0] * l->hyper.alone[0];
    const double r = l->hyper.alone[1] * l->hyper.alone[1];
    out[0] = (1 + r * d->second) / l->determinant[i];
    out[1] = -q * d->cross / l->determinant[i];
    out[2] = -r * d->cross / l->determinant[i];
    out[3] = (1 + q * d->first) / l->determinant[i];
}

/* The covariance of u within an area, the sums by component given. */
static wks_pair_matrix spatial_covariance(const wks_shared_laplace *l, const double *diagonal,
                                          size_t i)
{
    const wks_neighbours *graph = l->problem->graph;
    const size_t part = graph->component[i];
    const double *t = l->ones_total + 4 * part;
    const double *a = l->ones + 4 * i;
    wks_pair_matrix c = {diagonal[2 * i], wks_sparse_inverse_entry(l->sparse, 2 * i, 2 * i + 1),
                         diagonal[2 * i + 1]};
    if (graph->size[part] > 1) {
        const double off = (t[1] + t[2]) / 2;
        c.first -= t[0] * a[0] * a[0] + 2 * off * a[0] * a[1] + t[3] * a[1] * a[1];
        c.second -= t[0] * a[2] * a[2] + 2 * off * a[2] * a[3] + t[3] * a[3] * a[3];
        c.cross -= t[0] * a[0] * a[2] + off * (a[0] * a[3] + a[1] * a[2]) + t[3] * a[1] * a[3];
    }
    return c;
}

/* Given the coefficients: f has covariance K^-1 S cov(u) S K^-T + K^-1 Q^2 within an area, and
 * moves with -J, J = K^-1 S Z + Q^2 C~. */
static void condition_on_coefficients(wks_shared_laplace *l, wks_shared_gaussian *out)
{
    const size_t p = l->problem->p;
    const double s[2] = {l->hyper.spatial[0], l->hyper.spatial[1]};
    const double q[2] = {l->hyper.alone[0] * l->hyper.alone[0],
                         l->hyper.alone[1] * l->hyper.alone[1]};
    wks_sparse_inverse_diagonal(l->sparse, l->room);
    for (size_t i = 0; i < l->problem->n; i++) {
        double k[4];
        unshrunk(l, i, k);
        const wks_pair_matrix u = spatial_covariance(l, l->room, i);
        const double t[4] = {k[0] * s[0], k[1] * s[1], k[2] * s[0], k[3] * s[1]};
        out->noise[i].first = t[0] * t[0] * u.first + 2 * t[0] * t[1] * u.cross +
                              t[1] * t[1] * u.second + k[0] * q[0];
        out->noise[i].second = t[2] * t[2] * u.first + 2 * t[2] * t[3] * u.cross +
                               t[3] * t[3] * u.second + k[3] * q[1];
        out->noise[i].cross = t[0] * t[2] * u.first + (t[0] * t[3] + t[1] * t[2]) * u.cross +
                              t[1] * t[3] * u.second + k[1] * q[1];
        for (size_t c = 0; c < p; c++) {
            const double *z = l->through + 2 * i * p + c;
            const double *cross = l->cross + 2 * i * p + c;
            out->jacobian[2 * i * p + c] = t[0] * z[0] + t[1] * z[p] + q[0] * cross[0];
            out->jacobian[(2 * i + 1) * p + c] = t[2] * z[0] + t[3] * z[p] + q[1] * cross[p];
        }
    }
}

/* (row - along)'V(row - along), where along is a sum of rows of J. */
static double through_coefficients(const wks_shared_laplace *l, const wks_shared_gaussian *g,
                                   const double *row)
{
    const size_t p = l->problem->p;
    double sum = 0;
    for (size_t j = 0; j < p; j++) {
        for (size_t k = 0; k < p; k++) {
            sum += row[j] * row[k] * g->covariance[j + k * p];
        }
    }
    return sum;
}

static void area_variances(wks_shared_laplace *l, wks_shared_gaussian *out)
{
    const size_t p = l->problem->p;
    const double g = l->hyper.slope;
    double *row = l->room; /* free again; p <= 2 n */
    for (size_t i = 0; i < l->problem->n; i++) {
        const wks_pair_matrix *noise = &out->noise[i];
        const double *first = out->jacobian + 2 * i * p;
        const double *second = first + p;
        for (size_t k = 0; k < p; k++) {
            row[k] = wks_shared_laplace_row(l, i, 0, k) - first[k];
        }
        out->need_variance[i] = noise->first + through_coefficients(l, out, row);
        out->gap_variance[i] = noise->second + through_coefficients(l, out, second);
        for (size_t k = 0; k < p; k++) {
            row[k] = wks_shared_laplace_row(l, i, 1, k) - g * first[k];
        }
        out->expected_variance[i] = g * g * noise->first + through_coefficients(l, out, row);
        for (size_t k = 0; k < p; k++) {
            row[k] -= second[k];
        }
        out->use_variance[i] = g * g * noise->first + 2 * g * noise->cross + noise->second +
                               through_coefficients(l, out, row);
    }
}

/* ---- means ---------------------------------------------------------------------------------- */

static double inner(const wks_shared_problem *problem, const wks_shared_mode *a,
                    const wks_shared_mode *b)
{
    double sum = 0;
    for (size_t k = 0; k < problem->p; k++) {
        sum += a->coefficient[k] * b->coefficient[k];
    }
    for (size_t i = 0; i < 2 * problem->n; i++) {
        sum += a->u[i] * b->u[i] + a->e[i] * b->e[i];
    }
    return sum;
}

static void add(const wks_shared_problem *problem, double share, const wks_shared_mode *step,
                wks_shared_mode *to)
{
    for (size_t k = 0; k < problem->p; k++) {
        to->coefficient[k] += share * step->coefficient[k];
    }
    for (size_t i = 0; i < 2 * problem->n; i++) {
        to->u[i] += share * step->u[i];
        to->e[i] += share * step->e[i];
    }
}

static void gradient_at(wks_shared_laplace *l, const wks_shared_gaussian *g, wks_shared_mode *out)
{
    const double *const predictor[2] = {l->move_need, l->move_use};
    wks_shared_laplace_rows(l, &g->mean, l->move_need, l->move_use);
    wks_shared_laplace_gradient(l, &g->mean, predictor, g->use_variance, out);
}

/* The largest change of use in its own sd, after `share` of step. */
static double largest_change(wks_shared_laplace *l, const wks_shared_gaussian *g, double share)
{
    double largest = 0;
    wks_shared_laplace_rows(l, &l->step, l->move_need, l->move_use);
    for (size_t i = 0; i < l->problem->n; i++) {
        const double sd = sqrt(fmax(g->use_variance[i], 1e-300));
        largest = fmax(largest, fabs(share * l->move_use[i]) / sd);
    }
    return largest;
}

/* The skewness of the counts pulls the mean off the mode: move it to where E log posterior is
 * highest over normals with this covariance. */
static void correct_means(wks_shared_laplace *l, wks_shared_gaussian *g)
{
    static const double small = 0.02; /* of an sd; the next step would be far less */
    const wks_shared_problem *problem = l->problem;
    gradient_at(l, g, &l->pull);
    for (int round = 0; round < 12; round++) {
        double share = 1;
        wks_shared_mode_copy(problem, &l->pull, &l->step);
        wks_shared_laplace_solve(l, &l->step);
        const double slope = inner(problem, &l->pull, &l->step);
        for (int halving = 0; halving < 20; halving++) {
            add(problem, share, &l->step, &g->mean);
            gradient_at(l, g, &l->pull);
            const double here = inner(problem, &l->pull, &l->step);
            if (here >= -0.3 * slope) {
                break;
            }
            add(problem, -share, &l->step, &g->mean);
            share *= isfinite(here) ? fmax(slope / (slope - here), 0.05) : 0.05;
        }
        if (largest_change(l, g, share) < small) {
            break;
        }
    }
}

void wks_shared_laplace_describe(wks_shared_laplace *l, wks_shared_gaussian *out)
{
    const size_t p = l->problem->p;
    memcpy(out->covariance, l->schur, p * p * sizeof(double));
    wks_dense_inverse(p, out->covariance);
    condition_on_coefficients(l, out);
    area_variances(l, out);
    wks_shared_mode_copy(l->problem, &l->mode, &out->mean);
    correct_means(l, out);
}

/* ---- draws ---------------------------------------------------------------------------------- */

/* One area of one draw: f from its u, given the change of the coefficients.  e | u, b has mean
 * e - B Q M'W (M S du + X db) and covariance B = (I + Q D Q)^-1. */
static void draw_area(const wks_shared_laplace *l, const wks_shared_gaussian *g, size_t i,
                      const double change[2], const double *b_change, const double z[2],
                      double *effect)
{
    const size_t p = l->problem->p;
    const wks_pair_matrix *d = &l->effect[i];
    const double q[2] = {l->hyper.alone[0], l->hyper.alone[1]};
    double k[4];
    double need = 0;
    double use = 0;
    unshrunk(l, i, k);
    for (size_t c = 0; c < p; c++) {
        need += l->cross[2 * i * p + c] * b_change[c];
        use += l->cross[(2 * i + 1) * p + c] * b_change[c];
    }
    /* f = mean + K^-1 S du - Q^2 C~ db + Q chol(B) z */
    const double s[2] = {l->hyper.spatial[0] * change[0], l->hyper.spatial[1] * change[1]};
    const double first = sqrt((1 + q[1] * q[1] * d->second) / l->determinant[i]);
    const double below = -q[0] * q[1] * d->cross / l->determinant[i] / first;
    const double rest = sqrt(1 / (1 + q[1] * q[1] * d->second));
    for (size_t m = 0; m < 2; m++) {
        effect[2 * i + m] = l->hyper.spatial[m] * g->mean.u[2 * i + m] +
                            q[m] * g->mean.e[2 * i + m] + k[2 * m] * s[0] + k[2 * m + 1] * s[1];
    }
    effect[2 * i] += q[0] * first * z[0] - q[0] * q[0] * need;
    effect[2 * i + 1] += q[1] * (below * z[0] + rest * z[1]) - q[1] * q[1] * use;
}

void wks_shared_laplace_draw(wks_shared_laplace *l, const wks_shared_gaussian *g, size_t m,
                             wks_random *streams, double *const *coefficient, double *const *effect)
{
    const size_t n = l->problem->n;
    const size_t p = l->problem->p;
    double *change = l->step.coefficient;
    for (size_t i = 0; i < 2 * n; i++) {
        for (size_t c = 0; c < m; c++) {
            l->room[i * m + c] = wks_random_normal(&streams[c]);
        }
    }
    wks_sparse_colour(l->sparse, m, l->room);
    wks_shared_laplace_condition(l, m, l->room);
    for (size_t c = 0; c < m; c++) {
        for (size_t k = 0; k < p; k++) {
            change[k] = wks_random_normal(&streams[c]);
        }
        wks_dense_solve_lower_transposed(p, 1, l->schur, change);
        for (size_t k = 0; k < p; k++) {
            coefficient[c][k] = g->mean.coefficient[k] + change[k];
        }
        for (size_t i = 0; i < n; i++) {
            double u[2];
            double z[2];
            for (size_t k = 0; k < 2; k++) {
                z[k] = wks_random_normal(&streams[c]);
                u[k] = l->room[(2 * i + k) * m + c];
                for (size_t j = 0; j < p; j++) {
                    u[k] -= l->through[(2 * i + k) * p + j] * change[j];
                }
            }
            draw_area(l, g, i, u, change, z, effect[c]);
        }
    }
}
