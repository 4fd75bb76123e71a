/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/fay_herriot_spatial.h"

#include "base/language.h"
#include "math/dense.h"

#include <math.h>
#include <string.h>

wks_code wks_fay_herriot_spatial_weights(size_t n_areas, size_t n_pairs, const size_t *from,
                                         const size_t *to, wks_arena *arena, double **w,
                                         wks_error *err)
{
    WKS_TRY(wks_arena_take(arena, n_areas * n_areas, sizeof **w, w, err));
    for (size_t k = 0; k < n_pairs; k++) {
        if (from[k] >= n_areas || to[k] >= n_areas || from[k] == to[k]) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("pair %zu: expected two different areas that are in the data",
                                   "paar %zu: verwacht twee verschillende gebieden die in de "
                                   "gegevens staan"),
                            k + 1);
        }
        (*w)[from[k] + to[k] * n_areas] = 1;
        (*w)[to[k] + from[k] * n_areas] = 1;
    }
    for (size_t i = 0; i < n_areas; i++) {
        double sum = 0;
        for (size_t j = 0; j < n_areas; j++) {
            sum += (*w)[i + j * n_areas];
        }
        for (size_t j = 0; j < n_areas && sum > 0; j++) {
            (*w)[i + j * n_areas] /= sum;
        }
    }
    return WKS_OK;
}

/* ---- the covariance of an autoregression --------------------------------------------------- */

wks_code wks_fay_herriot_spatial_make(size_t n, const double *w, wks_arena *arena,
                                      wks_fay_herriot_spatial_part *out, wks_error *err)
{
    *out = (wks_fay_herriot_spatial_part){.n = n};
    double **const arrays[] = {&out->both, &out->square, &out->omega, &out->slope,
                               &out->bend, &out->turned, &out->middle};
    for (size_t i = 0; i < sizeof arrays / sizeof arrays[0]; i++) {
        WKS_TRY(wks_arena_take(arena, n * n, sizeof(double), arrays[i], err));
    }
    for (size_t i = 0; i < n * n; i++) {
        if (!isfinite(w[i])) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("the weight of areas %zu and %zu is not a number",
                                   "het gewicht van gebieden %zu en %zu is geen getal"),
                            i % n + 1, i / n + 1);
        }
        out->turned[i % n * n + i / n] = w[i];
    }
    wks_dense_product(n, n, n, out->turned, w, out->square);
    for (size_t i = 0; i < n * n; i++) {
        out->both[i] = w[i] + out->turned[i];
    }
    return WKS_OK;
}

wks_code wks_fay_herriot_spatial_at(const wks_fay_herriot_spatial_part *s, double rho,
                                    bool with_derivatives, wks_error *err)
{
    const size_t n = s->n;
    for (size_t i = 0; i < n * n; i++) {
        s->omega[i] = rho * rho * s->square[i] - rho * s->both[i];
    }
    for (size_t i = 0; i < n; i++) {
        s->omega[i + i * n] += 1;
    }
    WKS_TRY(wks_dense_cholesky(n, s->omega, err));
    wks_dense_inverse(n, s->omega);
    if (!with_derivatives) {
        return WKS_OK;
    }
    /* C' in slope; K = omega C'; bend first 2 (C' K - W'W), then omega (..) omega */
    for (size_t i = 0; i < n * n; i++) {
        s->slope[i] = 2 * rho * s->square[i] - s->both[i];
    }
    wks_dense_product(n, n, n, s->omega, s->slope, s->turned);
    wks_dense_product(n, n, n, s->slope, s->turned, s->middle);
    for (size_t i = 0; i < n * n; i++) {
        s->middle[i] = 2 * (s->middle[i] - s->square[i]);
    }
    wks_dense_product(n, n, n, s->turned, s->omega, s->slope);
    wks_dense_product(n, n, n, s->omega, s->middle, s->turned);
    wks_dense_product(n, n, n, s->turned, s->omega, s->bend);
    for (size_t i = 0; i < n * n; i++) {
        s->slope[i] = -s->slope[i];
    }
    return WKS_OK;
}

/* ---- the model ----------------------------------------------------------------------------- */

static wks_code fill(const void *context, const double *theta, bool with_derivatives,
                     wks_area_variance_matrices *out, wks_error *err)
{
    const wks_fay_herriot_spatial_part *s = context;
    const size_t n2 = s->n * s->n;
    WKS_TRY(wks_fay_herriot_spatial_at(s, theta[1], with_derivatives, err));
    for (size_t i = 0; i < n2; i++) {
        out->g[i] = theta[0] * s->omega[i];
    }
    if (!with_derivatives) {
        return WKS_OK;
    }
    memcpy(out->first[0], s->omega, n2 * sizeof(double));
    memcpy(out->second[1], s->slope, n2 * sizeof(double));
    for (size_t i = 0; i < n2; i++) {
        out->first[1][i] = theta[0] * s->slope[i];
        out->second[2][i] = theta[0] * s->bend[i];
    }
    out->is_zero[0] = true;
    return WKS_OK;
}

/* A variance to start from: without neighbours, and never zero. */
static wks_code guess(const wks_fay_herriot_data *data, wks_arena *arena, double *a, wks_error *err)
{
    const wks_fay_herriot_options options = {.method = WKS_FAY_HERRIOT_AMRL_YL};
    wks_fay_herriot_fit plain;
    WKS_TRY(wks_fay_herriot_fit_areas(data, &options, arena, &plain, err));
    *a = plain.a;
    return WKS_OK;
}

wks_code wks_fay_herriot_spatial_fit(const wks_fay_herriot_data *data, const double *w,
                                     wks_fay_herriot_method method, wks_arena *arena,
                                     wks_area_variance_fit *fit, wks_error *err)
{
    static const double correlations[] = {-0.4, 0.3, 0.7, 0.93};
    static const double shares[] = {1, 0.3};
    double starts[16];
    double a = 0;
    wks_fay_herriot_spatial_part part;
    WKS_TRY(guess(data, arena, &a, err));
    for (size_t i = 0; i < 8; i++) {
        starts[2 * i] = a * shares[i % 2];
        starts[2 * i + 1] = correlations[i / 2];
    }
    const wks_area_variance_model model = {.n_parameters = 2,
                                           .low = {0, -1},
                                           .high = {INFINITY, 1},
                                           .owner = {0, 0},
                                           .starts = starts,
                                           .n_starts = 8,
                                           .context = &part,
                                           .fill = fill};
    if (data->n_areas > WKS_AREA_VARIANCE_MOST) { /* before the room is taken */
        return wks_area_variance_fit_areas(data, &model, method, arena, fit, err);
    }
    WKS_TRY(wks_fay_herriot_spatial_make(data->n_areas, w, arena, &part, err));
    return wks_area_variance_fit_areas(data, &model, method, arena, fit, err);
}
