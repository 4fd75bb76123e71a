/* `wijkscan gate audit`: what a reader works out of what patterns hide.  Says which cells, and
 * never how many persons are in them.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/json.h"
#include "base/language.h"
#include "gate/table_pattern.h"
#include "programs/wijkscan/gate_ask.h"
#include "programs/wijkscan/gate_keys.h"
#include "programs/wijkscan/gate_name.h"
#include "programs/wijkscan/gate_read.h"
#include "programs/wijkscan/gate_ruling.h"
#include "programs/wijkscan/gate_run.h"
#include "programs/wijkscan/gate_table.h"
#include "programs/wijkscan/verb.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum {
    MOST_LISTED = 20
};

typedef struct audit {
    wks_gate_ruling ruling;
    wks_gate_asked asked;
    wks_pattern pattern;
    wks_gate_interval *intervals; /* [n_cells of the protection] */
    size_t n_hidden;              /* cells of the table */
    size_t n_primary;             /* the same below, and with what lies between */
    size_t n_exact;
    size_t n_exact_primary;
    size_t n_exact_between;
    size_t n_under;
    size_t n_rest; /* differences and rests of groups, which are no cells of the table */
    size_t n_rest_under;
    size_t *listed; /* [n_listed] subjects that are worth naming, of n_found */
    size_t n_listed;
    size_t n_found;
} audit;

/* The patterns of the command line. */
typedef struct patterns {
    wks_method_data *data; /* [n] */
    wks_gate_pattern *all;
    size_t n;
    wks_table_keys *keys; /* in the arena: the table refers to it */
} patterns;

/* Without --geo, the first pattern tells: one geography, and all cells.  With it, each pattern
 * publishes what it has. */
static wks_code read_patterns(const wks_call *call, const wks_arguments *arguments, patterns *to,
                              wks_error *err)
{
    const bool is_told = wks_arguments_flag(call, arguments, "geo") != NULL;
    to->n = arguments->n_arguments - 1;
    WKS_TRY(wks_arena_take(call->arena, to->n, sizeof *to->data, &to->data, err));
    WKS_TRY(wks_arena_take(call->arena, to->n, sizeof *to->all, &to->all, err));
    WKS_TRY(wks_gate_keys_read(call, arguments, &to->keys, err));
    for (size_t i = 0; i < to->n; i++) {
        const char *path = arguments->arguments[i + 1];
        WKS_TRY(wks_gate_open_pattern(path, call->arena, &to->data[i], err));
        if (is_told) {
            WKS_TRY(wks_gate_keys_add(to->data[i].columns, wks_gate_count_keys(&to->data[i]),
                                      call->arena, to->keys, err));
        }
    }
    if (is_told) {
        to->keys->n_tables = 1; /* the total of all, and what the patterns have */
    } else {
        wks_gate_pattern_keys(&to->data[0], to->keys);
    }
    for (size_t i = 0; i < to->n; i++) {
        WKS_TRY(wks_gate_take_pattern(&to->data[i], to->keys, call->arena, &to->all[i], err));
        to->all[i].pattern.is_all = i == 0 && !is_told;
    }
    return WKS_OK;
}

/* The table, and all patterns laid over one another. */
static wks_code read_all(const wks_call *call, const wks_arguments *arguments, audit *to,
                         wks_error *err)
{
    const wks_count_table *table = &to->asked.table.table;
    wks_table_question *question = &to->asked.question;
    wks_arena *arena = call->arena;
    patterns given = {0};
    bool *is_more = NULL;
    bool *is_hidden = NULL;
    WKS_TRY(read_patterns(call, arguments, &given, err));
    WKS_TRY(wks_arena_take(arena, WKS_COUNT_TABLE_MOST_MARGINS, sizeof *is_more, &is_more, err));
    for (size_t i = 0; i < given.n; i++) {
        wks_table_pattern_margins(&given.all[i].pattern.rows, is_more);
    }
    WKS_TRY(wks_gate_table_read(call, arguments, given.keys, is_more, &to->asked.table, err));
    WKS_TRY(wks_gate_ask(call, arguments, &to->ruling, &to->asked.table, question, err));
    WKS_TRY(wks_arena_take(arena, table->n_cells, sizeof *is_hidden, &is_hidden, err));
    memset(is_hidden, true, table->n_cells * sizeof *is_hidden);
    for (size_t i = 0; i < given.n; i++) {
        WKS_TRY(
            wks_gate_table_lay(&to->asked.table, question, &given.all[i], arena, is_hidden, err));
    }
    WKS_TRY(wks_gate_ask_between(&to->ruling, arena, &to->asked, err));
    return wks_table_pattern_make(table, &to->ruling.rule, is_hidden, question, arena, &to->pattern,
                                  err);
}

static wks_code attack(const wks_call *call, audit *of, wks_error *err)
{
    wks_gate_run run;
    wks_code code = wks_gate_run_open(call, NULL, &run, err);
    if (code == WKS_OK) {
        code = wks_gate_run_attack(&run, &of->asked.question.protection, &of->pattern,
                                   &of->intervals, err);
    }
    const wks_code closed = wks_gate_run_close(&run, code == WKS_OK ? err : NULL);
    return code != WKS_OK ? code : closed;
}

static const wks_cell *cell_of(const audit *of, size_t subject)
{
    return &of->asked.question.protection.cells[wks_gate_cell(&of->asked, subject)];
}

static bool is_exact(const audit *of, size_t subject)
{
    const wks_gate_interval *at = &of->intervals[wks_gate_cell(&of->asked, subject)];
    return at->is_hidden && at->least == at->most;
}

