/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/area_variance.h"

#include "base/language.h"
#include "math/dense.h"
#include "private/estimate/area_variance_parts.h"
#include "private/estimate/fay_herriot_profile.h"

#include <math.h>
#include <string.h>

typedef wks_area_variance_work work;

enum {
    MOST = WKS_AREA_VARIANCE_PARAMETERS
};

/* ---- the likelihood ------------------------------------------------------------------------ */

void wks_area_variance_gather(const work *w, const double *full, double *out)
{
    for (size_t j = 0; j < w->m; j++) {
        for (size_t i = 0; i < w->m; i++) {
            out[i + j * w->m] = full[w->area[i] + w->area[j] * w->n];
        }
    }
}

/* V = S G S' + D and its factor, in v. */
static wks_code factor(work *w, const double *theta, bool with_derivatives, wks_error *err)
{
    WKS_TRY(w->model->fill(w->model->context, theta, with_derivatives, &w->matrices, err));
    wks_area_variance_gather(w, w->matrices.g, w->v);
    for (size_t i = 0; i < w->m; i++) {
        w->v[i + i * w->m] += w->d[i];
    }
    WKS_TRY(wks_dense_cholesky(w->m, w->v, err));
    w->log_v = wks_dense_log_determinant(w->m, w->v);
    return WKS_OK;
}

/* Generalised least squares with the factor in v: beta, cross (its factor), vx = L^-1 X. */
static wks_code regress(work *w, wks_error *err)
{
    double *z = w->room; /* [m] L^-1 y */
    memcpy(w->vx, w->x, w->m * w->p * sizeof(double));
    memcpy(z, w->y, w->m * sizeof(double));
    wks_dense_solve_lower(w->m, w->p, w->v, w->vx);
    wks_dense_solve_lower(w->m, 1, w->v, z);
    wks_dense_cross(w->m, w->p, w->p, w->vx, NULL, w->vx, w->cross);
    wks_dense_transposed_times(w->m, w->p, w->vx, z, w->beta);
    WKS_TRY(wks_dense_cholesky(w->p, w->cross, err));
    w->log_cross = wks_dense_log_determinant(w->p, w->cross);
    wks_dense_solve(w->p, 1, w->cross, w->beta);
    wks_dense_times(w->m, w->p, w->vx, w->beta, w->py);
    w->quadratic = 0;
    for (size_t i = 0; i < w->m; i++) {
        w->py[i] = z[i] - w->py[i];
        w->quadratic += w->py[i] * w->py[i];
    }
    wks_dense_solve_lower_transposed(w->m, 1, w->v, w->py); /* V^-1 (y - X b) */
    return WKS_OK;
}

static double log_likelihood(work *w, const double *theta)
{
    wks_error ignored; /* a theta without a likelihood is a bad theta */
    if (factor(w, theta, false, &ignored) != WKS_OK || regress(w, &ignored) != WKS_OK) {
        return -INFINITY;
    }
    const double value = w->log_v + w->quadratic + (w->is_restricted ? w->log_cross : 0);
    return isfinite(value) ? -value / 2 : -INFINITY;
}

/* ---- its derivatives ----------------------------------------------------------------------- */

/* v becomes V^-1; projector P; cross the inverse of X'V^-1 X; vx V^-1 X. */
static wks_code project(work *w, wks_error *err)
{
    const size_t m = w->m;
    const size_t p = w->p;
    WKS_TRY(regress(w, err));
    wks_dense_inverse(p, w->cross);
    wks_dense_solve_lower_transposed(m, p, w->v, w->vx);
    wks_dense_inverse(m, w->v);
    double *vxc = w->room; /* [m x p] V^-1 X (X'V^-1X)^-1 */
    wks_dense_product(m, p, p, w->vx, w->cross, vxc);
    memcpy(w->projector, w->v, m * m * sizeof(double));
    for (size_t k = 0; k < p; k++) {
        for (size_t j = 0; j < m; j++) {
            const double right = w->vx[j + k * m];
            for (size_t i = 0; i < m; i++) {
                w->projector[i + j * m] -= vxc[i + k * m] * right;
            }
        }
    }
    return WKS_OK;
}

static double sum_of_products(size_t n, const double *a, const double *b)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += a[i] * b[i];
    }
    return sum;
}

