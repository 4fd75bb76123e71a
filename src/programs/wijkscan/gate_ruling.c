/* SPDX-License-Identifier: EUPL-1.2 */
#include "programs/wijkscan/gate_ruling.h"

#include "base/language.h"
#include "gate/rule_difference.h"
#include "gate/rule_forced.h"
#include "gate/rule_group.h"
#include "programs/wijkscan/today.h"

#include <stdint.h>
#include <string.h>

enum {
    LEAST_MINIMUM = 3,
    MOST_MINIMUM = 1000000,
    USUAL_MINIMUM = 10
};

static const double usual_most_percent = 90;
static const double usual_least_percent = 10;

/* ---- flags and policy ------------------------------------------------------------------------ */

static wks_code fail_weaker(const wks_policy *policy, const char *flag, const char *given,
                            const char *ruled, wks_error *err)
{
    return wks_fail(err, WKS_E_ARGUMENT,
                    wks_tr("--%s %s is weaker than the %s of policy %s (%s)",
                           "--%s %s is zwakker dan de %s van beleid %s (%s)"),
                    flag, given, ruled, policy->id, policy->file);
}

static wks_code read_minimum(const wks_call *call, const wks_arguments *arguments,
                             wks_gate_ruling *out, wks_error *err)
{
    const wks_policy *policy = out->policy;
    const int ruled = policy == NULL ? USUAL_MINIMUM : policy->minimum_persons;
    int minimum = 0;
    WKS_TRY(wks_arguments_number(call, arguments, "minimum", LEAST_MINIMUM, MOST_MINIMUM, ruled,
                                 &minimum, err));
    if (policy != NULL && minimum < ruled) {
        const char *text = wks_arena_printf(call->arena, "%d", ruled);
        return text == NULL
                   ? wks_arena_fail(err)
                   : fail_weaker(policy, "minimum", wks_arguments_flag(call, arguments, "minimum"),
                                 text, err);
    }
    out->rule.minimum = minimum;
    return WKS_OK;
}

/* A flag of words, the weaker ones first; what the policy says, or the first word, when it was not
 * given. */
static wks_code read_strength(const wks_call *call, const wks_arguments *arguments,
                              const wks_gate_ruling *ruling, const char *name,
                              const char *const *words, size_t n, size_t *strength, wks_error *err)
{
    const size_t ruled = *strength;
    if (wks_arguments_flag(call, arguments, name) == NULL) {
        return WKS_OK;
    }
    WKS_TRY(wks_gate_read_choice(call, arguments, name, words, n, strength, err));
    return ruling->policy == NULL || *strength >= ruled
               ? WKS_OK
               : fail_weaker(ruling->policy, name, words[*strength], words[ruled], err);
}

static wks_code read_words(const wks_call *call, const wks_arguments *arguments,
                           wks_gate_ruling *out, wks_error *err)
{
    static const char *const criteria[] = {"A", "B"};
    static const char *const zeros[] = {"published", "protected", "structural"};
    size_t criterion = 1;
    size_t zero = 0;
    if (out->policy != NULL) {
        criterion = out->policy->criterion == WKS_POLICY_CRITERION_A ? 0 : 1;
        zero = (size_t)out->policy->zeros;
    }
    WKS_TRY(read_strength(call, arguments, out, "criterion", criteria, 2, &criterion, err));
    WKS_TRY(read_strength(call, arguments, out, "zeros", zeros, 3, &zero, err));
    out->rule.criterion = criterion == 0 ? WKS_TABLE_CRITERION_A : WKS_TABLE_CRITERION_B;
    out->rule.protects_zeros = zero > 0;
    out->zeros = (wks_policy_zeros)zero;
    return WKS_OK;
}

/* The columns of the policy, then those of --sensitive. */
static wks_code read_group(const wks_call *call, const wks_arguments *arguments,
                           wks_gate_ruling *out, wks_error *err)
{
    const wks_policy *policy = out->policy;
    const char *given = wks_arguments_flag(call, arguments, "sensitive");
    wks_gate_keys keys = {0};
    out->group = (wks_policy_group){.most_percent = usual_most_percent,
                                    .least_percent = usual_least_percent,
                                    .others_below = (int)out->rule.minimum};
    if (policy != NULL && policy->group.is_given) {
        out->group = policy->group;
    }
    if (given == NULL) {
        return WKS_OK;
    }
    WKS_TRY(wks_gate_read_names("sensitive", given, call->arena, &keys, err));
    const size_t n = out->group.n_sensitive + keys.n;
    const char **all = NULL;
    WKS_TRY(wks_arena_take(call->arena, n, sizeof *all, &all, err));
    for (size_t i = 0; i < n; i++) {
        all[i] = i < out->group.n_sensitive ? out->group.sensitive[i]
                                            : keys.columns[i - out->group.n_sensitive];
    }
    out->named = keys.columns;
    out->n_named = keys.n;
    out->group.sensitive = all;
    out->group.n_sensitive = n;
    return WKS_OK;
}

