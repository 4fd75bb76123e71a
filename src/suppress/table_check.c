/* SPDX-License-Identifier: EUPL-1.2 */
#include "suppress/table_check.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

static const double nearly = 1e-5;

enum {
    MOST_FACTOR = 4096,  /* where geographies overlap, parts are of hundreds */
    MOST_TIMES = 1000000 /* more would magnify what the solver leaves undecided */
};

static bool is_whole(double x)
{
    return fabs(x - nearbyint(x)) < nearly;
}

/* The least number that makes all of point whole, as far as doubles can tell; 0: none found. */
static int64_t find_times(const double *point, size_t n)
{
    int64_t times = 1;
    for (size_t j = 0; j < n; j++) {
        int64_t factor = 1;
        while (factor <= MOST_FACTOR && !is_whole((double)(times * factor) * point[j])) {
            factor++;
        }
        times *= factor;
        if (factor > MOST_FACTOR || times > MOST_TIMES) {
            return 0;
        }
    }
    return times;
}

static bool holds(const wks_lp_matrix *matrix, const double *point, const double *down,
                  const double *up, int64_t times, int64_t *rest, int64_t *table)
{
    for (size_t r = 0; r < matrix->n_rows; r++) {
        rest[r] = 0;
    }
    for (size_t j = 0; j < matrix->n_columns; j++) {
        const double wanted = (double)times * point[j];
        const double whole = nearbyint(wanted);
        if (!is_whole(wanted) || whole < -(double)times * down[j] ||
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
    const int64_t times = find_times(point, matrix->n_columns);
    return times > 0 && holds(matrix, point, down, up, times, rest, table) ? times : 0;
}
