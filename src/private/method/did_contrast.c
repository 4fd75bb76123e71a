/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/did_contrast.h"

#include "math/dense.h"
#include "math/sum.h"

/* A control whose chance of being treated is above this has no counterpart. */
static const double most_chance = 1 - 1e-6;

/* The two models that stand behind a comparison, and how their errors spread to each area. */
typedef struct models {
    double *residual;   /* [n] change less what the controls' regression predicts (or change) */
    double *outcome;    /* [n x p] influence of each area on the regression's coefficients */
    double *weight;     /* [n] odds of being treated for a control, 0 for the treated */
    double *propensity; /* [n x p] influence of each area on the coefficients of the odds */
} models;

static double at(const wks_did_contrast_data *data, const double *matrix, size_t i, size_t k)
{
    return matrix[i + k * data->n];
}

/* out [n x p] = rows of x times scale [n], times square [p x p]. */
static wks_code spread(const wks_did_contrast_data *data, const double *scale, const double *square,
                       wks_arena *arena, double *out, wks_error *err)
{
    double *scores = NULL;
    WKS_TRY(wks_arena_take(arena, data->n * data->p, sizeof *scores, &scores, err));
    for (size_t k = 0; k < data->p; k++) {
        for (size_t i = 0; i < data->n; i++) {
            scores[i + k * data->n] = scale[i] * at(data, data->x, i, k);
        }
    }
    wks_dense_product(data->n, data->p, data->p, scores, square, out);
    return WKS_OK;
}

/* Least squares of the change on x among the controls. */
static wks_code fit_outcome(const wks_did_contrast_data *data, wks_arena *arena, models *parts,
                            wks_glm_status *status, wks_error *err)
{
    wks_glm_fit fit;
    double *y = NULL;
    double *x = NULL;
    double *scale = NULL;
    size_t n = 0;
    WKS_TRY(wks_arena_take(arena, data->n, sizeof *y, &y, err));
    WKS_TRY(wks_arena_take(arena, data->n, sizeof *scale, &scale, err));
    WKS_TRY(wks_arena_take(arena, data->n * data->p, sizeof *x, &x, err));
    WKS_TRY(wks_arena_take(arena, data->n * data->p, sizeof(double), &parts->outcome, err));
    for (size_t i = 0; i < data->n; i++) {
        n += !data->is_treated[i];
    }
    size_t row = 0;
    for (size_t i = 0; i < data->n; i++) {
        if (!data->is_treated[i]) {
            y[row] = data->change[i];
            for (size_t k = 0; k < data->p; k++) {
                x[row + k * n] = at(data, data->x, i, k);
            }
            row++;
        }
    }
    if (n <= data->p && data->p > 1) {
        *status = WKS_GLM_TOO_FEW;
        return WKS_OK;
    }
    WKS_TRY(wks_glm_collinear(n, data->p, x, arena, &fit.column, err));
    if (fit.column < data->p) {
        *status = WKS_GLM_COLLINEAR;
        return WKS_OK;
    }
    wks_least_squares solved;
    WKS_TRY(wks_dense_least_squares(n, data->p, x, NULL, y, arena, &solved, err));
    for (size_t i = 0; i < data->n; i++) {
        double fitted = 0;
        for (size_t k = 0; k < data->p; k++) {
            fitted += at(data, data->x, i, k) * solved.coefficients[k];
        }
        parts->residual[i] = data->change[i] - fitted;
        scale[i] = data->is_treated[i] ? 0 : (double)data->n * parts->residual[i];
    }
    return spread(data, scale, solved.covariance, arena, parts->outcome, err);
}

/* A logistic model of being treated. */
static wks_code fit_propensity(const wks_did_contrast_data *data, wks_arena *arena, models *parts,
                               wks_glm_status *status, wks_error *err)
{
    wks_glm_fit fit;
    double *y = NULL;
    WKS_TRY(wks_arena_take(arena, data->n, sizeof *y, &y, err));
    WKS_TRY(wks_arena_take(arena, data->n * data->p, sizeof(double), &parts->propensity, err));
    for (size_t i = 0; i < data->n; i++) {
        y[i] = data->is_treated[i];
    }
    WKS_TRY(wks_glm_fit_model(
        &(wks_glm_data){
            .family = WKS_GLM_BINOMIAL, .n = data->n, .p = data->p, .y = y, .x = data->x},
        arena, &fit, err));
    *status = fit.status;
    if (fit.status != WKS_GLM_FITTED) {
        return WKS_OK;
    }
    for (size_t i = 0; i < data->n; i++) {
        const double chance = fit.fitted[i];
        if (!data->is_treated[i] && chance > most_chance) {
            *status = WKS_GLM_SEPARATED;
            return WKS_OK;
        }
        parts->weight[i] = data->is_treated[i] ? 0 : chance / (1 - chance);
        y[i] = (double)data->n * (y[i] - chance);
    }
    return spread(data, y, fit.covariance, arena, parts->propensity, err);
}

