/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/fay_herriot_bivariate.h"

#include "base/language.h"
#include "math/dense.h"
#include "private/estimate/fay_herriot_bivariate_parts.h"

#include <math.h>
#include <string.h>

enum {
    K = WKS_BIVARIATE_PARAMETERS
};

const char *wks_fay_herriot_bivariate_status_text(wks_fay_herriot_bivariate_status status)
{
    switch (status) {
    case WKS_FAY_HERRIOT_BIVARIATE_NO_NEED:
        return wks_tr("need does not differ between areas beyond noise",
                      "de behoefte verschilt niet meer tussen gebieden dan ruis zou geven");
    case WKS_FAY_HERRIOT_BIVARIATE_NO_GAP:
        return wks_tr("use does not differ beyond what need and noise explain",
                      "het gebruik verschilt niet meer dan behoefte en ruis verklaren");
    case WKS_FAY_HERRIOT_BIVARIATE_OK:
        break;
    }
    return wks_tr("fitted", "geschat");
}

/* ---- checks -------------------------------------------------------------------------------- */

static wks_code fail_area(size_t i, const char *english, const char *dutch, wks_error *err)
{
    return wks_fail(err, WKS_E_ARGUMENT, wks_tr("area %zu: %s", "gebied %zu: %s"), i + 1,
                    wks_tr(english, dutch));
}

static wks_code check_area(const wks_fay_herriot_bivariate_data *d, size_t i, wks_error *err)
{
    const bool has_need = !isnan(d->need[i]);
    const bool has_use = !isnan(d->use[i]);
    for (size_t k = 0; k < d->n_x + d->n_z; k++) {
        const double value =
            k < d->n_x ? d->x[i + k * d->n_areas] : d->z[i + (k - d->n_x) * d->n_areas];
        if (!isfinite(value)) {
            return fail_area(i, "a covariate is not a number", "een covariaat is geen getal", err);
        }
    }
    if ((has_need &&
         (!isfinite(d->need[i]) || !(d->need_variance[i] > 0) || !isfinite(d->need_variance[i]))) ||
        (has_use &&
         (!isfinite(d->use[i]) || !(d->use_variance[i] > 0) || !isfinite(d->use_variance[i])))) {
        return fail_area(i, "a figure needs a variance above zero",
                         "bij een cijfer hoort een variantie boven nul", err);
    }
    if (has_need && has_use && d->covariance != NULL &&
        !(d->covariance[i] * d->covariance[i] < d->need_variance[i] * d->use_variance[i])) {
        return fail_area(i, "the covariance is too large for the two variances",
                         "de covariantie is te groot voor de twee varianties", err);
    }
    return WKS_OK;
}

static double spread_of(const double *values, size_t n)
{
    double sum = 0;
    double squares = 0;
    double known = 0;
    for (size_t i = 0; i < n; i++) {
        if (!isnan(values[i])) {
            sum += values[i];
            known++;
        }
    }
    const double center = sum / known;
    for (size_t i = 0; i < n; i++) {
        if (!isnan(values[i])) {
            squares += (values[i] - center) * (values[i] - center);
        }
    }
    return sqrt(squares / known);
}

wks_code wks_bivariate_point_make(const wks_fay_herriot_bivariate_data *data, wks_arena *arena,
                                  wks_bivariate_point *out, wks_error *err)
{
    size_t n_both = 0;
    *out = (wks_bivariate_point){.data = data, .p = data->n_x + data->n_z};
    for (size_t i = 0; i < data->n_areas; i++) {
        WKS_TRY(check_area(data, i, err));
        n_both += !isnan(data->need[i]) && !isnan(data->use[i]);
        out->n_figures += (size_t)!isnan(data->need[i]) + (size_t)!isnan(data->use[i]);
    }
    if (data->n_x == 0 || data->n_z == 0 || n_both < out->p + 4) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("%zu areas with both need and use are too few; %zu are needed",
                               "%zu gebieden met behoefte en gebruik zijn te weinig; %zu zijn "
                               "nodig"),
                        n_both, out->p + 4);
    }
    const double need = spread_of(data->need, data->n_areas);
    const double use = spread_of(data->use, data->n_areas);
    if (!(need > 0) || !(use > 0)) {
        return wks_fail(err, WKS_E_NUMERIC, "%s",
                        wks_tr("need or use is the same in every area",
                               "behoefte of gebruik is in elk gebied hetzelfde"));
    }
    out->slope_scale = use / need;
    double **const arrays[] = {&out->w11, &out->w12, &out->w22};
    for (size_t k = 0; k < 3; k++) {
        WKS_TRY(wks_arena_take(arena, data->n_areas, sizeof(double), arrays[k], err));
    }
    WKS_TRY(wks_arena_take(arena, out->p * out->p, sizeof(double), &out->cross, err));
    WKS_TRY(wks_arena_take(arena, out->p, sizeof(double), &out->beta, err));
    WKS_TRY(wks_arena_take(arena, out->p, sizeof(double), &out->row1, err));
    return wks_arena_take(arena, out->p, sizeof(double), &out->row2, err);
}

