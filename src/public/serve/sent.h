/* public/serve/sent.h - what a reader sent, and the reply to it.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_SERVE_SENT_H
#define WKS_PUBLIC_SERVE_SENT_H

#include "base/http.h"
#include "base/json_read.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

/* Read the content of the request as a JSON object with these members.  *is_sound: all is well;
 * else response says everything that is wrong.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_sent_read(const wks_http_request *request,
                                      const wks_json_member *members, size_t n_members,
                                      wks_http_response *response, wks_arena *arena, bool *is_sound,
                                      wks_error *err);

typedef struct wks_sent_reply {
    unsigned status;        /* 0: 200 */
    wks_buffer *json;       /* taken over; NULL: no content */
    const char *etag;       /* with quotes; NULL: made from the bytes */
    const char *location;   /* of what was made; NULL */
    const char *set_cookie; /* NULL */
} wks_sent_reply;

/* A reply for this reader alone.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_sent_answer(const wks_http_request *request,
                                        const wks_sent_reply *reply, wks_http_response *response,
                                        wks_error *err);

#endif
