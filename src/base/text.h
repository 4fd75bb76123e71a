/* base/text.h - small things with text: trimming, folding, numbers, growing output.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_TEXT_H
#define WKS_BASE_TEXT_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A piece of text that someone else owns. */
typedef struct wks_span {
    const char *at;
    size_t n;
} wks_span;

/* The span without spaces, tabs, no-break spaces (U+00A0) and line ends at both sides. */
wks_span wks_span_trim(const char *at, size_t n);

bool wks_text_equal(const char *a, const char *b); /* NULL equals NULL only */
bool wks_text_starts(const char *text, const char *beginning);
bool wks_text_ends(const char *text, const char *ending);

/* Fold a name for comparison: Latin letters to ASCII capitals without diacritics, every run of
 * other characters to one space, none at the ends: "'s-Gravenhage" and "S GRAVENHAGE" are equal.
 * out holds at least strlen(text) + 1 bytes.  Invalid UTF-8 is read as Latin-1. */
void wks_text_fold(const char *text, char *out);

bool wks_text_is_utf8(const char *text, size_t n);

/* How many characters, where text is UTF-8. */
size_t wks_text_characters(wks_span text);
/* A copy of what somebody typed, without spaces at its ends and with "\n" for "\r\n", as a browser
 * sends it; NULL when out of memory. */
char *wks_text_typed(wks_arena *arena, const char *text);

/* A decimal number with '.' (or ',' when decimal_comma), whole text, no thousands marks, never
 * "inf" or "nan"; independent of locale.  false when it is not one. */
bool wks_text_number(wks_span text, bool decimal_comma, double *out);
bool wks_text_integer(wks_span text, int64_t *out);

/* The shortest decimal text that reads back as exactly this double; NAN gives "". */
enum {
    WKS_NUMBER_TEXT_SIZE = 32
};

const char *wks_number_text(double value, char out[static WKS_NUMBER_TEXT_SIZE]);

/* As Dutch is written: "-1.234,5", or English: "-1,234.5"; decimals 0 to 15, no sign when it rounds
 * to zero; NAN gives "", and what is too long for a sentence "1e+20". */
enum {
    WKS_NUMBER_DUTCH_SIZE = 48
};

const char *wks_number_dutch(double value, int decimals, char out[static WKS_NUMBER_DUTCH_SIZE]);
const char *wks_number_english(double value, int decimals, char out[static WKS_NUMBER_DUTCH_SIZE]);

/* Bytes that grow: the one output buffer.  All zeros is an empty one; a failure sticks, so that a
 * long rendering is checked once, at wks_buffer_check. */
typedef struct wks_buffer {
    char *bytes; /* closed with a zero when n > 0 */
    size_t n;
    size_t room;
    bool failed;
} wks_buffer;

void wks_buffer_clear(wks_buffer *buffer); /* frees */
void wks_buffer_put(wks_buffer *buffer, const void *bytes, size_t n);
void wks_buffer_text(wks_buffer *buffer, const char *text);
void wks_buffer_printf(wks_buffer *buffer, const char *format, ...) WKS_PRINTF(2, 3);
/* Copy what was written into arena as *out, closed with a zero ("" when nothing was), and clear the
 * buffer.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_buffer_keep(wks_buffer *buffer, wks_arena *arena, const char **out,
                                        wks_error *err);
/* Errors: WKS_E_MEMORY when any of the writes had no room. */
WKS_MUST_CHECK wks_code wks_buffer_check(const wks_buffer *buffer, wks_error *err);

#endif
