/* gate/gate_question_places.h - the places of one table: areas by groups, their counts and atoms.
 *
 * For the files that make a table of a question: gate_question_table.c fills places, atoms and all,
 * gate_question_cells.c makes cells of them.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_GATE_QUESTION_PLACES_H
#define WKS_GATE_GATE_QUESTION_PLACES_H

#include "base/error.h"
#include "gate/breakdown_tree.h"
#include "gate/gate_question_table.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Areas by groups; a place is area * n_nodes + node. */
typedef struct wks_question_places {
    wks_question_work *work;
    const wks_question_count *counts;
    size_t n_counts;
    const char *version;
    wks_breakdown_tree tree;
    const wks_question_count **areas; /* [n_areas] one of each, by code */
    size_t *parent;                   /* [n_areas] the smallest area that holds it; n_areas: none */
    bool *has_parts;                  /* [n_areas] */
    size_t n_areas;
    bool *is_given;          /* [n_places] */
    int64_t *count;          /* [n_places] of two counts of a place the last */
    int64_t *class;          /* [n_places] what the group counts beside the groups in it */
    size_t *atom;            /* [n_places] WKS_GATE_NO_CELL: none */
    size_t *cell;            /* [n_places] of the protection; WKS_GATE_NO_CELL: none */
    size_t *n_of;            /* [n_places] atoms in it */
    const char **class_word; /* [tree.n] */
    size_t n_links_before;   /* of other versions */
} wks_question_places;

size_t wks_question_places_count(const wks_question_places *t);
/* The place of a group in an area, and of a count. */
size_t wks_question_place(const wks_question_places *t, size_t area, size_t node);
size_t wks_question_place_of(const wks_question_places *t, const wks_question_count *count);

/* "INDICATOR, PERIOD, AREA: two counts of the same persons differ ..."; returns WKS_E_REFUSED. */
wks_code wks_question_differ(const wks_question_places *t, const wks_question_count *count,
                             wks_error *err);

/* Cells of all places that are counted, known, or must stay uncertain; names for the ledger.
 * Errors: as wks_gate_question_make. */
WKS_MUST_CHECK wks_code wks_question_take_cells(wks_question_places *t, wks_error *err);

#endif
