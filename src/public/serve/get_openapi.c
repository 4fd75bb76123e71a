/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/routes.h"
#include "public/serve/serve_state.h"

wks_code wks_get_openapi(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                         void *context, wks_error *err)
{
    (void)arena;
    (void)err;
    wks_serve *serve = context;
    const bool is_ogc = wks_text_starts(request->route->pattern, "/ogc/");
    response->body = wks_http_body_keep(is_ogc ? serve->ogc_openapi : serve->openapi);
    return WKS_OK;
}
