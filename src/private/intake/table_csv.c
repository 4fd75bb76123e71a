/* CSV and its kin: what the engine must know, and a UTF-8 copy where the file itself will not do.
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/arena.h"
#include "base/error.h"
#include "base/language.h"
#include "base/text.h"
#include "model/catalogue.h"
#include "private/intake/csv_record.h"
#include "private/intake/dialect.h"
#include "private/intake/encoding.h"
#include "private/intake/header.h"
#include "private/intake/table.h"
#include "private/intake/table_copy.h"
#include "private/intake/table_format.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    SAMPLE_SIZE = 256 * 1024,
    TAIL_SIZE = 4096,
    CHECK_SIZE = 1024 * 1024,        /* read at a time */
    LONGEST_RECORD = 64 * CHECK_SIZE /* then a quote was left open, somewhere before */
};

typedef struct csv_state {
    int fd; /* the file, in UTF-8: the delivery or its copy */
    int delivery_fd;
    size_t begin, end; /* the part of fd that counts: without mark, without closing lines */
    size_t data_at;    /* offset in fd of the first row of data */
    wks_table_copy copy;
} csv_state;

static bool recognises(wks_span beginning)
{
    bool is_utf16 = beginning.n >= 2 && (memcmp(beginning.at, "\xff\xfe", 2) == 0 ||
                                         memcmp(beginning.at, "\xfe\xff", 2) == 0);
    return is_utf16 || memchr(beginning.at, 0, beginning.n) == NULL;
}

static wks_code fail_io(wks_error *err)
{
    return wks_fail(err, WKS_E_IO, wks_tr("cannot be read (%s)", "kan niet worden gelezen (%s)"),
                    strerror(errno));
}

/* Up to room bytes at offset; fewer only at the end of the file. */
static wks_code read_at(int fd, size_t offset, char *bytes, size_t room, size_t *n, wks_error *err)
{
    *n = 0;
    while (*n < room) {
        ssize_t got = pread(fd, bytes + *n, room - *n, (off_t)(offset + *n));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return fail_io(err);
        }
        if (got == 0) {
            break;
        }
        *n += (size_t)got;
    }
    return WKS_OK;
}

static wks_code find_end(csv_state *state, wks_error *err)
{
    struct stat info;
    if (fstat(state->fd, &info) != 0) {
        return fail_io(err);
    }
    state->end = (size_t)info.st_size;
    return WKS_OK;
}

/* Take a fresh copy for the file from now on. */
static void adopt(csv_state *state, wks_table *table, wks_table_copy copy)
{
    wks_table_copy_close(&state->copy);
    state->copy = copy;
    state->fd = copy.fd;
    table->shape.path = copy.path;
}

static wks_code convert(csv_state *state, wks_table *table, const wks_encoding *encoding,
                        wks_error *err)
{
    wks_table_copy copy = wks_table_copy_none;
    WKS_TRY(wks_table_copy_open(&copy, table->arena, err));
    wks_code code = wks_encoding_convert(state->fd, encoding, &copy, err);
    if (code == WKS_OK) {
        code = wks_table_copy_flush(&copy, err);
    }
    if (code != WKS_OK) {
        wks_table_copy_close(&copy);
        return code;
    }
    adopt(state, table, copy);
    return WKS_OK;
}

/* A copy of the part [from, to) alone. */
static wks_code keep_part(csv_state *state, wks_table *table, size_t from, size_t to,
                          wks_error *err)
{
    char piece[16 * 1024];
    wks_table_copy copy = wks_table_copy_none;
    WKS_TRY(wks_table_copy_open(&copy, table->arena, err));
    wks_code code = WKS_OK;
    size_t n = 1;
    for (size_t at = from; code == WKS_OK && at < to && n > 0; at += n) {
        size_t room = to - at < sizeof piece ? to - at : sizeof piece;
        code = read_at(state->fd, at, piece, room, &n, err);
        wks_table_copy_put(&copy, piece, code == WKS_OK ? n : 0);
    }
    if (code == WKS_OK) {
        code = wks_table_copy_flush(&copy, err);
    }
    if (code != WKS_OK) {
        wks_table_copy_close(&copy);
        return code;
    }
    adopt(state, table, copy);
    state->begin = 0;
    return find_end(state, err);
}

/* ---- the lines with which a publisher closes ------------------------------------------------- */

