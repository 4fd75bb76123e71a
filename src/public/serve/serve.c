/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/serve.h"

#include "base/compress.h"
#include "base/embedded.h"
#include "public/serve/admit.h"
#include "public/serve/reply_language.h"
#include "public/serve/routes.h"
#include "public/serve/serve_state.h"

#include <ctype.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

extern const wks_embedded_text wks_serve_texts[];
extern const size_t wks_serve_texts_count;

/* NL API Design Rules, /core/transport/security-headers and /core/version-header; the version is
 * that of openapi.yaml, which a test compares.  The map's colours are set by script through the
 * DOM, which style-src does not forbid. */
#define CONTENT_RULES                                                                              \
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "               \
    "form-action 'self'; "

static const wks_http_header fixed_headers[] = {
    {"API-Version", "1.0.0", NULL},
    {"Content-Security-Policy", CONTENT_RULES "frame-ancestors 'none'",
     CONTENT_RULES "frame-ancestors *"},
    {"X-Content-Type-Options", "nosniff", NULL},
    {"X-Frame-Options", "DENY", ""},
    {"Referrer-Policy", "no-referrer", NULL},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=()", NULL},
};

static const wks_http_header only_tls = {"Strict-Transport-Security", "max-age=31536000", NULL};

static void choose_headers(const wks_serve_options *options, wks_serve *serve)
{
    for (size_t i = 0; i < sizeof fixed_headers / sizeof fixed_headers[0]; i++) {
        serve->headers[serve->n_headers++] = fixed_headers[i];
    }
    if (options->is_behind_tls) {
        serve->headers[serve->n_headers++] = only_tls;
    }
}

/* ---- what everyone asks for ---------------------------------------------------------------- */

static wks_code warm_one(wks_serve *serve, const char *pattern, const wks_release_item *item,
                         wks_error *err)
{
    if (atomic_load(&serve->is_closing)) {
        return WKS_OK;
    }
    wks_arena arena;
    wks_arena_init(&arena, 0);
    wks_code code =
        wks_release_cache_warm(&serve->store, wks_routes_find(pattern), item, &arena, err);
    wks_arena_clear(&arena);
    /* A level without a map is no failure. */
    return code == WKS_E_NOT_FOUND ? WKS_OK : code;
}

static wks_code warm_all(wks_serve *serve, wks_error *err)
{
    WKS_TRY(warm_one(serve, "/api/v1/release", &wks_get_release_item, err));
    WKS_TRY(warm_one(serve, "/api/v1/indicatoren", &wks_get_indicators_items[WKS_DUTCH], err));
    WKS_TRY(warm_one(serve, "/api/v1/indicatoren", &wks_get_indicators_items[WKS_ENGLISH], err));
    WKS_TRY(warm_one(serve, "/api/v1/gebieden", &wks_get_areas_item, err));
    for (size_t i = 0; i < wks_get_map_n_items; i++) {
        WKS_TRY(warm_one(serve, "/api/v1/kaarten/{niveau}", &wks_get_map_items[i], err));
    }
    return WKS_OK;
}

static void *run_warmer(void *context)
{
    wks_error err;
    if (warm_all(context, &err) != WKS_OK) {
        fprintf(stderr, "%s\n", err.text);
    }
    return NULL;
}

static void start_warmer(wks_serve *serve)
{
    if (serve->has_warmer) {
        pthread_join(serve->warmer, NULL);
    }
    /* Without it everything is rendered when asked for: no reason to stop. */
    serve->has_warmer = pthread_create(&serve->warmer, NULL, run_warmer, serve) == 0;
}

/* ---- open and close ------------------------------------------------------------------------ */

/* A document that was written with the program. */
static wks_code make_document(wks_serve *serve, const char *file, const char *mime,
                              const char *pattern, wks_http_body **out, wks_error *err)
{
    const wks_embedded_text *text =
        wks_embedded_find_text(wks_serve_texts, wks_serve_texts_count, file);
    wks_buffer gzip = {0};
    wks_buffer brotli = {0};
    wks_code code = wks_compress_gzip(text->text, text->size, &gzip, err);
    if (code == WKS_OK) {
        code = wks_compress_brotli_quickly(text->text, text->size, &brotli, err);
    }
    if (code == WKS_OK) {
        code = wks_http_body_make(
            serve->server,
            &(wks_http_body_options){.mime = mime,
                                     .route = wks_routes_find(pattern),
                                     .identity = {.bytes = text->text, .n = text->size},
                                     .gzip = {.buffer = &gzip},
                                     .brotli = {.buffer = &brotli}},
            out, err);
    }
    wks_buffer_clear(&gzip);
    wks_buffer_clear(&brotli);
    return code;
}

