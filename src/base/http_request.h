/* base/http_request.h - reading what a browser sent: paths, codings, tags.
 *
 * Pure functions on text, for base/http and its tests; everything here may be hostile.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_HTTP_REQUEST_H
#define WKS_BASE_HTTP_REQUEST_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

/* Decode %XX of text into out (room bytes) with a closing zero; *n_out counts without it.
 * false: a broken escape, a zero or control character, no UTF-8, or no room. */
bool wks_http_request_decode(wks_span text, char *out, size_t room, size_t *n_out);

/* Whether path (without query, still coded) has the shape of pattern; names gets, for each {name},
 * its piece of path.  An empty segment matches nothing, so that a trailing slash is another path.
 */
bool wks_http_request_match(const char *pattern, const char *path, wks_span *names,
                            size_t max_names, size_t *n_names);

typedef enum wks_http_coding {
    WKS_HTTP_IDENTITY,
    WKS_HTTP_GZIP,
    WKS_HTTP_BROTLI,
    WKS_HTTP_N_CODINGS
} wks_http_coding;

/* The best of the codings that has[] marks for this Accept-Encoding (NULL: none was sent): the one
 * with the highest q; of equals Brotli, then gzip.  Identity when nothing fits. */
wks_http_coding wks_http_request_coding(const char *accept, const bool has[WKS_HTTP_N_CODINGS]);

/* Which of these media types this Accept (NULL: none was sent) wants most: the one with the highest
 * q, which a range as "text/" and a star gives to all it holds and a full name to itself; of equals
 * the first.  0 when it wants none. */
size_t wks_http_request_type(const char *accept, const char *const *types, size_t n);

/* Whether this If-None-Match names etag ("..." with its quotes); weak marks are ignored. */
bool wks_http_request_has_tag(const char *if_none_match, const char *etag);

/* The value of the cookie of this name in a Cookie header; of two the first.  at is NULL: there is
 * none. */
wks_span wks_http_request_cookie(const char *cookies, const char *name);

#endif
