/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/http_content.h"

#include <microhttpd.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

bool wks_http_content_is_coming(struct MHD_Connection *connection)
{
    const char *length = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Content-Length");
    return (length != NULL && strcmp(length, "0") != 0) ||
           MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Transfer-Encoding") != NULL;
}

wks_http_content *wks_http_content_begin(struct MHD_Connection *connection, size_t max)
{
    wks_http_content *content = calloc(1, sizeof *content);
    if (content == NULL) {
        return NULL;
    }
    const char *length = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Content-Length");
    int64_t promised = 0;
    content->max = max;
    content->is_too_large =
        max == 0 ||
        (length != NULL && wks_text_integer((wks_span){length, strlen(length)}, &promised) &&
         promised > (int64_t)max);
    return content;
}

void wks_http_content_add(wks_http_content *content, const char *bytes, size_t n)
{
    content->is_too_large = content->is_too_large || n > content->max - content->bytes.n;
    if (!content->is_too_large) {
        wks_buffer_put(&content->bytes, bytes, n);
        content->is_too_large = content->bytes.failed;
    }
}

wks_span wks_http_content_bytes(const wks_http_content *content)
{
    return content->bytes.n == 0 ? (wks_span){"", 0}
                                 : (wks_span){content->bytes.bytes, content->bytes.n};
}

void wks_http_content_end(wks_http_content *content)
{
    if (content->bytes.room > 0) {
        explicit_bzero(content->bytes.bytes, content->bytes.room);
    }
    wks_buffer_clear(&content->bytes);
    free(content);
}
