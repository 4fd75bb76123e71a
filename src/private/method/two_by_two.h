/* private/method/two_by_two.h - two periods, areas that began and areas that did not.
 *
 * The classic difference in differences, with errors clustered by area (or above), with and without
 * the correction for few clusters, and a wild bootstrap under the hypothesis of no effect.
 * Source: Bertrand, Duflo & Mullainathan (2004), QJE 119:249-275, doi:10.1162/003355304772839588;
 * Cameron, Gelbach & Miller (2008), Review of Economics and Statistics 90:414-427,
 * doi:10.1162/rest.90.3.414.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_TWO_BY_TWO_H
#define WKS_PRIVATE_METHOD_TWO_BY_TWO_H

#include "base/arena.h"
#include "base/error.h"
#include "private/method/did_bootstrap.h"
#include "private/method/panel.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct wks_two_by_two {
    bool is_possible;    /* two treated and two control clusters or more, and some spread */
    double effect;       /* NAN when there is no treated or no control area */
    double se;           /* clustered, without correction (HC0); NAN unless is_possible */
    double se_corrected; /* times sqrt(G / (G - 1) * (n - 1) / (n - 4)): n rows, G clusters */
    double lower, upper; /* se_corrected and Student's t on G - 1 */
    double p;            /* the same */
    double wild_p;       /* share of wild draws, under no effect, with a t as far out */
    size_t n_treated, n_control, n_clusters; /* units with both periods; their clusters */
} wks_two_by_two;

/* The change from period before to period after (indices of panel->time) of the units of this
 * group, beside that of the units that never begin. Errors: WKS_E_ARGUMENT  fewer than 99 draws;
 * WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_two_by_two_estimate(const wks_panel *panel, size_t group, size_t before,
                                                size_t after,
                                                const wks_did_bootstrap_options *options,
                                                wks_arena *arena, wks_two_by_two *out,
                                                wks_error *err);

#endif
