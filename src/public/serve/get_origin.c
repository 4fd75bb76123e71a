/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/choice.h"
#include "public/serve/reply_language.h"
#include "public/serve/routes.h"
#include "public/serve/serve_state.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct origin_question {
    wks_picture_choice choice; /* its level follows from area */
    const char *area;
    wks_language language;
} origin_question;

static wks_code render(wks_picture *picture, int64_t release, const void *what, wks_arena *arena,
                       wks_http_response *response, wks_buffer *out, wks_error *err)
{
    const origin_question *question = what;
    wks_picture_choice choice = question->choice;
    const wks_picture_view view = {release, question->language};
    wks_picture_series series;
    wks_code code =
        wks_picture_read_area_level(picture, view, question->area, arena, &choice.level, err);
    if (code == WKS_E_NOT_FOUND) {
        choice.level = NULL;
    } else if (code != WKS_OK) {
        return code;
    }
    WKS_TRY(wks_picture_read_series(picture, release, &choice, arena, &series, err));
    if (choice.level == NULL) {
        wks_http_add_fault(
            response, &(wks_http_fault){"query", "gebied", "onbekend",
                                        wks_tr_in(view.language, "Use a code of /api/v1/gebieden.",
                                                  "Gebruik een code uit /api/v1/gebieden.")});
        series.has_level = true; /* said already, in the words of the question */
    }
    if (!wks_choice_is_sound(&series, response) || response->n_faults > 0) {
        return WKS_E_ARGUMENT;
    }
    return wks_picture_read_origin(picture, view, &series, question->area, out, err);
}

wks_code wks_get_origin(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                        void *context, wks_error *err)
{
    static const wks_http_parameter parameters[] = {
        {"indicator", true},         {"gebied", true}, {"periode", true}, {"uitsplitsing", false},
        {WKS_REPLY_LANGUAGE, false},
    };
    wks_serve *serve = context;
    const char *values[5];
    wks_http_read_query(request, parameters, 5, values, response);
    /* With a fault already, it is rendered for the faults that only the picture can tell. */
    (void)wks_reply_language_is_sound(values[4], response);
    if (values[0] == NULL || values[1] == NULL || values[2] == NULL) {
        return WKS_OK;
    }
    const origin_question question = {
        .choice = {.indicator = values[0], .period = values[2], .breakdown = values[3]},
        .area = values[1],
        .language = response->language,
    };
    /* Asked one number at a time, and there are as many as areas times series: not kept. */
    return wks_release_cache_answer(
        &serve->store, request, &(wks_release_item){NULL, render, &question}, arena, response, err);
}
