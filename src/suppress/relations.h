/* suppress/relations.h - how cells hang together, found from their atoms.
 *
 * Every cell that is more than one atom is written once as the sum of other cells and atoms that do
 * not overlap, the largest first: a region as its gemeenten, a total as its parts.  These sums say
 * all that follows, for each cell is so traced to its atoms, and they are short.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_SUPPRESS_RELATIONS_H
#define WKS_SUPPRESS_RELATIONS_H

#include "base/arena.h"
#include "base/error.h"
#include "cells/protection.h"
#include "suppress/insiders.h"

#include <stddef.h>
#include <stdint.h>

/* The unknowns of a reader: the cells, then the atoms that are no cell by themselves.
 * Row r says: unknown total[r] = the sum of unknowns part[first[r]] .. part[first[r + 1] - 1]. */
typedef struct wks_relations {
    size_t n_cells;
    size_t n_unknowns;
    size_t n_rows;
    int64_t *value;  /* [n_unknowns] persons */
    uint32_t *total; /* [n_rows] */
    size_t *first;   /* [n_rows + 1] */
    uint32_t *part;  /* [first[n_rows]] */
    size_t *use;     /* [n_unknowns + 1] */
    uint32_t *used;  /* [use[n_unknowns]] rows that unknown i stands in: use[i] up to use[i + 1] */
    uint32_t *atom;  /* [n_unknowns] of the unknown that stands for it; UINT32_MAX of another */
    wks_insiders insiders;
} wks_relations;

/* Of a protection that wks_protection_check accepts; lives in arena, as long as that.  Time: for
 * each atom the square of the number of cells that hold it. Errors: WKS_E_ARGUMENT more than 2^31
 * unknowns; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_relations_find(const wks_protection *protection, wks_arena *arena,
                                           wks_relations *out, wks_error *err);

#endif
