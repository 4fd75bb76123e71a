/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/hash.h"

#include "base/language.h"

#include <sodium.h>

#include <assert.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(wks_hasher), "the state fits");

void wks_hasher_init(wks_hasher *hasher)
{
    crypto_hash_sha256_init((crypto_hash_sha256_state *)(void *)hasher->state);
}

void wks_hasher_add(wks_hasher *hasher, const void *bytes, size_t n)
{
    crypto_hash_sha256_update((crypto_hash_sha256_state *)(void *)hasher->state, bytes, n);
}

void wks_hasher_add_text(wks_hasher *hasher, const char *text)
{
    const char *given = text == NULL ? "" : text;
    wks_hasher_add(hasher, given, strlen(given) + 1);
}

wks_hash wks_hasher_end(wks_hasher *hasher)
{
    unsigned char digest[crypto_hash_sha256_BYTES];
    wks_hash hash;
    crypto_hash_sha256_final((crypto_hash_sha256_state *)(void *)hasher->state, digest);
    sodium_bin2hex(hash.hex, sizeof hash.hex, digest, sizeof digest);
    return hash;
}

wks_code wks_hash_file(const char *path, wks_hash *out, wks_error *err)
{
    FILE *file = fopen(path, "rbe");
    if (file == NULL) {
        return errno == ENOENT
                   ? wks_fail(err, WKS_E_NOT_FOUND,
                              wks_tr("%s: there is no such file", "%s: dit bestand is er niet"),
                              path)
                   : wks_fail(err, WKS_E_NOT_FOUND,
                              wks_tr("%s: cannot be read (%s)", "%s: kan niet worden gelezen (%s)"),
                              path, strerror(errno));
    }
    wks_hasher hasher;
    wks_hasher_init(&hasher);
    static const size_t chunk = 1 << 16;
    unsigned char bytes[1 << 16];
    size_t got = 0;
    while ((got = fread(bytes, 1, chunk, file)) > 0) {
        wks_hasher_add(&hasher, bytes, got);
    }
    bool is_read = ferror(file) == 0;
    fclose(file);
    if (!is_read) {
        return wks_fail(err, WKS_E_IO, wks_tr("%s: reading failed", "%s: lezen mislukte"), path);
    }
    *out = wks_hasher_end(&hasher);
    return WKS_OK;
}
