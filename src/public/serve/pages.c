/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/pages.h"

#include "base/embedded.h"
#include "base/file.h"
#include "base/language.h"

#include <stdlib.h>
#include <string.h>

extern const wks_embedded_file wks_web_files[];
extern const size_t wks_web_files_count;

/* A file keeps its name when its content changes, so a browser asks before it uses its copy. */
static const wks_http_route always_asked = {.cache = WKS_HTTP_CACHE_CHECK};

/* For a folder; the built-in files bring theirs (tools/embed). */
static const char *mime_of(const char *path)
{
    static const char *const types[][2] = {
        {".css", "text/css; charset=utf-8"},
        {".html", "text/html; charset=utf-8"},
        {".ico", "image/x-icon"},
        {".js", "text/javascript; charset=utf-8"},
        {".json", "application/json"},
        {".map", "application/json"},
        {".mjs", "text/javascript; charset=utf-8"},
        {".png", "image/png"},
        {".svg", "image/svg+xml"},
        {".txt", "text/plain; charset=utf-8"},
        {".webmanifest", "application/manifest+json"},
        {".webp", "image/webp"},
        {".woff2", "font/woff2"},
    };
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (wks_text_ends(path, types[i][0])) {
            return types[i][1];
        }
    }
    return "application/octet-stream";
}

static wks_http_piece piece_of(const wks_embedded_body *body)
{
    return (wks_http_piece){.bytes = body->bytes, .n = body->size, .etag = body->etag};
}

static wks_code make_built_in(const wks_http_server *server, const wks_embedded_file *file,
                              bool may_be_framed, wks_http_body **out, wks_error *err)
{
    const wks_http_body_options options = {
        .mime = file->mime,
        .route = &always_asked,
        .may_be_framed = may_be_framed,
        .identity = piece_of(&file->identity),
        .gzip = piece_of(&file->gzip),
        .brotli = piece_of(&file->brotli),
    };
    return wks_http_body_make(server, &options, out, err);
}

wks_code wks_pages_open(const wks_http_server *server, const char *web_dir, wks_arena *arena,
                        wks_pages *out, wks_error *err)
{
    out->server = server;
    out->n_bodies = 0;
    out->folder[0] = 0;
    if (web_dir != NULL) {
        if (!wks_file_is_folder(web_dir) || realpath(web_dir, out->folder) == NULL) {
            out->folder[0] = 0;
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("--web-dir: %s is not a folder", "--web-dir: %s is geen map"),
                            web_dir);
        }
        return WKS_OK;
    }
    const size_t n = wks_web_files_count;
    WKS_TRY(wks_arena_take(arena, n, sizeof(wks_http_body *), &out->bodies, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(wks_http_body *), &out->framed, err));
    while (out->n_bodies < n) {
        const wks_embedded_file *file = &wks_web_files[out->n_bodies];
        const size_t i = out->n_bodies++; /* what was not made is NULL, and can be dropped */
        WKS_TRY(make_built_in(server, file, false, &out->bodies[i], err));
        if (wks_text_ends(file->path, "/index.html")) {
            WKS_TRY(make_built_in(server, file, true, &out->framed[i], err));
        }
    }
    return WKS_OK;
}

void wks_pages_close(wks_pages *pages)
{
    for (size_t i = 0; i < pages->n_bodies; i++) {
        wks_http_body_drop(pages->bodies[i]);
        wks_http_body_drop(pages->framed[i]);
    }
    pages->n_bodies = 0;
}

bool wks_pages_exist(const wks_pages *pages)
{
    return pages->folder[0] != 0 ||
           wks_embedded_find_file(wks_web_files, wks_web_files_count, "/index.html") != NULL;
}

static wks_code fail_not_found(wks_error *err)
{
    return wks_fail(err, WKS_E_NOT_FOUND, "Dit bestand bestaat niet.");
}

/* No segment may be hidden, or climb: every one starts with another character than a dot. */
static bool is_plain(const char *path)
{
    return strstr(path, "/.") == NULL && strstr(path, "//") == NULL && strchr(path, '\\') == NULL;
}

static wks_code read_from_folder(const wks_pages *pages, const char *path, bool may_be_framed,
                                 wks_arena *arena, wks_http_body **out, wks_error *err)
{
    char real[PATH_MAX];
    const char *wanted = wks_arena_printf(arena, "%s%s", pages->folder, path);
    if (wanted == NULL) {
        return wks_arena_fail(err);
    }
    /* A link may point out of the folder: its real place decides. */
    const size_t n = strlen(pages->folder);
    if (!is_plain(path) || realpath(wanted, real) == NULL || !wks_file_exists(real) ||
        strncmp(real, pages->folder, n) != 0 || real[n] != '/') {
        return fail_not_found(err);
    }
    wks_span bytes;
    wks_code code = wks_file_read(real, 0, arena, &bytes, err);
    if (code == WKS_E_NOT_FOUND) {
        return fail_not_found(err);
    }
    WKS_TRY(code);
    wks_buffer copy = {0};
    wks_buffer_put(&copy, bytes.at, bytes.n);
    code = wks_buffer_check(&copy, err);
    if (code != WKS_OK) {
        wks_buffer_clear(&copy);
        return code;
    }
    return wks_http_body_make(pages->server,
                              &(wks_http_body_options){.mime = mime_of(path),
                                                       .route = &always_asked,
                                                       .may_be_framed = may_be_framed,
                                                       .identity = {.buffer = &copy}},
                              out, err);
}

wks_code wks_pages_get(const wks_pages *pages, const char *path, bool may_be_framed,
                       wks_arena *arena, wks_http_body **out, wks_error *err)
{
    *out = NULL;
    if (pages->folder[0] != 0) {
        return read_from_folder(pages, path, may_be_framed, arena, out, err);
    }
    const wks_embedded_file *file =
        wks_embedded_find_file(wks_web_files, wks_web_files_count, path);
    wks_http_body *body = NULL;
    if (file != NULL) {
        const size_t i = (size_t)(file - wks_web_files);
        body = may_be_framed ? pages->framed[i] : pages->bodies[i];
    }
    if (body == NULL) {
        return fail_not_found(err);
    }
    *out = wks_http_body_keep(body);
    return WKS_OK;
}
