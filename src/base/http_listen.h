/* base/http_listen.h - a socket that listens, for base/http.c.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_HTTP_LISTEN_H
#define WKS_BASE_HTTP_LISTEN_H

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    WKS_HTTP_URL_SIZE = 80
};

typedef struct wks_http_listener {
    int socket; /* -1: none */
    uint16_t port;
    bool is_ipv6;
    char url[WKS_HTTP_URL_SIZE]; /* "http://127.0.0.1:8080" */
} wks_http_listener;

/* Bind to this address of the machine ("127.0.0.1", "::1", "localhost") and port (0: a free one).
 * The caller closes out->socket, after a failure too when it is not -1.
 * Errors: WKS_E_ARGUMENT  not an address of this machine
 *         WKS_E_IO        the port is in use or not allowed: the text says which and what to do */
WKS_MUST_CHECK wks_code wks_http_listen(const char *address, uint16_t port, wks_http_listener *out,
                                        wks_error *err);

#endif
