/* public/export/export_lists.h - what goes with the tables of a whole release: its areas,
 * indicators and sources, each as a CSV.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_EXPORT_EXPORT_LISTS_H
#define WKS_PUBLIC_EXPORT_EXPORT_LISTS_H

#include "base/error.h"
#include "base/text.h"
#include "public/export/export_columns.h"
#include "public/picture/picture_table.h"

#include <stddef.h>

typedef struct wks_export_list {
    const char *name;  /* of the file, without ".csv"; no indicator may be called so */
    const char *title; /* in Dutch */
    const wks_export_column *columns;
    size_t n_columns;
    wks_code (*write)(wks_picture *picture, int64_t release, wks_arena *arena, wks_buffer *out,
                      wks_error *err); /* Errors: WKS_E_STORE, WKS_E_MEMORY */
} wks_export_list;

enum {
    WKS_EXPORT_N_LISTS = 3
};

extern const wks_export_list wks_export_lists[WKS_EXPORT_N_LISTS];

#endif
