/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/text.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t blank_at(const char *at, size_t n)
{
    if (n > 0 && (*at == ' ' || *at == '\t' || *at == '\r' || *at == '\n')) {
        return 1;
    }
    return n > 1 && at[0] == '\xc2' && at[1] == '\xa0' ? 2 : 0;
}

wks_span wks_span_trim(const char *at, size_t n)
{
    for (size_t skip = blank_at(at, n); skip > 0; skip = blank_at(at, n)) {
        at += skip;
        n -= skip;
    }
    while (n > 0) {
        if (blank_at(at + n - 1, 1) == 1) {
            n -= 1;
        } else if (n > 1 && blank_at(at + n - 2, 2) == 2) {
            n -= 2;
        } else {
            break;
        }
    }
    return (wks_span){at, n};
}

bool wks_text_equal(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

bool wks_text_starts(const char *text, const char *beginning)
{
    return strncmp(text, beginning, strlen(beginning)) == 0;
}

bool wks_text_ends(const char *text, const char *ending)
{
    size_t n = strlen(text);
    size_t m = strlen(ending);
    return n >= m && memcmp(text + n - m, ending, m) == 0;
}

/* One code point from text, or the byte itself (Latin-1) where it is not UTF-8. */
static size_t next_point(const unsigned char *text, unsigned *point)
{
    if (text[0] >= 0xc2 && text[0] < 0xe0 && (text[1] & 0xc0) == 0x80) {
        *point = (text[0] & 0x1fu) << 6 | (text[1] & 0x3fu);
        return 2;
    }
    if (text[0] >= 0xe0 && text[0] < 0xf0 && (text[1] & 0xc0) == 0x80 && (text[2] & 0xc0) == 0x80) {
        *point = (text[0] & 0x0fu) << 12 | (text[1] & 0x3fu) << 6 | (text[2] & 0x3fu);
        return 3;
    }
    if (text[0] >= 0xf0 && text[0] < 0xf5 && (text[1] & 0xc0) == 0x80 && (text[2] & 0xc0) == 0x80 &&
        (text[3] & 0xc0) == 0x80) {
        *point = (text[0] & 0x07u) << 18 | (text[1] & 0x3fu) << 12 | (text[2] & 0x3fu) << 6 |
                 (text[3] & 0x3fu);
        return 4;
    }
    *point = text[0];
    return 1;
}

/* Latin-1 letters U+00C0..U+00FF to their base letter; '*' is not a letter. */
static const char latin1_base[] =
    "AAAAAAACEEEEIIIIDNOOOOO*OUUUUYTSAAAAAAACEEEEIIIIDNOOOOO*OUUUUYTY";

void wks_text_fold(const char *text, char *out)
{
    const unsigned char *at = (const unsigned char *)text;
    char *end = out;
    bool is_gap = false;
    while (*at != 0) {
        unsigned point = 0;
        at += next_point(at, &point);
        char letter = '*';
        if (point < 0x80 && isalnum((int)point)) {
            letter = (char)toupper((int)point);
        } else if (point >= 0xc0 && point <= 0xff) {
            letter = latin1_base[point - 0xc0];
        }
        if (letter == '*') {
            is_gap = true;
            continue;
        }
        if (is_gap && end > out) {
            *end++ = ' ';
        }
        is_gap = false;
        *end++ = letter;
    }
    *end = 0;
}

bool wks_text_is_utf8(const char *text, size_t n)
{
    const unsigned char *at = (const unsigned char *)text;
    for (size_t i = 0; i < n;) {
        size_t more = at[i] < 0x80                    ? 0
                      : at[i] >= 0xc2 && at[i] < 0xe0 ? 1
                      : at[i] >= 0xe0 && at[i] < 0xf0 ? 2
                      : at[i] >= 0xf0 && at[i] < 0xf5 ? 3
                                                      : n;
        if (more > n - i - 1) {
            return false;
        }
        for (size_t k = 1; k <= more; k++) {
            if ((at[i + k] & 0xc0) != 0x80) {
                return false;
            }
        }
        /* longer than needed, half of a pair of UTF-16, past the last code point */
        if ((at[i] == 0xe0 && at[i + 1] < 0xa0) || (at[i] == 0xed && at[i + 1] >= 0xa0) ||
            (at[i] == 0xf0 && at[i + 1] < 0x90) || (at[i] == 0xf4 && at[i + 1] >= 0x90)) {
            return false;
        }
        i += more + 1;
    }
    return true;
}

bool wks_text_number(wks_span text, bool decimal_comma, double *out)
{
    char copy[64];
    if (text.n == 0 || text.n >= sizeof copy) {
        return false;
    }
    const char mark = decimal_comma ? ',' : '.';
    for (size_t i = 0; i < text.n; i++) {
        char c = text.at[i];
        if (!isdigit((unsigned char)c) && c != mark && c != '-' && c != '+' && c != 'e' &&
            c != 'E') {
            return false;
        }
        copy[i] = c == mark ? '.' : c;
    }
    copy[text.n] = 0;
    char *end = NULL;
    /* The programs never call setlocale for numbers, so strtod reads a point. */
    double value = strtod(copy, &end);
    if (end != copy + text.n || !isfinite(value)) {
        return false;
    }
    *out = value;
    return true;
}

bool wks_text_integer(wks_span text, int64_t *out)
{
    if (text.n == 0 || text.n > 19) {
        return false;
    }
    char copy[24];
    memcpy(copy, text.at, text.n);
    copy[text.n] = 0;
    char *end = NULL;
    errno = 0;
    long long value = strtoll(copy, &end, 10);
    if (errno != 0 || end != copy + text.n ||
        (!isdigit((unsigned char)copy[0]) && copy[0] != '-')) {
        return false;
    }
    *out = value;
    return true;
}

const char *wks_number_text(double value, char out[static WKS_NUMBER_TEXT_SIZE])
{
    if (isnan(value)) {
        out[0] = 0;
        return out;
    }
    for (int digits = 1; digits <= 17; digits++) {
        snprintf(out, WKS_NUMBER_TEXT_SIZE, "%.*g", digits, value);
        if (strtod(out, NULL) == value) {
            break;
        }
    }
    if (strchr(out, 'e') != NULL && fabs(value) < 1e15 && fabs(value) >= 1) {
        snprintf(out, WKS_NUMBER_TEXT_SIZE, "%.0f", value);
    }
    return out;
}

static const char *put_number(double value, int decimals, char mark, char group,
                              char out[static WKS_NUMBER_DUTCH_SIZE])
{
    char plain[WKS_NUMBER_DUTCH_SIZE];
    size_t at = 0;
    out[0] = 0;
    if (isnan(value)) {
        return out;
    }
    if (!(fabs(value) < 1e15)) {
        snprintf(out, WKS_NUMBER_DUTCH_SIZE, "%g", value);
        return out;
    }
    snprintf(plain, sizeof plain, "%.*f", decimals, value);
    const char *from = plain + (plain[0] == '-' && strtod(plain, NULL) == 0);
    size_t whole = strcspn(from, ".");
    for (; *from != 0; from++) {
        out[at++] = *from;
        if (*from == '.') {
            out[at - 1] = mark;
        }
        whole -= whole > 0;
        if (whole > 0 && whole % 3 == 0 && *from != '-') {
            out[at++] = group;
        }
    }
    out[at] = 0;
    return out;
}

const char *wks_number_dutch(double value, int decimals, char out[static WKS_NUMBER_DUTCH_SIZE])
{
    return put_number(value, decimals, ',', '.', out);
}

const char *wks_number_english(double value, int decimals, char out[static WKS_NUMBER_DUTCH_SIZE])
{
    return put_number(value, decimals, '.', ',', out);
}

void wks_buffer_clear(wks_buffer *buffer)
{
    free(buffer->bytes);
    *buffer = (wks_buffer){0};
}

static bool make_room(wks_buffer *buffer, size_t n)
{
    if (buffer->failed || n > SIZE_MAX / 4) {
        buffer->failed = true;
        return false;
    }
    if (buffer->n + n + 1 > buffer->room) {
        size_t room = (buffer->n + n + 1) * 2;
        char *bytes = realloc(buffer->bytes, room);
        if (bytes == NULL) {
            buffer->failed = true;
            return false;
        }
        buffer->bytes = bytes;
        buffer->room = room;
    }
    return true;
}

void wks_buffer_put(wks_buffer *buffer, const void *bytes, size_t n)
{
    if (make_room(buffer, n)) {
        if (n > 0) {
            memcpy(buffer->bytes + buffer->n, bytes, n);
        }
        buffer->n += n;
        buffer->bytes[buffer->n] = 0;
    }
}

void wks_buffer_text(wks_buffer *buffer, const char *text)
{
    wks_buffer_put(buffer, text, strlen(text));
}

void wks_buffer_printf(wks_buffer *buffer, const char *format, ...)
{
    va_list args;
    va_list again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0) {
        buffer->failed = true;
    } else if (make_room(buffer, (size_t)length)) {
        vsnprintf(buffer->bytes + buffer->n, (size_t)length + 1, format, again);
        buffer->n += (size_t)length;
    }
    va_end(again);
}

