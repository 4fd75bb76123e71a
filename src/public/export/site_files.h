/* public/export/site_files.h - the files of a site while it is made.
 *
 * For export_site*.c.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_EXPORT_SITE_FILES_H
#define WKS_PUBLIC_EXPORT_SITE_FILES_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct wks_site_files {
    const char *folder; /* in which they are made */
    size_t n_files, n_bytes;
} wks_site_files;

/* Write one file; path is inside the folder, whose folders are made.  Errors: WKS_E_IO,
 * WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_site_files_put(wks_site_files *files, const char *path,
                                           const void *bytes, size_t n, wks_error *err);

/* A parameter of a request; without a value it is not there. */
typedef struct wks_site_parameter {
    const char *name, *value;
} wks_site_parameter;

/* Where the reply to /api/v1/RESOURCE?parameters stands: "api/v1/waarden/indicator/poh-ggz.json",
 * with all but letters, digits and hyphens of names and values as _XX.  parameters[n] are sorted by
 * name; NULL when out of memory. */
const char *wks_site_files_reply(const char *resource, const wks_site_parameter *parameters,
                                 size_t n, wks_arena *arena);

#endif
