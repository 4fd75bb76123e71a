/* public/export/site_parts.h - a site while it is made, and what goes into it.
 *
 * For export_site.c, site_replies.c, site_series.c and site_pages.c.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_EXPORT_SITE_PARTS_H
#define WKS_PUBLIC_EXPORT_SITE_PARTS_H

#include "base/language.h"
#include "public/export/export_site.h"
#include "public/export/site_files.h"
#include "public/picture/picture_table.h"

typedef struct wks_site {
    wks_picture *picture;
    wks_picture_release release;
    wks_site_pages pages;
    wks_site_files files;
    wks_arena *arena;                /* for as long as it is made */
    wks_table_indicator *indicators; /* [n_indicators] */
    size_t n_indicators;
    wks_table_area *areas; /* [n_areas] */
    size_t n_areas;
} wks_site;

/* What a language is called in a request; NULL: it is what comes without being asked. */
const char *wks_site_language(wks_language language);

/* Write what body holds to path (NULL: out of memory), and clear it. */
WKS_MUST_CHECK wks_code wks_site_put(wks_site *site, const char *path, wks_buffer *body,
                                     wks_error *err);

/* The documents, scripts and styles.  Errors: WKS_E_NOT_FOUND there are no pages; WKS_E_IO. */
WKS_MUST_CHECK wks_code wks_site_add_pages(wks_site *site, wks_error *err);
/* All replies but those of one series of figures. */
WKS_MUST_CHECK wks_code wks_site_add_replies(wks_site *site, wks_error *err);
/* Differences of all indicators, to take along. */
WKS_MUST_CHECK wks_code wks_site_add_gap_files(wks_site *site, wks_error *err);
/* All replies about the figures of one indicator, and its files to take along. */
WKS_MUST_CHECK wks_code wks_site_add_indicator(wks_site *site, const char *id, wks_arena *arena,
                                               wks_error *err);

#endif
