/* programs/wijkscan/gate_table.h - a table as `wijkscan gate` takes it: persons, amounts or
 * estimates.
 *
 * Persons: a row per combination of codes, or with --provider several, each of one provider.
 * Amounts: a row per contributor.  Estimates: of a survey, a row per combination with the number of
 * answers behind it, or a row per answer with its weight.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PROGRAMS_WIJKSCAN_GATE_TABLE_H
#define WKS_PROGRAMS_WIJKSCAN_GATE_TABLE_H

#include "base/text.h"
#include "gate/contribution.h"
#include "gate/count_table.h"
#include "gate/table_question.h"
#include "programs/wijkscan/gate_read.h"
#include "programs/wijkscan/verb.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum wks_gate_kind {
    WKS_GATE_PERSONS,  /* --count */
    WKS_GATE_AMOUNTS,  /* --value */
    WKS_GATE_ESTIMATES /* --estimate with --count, or --weight alone */
} wks_gate_kind;

typedef struct wks_gate_table {
    wks_gate_kind kind;
    wks_count_table table; /* values times ten to the power `decimals` */
    int decimals;          /* 0 of persons */
    bool has_contributions;
    wks_contributions contributions; /* of amounts, estimates, and persons by provider */
    const int64_t *population;       /* [table.n_atoms] --population; NULL: not given */
} wks_gate_table;

/* Of the flags WKS_GATE_TABLE_FLAGS.  Errors: WKS_E_ARGUMENT  flags that do not go together. */
WKS_MUST_CHECK wks_code wks_gate_table_kind(const wks_call *call, const wks_arguments *arguments,
                                            wks_gate_kind *out, wks_error *err);

/* The file that the first argument names; with the margins is_more (gate/count_table.h).
 * Errors: as wks_gate_table_kind, wks_gate_read_table and wks_count_table_build. */
WKS_MUST_CHECK wks_code wks_gate_table_read(const wks_call *call, const wks_arguments *arguments,
                                            const wks_table_keys *keys, const bool *is_more,
                                            wks_gate_table *out, wks_error *err);

/* wks_table_pattern_lay of a pattern that was read.  Errors: its own, and WKS_E_FORMAT for numbers
 * with other decimals than the table has. */
WKS_MUST_CHECK wks_code wks_gate_table_lay(const wks_gate_table *table,
                                           const wks_table_question *question,
                                           const wks_gate_pattern *pattern, wks_arena *arena,
                                           bool *is_hidden, wks_error *err);

/* A value of the table as its file has them: "206.57". */
void wks_gate_table_put_value(const wks_gate_table *table, int64_t value, wks_buffer *out);
/* What one of its units (gate/rule_amount.h) is in the file: 1 of persons. */
double wks_gate_table_unit(const wks_gate_table *table);

#define WKS_GATE_TABLE_FLAGS                                                                       \
    {"value", "COLUMN",                                                                            \
     "protect amounts, of which this is the column, with a row per contributor",                   \
     "bescherm bedragen, waarvan dit de kolom is, met een rij per bijdrager"},                     \
        {"holding", "COLUMN", "with --value: rows with the same code here are one contributor",    \
         "bij --value: rijen met hier dezelfde code zijn een bijdrager"},                          \
        {"weight", "COLUMN",                                                                       \
         "a row per answer of a survey, with its weight: rules count answers, not weights",        \
         "een rij per antwoord van een enquete, met het gewicht: regels tellen antwoorden, geen "  \
         "gewichten"},                                                                             \
        {"provider", "COLUMN",                                                                     \
         "with --count: a row per provider, of which this is the column; the policy says how "     \
         "many there must be",                                                                     \
         "bij --count: een rij per aanbieder, waarvan dit de kolom is; het beleid zegt hoeveel "   \
         "het er moeten zijn"},                                                                    \
        {"population", "COLUMN",                                                                   \
         "with --count: how many people live there, which everybody knows; of few, or nearly "     \
         "all of them, nothing is shown",                                                          \
         "bij --count: hoeveel mensen daar wonen, wat iedereen weet; van weinig of bijna allen "   \
         "wordt niets getoond"},                                                                   \
    {                                                                                              \
        "estimate", "COLUMN",                                                                      \
            "protect estimates of a survey, of which this is the column; --count has the answers " \
            "behind them",                                                                         \
            "bescherm schattingen uit een enquete, waarvan dit de kolom is; --count heeft de "     \
            "antwoorden erachter"                                                                  \
    }

#endif
