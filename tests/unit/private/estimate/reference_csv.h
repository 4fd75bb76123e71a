/* Reads the columns of a reference file in $WKS_SHARED/reference; skips the test without it.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_TEST_REFERENCE_CSV_H
#define WKS_TEST_REFERENCE_CSV_H

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_ROWS = 512
};

static inline bool is_near(double got, double expected, double tolerance)
{
    if (!(fabs(got - expected) <= tolerance)) {
        print_message("got %.15g, expected %.15g within %g\n", got, expected, tolerance);
        return false;
    }
    return true;
}

/* Column (from 0) of a CSV without commas in its cells; a cell that is no number is NAN. */
static inline size_t read_column(const char *name, size_t column, double *out)
{
    static char line[1 << 16];
    char path[1024];
    const char *shared = getenv("WKS_SHARED");
    snprintf(path, sizeof path, "%s/reference/%s", shared == NULL ? "" : shared, name);
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        print_message("%s is not there\n", path);
        skip();
    }
    size_t n = 0;
    bool is_header = true;
    while (fgets(line, sizeof line, file) != NULL) {
        if (is_header) {
            is_header = false;
            continue;
        }
        char *rest = NULL;
        char *at = strtok_r(line, ",\r\n", &rest);
        for (size_t k = 0; k < column && at != NULL; k++) {
            at = strtok_r(NULL, ",\r\n", &rest);
        }
        if (at == NULL || n == MOST_ROWS) {
            fail_msg("%s, row %zu: no column %zu, or too many rows", name, n + 1, column);
            break;
        }
        char *end = NULL;
        at += *at == '"';
        out[n] = strtod(at, &end);
        out[n] = end == at ? NAN : out[n];
        n++;
    }
    fclose(file);
    return n;
}

#endif
