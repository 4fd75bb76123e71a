/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/inequality_rank.h"

#include "math/dense.h"
#include "math/special.h"
#include "math/sum.h"

#include <math.h>
#include <stdbool.h>

void wks_inequality_rank_of(size_t n, const double *population, double *rank)
{
    const double people = wks_sum_of(population, n);
    wks_sum below = {0};
    for (size_t i = 0; i < n; i++) {
        rank[i] = (wks_sum_value(&below) + population[i] / 2) / people;
        wks_sum_add(&below, population[i]);
    }
}

static wks_inequality none(wks_inequality_status status)
{
    return (wks_inequality){status, NAN, NAN, NAN, NAN};
}

/* ---- concentration indices --------------------------------------------------------------------
 */

/* The convenient regression (Kakwani et al. 1997, eq. 8): twice the variance of the rank times the
 * estimate, on the rank, by population; the slope is the index.  The standard error is that of the
 * slope, with n - 2 degrees of freedom, over the groups as they are. */
static wks_code concentration(const wks_inequality_data *data, const double *design,
                              wks_arena *arena, double index[static 2], wks_error *err)
{
    const size_t n = data->n_groups;
    const double *rank = design + n;
    const double people = wks_sum_of(data->population, n);
    double *y = NULL;
    double variance = 0;
    wks_least_squares fit;
    WKS_TRY(wks_arena_take(arena, n, sizeof *y, &y, err));
    for (size_t i = 0; i < n; i++) {
        variance += data->population[i] / people * (rank[i] - 0.5) * (rank[i] - 0.5);
    }
    for (size_t i = 0; i < n; i++) {
        y[i] = 2 * variance * data->estimate[i];
    }
    WKS_TRY(wks_dense_least_squares(n, 2, design, data->population, y, arena, &fit, err));
    wks_sum residual = {0};
    for (size_t i = 0; i < n; i++) {
        const double away = y[i] - fit.fitted[i];
        wks_sum_add(&residual, data->population[i] * away * away);
    }
    index[0] = fit.coefficients[1];
    index[1] = sqrt(wks_sum_value(&residual) / (double)(n - 2) * fit.covariance[3]);
    return WKS_OK;
}

/* ---- slope and relative index, logistic -------------------------------------------------------
 */

typedef struct logistic {
    size_t n;
    const double *design; /* [n x 2] ones, rank */
    const double *rank;
    const double *share;  /* [n] of the group that has it */
    const double *weight; /* [n] */
    double b[2];
    double covariance[4];
} logistic;

static double inverse_logit(double x)
{
    return x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x));
}

/* Iterated weighted least squares; false when it does not settle. */
static wks_code fit_logistic(logistic *model, wks_arena *arena, bool *has_settled, wks_error *err)
{
    const size_t n = model->n;
    double *w = NULL;
    double *y = NULL;
    WKS_TRY(wks_arena_take(arena, n, sizeof *w, &w, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *y, &y, err));
    *has_settled = false;
    for (int round = 0; round < 50 && !*has_settled; round++) {
        wks_least_squares fit;
        for (size_t i = 0; i < n; i++) {
            const double eta = model->b[0] + model->b[1] * model->rank[i];
            const double mu = inverse_logit(eta);
            const double slope = mu * (1 - mu);
            if (!(slope > 1e-12)) {
                return WKS_OK; /* runs away to nobody or everybody */
            }
            w[i] = model->weight[i] * slope;
            y[i] = eta + (model->share[i] - mu) / slope;
        }
        const wks_code code = wks_dense_least_squares(n, 2, model->design, w, y, arena, &fit, err);
        if (code != WKS_OK) {
            return code == WKS_E_NUMERIC ? WKS_OK : code; /* one group outweighs all others */
        }
        *has_settled = fabs(fit.coefficients[0] - model->b[0]) < 1e-12 * (1 + fabs(model->b[0])) &&
                       fabs(fit.coefficients[1] - model->b[1]) < 1e-12 * (1 + fabs(model->b[1]));
        for (size_t k = 0; k < 2; k++) {
            model->b[k] = fit.coefficients[k];
        }
        for (size_t k = 0; k < 4; k++) {
            model->covariance[k] = fit.covariance[k];
        }
    }
    return WKS_OK;
}

/* Sandwich with the factor n / (n - 2): HC1. */
static void make_robust(logistic *model)
{
    double meat[4] = {0};
    double half[4];
    for (size_t i = 0; i < model->n; i++) {
        const double mu = inverse_logit(model->b[0] + model->b[1] * model->rank[i]);
        const double score = model->weight[i] * (model->share[i] - mu);
        const double x[2] = {score, score * model->rank[i]};
        for (size_t k = 0; k < 4; k++) {
            meat[k] += x[k % 2] * x[k / 2];
        }
    }
    const double factor = (double)model->n / (double)(model->n - 2);
    wks_dense_product(2, 2, 2, model->covariance, meat, half);
    wks_dense_product(2, 2, 2, half, model->covariance, meat);
    for (size_t k = 0; k < 4; k++) {
        model->covariance[k] = factor * meat[k];
    }
}

