/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/admit.h"
#include "public/serve/record_json.h"
#include "public/serve/record_take.h"
#include "public/serve/reply_language.h"
#include "public/serve/routes.h"
#include "public/serve/sent.h"
#include "public/serve/serve_state.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum {
    CREATED = 201,
    CONFLICT = 409,
    PRECONDITION_FAILED = 412,
    PRECONDITION_REQUIRED = 428,
    ETAG_SIZE = 32
};

/* "/regio/v1/knelpunten/{nummer}" is about knelpunten. */
static const wks_record_kind *kind_of(const wks_http_request *request)
{
    char name[64];
    const char *at = request->route->pattern + strlen("/regio/v1/");
    snprintf(name, sizeof name, "%.*s", (int)strcspn(at, "/"), at);
    return wks_record_kind_find(name);
}

static wks_record_writer writer_of(const wks_http_request *request)
{
    const wks_reader *reader = wks_serve_reader(request);
    return (wks_record_writer){reader->account, reader->person, reader->organisation};
}

/* A number of an address; what is none names nothing. */
static wks_code number_of(const char *text, int64_t *out, wks_error *err)
{
    return wks_text_integer((wks_span){text, strlen(text)}, out)
               ? WKS_OK
               : wks_fail(err, WKS_E_NOT_FOUND, "%s", "Dit stuk bestaat niet.");
}

/* err's text goes to the reader: in Dutch, and saying what is there. */
static wks_code say_missing(wks_code code, wks_error *err)
{
    return code == WKS_E_NOT_FOUND ? wks_fail(err, WKS_E_NOT_FOUND, "%s", "Dit stuk bestaat niet.")
                                   : code;
}

/* ---- read ---------------------------------------------------------------------------------- */

wks_code wks_get_record_kinds(wks_http_request *request, wks_http_response *response,
                              wks_arena *arena, void *context, wks_error *err)
{
    (void)arena;
    (void)context;
    wks_buffer text = {0};
    wks_json json;
    wks_json_init(&json, &text);
    wks_record_json_kinds(&json);
    return wks_sent_answer(request, &(wks_sent_reply){.json = &text}, response, err);
}

wks_code wks_get_records(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                         void *context, wks_error *err)
{
    static const wks_http_parameter parameters[] = {
        {"gebied", false}, {"zoek", false}, {WKS_REPLY_LANGUAGE, false}};
    wks_serve *serve = context;
    const char *values[3];
    wks_records records;
    wks_http_read_query(request, parameters, 3, values, response);
    if (!wks_reply_language_is_sound(values[2], response) || response->n_faults > 0) {
        return WKS_OK;
    }
    const wks_record_filter filter = {kind_of(request)->name, values[0], values[1]};
    wks_region_handle *region = wks_region_take(serve->region);
    const wks_code code = wks_record_list(region->action, &filter, arena, &records, err);
    wks_region_give(serve->region, region);
    WKS_TRY(code);
    wks_buffer text = {0};
    wks_json json;
    wks_json_init(&json, &text);
    wks_json_open_object(&json);
    wks_json_key(&json, filter.kind);
    wks_record_json_list(&records, &json);
    wks_json_close_object(&json);
    return wks_sent_answer(request, &(wks_sent_reply){.json = &text}, response, err);
}

static wks_code answer_record(const wks_http_request *request, const wks_record *record,
                              unsigned status, wks_http_response *response, wks_error *err)
{
    wks_buffer text = {0};
    wks_json json;
    char etag[ETAG_SIZE];
    char location[96];
    snprintf(etag, sizeof etag, "\"%lld\"", (long long)record->version);
    snprintf(location, sizeof location, "/regio/v1/%s/%lld", record->kind,
             (long long)record->number);
    wks_json_init(&json, &text);
    wks_record_json(record, &json);
    return wks_sent_answer(request,
                           &(wks_sent_reply){.status = status,
                                             .json = &text,
                                             .etag = etag,
                                             .location = status == CREATED ? location : NULL},
                           response, err);
}

