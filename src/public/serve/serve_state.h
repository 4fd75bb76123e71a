/* public/serve/serve_state.h - what the handlers share: their context.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_SERVE_SERVE_STATE_H
#define WKS_PUBLIC_SERVE_SERVE_STATE_H

#include "base/http.h"
#include "public/region/region.h"
#include "public/serve/pages.h"
#include "public/serve/release_cache.h"
#include "public/serve/serve.h"

#include <pthread.h>
#include <stdatomic.h>

enum {
    WKS_SERVE_MAX_HEADERS = 8
};

struct wks_serve {
    wks_arena arena; /* holds this struct */
    wks_http_header headers[WKS_SERVE_MAX_HEADERS];
    size_t n_headers;
    wks_http_server *server;
    bool has_store;
    wks_release_store store;
    wks_region *region; /* what people write; NULL: nothing is written here */
    wks_theme theme;
    wks_pages pages;
    wks_http_body *openapi;
    wks_http_body *ogc_openapi;
    wks_http_body *region_openapi;
    char links_base[256]; /* before the path of links in replies; "": they begin with the path */
    pthread_t warmer;     /* renders what everyone asks for, once per release */
    bool has_warmer;
    atomic_bool is_closing;
};

#endif
