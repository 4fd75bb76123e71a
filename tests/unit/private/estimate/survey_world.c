/* SPDX-License-Identifier: EUPL-1.2 */
#include "survey_world.h"

#include "math/dense.h"
#include "math/random.h"

#include <math.h>
#include <stdlib.h>

enum {
    N_AGES = 7,
    N_SEXES = 2,
    N_STRATA = N_AGES * N_SEXES
};

/* ---- truth ---------------------------------------------------------------------------------- */

static wks_code make_graph(const survey_world_options *options, wks_arena *arena,
                           wks_neighbours *out, wks_error *err)
{
    const size_t n = options->rows * options->columns;
    size_t *from = NULL;
    size_t *to = NULL;
    size_t n_edges = 0;
    WKS_TRY(wks_arena_take(arena, 2 * n, sizeof *from, &from, err));
    WKS_TRY(wks_arena_take(arena, 2 * n, sizeof *to, &to, err));
    for (size_t i = 0; i < n; i++) {
        if ((i + 1) % options->columns != 0) {
            from[n_edges] = i;
            to[n_edges++] = i + 1;
        }
        if (i + options->columns < n) {
            from[n_edges] = i;
            to[n_edges++] = i + options->columns;
        }
    }
    return wks_neighbours_make(n, n_edges, from, to, arena, out, err);
}

/* A draw [n] of the intrinsic autoregression over the map, with geometric mean variance 1. */
static wks_code draw_structured(const wks_neighbours *map, wks_random *random, wks_arena *arena,
                                double *u, wks_error *err)
{
    const size_t n = map->n_areas;
    double *vectors = NULL;
    double *values = NULL;
    double log_variance = 0;
    WKS_TRY(wks_arena_take(arena, n * n, sizeof *vectors, &vectors, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *values, &values, err));
    for (size_t i = 0; i < n; i++) {
        vectors[i + i * n] = (double)(map->start[i + 1] - map->start[i]);
        for (size_t k = map->start[i]; k < map->start[i + 1]; k++) {
            vectors[i + map->neighbour[k] * n] = -1;
        }
    }
    WKS_TRY(wks_dense_eigen(n, vectors, values, arena, err));
    for (size_t i = 0; i < n; i++) {
        double variance = 0;
        for (size_t k = 1; k < n; k++) {
            variance += vectors[i + k * n] * vectors[i + k * n] / values[k];
        }
        log_variance += log(variance) / (double)n;
        u[i] = 0;
    }
    for (size_t k = 1; k < n; k++) {
        const double z = wks_random_normal(random) / sqrt(values[k] * exp(log_variance));
        for (size_t i = 0; i < n; i++) {
            u[i] += z * vectors[i + k * n];
        }
    }
    return WKS_OK;
}

static double deviation(const double *x, size_t n)
{
    double sum = 0;
    double squares = 0;
    for (size_t i = 0; i < n; i++) {
        sum += x[i];
    }
    for (size_t i = 0; i < n; i++) {
        squares += (x[i] - sum / (double)n) * (x[i] - sum / (double)n);
    }
    return sqrt(squares / (double)(n - 1));
}

/* effect and covariate [n_areas]. */
static wks_code draw_areas(const survey_world_options *options, const wks_neighbours *map,
                           wks_random *random, wks_arena *arena, double *effect, double *covariate,
                           wks_error *err)
{
    const double share = options->structured_share;
    WKS_TRY(draw_structured(map, random, arena, effect, err));
    const double spread = deviation(effect, map->n_areas);
    for (size_t i = 0; i < map->n_areas; i++) {
        const double u = effect[i];
        covariate[i] = 0.6 * u / spread + 0.8 * wks_random_normal(random);
        effect[i] =
            options->area_sd * (sqrt(share) * u + sqrt(1 - share) * wks_random_normal(random));
    }
    return WKS_OK;
}

static double true_proportion(size_t stratum, double effect, double covariate)
{
    static const double age[N_AGES] = {-2.2, -1.9, -1.6, -1.2, -0.8, -0.5, 0.1};
    static const double age_sex[N_AGES] = {0, .1, .15, .1, 0, -.1, -.2};
    const double sex = stratum < N_AGES ? 0 : 1;
    const double eta = age[stratum % N_AGES] + (0.25 + age_sex[stratum % N_AGES]) * sex -
                       0.30 * covariate + effect;
    return 1 / (1 + exp(-eta));
}

/* Residents of a wijk [N_STRATA]. */
static void draw_residents(wks_random *random, double *residents)
{
    static const double share[N_AGES] = {.10, .16, .16, .17, .18, .14, .09};
    double tilted[N_AGES];
    double total = 0;
    const double size = round(exp(log(3500) + 0.7 * wks_random_normal(random)));
    const double tilt = 0.25 * wks_random_normal(random);
    for (int a = 0; a < N_AGES; a++) {
        tilted[a] = share[a] * exp(tilt * (a - 3) / 3);
        total += tilted[a];
    }
    for (int s = 0; s < N_STRATA; s++) {
        residents[s] =
            fmax(1, round(size * tilted[s % N_AGES] / total * (s < N_AGES ? .495 : .505)));
    }
}

