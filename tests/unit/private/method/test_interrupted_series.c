/* The Sicilian smoking ban: Lopez Bernal, Cummins & Gasparrini (2017), IJE 46:348-355,
 * doi:10.1093/ije/dyw098, with its data; digits beyond the paper's from R 4.2.2 (glm, anova, lm,
 * sandwich 3.0-2), kept beside the data.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "effect_data.h"
#include "math/random.h"
#include "private/method/interrupted_series.h"

static effect_data sicily; /* year, month, aces, time, smokban, pop, stdpop */

static wks_interrupted_series_data sicily_series(void)
{
    effect_data_read("sicily.csv", &sicily);
    assert_int_equal(sicily.n, 59);
    return (wks_interrupted_series_data){sicily.n, sicily.column[2], sicily.column[3],
                                         sicily.column[6]};
}

static wks_interrupted_series_options options_of(wks_glm_family family)
{
    return (wks_interrupted_series_options){
        .family = family, .at = 37, .period = 12, .per = 100000, .lag = 3, .confidence = 0.95};
}

static void gives_the_ratio_of_the_smoking_ban(void **state)
{
    (void)state;
    wks_arena arena = effect_arena();
    wks_interrupted_series got;
    const wks_interrupted_series_data data = sicily_series();
    wks_interrupted_series_options options = options_of(WKS_GLM_POISSON);
    assert_int_equal(wks_interrupted_series_fit(&data, &options, &arena, &got, NULL), WKS_OK);
    assert_int_equal(got.refusal, WKS_EFFECT_ALLOWED);
    const wks_interrupted_series_term *level = &got.terms[got.level];
    effect_assert_near(level->value, -0.111628442559, 1e-11);
    effect_assert_near(level->se, 0.0172247650589, 1e-11);
    effect_assert_near(exp(level->value), 0.8943765, 1e-7);
    effect_assert_near(exp(level->lower), 0.8646864, 1e-7);
    effect_assert_near(exp(level->upper), 0.9250860, 1e-7);
    effect_assert_near(got.fit.overdispersion, 3.559186764, 1e-9);
    effect_assert_near(got.fit.deviance, 197.3096125, 1e-9);
    /* as the paper prints it */
    assert_true(round(exp(level->value) * 1000) == 894);
    options.family = WKS_GLM_QUASIPOISSON;
    assert_int_equal(wks_interrupted_series_fit(&data, &options, &arena, &got, NULL), WKS_OK);
    level = &got.terms[got.level];
    effect_assert_near(level->value, -0.111628442559, 1e-11);
    effect_assert_near(level->se, 0.0324959453606, 1e-11);
    effect_assert_near(exp(level->lower), 0.8391890, 1e-7);
    effect_assert_near(exp(level->upper), 0.9531933, 1e-7);
    wks_arena_clear(&arena);
}

static void gives_the_ratio_with_a_yearly_wave_and_the_test_of_the_slope(void **state)
{
    (void)state;
    wks_arena arena = effect_arena();
    wks_interrupted_series got;
    const wks_interrupted_series_data data = sicily_series();
    wks_interrupted_series_options options = options_of(WKS_GLM_QUASIPOISSON);
    options.n_harmonics = 2;
    assert_int_equal(wks_interrupted_series_fit(&data, &options, &arena, &got, NULL), WKS_OK);
    const wks_interrupted_series_term *level = &got.terms[got.level];
    effect_assert_near(level->value, -0.122086792899, 1e-11);
    effect_assert_near(level->se, 0.0270311072554, 1e-11);
    effect_assert_near(exp(level->value), 0.8850715, 1e-7);
    effect_assert_near(exp(level->lower), 0.8394010, 1e-7);
    effect_assert_near(exp(level->upper), 0.9332270, 1e-7);
    effect_assert_near(got.fit.dispersion, 2.262186415, 1e-9);
    effect_assert_near(got.slope_test.f, 0.6387914651, 1e-9);
    effect_assert_near(got.slope_test.p, 0.4278555218, 1e-9);
    /* the same test with the slope in the model */
    options.has_slope = true;
    assert_int_equal(wks_interrupted_series_fit(&data, &options, &arena, &got, NULL), WKS_OK);
    effect_assert_near(got.slope_test.f, 0.6387914651, 1e-9);
    assert_int_equal(got.slope, 3);
    wks_arena_clear(&arena);
}

