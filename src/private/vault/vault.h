/* private/vault/vault.h - the private store of one workspace: what arrived, never served.
 *
 * Deliveries in; typed figures, records, areas and borders out.  Opened by `wijkscan` alone.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_VAULT_VAULT_H
#define WKS_PRIVATE_VAULT_VAULT_H

#include "base/arena.h"
#include "base/error.h"
#include "model/area.h"
#include "model/workspace.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct wks_vault wks_vault;

/* Open the vault at path; made when it is missing.  is_invented is fixed when it is made: a vault
 * of invented figures takes no real deliveries and the other way round, so that one can never be
 * taken for the other.  The handle lives in arena.
 * Errors: WKS_E_STORE     not a vault, in use by another program, of another version
 *         WKS_E_REFUSED   there is one of the other kind */
WKS_MUST_CHECK wks_code wks_vault_open(const char *path, bool is_invented, wks_arena *arena,
                                       wks_vault **out, wks_error *err);
/* Open a vault that must exist, of either kind.  Errors: WKS_E_NOT_FOUND, WKS_E_STORE. */
WKS_MUST_CHECK wks_code wks_vault_open_existing(const char *path, wks_arena *arena, wks_vault **out,
                                                wks_error *err);
void wks_vault_close(wks_vault *vault);
bool wks_vault_is_invented(const wks_vault *vault);

/* A delivery as it stands in the vault. */
typedef struct wks_delivery {
    int number;       /* in the vault */
    const char *hash; /* SHA-256 of the file: 64 hexadecimal digits */
    const char *source;
    const char *file; /* without folder */
    const char *format;
    const char *period; /* NULL: in its rows */
    int edition;
    int64_t n_rows, n_skipped, n_rest, n_unknown;
} wks_delivery;

/* All deliveries, in order of number.  Errors: WKS_E_STORE, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_vault_deliveries(wks_vault *vault, wks_arena *arena, wks_delivery **out,
                                             size_t *n, wks_error *err);

/* An area of a delivery that its edition does not know. */
typedef struct wks_unknown_row {
    const char *file;
    const char *area; /* as in the file */
    int64_t n_rows;
} wks_unknown_row;

/* All of them, by delivery and area.  Errors: WKS_E_STORE, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_vault_unknown(wks_vault *vault, wks_arena *arena, wks_unknown_row **out,
                                          size_t *n, wks_error *err);

/* Areas of all editions, by edition and code; parent is not filled in.
 * Errors: WKS_E_STORE, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_vault_areas(wks_vault *vault, wks_arena *arena, wks_area **out,
                                        size_t *n, wks_error *err);

/* Which gemeenten make up which region, for everything that is counted per region: the workspace's
 * own list.  Replaces what was there.  Errors: WKS_E_STORE. */
WKS_MUST_CHECK wks_code wks_vault_set_region(wks_vault *vault, const wks_workspace *workspace,
                                             wks_error *err);

/* A border of an edition and level: the polygons as base/shape writes them. */
typedef struct wks_stored_border {
    const char *code;
    const void *bytes;
    size_t n_bytes;
} wks_stored_border;

/* The editions that hold borders of level, newest first: the first is wanted for the map.
 * edition 0 when there is none.  Errors: WKS_E_STORE. */
WKS_MUST_CHECK wks_code wks_vault_border_edition(wks_vault *vault, wks_level level, int *edition,
                                                 wks_error *err);
/* Borders of a level and edition, by code.  Errors: WKS_E_STORE, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_vault_borders(wks_vault *vault, int edition, wks_level level,
                                          wks_arena *arena, wks_stored_border **out, size_t *n,
                                          wks_error *err);

#endif
