/* `wijkscan gate cell-key`: count persons, and change the counts by chance that is the same for the
 * same persons.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/hash.h"
#include "base/secret.h"
#include "gate/cell_key.h"
#include "programs/wijkscan/gate_keys.h"
#include "programs/wijkscan/gate_ptable.h"
#include "programs/wijkscan/gate_read.h"
#include "programs/wijkscan/gate_treated.h"
#include "programs/wijkscan/method.h"
#include "programs/wijkscan/verb.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the flags name, and what was made of it. */
typedef struct cell_key {
    const char *key_path;
    const char *ptable_path;
    wks_perturbation_table ptable;
    wks_cell_key_rule rule;
    wks_cell_key_table table;
    const char *method;
} cell_key;

static wks_code read_rule(const wks_call *call, const wks_arguments *arguments, cell_key *of,
                          wks_error *err)
{
    int threshold = 0;
    int rounding = 0;
    WKS_TRY(wks_method_flag(call, arguments, "key", &of->key_path, err));
    WKS_TRY(wks_method_flag(call, arguments, "ptable", &of->ptable_path, err));
    const char *const others[] = {of->key_path, of->ptable_path};
    WKS_TRY(wks_gate_treated_check_out(call, arguments, others, 2, err));
    WKS_TRY(wks_arguments_number(call, arguments, "threshold", 0, 1000, 0, &threshold, err));
    WKS_TRY(wks_arguments_number(call, arguments, "rounding", 1, 1000, 1, &rounding, err));
    WKS_TRY(wks_gate_ptable_read(of->ptable_path, call->arena, &of->ptable, err));
    of->rule =
        (wks_cell_key_rule){.changes = &of->ptable, .threshold = threshold, .rounding = rounding};
    return WKS_OK;
}

/* What the table was treated by, so that it can be treated alike, or not otherwise, later. */
static wks_code name_method(const wks_call *call, const wks_secret *secret, cell_key *of,
                            wks_error *err)
{
    char name[WKS_SECRET_NAME_SIZE];
    wks_hash ptable;
    wks_secret_name(secret, name);
    WKS_TRY(wks_hash_file(of->ptable_path, &ptable, err));
    of->method =
        wks_arena_printf(call->arena, "cell-key key=%s ptable=%.16s threshold=%d rounding=%d", name,
                         ptable.hex, (int)of->rule.threshold, (int)of->rule.rounding);
    return of->method == NULL ? wks_arena_fail(err) : WKS_OK;
}

static wks_code count_persons(const wks_call *call, const wks_arguments *arguments,
                              const wks_secret *secret, cell_key *of, wks_error *err)
{
    const char *geo = NULL;
    const char *column = NULL;
    wks_table_keys *keys = NULL;
    wks_gate_persons read;
    WKS_TRY(wks_method_flag(call, arguments, "geo", &geo, err));
    WKS_TRY(wks_method_flag(call, arguments, "record-keys", &column, err));
    WKS_TRY(wks_gate_keys_read(call, arguments, &keys, err));
    WKS_TRY(wks_gate_read_persons(arguments->arguments[0], keys, column, call->arena, &read, err));
    const wks_cell_key_persons persons = {
        .rows = &read.rows, .pseudonym_column = column, .pseudonyms = read.pseudonyms};
    return wks_cell_key_count(&persons, secret, call->arena, &of->table, err);
}