/* A cell of the question, whether it has a name or not. */
static bool is_short(const audit *of, size_t at)
{
    const wks_cell *asked = &of->asked.question.protection.cells[at];
    return (asked->state == WKS_CELL_PRIMARY || asked->state == WKS_CELL_VIRTUAL) &&
           (of->intervals[at].least > asked->lower || of->intervals[at].most < asked->upper);
}

static bool is_under(const audit *of, size_t subject)
{
    return is_short(of, wks_gate_cell(&of->asked, subject));
}

/* The worst first: what is under the promise, then what else can be derived. */
static wks_code list_subjects(const wks_call *call, audit *of, wks_error *err)
{
    WKS_TRY(wks_arena_take(call->arena, MOST_LISTED, sizeof *of->listed, &of->listed, err));
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < wks_gate_count(&of->asked); i++) {
            if (pass == 0 ? !is_under(of, i) : is_under(of, i) || !is_exact(of, i)) {
                continue;
            }
            if (of->n_found++ < MOST_LISTED) {
                of->listed[of->n_listed++] = i;
            }
        }
    }
    return WKS_OK;
}

static void count_subjects(audit *of)
{
    for (size_t i = 0; i < wks_gate_count(&of->asked); i++) {
        of->n_under += is_under(of, i);
        if (wks_gate_is_between(&of->asked, i)) {
            of->n_exact_between += is_exact(of, i);
            continue;
        }
        const bool is_primary = cell_of(of, i)->state == WKS_CELL_PRIMARY;
        of->n_hidden += of->intervals[wks_gate_cell(&of->asked, i)].is_hidden;
        of->n_primary += is_primary;
        of->n_exact += is_exact(of, i);
        of->n_exact_primary += is_exact(of, i) && is_primary;
    }
    for (size_t at = of->asked.question.n_own; at < of->asked.between.first; at++) {
        of->n_rest += of->asked.question.protection.cells[at].state == WKS_CELL_VIRTUAL;
        of->n_rest_under += is_short(of, at);
    }
}

static bool has_between(const audit *of)
{
    return wks_gate_may_have_between(&of->asked.table.table);
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
    if (has_between(of)) {
        wks_json_member_integer(&json, "between", (int64_t)of->asked.between.n);
        wks_json_member_integer(&json, "derivable_between", (int64_t)of->n_exact_between);
    }
    wks_json_member_integer(&json, "under_promise", (int64_t)of->n_under);
    if (of->n_rest > 0) {
        wks_json_member_integer(&json, "rests_under_promise", (int64_t)of->n_rest_under);
    }
    wks_gate_ask_put_json(&of->ruling, &of->asked.table.table, &of->asked.question, &json);
    wks_json_key(&json, "cells");
    wks_json_open_array(&json);
    for (size_t k = 0; k < of->n_listed; k++) {
        wks_json_open_object(&json);
        wks_gate_put_key(&of->asked, of->listed[k], &json);
        wks_json_member_bool(&json, "derivable", is_exact(of, of->listed[k]));
        wks_json_member_bool(&json, "under_promise", is_under(of, of->listed[k]));
        wks_json_close_object(&json);
    }
    wks_json_close_array(&json);
    wks_json_close_object(&json);
    wks_buffer_text(out, "\n");
}

static void put_counts(const audit *of, wks_buffer *out)
{
    wks_buffer_printf(out,
                      wks_tr("cells hidden %zu\nprimaries %zu\ncells exactly derivable %zu\n"
                             "primaries exactly derivable %zu\n",
                             "cellen verborgen %zu\nprimair %zu\ncellen exact af te leiden %zu\n"
                             "primair exact af te leiden %zu\n"),
                      of->n_hidden, of->n_primary, of->n_exact, of->n_exact_primary);
    if (has_between(of)) {
        wks_buffer_printf(out,
                          wks_tr("small groups between %zu\n"
                                 "small groups between exactly derivable %zu\n",
                                 "kleine groepen ertussen %zu\n"
                                 "kleine groepen ertussen exact af te leiden %zu\n"),
                          of->asked.between.n, of->n_exact_between);
    }
    wks_buffer_printf(out, wks_tr("cells under the promise %zu\n", "cellen onder de belofte %zu\n"),
                      of->n_under);
    if (of->n_rest > 0) {
        wks_buffer_printf(out,
                          wks_tr("differences and rests of groups under the promise %zu\n",
                                 "verschillen en resten van groepen onder de belofte %zu\n"),
                          of->n_rest_under);
    }
    wks_gate_ask_put(&of->ruling, &of->asked.table.table, &of->asked.question, out);
}

static void put_text(const audit *of, wks_buffer *out)
{
    put_counts(of, out);
    for (size_t k = 0; k < of->n_listed; k++) {
        wks_buffer_text(out, "  ");
        wks_gate_put_name(&of->asked, of->listed[k], out);
        wks_buffer_printf(out, "  %s\n",
                          is_exact(of, of->listed[k])
                              ? wks_tr("exactly derivable", "exact af te leiden")
                              : wks_tr("under the promise", "onder de belofte"));
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
    audit of = {0};
    WKS_TRY(wks_gate_ruling_read(call, arguments, &of.ruling, err));
    WKS_TRY(read_all(call, arguments, &of, err));
    WKS_TRY(attack(call, &of, err));
    count_subjects(&of);
    WKS_TRY(list_subjects(call, &of, err));
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
    {"geo", "COLUMNS",
     "a geography, from top to bottom; needed when there are several, or when the patterns do not "
     "have all combinations",
     "een gebiedsindeling, van groot naar klein; nodig als er meer zijn, of als de patronen niet "
     "alle combinaties hebben"},
    {"by", "COLUMNS",
     "with --geo, for a classification: > from a level to the one below it, section>act",
     "bij --geo, voor een classificatie: > van een niveau naar het niveau eronder, section>act"},
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
