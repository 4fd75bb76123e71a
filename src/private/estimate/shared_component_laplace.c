/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/shared_component_laplace.h"

#include "base/language.h"
#include "math/dense.h"

#include <math.h>
#include <string.h>

/* ---- make ---------------------------------------------------------------------------------- */

wks_code wks_shared_mode_make(const wks_shared_problem *problem, wks_arena *arena,
                              wks_shared_mode *out, wks_error *err)
{
    WKS_TRY(wks_arena_take(arena, problem->p, sizeof(double), &out->coefficient, err));
    WKS_TRY(wks_arena_take(arena, 2 * problem->n, sizeof(double), &out->u, err));
    return wks_arena_take(arena, 2 * problem->n, sizeof(double), &out->e, err);
}

void wks_shared_mode_copy(const wks_shared_problem *problem, const wks_shared_mode *from,
                          wks_shared_mode *to)
{
    memcpy(to->coefficient, from->coefficient, problem->p * sizeof(double));
    memcpy(to->u, from->u, 2 * problem->n * sizeof(double));
    memcpy(to->e, from->e, 2 * problem->n * sizeof(double));
}

/* Node 2 i + k touches node 2 j + k for every neighbour j of i, and the other node of i. */
static wks_code make_pattern(wks_shared_laplace *l, wks_arena *arena, wks_error *err)
{
    const wks_neighbours *graph = l->problem->graph;
    const size_t n = l->problem->n;
    const size_t n_entries = 4 * graph->n_pairs + 2 * n;
    size_t *start = NULL;
    size_t *column = NULL;
    size_t at = 0;
    WKS_TRY(wks_arena_take(arena, 2 * n + 1, sizeof *start, &start, err));
    WKS_TRY(wks_arena_take(arena, n_entries, sizeof *column, &column, err));
    WKS_TRY(wks_arena_take(arena, 4 * graph->n_pairs, sizeof *l->entry, &l->entry, err));
    WKS_TRY(wks_arena_take(arena, 2 * n, sizeof *l->pair_entry, &l->pair_entry, err));
    WKS_TRY(wks_arena_take(arena, n_entries, sizeof(double), &l->a_beside, err));
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < 2; k++) {
            bool has_pair = false;
            for (size_t e = graph->start[i]; e < graph->start[i + 1]; e++) {
                if (!has_pair && graph->neighbour[e] > i) {
                    has_pair = true;
                    l->pair_entry[2 * i + k] = at;
                    column[at++] = 2 * i + 1 - k;
                }
                l->entry[e + k * 2 * graph->n_pairs] = at;
                column[at++] = 2 * graph->neighbour[e] + k;
            }
            if (!has_pair) {
                l->pair_entry[2 * i + k] = at;
                column[at++] = 2 * i + 1 - k;
            }
            start[2 * i + k + 1] = at;
        }
    }
    return wks_sparse_order(2 * n, start, column, arena, &l->sparse, err);
}

wks_code wks_shared_laplace_make(const wks_shared_problem *problem, wks_arena *arena,
                                 wks_shared_laplace *out, wks_error *err)
{
    wks_shared_laplace l = {.problem = problem};
    const size_t n = problem->n;
    const size_t p = problem->p;
    const size_t width = p > WKS_SHARED_COLUMNS ? p : WKS_SHARED_COLUMNS;
    const size_t parts = problem->graph->n_components;
    double **const vectors[] = {&l.need, &l.use, &l.move_need, &l.move_use, &l.determinant};
    wks_pair_matrix **const pairs[] = {&l.weight, &l.reduced, &l.effect};
    wks_shared_mode *const modes[] = {&l.mode, &l.step, &l.trial, &l.pull};
    for (size_t k = 0; k < sizeof vectors / sizeof vectors[0]; k++) {
        WKS_TRY(wks_arena_take(arena, n, sizeof(double), vectors[k], err));
    }
    for (size_t k = 0; k < sizeof pairs / sizeof pairs[0]; k++) {
        WKS_TRY(wks_arena_take(arena, n, sizeof(wks_pair_matrix), pairs[k], err));
    }
    for (size_t k = 0; k < sizeof modes / sizeof modes[0]; k++) {
        WKS_TRY(wks_shared_mode_make(problem, arena, modes[k], err));
    }
    WKS_TRY(wks_arena_take(arena, 2 * n * p, sizeof(double), &l.through, err));
    WKS_TRY(wks_arena_take(arena, 2 * n * p, sizeof(double), &l.cross, err));
    WKS_TRY(wks_arena_take(arena, 2 * n, sizeof(double), &l.a_diagonal, err));
    WKS_TRY(wks_arena_take(arena, 4 * n, sizeof(double), &l.ones, err));
    WKS_TRY(wks_arena_take(arena, 4 * parts, sizeof(double), &l.ones_total, err));
    WKS_TRY(wks_arena_take(arena, 2 * parts, sizeof(double), &l.total, err));
    WKS_TRY(wks_arena_take(arena, p * p, sizeof(double), &l.schur, err));
    WKS_TRY(wks_arena_take(arena, 2 * n * width, sizeof(double), &l.room, err));
    WKS_TRY(make_pattern(&l, arena, err));
    memcpy(l.mode.coefficient, problem->start, p * sizeof(double));
    *out = l;
    return WKS_OK;
}

