/* ours_compare.c - survey estimates by design, comparison with the rest, ranks.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "ours.h"
#include "private/method/compare.h"
#include "private/method/rank.h"
#include "private/method/survey_design.h"

/* wijk, y, w of respondents: share and standard error of every wijk. */
void bench_design(bench *b)
{
    const bench_table table = bench_read(b, NULL);
    const size_t *group = bench_codes(b, &table, "wijk");
    const wks_survey_sample sample = {.n = table.n,
                                      .y = bench_column(&table, "y"),
                                      .weight = bench_column(&table, "w"),
                                      .group = group,
                                      .n_groups = bench_n_codes(table.n, group),
                                      .is_share = true};
    wks_survey_estimate *out = NULL;
    wks_error err;
    bench_start(b);
    bench_must(wks_survey_design_estimate(&sample, 0.95, &b->arena, &out, &err), &err);
    bench_stop(b, 1);
    for (size_t i = 0; i < sample.n_groups; i++) {
        if (out[i].n > 0) {
            bench_answer(b, "value", i + 1, out[i].value);
            bench_answer(b, "se", i + 1, out[i].se);
        }
    }
}

/* The same file: every wijk beside all others, with the list of findings.  Adding up included. */
void bench_compare(bench *b)
{
    const bench_table table = bench_read(b, NULL);
    const size_t *group = bench_codes(b, &table, "wijk");
    const size_t n = bench_n_codes(table.n, group);
    const double *y = bench_column(&table, "y");
    const double *w = bench_column(&table, "w");
    wks_compare_part *parts = NULL;
    wks_comparison *out = NULL;
    wks_compare_summary summary;
    wks_error err;
    bench_must(wks_arena_take(&b->arena, n, sizeof *parts, &parts, &err), &err);
    bench_must(wks_arena_take(&b->arena, n, sizeof *out, &out, &err), &err);
    bench_start(b);
    for (size_t i = 0; i < n; i++) {
        parts[i] = (wks_compare_part){0};
    }
    for (size_t i = 0; i < table.n; i++) {
        parts[group[i]].with += w[i] * y[i];
        parts[group[i]].all += w[i];
        parts[group[i]].squares += w[i] * w[i];
    }
    const wks_compare_input input = {
        .kind = WKS_FIGURE_PROPORTION, .n_areas = n, .parts = parts, .spatial_share = 0.5};
    bench_must(wks_compare(&input, &(wks_compare_options){0}, &b->arena, out, &summary, &err),
               &err);
    bench_stop(b, 1);
    for (size_t i = 0; i < n; i++) {
        if (parts[i].all > 0) {
            bench_answer(b, "value", i + 1, out[i].value);
            bench_answer(b, "rest", i + 1, out[i].reference);
        }
    }
}

/* A row a draw, a column an area. */
void bench_rank(bench *b)
{
    const bench_table table = bench_read(b, NULL);
    const size_t n = table.n_columns;
    float *draws = NULL;
    wks_rank *ranks = NULL;
    wks_error err;
    bench_must(wks_arena_take(&b->arena, table.n * n, sizeof *draws, &draws, &err), &err);
    bench_must(wks_arena_take(&b->arena, n, sizeof *ranks, &ranks, &err), &err);
    for (size_t d = 0; d < table.n; d++) {
        for (size_t i = 0; i < n; i++) {
            draws[d * n + i] = (float)table.cell[d + i * table.n];
        }
    }
    bench_start(b);
    bench_must(wks_rank_draws(table.n, n, draws, &b->arena, ranks, &err), &err);
    bench_stop(b, 1);
    for (size_t i = 0; i < n; i++) {
        bench_answer(b, "expected", i + 1, ranks[i].expected);
        bench_answer(b, "lower", i + 1, ranks[i].lower);
        bench_answer(b, "upper", i + 1, ranks[i].upper);
        bench_answer(b, "p_top", i + 1, ranks[i].p_top);
    }
}
