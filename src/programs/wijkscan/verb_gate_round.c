/* `wijkscan gate round`: small counts of a table become 0 or the base, and it still adds up.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "gate/small_count_rounding.h"
#include "programs/wijkscan/gate_keys.h"
#include "programs/wijkscan/gate_read.h"
#include "programs/wijkscan/gate_treated.h"
#include "programs/wijkscan/method.h"
#include "programs/wijkscan/verb.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static wks_code read_table(const wks_call *call, const wks_arguments *arguments,
                           wks_count_table *out, wks_error *err)
{
    const char *geo = NULL;
    const char *count = NULL;
    wks_table_keys *keys = NULL;
    wks_count_table_rows rows;
    WKS_TRY(wks_method_flag(call, arguments, "geo", &geo, err));
    WKS_TRY(wks_method_flag(call, arguments, "count", &count, err));
    WKS_TRY(wks_gate_keys_read(call, arguments, &keys, err));
    WKS_TRY(wks_gate_read_table(arguments->arguments[0], keys, count, call->arena, &rows, err));
    return wks_count_table_build(&rows, NULL, call->arena, out, err);
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    int base = 0;
    int64_t *values = NULL;
    wks_count_table table;
    WKS_TRY(wks_gate_treated_check_out(call, arguments, NULL, 0, err));
    WKS_TRY(wks_arguments_number(call, arguments, "base", WKS_SMALL_COUNT_LEAST_BASE,
                                 WKS_SMALL_COUNT_MOST_BASE, 5, &base, err));
    WKS_TRY(read_table(call, arguments, &table, err));
    WKS_TRY(wks_arena_take(call->arena, table.n_cells, sizeof *values, &values, err));
    WKS_TRY(wks_small_count_rounding_apply(&table, base, call->arena, values, err));
    const wks_gate_treated treated = {
        .table = &table,
        .column = "rounded",
        .method = wks_arena_printf(call->arena, "small-count-rounding base=%d", base),
        .shown = values};
    if (treated.method == NULL) {
        return wks_arena_fail(err);
    }
    WKS_TRY(wks_gate_treated_hold(call, arguments, &treated, true, err));
    return wks_gate_treated_write(call, arguments, &treated, err);
}

static const wks_flag flags[] = {
    {"geo", "COLUMNS", "the geography, from top to bottom, without the total: region,gem,wijk",
     "de gebieden, van groot naar klein, zonder het totaal: region,gem,wijk"},
    {"by", "COLUMNS", "the other columns that split the counts: age,sex",
     "de andere kolommen die de aantallen uitsplitsen: age,sex"},
    {"count", "COLUMN", "the column with the number of persons",
     "de kolom met het aantal personen"},
    {"base", "N", "counts of 1 up to this become 0 or this (default 5)",
     "aantallen van 1 tot dit worden 0 of dit (standaard 5)"},
    {"out", "FILE", "write the rounded table here", "schrijf de afgeronde tabel hierheen"},
    {"json", NULL, "print the summary as JSON", "toon de samenvatting als JSON"},
};

const wks_verb wks_verb_gate_round = {
    .group = "gate",
    .name = "round",
    .arguments = "TABLE.csv [EARLIER.csv ...]",
    .least_arguments = 1,
    .most_arguments = 64,
    .english = "round the small counts of a table so that it still adds up and changes little",
    .dutch = "rond de kleine aantallen van een tabel af, zo dat hij blijft optellen en weinig "
             "verandert",
    .more_english =
        "TABLE is as for `wijkscan gate protect`.  Counts of 1 up to the base in its inner cells "
        "become\n0 or the base; all other cells are their sums, so that no cell is from 1 up to "
        "the base.\nThe rounded table has all cells: the key columns (T: total), rounded, and "
        "method.  Only this table\ncan be shown, and a reader of it still knows that a small count "
        "is small: docs/methods/perturbation.md.\nPrinted is how far it lies from the truth.\n"
        "EARLIER are tables that this command made of the same table and that were published: "
        "another\nmethod, or other figures, is refused.",
    .more_dutch =
        "TABLE is als voor `wijkscan gate protect`.  Aantallen van 1 tot de basis in de binnenste "
        "cellen\nworden 0 of de basis; alle andere cellen zijn de som daarvan, zodat geen cel van "
        "1 "
        "tot de basis is.\nDe afgeronde tabel heeft alle cellen: de sleutelkolommen (T: totaal), "
        "rounded en method.  Alleen\ndeze tabel kan getoond worden, en een lezer ervan weet nog "
        "steeds dat een klein aantal klein is:\ndocs/methods/perturbation.md.  Getoond wordt hoe "
        "ver hij van de waarheid ligt.\n"
        "EARLIER zijn tabellen die deze opdracht van dezelfde tabel maakte en die gepubliceerd "
        "zijn: een\nandere methode, of andere cijfers, wordt geweigerd.",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