static double trace_of_product(size_t m, const double *a, const double *b)
{
    double sum = 0;
    for (size_t j = 0; j < m; j++) {
        for (size_t i = 0; i < m; i++) {
            sum += a[i + j * m] * b[j + i * m];
        }
    }
    return sum;
}

/* y'P Vab P y and tr(Q Vab) added to the observed information. */
static void add_second(work *w, const double *q, size_t a, size_t b)
{
    const size_t pair = a * (a + 1) / 2 + b;
    if (w->matrices.is_zero[pair]) {
        return;
    }
    double *vpy = w->room + w->k * w->m;
    wks_area_variance_gather(w, w->matrices.second[pair], w->slope);
    wks_dense_times(w->m, w->m, w->slope, w->py, vpy);
    const double value =
        (sum_of_products(w->m * w->m, q, w->slope) - sum_of_products(w->m, w->py, vpy)) / 2;
    w->observed[a + b * w->k] += value;
}

wks_code wks_area_variance_derive(work *w, const double *theta, bool with_restricted_traces,
                                  wks_error *err)
{
    const size_t m = w->m;
    const size_t k = w->k;
    WKS_TRY(factor(w, theta, true, err));
    WKS_TRY(project(w, err));
    const double *q = with_restricted_traces ? w->projector : w->v;
    double *vpy = w->room;          /* [m x k] Va P y */
    double *pvpy = w->room + k * m; /* [m] */
    for (size_t a = 0; a < k; a++) {
        wks_area_variance_gather(w, w->matrices.first[a], w->slope);
        wks_dense_times(m, m, w->slope, w->py, vpy + a * m);
        w->score[a] =
            (sum_of_products(m, w->py, vpy + a * m) - sum_of_products(m * m, q, w->slope)) / 2;
        wks_dense_product(m, m, m, q, w->slope, w->product[a]);
    }
    for (size_t a = 0; a < k; a++) {
        wks_dense_times(m, m, w->projector, vpy + a * m, pvpy);
        for (size_t b = 0; b <= a; b++) {
            const double trace = trace_of_product(m, w->product[a], w->product[b]) / 2;
            w->expected[a + b * k] = w->expected[b + a * k] = trace;
            w->observed[a + b * k] = sum_of_products(m, pvpy, vpy + b * m) - trace;
        }
    }
    for (size_t a = 0; a < k; a++) {
        for (size_t b = 0; b <= a; b++) {
            add_second(w, q, a, b);
            w->observed[b + a * k] = w->observed[a + b * k];
        }
    }
    return WKS_OK;
}

/* ---- the optimum --------------------------------------------------------------------------- */

bool wks_area_variance_invert(size_t k, const double *information, const bool *is_free,
                              double *inverse)
{
    double small[MOST * MOST];
    size_t at[MOST];
    size_t n = 0;
    for (size_t a = 0; a < k; a++) {
        if (is_free[a]) {
            at[n++] = a;
        }
    }
    for (size_t j = 0; j < n; j++) {
        for (size_t i = 0; i < n; i++) {
            small[i + j * n] = information[at[i] + at[j] * k];
        }
    }
    memset(inverse, 0, k * k * sizeof *inverse);
    if (wks_dense_cholesky(n, small, NULL) != WKS_OK) {
        return false;
    }
    wks_dense_inverse(n, small);
    for (size_t j = 0; j < n; j++) {
        for (size_t i = 0; i < n; i++) {
            inverse[at[i] + at[j] * k] = small[i + j * n];
        }
    }
    return true;
}

static bool is_variance(const wks_area_variance_model *model, size_t a)
{
    return !isfinite(model->high[a]);
}

/* A step that stays strictly inside: at most nine tenths of the way to a bound. */
static double shorten(const wks_area_variance_model *model, const double *theta, const double *step)
{
    double share = 1;
    for (size_t a = 0; a < model->n_parameters; a++) {
        const double to = theta[a] + step[a];
        if (to <= model->low[a]) {
            share = fmin(share, 0.9 * (model->low[a] - theta[a]) / step[a]);
        } else if (to >= model->high[a]) {
            share = fmin(share, 0.9 * (model->high[a] - theta[a]) / step[a]);
        }
    }
    return share;
}

/* A variance that keeps falling is set to zero, and what is of no meaning without it stands still;
 * a correlation that runs to its end stands there. */
