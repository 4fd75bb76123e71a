/* The test books of PHEindicatormethods 2.1.0 (UK Health Security Agency), sheet by sheet as CSV in
 * the shared folder: what they hold is read here, and nothing of it is copied.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_TESTS_PHE_BOOK_H
#define WKS_TESTS_PHE_BOOK_H

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "math/interval.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    BOOK_ROWS = 80,
    BOOK_FIELDS = 12,
    BOOK_BYTES = 32768
};

typedef struct book {
    char bytes[BOOK_BYTES];
    const char *fields[BOOK_ROWS][BOOK_FIELDS];
    size_t n_fields[BOOK_ROWS];
    size_t n; /* rows, the header not among them */
} book;

/* How many published numbers were compared, said at the end of each test program. */
static size_t book_numbers;

static inline void book_split(book *out, char *line)
{
    size_t n = 0;
    while (line != NULL && n < BOOK_FIELDS) {
        char *end = NULL;
        if (*line == '"') {
            line++;
            end = strchr(line, '"');
            assert_non_null(end);
            *end++ = 0;
            end = *end == ',' ? end : NULL;
        } else {
            end = strchr(line, ',');
        }
        out->fields[out->n][n++] = line;
        if (end != NULL) {
            *end++ = 0;
        }
        line = end;
    }
    out->n_fields[out->n++] = n;
}

/* Reads a sheet, or skips the test when the shared folder is not there. */
static inline void book_open(book *out, const char *name)
{
    char path[1024];
    const char *shared = getenv("WKS_SHARED");
    snprintf(path, sizeof path, "%s/reference/phe/%s", shared == NULL ? "" : shared, name);
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        print_message("%s is not there\n", path);
        skip();
    }
    const size_t n = fread(out->bytes, 1, BOOK_BYTES - 1, file);
    fclose(file);
    assert_true(n < BOOK_BYTES - 1);
    out->bytes[n] = 0;
    out->n = 0;
    char *rest = NULL;
    bool is_header = true;
    for (char *line = strtok_r(out->bytes, "\r\n", &rest); line != NULL;
         line = strtok_r(NULL, "\r\n", &rest)) {
        if (!is_header) {
            assert_true(out->n < BOOK_ROWS);
            book_split(out, line);
        }
        is_header = false;
    }
    assert_true(out->n > 0);
}

/* NA is NAN. */
static inline double book_number(const book *in, size_t row, size_t column)
{
    assert_true(row < in->n && column < in->n_fields[row]);
    const char *text = in->fields[row][column];
    char *end = NULL;
    if (strcmp(text, "NA") == 0) {
        return NAN;
    }
    const double number = strtod(text, &end);
    assert_true(end != text && *end == 0);
    return number;
}

/* Within tolerance relative, or missing in both. */
static inline void book_compare(double got, double expected, double tolerance)
{
    book_numbers++;
    if (isnan(expected) ? !isnan(got) : !(fabs(got - expected) <= tolerance * fabs(expected))) {
        fail_msg("%.17g, the book says %.17g", got, expected);
    }
}

static inline void book_compare_limits(wks_interval got, double factor, const book *in, size_t row,
                                       size_t column)
{
    book_compare(got.lower * factor, book_number(in, row, column), 1e-9);
    book_compare(got.upper * factor, book_number(in, row, column + 1), 1e-9);
}

#endif
