/* access/access.h - the accounts and sessions of one store.
 *
 * The tables stand in the store of whoever uses them (regio.db, the store of the circles); this
 * room reads and writes its own alone.  A handle is for one thread.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_ACCESS_ACCESS_H
#define WKS_ACCESS_ACCESS_H

#include "base/arena.h"
#include "base/db.h"
#include "base/error.h"

typedef struct wks_access wks_access;

/* Make the tables, or bring them up to date.  Errors: those of wks_db_migrate. */
WKS_MUST_CHECK wks_code wks_access_migrate(wks_db *db, wks_error *err);
/* db and arena outlive the handle.  Errors: WKS_E_STORE, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_access_open(wks_db *db, wks_arena *arena, wks_access **out,
                                        wks_error *err);
void wks_access_close(wks_access *access); /* before db; NULL is fine */

#endif
