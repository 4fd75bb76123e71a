/* tests/fuzz/fuzz_column.c - any stem against any header: "stem\nheader\nheader...".
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/arena.h"
#include "private/intake/column.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

enum {
    MOST_NAMES = 64
};

static void must(bool is_kept, const char *promise)
{
    if (!is_kept) {
        fprintf(stderr, "broken: %s\n", promise);
        abort();
    }
}

static void check_column(const wks_table_shape *shape, const char *stem)
{
    size_t index = SIZE_MAX;
    const char *found = wks_column_find(shape, stem, &index);
    size_t n = wks_column_count(shape, stem);
    must((found == NULL) == (n == 0), "found when counted");
    if (found != NULL) {
        must(index < shape->n_columns && shape->columns[index] == found, "the place of the name");
        must(wks_column_matches(stem, found), "what is found matches");
    }
    for (size_t i = 0; i < shape->n_columns; i++) {
        must(found != NULL || !wks_column_matches(stem, shape->columns[i]), "nothing is missed");
        if (*stem != 0 && strcasecmp(stem, shape->columns[i]) == 0) {
            must(found != NULL && strcasecmp(found, stem) == 0, "the same name first");
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    wks_arena arena;
    wks_arena_init(&arena, 0);
    char *text = wks_arena_text_n(&arena, (const char *)bytes, size);
    const char *names[MOST_NAMES];
    size_t n = 0;
    char *rest = text;
    for (char *name = strsep(&rest, "\n"); name != NULL && n < MOST_NAMES;
         name = strsep(&rest, "\n")) {
        names[n++] = name;
    }
    if (n > 1) {
        const wks_table_shape shape = {.columns = names + 1, .n_columns = n - 1};
        check_column(&shape, names[0]);
    }
    wks_arena_clear(&arena);
    return 0;
}
