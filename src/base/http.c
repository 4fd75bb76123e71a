/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/http.h"

#include "base/http_body.h"
#include "base/http_guard.h"
#include "base/http_request.h"
#include "base/language.h"

#include <microhttpd.h>

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
    IDLE_S = 20,            /* nothing moves: closed by libmicrohttpd */
    REQUEST_MS = 30 * 1000, /* a request must be in by then, however slowly it comes */
    REPLY_MS = 600 * 1000,  /* 700 kB over a very poor line */
    STOP_MS = 1000,
    MAX_CONNECTIONS = 4000,
    MAX_PER_ADDRESS = 1000, /* a town hall may sit behind one address */
    /* Holds the request's headers and then the reply's; more is refused. */
    CONNECTION_BYTES = 16 * 1024,
    BACKLOG = 1024,
    FASTOPEN_QUEUE = 64,
    ARENA_CAP = 256 << 20,
    URL_SIZE = 80
};

struct wks_http_server {
    wks_http_options options;
    int socket;
    uint16_t port;
    bool is_ipv6;
    char url[URL_SIZE];
    struct MHD_Daemon *daemon;
    wks_http_guard guard;
};

const wks_http_header *wks_http_headers(const wks_http_server *server, size_t *n)
{
    *n = server->options.n_headers;
    return server->options.headers;
}

uint16_t wks_http_port(const wks_http_server *server)
{
    return server->port;
}

const char *wks_http_url(const wks_http_server *server)
{
    return server->url;
}

/* ---- one request --------------------------------------------------------------------------- */

typedef struct query_reading {
    wks_http_request *request;
    wks_http_response *response;
    const wks_http_parameter *parameters;
    size_t n_parameters;
    const char **values;
} query_reading;

static const char *decode(wks_http_request *request, wks_span text)
{
    char *out = request->decoded + request->decoded_used;
    size_t n = 0;
    if (!wks_http_request_decode(text, out, sizeof request->decoded - request->decoded_used, &n)) {
        return NULL;
    }
    request->decoded_used += n + 1;
    return out;
}

static enum MHD_Result read_parameter(void *context, enum MHD_ValueKind kind, const char *key,
                                      const char *value)
{
    (void)kind;
    query_reading *reading = context;
    size_t i = 0;
    while (i < reading->n_parameters && strcmp(reading->parameters[i].name, key) != 0) {
        i++;
    }
    if (i == reading->n_parameters) {
        /* The name is the reader's own text, and goes out as JSON: it must be sound to repeat. */
        const char *name = decode(reading->request, (wks_span){key, strlen(key)});
        wks_http_add_fault(reading->response,
                           &(wks_http_fault){"query", name == NULL ? "?" : name, "onbekend",
                                             wks_tr_in(reading->response->language,
                                                       "There is no such parameter here.",
                                                       "Deze parameter bestaat hier niet.")});
        return MHD_YES;
    }
    const char *name = reading->parameters[i].name;
    if (reading->values[i] != NULL) {
        wks_http_add_fault(
            reading->response,
            &(wks_http_fault){"query", name, "dubbel",
                              wks_tr_in(reading->response->language, "Give this parameter once.",
                                        "Geef deze parameter één keer.")});
        return MHD_YES;
    }
    const char *text = value == NULL ? "" : value;
    reading->values[i] = decode(reading->request, (wks_span){text, strlen(text)});
    if (reading->values[i] == NULL) {
        reading->values[i] = "";
        wks_http_add_fault(
            reading->response,
            &(wks_http_fault){"query", name, "codering",
                              wks_tr_in(reading->response->language,
                                        "The value is too long, or no valid UTF-8 in %-coding.",
                                        "De waarde is te lang, of geen geldige UTF-8 met "
                                        "%-codering.")});
    }
    return MHD_YES;
}

void wks_http_read_query(wks_http_request *request, const wks_http_parameter *parameters,
                         size_t n_parameters, const char *values[], wks_http_response *response)
{
    for (size_t i = 0; i < n_parameters; i++) {
        values[i] = NULL;
    }
    query_reading reading = {request, response, parameters, n_parameters, values};
    MHD_get_connection_values(request->connection, MHD_GET_ARGUMENT_KIND, read_parameter, &reading);
    for (size_t i = 0; i < n_parameters; i++) {
        if (parameters[i].is_required && values[i] == NULL) {
            wks_http_add_fault(
                response,
                &(wks_http_fault){"query", parameters[i].name, "ontbreekt",
                                  wks_tr_in(response->language, "This parameter is required.",
                                            "Deze parameter is verplicht.")});
        }
    }
}

