/* SPDX-License-Identifier: EUPL-1.2 */
#include "programs/wijkscan/gate_table.h"

#include "base/language.h"
#include "cells/protection.h"
#include "gate/rule_amount.h"
#include "gate/table_pattern.h"
#include "programs/wijkscan/method.h"

#include <inttypes.h>
#include <math.h>
#include <stddef.h>

/* ---- flags ----------------------------------------------------------------------------------- */

static wks_code fail_pair(const char *flag, const char *other, bool goes_with, wks_error *err)
{
    return wks_fail(err, WKS_E_ARGUMENT,
                    goes_with
                        ? wks_tr("--%s goes with --%s", "--%s hoort bij --%s")
                        : wks_tr("--%s does not go with --%s", "--%s gaat niet samen met --%s"),
                    flag, other);
}

wks_code wks_gate_table_kind(const wks_call *call, const wks_arguments *arguments,
                             wks_gate_kind *out, wks_error *err)
{
    static const struct {
        const char *flag;
        const char *other;
        bool goes_with;
    } pairs[] = {
        {"holding", "value", true},        {"estimate", "count", true},
        {"value", "count", false},         {"weight", "count", false},
        {"value", "estimate", false},      {"provider", "value", false},
        {"provider", "weight", false},     {"provider", "estimate", false},
        {"population", "value", false},    {"population", "weight", false},
        {"population", "estimate", false}, {"population", "provider", false},
    };

    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        if (wks_arguments_flag(call, arguments, pairs[i].flag) != NULL &&
            (wks_arguments_flag(call, arguments, pairs[i].other) != NULL) != pairs[i].goes_with) {
            return fail_pair(pairs[i].flag, pairs[i].other, pairs[i].goes_with, err);
        }
    }
    *out = wks_arguments_flag(call, arguments, "value") != NULL ? WKS_GATE_AMOUNTS
           : wks_arguments_flag(call, arguments, "weight") != NULL ||
                   wks_arguments_flag(call, arguments, "estimate") != NULL
               ? WKS_GATE_ESTIMATES
               : WKS_GATE_PERSONS;
    return WKS_OK;
}

/* ---- columns --------------------------------------------------------------------------------- */

/* Columns of the file beside its keys; NULL where the flag was not given. */
typedef struct columns {
    const char *value; /* or estimate */
    const char *weight;
    const char *count;
    const char *holding; /* or provider */
} columns;

static wks_code read_values(const wks_gate_data *data, const columns *of, wks_arena *arena,
                            wks_gate_decimals *out, wks_error *err)
{
    wks_gate_decimals weight = {0};
    if (of->value == NULL) {
        return wks_gate_read_decimals(data, of->weight, arena, out, err);
    }
    if (of->value == of->count) {
        return wks_gate_read_whole(data, of->count, arena, out, err);
    }
    WKS_TRY(wks_gate_read_decimals(data, of->value, arena, out, err));
    if (of->weight == NULL) {
        return WKS_OK;
    }
    WKS_TRY(wks_gate_read_decimals(data, of->weight, arena, &weight, err));
    for (size_t i = 0; i < data->rows.n_rows; i++) {
        if (__builtin_mul_overflow(out->values[i], weight.values[i], &out->values[i])) {
            return wks_fail(err, WKS_E_FORMAT,
                            wks_tr("%s: line %zu, column %s: too large with its weight",
                                   "%s: regel %zu, kolom %s: te groot met het gewicht"),
                            data->rows.path, data->rows.line[i], of->value);
        }
    }
    out->n_decimals += weight.n_decimals;
    return WKS_OK;
}

/* Persons behind each row: one, or what --count says. */
static wks_code read_persons(const wks_gate_data *data, const columns *of, wks_arena *arena,
                             const int64_t **out, wks_error *err)
{
    wks_gate_decimals persons = {0};
    *out = NULL;
    if (of->count == NULL) {
        return WKS_OK;
    }
    WKS_TRY(wks_gate_read_whole(data, of->count, arena, &persons, err));
    for (size_t i = 0; i < data->rows.n_rows; i++) {
        if (persons.values[i] < 0) {
            return wks_fail(err, WKS_E_FORMAT,
                            wks_tr("%s: line %zu, column %s: expected 0 or more",
                                   "%s: regel %zu, kolom %s: verwacht 0 of meer"),
                            data->rows.path, data->rows.line[i], of->count);
        }
    }
    *out = persons.values;
    return WKS_OK;
}

static wks_code read_contributions(const char *path, const wks_table_keys *keys, const columns *of,
                                   wks_arena *arena, wks_gate_table *out, wks_error *err)
{
    wks_gate_data data;
    wks_gate_decimals values;
    wks_count_table_rows sums;
    wks_contribution_rows in = {.rows = &data.rows};
    const char **holders = NULL;
    WKS_TRY(wks_gate_read_data(path, keys, arena, &data, err));
    WKS_TRY(read_values(&data, of, arena, &values, err));
    WKS_TRY(read_persons(&data, of, arena, &in.persons, err));
    if (of->holding != NULL) {
        WKS_TRY(wks_method_texts(&data.file, of->holding, arena, &holders, err));
    }
    in.holders = holders;
    data.rows.counts = values.values;
    data.rows.count_column = of->value == NULL ? of->weight : of->value;
    out->decimals = values.n_decimals;
    out->has_contributions = true;
    WKS_TRY(wks_contribution_add_up(&in, arena, &sums, err));
    WKS_TRY(wks_count_table_build(&sums, NULL, arena, &out->table, err));
    return wks_contribution_find(&in, &out->table, arena, &out->contributions, err);
}

