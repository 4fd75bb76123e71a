/* The posterior of need and use: a grid over the parameters, its moments, and joint draws.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/language.h"
#include "math/dense.h"
#include "math/random.h"
#include "private/estimate/fay_herriot_bivariate_parts.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum {
    K = WKS_BIVARIATE_PARAMETERS,
    REACH = 24, /* steps of the grid to each side */
    SIDE = 2 * REACH + 1,
    MOST_NODES = 4000
};

static const double grid_step = 0.8; /* of a posterior deviation */
static const double grid_depth = 7;  /* nodes down to e^-7 of the top */

/* ---- one area at one value of the parameters ----------------------------------------------- */

/* Truth given coefficients: mean = pull y + keep X beta; covariance left. */
typedef struct truth {
    double base[2];                /* S W y */
    double keep[2][2];             /* I - S W */
    double left11, left12, left22; /* S - S W S */
} truth;

static truth truth_of(const wks_bivariate_point *s, size_t i)
{
    const wks_fay_herriot_bivariate_data *d = s->data;
    const double s11 = s->at.need_variance;
    const double s12 = s->at.slope * s11;
    const double s22 = s->at.slope * s12 + s->at.gap_variance;
    const double g11 = s11 * s->w11[i] + s12 * s->w12[i]; /* S W */
    const double g12 = s11 * s->w12[i] + s12 * s->w22[i];
    const double g21 = s12 * s->w11[i] + s22 * s->w12[i];
    const double g22 = s12 * s->w12[i] + s22 * s->w22[i];
    const double y1 = isnan(d->need[i]) ? 0 : d->need[i]; /* its weight is zero */
    const double y2 = isnan(d->use[i]) ? 0 : d->use[i];
    return (truth){.base = {g11 * y1 + g12 * y2, g21 * y1 + g22 * y2},
                   .keep = {{1 - g11, -g12}, {-g21, 1 - g22}},
                   .left11 = s11 - g11 * s11 - g12 * s12,
                   .left12 = s12 - g11 * s12 - g12 * s22,
                   .left22 = s22 - g21 * s12 - g22 * s22};
}

static double dot(size_t n, const double *a, const double *b)
{
    double sum = 0;
    for (size_t k = 0; k < n; k++) {
        sum += a[k] * b[k];
    }
    return sum;
}

/* u'M^-1u with the factor of M; u is spoilt. */
static double spread_along(const wks_bivariate_point *s, double *u)
{
    for (size_t k = 0; k < s->p; k++) {
        for (size_t l = 0; l < k; l++) {
            u[k] -= s->cross[k + l * s->p] * u[l];
        }
        u[k] /= s->cross[k + k * s->p];
    }
    return dot(s->p, u, u);
}

static void add_moments(wks_fay_herriot_bivariate_moments *sums, size_t i, double weight,
                        double mean, double variance)
{
    sums->mean[i] += weight * mean;
    sums->variance[i] += weight * (variance + mean * mean);
}

/* Need, use and gap of every area at the value that was looked at. */
static void add_node(wks_bivariate_point *s, double weight, double *u,
                     wks_fay_herriot_bivariate_fit *fit)
{
    const size_t n_x = s->data->n_x;
    const double slope = s->at.slope;
    for (size_t i = 0; i < s->data->n_areas; i++) {
        const truth t = truth_of(s, i);
        wks_bivariate_rows(s, i, s->row1, s->row2);
        const double m1 = dot(s->p, s->row1, s->beta);
        const double m2 = dot(s->p, s->row2, s->beta);
        const double need = t.base[0] + t.keep[0][0] * m1 + t.keep[0][1] * m2;
        const double use = t.base[1] + t.keep[1][0] * m1 + t.keep[1][1] * m2;
        const double own = dot(s->p - n_x, s->row2 + n_x, s->beta + n_x);
        const double left =
            slope * slope * t.left11 - 2 * slope * t.left12 + t.left22; /* of use - slope need */
        const double weights[3][2] = {{1, 0}, {0, 1}, {-slope, 1}};
        const double means[] = {need, use, use - slope * need - own};
        const double lefts[] = {t.left11, t.left22, left};
        wks_fay_herriot_bivariate_moments *const sums[] = {&fit->need, &fit->use, &fit->gap};
        for (size_t c = 0; c < 3; c++) {
            const double a1 = weights[c][0] * t.keep[0][0] + weights[c][1] * t.keep[1][0];
            const double a2 = weights[c][0] * t.keep[0][1] + weights[c][1] * t.keep[1][1];
            for (size_t k = 0; k < s->p; k++) {
                u[k] = a1 * s->row1[k] + a2 * s->row2[k];
                u[k] -= c == 2 && k >= n_x ? s->row2[k] : 0;
            }
            add_moments(sums[c], i, weight, means[c], lefts[c] + spread_along(s, u));
        }
    }
}

/* ---- the grid ------------------------------------------------------------------------------ */