/* ---- predictors and gradient ---------------------------------------------------------------- */

double wks_shared_laplace_row(const wks_shared_laplace *l, size_t area, size_t which,
                              size_t coefficient)
{
    const size_t last = l->problem->p - 1;
    if (coefficient == 0 || coefficient == last) {
        return (coefficient == last) == (which == 1) ? 1 : 0;
    }
    const double x = l->problem->x[area * (last - 1) + coefficient - 1];
    return which == 1 ? l->hyper.slope * x : x;
}

static double effect_of(const wks_shared_laplace *l, const wks_shared_mode *m, size_t i, size_t k)
{
    return l->hyper.spatial[k] * m->u[2 * i + k] + l->hyper.alone[k] * m->e[2 * i + k];
}

void wks_shared_laplace_rows(const wks_shared_laplace *l, const wks_shared_mode *step, double *need,
                             double *use)
{
    const size_t n_x = l->problem->p - 2;
    for (size_t i = 0; i < l->problem->n; i++) {
        double shared = effect_of(l, step, i, 0);
        for (size_t k = 0; k < n_x; k++) {
            shared += l->problem->x[i * n_x + k] * step->coefficient[k + 1];
        }
        need[i] = step->coefficient[0] + shared;
        use[i] = step->coefficient[n_x + 1] + l->hyper.slope * shared + effect_of(l, step, i, 1);
    }
}

/* out = R u for both effects. */
static void times_r(const wks_shared_problem *problem, const double *u, double *out)
{
    const wks_neighbours *graph = problem->graph;
    for (size_t i = 0; i < problem->n; i++) {
        double first = problem->diagonal[i] * u[2 * i];
        double second = problem->diagonal[i] * u[2 * i + 1];
        for (size_t e = graph->start[i]; e < graph->start[i + 1]; e++) {
            first += problem->beside[e] * u[2 * graph->neighbour[e]];
            second += problem->beside[e] * u[2 * graph->neighbour[e] + 1];
        }
        out[2 * i] = first;
        out[2 * i + 1] = second;
    }
}

void wks_shared_laplace_gradient(const wks_shared_laplace *l, const wks_shared_mode *point,
                                 const double *const predictor[2], const double *variance,
                                 wks_shared_mode *out)
{
    const wks_shared_problem *problem = l->problem;
    const size_t p = problem->p;
    times_r(problem, point->u, out->u);
    for (size_t k = 0; k < p; k++) {
        out->coefficient[k] = -problem->precision[k] * point->coefficient[k];
    }
    for (size_t i = 0; i < problem->n; i++) {
        const double log_mean = predictor[1][i] + (variance == NULL ? 0 : variance[i] / 2);
        const double pull[2] = {problem->need_weight[i] * (problem->need[i] - predictor[0][i]),
                                problem->observed[i] - problem->expected[i] * exp(log_mean)};
        const double on_effect[2] = {pull[0] + l->hyper.slope * pull[1], pull[1]};
        out->coefficient[0] += pull[0];
        out->coefficient[p - 1] += pull[1];
        for (size_t k = 1; k + 1 < p; k++) {
            out->coefficient[k] += problem->x[i * (p - 2) + k - 1] * on_effect[0];
        }
        for (size_t k = 0; k < 2; k++) {
            out->u[2 * i + k] = l->hyper.spatial[k] * on_effect[k] - out->u[2 * i + k];
            out->e[2 * i + k] = l->hyper.alone[k] * on_effect[k] - point->e[2 * i + k];
        }
    }
}

