/* private/estimate/bym2.h - one engine for areas that resemble their neighbours.
 *
 * In: observations with the area each belongs to, covariates, and the graph of neighbours.  Out:
 * the posterior of every observation's rate, proportion or mean, of the coefficients and of what
 * lies between areas; fit measures; joint draws; and how the computation went.
 *
 *   g(mean of observation i) = constant + x_i b + effect[area_i]
 *   effect = (sqrt(phi) u + sqrt(1 - phi) v) / sqrt(tau)
 *
 * with v independent and u intrinsic autoregressive over the graph, scaled so that the geometric
 * mean of its variances is 1 in every component and summing to zero in each; in an area without
 * neighbours u is independent with variance 1.  tau and phi get penalised-complexity priors.  The
 * posterior is computed by nested Laplace approximation: a grid over the hyperparameters, at each
 * point a Gaussian approximation with its mean corrected for skewness.  Deterministic; one thread.
 *
 * Sources: Riebler et al. (2016), SMMR 25:1145-1165, doi:10.1177/0962280216660421 (model, scaling);
 * Simpson et al. (2017), Statist. Sci. 32:1-28, doi:10.1214/16-STS576 (priors);
 * Rue, Martino & Chopin (2009), JRSS B 71:319-392, doi:10.1111/j.1467-9868.2008.00700.x.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_BYM2_H
#define WKS_PRIVATE_ESTIMATE_BYM2_H

#include "base/arena.h"
#include "base/error.h"
#include "private/estimate/neighbours.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What an observation is; in brackets its fitted value, the scale of mean, lower, above. */
typedef enum wks_bym2_family {
    WKS_BYM2_POISSON,          /* count, mean = size exp(eta)          (relative risk exp(eta)) */
    WKS_BYM2_BINOMIAL,         /* successes out of size, logit p = eta (proportion p) */
    WKS_BYM2_GAUSSIAN,         /* y with known variance size           (eta itself) */
    WKS_BYM2_NEGATIVE_BINOMIAL /* count, mean = size exp(eta), variance mean + mean^2 / k */
} wks_bym2_family;

/* What lies between areas. */
typedef enum wks_bym2_effect {
    WKS_BYM2_EFFECT_BYM2,
    WKS_BYM2_EFFECT_IID,   /* phi = 0 */
    WKS_BYM2_EFFECT_BESAG, /* phi = 1: the scaled intrinsic autoregression alone */
    WKS_BYM2_EFFECT_LEROUX /* precision tau (lambda R + (1 - lambda) I), R unscaled; phi is lambda
                            */
} wks_bym2_effect;

/* Borrowed during the call.  Several observations may share an area, and an area may have none. */
typedef struct wks_bym2_data {
    wks_bym2_family family;
    size_t n;                /* observations (cells) */
    const double *y;         /* [n] NAN: not observed, predicted only */
    const double *size;      /* [n] expected count, trials or variance.  A size of 0 (trials,
                                expected) tells nothing: y must be 0 or NAN, and it is predicted.
                                NAN is allowed where y is NAN */
    const size_t *area;      /* [n] 0 .. n_areas - 1 */
    size_t n_covariates;     /* may be 0 */
    const double *covariate; /* [n * n_covariates] by column, without the constant; finite */
    bool has_no_constant;    /* leave out the constant that is otherwise coefficient 0 */
} wks_bym2_data;

typedef enum wks_bym2_path {
    WKS_BYM2_PATH_AUTOMATIC, /* by the number of areas and the fill of the factor */
    WKS_BYM2_PATH_DENSE,
    WKS_BYM2_PATH_SPARSE
} wks_bym2_path;

typedef enum wks_bym2_estimate {
    WKS_BYM2_POSTERIOR, /* integrate over the hyperparameters */
    WKS_BYM2_PLUG_IN,   /* one point: the mode of their posterior */
    WKS_BYM2_REML       /* one point: the mode of the Laplace likelihood, flat coefficients, no
                           priors; the estimates are modes, without the correction of the mean */
} wks_bym2_estimate;

/* All zeros is the default of every field: the value in brackets. */
typedef struct wks_bym2_options {
    wks_bym2_effect effect;
    wks_bym2_estimate estimate;
    wks_bym2_path path;
    double sd_limit;                   /* U and a of P(1 / sqrt(tau) > U) = a       (1) */
    double sd_probability;             /*                                           (0.01) */
    double phi_limit;                  /* U and a of P(phi < U) = a                 (0.5) */
    double phi_probability;            /*                                           (0.5) */
    double coefficient_precision;      /* of the normal prior of the covariates     (0.001) */
    double constant_precision;         /* of that of the constant; 0 is flat        (0) */
    double overdispersion_limit;       /* negative binomial: P(1 / sqrt(k) > U) = a (1) */
    double overdispersion_probability; /*                                      (0.01) */
    bool is_quick;        /* a coarser grid: about half the points, means within 0.02 sd */
    bool skips_quantiles; /* leave lower, median, upper and above NULL */
    bool skips_measures;  /* leave DIC, WAIC, CPO out: NAN, cpo NULL */
    const double *limits; /* [n_limits] fitted values to exceed, borrowed */
    size_t n_limits;
    size_t n_draws;  /* joint draws                               (0: none) */
    uint64_t seed;   /* of the draws                              (0) */
    uint64_t stream; /* of the draws: number of the indicator     (0) */
} wks_bym2_options;