bool wks_serve_is_public_url(const char *url)
{
    const size_t n = strlen(url);
    const char *host = wks_text_starts(url, "http://")    ? url + strlen("http://")
                       : wks_text_starts(url, "https://") ? url + strlen("https://")
                                                          : NULL;
    return host != NULL && n < sizeof((wks_serve *)NULL)->links_base &&
           isalnum((unsigned char)*host) && url[n - 1] != '/' && strcspn(url, " \"'<>\\?#") == n;
}

/* Programs that follow links want them whole.  An address that stands for all of this machine's is
 * no place to find it: then links begin with the path. */
static void choose_links(const wks_serve_options *options, wks_serve *serve)
{
    const char *url = wks_http_url(serve->server);
    const bool is_anywhere = strstr(url, "//0.0.0.0") != NULL || strstr(url, "//[::]") != NULL;
    snprintf(serve->links_base, sizeof serve->links_base, "%s",
             options->public_url != NULL ? options->public_url
             : is_anywhere               ? ""
                                         : url);
}

static wks_code start(const wks_serve_options *options, wks_serve *serve, wks_error *err)
{
    size_t n_routes = 0;
    const wks_http_route *routes = wks_routes_table(&n_routes);
    choose_headers(options, serve);
    const wks_http_options http = {
        .address = options->address,
        .port = options->port,
        .n_threads = options->n_threads,
        .routes = routes,
        .n_routes = n_routes,
        .headers = serve->headers,
        .n_headers = serve->n_headers,
        .admit = wks_serve_admit,
        .context = serve,
        .language_parameter = WKS_REPLY_LANGUAGE,
        .is_behind_proxy = options->is_behind_tls,
    };
    WKS_TRY(wks_http_open(&http, &serve->server, err));
    /* Every thread that answers, and the one that warms, can read at the same time. */
    WKS_TRY(wks_release_store_open(options->picture, options->key, serve->server,
                                   options->n_threads + 1u, &serve->store, err));
    serve->has_store = true;
    if (options->region != NULL) {
        WKS_TRY(wks_region_open(options->region, options->n_threads, &serve->region, err));
    }
    if (options->theme != NULL) {
        WKS_TRY(wks_theme_read(options->theme, &serve->arena, &serve->theme, err));
        serve->pages.theme = &serve->theme;
    }
    WKS_TRY(wks_pages_open(serve->server, options->web_dir, &serve->arena, &serve->pages, err));
    choose_links(options, serve);
    WKS_TRY(make_document(serve, "openapi.json", "application/json", "/api/v1/openapi.json",
                          &serve->openapi, err));
    WKS_TRY(make_document(serve, "ogc.json", "application/vnd.oai.openapi+json;version=3.0",
                          "/ogc/v1/openapi.json", &serve->ogc_openapi, err));
    WKS_TRY(make_document(serve, "regio.json", "application/json", "/regio/v1/openapi.json",
                          &serve->region_openapi, err));
    WKS_TRY(wks_http_start(serve->server, err));
    start_warmer(serve);
    return WKS_OK;
}

wks_code wks_serve_open(const wks_serve_options *options, wks_serve **out, wks_error *err)
{
    *out = NULL;
    wks_arena arena;
    wks_arena_init(&arena, 0);
    wks_serve *serve = NULL;
    WKS_TRY(wks_arena_take(&arena, 1, sizeof *serve, &serve, err));
    serve->arena = arena;
    wks_code code = start(options, serve, err);
    if (code != WKS_OK) {
        wks_serve_close(serve);
        return code;
    }
    *out = serve;
    return WKS_OK;
}

const char *wks_serve_url(const wks_serve *serve)
{
    return wks_http_url(serve->server);
}

bool wks_serve_has_pages(const wks_serve *serve)
{
    return wks_pages_exist(&serve->pages);
}

void wks_serve_tick(wks_serve *serve)
{
    wks_http_sweep(serve->server);
    if (wks_release_store_refresh(&serve->store)) {
        start_warmer(serve);
    }
}

void wks_serve_close(wks_serve *serve)
{
    if (serve == NULL) {
        return;
    }
    atomic_store(&serve->is_closing, true);
    if (serve->server != NULL) {
        wks_http_stop(serve->server);
    }
    if (serve->has_warmer) {
        pthread_join(serve->warmer, NULL);
    }
    wks_http_body_drop(serve->openapi);
    wks_http_body_drop(serve->ogc_openapi);
    wks_http_body_drop(serve->region_openapi);
    wks_pages_close(&serve->pages);
    if (serve->has_store) {
        wks_release_store_close(&serve->store);
    }
    wks_region_close(serve->region);
    wks_http_close(serve->server);
    wks_arena arena = serve->arena;
    wks_arena_clear(&arena);
}
