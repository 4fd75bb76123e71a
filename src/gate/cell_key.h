/* gate/cell_key.h - counts changed by chance, and the same persons always by the same.
 *
 * Every person has a record key, made of the pseudonym and a secret; the key of a cell is the sum
 * of those of its persons, modulo 2^64.  It looks up in a p-table (gate/perturbation_table.h) by
 * how much the cell is changed: so the same persons give the same change in whatever table they are
 * counted, and one person more or less gives a change that tells nothing.  Each cell is changed by
 * itself, totals too: the table no longer adds up.  0 stays 0.
 *
 * Source: Fraser & Wooton (2005) and Marley & Leaver (2011), as in gate/perturbation_table.h;
 * Thompson, Broadfoot & Elazar (2013), Methodology for the automatic confidentialisation of
 * statistical outputs from remote servers at the Australian Bureau of Statistics, UNECE work
 * session on statistical data confidentiality, Ottawa.  A threshold of 10 with rounding to 5 is the
 * "10-5 rule" of the Office for National Statistics (cell-key-perturbation, 2025).
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_CELL_KEY_H
#define WKS_GATE_CELL_KEY_H

#include "base/arena.h"
#include "base/error.h"
#include "base/secret.h"
#include "gate/count_table.h"
#include "gate/perturbation_table.h"

#include <stdbool.h>
#include <stdint.h>

/* A row per person. */
typedef struct wks_cell_key_persons {
    const wks_count_table_rows *rows; /* their counts are not read */
    const char *pseudonym_column;
    const char *const *pseudonyms; /* [rows->n_rows] */
} wks_cell_key_persons;

/* The table that counts them, and whom it counts. */
typedef struct wks_cell_key_table {
    wks_count_table counts;
    uint64_t *keys; /* [counts.n_atoms] record keys of its persons, added up */
} wks_cell_key_table;

/* All in arena; codes are borrowed.
 * Errors: WKS_E_FORMAT  names file, line and column, never a pseudonym: one that is empty, one that
 *                       stands in two rows, a total (T) where a person is expected, and those of
 *                       wks_count_table_build
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_cell_key_count(const wks_cell_key_persons *persons,
                                           const wks_secret *secret, wks_arena *arena,
                                           wks_cell_key_table *out, wks_error *err);

typedef struct wks_cell_key_rule {
    const wks_perturbation_table *changes;
    int64_t threshold; /* what is above 0 and below it, changed, is hidden; 0: nothing is */
    int64_t rounding;  /* what is shown is rounded to the nearest multiple, halves up; 0, 1: not */
} wks_cell_key_rule;

/* The cells as they may be shown, into shown and is_hidden [table->counts.n_cells].
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_cell_key_apply(const wks_cell_key_table *table,
                                           const wks_cell_key_rule *rule, wks_arena *arena,
                                           int64_t *shown, bool *is_hidden, wks_error *err);

#endif
