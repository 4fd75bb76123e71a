/* gate/perturbation_table.h - by how much a count is changed, and how often.
 *
 * A table of probabilities, known as p-table: for each count the changes that it may undergo.  The
 * row of the largest count goes for all that are larger.  0 stays 0, nothing becomes negative, and
 * on average nothing is changed.
 *
 * Source: Fraser & Wooton (2005), A proposed method for confidentialising tabular output to protect
 * against differencing, UNECE work session on statistical data confidentiality, Geneva; Marley &
 * Leaver (2011), A method for confidentialising user-defined tables, 58th World Statistics
 * Congress, Dublin; Giessing (2016), Computational issues in the design of transition probabilities
 * and disclosure risk estimation for additive noise, Privacy in Statistical Databases, LNCS 9867,
 * doi:10.1007/978-3-319-45381-1_18.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_PERTURBATION_TABLE_H
#define WKS_GATE_PERTURBATION_TABLE_H

#include "base/arena.h"
#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

enum {
    WKS_PERTURBATION_MOST_CHANGE = 100,
    WKS_PERTURBATION_MOST_COUNT = 100000 /* of a row */
};

/* What one count may undergo. */
typedef struct wks_perturbation_row {
    const int64_t *change;     /* [n] rising */
    const double *probability; /* [n] */
    size_t n;
} wks_perturbation_row;

typedef struct wks_perturbation_table {
    wks_perturbation_row *rows; /* [n_rows] of the counts 0, 1, ... */
    size_t n_rows;
} wks_perturbation_table;

/* What a table must be like. */
typedef struct wks_perturbation_wish {
    int64_t largest; /* change, up or down: 1 to WKS_PERTURBATION_MOST_CHANGE */
    double variance; /* of the change of every count but 0 */
    int64_t blocked; /* no result is from 1 to this; 0: all may be, at most `largest` */
} wks_perturbation_wish;

/* The table with the most entropy, row by row, of those as wished: mean 0 and the variance, each
 * within 1e-9.  Lives in arena.
 * Errors: WKS_E_ARGUMENT  a wish out of its range, or a variance that no row of some count can
 *                         have: names the count, and between what its variance must be
 *         WKS_E_NUMERIC   the search for a row did not end; WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_perturbation_table_make(const wks_perturbation_wish *wish,
                                                    wks_arena *arena, wks_perturbation_table *out,
                                                    wks_error *err);

/* A table as it stands in a file, in any order. */
typedef struct wks_perturbation_lines {
    const char *path;          /* as errors name the file */
    const int64_t *count;      /* [n] */
    const int64_t *change;     /* [n] */
    const double *probability; /* [n] */
    const size_t *line;        /* [n] in the file */
    size_t n;
} wks_perturbation_lines;

/* Probabilities of a row must add up to 1 within 1e-9, and its changes be 0 on average within 1e-6.
 * Lives in arena.  Errors: WKS_E_FORMAT  names the line and what was expected; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_perturbation_table_build(const wks_perturbation_lines *lines,
                                                     wks_arena *arena, wks_perturbation_table *out,
                                                     wks_error *err);

/* The change of a count with this cell key: the same for the same two, and over keys that are each
 * as likely as the row says. */
int64_t wks_perturbation_table_look_up(const wks_perturbation_table *table, int64_t count,
                                       uint64_t key);

#endif
