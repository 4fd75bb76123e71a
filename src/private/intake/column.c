/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/intake/column.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum {
    CUT_CHARACTERS = 32,
    NUMBER_DIGITS = 3
};

static size_t count_characters(const char *text)
{
    size_t n = 0;
    for (; *text != 0; text++) {
        n += ((unsigned char)*text & 0xc0) != 0x80;
    }
    return n;
}

/* The length of header without its _<1 to 3 digits>, or 0 when it has none. */
static size_t length_before_number(const char *header, size_t n)
{
    size_t digits = 0;
    while (digits < n && isdigit((unsigned char)header[n - 1 - digits])) {
        digits++;
    }
    bool has_number =
        digits >= 1 && digits <= NUMBER_DIGITS && digits + 1 < n && header[n - 1 - digits] == '_';
    return has_number ? n - 1 - digits : 0;
}

wks_column_match wks_column_compare(const char *stem, const char *header)
{
    if (strcasecmp(stem, header) == 0) {
        return *stem == 0 ? WKS_MATCH_NONE : WKS_MATCH_SAME;
    }
    const size_t n_stem = strlen(stem);
    const size_t n_header = strlen(header);
    const size_t n_bare = length_before_number(header, n_header);
    if (n_bare > 0 && n_bare == n_stem && strncasecmp(stem, header, n_stem) == 0) {
        return WKS_MATCH_NUMBERED;
    }
    if (n_header < n_stem && strncasecmp(stem, header, n_header) == 0 &&
        count_characters(header) == CUT_CHARACTERS) {
        return WKS_MATCH_CUT;
    }
    return WKS_MATCH_NONE;
}

bool wks_column_matches(const char *stem, const char *header)
{
    return wks_column_compare(stem, header) != WKS_MATCH_NONE;
}

typedef struct best_columns {
    wks_column_match match;
    size_t first;
    size_t n;
} best_columns;

static best_columns find_best(const wks_table_shape *shape, const char *stem)
{
    best_columns best = {WKS_MATCH_NONE, 0, 0};
    for (size_t i = 0; i < shape->n_columns; i++) {
        wks_column_match match = wks_column_compare(stem, shape->columns[i]);
        if (match == WKS_MATCH_NONE || match < best.match) {
            continue;
        }
        if (match > best.match) {
            best = (best_columns){match, i, 0};
        }
        best.n++;
    }
    return best;
}

const char *wks_column_find(const wks_table_shape *shape, const char *stem, size_t *index)
{
    best_columns best = find_best(shape, stem);
    if (best.n == 0) {
        return NULL;
    }
    if (index != NULL) {
        *index = best.first;
    }
    return shape->columns[best.first];
}

size_t wks_column_count(const wks_table_shape *shape, const char *stem)
{
    return find_best(shape, stem).n;
}
