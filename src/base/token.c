/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/token.h"

#include "base/language.h"

#include <sodium.h>

wks_code wks_token_make(wks_token *out, wks_error *err)
{
    unsigned char bytes[(sizeof out->text - 1) / 2];
    if (sodium_init() < 0) {
        return wks_fail(
            err, WKS_E_IO, "%s",
            wks_tr("the system gives no random numbers", "het systeem geeft geen toevalsgetallen"));
    }
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2hex(out->text, sizeof out->text, bytes, sizeof bytes);
    sodium_memzero(bytes, sizeof bytes);
    return WKS_OK;
}

wks_hash wks_token_hash(wks_span token)
{
    wks_hasher hasher;
    wks_hasher_init(&hasher);
    wks_hasher_add(&hasher, token.at, token.n);
    return wks_hasher_end(&hasher);
}
