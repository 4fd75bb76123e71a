/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/fay_herriot.h"

#include "base/language.h"
#include "private/estimate/fay_herriot_profile.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static const char *const method_names[] = {
    [WKS_FAY_HERRIOT_REML] = "REML",       [WKS_FAY_HERRIOT_ML] = "ML",
    [WKS_FAY_HERRIOT_MOMENT] = "FH",       [WKS_FAY_HERRIOT_AMRL] = "AMRL",
    [WKS_FAY_HERRIOT_AMRL_YL] = "AMRL_YL", [WKS_FAY_HERRIOT_AMPL] = "AMPL",
    [WKS_FAY_HERRIOT_AMPL_YL] = "AMPL_YL", [WKS_FAY_HERRIOT_HB] = "HB",
};

const char *wks_fay_herriot_method_name(wks_fay_herriot_method method)
{
    return method_names[method];
}

bool wks_fay_herriot_method_find(const char *name, wks_fay_herriot_method *out)
{
    for (size_t i = 0; i < sizeof method_names / sizeof method_names[0]; i++) {
        if (strcmp(method_names[i], name) == 0) {
            *out = (wks_fay_herriot_method)i;
            return true;
        }
    }
    return false;
}

const char *wks_fay_herriot_status_text(wks_fay_herriot_status status)
{
    return status == WKS_FAY_HERRIOT_OK
               ? wks_tr("fitted", "geschat")
               : wks_tr("the variance between areas is estimated as zero: every estimate is the "
                        "prediction of the regression, and its margin is too small; AMRL_YL does "
                        "not have this",
                        "de variantie tussen gebieden komt op nul uit: elke schatting is de "
                        "voorspelling van de regressie, en de marge is te klein; AMRL_YL heeft dat "
                        "niet");
}

/* ---- the equation for A -------------------------------------------------------------------- */

typedef struct equation {
    const wks_fay_herriot_profile *profile;
    wks_fay_herriot_method method;
    wks_fay_herriot_point *point; /* the last A that was looked at */
} equation;

/* What an equation says at one A: its value (a score), slope, and log-likelihood. */
typedef struct look {
    double score, slope, log_likelihood;
    bool is_valid;
} look;

static bool is_restricted(wks_fay_herriot_method method)
{
    return method == WKS_FAY_HERRIOT_REML || method == WKS_FAY_HERRIOT_AMRL ||
           method == WKS_FAY_HERRIOT_AMRL_YL;
}

static bool is_adjusted(wks_fay_herriot_method method)
{
    return method == WKS_FAY_HERRIOT_AMRL || method == WKS_FAY_HERRIOT_AMRL_YL ||
           method == WKS_FAY_HERRIOT_AMPL || method == WKS_FAY_HERRIOT_AMPL_YL;
}

/* log of the factor that keeps A from zero, with its derivatives, added to l. */
static void adjust(const equation *e, double a, look *l)
{
    if (e->method == WKS_FAY_HERRIOT_AMRL || e->method == WKS_FAY_HERRIOT_AMPL) {
        l->log_likelihood += log(a);
        l->score += 1 / a;
        l->slope -= 1 / (a * a);
        return;
    }
    /* Yoshimori & Lahiri: atan(sum gamma)^(1/n) */
    double s = 0;
    double s1 = 0;
    double s2 = 0;
    for (size_t i = 0; i < e->profile->n; i++) {
        const double d = e->profile->d[i];
        const double w = 1 / (a + d);
        s += a * w;
        s1 += d * w * w;
        s2 -= 2 * d * w * w * w;
    }
    assert(s > 0); /* a > 0, and there are areas */
    const double n = (double)e->profile->n;
    const double below = (1 + s * s) * atan(s);
    l->log_likelihood += log(atan(s)) / n;
    l->score += s1 / below / n;
    l->slope += (s2 / below - s1 * s1 * (2 * s * atan(s) + 1) / (below * below)) / n;
}

static look look_at(const equation *e, double a)
{
    look l = {0};
    const wks_fay_herriot_point *point = e->point;
    l.is_valid = wks_fay_herriot_point_at(e->profile, a, e->point);
    if (e->method == WKS_FAY_HERRIOT_MOMENT) {
        l.score = (point->quadratic - (double)(e->profile->n - e->profile->p)) / 2;
        l.slope = -point->p2 / 2;
    } else if (is_restricted(e->method)) {
        l.score = (point->p2 - (point->w1 - point->trace_m2)) / 2;
        l.slope = point->trace_p2 / 2 - point->p3;
        l.log_likelihood = wks_fay_herriot_point_restricted(point);
    } else {
        l.score = (point->p2 - point->w1) / 2;
        l.slope = point->w2 / 2 - point->p3;
        l.log_likelihood = -(point->log_v + point->quadratic) / 2;
    }
    if (is_adjusted(e->method) && a > 0) {
        adjust(e, a, &l);
    } else if (is_adjusted(e->method)) {
        l.score = INFINITY;
        l.log_likelihood = -INFINITY;
    }
    return l;
}

