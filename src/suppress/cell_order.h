/* suppress/cell_order.h - the cells of a protection in an order that is their own.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_SUPPRESS_CELL_ORDER_H
#define WKS_SUPPRESS_CELL_ORDER_H

#include "base/arena.h"
#include "base/error.h"
#include "cells/protection.h"

#include <stdint.h>

/* The same protection with its cells ordered by their atoms, so that what follows does not hang on
 * how a caller came by them; order [n_cells] says where each stood.  Atoms are borrowed.
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_cell_order(const wks_protection *protection, wks_arena *arena,
                                       wks_protection *out, uint32_t **order, wks_error *err);

#endif
