/* `wijkscan gate protect`: which cells of a table must be hidden.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/file.h"
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
#include "programs/wijkscan/method.h"
#include "programs/wijkscan/verb.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* What stands on the command line. */
typedef struct request {
    const wks_call *call;
    const wks_arguments *arguments;
    wks_gate_ruling ruling;
    wks_table_keys *keys;
    wks_gate_pattern *earlier; /* [n_earlier] */
    size_t n_earlier;
} request;

typedef struct summary {
    size_t n_cells;
    size_t n_primary;
    size_t n_secondary;
    double loss;
    double bound;
    const wks_gate_ruling *ruling;
    const wks_gate_asked *asked;
} summary;

static wks_code need_flag(const wks_call *call, const wks_arguments *arguments, const char *name,
                          const char **out, wks_error *err)
{
    *out = wks_arguments_flag(call, arguments, name);
    return *out != NULL ? WKS_OK
                        : wks_fail(err, WKS_E_ARGUMENT,
                                   wks_tr("--%s is needed; see wijkscan gate protect --help",
                                          "--%s is nodig; zie wijkscan gate protect --help"),
                                   name);
}

static wks_code read_earlier(request *r, wks_error *err)
{
    const wks_arguments *arguments = r->arguments;
    wks_arena *arena = r->call->arena;
    r->n_earlier = arguments->n_arguments - 1;
    WKS_TRY(wks_arena_take(arena, r->n_earlier, sizeof *r->earlier, &r->earlier, err));
    for (size_t i = 0; i < r->n_earlier; i++) {
        wks_method_data data;
        WKS_TRY(wks_gate_open_pattern(arguments->arguments[i + 1], arena, &data, err));
        WKS_TRY(wks_gate_take_pattern(&data, r->keys, arena, &r->earlier[i], err));
    }
    return WKS_OK;
}

/* The cells are those that are published now, and those that patterns of before have. */
static wks_code read_table(request *r, wks_gate_table *out, wks_error *err)
{
    const char *geo = NULL;
    const char *count = NULL;
    bool *is_more = NULL;
    WKS_TRY(need_flag(r->call, r->arguments, "geo", &geo, err));
    if (r->ruling.kind == WKS_GATE_PERSONS) {
        WKS_TRY(need_flag(r->call, r->arguments, "count", &count, err));
    }
    WKS_TRY(wks_gate_keys_read(r->call, r->arguments, &r->keys, err));
    WKS_TRY(read_earlier(r, err));
    WKS_TRY(wks_arena_take(r->call->arena, WKS_COUNT_TABLE_MOST_MARGINS, sizeof *is_more, &is_more,
                           err));
    for (size_t i = 0; i < r->n_earlier; i++) {
        wks_table_pattern_margins(&r->earlier[i].pattern.rows, is_more);
    }
    return wks_gate_table_read(r->call, r->arguments, r->keys, is_more, out, err);
}

/* What patterns of this table that were published before show, everybody knows. */
static wks_code keep_earlier(const request *r, wks_gate_asked *asked, wks_error *err)
{
    wks_arena *arena = r->call->arena;
    const size_t n_cells = asked->table.table.n_cells;
    bool *is_hidden = NULL;
    WKS_TRY(wks_arena_take(arena, n_cells, sizeof *is_hidden, &is_hidden, err));
    for (size_t cell = 0; cell < n_cells; cell++) {
        is_hidden[cell] = true;
    }
    for (size_t i = 0; i < r->n_earlier; i++) {
        WKS_TRY(wks_gate_table_lay(&asked->table, &asked->question, &r->earlier[i], arena,
                                   is_hidden, err));
    }
    wks_table_pattern_keep(&asked->table.table, &r->ruling.rule, is_hidden, &asked->question);
    return WKS_OK;
}

static wks_code ask(request *r, wks_gate_asked *out, wks_error *err)
{
    WKS_TRY(read_table(r, &out->table, err));
    WKS_TRY(wks_gate_ask(r->call, r->arguments, &r->ruling, &out->table, &out->question, err));
    WKS_TRY(keep_earlier(r, out, err));
    return wks_gate_ask_between(&r->ruling, r->call->arena, out, err);
}

