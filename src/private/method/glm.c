/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/glm.h"

#include "base/language.h"
#include "math/dense.h"
#include "math/special.h"
#include "math/sum.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

enum {
    MOST_ROUNDS = 100,
    MOST_HALVINGS = 30
};

static bool is_binomial(wks_glm_family family)
{
    return family == WKS_GLM_BINOMIAL || family == WKS_GLM_QUASIBINOMIAL;
}

static bool is_gaussian(wks_glm_family family)
{
    return family == WKS_GLM_GAUSSIAN;
}

static bool has_dispersion(wks_glm_family family)
{
    return family != WKS_GLM_POISSON && family != WKS_GLM_BINOMIAL;
}

static double trials_of(const wks_glm_data *data, size_t i)
{
    return data->trials == NULL ? 1 : data->trials[i];
}

static double offset_of(const wks_glm_data *data, size_t i)
{
    return data->offset == NULL ? 0 : data->offset[i];
}

/* ---- what goes in ---------------------------------------------------------------------------- */

static bool is_possible(const wks_glm_data *data, size_t i)
{
    if (!isfinite(data->y[i]) || !isfinite(offset_of(data, i))) {
        return false;
    }
    for (size_t k = 0; k < data->p; k++) {
        if (!isfinite(data->x[i + k * data->n])) {
            return false;
        }
    }
    if (is_gaussian(data->family)) {
        return true;
    }
    const double trials = trials_of(data, i);
    return data->y[i] >= 0 &&
           (!is_binomial(data->family) || (isfinite(trials) && trials > 0 && data->y[i] <= trials));
}

static wks_code check(const wks_glm_data *data, wks_error *err)
{
    if (data->p == 0) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("a model without columns", "een model zonder kolommen"));
    }
    for (size_t i = 0; i < data->n; i++) {
        if (!is_possible(data, i)) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("observation %zu: a number that is missing, negative where a "
                                   "count is asked, or larger than its trials",
                                   "waarneming %zu: een getal dat ontbreekt, negatief is waar een "
                                   "aantal hoort, of groter is dan het totaal"),
                            i + 1);
        }
    }
    return WKS_OK;
}

wks_code wks_glm_collinear(size_t n, size_t p, const double *x, wks_arena *arena, size_t *out,
                           wks_error *err)
{
    double *basis = NULL;
    WKS_TRY(wks_arena_take(arena, n * p, sizeof *basis, &basis, err));
    for (size_t k = 0; k < p; k++) {
        double *own = basis + k * n;
        double before = 0;
        double after = 0;
        memcpy(own, x + k * n, n * sizeof *own);
        for (size_t i = 0; i < n; i++) {
            before += own[i] * own[i];
        }
        /* Gram-Schmidt, twice: once is not enough where columns are nearly parallel */
        for (size_t j = 0; j < 2 * k; j++) {
            const double *other = basis + (j % k) * n;
            double dot = 0;
            for (size_t i = 0; i < n; i++) {
                dot += own[i] * other[i];
            }
            for (size_t i = 0; i < n; i++) {
                own[i] -= dot * other[i];
            }
        }
        for (size_t i = 0; i < n; i++) {
            after += own[i] * own[i];
        }
        if (!(after > 1e-18 * before)) {
            *out = k;
            return WKS_OK;
        }
        for (size_t i = 0; i < n; i++) {
            own[i] /= sqrt(after);
        }
    }
    *out = p;
    return WKS_OK;
}

static bool holds_nothing(const wks_glm_data *data)
{
    bool all_zero = true;
    bool all_full = is_binomial(data->family);
    if (is_gaussian(data->family)) {
        return false;
    }
    for (size_t i = 0; i < data->n; i++) {
        all_zero = all_zero && data->y[i] == 0;
        all_full = all_full && data->y[i] == trials_of(data, i);
    }
    return all_zero || all_full;
}

/* ---- one round ------------------------------------------------------------------------------- */

static double inverse_link(const wks_glm_data *data, size_t i, double eta)
{
    if (is_binomial(data->family)) {
        return trials_of(data, i) / (1 + exp(-eta));
    }
    return is_gaussian(data->family) ? eta : exp(eta);
}

/* The variance of y where its mean is mu; for these links also d mu / d eta, but for the Gaussian,
 * where both are 1. */
static double variance_at(const wks_glm_data *data, size_t i, double mu)
{
    if (is_binomial(data->family)) {
        return mu * (1 - mu / trials_of(data, i));
    }
    return is_gaussian(data->family) ? 1 : mu;
}

static double y_log(double y, double mu)
{
    return y > 0 ? y * log(y / mu) : 0;
}

static double deviance_at(const wks_glm_data *data, size_t i, double mu)
{
    const double y = data->y[i];
    if (is_gaussian(data->family)) {
        return (y - mu) * (y - mu);
    }
    if (is_binomial(data->family)) {
        const double trials = trials_of(data, i);
        return 2 * (y_log(y, mu) + y_log(trials - y, trials - mu));
    }
    return 2 * (y_log(y, mu) - (y - mu));
}

