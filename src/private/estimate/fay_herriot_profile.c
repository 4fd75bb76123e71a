/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/fay_herriot_profile.h"

#include "base/language.h"

#include <math.h>
#include <string.h>

/* ---- checks and the orthonormal basis ------------------------------------------------------ */

static wks_code check(const wks_fay_herriot_data *data, size_t *n_used, wks_error *err)
{
    *n_used = 0;
    for (size_t i = 0; i < data->n_areas; i++) {
        for (size_t k = 0; k < data->n_covariates; k++) {
            if (!isfinite(data->x[i + k * data->n_areas])) {
                return wks_fail(err, WKS_E_ARGUMENT,
                                wks_tr("area %zu: covariate %zu is not a number",
                                       "gebied %zu: covariaat %zu is geen getal"),
                                i + 1, k + 1);
            }
        }
        if (isnan(data->y[i])) {
            continue;
        }
        if (!isfinite(data->y[i]) || !(data->variance[i] > 0) || !isfinite(data->variance[i])) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("area %zu: a figure needs a sampling variance above zero",
                                   "gebied %zu: bij een cijfer hoort een steekproefvariantie boven "
                                   "nul"),
                            i + 1);
        }
        (*n_used)++;
    }
    if (data->n_covariates == 0 || *n_used <= data->n_covariates + 1) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("%zu areas with a figure are too few for %zu coefficients and a "
                               "variance between areas",
                               "%zu gebieden met een cijfer zijn te weinig voor %zu coefficienten "
                               "en een variantie tussen gebieden"),
                        *n_used, data->n_covariates);
    }
    return WKS_OK;
}

static double row_dot(const wks_fay_herriot_profile *s, size_t j, size_t k)
{
    double sum = 0;
    for (size_t i = 0; i < s->n; i++) {
        sum += s->q[i * s->p + j] * s->q[i * s->p + k];
    }
    return sum;
}

/* Gram-Schmidt, twice over each column: as good as Householder, and the rows stay in place. */
static wks_code orthonormalise(wks_fay_herriot_profile *s, wks_error *err)
{
    for (size_t k = 0; k < s->p; k++) {
        const double length = sqrt(row_dot(s, k, k));
        for (int round = 0; round < 2; round++) {
            for (size_t j = 0; j < k; j++) {
                const double part = row_dot(s, j, k);
                s->r[j + k * s->p] += part;
                for (size_t i = 0; i < s->n; i++) {
                    s->q[i * s->p + k] -= part * s->q[i * s->p + j];
                }
            }
        }
        const double left = sqrt(row_dot(s, k, k));
        if (!(left > 1e-10 * length) || !(length > 0)) {
            return wks_fail(
                err, WKS_E_NUMERIC,
                wks_tr("collinear: covariate %zu adds nothing to those before it",
                       "collineair: covariaat %zu voegt niets toe aan de covariaten ervoor"),
                k + 1);
        }
        s->r[k + k * s->p] = left;
        for (size_t i = 0; i < s->n; i++) {
            s->q[i * s->p + k] /= left;
        }
    }
    return WKS_OK;
}

wks_code wks_fay_herriot_profile_make(const wks_fay_herriot_data *data, wks_arena *arena,
                                      wks_fay_herriot_profile *out, wks_error *err)
{
    size_t n = 0;
    const size_t p = data->n_covariates;
    *out = (wks_fay_herriot_profile){.p = p};
    WKS_TRY(check(data, &n, err));
    out->n = n;
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->area, &out->area, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->y, &out->y, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->d, &out->d, err));
    WKS_TRY(wks_arena_take(arena, n * p, sizeof *out->q, &out->q, err));
    WKS_TRY(wks_arena_take(arena, p * p, sizeof *out->r, &out->r, err));
    WKS_TRY(wks_arena_take(arena, 3 * p * p + 3 * p, sizeof *out->room, &out->room, err));
    size_t at = 0;
    for (size_t i = 0; i < data->n_areas; i++) {
        if (isnan(data->y[i])) {
            continue;
        }
        out->area[at] = i;
        out->y[at] = data->y[i];
        out->d[at] = data->variance[i];
        for (size_t k = 0; k < p; k++) {
            out->q[at * p + k] = data->x[i + k * data->n_areas];
        }
        at++;
    }
    return orthonormalise(out, err);
}

void wks_fay_herriot_profile_row(const wks_fay_herriot_profile *profile,
                                 const wks_fay_herriot_data *data, size_t area, double *out)
{
    const size_t p = profile->p;
    for (size_t k = 0; k < p; k++) {
        double value = data->x[area + k * data->n_areas];
        for (size_t j = 0; j < k; j++) {
            value -= out[j] * profile->r[j + k * p];
        }
        out[k] = value / profile->r[k + k * p];
    }
}

/* ---- one value of A ------------------------------------------------------------------------ */

wks_code wks_fay_herriot_point_make(const wks_fay_herriot_profile *profile, wks_arena *arena,
                                    wks_fay_herriot_point *out, wks_error *err)
{
    const size_t p = profile->p;
    *out = (wks_fay_herriot_point){0};
    WKS_TRY(wks_arena_take(arena, p * p, sizeof(double), &out->inverse, err));
    return wks_arena_take(arena, p, sizeof(double), &out->beta, err);
}

