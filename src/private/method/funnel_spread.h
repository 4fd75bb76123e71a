/* private/method/funnel_spread.h - a funnel when areas differ by more than chance for other
 * reasons.
 *
 * With large denominators nearly every area falls outside a funnel that knows chance alone.  Here
 * the spread of the areas is measured after the most extreme are pulled in (winsorised), and the
 * limits are widened by it: by a factor (phi), or by a variance between areas (tau squared).
 * Source: Spiegelhalter (2005), Statistics in Medicine 24:1185-1202, doi:10.1002/sim.1970, and
 * Spiegelhalter (2005), Quality and Safety in Health Care 14:347-351,
 * doi:10.1136/qshc.2005.013755; tau squared is the moment estimator of DerSimonian & Laird (1986),
 * Controlled Clinical Trials 7:177-188, doi:10.1016/0197-2456(86)90046-2.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_FUNNEL_SPREAD_H
#define WKS_PRIVATE_METHOD_FUNNEL_SPREAD_H

#include "private/method/funnel.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum wks_funnel_model {
    WKS_FUNNEL_CHANCE, /* no more than chance */
    WKS_FUNNEL_FACTOR, /* standard errors times the root of phi */
    WKS_FUNNEL_RANDOM  /* a variance tau squared between areas is added */
} wks_funnel_model;

/* On the scale on which the error does not depend on the value: arcsine of the root of a
 * proportion, root of a ratio to the expected number. */
typedef struct wks_funnel_spread {
    size_t n_used;         /* areas that count: not those without a denominator or label */
    double phi;            /* mean of the squared winsorised z, as it is */
    double factor;         /* phi where it is more than chance gives, else 1 */
    double tau_squared;    /* >= 0 */
    bool is_overdispersed; /* phi is above 1 + 2 sqrt(2 / n_used), two standard errors */
    double *z;             /* [n_areas] against chance alone; NAN where not used */
    double *se;            /* [n_areas] by chance alone; NAN where not used */
} wks_funnel_spread;

/* Of a funnel that was made from the same data; winsorise 0..0.5 is the share pulled in at each end
 * (0.1 in the source); arrays live in arena.
 * Errors: WKS_E_ARGUMENT  winsorise out of range; fewer than 3 areas that count; WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_funnel_spread_find(const wks_funnel_data *data,
                                               const wks_funnel *funnel, double winsorise,
                                               wks_arena *arena, wks_funnel_spread *out,
                                               wks_error *err);

/* The label of an area under a model, from its z; WKS_FUNNEL_TOO_FEW where it has none. */
wks_funnel_label wks_funnel_spread_label(const wks_funnel_spread *spread, wks_funnel_model model,
                                         size_t area);

/* The limit (x multiplier) z standard errors from the baseline, of an area with this denominator
 * (all years); a limit outside what can be is at its end. */
double wks_funnel_spread_limit(const wks_funnel_data *data, const wks_funnel *funnel,
                               const wks_funnel_spread *spread, wks_funnel_model model,
                               double denominator, double z);

#endif
