/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/matched_areas.h"

#include "base/language.h"
#include "math/dense.h"
#include "math/sum.h"

#include <math.h>

typedef struct work {
    const wks_matched_data *data;
    double *mean;      /* [n_features] of the treated and the candidates */
    double *deviation; /* [n_features] of the same */
    double *factor;    /* [n_features^2] Cholesky of their covariance; NULL when standardised */
    double *room;      /* [n_features] */
} work;

static bool takes_part(const wks_matched_data *data, size_t i)
{
    return data->is_treated[i] || data->is_candidate[i];
}

static wks_code check(const wks_matched_data *data, wks_matched_areas *out, wks_error *err)
{
    for (size_t i = 0; i < data->n; i++) {
        out->n_treated += data->is_treated[i];
        out->n_pool += data->is_candidate[i] && !data->is_treated[i];
        for (size_t f = 0; f < data->n_features && takes_part(data, i); f++) {
            if (!isfinite(data->feature[i + f * data->n])) {
                return wks_fail(
                    err, WKS_E_ARGUMENT,
                    wks_tr("area %zu: feature %zu is missing", "gebied %zu: kenmerk %zu ontbreekt"),
                    i + 1, f + 1);
            }
        }
    }
    if (out->n_treated == 0 || data->k == 0 || out->n_pool < data->k || data->n_features == 0) {
        return wks_fail(
            err, WKS_E_ARGUMENT,
            wks_tr("%zu treated areas, %zu to choose from, %zu asked for each: expected "
                   "at least one treated area and enough to choose from",
                   "%zu deelnemende gebieden, %zu om uit te kiezen, %zu gevraagd per "
                   "gebied: verwacht ten minste een deelnemer en genoeg keus"),
            out->n_treated, out->n_pool, data->k);
    }
    return WKS_OK;
}

static void describe(work *w)
{
    const wks_matched_data *data = w->data;
    for (size_t f = 0; f < data->n_features; f++) {
        const double *x = data->feature + f * data->n;
        wks_sum sum = {0};
        wks_sum squares = {0};
        double n = 0;
        for (size_t i = 0; i < data->n; i++) {
            if (takes_part(data, i)) {
                wks_sum_add(&sum, x[i]);
                n += 1;
            }
        }
        w->mean[f] = wks_sum_value(&sum) / n;
        for (size_t i = 0; i < data->n; i++) {
            if (takes_part(data, i)) {
                wks_sum_add(&squares, (x[i] - w->mean[f]) * (x[i] - w->mean[f]));
            }
        }
        w->deviation[f] = sqrt(wks_sum_value(&squares) / (n - 1));
        /* what rounding leaves of equal values */
        if (w->deviation[f] < 1e-12 * fabs(w->mean[f])) {
            w->deviation[f] = 0;
        }
    }
}

/* The Cholesky factor of the correlations: of what is standardised already. */
static wks_code factorise(work *w, wks_arena *arena, wks_error *err)
{
    const wks_matched_data *data = w->data;
    const size_t p = data->n_features;
    double n = 0;
    WKS_TRY(wks_arena_take(arena, p * p, sizeof *w->factor, &w->factor, err));
    for (size_t i = 0; i < data->n; i++) {
        if (!takes_part(data, i)) {
            continue;
        }
        n += 1;
        for (size_t f = 0; f < p; f++) {
            w->room[f] = (data->feature[i + f * data->n] - w->mean[f]) / w->deviation[f];
        }
        for (size_t f = 0; f < p; f++) {
            for (size_t g = 0; g < p; g++) {
                w->factor[f + g * p] += w->room[f] * w->room[g];
            }
        }
    }
    for (size_t i = 0; i < p * p; i++) {
        w->factor[i] /= n - 1;
    }
    const wks_code code = wks_dense_cholesky(p, w->factor, err);
    double least = INFINITY;
    for (size_t f = 0; f < p && code == WKS_OK; f++) {
        least = fmin(least, w->factor[f + f * p]);
    }
    if (code != WKS_OK || !(least > 1e-7)) {
        return wks_fail(err, WKS_E_NUMERIC, "%s",
                        wks_tr("a feature is constant or made up by the others: leave it out, or "
                               "use the standardised distance",
                               "een kenmerk is overal gelijk of volgt uit de andere: laat het weg, "
                               "of gebruik de gestandaardiseerde afstand"));
    }
    return WKS_OK;
}

static double distance(const work *w, size_t i, size_t j)
{
    const wks_matched_data *data = w->data;
    double squares = 0;
    for (size_t f = 0; f < data->n_features; f++) {
        const double difference = data->feature[i + f * data->n] - data->feature[j + f * data->n];
        w->room[f] = w->deviation[f] > 0 ? difference / w->deviation[f] : 0;
    }
    if (w->factor != NULL) {
        wks_dense_solve_lower(data->n_features, 1, w->factor, w->room);
    }
    for (size_t f = 0; f < data->n_features; f++) {
        squares += w->room[f] * w->room[f];
    }
    return sqrt(squares);
}