/* Posterior of one number. */
typedef struct wks_bym2_summary {
    double mean, sd;
    double lower, median, upper; /* quantiles .025, .5, .975 */
} wks_bym2_summary;

/* What a reader should know of the result; several may hold. */
typedef enum wks_bym2_flag {
    WKS_BYM2_NO_EVENTS = 1,    /* all counts 0 (or all equal to trials): the data bound the level on
                                  one side only; the constant got a normal prior with sd 10 */
    WKS_BYM2_PHI_AT_EDGE = 2,  /* the grid reached the clamp of logit phi, [-12, 20] */
    WKS_BYM2_JITTER = 4,       /* a factor needed diagnostics.jitter on its diagonal */
    WKS_BYM2_GRID_CUT = 8,     /* the grid stopped at its largest size */
    WKS_BYM2_HUGE_COUNTS = 16, /* a count above 1e9, or a variance below a billionth of that of y,
                                  was given the weight of that bound */
    WKS_BYM2_NO_NEIGHBOURS = 32 /* no area has any: the effect is independent, phi unknown */
} wks_bym2_flag;

typedef struct wks_bym2_diagnostics {
    unsigned flags;        /* wks_bym2_flag */
    bool is_dense;         /* the path that was taken */
    size_t n_points;       /* grid points with weight */
    size_t n_evaluations;  /* of the Laplace approximation, mode search included */
    size_t n_newton;       /* Newton steps in all of these */
    size_t n_halved;       /* steps that had to be shortened */
    size_t most_newton;    /* in one evaluation */
    double jitter;         /* largest that was added; 0 as a rule */
    double mode_gradient;  /* largest slope of the log posterior at the mode found */
    size_t factor_entries; /* of the sparse factor, or the dense one */
} wks_bym2_diagnostics;

/* Everything lives in the arena given to wks_bym2_fit_model. */
typedef struct wks_bym2_fit {
    size_t n, n_areas, n_coefficients; /* the constant first, unless left out */
    wks_bym2_summary *coefficient;     /* [n_coefficients] */
    double *coefficient_covariance;    /* [n_coefficients^2] */
    double *effect_mean, *effect_sd;   /* [n_areas] of the area effect */

    /* Of each observation, also those not observed. */
    double *eta_mean, *eta_sd;      /* [n] linear predictor, without log(size) */
    double *mean, *sd;              /* [n] fitted value: relative risk, proportion, eta */
    double *lower, *median, *upper; /* [n] its quantiles .025, .5, .975; NULL when skipped */
    double *above;                  /* [n * n_limits] by limit: P(fitted value > limit); NULL */
    size_t n_limits;

    wks_bym2_summary tau;          /* precision of the area effect */
    wks_bym2_summary area_sd;      /* 1 / sqrt(tau) */
    wks_bym2_summary phi;          /* share of spatial variance; lambda of Leroux; NAN without */
    wks_bym2_summary dispersion;   /* k of the negative binomial; NAN without */
    double log_likelihood;         /* log marginal likelihood (at one point: there) */
    double effective_coefficients; /* WKS_BYM2_REML: trace of the hat matrix (edf); else NAN */

    double dic, dic_effective;   /* Spiegelhalter et al. (2002), at the posterior mean of eta */
    double waic, waic_effective; /* Watanabe (2010), by observation */
    double log_score;            /* - mean log cpo */
    double *cpo;                 /* [n] p(y_i | the others); NAN where not observed; NULL */

    size_t n_draws;
    double *coefficient_draws; /* [n_coefficients * n_draws] by draw: d-th at d * n_coef.. */
    double *effect_draws;      /* [n_areas * n_draws] by draw; jointly with the above */

    wks_bym2_diagnostics diagnostics;
} wks_bym2_fit;

/* Fit the model.  neighbours may be NULL for WKS_BYM2_EFFECT_IID, with n_areas areas 0 ..; else
 * n_areas must be its number.  Memory: for n_areas 300 and 2,000 draws about 10 MB.
 * Errors: WKS_E_ARGUMENT  no observations; fewer than 2 areas; an area out of range; y or size
 *                         negative, not finite, y above the trials, a count above 0 at size 0, a
 *                         variance that is not positive (the text names the observation, from 1);
 *                         fewer observed areas than coefficients; an option out of range
 *         WKS_E_NUMERIC   collinear covariates (the text names the column); no mode found in the
 *                         Newton steps or of the hyperparameters
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_bym2_fit_model(const wks_bym2_data *data, size_t n_areas,
                                           const wks_neighbours *neighbours,
                                           const wks_bym2_options *options, wks_arena *arena,
                                           wks_bym2_fit *fit, wks_error *err);

/* The first observation that the model refuses, for a caller that knows on which line it stands:
 * *what says why in the user's language (it lives for ever), *is_size whether its size is to blame
 * rather than y.  False when all are possible. */
bool wks_bym2_find_wrong(const wks_bym2_data *data, size_t *observation, const char **what,
                         bool *is_size);

/* Fitted values of draw d for rows that need not be those of the fit (cells of a population):
 * value[n_rows], on the scale of mean; covariate [n_rows * n_covariates] by column, without the
 * constant. */
typedef struct wks_bym2_rows {
    wks_bym2_family family;
    size_t n;
    const size_t *area;      /* [n] */
    size_t n_covariates;     /* as in the data of the fit */
    const double *covariate; /* [n * n_covariates] by column */
} wks_bym2_rows;

void wks_bym2_draw_values(const wks_bym2_fit *fit, const wks_bym2_rows *rows, size_t draw,
                          double *value);

#endif
