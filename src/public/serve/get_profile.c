/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/area.h"
#include "public/serve/routes.h"
#include "public/serve/serve_state.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

static wks_code render(wks_picture *picture, int64_t release, const void *what, wks_arena *arena,
                       wks_http_response *response, wks_buffer *out, wks_error *err)
{
    (void)response;
    return wks_picture_read_profile(picture, release, what, arena, out, err);
}

wks_code wks_get_profile(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                         void *context, wks_error *err)
{
    wks_serve *serve = context;
    const char *area = request->names[0];
    wks_http_read_query(request, NULL, 0, NULL, response);
    if (response->n_faults > 0) {
        return WKS_OK;
    }
    if (strlen(area) >= WKS_AREA_CODE_SIZE) {
        return wks_fail(err, WKS_E_NOT_FOUND, "Dit gebied bestaat niet in deze uitgave.");
    }
    char key[32];
    snprintf(key, sizeof key, "profielen/%s", area);
    return wks_release_cache_answer(&serve->store, request, &(wks_release_item){key, render, area},
                                    arena, response, err);
}
