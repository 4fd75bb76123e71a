/* public/attack/onlooker_part.h - one source and period, told by itself.
 *
 * For onlooker.c alone.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_ATTACK_ONLOOKER_PART_H
#define WKS_PUBLIC_ATTACK_ONLOOKER_PART_H

#include "public/attack/onlooker.h"
#include "public/attack/seen_link.h"

#include <stdbool.h>
#include <stddef.h>

/* What is asked of one part. */
typedef struct wks_onlooker_part {
    const wks_seen *seen;
    const wks_onlooker_options *options;
    const wks_seen_link *links;          /* [seen->n] */
    const bool *is_mean;                 /* [seen->names.n] by indicator */
    const wks_seen_value *const *values; /* [n] by version and place, within that the last release
                                            first */
    size_t n;
    size_t n_versions; /* of the data: links[].version is below it */
} wks_onlooker_part;

/* Adds what is told of its hidden values to report->told, which has room for them.
 * Errors: as wks_onlooker_tell. */
WKS_MUST_CHECK wks_code wks_onlooker_part_tell(const wks_onlooker_part *part, wks_arena *arena,
                                               wks_onlooker_report *report, wks_error *err);

#endif
