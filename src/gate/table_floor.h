/* gate/table_floor.h - where zeros are shown, what is hidden is not zero.
 *
 * A reader who knows that every cell of 0 is shown holds a hidden cell for 1 or more.  Two hidden
 * cells that add up to 2 are 1 each (github.com/sdcTools/UserSupport/issues/194).
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_TABLE_FLOOR_H
#define WKS_GATE_TABLE_FLOOR_H

#include "base/arena.h"
#include "base/error.h"
#include "gate/table_question.h"

/* Let everybody know of each cell of a table that is not 0 that it is 1 or more.  What then cannot
 * be asked is asked no longer: that a cell of 1 may be 0, or a total of 3 less than the 3 cells in
 * it.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_table_floor_add(wks_table_question *question, wks_arena *arena,
                                            wks_error *err);

#endif
