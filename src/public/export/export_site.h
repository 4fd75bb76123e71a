/* public/export/export_site.h - the public pages of a release as files that any web host can carry.
 *
 * In: a picture and the built pages.  Out: a folder with a document for every page in Dutch and
 * English, the scripts and styles, every reply that the pages ask for, and the figures of each
 * indicator as files.  The bytes of a reply are those of the server; where it stands is told by
 * web/src/data/address_of_file.ts, which says the same as this file.  The same release and pages
 * give the same bytes. SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_EXPORT_EXPORT_SITE_H
#define WKS_PUBLIC_EXPORT_EXPORT_SITE_H

#include "base/embedded.h"
#include "base/error.h"
#include "base/progress.h"
#include "base/text.h"
#include "public/picture/picture_read.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The built pages (tools/embed web), sorted by path. */
typedef struct wks_site_pages {
    const wks_embedded_file *files; /* [n] */
    size_t n;
    wks_span theme; /* a style sheet of its own, checked; at NULL: none */
    bool is_light;  /* with a theme without colours for dark screens */
} wks_site_pages;

typedef struct wks_site_report {
    size_t n_files;
    size_t n_bytes;
} wks_site_report;

/* Make the site at path, all of it or nothing.  What stands there is replaced when it is a site
 * that was made so, or an empty folder. Errors: WKS_E_EXISTS     something else stands at path
 *         WKS_E_NOT_FOUND  there are no pages
 *         WKS_E_IO, WKS_E_STORE, WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_export_site(wks_picture *picture, wks_picture_release release,
                                        wks_site_pages pages, const char *path,
                                        wks_progress *progress, wks_site_report *report,
                                        wks_error *err);

#endif
