/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/export/export_gaps.h"
#include "public/serve/choice.h"
#include "public/serve/reply_language.h"
#include "public/serve/routes.h"
#include "public/serve/serve_state.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

typedef struct gaps_question {
    const char *indicator; /* NULL: all */
    wks_language language;
    bool is_file;
    wks_export_format format; /* of a file */
    wks_release_head *head;   /* of a file */
} gaps_question;

static wks_code add_unknown(wks_language language, wks_http_response *response)
{
    wks_http_add_fault(response,
                       &(wks_http_fault){"query", "indicator", "onbekend",
                                         wks_tr_in(language, "Use an id of /api/v1/indicatoren.",
                                                   "Gebruik een id uit /api/v1/indicatoren.")});
    return WKS_E_ARGUMENT;
}

static wks_code render(wks_picture *picture, int64_t release, const void *what, wks_arena *arena,
                       wks_http_response *response, wks_buffer *out, wks_error *err)
{
    const gaps_question *question = what;
    const wks_picture_view view = {release, question->language};
    (void)arena;
    const wks_code code = wks_picture_read_gaps(picture, view, question->indicator, out, err);
    return code == WKS_E_NOT_FOUND ? add_unknown(view.language, response) : code;
}

/* ---- as a file ----------------------------------------------------------------------------- */

/* A file is kept under a name of its own; what programs read is shown in the browser. */
static wks_code write_head(const wks_table_release *about, const wks_gap_wish *wish,
                           wks_release_head *head, wks_arena *arena, wks_error *err)
{
    const bool is_json = wish->format == WKS_EXPORT_CSVW || wish->format == WKS_EXPORT_JSON_STAT;
    const char *name = wks_export_gaps_name(about, wish, arena);
    head->mime = wks_export_format_mime(wish->format);
    head->disposition = name == NULL ? NULL
                                     : wks_arena_printf(arena, "%s; filename=\"%s\"",
                                                        is_json ? "inline" : "attachment", name);
    if (wish->format == WKS_EXPORT_CSV) {
        head->link = "<verschillen?opmaak=csvw>; rel=\"describedby\"; "
                     "type=\"application/csvm+json\"";
    }
    return head->disposition == NULL ? wks_arena_fail(err) : WKS_OK;
}

static wks_code render_file(wks_picture *picture, int64_t release, const void *what,
                            wks_arena *arena, wks_http_response *response, wks_buffer *out,
                            wks_error *err)
{
    const gaps_question *question = what;
    wks_table_offer offer;
    wks_table_release about;
    wks_gap_wish wish = {question->indicator, question->format, NULL};
    if (question->indicator != NULL) {
        const wks_code code =
            wks_picture_table_offer(picture, release, question->indicator, arena, &offer, err);
        if (code != WKS_OK) {
            return code == WKS_E_NOT_FOUND ? add_unknown(question->language, response) : code;
        }
    }
    if (response->n_faults > 0) {
        return WKS_E_ARGUMENT;
    }
    wish.url = wish.indicator == NULL
                   ? "verschillen?opmaak=csv"
                   : wks_arena_printf(arena, "verschillen?indicator=%s&opmaak=csv", wish.indicator);
    if (wish.url == NULL) {
        return wks_arena_fail(err);
    }
    WKS_TRY(wks_picture_table_release(picture, release, arena, &about, err));
    WKS_TRY(write_head(&about, &wish, question->head, arena, err));
    return wks_export_gaps(picture, release, &wish, arena, out, err);
}

/* ---- the question -------------------------------------------------------------------------- */

static void read_format(const char *wish, gaps_question *question, wks_http_response *response)
{
    question->is_file = wish != NULL;
    if (wish != NULL && !wks_choice_has_fault(response, "opmaak") &&
        !wks_export_gap_format_parse(wish, &question->format)) {
        wks_http_add_fault(
            response,
            &(wks_http_fault){"query", "opmaak", "onbekend",
                              wks_tr_in(response->language,
                                        "Use one of: " WKS_EXPORT_GAP_FORMAT_IDS ".",
                                        "Gebruik een van: " WKS_EXPORT_GAP_FORMAT_IDS ".")});
    }
}

wks_code wks_get_gaps(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                      void *context, wks_error *err)
{
    static const wks_http_parameter parameters[] = {
        {"indicator", false},
        {WKS_REPLY_LANGUAGE, false},
        {"opmaak", false},
    };
    wks_serve *serve = context;
    wks_release_head head = {0};
    const char *values[3];
    char key[WKS_HTTP_MAX_DECODED + 48];
    wks_http_read_query(request, parameters, 3, values, response);
    (void)wks_reply_language_is_sound(values[1], response);
    gaps_question question = {
        .indicator = values[0], .language = response->language, .head = &head};
    read_format(values[2], &question, response);
    snprintf(key, sizeof key, "verschillen%s%s\n%s\n%s", values[0] == NULL ? "" : "\n",
             values[0] == NULL ? "" : values[0], wks_reply_language_code(question.language),
             question.is_file ? wks_export_format_id(question.format) : "");
    /* With a fault already, it is rendered for the faults that only the picture can tell. */
    const char *kept = response->n_faults > 0 ? NULL : key;
    if (question.is_file || kept == NULL) {
        const wks_release_file file = {{kept, render_file, &question}, &head};
        return wks_release_cache_answer_file(&serve->store, request, &file, arena, response, err);
    }
    return wks_release_cache_answer(
        &serve->store, request, &(wks_release_item){kept, render, &question}, arena, response, err);
}
