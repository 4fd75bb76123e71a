/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/routes.h"
#include "public/serve/serve_state.h"

#include <stdint.h>
#include <stdio.h>

static wks_code render(wks_picture *picture, int64_t release, const void *what, wks_arena *arena,
                       wks_http_response *response, wks_buffer *out, wks_error *err)
{
    (void)arena;
    (void)response;
    return wks_picture_read_changes(picture, release, what, out, err);
}

wks_code wks_get_changes(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                         void *context, wks_error *err)
{
    wks_serve *serve = context;
    char key[WKS_HTTP_MAX_DECODED + 16];
    wks_http_read_query(request, NULL, 0, NULL, response);
    if (response->n_faults > 0) {
        return WKS_OK;
    }
    snprintf(key, sizeof key, "wijzigingen\n%s", request->names[0]);
    return wks_release_cache_answer(&serve->store, request,
                                    &(wks_release_item){key, render, request->names[0]}, arena,
                                    response, err);
}
