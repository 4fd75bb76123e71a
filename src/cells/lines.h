/* cells/lines.h - a file of lines of words, read strictly: one space between words, each line
 * closed.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_CELLS_LINES_H
#define WKS_CELLS_LINES_H

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct wks_lines {
    const char *path;
    wks_span rest; /* what was not read yet */
    wks_span line; /* of the current line, what was not read yet */
    size_t number; /* of the current line, from 1; 0: before the first */
} wks_lines;

/* The whole file, and the hash of its bytes unless hash is NULL.
 * Errors: WKS_E_NOT_FOUND, WKS_E_IO, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_lines_open(const char *path, wks_arena *arena, wks_lines *out,
                                       wks_hash *hash, wks_error *err);

/* Each goes on from where the one before stopped.
 * Errors: WKS_E_FORMAT  names the file, the line and what was expected. */

/* The next line, which the one before must have been read to its end of. */
WKS_MUST_CHECK wks_code wks_lines_next(wks_lines *lines, wks_error *err);
/* A word that must be there. */
WKS_MUST_CHECK wks_code wks_lines_literal(wks_lines *lines, const char *word, wks_error *err);
/* Which of words [n]. */
WKS_MUST_CHECK wks_code wks_lines_choice(wks_lines *lines, const char *const *words, size_t n,
                                         size_t *out, wks_error *err);
WKS_MUST_CHECK wks_code wks_lines_integer(wks_lines *lines, int64_t least, int64_t most,
                                          int64_t *out, wks_error *err);
WKS_MUST_CHECK wks_code wks_lines_number(wks_lines *lines, double *out, wks_error *err);
/* Any text as one word, as wks_lines_put_word wrote it; lives in arena. */
WKS_MUST_CHECK wks_code wks_lines_word(wks_lines *lines, wks_arena *arena, const char **out,
                                       wks_error *err);
WKS_MUST_CHECK wks_code wks_lines_hash(wks_lines *lines, wks_hash *out, wks_error *err);
/* The first line of a file that has one version: its kind, and 1. */
WKS_MUST_CHECK wks_code wks_lines_kind(wks_lines *lines, const char *kind, wks_error *err);
/* The second line of a file that belongs to a protection: its hash, which must be this one. */
WKS_MUST_CHECK wks_code wks_lines_protection(wks_lines *lines, const wks_hash *hash,
                                             wks_error *err);
/* The end of the last line and of the file. */
WKS_MUST_CHECK wks_code wks_lines_end(wks_lines *lines, wks_error *err);

/* The rest of the current line does not matter. */
void wks_lines_skip(wks_lines *lines);
/* Whether there is nothing after the current line. */
bool wks_lines_is_last(const wks_lines *lines);

/* text as one word: spaces, percent signs and control characters as "%20", nothing as "%". */
void wks_lines_put_word(wks_buffer *out, const char *text);

/* "FILE line N: expected ..."; returns WKS_E_FORMAT. */
wks_code wks_lines_fail(const wks_lines *lines, const char *expected, wks_error *err);

#endif
