/* gate/count_table_rows.h - rows of a table of counts, as they stand in a file.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_COUNT_TABLE_ROWS_H
#define WKS_GATE_COUNT_TABLE_ROWS_H

#include "base/arena.h"
#include "base/error.h"
#include "gate/table_keys.h"

#include <stddef.h>
#include <stdint.h>

/* Borrowed: codes must live as long as what is built of them. */
typedef struct wks_count_table_rows {
    const char *path; /* as errors name the file */
    const wks_table_keys *keys;
    const char *count_column;
    const char *const *codes; /* [n_rows * keys->n] by row */
    const int64_t *counts;    /* [n_rows] persons */
    const size_t *line;       /* [n_rows] in the file */
    size_t n_rows;
} wks_count_table_rows;

/* [keys->n] of a row. */
const char *const *wks_count_table_rows_codes(const wks_count_table_rows *rows, size_t row);

/* The rows that are no totals (a code in every key column), into *inner [*n_inner], 1 or more.
 * Errors: WKS_E_FORMAT  names file, line and column, and no count: an empty code, codes and totals
 *                       that are no place of one geography, a code under two parents, a count below
 *                       zero or too large, no inner row
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_count_table_rows_check(const wks_count_table_rows *rows,
                                                   wks_arena *arena, size_t **inner,
                                                   size_t *n_inner, wks_error *err);

/* "FILE: line N, column NAME: FAULT"; returns WKS_E_FORMAT. */
wks_code wks_count_table_rows_fail(const wks_count_table_rows *rows, size_t row, const char *column,
                                   const char *fault, wks_error *err);

#endif
