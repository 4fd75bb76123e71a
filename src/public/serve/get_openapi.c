/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/routes.h"
#include "public/serve/serve_state.h"

wks_code wks_get_openapi(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                         void *context, wks_error *err)
{
    (void)arena;
    (void)err;
    wks_serve *serve = context;
    const char *pattern = request->route->pattern;
    response->body =
        wks_http_body_keep(wks_text_starts(pattern, "/ogc/")     ? serve->ogc_openapi
                           : wks_text_starts(pattern, "/regio/") ? serve->region_openapi
                                                                 : serve->openapi);
    return WKS_OK;
}
