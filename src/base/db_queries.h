/* base/db_queries.h - the named queries of a room, prepared once per handle.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_DB_QUERIES_H
#define WKS_BASE_DB_QUERIES_H

#include "base/db.h"
#include "base/embedded.h"

#include <stddef.h>

/* Prepare files [n], each of them in texts [n_texts], into out [n]; what could not be stays NULL.
 * The caller closes them with wks_db_queries_close, after a failure too.  Errors: WKS_E_STORE. */
WKS_MUST_CHECK wks_code wks_db_queries_open(wks_db *db, const wks_embedded_text *texts,
                                            size_t n_texts, const char *const files[], size_t n,
                                            wks_query *out[], wks_error *err);
void wks_db_queries_close(wks_query *queries[], size_t n);

#endif