typedef struct grid {
    const double *mode;
    double axes[K * K]; /* columns: one step along each axis */
    double top;
    unsigned char *is_seen; /* [SIDE^3] */
    size_t *queue;          /* [MOST_NODES] */
    double *log_weight;     /* [MOST_NODES] */
    size_t n;
} grid;

static void place_of(const grid *g, size_t cell, double *theta)
{
    size_t rest = cell;
    memcpy(theta, g->mode, K * sizeof *theta);
    for (size_t c = 0; c < K; c++) {
        const double steps = (double)(rest % SIDE) - REACH;
        rest /= SIDE;
        for (size_t a = 0; a < K; a++) {
            theta[a] += steps * g->axes[a + c * K];
        }
    }
}

static wks_code start_grid(const double *mode, const double *curvature, wks_arena *arena, grid *g,
                           wks_error *err)
{
    double values[K];
    *g = (grid){.mode = mode};
    memcpy(g->axes, curvature, sizeof g->axes);
    WKS_TRY(wks_dense_eigen(K, g->axes, values, arena, err));
    for (size_t c = 0; c < K; c++) {
        if (!(values[c] > 0)) {
            return wks_fail(err, WKS_E_NUMERIC, "%s",
                            wks_tr("need and use: the posterior has no clear top",
                                   "behoefte en gebruik: de posterior heeft geen duidelijke top"));
        }
        for (size_t a = 0; a < K; a++) {
            /* no axis longer than a factor e in a deviation */
            g->axes[a + c * K] *= grid_step * fmin(1 / sqrt(values[c]), 1.5);
        }
    }
    WKS_TRY(wks_arena_take(arena, (size_t)SIDE * SIDE * SIDE, 1, &g->is_seen, err));
    WKS_TRY(wks_arena_take(arena, MOST_NODES, sizeof *g->queue, &g->queue, err));
    return wks_arena_take(arena, MOST_NODES, sizeof *g->log_weight, &g->log_weight, err);
}

static wks_code visit(grid *g, wks_bivariate_point *s, size_t cell, wks_error *err)
{
    double theta[K];
    if (g->is_seen[cell]) {
        return WKS_OK;
    }
    g->is_seen[cell] = 1;
    place_of(g, cell, theta);
    const double value = wks_bivariate_value(s, WKS_BIVARIATE_POSTERIOR, theta);
    g->top = g->n == 0 ? value : fmax(g->top, value);
    if (value < g->top - grid_depth) {
        return WKS_OK;
    }
    if (g->n == MOST_NODES) {
        return wks_fail(err, WKS_E_NUMERIC, "%s",
                        wks_tr("need and use: the posterior is too wide for its grid",
                               "behoefte en gebruik: de posterior is te breed voor zijn rooster"));
    }
    g->queue[g->n] = cell;
    g->log_weight[g->n++] = value;
    return WKS_OK;
}

/* From the mode outward over neighbours, as far as there is weight. */
static wks_code flood(grid *g, wks_bivariate_point *s, wks_error *err)
{
    static const size_t strides[] = {1, SIDE, (size_t)SIDE * SIDE};
    WKS_TRY(visit(g, s, REACH * (1 + SIDE + (size_t)SIDE * SIDE), err));
    for (size_t at = 0; at < g->n; at++) {
        for (size_t c = 0; c < K; c++) {
            const size_t position = g->queue[at] / strides[c] % SIDE;
            if (position > 0) {
                WKS_TRY(visit(g, s, g->queue[at] - strides[c], err));
            }
            if (position + 1 < SIDE) {
                WKS_TRY(visit(g, s, g->queue[at] + strides[c], err));
            }
        }
    }
    return WKS_OK;
}

static wks_code take_moments(size_t n, wks_arena *arena, wks_fay_herriot_bivariate_moments *out,
                             wks_error *err)
{
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &out->mean, err));
    return wks_arena_take(arena, n, sizeof(double), &out->variance, err);
}

static void finish_moments(size_t n, wks_fay_herriot_bivariate_moments *moments)
{
    for (size_t i = 0; i < n; i++) {
        moments->variance[i] = fmax(moments->variance[i] - moments->mean[i] * moments->mean[i], 0);
    }
}

static void add_parameters(wks_fay_herriot_bivariate_fit *fit,
                           const wks_fay_herriot_bivariate_node *node)
{
    const double w = node->weight;
    const wks_fay_herriot_bivariate_parameters *p = &node->parameters;
    fit->mean.need_variance += w * p->need_variance;
    fit->mean.gap_variance += w * p->gap_variance;
    fit->mean.slope += w * p->slope;
    fit->deviation.need_variance += w * p->need_variance * p->need_variance;
    fit->deviation.gap_variance += w * p->gap_variance * p->gap_variance;
    fit->deviation.slope += w * p->slope * p->slope;
}

static double deviation(double square, double mean)
{
    return sqrt(fmax(square - mean * mean, 0));
}

