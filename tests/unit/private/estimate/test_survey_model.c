/* Numbers held against R-INLA (BYM2, 1,000 posterior samples) and R's survey 4.1-1 on simsurvey, an
 * invented survey of our own: $WKS_SHARED/reference/simsurvey/expected_inla_bym2.csv and
 * expected_direct_svy.csv.  The rest are properties.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "survey_world.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static wks_arena arena;
static wks_error err;
static survey_world world;
static wks_survey_result result;
static double covariate[128]; /* what a test puts in the place of the world's */

/* 64 wijken of which 4 without respondents, in gemeenten of 24, 24 and 16. */
static int make_world(void **state)
{
    (void)state;
    const survey_world_options options = {.rows = 8,
                                          .columns = 8,
                                          .n_respondents = 3000,
                                          .n_empty = 4,
                                          .structured_share = 0.6,
                                          .area_sd = 0.35,
                                          .seed = 3};
    wks_arena_init(&arena, 0);
    err = (wks_error){0};
    return survey_world_make(&options, &arena, &world, &err) == WKS_OK ? 0 : 1;
}

static int clear_world(void **state)
{
    (void)state;
    wks_arena_clear(&arena);
    return 0;
}

static wks_code fit(const wks_survey_options *options)
{
    return wks_survey_model_fit(&world.survey, options, &arena, &result, &err);
}

static void expect_fit(const wks_survey_options *options)
{
    if (fit(options) != WKS_OK) {
        fail_msg("%s", err.text);
    }
}

static bool is_near(double got, double expected, double tolerance)
{
    return fabs(got - expected) <= tolerance;
}

static double *writable(const double *x)
{
    double *copy = NULL;
    const size_t n = world.shape.n_cells;
    assert_int_equal(wks_arena_take(&arena, n, sizeof *copy, &copy, &err), WKS_OK);
    memcpy(copy, x, n * sizeof *copy);
    return copy;
}

/* ---- simsurvey ------------------------------------------------------------------------------ */

enum {
    N_WIJKEN = 300,
    N_CELLS = 4200
};

typedef struct {
    double population[N_CELLS], trials[N_CELLS], yes[N_CELLS], weight[N_CELLS];
    double ses[N_WIJKEN], truth[N_WIJKEN], residents[N_WIJKEN];
    size_t cell[N_CELLS];
} simsurvey;

static FILE *open_reference(const char *name)
{
    char path[1024];
    const char *shared = getenv("WKS_SHARED");
    snprintf(path, sizeof path, "%s/reference/simsurvey/%s", shared == NULL ? "." : shared, name);
    FILE *file = fopen(path, "r");
    char header[256];
    if (file == NULL || fgets(header, sizeof header, file) == NULL) {
        print_message("# %s is not here\n", path);
        skip();
    }
    return file;
}

/* The numbers at the start of the next line, up to n; how many there are. */
static size_t read_numbers(FILE *file, double *numbers, size_t n)
{
    char line[256];
    size_t k = 0;
    const char *at = fgets(line, sizeof line, file);
    while (at != NULL && k < n) {
        char *end = NULL;
        numbers[k] = strtod(at, &end);
        if (end == at) {
            return k;
        }
        k++;
        at = *end == ',' ? end + 1 : NULL;
    }
    return k;
}

/* sex, age, wijk, N, ses, p_true, n, y */
static void read_cells(simsurvey *out)
{
    FILE *file = open_reference("cells.csv");
    double row[8] = {0};
    for (size_t i = 0; i < N_CELLS; i++) {
        assert_int_equal(read_numbers(file, row, 8), 8);
        const size_t wijk = (size_t)row[2] - 1;
        out->cell[i] = wijk * 14 + (size_t)row[0] * 7 + (size_t)row[1] - 1;
        out->population[out->cell[i]] = row[3];
        out->ses[wijk] = row[4];
        out->truth[wijk] += row[3] * row[5];
        out->residents[wijk] += row[3];
        out->trials[i] = row[6];
        out->yes[i] = row[7];
        /* the respondents' file rounds the weights N / n so */
        out->weight[i] = row[6] > 0 ? round(row[3] / row[6] * 1e4) / 1e4 : 1;
    }
    for (size_t i = 0; i < N_WIJKEN; i++) {
        out->truth[i] /= out->residents[i];
    }
    fclose(file);
}

