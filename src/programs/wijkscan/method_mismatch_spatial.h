/* programs/wijkscan/method_mismatch_spatial.h - stage B of `wijkscan method mismatch`, asked for by
 * --graph.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PROGRAMS_WIJKSCAN_METHOD_MISMATCH_SPATIAL_H
#define WKS_PROGRAMS_WIJKSCAN_METHOD_MISMATCH_SPATIAL_H

#include "base/error.h"
#include "base/json.h"
#include "base/text.h"
#include "private/estimate/neighbours.h"
#include "private/method/mismatch.h"
#include "programs/wijkscan/verb.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct wks_method_spatial {
    bool is_asked; /* a graph was given */
    wks_neighbours neighbours;
    wks_mismatch_shared fit;
} wks_method_spatial;

/* Read the graph of area [n], when there is one.  Errors: those of wks_method_read_graph. */
WKS_MUST_CHECK wks_code wks_method_spatial_read(const wks_call *call,
                                                const wks_arguments *arguments,
                                                const char *const *area, size_t n,
                                                wks_method_spatial *out, wks_error *err);

/* Names and values of its columns; nothing when not asked. */
void wks_method_spatial_put_names(const wks_method_spatial *spatial, wks_buffer *out);
void wks_method_spatial_put_area(const wks_method_spatial *spatial, size_t area, wks_buffer *out);
/* Its member of the summary. */
void wks_method_spatial_put_model(const wks_method_spatial *spatial, wks_json *json);

#endif
