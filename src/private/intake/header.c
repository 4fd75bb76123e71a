/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/intake/header.h"

#include "base/language.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    HEADER_ROWS_MOST = 12
};

/* ---- cells ---------------------------------------------------------------------------------- */

static bool is_blank(wks_span cell)
{
    return wks_span_trim(cell.at, cell.n).n == 0;
}

char wks_header_number_kind(wks_span cell)
{
    cell = wks_span_trim(cell.at, cell.n);
    if (cell.n > 1 && (*cell.at == '-' || *cell.at == '+')) {
        cell = (wks_span){cell.at + 1, cell.n - 1};
    }
    char kind = cell.n > 0 ? '1' : 0;
    for (size_t i = 0; i < cell.n; i++) {
        if (isdigit((unsigned char)cell.at[i])) {
            continue;
        }
        bool is_mark = (cell.at[i] == '.' || cell.at[i] == ',') && kind == '1' && i > 0;
        if (!is_mark || i + 1 == cell.n) {
            return 0;
        }
        kind = cell.at[i];
    }
    return kind;
}

/* Does text follow the pattern, in which 9 is a digit and A a letter?  It may be longer. */
static bool follows(wks_span text, const char *pattern)
{
    size_t i = 0;
    for (; i < text.n && pattern[i] != 0; i++) {
        unsigned char c = (unsigned char)text.at[i];
        bool fits = pattern[i] == '9'   ? isdigit(c)
                    : pattern[i] == 'A' ? isalpha(c)
                                        : c == (unsigned char)pattern[i];
        if (!fits) {
            return false;
        }
    }
    return pattern[i] == 0;
}

/* As in a row of data: a number, but for a year, a date, an area code, a period. */
static bool is_data(wks_span cell)
{
    cell = wks_span_trim(cell.at, cell.n);
    bool is_year = cell.n == 4 && (follows(cell, "1999") || follows(cell, "2999"));
    bool is_code = (cell.n == 6 || cell.n == 8 || cell.n == 10) && follows(cell, "AA9999") &&
                   isupper((unsigned char)cell.at[0]);
    bool is_date = follows(cell, "9999-99-99") || follows(cell, "99-99-9999");
    return !is_year && (is_code || is_date || wks_header_number_kind(cell) != 0);
}

static size_t count_filled(wks_header_row row)
{
    size_t n = 0;
    for (size_t i = 0; i < row.n_cells; i++) {
        n += !is_blank(row.cells[i]);
    }
    return n;
}

static size_t count_data(wks_header_row row)
{
    size_t n = 0;
    for (size_t i = 0; i < row.n_cells; i++) {
        n += is_data(row.cells[i]);
    }
    return n;
}

static bool has_number(wks_header_row row)
{
    for (size_t i = 0; i < row.n_cells; i++) {
        if (wks_header_number_kind(row.cells[i]) != 0) {
            return true;
        }
    }
    return false;
}

bool wks_header_is_closing(wks_span text)
{
    static const char *const words[] = {"\xc2\xa9", "(c)", "Bron:", "Source:"};
    text = wks_span_trim(text.at, text.n);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (text.n >= strlen(words[i]) && strncasecmp(text.at, words[i], strlen(words[i])) == 0) {
            return true;
        }
    }
    return false;
}

/* ---- names ---------------------------------------------------------------------------------- */

/* Add a part of a name, a slash between parts; blanks and line ends as one space. */
static void add_part(wks_buffer *name, wks_span part)
{
    part = wks_span_trim(part.at, part.n);
    if (part.n == 0) {
        return;
    }
    if (name->n > 0) {
        wks_buffer_put(name, "/", 1);
    }
    bool is_gap = false;
    for (size_t i = 0; i < part.n; i++) {
        if (isspace((unsigned char)part.at[i]) || part.at[i] == 0) {
            is_gap = true;
            continue;
        }
        if (is_gap) {
            wks_buffer_put(name, " ", 1);
            is_gap = false;
        }
        wks_buffer_put(name, part.at + i, 1);
    }
}

