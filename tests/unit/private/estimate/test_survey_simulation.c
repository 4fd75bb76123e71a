/* Does the method keep its word on surveys with a known answer?  120 simulated surveys of 300
 * wijken and 160 of 36: two designs (40 % and all of the variance between wijken follows the map),
 * several sizes, and beside the model its two rivals: independent wijken, and the map alone (a
 * Markov random field without unstructured part, as in RIVM's SMAP code of 2016).  Minutes; suite
 * `long`.
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

enum {
    MOST_SIZES = 3
};

typedef struct {
    size_t rows, columns, n_empty;
    size_t n_repeats;         /* per size */
    size_t sizes[MOST_SIZES]; /* respondents; 0 ends */
} region;

static const region large = {15, 20, 30, 20, {6000, 20000, 60000}};
static const region small = {6, 6, 3, 40, {900, 3000}}; /* 25 and 83 a wijk */

typedef struct {
    survey_score model, independent, map;
} scores;

static void score_one(const survey_world *world, wks_bym2_effect effect, uint64_t seed,
                      survey_score *score)
{
    wks_arena arena;
    wks_error err = {0};
    wks_survey_result result;
    const wks_bym2_options model = {.effect = effect};
    const wks_survey_options options = {.seed = seed, .model = &model};
    wks_arena_init(&arena, 0);
    if (wks_survey_model_fit(&world->survey, &options, &arena, &result, &err) != WKS_OK ||
        survey_world_score(world, &result, &arena, score, &err) != WKS_OK) {
        fail_msg("%s", err.text);
    }
    wks_arena_clear(&arena);
}

static void say(const char *name, double share, size_t size, const survey_score *s)
{
    printf("# %-11s phi %.1f n %6zu: rmse %.4f (direct %.4f) coverage %.3f; empty rmse %.4f "
           "coverage %.3f; flagged %.0f wrong %.0f; rank coverage %.3f\n",
           name, share, size, sqrt(s->squares / s->n), sqrt(s->direct_squares / s->n),
           s->n_covered / s->n, sqrt(s->empty_squares / s->n_empty),
           s->n_empty_covered / s->n_empty, s->n_flagged, s->n_wrong,
           s->n_rank_covered / s->n_rank);
}

static void add(survey_score *total, const survey_score *more)
{
    total->n += more->n;
    total->n_covered += more->n_covered;
    total->squares += more->squares;
    total->n_empty += more->n_empty;
    total->n_empty_covered += more->n_empty_covered;
    total->empty_squares += more->empty_squares;
    total->direct_squares += more->direct_squares;
    total->direct_covered += more->direct_covered;
    total->n_flagged += more->n_flagged;
    total->n_wrong += more->n_wrong;
    total->n_rank += more->n_rank;
    total->n_rank_covered += more->n_rank_covered;
}

/* One size of one design. */
static scores simulate_size(const region *where, double share, size_t size, uint64_t seed)
{
    scores total = {0};
    for (uint64_t r = 0; r < where->n_repeats; r++) {
        wks_arena arena;
        wks_error err = {0};
        survey_world world;
        const survey_world_options options = {.rows = where->rows,
                                              .columns = where->columns,
                                              .n_respondents = size,
                                              .n_empty = where->n_empty,
                                              .structured_share = share,
                                              .area_sd = 0.35,
                                              .seed = seed + r};
        wks_arena_init(&arena, 0);
        if (survey_world_make(&options, &arena, &world, &err) != WKS_OK) {
            fail_msg("%s", err.text);
        }
        score_one(&world, WKS_BYM2_EFFECT_BYM2, r, &total.model);
        score_one(&world, WKS_BYM2_EFFECT_IID, r, &total.independent);
        score_one(&world, WKS_BYM2_EFFECT_BESAG, r, &total.map);
        wks_arena_clear(&arena);
    }
    say("bym2", share, size, &total.model);
    say("independent", share, size, &total.independent);
    say("map alone", share, size, &total.map);
    return total;
}

static scores simulate(const region *where, double share, uint64_t seed)
{
    scores total = {0};
    for (size_t k = 0; k < MOST_SIZES && where->sizes[k] > 0; k++) {
        const scores of_size = simulate_size(where, share, where->sizes[k], seed + 1000 * k);
        add(&total.model, &of_size.model);
        add(&total.independent, &of_size.independent);
        add(&total.map, &of_size.map);
    }
    return total;
}

static void check_coverage(const scores *total, double least)
{
    const survey_score *model = &total->model;
    const double coverage =
        (model->n_covered + model->n_empty_covered) / (model->n + model->n_empty);
    const double rank = model->n_rank_covered / model->n_rank;
    assert_true(coverage >= least && coverage <= 0.97);
    assert_true(model->n_empty_covered / model->n_empty >= least);
    assert_true(model->n_empty_covered / model->n_empty <= 0.97);
    assert_true(rank >= 0.93 && rank <= 0.97);
    assert_true(model->squares <= model->direct_squares);
}

static void check_word(const scores *total)
{
    const survey_score *model = &total->model;
    check_coverage(total, 0.93);
    assert_true(model->n_flagged > 1000);
    assert_true(model->n_wrong <= 0.01 * model->n_flagged);
    assert_true(model->squares <= total->independent.squares);
    assert_true(model->empty_squares <= total->independent.empty_squares);
}

static void covers_and_ranks_as_it_says_when_less_than_half_follows_the_map(void **state)
{
    (void)state;
    const scores total = simulate(&large, 0.4, 20261122);
    check_word(&total);
    /* and what the map alone would have cost */
    assert_true(total.model.squares < total.map.squares);
}

static void covers_and_ranks_as_it_says_when_all_follows_the_map(void **state)
{
    (void)state;
    const scores total = simulate(&large, 1.0, 20271122);
    check_word(&total);
}

/* So few wijken tell little of the spread between them, and one prior cannot suit every spread:
 * coverage is short of 95 by up to five, and a flag points the wrong way in more than one of a
 * hundred.  docs/methods/mrp.md says so to the reader. */
static void covers_nine_of_ten_in_a_region_of_36_wijken(void **state)
{
    (void)state;
    scores total = simulate(&small, 0.4, 20281122);
    check_coverage(&total, 0.90);
    total = simulate(&small, 1.0, 20291122);
    check_coverage(&total, 0.90);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(covers_and_ranks_as_it_says_when_less_than_half_follows_the_map),
        cmocka_unit_test(covers_and_ranks_as_it_says_when_all_follows_the_map),
        cmocka_unit_test(covers_nine_of_ten_in_a_region_of_36_wijken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