static void freeze(const work *w, double *theta, bool *is_free)
{
    double scale = 0;
    for (size_t i = 0; i < w->m; i++) {
        scale += w->d[i] / (double)w->m;
    }
    for (size_t a = 0; a < w->k; a++) {
        if (is_variance(w->model, a) && is_free[a] && theta[a] < 1e-9 * scale && w->score[a] < 0) {
            theta[a] = 0;
            for (size_t b = 0; b < w->k; b++) {
                is_free[b] = is_free[b] && w->model->owner[b] != a;
            }
        } else if (!is_variance(w->model, a) && is_free[a] && fabs(theta[a]) > 1 - 1e-7) {
            is_free[a] = false;
        }
    }
}

/* One step uphill; *moved is how far it went, relative to theta. */
static wks_code climb(work *w, double *theta, const bool *is_free, double *moved, wks_error *err)
{
    double inverse[MOST * MOST];
    double step[MOST] = {0};
    double to[MOST];
    double gain = 0;
    const double now = -(w->log_v + w->quadratic + (w->is_restricted ? w->log_cross : 0)) / 2;
    if (!wks_area_variance_invert(w->k, w->observed, is_free, inverse) &&
        !wks_area_variance_invert(w->k, w->expected, is_free, inverse)) {
        return wks_fail(err, WKS_E_NUMERIC, "%s",
                        wks_tr("the data cannot tell the variances of the model apart",
                               "de gegevens kunnen de varianties van het model niet uit elkaar "
                               "houden"));
    }
    for (size_t a = 0; a < w->k; a++) {
        for (size_t b = 0; b < w->k; b++) {
            step[a] += inverse[a + b * w->k] * w->score[b];
        }
        gain += is_free[a] ? step[a] * w->score[a] : 0;
    }
    double share = shorten(w->model, theta, step);
    for (int round = 0; round < 60; round++) {
        *moved = 0;
        for (size_t a = 0; a < w->k; a++) {
            to[a] = theta[a] + share * step[a];
            *moved = fmax(*moved, fabs(share * step[a]) / fmax(fabs(to[a]), 1e-30));
        }
        /* so near the top that rounding hides the gain */
        if (gain < 1e-7 || log_likelihood(w, to) > now) {
            break;
        }
        share /= 2;
    }
    memcpy(theta, to, w->k * sizeof *theta);
    return WKS_OK;
}

static wks_code maximise(work *w, double *theta, bool *is_free, size_t *n_rounds, wks_error *err)
{
    double best = -INFINITY;
    for (size_t s = 0; s < w->model->n_starts; s++) {
        const double value = log_likelihood(w, w->model->starts + s * w->k);
        if (value > best) {
            best = value;
            memcpy(theta, w->model->starts + s * w->k, w->k * sizeof *theta);
        }
    }
    for (*n_rounds = 1; isfinite(best) && *n_rounds <= 100; (*n_rounds)++) {
        double moved = 0;
        WKS_TRY(wks_area_variance_derive(w, theta, w->is_restricted, err));
        freeze(w, theta, is_free);
        WKS_TRY(climb(w, theta, is_free, &moved, err));
        if (moved < 1e-11) {
            return WKS_OK;
        }
    }
    return wks_fail(err, WKS_E_NUMERIC, "%s",
                    wks_tr("no convergence in 100 rounds", "geen convergentie in 100 rondes"));
}

/* ---- all together -------------------------------------------------------------------------- */

static wks_code take_matrices(work *w, wks_arena *arena, wks_error *err)
{
    const size_t full = w->n * w->n;
    const size_t part = w->m * w->m;
    WKS_TRY(wks_arena_take(arena, full, sizeof(double), &w->matrices.g, err));
    for (size_t a = 0; a < w->k; a++) {
        WKS_TRY(wks_arena_take(arena, full, sizeof(double), &w->matrices.first[a], err));
        WKS_TRY(wks_arena_take(arena, part, sizeof(double), &w->product[a], err));
    }
    for (size_t a = 0; a < w->k * (w->k + 1) / 2; a++) {
        WKS_TRY(wks_arena_take(arena, full, sizeof(double), &w->matrices.second[a], err));
    }
    WKS_TRY(wks_arena_take(arena, part, sizeof(double), &w->v, err));
    WKS_TRY(wks_arena_take(arena, part, sizeof(double), &w->projector, err));
    return wks_arena_take(arena, part, sizeof(double), &w->slope, err);
}

