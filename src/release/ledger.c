/* SPDX-License-Identifier: EUPL-1.2 */
#include "release/ledger.h"

#include "base/file.h"
#include "base/language.h"
#include "base/text.h"
#include "cells/lines.h"
#include "cells/protection.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const kinds[] = {[WKS_LEDGER_RELEASE] = "release", [WKS_LEDGER_KNOWN] = "known"};

enum {
    MOST_ENTRIES = 999999,
    LAST_YEAR = 9999
};

int wks_ledger_compare(const void *a, const void *b)
{
    const wks_ledger_row *left = a;
    const wks_ledger_row *right = b;
    int order = strcmp(left->table, right->table);
    order = order != 0 ? order : strcmp(left->version, right->version);
    order = order != 0 ? order : strcmp(left->area, right->area);
    order =
        order != 0 ? order : (left->edition > right->edition) - (left->edition < right->edition);
    return order != 0 ? order : strcmp(left->group, right->group);
}

static char *entry_path(const char *folder, size_t number, wks_arena *arena)
{
    return wks_arena_printf(arena, "%s/%06zu.txt", folder, number);
}

/* ---- reading --------------------------------------------------------------------------------- */

bool wks_ledger_is_date(const char *text)
{
    static const char form[] = "dddd-dd-dd";
    for (size_t i = 0; i < sizeof form; i++) {
        if (form[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != form[i]) {
            return false;
        }
    }
    return true;
}

static wks_code read_row(wks_lines *lines, wks_arena *arena, wks_ledger_row *row, wks_error *err)
{
    int64_t edition = 0;
    WKS_TRY(wks_lines_next(lines, err));
    WKS_TRY(wks_lines_word(lines, arena, &row->area, err));
    WKS_TRY(wks_lines_integer(lines, 0, LAST_YEAR, &edition, err));
    WKS_TRY(wks_lines_word(lines, arena, &row->group, err));
    WKS_TRY(wks_lines_integer(lines, 0, WKS_MOST_PERSONS, &row->least, err));
    row->edition = (int)edition;
    return wks_lines_integer(lines, row->least, WKS_MOST_PERSONS, &row->most, err);
}

static wks_code read_rows(wks_lines *lines, wks_ledger *to, size_t *room, wks_arena *arena,
                          wks_error *err)
{
    const char *table = NULL;
    const char *version = NULL;
    int64_t n = 0;
    WKS_TRY(wks_lines_next(lines, err));
    WKS_TRY(wks_lines_literal(lines, "table", err));
    WKS_TRY(wks_lines_word(lines, arena, &table, err));
    WKS_TRY(wks_lines_word(lines, arena, &version, err));
    WKS_TRY(wks_lines_integer(lines, 1, (int64_t)lines->rest.n, &n, err));
    for (int64_t i = 0; i < n; i++) {
        WKS_TRY(wks_arena_grow(arena, &to->rows, to->n_rows, room, sizeof *to->rows, err));
        to->rows[to->n_rows] =
            (wks_ledger_row){.table = table, .version = version, .entry = to->n_entries + 1};
        WKS_TRY(read_row(lines, arena, &to->rows[to->n_rows++], err));
    }
    return WKS_OK;
}

static wks_code fail_chain(const wks_lines *lines, wks_error *err)
{
    return wks_lines_fail(lines,
                          wks_tr("the hash of the entry before it: the ledger was changed",
                                 "de hash van de vorige boeking: het grootboek is veranderd"),
                          err);
}

/* The lines above the rows.  entry is the last of to->entries. */
static wks_code read_head(wks_lines *lines, const wks_ledger *to, wks_arena *arena,
                          wks_ledger_entry *entry, wks_error *err)
{
    const int64_t number = (int64_t)to->n_entries + 1;
    const char *previous = NULL;
    int64_t read = 0;
    size_t kind = 0;
    WKS_TRY(wks_lines_kind(lines, "wijkscan-ledger", err));
    WKS_TRY(wks_lines_next(lines, err));
    WKS_TRY(wks_lines_literal(lines, "entry", err));
    WKS_TRY(wks_lines_integer(lines, number, number, &read, err));
    WKS_TRY(wks_lines_next(lines, err));
    WKS_TRY(wks_lines_literal(lines, "previous", err));
    WKS_TRY(wks_lines_word(lines, arena, &previous, err));
    if (strcmp(previous, wks_ledger_head(to)) != 0) {
        return fail_chain(lines, err);
    }
    WKS_TRY(wks_lines_next(lines, err));
    WKS_TRY(wks_lines_literal(lines, "date", err));
    WKS_TRY(wks_lines_word(lines, arena, &entry->date, err));
    if (!wks_ledger_is_date(entry->date)) {
        return wks_lines_fail(lines, wks_tr("a date, yyyy-mm-dd", "een datum, jjjj-mm-dd"), err);
    }
    WKS_TRY(wks_lines_next(lines, err));
    WKS_TRY(wks_lines_choice(lines, kinds, 2, &kind, err));
    entry->kind = (wks_ledger_kind)kind;
    return wks_lines_word(lines, arena, &entry->name, err);
}

static wks_code read_entry(const char *path, wks_ledger *to, size_t *room, wks_arena *arena,
                           wks_error *err)
{
    wks_lines lines;
    wks_ledger_entry entry = {0};
    int64_t n_tables = 0;
    WKS_TRY(wks_lines_open(path, arena, &lines, &entry.file, err));
    WKS_TRY(read_head(&lines, to, arena, &entry, err));
    WKS_TRY(wks_lines_next(&lines, err));
    WKS_TRY(wks_lines_literal(&lines, "tables", err));
    WKS_TRY(wks_lines_integer(&lines, 0, (int64_t)lines.rest.n, &n_tables, err));
    for (int64_t i = 0; i < n_tables; i++) {
        WKS_TRY(read_rows(&lines, to, room, arena, err));
    }
    to->entries[to->n_entries++] = entry;
    return wks_lines_end(&lines, err);
}

wks_code wks_ledger_read(const char *folder, wks_arena *arena, wks_ledger *out, wks_error *err)
{
    const char **names = NULL;
    size_t n = 0;
    size_t room = 0;
    *out = (wks_ledger){.folder = folder};
    if (!wks_file_is_folder(folder)) {
        return WKS_OK;
    }
    WKS_TRY(wks_file_list(folder, ".txt", arena, &names, &n, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->entries, &out->entries, err));
    for (size_t i = 0; i < n; i++) {
        const char *path = entry_path(folder, i + 1, arena);
        if (path == NULL) {
            return wks_arena_fail(err);
        }
        if (strcmp(names[i], wks_file_name(path)) != 0) {
            return wks_fail(err, WKS_E_FORMAT,
                            wks_tr("%s/%s: expected the entry %s here: the ledger was changed",
                                   "%s/%s: verwacht hier boeking %s: het grootboek is veranderd"),
                            folder, names[i], wks_file_name(path));
        }
        WKS_TRY(read_entry(path, out, &room, arena, err));
    }
    if (out->n_rows > 1) {
        qsort(out->rows, out->n_rows, sizeof *out->rows, wks_ledger_compare);
    }
    return WKS_OK;
}

const char *wks_ledger_head(const wks_ledger *ledger)
{
    return ledger->n_entries == 0 ? "-" : ledger->entries[ledger->n_entries - 1].file.hex;
}

size_t wks_ledger_find(const wks_ledger *ledger, const char *table, size_t *first)
{
    size_t low = 0;
    size_t high = ledger->n_rows;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (strcmp(ledger->rows[middle].table, table) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *first = low;
    while (low < ledger->n_rows && strcmp(ledger->rows[low].table, table) == 0) {
        low++;
    }
    return low - *first;
}

/* The rows of just this count: *first up to the result. */
static const wks_ledger_row *rows_of(const wks_ledger *ledger, const wks_ledger_row *row,
                                     const wks_ledger_row **first)
{
    if (ledger->n_rows == 0) {
        *first = NULL;
        return NULL;
    }
    const wks_ledger_row *end = ledger->rows + ledger->n_rows;
    const wks_ledger_row *at =
        bsearch(row, ledger->rows, ledger->n_rows, sizeof *row, wks_ledger_compare);
    *first = at;
    while (*first != NULL && *first > ledger->rows && wks_ledger_compare(*first - 1, row) == 0) {
        (*first)--;
    }
    while (at != NULL && at < end && wks_ledger_compare(at, row) == 0) {
        at++;
    }
    return at;
}

size_t wks_ledger_since(const wks_ledger *ledger, const wks_ledger_row *row)
{
    size_t since = 0;
    const wks_ledger_row *at = NULL;
    const wks_ledger_row *end = rows_of(ledger, row, &at);
    for (; at != end; at++) {
        since = since == 0 || at->entry < since ? at->entry : since;
    }
    return since;
}

bool wks_ledger_tells(const wks_ledger *ledger, const wks_ledger_row *row)
{
    const wks_ledger_row *at = NULL;
    const wks_ledger_row *end = rows_of(ledger, row, &at);
    while (at != end && (at->least < row->least || at->most > row->most)) {
        at++;
    }
    return at != end;
}

bool wks_ledger_tells_number(const wks_ledger *ledger, const wks_ledger_row *row)
{
    const wks_ledger_row *at = NULL;
    const wks_ledger_row *end = rows_of(ledger, row, &at);
    while (at != end && at->least != at->most) {
        at++;
    }
    return at != end;
}

/* ---- writing --------------------------------------------------------------------------------- */

static size_t end_of_table(const wks_ledger_row *rows, size_t n, size_t first)
{
    size_t end = first;
    while (end < n && strcmp(rows[end].table, rows[first].table) == 0 &&
           strcmp(rows[end].version, rows[first].version) == 0) {
        end++;
    }
    return end;
}

static void put_rows(wks_buffer *out, const wks_ledger_row *rows, size_t n)
{
    size_t n_tables = 0;
    for (size_t i = 0; i < n; i = end_of_table(rows, n, i)) {
        n_tables++;
    }
    wks_buffer_printf(out, "tables %zu\n", n_tables);
    for (size_t i = 0, end = 0; i < n; i = end) {
        end = end_of_table(rows, n, i);
        wks_buffer_text(out, "table ");
        wks_lines_put_word(out, rows[i].table);
        wks_buffer_text(out, " ");
        wks_lines_put_word(out, rows[i].version);
        wks_buffer_printf(out, " %zu\n", end - i);
        for (size_t k = i; k < end; k++) {
            wks_lines_put_word(out, rows[k].area);
            wks_buffer_printf(out, " %d ", rows[k].edition);
            wks_lines_put_word(out, rows[k].group);
            wks_buffer_printf(out, " %" PRId64 " %" PRId64 "\n", rows[k].least, rows[k].most);
        }
    }
}

static wks_code check_date(const wks_ledger *ledger, const char *date, wks_error *err)
{
    const char *last = ledger->n_entries == 0 ? "" : ledger->entries[ledger->n_entries - 1].date;
    if (!wks_ledger_is_date(date)) {
        return wks_fail(
            err, WKS_E_REFUSED,
            wks_tr("%s: expected a date, yyyy-mm-dd", "%s: verwacht een datum, jjjj-mm-dd"), date);
    }
    return strcmp(date, last) >= 0
               ? WKS_OK
               : wks_fail(err, WKS_E_REFUSED,
                          wks_tr("today would be %s, and the last entry of the ledger is of %s: "
                                 "set the clock right",
                                 "vandaag zou het %s zijn, en de laatste boeking in het grootboek "
                                 "is van %s: zet de klok goed"),
                          date, last);
}

wks_code wks_ledger_append(const wks_ledger *ledger, const wks_ledger_entry *entry,
                           const wks_ledger_row *rows, size_t n, wks_hash *file, wks_error *err)
{
    wks_buffer out = {0};
    wks_hasher hasher;
    char path[4096];
    WKS_TRY(check_date(ledger, entry->date, err));
    WKS_TRY(wks_file_make_folder(ledger->folder, err));
    snprintf(path, sizeof path, "%s/%06zu.txt", ledger->folder, ledger->n_entries + 1);
    if (ledger->n_entries >= MOST_ENTRIES || wks_file_exists(path)) {
        return wks_fail(err, WKS_E_EXISTS,
                        wks_tr("%s: is there already: another build writes in this ledger",
                               "%s: is er al: een andere opbouw schrijft in dit grootboek"),
                        path);
    }
    wks_buffer_printf(&out, "wijkscan-ledger 1\nentry %zu\nprevious %s\ndate %s\n%s ",
                      ledger->n_entries + 1, wks_ledger_head(ledger), entry->date,
                      kinds[entry->kind]);
    wks_lines_put_word(&out, entry->name);
    wks_buffer_text(&out, "\n");
    put_rows(&out, rows, n);
    wks_hasher_init(&hasher);
    wks_hasher_add(&hasher, out.bytes, out.n);
    *file = wks_hasher_end(&hasher);
    return wks_file_write_buffer(path, &out, err);
}
