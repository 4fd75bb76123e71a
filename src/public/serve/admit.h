/* public/serve/admit.h - the one place where a reader is let in.
 *
 * A session is a cookie that scripts cannot read and other sites cannot send along.  What changes
 * something must come from this site: JSON, and where the browser says from where, from here.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_SERVE_ADMIT_H
#define WKS_PUBLIC_SERVE_ADMIT_H

#include "access/session.h"
#include "base/http.h"

#include <stdint.h>

enum {
    WKS_COOKIE_SIZE = 192
};

/* Sets request->reader to a const wks_reader where somebody is signed in.  Refuses with 401 nobody
 * who must be somebody, with 403 who may not do this or comes from elsewhere, with 404 where the
 * server keeps nothing that people write.  Its context is a struct wks_serve. */
wks_http_admit wks_serve_admit;

/* Who asks, or NULL. */
const wks_reader *wks_serve_reader(const wks_http_request *request);
/* The token of the request's session; at is NULL: there is none. */
wks_span wks_serve_session_of(const wks_http_request *request);
/* What a browser is told to keep for a session; token NULL: to forget it. */
void wks_serve_cookie(const wks_token *token, char out[static WKS_COOKIE_SIZE]);
/* Seconds since 1970, UTC. */
int64_t wks_serve_now(void);

#endif
