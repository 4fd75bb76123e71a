/* base/secret.h - a key that only its owner may read, and numbers that nobody can make without it.
 *
 * The key is a file of its own (base/key_file.h), made once; who loses it cannot make the same
 * numbers again.  Its bytes are in no message, and in memory as long as the caller keeps them.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_SECRET_H
#define WKS_BASE_SECRET_H

#include "base/arena.h"
#include "base/error.h"
#include "base/key_file.h"

#include <stdint.h>

enum {
    WKS_SECRET_NAME_SIZE = 17
};

typedef struct wks_secret {
    unsigned char bytes[WKS_KEY_BYTES];
} wks_secret;

/* A new key, of the system's random bytes.
 * Errors: WKS_E_EXISTS  there is something at path; WKS_E_IO, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_secret_make(const char *path, wks_arena *arena, wks_error *err);

/* Clear it when it is of no more use, whatever read says.  Errors: those of wks_key_file_read. */
WKS_MUST_CHECK wks_code wks_secret_read(const char *path, wks_secret *out, wks_error *err);
void wks_secret_clear(wks_secret *secret);

/* A number from 0 to 2^64 - 1 that belongs to this text: each as likely, and without the key not to
 * be told from chance (keyed BLAKE2b: RFC 7693).  Another purpose gives other numbers. */
uint64_t wks_secret_number(const wks_secret *secret, const char *purpose, const char *text);

/* A name for the key, to see that it is the same one; it tells nothing of the key. */
void wks_secret_name(const wks_secret *secret, char out[static WKS_SECRET_NAME_SIZE]);

#endif
