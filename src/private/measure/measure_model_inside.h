/* private/measure/measure_model_inside.h - one survey model while it is made.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_MEASURE_MEASURE_MODEL_INSIDE_H
#define WKS_PRIVATE_MEASURE_MEASURE_MODEL_INSIDE_H

#include "private/estimate/survey_model.h"
#include "private/measure/measure_model.h"
#include "private/measure/population.h"
#include "private/method/compare_draws.h"
#include "private/vault/question.h"

/* A breakdown of an indicator in a period. */
typedef struct wks_survey_work {
    const wks_modelling *in;
    const wks_indicator *indicator;
    const wks_measure *measure;
    const wks_source *source;
    size_t breakdown;
    const char *period;
    wks_arena *arena;
    wks_candidates *candidates; /* sorted */
    wks_candidates *added;      /* numbers that had no place there */

    wks_population population;
    const char **areas; /* [n_areas] wijken with a population, sorted */
    size_t n_areas;
    double *residents; /* [n_cells] */
    wks_survey_shape shape;
    wks_survey_cells cells;
    double *covariate;            /* [n_areas * n_covariates] by column */
    const char **covariate_names; /* [n_covariates] those that every wijk has */
    size_t n_covariates;
    const char *left_out; /* covariates that some wijk misses; "" */
    size_t *group;        /* [n_areas] */
    const char **groups;  /* [n_groups] gemeenten */
    size_t n_groups;
    wks_neighbours neighbours;
    double n_other; /* respondents whose age, sex or wijk the population does not know */
    int delivery;

    /* what the fit leaves; it runs beside others and has memory of its own */
    wks_arena own;
    wks_survey_result result; /* without draws */
    wks_comparison *compared; /* [n_areas] */
    wks_compare_summary summary;
    wks_code code;
    wks_error why; /* with a code that is not WKS_OK */
} wks_survey_work;

/* Read what the model is made of into work.  cells [n_cells] are the respondents of every period.
 * Errors: WKS_E_NOT_FOUND where no wijk has a population; WKS_E_MEMORY; those of the vault and of
 * the survey model's input. */
WKS_MUST_CHECK wks_code wks_survey_work_gather(wks_survey_work *work, const wks_record_cell *cells,
                                               size_t n_cells, wks_error *err);

/* Add the record of a model that was run, or of one that could not be.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_survey_work_made(wks_survey_work *work, wks_error *err);
WKS_MUST_CHECK wks_code wks_survey_work_not_made(wks_survey_work *work, wks_error *err);

#endif
