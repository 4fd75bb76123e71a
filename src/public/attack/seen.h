/* public/attack/seen.h - what everybody can see of figures that are not public themselves.
 *
 * In: pictures (public/picture), with all releases in them.  Out: every number that was shown or
 * not shown of sources whose owner has not made them public, with the counts that a shown number
 * gives away (count_back.h), what lies in what, and how many rows were delivered.  Nothing else is
 * read: this is what the server tells anybody who asks for all of it.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_ATTACK_SEEN_H
#define WKS_PUBLIC_ATTACK_SEEN_H

#include "base/arena.h"
#include "base/error.h"
#include "public/attack/seen_names.h"

#include <stddef.h>
#include <stdint.h>

typedef enum wks_seen_kind {
    WKS_SEEN_NOWHERE, /* the area was not there then */
    WKS_SEEN_OTHER,   /* it was, and no count follows: a model's number, too few answers */
    WKS_SEEN_NONE,    /* nothing was delivered of it */
    WKS_SEEN_COUNT,   /* shown, and its counts follow: with, and all of a share */
    WKS_SEEN_MEAN,    /* shown; value is the mean */
    WKS_SEEN_HIDDEN
} wks_seen_kind;

/* Names are numbers of wks_seen.names; 0: none. */
typedef struct wks_seen_value {
    uint32_t release; /* index in wks_seen.releases */
    uint32_t source, indicator, denominator, breakdown, period, area;
    uint32_t against; /* area of which the rest is known: reference, in the unit of value */
    wks_seen_kind kind;
    double value, reference; /* NAN where there is none */
    double with, all, per;   /* as in count_back.h; NAN where not known */
    double rows;             /* that were delivered with it, all areas together; NAN not known */
} wks_seen_value;

typedef struct wks_seen_release {
    const char *path;
    const char *id;
} wks_seen_release;

/* All zeros is nothing seen. */
typedef struct wks_seen {
    wks_seen_names names;
    uint32_t *parent; /* [n_parents] by name of the area; 0: none */
    size_t n_parents;
    wks_seen_release *releases; /* [n_releases] in the order of reading */
    size_t n_releases;
    size_t releases_room;
    wks_seen_value *values; /* [n] */
    size_t n;
    size_t room;
} wks_seen;

/* Add all releases of a picture; lives in arena.  Of an area that lies elsewhere in a later
 * release, the later holds.
 * Errors: WKS_E_NOT_FOUND  no such file, or no release in it
 *         WKS_E_STORE      it is no picture: another file, a damaged one, another version
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_seen_read(wks_seen *seen, const char *path, wks_arena *arena,
                                      wks_error *err);

#endif