/* The root between low (score > 0) and high (score <= 0): Newton, kept inside by bisection. */
static wks_code polish(const equation *e, double low, double high, double *a, wks_error *err)
{
    double at = (low + high) / 2;
    for (int round = 0; round < 400; round++) {
        const look l = look_at(e, at);
        if (!l.is_valid) {
            break;
        }
        if (l.score > 0) {
            low = at;
        } else {
            high = at;
        }
        double next = at - l.score / l.slope;
        if (!(next > low && next < high)) {
            next = (low + high) / 2;
        }
        const double step = fabs(next - at);
        at = next;
        if (step <= 1e-14 * at || high - low <= 1e-15 * high) {
            *a = at;
            return WKS_OK;
        }
    }
    return wks_fail(err, WKS_E_NUMERIC, "%s",
                    wks_tr("Fay-Herriot: the variance between areas was not found",
                           "Fay-Herriot: de variantie tussen gebieden is niet gevonden"));
}

static double smallest(const double *d, size_t n)
{
    double least = d[0];
    for (size_t i = 1; i < n; i++) {
        least = fmin(least, d[i]);
    }
    return least;
}

/* An A past which no equation has a root; 0 when there is none under 1e300. */
static double upper_bound(const equation *e, double least)
{
    (void)look_at(e, 0);
    const double degrees = (double)(e->profile->n - e->profile->p);
    double upper = fmax(least, 0);
    for (size_t i = 0; i < e->profile->n; i++) {
        upper = fmax(upper, e->profile->d[i]);
    }
    upper = fmax(2 * upper, 2 * upper * e->point->quadratic / degrees);
    while (upper < 1e300) {
        const look l = look_at(e, upper);
        if (l.is_valid && l.score < 0) {
            return upper;
        }
        upper *= 10;
    }
    return 0;
}

/* Every local optimum lies between two looks, as the score changes on the scale of the D's. */
static wks_code solve(const equation *e, double *a, size_t *n_optima, wks_error *err)
{
    const double least = smallest(e->profile->d, e->profile->n) / 10;
    const double most = upper_bound(e, least);
    if (!(most > 0)) {
        return wks_fail(err, WKS_E_NUMERIC, "%s",
                        wks_tr("Fay-Herriot: the variance between areas has no upper bound",
                               "Fay-Herriot: de variantie tussen gebieden heeft geen bovengrens"));
    }
    const int n_looks = (int)fmin(fmax(ceil(5 * log10(most / least)), 12), 200);
    double low = 0;
    look before = look_at(e, 0);
    double best = before.log_likelihood;
    *a = 0;
    *n_optima = before.score <= 0;
    for (int k = 0; k <= n_looks; k++) {
        const double high = k < n_looks ? least * pow(most / least, (double)k / n_looks) : most;
        const look l = look_at(e, high);
        if (before.score > 0 && l.score <= 0) {
            double root = 0;
            WKS_TRY(polish(e, low, high, &root, err));
            const double value = look_at(e, root).log_likelihood;
            if (*n_optima == 0 || value > best) {
                *a = root;
                best = value;
            }
            (*n_optima)++;
        }
        before = l;
        low = high;
    }
    return WKS_OK;
}

/* ---- the figures --------------------------------------------------------------------------- */

/* The asymptotic variance of A and the bias of its estimator, per method. */
static void accuracy(const equation *e, double *variance, double *bias)
{
    const wks_fay_herriot_point *point = e->point;
    const double n = (double)e->profile->n;
    const double profile_bias = -point->trace_m2 / point->w2;
    const double a = fmax(point->a, 1e-300);
    *variance = 2 / point->w2;
    *bias = 0;
    switch (e->method) {
    case WKS_FAY_HERRIOT_MOMENT:
        *variance = 2 * n / (point->w1 * point->w1);
        *bias = 2 * (n * point->w2 - point->w1 * point->w1) / pow(point->w1, 3);
        break;
    case WKS_FAY_HERRIOT_ML:
    case WKS_FAY_HERRIOT_AMPL_YL:
        *bias = profile_bias;
        break;
    case WKS_FAY_HERRIOT_AMRL:
        *bias = 2 / a / point->w2;
        break;
    case WKS_FAY_HERRIOT_AMPL:
        *bias = 2 / a / point->w2 + profile_bias;
        break;
    case WKS_FAY_HERRIOT_REML:
    case WKS_FAY_HERRIOT_AMRL_YL:
    case WKS_FAY_HERRIOT_HB:
        break;
    }
}

