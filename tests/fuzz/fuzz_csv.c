/* tests/fuzz/fuzz_csv.c - any bytes as a delivery of text: refused, or a table that keeps its word.
 *
 * What opens has at least two columns with a name each, in UTF-8, no two alike; and the engine,
 * which reads the given file from the given line, meets as many rows of that width as were counted.
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/arena.h"
#include "base/file.h"
#include "private/intake/csv_record.h"
#include "private/intake/table.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <unistd.h>

/* NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void must(bool is_kept, const char *promise)
{
    if (!is_kept) {
        fprintf(stderr, "broken: %s\n", promise);
        abort();
    }
}

static void check_names(const wks_table_shape *shape)
{
    must(shape->n_columns >= 2, "two columns");
    for (size_t i = 0; i < shape->n_columns; i++) {
        const char *name = shape->columns[i];
        must(*name != 0 && wks_text_is_utf8(name, strlen(name)), "a name in UTF-8");
        for (size_t k = 0; k < i && shape->n_columns < 50; k++) {
            must(strcasecmp(name, shape->columns[k]) != 0, "names that differ");
        }
    }
}

/* Read as the engine would. */
static void check_rows(const wks_table_shape *shape, wks_arena *arena)
{
    wks_span text;
    if (wks_file_read(shape->path, 0, arena, &text, NULL) != WKS_OK) {
        return;
    }
    if (text.n >= 3 && memcmp(text.at, "\xef\xbb\xbf", 3) == 0) {
        text = (wks_span){text.at + 3, text.n - 3};
    }
    size_t n_rows = 0;
    for (size_t line = 0; text.n > 0; line++) {
        wks_csv_record record = wks_csv_record_measure(text, shape->delimiter);
        text = (wks_span){text.at + record.n_bytes, text.n - record.n_bytes};
        if (line >= shape->skip_lines && !record.is_blank) {
            must(record.n_fields == shape->n_columns, "rows of one width");
            n_rows++;
        }
    }
    must(n_rows == shape->n_rows, "the rows that were counted");
}

static void check_table(wks_table *table, wks_arena *arena)
{
    wks_error err;
    const wks_table_shape *shape = wks_table_shape_of(table);
    if (shape->engine != WKS_TABLE_CSV) {
        return;
    }
    check_names(shape);
    if (wks_table_check_rows(table, &err) == WKS_OK) {
        check_rows(shape, arena);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    char path[64];
    wks_arena arena;
    wks_table *table = NULL;
    wks_error err = {0};
    bool is_other = size >= 2 && (memcmp(bytes, "PK", 2) == 0 || memcmp(bytes, "$F", 2) == 0);
    int fd = is_other ? -1 : memfd_create("delivery", MFD_CLOEXEC);
    if (fd < 0) {
        return 0;
    }
    wks_arena_init(&arena, 0);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (size == 0 || write(fd, bytes, size) == (ssize_t)size) {
        if (wks_table_open(path, NULL, &arena, &table, &err) == WKS_OK) {
            check_table(table, &arena);
            wks_table_close(table);
        } else {
            must(err.text[0] != 0 && strchr(err.text, '\n') == NULL, "one line that says why");
        }
    }
    close(fd);
    wks_arena_clear(&arena);
    return 0;
}