static wks_code prepare(const wks_fay_herriot_data *data, wks_arena *arena, work *w, wks_error *err)
{
    wks_fay_herriot_profile profile; /* for its checks */
    WKS_TRY(wks_fay_herriot_profile_make(data, arena, &profile, err));
    w->m = profile.n;
    w->p = profile.p;
    w->area = profile.area;
    w->y = profile.y;
    w->d = profile.d;
    WKS_TRY(wks_arena_take(arena, w->m * w->p, sizeof(double), &w->x, err));
    WKS_TRY(wks_arena_take(arena, w->m * w->p, sizeof(double), &w->vx, err));
    WKS_TRY(wks_arena_take(arena, w->p * w->p, sizeof(double), &w->cross, err));
    WKS_TRY(wks_arena_take(arena, w->m, sizeof(double), &w->py, err));
    WKS_TRY(wks_arena_take(arena, w->p, sizeof(double), &w->beta, err));
    WKS_TRY(wks_arena_take(arena, w->m * (w->k + w->p + 1), sizeof(double), &w->room, err));
    for (size_t i = 0; i < w->m; i++) {
        for (size_t k = 0; k < w->p; k++) {
            w->x[i + k * w->m] = data->x[w->area[i] + k * w->n];
        }
    }
    return take_matrices(w, arena, err);
}

static wks_code finish(work *w, const bool *is_free, wks_arena *arena, wks_area_variance_fit *fit,
                       wks_error *err)
{
    static const double log_two_pi = 1.8378770664093453;
    wks_fay_herriot_fit *areas = &fit->areas;
    /* both informations with P, as sae does for ML too */
    WKS_TRY(wks_area_variance_derive(w, fit->theta, true, err));
    WKS_TRY(wks_area_variance_predict(w, is_free, arena, fit, err));
    for (size_t a = 0; a < w->k; a++) {
        fit->is_at_bound[a] = !is_free[a];
    }
    areas->a = fit->theta[0];
    areas->a_error = fit->theta_error[0];
    areas->status = areas->a > 0 ? WKS_FAY_HERRIOT_OK : WKS_FAY_HERRIOT_ZERO;
    areas->n_used = w->m;
    areas->n_optima = 1;
    areas->log_likelihood = -((double)w->m * log_two_pi + w->log_v + w->quadratic) / 2;
    fit->restricted_log_likelihood =
        areas->log_likelihood + ((double)w->p * log_two_pi - w->log_cross) / 2;
    const double n_parameters = (double)(w->p + w->k);
    areas->aic = -2 * areas->log_likelihood + 2 * n_parameters;
    areas->bic = -2 * areas->log_likelihood + log((double)w->m) * n_parameters;
    return WKS_OK;
}

wks_code wks_area_variance_fit_areas(const wks_fay_herriot_data *data,
                                     const wks_area_variance_model *model,
                                     wks_fay_herriot_method method, wks_arena *arena,
                                     wks_area_variance_fit *fit, wks_error *err)
{
    bool is_free[MOST] = {true, true, true, true};
    work w = {.data = data,
              .model = model,
              .is_restricted = method == WKS_FAY_HERRIOT_REML,
              .n = data->n_areas,
              .k = model->n_parameters};
    *fit = (wks_area_variance_fit){0};
    if (method != WKS_FAY_HERRIOT_REML && method != WKS_FAY_HERRIOT_ML) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("a model in space or time is fitted by REML or ML",
                               "een model in ruimte of tijd wordt geschat met REML of ML"));
    }
    if (data->n_areas > WKS_AREA_VARIANCE_MOST) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("%zu areas are too many for this model; at most %d",
                               "%zu gebieden zijn te veel voor dit model; hooguit %d"),
                        data->n_areas, (int)WKS_AREA_VARIANCE_MOST);
    }
    WKS_TRY(prepare(data, arena, &w, err));
    if (w.m <= w.p + w.k) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("%zu areas with a figure are too few for %zu parameters",
                               "%zu gebieden met een cijfer zijn te weinig voor %zu parameters"),
                        w.m, w.p + w.k);
    }
    WKS_TRY(maximise(&w, fit->theta, is_free, &fit->n_rounds, err));
    return finish(&w, is_free, arena, fit, err);
}
