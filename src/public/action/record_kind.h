/* public/action/record_kind.h - what kinds of things people write down here, and what each is made
 * of.
 *
 * One table: the store keeps, the interface takes, and the pages ask for exactly these fields.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_ACTION_RECORD_KIND_H
#define WKS_PUBLIC_ACTION_RECORD_KIND_H

#include "base/json_shape.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct wks_record_kind {
    const char *name; /* as in addresses: "knelpunten" */
    wks_shape shape;  /* with a text "titel"; "gebieden" are codes of areas */
} wks_record_kind;

/* How one record bears on another. */
typedef struct wks_record_relation {
    const char *name; /* "lost_op" */
    const char *from; /* names of kinds */
    const char *to;
} wks_record_relation;

const wks_record_kind *wks_record_kinds(size_t *n);
/* NULL: there is none of this name. */
const wks_record_kind *wks_record_kind_find(const char *name);
const wks_record_relation *wks_record_relations(size_t *n);
/* Whether a record of kind from may bear so on one of kind to. */
bool wks_record_may_link(const char *relation, const char *from, const char *to);

#endif