/* ---- the likelihood ------------------------------------------------------------------------ */

wks_fay_herriot_bivariate_parameters wks_bivariate_parameters(const wks_bivariate_point *point,
                                                              const double *theta)
{
    return (wks_fay_herriot_bivariate_parameters){.need_variance = exp(2 * theta[0]),
                                                  .gap_variance = exp(2 * theta[1]),
                                                  .slope = theta[2] * point->slope_scale};
}

void wks_bivariate_rows(const wks_bivariate_point *s, size_t i, double *row1, double *row2)
{
    const wks_fay_herriot_bivariate_data *d = s->data;
    for (size_t k = 0; k < d->n_x; k++) {
        row1[k] = d->x[i + k * d->n_areas];
        row2[k] = s->at.slope * row1[k];
    }
    for (size_t k = 0; k < d->n_z; k++) {
        row1[d->n_x + k] = 0;
        row2[d->n_x + k] = d->z[i + k * d->n_areas];
    }
}

/* The inverse of S + V of the figures that are there; returns their determinant. */
static double weigh(wks_bivariate_point *s, size_t i)
{
    const wks_fay_herriot_bivariate_data *d = s->data;
    const bool has_need = !isnan(d->need[i]);
    const bool has_use = !isnan(d->use[i]);
    const double s12 = s->at.slope * s->at.need_variance;
    const double a = s->at.need_variance + (has_need ? d->need_variance[i] : 0);
    const double b = s->at.slope * s12 + s->at.gap_variance + (has_use ? d->use_variance[i] : 0);
    const double c = s12 + (d->covariance != NULL ? d->covariance[i] : 0);
    s->w11[i] = s->w12[i] = s->w22[i] = 0;
    if (has_need && has_use) {
        const double determinant = a * b - c * c;
        s->w11[i] = b / determinant;
        s->w22[i] = a / determinant;
        s->w12[i] = -c / determinant;
        return determinant;
    }
    if (has_need) {
        s->w11[i] = 1 / a;
        return a;
    }
    if (has_use) {
        s->w22[i] = 1 / b;
        return b;
    }
    return 1;
}

static void add_area(wks_bivariate_point *s, size_t i)
{
    const wks_fay_herriot_bivariate_data *d = s->data;
    const double y1 = isnan(d->need[i]) ? 0 : d->need[i];
    const double y2 = isnan(d->use[i]) ? 0 : d->use[i];
    const double wy1 = s->w11[i] * y1 + s->w12[i] * y2;
    const double wy2 = s->w12[i] * y1 + s->w22[i] * y2;
    s->quadratic += y1 * wy1 + y2 * wy2;
    wks_bivariate_rows(s, i, s->row1, s->row2);
    for (size_t k = 0; k < s->p; k++) {
        const double w1 = s->w11[i] * s->row1[k] + s->w12[i] * s->row2[k];
        const double w2 = s->w12[i] * s->row1[k] + s->w22[i] * s->row2[k];
        s->beta[k] += s->row1[k] * wy1 + s->row2[k] * wy2;
        for (size_t j = k; j < s->p; j++) {
            s->cross[j + k * s->p] += w1 * s->row1[j] + w2 * s->row2[j];
        }
    }
}

bool wks_bivariate_point_look(wks_bivariate_point *s,
                              const wks_fay_herriot_bivariate_parameters *at)
{
    s->at = *at;
    s->log_v = s->quadratic = 0;
    memset(s->cross, 0, s->p * s->p * sizeof(double));
    memset(s->beta, 0, s->p * sizeof(double));
    double product = 1;
    for (size_t i = 0; i < s->data->n_areas; i++) {
        product *= weigh(s, i);
        if (!(product > 1e-100) || product > 1e100) { /* one logarithm for many areas */
            s->log_v += log(product);
            product = 1;
        }
        add_area(s, i);
    }
    s->log_v += log(product);
    if (!isfinite(s->log_v) || wks_dense_cholesky(s->p, s->cross, NULL) != WKS_OK) {
        return false;
    }
    s->log_cross = wks_dense_log_determinant(s->p, s->cross);
    wks_dense_solve_lower(s->p, 1, s->cross, s->beta);
    for (size_t k = 0; k < s->p; k++) {
        s->quadratic -= s->beta[k] * s->beta[k];
    }
    wks_dense_solve_lower_transposed(s->p, 1, s->cross, s->beta);
    return isfinite(s->quadratic);
}

