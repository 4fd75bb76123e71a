/* private/estimate/bym2_draws.h - joint draws of coefficients and effects.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_BYM2_DRAWS_H
#define WKS_PRIVATE_ESTIMATE_BYM2_DRAWS_H

#include "private/estimate/bym2_grid.h"

/* options->n_draws draws into fit.  Each point of the grid gets its share of them, rounded by
 * systematic sampling (one random start), in an order shuffled by the seed; draw d has its own
 * stream of random numbers.  Errors: WKS_E_NUMERIC  as wks_bym2_laplace_find; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_bym2_draws_make(wks_bym2_laplace *laplace, const wks_bym2_grid *grid,
                                            const wks_bym2_options *options, wks_arena *arena,
                                            wks_bym2_fit *fit, wks_error *err);

#endif
