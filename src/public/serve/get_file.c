/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/routes.h"
#include "public/serve/serve_state.h"

#include <string.h>

wks_code wks_get_file(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                      void *context, wks_error *err)
{
    wks_serve *serve = context;
    /* The pattern up to its {name} is the folder. */
    const char *pattern = request->route->pattern;
    const char *path =
        wks_arena_printf(arena, "%.*s%s", (int)strcspn(pattern, "{"), pattern, request->names[0]);
    if (path == NULL) {
        return wks_arena_fail(err);
    }
    return wks_pages_get(&serve->pages, path, NULL, arena, &response->body, err);
}