static enum MHD_Result send_body(struct MHD_Connection *connection, wks_http_body *body)
{
    bool is_queued = wks_http_body_send(connection, body);
    wks_http_body_drop(body);
    return is_queued ? MHD_YES : MHD_NO;
}

/* where is our own text, never the reader's. */
static void log_failure(const char *where, const char *text)
{
    fprintf(stderr, "%s: %s\n", where, text);
}

static enum MHD_Result send_problem(const wks_http_server *server,
                                    struct MHD_Connection *connection, unsigned status,
                                    const wks_http_response *response, const char *allow)
{
    wks_http_body *body = NULL;
    wks_error err;
    if (wks_http_problem_make(server, status, response, allow, &body, &err) != WKS_OK) {
        log_failure("http", err.text);
        return MHD_NO; /* closes the connection: there is no memory for words */
    }
    return send_body(connection, body);
}

static bool is_method(const wks_http_route *route, const char *method)
{
    return strcmp(route->method, method) == 0 ||
           (strcmp(route->method, "GET") == 0 && strcmp(method, "HEAD") == 0);
}

/* The route of path for this method.  NULL: *allow is what the path does take, or NULL. */
static const wks_http_route *find_route(const wks_http_server *server, const char *method,
                                        const char *path, wks_span *names, size_t *n_names,
                                        const char **allow)
{
    *allow = NULL;
    for (size_t i = 0; i < server->options.n_routes; i++) {
        const wks_http_route *route = &server->options.routes[i];
        if (!wks_http_request_match(route->pattern, path, names, WKS_HTTP_MAX_NAMES, n_names)) {
            continue;
        }
        if (is_method(route, method)) {
            return route;
        }
        *allow = strcmp(route->method, "GET") == 0 ? "GET, HEAD" : route->method;
    }
    return NULL;
}

/* Dutch, unless the query asks for English. */
static wks_language language_of(const wks_http_server *server, struct MHD_Connection *connection)
{
    const char *name = server->options.language_parameter;
    const char *value =
        name == NULL ? NULL : MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, name);
    return value != NULL && strcmp(value, "en") == 0 ? WKS_ENGLISH : WKS_DUTCH;
}

static enum MHD_Result run_handler(wks_http_server *server, wks_http_request *request)
{
    wks_http_response response;
    response.language = language_of(server, request->connection);
    response.body = NULL;
    response.n_faults = 0;
    response.status = 0;
    response.detail = NULL;
    wks_error err;
    wks_arena arena;
    wks_arena_init(&arena, ARENA_CAP);
    wks_code code =
        request->route->handler(request, &response, &arena, server->options.context, &err);
    enum MHD_Result result;
    if (code == WKS_OK && response.body != NULL && response.n_faults == 0) {
        result = send_body(request->connection, response.body);
        response.body = NULL;
    } else if (code == WKS_OK && response.n_faults > 0) {
        result = send_problem(server, request->connection, MHD_HTTP_BAD_REQUEST, &response, NULL);
    } else if (code == WKS_OK && response.status != 0) {
        result = send_problem(server, request->connection, response.status, &response, NULL);
    } else if (code == WKS_E_NOT_FOUND) {
        response.detail = err.text;
        response.n_faults = 0;
        result = send_problem(server, request->connection, MHD_HTTP_NOT_FOUND, &response, NULL);
    } else {
        log_failure(request->route->pattern, code == WKS_OK ? "no reply was made" : err.text);
        response.detail = NULL;
        response.n_faults = 0;
        result = send_problem(server, request->connection, MHD_HTTP_INTERNAL_SERVER_ERROR,
                              &response, NULL);
    }
    wks_http_body_drop(response.body);
    wks_arena_clear(&arena);
    return result;
}

static bool has_content(struct MHD_Connection *connection)
{
    const char *length = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Content-Length");
    return (length != NULL && strcmp(length, "0") != 0) ||
           MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Transfer-Encoding") != NULL;
}

/* Their addresses mark a request; nothing is ever written there. */
static char is_too_long;
static char is_begun;

/* The only moment at which libmicrohttpd shows path and query in one piece. */
static void *see_target(void *context, const char *target, struct MHD_Connection *connection)
{
    (void)context;
    (void)connection;
    return strlen(target) > WKS_HTTP_MAX_TARGET ? &is_too_long : NULL;
}

