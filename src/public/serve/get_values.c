/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/choice.h"
#include "public/serve/reply_language.h"
#include "public/serve/routes.h"
#include "public/serve/serve_state.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

typedef struct values_question {
    wks_picture_choice choice;
    wks_language language;
} values_question;

static wks_code render(wks_picture *picture, int64_t release, const void *what, wks_arena *arena,
                       wks_http_response *response, wks_buffer *out, wks_error *err)
{
    const values_question *question = what;
    const wks_picture_choice *choice = &question->choice;
    wks_picture_series series;
    WKS_TRY(wks_picture_read_series(picture, release, choice, arena, &series, err));
    if (!wks_choice_is_sound(&series, response) || response->n_faults > 0) {
        return WKS_E_ARGUMENT;
    }
    const wks_picture_view view = {release, question->language};
    return wks_picture_read_values(picture, view, choice, &series, out, err);
}

wks_code wks_get_values(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                        void *context, wks_error *err)
{
    static const wks_http_parameter parameters[] = {
        {"indicator", true},         {"niveau", true}, {"periode", true}, {"uitsplitsing", false},
        {WKS_REPLY_LANGUAGE, false},
    };
    wks_serve *serve = context;
    const char *values[5];
    wks_http_read_query(request, parameters, 5, values, response);
    const bool is_sound = wks_reply_language_is_sound(values[4], response);
    if (values[0] == NULL || values[1] == NULL || values[2] == NULL) {
        return WKS_OK;
    }
    const values_question question = {{values[0], values[1], values[2], values[3]},
                                      response->language};
    /* No parameter holds a control character (base/http decodes), so \n keeps them apart. */
    char key[WKS_HTTP_MAX_DECODED + 24];
    snprintf(key, sizeof key, "waarden\n%s\n%s\n%s\n%s\n%s", values[0], values[1], values[2],
             values[3] == NULL ? "" : values[3], wks_reply_language_code(question.language));
    /* With a fault already, it is rendered for the faults that only the picture can tell. */
    const bool has_faults = !is_sound || response->n_faults > 0;
    return wks_release_cache_answer(&serve->store, request,
                                    &(wks_release_item){has_faults ? NULL : key, render, &question},
                                    arena, response, err);
}
