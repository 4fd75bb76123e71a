/* An invented survey with a known answer: a grid of wijken whose true proportions come from the
 * model of shared/reference/simsurvey/sim.R, with a share of the variance between wijken that
 * follows the map, response that depends on age, and wijken without respondents.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_TESTS_SURVEY_WORLD_H
#define WKS_TESTS_SURVEY_WORLD_H

#include "private/estimate/survey_model.h"

typedef struct survey_world_options {
    size_t rows, columns;    /* of the grid; wijken border on those beside, above and below */
    size_t n_respondents;    /* asked for; a cell never gives more than its residents */
    size_t n_empty;          /* wijken where nobody answers */
    double structured_share; /* of the variance between wijken: phi */
    double area_sd;
    uint64_t seed;
} survey_world_options;

/* Seven age groups x two sexes; one covariate; gemeenten of rows of wijken, three rows each. */
typedef struct survey_world {
    wks_survey survey; /* points into the rest */
    wks_survey_shape shape;
    wks_survey_cells cells;
    wks_neighbours neighbours;
    double *truth;     /* [n_areas] true proportion among the residents */
    double *residents; /* [n_areas] */
} survey_world;

/* Everything lives in arena. */
WKS_MUST_CHECK wks_code survey_world_make(const survey_world_options *options, wks_arena *arena,
                                          survey_world *out, wks_error *err);

/* How a fit does on a world. */
typedef struct survey_score {
    double n, n_covered, squares;                   /* wijken with respondents */
    double n_empty, n_empty_covered, empty_squares; /* without */
    double direct_squares;                          /* of those with respondents */
    double direct_covered;
    double n_flagged, n_wrong;     /* 95 % interval of the difference with the rest excludes 0;
                                      the true difference has the other sign */
    double n_rank, n_rank_covered; /* 95 % interval of the rank holds the true rank */
} survey_score;

/* Adds to score. */
WKS_MUST_CHECK wks_code survey_world_score(const survey_world *world,
                                           const wks_survey_result *result, wks_arena *arena,
                                           survey_score *score, wks_error *err);

#endif
