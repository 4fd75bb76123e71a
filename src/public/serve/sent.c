/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/sent.h"

#include <string.h>

enum {
    NO_CONTENT = 204,
    UNSUPPORTED = 415
};

static const char *code_of(wks_json_fault fault)
{
    static const char *const codes[] = {
        [WKS_JSON_MISSING] = "ontbreekt", [WKS_JSON_UNKNOWN] = "onbekend",
        [WKS_JSON_KIND] = "soort",        [WKS_JSON_LONG] = "te-lang",
        [WKS_JSON_MANY] = "te-veel",
    };
    return codes[fault];
}

static const char *text_of(wks_json_fault fault, wks_language language)
{
    switch (fault) {
    case WKS_JSON_MISSING:
        return wks_tr_in(language, "Fill this in.", "Vul dit in.");
    case WKS_JSON_UNKNOWN:
        return wks_tr_in(language, "There is no such member here.",
                         "Dit onderdeel bestaat hier niet.");
    case WKS_JSON_KIND:
        return wks_tr_in(language, "This is not of the kind that is expected.",
                         "Dit is niet van de soort die wordt verwacht.");
    case WKS_JSON_LONG:
        return wks_tr_in(language, "This is too long.", "Dit is te lang.");
    case WKS_JSON_MANY:
        return wks_tr_in(language, "These are too many.", "Dit zijn er te veel.");
    }
    return "";
}

static void note(void *context, const char *name, wks_json_fault fault)
{
    wks_http_response *response = context;
    wks_http_add_fault(response, &(wks_http_fault){"body", name, code_of(fault),
                                                   text_of(fault, response->language)});
}

wks_code wks_sent_read(const wks_http_request *request, const wks_json_member *members,
                       size_t n_members, wks_http_response *response, wks_arena *arena,
                       bool *is_sound, wks_error *err)
{
    const char *kind = wks_http_header_of(request, "Content-Type");
    *is_sound = false;
    if (kind == NULL || !wks_text_starts(kind, "application/json")) {
        return wks_http_refuse(response, UNSUPPORTED,
                               wks_tr_in(response->language,
                                         "Send JSON, with Content-Type: application/json.",
                                         "Stuur JSON, met Content-Type: application/json."));
    }
    const wks_code code =
        wks_json_read(request->content, members, n_members, note, response, arena, err);
    if (code == WKS_E_FORMAT) {
        wks_http_add_fault(
            response, &(wks_http_fault){"body", "", "json",
                                        wks_tr_in(response->language, "This is no JSON object.",
                                                  "Dit is geen JSON-object.")});
        return WKS_OK;
    }
    *is_sound = code == WKS_OK && response->n_faults == 0;
    return code;
}

wks_code wks_sent_answer(const wks_http_request *request, const wks_sent_reply *reply,
                         wks_http_response *response, wks_error *err)
{
    if (reply->json != NULL) {
        const wks_code code = wks_buffer_check(reply->json, err);
        if (code != WKS_OK) {
            wks_buffer_clear(reply->json);
            return code;
        }
    }
    return wks_http_body_make(
        request->server,
        &(wks_http_body_options){
            .status = reply->json == NULL && reply->status == 0 ? NO_CONTENT : reply->status,
            .mime = reply->json == NULL ? NULL : "application/json",
            .route = request->route,
            .location = reply->location,
            .set_cookie = reply->set_cookie,
            .identity = {.buffer = reply->json, .etag = reply->etag}},
        &response->body, err);
}