static double delta_se(const logistic *model, double d0, double d1)
{
    const double *v = model->covariance;
    return sqrt(d0 * d0 * v[0] + 2 * d0 * d1 * v[1] + d1 * d1 * v[3]);
}

static void put_logistic(const logistic *model, double scale, double z, wks_inequality *out)
{
    const double low = inverse_logit(model->b[0]);
    const double high = inverse_logit(model->b[0] + model->b[1]);
    const double slope = high * (1 - high);
    const double difference = scale * (high - low);
    const double se = scale * delta_se(model, slope - low * (1 - low), slope);
    const double log_ratio = log(high / low);
    const double log_se = delta_se(model, low - high, 1 - high);
    out[WKS_INEQUALITY_SII] = (wks_inequality){WKS_INEQUALITY_OK, difference, se,
                                               difference - z * se, difference + z * se};
    out[WKS_INEQUALITY_RII] =
        (wks_inequality){WKS_INEQUALITY_OK, high / low, log_se, exp(log_ratio - z * log_se),
                         exp(log_ratio + z * log_se)};
}

/* As healthequal does: whole people, and each group counted by its people twice over (once as
 * trials, once as weight), so that large groups decide. */
static wks_code logistic_indices(const wks_inequality_data *data, const double *design, double z,
                                 wks_arena *arena, wks_inequality *out, wks_error *err)
{
    const size_t n = data->n_groups;
    double *share = NULL;
    double *weight = NULL;
    bool has_settled = false;
    WKS_TRY(wks_arena_take(arena, n, sizeof *share, &share, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *weight, &weight, err));
    for (size_t i = 0; i < n; i++) {
        if (data->estimate[i] > data->scale) {
            out[WKS_INEQUALITY_SII] = none(WKS_INEQUALITY_NEEDS_PROPORTION);
            out[WKS_INEQUALITY_RII] = none(WKS_INEQUALITY_NEEDS_PROPORTION);
            return WKS_OK;
        }
        const double people = ceil(data->population[i]);
        share[i] = rint(data->estimate[i] / data->scale * people) / people;
        weight[i] = people * people;
    }
    logistic model = {
        .n = n, .design = design, .rank = design + n, .share = share, .weight = weight};
    WKS_TRY(fit_logistic(&model, arena, &has_settled, err));
    if (!has_settled) {
        out[WKS_INEQUALITY_SII] = none(WKS_INEQUALITY_NO_CONVERGENCE);
        out[WKS_INEQUALITY_RII] = none(WKS_INEQUALITY_NO_CONVERGENCE);
        return WKS_OK;
    }
    make_robust(&model);
    put_logistic(&model, data->scale, z, out);
    return WKS_OK;
}

wks_code wks_inequality_rank_measure(const wks_inequality_data *data, wks_arena *arena,
                                     wks_inequality out[WKS_INEQUALITY_N_MEASURES], wks_error *err)
{
    const size_t n = data->n_groups;
    const double z = wks_special_normal_quantile_upper((1 - data->confidence) / 2);
    double *design = NULL;
    double index[2];
    double mean = 0;
    WKS_TRY(wks_arena_take(arena, 2 * n, sizeof *design, &design, err));
    for (size_t i = 0; i < n; i++) {
        design[i] = 1;
        mean += data->population[i] * data->estimate[i];
    }
    mean /= wks_sum_of(data->population, n);
    wks_inequality_rank_of(n, data->population, design + n);
    const wks_code code = concentration(data, design, arena, index, err);
    if (code != WKS_OK && code != WKS_E_NUMERIC) {
        return code;
    }
    out[WKS_INEQUALITY_ACI] = none(WKS_INEQUALITY_NO_CONVERGENCE);
    out[WKS_INEQUALITY_RCI] =
        none(mean > 0 ? WKS_INEQUALITY_NO_CONVERGENCE : WKS_INEQUALITY_NEEDS_POSITIVE);
    if (code == WKS_OK) {
        out[WKS_INEQUALITY_ACI] =
            (wks_inequality){WKS_INEQUALITY_OK, index[0], index[1], index[0] - z * index[1],
                             index[0] + z * index[1]};
    }
    if (code == WKS_OK && mean > 0) {
        const double value = index[0] / mean;
        const double se = index[1] / mean;
        out[WKS_INEQUALITY_RCI] =
            (wks_inequality){WKS_INEQUALITY_OK, value, se, value - z * se, value + z * se};
    }
    return logistic_indices(data, design, z, arena, out, err);
}
