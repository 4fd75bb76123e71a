/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/export/export_catalogue.h"
#include "public/serve/choice.h"
#include "public/serve/routes.h"
#include "public/serve/serve_state.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

static const char *const form_ids[WKS_RDF_N_FORMS] = {"turtle", "json-ld"};
static const char *const types[WKS_RDF_N_FORMS] = {"text/turtle", "application/ld+json"};

typedef struct catalogue_question {
    wks_catalogue_options options;
    wks_release_head *head;
} catalogue_question;

static wks_code render(wks_picture *picture, int64_t release, const void *what, wks_arena *arena,
                       wks_http_response *response, wks_buffer *out, wks_error *err)
{
    const catalogue_question *question = what;
    (void)response;
    question->head->mime = question->options.form == WKS_RDF_TURTLE ? "text/turtle; charset=utf-8"
                                                                    : types[WKS_RDF_JSON_LD];
    return wks_export_catalogue(picture, release, &question->options, arena, out, err);
}

/* What the address asks for goes before what the header does. */
static wks_rdf_form choose_form(const wks_http_request *request, const char *wish,
                                wks_http_response *response)
{
    for (size_t i = 0; wish != NULL && i < WKS_RDF_N_FORMS; i++) {
        if (strcmp(wish, form_ids[i]) == 0) {
            return (wks_rdf_form)i;
        }
    }
    if (wish != NULL && !wks_choice_has_fault(response, "opmaak")) {
        wks_http_add_fault(response, &(wks_http_fault){"query", "opmaak", "onbekend",
                                                       "Gebruik een van: turtle, json-ld."});
    }
    return (wks_rdf_form)wks_http_type_of(request, types, WKS_RDF_N_FORMS);
}

wks_code wks_get_catalogue(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                           void *context, wks_error *err)
{
    static const wks_http_parameter parameters[] = {{"opmaak", false}};
    wks_serve *serve = context;
    wks_release_head head = {0};
    const char *wish = NULL;
    char key[32];
    wks_http_read_query(request, parameters, 1, &wish, response);
    const catalogue_question question = {
        {WKS_CATALOGUE_OF_SERVER, serve->links_base, choose_form(request, wish, response)}, &head};
    if (response->n_faults > 0) {
        return WKS_OK;
    }
    snprintf(key, sizeof key, "catalogus\n%s", form_ids[question.options.form]);
    const wks_release_file file = {{key, render, &question}, &head};
    return wks_release_cache_answer_file(&serve->store, request, &file, arena, response, err);
}
