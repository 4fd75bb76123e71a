/* access/account.h - accounts: made by invitation, proven with a passphrase.
 *
 * What proves who somebody is ends in an account's number; another way to prove it (a provider of
 * single sign-on) ends there too.  now is in seconds since 1970, UTC.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_ACCESS_ACCOUNT_H
#define WKS_ACCESS_ACCOUNT_H

#include "access/access.h"
#include "access/role.h"
#include "base/arena.h"
#include "base/text.h"
#include "base/token.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    WKS_PASSPHRASE_LEAST = 15, /* characters, as NIST SP 800-63B-4 asks of one that stands alone */
    WKS_PASSPHRASE_MOST = 200, /* bytes */
    WKS_INVITATION_DAYS = 7,
    WKS_ACCOUNT_NAME_MOST = 100 /* bytes of a name, a person, an organisation */
};

typedef struct wks_account {
    int64_t number;
    const char *name; /* what one signs in with; capitals do not matter */
    const char *person;
    const char *organisation; /* "" for somebody who speaks for herself */
    unsigned roles;           /* WKS_ROLE_BIT() */
    bool is_blocked;
    bool has_passphrase;
} wks_account;

/* Make an account that nobody can use until invitation is accepted.
 * Errors: WKS_E_ARGUMENT  a name or person that is empty or too long
 *         WKS_E_EXISTS    there is one of this name; WKS_E_STORE, WKS_E_IO */
WKS_MUST_CHECK wks_code wks_account_add(wks_access *access, const wks_account *account, int64_t now,
                                        wks_token *invitation, wks_error *err);
/* A new invitation, which ends the ones before: for who lost her passphrase, or let it pass.
 * Errors: WKS_E_NOT_FOUND  no such account; WKS_E_STORE, WKS_E_IO */
WKS_MUST_CHECK wks_code wks_account_invite(wks_access *access, const char *name, int64_t now,
                                           wks_token *invitation, wks_error *err);
/* Choose a passphrase; sessions and invitations of before end.
 * Errors: WKS_E_NOT_FOUND  the invitation is unknown, used or over
 *         WKS_E_ARGUMENT   the passphrase is too short or too long, or says the name; WKS_E_STORE
 */
WKS_MUST_CHECK wks_code wks_account_accept(wks_access *access, wks_span invitation,
                                           wks_span passphrase, int64_t now, int64_t *account,
                                           wks_error *err);
/* Who this is.  After five failures in a row each next try for the name waits, half a minute at
 * most. Errors: WKS_E_REFUSED  name and passphrase do not belong together; one text whatever is
 * wrong WKS_E_EXISTS   tried too soon after failures; WKS_E_STORE */
WKS_MUST_CHECK wks_code wks_account_prove(wks_access *access, const char *name, wks_span passphrase,
                                          int64_t now, int64_t *account, wks_error *err);
/* All accounts by name, in arena.  Errors: WKS_E_STORE, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_account_list(wks_access *access, wks_arena *arena, wks_account **out,
                                         size_t *n, wks_error *err);
/* Other roles, or blocked: whoever is blocked is out at once.
 * Errors: WKS_E_NOT_FOUND  no such account; WKS_E_STORE */
WKS_MUST_CHECK wks_code wks_account_change(wks_access *access, const char *name, unsigned roles,
                                           bool is_blocked, wks_error *err);

#endif