double wks_bivariate_value(wks_bivariate_point *s, wks_bivariate_target target, const double *theta)
{
    const wks_fay_herriot_bivariate_parameters at = wks_bivariate_parameters(s, theta);
    if (!wks_bivariate_point_look(s, &at)) {
        return -INFINITY;
    }
    double value = -(s->log_v + s->quadratic) / 2;
    if (target != WKS_BIVARIATE_ML) {
        value -= s->log_cross / 2;
    }
    if (target == WKS_BIVARIATE_POSTERIOR) { /* flat on deviations; slope N(0, (10 scale)^2) */
        value += theta[0] + theta[1] - theta[2] * theta[2] / 200;
    }
    return value;
}

/* ---- the top ------------------------------------------------------------------------------- */

/* Central differences; curvature is minus the second derivative. */
static void differentiate(wks_bivariate_point *s, wks_bivariate_target target, const double *theta,
                          double *slope, double *curvature)
{
    const double h = 1e-3;
    double t[K];
    double ahead[K];
    double behind[K];
    const double here = wks_bivariate_value(s, target, theta);
    for (size_t a = 0; a < K; a++) {
        double far[2];
        memcpy(t, theta, sizeof t);
        t[a] = theta[a] + h;
        ahead[a] = wks_bivariate_value(s, target, t);
        t[a] = theta[a] - h;
        behind[a] = wks_bivariate_value(s, target, t);
        t[a] = theta[a] + 2 * h;
        far[0] = wks_bivariate_value(s, target, t);
        t[a] = theta[a] - 2 * h;
        far[1] = wks_bivariate_value(s, target, t);
        slope[a] = (8 * (ahead[a] - behind[a]) - (far[0] - far[1])) / (12 * h);
        curvature[a + a * K] = -(ahead[a] - 2 * here + behind[a]) / (h * h);
    }
    for (size_t a = 0; a < K; a++) {
        for (size_t b = 0; b < a; b++) {
            memcpy(t, theta, sizeof t);
            t[a] += h;
            t[b] += h;
            const double up = wks_bivariate_value(s, target, t);
            t[a] -= 2 * h;
            t[b] -= 2 * h;
            const double down = wks_bivariate_value(s, target, t);
            curvature[a + b * K] = curvature[b + a * K] =
                -(up + down + 2 * here - ahead[a] - behind[a] - ahead[b] - behind[b]) / (2 * h * h);
        }
    }
}

/* step = |curvature|^-1 slope, with eigenvalues made positive: always uphill. */
static wks_code uphill(const double *slope, const double *curvature, double *step, wks_arena *arena,
                       wks_error *err)
{
    double v[K * K];
    double values[K];
    memcpy(v, curvature, sizeof v);
    WKS_TRY(wks_dense_eigen(K, v, values, arena, err));
    memset(step, 0, K * sizeof *step);
    for (size_t c = 0; c < K; c++) {
        double along = 0;
        for (size_t a = 0; a < K; a++) {
            along += v[a + c * K] * slope[a];
        }
        along /= fmax(fabs(values[c]), 1e-6);
        along = fmax(-1, fmin(1, along)); /* no further than a factor e, or a scale */
        for (size_t a = 0; a < K; a++) {
            step[a] += along * v[a + c * K];
        }
    }
    return WKS_OK;
}

static void hold(size_t a, double *slope, double *curvature)
{
    slope[a] = 0;
    for (size_t b = 0; b < K; b++) {
        curvature[a + b * K] = curvature[b + a * K] = a == b;
    }
}

/* A deviation that has fallen to floor is as good as zero, and stands still; without need the slope
 * has no meaning, and stands still too. */
static void rest(const double *theta, const double *floor, double *slope, double *curvature)
{
    for (size_t a = 0; a < 2; a++) {
        if (theta[a] <= floor[a] && slope[a] < 1e-3) {
            hold(a, slope, curvature);
            if (a == 0) {
                hold(2, slope, curvature);
            }
        }
    }
}

