/* Fay-Herriot in space, in space and time, and of need and use together: against sae 1.3, against
 * likelihoods written out, and on sets with a known answer.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/arena.h"
#include "math/random.h"
#include "private/estimate/fay_herriot_bivariate.h"
#include "private/estimate/fay_herriot_spatial.h"
#include "private/estimate/fay_herriot_time.h"
#include "reference_csv.h"

/* The grapes data of sae 1.3 (274 municipalities of Tuscany). */
static void agrees_with_sae_in_space(void **state)
{
    (void)state;
    static double y[MOST_ROWS], variance[MOST_ROWS], x[2 * MOST_ROWS], w[274 * 274];
    static double estimate[MOST_ROWS], mse[MOST_ROWS];

    static const struct {
        wks_fay_herriot_method method;
        const char *file;
        double a, rho, log_likelihood;
    } cases[] = {
        {WKS_FAY_HERRIOT_REML, "areasae/expected_grapes_SFH_REML.csv", 69.7489865278, .614269739162,
         -1210.20040139},
        {WKS_FAY_HERRIOT_ML, "areasae/expected_grapes_SFH_ML.csv", 69.2219533125, .604582226701,
         -1210.18849741},
    };

    const size_t n = read_column("areasae/sae_grapes.csv", 0, y);
    (void)read_column("areasae/sae_grapes.csv", 1, x);
    (void)read_column("areasae/sae_grapes.csv", 2, x + n);
    (void)read_column("areasae/sae_grapes.csv", 3, variance);
    assert_int_equal(n, 274);
    for (size_t k = 0; k < n; k++) {
        (void)read_column("areasae/sae_grapesprox.csv", k, w + k * n);
    }
    const wks_fay_herriot_data data = {n, 2, y, variance, x};
    for (size_t c = 0; c < 2; c++) {
        wks_arena arena;
        wks_area_variance_fit f;
        wks_error err = {0};
        wks_arena_init(&arena, 0);
        if (wks_fay_herriot_spatial_fit(&data, w, cases[c].method, &arena, &f, &err) != WKS_OK) {
            fail_msg("%s", err.text);
        }
        /* sae stops when theta moves less than 1e-4 of itself */
        assert_true(is_near(f.theta[0], cases[c].a, 2e-4));
        assert_true(is_near(f.theta[1], cases[c].rho, 2e-6));
        assert_true(is_near(f.areas.log_likelihood, cases[c].log_likelihood, 1e-5));
        (void)read_column(cases[c].file, 1, estimate);
        (void)read_column(cases[c].file, 2, mse);
        for (size_t i = 0; i < n; i++) {
            assert_true(is_near(f.areas.estimate[i], estimate[i], 1e-6 * 100));
            assert_true(is_near(f.areas.mse[i], mse[i], 1e-5 * mse[i] + 1e-7));
        }
        wks_arena_clear(&arena);
    }
}

static void agrees_with_sae_in_space_and_time(void **state)
{
    (void)state;
    static double y[64], variance[64], x[3 * 64], w[11 * 11], area[64], when[64], eblup[64];
    size_t place[64];
    int period[64];
    const size_t n = read_column("areasae/sae_spacetime.csv", 4, y);
    (void)read_column("areasae/sae_spacetime.csv", 0, area);
    (void)read_column("areasae/sae_spacetime.csv", 1, when);
    (void)read_column("areasae/sae_spacetime.csv", 2, x + n);
    (void)read_column("areasae/sae_spacetime.csv", 3, x + 2 * n);
    (void)read_column("areasae/sae_spacetime.csv", 5, variance);
    (void)read_column("areasae/expected_spacetime_STFH.csv", 0, eblup);
    for (size_t k = 0; k < 11; k++) {
        (void)read_column("areasae/sae_spacetimeprox.csv", k, w + k * 11);
    }
    for (size_t i = 0; i < n; i++) {
        x[i] = 1;
        place[i] = i / 3;
        period[i] = (int)when[i];
    }
    const wks_fay_herriot_data data = {n, 3, y, variance, x};
    const wks_fay_herriot_time_place at = {11, place, period, w};
    wks_arena arena;
    wks_area_variance_fit f;
    wks_error err = {0};
    wks_arena_init(&arena, 0);
    if (wks_fay_herriot_time_fit(&data, &at, WKS_FAY_HERRIOT_REML, &arena, &f, &err) != WKS_OK) {
        fail_msg("%s", err.text);
    }
    static const double theta[] = {.000479482749175, .646077200083, .000496155375007,
                                   .204724428776};
    /* sae's 100 bootstraps (its vignette), of the third period, in percent of the estimate */
    static const double cv[] = {7.653997,  7.026746,  5.567674,  14.798918, 6.657347, 9.224897,
                                20.314774, 12.225196, 14.700855, 8.303303,  8.355827};
    for (size_t k = 0; k < 4; k++) { /* sae stops at 1e-4 of theta */
        assert_true(is_near(f.theta[k], theta[k], 3e-4 * theta[k]));
        assert_false(f.is_at_bound[k]);
    }
    assert_true(is_near(f.areas.log_likelihood, 61.4229142871, 2e-4));
    for (size_t i = 0; i < n; i++) {
        assert_true(is_near(f.areas.estimate[i], eblup[i], 2e-6));
        if (period[i] == 3) {
            const double ours = 100 * sqrt(f.areas.mse[i]) / f.areas.estimate[i];
            assert_true(is_near(ours, cv[i / 3], 0.25 * cv[i / 3]));
        }
    }
    wks_arena_clear(&arena);
}

