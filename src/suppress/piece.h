/* suppress/piece.h - unknowns and rows that are decided on together.
 *
 * A pattern is chosen piece by piece: which of its cells to show, so that every target (a PRIMARY
 * or VIRTUAL cell) may still deviate far enough, both ways.  Deviations are as in reader.h.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_SUPPRESS_PIECE_H
#define WKS_SUPPRESS_PIECE_H

#include "base/arena.h"
#include "base/error.h"
#include "cells/protection.h"
#include "suppress/lp.h"
#include "suppress/piece_insiders.h"
#include "suppress/reader.h"

#include <stddef.h>
#include <stdint.h>

typedef struct wks_piece_target {
    uint32_t place;
    double need[2]; /* persons: up, and down; 0 when nothing is asked */
} wks_piece_target;

typedef struct wks_piece {
    size_t n;
    uint32_t *unknown; /* [n] of the relations; the place of each is its index */
    wks_lp_matrix matrix;
    double *down; /* [n] limits of the deviation, 0 or more */
    double *up;
    double *cost; /* [n] of hiding an OPEN cell; 0: never shown, whatever is chosen */
    size_t n_targets;
    wks_piece_target *target;
    int32_t *target_at; /* [n] the target at this place; -1: none */
    wks_piece_insiders insiders;
} wks_piece;

/* Piece c of a reader to whom every cell that may be hidden here is hidden; lives in arena.
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_piece_take(const wks_protection *protection, const wks_reader *reader,
                                       size_t c, wks_arena *arena, wks_piece *out, wks_error *err);

/* From any unknowns and rows; room [n_unknowns of the relations] is all UINT32_MAX, and is so
 * again.  Unknowns of the rows that are not listed count as known.  Costs are those of the
 * protection.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_piece_make(const wks_protection *protection, const wks_reader *reader,
                                       const uint32_t *unknown, size_t n, const uint32_t *row,
                                       size_t n_rows, uint32_t *room, wks_arena *arena,
                                       wks_piece *out, wks_error *err);

#endif
