/* The data of the shared-component model, checked and laid out.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "private/estimate/shared_component_problem.h"

#include "base/language.h"
#include "math/dense.h"
#include "math/special.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

static wks_code fail_area(size_t i, const char *english, const char *dutch, wks_error *err)
{
    return wks_fail(err, WKS_E_ARGUMENT, wks_tr("area %zu: %s", "gebied %zu: %s"), i + 1,
                    wks_tr(english, dutch));
}

static wks_code check_area(const wks_shared_component_data *d, size_t i, wks_error *err)
{
    if (isinf(d->need[i]) || isinf(d->observed[i])) {
        return fail_area(i, "a figure is not a number", "een cijfer is geen getal", err);
    }
    if (!isnan(d->need[i]) && !(d->need_variance[i] > 0 && isfinite(d->need_variance[i]))) {
        return fail_area(i, "need has a variance that is not above zero",
                         "de behoefte heeft een variantie die niet boven nul ligt", err);
    }
    if (!isnan(d->observed[i]) &&
        !(d->observed[i] >= 0 && d->expected[i] >= 0 && isfinite(d->expected[i]))) {
        return fail_area(i, "expected a count and an expected count of zero or more",
                         "verwacht een aantal en een verwacht aantal van nul of meer", err);
    }
    if (d->observed[i] > 0 && d->expected[i] == 0) {
        return fail_area(i, "persons with care where nobody is expected",
                         "mensen met zorg waar niemand verwacht wordt", err);
    }
    for (size_t k = 0; k < d->n_x; k++) {
        if (!isfinite(d->x[i + k * d->n_areas])) {
            return fail_area(i, "a covariate is not a number", "een covariaat is geen getal", err);
        }
    }
    return WKS_OK;
}

static bool tells_use(const wks_shared_component_data *d, size_t i)
{
    return !isnan(d->observed[i]) && d->expected[i] > 0;
}

static wks_code check(const wks_shared_component_data *d, const wks_neighbours *graph,
                      wks_error *err)
{
    size_t n_both = 0;
    if (graph->n_areas != d->n_areas) {
        return wks_fail(
            err, WKS_E_ARGUMENT, "%s",
            wks_tr("the graph is not of the same areas", "de graaf is niet van dezelfde gebieden"));
    }
    for (size_t i = 0; i < d->n_areas; i++) {
        WKS_TRY(check_area(d, i, err));
        n_both += !isnan(d->need[i]) && tells_use(d, i);
    }
    if (n_both < d->n_x + 6) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("%zu areas with need and use are too few: at least %zu",
                               "%zu gebieden met behoefte en gebruik zijn te weinig: minstens %zu"),
                        n_both, d->n_x + 6);
    }
    return WKS_OK;
}

static wks_code take(wks_shared_problem *p, size_t n_x, wks_arena *arena, wks_error *err)
{
    double **const vectors[] = {&p->need, &p->need_weight, &p->observed, &p->expected,
                                &p->diagonal};
    for (size_t k = 0; k < sizeof vectors / sizeof vectors[0]; k++) {
        WKS_TRY(wks_arena_take(arena, p->n, sizeof(double), vectors[k], err));
    }
    WKS_TRY(wks_arena_take(arena, p->n * n_x, sizeof(double), &p->x, err));
    WKS_TRY(wks_arena_take(arena, p->p, sizeof(double), &p->precision, err));
    WKS_TRY(wks_arena_take(arena, p->p, sizeof(double), &p->start, err));
    return wks_arena_take(arena, 2 * p->graph->n_pairs, sizeof(double), &p->beside, err);
}

/* Need on its covariates: tells of collinear ones, and where to start. */
static wks_code start_need(wks_shared_problem *p, size_t n_x, wks_arena *arena, wks_error *err)
{
    double *design = NULL;
    double *weight = NULL;
    wks_least_squares fit;
    WKS_TRY(wks_arena_take(arena, p->n * (1 + n_x), sizeof *design, &design, err));
    WKS_TRY(wks_arena_take(arena, p->n, sizeof *weight, &weight, err));
    for (size_t i = 0; i < p->n; i++) {
        design[i] = 1;
        weight[i] = p->need_weight[i];
        for (size_t k = 0; k < n_x; k++) {
            design[i + (1 + k) * p->n] = p->x[i * n_x + k];
        }
    }
    WKS_TRY(wks_dense_least_squares(p->n, 1 + n_x, design, weight, p->need, arena, &fit, err));
    memcpy(p->start, fit.coefficients, (1 + n_x) * sizeof *p->start);
    return WKS_OK;
}