/* ---- need and use --------------------------------------------------------------------------- */

enum {
    AREAS = 150
};

typedef struct region {
    double need[AREAS], need_variance[AREAS], use[AREAS], use_variance[AREAS], covariance[AREAS];
    double x[2 * AREAS], ones[AREAS], true_need[AREAS], true_gap[AREAS];
    wks_fay_herriot_bivariate_data data;
} region;

static const double slope = 0.7;
static const double need_deviation = 0.3;
static const double gap_deviation = 0.15;

static void make_region(region *r, double gap, uint64_t stream)
{
    wks_random random = wks_random_start(99, stream);
    for (size_t i = 0; i < AREAS; i++) {
        const double e1 = wks_random_normal(&random);
        const double e2 = wks_random_normal(&random);
        r->ones[i] = r->x[i] = 1;
        r->x[i + AREAS] = wks_random_normal(&random);
        r->need_variance[i] = 0.02 + 0.08 * wks_random_unit(&random);
        r->use_variance[i] = 0.005 + 0.02 * wks_random_unit(&random);
        r->covariance[i] = 0.4 * sqrt(r->need_variance[i] * r->use_variance[i]);
        r->true_need[i] = -1 + 0.3 * r->x[i + AREAS] + need_deviation * wks_random_normal(&random);
        r->true_gap[i] = gap * wks_random_normal(&random);
        r->need[i] = r->true_need[i] + sqrt(r->need_variance[i]) * e1;
        r->use[i] = 0.2 + slope * r->true_need[i] + r->true_gap[i] +
                    sqrt(r->use_variance[i]) * (0.4 * e1 + sqrt(1 - 0.16) * e2);
    }
    r->data = (wks_fay_herriot_bivariate_data){.n_areas = AREAS,
                                               .need = r->need,
                                               .need_variance = r->need_variance,
                                               .use = r->use,
                                               .use_variance = r->use_variance,
                                               .covariance = r->covariance,
                                               .n_x = 2,
                                               .n_z = 1,
                                               .x = r->x,
                                               .z = r->ones};
}

/* The likelihood from its definition: every area a normal pair, given all parameters. */
static double pair_likelihood(const region *r, const double *t)
{
    double sum = 0;
    for (size_t i = 0; i < AREAS; i++) {
        const double m1 = t[3] + t[4] * r->x[i + AREAS];
        const double m2 = t[2] * m1 + t[5];
        const double a = t[0] + r->need_variance[i];
        const double b = t[2] * t[2] * t[0] + t[1] + r->use_variance[i];
        const double c = t[2] * t[0] + r->covariance[i];
        const double d = a * b - c * c;
        const double e1 = r->need[i] - m1;
        const double e2 = r->use[i] - m2;
        sum -= log(2 * acos(-1)) + (log(d) + (b * e1 * e1 - 2 * c * e1 * e2 + a * e2 * e2) / d) / 2;
    }
    return sum;
}

