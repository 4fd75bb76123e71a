/* gate/gate_question_part.h - counts of persons of whom others count all, in one question.
 *
 * Who has care with a stay has care: that many of the one are among the many of the other.  A
 * reader who knows one count knows the least that the other can be, or the most.  Whether it will
 * be shown is not known yet; so each count that no rule hides is taken to be known.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_GATE_QUESTION_PART_H
#define WKS_GATE_GATE_QUESTION_PART_H

#include "base/error.h"
#include "gate/gate_question_table.h"

/* Of every candidate whose indicator says what it is a part of (model/catalogue.h), and the count
 * of that in the same source, period, area and group: two cells that everybody knows.  Where the
 * part counts more than the whole, which records of real people do, it says nothing; nor where it
 * would leave less possible than a small cell must keep.
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_question_link_parts(wks_question_work *work, wks_error *err);

#endif
