/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/routes.h"
#include "public/serve/serve_state.h"

#include <stddef.h>
#include <stdint.h>

static wks_code render(wks_picture *picture, int64_t release, const void *what, wks_arena *arena,
                       wks_http_response *response, wks_buffer *out, wks_error *err)
{
    (void)what;
    (void)arena;
    (void)response;
    return wks_picture_read_gate(picture, release, out, err);
}

static const wks_release_item item = {"privacypoort", render, NULL};

wks_code wks_get_gate(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                      void *context, wks_error *err)
{
    wks_serve *serve = context;
    wks_http_read_query(request, NULL, 0, NULL, response);
    if (response->n_faults > 0) {
        return WKS_OK;
    }
    return wks_release_cache_answer(&serve->store, request, &item, arena, response, err);
}