static wks_code publish(const wks_call *call, const wks_arguments *arguments, const cell_key *of,
                        wks_error *err)
{
    const wks_count_table *table = &of->table.counts;
    int64_t *shown = NULL;
    bool *is_hidden = NULL;
    WKS_TRY(wks_arena_take(call->arena, table->n_cells, sizeof *shown, &shown, err));
    WKS_TRY(wks_arena_take(call->arena, table->n_cells, sizeof *is_hidden, &is_hidden, err));
    WKS_TRY(wks_cell_key_apply(&of->table, &of->rule, call->arena, shown, is_hidden, err));
    const wks_gate_treated treated = {.table = table,
                                      .column = "perturbed",
                                      .method = of->method,
                                      .shown = shown,
                                      .is_hidden = is_hidden};
    WKS_TRY(wks_gate_treated_hold(call, arguments, &treated, false, err));
    return wks_gate_treated_write(call, arguments, &treated, err);
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    cell_key of = {0};
    wks_secret secret;
    WKS_TRY(read_rule(call, arguments, &of, err));
    wks_code code = wks_secret_read(of.key_path, &secret, err);
    if (code == WKS_OK) {
        code = name_method(call, &secret, &of, err);
    }
    if (code == WKS_OK) {
        code = count_persons(call, arguments, &secret, &of, err);
    }
    wks_secret_clear(&secret);
    return code != WKS_OK ? code : publish(call, arguments, &of, err);
}

static const wks_flag flags[] = {
    {"geo", "COLUMNS", "the geography, from top to bottom, without the total: region,gem,wijk",
     "de gebieden, van groot naar klein, zonder het totaal: region,gem,wijk"},
    {"by", "COLUMNS", "the other columns that split the counts: age,sex",
     "de andere kolommen die de aantallen uitsplitsen: age,sex"},
    {"record-keys", "COLUMN",
     "the column with the person's pseudonym, of which record keys are made",
     "de kolom met het pseudoniem van de persoon, waarvan recordsleutels worden gemaakt"},
    {"key", "FILE", "the secret key (wijkscan gate new-key); only you may be able to read it",
     "de geheime sleutel (wijkscan gate new-key); alleen u mag hem kunnen lezen"},
    {"ptable", "FILE", "the chance of every change of a count (wijkscan gate ptable)",
     "de kans op elke verandering van een aantal (wijkscan gate ptable)"},
    {"threshold", "N", "hide what is above 0 and below this when changed (default 0: nothing)",
     "verberg wat na verandering boven 0 en onder dit is (standaard 0: niets)"},
    {"rounding", "N", "round what is shown to a multiple of this (default 1: not)",
     "rond wat getoond wordt af op een veelvoud hiervan (standaard 1: niet)"},
    {"out", "FILE", "write the changed table here", "schrijf de veranderde tabel hierheen"},
    {"json", NULL, "print the summary as JSON", "toon de samenvatting als JSON"},
};

const wks_verb wks_verb_gate_cell_key = {
    .group = "gate",
    .name = "cell-key",
    .arguments = "PERSONS.csv [EARLIER.csv ...]",
    .least_arguments = 1,
    .most_arguments = 64,
    .english = "count persons and change the counts by chance, the same for the same persons in "
               "any table",
    .dutch = "tel personen en verander de aantallen door toeval, gelijk voor dezelfde personen in "
             "elke tabel",
    .more_english =
        "PERSONS has a row per person.  The table has all cells: the key columns (T: total), "
        "perturbed\n(empty: hidden by --threshold), and method.  It does not add up.  0 stays 0.  "
        "--threshold 10\n--rounding 5 is the 10-5 rule of the Office for National Statistics.  "
        "Only this table can be shown,\nand a reader of it still knows that a small count is "
        "small: "
        "docs/methods/perturbation.md.\nPrinted is how far it lies from the truth.\n"
        "EARLIER are published tables of these persons: another key, p-table, threshold or "
        "rounding is\nrefused.",
    .more_dutch =
        "PERSONS heeft een rij per persoon.  De tabel heeft alle cellen: de sleutelkolommen (T: "
        "totaal),\nperturbed (leeg: verborgen door --threshold) en method.  Hij telt niet op.  0 "
        "blijft 0.  --threshold 10\n--rounding 5 is de 10-5-regel van het Office for National "
        "Statistics.  Alleen deze tabel kan getoond\nworden, en een lezer ervan weet nog steeds "
        "dat "
        "een klein aantal klein is:\ndocs/methods/perturbation.md.  Getoond wordt hoe ver hij van "
        "de waarheid ligt.\n"
        "EARLIER zijn gepubliceerde tabellen van deze personen: een andere sleutel, p-tabel, "
        "drempel of\nafronding wordt geweigerd.",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
