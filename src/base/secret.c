/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/secret.h"

#include "base/language.h"

#include <sodium.h>

#include <assert.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static_assert((int)WKS_KEY_BYTES == (int)crypto_generichash_KEYBYTES, "a key of BLAKE2b");

wks_code wks_secret_make(const char *path, wks_arena *arena, wks_error *err)
{
    wks_secret secret;
    if (sodium_init() < 0) {
        return wks_fail(
            err, WKS_E_IO, "%s",
            wks_tr("the system gives no random numbers", "het systeem geeft geen toevalsgetallen"));
    }
    randombytes_buf(secret.bytes, sizeof secret.bytes);
    const wks_code code = wks_key_file_write(path, true, secret.bytes, arena, err);
    wks_secret_clear(&secret);
    return code;
}

wks_code wks_secret_read(const char *path, wks_secret *out, wks_error *err)
{
    memset(out, 0, sizeof *out);
    return wks_key_file_read(path, true, out->bytes, err);
}

void wks_secret_clear(wks_secret *secret)
{
    sodium_memzero(secret, sizeof *secret);
}

uint64_t wks_secret_number(const wks_secret *secret, const char *purpose, const char *text)
{
    crypto_generichash_state state;
    unsigned char digest[crypto_generichash_BYTES];
    uint64_t number = 0;
    /* These fail only for keys and digests of another length. */
    (void)crypto_generichash_init(&state, secret->bytes, sizeof secret->bytes, sizeof digest);
    (void)crypto_generichash_update(&state, (const unsigned char *)purpose, strlen(purpose) + 1);
    (void)crypto_generichash_update(&state, (const unsigned char *)text, strlen(text));
    (void)crypto_generichash_final(&state, digest, sizeof digest);
    for (size_t i = 0; i < sizeof number; i++) {
        number = number << 8 | digest[i];
    }
    return number;
}

void wks_secret_name(const wks_secret *secret, char out[static WKS_SECRET_NAME_SIZE])
{
    snprintf(out, WKS_SECRET_NAME_SIZE, "%016" PRIx64,
             wks_secret_number(secret, "name of the key", ""));
}
