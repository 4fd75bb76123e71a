/* private/vault/delivery.h - one file into the vault, whole or not at all.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_VAULT_DELIVERY_H
#define WKS_PRIVATE_VAULT_DELIVERY_H

#include "base/arena.h"
#include "base/error.h"
#include "base/progress.h"
#include "model/catalogue.h"
#include "private/vault/vault.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What to load, and what the one who loads knows of it. */
typedef struct wks_load_request {
    const char *path;
    const char *source_id; /* NULL: found by the columns of the file */
    const char *period;    /* NULL: in the rows, or in the name of the file */
    const char *layer;     /* geometry: NULL for the only one */
    int edition;           /* 0: as the source says */
} wks_load_request;

typedef struct wks_unknown_area {
    const char *area; /* as in the file */
    int64_t n_rows;
} wks_unknown_area;

/* What was done; texts live in the arena of the call or in the catalogue. */
typedef struct wks_load_report {
    bool is_known; /* the same bytes (and layer) were loaded before: nothing done */
    const wks_source *source;
    const char *format;
    const char *period; /* NULL: in the rows */
    int edition;        /* that areas were matched with */
    int wanted_edition; /* that the source asks for; differs when it is not loaded */
    int64_t n_rows;     /* taken in */
    int64_t n_skipped;  /* the source says to leave them out */
    int64_t n_rest;     /* for the rest of the country */
    int64_t n_unknown;  /* with an area that the edition does not know */
    int64_t n_repaired; /* polygons */
    size_t n_new_areas;
    const wks_unknown_area *unknown; /* [n_unknown_areas] by name */
    size_t n_unknown_areas;
} wks_load_report;

/* Load request->path in one transaction: on any failure the vault is as it was.
 * Errors: WKS_E_NOT_FOUND  no such file
 *         WKS_E_FORMAT     not the file that the source describes: names file, row, column and what
 *                          was expected; never a cell's content
 *         WKS_E_ARGUMENT   no source is known by request->source_id, or several fit the columns, or
 *                          the edition of areas is not loaded
 *         WKS_E_EXISTS     the same bytes were loaded before, for another year
 *         WKS_E_IO, WKS_E_STORE, WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_delivery_load(wks_vault *vault, const wks_catalogue *catalogue,
                                          const wks_load_request *request, wks_arena *arena,
                                          wks_progress *progress, wks_load_report *report,
                                          wks_error *err);

#endif
