/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/count_table_rows.h"

#include "base/language.h"
#include "cells/protection.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

const char *const *wks_count_table_rows_codes(const wks_count_table_rows *rows, size_t row)
{
    return rows->codes + row * rows->keys->n;
}

wks_code wks_count_table_rows_fail(const wks_count_table_rows *rows, size_t row, const char *column,
                                   const char *fault, wks_error *err)
{
    return wks_fail(err, WKS_E_FORMAT,
                    wks_tr("%s: line %zu, column %s: %s", "%s: regel %zu, kolom %s: %s"),
                    rows->path, rows->line[row], column, fault);
}

/* A row that is a total lies in a place of one geography: codes down to some level, T below it and
 * in all that is of another. */
static wks_code check_place(const wks_count_table_rows *rows, size_t row, wks_margin margin,
                            wks_error *err)
{
    const wks_table_keys *keys = rows->keys;
    const wks_margin places = wks_table_keys_places(keys);
    size_t column = 0;
    if (wks_table_keys_is_place(keys, margin) || (margin == (((wks_margin)1 << keys->n) - 1))) {
        return WKS_OK;
    }
    if ((margin & places) == places) {
        return wks_count_table_rows_fail(
            rows, row, keys->columns[0],
            wks_tr("a total (T) of a piece of several geographies, which no table publishes",
                   "een totaal (T) van een stuk van meer gebiedsindelingen, dat geen tabel "
                   "publiceert"),
            err);
    }
    while ((margin >> column & 1) != 0) {
        column++;
    }
    return wks_count_table_rows_fail(
        rows, row, keys->columns[column],
        keys->n_geographies == 1
            ? wks_tr("T means the total, and cannot stand above a code",
                     "T betekent het totaal, en kan niet boven een code staan")
            : wks_tr("T means the total, and the codes beside it are no place of one geography",
                     "T betekent het totaal, en de codes ernaast zijn geen plek in een van de "
                     "gebiedsindelingen"),
        err);
}

static wks_code check_row(const wks_count_table_rows *rows, size_t row, wks_error *err)
{
    const wks_table_keys *keys = rows->keys;
    const char *const *codes = wks_count_table_rows_codes(rows, row);
    for (size_t i = 0; i < keys->n; i++) {
        if (codes[i][0] == 0) {
            return wks_count_table_rows_fail(rows, row, keys->columns[i],
                                             wks_tr("expected a code", "verwacht een code"), err);
        }
        if (keys->is_below[i] && wks_table_keys_is_total(codes[i - 1]) &&
            !wks_table_keys_is_total(codes[i])) {
            return wks_count_table_rows_fail(
                rows, row, keys->columns[i - 1],
                wks_tr("T means the total, and cannot stand above a code",
                       "T betekent het totaal, en kan niet boven een code staan"),
                err);
        }
    }
    WKS_TRY(check_place(rows, row, wks_table_keys_margin(keys, codes), err));
    if (rows->counts[row] < 0 || rows->counts[row] > WKS_MOST_PERSONS) {
        return wks_count_table_rows_fail(
            rows, row, rows->count_column,
            wks_tr("expected a count from 0 to 2^50", "verwacht een aantal van 0 tot en met 2^50"),
            err);
    }
    return WKS_OK;
}

static wks_code find_inner(const wks_count_table_rows *rows, wks_arena *arena, size_t **out,
                           size_t *n_out, wks_error *err)
{
    const wks_margin all = ((wks_margin)1 << rows->keys->n) - 1;
    int64_t sum = 0;
    *n_out = 0;
    WKS_TRY(wks_arena_take(arena, rows->n_rows, sizeof **out, out, err));
    for (size_t row = 0; row < rows->n_rows; row++) {
        WKS_TRY(check_row(rows, row, err));
        if (wks_table_keys_margin(rows->keys, wks_count_table_rows_codes(rows, row)) != all) {
            continue;
        }
        sum += rows->counts[row];
        if (sum > WKS_MOST_PERSONS) {
            return wks_count_table_rows_fail(rows, row, rows->count_column,
                                             wks_tr("all rows together count more than 2^50",
                                                    "alle rijen samen tellen meer dan 2^50"),
                                             err);
        }
        (*out)[(*n_out)++] = row;
    }
    if (*n_out == 0) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: no row has a code in every key column",
                               "%s: geen rij heeft een code in elke sleutelkolom"),
                        rows->path);
    }
    return WKS_OK;
}

/* A code and the one above it. */
typedef struct link {
    const char *code;
    const char *above;
    size_t row;
} link;

static int compare_links(const void *a, const void *b)
{
    const link *x = a;
    const link *y = b;
    const int order = strcmp(x->code, y->code);
    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

/* A code in column `level` has one in the column above it. */
static wks_code check_level(const wks_count_table_rows *rows, const size_t *inner, size_t n,
                            size_t above, size_t level, link *links, wks_error *err)
{
    for (size_t i = 0; i < n; i++) {
        const char *const *codes = wks_count_table_rows_codes(rows, inner[i]);
        links[i] = (link){codes[level], codes[above], inner[i]};
    }
    qsort(links, n, sizeof *links, compare_links);
    for (size_t i = 1; i < n; i++) {
        if (strcmp(links[i - 1].code, links[i].code) == 0 &&
            strcmp(links[i - 1].above, links[i].above) != 0) {
            return wks_fail(
                err, WKS_E_FORMAT,
                wks_tr("%s: line %zu, column %s: this code has another %s than in line %zu",
                       "%s: regel %zu, kolom %s: deze code heeft een andere %s dan in regel "
                       "%zu"),
                rows->path, rows->line[links[i].row], rows->keys->columns[level],
                rows->keys->columns[above], rows->line[links[i - 1].row]);
        }
    }
    return WKS_OK;
}

/* Whatever the geography or classification. */
static wks_code check_parents(const wks_count_table_rows *rows, const size_t *inner, size_t n_inner,
                              wks_arena *arena, wks_error *err)
{
    link *links = NULL;
    WKS_TRY(wks_arena_take(arena, n_inner, sizeof *links, &links, err));
    for (size_t g = 0; g < rows->keys->n_geographies; g++) {
        const wks_table_geography *of = &rows->keys->geographies[g];
        for (size_t depth = 1; depth < of->n; depth++) {
            WKS_TRY(check_level(rows, inner, n_inner, of->columns[depth - 1], of->columns[depth],
                                links, err));
        }
    }
    for (size_t i = rows->keys->n_places; i < rows->keys->n; i++) {
        if (rows->keys->is_below[i]) {
            WKS_TRY(check_level(rows, inner, n_inner, i - 1, i, links, err));
        }
    }
    return WKS_OK;
}

wks_code wks_count_table_rows_check(const wks_count_table_rows *rows, wks_arena *arena,
                                    size_t **inner, size_t *n_inner, wks_error *err)
{
    WKS_TRY(find_inner(rows, arena, inner, n_inner, err));
    return check_parents(rows, *inner, *n_inner, arena, err);
}
