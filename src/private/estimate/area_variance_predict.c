/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "math/dense.h"
#include "private/estimate/area_variance_parts.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

typedef wks_area_variance_work work;

enum {
    MOST = WKS_AREA_VARIANCE_PARAMETERS
};

/* Room of the prediction, [n x n] or [n x m]. */
typedef struct room {
    double *gain;                /* [n x m] G S'V^-1 */
    double *rest;                /* [n x n] T = I - gain S */
    double *turned;              /* [n x n] T Ga or T Gab */
    double *slope[MOST];         /* [n x m] T Ga S' */
    double *weighted;            /* [n x m] T Ga S' V^-1 */
    double *columns;             /* [n x m] G S' */
    double inverse[MOST * MOST]; /* of the information */
    double bias[MOST];           /* of theta, for ML */
} room;

static wks_code take_room(const work *w, wks_arena *arena, room *r, wks_error *err)
{
    WKS_TRY(wks_arena_take(arena, w->n * w->m, sizeof(double), &r->gain, err));
    WKS_TRY(wks_arena_take(arena, w->n * w->n, sizeof(double), &r->rest, err));
    WKS_TRY(wks_arena_take(arena, w->n * w->n, sizeof(double), &r->turned, err));
    WKS_TRY(wks_arena_take(arena, w->n * w->m, sizeof(double), &r->weighted, err));
    WKS_TRY(wks_arena_take(arena, w->n * w->m, sizeof(double), &r->columns, err));
    for (size_t a = 0; a < w->k; a++) {
        WKS_TRY(wks_arena_take(arena, w->n * w->m, sizeof(double), &r->slope[a], err));
    }
    return WKS_OK;
}

static void columns_of(const work *w, const double *full, double *out)
{
    for (size_t j = 0; j < w->m; j++) {
        memcpy(out + j * w->n, full + w->area[j] * w->n, w->n * sizeof *out);
    }
}

static void fill_gain(const work *w, room *r)
{
    columns_of(w, w->matrices.g, r->columns);
    wks_dense_product(w->n, w->m, w->m, r->columns, w->v, r->gain);
    memset(r->rest, 0, w->n * w->n * sizeof(double));
    for (size_t j = 0; j < w->m; j++) {
        for (size_t i = 0; i < w->n; i++) {
            r->rest[i + w->area[j] * w->n] = -r->gain[i + j * w->n];
        }
    }
    for (size_t i = 0; i < w->n; i++) {
        r->rest[i + i * w->n] += 1;
    }
}

/* estimate, gamma, residual, g1 + g2. */
static void fill_estimates(const work *w, const room *r, wks_fay_herriot_fit *fit)
{
    const size_t n = w->n;
    const double *x = w->data->x;
    for (size_t i = 0; i < n; i++) {
        double predicted = 0;
        double g1 = 0;
        double g2 = 0;
        for (size_t j = 0; j < n; j++) {
            g1 += w->matrices.g[j + i * n] * r->rest[i + j * n];
        }
        double *at = w->room;
        for (size_t k = 0; k < w->p; k++) {
            predicted += x[i + k * n] * w->beta[k];
            at[k] = x[i + k * n];
            for (size_t j = 0; j < w->m; j++) {
                at[k] -= r->gain[i + j * n] * w->x[j + k * w->m];
            }
        }
        for (size_t k = 0; k < w->p; k++) {
            for (size_t l = 0; l < w->p; l++) {
                g2 += at[k] * w->cross[k + l * w->p] * at[l];
            }
        }
        fit->estimate[i] = predicted;
        fit->mse[i] = g1 + g2;
        fit->is_out_of_sample[i] = isnan(w->data->y[i]);
        fit->residual[i] = NAN;
    }
}

/* The part of the random effects: G S'V^-1 (y - X b); py is V^-1 (y - X b). */
static void add_effects(const work *w, const room *r, wks_fay_herriot_fit *fit)
{
    for (size_t j = 0; j < w->m; j++) {
        const size_t i = w->area[j];
        const double rest = w->y[j] - fit->estimate[i];
        double spread = w->matrices.g[i + i * w->n] + w->d[j];
        fit->residual[i] = rest / sqrt(spread);
        fit->gamma[i] = r->gain[i + j * w->n];
    }
    for (size_t j = 0; j < w->m; j++) {
        for (size_t i = 0; i < w->n; i++) {
            fit->estimate[i] += r->columns[i + j * w->n] * w->py[j];
        }
    }
}