static void gives_the_least_squares_and_newey_west_errors_of_the_rate(void **state)
{
    (void)state;
    wks_arena arena = effect_arena();
    wks_interrupted_series got;
    const wks_interrupted_series_data data = sicily_series();
    wks_interrupted_series_options options = options_of(WKS_GLM_POISSON);
    options.has_slope = true;
    options.level_shift = -37; /* lm(rate ~ smokban * time): the level at time 0 */
    assert_int_equal(wks_interrupted_series_fit(&data, &options, &arena, &got, NULL), WKS_OK);
    effect_assert_near(got.rate_terms[got.level].value, -29.42429953, 1e-9);
    effect_assert_near(got.rate_terms[got.level].se, 22.23928, 1e-6);
    effect_assert_near(got.newey_west_se[got.level], 19.1775754, 1e-8);
    effect_assert_near(got.durbin_watson, 1.593963637, 1e-9);
    assert_int_equal(got.lag, 3);
    options.lag = WKS_INTERRUPTED_SERIES_AUTOMATIC_LAG;
    assert_int_equal(wks_interrupted_series_fit(&data, &options, &arena, &got, NULL), WKS_OK);
    assert_int_equal(got.lag, 3); /* 4 (59 / 100)^(2/9) = 3.56 */
    wks_arena_clear(&arena);
}

/* Further rounds than R's change the errors by a millionth at most. */
static void runs_to_the_end_where_asked(void **state)
{
    (void)state;
    wks_arena arena = effect_arena();
    wks_interrupted_series got;
    wks_interrupted_series further;
    const wks_interrupted_series_data data = sicily_series();
    wks_interrupted_series_options options = options_of(WKS_GLM_POISSON);
    assert_int_equal(wks_interrupted_series_fit(&data, &options, &arena, &got, NULL), WKS_OK);
    options.epsilon = 1e-14;
    assert_int_equal(wks_interrupted_series_fit(&data, &options, &arena, &further, NULL), WKS_OK);
    assert_true(further.fit.rounds > got.fit.rounds);
    effect_assert_near(further.terms[2].value, got.terms[2].value, 1e-9);
    effect_assert_near(further.terms[2].se, got.terms[2].se, 2e-6);
    effect_assert_near(further.fit.overdispersion, further.fit.estimated_dispersion, 1e-11);
    wks_arena_clear(&arena);
}

static void draws_what_the_series_would_have_done(void **state)
{
    (void)state;
    wks_arena arena = effect_arena();
    wks_interrupted_series got;
    const wks_interrupted_series_data data = sicily_series();
    const wks_interrupted_series_options options = options_of(WKS_GLM_QUASIPOISSON);
    double excess = 0;
    assert_int_equal(wks_interrupted_series_fit(&data, &options, &arena, &got, NULL), WKS_OK);
    for (size_t i = 0; i < data.n; i++) {
        const wks_interrupted_series_point *point = &got.points[i];
        assert_true(point->fitted_lower < point->fitted && point->fitted < point->fitted_upper);
        if (data.time[i] < 37) {
            assert_true(isnan(point->without));
            continue;
        }
        /* without slope the two courses stand in the ratio of the level */
        effect_assert_near(point->fitted / point->without, exp(got.terms[got.level].value), 1e-12);
        assert_true(point->without_lower < point->without);
        assert_true(point->without < point->without_upper);
        excess += point->fitted - point->without;
    }
    effect_assert_near(got.excess, excess, 1e-10);
    assert_true(got.excess_lower < excess && excess < got.excess_upper && got.excess_upper < 0);
    wks_arena_clear(&arena);
}

