/* cells/protection_part.h - the cells that tell of some, apart from all others.
 *
 * Cells that share an atom tell of each other, and so does what hangs on them in turn; of anything
 * else a reader learns nothing about them.  What follows from such a part is what follows from the
 * whole. SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_CELLS_PROTECTION_PART_H
#define WKS_CELLS_PROTECTION_PART_H

#include "base/arena.h"
#include "base/error.h"
#include "cells/protection.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct wks_protection_part {
    wks_protection protection;
    size_t *cell; /* [protection.n_cells] its index in the whole, rising */
} wks_protection_part;

/* Every cell that hangs together with one that is_wanted [whole->n_cells]; lives in arena.  Of none
 * wanted, a protection without cells.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_protection_part_take(const wks_protection *whole, const bool *is_wanted,
                                                 wks_arena *arena, wks_protection_part *out,
                                                 wks_error *err);

/* The pattern of the whole on such a part, without a hash; lives in arena.
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_protection_part_pattern(const wks_protection_part *part,
                                                    const wks_pattern *whole, wks_arena *arena,
                                                    wks_pattern *out, wks_error *err);

#endif