/* h_a = -tr((X'V^-1X)^-1 X'V^-1 Va V^-1 X); bias = I^-1 h / 2. */
static void fill_bias(work *w, room *r)
{
    double h[MOST] = {0};
    for (size_t a = 0; a < w->k; a++) {
        wks_area_variance_gather(w, w->matrices.first[a], w->slope);
        double *vvx = w->room; /* [m] */
        for (size_t k = 0; k < w->p; k++) {
            wks_dense_times(w->m, w->m, w->slope, w->vx + k * w->m, vvx);
            for (size_t l = 0; l < w->p; l++) {
                double sum = 0;
                for (size_t i = 0; i < w->m; i++) {
                    sum += w->vx[i + l * w->m] * vvx[i];
                }
                h[a] -= w->cross[l + k * w->p] * sum;
            }
        }
    }
    for (size_t a = 0; a < w->k; a++) {
        r->bias[a] = 0;
        for (size_t b = 0; b < w->k; b++) {
            r->bias[a] += r->inverse[a + b * w->k] * h[b] / 2;
        }
    }
}

/* mse += 2 g3 - bias * dg1 */
static void add_first_order(work *w, room *r, const bool *is_free, wks_fay_herriot_fit *fit)
{
    const size_t n = w->n;
    for (size_t a = 0; a < w->k; a++) {
        if (!is_free[a]) {
            continue;
        }
        wks_dense_product(n, n, n, r->rest, w->matrices.first[a], r->turned);
        columns_of(w, r->turned, r->slope[a]);
        for (size_t j = 0; j < n; j++) {
            for (size_t i = 0; i < n; i++) {
                fit->mse[i] -= r->bias[a] * r->turned[i + j * n] * r->rest[i + j * n];
            }
        }
    }
    for (size_t a = 0; a < w->k; a++) {
        if (!is_free[a]) {
            continue;
        }
        wks_dense_product(n, w->m, w->m, r->slope[a], w->v, r->weighted);
        for (size_t b = 0; b < w->k; b++) {
            const double share = is_free[b] ? 2 * r->inverse[a + b * w->k] : 0;
            for (size_t at = 0; share != 0 && at < n * w->m; at++) {
                fit->mse[at % n] += share * r->weighted[at] * r->slope[b][at];
            }
        }
    }
}

/* mse -= g4 */
static void add_second_order(const work *w, room *r, const bool *is_free, wks_fay_herriot_fit *fit)
{
    const size_t n = w->n;
    for (size_t a = 0; a < w->k; a++) {
        for (size_t b = 0; b <= a; b++) {
            const size_t pair = a * (a + 1) / 2 + b;
            if (!is_free[a] || !is_free[b] || w->matrices.is_zero[pair]) {
                continue;
            }
            const double share = r->inverse[a + b * w->k] * (a == b ? 0.5 : 1);
            wks_dense_product(n, n, n, r->rest, w->matrices.second[pair], r->turned);
            for (size_t j = 0; j < n; j++) {
                for (size_t i = 0; i < n; i++) {
                    fit->mse[i] -= share * r->turned[i + j * n] * r->rest[i + j * n];
                }
            }
        }
    }
}

static wks_code take_areas(const work *w, wks_arena *arena, wks_fay_herriot_fit *fit,
                           wks_error *err)
{
    WKS_TRY(wks_arena_take(arena, w->n, sizeof(double), &fit->estimate, err));
    WKS_TRY(wks_arena_take(arena, w->n, sizeof(double), &fit->mse, err));
    WKS_TRY(wks_arena_take(arena, w->n, sizeof(double), &fit->gamma, err));
    WKS_TRY(wks_arena_take(arena, w->n, sizeof(double), &fit->residual, err));
    WKS_TRY(wks_arena_take(arena, w->n, sizeof(bool), &fit->is_out_of_sample, err));
    fit->coefficients = w->beta;
    fit->covariance = w->cross;
    return WKS_OK;
}

wks_code wks_area_variance_predict(work *w, const bool *is_free, wks_arena *arena,
                                   wks_area_variance_fit *fit, wks_error *err)
{
    room r = {0};
    WKS_TRY(take_room(w, arena, &r, err));
    WKS_TRY(take_areas(w, arena, &fit->areas, err));
    if (!wks_area_variance_invert(w->k, w->expected, is_free, r.inverse)) {
        return wks_fail(err, WKS_E_NUMERIC, "%s",
                        wks_tr("the information on the variances is singular",
                               "de informatie over de varianties is singulier"));
    }
    for (size_t a = 0; a < w->k; a++) {
        fit->theta_error[a] = is_free[a] ? sqrt(r.inverse[a + a * w->k]) : NAN;
    }
    if (!w->is_restricted) {
        fill_bias(w, &r);
    }
    fill_gain(w, &r);
    fill_estimates(w, &r, &fit->areas);
    add_effects(w, &r, &fit->areas);
    add_first_order(w, &r, is_free, &fit->areas);
    add_second_order(w, &r, is_free, &fit->areas);
    return WKS_OK;
}
