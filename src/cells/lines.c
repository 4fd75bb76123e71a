/* SPDX-License-Identifier: EUPL-1.2 */
#include "cells/lines.h"

#include "base/file.h"
#include "base/language.h"

#include <ctype.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

wks_code wks_lines_open(const char *path, wks_arena *arena, wks_lines *out, wks_hash *hash,
                        wks_error *err)
{
    *out = (wks_lines){.path = path};
    WKS_TRY(wks_file_read(path, 0, arena, &out->rest, err));
    if (hash != NULL) {
        wks_hasher hasher;
        wks_hasher_init(&hasher);
        wks_hasher_add(&hasher, out->rest.at, out->rest.n);
        *hash = wks_hasher_end(&hasher);
    }
    return WKS_OK;
}

wks_code wks_lines_fail(const wks_lines *lines, const char *expected, wks_error *err)
{
    return wks_fail(err, WKS_E_FORMAT,
                    wks_tr("%s line %zu: expected %s", "%s regel %zu: verwacht %s"), lines->path,
                    lines->number, expected);
}

static wks_code closed(const wks_lines *lines, wks_error *err)
{
    return lines->line.n == 0
               ? WKS_OK
               : wks_lines_fail(lines, wks_tr("the end of the line", "het einde van de regel"),
                                err);
}

wks_code wks_lines_next(wks_lines *lines, wks_error *err)
{
    WKS_TRY(closed(lines, err));
    const char *end = lines->rest.n == 0 ? NULL : memchr(lines->rest.at, '\n', lines->rest.n);
    lines->number++;
    if (end == NULL) {
        return wks_lines_fail(lines, wks_tr("another line", "nog een regel"), err);
    }
    const size_t n = (size_t)(end - lines->rest.at);
    lines->line = (wks_span){lines->rest.at, n};
    lines->rest = (wks_span){end + 1, lines->rest.n - n - 1};
    return WKS_OK;
}

wks_code wks_lines_end(wks_lines *lines, wks_error *err)
{
    WKS_TRY(closed(lines, err));
    if (lines->rest.n > 0) {
        lines->number++;
        return wks_lines_fail(lines, wks_tr("the end of the file", "het einde van het bestand"),
                              err);
    }
    return WKS_OK;
}

/* The next word, without the space behind it; a line may not end in a space. */
static wks_span word_of(wks_lines *lines)
{
    const char *end = lines->line.n == 0 ? NULL : memchr(lines->line.at, ' ', lines->line.n);
    const size_t n = end == NULL ? lines->line.n : (size_t)(end - lines->line.at);
    const wks_span word = {lines->line.at, n};
    const size_t step = end != NULL && n + 1 < lines->line.n ? n + 1 : n;
    lines->line = (wks_span){lines->line.at + step, lines->line.n - step};
    return word;
}

static bool is_word(wks_span word, const char *text)
{
    return word.n == strlen(text) && memcmp(word.at, text, word.n) == 0;
}

wks_code wks_lines_literal(wks_lines *lines, const char *word, wks_error *err)
{
    return is_word(word_of(lines), word) ? WKS_OK : wks_lines_fail(lines, word, err);
}

wks_code wks_lines_choice(wks_lines *lines, const char *const *words, size_t n, size_t *out,
                          wks_error *err)
{
    char list[128] = "";
    const wks_span word = word_of(lines);
    for (size_t i = 0; i < n; i++) {
        if (is_word(word, words[i])) {
            *out = i;
            return WKS_OK;
        }
        const size_t used = strlen(list);
        snprintf(list + used, sizeof list - used, "%s%s", i == 0 ? "" : " | ", words[i]);
    }
    return wks_lines_fail(lines, list, err);
}

wks_code wks_lines_integer(wks_lines *lines, int64_t least, int64_t most, int64_t *out,
                           wks_error *err)
{
    char words[96];
    if (wks_text_integer(word_of(lines), out) && *out >= least && *out <= most) {
        return WKS_OK;
    }
    snprintf(words, sizeof words,
             wks_tr("a whole number from %lld to %lld", "een geheel getal van %lld tot %lld"),
             (long long)least, (long long)most);
    return wks_lines_fail(lines, words, err);
}