static void read_neighbours(wks_neighbours *out)
{
    enum {
        MOST = 2000
    };

    static size_t from[MOST];
    static size_t to[MOST];
    FILE *file = open_reference("adj.csv");
    size_t n = 0;
    double pair[2] = {0};
    while (n < MOST && read_numbers(file, pair, 2) == 2) {
        from[n] = (size_t)pair[0] - 1;
        to[n++] = (size_t)pair[1] - 1;
    }
    fclose(file);
    assert_int_equal(wks_neighbours_make(N_WIJKEN, n, from, to, &arena, out, &err), WKS_OK);
}

static void make_simsurvey(simsurvey *data)
{
    read_cells(data);
    world = (survey_world){0};
    world.shape = (wks_survey_shape){.n_areas = N_WIJKEN, .n_factors = 2, .n_levels = {7, 2}};
    assert_int_equal(wks_survey_shape_make(&world.shape, &err), WKS_OK);
    const wks_survey_rows rows = {N_CELLS, data->cell, data->trials, data->yes, data->weight};
    assert_int_equal(wks_survey_cells_make(&world.shape, &rows, &arena, &world.cells, &err),
                     WKS_OK);
    read_neighbours(&world.neighbours);
    world.survey = (wks_survey){.shape = &world.shape,
                                .cells = &world.cells,
                                .population = data->population,
                                .n_covariates = 1,
                                .covariate = data->ses,
                                .neighbours = &world.neighbours};
    world.truth = data->truth;
    world.residents = data->residents;
}

static void agrees_with_inla_on_simsurvey(void **state)
{
    (void)state;
    static simsurvey data;
    data = (simsurvey){0};
    make_simsurvey(&data);
    expect_fit(NULL);
    FILE *file = open_reference("expected_inla_bym2.csv");
    double most = 0;
    double sum = 0;
    double squares = 0;
    double covered = 0;
    double width = 0;
    double inla_width = 0;
    for (size_t i = 0; i < N_WIJKEN; i++) {
        double row[4] = {0}; /* wijk, mean, lower, upper */
        assert_int_equal(read_numbers(file, row, 4), 4);
        const double mean = row[1];
        const wks_posterior *ours = &result.areas[i].posterior;
        most = fmax(most, fabs(ours->mean - mean));
        sum += fabs(ours->mean - mean);
        squares += (ours->mean - data.truth[i]) * (ours->mean - data.truth[i]);
        covered += ours->lower <= data.truth[i] && data.truth[i] <= ours->upper;
        width += ours->upper - ours->lower;
        inla_width += row[3] - row[2];
    }
    fclose(file);
    print_message("# largest difference %.4f, mean %.4f, rmse %.4f, coverage %.3f, width %.4f of "
                  "%.4f\n",
                  most, sum / N_WIJKEN, sqrt(squares / N_WIJKEN), covered / N_WIJKEN,
                  width / N_WIJKEN, inla_width / N_WIJKEN);
    assert_true(most <= 0.01);
    assert_true(sum / N_WIJKEN <= 0.003);
    assert_true(sqrt(squares / N_WIJKEN) <= 0.0415);
    assert_true(covered / N_WIJKEN >= 0.91 && covered / N_WIJKEN <= 0.97);
    assert_true(is_near(width / inla_width, 1, 0.05));
    assert_int_equal(result.n_empty, 30);
    assert_true(arena.used_bytes < (size_t)64 << 20);
}

static void labels_and_ranks_keep_their_word_on_simsurvey(void **state)
{
    (void)state;
    static simsurvey data;
    survey_score score = {0};
    data = (simsurvey){0};
    make_simsurvey(&data);
    expect_fit(NULL);
    assert_int_equal(survey_world_score(&world, &result, &arena, &score, &err), WKS_OK);
    print_message("# flagged %.0f, wrong sign %.0f, rank interval covers %.3f\n", score.n_flagged,
                  score.n_wrong, score.n_rank_covered / score.n_rank);
    assert_true(score.n_flagged > 20);
    assert_true(score.n_wrong <= 0.01 * score.n_flagged);
    assert_true(score.n_rank_covered / score.n_rank >= 0.93);
    assert_true(score.n_rank_covered / score.n_rank <= 0.97);
}

static void direct_estimates_are_those_of_the_survey_package(void **state)
{
    (void)state;
    static simsurvey data;
    data = (simsurvey){0};
    make_simsurvey(&data);
    FILE *file = open_reference("expected_direct_svy.csv");
    size_t n = 0;
    for (size_t i = 0; i < N_WIJKEN; i++) {
        wks_survey_sums sums = {0};
        double respondents = 0;
        double row[3] = {0}; /* wijk, value, se; the last two may be NA */
        for (size_t c = i * 14; c < (i + 1) * 14; c++) {
            wks_survey_sums_add(&sums, &world.cells.sums[c]);
            respondents += world.cells.trials[c];
        }
        const wks_survey_direct direct = wks_survey_direct_make(&sums, respondents, 20000);
        if (read_numbers(file, row, 3) == 3) {
            assert_true(is_near(direct.value, row[1], 1e-12));
            assert_true(is_near(direct.se, row[2], 1e-12));
            assert_true(direct.lower <= row[1] && row[1] <= direct.upper);
            n++;
        } else {
            assert_true(isnan(direct.value));
        }
    }
    fclose(file);
    assert_int_equal(n, 270);
}