/* ---- survey --------------------------------------------------------------------------------- */

/* Some wijken, without repeats. */
static void draw_empty(const survey_world_options *options, wks_random *random, bool *is_empty)
{
    for (size_t k = 0; k < options->n_empty; k++) {
        size_t i = wks_random_below(random, options->rows * options->columns);
        while (is_empty[i]) {
            i = wks_random_below(random, options->rows * options->columns);
        }
        is_empty[i] = true;
    }
}

/* Multinomial over the cells by conditional binomials; then the answers. */
static wks_code draw_answers(const survey_world_options *options, const survey_world *world,
                             const double *population, const double *proportion, wks_random *random,
                             wks_arena *arena, wks_survey_cells *out, wks_error *err)
{
    static const double response[N_AGES] = {.5, .6, .8, 1, 1.2, 1.5, 1.1};
    const size_t n_cells = world->shape.n_cells;
    bool *is_empty = NULL;
    size_t *cell = NULL;
    double *trials = NULL;
    double *yes = NULL;
    double *weight = NULL;
    double total = 0;
    size_t left = options->n_respondents;
    WKS_TRY(wks_arena_take(arena, world->shape.n_areas, sizeof *is_empty, &is_empty, err));
    WKS_TRY(wks_arena_take(arena, n_cells, sizeof *cell, &cell, err));
    WKS_TRY(wks_arena_take(arena, n_cells, sizeof *trials, &trials, err));
    WKS_TRY(wks_arena_take(arena, n_cells, sizeof *yes, &yes, err));
    WKS_TRY(wks_arena_take(arena, n_cells, sizeof *weight, &weight, err));
    draw_empty(options, random, is_empty);
    for (size_t c = 0; c < n_cells; c++) {
        cell[c] = c;
        total += is_empty[c / N_STRATA] ? 0 : population[c] * response[c % N_AGES];
    }
    for (size_t c = 0; c < n_cells; c++) {
        const double chance = is_empty[c / N_STRATA] ? 0 : population[c] * response[c % N_AGES];
        const double n = wks_random_binomial(random, left, fmin(chance / fmax(total, 1e-9), 1));
        left -= (size_t)n;
        total -= chance;
        trials[c] = fmin(n, population[c]);
        yes[c] = wks_random_binomial(random, (size_t)trials[c], proportion[c]);
        weight[c] = population[c] / fmax(trials[c], 1);
    }
    const wks_survey_rows rows = {n_cells, cell, trials, yes, weight};
    return wks_survey_cells_make(&world->shape, &rows, arena, out, err);
}

static wks_code make_groups(const survey_world_options *options, wks_arena *arena,
                            wks_survey *survey, wks_error *err)
{
    size_t *group = NULL;
    WKS_TRY(wks_arena_take(arena, survey->shape->n_areas, sizeof *group, &group, err));
    for (size_t i = 0; i < survey->shape->n_areas; i++) {
        group[i] = i / (3 * options->columns);
    }
    survey->group = group;
    survey->n_groups = (options->rows + 2) / 3;
    return WKS_OK;
}

wks_code survey_world_make(const survey_world_options *options, wks_arena *arena, survey_world *out,
                           wks_error *err)
{
    const size_t n = options->rows * options->columns;
    wks_random random = wks_random_start(options->seed, 0);
    double *effect = NULL;
    double *covariate = NULL;
    double *population = NULL;
    double *proportion = NULL;
    *out = (survey_world){0};
    out->shape = (wks_survey_shape){.n_areas = n, .n_factors = 2, .n_levels = {N_AGES, N_SEXES}};
    WKS_TRY(wks_survey_shape_make(&out->shape, err));
    WKS_TRY(make_graph(options, arena, &out->neighbours, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *effect, &effect, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *covariate, &covariate, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->truth, &out->truth, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->residents, &out->residents, err));
    WKS_TRY(wks_arena_take(arena, n * N_STRATA, sizeof *population, &population, err));
    WKS_TRY(wks_arena_take(arena, n * N_STRATA, sizeof *proportion, &proportion, err));
    WKS_TRY(draw_areas(options, &out->neighbours, &random, arena, effect, covariate, err));
    for (size_t i = 0; i < n; i++) {
        double yes = 0;
        draw_residents(&random, population + i * N_STRATA);
        for (size_t s = 0; s < N_STRATA; s++) {
            const size_t c = i * N_STRATA + s;
            proportion[c] = true_proportion(s, effect[i], covariate[i]);
            yes += population[c] * proportion[c];
            out->residents[i] += population[c];
        }
        out->truth[i] = yes / out->residents[i];
    }
    WKS_TRY(draw_answers(options, out, population, proportion, &random, arena, &out->cells, err));
    out->survey = (wks_survey){.shape = &out->shape,
                               .cells = &out->cells,
                               .population = population,
                               .n_covariates = 1,
                               .covariate = covariate,
                               .neighbours = &out->neighbours};
    return make_groups(options, arena, &out->survey, err);
}

