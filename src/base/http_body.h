/* base/http_body.h - what base/http.c needs of bodies beyond base/http.h.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_HTTP_BODY_H
#define WKS_BASE_HTTP_BODY_H

#include "base/http.h"

#include <stdbool.h>
#include <stddef.h>

/* Queue body on connection: the coding that the client likes best, or 304 when it has that one.
 * false: libmicrohttpd refused, and the connection must be closed. */
bool wks_http_body_send(struct MHD_Connection *connection, const wks_http_body *body);

/* The fixed headers of server. */
const wks_http_header *wks_http_headers(const wks_http_server *server, size_t *n);

/* A problem document (RFC 9457) for this status, with the detail (or NULL) and faults of response
 * in its language.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_http_problem_make(const wks_http_server *server, unsigned status,
                                              const wks_http_response *response, const char *allow,
                                              wks_http_body **out, wks_error *err);

#endif
