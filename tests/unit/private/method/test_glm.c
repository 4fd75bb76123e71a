/* Published fit: Dobson (1990), An Introduction to Generalized Linear Models, p. 93, as in the help
 * page of R's glm: counts of a randomised trial, deviance 5.1291 on 4 degrees of freedom.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "effect_data.h"
#include "private/method/glm.h"

static const double dobson[9] = {18, 17, 15, 20, 10, 20, 25, 13, 12};

/* constant, outcome 2, outcome 3, treatment 2, treatment 3 */
static void fill_dobson(double x[45])
{
    for (size_t i = 0; i < 9; i++) {
        x[i] = 1;
        x[i + 9] = i % 3 == 1;
        x[i + 18] = i % 3 == 2;
        x[i + 27] = i / 3 == 1;
        x[i + 36] = i / 3 == 2;
    }
}

static void gives_the_deviance_of_dobson(void **state)
{
    (void)state;
    wks_arena arena = effect_arena();
    wks_glm_fit fit;
    double x[45];
    fill_dobson(x);
    const wks_glm_data data = {.family = WKS_GLM_POISSON, .n = 9, .p = 5, .y = dobson, .x = x};
    assert_int_equal(wks_glm_fit_model(&data, &arena, &fit, NULL), WKS_OK);
    assert_int_equal(fit.status, WKS_GLM_FITTED);
    assert_true(fabs(fit.deviance - 5.1291) < 0.00005);
    assert_int_equal(fit.df, 4);
    assert_true(fabs(fit.coefficient[0] - 3.045) < 0.0005);
    assert_true(fabs(fit.coefficient[1] + 0.4543) < 0.00005);
    assert_true(fabs(fit.coefficient[2] + 0.2930) < 0.00005);
    assert_true(fabs(sqrt(fit.covariance[0]) - 0.1709) < 0.00005);
    wks_arena_clear(&arena);
}

/* One proportion has its answer in closed form: logit p, variance 1 / (n p (1 - p)). */
static void gives_the_logit_of_a_proportion(void **state)
{
    (void)state;
    wks_arena arena = effect_arena();
    wks_glm_fit fit;
    const double y[] = {30, 50};
    const double trials[] = {100, 100};
    const double x[] = {1, 1};
    const wks_glm_data data = {.family = WKS_GLM_BINOMIAL,
                               .n = 2,
                               .p = 1,
                               .y = y,
                               .trials = trials,
                               .x = x,
                               .epsilon = 1e-14};
    assert_int_equal(wks_glm_fit_model(&data, &arena, &fit, NULL), WKS_OK);
    effect_assert_near(fit.coefficient[0], log(0.4 / 0.6), 1e-12);
    effect_assert_near(fit.covariance[0], 1 / (200 * 0.4 * 0.6), 1e-9);
    wks_arena_clear(&arena);
}

static void has_a_status_for_what_data_cannot_carry(void **state)
{
    (void)state;
    wks_arena arena = effect_arena();
    wks_glm_fit fit;
    double x[45];
    fill_dobson(x);
    wks_glm_data data = {.family = WKS_GLM_POISSON, .n = 9, .p = 5, .y = dobson, .x = x};
    for (size_t i = 0; i < 9; i++) {
        x[i + 18] = 1 - x[i + 9];
    }
    assert_int_equal(wks_glm_fit_model(&data, &arena, &fit, NULL), WKS_OK);
    assert_int_equal(fit.status, WKS_GLM_COLLINEAR);
    assert_int_equal(fit.column, 2);
    fill_dobson(x);
    const double zeros[9] = {0};
    data.y = zeros;
    assert_int_equal(wks_glm_fit_model(&data, &arena, &fit, NULL), WKS_OK);
    assert_int_equal(fit.status, WKS_GLM_NOTHING);
    const double apart[9] = {18, 0, 15, 20, 0, 20, 25, 0, 12};
    data.y = apart;
    assert_int_equal(wks_glm_fit_model(&data, &arena, &fit, NULL), WKS_OK);
    assert_int_equal(fit.status, WKS_GLM_SEPARATED);
    data.y = dobson;
    data.n = 5;
    assert_int_equal(wks_glm_fit_model(&data, &arena, &fit, NULL), WKS_OK);
    assert_int_equal(fit.status, WKS_GLM_TOO_FEW);
    data.n = 9;
    const double negative[9] = {18, 17, -1, 20, 10, 20, 25, 13, 12};
    wks_error err = {0};
    data.y = negative;
    assert_int_equal(wks_glm_fit_model(&data, &arena, &fit, &err), WKS_E_ARGUMENT);
    assert_non_null(strstr(err.text, "3"));
    for (int status = WKS_GLM_FITTED; status <= WKS_GLM_NO_CONVERGENCE; status++) {
        assert_true(strlen(wks_glm_status_text((wks_glm_status)status)) > 5);
    }
    wks_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_deviance_of_dobson),
        cmocka_unit_test(gives_the_logit_of_a_proportion),
        cmocka_unit_test(has_a_status_for_what_data_cannot_carry),
    };
    return cmocka_run_group_tests_name("private/method/glm", tests, NULL, NULL);
}