/* The name into the arena; the buffer is cleared, whatever happens. */
static wks_code take_name(wks_buffer *name, wks_arena *arena, wks_span *out, wks_error *err)
{
    wks_code code = wks_buffer_check(name, err);
    const size_t n = name->n;
    char *copy = code == WKS_OK ? wks_arena_text_n(arena, name->bytes, n) : NULL;
    wks_buffer_clear(name);
    *out = (wks_span){copy, n};
    return code != WKS_OK ? code : copy == NULL ? wks_arena_fail(err) : WKS_OK;
}

typedef struct numbered_name {
    const char *name;
    size_t column;
} numbered_name;

static int compare_names(const void *a, const void *b)
{
    const numbered_name *x = a;
    const numbered_name *y = b;
    int order = strcasecmp(x->name, y->name);
    return order != 0 ? order : x->column < y->column ? -1 : x->column > y->column;
}

/* One round of numbering; *is_changed says whether there was anything to number. */
static wks_code number_repeats(const char **names, size_t n, wks_arena *arena, bool *is_changed,
                               wks_error *err)
{
    numbered_name *sorted = NULL;
    WKS_TRY(wks_arena_take(arena, n, sizeof *sorted, &sorted, err));
    for (size_t i = 0; i < n; i++) {
        sorted[i] = (numbered_name){names[i], i};
    }
    qsort(sorted, n, sizeof *sorted, compare_names);
    *is_changed = false;
    for (size_t i = 0, end = 0; i < n; i = end) {
        for (end = i + 1; end < n && strcasecmp(sorted[i].name, sorted[end].name) == 0;) {
            end++;
        }
        for (size_t k = i; k < end && end - i > 1; k++) {
            char *name = wks_arena_printf(arena, "%s (%zu)", sorted[k].name, k - i + 1);
            if (name == NULL) {
                return wks_arena_fail(err);
            }
            names[sorted[k].column] = name;
            *is_changed = true;
        }
    }
    return WKS_OK;
}

wks_code wks_header_names(const wks_span *cells, size_t n_cells, wks_arena *arena,
                          const char *const **out, wks_error *err)
{
    const char **names = NULL;
    WKS_TRY(wks_arena_take(arena, n_cells, sizeof *names, &names, err));
    for (size_t i = 0; i < n_cells; i++) {
        wks_buffer name = {0};
        wks_span clean = {0};
        add_part(&name, cells[i]);
        WKS_TRY(take_name(&name, arena, &clean, err));
        names[i] = clean.n > 0 ? clean.at : wks_arena_printf(arena, "column %zu", i + 1);
        if (names[i] == NULL) {
            return wks_arena_fail(err);
        }
    }
    /* "a (1)" may itself be taken; each round makes the repeated names longer, so that this ends.
     */
    bool is_changed = true;
    while (is_changed) {
        WKS_TRY(number_repeats(names, n_cells, arena, &is_changed, err));
    }
    *out = (const char *const *)names;
    return WKS_OK;
}

/* ---- a header of several rows --------------------------------------------------------------- */

/* The rows of a header, and how its names are put together. */
typedef struct header_rows {
    const wks_header_row *rows;
    size_t n;
    size_t n_plain; /* columns whose name is in one row only: plain_row */
    size_t plain_row;
    bool is_merged; /* an empty cell continues the one on its left */
} header_rows;

/* The column whose cell stands for this one in a merged row: itself when filled, or the one to the
 * left that still lies under the same cell of every row above. */
static size_t owner(const header_rows *header, size_t row, size_t column)
{
    while (column > 0 && is_blank(header->rows[row].cells[column])) {
        for (size_t above = 0; above < row; above++) {
            if (!is_blank(header->rows[above].cells[column])) {
                return column;
            }
        }
        column--;
    }
    return column;
}

