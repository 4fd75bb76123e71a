/* programs/wijkscan/gate_ruling.h - the rules of `wijkscan gate`: a policy, and flags beside it.
 *
 * A policy (model/policy.h) gives all rules; a flag may make one of them stricter and never weaker.
 * Without a policy there are the flags and their defaults alone.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PROGRAMS_WIJKSCAN_GATE_RULING_H
#define WKS_PROGRAMS_WIJKSCAN_GATE_RULING_H

#include "base/json.h"
#include "base/text.h"
#include "gate/count_table.h"
#include "gate/table_question.h"
#include "gate/table_rule.h"
#include "model/policy.h"
#include "programs/wijkscan/gate_read.h"
#include "programs/wijkscan/verb.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct wks_gate_ruling {
    const wks_policy *policy; /* NULL: flags alone */
    wks_table_rule rule;
    wks_policy_zeros zeros;
    wks_policy_group group; /* with the columns of --sensitive */
    const char **named;     /* [n_named] those columns */
    size_t n_named;
    const bool *is_impossible; /* [n_atoms] of the table at hand (--impossible); NULL: none */
} wks_gate_ruling;

/* The flags WKS_GATE_RULE_FLAGS, and the policy that they name.
 * Errors: WKS_E_ARGUMENT   no such value, or a flag that is weaker than the policy: both are named
 *         WKS_E_NOT_FOUND, WKS_E_FORMAT, WKS_E_IO  as wks_policy_read
 *         WKS_E_REFUSED    a waiver that does not count, a policy that does not suppress */
WKS_MUST_CHECK wks_code wks_gate_ruling_read(const wks_call *call, const wks_arguments *arguments,
                                             wks_gate_ruling *out, wks_error *err);

/* What these rules ask of a table; they may mark its atoms as possible or not.
 * Errors: WKS_E_FORMAT   --impossible, or a forced cell that the table does not have
 *         WKS_E_REFUSED  a forced cell that a rule hides
 *         WKS_E_ARGUMENT a sensitive column that the table does not have
 *         WKS_E_NOT_FOUND, WKS_E_IO, WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_gate_ruling_ask(const wks_call *call, const wks_arguments *arguments,
                                            wks_gate_ruling *rules, wks_count_table *table,
                                            wks_table_question *out, wks_error *err);

/* Lines, and members of an open object, that say which policy and which rules hid how many cells;
 * nothing where there is neither a policy nor a sensitive column. */
void wks_gate_ruling_put(const wks_gate_ruling *rules, const wks_count_table *table,
                         const wks_table_question *question, wks_buffer *out);

void wks_gate_ruling_put_json(const wks_gate_ruling *ruling, const wks_count_table *table,
                              const wks_table_question *question, wks_json *out);

#define WKS_GATE_RULE_FLAGS                                                                        \
    {"policy", "NAME|FILE",                                                                        \
     "the rules: a shipped policy (cbs, ggd, kennispunt, vektis) or a file in YAML; other flags "  \
     "may only make them stricter",                                                                \
     "de regels: een meegeleverd beleid (cbs, ggd, kennispunt, vektis) of een bestand in YAML; "   \
     "andere vlaggen mogen ze alleen strenger maken"},                                             \
        {"criterion", "A|B",                                                                       \
         "what must stay possible of a hidden cell: B (default) as many as the minimum; A any "    \
         "other number",                                                                           \
         "wat mogelijk moet blijven van een verborgen cel: B (standaard) zoveel als het minimum; " \
         "A een ander aantal"},                                                                    \
        {"minimum", "N", "the fewest persons that may be shown (default 10, at least 3)",          \
         "het kleinste aantal personen dat getoond mag worden (standaard 10, minstens 3)"},        \
        {"zeros", "HOW",                                                                           \
         "published (default): shown; protected: hidden as small numbers are, where a row "        \
         "tells of them; structural: also where no row does, but for --impossible",                \
         "published (standaard): getoond; protected: verborgen als kleine aantallen, waar een "    \
         "rij ze noemt; structural: ook zonder rij, behalve wat in --impossible staat"},           \
        {"impossible", "FILE",                                                                     \
         "a CSV with the key columns: combinations in which nobody can be, as everybody knows "    \
         "(T: all codes)",                                                                         \
         "een CSV met de sleutelkolommen: combinaties waarin niemand kan zitten, zoals iedereen "  \
         "weet (T: alle codes)"},                                                                  \
    {                                                                                              \
        "sensitive", "COLUMNS",                                                                    \
            "key columns that tell something of persons: shares of them that tell of (nearly) a "  \
            "whole group are hidden too",                                                          \
            "sleutelkolommen die iets over personen zeggen: een deel dat iets zegt over "          \
            "(vrijwel) een hele groep wordt ook verborgen"                                         \
    }

#endif
