/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/http_guard.h"

#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

static int64_t now_ms(void)
{
    /* The coarse clock is read without a system call; a few milliseconds are no matter here. */
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void wks_http_guard_init(wks_http_guard *guard)
{
    guard->peers = NULL;
    pthread_mutex_init(&guard->lock, NULL);
}

void wks_http_guard_clear(wks_http_guard *guard)
{
    while (guard->peers != NULL) {
        wks_http_guard_remove(guard, guard->peers);
    }
    pthread_mutex_destroy(&guard->lock);
}

wks_http_peer *wks_http_guard_add(wks_http_guard *guard, int socket)
{
    wks_http_peer *peer = calloc(1, sizeof *peer);
    if (peer == NULL) {
        return NULL;
    }
    peer->socket = socket;
    wks_http_guard_note(peer, false);
    pthread_mutex_lock(&guard->lock);
    peer->next = guard->peers;
    if (peer->next != NULL) {
        peer->next->before = peer;
    }
    guard->peers = peer;
    pthread_mutex_unlock(&guard->lock);
    return peer;
}

void wks_http_guard_remove(wks_http_guard *guard, wks_http_peer *peer)
{
    if (peer == NULL) {
        return;
    }
    pthread_mutex_lock(&guard->lock);
    if (peer->next != NULL) {
        peer->next->before = peer->before;
    }
    if (peer->before != NULL) {
        peer->before->next = peer->next;
    } else {
        guard->peers = peer->next;
    }
    pthread_mutex_unlock(&guard->lock);
    free(peer);
}

void wks_http_guard_note(wks_http_peer *peer, bool is_answering)
{
    if (peer != NULL) {
        atomic_store_explicit(&peer->since_ms, now_ms(), memory_order_relaxed);
        atomic_store_explicit(&peer->is_answering, is_answering, memory_order_relaxed);
    }
}

void wks_http_guard_sweep(wks_http_guard *guard, int64_t request_ms, int64_t reply_ms)
{
    const int64_t now = now_ms();
    pthread_mutex_lock(&guard->lock);
    for (wks_http_peer *peer = guard->peers; peer != NULL; peer = peer->next) {
        bool is_answering = atomic_load_explicit(&peer->is_answering, memory_order_relaxed);
        int64_t age = now - atomic_load_explicit(&peer->since_ms, memory_order_relaxed);
        if (age > (is_answering ? reply_ms : request_ms)) {
            /* Its own thread sees the end and closes it. */
            shutdown(peer->socket, SHUT_RDWR);
        }
    }
    pthread_mutex_unlock(&guard->lock);
}

bool wks_http_guard_is_answering(wks_http_guard *guard)
{
    bool found = false;
    pthread_mutex_lock(&guard->lock);
    for (wks_http_peer *peer = guard->peers; peer != NULL && !found; peer = peer->next) {
        found = atomic_load_explicit(&peer->is_answering, memory_order_relaxed);
    }
    pthread_mutex_unlock(&guard->lock);
    return found;
}
