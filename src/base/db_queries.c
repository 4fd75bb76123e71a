/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/db_queries.h"

wks_code wks_db_queries_open(wks_db *db, const wks_embedded_text *texts, size_t n_texts,
                             const char *const files[], size_t n, wks_query *out[], wks_error *err)
{
    for (size_t i = 0; i < n; i++) {
        out[i] = NULL;
    }
    for (size_t i = 0; i < n; i++) {
        const wks_embedded_text *file = wks_embedded_find_text(texts, n_texts, files[i]);
        const wks_code code = wks_query_open(db, file->text, &out[i], err);
        if (code != WKS_OK) {
            return wks_error_prefix(err, code, "%s", files[i]);
        }
    }
    return WKS_OK;
}

void wks_db_queries_close(wks_query *queries[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        wks_query_close(queries[i]);
        queries[i] = NULL;
    }
}
