/* private/estimate/bym2_measures.h - from a grid of Gaussian approximations to what is reported.
 *
 * Everything is a mixture over the points of the grid.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_BYM2_MEASURES_H
#define WKS_PRIVATE_ESTIMATE_BYM2_MEASURES_H

#include "private/estimate/bym2_grid.h"

/* Coefficients and effects.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_bym2_measures_effects(const wks_bym2_problem *problem,
                                                  const wks_bym2_grid *grid, wks_arena *arena,
                                                  wks_bym2_fit *fit, wks_error *err);

/* Fitted values, their quantiles and chances.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_bym2_measures_fitted(wks_bym2_problem *problem,
                                                 const wks_bym2_grid *grid,
                                                 const wks_bym2_options *options, wks_arena *arena,
                                                 wks_bym2_fit *fit, wks_error *err);

/* tau, area_sd, phi and dispersion, and the log likelihood. */
void wks_bym2_measures_hyper(const wks_bym2_prior *prior, const wks_bym2_grid *grid,
                             wks_bym2_fit *fit);

/* DIC, WAIC, CPO; after the fitted values.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_bym2_measures_scores(wks_bym2_problem *problem,
                                                 const wks_bym2_grid *grid, wks_arena *arena,
                                                 wks_bym2_fit *fit, wks_error *err);

#endif
