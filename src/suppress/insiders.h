/* suppress/insiders.h - who is alone somewhere, and which atoms they know by that.
 *
 * What an insider is, cells/protection.h says.  Only an atom of value 0 or 1 has knowers, and each
 * is known to few: at most one insider for every cell that holds it.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_SUPPRESS_INSIDERS_H
#define WKS_SUPPRESS_INSIDERS_H

#include "base/arena.h"
#include "base/error.h"
#include "cells/protection.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* An insider goes by the number of their atom. */
typedef struct wks_insiders {
    const wks_protection *protection;
    size_t n;         /* 0 when the protection asks for none */
    size_t *first;    /* [n_atoms + 1] */
    uint32_t *knower; /* who knows atom a: first[a] up to first[a + 1], each once */
} wks_insiders;

/* Lives in arena, as long as the protection.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_insiders_find(const wks_protection *protection, wks_arena *arena,
                                          wks_insiders *out, wks_error *err);

/* Whether an insider need not be kept from the most (is_upper) or the least of a cell
 * (cells/protection.h). */
bool wks_insiders_excuse(const wks_insiders *insiders, uint32_t insider, size_t cell,
                         bool is_upper);

/* The atom of the one person in a cell of value 1. */
uint32_t wks_insiders_person(const wks_protection *protection, size_t cell);

#endif
