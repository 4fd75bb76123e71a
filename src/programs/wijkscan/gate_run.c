/* SPDX-License-Identifier: EUPL-1.2 */
#include "programs/wijkscan/gate_run.h"

#include "base/file.h"
#include "base/language.h"
#include "base/process.h"
#include "base/text.h"
#include "cells/lines.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

static const char suppressor[] = "wijkscan-suppress";

/* What a run that was killed left holds counts of people. */
static wks_code open_folder(wks_gate_run *run, const char *folder, wks_error *err)
{
    if (folder == NULL) {
        return wks_file_make_private(run->call->arena, &run->folder, err);
    }
    if (wks_file_is_folder(folder)) {
        WKS_TRY(wks_file_remove_folder(folder, err));
    }
    WKS_TRY(wks_file_make_own(folder, err));
    run->folder = folder;
    return WKS_OK;
}

wks_code wks_gate_run_open(const wks_call *call, const char *folder, wks_gate_run *out,
                           wks_error *err)
{
    *out = (wks_gate_run){.call = call};
    wks_process_hold_signals();
    WKS_TRY(open_folder(out, folder, err));
    out->question = wks_file_join(call->arena, out->folder, "question");
    out->pattern = wks_file_join(call->arena, out->folder, "pattern");
    out->intervals = wks_file_join(call->arena, out->folder, "intervals");
    out->witnesses = wks_file_join(call->arena, out->folder, "witnesses");
    return out->question == NULL || out->pattern == NULL || out->intervals == NULL ||
                   out->witnesses == NULL
               ? wks_arena_fail(err)
               : WKS_OK;
}

wks_code wks_gate_run_close(wks_gate_run *run, wks_error *err)
{
    const wks_code code = run->folder == NULL || !wks_file_is_folder(run->folder)
                              ? WKS_OK
                              : wks_file_remove_folder(run->folder, err);
    wks_process_release_signals();
    return code;
}

/* The first line of what it said on stderr. */
static wks_code fail_run(const wks_gate_run *run, const char *program, int status,
                         const char *errors, wks_error *err)
{
    wks_span said = {"", 0};
    if (wks_file_read(errors, 0, run->call->arena, &said, NULL) != WKS_OK) {
        said = (wks_span){"", 0};
    }
    said = wks_span_trim(said.at, said.n);
    const char *end = said.n == 0 ? NULL : memchr(said.at, '\n', said.n);
    const int n = (int)(end != NULL ? end - said.at : (ptrdiff_t)said.n);
    return wks_fail(
        err, status == wks_code_exit_status(WKS_E_REFUSED) ? WKS_E_REFUSED : WKS_E_IO,
        wks_tr("%s: ended with exit code %d%s%.*s", "%s: gestopt met afsluitcode %d%s%.*s"),
        wks_file_name(program), status, n == 0 ? "" : ": ", n, said.at);
}

wks_code wks_gate_run_program(const wks_gate_run *run, const char *name, const char *const *words,
                              wks_error *err)
{
    enum {
        MOST_WORDS = 10
    };

    const char *all[MOST_WORDS + 2] = {wks_process_find(name, run->call->arena)};
    const char *output = wks_file_join(run->call->arena, run->folder, "output");
    const char *errors = wks_file_join(run->call->arena, run->folder, "errors");
    int status = 0;
    for (size_t i = 0; i < MOST_WORDS && words[i] != NULL; i++) {
        all[i + 1] = words[i];
    }
    if (all[0] == NULL || output == NULL || errors == NULL) {
        return wks_arena_fail(err);
    }
    WKS_TRY(wks_process_run(all, output, errors, &status, err));
    return status == 0 ? WKS_OK : fail_run(run, all[0], status, errors, err);
}

