/* private/method/panel.h - areas followed over periods, from rows to a table.
 *
 * In: a row for each area and period, in any order.  Out: a table of areas by periods with the
 * group of each area (the first period in which it takes part) and its cluster.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_PANEL_H
#define WKS_PRIVATE_METHOD_PANEL_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct wks_panel_rows {
    size_t n;
    const double *y;    /* [n] NAN: missing */
    const size_t *unit; /* [n] 0 .. n_units - 1 */
    size_t n_units;
    const double *time;    /* [n] */
    const double *group;   /* [n] first time of taking part; 0 or NAN: never */
    const size_t *cluster; /* [n] any number; NULL: every unit is its own */
    const double *x;       /* [n x n_x] covariates by column; NULL when n_x is 0 */
    size_t n_x;
} wks_panel_rows;

typedef struct wks_panel_options {
    /* keep units without a value for some period: each comparison then uses those that have both of
     * its periods.  Otherwise they are left out whole. */
    bool keep_incomplete;
} wks_panel_options;

/* Units that are left out do not appear: index n_units is of those that stay. */
typedef struct wks_panel {
    size_t n_units, n_times, n_clusters, n_x;
    double *time;    /* [n_times] ascending */
    double *y;       /* [n_units x n_times] NAN: missing */
    double *x;       /* [n_units x n_times] for each covariate, one behind the other */
    size_t *group;   /* [n_units] index of the first time at or after the start; n_times: never */
    size_t *cluster; /* [n_units] 0 .. n_clusters - 1 */
    size_t *unit;    /* [n_units] the caller's number */
    size_t n_incomplete;    /* units that lack a period (left out, or kept) */
    size_t incomplete_unit; /* the first of them, the caller's number */
    size_t n_always; /* left out: taking part from the first period on, so without a before */
} wks_panel;

/* Errors: WKS_E_ARGUMENT  a unit twice in a period, a unit with two groups or two clusters, a time
 *                         that is not a number, a covariate that is missing: names the row, from 1
 *         WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_panel_make(const wks_panel_rows *rows, const wks_panel_options *options,
                                       wks_arena *arena, wks_panel *out, wks_error *err);

#endif