static void stands_on_the_top_of_the_pairs_likelihood(void **state)
{
    (void)state;
    static region r;
    wks_arena arena;
    wks_fay_herriot_bivariate_fit f;
    wks_error err = {0};
    make_region(&r, gap_deviation, 3);
    wks_arena_init(&arena, 0);
    if (wks_fay_herriot_bivariate_fit_areas(&r.data, false, &arena, &f, &err) != WKS_OK) {
        fail_msg("%s", err.text);
    }
    double t[] = {f.best.need_variance, f.best.gap_variance, f.best.slope,
                  f.coefficients[0],    f.coefficients[1],   f.coefficients[2]};
    const double top = pair_likelihood(&r, t);
    assert_true(is_near(f.log_likelihood, top, 1e-8));
    for (size_t k = 0; k < 6; k++) {
        const double here = t[k];
        for (int side = -1; side <= 1; side += 2) {
            t[k] = here * (1 + side * 1e-4);
            assert_true(pair_likelihood(&r, t) < top);
        }
        t[k] = here;
    }
    wks_arena_clear(&arena);
}

/* Over 60 regions the 95 % posterior intervals of need and gap hold the truth, areas without a
 * figure of either included; draws agree with the moments. */
static void covers_the_truth_as_often_as_it_says(void **state)
{
    (void)state;
    static region r;
    static double need[400 * AREAS], gap[400 * AREAS];
    double held[2] = {0};
    double off = 0;
    const size_t n_regions = 60;
    for (size_t k = 0; k < n_regions; k++) {
        wks_arena arena;
        wks_fay_herriot_bivariate_fit f;
        wks_error err = {0};
        make_region(&r, gap_deviation, 1000 + k);
        r.need[7] = NAN;
        r.use[8] = NAN;
        wks_arena_init(&arena, 0);
        if (wks_fay_herriot_bivariate_fit_areas(&r.data, true, &arena, &f, &err) != WKS_OK) {
            fail_msg("%s", err.text);
        }
        wks_fay_herriot_bivariate_draws draws = {.n_draws = 400, .need = need, .gap = gap};
        assert_int_equal(wks_fay_herriot_bivariate_draw(&f, k, &arena, &draws, &err), WKS_OK);
        for (size_t i = 0; i < AREAS; i++) {
            const double z1 = (f.need.mean[i] - r.true_need[i]) / sqrt(f.need.variance[i]);
            const double z2 = (f.gap.mean[i] - r.true_gap[i]) / sqrt(f.gap.variance[i]);
            held[0] += fabs(z1) < 1.96;
            held[1] += fabs(z2) < 1.96;
            double mean = 0;
            for (size_t d = 0; d < 400; d++) {
                mean += gap[i + d * AREAS] / 400;
            }
            const double z = (mean - f.gap.mean[i]) / sqrt(f.gap.variance[i] / 400);
            off += z * z / (double)(AREAS * n_regions);
        }
        wks_arena_clear(&arena);
    }
    const double total = (double)(AREAS * n_regions);
    print_message("# need and use: %.4f and %.4f of 95 %% intervals hold\n", held[0] / total,
                  held[1] / total);
    assert_true(is_near(held[0] / total, 0.95, 0.015));
    assert_true(is_near(held[1] / total, 0.95, 0.015));
    assert_true(is_near(off, 1, 0.3)); /* a mean of 400 draws is off by its standard error */
}

static void says_when_use_holds_no_gap(void **state)
{
    (void)state;
    static region r;
    size_t n_none = 0;
    for (size_t k = 0; k < 30; k++) {
        wks_arena arena;
        wks_fay_herriot_bivariate_fit f;
        make_region(&r, 0, 5000 + k);
        wks_arena_init(&arena, 0);
        assert_int_equal(wks_fay_herriot_bivariate_fit_areas(&r.data, true, &arena, &f, NULL),
                         WKS_OK);
        assert_true((f.status == WKS_FAY_HERRIOT_BIVARIATE_NO_GAP) == (f.best.gap_variance == 0));
        n_none += f.status == WKS_FAY_HERRIOT_BIVARIATE_NO_GAP;
        assert_true(f.mean.gap_variance > 0 && isfinite(f.gap.variance[0]));
        wks_arena_clear(&arena);
    }
    assert_true(n_none > 5 && n_none < 30);
}