wks_code wks_get_record(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                        void *context, wks_error *err)
{
    wks_serve *serve = context;
    int64_t number = 0;
    wks_record record;
    WKS_TRY(number_of(request->names[0], &number, err));
    wks_region_handle *region = wks_region_take(serve->region);
    const wks_code code =
        wks_record_read(region->action, kind_of(request)->name, number, arena, &record, err);
    wks_region_give(serve->region, region);
    WKS_TRY(say_missing(code, err));
    return answer_record(request, &record, 0, response, err);
}

wks_code wks_get_record_versions(wks_http_request *request, wks_http_response *response,
                                 wks_arena *arena, void *context, wks_error *err)
{
    wks_serve *serve = context;
    int64_t number = 0;
    wks_record record;
    wks_records versions;
    WKS_TRY(number_of(request->names[0], &number, err));
    wks_region_handle *region = wks_region_take(serve->region);
    wks_code code =
        wks_record_read(region->action, kind_of(request)->name, number, arena, &record, err);
    if (code == WKS_OK) {
        code = wks_record_versions(region->action, number, arena, &versions, err);
    }
    wks_region_give(serve->region, region);
    WKS_TRY(say_missing(code, err));
    wks_buffer text = {0};
    wks_json json;
    wks_json_init(&json, &text);
    wks_json_open_object(&json);
    wks_json_key(&json, "versies");
    wks_record_json_versions(&versions, &json);
    wks_json_close_object(&json);
    return wks_sent_answer(request, &(wks_sent_reply){.json = &text}, response, err);
}

/* ---- write --------------------------------------------------------------------------------- */

wks_code wks_post_record(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                         void *context, wks_error *err)
{
    wks_serve *serve = context;
    const wks_record_kind *kind = kind_of(request);
    const wks_record_writer writer = writer_of(request);
    const char *body = NULL;
    int64_t number = 0;
    wks_record record;
    WKS_TRY(wks_record_take(serve, request, kind, arena, response, &body, err));
    if (body == NULL) {
        return WKS_OK;
    }
    wks_region_handle *region = wks_region_take(serve->region);
    wks_code code =
        wks_record_add(region->action, kind, body, &writer, wks_serve_now(), &number, err);
    if (code == WKS_OK) {
        code = wks_record_read(region->action, kind->name, number, arena, &record, err);
    }
    wks_region_give(serve->region, region);
    WKS_TRY(code);
    return answer_record(request, &record, CREATED, response, err);
}

/* The version that If-Match names; false: response says what is wrong. */
static bool read_version(const wks_http_request *request, wks_http_response *response, int64_t *out)
{
    const char *match = wks_http_header_of(request, "If-Match");
    const size_t n = match == NULL ? 0 : strlen(match);
    if (n == 0) {
        (void)wks_http_refuse(response, PRECONDITION_REQUIRED, NULL);
        return false;
    }
    if (n < 3 || match[0] != '"' || match[n - 1] != '"' ||
        !wks_text_integer((wks_span){match + 1, n - 2}, out)) {
        (void)wks_http_refuse(response, PRECONDITION_FAILED, NULL);
        return false;
    }
    return true;
}

wks_code wks_put_record(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                        void *context, wks_error *err)
{
    wks_serve *serve = context;
    const wks_record_kind *kind = kind_of(request);
    const wks_record_writer writer = writer_of(request);
    wks_record record = {0};
    WKS_TRY(number_of(request->names[0], &record.number, err));
    if (!read_version(request, response, &record.version)) {
        return WKS_OK;
    }
    WKS_TRY(wks_record_take(serve, request, kind, arena, response, &record.body, err));
    if (record.body == NULL) {
        return WKS_OK;
    }
    wks_region_handle *region = wks_region_take(serve->region);
    wks_code code = wks_record_change(region->action, kind, &record, &writer, wks_serve_now(), err);
    if (code == WKS_OK) {
        code = wks_record_read(region->action, kind->name, record.number, arena, &record, err);
    }
    wks_region_give(serve->region, region);
    if (code == WKS_E_EXISTS) {
        return wks_http_refuse(response, PRECONDITION_FAILED, NULL);
    }
    WKS_TRY(say_missing(code, err));
    return answer_record(request, &record, 0, response, err);
}

