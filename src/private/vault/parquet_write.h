/* private/vault/parquet_write.h - a CSV file as Parquet, for the demo's deliveries.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_VAULT_PARQUET_WRITE_H
#define WKS_PRIVATE_VAULT_PARQUET_WRITE_H

#include "base/error.h"

/* Write the rows of csv, in their order and with the types that they show, to parquet.
 * Errors: WKS_E_STORE  csv cannot be read, or parquet cannot be written. */
WKS_MUST_CHECK wks_code wks_parquet_write(const char *csv, const char *parquet, wks_error *err);

#endif
