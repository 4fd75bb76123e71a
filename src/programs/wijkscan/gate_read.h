/* programs/wijkscan/gate_read.h - tables, patterns and rules as `wijkscan gate` takes them.
 *
 * A pattern is a CSV: the key columns of its table, then n, primary and suppressed (0 or 1); a row
 * of each cell, with T in the columns of which it is a total.  It holds what it hides, and is as
 * private as the table.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PROGRAMS_WIJKSCAN_GATE_READ_H
#define WKS_PROGRAMS_WIJKSCAN_GATE_READ_H

#include "gate/count_table.h"
#include "gate/table_rule.h"
#include "programs/wijkscan/verb.h"

#include <stdbool.h>
#include <stddef.h>

/* Key columns: the hierarchy from top to bottom, then the others. */
typedef struct wks_gate_keys {
    const char **columns; /* [n] */
    size_t n;
    size_t n_levels;
} wks_gate_keys;

/* A pattern of one table. */
typedef struct wks_gate_pattern {
    wks_gate_keys keys;
    wks_count_table_rows rows;
    bool *is_suppressed; /* [rows.n_rows] */
} wks_gate_pattern;

/* A row per person. */
typedef struct wks_gate_persons {
    wks_count_table_rows rows; /* without counts */
    const char **pseudonyms;   /* [rows.n_rows] */
} wks_gate_persons;

/* From "region,gem,wijk" and "age,sex" (may be NULL).  Errors: WKS_E_ARGUMENT  an empty name, one
 * twice, too many; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_gate_read_keys(const char *geo, const char *by, wks_arena *arena,
                                           wks_gate_keys *out, wks_error *err);

/* Errors: WKS_E_NOT_FOUND, WKS_E_IO, WKS_E_MEMORY
 *         WKS_E_FORMAT  no such column, a count that is no whole number: names line and column
 *         WKS_E_REFUSED its counts were changed before (gate_treated.h) */
WKS_MUST_CHECK wks_code wks_gate_read_table(const char *path, const wks_gate_keys *keys,
                                            const char *count, wks_arena *arena,
                                            wks_count_table_rows *out, wks_error *err);

/* Of a file with a row per person, whose pseudonym stands in column.  Errors: as above. */
WKS_MUST_CHECK wks_code wks_gate_read_persons(const char *path, const wks_gate_keys *keys,
                                              const char *column, wks_arena *arena,
                                              wks_gate_persons *out, wks_error *err);

/* keys NULL: those of its header; which of them are the hierarchy follows from where T stands.
 * Errors: as above. */
WKS_MUST_CHECK wks_code wks_gate_read_pattern(const char *path, const wks_gate_keys *keys,
                                              wks_arena *arena, wks_gate_pattern *out,
                                              wks_error *err);

/* The flags WKS_GATE_RULE_FLAGS.  Errors: WKS_E_ARGUMENT. */
WKS_MUST_CHECK wks_code wks_gate_read_rule(const wks_call *call, const wks_arguments *arguments,
                                           wks_table_rule *out, wks_error *err);
/* A flag that is one of words [n]; the first when it was not given.  Errors: WKS_E_ARGUMENT. */
WKS_MUST_CHECK wks_code wks_gate_read_choice(const wks_call *call, const wks_arguments *arguments,
                                             const char *name, const char *const *words, size_t n,
                                             size_t *out, wks_error *err);

#define WKS_GATE_RULE_FLAGS                                                                        \
    {"criterion", "A|B",                                                                           \
     "what must stay possible of a hidden cell: B (default) as many as the minimum; A any other "  \
     "number",                                                                                     \
     "wat mogelijk moet blijven van een verborgen cel: B (standaard) zoveel als het minimum; A "   \
     "een ander aantal"},                                                                          \
        {"minimum", "N", "the fewest persons that may be shown (default 10, at least 3)",          \
         "het kleinste aantal personen dat getoond mag worden (standaard 10, minstens 3)"},        \
    {                                                                                              \
        "zeros", "HOW",                                                                            \
            "published (default): shown; protected: hidden as small numbers are, where a row "     \
            "tells of them",                                                                       \
            "published (standaard): getoond; protected: verborgen als kleine aantallen, waar een " \
            "rij ze noemt"                                                                         \
    }

#endif