/* The cell that cannot be protected, by its codes. */
static wks_code fail_refused(const request *r, const wks_gate_asked *asked, size_t at,
                             wks_error *err)
{
    const char *why = r->n_earlier > 0 ? wks_tr("what the earlier patterns show gives it away",
                                                "wat de eerdere patronen tonen, geeft dit prijs")
                                       : wks_tr("what must be shown gives it away",
                                                "wat getoond moet worden, geeft dit prijs");
    size_t subject = 0;
    wks_buffer name = {0};
    while (subject < wks_gate_count(asked) && wks_gate_cell(asked, subject) != at) {
        subject++;
    }
    if (subject == wks_gate_count(asked)) {
        return wks_fail(
            err, WKS_E_REFUSED,
            wks_tr("what two cells leave, or what is left of a group, cannot be "
                   "protected: %s",
                   "wat twee cellen overlaten, of wat van een groep overblijft, is niet "
                   "te beschermen: %s"),
            why);
    }
    wks_gate_put_name(asked, subject, &name);
    const wks_code code =
        wks_fail(err, WKS_E_REFUSED,
                 wks_tr("cell %s cannot be protected: %s", "cel %s is niet te beschermen: %s"),
                 name.bytes == NULL ? "-" : name.bytes, why);
    wks_buffer_clear(&name);
    return code;
}

static wks_code find_pattern(const request *r, const wks_gate_asked *asked, wks_pattern *out,
                             wks_error *err)
{
    const wks_protection *protection = &asked->question.protection;
    const bool is_quick = wks_arguments_flag(r->call, r->arguments, "heuristic-only") != NULL;
    wks_gate_run run;
    int seconds = 0;
    WKS_TRY(wks_arguments_number(r->call, r->arguments, "time", 1, 86400, 60, &seconds, err));
    wks_code code = wks_gate_run_open(r->call, NULL, &run, err);
    if (code == WKS_OK) {
        code = wks_gate_run_protect(&run, protection, seconds, is_quick, out, err);
        const size_t refused =
            code == WKS_E_REFUSED ? wks_gate_run_refused(&run, protection) : protection->n_cells;
        if (refused < protection->n_cells) {
            code = fail_refused(r, asked, refused, err);
        }
    }
    const wks_code closed = wks_gate_run_close(&run, code == WKS_OK ? err : NULL);
    return code != WKS_OK ? code : closed;
}

static bool is_published(const wks_count_table *table, size_t cell)
{
    return wks_table_keys_publishes(table->keys, wks_count_table_margin(table, cell));
}

/* Sums of doubles, as the file has its values. */
static double as_in_file(const wks_gate_table *table, double sum)
{
    const double scale = pow(10, table->decimals);
    return nearbyint(sum * scale) / scale;
}

static void sum_up(const request *r, const wks_gate_asked *asked, const wks_pattern *pattern,
                   summary *out)
{
    const wks_gate_table *table = &asked->table;
    const wks_cell *cells = asked->question.protection.cells;
    /* of amounts the loss is told as the file has them; cells that are lost are cells */
    const double unit =
        r->ruling.rule.objective == WKS_TABLE_LOSES_CELLS ? 1 : wks_gate_table_unit(table);
    *out = (summary){
        .bound = as_in_file(table, pattern->bound * unit), .ruling = &r->ruling, .asked = asked};
    for (size_t cell = 0; cell < table->table.n_cells; cell++) {
        const size_t at = asked->question.cell_of[cell];
        if (!is_published(&table->table, cell)) {
            continue;
        }
        out->n_cells++;
        if (cells[at].state == WKS_CELL_PRIMARY) {
            out->n_primary++;
        } else if (pattern->is_hidden[at]) {
            out->n_secondary++;
        }
    }
    for (size_t i = 0; i < pattern->n_cells; i++) {
        out->loss += pattern->is_hidden[i] ? cells[i].cost * unit : 0;
    }
    out->loss = as_in_file(table, out->loss);
}

static wks_code write_pattern(const wks_gate_asked *asked, const wks_pattern *pattern,
                              const char *path, wks_error *err)
{
    const wks_count_table *table = &asked->table.table;
    wks_buffer out = {0};
    for (size_t i = 0; i < table->keys->n; i++) {
        wks_method_put_text(&out, table->keys->columns[i]);
        wks_buffer_text(&out, ",");
    }
    wks_buffer_text(&out, "n,primary,suppressed\n");
    for (size_t cell = 0; cell < table->n_cells; cell++) {
        const char *codes[WKS_COUNT_TABLE_MOST_COLUMNS];
        const size_t at = asked->question.cell_of[cell];
        if (!is_published(table, cell)) {
            continue;
        }
        wks_count_table_codes(table, cell, codes);
        for (size_t i = 0; i < table->keys->n; i++) {
            wks_method_put_text(&out, codes[i]);
            wks_buffer_text(&out, ",");
        }
        wks_gate_table_put_value(&asked->table, table->values[cell], &out);
        wks_buffer_printf(&out, ",%d,%d\n",
                          asked->question.protection.cells[at].state == WKS_CELL_PRIMARY,
                          pattern->is_hidden[at]);
    }
    return wks_file_write_buffer(path, &out, err);
}

