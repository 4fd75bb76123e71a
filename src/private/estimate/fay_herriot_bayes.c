/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/fay_herriot_bayes.h"

#include "base/language.h"
#include "private/estimate/fay_herriot_profile.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

typedef struct integral {
    const wks_fay_herriot_data *data;
    wks_fay_herriot_profile profile;
    wks_fay_herriot_point point;
    double top;       /* largest log density over log A */
    double low, high; /* outside, nothing is left */
    double weight;    /* sum of the density over the nodes */
    double *rows;     /* [n_areas * p] covariates in the orthonormal basis */
    double *mean;     /* [n_areas] sums over the nodes */
    double *square;   /* [n_areas] */
    double *within;   /* [n_areas] */
    double *gamma;    /* [n_areas] */
    double a1, a2;    /* of A and A^2 */
} integral;

/* log of the density of log A: the likelihood times A. */
static double log_density(integral *s, double x)
{
    return wks_fay_herriot_point_at(&s->profile, exp(x), &s->point)
               ? wks_fay_herriot_point_restricted(&s->point) + x
               : -INFINITY;
}

/* Where the density, and A squared times it, have fallen to e^-40 of their peak. */
static void find_range(integral *s)
{
    double scale = 0;
    double top2 = -INFINITY;
    const double n = (double)s->profile.n;
    for (size_t i = 0; i < s->profile.n; i++) {
        scale += log(s->profile.d[i]) / n;
    }
    s->top = -INFINITY;
    for (int k = 0; k <= 2400; k++) {
        const double x = scale - 60 + 0.05 * k;
        const double f = log_density(s, x);
        s->top = fmax(s->top, f);
        top2 = fmax(top2, f + x);
    }
    s->low = scale + 60;
    s->high = scale - 60;
    for (int k = 0; k <= 1040; k++) {
        const double x = scale - 60 + 0.25 * k;
        const double f = log_density(s, x);
        if (f > s->top - 40 || f + x > top2 - 40) {
            s->low = fmin(s->low, x - 0.25);
            s->high = fmax(s->high, x + 0.25);
        }
    }
}

static void add_node(integral *s, double x)
{
    const double density = exp(log_density(s, x) - s->top);
    const double a = s->point.a;
    const size_t p = s->profile.p;
    s->weight += density;
    s->a1 += density * a;
    s->a2 += density * a * a;
    for (size_t i = 0; i < s->data->n_areas; i++) {
        const double *u = s->rows + i * p;
        double predicted = 0;
        for (size_t k = 0; k < p; k++) {
            predicted += u[k] * s->point.beta[k];
        }
        const bool is_known = !isnan(s->data->y[i]);
        const double gamma = is_known ? a / (a + s->data->variance[i]) : 0;
        const double estimate =
            is_known ? predicted + gamma * (s->data->y[i] - predicted) : predicted;
        const double rest = 1 - gamma;
        s->mean[i] += density * estimate;
        s->square[i] += density * estimate * estimate;
        s->gamma[i] += density * gamma;
        s->within[i] +=
            density * (a * rest + rest * rest * wks_fay_herriot_point_leverage(&s->point, p, u));
    }
}

static void clear_sums(integral *s)
{
    const size_t bytes = s->data->n_areas * sizeof(double);
    memset(s->mean, 0, bytes);
    memset(s->square, 0, bytes);
    memset(s->within, 0, bytes);
    memset(s->gamma, 0, bytes);
    s->weight = s->a1 = s->a2 = 0;
}

/* Trapezium with ever more nodes: on a smooth density that vanishes at both ends each doubling
 * doubles the number of right digits. */
static wks_code integrate(integral *s, wks_error *err)
{
    double before = NAN;
    for (size_t n = 64; n <= 8192; n *= 2) {
        clear_sums(s);
        for (size_t i = 1; i < n; i++) {
            add_node(s, s->low + (s->high - s->low) * (double)i / (double)n);
        }
        const double now = s->a1 / s->weight;
        if (fabs(now - before) <= 1e-10 * now) {
            return WKS_OK;
        }
        before = now;
    }
    return wks_fail(err, WKS_E_NUMERIC, "%s",
                    wks_tr("Fay-Herriot: the integral over the variance between areas does not "
                           "settle",
                           "Fay-Herriot: de integraal over de variantie tussen gebieden komt niet "
                           "tot rust"));
}

static wks_code start(const wks_fay_herriot_data *data, wks_arena *arena, integral *s,
                      wks_error *err)
{
    const size_t n = data->n_areas;
    *s = (integral){.data = data};
    WKS_TRY(wks_fay_herriot_profile_make(data, arena, &s->profile, err));
    WKS_TRY(wks_fay_herriot_point_make(&s->profile, arena, &s->point, err));
    if (s->profile.n < s->profile.p + 5) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("HB with a flat prior needs at least %zu areas with a figure for "
                               "%zu coefficients",
                               "HB met een vlakke prior heeft minstens %zu gebieden met een cijfer "
                               "nodig voor %zu coefficienten"),
                        s->profile.p + 5, s->profile.p);
    }
    WKS_TRY(wks_arena_take(arena, n * s->profile.p, sizeof(double), &s->rows, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &s->mean, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &s->square, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &s->within, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &s->gamma, err));
    for (size_t i = 0; i < n; i++) {
        wks_fay_herriot_profile_row(&s->profile, data, i, s->rows + i * s->profile.p);
    }
    return WKS_OK;
}

wks_code wks_fay_herriot_bayes_fit(const wks_fay_herriot_data *data, wks_arena *arena,
                                   wks_fay_herriot_fit *fit, wks_error *err)
{
    integral s;
    const wks_fay_herriot_options reml = {.method = WKS_FAY_HERRIOT_REML};
    WKS_TRY(start(data, arena, &s, err));
    find_range(&s);
    WKS_TRY(integrate(&s, err));
    /* what the header says is of REML */
    WKS_TRY(wks_fay_herriot_fit_areas(data, &reml, arena, fit, err));
    fit->a = s.a1 / s.weight;
    fit->a_error =
        s.profile.n < s.profile.p + 7 ? NAN : sqrt(fmax(s.a2 / s.weight - fit->a * fit->a, 0));
    fit->status = WKS_FAY_HERRIOT_OK;
    for (size_t i = 0; i < data->n_areas; i++) {
        const double mean = s.mean[i] / s.weight;
        fit->estimate[i] = mean;
        fit->mse[i] = s.within[i] / s.weight + fmax(s.square[i] / s.weight - mean * mean, 0);
        fit->gamma[i] = s.gamma[i] / s.weight;
    }
    return WKS_OK;
}
