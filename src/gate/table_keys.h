/* gate/table_keys.h - how the key columns of a table hang together, and which totals it publishes.
 *
 * A geography is columns from the top down: region, gem, wijk.  Geographies may overlap (wijk and
 * postcode) and may share columns.  All other columns are on their own, or levels of a
 * classification across all places (section, act).  A margin is the cells that
 * have a code in the same columns, and the total in all others: a place of one geography by some of
 * the other columns.  Which margins are published follows from the tables.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_TABLE_KEYS_H
#define WKS_GATE_TABLE_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What stands in a key column where a row tells of all of its codes together. */
#define WKS_COUNT_TABLE_TOTAL "T"

enum {
    WKS_COUNT_TABLE_MOST_COLUMNS = 16,
    WKS_COUNT_TABLE_MOST_MARGINS = 1 << WKS_COUNT_TABLE_MOST_COLUMNS
};

/* Bit i: a code stands in key column i. */
typedef uint32_t wks_margin;

typedef struct wks_table_geography {
    size_t columns[WKS_COUNT_TABLE_MOST_COLUMNS]; /* [n] from the top down */
    size_t n;
} wks_table_geography;

typedef struct wks_table_keys {
    const char *const *columns; /* [n] those of the geographies first; borrowed */
    size_t n;                   /* at most WKS_COUNT_TABLE_MOST_COLUMNS */
    size_t n_places;            /* columns of the geographies, 1 or more */
    /* [n] of the columns behind these: a level below the column before it, as of a classification
     */
    bool is_below[WKS_COUNT_TABLE_MOST_COLUMNS];
    wks_table_geography geographies[WKS_COUNT_TABLE_MOST_COLUMNS]; /* [n_geographies] */
    size_t n_geographies;                                          /* 1 or more */
    /* [n_tables] of each published table its columns, all of a geography or none; without tables,
     * each geography is published by all other columns */
    wks_margin tables[WKS_COUNT_TABLE_MOST_COLUMNS];
    size_t n_tables;
} wks_table_keys;

/* One geography of the first n_places of columns [n], at most WKS_COUNT_TABLE_MOST_COLUMNS; the
 * others on their own; all of it published. */
wks_table_keys wks_table_keys_simple(const char *const *columns, size_t n, size_t n_places);

bool wks_table_keys_is_total(const char *code);

/* Which of codes [n] are no total. */
wks_margin wks_table_keys_margin(const wks_table_keys *keys, const char *const *codes);
/* The columns of all geographies. */
wks_margin wks_table_keys_places(const wks_table_keys *keys);
/* All columns of a geography. */
wks_margin wks_table_keys_geography(const wks_table_keys *keys, size_t geography);

/* Whether cells of this margin lie in places of this geography, or of any: the total does.  Levels
 * of a classification must stand below one another. */
bool wks_table_keys_is_of(const wks_table_keys *keys, size_t geography, wks_margin margin);
bool wks_table_keys_is_place(const wks_table_keys *keys, wks_margin margin);
/* Whether one of the tables publishes it. */
bool wks_table_keys_publishes(const wks_table_keys *keys, wks_margin margin);

/* is_in [WKS_COUNT_TABLE_MOST_MARGINS]: add the margins that are totals of those that are in it. */
void wks_table_keys_close(const wks_table_keys *keys, bool *is_in);

#endif
