/* ours_areas.c - small-area models: Fay-Herriot, unit level, BYM2.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "ours.h"
#include "private/estimate/bym2.h"
#include "private/estimate/fay_herriot.h"
#include "private/estimate/fay_herriot_spatial.h"
#include "private/estimate/unit_model.h"

#include <stdbool.h>

static const double *with_constant(bench *b, const bench_table *table, const char *const *names,
                                   size_t n_names)
{
    wks_error err;
    double *x = NULL;
    bench_must(wks_arena_take(&b->arena, table->n * (n_names + 1), sizeof *x, &x, &err), &err);
    for (size_t i = 0; i < table->n; i++) {
        x[i] = 1;
        for (size_t k = 0; k < n_names; k++) {
            x[i + (k + 1) * table->n] = bench_column(table, names[k])[i];
        }
    }
    return x;
}

/* y, variance, x1, x2, x3; a hundred times, for once is too short for a clock. */
void bench_fh(bench *b)
{
    static const char *const names[] = {"x1", "x2", "x3"};
    const bench_table table = bench_read(b, NULL);
    const size_t repeats = table.n < 1000 ? 100 : 1;
    const wks_fay_herriot_data data = {.n_areas = table.n,
                                       .n_covariates = 4,
                                       .y = bench_column(&table, "y"),
                                       .variance = bench_column(&table, "variance"),
                                       .x = with_constant(b, &table, names, 3)};
    wks_fay_herriot_fit fit;
    bench_start(b);
    for (size_t i = 0; i < repeats; i++) {
        wks_error err;
        bench_must(
            wks_fay_herriot_fit_areas(&data, &(wks_fay_herriot_options){0}, &b->arena, &fit, &err),
            &err);
    }
    bench_stop(b, repeats);
    bench_answer(b, "between", 1, fit.a);
    bench_answer_all(b, "coefficient", data.n_covariates, fit.coefficients);
    bench_answer_all(b, "estimate", table.n, fit.estimate);
    bench_answer_all(b, "mse", table.n, fit.mse);
}

/* y, variance, x1, x2 without a constant (as sae's grapes); STEM-weights.csv [n x n]. */
void bench_sfh(bench *b)
{
    const bench_table table = bench_read(b, NULL);
    const bench_table weights = bench_read(b, "weights");
    static const char *const names[] = {"x1", "x2"};
    const double *x = with_constant(b, &table, names, 2) + table.n;
    const wks_fay_herriot_data data = {.n_areas = table.n,
                                       .n_covariates = 2,
                                       .y = bench_column(&table, "y"),
                                       .variance = bench_column(&table, "variance"),
                                       .x = x};
    wks_area_variance_fit fit;
    wks_error err;
    bench_start(b);
    bench_must(wks_fay_herriot_spatial_fit(&data, weights.cell, WKS_FAY_HERRIOT_REML, &b->arena,
                                           &fit, &err),
               &err);
    bench_stop(b, 1);
    bench_answer(b, "between", 1, fit.theta[0]);
    bench_answer(b, "rho", 1, fit.theta[1]);
    bench_answer_all(b, "estimate", table.n, fit.areas.estimate);
    bench_answer_all(b, "mse", table.n, fit.areas.mse);
}

/* area, y, x1, x2 of persons; STEM-means.csv x1, x2 of areas; 200 bootstraps. */
void bench_bhf(bench *b)
{
    static const char *const names[] = {"x1", "x2"};
    const bench_table table = bench_read(b, NULL);
    const bench_table means = bench_read(b, "means");
    const wks_unit_model_data data = {.n_units = table.n,
                                      .n_areas = means.n,
                                      .n_covariates = 3,
                                      .area = bench_codes(b, &table, "area"),
                                      .y = bench_column(&table, "y"),
                                      .x = with_constant(b, &table, names, 2),
                                      .mean = with_constant(b, &means, names, 2)};
    const wks_unit_model_options options = {.n_bootstraps = 200, .seed = 1};
    wks_unit_model_fit fit;
    wks_error err;
    bench_start(b);
    bench_must(wks_unit_model_fit_areas(&data, &options, &b->arena, &fit, &err), &err);
    bench_stop(b, 1);
    bench_answer(b, "between", 1, fit.area_variance);
    bench_answer(b, "within", 1, fit.unit_variance);
    bench_answer_all(b, "estimate", means.n, fit.estimate);
    bench_answer_all(b, "mse", means.n, fit.mse);
}

static wks_neighbours read_graph(bench *b, const char *what, size_t n)
{
    const bench_table edges = bench_read(b, what);
    const double *i = bench_column(&edges, "i");
    const double *j = bench_column(&edges, "j");
    wks_neighbours out;
    wks_error err;
    size_t *from = NULL;
    size_t *to = NULL;
    bench_must(wks_arena_take(&b->arena, edges.n, sizeof *from, &from, &err), &err);
    bench_must(wks_arena_take(&b->arena, edges.n, sizeof *to, &to, &err), &err);
    for (size_t k = 0; k < edges.n; k++) {
        from[k] = (size_t)i[k] - 1;
        to[k] = (size_t)j[k] - 1;
    }
    bench_must(wks_neighbours_make(n, edges.n, from, to, &b->arena, &out, &err), &err);
    return out;
}

/* y, expected, x; STEM-GRAPH.csv.  Without is_with_x the covariate stays out. */
static void fit_map(bench *b, const char *graph, bool is_with_x, const wks_bym2_options *options)
{
    const bench_table table = bench_read(b, NULL);
    const wks_neighbours neighbours = read_graph(b, graph, table.n);
    size_t *area = NULL;
    wks_bym2_fit fit;
    wks_error err;
    bench_must(wks_arena_take(&b->arena, table.n, sizeof *area, &area, &err), &err);
    for (size_t i = 0; i < table.n; i++) {
        area[i] = i;
    }
    const wks_bym2_data data = {.family = WKS_BYM2_POISSON,
                                .n = table.n,
                                .y = bench_column(&table, "y"),
                                .size = bench_column(&table, "expected"),
                                .area = area,
                                .n_covariates = is_with_x ? 1 : 0,
                                .covariate = bench_column(&table, "x")};
    bench_start(b);
    bench_must(wks_bym2_fit_model(&data, table.n, &neighbours, options, &b->arena, &fit, &err),
               &err);
    bench_stop(b, 1);
    if (is_with_x) {
        bench_answer(b, "slope", 1, fit.coefficient[1].mean);
        bench_answer(b, "slope_sd", 1, fit.coefficient[1].sd);
    }
    bench_answer(b, "sd", 1, fit.area_sd.mean);
    bench_answer(b, "edf", 1, fit.effective_coefficients);
    bench_answer_all(b, "eta", table.n, fit.eta_mean);
    bench_answer_all(b, "eta_sd", table.n, fit.eta_sd);
}

void bench_bym2(bench *b)
{
    const double limits[] = {1, 1.1};
    fit_map(b, "edges", true, &(wks_bym2_options){.limits = limits, .n_limits = 2});
}

/* The field of mgcv's bs = "mrf" alone, on a map in one piece. */
void bench_besag(bench *b)
{
    fit_map(b, "joined", false,
            &(wks_bym2_options){.effect = WKS_BYM2_EFFECT_BESAG, .estimate = WKS_BYM2_REML});
}
