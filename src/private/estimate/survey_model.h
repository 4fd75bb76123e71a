/* private/estimate/survey_model.h - from a survey to wijken: multilevel regression with
 * poststratification.
 *
 * In: respondents and residents counted in cells (area x age group x sex x ...), register figures
 * of the areas and which areas are neighbours.  Out: for every area, those without respondents too,
 * the proportion among its residents with its interval, beside what its own respondents say; the
 * same for groups of areas (gemeenten) and for all together, from the same joint draws.
 *
 *   logit p(area, stratum) = constant + factors + first factor x second + covariates + effect[area]
 *
 * with the area effect of bym2.h.  The weighting variables belong among the factors or covariates;
 * what weights carry beyond these is measured (weight_variation) and never silent.
 *
 * Sources: Gelman & Little (1997), Survey Methodology 23:127-135; Park, Gelman & Bafumi (2004),
 * Political Analysis 12:375-385, doi:10.1093/pan/mph024; area effect: Riebler et al. (2016),
 * doi:10.1177/0962280216660421; priors of coefficients after Gelman et al. (2008), Ann. Appl. Stat.
 * 2:1360-1383, doi:10.1214/08-AOAS191; weights: Ghitza & Gelman (2013), Am. J. Polit. Sci.
 * 57:762-776, doi:10.1111/ajps.12004.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_SURVEY_MODEL_H
#define WKS_PRIVATE_ESTIMATE_SURVEY_MODEL_H

#include "base/arena.h"
#include "base/error.h"
#include "private/estimate/bym2.h"
#include "private/estimate/neighbours.h"
#include "private/estimate/poststratify.h"
#include "private/estimate/survey_cells.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    WKS_SURVEY_LEAST_AREAS = 30, /* with respondents */
    WKS_SURVEY_LEAST_RESPONDENTS = 500
};

/* Borrowed during the call.  Names are for messages only; NULL gives numbers from 1. */
typedef struct wks_survey {
    const wks_survey_shape *shape;
    const wks_survey_cells *cells;
    const double *population; /* [n_cells] residents, >= 0 */
    size_t n_covariates;      /* may be 0 */
    const double *covariate;  /* [n_areas * n_covariates] by column; NAN only where an area has no
                                 residents; standardised inside */
    const wks_neighbours *neighbours; /* NULL: areas are independent */
    size_t n_groups;                  /* 0: none */
    const size_t *group;              /* [n_areas] 0 .. n_groups - 1 */

    const char *const *area_name;      /* [n_areas] */
    const char *const *factor_name;    /* [n_factors] */
    const char *const *level_name;     /* [sum of n_levels] those of factor 0 first */
    const char *const *covariate_name; /* [n_covariates] */
} wks_survey;

typedef enum wks_survey_weights {
    WKS_SURVEY_WEIGHTS_DIRECT,   /* weights serve the direct estimates alone */
    WKS_SURVEY_WEIGHTS_EFFECTIVE /* cells enter as n / (1 + weight_variation) respondents with the
                                    weighted proportion of the cell */
} wks_survey_weights;

/* All zeros is the default of every field: the value in brackets. */
typedef struct wks_survey_options {
    wks_survey_weights weights;
    bool is_benchmarked; /* shift every group to its direct estimate */
    bool is_fine;   /* the full grid of bym2.h; else its quick one, whose error (0.02 sd) is no more
                       than what 2,000 draws leave */
    size_t n_draws; /*                                            (2000) */
    uint64_t seed, stream;         /* of the draws */
    double coefficient_sd;         /* of the normal prior of factors and standardised covariates
                                                                                 (2.5) */
    double interaction_sd;         /* of that of the interactions                (1) */
    const wks_bym2_options *model; /* of the area effect: its draws, seed and coefficient prior are
                                      not used.  NULL, or sd_probability 0, is the default with
                                      P(sd between areas > 1) = 0.1: see docs/methods/mrp.md */
} wks_survey_options;

