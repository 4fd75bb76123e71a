/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/measure/measure.h"

#include "private/measure/measure_inside.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

wks_code wks_measuring_add(wks_measuring *measuring, wks_candidate candidate, wks_error *err)
{
    wks_candidates *out = measuring->out;
    char code[WKS_AREA_CODE_SIZE];
    if (!wks_area_code_read((wks_span){candidate.area, strlen(candidate.area)}, code,
                            &candidate.level) ||
        !measuring->indicator->levels[candidate.level]) {
        return WKS_OK;
    }
    /* One region is shown: that of the workspace. */
    if (candidate.level == WKS_LEVEL_REGIO &&
        !wks_text_equal(candidate.area, measuring->workspace->region_code)) {
        return WKS_OK;
    }
    candidate.indicator = measuring->indicator;
    candidate.source = measuring->source;
    candidate.breakdown = measuring->breakdown;
    candidate.is_invented = measuring->is_invented;
    WKS_TRY(
        wks_arena_grow(measuring->arena, &out->items, out->n, &out->room, sizeof *out->items, err));
    out->items[out->n++] = candidate;
    return WKS_OK;
}

static int compare_codes(const void *key, const void *item)
{
    return strcmp(key, *(const char *const *)item);
}

bool wks_measuring_is_member(const wks_measuring *measuring, const char *gemeente)
{
    return measuring->n_members > 0 && bsearch(gemeente, measuring->members, measuring->n_members,
                                               sizeof *measuring->members, compare_codes) != NULL;
}

double wks_measuring_per(const wks_measuring *measuring)
{
    return measuring->measure->per > 0 ? measuring->measure->per : 1;
}

/* ---- several measures of one indicator ------------------------------------------------------ */

static int compare_candidates(const void *a, const void *b)
{
    const wks_candidate *left = a;
    const wks_candidate *right = b;
    if (left->breakdown != right->breakdown) {
        return left->breakdown < right->breakdown ? -1 : 1;
    }
    if (left->level != right->level) {
        return left->level < right->level ? -1 : 1;
    }
    int by_period = strcmp(left->period, right->period);
    return by_period != 0 ? by_period : strcmp(left->area, right->area);
}

/* Whether a measure before this one already gave this breakdown, level and period. */
static bool is_given(const wks_candidates *out, size_t first, size_t n_before,
                     const wks_candidate *candidate)
{
    for (size_t i = first; i < n_before; i++) {
        const wks_candidate *other = &out->items[i];
        if (other->breakdown == candidate->breakdown && other->level == candidate->level &&
            strcmp(other->period, candidate->period) == 0) {
            return true;
        }
    }
    return false;
}

/* Drop from what the last measure added the periods that an earlier one has. */
static void keep_first(wks_candidates *out, size_t first, size_t n_before)
{
    size_t kept = n_before;
    bool was_given = false;
    for (size_t i = n_before; n_before > first && i < out->n; i++) {
        const wks_candidate *candidate = &out->items[i];
        /* neighbours in the list mostly share their period: ask once for each run */
        if (i == n_before || compare_candidates(candidate, &out->items[i - 1]) < 0 ||
            candidate->breakdown != out->items[i - 1].breakdown ||
            candidate->level != out->items[i - 1].level ||
            strcmp(candidate->period, out->items[i - 1].period) != 0) {
            was_given = is_given(out, first, n_before, candidate);
        }
        if (!was_given) {
            out->items[kept++] = out->items[i];
        }
    }
    if (n_before > first) {
        out->n = kept;
    }
}

static wks_code run_measure(wks_measuring *measuring, wks_error *err)
{
    switch (measuring->measure->kind) {
    case WKS_MEASURE_GIVEN:
        return wks_measure_given(measuring, err);
    case WKS_MEASURE_RATIO:
        return wks_measure_ratio(measuring, err);
    case WKS_MEASURE_SHARE:
        return wks_measure_share(measuring, err);
    case WKS_MEASURE_RATE:
        return wks_measure_rate(measuring, err);
    case WKS_MEASURE_MEAN:
        return wks_measure_mean(measuring, err);
    case WKS_MEASURE_INDIRECT:
        return wks_measure_indirect(measuring, err);
    }
    return WKS_OK;
}

/* Invented is only what is made of nothing real: what stands below the line, or weighs, must be
 * public. */
static wks_code find_invented(wks_measuring *measuring, wks_error *err)
{
    const wks_measure *measure = measuring->measure;
    const char *const others[] = {measure->denominator_source, measure->weight_source};
    WKS_TRY(wks_vault_is_source_invented(measuring->vault, measuring->source, measuring->arena,
                                         &measuring->is_invented, err));
    for (size_t i = 0; measuring->is_invented && i < sizeof others / sizeof others[0]; i++) {
        const wks_source *other =
            others[i] == NULL ? NULL : wks_catalogue_source(measuring->catalogue, others[i]);
        measuring->is_invented = other == NULL || other->is_public;
    }
    return WKS_OK;
}

wks_code wks_measure_run(wks_vault *vault, const wks_catalogue *catalogue,
                         const wks_workspace *workspace, const wks_indicator *indicator,
                         wks_arena *arena, wks_candidates *out, wks_error *err)
{
    wks_measuring measuring = {.vault = vault,
                               .catalogue = catalogue,
                               .workspace = workspace,
                               .indicator = indicator,
                               .arena = arena,
                               .out = out};
    const size_t first = out->n;
    WKS_TRY(wks_vault_region_members(vault, arena, &measuring.members, &measuring.n_members, err));
    for (size_t i = 0; i < indicator->n_measures; i++) {
        const size_t n_before = out->n;
        measuring.measure = &indicator->measures[i];
        measuring.source = wks_catalogue_source(catalogue, measuring.measure->source);
        WKS_TRY(wks_vault_has_margins(vault, measuring.source, &measuring.has_margins, err));
        WKS_TRY(find_invented(&measuring, err));
        for (size_t k = 0; k < indicator->n_breakdowns; k++) {
            measuring.breakdown = k;
            wks_code code = run_measure(&measuring, err);
            if (code != WKS_OK && code != WKS_E_NOT_FOUND) { /* nothing of this source was loaded */
                return code;
            }
        }
        if (out->n > n_before) {
            qsort(out->items + n_before, out->n - n_before, sizeof *out->items, compare_candidates);
            keep_first(out, first, n_before);
        }
    }
    if (out->n > first) {
        qsort(out->items + first, out->n - first, sizeof *out->items, compare_candidates);
    }
    WKS_TRY(wks_measuring_compare(&measuring, first, err));
    return wks_measuring_trend(&measuring, first, err);
}