/* "GET http://host/path" is as good as "GET /path" (RFC 9112, 3.2.2). */
static const char *path_of(const char *target)
{
    if (strncasecmp(target, "http://", 7) == 0) {
        const char *slash = strchr(target + 7, '/');
        return slash == NULL ? "/" : slash;
    }
    return target;
}

static wks_http_peer *peer_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info == NULL ? NULL : info->socket_context;
}

static enum MHD_Result answer(void *context, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_size, void **state)
{
    (void)version;
    (void)upload;
    (void)upload_size;
    wks_http_server *server = context;
    wks_http_response refusal = {.language = WKS_DUTCH};
    const bool is_long = *state == &is_too_long;
    const bool is_with_content = has_content(connection);
    if (*state == NULL && !is_with_content) {
        /* A reply that is queued at this first call would close the connection (0.9.75): the
         * second comes at once. */
        *state = &is_begun;
        return MHD_YES;
    }
    wks_http_guard_note(peer_of(connection), true);
    if (is_long) {
        return send_problem(server, connection, MHD_HTTP_URI_TOO_LONG, &refusal, NULL);
    }
    refusal.language = language_of(server, connection);
    const char *path = path_of(url);
    wks_http_request request; /* not zeroed: decoded[] is large, and written before it is read */
    wks_span names[WKS_HTTP_MAX_NAMES];
    size_t n_names = 0;
    const char *allow = NULL;
    request.server = server;
    request.connection = connection;
    request.decoded_used = 0;
    request.route = find_route(server, method, path, names, &n_names, &allow);
    for (size_t i = 0; i < WKS_HTTP_MAX_NAMES; i++) {
        request.names[i] = i < n_names ? decode(&request, names[i]) : NULL;
        if (request.route != NULL && i < n_names && request.names[i] == NULL) {
            refusal.detail = wks_tr_in(
                refusal.language, "The address is too long, or no valid UTF-8 in %-coding.",
                "Het adres is te lang, of geen geldige UTF-8 met %-codering.");
            return send_problem(server, connection, MHD_HTTP_BAD_REQUEST, &refusal, NULL);
        }
    }
    if (request.route == NULL) {
        return send_problem(server, connection,
                            allow != NULL ? MHD_HTTP_METHOD_NOT_ALLOWED : MHD_HTTP_NOT_FOUND,
                            &refusal, allow);
    }
    if (is_with_content) {
        return send_problem(server, connection, MHD_HTTP_CONTENT_TOO_LARGE, &refusal, NULL);
    }
    return run_handler(server, &request);
}

/* ---- connections --------------------------------------------------------------------------- */

/* Paths and values are decoded where they are used, strictly; libmicrohttpd leaves them alone. */
static size_t leave_coded(void *context, struct MHD_Connection *connection, char *text)
{
    (void)context;
    (void)connection;
    return strlen(text);
}

static void connection_changed(void *context, struct MHD_Connection *connection,
                               void **socket_context, enum MHD_ConnectionNotificationCode what)
{
    wks_http_server *server = context;
    if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
        wks_http_guard_remove(&server->guard, *socket_context);
        *socket_context = NULL;
        return;
    }
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    *socket_context = info == NULL ? NULL : wks_http_guard_add(&server->guard, info->connect_fd);
}

static void request_completed(void *context, struct MHD_Connection *connection, void **state,
                              enum MHD_RequestTerminationCode how)
{
    (void)context;
    (void)state;
    (void)how;
    wks_http_guard_note(peer_of(connection), false);
}

/* ---- listening ----------------------------------------------------------------------------- */

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

static wks_code fail_to_listen(const wks_http_options *options, int reason, wks_error *err)
{
    if (reason == EADDRINUSE) {
        return wks_fail(
            err, WKS_E_IO,
            wks_tr(
                "port %u is in use by another program; choose another one with --port",
                "poort %u is al in gebruik door een ander programma; kies een andere met --port"),
            (unsigned)options->port);
    }
    if (reason == EACCES) {
        return wks_fail(err, WKS_E_IO,
                        wks_tr("port %u may only be used by root; choose one from 1024 with --port",
                               "poort %u mag alleen root gebruiken; kies er een vanaf 1024 met "
                               "--port"),
                        (unsigned)options->port);
    }
    if (reason == EADDRNOTAVAIL) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("--address: %s is not an address of this machine",
                               "--address: %s is geen adres van deze computer"),
                        options->address);
    }
    return wks_fail(err, WKS_E_IO, wks_tr("port %u: %s", "poort %u: %s"), (unsigned)options->port,
                    strerror(reason));
}

