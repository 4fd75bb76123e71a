/* base/token.h - a secret word that is given once: a session, an invitation.
 *
 * 256 random bits as 64 hexadecimal digits.  A store keeps wks_token_hash of it, so that who reads
 * the store can use none.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_TOKEN_H
#define WKS_BASE_TOKEN_H

#include "base/error.h"
#include "base/hash.h"
#include "base/text.h"

typedef struct wks_token {
    char text[65];
} wks_token;

/* Errors: WKS_E_IO (the system gives no random numbers). */
WKS_MUST_CHECK wks_code wks_token_make(wks_token *out, wks_error *err);
wks_hash wks_token_hash(wks_span token);

#endif
