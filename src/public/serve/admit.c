/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/admit.h"

#include "public/serve/serve_state.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define SESSION_COOKIE "__Host-wijkscan"

enum {
    UNAUTHORIZED = 401,
    FORBIDDEN = 403,
    NOT_FOUND = 404
};

int64_t wks_serve_now(void)
{
    return time(NULL);
}

const wks_reader *wks_serve_reader(const wks_http_request *request)
{
    return request->reader;
}

wks_span wks_serve_session_of(const wks_http_request *request)
{
    return wks_http_cookie_of(request, SESSION_COOKIE);
}

void wks_serve_cookie(const wks_token *token, char out[static WKS_COOKIE_SIZE])
{
    snprintf(out, WKS_COOKIE_SIZE,
             SESSION_COOKIE "=%s; Path=/; Secure; HttpOnly; SameSite=Strict%s",
             token == NULL ? "" : token->text, token == NULL ? "; Max-Age=0" : "");
}

/* A browser says of every request that changes something from which site it comes; another program
 * says nothing, and carries nobody's session. */
static bool is_from_here(const wks_http_request *request)
{
    const char *site = wks_http_header_of(request, "Sec-Fetch-Site");
    const char *origin = wks_http_header_of(request, "Origin");
    const char *host = wks_http_header_of(request, "Host");
    if (site != NULL && strcmp(site, "same-origin") != 0) {
        return false;
    }
    const char *from = origin == NULL ? NULL : strstr(origin, "://");
    return origin == NULL || (from != NULL && host != NULL && strcmp(from + 3, host) == 0);
}

static wks_code find_reader(wks_serve *serve, wks_http_request *request, wks_arena *arena,
                            wks_error *err)
{
    const wks_span token = wks_serve_session_of(request);
    wks_reader *reader = NULL;
    if (token.at == NULL) {
        return WKS_OK;
    }
    WKS_TRY(wks_arena_take(arena, 1, sizeof *reader, &reader, err));
    wks_region_handle *region = wks_region_take(serve->region);
    const wks_code code =
        wks_session_find(region->access, token, wks_serve_now(), arena, reader, err);
    wks_region_give(serve->region, region);
    if (code == WKS_OK) {
        request->reader = reader;
    }
    return code == WKS_E_NOT_FOUND ? WKS_OK : code;
}

wks_code wks_serve_admit(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                         void *context, wks_error *err)
{
    wks_serve *serve = context;
    const wks_right right = (wks_right)request->route->manner->right;
    if (serve->region == NULL) {
        return wks_http_refuse(response, NOT_FOUND,
                               wks_tr_in(response->language,
                                         "This server only shows figures: nothing is written here.",
                                         "Deze server toont alleen cijfers: hier schrijft niemand "
                                         "iets."));
    }
    if (strcmp(request->route->method, "GET") != 0 && !is_from_here(request)) {
        return wks_http_refuse(response, FORBIDDEN,
                               wks_tr_in(response->language, "This comes from another site.",
                                         "Dit komt van een andere site."));
    }
    WKS_TRY(find_reader(serve, request, arena, err));
    if (right <= WKS_RIGHT_READ) {
        return WKS_OK;
    }
    if (request->reader == NULL) {
        return wks_http_refuse(response, UNAUTHORIZED, NULL);
    }
    if (!wks_role_may(wks_serve_reader(request)->roles, right)) {
        return wks_http_refuse(response, FORBIDDEN, NULL);
    }
    return WKS_OK;
}