/* The k nearest of one treated area, by insertion. */
static void match_one(const work *w, size_t area, size_t *match, double *nearest)
{
    const wks_matched_data *data = w->data;
    size_t n = 0;
    for (size_t j = 0; j < data->n; j++) {
        if (!data->is_candidate[j] || data->is_treated[j]) {
            continue;
        }
        const double d = distance(w, area, j);
        if (n == data->k && d >= nearest[n - 1]) {
            continue;
        }
        size_t at = n < data->k ? n++ : n - 1;
        for (; at > 0 && nearest[at - 1] > d; at--) {
            nearest[at] = nearest[at - 1];
            match[at] = match[at - 1];
        }
        nearest[at] = d;
        match[at] = j;
    }
}

static void weigh_up(const work *w, wks_matched_areas *out)
{
    const wks_matched_data *data = w->data;
    for (size_t f = 0; f < data->n_features; f++) {
        wks_matched_balance *balance = &out->balance[f];
        for (size_t i = 0; i < data->n; i++) {
            const double x = data->feature[i + f * data->n];
            if (data->is_treated[i]) {
                balance->treated_mean += x / (double)out->n_treated;
            } else if (data->is_candidate[i]) {
                balance->pool_mean += x / (double)out->n_pool;
                balance->matched_mean += out->weight[i] * x / (double)out->n_treated;
            }
        }
        if (w->deviation[f] > 0) {
            balance->before = (balance->treated_mean - balance->pool_mean) / w->deviation[f];
            balance->after = (balance->treated_mean - balance->matched_mean) / w->deviation[f];
        }
        out->worst = fmax(out->worst, fabs(balance->after));
    }
}

wks_code wks_matched_areas_find(const wks_matched_data *data, wks_arena *arena,
                                wks_matched_areas *out, wks_error *err)
{
    work w = {.data = data};
    const size_t p = data->n_features;
    *out = (wks_matched_areas){0};
    WKS_TRY(check(data, out, err));
    WKS_TRY(wks_arena_take(arena, p, sizeof(double), &w.mean, err));
    WKS_TRY(wks_arena_take(arena, p, sizeof(double), &w.deviation, err));
    WKS_TRY(wks_arena_take(arena, p, sizeof(double), &w.room, err));
    WKS_TRY(wks_arena_take(arena, p, sizeof *out->balance, &out->balance, err));
    WKS_TRY(wks_arena_take(arena, data->n, sizeof(double), &out->weight, err));
    WKS_TRY(wks_arena_take(arena, out->n_treated, sizeof(size_t), &out->treated, err));
    WKS_TRY(wks_arena_take(arena, out->n_treated * data->k, sizeof(size_t), &out->match, err));
    WKS_TRY(wks_arena_take(arena, out->n_treated * data->k, sizeof(double), &out->distance, err));
    describe(&w);
    if (data->metric == WKS_MATCHED_MAHALANOBIS) {
        WKS_TRY(factorise(&w, arena, err));
    }
    size_t row = 0;
    for (size_t i = 0; i < data->n; i++) {
        if (!data->is_treated[i]) {
            continue;
        }
        out->treated[row] = i;
        match_one(&w, i, out->match + row * data->k, out->distance + row * data->k);
        for (size_t m = 0; m < data->k; m++) {
            out->weight[out->match[m + row * data->k]] += 1 / (double)data->k;
        }
        row++;
    }
    weigh_up(&w, out);
    return WKS_OK;
}

void wks_matched_areas_course(const wks_panel *panel, size_t start, double *out)
{
    for (size_t i = 0; i < panel->n_units; i++) {
        double n = 0;
        double mean_y = 0;
        double mean_t = 0;
        double products = 0;
        double squares = 0;
        for (size_t t = 0; t < start; t++) {
            const double y = panel->y[i + t * panel->n_units];
            if (!isnan(y)) {
                n += 1;
                mean_y += (y - mean_y) / n;
                mean_t += (panel->time[t] - mean_t) / n;
            }
        }
        for (size_t t = 0; t < start; t++) {
            const double y = panel->y[i + t * panel->n_units];
            if (!isnan(y)) {
                products += (panel->time[t] - mean_t) * (y - mean_y);
                squares += (panel->time[t] - mean_t) * (panel->time[t] - mean_t);
            }
        }
        out[i] = n >= 2 ? mean_y : NAN;
        out[i + panel->n_units] = n >= 2 ? products / squares : NAN;
    }
}
