/* public/attack/seen_names.h - texts that come back often, each kept once and known by a number.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_ATTACK_SEEN_NAMES_H
#define WKS_PUBLIC_ATTACK_SEEN_NAMES_H

#include "base/arena.h"
#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

/* All zeros is empty; text[0] is then "". */
typedef struct wks_seen_names {
    const char **text; /* [n] */
    size_t n;
    size_t room;
    uint32_t *slot; /* [n_slots] number + 1, by hash */
    size_t n_slots; /* a power of two */
} wks_seen_names;

/* The number of text, a new one when it was not there; NULL and "" are 0.  Lives in arena.
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_seen_names_take(wks_seen_names *names, const char *text,
                                            wks_arena *arena, uint32_t *out, wks_error *err);

/* The number of text; 0 when it is not there. */
uint32_t wks_seen_names_find(const wks_seen_names *names, const char *text);

#endif
