/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/bym2_likelihood.h"

#include "math/special.h"

#include <math.h>

static double log_choose(double n, double k)
{
    return wks_special_log_gamma(n + 1) - wks_special_log_gamma(k + 1) -
           wks_special_log_gamma(n - k + 1);
}

double wks_bym2_likelihood_constant(const wks_bym2_counts *c, size_t i)
{
    static const double half_log_two_pi = 0.91893853320467274178;
    const double y = c->y[i];
    switch (c->family) {
    case WKS_BYM2_POISSON:
        return y * log(c->size[i]) - wks_special_log_gamma(y + 1);
    case WKS_BYM2_BINOMIAL:
        return log_choose(c->size[i], y);
    case WKS_BYM2_GAUSSIAN:
        return -log(c->size[i]) / 2 - half_log_two_pi;
    case WKS_BYM2_NEGATIVE_BINOMIAL:
        return wks_special_log_gamma(y + c->dispersion) - wks_special_log_gamma(c->dispersion) -
               wks_special_log_gamma(y + 1);
    }
    return NAN; /* no other family */
}

void wks_bym2_likelihood_prepare(wks_bym2_counts *c)
{
    for (size_t i = 0; i < c->n; i++) {
        c->constant[i] = wks_bym2_likelihood_constant(c, i);
    }
}

/* ---- one observation ----------------------------------------------------------------------- */

/* log(1 + exp(x)), and exp(-|x|) for the probability. */
static inline double soft_plus(double x, double *small)
{
    *small = exp(-fabs(x));
    return fmax(x, 0) + log1p(*small);
}

static inline double logistic(double x, double small)
{
    return x >= 0 ? 1 / (1 + small) : small / (1 + small);
}

static inline double poisson(double y, double size, double eta, double *slope, double *weight)
{
    const double mean = size * exp(eta);
    *slope = y - mean;
    *weight = mean;
    return y * eta - mean;
}

static inline double binomial(double y, double size, double eta, double *slope, double *weight)
{
    double small = 0;
    const double value = y * eta - size * soft_plus(eta, &small);
    const double p = logistic(eta, small);
    *slope = y - size * p;
    *weight = size * small / ((1 + small) * (1 + small));
    return value;
}

static inline double gaussian(double y, double size, double eta, double *slope, double *weight)
{
    *slope = (y - eta) / size;
    *weight = 1 / size;
    return -(y - eta) * (y - eta) / (2 * size);
}

/* k log(k / (k + mean)) + y log(mean / (k + mean)), by the logit x of mean / (k + mean) */
static inline double negative_binomial(double y, double size, double k, double eta, double *slope,
                                       double *weight)
{
    double small = 0;
    const double x = eta + log(size / k);
    const double value = y * x - (y + k) * soft_plus(x, &small);
    *slope = y - (y + k) * logistic(x, small);
    *weight = (y + k) * small / ((1 + small) * (1 + small));
    return value;
}

static double slopes_at(const wks_bym2_counts *c, size_t i, double eta, double *slope,
                        double *weight)
{
    switch (c->family) {
    case WKS_BYM2_POISSON:
        return poisson(c->y[i], c->size[i], eta, slope, weight);
    case WKS_BYM2_BINOMIAL:
        return binomial(c->y[i], c->size[i], eta, slope, weight);
    case WKS_BYM2_GAUSSIAN:
        return gaussian(c->y[i], c->size[i], eta, slope, weight);
    case WKS_BYM2_NEGATIVE_BINOMIAL:
        return negative_binomial(c->y[i], c->size[i], c->dispersion, eta, slope, weight);
    }
    return NAN; /* no other family */
}

double wks_bym2_likelihood_slopes(const wks_bym2_counts *c, const double *eta, double *slope,
                                  double *weight)
{
    double sum = 0;
    for (size_t i = 0; i < c->n; i++) {
        sum += c->constant[i] + slopes_at(c, i, eta[i], &slope[i], &weight[i]);
    }
    return isfinite(sum) ? sum : -INFINITY;
}

double wks_bym2_likelihood_at(const wks_bym2_counts *c, size_t i, double eta, double *slope,
                              double *weight)
{
    return slopes_at(c, i, eta, slope, weight);
}

double wks_bym2_likelihood_bend(const wks_bym2_counts *c, size_t i, double eta)
{
    double slope = 0;
    double weight = 0;
    slopes_at(c, i, eta, &slope, &weight);
    const double p = logistic(eta, exp(-fabs(eta)));
    return c->family == WKS_BYM2_BINOMIAL ? weight * (1 - 2 * p) : weight;
}

/* E of the logistic at x + z, z ~ N(0, variance): by its derivatives where the variance is
 * small, else by Gauss-Hermite with nine nodes. */
static double expected_logistic(double x, double variance)
{
    static const double node[4] = {1.0232556637891325, 2.0768479786778302, 3.2054290028564703,
                                   4.5127458633997826};
    static const double share[5] = {0.40634920634920635, 0.24409750289493943, 0.049916406765217938,
                                    0.0027891413212317692, 0.000022345844007746561};
    const double small = exp(-fabs(x));
    const double p = logistic(x, small);
    if (variance < 0.3) {
        const double w = p * (1 - p);
        const double odd = w * (1 - 2 * p);
        return p + variance * odd * (0.5 + variance / 8 * (1 - 12 * w));
    }
    double sum = share[0] * p;
    for (int k = 0; k < 4; k++) {
        for (int sign = -1; sign <= 1; sign += 2) {
            const double at = x + sign * node[k] * sqrt(variance);
            sum += share[k + 1] * logistic(at, exp(-fabs(at)));
        }
    }
    return sum;
}

double wks_bym2_likelihood_expected_slope(const wks_bym2_counts *c, size_t i, double eta,
                                          double variance)
{
    const double y = c->y[i];
    const double size = c->size[i];
    switch (c->family) {
    case WKS_BYM2_POISSON:
        return y - size * exp(eta + variance / 2);
    case WKS_BYM2_BINOMIAL:
        return y - size * expected_logistic(eta, variance);
    case WKS_BYM2_GAUSSIAN:
        return (y - eta) / size;
    case WKS_BYM2_NEGATIVE_BINOMIAL:
        return y -
               (y + c->dispersion) * expected_logistic(eta + log(size / c->dispersion), variance);
    }
    return NAN; /* no other family */
}

double wks_bym2_likelihood_value(wks_bym2_family family, double eta)
{
    switch (family) {
    case WKS_BYM2_POISSON:
    case WKS_BYM2_NEGATIVE_BINOMIAL:
        return exp(eta);
    case WKS_BYM2_BINOMIAL:
        return eta >= 0 ? 1 / (1 + exp(-eta)) : exp(eta) / (1 + exp(eta));
    case WKS_BYM2_GAUSSIAN:
        return eta;
    }
    return NAN; /* no other family */
}

double wks_bym2_likelihood_eta(wks_bym2_family family, double value)
{
    switch (family) {
    case WKS_BYM2_POISSON:
    case WKS_BYM2_NEGATIVE_BINOMIAL:
        return value > 0 ? log(value) : -INFINITY;
    case WKS_BYM2_BINOMIAL:
        return value <= 0 ? -INFINITY : value >= 1 ? INFINITY : log(value) - log1p(-value);
    case WKS_BYM2_GAUSSIAN:
        return value;
    }
    return NAN; /* no other family */
}
