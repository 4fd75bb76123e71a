/* public/serve/release_cache.h - the bodies of the release that is served, each rendered once.
 *
 * In: picture.db.  Out: ready-made bodies by key.  When the file gains a release, or is replaced,
 * a new cache takes the place of the old one, which goes when its last reader has done.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_SERVE_RELEASE_CACHE_H
#define WKS_PUBLIC_SERVE_RELEASE_CACHE_H

#include "base/http.h"
#include "public/picture/picture_read.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct wks_release_cache wks_release_cache; /* of one release */

/* Holds the present one. */
typedef struct wks_release_store {
    const char *path;              /* of picture.db; borrowed */
    const wks_http_server *server; /* that the bodies are made for */
    size_t n_readers;              /* connections per release: as many as threads that render */
    const char *key_path; /* of the public key of who signs; NULL: the picture's with ".pub" */
    wks_public_key key;
    pthread_rwlock_t lock; /* over present and its table */
    wks_release_cache *present;
    bool has_complained; /* about a file that cannot be taken up */
} wks_release_store;

enum {
    WKS_RELEASE_MAX_READERS = 16,
    WKS_RELEASE_CACHE_BYTES = 256 << 20 /* of bodies; what comes after is made at each request */
};

/* Open the newest release, which the holder of the key must have signed, as every later one.  path,
 * key_path and server are borrowed.
 * Errors: as wks_picture_read_open, wks_picture_read_newest, wks_picture_seal_key and
 *         wks_picture_read_check. */
WKS_MUST_CHECK wks_code wks_release_store_open(const char *path, const char *key_path,
                                               const wks_http_server *server, size_t n_readers,
                                               wks_release_store *out, wks_error *err);
/* When no request is running any more. */
void wks_release_store_close(wks_release_store *store);
/* Take up a new release if there is one; true when that happened.  For one thread at a time. */
bool wks_release_store_refresh(wks_release_store *store);
/* The id of the present release. */
void wks_release_store_id(wks_release_store *store, char out[static WKS_RELEASE_ID_SIZE]);

/* Ask the present release something that is no body.  ask: as a render; its error is returned. */
typedef wks_code wks_release_ask(wks_picture *picture, int64_t release, void *what,
                                 wks_arena *arena, wks_error *err);
WKS_MUST_CHECK wks_code wks_release_store_ask(wks_release_store *store, wks_release_ask *ask,
                                              void *what, wks_arena *arena, wks_error *err);

/* Renders one body.  Finding fault with the request it adds to response and returns
 * WKS_E_ARGUMENT; other errors as those of public/picture. */
typedef wks_code wks_release_render(wks_picture *picture, int64_t release, const void *what,
                                    wks_arena *arena, wks_http_response *response, wks_buffer *out,
                                    wks_error *err);

typedef struct wks_release_item {
    const char *key; /* what it is kept under; NULL: not kept */
    wks_release_render *render;
    const void *what; /* for render */
} wks_release_item;

/* Answer request with this item of the present release: from memory, or rendered now.
 * Errors: those of item->render, but for WKS_E_ARGUMENT with faults. */
WKS_MUST_CHECK wks_code wks_release_cache_answer(wks_release_store *store,
                                                 const wks_http_request *request,
                                                 const wks_release_item *item, wks_arena *arena,
                                                 wks_http_response *response, wks_error *err);

/* An item that is not plain JSON.  Its render says how it is sent: *head is where its `what` points
 * to it too, and the arena that it gets holds the texts. */
typedef struct wks_release_head {
    const char *mime;        /* a literal */
    const char *disposition; /* base/http.h */
    const char *link;        /* base/http.h */
    const char *content_crs; /* base/http.h */
} wks_release_head;

typedef struct wks_release_file {
    wks_release_item item;
    const wks_release_head *head;
} wks_release_file;

WKS_MUST_CHECK wks_code wks_release_cache_answer_file(wks_release_store *store,
                                                      const wks_http_request *request,
                                                      const wks_release_file *file,
                                                      wks_arena *arena, wks_http_response *response,
                                                      wks_error *err);

/* Render an item before anyone asks, compressed as far as it goes; route is the one it is for. */
WKS_MUST_CHECK wks_code wks_release_cache_warm(wks_release_store *store,
                                               const wks_http_route *route,
                                               const wks_release_item *item, wks_arena *arena,
                                               wks_error *err);

#endif
