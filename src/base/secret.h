/* base/secret.h - a key that only its owner may read, and numbers that nobody can make without it.
 *
 * The key is a file of its own, made once; who loses it cannot make the same numbers again.  Its
 * bytes are in no message, and in memory no longer than the caller keeps them.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_SECRET_H
#define WKS_BASE_SECRET_H

#include "base/error.h"

#include <stdint.h>

enum {
    WKS_SECRET_BYTES = 32,
    WKS_SECRET_NAME_SIZE = 17
};

typedef struct wks_secret {
    unsigned char bytes[WKS_SECRET_BYTES];
} wks_secret;

/* A new key, of the system's random bytes, in a file with mode 0600.
 * Errors: WKS_E_EXISTS  there is something at path; WKS_E_IO. */
WKS_MUST_CHECK wks_code wks_secret_make(const char *path, wks_error *err);

/* Clear it when it is of no more use, whatever read says.
 * Errors: WKS_E_NOT_FOUND  it is not there, or may not be read
 *         WKS_E_REFUSED    others than its owner have a right on the file
 *         WKS_E_FORMAT     it is no key of ours
 *         WKS_E_IO */
WKS_MUST_CHECK wks_code wks_secret_read(const char *path, wks_secret *out, wks_error *err);
void wks_secret_clear(wks_secret *secret);

/* A number from 0 to 2^64 - 1 that belongs to this text: each as likely, and without the key not to
 * be told from chance (keyed BLAKE2b: RFC 7693).  Another purpose gives other numbers. */
uint64_t wks_secret_number(const wks_secret *secret, const char *purpose, const char *text);

/* A name for the key, to see that it is the same one; it tells nothing of the key. */
void wks_secret_name(const wks_secret *secret, char out[static WKS_SECRET_NAME_SIZE]);

#endif
