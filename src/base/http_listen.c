/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/http_listen.h"

#include "base/language.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

enum {
    BACKLOG = 1024,
    FASTOPEN_QUEUE = 64
};

typedef union socket_address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
} socket_address;

static wks_code read_address(const char *text, uint16_t port, socket_address *out, socklen_t *size,
                             wks_error *err)
{
    const char *number = strcmp(text, "localhost") == 0 ? "127.0.0.1" : text;
    memset(out, 0, sizeof *out);
    if (inet_pton(AF_INET, number, &out->v4.sin_addr) == 1) {
        out->v4.sin_family = AF_INET;
        out->v4.sin_port = htons(port);
        *size = sizeof out->v4;
        return WKS_OK;
    }
    if (inet_pton(AF_INET6, number, &out->v6.sin6_addr) == 1) {
        out->v6.sin6_family = AF_INET6;
        out->v6.sin6_port = htons(port);
        *size = sizeof out->v6;
        return WKS_OK;
    }
    return wks_fail(err, WKS_E_ARGUMENT,
                    wks_tr("--address: expected an address like 127.0.0.1 or ::1, not '%s'",
                           "--address: verwacht een adres als 127.0.0.1 of ::1, niet '%s'"),
                    text);
}

static wks_code fail_to_listen(const char *address, uint16_t port, int reason, wks_error *err)
{
    if (reason == EADDRINUSE) {
        return wks_fail(
            err, WKS_E_IO,
            wks_tr(
                "port %u is in use by another program; choose another one with --port",
                "poort %u is al in gebruik door een ander programma; kies een andere met --port"),
            (unsigned)port);
    }
    if (reason == EACCES) {
        return wks_fail(err, WKS_E_IO,
                        wks_tr("port %u may only be used by root; choose one from 1024 with --port",
                               "poort %u mag alleen root gebruiken; kies er een vanaf 1024 met "
                               "--port"),
                        (unsigned)port);
    }
    if (reason == EADDRNOTAVAIL) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("--address: %s is not an address of this machine",
                               "--address: %s is geen adres van deze computer"),
                        address);
    }
    return wks_fail(err, WKS_E_IO, wks_tr("port %u: %s", "poort %u: %s"), (unsigned)port,
                    strerror(reason));
}

wks_code wks_http_listen(const char *address, uint16_t port, wks_http_listener *out, wks_error *err)
{
    socket_address bound;
    socklen_t size = 0;
    out->socket = -1;
    WKS_TRY(read_address(address, port, &bound, &size, err));
    out->is_ipv6 = bound.any.sa_family == AF_INET6;
    out->socket = socket(bound.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int on = 1;
    const int queue = FASTOPEN_QUEUE;
    if (out->socket < 0 || setsockopt(out->socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
        bind(out->socket, &bound.any, size) != 0 || listen(out->socket, BACKLOG) != 0 ||
        getsockname(out->socket, &bound.any, &size) != 0) {
        return fail_to_listen(address, port, errno, err);
    }
    /* Accepted sockets inherit it.  Both only make things faster: a kernel without may go on. */
    (void)setsockopt(out->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    (void)setsockopt(out->socket, IPPROTO_TCP, TCP_FASTOPEN, &queue, sizeof queue);
    out->port = ntohs(out->is_ipv6 ? bound.v6.sin6_port : bound.v4.sin_port);
    snprintf(out->url, sizeof out->url, out->is_ipv6 ? "http://[%s]:%u" : "http://%s:%u", address,
             (unsigned)out->port);
    return WKS_OK;
}
