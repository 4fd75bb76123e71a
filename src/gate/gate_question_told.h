/* gate/gate_question_told.h - a table together with what was told of it before.
 *
 * In the same delivery a count that was told is a cell that everybody knows.  A delivery that
 * replaces another is another version of the table, with atoms of its own; an area and class that
 * counts as many in both is taken for the same persons, so that a reader who knows what was revised
 * and what was not learns nothing either.  What an earlier version hid stays uncertain.
 *
 * Where the borders are of another year than in an earlier version, an area below gemeente is shown
 * only where that version counts as many under its code: what a border moved is a difference of
 * few, and nobody counted it. SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_GATE_QUESTION_TOLD_H
#define WKS_GATE_GATE_QUESTION_TOLD_H

#include "base/error.h"
#include "gate/gate_question_table.h"

#include <stddef.h>

/* The version of a table of which these are all counts [n]: the SHA-256 of the delivery that they
 * were made of; of several, a hash over all of theirs.  A count is told again only when nothing of
 * the table was delivered anew.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_question_version(const wks_question_count *counts, size_t n,
                                             wks_arena *arena, const char **out, wks_error *err);

/* counts [n] of the candidates about one table, as they come from wks_question_compare_counts.
 * Errors: as wks_gate_question_make; WKS_E_NOT_FOUND  no question that was kept is of a version
 *         that the ledger holds. */
WKS_MUST_CHECK wks_code wks_question_take_table(wks_question_work *work,
                                                const wks_question_count *counts, size_t n,
                                                wks_error *err);

#endif
