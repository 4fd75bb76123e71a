/* SPDX-License-Identifier: EUPL-1.2 */
#include "effect_data.h"
#include "math/random.h"
#include "private/method/effect_guard.h"

static void refuses_before_it_computes(void **state)
{
    (void)state;
    const double breaks[] = {2014};
    const wks_effect_claim fine = {.may_effect = true,
                                   .choice = WKS_EFFECT_CHOSEN_OTHERWISE,
                                   .from = 2014,
                                   .to = 2022,
                                   .breaks = breaks,
                                   .n_breaks = 1};
    assert_int_equal(wks_effect_guard_before(&fine), WKS_EFFECT_ALLOWED);
    wks_effect_claim claim = fine;
    claim.may_effect = false;
    assert_int_equal(wks_effect_guard_before(&claim), WKS_EFFECT_NO_RIGHT);
    claim = fine;
    claim.from = 2013;
    assert_int_equal(wks_effect_guard_before(&claim), WKS_EFFECT_BREAK);
    claim = fine;
    claim.choice = WKS_EFFECT_CHOSEN_UNKNOWN;
    assert_int_equal(wks_effect_guard_before(&claim), WKS_EFFECT_CHOICE_UNKNOWN);
    claim.choice = WKS_EFFECT_CHOSEN_BY_OUTCOME;
    assert_int_equal(wks_effect_guard_before(&claim), WKS_EFFECT_SELECTED);
    claim.baseline = WKS_EFFECT_BASELINE_LAGGED;
    assert_int_equal(wks_effect_guard_before(&claim), WKS_EFFECT_ALLOWED);
    assert_int_equal(wks_effect_guard_after(1, 0.5), WKS_EFFECT_ONE_TREATED);
    assert_int_equal(wks_effect_guard_after(5, 0.099), WKS_EFFECT_PRE_TREND);
    assert_int_equal(wks_effect_guard_after(5, 0.1), WKS_EFFECT_ALLOWED);
    assert_int_equal(wks_effect_guard_after(5, NAN), WKS_EFFECT_ALLOWED);
    for (int i = WKS_EFFECT_ALLOWED; i <= WKS_EFFECT_NOT_FITTED; i++) {
        assert_true(strlen(wks_effect_guard_text((wks_effect_refusal)i)) > 10);
        assert_true(strlen(wks_effect_guard_name((wks_effect_refusal)i)) > 1);
    }
}

/* The ten worst of 100 areas, measured again without any effect: they fall back as foretold. */
static void foretells_the_regression_to_the_mean(void **state)
{
    (void)state;
    double foretold = 0;
    double real = 0;
    for (size_t world = 0; world < 200; world++) {
        wks_arena arena = effect_arena();
        wks_random random = wks_random_start(5, world);
        wks_effect_baselines got;
        double level[100];
        double value[100];
        double variance[100];
        bool is_chosen[100];
        for (size_t i = 0; i < 100; i++) {
            level[i] = 10 + wks_random_normal(&random);
            variance[i] = 0.5 + (double)(i % 4);
            value[i] = level[i] + sqrt(variance[i]) * wks_random_normal(&random);
        }
        for (size_t i = 0; i < 100; i++) {
            size_t n_above = 0;
            for (size_t k = 0; k < 100; k++) {
                n_above += value[k] > value[i];
            }
            is_chosen[i] = n_above < 10;
            real += is_chosen[i] ? (level[i] - value[i]) / 10 : 0;
        }
        assert_int_equal(
            wks_effect_guard_shrink(100, value, variance, is_chosen, &arena, &got, NULL), WKS_OK);
        assert_int_equal(got.n_chosen, 10);
        foretold += got.expected_change;
        wks_arena_clear(&arena);
    }
    print_message("# fell back %.3f, foretold %.3f\n", real / 200, foretold / 200);
    assert_true(real / 200 < -1);
    effect_assert_near(foretold, real, 0.05);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_before_it_computes),
        cmocka_unit_test(foretells_the_regression_to_the_mean),
    };
    return cmocka_run_group_tests_name("private/method/effect_guard", tests, NULL, NULL);
}
