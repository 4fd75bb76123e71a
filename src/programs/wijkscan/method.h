/* programs/wijkscan/method.h - a method of the product, run on a plain CSV: `wijkscan method NAME`.
 *
 * The table in method.c names them all.  A method is a verb with its own flags that reads --data,
 * calls the same functions as `wijkscan build`, and writes a CSV; so an analyst can repeat, and
 * hold against R, what the product says. SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PROGRAMS_WIJKSCAN_METHOD_H
#define WKS_PROGRAMS_WIJKSCAN_METHOD_H

#include "base/text.h"
#include "programs/wijkscan/verb.h"

#include <stdbool.h>
#include <stddef.h>

/* The method with this name, or NULL. */
const wks_verb *wks_method_find(const char *name);
/* One line a method: name and what it does. */
void wks_method_list(wks_buffer *out);

/* ---- in ------------------------------------------------------------------------------------- */

/* A CSV in memory: RFC 4180, comma, semicolon or tab, a header, UTF-8.  Row i is at line[i]. */
typedef struct wks_method_data {
    const char *path;
    const char **columns; /* [n_columns] names, trimmed */
    size_t n_columns;
    const char **cells; /* [n_rows * n_columns] by row, trimmed; "" is empty */
    size_t *line;       /* [n_rows] where each row begins in the file, header is 1 */
    size_t n_rows;
} wks_method_data;

/* Errors: WKS_E_NOT_FOUND, WKS_E_IO  the file; WKS_E_FORMAT  no header, no rows, a row of another
 * width, an open quote, a column name twice; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_method_read(const char *path, wks_arena *arena, wks_method_data *out,
                                        wks_error *err);

/* The value of a flag that must be given, of a verb in a group.  Errors: WKS_E_ARGUMENT. */
WKS_MUST_CHECK wks_code wks_method_flag(const wks_call *call, const wks_arguments *arguments,
                                        const char *name, const char **out, wks_error *err);
/* A flag that is a number from least to most, both included; otherwise when it was not given.
 * Errors: WKS_E_ARGUMENT. */
WKS_MUST_CHECK wks_code wks_method_number(const wks_call *call, const wks_arguments *arguments,
                                          const char *name, double least, double most,
                                          double otherwise, double *out, wks_error *err);

/* The index of a column.  Errors: WKS_E_FORMAT  no such column: the text lists those there are. */
WKS_MUST_CHECK wks_code wks_method_column(const wks_method_data *data, const char *name,
                                          size_t *out, wks_error *err);
/* A column of numbers [n_rows] and of texts [n_rows]; an empty cell, NA or NaN is NAN where
 * may_be_empty.  Errors: WKS_E_FORMAT  no such column; a cell that is no number, or empty: the text
 * names file, line and column; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_method_numbers(const wks_method_data *data, const char *name,
                                           bool may_be_empty, wks_arena *arena, double **out,
                                           wks_error *err);
WKS_MUST_CHECK wks_code wks_method_texts(const wks_method_data *data, const char *name,
                                         wks_arena *arena, const char ***out, wks_error *err);
/* Several columns "a,b,c" as one matrix by column [n_rows * *n]; names NULL gives *n = 0. */
WKS_MUST_CHECK wks_code wks_method_matrix(const wks_method_data *data, const char *names,
                                          wks_arena *arena, double **out, size_t *n,
                                          wks_error *err);

/* The rows that share the text of one or more columns "wijk,year": groups in order of first
 * appearance.  columns NULL: one group of all rows. */
typedef struct wks_method_groups {
    size_t n;
    size_t *of_row;     /* [n_rows] group of each row */
    size_t *first;      /* [n] its first row */
    const char *header; /* "wijk,year": to write above the columns of wks_method_put_group */
    size_t *columns;    /* [n_columns] */
    size_t n_columns;
} wks_method_groups;

WKS_MUST_CHECK wks_code wks_method_group(const wks_method_data *data, const char *columns,
                                         wks_arena *arena, wks_method_groups *out, wks_error *err);

/* ---- out ------------------------------------------------------------------------------------ */

/* A cell, quoted where CSV needs it; a number in the shortest text that reads back the same, empty
 * when it is NAN.  The caller writes commas and line ends (LF) itself. */
void wks_method_put_text(wks_buffer *out, const char *text);
void wks_method_put_number(wks_buffer *out, double number);
/* ",1.25" */
void wks_method_put_next(wks_buffer *out, double number);
/* The group's own cells with commas between. */
void wks_method_put_group(wks_buffer *out, const wks_method_data *data,
                          const wks_method_groups *groups, size_t group);

/* Write to --out FILE, or to standard output, and clear the buffer.
 * Errors: WKS_E_IO, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_method_write(const wks_call *call, const wks_arguments *arguments,
                                         wks_buffer *out, wks_error *err);

/* Write what is said of the whole, as JSON, to --summary FILE, or to standard error unless --quiet;
 * clears the buffer.  Errors: WKS_E_IO, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_method_write_summary(const wks_call *call,
                                                 const wks_arguments *arguments, wks_buffer *out,
                                                 wks_error *err);

/* The flags that every method has, for its table: WKS_METHOD_FLAGS first. */
#define WKS_METHOD_FLAGS                                                                           \
    {"data", "FILE", "the CSV to read", "de CSV om te lezen"},                                     \
    {                                                                                              \
        "out", "FILE", "write here instead of to standard output",                                 \
            "schrijf hierheen in plaats van naar de standaarduitvoer"                              \
    }

#endif
