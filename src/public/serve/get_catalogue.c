/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/export/export_catalogue.h"
#include "public/serve/routes.h"
#include "public/serve/serve_state.h"

#include <stdint.h>

typedef struct catalogue_question {
    const char *base;
    wks_release_head *head;
} catalogue_question;

static wks_code render(wks_picture *picture, int64_t release, const void *what, wks_arena *arena,
                       wks_http_response *response, wks_buffer *out, wks_error *err)
{
    const catalogue_question *question = what;
    (void)response;
    question->head->mime = "text/turtle; charset=utf-8";
    return wks_export_catalogue(picture, release, WKS_CATALOGUE_OF_SERVER, question->base, arena,
                                out, err);
}

wks_code wks_get_catalogue(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                           void *context, wks_error *err)
{
    wks_serve *serve = context;
    wks_release_head head = {0};
    const catalogue_question question = {serve->links_base, &head};
    wks_http_read_query(request, NULL, 0, NULL, response);
    if (response->n_faults > 0) {
        return WKS_OK;
    }
    const wks_release_file file = {{"catalogus", render, &question}, &head};
    return wks_release_cache_answer_file(&serve->store, request, &file, arena, response, err);
}
