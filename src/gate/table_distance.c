/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/table_distance.h"

#include <math.h>

wks_table_distance wks_table_distance_measure(const int64_t *values, const int64_t *shown,
                                              const bool *is_hidden, size_t n)
{
    wks_table_distance of = {.utility = 1};
    double moved = 0;
    double roots = 0;
    double total = 0;
    for (size_t i = 0; i < n; i++) {
        if (is_hidden != NULL && is_hidden[i]) {
            continue;
        }
        const int64_t change = shown[i] > values[i] ? shown[i] - values[i] : values[i] - shown[i];
        const double root = sqrt((double)values[i]) - sqrt((double)shown[i]);
        of.n_cells++;
        of.n_changed += change != 0;
        of.largest = change > of.largest ? change : of.largest;
        of.sum_of_squares += (double)change * (double)change;
        moved += (double)change;
        roots += root * root;
        total += (double)values[i];
    }
    of.mean = of.n_cells == 0 ? 0 : moved / (double)of.n_cells;
    of.utility = total > 0 ? 1 - sqrt(roots / 2) / sqrt(total) : of.utility;
    return of;
}