wks_code wks_buffer_check(const wks_buffer *buffer, wks_error *err)
{
    return buffer->failed ? wks_arena_fail(err) : WKS_OK;
}

wks_code wks_buffer_keep(wks_buffer *buffer, wks_arena *arena, const char **out, wks_error *err)
{
    wks_code code = wks_buffer_check(buffer, err);
    *out = code == WKS_OK ? wks_arena_text_n(arena, buffer->n == 0 ? "" : buffer->bytes, buffer->n)
                          : NULL;
    wks_buffer_clear(buffer);
    return code == WKS_OK && *out == NULL ? wks_arena_fail(err) : code;
}

size_t wks_text_characters(wks_span text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        n += ((unsigned char)text.at[i] & 0xC0U) != 0x80U;
    }
    return n;
}

char *wks_text_typed(wks_arena *arena, const char *text)
{
    const wks_span trimmed = wks_span_trim(text, strlen(text));
    char *kept = wks_arena_text_n(arena, trimmed.at, trimmed.n);
    if (kept == NULL) {
        return NULL;
    }
    char *to = kept;
    for (const char *from = kept; *from != 0; from++) {
        if (from[0] != '\r' || from[1] != '\n') {
            *to++ = *from;
        }
    }
    *to = 0;
    return kept;
}
