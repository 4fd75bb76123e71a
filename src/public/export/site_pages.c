/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/export/site_parts.h"

#include <stdio.h>
#include <string.h>

#define THEME_PATH "assets/thema.css" /* as the server has it */
#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Those without a name of an area or indicator in their path; tests/journey holds this list against
 * the routes of the server. */
static const char *const pages[] = {
    "",         "kaart",  "nieuw", "vergelijken",  "verschillen",    "definities",
    "signalen", "uitleg", "over",  "privacypoort", "insluiten/kaart"};

/* A document that knows it stands alone: its script asks for files, nothing is fetched beforehand,
 * and the rules that a server sends as headers stand in it. */
static wks_code adapt_document(const wks_site_pages *own, const wks_embedded_file *file,
                               wks_buffer *out, wks_error *err)
{
    static const char rules[] =
        "    <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'; img-src "
        "'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'\" />\n"
        "    <meta name=\"referrer\" content=\"no-referrer\" />\n";
    const char *at = (const char *)file->identity.bytes;
    const char *end = at + file->identity.size;
    while (at < end) {
        const char *line_end = memchr(at, '\n', (size_t)(end - at));
        const size_t n = line_end == NULL ? (size_t)(end - at) : (size_t)(line_end - at) + 1;
        const wks_span line = wks_span_trim(at, n);
        if (own->theme.at != NULL && line.n == 7 && memcmp(line.at, "</head>", 7) == 0) {
            wks_buffer_text(out, "    <link rel=\"stylesheet\" href=\"/" THEME_PATH "\" />\n");
        }
        const bool is_ahead = memmem(line.at, line.n, "rel=\"preload\"", 13) != NULL;
        if (line.n > 6 && memcmp(line.at, "<html ", 6) == 0) {
            wks_buffer_text(out, "<html data-static ");
            wks_buffer_text(out, own->is_light ? "data-light " : "");
            wks_buffer_put(out, line.at + 6, (size_t)(at + n - line.at) - 6);
        } else if (!is_ahead) {
            wks_buffer_put(out, at, n);
        }
        if (line.n == 6 && memcmp(line.at, "<head>", 6) == 0) {
            wks_buffer_text(out, rules);
        }
        at += n;
    }
    return wks_buffer_check(out, err);
}

/* The document of a language at each of its pages. */
static wks_code put_pages(wks_site *at, const char *prefix, const wks_buffer *document,
                          wks_error *err)
{
    wks_site_files *files = &at->files;
    char path[256];
    for (size_t i = 0; i < COUNT(pages); i++) {
        snprintf(path, sizeof path, "%s%s%sindex.html", prefix, pages[i], i == 0 ? "" : "/");
        WKS_TRY(wks_site_files_put(files, path, document->bytes, document->n, err));
    }
    for (size_t i = 0; i < at->n_areas; i++) {
        snprintf(path, sizeof path, "%sgebied/%s/index.html", prefix, at->areas[i].code);
        WKS_TRY(wks_site_files_put(files, path, document->bytes, document->n, err));
    }
    for (size_t i = 0; i < at->n_indicators; i++) {
        snprintf(path, sizeof path, "%sonderwerp/%s/index.html", prefix, at->indicators[i].id);
        WKS_TRY(wks_site_files_put(files, path, document->bytes, document->n, err));
    }
    return WKS_OK;
}

wks_code wks_site_add_pages(wks_site *at, wks_error *err)
{
    static const char *const documents[][2] = {{"/index.html", ""}, {"/en/index.html", "en/"}};
    for (size_t i = 0; i < COUNT(documents); i++) {
        const wks_embedded_file *file =
            wks_embedded_find_file(at->pages.files, at->pages.n, documents[i][0]);
        wks_buffer document = {0};
        if (file == NULL) {
            return wks_fail(err, WKS_E_NOT_FOUND, "%s",
                            wks_tr("no pages were built into this program; run web/build.sh and "
                                   "build again",
                                   "er zijn geen webpagina's ingebouwd; draai web/build.sh en bouw "
                                   "opnieuw"));
        }
        wks_code code = adapt_document(&at->pages, file, &document, err);
        if (code == WKS_OK) {
            code = put_pages(at, documents[i][1], &document, err);
        }
        if (code == WKS_OK && i == 0) { /* what many hosts show for an address that is not there */
            code = wks_site_files_put(&at->files, "404.html", document.bytes, document.n, err);
        }
        wks_buffer_clear(&document);
        WKS_TRY(code);
    }
    if (at->pages.theme.at != NULL) {
        WKS_TRY(
            wks_site_files_put(&at->files, THEME_PATH, at->pages.theme.at, at->pages.theme.n, err));
    }
    for (size_t i = 0; i < at->pages.n; i++) {
        const wks_embedded_file *file = &at->pages.files[i];
        if (!wks_text_ends(file->path, "/index.html")) {
            WKS_TRY(wks_site_files_put(&at->files, file->path + 1, file->identity.bytes,
                                       file->identity.size, err));
        }
    }
    return WKS_OK;
}
