/* private/intake/column.h - the columns of a delivery found by the stem of their name.
 *
 * The catalogue says "AantalInwoners"; the file says "AantalInwoners_5" this year and "_7" the
 * next, in capitals before 2019, or cut to 32 characters.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_INTAKE_COLUMN_H
#define WKS_PRIVATE_INTAKE_COLUMN_H

#include "private/intake/table.h"

#include <stdbool.h>
#include <stddef.h>

/* How well a header answers to a stem; a higher one wins. */
typedef enum wks_column_match {
    WKS_MATCH_NONE,     /* not at all */
    WKS_MATCH_CUT,      /* 32 characters long and the beginning of the stem (Vektis 2023) */
    WKS_MATCH_NUMBERED, /* the stem and _<1 to 3 digits> of StatLine; four are a year */
    WKS_MATCH_SAME      /* the stem itself */
} wks_column_match;

/* ASCII letters are compared without regard to case. */
wks_column_match wks_column_compare(const char *stem, const char *header);
bool wks_column_matches(const char *stem, const char *header);

/* The column that answers best to stem, or NULL; index (may be NULL) gets its place.  Of several
 * that answer equally well the first: see wks_column_count. */
const char *wks_column_find(const wks_table_shape *shape, const char *stem, size_t *index);

/* How many columns answer as well as the one of wks_column_find: 0 none, 1 it is certain.  More:
 * the stem is ambiguous (KWB has two EigenWoning, of gas and of electricity) and a number would do.
 */
size_t wks_column_count(const wks_table_shape *shape, const char *stem);

#endif
