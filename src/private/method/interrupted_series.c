/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/interrupted_series.h"

#include "base/language.h"
#include "math/dense.h"
#include "math/special.h"
#include "math/sum.h"
#include "private/method/serial.h"

#include <math.h>

static const double pi = 3.14159265358979323846;

/* The observations that are there, and the columns of the model for them. */
typedef struct work {
    const wks_interrupted_series_data *data;
    const wks_interrupted_series_options *options;
    wks_arena *arena;
    double step;        /* the smallest distance between two times */
    size_t n;           /* observations that are there */
    size_t p;           /* columns, without the slope when it is only tested */
    size_t most_p;      /* with it */
    size_t *row;        /* [n] row of data */
    size_t *slot;       /* [n] */
    double *y;          /* [n] */
    double *offset;     /* [n] log exposure; NULL for the Gaussian */
    double *x;          /* [n x most_p] the slope last when it is only tested */
    const char **names; /* [most_p] */
} work;

/* ---- what goes in ---------------------------------------------------------------------------- */

static wks_code check_row(const work *w, size_t i, wks_error *err)
{
    const wks_interrupted_series_data *data = w->data;
    if (!isfinite(data->time[i]) || (i > 0 && !(data->time[i] > data->time[i - 1]))) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("row %zu: the time must be later than in the row before it",
                               "rij %zu: de tijd moet later zijn dan in de rij ervoor"),
                        i + 1);
    }
    if (data->exposure != NULL && !(data->exposure[i] > 0 && isfinite(data->exposure[i]))) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("row %zu: the exposure (population) must be above 0",
                               "rij %zu: de noemer (bevolking) moet boven 0 zijn"),
                        i + 1);
    }
    if (isinf(data->y[i]) || (w->options->family != WKS_GLM_GAUSSIAN && data->y[i] < 0)) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("row %zu: a count may not be negative",
                               "rij %zu: een aantal mag niet negatief zijn"),
                        i + 1);
    }
    return WKS_OK;
}

static wks_code check(work *w, wks_error *err)
{
    const wks_interrupted_series_data *data = w->data;
    const wks_interrupted_series_options *options = w->options;
    if ((options->n_harmonics > 0 && !(options->period > 0)) || !(options->confidence > 0) ||
        !(options->confidence < 1) || !(options->per > 0) || options->family == WKS_GLM_BINOMIAL ||
        options->family == WKS_GLM_QUASIBINOMIAL || !isfinite(options->at)) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("a series needs a count or value, a period above 0 for its "
                               "harmonics, and a confidence between 0 and 1",
                               "een reeks vraagt een aantal of waarde, een periode boven 0 voor "
                               "de golf, en een betrouwbaarheid tussen 0 en 1"));
    }
    w->step = INFINITY;
    for (size_t i = 0; i < data->n; i++) {
        WKS_TRY(check_row(w, i, err));
        if (i > 0) {
            w->step = fmin(w->step, data->time[i] - data->time[i - 1]);
        }
    }
    for (size_t i = 0; i < data->n; i++) {
        const double slot = (data->time[i] - data->time[0]) / w->step;
        if (i > 0 && !(fabs(slot - round(slot)) < 1e-6 && slot < 1e9)) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("row %zu: the time is not a whole number of steps of %g after "
                                   "the first; number the periods 1, 2, 3",
                                   "rij %zu: de tijd ligt geen heel aantal stappen van %g na de "
                                   "eerste; nummer de perioden 1, 2, 3"),
                            i + 1, w->step);
        }
    }
    return WKS_OK;
}

/* The rows with a value, and how many stand before and after the start. */
static wks_code take_rows(work *w, wks_interrupted_series *out, wks_error *err)
{
    const wks_interrupted_series_data *data = w->data;
    const bool has_offset = w->options->family != WKS_GLM_GAUSSIAN;
    WKS_TRY(wks_arena_take(w->arena, data->n, sizeof *w->row, &w->row, err));
    WKS_TRY(wks_arena_take(w->arena, data->n, sizeof *w->slot, &w->slot, err));
    WKS_TRY(wks_arena_take(w->arena, data->n, sizeof *w->y, &w->y, err));
    if (has_offset) {
        WKS_TRY(wks_arena_take(w->arena, data->n, sizeof *w->offset, &w->offset, err));
    }
    for (size_t i = 0; i < data->n; i++) {
        if (isnan(data->y[i])) {
            out->n_missing++;
            continue;
        }
        w->row[w->n] = i;
        w->slot[w->n] = i == 0 ? 0 : (size_t)lround((data->time[i] - data->time[0]) / w->step);
        w->y[w->n] = data->y[i];
        if (has_offset) {
            w->offset[w->n] = data->exposure == NULL ? 0 : log(data->exposure[i]);
        }
        *(data->time[i] < w->options->at ? &out->n_before : &out->n_after) += 1;
        w->n++;
    }
    return WKS_OK;
}

