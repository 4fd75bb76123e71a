/* `wijkscan gate audit`: what a reader works out of what patterns hide.  Says which cells, and
 * never how many persons are in them.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/json.h"
#include "base/language.h"
#include "gate/table_pattern.h"
#include "programs/wijkscan/gate_ask.h"
#include "programs/wijkscan/gate_read.h"
#include "programs/wijkscan/gate_ruling.h"
#include "programs/wijkscan/gate_run.h"
#include "programs/wijkscan/gate_table.h"
#include "programs/wijkscan/verb.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum {
    MOST_LISTED = 20
};

typedef struct audit {
    const wks_gate_ruling *ruling;
    wks_gate_table table;
    wks_table_question question;
    wks_pattern pattern;
    wks_gate_interval *intervals; /* [question.protection.n_cells] */
    size_t n_hidden;              /* cells of the table; the same below */
    size_t n_primary;
    size_t n_exact;
    size_t n_exact_primary;
    size_t n_under;
    size_t n_rest; /* differences and rests of groups, which are no cells of the table */
    size_t n_rest_under;
    size_t *listed; /* [n_listed] cells that are worth naming, of n_found */
    size_t n_listed;
    size_t n_found;
} audit;

/* The table, and all patterns laid over one another. */
static wks_code read_all(const wks_call *call, const wks_arguments *arguments,
                         wks_gate_ruling *ruling, audit *to, wks_error *err)
{
    const wks_count_table *table = &to->table.table;
    wks_gate_pattern first;
    bool *is_hidden = NULL;
    WKS_TRY(wks_gate_read_pattern(arguments->arguments[1], NULL, call->arena, &first, err));
    WKS_TRY(wks_gate_table_read(call, arguments, arguments->arguments[0], &first.keys, &to->table,
                                err));
    WKS_TRY(wks_gate_ask(call, arguments, ruling, &to->table, &to->question, err));
    WKS_TRY(wks_arena_take(call->arena, table->n_cells, sizeof *is_hidden, &is_hidden, err));
    for (size_t cell = 0; cell < table->n_cells; cell++) {
        is_hidden[cell] = true;
    }
    for (size_t i = 1; i < arguments->n_arguments; i++) {
        wks_gate_pattern next = first;
        if (i > 1) {
            WKS_TRY(wks_gate_read_pattern(arguments->arguments[i], &first.keys, call->arena, &next,
                                          err));
        }
        WKS_TRY(wks_gate_table_lay(&to->table, &to->question, &next, call->arena, is_hidden, err));
    }
    return wks_table_pattern_make(table, &ruling->rule, is_hidden, &to->question, call->arena,
                                  &to->pattern, err);
}

static wks_code attack(const wks_call *call, audit *of, wks_error *err)
{
    wks_gate_run run;
    wks_code code = wks_gate_run_open(call, NULL, &run, err);
    if (code == WKS_OK) {
        code =
            wks_gate_run_attack(&run, &of->question.protection, &of->pattern, &of->intervals, err);
    }
    const wks_code closed = wks_gate_run_close(&run, code == WKS_OK ? err : NULL);
    return code != WKS_OK ? code : closed;
}

static bool is_exact(const audit *of, size_t cell)
{
    const wks_gate_interval *at = &of->intervals[of->question.cell_of[cell]];
    return at->is_hidden && at->least == at->most;
}

static bool is_primary(const audit *of, size_t cell)
{
    return of->question.protection.cells[of->question.cell_of[cell]].state == WKS_CELL_PRIMARY;
}

/* A cell of the question, whether it is in the table or not. */
static bool is_short(const audit *of, size_t at)
{
    const wks_cell *asked = &of->question.protection.cells[at];
    return (asked->state == WKS_CELL_PRIMARY || asked->state == WKS_CELL_VIRTUAL) &&
           (of->intervals[at].least > asked->lower || of->intervals[at].most < asked->upper);
}

static bool is_under(const audit *of, size_t cell)
{
    return is_short(of, of->question.cell_of[cell]);
}

