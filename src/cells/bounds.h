/* cells/bounds.h - cells of which somebody knows only limits, and how far each can be told, as
 * files.
 *
 * A protection (protection.h) holds the truth, and asks what others may not learn of it.  Bounds
 * hold no truth: only what a reader of published figures has, cells that are sums of atoms, each
 * between limits, a shown one with both the same.  No atom is below zero.  The answer says of each
 * asked cell the least and the most that it may be, or that nothing fits all limits together.
 *
 * `wijkscan-suppress bounds` reads the one and writes the other; the same content is the same
 * bytes.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_CELLS_BOUNDS_H
#define WKS_CELLS_BOUNDS_H

#include "base/arena.h"
#include "base/error.h"
#include "cells/protection.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* As an upper limit: none. */
#define WKS_BOUNDS_NO_LIMIT WKS_MOST_PERSONS

typedef struct wks_bounded_cell {
    int64_t least; /* persons, 0 or more */
    int64_t most;  /* least or more */
    bool is_asked;
} wks_bounded_cell;

typedef struct wks_bounds {
    size_t n_atoms;
    wks_bounded_cell *cells; /* [n_cells] */
    size_t n_cells;
    size_t *first;    /* [n_cells + 1] */
    uint32_t *member; /* [first[n_cells]] atoms of cell i: first[i] up to first[i + 1], rising, one
                         or more */
    size_t cells_room, first_room, member_room; /* for wks_bounds_add */
} wks_bounds;

/* One more cell, of members [n], at the end; the arrays live in arena.  All zeros has none.
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_bounds_add(wks_bounds *bounds, const wks_bounded_cell *cell,
                                       const uint32_t *members, size_t n, wks_arena *arena,
                                       wks_error *err);

/* Errors: WKS_E_IO, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_bounds_write(const wks_bounds *bounds, const char *path,
                                         wks_error *err);

/* From a file, checked; lives in arena.
 * Errors: WKS_E_NOT_FOUND, WKS_E_IO
 *         WKS_E_FORMAT     names the line and what was expected there
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_bounds_read(const char *path, wks_arena *arena, wks_bounds *out,
                                        wks_error *err);

typedef struct wks_bounds_answer {
    bool is_possible; /* some counts meet all limits; else the two below say nothing */
    int64_t *least;   /* [n_cells] of an asked cell; of another 0 */
    int64_t *most;    /* WKS_BOUNDS_NO_LIMIT: nothing bounds it */
} wks_bounds_answer;

/* Errors: WKS_E_IO, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_bounds_answer_write(const wks_bounds *bounds,
                                                const wks_bounds_answer *answer, const char *path,
                                                wks_error *err);

/* The answer to these bounds; lives in arena.
 * Errors: WKS_E_NOT_FOUND, WKS_E_IO
 *         WKS_E_FORMAT     names the line and what was expected there: each asked cell once
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_bounds_answer_read(const char *path, const wks_bounds *bounds,
                                               wks_arena *arena, wks_bounds_answer *out,
                                               wks_error *err);

#endif
