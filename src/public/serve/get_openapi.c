/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/routes.h"
#include "public/serve/serve_state.h"

wks_code wks_get_openapi(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                         void *context, wks_error *err)
{
    (void)request;
    (void)arena;
    (void)err;
    wks_serve *serve = context;
    response->body = wks_http_body_keep(serve->openapi);
    return WKS_OK;
}
