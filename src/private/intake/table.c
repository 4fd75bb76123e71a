/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/intake/table.h"

#include "base/language.h"
#include "private/intake/table_format.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    BEGINNING_SIZE = 4096
};

/* The first that recognises the file reads it. */
static const wks_table_format *const formats[] = {
    &wks_table_parquet_format,
    &wks_table_sav_format,
    &wks_table_xlsx_format,
    &wks_table_ods_format,
    NULL,
};

/* Takes any text that is nothing else. */
static const wks_table_format *const text_format = &wks_table_csv_format;

/* What people send in place of a table, so that the message can say so. */
typedef struct known_other {
    const char *beginning;
    size_t n;
    const char *english;
    const char *dutch;
} known_other;

static const known_other others[] = {
    {"%PDF", 4, "a PDF file", "een pdf-bestand"},
    {"PK\3\4", 4, "a ZIP archive; unpack it first", "een ZIP-bestand; pak het eerst uit"},
    {"PK\5\6", 4, "an empty ZIP archive", "een leeg ZIP-bestand"},
    {"\xd0\xcf\x11\xe0", 4, "an old Excel or Word file (.xls, .doc); save it as .xlsx or CSV",
     "een oud Excel- of Word-bestand (.xls, .doc); sla het op als .xlsx of CSV"},
    {"\x1f\x8b", 2, "a gzip archive; unpack it first", "een gzip-bestand; pak het eerst uit"},
    {"7z\xbc\xaf", 4, "a 7-Zip archive; unpack it first", "een 7-Zip-bestand; pak het eerst uit"},
    {"SQLite format 3", 15, "a SQLite or GeoPackage file", "een SQLite- of GeoPackage-bestand"},
    {"<!doctype html", 14, "a web page", "een webpagina"},
    {"<html", 5, "a web page", "een webpagina"},
    {"<", 1, "an XML file", "een XML-bestand"},
    {"{", 1, "a JSON file", "een JSON-bestand"},
    {"[", 1, "a JSON file", "een JSON-bestand"},
};

static const known_other *find_other(wks_span beginning)
{
    if (beginning.n >= 3 && memcmp(beginning.at, "\xef\xbb\xbf", 3) == 0) {
        beginning = (wks_span){beginning.at + 3, beginning.n - 3};
    }
    beginning = wks_span_trim(beginning.at, beginning.n);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (beginning.n >= others[i].n &&
            strncasecmp(beginning.at, others[i].beginning, others[i].n) == 0) {
            return &others[i];
        }
    }
    return NULL;
}

static wks_code read_beginning(const char *path, char *bytes, size_t *n, wks_error *err)
{
    struct stat info;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = -1;
    bool is_file = fd < 0 || (fstat(fd, &info) == 0 && S_ISREG(info.st_mode));
    if (fd >= 0 && is_file) {
        got = read(fd, bytes, BEGINNING_SIZE);
    }
    int why = errno;
    if (fd >= 0) {
        close(fd);
    }
    if (!is_file) {
        return wks_fail(err, WKS_E_NOT_FOUND, "%s", wks_tr("is not a file", "is geen bestand"));
    }
    if (got < 0) {
        return wks_fail(err, fd < 0 ? WKS_E_NOT_FOUND : WKS_E_IO,
                        wks_tr("cannot be read (%s)", "kan niet worden gelezen (%s)"),
                        strerror(why));
    }
    *n = (size_t)got;
    return WKS_OK;
}

static wks_code find_format(const char *path, const wks_table_format **out, wks_error *err)
{
    char bytes[BEGINNING_SIZE];
    size_t n = 0;
    WKS_TRY(read_beginning(path, bytes, &n, err));
    const wks_span beginning = {bytes, n};
    if (n == 0) {
        return wks_fail(err, WKS_E_FORMAT, "%s",
                        wks_tr("the file is empty; expected a header and rows",
                               "het bestand is leeg; verwacht: een kopregel en rijen"));
    }
    for (size_t i = 0; formats[i] != NULL; i++) {
        if (formats[i]->recognises(beginning)) {
            *out = formats[i];
            return WKS_OK;
        }
    }
    const known_other *other = find_other(beginning);
    if (other != NULL || !text_format->recognises(beginning)) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("looks like %s; expected CSV, XLSX, ODS, SPSS (.sav) or Parquet",
                               "lijkt %s; verwacht: CSV, XLSX, ODS, SPSS (.sav) of Parquet"),
                        other != NULL ? wks_tr(other->english, other->dutch)
                                      : wks_tr("a binary file", "een binair bestand"));
    }
    *out = text_format;
    return WKS_OK;
}

wks_code wks_table_open(const char *path, const wks_source *source, wks_arena *arena,
                        wks_table **out, wks_error *err)
{
    const wks_table_format *format = NULL;
    wks_code code = find_format(path, &format, err);
    if (code != WKS_OK) {
        return wks_error_prefix(err, code, "%s", path);
    }
    assert(format != NULL);
    wks_table *table = NULL;
    WKS_TRY(wks_arena_take(arena, 1, sizeof *table, &table, err));
    table->given_path = wks_arena_text(arena, path);
    if (table->given_path == NULL) {
        return wks_arena_fail(err);
    }
    table->format = format;
    table->arena = arena;
    table->shape.format = format->name;
    table->shape.path = table->given_path;
    code = format->open(table, source, err);
    if (code != WKS_OK) {
        wks_table_close(table);
        return wks_error_prefix(err, code, "%s", path);
    }
    *out = table;
    return WKS_OK;
}

const wks_table_shape *wks_table_shape_of(const wks_table *table)
{
    return &table->shape;
}

wks_code wks_table_next(wks_table *table, const wks_span **cells, size_t *row_number, bool *has_row,
                        wks_error *err)
{
    if (table->format->next == NULL) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s: %s is not read by rows", table->given_path,
                        table->shape.format);
    }
    wks_code code = table->format->next(table, cells, row_number, has_row, err);
    return code == WKS_OK ? code : wks_error_prefix(err, code, "%s", table->given_path);
}

wks_code wks_table_check_rows(wks_table *table, wks_error *err)
{
    if (table->format->check_rows == NULL) {
        return WKS_OK;
    }
    wks_code code = table->format->check_rows(table, err);
    return code == WKS_OK ? code : wks_error_prefix(err, code, "%s", table->given_path);
}

const wks_column_labels *wks_table_labels(const wks_table *table, size_t column)
{
    return table->labels == NULL || column >= table->shape.n_columns ? NULL
                                                                     : &table->labels[column];
}

void wks_table_close(wks_table *table)
{
    if (table != NULL && table->format->close != NULL) {
        table->format->close(table);
    }
}