/* ---- the columns ----------------------------------------------------------------------------- */

/* A sine that is zero but for rounding: else a wave of two periods would be a column of noise. */
static double without_dust(double value)
{
    return fabs(value) < 1e-11 ? 0 : value;
}

/* One row of the model; time counts from the first row, so that its size does not matter.  The
 * slope stands behind the level when it is in the model, and last when it is only tested. */
static void fill_row(const work *w, double time, bool is_after, double *row)
{
    const wks_interrupted_series_options *options = w->options;
    const double slope = is_after ? time - options->at - options->level_shift : 0;
    size_t k = 0;
    row[k++] = 1;
    row[k++] = time - w->data->time[0];
    row[k++] = is_after ? 1 : 0;
    if (options->has_slope) {
        row[k++] = slope;
    }
    for (size_t pair = 1; pair <= options->n_harmonics; pair++) {
        const double angle = 2 * pi * (double)pair * time / options->period;
        row[k++] = without_dust(sin(angle));
        row[k++] = without_dust(cos(angle));
    }
    if (!options->has_slope) {
        row[k] = slope;
    }
}

static wks_code name_columns(work *w, wks_error *err)
{
    size_t k = 0;
    WKS_TRY(wks_arena_take(w->arena, w->most_p, sizeof *w->names, &w->names, err));
    w->names[k++] = "constant";
    w->names[k++] = "time";
    w->names[k++] = "level";
    if (w->options->has_slope) {
        w->names[k++] = "slope";
    }
    for (size_t pair = 1; pair <= w->options->n_harmonics; pair++) {
        w->names[k] = wks_arena_printf(w->arena, "sine%zu", pair);
        w->names[k + 1] = wks_arena_printf(w->arena, "cosine%zu", pair);
        if (w->names[k] == NULL || w->names[k + 1] == NULL) {
            return wks_arena_fail(err);
        }
        k += 2;
    }
    if (!w->options->has_slope) {
        w->names[k] = "slope";
    }
    return WKS_OK;
}

static wks_code fill_columns(work *w, wks_error *err)
{
    double *row = NULL;
    w->p = 3 + w->options->has_slope + 2 * w->options->n_harmonics;
    w->most_p = w->p + !w->options->has_slope;
    WKS_TRY(wks_arena_take(w->arena, w->most_p, sizeof *row, &row, err));
    WKS_TRY(wks_arena_take(w->arena, w->n * w->most_p, sizeof *w->x, &w->x, err));
    for (size_t i = 0; i < w->n; i++) {
        const double time = w->data->time[w->row[i]];
        fill_row(w, time, time >= w->options->at, row);
        for (size_t k = 0; k < w->most_p; k++) {
            w->x[i + k * w->n] = row[k];
        }
    }
    return name_columns(w, err);
}

/* ---- the model ------------------------------------------------------------------------------- */

/* How many standard errors an interval is wide to one side, and the p value of an estimate. */
static double reach(const wks_interrupted_series_options *options, double df)
{
    const double p = 0.5 + options->confidence / 2;
    return options->use_t && isfinite(df) ? wks_special_t_quantile(df, p)
                                          : wks_special_normal_quantile(p);
}

static wks_interrupted_series_term term_of(const wks_interrupted_series_options *options,
                                           const char *name, double value, double variance,
                                           double df)
{
    const double se = sqrt(variance);
    const double half = se * reach(options, df);
    const double z = fabs(value) / se;
    const double p =
        2 * (options->use_t && isfinite(df) ? wks_special_t(df, -z) : wks_special_normal_upper(z));
    return (wks_interrupted_series_term){name, value, se, value - half, value + half, p};
}

/* A t distribution goes with an estimated dispersion only. */
static double df_of(const wks_interrupted_series_options *options, const wks_glm_fit *fit)
{
    return options->family == WKS_GLM_POISSON ? INFINITY : (double)fit->df;
}

static wks_code fit_model(const work *w, size_t p, wks_glm_fit *fit, wks_error *err)
{
    return wks_glm_fit_model(&(wks_glm_data){.family = w->options->family,
                                             .n = w->n,
                                             .p = p,
                                             .y = w->y,
                                             .x = w->x,
                                             .offset = w->offset,
                                             .epsilon = w->options->epsilon},
                             w->arena, fit, err);
}

