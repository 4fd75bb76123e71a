/* base/embedded.h - files that were compiled into the program by tools/embed.
 *
 * In: text files (queries, migrations, forms) or the folder of built pages.  Out: constant tables,
 * sorted by name, that live as long as the program.  A user of a table declares it:
 *     extern const wks_embedded_text wks_vault_queries[];
 *     extern const size_t wks_vault_queries_count;
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_EMBEDDED_H
#define WKS_BASE_EMBEDDED_H

#include <stddef.h>
#include <string.h>

/* One text file.  `embed text OUT.c wks_vault_queries queries/areas.sql` makes
 * wks_vault_queries_areas[] and the row that points at it. */
typedef struct wks_embedded_text {
    const char *name; /* the file's name with its ending, without its folder: "areas.sql" */
    const char *text; /* closed with a NUL that size does not count */
    size_t size;      /* bytes */
} wks_embedded_text;

/* One body of a file as it goes over the wire. */
typedef struct wks_embedded_body {
    const unsigned char *bytes; /* NULL where this coding would not be smaller */
    size_t size;
    const char *etag; /* strong, with its quotes; different for each coding */
} wks_embedded_body;

/* One file of the built pages.  `embed web OUT.c wks_web_files web/dist` makes the table. */
typedef struct wks_embedded_file {
    const char *path; /* "/assets/index-1a2b3c.js" */
    const char *mime; /* "text/javascript; charset=utf-8" */
    wks_embedded_body identity;
    wks_embedded_body gzip;
    wks_embedded_body brotli;
} wks_embedded_file;

/* The row with this name, or NULL. */
static inline const wks_embedded_text *wks_embedded_find_text(const wks_embedded_text *table,
                                                              size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(table[i].name, name) == 0) {
            return &table[i];
        }
    }
    return NULL;
}

/* The row with this path, or NULL. */
static inline const wks_embedded_file *wks_embedded_find_file(const wks_embedded_file *table,
                                                              size_t count, const char *path)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(path, table[middle].path);
        if (order == 0) {
            return &table[middle];
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return NULL;
}

#endif
