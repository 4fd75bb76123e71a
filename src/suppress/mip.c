/* SPDX-License-Identifier: EUPL-1.2 */
#include "suppress/mip.h"

#include "base/language.h"

#include <coin/Cbc_C_Interface.h>

#include <math.h>
#include <stdio.h>

/* The rows by column, as CBC takes them. */
static wks_code load(const wks_mip *mip, wks_arena *arena, Cbc_Model *model, wks_error *err)
{
    const size_t n_entries = mip->first[mip->n_rows];
    CoinBigIndex *first = NULL;
    int *row = NULL;
    double *entry = NULL;
    double *one = NULL;
    double *zero = NULL;
    WKS_TRY(wks_arena_take(arena, mip->n + 2, sizeof *first, &first, err));
    WKS_TRY(wks_arena_take(arena, n_entries, sizeof *row, &row, err));
    WKS_TRY(wks_arena_take(arena, n_entries, sizeof *entry, &entry, err));
    WKS_TRY(wks_arena_take(arena, mip->n_rows, sizeof *one, &one, err));
    WKS_TRY(wks_arena_take(arena, mip->n, sizeof *zero, &zero, err));
    for (size_t k = 0; k < n_entries; k++) {
        first[mip->column[k] + 2]++;
    }
    for (size_t j = 0; j < mip->n; j++) {
        first[j + 2] += first[j + 1];
    }
    for (size_t r = 0; r < mip->n_rows; r++) {
        one[r] = 1;
        for (size_t k = mip->first[r]; k < mip->first[r + 1]; k++) {
            const CoinBigIndex at = first[mip->column[k] + 1]++;
            row[at] = (int)r;
            entry[at] = mip->entry[k];
        }
    }
    Cbc_loadProblem(model, (int)mip->n, (int)mip->n_rows, first, row, entry, zero, mip->most,
                    mip->cost, one, NULL);
    for (size_t j = 0; j < mip->n; j++) {
        Cbc_setInteger(model, (int)j);
    }
    return WKS_OK;
}

static wks_code read_answer(const wks_mip *mip, Cbc_Model *model, wks_mip_answer *out,
                            wks_error *err)
{
    if (Cbc_isAbandoned(model)) {
        return wks_fail(err, WKS_E_NUMERIC, "%s",
                        wks_tr("the integer solver failed", "de gehele oplosser faalde"));
    }
    const double *best = Cbc_bestSolution(model);
    const double total = Cbc_getObjValue(model);
    out->is_final = Cbc_isProvenOptimal(model) || Cbc_isProvenInfeasible(model);
    out->has_choice = best != NULL && !Cbc_isProvenInfeasible(model) && total < mip->below + 1e-6;
    out->bound = fmax(0, Cbc_getBestPossibleObjValue(model));
    if (out->is_final) {
        /* stopped within a step of the best, where there is a step, is the best */
        out->bound = out->has_choice ? total : mip->below;
    }
    for (size_t j = 0; out->has_choice && j < mip->n; j++) {
        out->choice[j] = best[j] > 0.5;
    }
    return WKS_OK;
}

wks_code wks_mip_solve(const wks_mip *mip, wks_arena *arena, wks_mip_answer *out, wks_error *err)
{
    char seconds[64];
    *out = (wks_mip_answer){0};
    WKS_TRY(wks_arena_take(arena, mip->n, sizeof *out->choice, &out->choice, err));
    Cbc_Model *model = Cbc_newModel();
    Cbc_setLogLevel(model, 0);
    wks_code code = load(mip, arena, model, err);
    if (code == WKS_OK) {
        Cbc_setParameter(model, "logLevel", "0");
        Cbc_setParameter(model, "timeMode", "elapsed");
        snprintf(seconds, sizeof seconds, "%.3f", mip->seconds);
        Cbc_setParameter(model, "seconds", seconds);
        if (isfinite(mip->below)) {
            snprintf(seconds, sizeof seconds, "%.9g",
                     mip->below - (mip->step > 0 ? mip->step * 0.5 : 1e-6 * (1 + mip->below)));
            Cbc_setParameter(model, "cutoff", seconds);
        }
        if (mip->step > 0) {
            snprintf(seconds, sizeof seconds, "%.9g", mip->step * 0.99);
            Cbc_setParameter(model, "allowableGap", seconds);
        }
        Cbc_solve(model);
        code = read_answer(mip, model, out, err);
    }
    Cbc_deleteModel(model);
    return code;
}
