/* private/intake/encoding.h - in which encoding a text file stands, and its text in UTF-8.
 *
 * UTF-8 is what holds nothing else; what does not is taken for windows-1252, of which Latin-1
 * letters are a part; UTF-16 is known by its mark.  A file that is mostly UTF-8 with a stray byte
 * is refused: reading it as windows-1252 would spoil every other letter.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_INTAKE_ENCODING_H
#define WKS_PRIVATE_INTAKE_ENCODING_H

#include "base/error.h"
#include "private/intake/table_copy.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct wks_encoding {
    const char *name;  /* "utf-8", "utf-8-bom", "windows-1252", "utf-16" */
    bool is_utf8;      /* nothing to convert */
    size_t mark_bytes; /* length of the byte-order mark */
} wks_encoding;

/* Read the whole file.
 * Errors: WKS_E_FORMAT  zero bytes in it (no text), or stray bytes: the text names the line
 *         WKS_E_IO */
WKS_MUST_CHECK wks_code wks_encoding_find(int fd, wks_encoding *out, wks_error *err);

/* Append the file, from behind its mark, to copy as UTF-8.
 * Errors: WKS_E_FORMAT  bytes that the encoding does not know
 *         WKS_E_IO */
WKS_MUST_CHECK wks_code wks_encoding_convert(int fd, const wks_encoding *encoding,
                                             wks_table_copy *copy, wks_error *err);

#endif
