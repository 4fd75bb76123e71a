/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/routes.h"
#include "public/serve/serve_state.h"

#include <stdint.h>
#include <string.h>

static wks_code render(wks_picture *picture, int64_t release, const void *what, wks_arena *arena,
                       wks_http_response *response, wks_buffer *out, wks_error *err)
{
    (void)arena;
    (void)response;
    return wks_picture_read_map(picture, release, what, out, err);
}

const wks_release_item wks_get_map_items[] = {
    {"kaarten/gemeente", render, "gemeente"},
    {"kaarten/wijk", render, "wijk"},
    {"kaarten/buurt", render, "buurt"},
};

const size_t wks_get_map_n_items = sizeof wks_get_map_items / sizeof wks_get_map_items[0];

wks_code wks_get_map(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                     void *context, wks_error *err)
{
    wks_serve *serve = context;
    wks_http_read_query(request, NULL, 0, NULL, response);
    if (response->n_faults > 0) {
        return WKS_OK;
    }
    for (size_t i = 0; i < wks_get_map_n_items; i++) {
        if (strcmp(wks_get_map_items[i].what, request->names[0]) == 0) {
            return wks_release_cache_answer(&serve->store, request, &wks_get_map_items[i], arena,
                                            response, err);
        }
    }
    return wks_fail(err, WKS_E_NOT_FOUND,
                    "Er zijn kaarten van deze niveaus: gemeente, wijk en buurt.");
}