/* ---- what must hold on any survey ----------------------------------------------------------- */

static void expect_sums_to_hold(void)
{
    double all = 0;
    double residents = 0;
    for (size_t g = 0; g < world.survey.n_groups; g++) {
        double weighted = 0;
        double total = 0;
        for (size_t i = 0; i < world.shape.n_areas; i++) {
            if (world.survey.group[i] == g && result.areas[i].residents > 0) {
                weighted += result.areas[i].residents * result.areas[i].posterior.mean;
                total += result.areas[i].residents;
            }
        }
        assert_true(is_near(result.groups[g].posterior.mean, weighted / total, 1e-7));
        assert_true(is_near(result.groups[g].residents, total, 1e-9));
        all += weighted;
        residents += total;
    }
    assert_true(is_near(result.region.posterior.mean, all / residents, 1e-7));
    for (size_t d = 0; d < result.n_draws; d += 97) {
        double weighted = 0;
        double total = 0;
        for (size_t i = 0; i < world.shape.n_areas; i++) {
            if (world.survey.group[i] == 1) {
                weighted +=
                    result.areas[i].residents * (double)result.draws[d * world.shape.n_areas + i];
                total += result.areas[i].residents;
            }
        }
        assert_true(is_near((double)result.group_draws[d * world.survey.n_groups + 1],
                            weighted / total, 1e-7));
    }
}

static void a_gemeente_is_the_weighted_sum_of_its_wijken(void **state)
{
    (void)state;
    expect_fit(NULL);
    expect_sums_to_hold();
    assert_true(result.n_empty == 4 && (result.flags & WKS_SURVEY_EMPTY_AREAS) != 0);
    for (size_t i = 0; i < world.shape.n_areas; i++) {
        const wks_survey_estimate *area = &result.areas[i];
        assert_true(area->status == (area->direct.n > 0 ? WKS_SURVEY_OK : WKS_SURVEY_PREDICTED));
        assert_true(area->posterior.lower < area->posterior.mean);
        assert_true(area->posterior.mean < area->posterior.upper);
    }
}

static void a_benchmark_moves_every_gemeente_to_its_direct_estimate(void **state)
{
    (void)state;
    const wks_survey_options options = {.is_benchmarked = true};
    expect_fit(NULL);
    const double before = result.groups[0].posterior.mean;
    const double sd = result.areas[0].posterior.sd;
    expect_fit(&options);
    expect_sums_to_hold();
    for (size_t g = 0; g < world.survey.n_groups; g++) {
        const wks_survey_check *check = &result.checks[g];
        assert_true(check->is_benchmarked);
        assert_true(is_near(result.groups[g].posterior.mean, result.groups[g].direct.value, 1e-6));
        /* up when the model was below the direct estimate */
        assert_true(check->shift * check->difference < 0);
    }
    assert_true(
        is_near(result.checks[0].difference, before - result.groups[0].direct.value, 1e-12));
    assert_true(is_near(result.areas[0].posterior.sd, sd, 0.2 * sd));
}

static void the_same_input_gives_the_same_bytes(void **state)
{
    (void)state;
    expect_fit(NULL);
    const wks_survey_result first = result;
    expect_fit(NULL);
    assert_memory_equal(first.draws, result.draws,
                        result.n_draws * world.shape.n_areas * sizeof *result.draws);
}

static void an_area_without_residents_is_not_applicable(void **state)
{
    (void)state;
    double *population = writable(world.survey.population);
    memcpy(covariate, world.survey.covariate, 64 * sizeof *covariate);
    memset(population + 5 * world.shape.n_strata, 0, world.shape.n_strata * sizeof *population);
    covariate[5] = NAN; /* a register knows nothing of nobody */
    world.survey.population = population;
    world.survey.covariate = covariate;
    expect_fit(NULL);
    assert_int_equal(result.areas[5].status, WKS_SURVEY_NOT_APPLICABLE);
    assert_true(isnan(result.areas[5].posterior.mean));
    assert_int_equal(result.n_not_applicable, 1);
    expect_sums_to_hold();
    for (size_t k = 0; k < result.n_draws * world.shape.n_areas; k++) {
        assert_true(result.draws[k] >= 0 && result.draws[k] <= 1);
    }
}

