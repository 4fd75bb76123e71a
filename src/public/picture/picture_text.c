/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/picture/picture_text.h"

#include "base/embedded.h"
#include "base/file.h"
#include "base/text.h"
#include "cells/lines.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

extern const wks_embedded_text wks_picture_text_queries[];
extern const size_t wks_picture_text_queries_count;

enum {
    PIECE = 1 << 20 /* so much text is kept before it is hashed, unless it becomes a file */
};

typedef struct text_writer {
    wks_buffer text;
    wks_hasher hasher;
    bool is_kept; /* for a file */
} text_writer;

/* Bytes as their hash: who has the hash signed has signed them. */
static void put_bytes(wks_buffer *out, wks_query *query, int column)
{
    size_t n = 0;
    const void *bytes = wks_query_bytes(query, column, &n);
    wks_hasher hasher;
    wks_hasher_init(&hasher);
    wks_hasher_add(&hasher, bytes, n);
    wks_buffer_printf(out, " b%s", wks_hasher_end(&hasher).hex);
}

static void put_column(wks_buffer *out, wks_query *query, int column)
{
    switch (wks_query_kind(query, column)) {
    case WKS_DB_NOTHING:
        wks_buffer_text(out, " -");
        return;
    case WKS_DB_INTEGER:
        wks_buffer_printf(out, " i%" PRId64, wks_query_integer(query, column));
        return;
    case WKS_DB_NUMBER:
        wks_buffer_printf(out, " n%.17g", wks_query_number(query, column));
        return;
    case WKS_DB_TEXT:
        wks_buffer_text(out, " t");
        wks_lines_put_word(out, wks_query_text(query, column));
        return;
    case WKS_DB_BYTES:
        put_bytes(out, query, column);
        return;
    }
}

static void pass_on(text_writer *writer, size_t from)
{
    wks_hasher_add(&writer->hasher, writer->text.bytes + from, writer->text.n - from);
    if (!writer->is_kept) {
        writer->text.n = 0;
    }
}

/* name: "value.sql" is the table "value". */
static wks_code put_table(text_writer *writer, wks_query *query, const char *name, wks_error *err)
{
    const int n_name = (int)(strlen(name) - strlen(".sql"));
    const int n_columns = wks_query_count_columns(query);
    bool has_row = false;
    size_t from = writer->text.n;
    for (;;) {
        WKS_TRY(wks_query_step(query, &has_row, err));
        if (!has_row) {
            break;
        }
        wks_buffer_printf(&writer->text, "%.*s", n_name, name);
        for (int column = 0; column < n_columns; column++) {
            put_column(&writer->text, query, column);
        }
        wks_buffer_text(&writer->text, "\n");
        WKS_TRY(wks_buffer_check(&writer->text, err));
        if (writer->text.n - from >= PIECE) {
            pass_on(writer, from);
            from = writer->text.n;
        }
    }
    if (writer->text.n > from) {
        pass_on(writer, from);
    }
    return WKS_OK;
}

wks_code wks_picture_text(wks_db *db, int64_t release, const char *path, wks_hash *out,
                          wks_error *err)
{
    text_writer writer = {.is_kept = path != NULL};
    wks_code code = WKS_OK;
    wks_hasher_init(&writer.hasher);
    for (size_t i = 0; code == WKS_OK && i < wks_picture_text_queries_count; i++) {
        const wks_embedded_text *file = &wks_picture_text_queries[i];
        wks_query *query = NULL;
        if ((code = wks_query_open(db, file->text, &query, err)) == WKS_OK) {
            wks_query_bind_integer(query, 1, release);
            code = put_table(&writer, query, file->name, err);
            wks_query_close(query);
        }
    }
    *out = wks_hasher_end(&writer.hasher);
    if (code == WKS_OK && path != NULL) {
        return wks_file_write_buffer(path, &writer.text, err);
    }
    wks_buffer_clear(&writer.text);
    return code;
}