/* The mean over areas of scale times each column of x, into out [p]. */
static void column_means(const wks_did_contrast_data *data, const double *scale, double *out)
{
    wks_dense_transposed_times(data->n, data->p, data->x, scale, out);
    for (size_t k = 0; k < data->p; k++) {
        out[k] /= (double)data->n;
    }
}

/* influence += sign * (matrix [n x p] times means [p]) / share. */
static void add_influence(const wks_did_contrast_data *data, const double *matrix,
                          const double *means, double factor, double *influence)
{
    for (size_t i = 0; i < data->n; i++) {
        for (size_t k = 0; k < data->p; k++) {
            influence[i] += factor * at(data, matrix, i, k) * means[k];
        }
    }
}

/* Weighted mean of the residuals, and its own influence added with a sign. */
static double add_side(const wks_did_contrast_data *data, const models *parts, const double *weight,
                       double sign, double *influence, double *share)
{
    wks_sum total = {0};
    wks_sum weights = {0};
    for (size_t i = 0; i < data->n; i++) {
        wks_sum_add(&total, weight[i] * parts->residual[i]);
        wks_sum_add(&weights, weight[i]);
    }
    const double mean = wks_sum_value(&total) / wks_sum_value(&weights);
    *share = wks_sum_value(&weights) / (double)data->n;
    for (size_t i = 0; i < data->n; i++) {
        influence[i] += sign * weight[i] * (parts->residual[i] - mean) / *share;
    }
    return mean;
}

/* The formulas of Sant'Anna & Zhao, section 3.1: the treated side, and where there are weights the
 * control side. */
static wks_code combine(const wks_did_contrast_data *data, const models *parts, wks_arena *arena,
                        double *att, double *influence, wks_error *err)
{
    double *scale = NULL;
    double *means = NULL;
    double share = 0;
    WKS_TRY(wks_arena_take(arena, data->n, sizeof *scale, &scale, err));
    WKS_TRY(wks_arena_take(arena, data->p, sizeof *means, &means, err));
    for (size_t i = 0; i < data->n; i++) {
        influence[i] = 0;
        scale[i] = data->is_treated[i];
    }
    *att = add_side(data, parts, scale, 1, influence, &share);
    if (parts->outcome != NULL) {
        column_means(data, scale, means);
        add_influence(data, parts->outcome, means, -1 / share, influence);
    }
    if (parts->weight == NULL) {
        return WKS_OK;
    }
    const double control = add_side(data, parts, parts->weight, -1, influence, &share);
    *att -= control;
    for (size_t i = 0; i < data->n; i++) {
        scale[i] = parts->weight[i] * (parts->residual[i] - control);
    }
    column_means(data, scale, means);
    add_influence(data, parts->propensity, means, -1 / share, influence);
    if (parts->outcome != NULL) {
        column_means(data, parts->weight, means);
        add_influence(data, parts->outcome, means, 1 / share, influence);
    }
    return WKS_OK;
}

wks_code wks_did_contrast_estimate(const wks_did_contrast_data *data, wks_arena *arena, double *att,
                                   double *influence, wks_glm_status *status, wks_error *err)
{
    models parts = {0};
    /* with the constant alone the three estimators are one */
    const bool is_plain = data->p == 1;
    *status = WKS_GLM_FITTED;
    WKS_TRY(wks_arena_take(arena, data->n, sizeof(double), &parts.residual, err));
    for (size_t i = 0; i < data->n; i++) {
        parts.residual[i] = data->change[i];
    }
    if (is_plain || data->estimator != WKS_DID_WEIGHTING) {
        WKS_TRY(fit_outcome(data, arena, &parts, status, err));
    }
    if (!is_plain && data->estimator != WKS_DID_REGRESSION && *status == WKS_GLM_FITTED) {
        WKS_TRY(wks_arena_take(arena, data->n, sizeof(double), &parts.weight, err));
        WKS_TRY(fit_propensity(data, arena, &parts, status, err));
    }
    if (*status != WKS_GLM_FITTED) {
        return WKS_OK;
    }
    return combine(data, &parts, arena, att, influence, err);
}
