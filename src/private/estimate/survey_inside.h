/* private/estimate/survey_inside.h - what survey_model.c and survey_report.c share.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_SURVEY_INSIDE_H
#define WKS_PRIVATE_ESTIMATE_SURVEY_INSIDE_H

#include "private/estimate/survey_design.h"
#include "private/estimate/survey_model.h"

/* A fit under way. */
typedef struct wks_survey_job {
    const wks_survey *survey;
    wks_survey_options options; /* defaults filled in */
    wks_arena *arena;
    double *residents; /* [n_areas] */
    wks_survey_design design;
    double *prior_sd; /* [n_terms + n_covariates] */
    wks_bym2_fit fit;
    wks_poststratify_parts parts;
    size_t *whole; /* [n_areas] all zeros: every area in one group */
    wks_survey_result *out;
} wks_survey_job;

/* Of a job whose model is fitted and whose parts are made: fill job->out with estimates, checks,
 * coefficients and flags, and benchmark where that is asked.
 * Errors: WKS_E_NUMERIC  a benchmark that is not reached; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_survey_report(wks_survey_job *job, wks_error *err);

#endif
