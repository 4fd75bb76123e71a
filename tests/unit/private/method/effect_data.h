/* Numbers of a CSV in the folder of reference data, for the tests of effect.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_TESTS_EFFECT_DATA_H
#define WKS_TESTS_EFFECT_DATA_H

#include "base/arena.h"

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
    EFFECT_MOST_ROWS = 4096,
    EFFECT_MOST_COLUMNS = 8
};

typedef struct effect_data {
    size_t n;
    double column[EFFECT_MOST_COLUMNS][EFFECT_MOST_ROWS];
} effect_data;

static inline wks_arena effect_arena(void)
{
    wks_arena arena;
    wks_arena_init(&arena, 0);
    return arena;
}

/* Skips the test when the file is not there. */
static inline void effect_data_read(const char *name, effect_data *out)
{
    char path[1024];
    char line[512];
    const char *shared = getenv("WKS_SHARED");
    snprintf(path, sizeof path, "%s/reference/impact/%s", shared == NULL ? "" : shared, name);
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        print_message("%s is not there\n", path);
        skip();
        return;
    }
    out->n = 0;
    assert_non_null(fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file) != NULL && out->n < EFFECT_MOST_ROWS) {
        char *at = line;
        for (size_t k = 0; k < EFFECT_MOST_COLUMNS && *at != 0 && strchr("\r\n", *at) == NULL;
             k++) {
            char *end = NULL;
            out->column[k][out->n] = strtod(at, &end);
            assert_true(end != at);
            at = *end == ',' ? end + 1 : end;
        }
        out->n++;
    }
    fclose(file);
}

/* As near as the digits that were published. */
static inline void effect_assert_near(double got, double expected, double tolerance)
{
    if (!(fabs(got - expected) <= tolerance * fmax(fabs(expected), 1e-300))) {
        print_message("got %.15g, expected %.15g\n", got, expected);
        fail();
    }
}

#endif
