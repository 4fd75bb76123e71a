/* public/picture/origin_text.h - where a number comes from and what is said of it, as sentences.
 *
 * For picture_read_origin.c: a row of origin.sql goes in, sentences in Dutch or English come out.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_PICTURE_ORIGIN_TEXT_H
#define WKS_PUBLIC_PICTURE_ORIGIN_TEXT_H

#include "base/db.h"
#include "base/language.h"
#include "base/text.h"
#include "public/picture/verdict_json.h"

/* Columns of origin.sql that have a meaning here. */
enum {
    WKS_ORIGIN_VALUE = 0,
    WKS_ORIGIN_STATUS = 3,
    WKS_ORIGIN_DECISION = 4,
    WKS_ORIGIN_OWNER = 9,
    WKS_ORIGIN_FILE = 11,
    WKS_ORIGIN_ROWS = 12,
    WKS_ORIGIN_METHOD = 13,
    WKS_ORIGIN_FLAGS = 14,
    WKS_ORIGIN_UNIT = 15,
    WKS_ORIGIN_DECIMALS = 16,
    WKS_ORIGIN_LEVEL = 17,
    WKS_ORIGIN_PERIOD = 18,
    WKS_ORIGIN_AREA = 19,
    WKS_ORIGIN_WHOLE = 20,
    WKS_ORIGIN_VERDICT = 21,
    WKS_ORIGIN_TEST = 31
};

/* What the gate decided of a number, and by which rule. */
typedef struct wks_origin_decision {
    const char *words;
    const char *rule;
} wks_origin_decision;

/* decision: the code in the picture; one that is not known reads as that there was no number. */
wks_origin_decision wks_origin_text_decision(const char *decision, wks_language language);

/* What the catalogue says of how the series was tested, in Dutch; "" when it says nothing. */
const char *wks_origin_text_note(wks_query *row);

/* Which delivery the number comes from, or why there is none. */
void wks_origin_text_put_source(wks_buffer *out, wks_query *row, wks_language language);
/* The comparison in full: the numbers that were used, and what follows from them. */
void wks_origin_text_put_comparison(wks_buffer *out, wks_query *row, wks_language language);
/* The course over the years; in the unit of the indicator, with its decimals and one more. */
void wks_origin_text_put_trend(wks_buffer *out, const wks_read_trend *trend, int decimals,
                               wks_language language);

#endif