/* fit->linear -> fit->fitted and the deviance; not finite when a mean left its domain. */
static double evaluate(const wks_glm_data *data, wks_glm_fit *fit)
{
    wks_sum deviance = {0};
    for (size_t i = 0; i < data->n; i++) {
        fit->fitted[i] = inverse_link(data, i, fit->linear[i]);
        wks_sum_add(&deviance, deviance_at(data, i, fit->fitted[i]));
    }
    return wks_sum_value(&deviance);
}

static void start(const wks_glm_data *data, wks_glm_fit *fit)
{
    for (size_t i = 0; i < data->n; i++) {
        if (is_binomial(data->family)) {
            const double trials = trials_of(data, i);
            const double share = (data->y[i] + 0.5) / (trials + 1);
            fit->linear[i] = log(share / (1 - share));
        } else if (is_gaussian(data->family)) {
            fit->linear[i] = data->y[i];
        } else {
            fit->linear[i] = log(data->y[i] + 0.1);
        }
    }
    fit->deviance = evaluate(data, fit);
}

typedef struct round_room {
    double *weight;   /* [n] */
    double *response; /* [n] */
    double *linear;   /* [n] of the round before */
    wks_least_squares solved;
} round_room;

/* Weighted least squares at the present fit: new coefficients and their unscaled covariance. */
static wks_code solve(const wks_glm_data *data, const wks_glm_fit *fit, wks_arena *arena,
                      round_room *room, wks_error *err)
{
    for (size_t i = 0; i < data->n; i++) {
        const double weight = variance_at(data, i, fit->fitted[i]);
        room->weight[i] = weight;
        room->response[i] = fit->linear[i] - offset_of(data, i);
        if (weight > 0) {
            room->response[i] += (data->y[i] - fit->fitted[i]) / weight;
        }
    }
    return wks_dense_least_squares(data->n, data->p, data->x, room->weight, room->response, arena,
                                   &room->solved, err);
}

/* Go to the solved coefficients, or half way back as often as the deviance asks.  Returns the
 * largest change of the linear predictor, NAN when there is no way down. */
static double step(const wks_glm_data *data, const round_room *room, bool is_first,
                   wks_glm_fit *fit)
{
    const double before = fit->deviance;
    double part = 1;
    memcpy(room->linear, fit->linear, data->n * sizeof *fit->linear);
    for (size_t halving = 0; halving < MOST_HALVINGS; halving++) {
        double change = 0;
        for (size_t i = 0; i < data->n; i++) {
            const double to = room->solved.fitted[i] + offset_of(data, i);
            fit->linear[i] = room->linear[i] + part * (to - room->linear[i]);
            change = fmax(change, fabs(fit->linear[i] - room->linear[i]));
        }
        fit->deviance = evaluate(data, fit);
        if (isfinite(fit->deviance) &&
            (is_first || fit->deviance <= before + 1e-9 * (fabs(before) + 0.1))) {
            return change;
        }
        part /= 2;
    }
    return NAN;
}

/* A fitted mean that runs to zero (or to all trials) beside the others. */
static bool is_separated(const wks_glm_data *data, const wks_glm_fit *fit)
{
    double events = 0;
    double base = 0;
    for (size_t i = 0; i < data->n; i++) {
        events += data->y[i];
        base += is_binomial(data->family) ? trials_of(data, i) : exp(offset_of(data, i));
    }
    for (size_t i = 0; i < data->n; i++) {
        const double mean = fit->fitted[i];
        if (is_binomial(data->family)) {
            const double share = mean / trials_of(data, i);
            if (share < 1e-8 || share > 1 - 1e-8) {
                return true;
            }
        } else if (!is_gaussian(data->family) &&
                   mean / exp(offset_of(data, i)) < 1e-8 * events / base) {
            return true;
        }
    }
    return false;
}

/* ---- the fit --------------------------------------------------------------------------------- */

static wks_code take_room(const wks_glm_data *data, wks_arena *arena, wks_glm_fit *fit,
                          round_room *room, wks_error *err)
{
    const size_t n = data->n;
    WKS_TRY(wks_arena_take(arena, data->p, sizeof(double), &fit->coefficient, err));
    WKS_TRY(wks_arena_take(arena, data->p * data->p, sizeof(double), &fit->covariance, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &fit->linear, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &fit->fitted, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &room->weight, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &room->response, err));
    return wks_arena_take(arena, n, sizeof(double), &room->linear, err);
}