static bool is_closing_line(wks_span line)
{
    bool is_quoted = line.n > 0 && *line.at == WKS_CSV_QUOTE;
    return wks_header_is_closing(is_quoted ? (wks_span){line.at + 1, line.n - 1} : line);
}

/* Where the rows end: before the closing lines, if there are any. */
static wks_code find_rows_end(const csv_state *state, char delimiter, size_t *rows_end,
                              wks_error *err)
{
    char tail[TAIL_SIZE];
    size_t n = state->end - state->data_at;
    n = n < sizeof tail ? n : sizeof tail;
    const size_t offset = state->end - n;
    WKS_TRY(read_at(state->fd, offset, tail, n, &n, err));
    *rows_end = state->end;
    for (;;) {
        while (n > 0 && (tail[n - 1] == '\n' || tail[n - 1] == '\r')) {
            n--;
        }
        const char *before = n > 0 ? memrchr(tail, '\n', n) : NULL;
        if (before == NULL) {
            return WKS_OK;
        }
        size_t start = (size_t)(before + 1 - tail);
        wks_span line = {before + 1, n - start};
        if (!is_closing_line(line) || wks_csv_record_measure(line, delimiter).n_fields != 1) {
            return WKS_OK;
        }
        *rows_end = offset + start;
        n = start;
    }
}

/* ---- opening -------------------------------------------------------------------------------- */

static wks_code find_dialect(csv_state *state, wks_table *table, wks_arena *scratch,
                             wks_dialect *dialect, wks_error *err)
{
    char *sample = NULL;
    size_t n = 0;
    WKS_TRY(wks_arena_take(scratch, SAMPLE_SIZE, 1, &sample, err));
    WKS_TRY(read_at(state->fd, state->begin, sample, SAMPLE_SIZE, &n, err));
    bool is_whole = state->begin + n >= state->end;
    WKS_TRY(wks_dialect_find((wks_span){sample, n}, is_whole, scratch, dialect, err));
    wks_table_shape *shape = &table->shape;
    const char **columns = NULL;
    WKS_TRY(wks_arena_take(table->arena, dialect->n_columns, sizeof *columns, &columns, err));
    for (size_t i = 0; i < dialect->n_columns; i++) {
        columns[i] = wks_arena_text(table->arena, dialect->columns[i]);
        if (columns[i] == NULL) {
            return wks_arena_fail(err);
        }
    }
    shape->columns = columns;
    shape->n_columns = dialect->n_columns;
    shape->delimiter = dialect->delimiter;
    shape->quote = WKS_CSV_QUOTE;
    shape->is_decimal_comma = dialect->is_decimal_comma;
    shape->first_row = dialect->skip_lines + 1;
    shape->skip_lines = dialect->skip_lines;
    state->data_at = state->begin + dialect->skip_bytes;
    return WKS_OK;
}

static wks_code read_shape(csv_state *state, wks_table *table, wks_arena *scratch, wks_error *err)
{
    wks_encoding encoding;
    wks_dialect dialect;
    WKS_TRY(wks_encoding_find(state->fd, &encoding, err));
    table->shape.encoding = encoding.name;
    if (!encoding.is_utf8) {
        WKS_TRY(convert(state, table, &encoding, err));
    }
    state->begin = encoding.is_utf8 ? encoding.mark_bytes : 0;
    WKS_TRY(find_end(state, err));
    WKS_TRY(find_dialect(state, table, scratch, &dialect, err));
    size_t rows_end = 0;
    WKS_TRY(find_rows_end(state, dialect.delimiter, &rows_end, err));
    if (!dialect.is_skip_plain || rows_end < state->end) {
        WKS_TRY(keep_part(state, table, state->data_at, rows_end, err));
        state->data_at = 0;
        table->shape.skip_lines = 0;
    }
    return WKS_OK;
}

static wks_code open_csv(wks_table *table, const wks_source *source, wks_error *err)
{
    (void)source;
    csv_state *state = NULL;
    WKS_TRY(wks_arena_take(table->arena, 1, sizeof *state, &state, err));
    *state = (csv_state){.fd = -1, .delivery_fd = -1, .copy = wks_table_copy_none};
    table->state = state;
    table->shape.engine = WKS_TABLE_CSV;
    state->delivery_fd = open(table->given_path, O_RDONLY | O_CLOEXEC);
    if (state->delivery_fd < 0) {
        return fail_io(err);
    }
    state->fd = state->delivery_fd;
    wks_arena scratch;
    wks_arena_init(&scratch, 0);
    wks_code code = read_shape(state, table, &scratch, err);
    wks_arena_clear(&scratch);
    return code;
}

