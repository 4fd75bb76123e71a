/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/passphrase.h"

#include "base/arena.h"
#include "base/language.h"

#include <sodium.h>

#include <assert.h>

static_assert((int)WKS_PASSPHRASE_HASH_SIZE == (int)crypto_pwhash_STRBYTES, "a hash fits");

wks_code wks_passphrase_hash(wks_span passphrase, char out[static WKS_PASSPHRASE_HASH_SIZE],
                             wks_error *err)
{
    if (sodium_init() < 0) {
        return wks_fail(
            err, WKS_E_IO, "%s",
            wks_tr("the system gives no random numbers", "het systeem geeft geen toevalsgetallen"));
    }
    return crypto_pwhash_str(out, passphrase.at, passphrase.n, crypto_pwhash_OPSLIMIT_INTERACTIVE,
                             crypto_pwhash_MEMLIMIT_INTERACTIVE) == 0
               ? WKS_OK
               : wks_arena_fail(err);
}

bool wks_passphrase_is(wks_span passphrase, const char *hash)
{
    char none[WKS_PASSPHRASE_HASH_SIZE];
    if (hash == NULL) {
        /* As much work as a comparison; what comes of it is thrown away. */
        const int ignored =
            crypto_pwhash_str(none, passphrase.at, passphrase.n, crypto_pwhash_OPSLIMIT_INTERACTIVE,
                              crypto_pwhash_MEMLIMIT_INTERACTIVE);
        (void)ignored;
        return false;
    }
    return crypto_pwhash_str_verify(hash, passphrase.at, passphrase.n) == 0;
}
