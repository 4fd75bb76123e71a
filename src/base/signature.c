/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/signature.h"

#include "base/file.h"
#include "base/key_file.h"
#include "base/language.h"

#include <sodium.h>

#include <assert.h>
#include <string.h>
#include <unistd.h>

enum {
    KEY_DIGITS = 2 * crypto_sign_PUBLICKEYBYTES
};

static_assert((int)WKS_KEY_BYTES == (int)crypto_sign_SEEDBYTES, "a secret key is a file of it");
static_assert((int)WKS_KEY_BYTES == (int)crypto_sign_PUBLICKEYBYTES, "and so is a public one");
static_assert(sizeof(wks_public_key) == KEY_DIGITS + 1, "a public key fits");
static_assert(sizeof(wks_signature) == 2 * crypto_sign_BYTES + 1, "a signature fits");

wks_code wks_signature_make_key(const char *path, wks_arena *arena, wks_error *err)
{
    unsigned char seed[crypto_sign_SEEDBYTES];
    unsigned char secret[crypto_sign_SECRETKEYBYTES];
    unsigned char public[crypto_sign_PUBLICKEYBYTES];
    const char *public_path = wks_arena_printf(arena, "%s.pub", path);
    if (public_path == NULL) {
        return wks_arena_fail(err);
    }
    if (wks_file_exists(public_path)) {
        return wks_fail(
            err, WKS_E_EXISTS,
            wks_tr("%s: there is a public key already", "%s: er is al een openbare sleutel"),
            public_path);
    }
    if (sodium_init() < 0) {
        return wks_fail(
            err, WKS_E_IO, "%s",
            wks_tr("the system gives no random numbers", "het systeem geeft geen toevalsgetallen"));
    }
    randombytes_buf(seed, sizeof seed);
    crypto_sign_seed_keypair(public, secret, seed);
    wks_code code = wks_key_file_write(path, true, seed, arena, err);
    if (code == WKS_OK) {
        code = wks_key_file_write(public_path, false, public, arena, err);
        if (code != WKS_OK) {
            unlink(path); /* without its public half nobody could check with it */
        }
    }
    sodium_memzero(seed, sizeof seed);
    sodium_memzero(secret, sizeof secret);
    return code;
}

wks_code wks_signature_make(const char *key_path, const void *bytes, size_t n, wks_signature *out,
                            wks_public_key *key, wks_error *err)
{
    unsigned char seed[crypto_sign_SEEDBYTES];
    unsigned char secret[crypto_sign_SECRETKEYBYTES];
    unsigned char public[crypto_sign_PUBLICKEYBYTES];
    unsigned char signature[crypto_sign_BYTES];
    WKS_TRY(wks_key_file_read(key_path, true, seed, err));
    crypto_sign_seed_keypair(public, secret, seed);
    crypto_sign_detached(signature, NULL, bytes, n, secret);
    sodium_memzero(seed, sizeof seed);
    sodium_memzero(secret, sizeof secret);
    sodium_bin2hex(out->hex, sizeof out->hex, signature, sizeof signature);
    sodium_bin2hex(key->hex, sizeof key->hex, public, sizeof public);
    return WKS_OK;
}

wks_code wks_signature_read_key(const char *path, wks_public_key *out, wks_error *err)
{
    unsigned char public[crypto_sign_PUBLICKEYBYTES];
    WKS_TRY(wks_key_file_read(path, false, public, err));
    sodium_bin2hex(out->hex, sizeof out->hex, public, sizeof public);
    return WKS_OK;
}

bool wks_signature_holds(const wks_signature *signature, const wks_public_key *key,
                         const void *bytes, size_t n)
{
    unsigned char public[crypto_sign_PUBLICKEYBYTES];
    unsigned char raw[crypto_sign_BYTES];
    return wks_key_file_parse(signature->hex, strlen(signature->hex), sizeof signature->hex - 1,
                              raw) &&
           wks_key_file_parse(key->hex, strlen(key->hex), KEY_DIGITS, public) &&
           crypto_sign_verify_detached(raw, bytes, n, public) == 0;
}
