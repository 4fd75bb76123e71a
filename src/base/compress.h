/* base/compress.h - bytes to gzip and brotli, at the strongest setting.
 *
 * For replies that are made once and served often, and for measuring how large one will be.  The
 * same input gives the same bytes: no time, name or operating system goes into them.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_COMPRESS_H
#define WKS_BASE_COMPRESS_H

#include "base/error.h"
#include "base/text.h"

#include <stddef.h>

/* Append the compressed bytes to out.
 * Errors: WKS_E_MEMORY    no room
 *         WKS_E_ARGUMENT  n is over 1 GiB */
WKS_MUST_CHECK wks_code wks_compress_gzip(const void *bytes, size_t n, wks_buffer *out,
                                          wks_error *err);
WKS_MUST_CHECK wks_code wks_compress_brotli(const void *bytes, size_t n, wks_buffer *out,
                                            wks_error *err);

#endif
