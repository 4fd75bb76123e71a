/* Parquet is read by the vault's engine, which knows its columns; here it is only recognised.
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/error.h"
#include "base/text.h"
#include "model/catalogue.h"
#include "private/intake/table.h"
#include "private/intake/table_format.h"

#include <stdbool.h>
#include <string.h>

static bool recognises(wks_span beginning)
{
    return beginning.n >= 12 && memcmp(beginning.at, "PAR1", 4) == 0;
}

static wks_code open_parquet(wks_table *table, const wks_source *source, wks_error *err)
{
    (void)source;
    (void)err;
    table->shape.engine = WKS_TABLE_PARQUET;
    return WKS_OK;
}

const wks_table_format wks_table_parquet_format = {
    .name = "parquet",
    .recognises = recognises,
    .open = open_parquet,
};
