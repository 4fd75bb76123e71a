/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/choice.h"
#include "public/serve/routes.h"
#include "public/serve/serve_state.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

static wks_code render(wks_picture *picture, int64_t release, const void *what, wks_arena *arena,
                       wks_http_response *response, wks_buffer *out, wks_error *err)
{
    const wks_picture_choice *choice = what;
    wks_picture_series series;
    WKS_TRY(wks_picture_read_series(picture, release, choice, arena, &series, err));
    if (!wks_choice_is_sound(&series, response)) {
        return WKS_E_ARGUMENT;
    }
    return wks_picture_read_values(picture, release, choice, &series, out, err);
}

wks_code wks_get_values(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                        void *context, wks_error *err)
{
    static const wks_http_parameter parameters[] = {
        {"indicator", true},
        {"niveau", true},
        {"periode", true},
        {"uitsplitsing", false},
    };
    wks_serve *serve = context;
    const char *values[4];
    wks_http_read_query(request, parameters, 4, values, response);
    if (response->n_faults > 0) {
        return WKS_OK;
    }
    const wks_picture_choice choice = {values[0], values[1], values[2], values[3]};
    /* No parameter holds a control character (base/http decodes), so \n keeps them apart. */
    char key[WKS_HTTP_MAX_DECODED + 16];
    snprintf(key, sizeof key, "waarden\n%s\n%s\n%s\n%s", choice.indicator, choice.level,
             choice.period, choice.breakdown == NULL ? "" : choice.breakdown);
    return wks_release_cache_answer(
        &serve->store, request, &(wks_release_item){key, render, &choice}, arena, response, err);
}
