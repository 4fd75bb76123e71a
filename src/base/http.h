/* base/http.h - the small HTTP server under the programs that serve.
 *
 * In: one table of routes and a port.  Out: replies that are ready before they are asked for: a
 * wks_http_body is made once, compressed and with all its headers, and handed to every request
 * for it without a copy.  The core does the rest: 304, HEAD, 404, 405, 400, errors as
 * application/problem+json, limits, and a stop that lets the last replies go out.
 * Nothing about who asked is kept or logged.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_HTTP_H
#define WKS_BASE_HTTP_H

#include "base/arena.h"
#include "base/error.h"
#include "base/language.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct wks_http_server wks_http_server;
typedef struct wks_http_body wks_http_body;

/* ---- routes -------------------------------------------------------------------------------- */

typedef enum wks_http_cache {
    WKS_HTTP_CACHE_NEVER,     /* no-store */
    WKS_HTTP_CACHE_CHECK,     /* no-cache: keep it, ask before use */
    WKS_HTTP_CACHE_OWN,       /* private, no-cache: of this reader alone */
    WKS_HTTP_CACHE_STATISTICS /* public, five minutes */
} wks_http_cache;

enum {
    WKS_HTTP_MAX_NAMES = 2,       /* {names} in a pattern */
    WKS_HTTP_MAX_PARAMETERS = 10, /* in a query */
    WKS_HTTP_MAX_FAULTS = 12,     /* reported at once */
    WKS_HTTP_MAX_DECODED = 1024,  /* bytes of names and parameters of one request, decoded */
    WKS_HTTP_MAX_TARGET = 4096    /* bytes of path and query; more is 414 */
};

struct wks_http_route;

typedef struct wks_http_request {
    const wks_http_server *server;
    const struct wks_http_route *route;
    const char *names[WKS_HTTP_MAX_NAMES]; /* decoded, in the order of the pattern */
    wks_span content;                      /* what came with it: at most what the route takes */
    const void *reader;                    /* who asks, as wks_http_admit left it; NULL: nobody */
    struct MHD_Connection *connection;     /* for base/http alone */
    char decoded[WKS_HTTP_MAX_DECODED];
    size_t decoded_used;
} wks_http_request;

typedef struct wks_http_fault {
    const char *where; /* "query", "path", "body" */
    const char *name;  /* of the parameter or member */
    const char *code;  /* "onbekend", "ontbreekt": for programs */
    const char *text;  /* one sentence, in the language of the reply */
} wks_http_fault;

/* Filled by a handler: a body, or faults, or a status with a title. */
typedef struct wks_http_response {
    wks_language language; /* that the reader chose, and is answered in; set before the handler */
    wks_http_body *body;   /* one reference, which the core takes over */
    wks_http_fault faults[WKS_HTTP_MAX_FAULTS];
    size_t n_faults;
    unsigned status;    /* of a refusal; 0: none */
    const char *detail; /* of a refusal; borrowed until the handler's arena is cleared */
} wks_http_response;

/* Answer one request.  Called from several threads at once.  WKS_OK: response holds a body, or
 * faults (400 with all of them), or a refusal.  WKS_E_NOT_FOUND: 404, err's text is its detail.
 * Anything else: 500; err's text goes to the log, not to the reader.
 * Texts in replies are Dutch, whatever the language of the program, unless the request asks for
 * English (language_parameter of wks_http_options): err's text and refusals too. */
typedef wks_code wks_http_handler(wks_http_request *request, wks_http_response *response,
                                  wks_arena *arena, void *context, wks_error *err);

/* How replies at an address may be used, and what may be sent there. */
typedef struct wks_http_manner {
    wks_http_cache cache;
    bool is_for_all_origins; /* Access-Control-Allow-Origin: * */
    bool is_by_accept;       /* replies differ by the header Accept */
    unsigned right;          /* what a reader must be allowed, in the program's words; 0: nothing */
    size_t max_content;      /* bytes of a request; 0: none are taken */
} wks_http_manner;

typedef struct wks_http_route {
    const char *method;  /* "GET" answers HEAD too */
    const char *pattern; /* "/gebied/{code}"; a {name} is one segment, a last {name*} the rest */
    wks_http_handler *handler;
    const wks_http_manner *manner;
} wks_http_route;

/* The one place where a reader is let in: called before the handler of a route that asks a right,
 * or whose method is not GET.  It sets request->reader (in the arena), or refuses in response; as
 * a handler it may fail.  A program without one has no such routes. */
typedef wks_http_handler wks_http_admit;

/* A header of the request as it was sent; NULL: there is none. */
const char *wks_http_header_of(const wks_http_request *request, const char *name);
/* Which of these media types ("text/turtle") the reader wants most by the header Accept; of equals,
 * and when it wants none of them, the first. */
