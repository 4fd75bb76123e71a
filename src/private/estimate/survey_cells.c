/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/survey_cells.h"

#include "base/language.h"
#include "math/interval.h"
#include "math/sum.h"

#include <math.h>
#include <stdbool.h>

static const size_t most_cells = 100000000;

wks_code wks_survey_shape_make(wks_survey_shape *shape, wks_error *err)
{
    shape->n_strata = 1;
    bool is_possible =
        shape->n_areas > 0 && shape->n_factors > 0 && shape->n_factors <= WKS_SURVEY_MOST_FACTORS;
    for (size_t f = 0; is_possible && f < shape->n_factors; f++) {
        is_possible = shape->n_levels[f] > 0 && shape->n_levels[f] <= most_cells / shape->n_strata;
        shape->n_strata *= shape->n_levels[f];
    }
    if (!is_possible || shape->n_areas > most_cells / shape->n_strata) {
        return wks_fail(
            err, WKS_E_ARGUMENT,
            wks_tr("survey: expected areas, 1 to %d factors with levels, and at most %zu cells",
                   "enquete: verwacht gebieden, 1 tot en met %d factoren met niveaus, en hoogstens "
                   "%zu cellen"),
            WKS_SURVEY_MOST_FACTORS, most_cells);
    }
    shape->n_cells = shape->n_areas * shape->n_strata;
    return WKS_OK;
}

size_t wks_survey_shape_level(const wks_survey_shape *shape, size_t stratum, size_t factor)
{
    for (size_t f = 0; f < factor; f++) {
        stratum /= shape->n_levels[f];
    }
    return stratum % shape->n_levels[factor];
}

static wks_code check_row(const wks_survey_shape *shape, const wks_survey_rows *rows, size_t i,
                          wks_error *err)
{
    const double trials = rows->trials == NULL ? 1 : rows->trials[i];
    const double successes = rows->successes[i];
    if (rows->cell[i] >= shape->n_cells) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("survey: row %zu lies in a cell that does not exist",
                               "enquete: rij %zu ligt in een cel die niet bestaat"),
                        i + 1);
    }
    if (!(trials >= 0 && isfinite(trials) && successes >= 0 && successes <= trials)) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("survey: row %zu: expected 0 <= answers yes <= respondents",
                               "enquete: rij %zu: verwacht 0 <= antwoorden ja <= respondenten"),
                        i + 1);
    }
    if (rows->weight != NULL && trials > 0 && !(rows->weight[i] > 0 && isfinite(rows->weight[i]))) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("survey: row %zu: expected a weight above 0",
                               "enquete: rij %zu: verwacht een gewicht boven 0"),
                        i + 1);
    }
    return WKS_OK;
}

/* sum of (n - 1) cv^2 over sum of (n - 1), for cells of two or more. */
static double pooled_variation(const wks_survey_shape *shape, const wks_survey_cells *cells)
{
    wks_sum variation = {0};
    wks_sum freedom = {0};
    for (size_t c = 0; c < shape->n_cells; c++) {
        const double n = cells->trials[c];
        if (n > 1) {
            const double mean = cells->sums[c].weight / n;
            const double squares = cells->sums[c].squared / (mean * mean) - n;
            wks_sum_add(&variation, fmax(squares, 0));
            wks_sum_add(&freedom, n - 1);
        }
    }
    return wks_sum_value(&freedom) > 0 ? wks_sum_value(&variation) / wks_sum_value(&freedom) : 0;
}

wks_code wks_survey_cells_make(const wks_survey_shape *shape, const wks_survey_rows *rows,
                               wks_arena *arena, wks_survey_cells *out, wks_error *err)
{
    wks_sum respondents = {0};
    *out = (wks_survey_cells){0};
    WKS_TRY(wks_arena_take(arena, shape->n_cells, sizeof *out->trials, &out->trials, err));
    WKS_TRY(wks_arena_take(arena, shape->n_cells, sizeof *out->successes, &out->successes, err));
    WKS_TRY(wks_arena_take(arena, shape->n_cells, sizeof *out->sums, &out->sums, err));
    for (size_t i = 0; i < rows->n; i++) {
        WKS_TRY(check_row(shape, rows, i, err));
        const size_t c = rows->cell[i];
        const double trials = rows->trials == NULL ? 1 : rows->trials[i];
        if (trials > 0) {
            const double w = rows->weight == NULL ? 1 : rows->weight[i];
            const double y = rows->successes[i];
            const wks_survey_sums row = {w * trials, w * y, w * w * trials, w * w * y};
            out->trials[c] += trials;
            out->successes[c] += y;
            wks_survey_sums_add(&out->sums[c], &row);
            wks_sum_add(&respondents, trials);
        }
    }
    out->n_respondents = wks_sum_value(&respondents);
    out->weight_variation = rows->weight == NULL ? 0 : pooled_variation(shape, out);
    return WKS_OK;
}

/* ---- direct --------------------------------------------------------------------------------- */

void wks_survey_sums_add(wks_survey_sums *total, const wks_survey_sums *more)
{
    total->weight += more->weight;
    total->success += more->success;
    total->squared += more->squared;
    total->squared_success += more->squared_success;
}

wks_survey_direct wks_survey_direct_make(const wks_survey_sums *sums, double n, double n_sample)
{
    wks_survey_direct out = {n, NAN, NAN, NAN, NAN, NAN};
    if (!(n > 0 && sums->weight > 0)) {
        return out;
    }
    const double p = sums->success / sums->weight;
    const double size = sums->weight * (sums->weight / sums->squared);
    const wks_interval limits = wks_interval_proportion(p, size);
    /* sum of w^2 (y - p)^2, with y 0 or 1 */
    const double squares =
        sums->squared_success * (1 - p) * (1 - p) + (sums->squared - sums->squared_success) * p * p;
    out.n_effective = size;
    out.value = p;
    out.se = n_sample > 1 ? sqrt(fmax(squares, 0) * n_sample / (n_sample - 1)) / sums->weight : NAN;
    out.lower = limits.lower;
    out.upper = limits.upper;
    return out;
}
