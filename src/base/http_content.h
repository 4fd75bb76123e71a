/* base/http_content.h - what a request brings, piece by piece, for base/http.c.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_HTTP_CONTENT_H
#define WKS_BASE_HTTP_CONTENT_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

struct MHD_Connection;

typedef struct wks_http_content {
    wks_buffer bytes;
    size_t max;
    bool is_too_large; /* what came beyond max was thrown away, and the request is to be refused */
} wks_http_content;

/* Whether the headers of the request say that content follows. */
bool wks_http_content_is_coming(struct MHD_Connection *connection);
/* max: bytes that are taken; is_too_large at once where the headers promise more, or where none
 * are.  NULL: no memory. */
wks_http_content *wks_http_content_begin(struct MHD_Connection *connection, size_t max);
void wks_http_content_add(wks_http_content *content, const char *bytes, size_t n);
wks_span wks_http_content_bytes(const wks_http_content *content);
/* Wipes and frees: it may have held a passphrase. */
void wks_http_content_end(wks_http_content *content);

#endif
