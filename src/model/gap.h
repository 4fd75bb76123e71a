/* model/gap.h - differences between groups: between which, why there is no number, and how they
 * move.
 *
 * The words for what src/gaps computes and the picture holds.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_MODEL_GAP_H
#define WKS_MODEL_GAP_H

#include "model/verdict.h"

#include <stddef.h>

/* Between whom. */
typedef enum wks_gap_kind {
    WKS_GAP_ORDER, /* areas in order, from the least to the most advantaged: SII and RII */
    WKS_GAP_AREAS, /* areas without order: how far they lie apart */
    WKS_GAP_AGE,   /* the youngest and the oldest of the age groups that do not overlap */
    WKS_GAP_SEX,   /* women and men, in the order of the catalogue */
    WKS_GAP_N_KINDS
} wks_gap_kind;

/* Why there is no number, or no interval with it. */
typedef enum wks_gap_reason {
    WKS_GAP_WHOLE,           /* nothing is missing */
    WKS_GAP_NO_MARGIN,       /* a number; the source gives no margins to make an interval of */
    WKS_GAP_NO_SPREAD,       /* a number; one area alone decides it */
    WKS_GAP_NOT_POSITIVE,    /* no ratio, or none with an interval: an end is not above zero */
    WKS_GAP_NOT_COMPARABLE,  /* the catalogue does not allow comparing */
    WKS_GAP_NO_WEIGHT,       /* no numbers of residents */
    WKS_GAP_NO_ORDER,        /* nothing to order by, of about that year */
    WKS_GAP_TOO_FEW_AREAS,   /* with a number */
    WKS_GAP_TOO_SMALL_SHARE, /* of the residents live in areas with a number */
    WKS_GAP_NO_VALUE,        /* one of the groups has none */
    WKS_GAP_NOT_TRENDABLE,   /* no change: the catalogue does not allow following */
    WKS_GAP_TOO_FEW_PERIODS, /* no change: fewer than two since the last break */
    WKS_GAP_N_REASONS
} wks_gap_reason;

/* What became of the absolute difference. */
typedef enum wks_gap_movement {
    WKS_GAP_STILL,  /* no demonstrable change */
    WKS_GAP_WIDER,  /* further from zero */
    WKS_GAP_NARROW, /* nearer to zero */
    WKS_GAP_TURNED, /* through zero, to the other side */
    WKS_GAP_UNKNOWN /* no change with an interval */
} wks_gap_movement;

/* As in verdict.h: code in the picture, json in the API, and what it says. */
const wks_verdict_word *wks_gap_kind_word(wks_gap_kind kind);
const wks_verdict_word *wks_gap_reason_word(wks_gap_reason reason);
const wks_verdict_word *wks_gap_movement_word(wks_gap_movement movement);

/* By code; what is not known is the first of its enum, for movements UNKNOWN. */
wks_gap_kind wks_gap_kind_find(const char *code);
wks_gap_reason wks_gap_reason_find(const char *code);
wks_gap_movement wks_gap_movement_find(const char *code);

#endif
