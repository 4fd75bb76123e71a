/* Sums worked out by hand; the score limits are those of Newcombe (1998), Statistics in Medicine
 * 17:857-872, table I, method 3.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "private/estimate/poststratify.h"
#include "private/estimate/survey_cells.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <math.h>
#include <stdbool.h>
#include <string.h>

static wks_arena arena;
static wks_error err;
static wks_survey_shape shape;
static wks_survey_cells cells;

static int make_shape(void **state)
{
    (void)state;
    wks_arena_init(&arena, 0);
    shape = (wks_survey_shape){.n_areas = 2, .n_factors = 2, .n_levels = {3, 2}};
    return wks_survey_shape_make(&shape, &err) == WKS_OK ? 0 : 1;
}

static int clear(void **state)
{
    (void)state;
    wks_arena_clear(&arena);
    return 0;
}

static bool is_near(double got, double expected, double tolerance)
{
    return fabs(got - expected) <= tolerance;
}

static void a_stratum_knows_its_levels(void **state)
{
    (void)state;
    assert_int_equal(shape.n_strata, 6);
    assert_int_equal(shape.n_cells, 12);
    for (size_t s = 0; s < 6; s++) {
        assert_int_equal(wks_survey_shape_level(&shape, s, 0), s % 3);
        assert_int_equal(wks_survey_shape_level(&shape, s, 1), s / 3);
    }
    wks_survey_shape none = {.n_areas = 2, .n_factors = 1, .n_levels = {0}};
    assert_int_equal(wks_survey_shape_make(&none, &err), WKS_E_ARGUMENT);
    wks_survey_shape vast = {
        .n_areas = SIZE_MAX, .n_factors = 2, .n_levels = {SIZE_MAX / 2, SIZE_MAX / 2}};
    assert_int_equal(wks_survey_shape_make(&vast, &err), WKS_E_ARGUMENT);
}

static void respondents_and_cells_give_the_same_sums(void **state)
{
    (void)state;
    static const size_t cell[] = {4, 4, 4, 11, 11};
    static const double y[] = {1, 0, 1, 0, 0};
    static const double w[] = {2, 2, 2, 0.5, 0.5};
    const wks_survey_rows people = {5, cell, NULL, y, w};
    assert_int_equal(wks_survey_cells_make(&shape, &people, &arena, &cells, &err), WKS_OK);
    static const size_t two[] = {4, 11};
    static const double n[] = {3, 2};
    static const double yes[] = {2, 0};
    static const double mean[] = {2, 0.5};
    const wks_survey_rows counted = {2, two, n, yes, mean};
    wks_survey_cells same;
    assert_int_equal(wks_survey_cells_make(&shape, &counted, &arena, &same, &err), WKS_OK);
    for (size_t c = 0; c < shape.n_cells; c++) {
        assert_true(is_near(cells.trials[c], same.trials[c], 0));
        assert_true(is_near(cells.successes[c], same.successes[c], 0));
        assert_memory_equal(&cells.sums[c], &same.sums[c], sizeof *cells.sums);
    }
    assert_true(is_near(cells.n_respondents, 5, 0));
    assert_true(is_near(cells.weight_variation, 0, 1e-15));
}

static void pools_the_variation_of_weights_within_cells(void **state)
{
    (void)state;
    /* cell 0: weights 1 and 3, cv^2 = 2 / 4; cell 1: 2, 2, 5: cv^2 = 3 / 9; a cell of one tells
     * nothing: (1 * 0.5 + 2 * 1 / 3) / 3 */
    static const size_t cell[] = {0, 0, 1, 1, 1, 2};
    static const double y[] = {0, 1, 0, 0, 1, 1};
    static const double w[] = {1, 3, 2, 2, 5, 100};
    const wks_survey_rows rows = {6, cell, NULL, y, w};
    assert_int_equal(wks_survey_cells_make(&shape, &rows, &arena, &cells, &err), WKS_OK);
    assert_true(is_near(cells.weight_variation, (0.5 + 2.0 / 3) / 3, 1e-14));
}

static void a_bad_row_is_named(void **state)
{
    (void)state;

    static const struct {
        size_t cell;
        double trials, y, weight;
    } bad[] = {
        {12, 1, 1, 1},  {0, -1, 0, 1},  {0, 2, 3, 1},        {0, 2, -1, 1},  {0, 2, 1, 0},
        {0, 2, NAN, 1}, {0, NAN, 0, 1}, {0, INFINITY, 1, 1}, {0, 2, 1, NAN},
    };

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        const size_t cell[] = {0, bad[i].cell};
        const double trials[] = {1, bad[i].trials};
        const double y[] = {1, bad[i].y};
        const double w[] = {1, bad[i].weight};
        const wks_survey_rows rows = {2, cell, trials, y, w};
        assert_int_equal(wks_survey_cells_make(&shape, &rows, &arena, &cells, &err),
                         WKS_E_ARGUMENT);
        assert_non_null(strstr(err.text, "row 2"));
    }
}

