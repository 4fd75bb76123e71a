/* base/http_guard.h - keeps slow clients from holding every connection.
 *
 * libmicrohttpd closes a connection on which nothing moves; one that sends a byte now and then
 * would stay for ever.  The guard knows since when each connection has been in its present state.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_HTTP_GUARD_H
#define WKS_BASE_HTTP_GUARD_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct wks_http_peer {
    struct wks_http_peer *next;
    struct wks_http_peer *before;
    int socket;
    atomic_bool is_answering; /* a reply is on its way */
    _Atomic int64_t since_ms; /* the state it is in began then */
} wks_http_peer;

typedef struct wks_http_guard {
    pthread_mutex_t lock;
    wks_http_peer *peers;
} wks_http_guard;

void wks_http_guard_init(wks_http_guard *guard);
void wks_http_guard_clear(wks_http_guard *guard); /* after the last connection has gone */

/* A connection came; NULL when memory is gone (it is then not guarded). */
wks_http_peer *wks_http_guard_add(wks_http_guard *guard, int socket);
/* It goes; to be called before its socket is closed.  NULL is fine. */
void wks_http_guard_remove(wks_http_guard *guard, wks_http_peer *peer);
/* A reply starts, or has gone out.  NULL is fine. */
void wks_http_guard_note(wks_http_peer *peer, bool is_answering);

/* Shut what has been sending one request for over request_ms or taking one reply for over
 * reply_ms. */
void wks_http_guard_sweep(wks_http_guard *guard, int64_t request_ms, int64_t reply_ms);
bool wks_http_guard_is_answering(wks_http_guard *guard);

#endif
