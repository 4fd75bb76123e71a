/* private/estimate/survey_terms.h - the columns of the model for surveys.
 *
 * For survey_model.c alone: which terms the factors give, which of these the respondents can tell
 * apart, and covariates brought to mean 0 and standard deviation 1.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_SURVEY_TERMS_H
#define WKS_PRIVATE_ESTIMATE_SURVEY_TERMS_H

#include "private/estimate/survey_model.h"

#include <stddef.h>

/* A column that is 1 in the strata of one level, or of one level of both the first two factors. */
typedef struct wks_survey_term {
    size_t n_factors; /* 1, or 2: an interaction */
    size_t factor[2], level[2];
    const char *name; /* in the arena */
} wks_survey_term;

typedef struct wks_survey_terms {
    size_t n_terms;
    wks_survey_term *terms; /* [n_terms] */
    double *term;           /* [n_strata * n_terms] by column */
    size_t n_dropped;       /* interactions that the respondents do not tell apart */
    double *covariate; /* [n_areas * n_covariates] by column, standardised; 0 in an area without
                          residents */
    double *centre, *scale; /* [n_covariates] */
} wks_survey_terms;

/* Dummies against the first level that has respondents.  residents [n_areas].
 * Errors: as wks_survey_model_fit says of factors and covariates. */
WKS_MUST_CHECK wks_code wks_survey_design_make(const wks_survey *survey, const double *residents,
                                               wks_arena *arena, wks_survey_terms *out,
                                               wks_error *err);

#endif
