/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/bym2_structure.h"

#include "math/sum.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

/* ---- scale --------------------------------------------------------------------------------- */

/* The graph's own matrix: number of neighbours, and -1 beside it; 1 for an area without. */
static void fill_plain(const wks_neighbours *graph, double alone, wks_bym2_structure *s)
{
    for (size_t i = 0; i < graph->n_areas; i++) {
        const size_t degree = graph->start[i + 1] - graph->start[i];
        s->diagonal[i] = degree == 0 ? alone : (double)degree;
        for (size_t e = graph->start[i]; e < graph->start[i + 1]; e++) {
            s->beside[e] = -1;
        }
    }
}

/* Factor R + sum of R_kk e_k e_k', one k a component: nonsingular, and by the matrix-tree theorem
 * its determinant is the product over components of R_kk / n_c times the product of the nonzero
 * eigenvalues of R.  Source: Chaiken & Kleitman (1978), doi:10.1016/0097-3165(78)90067-5. */
static wks_code factor_grounded(wks_bym2_structure *s, double *diagonal, double *log_determinant,
                                wks_error *err)
{
    const wks_neighbours *graph = s->matrix.graph;
    double correction = 0;
    size_t next = 0;
    memcpy(diagonal, s->diagonal, graph->n_areas * sizeof *diagonal);
    for (size_t i = 0; i < graph->n_areas; i++) {
        if (graph->component[i] == next) { /* components count in order of their first area */
            next++;
            if (graph->size[graph->component[i]] > 1) {
                correction += log((double)graph->size[graph->component[i]] / diagonal[i]);
                diagonal[i] *= 2;
            }
        }
    }
    s->matrix.is_constrained = false;
    WKS_TRY(wks_bym2_matrix_factor(&s->matrix, diagonal, s->beside, err));
    *log_determinant = wks_bym2_matrix_log_determinant(&s->matrix) + correction;
    return WKS_OK;
}

/* Variances [n] of R's generalised inverse: those of the grounded inverse, centred by component. */
static void centred_variances(wks_bym2_structure *s, double *ones, double *variance)
{
    const wks_neighbours *graph = s->matrix.graph;
    double *total = s->matrix.total;
    for (size_t i = 0; i < graph->n_areas; i++) {
        ones[i] = graph->size[graph->component[i]] > 1 ? 1 : 0;
    }
    wks_bym2_matrix_variances_free(&s->matrix, variance);
    wks_bym2_matrix_solve_free(&s->matrix, 1, ones);
    memset(total, 0, graph->n_components * sizeof *total);
    for (size_t i = 0; i < graph->n_areas; i++) {
        total[graph->component[i]] += ones[i];
    }
    for (size_t i = 0; i < graph->n_areas; i++) {
        const size_t c = graph->component[i];
        const double n = (double)graph->size[c];
        if (graph->size[c] > 1) {
            variance[i] += total[c] / (n * n) - 2 * ones[i] / n;
        }
    }
}

/* Multiply R by the geometric mean of the variances, in each component. */
static void apply_scale(wks_bym2_structure *s, double *variance)
{
    const wks_neighbours *graph = s->matrix.graph;
    wks_sum trace = {0};
    for (size_t i = 0; i < graph->n_areas; i++) {
        const size_t c = graph->component[i];
        s->scale[c] += log(variance[i]) / (double)graph->size[c];
    }
    for (size_t c = 0; c < graph->n_components; c++) {
        s->scale[c] = graph->size[c] > 1 ? exp(s->scale[c]) : 1;
        if (graph->size[c] > 1) {
            s->log_determinant += ((double)graph->size[c] - 1) * log(s->scale[c]);
            s->n_bound++;
        }
    }
    for (size_t i = 0; i < graph->n_areas; i++) {
        const double scale = s->scale[graph->component[i]];
        s->diagonal[i] *= scale;
        wks_sum_add(&trace, variance[i] / scale);
        for (size_t e = graph->start[i]; e < graph->start[i + 1]; e++) {
            s->beside[e] *= scale;
        }
    }
    s->trace = wks_sum_value(&trace);
}

/* ---- distance ------------------------------------------------------------------------------ */

/* log d at one phi.  Over the vectors that sum to zero, sum log(1 - phi + phi l) is
 * log |(1 - phi) R + phi I| - log |R|; each component's null space adds log(1 - phi). */
static wks_code exact_log_distance(wks_bym2_structure *s, double logit, double *diagonal,
                                   double *beside, double *out, wks_error *err)
{
    const wks_neighbours *graph = s->matrix.graph;
    const double phi = 1 / (1 + exp(-logit));
    const double rest = 1 / (1 + exp(logit));
    for (size_t i = 0; i < graph->n_areas; i++) {
        diagonal[i] = rest * s->diagonal[i] + phi;
    }
    for (size_t e = 0; e < 2 * graph->n_pairs; e++) {
        beside[e] = rest * s->beside[e];
    }
    s->matrix.is_constrained = true;
    WKS_TRY(wks_bym2_matrix_factor(&s->matrix, diagonal, beside, err));
    const double logs = wks_bym2_matrix_log_determinant(&s->matrix) - s->log_determinant +
                        (double)s->n_bound * log(rest);
    const double twice = phi * (s->trace - (double)graph->n_areas) - logs;
    *out = twice > 0 ? log(twice) / 2 : -INFINITY;
    return WKS_OK;
}

