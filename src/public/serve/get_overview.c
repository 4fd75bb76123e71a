/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/routes.h"
#include "public/serve/serve_state.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static wks_code render(wks_picture *picture, int64_t release, const void *what, wks_arena *arena,
                       wks_http_response *response, wks_buffer *out, wks_error *err)
{
    const wks_picture_overview *choice = what;
    const char *level = NULL;
    if (choice->gemeente != NULL) {
        wks_code code =
            wks_picture_read_area_level(picture, release, choice->gemeente, arena, &level, err);
        if (code == WKS_E_NOT_FOUND || (code == WKS_OK && strcmp(level, "gemeente") != 0)) {
            wks_http_add_fault(response, &(wks_http_fault){"query", "gemeente", "onbekend",
                                                           "Gebruik de code van een gemeente uit "
                                                           "/api/v1/gebieden."});
            return WKS_E_ARGUMENT;
        }
        WKS_TRY(code);
    }
    return wks_picture_read_overview(picture, release, choice, out, err);
}

wks_code wks_get_overview(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                          void *context, wks_error *err)
{
    static const wks_http_parameter parameters[] = {{"gemeente", false}};
    static const char *const levels[] = {"gemeente", "wijk", "buurt"};
    wks_serve *serve = context;
    wks_picture_overview choice = {0};
    wks_http_read_query(request, parameters, 1, &choice.gemeente, response);
    if (response->n_faults > 0) {
        return WKS_OK;
    }
    for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++) {
        if (strcmp(levels[i], request->names[0]) == 0) {
            choice.level = levels[i];
        }
    }
    if (choice.level == NULL) {
        return wks_fail(err, WKS_E_NOT_FOUND,
                        "Er zijn overzichten van deze niveaus: gemeente, wijk en buurt.");
    }
    char key[WKS_HTTP_MAX_DECODED + 32];
    snprintf(key, sizeof key, "overzichten\n%s\n%s", choice.level,
             choice.gemeente == NULL ? "" : choice.gemeente);
    return wks_release_cache_answer(
        &serve->store, request, &(wks_release_item){key, render, &choice}, arena, response, err);
}
