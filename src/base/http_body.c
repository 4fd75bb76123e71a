/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/http_body.h"

#include "base/hash.h"
#include "base/http_request.h"

#include <microhttpd.h>

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    ETAG_SIZE = 48,
    /* What libmicrohttpd and malloc take for a response with a dozen headers, measured. */
    VARIANT_OVERHEAD = 2048
};

typedef struct variant {
    struct MHD_Response *full;      /* NULL: there is no such coding */
    struct MHD_Response *unchanged; /* the 304, without a body */
    char etag[ETAG_SIZE];
} variant;

/* libmicrohttpd counts references to its responses itself; ours are for the three together. */
struct wks_http_body {
    atomic_size_t references;
    size_t cost;
    unsigned status;
    bool has[WKS_HTTP_N_CODINGS];
    variant variants[WKS_HTTP_N_CODINGS];
};

static const char *const cache_rules[] = {
    [WKS_HTTP_CACHE_NEVER] = "no-store",
    [WKS_HTTP_CACHE_CHECK] = "no-cache",
    [WKS_HTTP_CACHE_OWN] = "private, no-cache",
    [WKS_HTTP_CACHE_STATISTICS] = "public, max-age=300",
};

static const char *const coding_names[WKS_HTTP_N_CODINGS] = {
    [WKS_HTTP_IDENTITY] = "",
    [WKS_HTTP_GZIP] = "gzip",
    [WKS_HTTP_BROTLI] = "br",
};

static void make_etag(const wks_http_piece *piece, const void *bytes, size_t n,
                      wks_http_coding coding, char out[static ETAG_SIZE])
{
    if (piece->etag != NULL) {
        snprintf(out, ETAG_SIZE, "%s", piece->etag);
        return;
    }
    wks_hasher hasher;
    wks_hasher_init(&hasher);
    wks_hasher_add(&hasher, bytes, n);
    snprintf(out, ETAG_SIZE, "\"%.32s%s%s\"", wks_hasher_end(&hasher).hex,
             coding == WKS_HTTP_IDENTITY ? "" : "-", coding_names[coding]);
}

typedef struct header_list {
    struct MHD_Response *response;
    bool is_fine;
} header_list;

static void add(header_list *list, const char *name, const char *value)
{
    if (value != NULL && MHD_add_response_header(list->response, name, value) != MHD_YES) {
        list->is_fine = false;
    }
}

/* The headers that a 304 repeats are those of the 200 but for what describes the bytes.  With the
 * 200's response a 304 would promise its Content-Length, as RFC 9110 wants; but older clients (wrk,
 * early Node) then wait for that many bytes, and libmicrohttpd 0.9.75 cannot leave it out.  So a
 * 304 has an empty response of its own, whose "Content-Length: 0" everyone understands. */
static bool add_headers(struct MHD_Response *response, const wks_http_server *server,
                        const wks_http_body_options *options, const char *etag,
                        wks_http_coding coding, bool is_full)
{
    header_list list = {response, true};
    size_t n_fixed = 0;
    const wks_http_header *fixed = wks_http_headers(server, &n_fixed);
    const wks_http_route *route = options->route;
    wks_http_cache cache = route == NULL ? WKS_HTTP_CACHE_NEVER : route->manner->cache;
    if (is_full) {
        add(&list, "Content-Type", options->mime);
        add(&list, "Content-Encoding", coding == WKS_HTTP_IDENTITY ? NULL : coding_names[coding]);
        add(&list, "Content-Disposition", options->disposition);
        add(&list, "Content-Crs", options->content_crs);
    }
    bool is_kept = cache != WKS_HTTP_CACHE_NEVER;
    add(&list, "Cache-Control", cache_rules[cache]);
    add(&list, "ETag", is_kept ? etag : NULL);
    const bool is_by_accept = route != NULL && route->manner->is_by_accept;
    add(&list, "Vary",
        cache == WKS_HTTP_CACHE_OWN ? "Accept-Encoding, Cookie"
        : is_kept && is_by_accept   ? "Accept, Accept-Encoding"
        : is_kept                   ? "Accept-Encoding"
                                    : NULL);
    add(&list, "Access-Control-Allow-Origin",
        route != NULL && route->manner->is_for_all_origins ? "*" : NULL);
    add(&list, "Link", options->link);
    add(&list, "Allow", options->allow);
    add(&list, "Location", options->location);
    add(&list, "Set-Cookie", options->set_cookie);
    for (size_t i = 0; i < n_fixed; i++) {
        const char *framed = options->may_be_framed ? fixed[i].framed_value : NULL;
        if (framed == NULL || framed[0] != 0) {
            add(&list, fixed[i].name, framed == NULL ? fixed[i].value : framed);
        }
    }
    return list.is_fine;
}

