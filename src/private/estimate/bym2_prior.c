/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/bym2_prior.h"

#include "base/language.h"

#include <math.h>

/* ---- zeta ---------------------------------------------------------------------------------- */

static double soft_plus(double x)
{
    return fmax(x, 0) + log1p(exp(-fabs(x)));
}

/* x + softplus(x - from)^2 / 2, and the log of its derivative. */
static double stretched(double x, double from)
{
    const double more = soft_plus(x - from);
    return x + more * more / 2;
}

static double log_stretch(double x, double from)
{
    return log1p(soft_plus(x - from) / (1 + exp(from - x)));
}

enum {
    PHI_FROM = 1, /* where the coordinates begin to stretch */
    TAU_FROM = 4,
    DISPERSION_FROM = 4
};

static double logit_of(double zeta)
{
    return stretched(zeta, PHI_FROM);
}

static double zeta_of(double logit)
{
    double low = -50;
    double high = 50;
    for (int round = 0; round < 200; round++) {
        const double middle = (low + high) / 2;
        *(logit_of(middle) < logit ? &low : &high) = middle;
    }
    return (low + high) / 2;
}

/* ---- make ---------------------------------------------------------------------------------- */

/* The rate of an exponential prior with P(X > limit) = probability. */
static wks_code rate_of(double limit, double probability, double *rate, wks_error *err)
{
    if (!(limit > 0 && isfinite(limit) && probability > 0 && probability < 1)) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("a prior P(x > limit) = probability needs a limit above 0 and a "
                               "probability between 0 and 1",
                               "een prior P(x > grens) = kans vraagt een grens boven 0 en een kans "
                               "tussen 0 en 1"));
    }
    *rate = -log(probability) / limit;
    return WKS_OK;
}

static double or_else(double value, double otherwise)
{
    return value == 0 ? otherwise : value;
}

static wks_code set_phi(const wks_bym2_options *options, wks_bym2_prior *p, wks_error *err)
{
    const double limit = or_else(options->phi_limit, 0.5);
    const double probability = or_else(options->phi_probability, 0.5);
    double distance = 0;
    double unused = 0;
    if (!(limit > 0 && limit < 1 && probability > 0 && probability < 1)) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("the prior of phi needs a limit and a probability between 0 and 1",
                               "de prior van phi vraagt een grens en een kans tussen 0 en 1"));
    }
    if (p->structure->effect == WKS_BYM2_EFFECT_BYM2) {
        wks_bym2_structure_distance(p->structure, log(limit / (1 - limit)), &distance, &unused);
        p->phi_rate = -log1p(-probability) / distance;
    }
    p->lower[1] = zeta_of(WKS_BYM2_LOGIT_LOWER);
    p->upper[1] = zeta_of(WKS_BYM2_LOGIT_UPPER);
    p->start[1] = 0.5;
    return WKS_OK;
}

wks_code wks_bym2_prior_make(const wks_bym2_structure *structure, wks_bym2_family family,
                             const wks_bym2_options *options, wks_bym2_prior *out, wks_error *err)
{
    wks_bym2_prior p = {.structure = structure, .n = 1};
    p.is_flat = options->estimate == WKS_BYM2_REML;
    p.has_phi =
        structure->effect == WKS_BYM2_EFFECT_BYM2 || structure->effect == WKS_BYM2_EFFECT_LEROUX;
    p.has_dispersion = family == WKS_BYM2_NEGATIVE_BINOMIAL;
    WKS_TRY(rate_of(or_else(options->sd_limit, 1), or_else(options->sd_probability, 0.01),
                    &p.sd_rate, err));
    p.lower[0] = -14; /* log tau: an sd of the effect of 1,100 .. */
    p.upper[0] = 9;   /* log tau 21.6: .. and of 0.00002 */
    p.start[0] = 2;
    if (p.has_phi) {
        WKS_TRY(set_phi(options, &p, err));
        p.n++;
    }
    if (p.has_dispersion) {
        WKS_TRY(rate_of(or_else(options->overdispersion_limit, 1),
                        or_else(options->overdispersion_probability, 0.01), &p.dispersion_rate,
                        err));
        p.lower[p.n] = -7;
        p.upper[p.n] = 8;
        p.start[p.n] = 2;
        p.n++;
    }
    *out = p;
    return WKS_OK;
}

/* ---- density ------------------------------------------------------------------------------- */

wks_bym2_hyper wks_bym2_prior_hyper(const wks_bym2_prior *p, const double *coordinate)
{
    const wks_bym2_effect effect = p->structure->effect;
    wks_bym2_hyper hyper = {.tau = exp(stretched(coordinate[0], TAU_FROM)), .dispersion = 1};
    hyper.phi = effect == WKS_BYM2_EFFECT_IID ? 0 : 1;
    hyper.rest = 1 - hyper.phi;
    if (p->has_phi) {
        const double logit = logit_of(coordinate[1]);
        hyper.phi = 1 / (1 + exp(-logit));
        hyper.rest = 1 / (1 + exp(logit));
    }
    if (p->has_dispersion) {
        hyper.dispersion = exp(stretched(coordinate[p->n - 1], DISPERSION_FROM));
    }
    return hyper;
}

/* Of logit lambda: normal around 0, wide, as R-INLA has it for the same model (besagproper2). */
static const double leroux_precision = 0.45;
static const double two_pi = 6.2831853071795864769;

/* Of log x when 1 / sqrt(x) is exponential: Simpson et al. (2017), eq. 3.3. */
static double log_density_of_log(double rate, double log_x)
{
    return log(rate / 2) - rate * exp(-log_x / 2) - log_x / 2;
}

double wks_bym2_prior_log_density(const wks_bym2_prior *p, const double *coordinate)
{
    if (p->is_flat) {
        return 0;
    }
    double sum = log_density_of_log(p->sd_rate, stretched(coordinate[0], TAU_FROM)) +
                 log_stretch(coordinate[0], TAU_FROM);
    if (p->has_phi) {
        const double logit = logit_of(coordinate[1]);
        if (p->structure->effect == WKS_BYM2_EFFECT_BYM2) {
            double distance = 0;
            double log_slope = 0;
            wks_bym2_structure_distance(p->structure, logit, &distance, &log_slope);
            sum += log(p->phi_rate) - p->phi_rate * distance + log_slope;
        } else {
            sum += log(leroux_precision / two_pi) / 2 - leroux_precision * logit * logit / 2;
        }
        sum += log_stretch(coordinate[1], PHI_FROM);
    }
    if (p->has_dispersion) {
        const double x = coordinate[p->n - 1];
        sum += log_density_of_log(p->dispersion_rate, stretched(x, DISPERSION_FROM)) +
               log_stretch(x, DISPERSION_FROM);
    }
    return sum;
}