/* The F test of the change of slope: the model with it beside the one without. */
static wks_code test_slope(const work *w, wks_interrupted_series *out, wks_error *err)
{
    wks_glm_fit other;
    work without = *w;
    wks_interrupted_series_options options = *w->options;
    out->slope_test = (wks_glm_f_test){NAN, NAN, NAN, NAN};
    if (!options.has_slope) {
        WKS_TRY(fit_model(w, w->most_p, &other, err));
        if (other.status == WKS_GLM_FITTED) {
            out->slope_test = wks_glm_compare(&out->fit, &other);
        }
        return WKS_OK;
    }
    options.has_slope = false;
    without.options = &options;
    WKS_TRY(fill_columns(&without, err));
    WKS_TRY(fit_model(&without, without.p, &other, err));
    if (other.status == WKS_GLM_FITTED) {
        out->slope_test = wks_glm_compare(&other, &out->fit);
    }
    return WKS_OK;
}

static wks_code fill_terms(const work *w, wks_interrupted_series *out, wks_error *err)
{
    const double df = df_of(w->options, &out->fit);
    out->n_terms = w->p;
    out->level = 2;
    out->slope = w->options->has_slope ? 3 : w->p;
    WKS_TRY(wks_arena_take(w->arena, w->p, sizeof *out->terms, &out->terms, err));
    for (size_t k = 0; k < w->p; k++) {
        out->terms[k] = term_of(w->options, w->names[k], out->fit.coefficient[k],
                                out->fit.covariance[k + k * w->p], df);
    }
    return WKS_OK;
}

/* ---- least squares on the rate --------------------------------------------------------------- */

static wks_code fit_rate(const work *w, wks_interrupted_series *out, wks_error *err)
{
    wks_least_squares solved;
    double *rate = NULL;
    double *residual = NULL;
    double *newey_west = NULL;
    wks_sum squares = {0};
    const size_t p = w->p;
    const double df = (double)(w->n - p);
    WKS_TRY(wks_arena_take(w->arena, w->n, sizeof *rate, &rate, err));
    WKS_TRY(wks_arena_take(w->arena, w->n, sizeof *residual, &residual, err));
    WKS_TRY(wks_arena_take(w->arena, p * p, sizeof *newey_west, &newey_west, err));
    WKS_TRY(wks_arena_take(w->arena, p, sizeof(double), &out->newey_west_se, err));
    WKS_TRY(wks_arena_take(w->arena, p, sizeof *out->rate_terms, &out->rate_terms, err));
    for (size_t i = 0; i < w->n; i++) {
        rate[i] = w->data->exposure == NULL
                      ? w->y[i]
                      : w->y[i] / w->data->exposure[w->row[i]] * w->options->per;
    }
    WKS_TRY(wks_dense_least_squares(w->n, p, w->x, NULL, rate, w->arena, &solved, err));
    for (size_t i = 0; i < w->n; i++) {
        residual[i] = rate[i] - solved.fitted[i];
        wks_sum_add(&squares, residual[i] * residual[i]);
    }
    const wks_serial series = {w->n, w->slot, residual};
    out->lag = w->options->lag < 0 ? wks_serial_lag(w->n) : (size_t)w->options->lag;
    WKS_TRY(wks_serial_newey_west(&series, p, w->x, solved.covariance, out->lag, w->arena,
                                  newey_west, err));
    out->durbin_watson = wks_serial_durbin_watson(&series);
    for (size_t k = 0; k < p; k++) {
        const double variance = wks_sum_value(&squares) / df * solved.covariance[k + k * p];
        out->rate_terms[k] = term_of(w->options, w->names[k], solved.coefficients[k], variance, df);
        out->newey_west_se[k] = sqrt(fmax(0, newey_west[k + k * p]));
    }
    return WKS_OK;
}

static wks_code find_autocorrelation(const work *w, wks_interrupted_series *out, wks_error *err)
{
    double *residual = NULL;
    const bool is_count = w->options->family != WKS_GLM_GAUSSIAN;
    WKS_TRY(wks_arena_take(w->arena, w->n, sizeof *residual, &residual, err));
    for (size_t i = 0; i < w->n; i++) {
        const double fitted = out->fit.fitted[i];
        residual[i] = (w->y[i] - fitted) / (is_count ? sqrt(fitted) : 1);
    }
    out->n_autocorrelations =
        w->n > WKS_INTERRUPTED_SERIES_MOST_LAGS ? WKS_INTERRUPTED_SERIES_MOST_LAGS : w->n - 1;
    out->autocorrelation_limit = wks_special_normal_quantile(0.975) / sqrt((double)w->n);
    wks_serial_autocorrelation(&(wks_serial){w->n, w->slot, residual}, out->n_autocorrelations,
                               out->autocorrelation);
    return WKS_OK;
}

/* ---- the course with and without ------------------------------------------------------------- */

