/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/reply_language.h"
#include "public/serve/routes.h"
#include "public/serve/serve_state.h"

#include <stdbool.h>
#include <stdint.h>

static wks_code render(wks_picture *picture, int64_t release, const void *what, wks_arena *arena,
                       wks_http_response *response, wks_buffer *out, wks_error *err)
{
    const wks_language *language = what;
    (void)arena;
    (void)response;
    return wks_picture_read_indicators(picture, (wks_picture_view){release, *language}, out, err);
}

static const wks_language languages[] = {
    [WKS_ENGLISH] = WKS_ENGLISH,
    [WKS_DUTCH] = WKS_DUTCH,
};

const wks_release_item wks_get_indicators_items[2] = {
    [WKS_ENGLISH] = {"indicatoren\nen", render, &languages[WKS_ENGLISH]},
    [WKS_DUTCH] = {"indicatoren\nnl", render, &languages[WKS_DUTCH]},
};

wks_code wks_get_indicators(wks_http_request *request, wks_http_response *response,
                            wks_arena *arena, void *context, wks_error *err)
{
    wks_serve *serve = context;
    const char *taal = NULL;
    wks_http_read_query(request, &(wks_http_parameter){WKS_REPLY_LANGUAGE, false}, 1, &taal,
                        response);
    if (!wks_reply_language_is_sound(taal, response) || response->n_faults > 0) {
        return WKS_OK;
    }
    return wks_release_cache_answer(&serve->store, request,
                                    &wks_get_indicators_items[response->language], arena, response,
                                    err);
}
