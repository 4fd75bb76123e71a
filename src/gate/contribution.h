/* gate/contribution.h - who contributed what to each cell of a table.
 *
 * In go rows of contributors: several rows may have the same codes, and several rows may be of one
 * holder (one concern, one provider, one person).  Out come rows with a sum for each combination of
 * codes, of which a table is built, and what each holder has in them.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_CONTRIBUTION_H
#define WKS_GATE_CONTRIBUTION_H

#include "base/arena.h"
#include "base/error.h"
#include "cells/protection.h"
#include "gate/count_table.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    WKS_CONTRIBUTION_MOST_LARGEST = 16
};

typedef struct wks_contribution_rows {
    const wks_count_table_rows *rows; /* counts are amounts, 0 or more */
    const char *const *holders; /* [rows->n_rows]; NULL: every row is a contributor of its own */
    const int64_t *persons;     /* [rows->n_rows] behind the row, unweighted; NULL: one each */
} wks_contribution_rows;

typedef struct wks_contribution {
    uint32_t holder;
    int64_t amount;
    int64_t persons;
} wks_contribution;

typedef struct wks_contributions {
    wks_contribution *all; /* [first[n_atoms]] of atom a: first[a] up to first[a + 1] */
    size_t *first;         /* [n_atoms + 1] */
    size_t n_holders;
    const char **codes; /* [n_holders] what the file calls them; NULL: every row is one */
    bool *has_waived;   /* [n_holders] lets their numbers be shown */
} wks_contributions;

/* Rows with a sum for each combination; the line is that of its first row.  *out borrows the codes.
 * Errors: WKS_E_FORMAT  names file, line and column, and no amount: below 0, a sum above 2^50
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_contribution_add_up(const wks_contribution_rows *in, wks_arena *arena,
                                                wks_count_table_rows *out, wks_error *err);

/* By atom of the table that was built of those sums; nobody has waived.  Rows of totals are left
 * out.
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_contribution_find(const wks_contribution_rows *in,
                                              const wks_count_table *table, wks_arena *arena,
                                              wks_contributions *out, wks_error *err);

/* The contributors of one cell. */
typedef struct wks_contributors {
    size_t n;        /* holders who have a row in it */
    int64_t amount;  /* of all */
    int64_t persons; /* of all, unweighted */
    int64_t
        largest[WKS_CONTRIBUTION_MOST_LARGEST]; /* amounts, falling; 0 where there are no more */
    size_t n_unwaived;                          /* holders who did not let their numbers be shown */
    int64_t most;                               /* the largest amount of these; 0: there are none */
    size_t rank;                                /* of that amount: how many are larger */
} wks_contributors;

/* Room to count them; for one cell after another. */
typedef struct wks_contribution_count {
    const wks_contributions *contributions;
    int64_t *amount;   /* [n_holders] 0 between two cells */
    int64_t *persons;  /* [n_holders] */
    uint32_t *touched; /* [n_touched] holders of the last cell */
    size_t n_touched;
    uint32_t *mark; /* [n_holders] the last cell that touched it, from 1 */
    uint32_t n_cells;
} wks_contribution_count;

/* Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_contribution_count_init(const wks_contributions *contributions,
                                                    wks_arena *arena, wks_contribution_count *out,
                                                    wks_error *err);
/* Of a cell of these atoms [n].  Until the next cell, count->touched and its amounts and persons
 * tell of each holder. */
void wks_contribution_count_cell(wks_contribution_count *count, const uint32_t *atoms, size_t n,
                                 wks_contributors *out);

/* Persons behind each of the first n cells of a protection, into *out [n].  Errors: WKS_E_MEMORY.
 */
WKS_MUST_CHECK wks_code wks_contribution_persons(const wks_contributions *contributions,
                                                 const wks_protection *protection, size_t n,
                                                 wks_arena *arena, const int64_t **out,
                                                 wks_error *err);

#endif
