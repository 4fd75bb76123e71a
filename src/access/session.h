/* access/session.h - who is signed in, for how long.
 *
 * A session ends after fifteen minutes in which nothing was asked, and after eight hours whatever
 * happens (OWASP ASVS 5.0, 7.3).  now is in seconds since 1970, UTC.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_ACCESS_SESSION_H
#define WKS_ACCESS_SESSION_H

#include "access/access.h"
#include "access/role.h"
#include "base/arena.h"
#include "base/text.h"
#include "base/token.h"

#include <stdint.h>

enum {
    WKS_SESSION_IDLE_S = 15 * 60,
    WKS_SESSION_LONGEST_S = 8 * 60 * 60
};

/* Who asks. */
typedef struct wks_reader {
    int64_t account;
    const char *name;
    const char *person;
    const char *organisation;
    unsigned roles; /* WKS_ROLE_BIT() */
} wks_reader;

/* A new session, with a new token each time; what is over is thrown away.
 * Errors: WKS_E_STORE, WKS_E_IO. */
WKS_MUST_CHECK wks_code wks_session_begin(wks_access *access, int64_t account, int64_t now,
                                          wks_token *out, wks_error *err);
/* Whose session this is, in arena; it has then been seen now.
 * Errors: WKS_E_NOT_FOUND  there is no such session, or it is over, or the account is blocked
 *         WKS_E_STORE, WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_session_find(wks_access *access, wks_span token, int64_t now,
                                         wks_arena *arena, wks_reader *out, wks_error *err);
/* Fine when there is none.  Errors: WKS_E_STORE. */
WKS_MUST_CHECK wks_code wks_session_end(wks_access *access, wks_span token, wks_error *err);

#endif