wks_code wks_lines_number(wks_lines *lines, double *out, wks_error *err)
{
    if (wks_text_number(word_of(lines), false, out) && isfinite(*out)) {
        return WKS_OK;
    }
    return wks_lines_fail(lines, wks_tr("a number", "een getal"), err);
}

void wks_lines_put_word(wks_buffer *out, const char *text)
{
    for (const char *at = text; *at != 0; at++) {
        const unsigned char byte = (unsigned char)*at;
        if (byte <= ' ' || byte == '%' || byte == 0x7f) {
            wks_buffer_printf(out, "%%%02x", byte);
        } else {
            wks_buffer_put(out, at, 1);
        }
    }
    if (*text == 0) {
        wks_buffer_text(out, "%");
    }
}

static int digit_of(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *found = c == 0 ? NULL : strchr(digits, c);
    return found == NULL ? -1 : (int)(found - digits);
}

/* What "%20" stands for; 0 when the escape is none, since no text holds a 0. */
static char escaped_byte(wks_span rest)
{
    const int high = rest.n < 3 ? -1 : digit_of(rest.at[1]);
    const int low = rest.n < 3 ? -1 : digit_of(rest.at[2]);
    return high < 0 || low < 0 ? 0 : (char)(high * 16 + low);
}

wks_code wks_lines_word(wks_lines *lines, wks_arena *arena, const char **out, wks_error *err)
{
    const wks_span word = word_of(lines);
    char *text = NULL;
    size_t n = 0;
    if (word.n == 0) {
        return wks_lines_fail(lines, wks_tr("a word", "een woord"), err);
    }
    WKS_TRY(wks_arena_take(arena, word.n + 1, 1, &text, err));
    for (size_t i = word.n == 1 && *word.at == '%' ? 1 : 0; i < word.n; i++) {
        text[n] = word.at[i];
        if (word.at[i] == '%') {
            text[n] = escaped_byte((wks_span){word.at + i, word.n - i});
            i += 2;
        }
        if (text[n++] == 0) {
            return wks_lines_fail(
                lines,
                wks_tr("two hexadecimal digits behind %", "twee hexadecimale cijfers achter %"),
                err);
        }
    }
    *out = text;
    return WKS_OK;
}

void wks_lines_skip(wks_lines *lines)
{
    lines->line = (wks_span){lines->line.at + lines->line.n, 0};
}

bool wks_lines_is_last(const wks_lines *lines)
{
    return lines->rest.n == 0;
}

wks_code wks_lines_kind(wks_lines *lines, const char *kind, wks_error *err)
{
    WKS_TRY(wks_lines_next(lines, err));
    WKS_TRY(wks_lines_literal(lines, kind, err));
    return wks_lines_literal(lines, "1", err);
}

static bool is_hash(wks_span word)
{
    for (size_t i = 0; i < word.n; i++) {
        if (!isdigit((unsigned char)word.at[i]) && !(word.at[i] >= 'a' && word.at[i] <= 'f')) {
            return false;
        }
    }
    return word.n == sizeof(wks_hash) - 1;
}

wks_code wks_lines_hash(wks_lines *lines, wks_hash *out, wks_error *err)
{
    const wks_span word = word_of(lines);
    if (!is_hash(word)) {
        return wks_lines_fail(lines, wks_tr("64 hexadecimal digits", "64 hexadecimale cijfers"),
                              err);
    }
    memcpy(out->hex, word.at, word.n);
    out->hex[word.n] = 0;
    return WKS_OK;
}

wks_code wks_lines_protection(wks_lines *lines, const wks_hash *hash, wks_error *err)
{
    wks_hash read;
    WKS_TRY(wks_lines_next(lines, err));
    WKS_TRY(wks_lines_literal(lines, "protection", err));
    WKS_TRY(wks_lines_hash(lines, &read, err));
    return strcmp(read.hex, hash->hex) == 0
               ? WKS_OK
               : wks_lines_fail(
                     lines, wks_tr("the hash of this protection", "de hash van deze bescherming"),
                     err);
}
