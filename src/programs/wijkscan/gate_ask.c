/* SPDX-License-Identifier: EUPL-1.2 */
#include "programs/wijkscan/gate_ask.h"

#include "base/language.h"
#include "gate/rule_amount.h"
#include "gate/rule_difference.h"
#include "gate/rule_forced.h"
#include "gate/rule_group.h"
#include "gate/rule_provider.h"
#include "gate/rule_rate.h"
#include "gate/table_floor.h"
#include "programs/wijkscan/gate_waiver.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* ---- what cannot be -------------------------------------------------------------------------- */

/* Atoms of one row of --impossible. */
static wks_code mark_row(const wks_gate_codes *from, size_t row, const wks_count_table *table,
                         uint32_t *atoms, bool *is_impossible, wks_error *err)
{
    const char *const *codes = from->codes + row * table->keys->n;
    size_t nodes[WKS_COUNT_TABLE_MOST_COLUMNS];
    size_t n = 1;
    int64_t value = 0;
    if (wks_count_table_find_nodes(table, codes, nodes)) {
        n = wks_count_table_atoms_at(table, nodes, atoms);
    } else if (!wks_count_table_atom(table, codes, atoms)) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: line %zu: the table has no such combination of codes",
                               "%s: regel %zu: de tabel heeft deze combinatie van codes niet"),
                        from->path, from->line[row]);
    }
    for (size_t k = 0; k < n; k++) {
        value += table->atoms[atoms[k]];
    }
    if (value != 0) {
        return wks_fail(
            err, WKS_E_FORMAT,
            wks_tr("%s: line %zu: listed as impossible, and the table has somebody there",
                   "%s: regel %zu: genoemd als onmogelijk, en de tabel heeft er iemand"),
            from->path, from->line[row]);
    }
    for (size_t k = 0; k < n; k++) {
        is_impossible[atoms[k]] = true;
    }
    return WKS_OK;
}

static wks_code read_impossible(const wks_call *call, const wks_arguments *arguments,
                                const wks_count_table *table, bool **out, wks_error *err)
{
    const char *path = wks_arguments_flag(call, arguments, "impossible");
    wks_gate_codes from;
    uint32_t *atoms = NULL;
    bool *is_impossible = NULL;
    WKS_TRY(
        wks_arena_take(call->arena, table->n_atoms, sizeof *is_impossible, &is_impossible, err));
    *out = is_impossible;
    if (path == NULL) {
        return WKS_OK;
    }
    WKS_TRY(wks_gate_read_codes(path, table->keys, call->arena, &from, err));
    WKS_TRY(wks_arena_take(call->arena, table->n_atoms, sizeof *atoms, &atoms, err));
    for (size_t row = 0; row < from.n_rows; row++) {
        WKS_TRY(mark_row(&from, row, table, atoms, is_impossible, err));
    }
    return WKS_OK;
}

/* Where nobody lives nobody can be.  From here on has_row says whether somebody could have been. */
static void mark_possible(const wks_gate_ruling *ruling, const int64_t *population,
                          bool *is_impossible, wks_count_table *table)
{
    for (size_t atom = 0; atom < table->n_atoms; atom++) {
        is_impossible[atom] = is_impossible[atom] || (population != NULL && population[atom] == 0);
        table->has_row[atom] =
            !is_impossible[atom] &&
            (table->has_row[atom] || ruling->zeros == WKS_POLICY_ZEROS_STRUCTURAL);
    }
}

/* ---- asking ---------------------------------------------------------------------------------- */

/* What a policy names may be of other tables; what a flag names is of this one. */
static wks_code check_named(const wks_gate_ruling *ruling, const wks_count_table *table,
                            wks_error *err)
{
    for (size_t i = 0; i < ruling->n_named; i++) {
        bool is_there = false;
        for (size_t k = 0; k < table->keys->n; k++) {
            is_there = is_there || strcmp(ruling->named[i], table->keys->columns[k]) == 0;
        }
        if (!is_there) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("--sensitive: column %s is no key column",
                                   "--sensitive: kolom %s is geen sleutelkolom"),
                            ruling->named[i]);
        }
    }
    return WKS_OK;
}

