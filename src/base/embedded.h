/* base/embedded.h - files that tools/embed built into a program.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_EMBEDDED_H
#define WKS_BASE_EMBEDDED_H

#include <stddef.h>

/* A text file (SQL, YAML, a template), closed with a zero that size does not count. */
typedef struct wks_embedded_file {
    const char *name; /* file name with its ending, no folder */
    const char *text;
    size_t size;
} wks_embedded_file;

/* A file of the web pages, with what a client may accept it as. */
typedef struct wks_embedded_body {
    const unsigned char *bytes; /* NULL when this encoding was not smaller */
    size_t size;
} wks_embedded_body;

typedef struct wks_embedded_page {
    const char *path;      /* "/assets/app.js" */
    const char *mime_type; /* with charset for text */
    const char *etag;      /* with its quotes */
    wks_embedded_body identity;
    wks_embedded_body gzip;
    wks_embedded_body brotli;
} wks_embedded_page;

/* The file with this name, or NULL. */
const wks_embedded_file *wks_embedded_find(const wks_embedded_file *files, size_t n_files,
                                           const char *name);

#endif