static wks_code print_summary(const summary *of, bool is_json, wks_error *err)
{
    char loss[WKS_NUMBER_TEXT_SIZE];
    char bound[WKS_NUMBER_TEXT_SIZE];
    char gap[WKS_NUMBER_TEXT_SIZE];
    const wks_gate_table *table = &of->asked->table;
    const bool has_between = wks_gate_may_have_between(&table->table);
    const double difference = as_in_file(table, of->loss - of->bound);
    wks_buffer out = {0};
    if (is_json) {
        wks_json json;
        wks_json_init(&json, &out);
        wks_json_open_object(&json);
        wks_json_member_integer(&json, "cells", (int64_t)of->n_cells);
        wks_json_member_integer(&json, "primaries", (int64_t)of->n_primary);
        wks_json_member_integer(&json, "secondaries", (int64_t)of->n_secondary);
        if (has_between) {
            wks_json_member_integer(&json, "between", (int64_t)of->asked->between.n);
        }
        wks_json_member_number(&json, "loss", of->loss);
        wks_json_member_number(&json, "bound", of->bound);
        wks_json_member_number(&json, "gap", difference);
        wks_gate_ask_put_json(of->ruling, &table->table, &of->asked->question, &json);
        wks_json_close_object(&json);
        wks_buffer_text(&out, "\n");
    } else {
        wks_buffer_printf(&out,
                          wks_tr("cells %zu\nprimaries %zu\nsecondaries %zu\n",
                                 "cellen %zu\nprimair %zu\nsecundair %zu\n"),
                          of->n_cells, of->n_primary, of->n_secondary);
        if (has_between) {
            wks_buffer_printf(&out,
                              wks_tr("small groups between %zu\n", "kleine groepen ertussen %zu\n"),
                              of->asked->between.n);
        }
        wks_buffer_printf(
            &out, wks_tr("loss %s\nbound %s\ngap %s\n", "verlies %s\nondergrens %s\nverschil %s\n"),
            wks_number_text(of->loss, loss), wks_number_text(of->bound, bound),
            wks_number_text(difference, gap));
        wks_gate_ask_put(of->ruling, &table->table, &of->asked->question, &out);
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
    static const char *const objectives[] = {"value", "count"};
    const char *path = NULL;
    size_t objective = 0;
    request asks = {.call = call, .arguments = arguments};
    wks_gate_asked asked = {0};
    wks_pattern pattern;
    summary of;
    WKS_TRY(need_flag(call, arguments, "out", &path, err));
    for (size_t i = 0; i < arguments->n_arguments; i++) {
        if (wks_file_is_same(path, arguments->arguments[i])) {
            return wks_fail(
                err, WKS_E_ARGUMENT,
                i == 0
                    ? wks_tr("--out: %s is the table itself", "--out: %s is de tabel zelf")
                    : wks_tr("--out: %s is an earlier pattern", "--out: %s is een eerder patroon"),
                path);
        }
    }
    WKS_TRY(wks_gate_ruling_read(call, arguments, &asks.ruling, err));
    WKS_TRY(wks_gate_read_choice(call, arguments, "objective", objectives, 2, &objective, err));
    asks.ruling.rule.objective = objective == 0 ? WKS_TABLE_LOSES_PERSONS : WKS_TABLE_LOSES_CELLS;
    WKS_TRY(ask(&asks, &asked, err));
    WKS_TRY(find_pattern(&asks, &asked, &pattern, err));
    sum_up(&asks, &asked, &pattern, &of);
    WKS_TRY(write_pattern(&asked, &pattern, path, err));
    return call->is_quiet
               ? WKS_OK
               : print_summary(&of, wks_arguments_flag(call, arguments, "json") != NULL, err);
}

static const wks_flag flags[] = {
    {"geo", "COLUMNS",
     "the geography, from top to bottom, without the total: region,gem,wijk; give it again for one "
     "that overlaps: pc4",
     "de gebieden, van groot naar klein, zonder het totaal: region,gem,wijk; geef hem nog eens "
     "voor een indeling die ze doorsnijdt: pc4"},
    {"by", "COLUMNS",
     "the other columns that split the counts: age,sex; with > from a level to the one below it: "
     "section>act",
     "de andere kolommen die de aantallen uitsplitsen: age,sex; met > van een niveau naar het "
     "niveau eronder: section>act"},
    {"table", "COLUMNS",
     "publish only this table: wijk,age (a column of a geography stands for all of it); give it "
     "again for each table",
     "publiceer alleen deze tabel: wijk,age (een kolom van een gebiedsindeling staat voor die hele "
     "indeling); geef hem nog eens voor elke tabel"},
    {"count", "COLUMN", "the column with the number of persons",
     "de kolom met het aantal personen"},
    {"out", "FILE", "write the pattern here", "schrijf het patroon hierheen"},
    WKS_GATE_TABLE_FLAGS,
    WKS_GATE_RULE_FLAGS,
    {"objective", "WHAT", "value (default): lose few persons; count: lose few cells",
     "value (standaard): verlies weinig personen; count: verlies weinig cellen"},
    {"time", "SECONDS", "stop looking for better after this long (default 60)",
     "zoek niet langer dan dit naar beter (standaard 60)"},
    {"heuristic-only", NULL, "take the first safe pattern: fast, and nothing proven of its loss",
     "neem het eerste veilige patroon: snel, zonder bewijs over het verlies"},
    {"json", NULL, "print the summary as JSON", "toon de samenvatting als JSON"},
};

const wks_verb wks_verb_gate_protect = {
    .group = "gate",
    .name = "protect",
    .arguments = "TABLE.csv [EARLIER.csv ...]",
    .least_arguments = 1,
    .most_arguments = 64,
    .english = "find which cells of a table of persons must be hidden, and lose as little as "
               "possible",
    .dutch = "zoek welke cellen van een tabel met personen verborgen moeten worden, en verlies zo "
             "min mogelijk",
    .more_english =
        "TABLE has a row per combination of codes, with a count; of amounts (--value) a row per "
        "contributor,\nof a survey (--weight) a row per answer.  Rows with T in a key column are\n"
        "totals: they need not be there, and are held to the sum of their parts.\n"
        "With --geo or --table more than once the tables are linked: they are safe together, and "
        "so "
        "are small\ngroups that none of them has and that follow from several.\n"
        "The pattern has all cells: the key columns (T: total), n, primary and suppressed as 0 or "
        "1.\nIt holds what it hides: keep it as private as the table.\n"
        "EARLIER are patterns of this table that were published before: what one of them shows is\n"
        "known, and the new pattern is safe together with all of them.\n"
        "Printed are the numbers of cells, of primaries (a rule hides them) and secondaries "
        "(hidden\nfor their sake), the loss, what any safe pattern loses at least (bound), and the "
        "difference (gap);\nwith --policy or --sensitive also the policy with the SHA-256 of its "
        "file, and how many cells each rule\nhides: few, zero, group, difference, dominance, "
        "p_percent, providers, rate, area.",
    .more_dutch =
        "TABLE heeft een rij per combinatie van codes, met een aantal; van bedragen (--value) een "
        "rij per\nbijdrager, van een enquete (--weight) een rij per antwoord.  Rijen met T in een\n"
        "sleutelkolom zijn totalen: ze hoeven er niet te zijn, en moeten de som van hun delen "
        "zijn.\n"
        "Met --geo of --table meer dan eens zijn de tabellen gekoppeld: ze zijn samen veilig, ook "
        "voor kleine\ngroepen die geen ervan heeft en die uit meer tabellen volgen.\n"
        "Het patroon heeft alle cellen: de sleutelkolommen (T: totaal), n, primary en suppressed "
        "als\n0 of 1.  Er staat in wat het verbergt: houd het even geheim als de tabel.\n"
        "EARLIER zijn patronen van deze tabel die eerder zijn gepubliceerd: wat een daarvan toont "
        "is\nbekend, en het nieuwe patroon is veilig samen met alle andere.\n"
        "Getoond worden de aantallen cellen, primair (verborgen door een regel) en secundair "
        "(verborgen\nom die te beschermen), het verlies, wat elk veilig patroon minstens verliest, "
        "en het verschil; met\n--policy of --sensitive ook het beleid met de SHA-256 van zijn "
        "bestand, en hoeveel cellen elke regel\nverbergt: few (te weinig), zero (nul), group "
        "(groep), difference (verschil), dominance, p_percent, providers, rate, "
        "area.",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