/* The worst first: cells under the promise, then others that can be derived. */
static wks_code list_cells(const wks_call *call, audit *of, wks_error *err)
{
    WKS_TRY(wks_arena_take(call->arena, MOST_LISTED, sizeof *of->listed, &of->listed, err));
    for (int pass = 0; pass < 2; pass++) {
        for (size_t cell = 0; cell < of->table.table.n_cells; cell++) {
            if (pass == 0 ? !is_under(of, cell) : is_under(of, cell) || !is_exact(of, cell)) {
                continue;
            }
            if (of->n_found++ < MOST_LISTED) {
                of->listed[of->n_listed++] = cell;
            }
        }
    }
    return WKS_OK;
}

static void count_cells(audit *of)
{
    for (size_t cell = 0; cell < of->table.table.n_cells; cell++) {
        of->n_hidden += of->intervals[of->question.cell_of[cell]].is_hidden;
        of->n_primary += is_primary(of, cell);
        of->n_exact += is_exact(of, cell);
        of->n_exact_primary += is_exact(of, cell) && is_primary(of, cell);
        of->n_under += is_under(of, cell);
    }
    for (size_t at = of->question.n_own; at < of->question.protection.n_cells; at++) {
        of->n_rest += of->question.protection.cells[at].state == WKS_CELL_VIRTUAL;
        of->n_rest_under += is_short(of, at);
    }
}

static void put_json(const audit *of, wks_buffer *out)
{
    wks_json json;
    wks_json_init(&json, out);
    wks_json_open_object(&json);
    wks_json_member_integer(&json, "hidden", (int64_t)of->n_hidden);
    wks_json_member_integer(&json, "primaries", (int64_t)of->n_primary);
    wks_json_member_integer(&json, "derivable", (int64_t)of->n_exact);
    wks_json_member_integer(&json, "derivable_primaries", (int64_t)of->n_exact_primary);
    wks_json_member_integer(&json, "under_promise", (int64_t)of->n_under);
    if (of->n_rest > 0) {
        wks_json_member_integer(&json, "rests_under_promise", (int64_t)of->n_rest_under);
    }
    wks_gate_ask_put_json(of->ruling, &of->table.table, &of->question, &json);
    wks_json_key(&json, "cells");
    wks_json_open_array(&json);
    for (size_t k = 0; k < of->n_listed; k++) {
        const char *codes[WKS_COUNT_TABLE_MOST_COLUMNS];
        const size_t cell = of->listed[k];
        wks_count_table_codes(&of->table.table, cell, codes);
        wks_json_open_object(&json);
        wks_json_key(&json, "key");
        wks_json_open_object(&json);
        for (size_t i = 0; i < of->table.table.n_columns; i++) {
            wks_json_member_text(&json, of->table.table.columns[i], codes[i]);
        }
        wks_json_close_object(&json);
        wks_json_member_bool(&json, "derivable", is_exact(of, cell));
        wks_json_member_bool(&json, "under_promise", is_under(of, cell));
        wks_json_close_object(&json);
    }
    wks_json_close_array(&json);
    wks_json_close_object(&json);
    wks_buffer_text(out, "\n");
}

static void put_cell(const audit *of, size_t cell, wks_buffer *out)
{
    const char *codes[WKS_COUNT_TABLE_MOST_COLUMNS];
    wks_count_table_codes(&of->table.table, cell, codes);
    wks_buffer_text(out, "  ");
    for (size_t i = 0; i < of->table.table.n_columns; i++) {
        wks_buffer_printf(out, "%s%s", i == 0 ? "" : ",", codes[i]);
    }
    wks_buffer_printf(out, "  %s\n",
                      is_exact(of, cell) ? wks_tr("exactly derivable", "exact af te leiden")
                                         : wks_tr("under the promise", "onder de belofte"));
}

