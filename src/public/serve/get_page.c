/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/routes.h"
#include "public/serve/serve_state.h"

#include <stdbool.h>
#include <string.h>

/* Every page of a language is the same document; its script reads the path. */
wks_code wks_get_page(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                      void *context, wks_error *err)
{
    wks_serve *serve = context;
    const char *pattern = request->route->pattern;
    const bool is_english = strcmp(pattern, "/en") == 0 || strncmp(pattern, "/en/", 4) == 0;
    const bool may_be_framed = strstr(pattern, "/insluiten/") != NULL;
    const char *document = is_english ? "/en/index.html" : "/index.html";
    wks_code code =
        wks_pages_get(&serve->pages, document, may_be_framed, arena, &response->body, err);
    if (code == WKS_E_NOT_FOUND) {
        return wks_http_refuse(response, 503,
                               is_english
                                   ? "The web pages are not built into this program. Run "
                                     "web/build.sh and build again, or start with --web-dir."
                                   : "De webpagina's zijn niet in dit programma ingebouwd. Draai "
                                     "web/build.sh en bouw opnieuw, of start met --web-dir.");
    }
    return code;
}
