/* public/serve/ogc_links.h - the links by which a reader of /ogc/v1 finds its way.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_SERVE_OGC_LINKS_H
#define WKS_PUBLIC_SERVE_OGC_LINKS_H

#include "base/json.h"
#include "public/serve/ogc_question.h"

#include <stdbool.h>

#define WKS_OGC_JSON "application/json"
#define WKS_OGC_GEOJSON "application/geo+json"

typedef struct wks_ogc_link {
    const char *rel;   /* "self" */
    const char *type;  /* "application/json" */
    const char *title; /* in Dutch */
    const char *href;
} wks_ogc_link;

/* The member "links". */
void wks_ogc_links_write(wks_json *json, const wks_ogc_link *links, size_t n);

/* BASE/ogc/v1PATH with the indicator that was chosen, and with all that was asked when is_whole;
 * offset is given where it is not 0.  NULL when out of memory. */
const char *wks_ogc_links_address(const char *base, const char *path,
                                  const wks_ogc_question *question, bool is_whole, size_t offset,
                                  wks_arena *arena);

#endif
