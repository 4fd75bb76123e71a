/* private/method/difference_in_differences.h - did areas that began change more than the others?
 *
 * Group-time effects ATT(g,t): the areas that began in period g, their change since the last period
 * before it, less the change of areas that had not begun; so that areas that began earlier are
 * never the measure of those that begin later.  With the influence of every area, from which all
 * errors, aggregates and bootstraps follow, and a joint test on the periods before. Source:
 * Callaway & Sant'Anna (2021), J Econometrics 225:200-230, doi:10.1016/j.jeconom.2020.12.001.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_DIFFERENCE_IN_DIFFERENCES_H
#define WKS_PRIVATE_METHOD_DIFFERENCE_IN_DIFFERENCES_H

#include "base/arena.h"
#include "base/error.h"
#include "private/method/did_contrast.h"
#include "private/method/effect_guard.h"
#include "private/method/panel.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    /* With fewer clusters, errors are not trusted to be normal: intervals are bootstrapped. */
    WKS_DID_MANY_CLUSTERS = 40
};

typedef enum wks_did_control {
    WKS_DID_NEVER,   /* areas that never begin inside the window */
    WKS_DID_NOT_YET, /* those, and areas that begin after both periods of the comparison */
} wks_did_control;

typedef struct wks_did_options {
    wks_did_control control;
    wks_did_estimator estimator; /* how covariates are used, if the panel has them */
    bool has_universal_base;     /* periods before are held against the last one before the start,
                                    as those after; else each against the one before it */
    double confidence;           /* 0.95 */
} wks_did_options;

typedef enum wks_did_status {
    WKS_DID_OK,
    WKS_DID_FEW,        /* an effect without an error: under 2 areas (or clusters) on a side */
    WKS_DID_NO_CONTROL, /* no effect: no area to compare with */
    WKS_DID_NOT_FITTED, /* no effect: model_status says what is wrong with the covariates */
} wks_did_status;

const char *wks_did_status_text(wks_did_status status);

typedef struct wks_did_effect {
    wks_did_status status;
    wks_glm_status model_status;
    size_t group, time; /* indices of panel->time */
    size_t base;        /* the period that time is held against */
    bool is_before;     /* time < group: should be zero */
    size_t n_treated, n_control;
    double att;              /* NAN unless WKS_DID_OK or WKS_DID_FEW */
    double se, lower, upper; /* normal; NAN unless WKS_DID_OK */
} wks_did_effect;

/* Joint test that all effects before the start are zero. */
typedef struct wks_did_pre_trend {
    size_t n;    /* effects tested; 0: none there */
    double wald; /* NAN when their covariance is singular */
    double p;    /* chi-squared; with under 40 clusters F, as Hotelling's; NAN: not tested */
} wks_did_pre_trend;

typedef struct wks_did {
    wks_effect_refusal refusal; /* no treated, no control, one treated, pre-trend; effects are there
                                   all the same but for the first two, not to be called effects */
    wks_did_effect *effects;    /* [n_effects] by group, then time */
    size_t n_effects;
    double *influence; /* [panel->n_units x n_effects], zeros where there is no effect */
    size_t n_treated;  /* units in groups that were estimated */
    size_t n_treated_clusters;
    wks_did_pre_trend pre_trend;
} wks_did;

/* Everything in out lives in arena.  Errors: WKS_E_ARGUMENT  a confidence outside 0..1;
 * WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_difference_in_differences_fit(const wks_panel *panel,
                                                          const wks_did_options *options,
                                                          wks_arena *arena, wks_did *out,
                                                          wks_error *err);

/* The standard error of an estimate with this influence [n_units]: clusters summed, squared, over
 * n_units^2.  Room [n_clusters] is overwritten. */
double wks_difference_in_differences_se(const wks_panel *panel, const double *influence,
                                        double *room);

#endif
