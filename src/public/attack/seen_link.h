/* public/attack/seen_link.h - which numbers that were seen are of the same persons.
 *
 * Nobody tells a reader that two indicators count the same, but it shows: wherever both counts are
 * known they are equal.  So it is with what shares are shares of, and with releases: when nothing
 * in a later one contradicts an earlier one, and both have the same areas, both tell of the same
 * data, and what the one shows the other does not hide.  Else they are versions of the data.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_ATTACK_SEEN_LINK_H
#define WKS_PUBLIC_ATTACK_SEEN_LINK_H

#include "base/arena.h"
#include "base/error.h"
#include "public/attack/seen.h"

#include <stdbool.h>
#include <stdint.h>

/* Numbers mean nothing but that two of the same source (and for version the same period) are
 * equal or not. */
typedef struct wks_seen_link {
    uint32_t count;   /* of what is counted: with */
    uint32_t people;  /* of what that is a part of: all */
    uint32_t version; /* of the data; from 0, the newest */
    bool is_changed;  /* another release shows another number of it */
} wks_seen_link;

enum {
    WKS_SEEN_LEAST_ALIKE = 5 /* equal counts in fewer places are taken for chance */
};

/* links [seen->n] lives in arena.  Time: for each pair of indicators of a source, its values.
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_seen_link_find(const wks_seen *seen, wks_arena *arena,
                                           wks_seen_link **links, wks_error *err);

#endif
