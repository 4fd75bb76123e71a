/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/export/export_table.h"
#include "public/export/export_xlsx.h"
#include "public/picture/picture_table.h"
#include "public/serve/address_text.h"
#include "public/serve/choice.h"
#include "public/serve/routes.h"
#include "public/serve/serve_state.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef struct table_question {
    const char *indicator;
    wks_table_choice choice;
    wks_export_format format;
    wks_release_head *head;
} table_question;

/* The address of the same choice in another form, seen from this one. */
static wks_code write_address(const table_question *question, wks_export_format format,
                              wks_arena *arena, const char **out, wks_error *err)
{
    const wks_table_choice *choice = &question->choice;
    const char *const names[] = {"niveau", "periode", "uitsplitsing"};
    const char *const values[] = {choice->level, choice->period, choice->breakdown};
    wks_buffer text = {0};
    wks_buffer_printf(&text, "waarden?opmaak=%s", wks_export_format_id(format));
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        wks_address_text_put(&text, names[i], values[i]);
    }
    return wks_buffer_keep(&text, arena, out, err);
}

/* A file is kept under a name of its own; what programs read is shown in the browser. */
static wks_code write_head(const wks_table *table, const table_question *question, wks_arena *arena,
                           wks_error *err)
{
    const bool is_json =
        question->format == WKS_EXPORT_CSVW || question->format == WKS_EXPORT_JSON_STAT;
    const char *name = wks_export_file_name(table, question->format, arena);
    const char *address = NULL;
    wks_release_head *head = question->head;
    head->mime = wks_export_format_mime(question->format);
    head->disposition = name == NULL ? NULL
                                     : wks_arena_printf(arena, "%s; filename=\"%s\"",
                                                        is_json ? "inline" : "attachment", name);
    if (head->disposition == NULL) {
        return wks_arena_fail(err);
    }
    if (question->format == WKS_EXPORT_CSV) {
        WKS_TRY(write_address(question, WKS_EXPORT_CSVW, arena, &address, err));
        head->link = wks_arena_printf(
            arena, "<%s>; rel=\"describedby\"; type=\"application/csvm+json\"", address);
        return head->link == NULL ? wks_arena_fail(err) : WKS_OK;
    }
    return WKS_OK;
}

static wks_code render(wks_picture *picture, int64_t release, const void *what, wks_arena *arena,
                       wks_http_response *response, wks_buffer *out, wks_error *err)
{
    const table_question *question = what;
    wks_table_offer offer;
    wks_table table;
    const char *csv = NULL;
    WKS_TRY(wks_picture_table_offer(picture, release, question->indicator, arena, &offer, err));
    WKS_TRY(wks_choice_add_faults(&offer, &question->choice, arena, response, err));
    if (response->n_faults > 0) {
        return WKS_E_ARGUMENT;
    }
    WKS_TRY(
        wks_picture_table_read(picture, release, &offer, &question->choice, arena, &table, err));
    if (question->format == WKS_EXPORT_XLSX && table.n_rows > WKS_EXPORT_XLSX_MOST_ROWS) {
        wks_http_add_fault(response, &(wks_http_fault){"query", "opmaak", "te_groot",
                                                       "Zoveel rijen passen niet op een blad. Kies "
                                                       "een niveau of een periode, of csv."});
        return WKS_E_ARGUMENT;
    }
    WKS_TRY(write_head(&table, question, arena, err));
    WKS_TRY(write_address(question, WKS_EXPORT_CSV, arena, &csv, err));
    return wks_export_table(&table, question->format, csv, arena, out, err);
}

wks_code wks_get_table(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                       void *context, wks_error *err)
{
    static const wks_http_parameter parameters[] = {
        {"niveau", false},
        {"periode", false},
        {"uitsplitsing", false},
        {"opmaak", false},
    };
    wks_serve *serve = context;
    const char *values[4];
    char key[WKS_HTTP_MAX_DECODED + 32];
    wks_release_head head = {0};
    table_question question = {
        .indicator = request->names[0], .format = WKS_EXPORT_JSON_STAT, .head = &head};
    wks_http_read_query(request, parameters, 4, values, response);
    question.choice = (wks_table_choice){values[0], values[1], values[2]};
    if (values[3] != NULL && !wks_choice_has_fault(response, "opmaak") &&
        !wks_export_format_parse(values[3], &question.format)) {
        wks_http_add_fault(response,
                           &(wks_http_fault){"query", "opmaak", "onbekend",
                                             "Gebruik een van: " WKS_EXPORT_FORMAT_IDS "."});
    }
    /* No parameter holds a control character (base/http decodes), so \n keeps them apart, and \t
     * what was not given from what was given empty. */
    snprintf(key, sizeof key, "tabel\n%s\n%s\n%s\n%s\n%d", question.indicator,
             values[0] == NULL ? "\t" : values[0], values[1] == NULL ? "\t" : values[1],
             values[2] == NULL ? "\t" : values[2], (int)question.format);
    /* With a fault already, it is rendered for the faults that only the picture can tell. */
    const wks_release_file file = {{response->n_faults > 0 ? NULL : key, render, &question}, &head};
    return wks_release_cache_answer_file(&serve->store, request, &file, arena, response, err);
}
