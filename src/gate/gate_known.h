/* gate/gate_known.h - what others have published about the same persons, as rows for the ledger.
 *
 * A count of somebody else is named by indicator, source, period, breakdown and area, as a number
 * of a release is.  Here it becomes what the gate calls it, and is held to what the vault counts:
 * an entry of the ledger stays for ever, and one that is not so would stop every release after it.
 *
 * A reader of an interval is taken to know the number, so that the number may be shown beside it.
 * Of a count that a rule hides that would give its protection up, so an interval of one is refused.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_GATE_KNOWN_H
#define WKS_GATE_GATE_KNOWN_H

#include "base/arena.h"
#include "base/error.h"
#include "gate/gate_question.h"
#include "model/catalogue.h"
#include "release/ledger.h"

#include <stddef.h>
#include <stdint.h>

/* A count that was published elsewhere. */
typedef struct wks_gate_published {
    const wks_indicator *indicator;
    const wks_source *source;
    size_t breakdown; /* index in indicator->breakdowns */
    const char *period;
    const char *area;    /* its code */
    int edition;         /* of the area's borders: a year */
    int64_t least, most; /* persons; the same when the count was published */
    const char *path;    /* for messages: where it was read */
    size_t line;
} wks_gate_published;

typedef struct wks_gate_known {
    wks_ledger_row *rows; /* [n] new to the ledger, in its order */
    size_t n;
    wks_gate_question question; /* of the same candidates, with these rows told */
} wks_gate_known;

/* Lives in arena.  asking->ledger is the ledger as it is.
 * Errors: WKS_E_FORMAT   the vault counts no such thing, or on other borders; the same count twice;
 *                        names file, line and column
 *         WKS_E_REFUSED  the vault counts another number; an interval of a count that a rule hides;
 *                        names file, line, table and area, and no number
 *         those of wks_gate_question_make with these rows in the ledger */
WKS_MUST_CHECK wks_code wks_gate_known_make(const wks_gate_asking *asking,
                                            const wks_gate_published *published, size_t n,
                                            wks_arena *arena, wks_gate_known *out, wks_error *err);

#endif
