/* base/passphrase.h - what somebody proves with that they are who they say, and what is kept of it.
 *
 * Kept is an Argon2id hash with its own salt (libsodium; RFC 9106): 64 MiB of memory and about a
 * tenth of a second for each try.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_PASSPHRASE_H
#define WKS_BASE_PASSPHRASE_H

#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>

enum {
    WKS_PASSPHRASE_HASH_SIZE = 128
};

/* Errors: WKS_E_MEMORY, WKS_E_IO (the system gives no random numbers). */
WKS_MUST_CHECK wks_code wks_passphrase_hash(wks_span passphrase,
                                            char out[static WKS_PASSPHRASE_HASH_SIZE],
                                            wks_error *err);

/* Whether the hash is of this passphrase.  hash NULL: no, after as much work as for one, so that
 * the time tells nobody which accounts there are. */
bool wks_passphrase_is(wks_span passphrase, const char *hash);

#endif
