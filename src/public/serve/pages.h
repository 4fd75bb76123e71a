/* public/serve/pages.h - the built pages: from the program itself, or from a folder.
 *
 * In: wks_web_files (web/dist at build time), or a folder that is read at every request, for
 * development.  Out: bodies.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_SERVE_PAGES_H
#define WKS_PUBLIC_SERVE_PAGES_H

#include "base/http.h"
#include "public/serve/theme.h"

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct wks_pages {
    const wks_http_server *server;
    wks_http_body **bodies; /* [count of wks_web_files], in its order */
    size_t n_bodies;
    const wks_theme *theme; /* put into every document; NULL: none.  Borrowed */
    char folder[PATH_MAX];  /* real path of the folder; "": the built-in pages */
} wks_pages;

/* Make the bodies; web_dir and out->theme may be NULL.  All zeros can be closed.
 * Errors: WKS_E_ARGUMENT web_dir is no folder; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_pages_open(const wks_http_server *server, const char *web_dir,
                                       wks_arena *arena, wks_pages *out, wks_error *err);
void wks_pages_close(wks_pages *pages);
/* Whether there is an index.html. */
bool wks_pages_exist(const wks_pages *pages);

/* How a document is sent; all zeros: as 200, for this site alone. */
typedef struct wks_page_manner {
    unsigned status;    /* 404 for the document of a page that says what there is instead */
    bool may_be_framed; /* other sites may show it */
    const char *link;   /* Link: what its script will ask for; NULL */
} wks_page_manner;

/* The body of path ("/index.html"), with one reference for the caller; manner NULL: all zeros.
 * Errors: WKS_E_NOT_FOUND  no such file: a Dutch sentence for the reader
 *         WKS_E_MEMORY, WKS_E_IO */
WKS_MUST_CHECK wks_code wks_pages_get(const wks_pages *pages, const char *path,
                                      const wks_page_manner *manner, wks_arena *arena,
                                      wks_http_body **out, wks_error *err);

#endif