typedef struct expected {
    double value, lower, upper;
} expected;

/* What the model expects of a row, on the scale of y. */
static expected expect(const work *w, const wks_glm_fit *fit, const double *row, double offset)
{
    const bool is_log = w->options->family != WKS_GLM_GAUSSIAN;
    double linear = 0;
    double se = 0;
    wks_glm_predict(fit, w->p, row, &linear, &se);
    const double half = se * reach(w->options, df_of(w->options, fit));
    linear += offset;
    return is_log ? (expected){exp(linear), exp(linear - half), exp(linear + half)}
                  : (expected){linear, linear - half, linear + half};
}

/* gradient += sign * d expected / d coefficients. */
static void add_gradient(const work *w, const double *row, double expected_value, double sign,
                         double *gradient)
{
    const double scale = w->options->family == WKS_GLM_GAUSSIAN ? 1 : expected_value;
    for (size_t k = 0; k < w->p; k++) {
        gradient[k] += sign * scale * row[k];
    }
}

static void sum_excess(const work *w, const double *gradient, wks_sum *excess,
                       wks_interrupted_series *out)
{
    double variance = 0;
    for (size_t i = 0; i < w->p; i++) {
        for (size_t k = 0; k < w->p; k++) {
            variance += gradient[i] * gradient[k] * out->fit.covariance[i + k * w->p];
        }
    }
    const double half = sqrt(fmax(0, variance)) * reach(w->options, df_of(w->options, &out->fit));
    out->excess = wks_sum_value(excess);
    out->excess_lower = out->excess - half;
    out->excess_upper = out->excess + half;
}

static wks_code fill_points(const work *w, wks_interrupted_series *out, wks_error *err)
{
    const wks_interrupted_series_data *data = w->data;
    double *row = NULL;
    double *gradient = NULL;
    wks_sum excess = {0};
    WKS_TRY(wks_arena_take(w->arena, w->most_p, sizeof *row, &row, err));
    WKS_TRY(wks_arena_take(w->arena, w->p, sizeof *gradient, &gradient, err));
    WKS_TRY(wks_arena_take(w->arena, data->n, sizeof *out->points, &out->points, err));
    for (size_t i = 0; i < data->n; i++) {
        const double time = data->time[i];
        const bool is_after = time >= w->options->at;
        const double offset =
            w->offset == NULL || data->exposure == NULL ? 0 : log(data->exposure[i]);
        fill_row(w, time, is_after, row);
        const expected with = expect(w, &out->fit, row, offset);
        expected without = {NAN, NAN, NAN};
        if (is_after) {
            add_gradient(w, row, with.value, 1, gradient);
            fill_row(w, time, false, row);
            without = expect(w, &out->fit, row, offset);
            add_gradient(w, row, without.value, -1, gradient);
            wks_sum_add(&excess, with.value - without.value);
        }
        out->points[i] = (wks_interrupted_series_point){
            time,       data->y[i],    with.value,    with.lower,
            with.upper, without.value, without.lower, without.upper,
        };
    }
    sum_excess(w, gradient, &excess, out);
    return WKS_OK;
}

wks_code wks_interrupted_series_fit(const wks_interrupted_series_data *data,
                                    const wks_interrupted_series_options *options, wks_arena *arena,
                                    wks_interrupted_series *out, wks_error *err)
{
    work w = {.data = data, .options = options, .arena = arena};
    *out = (wks_interrupted_series){0};
    WKS_TRY(check(&w, err));
    WKS_TRY(take_rows(&w, out, err));
    if (out->n_before < WKS_INTERRUPTED_SERIES_LEAST_POINTS) {
        out->refusal = WKS_EFFECT_TOO_FEW_BEFORE;
        return WKS_OK;
    }
    if (out->n_after < WKS_INTERRUPTED_SERIES_LEAST_POINTS) {
        out->refusal = WKS_EFFECT_TOO_FEW_AFTER;
        return WKS_OK;
    }
    WKS_TRY(fill_columns(&w, err));
    WKS_TRY(fit_model(&w, w.p, &out->fit, err));
    out->model_status = out->fit.status;
    if (out->fit.status != WKS_GLM_FITTED) {
        out->refusal = WKS_EFFECT_NOT_FITTED;
        out->collinear = out->fit.status == WKS_GLM_COLLINEAR ? w.names[out->fit.column] : NULL;
        return WKS_OK;
    }
    WKS_TRY(fill_terms(&w, out, err));
    WKS_TRY(test_slope(&w, out, err));
    WKS_TRY(fit_rate(&w, out, err));
    WKS_TRY(find_autocorrelation(&w, out, err));
    return fill_points(&w, out, err);
}