static wks_code listen_on(wks_http_server *server, wks_error *err)
{
    const wks_http_options *options = &server->options;
    socket_address address;
    socklen_t size = 0;
    WKS_TRY(read_address(options->address, options->port, &address, &size, err));
    server->is_ipv6 = address.any.sa_family == AF_INET6;
    server->socket = socket(address.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int on = 1;
    const int queue = FASTOPEN_QUEUE;
    if (server->socket < 0 ||
        setsockopt(server->socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
        bind(server->socket, &address.any, size) != 0 || listen(server->socket, BACKLOG) != 0 ||
        getsockname(server->socket, &address.any, &size) != 0) {
        return fail_to_listen(options, errno, err);
    }
    /* Accepted sockets inherit it.  Both only make things faster: a kernel without may go on. */
    (void)setsockopt(server->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    (void)setsockopt(server->socket, IPPROTO_TCP, TCP_FASTOPEN, &queue, sizeof queue);
    server->port = ntohs(server->is_ipv6 ? address.v6.sin6_port : address.v4.sin_port);
    snprintf(server->url, sizeof server->url, server->is_ipv6 ? "http://[%s]:%u" : "http://%s:%u",
             options->address, (unsigned)server->port);
    return WKS_OK;
}

wks_code wks_http_open(const wks_http_options *options, wks_http_server **out, wks_error *err)
{
    *out = NULL;
    wks_http_server *server = calloc(1, sizeof *server);
    if (server == NULL) {
        return wks_arena_fail(err);
    }
    server->options = *options;
    server->socket = -1;
    wks_http_guard_init(&server->guard);
    wks_code code = listen_on(server, err);
    if (code != WKS_OK) {
        wks_http_close(server);
        return code;
    }
    *out = server;
    return WKS_OK;
}

wks_code wks_http_start(wks_http_server *server, wks_error *err)
{
    const unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_USE_TURBO |
                           (server->is_ipv6 ? MHD_USE_IPv6 : 0u);
    const struct MHD_OptionItem items[] = {
        {MHD_OPTION_LISTEN_SOCKET, server->socket, NULL},
        {MHD_OPTION_THREAD_POOL_SIZE,
         server->options.n_threads > 1 ? (intptr_t)server->options.n_threads : 0, NULL},
        {MHD_OPTION_CONNECTION_LIMIT, MAX_CONNECTIONS, NULL},
        {server->options.is_behind_proxy ? MHD_OPTION_END : MHD_OPTION_PER_IP_CONNECTION_LIMIT,
         MAX_PER_ADDRESS, NULL},
        {MHD_OPTION_END, 0, NULL},
    };
    server->daemon = MHD_start_daemon(
        flags, 0, NULL, NULL, answer, server, MHD_OPTION_ARRAY, items,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_S, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)CONNECTION_BYTES, MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
        MHD_OPTION_UNESCAPE_CALLBACK, leave_coded, NULL, MHD_OPTION_URI_LOG_CALLBACK, see_target,
        NULL, MHD_OPTION_NOTIFY_CONNECTION, connection_changed, server, MHD_OPTION_NOTIFY_COMPLETED,
        request_completed, server, MHD_OPTION_END);
    if (server->daemon == NULL) {
        return wks_fail(err, WKS_E_IO,
                        wks_tr("the server does not start (%s)", "de server start niet (%s)"),
                        strerror(errno));
    }
    return WKS_OK;
}

void wks_http_sweep(wks_http_server *server)
{
    wks_http_guard_sweep(&server->guard, REQUEST_MS, REPLY_MS);
}

void wks_http_stop(wks_http_server *server)
{
    if (server->daemon == NULL) {
        return;
    }
    server->socket = MHD_quiesce_daemon(server->daemon);
    const struct timespec pause = {.tv_nsec = 10000000};
    for (int waited_ms = 0; waited_ms < STOP_MS && wks_http_guard_is_answering(&server->guard);
         waited_ms += 10) {
        nanosleep(&pause, NULL);
    }
    MHD_stop_daemon(server->daemon);
    server->daemon = NULL;
}

void wks_http_close(wks_http_server *server)
{
    if (server == NULL) {
        return;
    }
    wks_http_stop(server);
    if (server->socket >= 0) {
        close(server->socket);
    }
    wks_http_guard_clear(&server->guard);
    free(server);
}
