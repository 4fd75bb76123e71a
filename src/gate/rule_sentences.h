/* gate/rule_sentences.h - the rules that a release was judged by, as sentences for everyone.
 *
 * They say what gate.h says, in plain Dutch (B1) and English, and tell of the release as a whole:
 * never which rule hid which value, nor how much was lost by it.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_RULE_SENTENCES_H
#define WKS_GATE_RULE_SENTENCES_H

#include "base/arena.h"
#include "base/error.h"
#include "gate/gate.h"

#include <stddef.h>

typedef struct wks_rule_sentence {
    const char *dutch;
    const char *english;
} wks_rule_sentence;

/* *out [*n]: the sentences of these rules in the order in which to read them, at least one; the
 * same rules give the same sentences.  Live in arena.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_gate_rule_sentences(const wks_gate_rules *rules, wks_arena *arena,
                                                const wks_rule_sentence **out, size_t *n,
                                                wks_error *err);

#endif
