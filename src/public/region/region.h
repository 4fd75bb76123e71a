/* public/region/region.h - what people write in a region: regio.db, opened once for each that reads
 * or writes at the same time.
 *
 * The one store that wijkscand writes.  Each room (accounts, voice, action, supply) has its own
 * tables and knows nothing of the others'; here they are brought up to date and prepared together.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_REGION_REGION_H
#define WKS_PUBLIC_REGION_REGION_H

#include "access/access.h"
#include "base/arena.h"
#include "base/db.h"
#include "base/error.h"
#include "public/action/action.h"

#include <stddef.h>

typedef struct wks_region wks_region;

/* The store in the hands of one thread. */
typedef struct wks_region_handle {
    wks_db *db;
    wks_access *access;
    wks_action *action;
    struct wks_region_handle *next; /* for region.c */
} wks_region_handle;

/* Open path with n handles, and make it when it is not there.
 * Errors: WKS_E_STORE  no database, made by a newer version, or no permission; WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_region_open(const char *path, size_t n, wks_region **out,
                                        wks_error *err);
void wks_region_close(wks_region *region); /* NULL is fine */

/* A handle for this thread; waits until one is free.  To be given back. */
wks_region_handle *wks_region_take(wks_region *region);
/* What was begun and not committed is undone. */
void wks_region_give(wks_region *region, wks_region_handle *handle);

#endif