static wks_code read_policy(const wks_call *call, const wks_arguments *arguments,
                            wks_gate_ruling *out, wks_error *err)
{
    const char *name = wks_arguments_flag(call, arguments, "policy");
    wks_policy *policy = NULL;
    if (name == NULL) {
        return WKS_OK;
    }
    const char *today = wks_today(call->arena);
    if (today == NULL) {
        return wks_arena_fail(err);
    }
    WKS_TRY(wks_arena_take(call->arena, 1, sizeof *policy, &policy, err));
    WKS_TRY(wks_policy_read(name, call->arena, policy, err));
    WKS_TRY(wks_policy_check_waivers(policy, today, err));
    if (policy->method != WKS_POLICY_SUPPRESSES) {
        return wks_fail(err, WKS_E_REFUSED,
                        wks_tr("%s: tables of this policy are not protected by hiding cells (key "
                               "'method'); one table keeps one way",
                               "%s: tabellen van dit beleid worden niet beschermd door cellen te "
                               "verbergen ('method'); een tabel houdt een manier"),
                        policy->file);
    }
    out->policy = policy;
    return WKS_OK;
}

wks_code wks_gate_ruling_read(const wks_call *call, const wks_arguments *arguments,
                              wks_gate_ruling *out, wks_error *err)
{
    *out = (wks_gate_ruling){0};
    WKS_TRY(read_policy(call, arguments, out, err));
    WKS_TRY(read_minimum(call, arguments, out, err));
    WKS_TRY(read_words(call, arguments, out, err));
    return read_group(call, arguments, out, err);
}

/* ---- what cannot be -------------------------------------------------------------------------- */

/* Atoms of one row of --impossible. */
static wks_code mark_row(const wks_gate_codes *from, size_t row, const wks_count_table *table,
                         uint32_t *atoms, bool *is_impossible, wks_error *err)
{
    size_t cell = 0;
    if (!wks_count_table_find(table, from->codes + row * table->n_columns, &cell)) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: line %zu: the table has no such combination of codes",
                               "%s: regel %zu: de tabel heeft deze combinatie van codes niet"),
                        from->path, from->line[row]);
    }
    if (table->values[cell] != 0) {
        return wks_fail(
            err, WKS_E_FORMAT,
            wks_tr("%s: line %zu: listed as impossible, and the table has somebody there",
                   "%s: regel %zu: genoemd als onmogelijk, en de tabel heeft er iemand"),
            from->path, from->line[row]);
    }
    const size_t n = wks_count_table_atoms(table, cell, atoms);
    for (size_t k = 0; k < n; k++) {
        is_impossible[atoms[k]] = true;
    }
    return WKS_OK;
}

static wks_code read_impossible(const wks_call *call, const wks_arguments *arguments,
                                const wks_count_table *table, const bool **out, wks_error *err)
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
    WKS_TRY(wks_gate_read_codes(path, table, call->arena, &from, err));
    WKS_TRY(wks_arena_take(call->arena, table->n_atoms, sizeof *atoms, &atoms, err));
    for (size_t row = 0; row < from.n_rows; row++) {
        WKS_TRY(mark_row(&from, row, table, atoms, is_impossible, err));
    }
    return WKS_OK;
}

/* From here on has_row says whether somebody could have been there. */
static void mark_possible(const wks_gate_ruling *ruling, wks_count_table *table)
{
    for (size_t atom = 0; atom < table->n_atoms; atom++) {
        table->has_row[atom] =
            !ruling->is_impossible[atom] &&
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
        for (size_t k = 0; k < table->n_columns; k++) {
            is_there = is_there || strcmp(ruling->named[i], table->columns[k]) == 0;
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

wks_code wks_gate_ruling_ask(const wks_call *call, const wks_arguments *arguments,
                             wks_gate_ruling *ruling, wks_count_table *table,
                             wks_table_question *out, wks_error *err)
{
    const wks_policy *policy = ruling->policy;
    WKS_TRY(check_named(ruling, table, err));
    WKS_TRY(read_impossible(call, arguments, table, &ruling->is_impossible, err));
    mark_possible(ruling, table);
    WKS_TRY(wks_table_rule_apply(table, &ruling->rule, call->arena, out, err));
    const wks_group_rule group = {.limits = &ruling->group,
                                  .minimum = ruling->rule.minimum,
                                  .insiders = policy == NULL ? 1 : policy->insiders,
                                  .is_impossible = ruling->is_impossible};
    WKS_TRY(wks_rule_group_apply(table, &group, out, err));
    if (policy == NULL) {
        return WKS_OK;
    }
    if (policy->difference_minimum > 0) {
        WKS_TRY(
            wks_rule_difference_apply(table, &ruling->rule, policy->difference_minimum, out, err));
    }
    return wks_rule_forced_apply(table, policy, out, err);
}

/* ---- saying ---------------------------------------------------------------------------------- */

static bool is_said(const wks_gate_ruling *ruling)
{
    return ruling->policy != NULL || ruling->group.n_sensitive > 0;
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

void wks_gate_ruling_put(const wks_gate_ruling *ruling, const wks_count_table *table,
                         const wks_table_question *question, wks_buffer *out)
{
    if (!is_said(ruling)) {
        return;
    }
    if (ruling->policy != NULL) {
        wks_buffer_printf(out, wks_tr("policy %s %s, %s\n", "beleid %s %s, %s\n"),
                          ruling->policy->id, ruling->policy->version, ruling->policy->hash.hex);
    }
    for (int reason = 0; reason < WKS_N_REASONS; reason++) {
        const size_t n = count_reason(table, question, (wks_table_reason)reason);
        if (n > 0) {
            wks_buffer_printf(out, wks_tr("rule %s %zu\n", "regel %s %zu\n"),
                              wks_table_reason_word((wks_table_reason)reason), n);
        }
    }
}

void wks_gate_ruling_put_json(const wks_gate_ruling *ruling, const wks_count_table *table,
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
