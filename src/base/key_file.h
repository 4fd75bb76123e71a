/* base/key_file.h - a key of 32 bytes in a file: 64 hexadecimal digits and a line end.
 *
 * A secret one has mode 0600, and is not read when others than its owner have a right on it.  What
 * is in the file is in no message.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_KEY_FILE_H
#define WKS_BASE_KEY_FILE_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    WKS_KEY_BYTES = 32
};

/* A key that is there stays as it is, and none is ever half written.
 * Errors: WKS_E_EXISTS  there is something at path; WKS_E_IO, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_key_file_write(const char *path, bool is_secret,
                                           const unsigned char key[static WKS_KEY_BYTES],
                                           wks_arena *arena, wks_error *err);

/* Errors: WKS_E_NOT_FOUND  it is not there
 *         WKS_E_REFUSED    it is a secret, and others than its owner may read or write it
 *         WKS_E_FORMAT     it holds no key; WKS_E_IO */
WKS_MUST_CHECK wks_code wks_key_file_read(const char *path, bool is_secret,
                                          unsigned char key[static WKS_KEY_BYTES], wks_error *err);

/* `digits` hexadecimal digits and nothing else into out [digits / 2]; a line end may follow. */
bool wks_key_file_parse(const char *text, size_t n, size_t digits, unsigned char *out);

#endif