static wks_code join_rows(const header_rows *header, size_t width, wks_arena *arena, wks_span *out,
                          wks_error *err)
{
    for (size_t column = 0; column < width; column++) {
        wks_buffer name = {0};
        const bool is_plain = column < header->n_plain;
        const size_t first = is_plain ? header->plain_row : 0;
        const size_t last = is_plain ? header->plain_row : header->n - 1;
        for (size_t row = first; row <= last; row++) {
            bool is_filled_on = header->is_merged && row + 1 < header->n;
            size_t from = is_filled_on ? owner(header, row, column) : column;
            add_part(&name, header->rows[row].cells[from]);
        }
        WKS_TRY(take_name(&name, arena, &out[column], err));
    }
    return WKS_OK;
}

/* Older StatLine: rows that begin with an empty cell, and the row with names below them.  Not when
 * that row has numbers, then it is data; and one row with one nameless column is a header by itself
 * (R numbers its rows so). */
static bool find_rows_above(const wks_header_row *rows, size_t n_rows, size_t width,
                            header_rows *out)
{
    size_t n = 0;
    while (n < n_rows && n < HEADER_ROWS_MOST && rows[n].n_cells == width &&
           is_blank(rows[n].cells[0])) {
        n++;
    }
    if (n == 0 || n == n_rows || rows[n].n_cells != width || is_blank(rows[n].cells[0]) ||
        has_number(rows[n]) || (n == 1 && !is_blank(rows[0].cells[1]))) {
        return false;
    }
    size_t n_empty = 0;
    while (n_empty < width && is_blank(rows[0].cells[n_empty])) {
        n_empty++;
    }
    /* The first filled cell names the rows above, not the column under it. */
    *out = (header_rows){.rows = rows, .n = n + 1, .n_plain = n_empty + 1, .plain_row = n};
    return true;
}

/* Merged in Excel: a row with gaps between names, and rows that fill them. */
static bool find_rows_below(const wks_header_row *rows, size_t n_rows, size_t width,
                            header_rows *out)
{
    size_t n = 1;
    if (is_blank(rows[0].cells[0]) || count_filled(rows[0]) == width) {
        return false;
    }
    while (n < n_rows && n < HEADER_ROWS_MOST && rows[n].n_cells == width &&
           is_blank(rows[n].cells[0]) && count_filled(rows[n]) > 0 && !has_number(rows[n])) {
        n++;
    }
    *out = (header_rows){.rows = rows, .n = n, .is_merged = true};
    return n > 1 && n < n_rows;
}

static wks_code fail_no_header(wks_error *err)
{
    return wks_fail(err, WKS_E_FORMAT, "%s",
                    wks_tr("there is no header; expected a row with the names of at least two "
                           "columns above the data",
                           "er is geen kopregel; verwacht: een rij met de namen van minstens twee "
                           "kolommen boven de gegevens"));
}

wks_code wks_header_find(const wks_header_row *rows, size_t n_rows, size_t width, wks_arena *arena,
                         wks_header *out, wks_error *err)
{
    size_t top = 0;
    while (top < n_rows && (rows[top].n_cells != width || count_filled(rows[top]) < 2)) {
        top++;
    }
    if (top == n_rows || count_data(rows[top]) * 2 >= count_filled(rows[top])) {
        return fail_no_header(err);
    }
    header_rows header = {.rows = rows + top, .n = 1};
    wks_span *names = NULL;
    WKS_TRY(wks_arena_take(arena, width, sizeof *names, &names, err));
    if (!find_rows_above(rows + top, n_rows - top, width, &header) &&
        !find_rows_below(rows + top, n_rows - top, width, &header)) {
        header = (header_rows){.rows = rows + top, .n = 1};
    }
    WKS_TRY(join_rows(&header, width, arena, names, err));
    out->n_columns = width;
    out->first_data = top + header.n;
    return wks_header_names(names, width, arena, &out->columns, err);
}
