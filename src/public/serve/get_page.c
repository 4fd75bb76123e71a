/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/routes.h"
#include "public/serve/serve_state.h"

/* Every page is the same document; its script reads the path. */
wks_code wks_get_page(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                      void *context, wks_error *err)
{
    (void)request;
    wks_serve *serve = context;
    wks_code code = wks_pages_get(&serve->pages, "/index.html", arena, &response->body, err);
    if (code == WKS_E_NOT_FOUND) {
        return wks_http_refuse(response, 503,
                               "De webpagina's zijn niet in dit programma ingebouwd. Draai "
                               "web/build.sh en bouw opnieuw, of start met --web-dir.");
    }
    return code;
}