static void leaves_a_missing_month_out_and_keeps_its_place(void **state)
{
    (void)state;
    wks_arena arena = effect_arena();
    wks_interrupted_series got;
    wks_interrupted_series shorter;
    wks_interrupted_series_data data = sicily_series();
    const wks_interrupted_series_options options = options_of(WKS_GLM_POISSON);
    sicily.column[2][58] = NAN;
    assert_int_equal(wks_interrupted_series_fit(&data, &options, &arena, &got, NULL), WKS_OK);
    data.n = 58;
    assert_int_equal(wks_interrupted_series_fit(&data, &options, &arena, &shorter, NULL), WKS_OK);
    assert_int_equal(got.n_missing, 1);
    effect_assert_near(got.terms[2].value, shorter.terms[2].value, 1e-14);
    effect_assert_near(got.durbin_watson, shorter.durbin_watson, 1e-14);
    assert_true(isnan(got.points[58].observed) && got.points[58].fitted > 0);
    /* in the middle: fewer pairs of neighbours */
    data = sicily_series();
    sicily.column[2][20] = NAN;
    assert_int_equal(wks_interrupted_series_fit(&data, &options, &arena, &got, NULL), WKS_OK);
    assert_int_equal(got.n_before, 35);
    assert_true(isfinite(got.durbin_watson) && isfinite(got.newey_west_se[2]));
    wks_arena_clear(&arena);
}

/* ---- a known effect -------------------------------------------------------------------------- */

enum {
    N_MONTHS = 60,
    N_WORLDS = 500
};

static double time_of[N_MONTHS];
static double count_of[N_MONTHS];

/* Counts of mean 100 with a trend, a wave and a step of log 0.8, their mean itself gamma: variance
 * three times the mean. */
static void draw_world(size_t world)
{
    wks_random random = wks_random_start(20240601, world);
    for (size_t i = 0; i < N_MONTHS; i++) {
        const double t = (double)i;
        const double mean = 100 * exp(0.004 * t + 0.15 * sin(2 * 3.14159265358979 * t / 12) +
                                      (i >= 30 ? log(0.8) : 0));
        const double shape = mean / 2;
        time_of[i] = t;
        count_of[i] = wks_random_poisson(&random, mean / shape * wks_random_gamma(&random, shape));
    }
}

static void covers_a_known_step_95_times_in_100(void **state)
{
    (void)state;
    size_t n_covered = 0;
    size_t n_poisson = 0;
    double sum = 0;
    for (size_t world = 0; world < N_WORLDS; world++) {
        wks_arena arena = effect_arena();
        wks_interrupted_series got;
        wks_interrupted_series_options options = options_of(WKS_GLM_QUASIPOISSON);
        options.at = 30;
        options.n_harmonics = 1;
        options.use_t = true;
        draw_world(world);
        const wks_interrupted_series_data data = {N_MONTHS, count_of, time_of, NULL};
        assert_int_equal(wks_interrupted_series_fit(&data, &options, &arena, &got, NULL), WKS_OK);
        const wks_interrupted_series_term *level = &got.terms[got.level];
        n_covered += level->lower <= log(0.8) && log(0.8) <= level->upper;
        sum += level->value;
        options.family = WKS_GLM_POISSON;
        assert_int_equal(wks_interrupted_series_fit(&data, &options, &arena, &got, NULL), WKS_OK);
        level = &got.terms[got.level];
        n_poisson += level->lower <= log(0.8) && log(0.8) <= level->upper;
        wks_arena_clear(&arena);
    }
    print_message("# quasi-Poisson covers %zu of %d, Poisson %zu\n", n_covered, N_WORLDS,
                  n_poisson);
    assert_true(n_covered >= 93 * N_WORLDS / 100 && n_covered <= 97 * N_WORLDS / 100);
    assert_true(n_poisson < 85 * N_WORLDS / 100); /* what ignoring the spread would have cost */
    assert_true(fabs(sum / N_WORLDS - log(0.8)) < 0.01);
}

/* ---- what is refused ------------------------------------------------------------------------- */

static wks_effect_refusal refusal_at(double at, wks_glm_status *status)
{
    wks_arena arena = effect_arena();
    wks_interrupted_series got;
    wks_interrupted_series_options options = options_of(WKS_GLM_QUASIPOISSON);
    options.at = at;
    const wks_interrupted_series_data data = {N_MONTHS, count_of, time_of, NULL};
    assert_int_equal(wks_interrupted_series_fit(&data, &options, &arena, &got, NULL), WKS_OK);
    *status = got.model_status;
    wks_arena_clear(&arena);
    return got.refusal;
}

