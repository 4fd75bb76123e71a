/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/reply_language.h"
#include "public/serve/routes.h"
#include "public/serve/serve_state.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

typedef struct gaps_question {
    const char *indicator; /* NULL: all */
    wks_language language;
} gaps_question;

static wks_code render(wks_picture *picture, int64_t release, const void *what, wks_arena *arena,
                       wks_http_response *response, wks_buffer *out, wks_error *err)
{
    const gaps_question *question = what;
    const wks_picture_view view = {release, question->language};
    (void)arena;
    const wks_code code = wks_picture_read_gaps(picture, view, question->indicator, out, err);
    if (code == WKS_E_NOT_FOUND) {
        wks_http_add_fault(
            response,
            &(wks_http_fault){"query", "indicator", "onbekend",
                              wks_tr_in(view.language, "Use an id of /api/v1/indicatoren.",
                                        "Gebruik een id uit /api/v1/indicatoren.")});
        return WKS_E_ARGUMENT;
    }
    return code;
}

wks_code wks_get_gaps(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                      void *context, wks_error *err)
{
    static const wks_http_parameter parameters[] = {
        {"indicator", false},
        {WKS_REPLY_LANGUAGE, false},
    };
    wks_serve *serve = context;
    const char *values[2];
    wks_http_read_query(request, parameters, 2, values, response);
    if (!wks_reply_language_is_sound(values[1], response) || response->n_faults > 0) {
        return WKS_OK;
    }
    const gaps_question question = {values[0], response->language};
    char key[WKS_HTTP_MAX_DECODED + 24];
    snprintf(key, sizeof key, "verschillen%s%s\n%s", values[0] == NULL ? "" : "\n",
             values[0] == NULL ? "" : values[0], wks_reply_language_code(question.language));
    return wks_release_cache_answer(
        &serve->store, request, &(wks_release_item){key, render, &question}, arena, response, err);
}
