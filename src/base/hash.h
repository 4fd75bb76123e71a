/* base/hash.h - SHA-256 of bytes and files, by libsodium; the identity of deliveries and releases.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_HASH_H
#define WKS_BASE_HASH_H

#include "base/error.h"

#include <stddef.h>

/* 64 hexadecimal digits, lower case, and a closing zero. */
typedef struct wks_hash {
    char hex[65];
} wks_hash;

/* Hash bytes that come in pieces: init, add..., end. */
typedef struct wks_hasher {
    _Alignas(16) unsigned char state[128]; /* a crypto_hash_sha256_state */
} wks_hasher;

void wks_hasher_init(wks_hasher *hasher);
void wks_hasher_add(wks_hasher *hasher, const void *bytes, size_t n);
void wks_hasher_add_text(wks_hasher *hasher,
                         const char *text); /* with its closing zero; NULL as "" */
wks_hash wks_hasher_end(wks_hasher *hasher);

/* Errors: WKS_E_NOT_FOUND it cannot be opened; WKS_E_IO reading failed. */
WKS_MUST_CHECK wks_code wks_hash_file(const char *path, wks_hash *out, wks_error *err);

#endif