size_t wks_http_type_of(const wks_http_request *request, const char *const *types, size_t n);
/* The value of a cookie of the request; at is NULL: there is none. */
wks_span wks_http_cookie_of(const wks_http_request *request, const char *name);

/* One more thing that is wrong with the request; texts are borrowed.  More than fit are dropped. */
void wks_http_add_fault(wks_http_response *response, const wks_http_fault *fault);
/* Refuse with this status; detail is borrowed. */
wks_code wks_http_refuse(wks_http_response *response, unsigned status, const char *detail);

typedef struct wks_http_parameter {
    const char *name;
    bool is_required;
} wks_http_parameter;

/* The decoded values of the query's parameters, in the order of parameters; NULL where absent.
 * What is unknown, missing, given twice or badly coded becomes a fault of response. */
void wks_http_read_query(wks_http_request *request, const wks_http_parameter *parameters,
                         size_t n_parameters, const char *values[], wks_http_response *response);

/* ---- bodies -------------------------------------------------------------------------------- */

/* One coding of a body.  A body with a buffer frees it when the last reply has gone out; one with
 * bytes borrows them for ever. */
typedef struct wks_http_piece {
    wks_buffer *buffer; /* emptied: its bytes are taken over */
    const void *bytes;
    size_t n;
    const char *etag; /* strong, with quotes; NULL: made from the bytes */
} wks_http_piece;

typedef struct wks_http_body_options {
    unsigned status;             /* 0: 200 */
    const char *mime;            /* a literal */
    const wks_http_route *route; /* whose cache rule and origins hold; NULL: never kept */
    const char *allow;           /* of a 405 */
    const char *location;        /* Location: of what was made; NULL */
    const char *set_cookie;      /* Set-Cookie; NULL */
    const char *disposition;     /* Content-Disposition: what to call it when it is kept; NULL */
    const char *link;            /* Link: what belongs with it; NULL */
    bool may_be_framed;          /* other sites may show it in a frame: fixed headers say so */
    const char *content_crs;     /* Content-Crs: in which system its coordinates are; NULL */
    wks_http_piece identity;
    wks_http_piece gzip; /* neither buffer nor bytes: there is no such coding */
    wks_http_piece brotli;
} wks_http_body_options;

/* Make a body for the replies of server (whose fixed headers it gets), with one reference.
 * Buffers are taken over, on failure too.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_http_body_make(const wks_http_server *server,
                                           const wks_http_body_options *options,
                                           wks_http_body **out, wks_error *err);
wks_http_body *wks_http_body_keep(wks_http_body *body); /* one more reference; returns body */
void wks_http_body_drop(wks_http_body *body);           /* NULL is fine */
size_t wks_http_body_cost(const wks_http_body *body);   /* bytes of memory, about */

/* ---- the server ---------------------------------------------------------------------------- */

typedef struct wks_http_header {
    const char *name;
    const char *value;
    const char *framed_value; /* in place of value where a body may be framed; NULL: the same, "":
                                 not sent there */
} wks_http_header;

typedef struct wks_http_options {
    const char *address; /* "127.0.0.1", "::1", "localhost" */
    uint16_t port;       /* 0: a free one */
    unsigned n_threads;  /* 1..64 */
    const wks_http_route *routes;
    size_t n_routes;
    const wks_http_header *headers; /* on every reply; borrowed */
    size_t n_headers;
    wks_http_admit *admit;          /* NULL: there are no routes that need it */
    void *context;                  /* passed to every handler */
    const char *language_parameter; /* of a query: "en" asks for English; NULL: there is none */
    bool is_behind_proxy;           /* all connections come from one place: no limit per address */
} wks_http_options;

/* Bind and listen, but do not answer yet: bodies can be made for it.  options is copied, what it
 * points at is borrowed.
 * Errors: WKS_E_ARGUMENT  not an address of this machine
 *         WKS_E_IO        the port is in use or not allowed: the text says which and what to do */
WKS_MUST_CHECK wks_code wks_http_open(const wks_http_options *options, wks_http_server **out,
                                      wks_error *err);
/* Start answering.  Errors: WKS_E_IO. */
WKS_MUST_CHECK wks_code wks_http_start(wks_http_server *server, wks_error *err);
uint16_t wks_http_port(const wks_http_server *server);
/* "http://127.0.0.1:8080", of the server. */
const char *wks_http_url(const wks_http_server *server);
/* To be called about once a second: closes connections that have been sending one request, or
 * taking one reply, for too long. */
void wks_http_sweep(wks_http_server *server);
/* Take no new connections, let replies that are on their way go out (a second at most), end the
 * threads.  Bodies can still be made and dropped. */
void wks_http_stop(wks_http_server *server);
void wks_http_close(wks_http_server *server); /* stops; NULL is fine */

#endif
