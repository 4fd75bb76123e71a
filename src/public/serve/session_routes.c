/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/account.h"
#include "base/json.h"
#include "public/serve/admit.h"
#include "public/serve/roles_json.h"
#include "public/serve/routes.h"
#include "public/serve/sent.h"
#include "public/serve/serve_state.h"

#include <stdbool.h>
#include <string.h>

enum {
    CREATED = 201,
    FORBIDDEN = 403,
    TOO_MANY = 429,
    NAME_MOST = WKS_ACCOUNT_NAME_MOST
};

static wks_span span_of(const char *text)
{
    return (wks_span){text, strlen(text)};
}

static void write_reader(const wks_reader *reader, wks_json *json)
{
    wks_json_open_object(json);
    wks_json_member_text(json, "naam", reader->name);
    wks_json_member_text(json, "persoon", reader->person);
    wks_json_member_text(json, "organisatie", reader->organisation);
    wks_roles_json(reader->roles, json);
    wks_json_key(json, "rechten");
    wks_json_open_array(json);
    for (unsigned right = WKS_RIGHT_OWN_ACCOUNT; right < WKS_N_RIGHTS; right++) {
        if (wks_role_may(reader->roles, (wks_right)right)) {
            wks_json_text(json, wks_right_word((wks_right)right));
        }
    }
    wks_json_close_array(json);
    wks_json_close_object(json);
}

static wks_code answer_reader(const wks_http_request *request, const wks_reader *reader,
                              unsigned status, const wks_token *token, wks_http_response *response,
                              wks_error *err)
{
    char cookie[WKS_COOKIE_SIZE];
    wks_buffer text = {0};
    wks_json json;
    wks_json_init(&json, &text);
    write_reader(reader, &json);
    if (token != NULL) {
        wks_serve_cookie(token, cookie);
    }
    return wks_sent_answer(request,
                           &(wks_sent_reply){.status = status,
                                             .json = &text,
                                             .set_cookie = token == NULL ? NULL : cookie},
                           response, err);
}

wks_code wks_get_me(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                    void *context, wks_error *err)
{
    (void)arena;
    (void)context;
    return answer_reader(request, wks_serve_reader(request), 0, NULL, response, err);
}

/* A new session for the account, in place of the one that the browser had. */
static wks_code begin(const wks_http_request *request, wks_access *access, int64_t account,
                      wks_arena *arena, wks_http_response *response, wks_error *err)
{
    wks_token token;
    wks_reader reader;
    const wks_span old = wks_serve_session_of(request);
    if (old.at != NULL) {
        WKS_TRY(wks_session_end(access, old, err));
    }
    WKS_TRY(wks_session_begin(access, account, wks_serve_now(), &token, err));
    WKS_TRY(wks_session_find(access, span_of(token.text), wks_serve_now(), arena, &reader, err));
    return answer_reader(request, &reader, CREATED, &token, response, err);
}

wks_code wks_post_session(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                          void *context, wks_error *err)
{
    wks_serve *serve = context;
    const char *name = NULL;
    const char *passphrase = NULL;
    bool is_sound = false;
    int64_t account = 0;
    const wks_json_member members[] = {
        {"naam", WKS_JSON_TEXT, true, NAME_MOST, 0, &name},
        {"wachtzin", WKS_JSON_TEXT, true, WKS_PASSPHRASE_MOST, 0, &passphrase},
    };
    WKS_TRY(wks_sent_read(request, members, 2, response, arena, &is_sound, err));
    if (!is_sound) {
        return WKS_OK;
    }
    wks_region_handle *region = wks_region_take(serve->region);
    wks_code code = wks_account_prove(region->access, name, span_of(passphrase), wks_serve_now(),
                                      &account, err);
    if (code == WKS_OK) {
        code = begin(request, region->access, account, arena, response, err);
    } else if (code == WKS_E_REFUSED) {
        code = wks_http_refuse(response, FORBIDDEN,
                               wks_tr_in(response->language,
                                         "Name and passphrase do not belong together.",
                                         "Naam en wachtzin horen niet bij elkaar."));
    } else if (code == WKS_E_EXISTS) {
        code = wks_http_refuse(response, TOO_MANY,
                               wks_tr_in(response->language,
                                         "That was not right several times. Wait half a minute and "
                                         "try again.",
                                         "Dat klopte een paar keer niet. Wacht een halve minuut en "
                                         "probeer het opnieuw."));
    }
    wks_region_give(serve->region, region);
    return code;
}

wks_code wks_delete_session(wks_http_request *request, wks_http_response *response,
                            wks_arena *arena, void *context, wks_error *err)
{
    wks_serve *serve = context;
    char cookie[WKS_COOKIE_SIZE];
    (void)arena;
    wks_region_handle *region = wks_region_take(serve->region);
    const wks_code code = wks_session_end(region->access, wks_serve_session_of(request), err);
    wks_region_give(serve->region, region);
    WKS_TRY(code);
    wks_serve_cookie(NULL, cookie);
    return wks_sent_answer(request, &(wks_sent_reply){.set_cookie = cookie}, response, err);
}

/* Whoever holds an invitation chooses a passphrase, and is in. */
wks_code wks_post_acceptance(wks_http_request *request, wks_http_response *response,
                             wks_arena *arena, void *context, wks_error *err)
{
    wks_serve *serve = context;
    const char *invitation = NULL;
    const char *passphrase = NULL;
    bool is_sound = false;
    int64_t account = 0;
    const wks_json_member members[] = {
        {"uitnodiging", WKS_JSON_TEXT, true, 0, 0, &invitation},
        {"wachtzin", WKS_JSON_TEXT, true, WKS_PASSPHRASE_MOST, 0, &passphrase},
    };
    WKS_TRY(wks_sent_read(request, members, 2, response, arena, &is_sound, err));
    if (!is_sound) {
        return WKS_OK;
    }
    wks_region_handle *region = wks_region_take(serve->region);
    wks_code code = wks_account_accept(region->access, span_of(invitation), span_of(passphrase),
                                       wks_serve_now(), &account, err);
    if (code == WKS_OK) {
        code = begin(request, region->access, account, arena, response, err);
    } else if (code == WKS_E_NOT_FOUND) {
        code = wks_http_refuse(response, FORBIDDEN,
                               wks_tr_in(response->language,
                                         "This invitation was used, or is over. Ask for a new one.",
                                         "Deze uitnodiging is gebruikt of verlopen. Vraag een "
                                         "nieuwe."));
    } else if (code == WKS_E_ARGUMENT) {
        wks_http_add_fault(
            response, &(wks_http_fault){
                          "body", "wachtzin", "te-zwak",
                          wks_tr_in(response->language,
                                    "Choose at least 15 characters, without your own name: a few "
                                    "words together are easy to remember.",
                                    "Kies minstens 15 tekens, zonder uw eigen naam: een paar "
                                    "woorden achter elkaar onthoudt u makkelijk.")});
        code = WKS_OK;
    }
    wks_region_give(serve->region, region);
    return code;
}