/* ---- score ---------------------------------------------------------------------------------- */

typedef struct {
    double value;
    size_t area;
} ranked;

static int by_value(const void *a, const void *b)
{
    const double x = ((const ranked *)a)->value;
    const double y = ((const ranked *)b)->value;
    return (x > y) - (x < y);
}

static void score_areas(const survey_world *world, const wks_survey_result *result,
                        survey_score *score)
{
    for (size_t i = 0; i < world->shape.n_areas; i++) {
        const wks_survey_estimate *area = &result->areas[i];
        const double error = area->posterior.mean - world->truth[i];
        const double covered =
            area->posterior.lower <= world->truth[i] && world->truth[i] <= area->posterior.upper;
        if (area->status == WKS_SURVEY_PREDICTED) {
            score->n_empty++;
            score->n_empty_covered += covered;
            score->empty_squares += error * error;
        } else {
            const double direct = area->direct.value - world->truth[i];
            score->n++;
            score->n_covered += covered;
            score->squares += error * error;
            score->direct_squares += direct * direct;
            score->direct_covered +=
                area->direct.lower <= world->truth[i] && world->truth[i] <= area->direct.upper;
        }
    }
}

/* Value of area - rest of all, given all areas' values. */
static void differences(const survey_world *world, const double *value, double *difference)
{
    double all = 0;
    double residents = 0;
    for (size_t i = 0; i < world->shape.n_areas; i++) {
        all += world->residents[i] * value[i];
        residents += world->residents[i];
    }
    for (size_t i = 0; i < world->shape.n_areas; i++) {
        const double n = world->residents[i];
        difference[i] = value[i] - (all - n * value[i]) / (residents - n);
    }
}

/* rank [n]: 1 is the lowest value. */
static void rank_areas(size_t n, const double *value, ranked *scratch, double *rank)
{
    for (size_t i = 0; i < n; i++) {
        scratch[i] = (ranked){value[i], i};
    }
    qsort(scratch, n, sizeof *scratch, by_value);
    for (size_t k = 0; k < n; k++) {
        rank[scratch[k].area] = (double)(k + 1);
    }
}

wks_code survey_world_score(const survey_world *world, const wks_survey_result *result,
                            wks_arena *arena, survey_score *score, wks_error *err)
{
    const size_t n = world->shape.n_areas;
    double *value = NULL;
    double *difference = NULL;
    double *rank = NULL;
    ranked *scratch = NULL;
    float *differences_drawn = NULL;
    float *ranks_drawn = NULL;
    wks_posterior *of_difference = NULL;
    wks_posterior *of_rank = NULL;
    WKS_TRY(wks_arena_take(arena, n, sizeof *value, &value, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *difference, &difference, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *rank, &rank, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *scratch, &scratch, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *of_difference, &of_difference, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *of_rank, &of_rank, err));
    WKS_TRY(wks_arena_take(arena, n * result->n_draws, sizeof(float), &differences_drawn, err));
    WKS_TRY(wks_arena_take(arena, n * result->n_draws, sizeof(float), &ranks_drawn, err));
    score_areas(world, result, score);
    for (size_t d = 0; d < result->n_draws; d++) {
        for (size_t i = 0; i < n; i++) {
            value[i] = (double)result->draws[d * n + i];
        }
        differences(world, value, difference);
        rank_areas(n, value, scratch, rank);
        for (size_t i = 0; i < n; i++) {
            differences_drawn[d * n + i] = (float)difference[i];
            ranks_drawn[d * n + i] = (float)rank[i];
        }
    }
    WKS_TRY(wks_poststratify_summarise(result->n_draws, n, differences_drawn, arena, of_difference,
                                       err));
    WKS_TRY(wks_poststratify_summarise(result->n_draws, n, ranks_drawn, arena, of_rank, err));
    differences(world, world->truth, difference);
    rank_areas(n, world->truth, scratch, rank);
    for (size_t i = 0; i < n; i++) {
        const bool is_higher = of_difference[i].lower > 0;
        const bool is_lower = of_difference[i].upper < 0;
        score->n_flagged += is_higher || is_lower;
        score->n_wrong += (is_higher && difference[i] < 0) || (is_lower && difference[i] > 0);
        score->n_rank++;
        score->n_rank_covered += of_rank[i].lower <= rank[i] && rank[i] <= of_rank[i].upper;
    }
    return WKS_OK;
}
