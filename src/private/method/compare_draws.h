/* private/method/compare_draws.h - as compare.h, from joint draws of a model.
 *
 * Where a model (BYM2, poststratification) has been fitted, its draws hold all there is to know:
 * the difference of an area with the others is taken within each draw.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_COMPARE_DRAWS_H
#define WKS_PRIVATE_METHOD_COMPARE_DRAWS_H

#include "private/method/compare.h"

#include <stddef.h>

typedef struct wks_compare_draws_input {
    size_t n_draws, n_areas;
    const float *draws;              /* [n_draws * n_areas]: draw d, area i at d * n_areas + i; in
                                        the unit of the figure (proportion, rate), not of the link */
    const double *weights;           /* [n_areas] population, > 0; 0: no verdict, counts nowhere */
    const wks_label_reason *missing; /* [n_areas] as in compare.h, or NULL */
    const size_t *group;             /* [n_areas] or NULL */
    size_t n_groups;
    wks_compare_against against; /* not WKS_COMPARE_PERIOD: give the draws of the difference, and
                                    compare with FIXED 0 */
    double fixed;
    const size_t *lookalikes; /* [n_areas * n_lookalikes] */
    size_t n_lookalikes;
    double between_sd, between_lower, between_upper, spatial_share; /* as the model said, or NAN */
    const char *scale;                                              /* of between_sd, or NULL */
} wks_compare_draws_input;

/* Rules: WKS_COMPARE_POSTERIOR (default), WKS_COMPARE_FUNNEL and WKS_COMPARE_PLAIN (the 99.8 % or
 * 95 % interval of the difference excludes 0).  p_value is NAN: draws have none.  Values are means
 * over the draws, limits their quantiles.
 * Errors: WKS_E_ARGUMENT  fewer than 100 draws (1,000 for FUNNEL), a draw that is no number, a
 *         weight below zero, another rule; the text names the area (from 1); WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_compare_draws(const wks_compare_draws_input *input,
                                          const wks_compare_options *options, wks_arena *arena,
                                          wks_comparison *comparisons, wks_compare_summary *summary,
                                          wks_error *err);

#endif