/* ---- ties ---------------------------------------------------------------------------------- */

wks_code wks_put_record_link(wks_http_request *request, wks_http_response *response,
                             wks_arena *arena, void *context, wks_error *err)
{
    wks_serve *serve = context;
    const wks_record_writer writer = writer_of(request);
    wks_record_link link = {0};
    bool is_sound = false;
    const wks_json_member members[] = {
        {"relatie", WKS_JSON_TEXT, true, 0, 0, &link.relation},
        {"toelichting", WKS_JSON_TEXT, false, 400, 0, &link.note},
    };
    WKS_TRY(number_of(request->names[0], &link.origin, err));
    WKS_TRY(number_of(request->names[1], &link.target, err));
    WKS_TRY(wks_sent_read(request, members, 2, response, arena, &is_sound, err));
    if (!is_sound) {
        return WKS_OK;
    }
    link.note = link.note == NULL ? "" : link.note;
    wks_region_handle *region = wks_region_take(serve->region);
    const wks_code code = wks_record_set_link(region->action, &link, &writer, wks_serve_now(), err);
    wks_region_give(serve->region, region);
    if (code == WKS_E_ARGUMENT) {
        return wks_http_refuse(response, CONFLICT,
                               wks_tr_in(response->language,
                                         "There is no such tie between these two; "
                                         "/regio/v1/soorten names those there are.",
                                         "Zo'n verband tussen deze twee is er niet; "
                                         "/regio/v1/soorten noemt welke er wel zijn."));
    }
    WKS_TRY(say_missing(code, err));
    return wks_sent_answer(request, &(wks_sent_reply){0}, response, err);
}

wks_code wks_delete_record_link(wks_http_request *request, wks_http_response *response,
                                wks_arena *arena, void *context, wks_error *err)
{
    wks_serve *serve = context;
    int64_t origin = 0;
    int64_t target = 0;
    (void)arena;
    WKS_TRY(number_of(request->names[0], &origin, err));
    WKS_TRY(number_of(request->names[1], &target, err));
    wks_region_handle *region = wks_region_take(serve->region);
    const wks_code code = wks_record_drop_link(region->action, origin, target, err);
    wks_region_give(serve->region, region);
    WKS_TRY(say_missing(code, err));
    return wks_sent_answer(request, &(wks_sent_reply){0}, response, err);
}

static wks_code read_board(wks_action *action, wks_arena *arena, wks_records *bottlenecks,
                           wks_records *initiatives, wks_record_links *links, wks_error *err)
{
    WKS_TRY(wks_record_list(action, &(wks_record_filter){.kind = "knelpunten"}, arena, bottlenecks,
                            err));
    WKS_TRY(wks_record_list(action, &(wks_record_filter){.kind = "initiatieven"}, arena,
                            initiatives, err));
    return wks_record_list_links(action, 0, arena, links, err);
}

/* Everything that the overzichtsplaat shows. */
wks_code wks_get_board(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                       void *context, wks_error *err)
{
    wks_serve *serve = context;
    wks_records bottlenecks;
    wks_records initiatives;
    wks_record_links links;
    wks_region_handle *region = wks_region_take(serve->region);
    const wks_code code =
        read_board(region->action, arena, &bottlenecks, &initiatives, &links, err);
    wks_region_give(serve->region, region);
    WKS_TRY(code);
    wks_buffer text = {0};
    wks_json json;
    wks_json_init(&json, &text);
    wks_json_open_object(&json);
    wks_json_key(&json, "knelpunten");
    wks_record_json_list(&bottlenecks, &json);
    wks_json_key(&json, "initiatieven");
    wks_record_json_list(&initiatives, &json);
    wks_json_key(&json, "verbanden");
    wks_record_json_links(&links, &json);
    wks_json_close_object(&json);
    return wks_sent_answer(request, &(wks_sent_reply){.json = &text}, response, err);
}