static void free_buffer_bytes(void *bytes)
{
    wks_buffer buffer = {.bytes = bytes};
    wks_buffer_clear(&buffer);
}

/* The response takes over the buffer's bytes, or borrows piece->bytes. */
static struct MHD_Response *response_of(const wks_http_piece *piece, const void *bytes, size_t n)
{
    /* libmicrohttpd's parameter is not const, but it only reads. */
    void *data = (void *)bytes;
    if (piece->buffer == NULL) {
        return MHD_create_response_from_buffer(n, data, MHD_RESPMEM_PERSISTENT);
    }
    struct MHD_Response *response =
        MHD_create_response_from_buffer_with_free_callback(n, data, free_buffer_bytes);
    if (response != NULL) {
        *piece->buffer = (wks_buffer){0};
    }
    return response;
}

static bool make_variant(const wks_http_server *server, const wks_http_body_options *options,
                         const wks_http_piece *piece, wks_http_coding coding, wks_http_body *body)
{
    variant *made = &body->variants[coding];
    const void *bytes = piece->buffer != NULL ? piece->buffer->bytes : piece->bytes;
    size_t n = piece->buffer != NULL ? piece->buffer->n : piece->n;
    make_etag(piece, bytes, n, coding, made->etag);
    made->full = response_of(piece, bytes, n);
    made->unchanged = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    body->cost += n + VARIANT_OVERHEAD;
    body->has[coding] = true;
    return made->full != NULL && made->unchanged != NULL &&
           add_headers(made->full, server, options, made->etag, coding, true) &&
           add_headers(made->unchanged, server, options, made->etag, coding, false);
}

wks_code wks_http_body_make(const wks_http_server *server, const wks_http_body_options *options,
                            wks_http_body **out, wks_error *err)
{
    const wks_http_piece *pieces[WKS_HTTP_N_CODINGS] = {
        [WKS_HTTP_IDENTITY] = &options->identity,
        [WKS_HTTP_GZIP] = &options->gzip,
        [WKS_HTTP_BROTLI] = &options->brotli,
    };
    wks_http_body *body = calloc(1, sizeof *body);
    bool is_fine = body != NULL;
    if (is_fine) {
        atomic_init(&body->references, 1);
        body->status = options->status == 0 ? MHD_HTTP_OK : options->status;
        body->cost = sizeof *body;
    }
    for (size_t i = 0; i < WKS_HTTP_N_CODINGS; i++) {
        bool is_given =
            i == WKS_HTTP_IDENTITY || pieces[i]->buffer != NULL || pieces[i]->bytes != NULL;
        is_fine = is_fine &&
                  (!is_given || make_variant(server, options, pieces[i], (wks_http_coding)i, body));
        if (pieces[i]->buffer != NULL) {
            wks_buffer_clear(pieces[i]->buffer);
        }
    }
    if (!is_fine) {
        wks_http_body_drop(body);
        body = NULL;
    }
    *out = body;
    return is_fine ? WKS_OK : wks_arena_fail(err);
}

wks_http_body *wks_http_body_keep(wks_http_body *body)
{
    atomic_fetch_add_explicit(&body->references, 1, memory_order_relaxed);
    return body;
}

void wks_http_body_drop(wks_http_body *body)
{
    if (body == NULL ||
        atomic_fetch_sub_explicit(&body->references, 1, memory_order_acq_rel) != 1) {
        return;
    }
    for (size_t i = 0; i < WKS_HTTP_N_CODINGS; i++) {
        if (body->variants[i].full != NULL) {
            MHD_destroy_response(body->variants[i].full);
        }
        if (body->variants[i].unchanged != NULL) {
            MHD_destroy_response(body->variants[i].unchanged);
        }
    }
    free(body);
}

size_t wks_http_body_cost(const wks_http_body *body)
{
    return body->cost;
}

bool wks_http_body_send(struct MHD_Connection *connection, const wks_http_body *body)
{
    wks_http_coding coding = WKS_HTTP_IDENTITY;
    if (body->has[WKS_HTTP_GZIP] || body->has[WKS_HTTP_BROTLI]) {
        coding = wks_http_request_coding(
            MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Accept-Encoding"), body->has);
    }
    const variant *chosen = &body->variants[coding];
    if (body->status == MHD_HTTP_OK) {
        const char *tags =
            MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "If-None-Match");
        if (tags != NULL && wks_http_request_has_tag(tags, chosen->etag)) {
            return MHD_queue_response(connection, MHD_HTTP_NOT_MODIFIED, chosen->unchanged) ==
                   MHD_YES;
        }
    }
    return MHD_queue_response(connection, body->status, chosen->full) == MHD_YES;
}
