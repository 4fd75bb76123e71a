/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/pages.h"

#include "base/embedded.h"
#include "base/file.h"
#include "base/language.h"

#include <stdlib.h>
#include <string.h>

extern const wks_embedded_file wks_web_files[];
extern const size_t wks_web_files_count;

#define THEME_PATH "/assets/thema.css"

/* A file keeps its name when its content changes, so a browser asks before it uses its copy. */
static const wks_http_manner shown = {.cache = WKS_HTTP_CACHE_CHECK};
static const wks_http_route always_asked = {.manner = &shown};

static const wks_page_manner usual = {0};

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
                              const wks_page_manner *manner, wks_http_body **out, wks_error *err)
{
    const wks_http_body_options options = {
        .status = manner->status,
        .may_be_framed = manner->may_be_framed,
        .link = manner->link,
        .mime = file->mime,
        .route = &always_asked,
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
    WKS_TRY(wks_arena_take(arena, wks_web_files_count, sizeof(wks_http_body *), &out->bodies, err));
    while (out->n_bodies < wks_web_files_count) {
        WKS_TRY(make_built_in(server, &wks_web_files[out->n_bodies], &usual,
                              &out->bodies[out->n_bodies], err));
        out->n_bodies++;
    }
    return WKS_OK;
}

void wks_pages_close(wks_pages *pages)
{
    for (size_t i = 0; i < pages->n_bodies; i++) {
        wks_http_body_drop(pages->bodies[i]);
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

/* A document with the theme after the sheet of the pages, which it so overrules.  A theme without
 * colours for dark screens is for light ones. */
static wks_code put_theme(const wks_theme *theme, wks_span document, wks_buffer *out,
                          wks_error *err)
{
    static const char root[] = "<html ";
    static const char end[] = "</head>";
    const char *html = memmem(document.at, document.n, root, sizeof root - 1);
    const char *head = memmem(document.at, document.n, end, sizeof end - 1);
    if (html == NULL || head == NULL || html > head) {
        return wks_fail(err, WKS_E_FORMAT, "index.html: <html> or </head> is missing");
    }
    const char *after = html + sizeof root - 1;
    wks_buffer_put(out, document.at, (size_t)(after - document.at));
    wks_buffer_text(out, theme->has_dark ? "" : "data-light ");
    wks_buffer_put(out, after, (size_t)(head - after));
    wks_buffer_text(out, "<link rel=\"stylesheet\" href=\"" THEME_PATH "\" />");
    wks_buffer_put(out, head, document.n - (size_t)(head - document.at));
    return wks_buffer_check(out, err);
}

/* From memory, as it stands or with the theme in it. */
static wks_code make_plain(const wks_pages *pages, const char *path, wks_span bytes,
                           const wks_page_manner *manner, wks_http_body **out, wks_error *err)
{
    wks_buffer copy = {0};
    wks_code code = WKS_OK;
    if (pages->theme != NULL && wks_text_ends(path, "/index.html")) {
        code = put_theme(pages->theme, bytes, &copy, err);
    } else {
        wks_buffer_put(&copy, bytes.at, bytes.n);
        code = wks_buffer_check(&copy, err);
    }
    if (code == WKS_OK) {
        code = wks_http_body_make(pages->server,
                                  &(wks_http_body_options){.status = manner->status,
                                                           .may_be_framed = manner->may_be_framed,
                                                           .link = manner->link,
                                                           .mime = mime_of(path),
                                                           .route = &always_asked,
                                                           .identity = {.buffer = &copy}},
                                  out, err);
    }
    wks_buffer_clear(&copy);
    return code;
}

static wks_code read_from_folder(const wks_pages *pages, const char *path, wks_arena *arena,
                                 wks_span *out, wks_error *err)
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
    wks_code code = wks_file_read(real, 0, arena, out, err);
    return code == WKS_E_NOT_FOUND ? fail_not_found(err) : code;
}

wks_code wks_pages_get(const wks_pages *pages, const char *path, const wks_page_manner *manner,
                       wks_arena *arena, wks_http_body **out, wks_error *err)
{
    const wks_page_manner *how = manner == NULL ? &usual : manner;
    wks_span bytes = {"", 0};
    *out = NULL;
    if (pages->theme != NULL && strcmp(path, THEME_PATH) == 0) {
        bytes = (wks_span){pages->theme->css, pages->theme->n};
        return make_plain(pages, path, bytes, how, out, err);
    }
    if (pages->folder[0] != 0) {
        WKS_TRY(read_from_folder(pages, path, arena, &bytes, err));
        return make_plain(pages, path, bytes, how, out, err);
    }
    const wks_embedded_file *file =
        wks_embedded_find_file(wks_web_files, wks_web_files_count, path);
    if (file == NULL) {
        return fail_not_found(err);
    }
    if (pages->theme != NULL && wks_text_ends(path, "/index.html")) {
        bytes = (wks_span){(const char *)file->identity.bytes, file->identity.size};
        return make_plain(pages, path, bytes, how, out, err);
    }
    if (how->status != 0 || how->may_be_framed || how->link != NULL) {
        return make_built_in(pages->server, file, how, out, err);
    }
    *out = wks_http_body_keep(pages->bodies[file - wks_web_files]);
    return WKS_OK;
}
