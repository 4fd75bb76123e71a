/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/shared_component_laplace.h"

#include "base/language.h"

#include <math.h>
#include <stdbool.h>
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
    const double most =
        3; /* in a predictor: beyond, an exponential says nothing of the curvature */
    double share = fmin(1, most / fmax(largest_move(l), 1e-300));
    for (int round = 0; round < 40; round++) {
        set_sum(problem, &l->mode, share, &l->step, &l->trial);
        wks_shared_laplace_rows(l, &l->trial, l->need, l->use);
        const double value = value_at(l, &l->trial, l->need, l->use);
        if (value >= l->value - 1e-9 * (1 + fabs(l->value))) {
            wks_shared_mode_copy(problem, &l->trial, &l->mode);
            l->value = value;
            return true;
        }
        share /= 2;
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
        WKS_TRY(wks_shared_laplace_factor(l, err));
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
    *log_density = problem->constant + l->value - wks_shared_laplace_half_log_determinant(l);
    return WKS_OK;
}