static void lay_out(const wks_shared_component_data *d, wks_shared_problem *p)
{
    const double two_pi = 2 * acos(-1);
    for (size_t i = 0; i < p->n; i++) {
        const bool has_need = !isnan(d->need[i]);
        p->need[i] = has_need ? d->need[i] : 0;
        p->need_weight[i] = has_need ? 1 / d->need_variance[i] : 0;
        p->constant -= has_need ? log(two_pi * d->need_variance[i]) / 2 : 0;
        if (tells_use(d, i)) {
            p->observed[i] = d->observed[i];
            p->expected[i] = d->expected[i];
            p->constant +=
                d->observed[i] * log(d->expected[i]) - wks_special_log_gamma(d->observed[i] + 1);
        }
    }
    for (size_t k = 0; k < d->n_x; k++) {
        double mean = 0;
        for (size_t i = 0; i < p->n; i++) {
            mean += d->x[i + k * p->n] / (double)p->n;
        }
        for (size_t i = 0; i < p->n; i++) {
            p->x[i * d->n_x + k] = d->x[i + k * p->n] - mean;
        }
    }
}

/* Priors of the coefficients as in the engine: flat constants, N(0, 1000) covariates. */
static void set_priors(wks_shared_problem *p, unsigned *flags)
{
    double observed = 0;
    double expected = 0;
    for (size_t i = 0; i < p->n; i++) {
        observed += p->observed[i];
        expected += p->expected[i];
    }
    for (size_t k = 1; k + 1 < p->p; k++) {
        p->precision[k] = 0.001;
    }
    p->start[p->p - 1] = log((observed + 0.5) / expected);
    if (observed == 0) {
        p->precision[p->p - 1] = 0.01; /* counts of zero bound the level on one side only */
        *flags |= WKS_SHARED_COMPONENT_NO_EVENTS;
    }
    for (size_t k = 0; k < p->p; k++) {
        p->constant += p->precision[k] > 0 ? log(p->precision[k]) / 2 : log(2 * acos(-1)) / 2;
    }
}

/* R, a trace heavier on its diagonal: with little or no spatial part in the model R alone is
 * singular, and what a trace adds is far below any rounding that counts. */
static void set_structure(const wks_bym2_structure *structure, wks_shared_problem *p)
{
    static const double trace = 1e-7;
    const bool is_spatial = structure->effect == WKS_BYM2_EFFECT_BYM2;
    for (size_t i = 0; i < p->n; i++) {
        p->diagonal[i] = is_spatial ? structure->diagonal[i] * (1 + trace) : 1;
    }
    if (is_spatial) {
        memcpy(p->beside, structure->beside, 2 * p->graph->n_pairs * sizeof *p->beside);
        p->constant += structure->log_determinant; /* a half for each effect */
    }
}

double wks_shared_problem_slope_unit(const wks_shared_problem *p)
{
    double n = 0;
    double mean[2] = {0, 0};
    double squares[2] = {0, 0};
    for (size_t i = 0; i < p->n; i++) {
        if (p->need_weight[i] > 0 && p->expected[i] > 0) {
            const double value[2] = {p->need[i], log((p->observed[i] + 0.5) / p->expected[i])};
            n++;
            for (size_t k = 0; k < 2; k++) {
                const double rest = value[k] - mean[k];
                mean[k] += rest / n;
                squares[k] += rest * (value[k] - mean[k]);
            }
        }
    }
    return squares[0] > 0 && squares[1] > 0 ? sqrt(squares[1] / squares[0]) : 1;
}

wks_code wks_shared_problem_make(const wks_shared_component_data *data, const wks_neighbours *graph,
                                 const wks_bym2_structure *structure, unsigned *flags,
                                 wks_arena *arena, wks_shared_problem *out, wks_error *err)
{
    wks_shared_problem p = {.graph = graph, .n = data->n_areas, .p = data->n_x + 2};
    WKS_TRY(take(&p, data->n_x, arena, err));
    lay_out(data, &p);
    set_priors(&p, flags);
    WKS_TRY(start_need(&p, data->n_x, arena, err));
    set_structure(structure, &p);
    *out = p;
    return WKS_OK;
}

wks_code wks_shared_problem_check(const wks_shared_component_data *data,
                                  const wks_neighbours *graph, wks_error *err)
{
    return check(data, graph, err);
}