/* How many people live in each atom. */
static wks_code read_population(const char *path, const wks_table_keys *keys, const char *name,
                                const wks_count_table_rows *rows, wks_arena *arena,
                                wks_gate_table *out, wks_error *err)
{
    wks_gate_data data;
    wks_gate_decimals people;
    int64_t *population = NULL;
    WKS_TRY(wks_gate_read_data(path, keys, arena, &data, err));
    WKS_TRY(wks_gate_read_whole(&data, name, arena, &people, err));
    WKS_TRY(wks_arena_take(arena, out->table.n_atoms, sizeof *population, &population, err));
    for (size_t i = 0; i < rows->n_rows; i++) {
        uint32_t atom = 0;
        if (people.values[i] < rows->counts[i] || people.values[i] > WKS_MOST_PERSONS) {
            return wks_fail(
                err, WKS_E_FORMAT,
                wks_tr("%s: line %zu, column %s: expected at least as many people as %s "
                       "counts, and at most 2^50",
                       "%s: regel %zu, kolom %s: verwacht minstens zoveel mensen als %s "
                       "telt, en hoogstens 2^50"),
                path, rows->line[i], name, rows->count_column);
        }
        /* rows of totals are sums, and no atoms */
        if (wks_count_table_atom(&out->table, wks_count_table_rows_codes(rows, i), &atom)) {
            population[atom] = people.values[i];
        }
    }
    out->population = population;
    return WKS_OK;
}

wks_code wks_gate_table_read(const wks_call *call, const wks_arguments *arguments,
                             const wks_table_keys *keys, const bool *is_more, wks_gate_table *out,
                             wks_error *err)
{
    const char *path = arguments->arguments[0];
    const char *estimate = wks_arguments_flag(call, arguments, "estimate");
    const char *provider = wks_arguments_flag(call, arguments, "provider");
    const char *population = wks_arguments_flag(call, arguments, "population");
    columns of = {.value = wks_arguments_flag(call, arguments, "value"),
                  .weight = wks_arguments_flag(call, arguments, "weight"),
                  .count = wks_arguments_flag(call, arguments, "count"),
                  .holding = wks_arguments_flag(call, arguments, "holding")};
    wks_count_table_rows rows;
    *out = (wks_gate_table){0};
    WKS_TRY(wks_gate_table_kind(call, arguments, &out->kind, err));
    if (out->kind != WKS_GATE_PERSONS) {
        of.value = estimate != NULL ? estimate : of.value;
        return read_contributions(path, keys, &of, call->arena, out, err);
    }
    of.count = of.count == NULL ? "n" : of.count;
    if (provider != NULL) {
        of.value = of.count;
        of.holding = provider;
        return read_contributions(path, keys, &of, call->arena, out, err);
    }
    WKS_TRY(wks_gate_read_table(path, keys, of.count, call->arena, &rows, err));
    WKS_TRY(wks_count_table_build(&rows, is_more, call->arena, &out->table, err));
    return population == NULL
               ? WKS_OK
               : read_population(path, keys, population, &rows, call->arena, out, err);
}

/* ---- patterns -------------------------------------------------------------------------------- */

wks_code wks_gate_table_lay(const wks_gate_table *table, const wks_table_question *question,
                            const wks_gate_pattern *pattern, wks_arena *arena, bool *is_hidden,
                            wks_error *err)
{
    if (pattern->n_decimals != table->decimals) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: column %s: not a pattern of this table: expected %d decimals",
                               "%s: kolom %s: geen patroon van deze tabel: verwacht %d decimalen"),
                        pattern->pattern.rows.path, pattern->pattern.rows.count_column,
                        table->decimals);
    }
    return wks_table_pattern_lay(&table->table, question, &pattern->pattern, arena, is_hidden, err);
}

/* ---- values ---------------------------------------------------------------------------------- */

void wks_gate_table_put_value(const wks_gate_table *table, int64_t value, wks_buffer *out)
{
    int64_t scale = 1;
    for (int i = 0; i < table->decimals; i++) {
        scale *= 10;
    }
    wks_buffer_printf(out, "%" PRId64, value / scale);
    if (table->decimals > 0) {
        wks_buffer_printf(out, ".%0*" PRId64, table->decimals, value % scale);
    }
}

double wks_gate_table_unit(const wks_gate_table *table)
{
    return table->kind == WKS_GATE_PERSONS
               ? 1
               : (double)wks_amount_rule_unit(&table->table) / pow(10, table->decimals);
}
