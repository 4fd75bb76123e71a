/* public/picture/picture_gap_table.h - differences between areas and between groups as typed rows.
 *
 * In: a picture.  Out: a row for each difference and period, with what became of it at the last
 * period that counts.  The numbers and reasons are those of picture_read_gaps.c.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_PICTURE_PICTURE_GAP_TABLE_H
#define WKS_PUBLIC_PICTURE_PICTURE_GAP_TABLE_H

#include "base/error.h"
#include "model/gap.h"
#include "public/picture/picture_read.h"

#include <stdbool.h>
#include <stdint.h>

/* A number with its 95% interval; NAN: none. */
typedef struct wks_gap_number {
    double value, lower, upper;
} wks_gap_number;

/* Texts are borrowed until the next row. */
typedef struct wks_gap_row {
    const char *indicator, *name, *unit;
    int decimals;
    const wks_verdict_word *kind;
    const char *breakdown; /* NULL between groups of people */
    const char *level, *area, *area_name, *period;
    const char *order_period, *weight_period; /* NULL: none */
    int64_t n_areas, n_all;                   /* 0 between groups of people */
    double share;                             /* % of the weight; NAN: none */
    const char *first_group, *last_group;     /* ids of breakdowns; NULL between areas */
    double first, last;                       /* in the unit of the indicator; NAN: none */
    wks_gap_number absolute, relative;        /* as the columns of gap (0005_gap.sql) */
    const wks_verdict_word *reason, *relative_reason;
    bool is_modelled;
    const char *since; /* the first period of the change; NULL: the row is of no last period */
    wks_gap_number change, relative_change;
    const wks_verdict_word *movement, *change_reason;
} wks_gap_row;

/* Takes one row.  An error ends the reading, and is returned. */
typedef wks_code wks_gap_visit(const wks_gap_row *row, void *context, wks_error *err);

/* Every row of an indicator, or of all (NULL), by indicator, kind, level, breakdown, area, period.
 * Errors: WKS_E_STORE, and those of visit. */
WKS_MUST_CHECK wks_code wks_picture_gap_table(wks_picture *picture, int64_t release,
                                              const char *indicator, wks_gap_visit *visit,
                                              void *context, wks_error *err);

#endif