static void refuses_what_the_series_cannot_tell(void **state)
{
    (void)state;
    wks_glm_status status = WKS_GLM_FITTED;
    draw_world(1);
    assert_int_equal(refusal_at(7, &status), WKS_EFFECT_TOO_FEW_BEFORE);
    assert_int_equal(refusal_at(1000, &status), WKS_EFFECT_TOO_FEW_AFTER);
    assert_int_equal(refusal_at(8, &status), WKS_EFFECT_ALLOWED);
    assert_int_equal(refusal_at(52, &status), WKS_EFFECT_ALLOWED);
    assert_int_equal(refusal_at(53, &status), WKS_EFFECT_TOO_FEW_AFTER);
    for (size_t i = 0; i < N_MONTHS; i++) {
        count_of[i] = i < 30 ? 5 : 0;
    }
    assert_int_equal(refusal_at(30, &status), WKS_EFFECT_NOT_FITTED);
    assert_int_equal(status, WKS_GLM_SEPARATED);
    memset(count_of, 0, sizeof count_of);
    assert_int_equal(refusal_at(30, &status), WKS_EFFECT_NOT_FITTED);
    assert_int_equal(status, WKS_GLM_NOTHING);
}

static void names_a_row_that_is_wrong(void **state)
{
    (void)state;
    wks_arena arena = effect_arena();
    wks_error err = {0};
    wks_interrupted_series got;
    wks_interrupted_series_options options = options_of(WKS_GLM_QUASIPOISSON);
    const wks_interrupted_series_data data = {N_MONTHS, count_of, time_of, NULL};
    draw_world(2);
    options.at = 30;
    count_of[16] = -1;
    assert_int_equal(wks_interrupted_series_fit(&data, &options, &arena, &got, &err),
                     WKS_E_ARGUMENT);
    assert_non_null(strstr(err.text, "17"));
    draw_world(2);
    time_of[4] = time_of[3];
    assert_int_equal(wks_interrupted_series_fit(&data, &options, &arena, &got, &err),
                     WKS_E_ARGUMENT);
    assert_non_null(strstr(err.text, "5"));
    draw_world(2);
    time_of[59] = 59.5;
    assert_int_equal(wks_interrupted_series_fit(&data, &options, &arena, &got, &err),
                     WKS_E_ARGUMENT);
    draw_world(2);
    options.n_harmonics = 1;
    options.period = 2; /* sine is zero in every month */
    assert_int_equal(wks_interrupted_series_fit(&data, &options, &arena, &got, &err), WKS_OK);
    assert_int_equal(got.refusal, WKS_EFFECT_NOT_FITTED);
    assert_int_equal(got.model_status, WKS_GLM_COLLINEAR);
    assert_string_equal(got.collinear, "sine1");
    wks_arena_clear(&arena);
}

static void says_when_memory_is_gone(void **state)
{
    (void)state;
    wks_interrupted_series got;
    const wks_interrupted_series_data data = {N_MONTHS, count_of, time_of, NULL};
    wks_interrupted_series_options options = options_of(WKS_GLM_QUASIPOISSON);
    options.at = 30;
    draw_world(3);
    for (size_t n = 1;; n++) {
        wks_arena arena = effect_arena();
        wks_arena_fail_after(n);
        const wks_code code = wks_interrupted_series_fit(&data, &options, &arena, &got, NULL);
        wks_arena_fail_after(0);
        wks_arena_clear(&arena);
        if (code == WKS_OK) {
            assert_true(n > 10);
            break;
        }
        assert_int_equal(code, WKS_E_MEMORY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_ratio_of_the_smoking_ban),
        cmocka_unit_test(gives_the_ratio_with_a_yearly_wave_and_the_test_of_the_slope),
        cmocka_unit_test(gives_the_least_squares_and_newey_west_errors_of_the_rate),
        cmocka_unit_test(runs_to_the_end_where_asked),
        cmocka_unit_test(draws_what_the_series_would_have_done),
        cmocka_unit_test(leaves_a_missing_month_out_and_keeps_its_place),
        cmocka_unit_test(covers_a_known_step_95_times_in_100),
        cmocka_unit_test(refuses_what_the_series_cannot_tell),
        cmocka_unit_test(names_a_row_that_is_wrong),
        cmocka_unit_test(says_when_memory_is_gone),
    };
    return cmocka_run_group_tests_name("private/method/interrupted_series", tests, NULL, NULL);
}
