/* private/method/did_aggregate.h - group-time effects brought together.
 *
 * Weighted means of ATT(g,t) over the periods after the start, with the size of each group as
 * weight; the error of those sizes is part of the influence.
 * Source: Callaway & Sant'Anna (2021), J Econometrics 225:200-230, section 3,
 * doi:10.1016/j.jeconom.2020.12.001.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_DID_AGGREGATE_H
#define WKS_PRIVATE_METHOD_DID_AGGREGATE_H

#include "base/arena.h"
#include "base/error.h"
#include "private/method/difference_in_differences.h"

#include <stddef.h>

typedef enum wks_did_kind {
    WKS_DID_SIMPLE,   /* all effects after the start, by size of group: overall only */
    WKS_DID_DYNAMIC,  /* by time since the start, also before it (the event study); overall: the
                         mean over times from 0 on */
    WKS_DID_GROUP,    /* by group; overall by size of group */
    WKS_DID_CALENDAR, /* by period; overall: the mean over periods */
} wks_did_kind;

typedef struct wks_did_mean {
    double at;               /* time since the start, group or period; NAN for an overall */
    double att;              /* NAN when none of its effects is there */
    double se, lower, upper; /* normal; NAN when one of its effects has no error */
    size_t n_effects;        /* that it is a mean of */
    size_t n_missing;        /* effects that belong to it and could not be estimated */
} wks_did_mean;

typedef struct wks_did_aggregate {
    wks_did_mean overall;
    wks_did_mean *means; /* [n_means] ascending in at; none for WKS_DID_SIMPLE */
    size_t n_means;
    double *influence; /* [panel->n_units x (n_means + 1)], that of the overall last */
} wks_did_aggregate;

/* Everything in out lives in arena.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_did_aggregate_make(const wks_panel *panel, const wks_did *did,
                                               wks_did_kind kind, double confidence,
                                               wks_arena *arena, wks_did_aggregate *out,
                                               wks_error *err);

#endif
