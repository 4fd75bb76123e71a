/* SPDX-License-Identifier: EUPL-1.2 */
#include "programs/wijkscan/gate_keys.h"

#include "base/language.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* The columns while they are collected. */
typedef struct reading {
    wks_table_keys *keys;
    const char **columns; /* [WKS_COUNT_TABLE_MOST_COLUMNS] */
    wks_arena *arena;
} reading;

size_t wks_gate_keys_find(const wks_table_keys *keys, const char *column)
{
    size_t i = 0;
    while (i < keys->n && strcmp(keys->columns[i], column) != 0) {
        i++;
    }
    return i;
}

static wks_code start(wks_arena *arena, wks_table_keys *keys, reading *out, wks_error *err)
{
    *out = (reading){.keys = keys, .arena = arena};
    WKS_TRY(wks_arena_take(arena, WKS_COUNT_TABLE_MOST_COLUMNS, sizeof *out->columns, &out->columns,
                           err));
    for (size_t i = 0; i < keys->n; i++) {
        out->columns[i] = keys->columns[i];
    }
    keys->columns = out->columns;
    return WKS_OK;
}

wks_code wks_gate_keys_fail_names(const char *flag, wks_error *err)
{
    return wks_fail(
        err, WKS_E_ARGUMENT,
        wks_tr("--%s: expected names of columns with commas between, at most %d in all",
               "--%s: verwacht namen van kolommen met komma's ertussen, samen hoogstens %d"),
        flag, WKS_COUNT_TABLE_MOST_COLUMNS);
}

wks_code wks_gate_keys_fail_twice(const char *flag, const char *column, wks_error *err)
{
    return wks_fail(err, WKS_E_ARGUMENT,
                    wks_tr("--%s: column %s is named twice", "--%s: kolom %s is twee keer genoemd"),
                    flag, column);
}

/* The next name of "a,b>c", up to one of these signs; *names moves on, to NULL behind the last. */
static wks_code take_name(const reading *r, const char *flag, const char *signs, const char **names,
                          const char **out, wks_error *err)
{
    const size_t n = strcspn(*names, signs);
    const wks_span name = wks_span_trim(*names, n);
    *names = (*names)[n] != 0 ? *names + n + 1 : NULL;
    *out = wks_arena_text_n(r->arena, name.at, name.n);
    if (*out == NULL) {
        return wks_arena_fail(err);
    }
    return name.n == 0 ? wks_gate_keys_fail_names(flag, err) : WKS_OK;
}

static wks_code add_column(reading *r, const char *flag, const char *name, wks_error *err)
{
    if (r->keys->n == WKS_COUNT_TABLE_MOST_COLUMNS) {
        return wks_gate_keys_fail_names(flag, err);
    }
    r->columns[r->keys->n++] = name;
    return WKS_OK;
}

/* Columns from the top down; those of another geography may be among them. */
static wks_code add_geography(reading *r, const char *names, wks_error *err)
{
    wks_table_keys *keys = r->keys;
    if (keys->n_geographies == WKS_COUNT_TABLE_MOST_COLUMNS) {
        return wks_gate_keys_fail_names("geo", err);
    }
    wks_table_geography *to = &keys->geographies[keys->n_geographies];
    while (names != NULL) {
        const char *name = NULL;
        WKS_TRY(take_name(r, "geo", ",", &names, &name, err));
        const size_t column = wks_gate_keys_find(keys, name);
        for (size_t d = 0; d < to->n; d++) {
            if (to->columns[d] == column) {
                return wks_gate_keys_fail_twice("geo", name, err);
            }
        }
        if (column == keys->n) {
            WKS_TRY(add_column(r, "geo", name, err));
        }
        to->columns[to->n++] = column;
    }
    keys->n_geographies++;
    keys->n_places = keys->n;
    return WKS_OK;
}

static wks_code add_others(reading *r, const char *names, wks_error *err)
{
    bool is_below = false;
    while (names != NULL) {
        const char sign = names[strcspn(names, ",>")];
        const char *name = NULL;
        WKS_TRY(take_name(r, "by", ",>", &names, &name, err));
        if (wks_gate_keys_find(r->keys, name) < r->keys->n) {
            return wks_gate_keys_fail_twice("by", name, err);
        }
        WKS_TRY(add_column(r, "by", name, err));
        r->keys->is_below[r->keys->n - 1] = is_below;
        is_below = sign == '>';
    }
    return WKS_OK;
}

/* A column of a geography stands for all of that geography. */
static wks_margin stands_for(const wks_table_keys *keys, size_t column)
{
    wks_margin all = (wks_margin)1 << column;
    for (size_t g = 0; g < keys->n_geographies; g++) {
        const wks_margin own = wks_table_keys_geography(keys, g);
        all |= (own >> column & 1) != 0 ? own : 0;
    }
    return all;
}

static wks_code add_table(reading *r, const char *names, wks_error *err)
{
    wks_table_keys *keys = r->keys;
    if (keys->n_tables == WKS_COUNT_TABLE_MOST_COLUMNS) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("--table: expected at most %d", "--table: verwacht er hoogstens %d"),
                        WKS_COUNT_TABLE_MOST_COLUMNS);
    }
    wks_margin *to = &keys->tables[keys->n_tables++];
    while (names != NULL) {
        const char *name = NULL;
        WKS_TRY(take_name(r, "table", ",", &names, &name, err));
        const size_t column = wks_gate_keys_find(keys, name);
        if (column == keys->n) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("--table: column %s is neither in --geo nor in --by",
                                   "--table: kolom %s staat niet in --geo en niet in --by"),
                            name);
        }
        *to |= stands_for(keys, column);
    }
    return WKS_OK;
}

wks_code wks_gate_keys_read(const wks_call *call, const wks_arguments *arguments,
                            wks_table_keys **out, wks_error *err)
{
    reading r;
    const char *names = NULL;
    WKS_TRY(wks_arena_take(call->arena, 1, sizeof **out, out, err));
    WKS_TRY(start(call->arena, *out, &r, err));
    for (size_t n = 0; (names = wks_arguments_flag_nth(arguments, "geo", n)) != NULL; n++) {
        WKS_TRY(add_geography(&r, names, err));
    }
    WKS_TRY(add_others(&r, wks_arguments_flag(call, arguments, "by"), err));
    for (size_t n = 0; (names = wks_arguments_flag_nth(arguments, "table", n)) != NULL; n++) {
        WKS_TRY(add_table(&r, names, err));
    }
    return WKS_OK;
}

wks_code wks_gate_keys_add(const char *const *columns, size_t n, wks_arena *arena,
                           wks_table_keys *keys, wks_error *err)
{
    reading r;
    WKS_TRY(start(arena, keys, &r, err));
    for (size_t i = 0; i < n; i++) {
        if (wks_gate_keys_find(keys, columns[i]) == keys->n) {
            WKS_TRY(add_column(&r, "by", columns[i], err));
        }
    }
    return WKS_OK;
}
