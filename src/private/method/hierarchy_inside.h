/* private/method/hierarchy_inside.h - the model at one tau and share; hierarchy.c integrates it.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_HIERARCHY_INSIDE_H
#define WKS_PRIVATE_METHOD_HIERARCHY_INSIDE_H

#include "private/method/hierarchy.h"

#include <stdbool.h>

/* From the model's scale to the natural one, and back: value and slope. */
typedef struct wks_hierarchy_value {
    double at, slope;
} wks_hierarchy_value;

/* The state; theta and mu are kept as a start for the next tau or share. */
typedef struct wks_hierarchy_state {
    const wks_hierarchy_input *in;
    double prior_scale;
    double mu_scale;             /* of the prior of the means, where there is a spike */
    double spike;                /* on the model's scale: the value that areas are held against */
    double *theta;               /* [n] mode of an area that differs */
    double *first;               /* [n] slope of the log-likelihood there */
    double *information;         /* [n] of the data on theta there */
    double *differs;             /* [n] probability that it does */
    double *mu;                  /* [n_groups] */
    double *mu_variance;         /* [n_groups] */
    double *lean;                /* [n] mean of theta of an area that differs */
    double *mu_lean;             /* [n_groups] mean of mu */
    double *sum;                 /* [3 * n_groups] scratch */
    wks_hierarchy_value *spikes; /* [n_groups] what areas that do not differ have in common */
    double tau, same;            /* same: the share that does not differ */
    bool has_settled;
    double evidence; /* log p(data | tau, same) + log prior of tau, up to a constant */
} wks_hierarchy_state;

WKS_MUST_CHECK wks_code wks_hierarchy_start(const wks_hierarchy_input *in, wks_arena *arena,
                                            wks_hierarchy_state *state, wks_error *err);
/* Sets has_settled: false after 200 rounds; at a point of little weight that is no harm.
 * Errors: WKS_E_NUMERIC  the evidence is no number. */
WKS_MUST_CHECK wks_code wks_hierarchy_at(wks_hierarchy_state *state, double tau, double same,
                                         wks_error *err);
/* Sets lean and mu_lean. */
void wks_hierarchy_correct(wks_hierarchy_state *state);

/* The posterior of an area that differs: N(mean, variance), of which the mean follows that of its
 * group by `follows`. */
typedef struct wks_hierarchy_place {
    double mean, variance, follows;
} wks_hierarchy_place;

wks_hierarchy_place wks_hierarchy_place_of(const wks_hierarchy_state *state, size_t area);

/* The mean of a normal with this mean and variance on the model's scale. */
wks_hierarchy_value wks_hierarchy_natural(const wks_hierarchy_input *in, double mean,
                                          double variance);
wks_hierarchy_value wks_hierarchy_link(const wks_hierarchy_input *in, double natural);

#endif