/* "act=00,region=99": cells with such a code. */
static wks_code find_exempt(const wks_call *call, const wks_arguments *arguments,
                            const wks_count_table *table, const bool **out, wks_error *err)
{
    bool *is_exempt = NULL;
    *out = NULL;
    for (const char *at = wks_arguments_flag(call, arguments, "unknown"); at != NULL;) {
        const size_t n = strcspn(at, ",");
        const size_t sign = strcspn(at, "=");
        const wks_span name = wks_span_trim(at, sign);
        const wks_span code = sign < n ? wks_span_trim(at + sign + 1, n - sign - 1) : (wks_span){0};
        size_t k = 0;
        while (k < table->keys->n && (strlen(table->keys->columns[k]) != name.n ||
                                      memcmp(table->keys->columns[k], name.at, name.n) != 0)) {
            k++;
        }
        if (code.n == 0 || k == table->keys->n) {
            return wks_fail(
                err, WKS_E_ARGUMENT,
                wks_tr("--unknown: expected COLUMN=CODE of key columns, with commas between",
                       "--unknown: verwacht KOLOM=CODE van sleutelkolommen, met komma's "
                       "ertussen"));
        }
        if (is_exempt == NULL) {
            WKS_TRY(
                wks_arena_take(call->arena, table->n_cells, sizeof *is_exempt, &is_exempt, err));
        }
        for (size_t cell = 0; cell < table->n_cells; cell++) {
            const char *codes[WKS_COUNT_TABLE_MOST_COLUMNS];
            wks_count_table_codes(table, cell, codes);
            is_exempt[cell] = is_exempt[cell] || (strlen(codes[k]) == code.n &&
                                                  memcmp(codes[k], code.at, code.n) == 0);
        }
        at = at[n] == ',' ? at + n + 1 : NULL;
    }
    *out = is_exempt;
    return WKS_OK;
}

static wks_code ask_persons(const wks_call *call, const wks_gate_ruling *ruling,
                            const wks_gate_table *table, wks_table_question *out, wks_error *err)
{
    const wks_policy *policy = ruling->policy;
    const wks_group_rule group = {.limits = &ruling->group,
                                  .minimum = ruling->rule.minimum,
                                  .insiders = policy == NULL ? 1 : policy->insiders,
                                  .is_impossible = ruling->is_impossible};
    WKS_TRY(wks_table_rule_apply(&table->table, &ruling->rule, call->arena, out, err));
    out->protection.insiders = ruling->insiders;
    if (table->has_contributions && policy != NULL && policy->minimum_providers > 0) {
        const wks_provider_rule providers = {.minimum_providers = policy->minimum_providers,
                                             .minimum_persons_per_provider =
                                                 policy->minimum_persons_per_provider,
                                             .minimum = ruling->rule.minimum};
        WKS_TRY(wks_rule_provider_apply(&table->contributions, &providers, out, err));
    }
    return wks_rule_group_apply(&table->table, &group, out, err);
}

/* Of a survey no contributor is known to be in it: only their number counts. */
static wks_code ask_amounts(const wks_call *call, const wks_arguments *arguments,
                            const wks_gate_ruling *ruling, const wks_gate_table *table,
                            wks_table_question *out, wks_error *err)
{
    const bool is_amounts = table->kind == WKS_GATE_AMOUNTS;
    wks_amount_rule rule = {.minimum = ruling->rule.minimum,
                            .range_percent = ruling->range_percent,
                            .dominance = ruling->dominance,
                            .n_dominance = is_amounts ? ruling->n_dominance : 0,
                            .priors = ruling->priors,
                            .n_priors = is_amounts ? ruling->n_priors : 0,
                            .protects_zeros = ruling->rule.protects_zeros,
                            .objective = ruling->rule.objective};
    WKS_TRY(find_exempt(call, arguments, &table->table, &rule.is_exempt, err));
    return wks_amount_rule_apply(&table->table, &table->contributions, &rule, call->arena, out,
                                 err);
}

static wks_code ask_differences(const wks_gate_ruling *ruling, const wks_gate_table *table,
                                wks_table_question *out, wks_error *err)
{
    wks_difference_rule rule = {.minimum = ruling->policy->difference_minimum,
                                .criterion = ruling->rule.criterion,
                                .range_percent = ruling->range_percent};
    if (table->kind != WKS_GATE_PERSONS) {
        WKS_TRY(wks_contribution_persons(&table->contributions, &out->protection, out->n_own,
                                         out->arena, &rule.persons, err));
    }
    return wks_rule_difference_apply(&table->table, &rule, out, err);
}