static wks_code climb(wks_bivariate_point *s, wks_bivariate_target target, double *theta,
                      const double *floor, double *curvature, wks_arena *arena, wks_error *err)
{
    double slope[K];
    double step[K];
    for (int round = 0; round < 300; round++) {
        double longest = 0;
        differentiate(s, target, theta, slope, curvature);
        rest(theta, floor, slope, curvature);
        WKS_TRY(uphill(slope, curvature, step, arena, err));
        const double now = wks_bivariate_value(s, target, theta);
        double share = 1;
        double to[K];
        for (int halving = 0; halving < 40; halving++) {
            longest = 0;
            for (size_t a = 0; a < K; a++) {
                to[a] = theta[a] + share * step[a];
                to[a] = a < 2 ? fmax(to[a], floor[a]) : to[a];
                longest = fmax(longest, fabs(to[a] - theta[a]));
            }
            if (longest < 1e-5 || wks_bivariate_value(s, target, to) > now) {
                break;
            }
            share /= 2;
        }
        memcpy(theta, to, sizeof to);
        /* as far as differences can tell */
        if (longest < 1e-8 || fmax(fmax(fabs(slope[0]), fabs(slope[1])), fabs(slope[2])) < 1e-7) {
            return WKS_OK;
        }
    }
    return wks_fail(err, WKS_E_NUMERIC, "%s",
                    wks_tr("need and use: no convergence in 300 rounds",
                           "behoefte en gebruik: geen convergentie in 300 rondes"));
}

/* ---- all together -------------------------------------------------------------------------- */

static wks_code fit_best(wks_bivariate_point *s, bool is_restricted, const double *start,
                         const double *floor, wks_arena *arena, wks_fay_herriot_bivariate_fit *fit,
                         wks_error *err)
{
    static const double log_two_pi = 1.8378770664093453;
    const wks_bivariate_target target = is_restricted ? WKS_BIVARIATE_REML : WKS_BIVARIATE_ML;
    double theta[K];
    double curvature[K * K];
    memcpy(theta, start, sizeof theta);
    WKS_TRY(climb(s, target, theta, floor, curvature, arena, err));
    const double value = wks_bivariate_value(s, target, theta);
    fit->best = s->at;
    memcpy(fit->coefficients, s->beta, s->p * sizeof(double));
    if (theta[0] <= floor[0]) {
        fit->status = WKS_FAY_HERRIOT_BIVARIATE_NO_NEED;
        fit->best.need_variance = 0;
    } else if (theta[1] <= floor[1]) {
        fit->status = WKS_FAY_HERRIOT_BIVARIATE_NO_GAP;
        fit->best.gap_variance = 0;
    }
    fit->log_likelihood =
        value - (double)(s->n_figures - (is_restricted ? s->p : 0)) * log_two_pi / 2;
    const double explained = fit->best.slope * fit->best.slope * fit->best.need_variance;
    fit->correlation =
        explained + fit->best.gap_variance > 0
            ? copysign(sqrt(explained / (explained + fit->best.gap_variance)), fit->best.slope)
            : 0;
    return WKS_OK;
}

/* Says which column others make up, before the likelihood stumbles over it. */
static wks_code check_columns(size_t n, size_t p, const double *x, wks_arena *arena, wks_error *err)
{
    wks_least_squares ignored;
    return wks_dense_least_squares(n, p, x, NULL, x, arena, &ignored, err);
}

wks_code wks_fay_herriot_bivariate_fit_areas(const wks_fay_herriot_bivariate_data *data,
                                             bool is_restricted, wks_arena *arena,
                                             wks_fay_herriot_bivariate_fit *fit, wks_error *err)
{
    wks_bivariate_point s;
    double curvature[K * K];
    *fit = (wks_fay_herriot_bivariate_fit){.data = data};
    WKS_TRY(wks_bivariate_point_make(data, arena, &s, err));
    WKS_TRY(check_columns(data->n_areas, data->n_x, data->x, arena, err));
    WKS_TRY(check_columns(data->n_areas, data->n_z, data->z, arena, err));
    WKS_TRY(wks_arena_take(arena, s.p, sizeof(double), &fit->coefficients, err));
    const double need = log(spread_of(data->need, data->n_areas));
    const double use = log(spread_of(data->use, data->n_areas));
    /* a thousandth of the deviation that is seen */
    const double floor[] = {need - 7, use - 7};
    double theta[] = {need - 0.4, use - 0.8, 0.5};
    WKS_TRY(climb(&s, WKS_BIVARIATE_POSTERIOR, theta, floor, curvature, arena, err));
    WKS_TRY(wks_bivariate_integrate(&s, theta, curvature, arena, fit, err));
    return fit_best(&s, is_restricted, theta, floor, arena, fit, err);
}
