/* programs/wijkscan/method_mrp.h - the files of `wijkscan method mrp` as the survey of a model.
 *
 * For method_mrp.c alone.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PROGRAMS_WIJKSCAN_METHOD_MRP_H
#define WKS_PROGRAMS_WIJKSCAN_METHOD_MRP_H

#include "private/estimate/survey_model.h"
#include "programs/wijkscan/verb.h"

#include <stdbool.h>
#include <stddef.h>

/* Texts in order, each once; index by wks_text_set_find of the .c file. */
typedef struct wks_method_mrp_codes {
    size_t n;
    const char **text; /* [n] */
} wks_method_mrp_codes;

/* All in the arena of the call. */
typedef struct wks_method_mrp_input {
    wks_survey survey; /* points into the rest */
    wks_survey_shape shape;
    wks_survey_cells cells;
    wks_neighbours neighbours;
    wks_method_mrp_codes areas;  /* in the order of the population file */
    wks_method_mrp_codes groups; /* in the order of their first area */
    bool is_weighted;
} wks_method_mrp_input;

/* Read --data, --population, --covariates and --graph.
 * Errors: WKS_E_NOT_FOUND, WKS_E_IO, WKS_E_FORMAT, WKS_E_ARGUMENT: file, line and column named. */
WKS_MUST_CHECK wks_code wks_method_mrp_read(const wks_call *call, const wks_arguments *arguments,
                                            wks_method_mrp_input *out, wks_error *err);

#endif
