/* suppress/piece_insiders.h - what insiders know of the unknowns of one piece.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_SUPPRESS_PIECE_INSIDERS_H
#define WKS_SUPPRESS_PIECE_INSIDERS_H

#include "base/arena.h"
#include "base/error.h"
#include "suppress/insiders.h"
#include "suppress/relations.h"

#include <stddef.h>
#include <stdint.h>

/* Insider k of the piece, 0 up to n: one who knows something of it. */
typedef struct wks_piece_insiders {
    const wks_insiders *all;
    size_t n;             /* 0 when the protection asks for none */
    uint32_t *insider;    /* [n] of `all`, rising */
    size_t *first;        /* [n + 1] */
    uint32_t *place;      /* that insider k knows: first[k] up to first[k + 1], rising */
    size_t *knower_first; /* [n_places + 1] */
    uint32_t *knower;     /* insiders of the piece who know place j, rising */
} wks_piece_insiders;

/* Of the piece of these unknowns [n_places]; lives in arena, as long as the relations.
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_piece_insiders_find(const wks_relations *relations,
                                                const uint32_t *unknown, size_t n_places,
                                                wks_arena *arena, wks_piece_insiders *out,
                                                wks_error *err);

#endif