static void a_missing_covariate_names_the_area(void **state)
{
    (void)state;
    static const char *names[64];
    for (size_t i = 0; i < 64; i++) {
        names[i] = "elsewhere";
    }
    names[7] = "WK015307";
    memcpy(covariate, world.survey.covariate, 64 * sizeof *covariate);
    covariate[7] = NAN;
    world.survey.covariate = covariate;
    world.survey.area_name = names;
    assert_int_equal(fit(NULL), WKS_E_ARGUMENT);
    assert_non_null(strstr(err.text, "WK015307"));
}

static void collinear_and_constant_covariates_are_named(void **state)
{
    (void)state;
    static const char *const names[] = {"ses", "twice"};
    memcpy(covariate, world.survey.covariate, 64 * sizeof *covariate);
    for (size_t i = 0; i < 64; i++) {
        covariate[64 + i] = 3 - 2 * covariate[i];
    }
    world.survey.n_covariates = 2;
    world.survey.covariate = covariate;
    world.survey.covariate_name = names;
    assert_int_equal(fit(NULL), WKS_E_NUMERIC);
    assert_non_null(strstr(err.text, "twice"));
    for (size_t i = 0; i < 64; i++) {
        covariate[64 + i] = 0.1;
    }
    assert_int_equal(fit(NULL), WKS_E_ARGUMENT);
    assert_non_null(strstr(err.text, "twice"));
}

/* ---- too little ----------------------------------------------------------------------------- */

static void remake(size_t rows, size_t columns, size_t n_respondents)
{
    const survey_world_options options = {.rows = rows,
                                          .columns = columns,
                                          .n_respondents = n_respondents,
                                          .structured_share = 0.6,
                                          .area_sd = 0.35,
                                          .seed = 4};
    assert_int_equal(survey_world_make(&options, &arena, &world, &err), WKS_OK);
}

static void refuses_under_30_wijken_or_500_respondents(void **state)
{
    (void)state;
    remake(4, 7, 2000);
    assert_int_equal(fit(NULL), WKS_E_REFUSED);
    remake(6, 6, 499);
    assert_int_equal(fit(NULL), WKS_E_REFUSED);
    assert_non_null(strstr(err.text, "499"));
    remake(6, 6, 520);
    expect_fit(NULL);
}

/* Nobody of these strata answered. */
static void silence(bool (*is_silent)(size_t stratum))
{
    for (size_t c = 0; c < world.shape.n_cells; c++) {
        if (is_silent(c % world.shape.n_strata)) {
            world.cells.trials[c] = 0;
            world.cells.successes[c] = 0;
            world.cells.sums[c] = (wks_survey_sums){0};
        }
    }
}

static bool is_oldest(size_t stratum)
{
    return stratum % 7 == 6;
}

static bool is_oldest_man(size_t stratum)
{
    return stratum == 6;
}

static void refuses_residents_of_an_age_that_nobody_answered_for(void **state)
{
    (void)state;
    static const char *const factors[] = {"age", "sex"};
    static const char *const levels[] = {"18", "25", "35", "45", "55", "65", "75", "m", "v"};
    world.survey.factor_name = factors;
    world.survey.level_name = levels;
    silence(is_oldest);
    assert_int_equal(fit(NULL), WKS_E_REFUSED);
    assert_non_null(strstr(err.text, "age=75"));
}

static void leaves_out_an_interaction_that_nobody_tells_apart(void **state)
{
    (void)state;
    expect_fit(NULL);
    assert_int_equal(result.n_dropped, 0);
    assert_int_equal(result.n_coefficients, 15);
    silence(is_oldest_man);
    expect_fit(NULL);
    assert_int_equal(result.n_dropped, 1);
    assert_int_equal(result.n_coefficients, 14);
    assert_true((result.flags & WKS_SURVEY_DROPPED_TERMS) != 0);
}

static void answers_that_are_all_alike_give_finite_numbers(void **state)
{
    (void)state;
    for (int all = 0; all < 2; all++) {
        for (size_t c = 0; c < world.shape.n_cells; c++) {
            world.cells.successes[c] = all * world.cells.trials[c];
            world.cells.sums[c].success = all * world.cells.sums[c].weight;
            world.cells.sums[c].squared_success = all * world.cells.sums[c].squared;
        }
        const wks_survey_options options = {.is_benchmarked = true};
        expect_fit(&options);
        assert_true((result.flags & WKS_SURVEY_NOT_BENCHMARKED) != 0);
        for (size_t i = 0; i < world.shape.n_areas; i++) {
            const wks_posterior *p = &result.areas[i].posterior;
            assert_true(p->lower >= 0 && p->upper <= 1 && p->lower <= p->upper);
            assert_true(all == 1 ? p->mean > 0.95 : p->mean < 0.05);
        }
        assert_true(isnan(result.checks[0].z));
    }
}

