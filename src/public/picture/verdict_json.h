/* public/picture/verdict_json.h - what is said of a value, from rows of the picture to JSON.
 *
 * For the files of public/picture that read.  A row holds a verdict as ten columns, a test as
 * seven and a trend as nine, in the order of the structs below; texts live until the next step.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_PICTURE_VERDICT_JSON_H
#define WKS_PUBLIC_PICTURE_VERDICT_JSON_H

#include "base/db.h"
#include "base/json.h"
#include "base/language.h"
#include "model/area.h"
#include "model/verdict.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    WKS_READ_PERIOD_SIZE = 16
};

typedef struct wks_read_verdict {
    const wks_verdict_word *label;
    const wks_verdict_word *reason; /* of none where there is a verdict */
    char against[WKS_AREA_CODE_SIZE];
    double reference, difference, lower, upper, p_higher;
} wks_read_verdict;

typedef struct wks_read_test {
    bool is_there; /* false: the release is of before there were verdicts */
    const wks_verdict_word *rule;
    const wks_verdict_word *against;
    const wks_verdict_word *reason;
    int64_t n_tested, n_flagged;
    double expected_by_chance;
    const char *note; /* NULL; lives until the next step */
} wks_read_test;

typedef struct wks_read_trend {
    const wks_verdict_word *movement;
    const wks_verdict_word *reason;
    char from_period[WKS_READ_PERIOD_SIZE], to_period[WKS_READ_PERIOD_SIZE]; /* "": none */
    int64_t n_periods;
    double per_year, lower, upper;
} wks_read_trend;

/* From columns first on of the present row; has_value: whether the number is there. */
wks_read_verdict wks_verdict_json_read(wks_query *row, int first, bool has_value);
wks_read_test wks_verdict_json_read_test(wks_query *row, int first);
wks_read_trend wks_verdict_json_read_trend(wks_query *row, int first);
/* A trend of an area of a release of before there were trends. */
wks_read_trend wks_verdict_json_no_trend(void);

/* Values of the schemas Oordeel, Toets and Trend of openapi.yaml; a test's sentence included. */
void wks_verdict_json_write(wks_json *json, const wks_read_verdict *verdict);
wks_code wks_verdict_json_write_test(wks_json *json, const wks_read_test *test,
                                     wks_language language, wks_error *err);
void wks_verdict_json_write_trend(wks_json *json, const wks_read_trend *trend);
/* "small_n high_rse" as a list of codes. */
void wks_verdict_json_write_flags(wks_json *json, const char *flags);

/* Reasons that a reply holds, one bit each, and their sentences as the schema Redenen. */
unsigned wks_verdict_json_reason_bit(const wks_verdict_word *reason);
void wks_verdict_json_write_reasons(wks_json *json, unsigned bits, wks_language language);

/* In an English reply: the members of the open object that stayed Dutch, names with spaces between;
 * nothing in a Dutch one. */
void wks_verdict_json_write_dutch(wks_json *json, wks_language language, const char *names);

/* ---- sentences ----------------------------------------------------------------------------- */

/* "12,5" in Dutch, "12.5" in English. */
void wks_verdict_json_put_number(wks_buffer *out, double value, int decimals,
                                 wks_language language);
/* How the series was tested, and how many flags chance gives; a note, which is Dutch, in Dutch
 * alone. */
void wks_verdict_json_put_test(wks_buffer *out, const wks_read_test *test, wks_language language);
/* The first letter made a capital, with a full stop. */
void wks_verdict_json_put_sentence(wks_buffer *out, const char *words);

#endif
