/* suppress/border.h - a piece with the cells around it that were left shown.
 *
 * What a piece loses at the least, if those cells may be hidden too, is proven on this wider piece:
 * rows that reach beyond it are left out, which only makes hiding easier, and the cost of a cell
 * that borders on several pieces is shared out over them.  So the bounds of all pieces may be added
 * up to one for the whole.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_SUPPRESS_BORDER_H
#define WKS_SUPPRESS_BORDER_H

#include "base/arena.h"
#include "base/error.h"
#include "cells/protection.h"
#include "suppress/piece.h"
#include "suppress/reader.h"

#include <stddef.h>
#include <stdint.h>

typedef struct wks_border {
    const wks_protection *protection;
    const wks_reader *everything; /* nothing that may be hidden is known */
    const wks_reader *apart;      /* with the border cells known */
    uint32_t *n_pieces;           /* [n_unknowns] pieces with targets that this one borders on */
    uint32_t *place;              /* [n_unknowns] room */
} wks_border;

/* Count who borders on what.  Lives in arena, as long as the readers.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_border_find(const wks_protection *protection,
                                        const wks_reader *everything, const wks_reader *apart,
                                        wks_arena *arena, wks_border *out, wks_error *err);

/* Piece c with its border: its own unknowns first, at the places that wks_piece_take gives them.
 * Costs of the border are shares, whole numbers where all costs are.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_border_take(wks_border *border, size_t c, wks_arena *arena,
                                        wks_piece *out, wks_error *err);

#endif
