/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/account.h"
#include "base/json.h"
#include "public/serve/admit.h"
#include "public/serve/roles_json.h"
#include "public/serve/routes.h"
#include "public/serve/sent.h"
#include "public/serve/serve_state.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum {
    CREATED = 201,
    CONFLICT = 409
};

/* Roles from their words; a fault for each that is none. */
static unsigned read_roles(const wks_texts *words, wks_http_response *response)
{
    unsigned roles = 0;
    for (size_t i = 0; i < words->n; i++) {
        wks_role role = WKS_N_ROLES;
        if (wks_role_find(words->items[i], &role)) {
            roles |= WKS_ROLE_BIT(role);
            continue;
        }
        wks_http_add_fault(
            response, &(wks_http_fault){
                          "body", "rollen", "onbekend",
                          wks_tr_in(response->language,
                                    "There is no such role: professional, moderator, "
                                    "onderzoeker, bronhouder, thematafel, beheerder.",
                                    "Zo'n rol is er niet: professional, moderator, onderzoeker, "
                                    "bronhouder, thematafel, beheerder.")});
    }
    return roles;
}

static void write_account(const wks_account *account, wks_json *json)
{
    wks_json_open_object(json);
    wks_json_member_text(json, "naam", account->name);
    wks_json_member_text(json, "persoon", account->person);
    wks_json_member_text(json, "organisatie", account->organisation);
    wks_roles_json(account->roles, json);
    wks_json_member_bool(json, "geblokkeerd", account->is_blocked);
    wks_json_member_bool(json, "uitgenodigd", !account->has_passphrase);
    wks_json_close_object(json);
}

wks_code wks_get_accounts(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                          void *context, wks_error *err)
{
    wks_serve *serve = context;
    wks_account *accounts = NULL;
    size_t n = 0;
    wks_region_handle *region = wks_region_take(serve->region);
    const wks_code code = wks_account_list(region->access, arena, &accounts, &n, err);
    wks_region_give(serve->region, region);
    WKS_TRY(code);
    wks_buffer text = {0};
    wks_json json;
    wks_json_init(&json, &text);
    wks_json_open_object(&json);
    wks_json_key(&json, "accounts");
    wks_json_open_array(&json);
    for (size_t i = 0; i < n; i++) {
        write_account(&accounts[i], &json);
    }
    wks_json_close_array(&json);
    wks_json_close_object(&json);
    return wks_sent_answer(request, &(wks_sent_reply){.json = &text}, response, err);
}

/* The page where an invitation is accepted; the token stands behind #, so that no log has it. */
static wks_code answer_invitation(const wks_http_request *request, const wks_serve *serve,
                                  const wks_token *invitation, wks_http_response *response,
                                  wks_error *err)
{
    wks_buffer text = {0};
    wks_json json;
    char address[512];
    snprintf(address, sizeof address, "%s/welkom#%s", serve->links_base, invitation->text);
    wks_json_init(&json, &text);
    wks_json_open_object(&json);
    wks_json_member_text(&json, "uitnodiging", address);
    wks_json_member_integer(&json, "dagen", WKS_INVITATION_DAYS);
    wks_json_close_object(&json);
    return wks_sent_answer(request, &(wks_sent_reply){.status = CREATED, .json = &text}, response,
                           err);
}

wks_code wks_post_account(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                          void *context, wks_error *err)
{
    wks_serve *serve = context;
    wks_account account = {0};
    wks_texts roles = {0};
    wks_token invitation;
    bool is_sound = false;
    const wks_json_member members[] = {
        {"naam", WKS_JSON_TEXT, true, WKS_ACCOUNT_NAME_MOST / 2, 0, &account.name},
        {"persoon", WKS_JSON_TEXT, true, WKS_ACCOUNT_NAME_MOST / 2, 0, &account.person},
        {"organisatie", WKS_JSON_TEXT, false, WKS_ACCOUNT_NAME_MOST / 2, 0, &account.organisation},
        {"rollen", WKS_JSON_TEXTS, true, 0, WKS_N_ROLES, &roles},
    };
    WKS_TRY(wks_sent_read(request, members, 4, response, arena, &is_sound, err));
    if (!is_sound) {
        return WKS_OK;
    }
    account.roles = read_roles(&roles, response);
    account.organisation = account.organisation == NULL ? "" : account.organisation;
    if (response->n_faults > 0) {
        return WKS_OK;
    }
    wks_region_handle *region = wks_region_take(serve->region);
    const wks_code code =
        wks_account_add(region->access, &account, wks_serve_now(), &invitation, err);
    wks_region_give(serve->region, region);
    if (code == WKS_E_EXISTS) {
        return wks_http_refuse(response, CONFLICT,
                               wks_tr_in(response->language,
                                         "There is an account of this name already.",
                                         "Er is al een account met deze naam."));
    }
    WKS_TRY(code);
    return answer_invitation(request, serve, &invitation, response, err);
}

wks_code wks_put_account(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                         void *context, wks_error *err)
{
    wks_serve *serve = context;
    wks_texts words = {0};
    bool is_blocked = false;
    bool is_sound = false;
    const wks_json_member members[] = {
        {"rollen", WKS_JSON_TEXTS, true, 0, WKS_N_ROLES, &words},
        {"geblokkeerd", WKS_JSON_BOOL, true, 0, 0, &is_blocked},
    };
    WKS_TRY(wks_sent_read(request, members, 2, response, arena, &is_sound, err));
    const unsigned roles = read_roles(&words, response);
    if (!is_sound || response->n_faults > 0) {
        return WKS_OK;
    }
    /* Whoever shuts herself out cannot let herself in again. */
    if (strcmp(request->names[0], wks_serve_reader(request)->name) == 0 &&
        (is_blocked || !wks_role_may(roles, WKS_RIGHT_MANAGE_ACCOUNTS))) {
        return wks_http_refuse(response, CONFLICT,
                               wks_tr_in(response->language,
                                         "You cannot take this right from yourself.",
                                         "U kunt uzelf dit recht niet ontnemen."));
    }
    wks_region_handle *region = wks_region_take(serve->region);
    const wks_code code =
        wks_account_change(region->access, request->names[0], roles, is_blocked, err);
    wks_region_give(serve->region, region);
    WKS_TRY(code);
    return wks_sent_answer(request, &(wks_sent_reply){0}, response, err);
}

wks_code wks_post_account_invitation(wks_http_request *request, wks_http_response *response,
                                     wks_arena *arena, void *context, wks_error *err)
{
    wks_serve *serve = context;
    wks_token invitation;
    (void)arena;
    wks_region_handle *region = wks_region_take(serve->region);
    const wks_code code =
        wks_account_invite(region->access, request->names[0], wks_serve_now(), &invitation, err);
    wks_region_give(serve->region, region);
    WKS_TRY(code);
    return answer_invitation(request, serve, &invitation, response, err);
}
