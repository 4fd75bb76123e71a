/* A CSV of the shared folder, for tests that hold a method to published numbers.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_TESTS_REFERENCE_TABLE_H
#define WKS_TESTS_REFERENCE_TABLE_H

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    REFERENCE_COLUMNS = 32
};

typedef struct reference_table {
    char *text;
    char *cells[21000][REFERENCE_COLUMNS]; /* row 0 is the header */
    size_t n_rows;                         /* without the header */
} reference_table;

/* strcspn, which a sanitizer makes look at all of the text each time. */
static inline size_t reference_run(const char *at, const char *stops)
{
    size_t n = 0;
    while (at[n] != 0 && strchr(stops, at[n]) == NULL) {
        n++;
    }
    return n;
}

/* One line in place; gives the beginning of the next. */
static inline char *reference_line(char *at, char *cells[REFERENCE_COLUMNS])
{
    size_t n = 0;
    for (;;) {
        const bool is_quoted = *at == '"';
        at += is_quoted;
        if (n < REFERENCE_COLUMNS) {
            cells[n++] = at;
        }
        at += is_quoted ? reference_run(at, "\"") : reference_run(at, ",\r\n");
        if (is_quoted && *at == '"') {
            *at++ = 0;
        }
        const char end = *at;
        *at = 0;
        at += end != 0;
        if (end == '\r') {
            at += *at == '\n';
        }
        if (end != ',') {
            return at;
        }
    }
}

/* Skips the test, in words, when the file is not there. */
static inline reference_table *reference_open(const char *name)
{
    char path[1024];
    const char *shared = getenv("WKS_SHARED");
    snprintf(path, sizeof path, "%s/reference/%s", shared == NULL ? "" : shared, name);
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        print_message("%s is not there\n", path);
        skip();
    }
    reference_table *table = calloc(1, sizeof *table);
    assert_non_null(table);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    const size_t n = (size_t)ftell(file);
    rewind(file);
    table->text = calloc(1, n + 1);
    assert_non_null(table->text);
    assert_int_equal(fread(table->text, 1, n, file), n);
    fclose(file);
    char *at = table->text;
    if (n > 3 && memcmp(at, "\xEF\xBB\xBF", 3) == 0) {
        at += 3;
    }
    at = reference_line(at, table->cells[0]);
    while (*at != 0) {
        assert_true(table->n_rows < 20999);
        at = reference_line(at, table->cells[++table->n_rows]);
    }
    return table;
}

static inline void reference_close(reference_table *table)
{
    free(table->text);
    free(table);
}

/* Rows from 0, the header not counted. */
static inline const char *reference_text(const reference_table *table, size_t row,
                                         const char *column)
{
    for (size_t k = 0; k < REFERENCE_COLUMNS && table->cells[0][k] != NULL; k++) {
        if (strcmp(table->cells[0][k], column) == 0) {
            return table->cells[row + 1][k] == NULL ? "" : table->cells[row + 1][k];
        }
    }
    fail_msg("no column %s", column);
    return "";
}

static inline double reference_number(const reference_table *table, size_t row, const char *column)
{
    const char *text = reference_text(table, row, column);
    return *text == 0 || strcmp(text, "NA") == 0 ? (double)NAN : strtod(text, NULL);
}

static inline void assert_close(double got, double expected, double tolerance, const char *what)
{
    if (isnan(expected) ? !isnan(got) : !(fabs(got - expected) <= tolerance)) {
        fail_msg("%s: got %.15g, expected %.15g within %.3g", what, got, expected, tolerance);
    }
}

#endif