/* b = R^-1 beta and (X'V^-1 X)^-1 = R^-1 M^-1 R^-T. */
static void to_own_units(const wks_fay_herriot_profile *s, const wks_fay_herriot_point *point,
                         wks_fay_herriot_fit *fit)
{
    const size_t p = s->p;
    memcpy(fit->coefficients, point->beta, p * sizeof(double));
    memcpy(fit->covariance, point->inverse, p * p * sizeof(double));
    for (size_t c = 0; c < 2 * p + 1; c++) {
        /* the coefficients, then the columns, then the rows of the covariance */
        double *at =
            c == 0 ? fit->coefficients : fit->covariance + (c <= p ? (c - 1) * p : c - p - 1);
        const size_t step = c <= p ? 1 : p;
        for (size_t k = p; k-- > 0;) {
            for (size_t j = k + 1; j < p; j++) {
                at[k * step] -= s->r[k + j * p] * at[j * step];
            }
            at[k * step] /= s->r[k + k * p];
        }
    }
}

static void fill_areas(const equation *e, const wks_fay_herriot_data *data,
                       const wks_fay_herriot_options *options, wks_fay_herriot_fit *fit)
{
    const size_t p = e->profile->p;
    double *u = e->profile->room;
    double variance = 0;
    double bias = 0;
    accuracy(e, &variance, &bias);
    fit->a_error = sqrt(variance);
    for (size_t i = 0; i < data->n_areas; i++) {
        wks_fay_herriot_profile_row(e->profile, data, i, u);
        double predicted = 0;
        for (size_t k = 0; k < p; k++) {
            predicted += u[k] * e->point->beta[k];
        }
        const double leverage = wks_fay_herriot_point_leverage(e->point, p, u);
        fit->is_out_of_sample[i] = isnan(data->y[i]);
        if (fit->is_out_of_sample[i]) {
            fit->estimate[i] = predicted;
            fit->mse[i] = fit->a + leverage;
            fit->residual[i] = NAN;
            continue;
        }
        const double d = data->variance[i];
        const double rest = 1 - fit->a / (fit->a + d);
        const double g3 = rest * rest / (fit->a + d) * variance;
        fit->gamma[i] = 1 - rest;
        fit->estimate[i] = predicted + fit->gamma[i] * (data->y[i] - predicted);
        fit->residual[i] = (data->y[i] - predicted) / sqrt(fit->a + d);
        fit->mse[i] = fit->a * rest + rest * rest * leverage;
        if (options->mse == WKS_FAY_HERRIOT_MSE_SECOND_ORDER) {
            fit->mse[i] += 2 * g3 - bias * rest * rest;
        }
    }
}

static wks_code take(const wks_fay_herriot_data *data, wks_arena *arena, wks_fay_herriot_fit *fit,
                     wks_error *err)
{
    const size_t n = data->n_areas;
    const size_t p = data->n_covariates;
    *fit = (wks_fay_herriot_fit){0};
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &fit->estimate, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &fit->mse, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &fit->gamma, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &fit->residual, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(bool), &fit->is_out_of_sample, err));
    WKS_TRY(wks_arena_take(arena, p, sizeof(double), &fit->coefficients, err));
    return wks_arena_take(arena, p * p, sizeof(double), &fit->covariance, err);
}

wks_code wks_fay_herriot_fit_areas(const wks_fay_herriot_data *data,
                                   const wks_fay_herriot_options *options, wks_arena *arena,
                                   wks_fay_herriot_fit *fit, wks_error *err)
{
    wks_fay_herriot_profile profile;
    wks_fay_herriot_point point;
    if (options->method == WKS_FAY_HERRIOT_HB) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("HB is not a maximum: see fay_herriot_bayes.h",
                               "HB is geen maximum: zie fay_herriot_bayes.h"));
    }
    WKS_TRY(wks_fay_herriot_profile_make(data, arena, &profile, err));
    WKS_TRY(wks_fay_herriot_point_make(&profile, arena, &point, err));
    WKS_TRY(take(data, arena, fit, err));
    const equation e = {.profile = &profile, .method = options->method, .point = &point};
    WKS_TRY(solve(&e, &fit->a, &fit->n_optima, err));
    (void)look_at(&e, fit->a);
    fit->status = fit->a > 0 ? WKS_FAY_HERRIOT_OK : WKS_FAY_HERRIOT_ZERO;
    fit->n_used = profile.n;
    static const double log_two_pi = 1.8378770664093453;
    fit->log_likelihood = -((double)profile.n * log_two_pi + point.log_v + point.quadratic) / 2;
    fit->aic = -2 * fit->log_likelihood + 2 * (double)(profile.p + 1);
    fit->bic = -2 * fit->log_likelihood + log((double)profile.n) * (double)(profile.p + 1);
    to_own_units(&profile, &point, fit);
    fill_areas(&e, data, options, fit);
    return WKS_OK;
}