/* Second derivatives of the natural cubic spline through the knots, every half apart. */
static void make_spline(const double *value, double *second)
{
    double upper[WKS_BYM2_KNOTS] = {0};
    const double h = (WKS_BYM2_LOGIT_UPPER - WKS_BYM2_LOGIT_LOWER) / (WKS_BYM2_KNOTS - 1);
    second[0] = 0;
    for (size_t i = 1; i + 1 < WKS_BYM2_KNOTS; i++) {
        const double right = 6 * (value[i + 1] - 2 * value[i] + value[i - 1]) / (h * h);
        const double pivot = 4 - upper[i - 1];
        upper[i] = 1 / pivot;
        second[i] = (right - second[i - 1]) / pivot;
    }
    second[WKS_BYM2_KNOTS - 1] = 0;
    for (size_t i = WKS_BYM2_KNOTS - 1; i-- > 1;) {
        second[i] -= upper[i] * second[i + 1];
    }
}

static wks_code tabulate(wks_bym2_structure *s, double *diagonal, double *beside, wks_error *err)
{
    const double h = (WKS_BYM2_LOGIT_UPPER - WKS_BYM2_LOGIT_LOWER) / (WKS_BYM2_KNOTS - 1);
    for (size_t i = WKS_BYM2_KNOTS; i-- > 0;) {
        const double logit = WKS_BYM2_LOGIT_LOWER + h * (double)i;
        /* below phi of some 1e-4 the difference drowns in rounding; there d is linear in phi */
        if (logit >= -9) {
            WKS_TRY(exact_log_distance(s, logit, diagonal, beside, &s->log_distance[i], err));
        } else {
            s->log_distance[i] = s->log_distance[i + 1] - h;
        }
    }
    make_spline(s->log_distance, s->second);
    return WKS_OK;
}

void wks_bym2_structure_distance(const wks_bym2_structure *s, double logit, double *distance,
                                 double *log_slope)
{
    const double h = (WKS_BYM2_LOGIT_UPPER - WKS_BYM2_LOGIT_LOWER) / (WKS_BYM2_KNOTS - 1);
    const double at = (logit - WKS_BYM2_LOGIT_LOWER) / h;
    const size_t i = at <= 0 ? 0 : at >= WKS_BYM2_KNOTS - 2 ? WKS_BYM2_KNOTS - 2 : (size_t)at;
    const double b = at - (double)i;
    const double a = 1 - b;
    const double value =
        a * s->log_distance[i] + b * s->log_distance[i + 1] +
        h * h / 6 * ((a * a * a - a) * s->second[i] + (b * b * b - b) * s->second[i + 1]);
    const double slope =
        (s->log_distance[i + 1] - s->log_distance[i]) / h +
        h / 6 * ((3 * b * b - 1) * s->second[i + 1] - (3 * a * a - 1) * s->second[i]);
    *distance = exp(value);
    *log_slope = value + log(fmax(slope, 1e-300));
}

/* ---- make ---------------------------------------------------------------------------------- */

wks_code wks_bym2_structure_make(wks_bym2_effect effect, const wks_neighbours *graph,
                                 wks_bym2_path path, wks_arena *arena, wks_bym2_structure *out,
                                 wks_error *err)
{
    wks_bym2_structure *s = out;
    double *variance = NULL;
    double *diagonal = NULL;
    double *beside = NULL;
    *s = (wks_bym2_structure){.effect = effect};
    if (effect == WKS_BYM2_EFFECT_IID) {
        return WKS_OK;
    }
    const size_t n = graph->n_areas;
    WKS_TRY(wks_bym2_matrix_make(graph, path, false, arena, &s->matrix, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &s->diagonal, err));
    WKS_TRY(wks_arena_take(arena, 2 * graph->n_pairs, sizeof(double), &s->beside, err));
    WKS_TRY(wks_arena_take(arena, graph->n_components, sizeof(double), &s->scale, err));
    fill_plain(graph, effect == WKS_BYM2_EFFECT_LEROUX ? 0 : 1, s);
    if (effect == WKS_BYM2_EFFECT_LEROUX) {
        return WKS_OK;
    }
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &variance, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &diagonal, err));
    WKS_TRY(wks_arena_take(arena, 2 * graph->n_pairs, sizeof(double), &beside, err));
    WKS_TRY(factor_grounded(s, diagonal, &s->log_determinant, err));
    centred_variances(s, diagonal, variance);
    apply_scale(s, variance);
    if (effect == WKS_BYM2_EFFECT_BYM2) {
        WKS_TRY(tabulate(s, diagonal, beside, err));
    }
    s->matrix.is_constrained = true;
    return WKS_OK;
}
