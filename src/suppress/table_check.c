/* SPDX-License-Identifier: EUPL-1.2 */
#include "suppress/table_check.h"

#include <math.h>
#include <stddef.h>

/* Denominators of vertices of tables; anything else counts as not checked. */
static const int64_t multiples[] = {1, 2, 3, 4, 6, 5, 8, 12, 60};

enum {
    N_MULTIPLES = sizeof multiples / sizeof multiples[0]
};

static const double nearly = 1e-5;

static bool holds(const wks_lp_matrix *matrix, const double *point, const double *down,
                  const double *up, int64_t times, int64_t *rest, int64_t *table)
{
    for (size_t r = 0; r < matrix->n_rows; r++) {
        rest[r] = 0;
    }
    for (size_t j = 0; j < matrix->n_columns; j++) {
        const double wanted = (double)times * point[j];
        const double whole = nearbyint(wanted);
        if (!(fabs(wanted - whole) < nearly) || whole < -(double)times * down[j] ||
            whole > (double)times * up[j]) {
            return false;
        }
        table[j] = (int64_t)whole;
        if (table[j] != 0) {
            for (int k = matrix->first[j]; k < matrix->first[j + 1]; k++) {
                rest[matrix->row[k]] += matrix->entry[k] < 0 ? -table[j] : table[j];
            }
        }
    }
    for (size_t r = 0; r < matrix->n_rows; r++) {
        if (rest[r] != 0) {
            return false;
        }
    }
    return true;
}

int64_t wks_table_check(const wks_lp_matrix *matrix, const double *point, const double *down,
                        const double *up, int64_t *rest, int64_t *table)
{
    for (size_t m = 0; m < N_MULTIPLES; m++) {
        if (holds(matrix, point, down, up, multiples[m], rest, table)) {
            return multiples[m];
        }
    }
    return 0;
}
