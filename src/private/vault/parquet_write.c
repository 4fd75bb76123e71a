/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/vault/parquet_write.h"

#include "private/vault/duck.h"
#include "private/vault/sql_compose.h"

#include <stddef.h>

wks_code wks_parquet_write(const char *csv, const char *parquet, wks_error *err)
{
    wks_duck duck;
    wks_buffer sql = {0};
    WKS_TRY(wks_duck_open(NULL, &duck, err));
    wks_sql_write_parquet(&sql, csv, parquet);
    wks_code code = wks_buffer_check(&sql, err);
    if (code == WKS_OK) {
        code = wks_duck_run(&duck, sql.bytes, err);
    }
    wks_buffer_clear(&sql);
    wks_duck_close(&duck);
    return code;
}
