/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/fay_herriot_scale.h"

#include "base/language.h"
#include "math/dense.h"

#include <math.h>
#include <stdbool.h>

size_t wks_fay_herriot_scale_logit(size_t n, const double *proportion, const double *variance,
                                   double *logit, double *logit_variance)
{
    size_t n_without = 0;
    for (size_t i = 0; i < n; i++) {
        const double p = proportion[i];
        const bool has_logit = p > 0 && p < 1 && variance[i] > 0;
        logit[i] = has_logit ? log(p / (1 - p)) : NAN;
        logit_variance[i] = has_logit ? variance[i] / (p * p * (1 - p) * (1 - p)) : NAN;
        n_without += !has_logit;
    }
    return n_without;
}

wks_code wks_fay_herriot_scale_smooth(size_t n, const double *size, const double *variance,
                                      wks_arena *arena, double *smoothed, wks_error *err)
{
    double *x = NULL;
    double *y = NULL;
    wks_least_squares fit;
    size_t m = 0;
    WKS_TRY(wks_arena_take(arena, 2 * n, sizeof *x, &x, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *y, &y, err));
    for (size_t i = 0; i < n; i++) {
        if (!(size[i] > 0)) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("area %zu: the sample size must be above zero",
                                   "gebied %zu: de steekproefomvang moet boven nul liggen"),
                            i + 1);
        }
        m += variance[i] > 0;
    }
    if (m < 3) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("%zu variances are too few to smooth; 3 are needed",
                               "%zu varianties zijn te weinig om glad te strijken; 3 zijn nodig"),
                        m);
    }
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        if (variance[i] > 0) {
            x[at] = 1;
            x[at + m] = log(size[i]);
            y[at++] = log(variance[i]);
        }
    }
    WKS_TRY(wks_dense_least_squares(m, 2, x, NULL, y, arena, &fit, err));
    double direct = 0;
    double fitted = 0;
    for (size_t i = 0; i < n; i++) {
        smoothed[i] = exp(fit.coefficients[0] + fit.coefficients[1] * log(size[i]));
        if (variance[i] > 0) {
            direct += variance[i];
            fitted += smoothed[i];
        }
    }
    for (size_t i = 0; i < n; i++) {
        smoothed[i] *= direct / fitted;
    }
    return WKS_OK;
}

enum {
    N_NODES = 48
};

/* Golub & Welsch (1969), doi:10.1090/S0025-5718-69-99647-1: nodes for the standard normal. */
static wks_code hermite(wks_arena *arena, double *nodes, double *weights, wks_error *err)
{
    double *a = NULL;
    WKS_TRY(wks_arena_take(arena, (size_t)N_NODES * N_NODES, sizeof *a, &a, err));
    for (size_t k = 0; k + 1 < N_NODES; k++) {
        a[(k + 1) + k * N_NODES] = sqrt((double)(k + 1));
    }
    WKS_TRY(wks_dense_eigen(N_NODES, a, nodes, arena, err));
    for (size_t k = 0; k < N_NODES; k++) {
        weights[k] = a[k * N_NODES] * a[k * N_NODES];
    }
    return WKS_OK;
}

wks_code wks_fay_herriot_scale_back(size_t n, const double *mean, const double *variance,
                                    wks_arena *arena, double *proportion,
                                    double *proportion_variance, wks_error *err)
{
    double nodes[N_NODES];
    double weights[N_NODES];
    WKS_TRY(hermite(arena, nodes, weights, err));
    for (size_t i = 0; i < n; i++) {
        double sum = 0;
        for (size_t k = 0; k < N_NODES; k++) {
            sum += weights[k] / (1 + exp(-mean[i] - sqrt(variance[i]) * nodes[k]));
        }
        double spread = 0;
        for (size_t k = 0; k < N_NODES; k++) {
            const double p = 1 / (1 + exp(-mean[i] - sqrt(variance[i]) * nodes[k]));
            spread += weights[k] * (p - sum) * (p - sum);
        }
        proportion[i] = sum;
        proportion_variance[i] = spread;
    }
    return WKS_OK;
}
