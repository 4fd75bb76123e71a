/* private/method/lookalike.h - the areas that look most like each area.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_LOOKALIKE_H
#define WKS_PRIVATE_METHOD_LOOKALIKE_H

#include "base/arena.h"
#include "base/error.h"

#include <stddef.h>

/* The k areas at the smallest Euclidean distance in covariates that have each been given mean 0 and
 * deviation 1, nearest first, itself excluded; at equal distance the first in order.
 * covariates [n * n_covariates] by column; lookalikes [n * k] by area is filled; n stands where
 * there is none: an area with a covariate that is NAN has none and is none.
 * Errors: WKS_E_ARGUMENT  k is 0 or not below n; a covariate that is the same everywhere: the text
 *         names the column (from 1); WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_lookalike_choose(size_t n, size_t n_covariates,
                                             const double *covariates, size_t k, wks_arena *arena,
                                             size_t *lookalikes, wks_error *err);

#endif
