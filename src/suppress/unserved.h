/* suppress/unserved.h - for whom a side of a target still needs a table.
 *
 * A table that takes a target far enough serves every reader but the insiders of whom it changes
 * something that they know.  Readers are insiders of a piece (piece_insiders.h) by their number, or
 * one of the two below.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_SUPPRESS_UNSERVED_H
#define WKS_SUPPRESS_UNSERVED_H

#include "base/arena.h"
#include "base/error.h"
#include "suppress/piece_insiders.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Who is not counted: the first to be served, and by any table. */
#define WKS_OUTSIDER (UINT32_MAX - 1)
/* Instead of a reader: all have been served. */
#define WKS_NOBODY UINT32_MAX

typedef struct wks_unserved_side {
    uint32_t *reader; /* [n] insiders, while has_table */
    uint32_t n;
    uint32_t room;
    bool has_table; /* false: nobody has been served */
} wks_unserved_side;

typedef struct wks_unserved {
    const wks_piece_insiders *insiders;
    wks_arena *arena;
    wks_unserved_side *side; /* [n_sides] */
    size_t n_sides;
    uint32_t *touched; /* [n_touched] insiders of whom the table at hand changes what they know */
    size_t n_touched;
    bool *is_touched; /* [insiders->n] */
} wks_unserved;

/* Nobody has been served on any of n_sides sides.  Lives in arena.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_unserved_init(const wks_piece_insiders *insiders, size_t n_sides,
                                          wks_arena *arena, wks_unserved *out, wks_error *err);
/* The same again, of one side or all. */
void wks_unserved_reset_side(wks_unserved *unserved, size_t side);
void wks_unserved_reset(wks_unserved *unserved);

/* A table: begin, then every place that it changes, then the sides that it serves. */
void wks_unserved_begin_table(wks_unserved *unserved);
void wks_unserved_change(wks_unserved *unserved, size_t place);
/* It takes a side of `cell` far enough.  Insiders whom wks_insiders_excuse excuses need none.
 * *is_new: it serves somebody who had not been.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_unserved_serve(wks_unserved *unserved, size_t side, size_t cell,
                                           bool *is_new, wks_error *err);

/* Somebody to find a table for: WKS_OUTSIDER, an insider, or WKS_NOBODY. */
uint32_t wks_unserved_next(const wks_unserved *unserved, size_t side);
/* Which of the sides 2 t + k still have it, into is_wanted [n_sides / 2]; how many. */
size_t wks_unserved_find(const wks_unserved *unserved, size_t k, uint32_t reader, bool *is_wanted);
/* Whether a reader needs one on a side. */
bool wks_unserved_has(const wks_unserved *unserved, size_t side, uint32_t reader);
/* Give up on one reader, or count them, or all, as served. */
void wks_unserved_drop(wks_unserved *unserved, size_t side, uint32_t reader);
void wks_unserved_settle(wks_unserved *unserved, size_t side);

#endif
