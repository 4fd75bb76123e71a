/* programs/wijkscan/gate_ruling.h - the rules of `wijkscan gate`: a policy, and flags beside it.
 *
 * A policy (model/policy.h) gives all rules; a flag may make one of them stricter and never weaker.
 * Without a policy there are the flags and their defaults alone.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PROGRAMS_WIJKSCAN_GATE_RULING_H
#define WKS_PROGRAMS_WIJKSCAN_GATE_RULING_H

#include "gate/table_rule.h"
#include "model/policy.h"
#include "programs/wijkscan/gate_table.h"
#include "programs/wijkscan/verb.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct wks_gate_ruling {
    wks_gate_kind kind;       /* of the table that they are for */
    const wks_policy *policy; /* NULL: flags alone */
    wks_table_rule rule;
    wks_policy_zeros zeros;
    bool knows_floor;            /* a reader knows that what is hidden is not 0 */
    wks_table_criterion between; /* of small groups that lie between what is published */
    wks_policy_group group;      /* with the columns of --sensitive */
    const char **named;          /* [n_named] those columns */
    size_t n_named;
    const wks_policy_dominance *dominance; /* [n_dominance] of the policy and of --dominance */
    size_t n_dominance;
    const wks_policy_prior *priors; /* [n_priors] likewise */
    size_t n_priors;
    double range_percent;
    size_t insiders;           /* persons of the table that a reader may be (cells/protection.h) */
    bool has_population;       /* the table tells of how many people they are */
    const bool *is_impossible; /* [n_atoms] of the table at hand (--impossible); NULL: none */
} wks_gate_ruling;

/* The flags WKS_GATE_RULE_FLAGS, and the policy that they name.
 * Errors: WKS_E_ARGUMENT   no such value, or a flag that is weaker than the policy: both are named
 *         WKS_E_NOT_FOUND, WKS_E_FORMAT, WKS_E_IO  as wks_policy_read
 *         WKS_E_REFUSED    a waiver that does not count, a policy that does not suppress */
WKS_MUST_CHECK wks_code wks_gate_ruling_read(const wks_call *call, const wks_arguments *arguments,
                                             wks_gate_ruling *out, wks_error *err);

#define WKS_GATE_RULE_FLAGS                                                                        \
    {"policy", "NAME|FILE",                                                                        \
     "the rules: a shipped policy (cbs, ggd, kennispunt, vektis) or a file in YAML; other flags "  \
     "may only make them stricter",                                                                \
     "de regels: een meegeleverd beleid (cbs, ggd, kennispunt, vektis) of een bestand in YAML; "   \
     "andere vlaggen mogen ze alleen strenger maken"},                                             \
        {"signers", "FILE",                                                                        \
         "who may sign the waivers of the policy: a CSV with columns name and key",                \
         "wie de ontheffingen van het beleid mag tekenen: een CSV met kolommen name en key"},      \
        {"criterion", "A|B",                                                                       \
         "what must stay possible of a hidden cell: B (default) as many as the minimum; A any "    \
         "other number",                                                                           \
         "wat mogelijk moet blijven van een verborgen cel: B (standaard) zoveel als het minimum; " \
         "A een ander aantal"},                                                                    \
        {"minimum", "N",                                                                           \
         "the fewest persons that may be shown (default 10, at least 3); with --value the fewest " \
         "contributors, 1 for no such rule",                                                       \
         "het kleinste aantal personen dat getoond mag worden (standaard 10, minstens 3); met "    \
         "--value het kleinste aantal bijdragers, 1 voor geen zo'n regel"},                        \
        {"insiders", "0|1",                                                                        \
         "1: keep the promise also to somebody who is alone in a cell and knows it (default 0)",   \
         "1: houd de belofte ook tegenover iemand die alleen in een cel staat en dat weet "        \
         "(standaard 0)"},                                                                         \
        {"dominance", "N:K,...",                                                                   \
         "with --value: hide what N contributors have more than K per cent of",                    \
         "met --value: verberg waar N bijdragers meer dan K procent van hebben"},                  \
        {"p-percent", "P[:N],...",                                                                 \
         "with --value: hide where N contributors (default 1) together can tell the largest "      \
         "other "                                                                                  \
         "to within P per cent",                                                                   \
         "met --value: verberg waar N bijdragers (standaard 1) samen de grootste andere tot op P " \
         "procent kunnen schatten"},                                                               \
        {"unknown", "COLUMN=CODE,...",                                                             \
         "with --value: a code that says nothing of a contributor; no rule hides its cells",       \
         "met --value: een code die niets over een bijdrager zegt; geen regel verbergt haar "      \
         "cellen"},                                                                                \
        {"zeros", "HOW",                                                                           \
         "published (default): shown; reasoned: shown, and a reader reasons that what is hidden "  \
         "is not 0; protected: hidden as small numbers are, where a row tells of them; "           \
         "structural: also where no row does, but for --impossible",                               \
         "published (standaard): getoond; reasoned: getoond, en een lezer bedenkt dat wat "        \
         "verborgen is niet 0 is; protected: verborgen als kleine aantallen, waar een rij ze "     \
         "noemt; structural: ook zonder rij, behalve wat in --impossible staat"},                  \
        {"between", "A|B",                                                                         \
         "as --criterion, for small groups that no table has and that follow from several: "       \
         "pieces of two geographies (default: as --criterion)",                                    \
         "als --criterion, voor kleine groepen die geen tabel heeft en die uit meer tabellen "     \
         "volgen: stukken van twee gebiedsindelingen (standaard: als --criterion)"},               \
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
