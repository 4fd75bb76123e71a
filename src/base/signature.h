/* base/signature.h - Ed25519 signatures, by libsodium: who holds the key has said exactly this.
 *
 * A secret key stands in a file that only its owner may read; beside it, with ".pub" behind its
 * name, the public key that anybody checks with.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_SIGNATURE_H
#define WKS_BASE_SIGNATURE_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* Hexadecimal digits, lower case, and a closing zero. */
typedef struct wks_public_key {
    char hex[65];
} wks_public_key;

typedef struct wks_signature {
    char hex[129];
} wks_signature;

/* Make a key in the file path (mode 0600) and its public half in path with ".pub" behind it.
 * Errors: WKS_E_EXISTS  there is one: a key is never replaced
 *         WKS_E_IO, WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_signature_make_key(const char *path, wks_arena *arena, wks_error *err);

/* Sign bytes [n] with the secret key in the file key_path; *key is its public half.
 * Errors: WKS_E_NOT_FOUND  there is no such file
 *         WKS_E_REFUSED    others than its owner may read it
 *         WKS_E_FORMAT     it holds no key; WKS_E_IO */
WKS_MUST_CHECK wks_code wks_signature_make(const char *key_path, const void *bytes, size_t n,
                                           wks_signature *out, wks_public_key *key, wks_error *err);

/* The public key in the file path.
 * Errors: WKS_E_NOT_FOUND, WKS_E_IO; WKS_E_FORMAT it holds no public key. */
WKS_MUST_CHECK wks_code wks_signature_read_key(const char *path, wks_public_key *out,
                                               wks_error *err);

/* Whether the holder of key signed exactly bytes [n].  What is no signature or no key holds for
 * nothing. */
bool wks_signature_holds(const wks_signature *signature, const wks_public_key *key,
                         const void *bytes, size_t n);

#endif
