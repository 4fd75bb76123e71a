/* gate/place_sets.h - the pieces that overlapping geographies cut each other into.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_PLACE_SETS_H
#define WKS_GATE_PLACE_SETS_H

#include "base/arena.h"
#include "base/error.h"
#include "gate/count_table_axis.h"
#include "gate/table_keys.h"

#include <stdbool.h>
#include <stddef.h>

/* What two places have in common, or what the first holds beside the second. */
typedef struct wks_place_set {
    wks_leaves leaves;
    const wks_count_table_node *place;
    const wks_count_table_node *other;
    bool is_without; /* without the other, which lies in it */
} wks_place_set;

typedef struct wks_place_sets {
    wks_place_set *sets; /* [n] no two of the same leaves, and none with those of a place */
    size_t n;
} wks_place_sets;

/* Of an axis of places; lives in arena.  With three geographies or more also the pieces that all
 * of them have in common, whose `other` is NULL and whose codes are those of their one leaf.
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_place_sets_find(const wks_table_keys *keys,
                                            const wks_count_table_axis *axis, wks_arena *arena,
                                            wks_place_sets *out, wks_error *err);

#endif