/* m1, m2, m3 = X'W^k X, lower triangles; right = X'Wy. */
static void accumulate(const wks_fay_herriot_profile *s, double a, double *m, double *right,
                       wks_fay_herriot_point *out)
{
    const size_t p = s->p;
    double *m1 = m;
    double *m2 = m + p * p;
    double *m3 = m + 2 * p * p;
    memset(m, 0, 3 * p * p * sizeof *m);
    memset(right, 0, p * sizeof *right);
    double product = 1;
    for (size_t i = 0; i < s->n; i++) {
        const double *q = s->q + i * p;
        const double w = 1 / (a + s->d[i]);
        product *= w;
        if (product < 1e-200 || product > 1e200) { /* one logarithm for many areas */
            out->log_v -= log(product);
            product = 1;
        }
        out->w1 += w;
        out->w2 += w * w;
        for (size_t k = 0; k < p; k++) {
            const double t1 = w * q[k];
            const double t2 = w * t1;
            const double t3 = w * t2;
            right[k] += t1 * s->y[i];
            for (size_t j = k; j < p; j++) {
                m1[j + k * p] += t1 * q[j];
                m2[j + k * p] += t2 * q[j];
                m3[j + k * p] += t3 * q[j];
            }
        }
    }
    out->log_v -= log(product);
}

/* m [p x p] lower triangle to inverse, both triangles; its log determinant.  Small: no LAPACK. */
static bool invert(size_t p, double *m, double *inverse, double *log_m)
{
    *log_m = 0;
    for (size_t k = 0; k < p; k++) {
        for (size_t j = k; j < p; j++) {
            double value = m[j + k * p];
            for (size_t l = 0; l < k; l++) {
                value -= m[j + l * p] * m[k + l * p];
            }
            if (j == k && !(value > 0)) {
                return false;
            }
            m[j + k * p] = j == k ? sqrt(value) : value / m[k + k * p];
        }
        *log_m += 2 * log(m[k + k * p]);
    }
    for (size_t c = 0; c < p; c++) {
        double *column = inverse + c * p;
        for (size_t k = 0; k < p; k++) {
            double value = k == c ? 1 : 0;
            for (size_t l = 0; l < k; l++) {
                value -= m[k + l * p] * column[l];
            }
            column[k] = value / m[k + k * p];
        }
        for (size_t k = p; k-- > 0;) {
            for (size_t l = k + 1; l < p; l++) {
                column[k] -= m[l + k * p] * column[l];
            }
            column[k] /= m[k + k * p];
        }
    }
    return true;
}

static double lower_at(const double *m, size_t p, size_t j, size_t k)
{
    return j >= k ? m[j + k * p] : m[k + j * p];
}

/* tr(M^-1 m3) and tr(M^-1 m2 M^-1 m2); c is [p x p] room. */
static void fill_traces(size_t p, const double *m2, const double *m3, double *c,
                        wks_fay_herriot_point *out)
{
    double trace_m3 = 0;
    double trace_c2 = 0;
    for (size_t i = 0; i < p; i++) {
        for (size_t k = 0; k < p; k++) {
            double sum = 0;
            for (size_t j = 0; j < p; j++) {
                sum += out->inverse[i + j * p] * lower_at(m2, p, j, k);
            }
            c[i + k * p] = sum;
            trace_m3 += out->inverse[i + k * p] * lower_at(m3, p, i, k);
        }
        out->trace_m2 += c[i + i * p];
    }
    for (size_t i = 0; i < p; i++) {
        for (size_t k = 0; k < p; k++) {
            trace_c2 += c[i + k * p] * c[k + i * p];
        }
    }
    out->trace_p2 = out->w2 - 2 * trace_m3 + trace_c2;
}

double wks_fay_herriot_point_leverage(const wks_fay_herriot_point *point, size_t p, const double *u)
{
    double sum = 0;
    for (size_t k = 0; k < p; k++) {
        for (size_t j = 0; j < p; j++) {
            sum += u[j] * point->inverse[j + k * p] * u[k];
        }
    }
    return sum;
}

bool wks_fay_herriot_point_at(const wks_fay_herriot_profile *profile, double a,
                              wks_fay_herriot_point *out)
{
    const size_t p = profile->p;
    double *m = profile->room;
    double *right = profile->room + 3 * p * p;
    double *u = right + p;
    *out = (wks_fay_herriot_point){.a = a, .inverse = out->inverse, .beta = out->beta};
    accumulate(profile, a, m, right, out);
    if (!invert(p, m, out->inverse, &out->log_m)) {
        return false;
    }
    for (size_t k = 0; k < p; k++) {
        out->beta[k] = 0;
        for (size_t j = 0; j < p; j++) {
            out->beta[k] += out->inverse[k + j * p] * right[j];
        }
        u[k] = 0;
    }
    for (size_t i = 0; i < profile->n; i++) {
        const double *q = profile->q + i * p;
        const double w = 1 / (a + profile->d[i]);
        double rest = profile->y[i];
        for (size_t k = 0; k < p; k++) {
            rest -= q[k] * out->beta[k];
        }
        out->quadratic += w * rest * rest;
        out->p2 += w * w * rest * rest;
        out->p3 += w * w * w * rest * rest;
        for (size_t k = 0; k < p; k++) {
            u[k] += w * w * rest * q[k];
        }
    }
    out->p3 -= wks_fay_herriot_point_leverage(out, p, u);
    fill_traces(p, m + p * p, m + 2 * p * p, m, out);
    return isfinite(out->quadratic) && isfinite(out->log_m);
}

double wks_fay_herriot_point_restricted(const wks_fay_herriot_point *point)
{
    return -(point->log_v + point->log_m + point->quadratic) / 2;
}
