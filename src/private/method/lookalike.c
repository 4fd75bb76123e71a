/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/lookalike.h"

#include "base/language.h"
#include "math/sum.h"

#include <math.h>
#include <stdbool.h>

/* Mean 0 and deviation 1 over the areas that have it; false when it does not vary. */
static bool standardise(size_t n, const double *from, double *to)
{
    wks_sum sum = {0};
    wks_sum squares = {0};
    double count = 0;
    for (size_t i = 0; i < n; i++) {
        if (!isnan(from[i])) {
            wks_sum_add(&sum, from[i]);
            count++;
        }
    }
    const double mean = wks_sum_value(&sum) / count;
    for (size_t i = 0; i < n; i++) {
        to[i] = from[i] - mean;
        if (!isnan(to[i])) {
            wks_sum_add(&squares, to[i] * to[i]);
        }
    }
    const double deviation = sqrt(wks_sum_value(&squares) / (count - 1));
    for (size_t i = 0; i < n; i++) {
        to[i] /= deviation;
    }
    return deviation > 1e-12 * fabs(mean);
}

static double distance(size_t n, size_t n_covariates, const double *at, size_t i, size_t j)
{
    double squares = 0;
    for (size_t c = 0; c < n_covariates; c++) {
        const double apart = at[c * n + i] - at[c * n + j];
        squares += apart * apart;
    }
    return squares;
}

/* Keep the k nearest in order: insertion, k is small. */
static void choose(size_t n, size_t n_covariates, const double *at, size_t i, size_t k,
                   double *nearest, size_t *who)
{
    for (size_t r = 0; r < k; r++) {
        nearest[r] = INFINITY;
        who[r] = n;
    }
    for (size_t j = 0; j < n; j++) {
        const double away = distance(n, n_covariates, at, i, j);
        if (j == i || isnan(away) || away >= nearest[k - 1]) {
            continue;
        }
        size_t r = k - 1;
        for (; r > 0 && nearest[r - 1] > away; r--) {
            nearest[r] = nearest[r - 1];
            who[r] = who[r - 1];
        }
        nearest[r] = away;
        who[r] = j;
    }
}

wks_code wks_lookalike_choose(size_t n, size_t n_covariates, const double *covariates, size_t k,
                              wks_arena *arena, size_t *lookalikes, wks_error *err)
{
    double *at = NULL;
    double *nearest = NULL;
    if (k == 0 || k >= n || n_covariates == 0) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("%zu look-alikes of %zu areas by %zu covariates: there must be more "
                               "areas than look-alikes, and a covariate",
                               "%zu lijkende gebieden van %zu gebieden met %zu kenmerken: er "
                               "moeten meer gebieden zijn dan lijkende, en een kenmerk"),
                        k, n, n_covariates);
    }
    WKS_TRY(wks_arena_take(arena, n * n_covariates, sizeof *at, &at, err));
    WKS_TRY(wks_arena_take(arena, k, sizeof *nearest, &nearest, err));
    for (size_t c = 0; c < n_covariates; c++) {
        if (!standardise(n, covariates + c * n, at + c * n)) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("covariate %zu is the same in every area",
                                   "kenmerk %zu is in elk gebied hetzelfde"),
                            c + 1);
        }
    }
    for (size_t i = 0; i < n; i++) {
        choose(n, n_covariates, at, i, k, nearest, lookalikes + i * k);
    }
    return WKS_OK;
}