static void put_text(const audit *of, wks_buffer *out)
{
    wks_buffer_printf(out,
                      wks_tr("cells hidden %zu\nprimaries %zu\ncells exactly derivable %zu\n"
                             "primaries exactly derivable %zu\ncells under the promise %zu\n",
                             "cellen verborgen %zu\nprimair %zu\ncellen exact af te leiden %zu\n"
                             "primair exact af te leiden %zu\ncellen onder de belofte %zu\n"),
                      of->n_hidden, of->n_primary, of->n_exact, of->n_exact_primary, of->n_under);
    if (of->n_rest > 0) {
        wks_buffer_printf(out,
                          wks_tr("differences and rests of groups under the promise %zu\n",
                                 "verschillen en resten van groepen onder de belofte %zu\n"),
                          of->n_rest_under);
    }
    wks_gate_ask_put(of->ruling, &of->table.table, &of->question, out);
    for (size_t k = 0; k < of->n_listed; k++) {
        put_cell(of, of->listed[k], out);
    }
    if (of->n_found > of->n_listed) {
        wks_buffer_printf(out, wks_tr("  and %zu more\n", "  en nog %zu\n"),
                          of->n_found - of->n_listed);
    }
}

static wks_code print_audit(const audit *of, bool is_json, wks_error *err)
{
    wks_buffer out = {0};
    if (is_json) {
        put_json(of, &out);
    } else {
        put_text(of, &out);
    }
    const wks_code code = wks_buffer_check(&out, err);
    if (code == WKS_OK) {
        fputs(out.bytes, stdout);
    }
    wks_buffer_clear(&out);
    return code;
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    wks_gate_ruling ruling;
    audit of = {.ruling = &ruling};
    WKS_TRY(wks_gate_ruling_read(call, arguments, &ruling, err));
    WKS_TRY(read_all(call, arguments, &ruling, &of, err));
    WKS_TRY(attack(call, &of, err));
    count_cells(&of);
    WKS_TRY(list_cells(call, &of, err));
    if (!call->is_quiet) {
        WKS_TRY(print_audit(&of, wks_arguments_flag(call, arguments, "json") != NULL, err));
    }
    return of.n_under + of.n_rest_under == 0
               ? WKS_OK
               : wks_fail(err, WKS_E_REFUSED,
                          wks_tr("%s: does not keep the promise", "%s: houdt de belofte niet"),
                          arguments->arguments[1]);
}

static const wks_flag flags[] = {
    {"count", "COLUMN", "the column of TABLE with the number of persons (default n)",
     "de kolom van TABLE met het aantal personen (standaard n)"},
    WKS_GATE_TABLE_FLAGS,
    WKS_GATE_RULE_FLAGS,
    {"json", NULL, "print the result as JSON", "toon de uitkomst als JSON"},
};

const wks_verb wks_verb_gate_audit = {
    .group = "gate",
    .name = "audit",
    .arguments = "TABLE.csv PATTERN.csv [EARLIER.csv ...]",
    .least_arguments = 2,
    .most_arguments = 64,
    .english = "attack a pattern as a reader would: what of the hidden cells can be worked out",
    .dutch = "val een patroon aan zoals een lezer zou doen: wat is van verborgen cellen af te "
             "leiden",
    .more_english =
        "PATTERN is as `wijkscan gate protect` writes it; its header tells the key columns.  "
        "EARLIER are\nother patterns of the same table that were published: what any of them shows "
        "is known.\n"
        "Printed are the numbers of cells that are hidden, that can be derived exactly, and that "
        "are\nunder the promise of the criterion; at most 20 of them by key, never with their "
        "number.\nThe exit code is 4 when the promise is not kept.",
    .more_dutch =
        "PATTERN is zoals `wijkscan gate protect` het schrijft; de kop noemt de sleutelkolommen.  "
        "EARLIER\nzijn andere patronen van dezelfde tabel die gepubliceerd zijn: wat een daarvan "
        "toont is bekend.\n"
        "Getoond worden de aantallen cellen die verborgen zijn, die exact af te leiden zijn, en "
        "die\nonder de belofte van het criterium blijven; hoogstens 20 daarvan met hun sleutel, "
        "nooit met hun aantal.\nDe afsluitcode is 4 als de belofte niet gehouden wordt.",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
