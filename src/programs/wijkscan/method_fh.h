/* programs/wijkscan/method_fh.h - what `wijkscan method fh` was asked, and what came of it.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PROGRAMS_WIJKSCAN_METHOD_FH_H
#define WKS_PROGRAMS_WIJKSCAN_METHOD_FH_H

#include "private/estimate/area_variance.h"
#include "programs/wijkscan/method.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct wks_fh_request {
    wks_method_data file;
    const char **area; /* [n_rows] names */
    const char **time; /* [n_rows] periods; NULL without --time */
    double *y, *variance;
    double *own; /* [n_rows] y as read */
    double *x;
    const char **names; /* [n_covariates] */
    size_t n_covariates;
    wks_fay_herriot_method method;
    bool is_naive, is_logit;
    size_t n_places; /* areas, when rows are area-periods; else n_rows */
    const char **place_names;
    wks_area_variance_fit fit;
    size_t n_theta; /* 0: plain */
} wks_fh_request;

/* Read --data with the columns and choices of the flags.
 * Errors: WKS_E_ARGUMENT, WKS_E_FORMAT, WKS_E_NOT_FOUND, WKS_E_IO, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_fh_request_read(const wks_call *call, const wks_arguments *arguments,
                                            wks_fh_request *r, wks_error *err);

#endif
