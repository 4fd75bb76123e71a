/* private/estimate/poststratify.h - from draws of a model on cells to draws of areas.
 *
 * The proportion in an area is the mean of its cells, weighted by how many residents each holds; in
 * a group of areas (a gemeente, the region) it is the mean of its areas in the same draw, so that a
 * gemeente is always the weighted sum of its wijken.
 * Source: Gelman & Little (1997), Survey Methodology 23:127-135; Park, Gelman & Bafumi (2004),
 * Political Analysis 12:375-385, doi:10.1093/pan/mph024.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_POSTSTRATIFY_H
#define WKS_PRIVATE_ESTIMATE_POSTSTRATIFY_H

#include "base/arena.h"
#include "base/error.h"
#include "private/estimate/survey_cells.h"

#include <stddef.h>

/* logit p of a cell in a draw = the area's part + the stratum's part. */
typedef struct wks_poststratify_parts {
    size_t n_draws;
    const double *area;    /* [n_draws * n_areas] by draw: area i of draw d at d * n_areas + i */
    const double *stratum; /* [n_draws * n_strata] by draw */
} wks_poststratify_parts;

typedef struct wks_posterior {
    double mean, sd, lower, upper; /* lower and upper: quantiles .025 and .975 */
} wks_posterior;

/* draws [n_draws * n_areas] by draw: the proportion of every area; 0 where it has no residents.
 * population [n_cells] >= 0; shift [n_areas] is added to the logits of an area, or NULL.  Parts
 * beyond -+300 are taken as -+300. */
WKS_MUST_CHECK wks_code wks_poststratify_draw(const wks_survey_shape *shape,
                                              const double *population,
                                              const wks_poststratify_parts *parts,
                                              const double *shift, wks_arena *arena, float *draws,
                                              wks_error *err);

/* Mean, deviation and interval of every column of draws [n_draws * n_columns] by draw. */
WKS_MUST_CHECK wks_code wks_poststratify_summarise(size_t n_draws, size_t n_columns,
                                                   const float *draws, wks_arena *arena,
                                                   wks_posterior *out, wks_error *err);

/* Draws of groups [n_draws * n_groups] by draw: means of the areas' weighted by residents
 * [n_areas]; group [n_areas] in 0 .. n_groups - 1.  A group without residents is 0. */
WKS_MUST_CHECK wks_code wks_poststratify_group(const wks_survey_shape *shape, size_t n_draws,
                                               const float *draws, const double *residents,
                                               const size_t *group, size_t n_groups,
                                               wks_arena *arena, float *group_draws,
                                               wks_error *err);

/* What is known of groups beforehand, for wks_poststratify_shift. */
typedef struct wks_poststratify_targets {
    size_t n_groups;
    const size_t *group;  /* [n_areas] */
    const double *target; /* [n_groups] in (0, 1), or NAN: leave this group as it is */
} wks_poststratify_targets;

/* shift [n_groups] for the logits of a group so that the posterior mean of the group is its target;
 * 0 where the target is NAN.  One constant a group for all cells and draws: what the model says on
 * the differences between its wijken, and how sure it is, stays.
 * Source: Rosenman, McCartan & Olivella (2023), Political Analysis 31:651-661,
 * doi:10.1017/pan.2022.31.
 * Errors: WKS_E_NUMERIC  a target is not reached in 50 rounds; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_poststratify_shift(const wks_survey_shape *shape,
                                               const double *population,
                                               const wks_poststratify_parts *parts,
                                               const wks_poststratify_targets *targets,
                                               wks_arena *arena, double *shift, wks_error *err);

#endif
