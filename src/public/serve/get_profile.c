/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/area.h"
#include "public/serve/reply_language.h"
#include "public/serve/routes.h"
#include "public/serve/serve_state.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef struct profile_question {
    const char *area;
    wks_language language;
} profile_question;

static wks_code render(wks_picture *picture, int64_t release, const void *what, wks_arena *arena,
                       wks_http_response *response, wks_buffer *out, wks_error *err)
{
    (void)response;
    const profile_question *question = what;
    const wks_picture_view view = {release, question->language};
    return wks_picture_read_profile(picture, view, question->area, arena, out, err);
}

wks_code wks_get_profile(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                         void *context, wks_error *err)
{
    wks_serve *serve = context;
    const profile_question question = {request->names[0], response->language};
    const char *taal = NULL;
    wks_http_read_query(request, &(wks_http_parameter){WKS_REPLY_LANGUAGE, false}, 1, &taal,
                        response);
    if (!wks_reply_language_is_sound(taal, response) || response->n_faults > 0) {
        return WKS_OK;
    }
    if (strlen(question.area) >= WKS_AREA_CODE_SIZE) {
        return wks_fail(err, WKS_E_NOT_FOUND, "%s",
                        wks_tr_in(question.language, "This area does not exist in this release.",
                                  "Dit gebied bestaat niet in deze uitgave."));
    }
    char key[32];
    snprintf(key, sizeof key, "profielen/%s\n%s", question.area,
             wks_reply_language_code(question.language));
    return wks_release_cache_answer(
        &serve->store, request, &(wks_release_item){key, render, &question}, arena, response, err);
}
