/* suppress/table_check.h - whether a vertex of the solver is a real table, in whole numbers.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_SUPPRESS_TABLE_CHECK_H
#define WKS_SUPPRESS_TABLE_CHECK_H

#include "suppress/lp.h"

#include <stdint.h>

/* Deviations of matrix->n_columns unknowns, as the solver gave them, each between -down and up:
 * when some small whole number times them is whole, meets every row exactly and stays within the
 * limits, that number, and the products into table [n_columns]; else 0.
 * rest [n_rows] is room to work in. */
int64_t wks_table_check(const wks_lp_matrix *matrix, const double *point, const double *down,
                        const double *up, int64_t *rest, int64_t *table);

#endif