static void refuses_impossible_pairs(void **state)
{
    (void)state;
    static region r;
    wks_arena arena;
    wks_fay_herriot_bivariate_fit f;
    wks_error err = {0};
    wks_arena_init(&arena, 0);
    make_region(&r, gap_deviation, 1);
    r.covariance[2] = 1;
    assert_int_equal(wks_fay_herriot_bivariate_fit_areas(&r.data, true, &arena, &f, &err),
                     WKS_E_ARGUMENT);
    assert_non_null(strstr(err.text, "area 3"));
    make_region(&r, gap_deviation, 1);
    r.use_variance[0] = 0;
    assert_int_equal(wks_fay_herriot_bivariate_fit_areas(&r.data, true, &arena, &f, &err),
                     WKS_E_ARGUMENT);
    make_region(&r, gap_deviation, 1);
    r.data.n_areas = 6;
    assert_int_equal(wks_fay_herriot_bivariate_fit_areas(&r.data, true, &arena, &f, &err),
                     WKS_E_ARGUMENT);
    make_region(&r, gap_deviation, 1);
    for (size_t i = 0; i < AREAS; i++) {
        r.x[i + AREAS] = 2;
    }
    assert_int_equal(wks_fay_herriot_bivariate_fit_areas(&r.data, true, &arena, &f, &err),
                     WKS_E_NUMERIC);
    assert_non_null(strstr(err.text, "collinear"));
    wks_arena_clear(&arena);
}

/* ---- space, with a known answer ------------------------------------------------------------- */

/* A ring of 80 areas, one island beside it, one area without a figure. */
static void predicts_from_neighbours_and_knows_islands(void **state)
{
    (void)state;

    enum {
        RING = 80,
        ALL = 81
    };

    static double y[ALL], variance[ALL], x[ALL], truth[ALL];
    size_t from[RING], to[RING];
    double error = 0;
    double mse = 0;
    double a = 0;
    for (size_t i = 0; i < RING; i++) {
        from[i] = i;
        to[i] = (i + 1) % RING;
    }
    for (size_t world = 0; world < 60; world++) {
        wks_random random = wks_random_start(5, world);
        wks_arena arena;
        wks_area_variance_fit f;
        wks_error err = {0};
        double *w = NULL;
        double noise[ALL];
        wks_arena_init(&arena, 0);
        assert_int_equal(wks_fay_herriot_spatial_weights(ALL, RING, from, to, &arena, &w, &err),
                         WKS_OK);
        for (size_t i = 0; i < ALL; i++) {
            noise[i] = truth[i] = wks_random_normal(&random);
        }
        for (int round = 0; round < 200; round++) { /* v = 0.7 W v + u */
            for (size_t i = 0; i < RING; i++) {
                truth[i] = noise[i] + 0.35 * (truth[(i + 1) % RING] + truth[(i + RING - 1) % RING]);
            }
        }
        for (size_t i = 0; i < ALL; i++) {
            x[i] = 1;
            variance[i] = 0.3 + 0.7 * wks_random_unit(&random);
            truth[i] += 3;
            y[i] = truth[i] + sqrt(variance[i]) * wks_random_normal(&random);
        }
        y[10] = NAN;
        const wks_fay_herriot_data data = {ALL, 1, y, variance, x};
        if (wks_fay_herriot_spatial_fit(&data, w, WKS_FAY_HERRIOT_REML, &arena, &f, &err) !=
            WKS_OK) {
            fail_msg("%s", err.text);
        }
        for (size_t i = 0; i < ALL; i++) {
            error += (f.areas.estimate[i] - truth[i]) * (f.areas.estimate[i] - truth[i]);
            mse += f.areas.mse[i];
        }
        a += f.theta[0] / 60;
        wks_arena_clear(&arena);
    }
    assert_true(is_near(a, 1, 0.15));
    assert_true(is_near(mse / error, 1, 0.07));
    wks_arena arena;
    double *w = NULL;
    wks_arena_init(&arena, 0);
    to[4] = 4;
    assert_int_equal(wks_fay_herriot_spatial_weights(ALL, RING, from, to, &arena, &w, NULL),
                     WKS_E_ARGUMENT);
    wks_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_sae_in_space),
        cmocka_unit_test(agrees_with_sae_in_space_and_time),
        cmocka_unit_test(stands_on_the_top_of_the_pairs_likelihood),
        cmocka_unit_test(covers_the_truth_as_often_as_it_says),
        cmocka_unit_test(says_when_use_holds_no_gap),
        cmocka_unit_test(refuses_impossible_pairs),
        cmocka_unit_test(predicts_from_neighbours_and_knows_islands),
    };
    return cmocka_run_group_tests_name("private/estimate/fay_herriot_models", tests, NULL, NULL);
}