typedef enum wks_survey_status {
    WKS_SURVEY_OK,
    WKS_SURVEY_PREDICTED,     /* no respondents: from covariates and neighbours alone */
    WKS_SURVEY_NOT_APPLICABLE /* no residents: posterior and direct are NAN */
} wks_survey_status;

/* Of an area, a group, or all. */
typedef struct wks_survey_estimate {
    wks_survey_status status;
    wks_posterior posterior;
    wks_survey_direct direct;
    double residents;
} wks_survey_estimate;

/* Model beside direct in a group, before any benchmark. */
typedef struct wks_survey_check {
    double difference; /* model mean - direct; NAN without respondents */
    double z; /* difference / se of the direct estimate; NAN when that se is 0.  Under the model its
                 variance is below 1 (Hausman 1978, doi:10.2307/1913827): |z| > 2 asks why */
    double shift;        /* of the logits, when benchmarked; else 0 */
    bool is_benchmarked; /* false too when the direct estimate is 0, 1 or missing */
} wks_survey_check;

typedef struct wks_survey_coefficient {
    const char *name;          /* "constant", "age=3", "age=3 sex=2", "ses" */
    wks_bym2_summary estimate; /* logit scale; a covariate: per standard deviation */
    double centre, scale;      /* of a covariate: mean and sd over areas; else 0 and 1 */
} wks_survey_coefficient;

/* What a reader should know; several may hold. */
typedef enum wks_survey_flag {
    WKS_SURVEY_EMPTY_AREAS = 1,   /* areas predicted without respondents */
    WKS_SURVEY_DROPPED_TERMS = 2, /* interactions that no respondents tell apart are left out */
    WKS_SURVEY_WEIGHTS_CARRY_MORE = 4, /* weights vary within cells: weight_variation > 0.05 */
    WKS_SURVEY_MODEL_MISFIT = 8,       /* a group with |z| > 3 */
    WKS_SURVEY_NOT_BENCHMARKED = 16    /* asked for, and not possible in a group */
} wks_survey_flag;

/* Everything lives in the arena given to wks_survey_model_fit. */
typedef struct wks_survey_result {
    wks_survey_estimate *areas;  /* [n_areas] */
    wks_survey_estimate *groups; /* [n_groups] */
    wks_survey_check *checks;    /* [n_groups] */
    wks_survey_estimate region;  /* all areas together */
    wks_survey_check region_check;

    size_t n_draws;
    float *draws;       /* [n_draws * n_areas] by draw; 0 where an area has no residents */
    float *group_draws; /* [n_draws * n_groups] by draw */

    size_t n_coefficients;
    wks_survey_coefficient *coefficient; /* [n_coefficients] the constant first */
    wks_bym2_summary area_sd, phi;       /* of the area effect; phi NAN without a graph */
    double dic, log_likelihood;

    unsigned flags; /* wks_survey_flag */
    double n_respondents;
    size_t n_areas_with; /* areas with respondents */
    size_t n_empty;      /* areas with residents and none */
    size_t n_not_applicable;
    size_t n_dropped;
    double weight_variation; /* of wks_survey_cells */
    double n_outside;        /* respondents in cells where the population counts nobody */
    wks_bym2_diagnostics model;
} wks_survey_result;

/* Fit and poststratify.  Memory: for 300 areas, 14 strata and 2,000 draws about 20 MB.
 * Errors: WKS_E_REFUSED   fewer than 30 areas with respondents, or than 500 respondents; residents
 *                         with a level of a factor (named) that no respondent has
 *         WKS_E_ARGUMENT  a population that is negative or not finite, or nobody at all; a
 * covariate that an area misses (named), or that is the same everywhere; a group out of range; an
 * option out of range WKS_E_NUMERIC   collinear factors or covariates (named); those of
 * wks_bym2_fit_model WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_survey_model_fit(const wks_survey *survey,
                                             const wks_survey_options *options, wks_arena *arena,
                                             wks_survey_result *out, wks_error *err);

#endif
