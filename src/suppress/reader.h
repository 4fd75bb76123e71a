/* suppress/reader.h - what a reader of a pattern does not know yet, in pieces apart.
 *
 * Of the relations, what is shown is filled in, and what follows at once with it: the last unknown
 * of a sum, and all parts of a sum that are 0 together.  All that so follows has its true value,
 * so the rest is written as deviations from the truth: z, with the sum of the parts less the total
 * 0 in each row, and z at least -value.  Unknowns that no row connects are in pieces apart: this is
 * what makes gemeenten fall apart although a region's totals are shown.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_SUPPRESS_READER_H
#define WKS_SUPPRESS_READER_H

#include "base/arena.h"
#include "base/error.h"
#include "cells/protection.h"
#include "suppress/lp.h"
#include "suppress/relations.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where an unknown is that is in no piece. */
enum {
    WKS_READER_KNOWN = -1, /* shown, or it follows */
    WKS_READER_SUM = -2    /* hidden, and only the sum of its row: it says nothing of its parts */
};

typedef struct wks_reader {
    const wks_relations *relations;
    size_t n_pieces;
    int32_t *piece;    /* [n_unknowns] or one of the two above */
    uint32_t *place;   /* [n_unknowns] of the unknown within its piece */
    size_t *first;     /* [n_pieces + 1] */
    uint32_t *unknown; /* those of piece c: first[c] up to first[c + 1], rising */
    size_t *first_row; /* [n_pieces + 1] */
    uint32_t *row;     /* of the relations; those of piece c */
    double *down;      /* [n_unknowns] how far it may lie below its value */
    double *up;        /* [n_unknowns] how far above; WKS_READER_FAR when nothing is known */
    uint32_t *own_row; /* [n_unknowns] of a WKS_READER_SUM: the row that it is the total of */
} wks_reader;

/* Above what tables hold, and small enough for sums of doubles. */
#define WKS_READER_FAR 1e9

/* is_hidden [n_cells]: the cells that are not shown.  drops_sums: leave out the sums that say
 * nothing.  Lives in arena, and so must the relations.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_reader_find(const wks_protection *protection,
                                        const wks_relations *relations, const bool *is_hidden,
                                        bool drops_sums, wks_arena *arena, wks_reader *out,
                                        wks_error *err);

/* The rows of piece c over its unknowns: 1 for a part, -1 for a total.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_reader_matrix(const wks_reader *reader, size_t c, wks_arena *arena,
                                          wks_lp_matrix *out, wks_error *err);

#endif