wks_code wks_bivariate_integrate(wks_bivariate_point *point, const double *mode,
                                 const double *curvature, wks_arena *arena,
                                 wks_fay_herriot_bivariate_fit *fit, wks_error *err)
{
    grid g;
    double *u = NULL;
    double total = 0;
    const size_t n = point->data->n_areas;
    WKS_TRY(start_grid(mode, curvature, arena, &g, err));
    WKS_TRY(flood(&g, point, err));
    WKS_TRY(wks_arena_take(arena, g.n, sizeof *fit->nodes, &fit->nodes, err));
    WKS_TRY(wks_arena_take(arena, point->p, sizeof *u, &u, err));
    WKS_TRY(take_moments(n, arena, &fit->need, err));
    WKS_TRY(take_moments(n, arena, &fit->use, err));
    WKS_TRY(take_moments(n, arena, &fit->gap, err));
    for (size_t k = 0; k < g.n; k++) {
        total += exp(g.log_weight[k] - g.top);
    }
    for (size_t k = 0; k < g.n; k++) {
        double theta[K];
        place_of(&g, g.queue[k], theta);
        const wks_fay_herriot_bivariate_node node = {wks_bivariate_parameters(point, theta),
                                                     exp(g.log_weight[k] - g.top) / total};
        fit->nodes[fit->n_nodes++] = node;
        add_parameters(fit, &node);
        (void)wks_bivariate_point_look(point, &node.parameters); /* it was looked at before */
        add_node(point, node.weight, u, fit);
    }
    finish_moments(n, &fit->need);
    finish_moments(n, &fit->use);
    finish_moments(n, &fit->gap);
    fit->deviation.need_variance = deviation(fit->deviation.need_variance, fit->mean.need_variance);
    fit->deviation.gap_variance = deviation(fit->deviation.gap_variance, fit->mean.gap_variance);
    fit->deviation.slope = deviation(fit->deviation.slope, fit->mean.slope);
    return WKS_OK;
}

/* ---- draws --------------------------------------------------------------------------------- */

/* Coefficients from their posterior at this node; then every area. */
static void draw_once(wks_bivariate_point *s, wks_random *random, double *beta, size_t d,
                      const wks_fay_herriot_bivariate_draws *out)
{
    const size_t n = s->data->n_areas;
    const size_t n_x = s->data->n_x;
    for (size_t k = 0; k < s->p; k++) {
        beta[k] = wks_random_normal(random);
    }
    wks_dense_solve_lower_transposed(s->p, 1, s->cross, beta);
    for (size_t k = 0; k < s->p; k++) {
        beta[k] += s->beta[k];
    }
    for (size_t i = 0; i < n; i++) {
        const truth t = truth_of(s, i);
        wks_bivariate_rows(s, i, s->row1, s->row2);
        const double m1 = dot(s->p, s->row1, beta);
        const double m2 = dot(s->p, s->row2, beta);
        const double root = sqrt(fmax(t.left11, 0));
        const double across = root > 0 ? t.left12 / root : 0;
        const double z1 = wks_random_normal(random);
        const double z2 = wks_random_normal(random);
        const double need = t.base[0] + t.keep[0][0] * m1 + t.keep[0][1] * m2 + root * z1;
        const double use = t.base[1] + t.keep[1][0] * m1 + t.keep[1][1] * m2 + across * z1 +
                           sqrt(fmax(t.left22 - across * across, 0)) * z2;
        const double expected = s->at.slope * need + dot(s->p - n_x, s->row2 + n_x, beta + n_x);
        if (out->need != NULL) {
            out->need[i + d * n] = need;
        }
        if (out->gap != NULL) {
            out->gap[i + d * n] = use - expected;
        }
        if (out->expected != NULL) {
            out->expected[i + d * n] = expected;
        }
    }
}

wks_code wks_fay_herriot_bivariate_draw(const wks_fay_herriot_bivariate_fit *fit, uint64_t seed,
                                        wks_arena *arena, wks_fay_herriot_bivariate_draws *out,
                                        wks_error *err)
{
    wks_bivariate_point s;
    double *beta = NULL;
    WKS_TRY(wks_bivariate_point_make(fit->data, arena, &s, err));
    WKS_TRY(wks_arena_take(arena, s.p, sizeof *beta, &beta, err));
    /* systematic: draw d is at the node under (d + 1/2) / n_draws of the weight */
    double passed = 0;
    size_t d = 0;
    for (size_t k = 0; k < fit->n_nodes && d < out->n_draws; k++) {
        bool is_looked_at = false;
        passed += fit->nodes[k].weight;
        const bool is_last = k + 1 == fit->n_nodes;
        while (d < out->n_draws && (is_last || ((double)d + 0.5) / (double)out->n_draws < passed)) {
            if (!is_looked_at && !wks_bivariate_point_look(&s, &fit->nodes[k].parameters)) {
                return wks_fail(
                    err, WKS_E_NUMERIC, "%s",
                    wks_tr("a draw has no likelihood", "een trekking heeft geen aannemelijkheid"));
            }
            is_looked_at = true;
            wks_random random = wks_random_start(seed, d);
            draw_once(&s, &random, beta, d, out);
            d++;
        }
    }
    return WKS_OK;
}
