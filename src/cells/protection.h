/* cells/protection.h - cells that must be protected together, and a pattern that does so, as files.
 *
 * Persons are counted in atoms: the finest pieces that anything published is made of.  Every cell
 * is a sum of atoms, whatever table, geography or year it stands in; how cells hang together is not
 * told but follows.  A reader knows every KNOWN cell, and every OPEN one that the pattern does not
 * hide, and that no atom is below zero.  The pattern is safe when a reader who works out all that
 * follows cannot pin a PRIMARY or VIRTUAL cell down: the least that it may be for them is at most
 * `lower`, the most at least `upper`.
 *
 * A reader may be counted too.  An insider is the one person of an atom of value 1; they know that
 * atom, and all atoms of every cell of value 1 that holds it: nobody else is in these.  Where
 * `insiders` is 1 the pattern must be safe against each of them alone too, as far as they can be
 * kept from it whatever is shown.  They are not kept from the most that a cell may be of which they
 * know an atom, for what others know of its atoms (KNOWN cells) may leave no more; nor from the
 * least where that is 0 and they are in it themselves.
 *
 * The suppressor (programs/wijkscan-suppress) reads a protection and writes a pattern; the two
 * files are all that it and the gate share.  Both are lines of text, and the same content is the
 * same bytes.  They hold counts of people: private, never beside a release.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_CELLS_PROTECTION_H
#define WKS_CELLS_PROTECTION_H

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* More are no count of persons; sums stay exact, in 64 bits and as a double. */
#define WKS_MOST_PERSONS ((int64_t)1 << 50)

/* So many insiders may put together what they know. */
enum {
    WKS_MOST_INSIDERS = 1
};

typedef enum wks_cell_state {
    WKS_CELL_OPEN,    /* shown, unless the pattern hides it */
    WKS_CELL_KNOWN,   /* shown whatever comes: by others, earlier, or because it has to be */
    WKS_CELL_PRIMARY, /* hidden: a rule says so */
    WKS_CELL_VIRTUAL  /* never shown or asked for, and yet must stay uncertain */
} wks_cell_state;

typedef struct wks_cell {
    wks_cell_state state;
    int64_t value; /* the sum of its atoms */
    int64_t lower; /* PRIMARY, VIRTUAL: what a reader must hold possible, lower <= value <= upper */
    int64_t upper; /* KNOWN: what a reader knows; both are value when they know it exactly.  OPEN:
                      value */
    double cost;   /* OPEN: what is lost by hiding it, above 0; else 0 */
} wks_cell;

typedef struct wks_protection {
    int64_t *atoms; /* [n_atoms] persons, 0 or more */
    size_t n_atoms;
    wks_cell *cells; /* [n_cells] */
    size_t n_cells;
    size_t *first;    /* [n_cells + 1] */
    uint32_t *member; /* [first[n_cells]] atoms of cell i: first[i] up to first[i + 1], rising, one
                         or more */
    size_t insiders; /* that read together: 0 (who is counted does not read) to WKS_MOST_INSIDERS */
} wks_protection;

/* Whether all of the above holds.  Errors: WKS_E_ARGUMENT, naming the cell or atom by its number
 * from 1. */
WKS_MUST_CHECK wks_code wks_protection_check(const wks_protection *protection, wks_error *err);

/* As a file: of version 2 when it has insiders, so that who does not know of them refuses it; else
 * of version 1.  hash is the SHA-256 of its bytes: patterns name the protection they are of by it.
 * Errors: WKS_E_IO, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_protection_write(const wks_protection *protection, const char *path,
                                             wks_hash *hash, wks_error *err);

/* From a file, checked; lives in arena.
 * Errors: WKS_E_NOT_FOUND, WKS_E_IO
 *         WKS_E_FORMAT     names the line and what was expected there
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_protection_read(const char *path, wks_arena *arena, wks_protection *out,
                                            wks_hash *hash, wks_error *err);

/* What the suppressor chose, and what it knows of it. */
typedef struct wks_pattern {
    wks_hash protection;
    bool *is_hidden; /* [n_cells] PRIMARY and VIRTUAL: true; KNOWN: false */
    size_t n_cells;
    double loss;  /* sum of cost of the OPEN cells that are hidden */
    double bound; /* no safe pattern loses less; 0 when nothing was proven */
} wks_pattern;

/* Errors: WKS_E_IO, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_pattern_write(const wks_pattern *pattern, const char *path,
                                          wks_error *err);

/* The pattern of this protection, with the loss that it says; lives in arena.
 * Errors: WKS_E_NOT_FOUND, WKS_E_IO
 *         WKS_E_FORMAT     names the line and what was expected there; also when it is of another
 * protection, does not hide a cell that must be, or hides one that must not WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_pattern_read(const char *path, const wks_protection *protection,
                                         const wks_hash *hash, wks_arena *arena, wks_pattern *out,
                                         wks_error *err);

#endif
