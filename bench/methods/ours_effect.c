/* ours_effect.c - interrupted series and difference in differences.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "ours.h"
#include "private/method/difference_in_differences.h"
#include "private/method/interrupted_series.h"

#include <math.h>
#include <string.h>

/* y, time, exposure of months: quasi-Poisson, two pairs of harmonics, the level shifts at
 * `argument`; a hundred times. */
void bench_its(bench *b)
{
    enum {
        REPEATS = 100
    };

    const bench_table table = bench_read(b, NULL);
    const wks_interrupted_series_data data = {.n = table.n,
                                              .y = bench_column(&table, "y"),
                                              .time = bench_column(&table, "time"),
                                              .exposure = bench_column(&table, "exposure")};
    const wks_interrupted_series_options options = {.family = WKS_GLM_QUASIPOISSON,
                                                    .at = b->argument,
                                                    .n_harmonics = 2,
                                                    .period = 12,
                                                    .per = 100000,
                                                    .epsilon = 1e-14,
                                                    .lag = 3,
                                                    .confidence = 0.95};
    wks_interrupted_series fit;
    bench_start(b);
    for (int i = 0; i < REPEATS; i++) {
        wks_error err;
        bench_must(wks_interrupted_series_fit(&data, &options, &b->arena, &fit, &err), &err);
    }
    bench_stop(b, REPEATS);
    if (fit.refusal == WKS_EFFECT_ALLOWED) {
        bench_answer(b, "level", 1, fit.terms[fit.level].value);
        bench_answer(b, "level_se", 1, fit.terms[fit.level].se);
        bench_answer(b, "newey_west", 1, fit.newey_west_se[fit.level]);
    }
}

/* y, unit, time, group: every ATT(g,t) with its error; making the panel included. */
void bench_did(bench *b)
{
    const bench_table table = bench_read(b, NULL);
    const size_t *unit = bench_codes(b, &table, "unit");
    const wks_panel_rows rows = {.n = table.n,
                                 .y = bench_column(&table, "y"),
                                 .unit = unit,
                                 .n_units = bench_n_codes(table.n, unit),
                                 .time = bench_column(&table, "time"),
                                 .group = bench_column(&table, "group")};
    wks_panel panel;
    wks_did fit;
    wks_error err;
    bench_start(b);
    bench_must(wks_panel_make(&rows, &(wks_panel_options){0}, &b->arena, &panel, &err), &err);
    bench_must(wks_difference_in_differences_fit(&panel, &(wks_did_options){.confidence = 0.95},
                                                 &b->arena, &fit, &err),
               &err);
    bench_stop(b, 1);
    for (size_t i = 0; i < fit.n_effects; i++) {
        bench_answer(b, "att", i + 1, fit.effects[i].att);
        bench_answer(b, "se", i + 1, fit.effects[i].se);
    }
}
