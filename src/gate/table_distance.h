/* gate/table_distance.h - how far a table that is published lies from the truth.
 *
 * Source of the utility: Shlomo, Antal & Elliot (2015), Journal of Official Statistics 31:305-324,
 * doi:10.1515/jos-2015-0019.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_TABLE_DISTANCE_H
#define WKS_GATE_TABLE_DISTANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Of the cells that are shown. */
typedef struct wks_table_distance {
    size_t n_cells;
    size_t n_changed;
    int64_t largest; /* change of a cell, up or down */
    double mean;     /* of all changes, up or down, those of 0 among them */
    double sum_of_squares;
    double utility; /* 1 - H / sqrt(all true counts together), H the Hellinger distance
                       sqrt(sum((sqrt(true) - sqrt(shown))^2) / 2): 1 where nothing changed */
} wks_table_distance;

/* values, shown [n] 0 or more; is_hidden [n] left out, or NULL. */
wks_table_distance wks_table_distance_measure(const int64_t *values, const int64_t *shown,
                                              const bool *is_hidden, size_t n);

#endif
