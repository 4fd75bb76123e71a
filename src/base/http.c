/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/http.h"

#include "base/http_body.h"
#include "base/http_content.h"
#include "base/http_guard.h"
#include "base/http_listen.h"
#include "base/http_request.h"
#include "base/language.h"

#include <microhttpd.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
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
    ARENA_CAP = 256 << 20,
    ALLOW_SIZE = 64
};

struct wks_http_server {
    wks_http_options options;
    wks_http_listener listener;
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
    return server->listener.port;
}

const char *wks_http_url(const wks_http_server *server)
{
    return server->listener.url;
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

const char *wks_http_header_of(const wks_http_request *request, const char *name)
{
    return MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, name);
}

size_t wks_http_type_of(const wks_http_request *request, const char *const *types, size_t n)
{
    return wks_http_request_type(wks_http_header_of(request, "Accept"), types, n);
}

wks_span wks_http_cookie_of(const wks_http_request *request, const char *name)
{
    const char *cookies = wks_http_header_of(request, "Cookie");
    return cookies == NULL ? (wks_span){NULL, 0} : wks_http_request_cookie(cookies, name);
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

/* The route of path for this method.  NULL: allow is what the path does take, or "". */
static const wks_http_route *find_route(const wks_http_server *server, const char *method,
                                        const char *path, wks_span *names, size_t *n_names,
                                        char allow[static ALLOW_SIZE])
{
    size_t n_allow = 0;
    allow[0] = 0;
    for (size_t i = 0; i < server->options.n_routes; i++) {
        const wks_http_route *route = &server->options.routes[i];
        if (!wks_http_request_match(route->pattern, path, names, WKS_HTTP_MAX_NAMES, n_names)) {
            continue;
        }
        if (is_method(route, method)) {
            return route;
        }
        if (strstr(allow, route->method) != NULL) {
            continue; /* another pattern that fits this path */
        }
        const int n =
            snprintf(allow + n_allow, ALLOW_SIZE - n_allow, "%s%s%s", n_allow == 0 ? "" : ", ",
                     route->method, strcmp(route->method, "GET") == 0 ? ", HEAD" : "");
        n_allow += n_allow + (size_t)n < ALLOW_SIZE ? (size_t)n : 0;
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

/* Whoever only reads what is there for everybody stays nobody. */
static wks_code admit(wks_http_server *server, wks_http_request *request,
                      wks_http_response *response, wks_arena *arena, wks_error *err)
{
    const wks_http_route *route = request->route;
    if (route->manner->right == 0 && strcmp(route->method, "GET") == 0) {
        return WKS_OK;
    }
    if (server->options.admit == NULL) {
        return wks_http_refuse(response, MHD_HTTP_FORBIDDEN, NULL);
    }
    return server->options.admit(request, response, arena, server->options.context, err);
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
    wks_code code = admit(server, request, &response, &arena, &err);
    if (code == WKS_OK && response.status == 0) {
        code = request->route->handler(request, &response, &arena, server->options.context, &err);
    }
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

/* Their addresses mark a request without content; nothing is ever written there. */
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

/* Answer a request of which everything that will be read is there.  content: NULL when there is
 * none. */
static enum MHD_Result answer_whole(wks_http_server *server, struct MHD_Connection *connection,
                                    const char *method, const char *url,
                                    const wks_http_content *content)
{
    wks_http_response refusal = {.language = language_of(server, connection)};
    wks_http_request request; /* not zeroed: decoded[] is large, and written before it is read */
    wks_span names[WKS_HTTP_MAX_NAMES];
    size_t n_names = 0;
    char allow[ALLOW_SIZE];
    request.server = server;
    request.connection = connection;
    request.reader = NULL;
    request.content = content == NULL ? (wks_span){"", 0} : wks_http_content_bytes(content);
    request.decoded_used = 0;
    request.route = find_route(server, method, path_of(url), names, &n_names, allow);
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
                            allow[0] != 0 ? MHD_HTTP_METHOD_NOT_ALLOWED : MHD_HTTP_NOT_FOUND,
                            &refusal, allow[0] == 0 ? NULL : allow);
    }
    if (content != NULL && content->is_too_large) {
        return send_problem(server, connection, MHD_HTTP_CONTENT_TOO_LARGE, &refusal, NULL);
    }
    return run_handler(server, &request);
}

/* How many bytes of content the address takes. */
static size_t room_for(const wks_http_server *server, const char *method, const char *url)
{
    wks_span names[WKS_HTTP_MAX_NAMES];
    size_t n_names = 0;
    char allow[ALLOW_SIZE];
    const wks_http_route *route = find_route(server, method, path_of(url), names, &n_names, allow);
    return route == NULL ? 0 : route->manner->max_content;
}

static enum MHD_Result answer(void *context, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_size, void **state)
{
    (void)version;
    wks_http_server *server = context;
    wks_http_content *content = NULL;
    const bool is_first = *state == NULL || *state == &is_too_long;
    if (*state == &is_too_long) {
        wks_http_guard_note(peer_of(connection), true);
        wks_http_response refusal = {.language = WKS_DUTCH};
        return send_problem(server, connection, MHD_HTTP_URI_TOO_LONG, &refusal, NULL);
    }
    if (is_first && !wks_http_content_is_coming(connection)) {
        /* A reply that is queued at this first call would close the connection (0.9.75): the
         * second comes at once. */
        *state = &is_begun;
        return MHD_YES;
    }
    if (is_first) {
        content = wks_http_content_begin(connection, room_for(server, method, url));
        if (content == NULL) {
            log_failure("http", "no memory for a request");
            return MHD_NO;
        }
        *state = content;
        if (!content->is_too_large) {
            return MHD_YES;
        }
    } else if (*state != &is_begun) {
        content = *state;
        if (*upload_size > 0) {
            wks_http_content_add(content, upload, *upload_size);
            *upload_size = 0;
            return MHD_YES;
        }
    }
    wks_http_guard_note(peer_of(connection), true);
    return answer_whole(server, connection, method, url, content);
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
    (void)how;
    if (*state != NULL && *state != &is_begun && *state != &is_too_long) {
        wks_http_content_end(*state);
        *state = NULL;
    }
    wks_http_guard_note(peer_of(connection), false);
}

/* ---- open and close ------------------------------------------------------------------------ */

wks_code wks_http_open(const wks_http_options *options, wks_http_server **out, wks_error *err)
{
    *out = NULL;
    wks_http_server *server = calloc(1, sizeof *server);
    if (server == NULL) {
        return wks_arena_fail(err);
    }
    server->options = *options;
    wks_http_guard_init(&server->guard);
    wks_code code = wks_http_listen(options->address, options->port, &server->listener, err);
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
                           (server->listener.is_ipv6 ? MHD_USE_IPv6 : 0u);
    const struct MHD_OptionItem items[] = {
        {MHD_OPTION_LISTEN_SOCKET, server->listener.socket, NULL},
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
    server->listener.socket = MHD_quiesce_daemon(server->daemon);
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
    if (server->listener.socket >= 0) {
        close(server->listener.socket);
    }
    wks_http_guard_clear(&server->guard);
    free(server);
}
