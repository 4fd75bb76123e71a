/* model/workspace.h - wijkscan.yaml: which region, which deliveries, where things stand.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_MODEL_WORKSPACE_H
#define WKS_MODEL_WORKSPACE_H

#include "base/arena.h"
#include "base/error.h"

#include <stddef.h>

/* A file that `wijkscan load` without arguments takes. */
typedef struct wks_delivery_entry {
    const char *file;   /* relative to the workspace */
    const char *source; /* NULL: found by its columns */
    const char *period; /* NULL: in the file or its name */
    int edition;        /* 0: as the source says */
    const char *layer;  /* geometry; NULL: the only one */
} wks_delivery_entry;

/* Who answers for what is published; NULL where wijkscan.yaml does not say. */
typedef struct wks_publisher {
    const char *name;
    const char *website; /* http or https */
    const char *email;
} wks_publisher;

typedef struct wks_workspace {
    const char *folder;      /* where wijkscan.yaml stands */
    const char *region_code; /* "GG1106"; NULL: the whole country, no region level */
    const char *region_name;
    const char *const
        *gemeenten; /* codes that make up the region; n_gemeenten 0: all, or by mapping */
    size_t n_gemeenten;
    wks_publisher publisher;
    const wks_delivery_entry *deliveries;
    size_t n_deliveries;
    int minimum_persons; /* counts below this are not published; at least 10, default 10 */
    const char
        *policy; /* rules of disclosure: a shipped id or a path; NULL: none but the minimum */
    /* paths, ready to open */
    const char *vault_path;     /* folder/vault.duckdb */
    const char *picture_path;   /* folder/picture.db */
    const char *catalogue_path; /* folder/catalogue */
    const char *gate_path;      /* folder/gate: private */
    const char *region_path;    /* folder/regio.db: what people write */
} wks_workspace;

/* Read folder/wijkscan.yaml.  Everything lives in arena.
 * Errors: WKS_E_NOT_FOUND  no wijkscan.yaml there: the text says how to make one
 *         WKS_E_FORMAT     a key or value is not as expected */
WKS_MUST_CHECK wks_code wks_workspace_read(const char *folder, wks_arena *arena, wks_workspace *out,
                                           wks_error *err);

/* Write a wijkscan.yaml with every key explained; region_name etc. as in given (paths are ignored).
 * Errors: WKS_E_EXISTS there is one; WKS_E_IO. */
WKS_MUST_CHECK wks_code wks_workspace_write(const char *folder, const wks_workspace *given,
                                            wks_error *err);

#endif
