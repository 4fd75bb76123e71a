/* private/method/did_bootstrap.h - intervals from resampled signs, for few clusters and for many
 * estimates at once.
 *
 * The influence of each cluster is multiplied by a random weight of mean 0 and variance 1, and each
 * estimate divided by its own error in that draw (percentile-t), with clusters recentred within the
 * group they belong to: with few clusters the intervals widen as Student's t does.  The largest
 * over a family of estimates gives a band that holds for all of them together (sup-t). Source:
 * Callaway & Sant'Anna (2021), J Econometrics 225:200-230, section 4.1,
 * doi:10.1016/j.jeconom.2020.12.001; Cameron, Gelbach & Miller (2008), Review of Economics and
 * Statistics 90:414-427, doi:10.1162/rest.90.3.414; Mammen (1993), Annals of Statistics 21:255-285,
 * doi:10.1214/aos/1176349025.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_DID_BOOTSTRAP_H
#define WKS_PRIVATE_METHOD_DID_BOOTSTRAP_H

#include "base/arena.h"
#include "base/error.h"
#include "private/method/panel.h"

#include <stddef.h>
#include <stdint.h>

typedef enum wks_did_weights {
    WKS_DID_RADEMACHER, /* -1 or 1 */
    WKS_DID_MAMMEN,     /* (1 -+ sqrt 5) / 2, third moment 1 */
} wks_did_weights;

typedef struct wks_did_bootstrap_options {
    wks_did_weights weights;
    size_t n_draws; /* 1999 */
    uint64_t seed;
    double confidence;
} wks_did_bootstrap_options;

/* How many analytic standard errors an interval is wide to each side. */
typedef struct wks_did_bootstrap {
    double *pointwise;   /* [n] for each estimate; NAN where its influence is all zero, or where so
                            few clusters carry it that no finite interval holds */
    double simultaneous; /* for all n together; NAN when one of those that are not all zero is */
} wks_did_bootstrap;

/* influence [panel->n_units x n] by column.  The same seed gives the same numbers.
 * Errors: WKS_E_ARGUMENT  fewer than 99 draws, n is 0; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_did_bootstrap_draw(const wks_panel *panel, const double *influence,
                                               size_t n, const wks_did_bootstrap_options *options,
                                               wks_arena *arena, wks_did_bootstrap *out,
                                               wks_error *err);

/* One random weight for each of n clusters into out [n]. */
void wks_did_bootstrap_weights(const wks_did_bootstrap_options *options, size_t draw, size_t n,
                               double *out);

#endif