static void finish(const wks_glm_data *data, const round_room *room, wks_glm_fit *fit)
{
    wks_sum pearson = {0};
    wks_sum working = {0};
    fit->df = data->n - data->p;
    for (size_t i = 0; i < data->n; i++) {
        const double residual = data->y[i] - fit->fitted[i];
        const double variance = variance_at(data, i, fit->fitted[i]);
        wks_sum_add(&pearson, residual * residual / variance);
        wks_sum_add(&working, room->weight[i] * residual * residual / (variance * variance));
    }
    fit->pearson = wks_sum_value(&pearson);
    fit->overdispersion = fit->pearson / (double)fit->df;
    fit->estimated_dispersion = wks_sum_value(&working) / (double)fit->df;
    fit->dispersion = has_dispersion(data->family) ? fit->estimated_dispersion : 1;
    memcpy(fit->coefficient, room->solved.coefficients, data->p * sizeof(double));
    for (size_t i = 0; i < data->p * data->p; i++) {
        fit->covariance[i] = fit->dispersion * room->solved.covariance[i];
    }
    fit->status = WKS_GLM_FITTED;
}

static wks_code iterate(const wks_glm_data *data, wks_arena *arena, wks_glm_fit *fit,
                        wks_error *err)
{
    const double epsilon = data->epsilon > 0 ? data->epsilon : 1e-8;
    round_room room = {0};
    WKS_TRY(take_room(data, arena, fit, &room, err));
    start(data, fit);
    fit->status = WKS_GLM_NO_CONVERGENCE;
    for (fit->rounds = 1; fit->rounds <= MOST_ROUNDS; fit->rounds++) {
        const wks_code code = solve(data, fit, arena, &room, err);
        if (code == WKS_E_NUMERIC) {
            /* the columns themselves were found independent: the weights have gone to zero */
            fit->status = WKS_GLM_SEPARATED;
            return WKS_OK;
        }
        WKS_TRY(code);
        const double before = fit->deviance;
        const double change = step(data, &room, fit->rounds == 1, fit);
        if (isnan(change)) {
            return WKS_OK;
        }
        /* where a coefficient runs off, the deviance stands still while the predictor goes on */
        if (is_gaussian(data->family) ||
            (fabs(fit->deviance - before) < epsilon * (fabs(fit->deviance) + 0.1) &&
             change < 0.01)) {
            finish(data, &room, fit);
            return WKS_OK;
        }
    }
    if (is_separated(data, fit)) {
        fit->status = WKS_GLM_SEPARATED;
    }
    return WKS_OK;
}

wks_code wks_glm_fit_model(const wks_glm_data *data, wks_arena *arena, wks_glm_fit *fit,
                           wks_error *err)
{
    *fit = (wks_glm_fit){0};
    WKS_TRY(check(data, err));
    if (data->n <= data->p) {
        fit->status = WKS_GLM_TOO_FEW;
        return WKS_OK;
    }
    WKS_TRY(wks_glm_collinear(data->n, data->p, data->x, arena, &fit->column, err));
    if (fit->column < data->p) {
        fit->status = WKS_GLM_COLLINEAR;
        return WKS_OK;
    }
    if (holds_nothing(data)) {
        fit->status = WKS_GLM_NOTHING;
        return WKS_OK;
    }
    return iterate(data, arena, fit, err);
}

const char *wks_glm_status_text(wks_glm_status status)
{
    switch (status) {
    case WKS_GLM_FITTED:
        return wks_tr("fitted", "berekend");
    case WKS_GLM_TOO_FEW:
        return wks_tr("there are no more observations than coefficients",
                      "er zijn niet meer waarnemingen dan coefficienten");
    case WKS_GLM_COLLINEAR:
        return wks_tr("a column of the model is made up by the others",
                      "een kolom van het model volgt uit de andere");
    case WKS_GLM_NOTHING:
        return wks_tr("all values are zero, or all are at their most",
                      "alle waarden zijn nul, of alle zijn maximaal");
    case WKS_GLM_SEPARATED:
        return wks_tr("a part of the data has only zeros or only full values, so that an effect "
                      "has no finite size",
                      "een deel van de gegevens heeft alleen nullen of alleen maximale waarden, "
                      "waardoor een effect geen eindige grootte heeft");
    case WKS_GLM_NO_CONVERGENCE:
        return wks_tr("the model was not found within 100 rounds",
                      "het model is niet gevonden binnen 100 ronden");
    }
    return "";
}

void wks_glm_predict(const wks_glm_fit *fit, size_t p, const double *row, double *linear,
                     double *se)
{
    double variance = 0;
    *linear = 0;
    for (size_t i = 0; i < p; i++) {
        *linear += row[i] * fit->coefficient[i];
        for (size_t k = 0; k < p; k++) {
            variance += row[i] * row[k] * fit->covariance[i + k * p];
        }
    }
    *se = sqrt(fmax(0, variance));
}

wks_glm_f_test wks_glm_compare(const wks_glm_fit *smaller, const wks_glm_fit *larger)
{
    const double df1 = (double)smaller->df - (double)larger->df;
    const double df2 = (double)larger->df;
    const double f = (smaller->deviance - larger->deviance) / df1 / larger->estimated_dispersion;
    return (wks_glm_f_test){f, df1, df2, wks_special_f_upper(df1, df2, fmax(0, f))};
}