static double value_at(const wks_shared_laplace *l, const wks_shared_mode *point,
                       const double *need, const double *use)
{
    const wks_shared_problem *problem = l->problem;
    double sum = 0;
    times_r(problem, point->u, l->room);
    for (size_t i = 0; i < problem->n; i++) {
        const double rest = problem->need[i] - need[i];
        sum -= problem->need_weight[i] * rest * rest / 2;
        sum += problem->expected[i] > 0
                   ? problem->observed[i] * use[i] - problem->expected[i] * exp(use[i])
                   : 0;
        for (size_t k = 2 * i; k < 2 * i + 2; k++) {
            sum -= (point->u[k] * l->room[k] + point->e[k] * point->e[k]) / 2;
        }
    }
    for (size_t k = 0; k < problem->p; k++) {
        sum -= problem->precision[k] * point->coefficient[k] * point->coefficient[k] / 2;
    }
    return sum;
}

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
    for (size_t i = 0; i < 2 * problem->n * p; i++) {
        l->through[i] = l->hyper.spatial[i / p % 2] * l->cross[i];
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

static wks_code factor(wks_shared_laplace *l, wks_error *err)
{
    weigh(l);
    WKS_TRY(factor_spatial(l, err));
    prepare_condition(l);
    return factor_coefficients(l, err);
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

/* The right-hand sides less what comes through e: of u, S M' reduced M Q e; of b, X' reduced M Q e. */
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

/* ---- find ----------------------------------------------------------------------------------- */

static void set_sum(const wks_shared_problem *problem, const wks_shared_mode *a, double share,
                    const wks_shared_mode *b, wks_shared_mode *to)
{
    for (size_t k = 0; k < problem->p; k++) {
        to->coefficient[k] = a->coefficient[k] + share * b->coefficient[k];
    }
    for (size_t i = 0; i < 2 * problem->n; i++) {
        to->u[i] = a->u[i] + share * b->u[i];
        to->e[i] = a->e[i] + share * b->e[i];
    }
}

static double largest_move(const wks_shared_laplace *l)
{
    double largest = 0;
    for (size_t i = 0; i < l->problem->n; i++) {
        largest = fmax(largest, fmax(fabs(l->move_need[i]), fabs(l->move_use[i])));
    }
    return largest;
}

/* Along step as far as the value rises: false when it does not. */
static bool climb(wks_shared_laplace *l)
{
    const wks_shared_problem *problem = l->problem;
    const double most = 3; /* in a predictor: beyond, an exponential says nothing of the curvature */
    double share = fmin(1, most / fmax(largest_move(l), 1e-300));
    for (int round = 0; round < 40; round++, share /= 2) {
        set_sum(problem, &l->mode, share, &l->step, &l->trial);
        wks_shared_laplace_rows(l, &l->trial, l->need, l->use);
        const double value = value_at(l, &l->trial, l->need, l->use);
        if (value >= l->value - 1e-9 * (1 + fabs(l->value))) {
            wks_shared_mode_copy(problem, &l->trial, &l->mode);
            l->value = value;
            return true;
        }
    }
    return false;
}

wks_code wks_shared_laplace_find(wks_shared_laplace *l, const wks_shared_hyper *hyper,
                                 double *log_density, wks_error *err)
{
    static const double small = 1e-6; /* change of a predictor; the error is its square */
    const wks_shared_problem *problem = l->problem;
    const double *const predictor[2] = {l->need, l->use};
    bool is_done = false;
    l->hyper = *hyper;
    l->n_evaluations++;
    wks_shared_laplace_rows(l, &l->mode, l->need, l->use);
    l->value = value_at(l, &l->mode, l->need, l->use);
    if (!isfinite(l->value)) {
        memset(l->mode.u, 0, 2 * problem->n * sizeof(double));
        memset(l->mode.e, 0, 2 * problem->n * sizeof(double));
        memcpy(l->mode.coefficient, problem->start, problem->p * sizeof(double));
        wks_shared_laplace_rows(l, &l->mode, l->need, l->use);
        l->value = value_at(l, &l->mode, l->need, l->use);
    }
    for (int round = 0; round < 100 && !is_done; round++, l->n_newton++) {
        WKS_TRY(factor(l, err));
        wks_shared_laplace_gradient(l, &l->mode, predictor, NULL, &l->step);
        wks_shared_laplace_solve(l, &l->step);
        wks_shared_laplace_rows(l, &l->step, l->move_need, l->move_use);
        is_done = largest_move(l) < small;
        if (!is_done && !climb(l)) {
            break;
        }
    }
    if (!is_done) {
        return wks_fail(err, WKS_E_NUMERIC, "%s",
                        wks_tr("the model of need and use found no mode",
                               "het model van behoefte en gebruik vond geen modus"));
    }
    double logs = wks_sparse_log_determinant(l->sparse) + l->ones_log_determinant +
                  wks_dense_log_determinant(problem->p, l->schur);
    for (size_t i = 0; i < problem->n; i++) {
        logs += log(l->determinant[i]);
    }
    *log_density = problem->constant + l->value - logs / 2;
    return WKS_OK;
}
