/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/reply_language.h"
#include "public/serve/routes.h"
#include "public/serve/serve_state.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef struct overview_question {
    wks_picture_overview choice;
    wks_language language;
} overview_question;

static wks_code render(wks_picture *picture, int64_t release, const void *what, wks_arena *arena,
                       wks_http_response *response, wks_buffer *out, wks_error *err)
{
    const overview_question *question = what;
    const wks_picture_overview *choice = &question->choice;
    const wks_picture_view view = {release, question->language};
    const char *level = NULL;
    if (choice->gemeente != NULL) {
        wks_code code =
            wks_picture_read_area_level(picture, view, choice->gemeente, arena, &level, err);
        if (code == WKS_E_NOT_FOUND || (code == WKS_OK && strcmp(level, "gemeente") != 0)) {
            wks_http_add_fault(response,
                               &(wks_http_fault){"query", "gemeente", "onbekend",
                                                 wks_tr_in(view.language,
                                                           "Use the code of a gemeente of "
                                                           "/api/v1/gebieden.",
                                                           "Gebruik de code van een gemeente uit "
                                                           "/api/v1/gebieden.")});
        } else {
            WKS_TRY(code);
        }
    }
    if (response->n_faults > 0) {
        return WKS_E_ARGUMENT;
    }
    return wks_picture_read_overview(picture, view, choice, out, err);
}

wks_code wks_get_overview(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                          void *context, wks_error *err)
{
    static const wks_http_parameter parameters[] = {
        {"gemeente", false},
        {WKS_REPLY_LANGUAGE, false},
    };
    static const char *const levels[] = {"gemeente", "wijk", "buurt"};
    wks_serve *serve = context;
    const char *values[2];
    wks_http_read_query(request, parameters, 2, values, response);
    (void)wks_reply_language_is_sound(values[1], response);
    overview_question question = {{NULL, values[0]}, response->language};
    for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++) {
        if (strcmp(levels[i], request->names[0]) == 0) {
            question.choice.level = levels[i];
        }
    }
    if (question.choice.level == NULL && response->n_faults > 0) {
        return WKS_OK;
    }
    if (question.choice.level == NULL) {
        return wks_fail(
            err, WKS_E_NOT_FOUND, "%s",
            wks_tr_in(response->language,
                      "There are overviews of these levels: gemeente, wijk and buurt.",
                      "Er zijn overzichten van deze niveaus: gemeente, wijk en buurt."));
    }
    char key[WKS_HTTP_MAX_DECODED + 32];
    snprintf(key, sizeof key, "overzichten\n%s\n%s\n%s", question.choice.level,
             values[0] == NULL ? "" : values[0], wks_reply_language_code(question.language));
    /* With a fault already, it is rendered for the faults that only the picture can tell. */
    const bool has_faults = response->n_faults > 0;
    return wks_release_cache_answer(&serve->store, request,
                                    &(wks_release_item){has_faults ? NULL : key, render, &question},
                                    arena, response, err);
}