wks_code wks_gate_run_protect(const wks_gate_run *run, const wks_protection *protection,
                              int seconds, bool is_heuristic_only, wks_pattern *out, wks_error *err)
{
    wks_hash hash;
    char time[16];
    snprintf(time, sizeof time, "%d", seconds);
    const char *const words[] = {"protect",
                                 run->question,
                                 run->pattern,
                                 run->witnesses,
                                 "--time",
                                 time,
                                 is_heuristic_only ? "--heuristic-only" : NULL,
                                 NULL};
    const char *const check[] = {"pattern", run->question, run->pattern, run->witnesses, NULL};
    WKS_TRY(wks_protection_write(protection, run->question, &hash, err));
    WKS_TRY(wks_gate_run_program(run, suppressor, words, err));
    WKS_TRY(wks_pattern_read(run->pattern, protection, &hash, run->call->arena, out, err));
    return wks_gate_run_program(run, WKS_GATE_VERIFIER, check, err);
}

size_t wks_gate_run_refused(const wks_gate_run *run, const wks_protection *protection)
{
    static const char word[] = "refused ";
    const char *output = wks_file_join(run->call->arena, run->folder, "output");
    wks_span said = {"", 0};
    int64_t cell = 0;
    if (output == NULL || wks_file_read(output, 0, run->call->arena, &said, NULL) != WKS_OK) {
        return protection->n_cells;
    }
    said = wks_span_trim(said.at, said.n);
    if (said.n < sizeof word || memcmp(said.at, word, sizeof word - 1) != 0 ||
        !wks_text_integer((wks_span){said.at + sizeof word - 1, said.n - (sizeof word - 1)},
                          &cell) ||
        cell < 1 || cell > (int64_t)protection->n_cells) {
        return protection->n_cells;
    }
    return (size_t)cell - 1;
}

/* A line "index least most" of each hidden cell. */
static wks_code read_intervals(const char *path, const wks_protection *protection,
                               const wks_pattern *pattern, wks_arena *arena, wks_gate_interval *out,
                               wks_error *err)
{
    wks_lines lines;
    size_t n_hidden = 0;
    for (size_t i = 0; i < pattern->n_cells; i++) {
        n_hidden += pattern->is_hidden[i];
    }
    WKS_TRY(wks_lines_open(path, arena, &lines, NULL, err));
    for (size_t i = 0; i < n_hidden; i++) {
        int64_t cell = 0;
        wks_gate_interval read = {.is_hidden = true};
        WKS_TRY(wks_lines_next(&lines, err));
        WKS_TRY(wks_lines_integer(&lines, 0, (int64_t)pattern->n_cells - 1, &cell, err));
        WKS_TRY(wks_lines_integer(&lines, 0, WKS_MOST_PERSONS, &read.least, err));
        WKS_TRY(wks_lines_integer(&lines, read.least, WKS_MOST_PERSONS, &read.most, err));
        if (!pattern->is_hidden[cell] || out[cell].is_hidden) {
            return wks_lines_fail(
                &lines, wks_tr("each hidden cell once", "elke verborgen cel een keer"), err);
        }
        if (protection->cells[cell].value < read.least ||
            protection->cells[cell].value > read.most) {
            return wks_lines_fail(
                &lines, wks_tr("an interval that holds its cell", "een interval om zijn cel heen"),
                err);
        }
        out[cell] = read;
    }
    return wks_lines_end(&lines, err);
}

wks_code wks_gate_run_attack(const wks_gate_run *run, const wks_protection *protection,
                             wks_pattern *pattern, wks_gate_interval **out, wks_error *err)
{
    const char *const words[] = {"attack", run->question, run->pattern, run->intervals, NULL};
    wks_arena *arena = run->call->arena;
    WKS_TRY(wks_arena_take(arena, protection->n_cells, sizeof **out, out, err));
    WKS_TRY(wks_protection_write(protection, run->question, &pattern->protection, err));
    WKS_TRY(wks_pattern_write(pattern, run->pattern, err));
    WKS_TRY(wks_gate_run_program(run, suppressor, words, err));
    return read_intervals(run->intervals, protection, pattern, arena, *out, err);
}

wks_code wks_gate_run_bounds(const wks_gate_run *run, const wks_bounds *bounds, wks_arena *arena,
                             wks_bounds_answer *out, wks_error *err)
{
    const char *const words[] = {"bounds", run->question, run->intervals, NULL};
    WKS_TRY(wks_bounds_write(bounds, run->question, err));
    WKS_TRY(wks_gate_run_program(run, suppressor, words, err));
    return wks_bounds_answer_read(run->intervals, bounds, arena, out, err);
}
