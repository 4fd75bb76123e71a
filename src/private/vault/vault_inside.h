/* private/vault/vault_inside.h - what the files of the vault share with each other and no one else.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_VAULT_VAULT_INSIDE_H
#define WKS_PRIVATE_VAULT_VAULT_INSIDE_H

#include "private/vault/duck.h"
#include "private/vault/vault.h"

struct wks_vault {
    wks_duck duck;
    bool is_invented;
};

/* Run the embedded query with this name ("areas.sql"). */
WKS_MUST_CHECK wks_code wks_vault_query(wks_vault *vault, const char *name,
                                        const wks_duck_value *values, size_t n_values,
                                        wks_duck_rows *out, wks_error *err);
WKS_MUST_CHECK wks_code wks_vault_run(wks_vault *vault, const char *name,
                                      const wks_duck_value *values, size_t n_values,
                                      wks_error *err);
/* Run an embedded file of several statements without parameters. */
WKS_MUST_CHECK wks_code wks_vault_run_script(wks_vault *vault, const char *name, wks_error *err);

#endif
