/* SPDX-License-Identifier: EUPL-1.2 */
#include "programs/wijkscan/gate_name.h"

#include "base/language.h"

bool wks_gate_may_have_between(const wks_count_table *table)
{
    return table->at != NULL || table->keys->n_geographies > 1;
}

size_t wks_gate_count(const wks_gate_asked *asked)
{
    return asked->table.table.n_cells + asked->between.n;
}

bool wks_gate_is_between(const wks_gate_asked *asked, size_t subject)
{
    return subject >= asked->table.table.n_cells;
}

size_t wks_gate_cell(const wks_gate_asked *asked, size_t subject)
{
    return wks_gate_is_between(asked, subject)
               ? asked->between.first + subject - asked->table.table.n_cells
               : asked->question.cell_of[subject];
}

/* Whether something is taken out. */
static bool codes_of(const wks_gate_asked *asked, size_t subject, const char **codes,
                     const char **without)
{
    if (wks_gate_is_between(asked, subject)) {
        return wks_table_between_codes(&asked->table.table, &asked->between,
                                       subject - asked->table.table.n_cells, codes, without);
    }
    wks_count_table_codes(&asked->table.table, subject, codes);
    return false;
}

static void put_codes(const char *const *codes, size_t n, wks_buffer *out)
{
    for (size_t i = 0; i < n; i++) {
        wks_buffer_printf(out, "%s%s", i == 0 ? "" : ",", codes[i]);
    }
}

void wks_gate_put_name(const wks_gate_asked *asked, size_t subject, wks_buffer *out)
{
    const char *codes[WKS_COUNT_TABLE_MOST_COLUMNS];
    const char *without[WKS_COUNT_TABLE_MOST_COLUMNS];
    const size_t n = asked->table.table.keys->n;
    const bool is_without = codes_of(asked, subject, codes, without);
    put_codes(codes, n, out);
    if (is_without) {
        wks_buffer_text(out, wks_tr(" without ", " zonder "));
        put_codes(without, n, out);
    }
}

static void put_object(const wks_table_keys *keys, const char *name, const char *const *codes,
                       wks_json *json)
{
    wks_json_key(json, name);
    wks_json_open_object(json);
    for (size_t i = 0; i < keys->n; i++) {
        wks_json_member_text(json, keys->columns[i], codes[i]);
    }
    wks_json_close_object(json);
}

void wks_gate_put_key(const wks_gate_asked *asked, size_t subject, wks_json *json)
{
    const char *codes[WKS_COUNT_TABLE_MOST_COLUMNS];
    const char *without[WKS_COUNT_TABLE_MOST_COLUMNS];
    const bool is_without = codes_of(asked, subject, codes, without);
    put_object(asked->table.table.keys, "key", codes, json);
    if (is_without) {
        put_object(asked->table.table.keys, "without", without, json);
    }
}
