/* base/compress.h - bytes as they travel to a browser: gzip and Brotli.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_COMPRESS_H
#define WKS_BASE_COMPRESS_H

#include "base/error.h"
#include "base/text.h"

#include <stddef.h>

/* Append the compressed form of n bytes to out.  The same bytes give the same result: no time or
 * name is in it.  Both press as hard as they can; that takes a second per megabyte for Brotli.
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_compress_gzip(const void *bytes, size_t n, wks_buffer *out,
                                          wks_error *err);
WKS_MUST_CHECK wks_code wks_compress_brotli(const void *bytes, size_t n, wks_buffer *out,
                                            wks_error *err);

/* Gzip to know about how large something gets: a tenth of the time, at most a tenth larger. */
WKS_MUST_CHECK wks_code wks_compress_gzip_quickly(const void *bytes, size_t n, wks_buffer *out,
                                                  wks_error *err);

/* Brotli for a body that someone is waiting for: some 50 times faster, a tenth larger. */
WKS_MUST_CHECK wks_code wks_compress_brotli_quickly(const void *bytes, size_t n, wks_buffer *out,
                                                    wks_error *err);

#endif
