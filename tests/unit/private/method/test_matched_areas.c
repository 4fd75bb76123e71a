/* SPDX-License-Identifier: EUPL-1.2 */
#include "effect_data.h"
#include "math/random.h"
#include "private/method/matched_areas.h"
#include "private/method/placebo.h"

static void finds_the_nearest_and_says_how_alike(void **state)
{
    (void)state;
    wks_arena arena = effect_arena();
    wks_matched_areas got;
    const double feature[] = {5, 1, 4.5, 9, 5.2, 5, 7};
    const bool is_treated[] = {true, false, false, false, false, false, false};
    const bool is_candidate[] = {false, true, true, true, true, false, true};
    wks_matched_data data = {7, 1, feature, is_treated, is_candidate, 2, WKS_MATCHED_STANDARDISED};
    assert_int_equal(wks_matched_areas_find(&data, &arena, &got, NULL), WKS_OK);
    assert_int_equal(got.n_pool, 5);
    assert_int_equal(got.match[0], 4); /* 5.2; area 5 is nearer but may not be used */
    assert_int_equal(got.match[1], 2);
    assert_true(got.weight[4] == 0.5 && got.weight[2] == 0.5);
    effect_assert_near(got.balance[0].matched_mean, 4.85, 1e-12);
    assert_true(fabs(got.balance[0].after) < 0.1);
    data.k = 6;
    assert_int_equal(wks_matched_areas_find(&data, &arena, &got, NULL), WKS_E_ARGUMENT);
    wks_arena_clear(&arena);
}

static void weighs_features_that_go_together(void **state)
{
    (void)state;
    wks_arena arena = effect_arena();
    wks_matched_areas got;
    /* two features that run alike, but for area 1, that is near in each and odd in both */
    const double feature[] = {0, 0.5,  1.5, -3,   -2, -1,   1,   2, 3,
                              0, -0.5, 1.5, -3.1, -2, -0.9, 1.1, 2, 2.9};
    const bool is_treated[9] = {true};
    const bool is_candidate[] = {false, true, true, false, false, false, false, false, true};
    double both[27];
    memcpy(both, feature, sizeof feature);
    wks_matched_data data = {9, 2, feature, is_treated, is_candidate, 1, WKS_MATCHED_STANDARDISED};
    assert_int_equal(wks_matched_areas_find(&data, &arena, &got, NULL), WKS_OK);
    assert_int_equal(got.match[0], 1);
    data.metric = WKS_MATCHED_MAHALANOBIS;
    assert_int_equal(wks_matched_areas_find(&data, &arena, &got, NULL), WKS_OK);
    assert_int_equal(got.match[0], 2);
    memcpy(both + 18, feature, 9 * sizeof(double));
    data.feature = both;
    data.n_features = 3;
    assert_int_equal(wks_matched_areas_find(&data, &arena, &got, NULL), WKS_E_NUMERIC);
    wks_arena_clear(&arena);
}

enum {
    N_AREAS = 20,
    N_YEARS = 8
};

static wks_placebo rank_of(uint64_t world, double effect, size_t k, wks_arena *arena)
{
    static double y[N_AREAS * N_YEARS], time[N_AREAS * N_YEARS], group[N_AREAS * N_YEARS];
    static size_t unit[N_AREAS * N_YEARS];
    wks_random random = wks_random_start(3, world);
    wks_panel panel;
    wks_placebo got;
    for (size_t i = 0; i < (size_t)N_AREAS * N_YEARS; i++) {
        unit[i] = i / N_YEARS;
        time[i] = (double)(i % N_YEARS);
        group[i] = unit[i] == 0 ? 5 : 0;
        y[i] = (double)unit[i] + time[i] + wks_random_normal(&random) +
               (unit[i] == 0 && time[i] >= 5 ? effect : 0);
    }
    const wks_panel_rows rows = {.n = (size_t)N_AREAS * N_YEARS,
                                 .y = y,
                                 .unit = unit,
                                 .n_units = N_AREAS,
                                 .time = time,
                                 .group = group};
    assert_int_equal(
        wks_panel_make(&rows, &(wks_panel_options){.keep_incomplete = false}, arena, &panel, NULL),
        WKS_OK);
    assert_int_equal(wks_placebo_rank(&panel, 0,
                                      &(wks_placebo_options){k, WKS_MATCHED_STANDARDISED}, arena,
                                      &got, NULL),
                     WKS_OK);
    return got;
}

static void ranks_one_area_among_placebos(void **state)
{
    (void)state;
    size_t n_rejected = 0;
    wks_arena arena = effect_arena();
    const wks_placebo clear = rank_of(1, 10, 4, &arena);
    assert_int_equal(clear.n_areas, 19);
    effect_assert_near(clear.p, 1.0 / 20, 1e-12);
    effect_assert_near(clear.least_p, 1.0 / 20, 1e-12);
    assert_true(fabs(clear.treated.effect - 10) < 3);
    for (uint64_t world = 0; world < 500; world++) {
        n_rejected += rank_of(world, 0, 0, &arena).p <= 0.1 + 1e-9;
    }
    print_message("# without effect p <= 0.1 in %zu of 500\n", n_rejected);
    assert_true(n_rejected >= 30 && n_rejected <= 70);
    wks_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_nearest_and_says_how_alike),
        cmocka_unit_test(weighs_features_that_go_together),
        cmocka_unit_test(ranks_one_area_among_placebos),
    };
    return cmocka_run_group_tests_name("private/method/matched_areas", tests, NULL, NULL);
}
