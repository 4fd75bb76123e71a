/* public/serve/ogc_question.h - what is asked of /ogc/v1.
 *
 * In: the parameters of OGC API - Features (OGC 17-069r4, 18-058r1), and those by which an
 * indicator is chosen, which every resource takes so that its links keep them.  Out: a question,
 * and a fault for each thing that is wrong with it. SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_SERVE_OGC_QUESTION_H
#define WKS_PUBLIC_SERVE_OGC_QUESTION_H

#include "base/http.h"
#include "base/shape.h"
#include "public/export/export_features.h"

#include <stdbool.h>
#include <stddef.h>

#define WKS_OGC_CRS84 "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
#define WKS_OGC_RD "http://www.opengis.net/def/crs/EPSG/0/28992"

enum {
    WKS_OGC_USUAL_LIMIT = 100,
    WKS_OGC_MOST_LIMIT = 1000,
    WKS_OGC_QUESTION_KEY = WKS_HTTP_MAX_DECODED + 64
};

/* A parameter in the order of the list; the first three choose the figures. */
typedef enum wks_ogc_parameter {
    WKS_OGC_INDICATOR,
    WKS_OGC_PERIOD,
    WKS_OGC_BREAKDOWN,
    WKS_OGC_CRS, /* of items */
    WKS_OGC_LIMIT,
    WKS_OGC_OFFSET,
    WKS_OGC_BBOX,
    WKS_OGC_BBOX_CRS,
    WKS_OGC_DATETIME,
    WKS_OGC_N_PARAMETERS
} wks_ogc_parameter;

extern const wks_http_parameter wks_ogc_parameters[WKS_OGC_N_PARAMETERS];

typedef struct wks_ogc_question {
    const char *given[WKS_OGC_N_PARAMETERS]; /* as they came; NULL: not */
    size_t limit, offset;
    bool has_box, is_box_rd;
    wks_box box;
    bool is_rd; /* coordinates in RD New */
} wks_ogc_question;

/* Read the first n parameters of the list.  What is wrong becomes faults of response. */
void wks_ogc_question_read(wks_http_request *request, size_t n_parameters, wks_ogc_question *out,
                           wks_http_response *response);

/* The question as a key for what answers it: the same for the same question alone. */
void wks_ogc_question_key(const wks_http_request *request, const wks_ogc_question *question,
                          char out[static WKS_OGC_QUESTION_KEY]);

/* The layer of this name with its borders.
 * Errors: WKS_E_NOT_FOUND  the release has no such layer: which it has; WKS_E_STORE, WKS_E_MEMORY
 */
WKS_MUST_CHECK wks_code wks_ogc_find_layer(wks_picture *picture, int64_t release, const char *name,
                                           wks_arena *arena, const wks_features_layer **layer,
                                           wks_borders *borders, wks_error *err);

/* The indicator that is asked for, of one level (NULL: any); *offer gets NULL where none is.  What
 * does not exist becomes a fault.  Errors: WKS_E_STORE, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_ogc_question_offer(const wks_ogc_question *question,
                                               wks_picture *picture, int64_t release,
                                               const char *level, wks_arena *arena,
                                               const wks_table_offer **offer,
                                               wks_http_response *response, wks_error *err);

#endif