wks_code wks_gate_ask(const wks_call *call, const wks_arguments *arguments, wks_gate_ruling *ruling,
                      wks_gate_table *table, wks_table_question *out, wks_error *err)
{
    bool *is_impossible = NULL;
    WKS_TRY(check_named(ruling, &table->table, err));
    WKS_TRY(read_impossible(call, arguments, &table->table, &is_impossible, err));
    mark_possible(ruling, table->population, is_impossible, &table->table);
    ruling->is_impossible = is_impossible;
    if (table->has_contributions) {
        const char *holding = wks_arguments_flag(call, arguments, "holding");
        wks_gate_waiver_mark(ruling->policy,
                             holding != NULL ? holding
                                             : wks_arguments_flag(call, arguments, "provider"),
                             &table->contributions);
    }
    WKS_TRY(table->kind == WKS_GATE_PERSONS
                ? ask_persons(call, ruling, table, out, err)
                : ask_amounts(call, arguments, ruling, table, out, err));
    if (ruling->policy != NULL && ruling->policy->difference_minimum > 0) {
        WKS_TRY(ask_differences(ruling, table, out, err));
    }
    if (table->population != NULL) {
        const wks_rate_rule rate = {
            .population = table->population,
            .minimum = ruling->rule.minimum,
            .criterion = ruling->rule.criterion,
            .minimum_area = ruling->policy == NULL ? 0 : ruling->policy->minimum_area_inhabitants};
        WKS_TRY(wks_rule_rate_apply(&table->table, &rate, out, err));
    }
    return ruling->policy == NULL ? WKS_OK
                                  : wks_rule_forced_apply(&table->table, ruling->policy, out, err);
}

wks_code wks_gate_ask_between(const wks_gate_ruling *ruling, wks_arena *arena,
                              wks_gate_asked *asked, wks_error *err)
{
    const wks_count_table *table = &asked->table.table;
    wks_table_rule rule = ruling->rule;
    rule.criterion = ruling->between;
    if (wks_gate_may_have_between(table) &&
        (asked->table.kind != WKS_GATE_PERSONS || asked->table.population != NULL)) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("tables of several geographies, or of part of the columns, are "
                               "protected with --count alone",
                               "tabellen van meer gebiedsindelingen, of van een deel van de "
                               "kolommen, worden alleen met --count beschermd"));
    }
    WKS_TRY(wks_table_between_add(table, &rule, arena, &asked->question, &asked->between, err));
    return ruling->knows_floor ? wks_table_floor_add(&asked->question, arena, err) : WKS_OK;
}

/* ---- saying ---------------------------------------------------------------------------------- */

static bool is_said(const wks_gate_ruling *ruling)
{
    return ruling->policy != NULL || ruling->group.n_sensitive > 0 ||
           ruling->kind != WKS_GATE_PERSONS || ruling->has_population;
}

static size_t count_reason(const wks_count_table *table, const wks_table_question *question,
                           wks_table_reason reason)
{
    size_t n = 0;
    for (size_t cell = 0; cell < table->n_cells; cell++) {
        n += question->reasons[question->cell_of[cell]] >> (unsigned)reason & 1U;
    }
    for (size_t at = question->n_own; at < question->protection.n_cells; at++) {
        n += question->reasons[at] >> (unsigned)reason & 1U;
    }
    return n;
}

void wks_gate_ask_put(const wks_gate_ruling *ruling, const wks_count_table *table,
                      const wks_table_question *question, wks_buffer *out)
{
    if (!is_said(ruling)) {
        return;
    }
    if (ruling->policy != NULL) {
        wks_buffer_printf(out, wks_tr("policy %s %s, %s\n", "beleid %s %s, %s\n"),
                          ruling->policy->id, ruling->policy->version, ruling->policy->hash.hex);
        wks_gate_waiver_put(ruling->policy, out);
    }
    for (int reason = 0; reason < WKS_N_REASONS; reason++) {
        const size_t n = count_reason(table, question, (wks_table_reason)reason);
        if (n > 0) {
            wks_buffer_printf(out, wks_tr("rule %s %zu\n", "regel %s %zu\n"),
                              wks_table_reason_word((wks_table_reason)reason), n);
        }
    }
}

void wks_gate_ask_put_json(const wks_gate_ruling *ruling, const wks_count_table *table,
                           const wks_table_question *question, wks_json *out)
{
    if (!is_said(ruling)) {
        return;
    }
    if (ruling->policy != NULL) {
        wks_json_key(out, "policy");
        wks_json_open_object(out);
        wks_json_member_text(out, "id", ruling->policy->id);
        wks_json_member_text(out, "version", ruling->policy->version);
        wks_json_member_text(out, "hash", ruling->policy->hash.hex);
        wks_json_close_object(out);
    }
    wks_json_key(out, "rules");
    wks_json_open_object(out);
    for (int reason = 0; reason < WKS_N_REASONS; reason++) {
        const size_t n = count_reason(table, question, (wks_table_reason)reason);
        wks_json_member_integer(out, wks_table_reason_word((wks_table_reason)reason), (int64_t)n);
    }
    wks_json_close_object(out);
}