static void close_csv(wks_table *table)
{
    csv_state *state = table->state;
    if (state != NULL) {
        wks_table_copy_close(&state->copy);
        if (state->delivery_fd >= 0) {
            close(state->delivery_fd);
        }
        table->state = NULL;
    }
}

/* ---- every row ------------------------------------------------------------------------------ */

typedef struct row_check {
    char *bytes; /* [room] */
    size_t room;
    size_t n;      /* bytes that are there */
    size_t at;     /* the next record */
    size_t offset; /* in the file, of what to read next */
    size_t line;   /* of the delivery, from 1 */
    size_t n_rows;
} row_check;

static wks_code fail_row(const row_check *check, const wks_csv_record *record, size_t n_expected,
                         wks_error *err)
{
    if (record->has_open_quote) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("line %zu: a \" that is not closed", "regel %zu: een \" die niet "
                                                                    "wordt gesloten"),
                        check->line);
    }
    if (record->has_text_after_quote) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("line %zu: text behind a closing \"; expected a delimiter",
                               "regel %zu: tekst achter een sluitende \"; verwacht: een "
                               "scheidingsteken"),
                        check->line);
    }
    return wks_fail(err, WKS_E_FORMAT,
                    wks_tr("line %zu: %zu fields; expected %zu as in the header",
                           "regel %zu: %zu velden; verwacht: %zu zoals in de kopregel"),
                    check->line, record->n_fields, n_expected);
}

/* Move what is left to the front and read on; *is_end: there is nothing more. */
static wks_code refill(row_check *check, const csv_state *state, wks_arena *scratch, bool *is_end,
                       wks_error *err)
{
    check->n -= check->at;
    if (check->n == check->room && check->room < LONGEST_RECORD) {
        char *larger = NULL;
        WKS_TRY(wks_arena_take(scratch, check->room * 2, 1, &larger, err));
        memcpy(larger, check->bytes + check->at, check->n);
        check->bytes = larger;
        check->room *= 2;
    } else {
        memmove(check->bytes, check->bytes + check->at, check->n);
    }
    check->at = 0;
    size_t room = check->room - check->n;
    room = room < state->end - check->offset ? room : state->end - check->offset;
    size_t n = 0;
    WKS_TRY(read_at(state->fd, check->offset, check->bytes + check->n, room, &n, err));
    check->n += n;
    check->offset += n;
    *is_end = n == 0 || check->offset == state->end;
    return WKS_OK;
}

static wks_code check_all(row_check *check, const csv_state *state, const wks_table_shape *shape,
                          wks_arena *scratch, wks_error *err)
{
    bool is_end = false;
    WKS_TRY(refill(check, state, scratch, &is_end, err));
    while (check->at < check->n) {
        wks_csv_record record = wks_csv_record_measure(
            (wks_span){check->bytes + check->at, check->n - check->at}, shape->delimiter);
        /* A CR at the very end may have its LF in the next piece. */
        bool is_cut = !record.is_closed || check->at + record.n_bytes == check->n;
        if (is_cut && !is_end && check->n - check->at < LONGEST_RECORD) {
            WKS_TRY(refill(check, state, scratch, &is_end, err));
            continue;
        }
        if (!record.is_blank && (record.n_fields != shape->n_columns || record.has_open_quote ||
                                 record.has_text_after_quote)) {
            return fail_row(check, &record, shape->n_columns, err);
        }
        check->n_rows += !record.is_blank;
        check->line += record.n_lines;
        check->at += record.n_bytes;
    }
    return WKS_OK;
}

static wks_code check_rows(wks_table *table, wks_error *err)
{
    const csv_state *state = table->state;
    wks_arena scratch;
    wks_arena_init(&scratch, 0);
    row_check check = {
        .room = CHECK_SIZE, .offset = state->data_at, .line = table->shape.first_row};
    wks_code code = wks_arena_take(&scratch, check.room, 1, &check.bytes, err);
    if (code == WKS_OK) {
        code = check_all(&check, state, &table->shape, &scratch, err);
    }
    if (code == WKS_OK) {
        table->shape.n_rows = check.n_rows;
    }
    wks_arena_clear(&scratch);
    return code;
}

const wks_table_format wks_table_csv_format = {
    .name = "csv",
    .recognises = recognises,
    .open = open_csv,
    .check_rows = check_rows,
    .close = close_csv,
};