static void says_memory_when_there_is_none(void **state)
{
    (void)state;
    wks_code code = WKS_E_MEMORY;
    const wks_survey_options options = {.n_draws = 100, .is_benchmarked = true};
    remake(6, 6, 900);
    /* one by one where this file's own memory is taken, then in growing steps through the engine */
    for (size_t n = 1; n < 1000000 && code != WKS_OK; n += 1 + n / 40) {
        wks_arena scratch;
        wks_arena_init(&scratch, 0);
        wks_arena_fail_after(n);
        code = wks_survey_model_fit(&world.survey, &options, &scratch, &result, &err);
        wks_arena_fail_after(0);
        assert_true(code == WKS_OK || code == WKS_E_MEMORY);
        wks_arena_clear(&scratch);
    }
    assert_int_equal(code, WKS_OK);
}

/* ---- weights -------------------------------------------------------------------------------- */

static void weights_that_are_the_same_within_cells_change_nothing_in_the_model(void **state)
{
    (void)state;
    const wks_survey_options effective = {.weights = WKS_SURVEY_WEIGHTS_EFFECTIVE};
    expect_fit(NULL);
    const wks_survey_result plain = result;
    assert_true(plain.weight_variation < 1e-12);
    expect_fit(&effective);
    for (size_t i = 0; i < world.shape.n_areas; i++) {
        assert_true(is_near(result.areas[i].posterior.mean, plain.areas[i].posterior.mean, 1e-6));
    }
}

static void weights_that_vary_within_cells_are_told_and_widen_the_interval(void **state)
{
    (void)state;
    const wks_survey_options effective = {.weights = WKS_SURVEY_WEIGHTS_EFFECTIVE};
    expect_fit(NULL);
    const double sd = result.region.posterior.sd;
    world.cells.weight_variation = 1;
    expect_fit(NULL);
    assert_true((result.flags & WKS_SURVEY_WEIGHTS_CARRY_MORE) != 0);
    assert_true(is_near(result.region.posterior.sd, sd, 1e-12));
    expect_fit(&effective);
    /* half the respondents: the level is known sqrt(2) times worse */
    assert_true(is_near(result.region.posterior.sd / sd, sqrt(2), 0.15));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(agrees_with_inla_on_simsurvey, make_world, clear_world),
        cmocka_unit_test_setup_teardown(labels_and_ranks_keep_their_word_on_simsurvey, make_world,
                                        clear_world),
        cmocka_unit_test_setup_teardown(direct_estimates_are_those_of_the_survey_package,
                                        make_world, clear_world),
        cmocka_unit_test_setup_teardown(a_gemeente_is_the_weighted_sum_of_its_wijken, make_world,
                                        clear_world),
        cmocka_unit_test_setup_teardown(a_benchmark_moves_every_gemeente_to_its_direct_estimate,
                                        make_world, clear_world),
        cmocka_unit_test_setup_teardown(the_same_input_gives_the_same_bytes, make_world,
                                        clear_world),
        cmocka_unit_test_setup_teardown(an_area_without_residents_is_not_applicable, make_world,
                                        clear_world),
        cmocka_unit_test_setup_teardown(a_missing_covariate_names_the_area, make_world,
                                        clear_world),
        cmocka_unit_test_setup_teardown(collinear_and_constant_covariates_are_named, make_world,
                                        clear_world),
        cmocka_unit_test_setup_teardown(refuses_under_30_wijken_or_500_respondents, make_world,
                                        clear_world),
        cmocka_unit_test_setup_teardown(refuses_residents_of_an_age_that_nobody_answered_for,
                                        make_world, clear_world),
        cmocka_unit_test_setup_teardown(leaves_out_an_interaction_that_nobody_tells_apart,
                                        make_world, clear_world),
        cmocka_unit_test_setup_teardown(answers_that_are_all_alike_give_finite_numbers, make_world,
                                        clear_world),
        cmocka_unit_test_setup_teardown(says_memory_when_there_is_none, make_world, clear_world),
        cmocka_unit_test_setup_teardown(
            weights_that_are_the_same_within_cells_change_nothing_in_the_model, make_world,
            clear_world),
        cmocka_unit_test_setup_teardown(
            weights_that_vary_within_cells_are_told_and_widen_the_interval, make_world,
            clear_world),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
