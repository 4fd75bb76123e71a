/* ours_survey.c - from a survey to wijken.
 *
 * Cells in STEM.csv: wijk, age, sex, residents, x, n respondents of whom y say yes; STEM-edges.csv.
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "math/random.h"
#include "ours.h"
#include "private/estimate/random_intercept.h"
#include "private/estimate/survey_model.h"

#include <math.h>

typedef struct cells {
    wks_survey_shape shape;
    double *trials, *successes, *population; /* [n_cells] */
    double *x;                               /* [n_areas] */
    wks_neighbours neighbours;
} cells;

static double *room(bench *b, size_t n)
{
    wks_error err;
    double *out = NULL;
    bench_must(wks_arena_take(&b->arena, n, sizeof *out, &out, &err), &err);
    for (size_t i = 0; i < n; i++) {
        out[i] = 0;
    }
    return out;
}

static cells read_cells(bench *b)
{
    const bench_table table = bench_read(b, NULL);
    const bench_table edges = bench_read(b, "edges");
    const size_t *area = bench_codes(b, &table, "wijk");
    const size_t *age = bench_codes(b, &table, "age");
    const size_t *sex = bench_codes(b, &table, "sex");
    size_t *from = bench_codes(b, &edges, "i");
    size_t *to = bench_codes(b, &edges, "j");
    wks_error err;
    cells c = {.shape = {.n_areas = bench_n_codes(table.n, area),
                         .n_factors = 2,
                         .n_levels = {bench_n_codes(table.n, age), bench_n_codes(table.n, sex)}}};
    bench_must(wks_survey_shape_make(&c.shape, &err), &err);
    c.trials = room(b, c.shape.n_cells);
    c.successes = room(b, c.shape.n_cells);
    c.population = room(b, c.shape.n_cells);
    c.x = room(b, c.shape.n_areas);
    for (size_t i = 0; i < table.n; i++) {
        const size_t cell = area[i] * c.shape.n_strata + age[i] + c.shape.n_levels[0] * sex[i];
        c.trials[cell] = bench_column(&table, "n")[i];
        c.successes[cell] = bench_column(&table, "y")[i];
        c.population[cell] = bench_column(&table, "residents")[i];
        c.x[area[i]] = bench_column(&table, "x")[i];
    }
    bench_must(
        wks_neighbours_make(c.shape.n_areas, edges.n, from, to, &b->arena, &c.neighbours, &err),
        &err);
    return c;
}

/* Collapsing rows to cells included. */
static void fit_survey(const cells *c, const double *successes, size_t stream, wks_arena *arena,
                       wks_survey_result *fit)
{
    wks_error err;
    wks_survey_cells collapsed;
    size_t *cell = NULL;
    bench_must(wks_arena_take(arena, c->shape.n_cells, sizeof *cell, &cell, &err), &err);
    for (size_t i = 0; i < c->shape.n_cells; i++) {
        cell[i] = i;
    }
    const wks_survey_rows rows = {
        .n = c->shape.n_cells, .cell = cell, .trials = c->trials, .successes = successes};
    bench_must(wks_survey_cells_make(&c->shape, &rows, arena, &collapsed, &err), &err);
    const wks_survey survey = {.shape = &c->shape,
                               .cells = &collapsed,
                               .population = c->population,
                               .n_covariates = 1,
                               .covariate = c->x,
                               .neighbours = &c->neighbours};
    bench_must(
        wks_survey_model_fit(&survey, &(wks_survey_options){.stream = stream}, arena, fit, &err),
        &err);
}

void bench_mrp(bench *b)
{
    const cells c = read_cells(b);
    wks_survey_result fit;
    bench_start(b);
    fit_survey(&c, c.successes, 0, &b->arena, &fit);
    bench_stop(b, 1);
    bench_answer(b, "sd", 1, fit.area_sd.mean);
    for (size_t i = 0; i < c.shape.n_areas; i++) {
        bench_answer(b, "wijk", i + 1, fit.areas[i].posterior.mean);
        bench_answer(b, "wijk_lower", i + 1, fit.areas[i].posterior.lower);
        bench_answer(b, "wijk_upper", i + 1, fit.areas[i].posterior.upper);
    }
}

/* Every second of 100 indicators, from number `argument` (0 or 1) on: two processes do all.  Other
 * answers of the same respondents, each indicator with its own level. */
void bench_hundred(bench *b)
{
    const cells c = read_cells(b);
    double *successes = room(b, c.shape.n_cells);
    bench_start(b);
    for (size_t k = (size_t)b->argument; k < 100; k += 2) {
        wks_survey_result fit;
        wks_arena arena;
        wks_arena_init(&arena, 0);
        for (size_t i = 0; i < c.shape.n_cells; i++) {
            wks_random random = wks_random_start(1000 + k, i);
            wks_random area = wks_random_start(2000 + k, i / c.shape.n_strata);
            const double eta = -2.5 + 0.03 * (double)k + 0.35 * wks_random_normal(&area);
            successes[i] = wks_random_binomial(&random, (size_t)c.trials[i], 1 / (1 + exp(-eta)));
        }
        fit_survey(&c, successes, k, &arena, &fit);
        bench_answer(b, "region", k + 1, fit.region.posterior.mean);
        wks_arena_clear(&arena);
    }
    bench_stop(b, 1);
}

/* The model of lme4 and glmmTMB: age x sex + x, one effect a wijk, Laplace. */
void bench_intercept(bench *b)
{
    const cells c = read_cells(b);
    const size_t n_ages = c.shape.n_levels[0];
    const size_t n_columns = 2 * n_ages;
    double *x = NULL;
    double *y = NULL;
    double *size = NULL;
    size_t *area = NULL;
    size_t n = 0;
    wks_error err;
    wks_random_intercept fit;
    y = room(b, c.shape.n_cells);
    size = room(b, c.shape.n_cells);
    x = room(b, c.shape.n_cells * n_columns);
    bench_must(wks_arena_take(&b->arena, c.shape.n_cells, sizeof *area, &area, &err), &err);
    size_t n_rows = 0;
    for (size_t i = 0; i < c.shape.n_cells; i++) {
        n_rows += c.trials[i] > 0;
    }
    for (size_t i = 0; i < c.shape.n_cells; i++) {
        const size_t age = i % c.shape.n_strata % n_ages;
        const size_t sex = i % c.shape.n_strata / n_ages;
        if (c.trials[i] == 0) {
            continue;
        }
        y[n] = c.successes[i];
        size[n] = c.trials[i];
        area[n] = i / c.shape.n_strata;
        x[n] = c.x[area[n]];
        x[n + n_rows] = (double)sex;
        for (size_t k = 1; k < n_ages; k++) {
            x[n + (2 * k) * n_rows] = age == k;
            x[n + (2 * k + 1) * n_rows] = age == k && sex == 1;
        }
        n++;
    }
    const wks_bym2_data data = {.family = WKS_BYM2_BINOMIAL,
                                .n = n,
                                .y = y,
                                .size = size,
                                .area = area,
                                .n_covariates = n_columns,
                                .covariate = x};
    bench_start(b);
    bench_must(wks_random_intercept_fit(&data, c.shape.n_areas, 1, &b->arena, &fit, &err), &err);
    bench_stop(b, 1);
    bench_answer(b, "sd", 1, fit.sd);
    bench_answer(b, "log_likelihood", 1, fit.log_likelihood);
    bench_answer(b, "slope", 1, fit.coefficient[1]);
}
