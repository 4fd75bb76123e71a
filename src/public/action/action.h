/* public/action/action.h - the room of what a region does: its tables and its handle.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_ACTION_ACTION_H
#define WKS_PUBLIC_ACTION_ACTION_H

#include "base/arena.h"
#include "base/db.h"
#include "base/error.h"

typedef struct wks_action wks_action;

/* Make the tables, or bring them up to date.  Errors: those of wks_db_migrate. */
WKS_MUST_CHECK wks_code wks_action_migrate(wks_db *db, wks_error *err);
/* db and arena outlive the handle, which is for one thread.  Errors: WKS_E_STORE, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_action_open(wks_db *db, wks_arena *arena, wks_action **out,
                                        wks_error *err);
void wks_action_close(wks_action *action); /* before db; NULL is fine */

#endif
