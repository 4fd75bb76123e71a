/* gate/released.h - numbers that may be seen by everyone.
 *
 * The type is opaque, and gate.c is the only maker: what holds a wks_released holds proof that the
 * gate let it pass.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_RELEASED_H
#define WKS_GATE_RELEASED_H

#include "model/area.h"
#include "model/catalogue.h"
#include "model/value.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct wks_released wks_released;

/* What the gate decided of a value. */
typedef enum wks_decision {
    WKS_DECISION_NONE,    /* the source has no number: there was nothing to decide */
    WKS_DECISION_PUBLIC,  /* the owner has made the figure public */
    WKS_DECISION_ALLOWED, /* counted, and the rules let it pass */
    WKS_DECISION_HIDDEN,  /* counted, and a rule hides it */
    WKS_DECISION_REFUSED  /* not to be released at all yet */
} wks_decision;

const char *wks_decision_code(wks_decision decision); /* "public", as in the picture */

/* A released value.  Everything is borrowed from the wks_released. */
typedef struct wks_released_value {
    const wks_indicator *indicator;
    const wks_source *source;
    size_t breakdown;
    wks_level level;
    const char *period;
    const char *area;
    wks_value value; /* its numbers are NAN where the decision is HIDDEN or REFUSED */
    wks_decision decision;
    int delivery;
    const char *rows; /* NULL unless the decision is PUBLIC */
} wks_released_value;

size_t wks_released_count(const wks_released *released);
const wks_released_value *wks_released_at(const wks_released *released, size_t index);
/* The figures are the demo's: everything that shows them says so. */
bool wks_released_is_invented(const wks_released *released);

#endif