static void a_direct_estimate_has_the_score_limits_of_newcombe(void **state)
{
    (void)state;
    const wks_survey_sums some = {263, 81, 263, 81};
    const wks_survey_direct direct = wks_survey_direct_make(&some, 263, 263);
    assert_true(is_near(direct.lower, 0.2553, 0.00005));
    assert_true(is_near(direct.upper, 0.3662, 0.00005));
    assert_true(is_near(direct.n_effective, 263, 1e-9));
    assert_true(is_near(direct.se, sqrt(direct.value * (1 - direct.value) / 262), 1e-12));
    const wks_survey_sums nobody_says_yes = {20, 0, 20, 0};
    const wks_survey_direct none = wks_survey_direct_make(&nobody_says_yes, 20, 100);
    assert_true(is_near(none.lower, 0, 0) && is_near(none.upper, 0.1611, 0.00005));
    const wks_survey_sums nobody = {0};
    assert_true(isnan(wks_survey_direct_make(&nobody, 0, 100).value));
}

/* ---- poststratification --------------------------------------------------------------------- */

static void weighs_cells_by_residents(void **state)
{
    (void)state;
    const double population[12] = {10, 0, 0, 30, 0, 0, 0, 0, 0, 0, 0, 0};
    const double area[] = {0.2, 5};
    const double stratum[] = {-1, 9, 9, 0.5, 9, 9};
    const double residents[] = {40, 0};
    const size_t group[] = {0, 1};
    float draws[2];
    float groups[2];
    const wks_poststratify_parts parts = {1, area, stratum};
    assert_int_equal(wks_poststratify_draw(&shape, population, &parts, NULL, &arena, draws, &err),
                     WKS_OK);
    const double expected = 0.25 / (1 + exp(0.8)) + 0.75 / (1 + exp(-0.7));
    assert_true(is_near((double)draws[0], expected, 1e-7));
    assert_true(is_near((double)draws[1], 0, 0));
    assert_int_equal(
        wks_poststratify_group(&shape, 1, draws, residents, group, 2, &arena, groups, &err),
        WKS_OK);
    assert_true(is_near((double)groups[0], expected, 1e-7) && is_near((double)groups[1], 0, 0));
}

static void logits_beyond_all_bounds_stay_proportions(void **state)
{
    (void)state;
    const double population[12] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    const double area[] = {1e308, -1e308};
    const double stratum[] = {1e9, -1e9, 1e308, -1e308, 0, 1};
    float draws[2];
    const wks_poststratify_parts parts = {1, area, stratum};
    assert_int_equal(wks_poststratify_draw(&shape, population, &parts, NULL, &arena, draws, &err),
                     WKS_OK);
    for (int i = 0; i < 2; i++) {
        assert_true(draws[i] >= 0 && draws[i] <= 1);
    }
}

static void quantiles_are_those_of_r(void **state)
{
    (void)state;
    /* 41 values in an order that is not theirs: quantile(0:40, c(.025, .975)) is 1 and 39 */
    float draws[41];
    wks_posterior out;
    for (int d = 0; d < 41; d++) {
        draws[d] = (float)((d * 17) % 41);
    }
    assert_int_equal(wks_poststratify_summarise(41, 1, draws, &arena, &out, &err), WKS_OK);
    assert_true(is_near(out.mean, 20, 1e-12) && is_near(out.sd, sqrt(143.5), 1e-9));
    assert_true(is_near(out.lower, 1, 1e-9) && is_near(out.upper, 39, 1e-9));
    /* ties, and a number of values that makes it interpolate */
    const float few[] = {3, 3, 1, 3, 2};
    assert_int_equal(wks_poststratify_summarise(5, 1, few, &arena, &out, &err), WKS_OK);
    assert_true(is_near(out.lower, 1.1, 1e-6) && is_near(out.upper, 3, 1e-6));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_stratum_knows_its_levels, make_shape, clear),
        cmocka_unit_test_setup_teardown(respondents_and_cells_give_the_same_sums, make_shape,
                                        clear),
        cmocka_unit_test_setup_teardown(pools_the_variation_of_weights_within_cells, make_shape,
                                        clear),
        cmocka_unit_test_setup_teardown(a_bad_row_is_named, make_shape, clear),
        cmocka_unit_test_setup_teardown(a_direct_estimate_has_the_score_limits_of_newcombe,
                                        make_shape, clear),
        cmocka_unit_test_setup_teardown(weighs_cells_by_residents, make_shape, clear),
        cmocka_unit_test_setup_teardown(logits_beyond_all_bounds_stay_proportions, make_shape,
                                        clear),
        cmocka_unit_test_setup_teardown(quantiles_are_those_of_r, make_shape, clear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
