/* Corn in 12 counties of Iowa: the 37 segments printed in Battese, Harter & Fuller (1988), table 1;
 * fits by sae 1.3 (its vignette, without segment 33) and samplics (all 37).
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/arena.h"
#include "math/random.h"
#include "private/estimate/unit_model.h"
#include "reference_csv.h"

#include <time.h>

enum {
    N = 37,
    M = 12
};

static const struct {
    size_t county;
    double corn, corn_pixels, soy_pixels;
} segments[N] = {
    {1, 165.76, 374, 55},   {2, 96.32, 209, 218},   {3, 76.08, 253, 250},   {4, 185.35, 432, 96},
    {4, 116.43, 367, 178},  {5, 162.08, 361, 137},  {5, 152.04, 288, 206},  {5, 161.75, 369, 165},
    {6, 92.88, 206, 218},   {6, 149.94, 316, 221},  {6, 64.75, 145, 338},   {7, 127.07, 355, 128},
    {7, 133.55, 295, 147},  {7, 77.70, 223, 204},   {8, 206.39, 459, 77},   {8, 108.33, 290, 217},
    {8, 118.17, 307, 258},  {9, 99.96, 252, 303},   {9, 140.43, 293, 221},  {9, 98.95, 206, 222},
    {9, 131.04, 302, 274},  {10, 114.12, 313, 190}, {10, 100.60, 246, 270}, {10, 127.88, 353, 172},
    {10, 116.90, 271, 228}, {10, 87.41, 237, 297},  {11, 93.48, 221, 167},  {11, 121.00, 369, 191},
    {11, 109.91, 343, 249}, {11, 122.66, 342, 182}, {11, 104.21, 294, 179}, {12, 88.59, 220, 262},
    {12, 88.59, 340, 87},   {12, 165.35, 355, 160}, {12, 104.00, 261, 221}, {12, 88.63, 187, 345},
    {12, 153.70, 350, 190},
};

static const double corn_means[M] = {295.29, 300.40, 289.60, 290.74, 318.21, 257.17,
                                     291.77, 301.26, 262.17, 314.28, 298.65, 325.99};
static const double soy_means[M] = {189.70, 196.65, 205.28, 220.22, 188.06, 247.13,
                                    185.37, 221.36, 247.09, 198.66, 204.61, 177.05};
static const double sizes[M] = {545, 566, 394, 424, 564, 570, 402, 567, 687, 569, 965, 556};

typedef struct corn {
    size_t area[N];
    double y[N], x[(size_t)3 * N], mean[(size_t)3 * M];
    wks_unit_model_data data;
} corn;

static void load(corn *c, bool without_33)
{
    size_t n = 0;
    const size_t n_units = without_33 ? N - 1 : N;
    for (size_t i = 0; i < N; i++) {
        if (without_33 && i == 32) {
            continue;
        }
        c->area[n] = segments[i].county - 1;
        c->y[n] = segments[i].corn;
        c->x[n] = 1;
        c->x[n + n_units] = segments[i].corn_pixels;
        c->x[n + 2 * n_units] = segments[i].soy_pixels;
        n++;
    }
    for (size_t a = 0; a < M; a++) {
        c->mean[a] = 1;
        c->mean[a + M] = corn_means[a];
        c->mean[a + (size_t)2 * M] = soy_means[a];
    }
    c->data = (wks_unit_model_data){n, M, 3, c->area, c->y, c->x, c->mean, sizes};
}

static void agrees_with_sae_on_corn(void **state)
{
    (void)state;
    static const double eblup[M] = {122.1954, 126.2280, 106.6638, 108.4222, 144.3072, 112.1586,
                                    112.7801, 122.0020, 115.3438, 124.4144, 106.8883, 143.0312};
    /* coefficients of variation (%) of sae's own 200 bootstraps: a bootstrap of 200 is itself
     * uncertain by some 5 % in the root, so is the other */
    static const double cv[M] = {8.066110, 7.825271, 9.333344, 7.598736, 4.875002, 6.020232,
                                 5.951520, 5.700670, 4.808813, 4.495448, 4.532518, 3.504340};
    corn c;
    wks_arena arena;
    wks_unit_model_fit fit;
    wks_error err = {0};
    load(&c, true);
    wks_arena_init(&arena, 0);
    const wks_unit_model_options options = {.n_bootstraps = 200, .seed = 1};
    const clock_t before = clock();
    assert_int_equal(wks_unit_model_fit_areas(&c.data, &options, &arena, &fit, &err), WKS_OK);
    const double seconds = (double)(clock() - before) / CLOCKS_PER_SEC;
    print_message("# BHF with 200 bootstraps: %.4f s\n", seconds);
    for (size_t a = 0; a < M; a++) {
        assert_true(is_near(fit.estimate[a], eblup[a], 5.1e-5));
        assert_true(is_near(100 * sqrt(fit.mse[a]) / fit.estimate[a], cv[a], 0.18 * cv[a]));
    }
    print_message("# %.6f %.6f %.6f, %.4f %.4f\n", fit.coefficients[0], fit.coefficients[1],
                  fit.coefficients[2], fit.area_variance, fit.unit_variance);
    /* the paper, section 3: 51 + .329 corn - .134 soy, var_v 140, var_e 147, by fitting of
     * constants and not by REML */
    assert_true(is_near(fit.coefficients[0], 51, 1));
    assert_true(is_near(fit.coefficients[1], 0.329, 0.001));
    assert_true(is_near(fit.coefficients[2], -0.134, 0.001));
    assert_true(is_near(fit.area_variance, 140, 7));
    assert_true(is_near(fit.unit_variance, 147, 7));
    assert_false(fit.is_zero);
    wks_arena_clear(&arena);
}

/* samplics 0.3 (tests/sae, REML by statsmodels, checked there against R's nlme). */
static void agrees_with_samplics_on_all_segments(void **state)
{
    (void)state;
    static const double b[] = {17.96398, 0.3663352, -0.0303638};
    static const double b_error[] = {30.986801, 0.065101, 0.067583};
    static const double effect[M] = {2.184574, 1.475118,  -4.730863, -2.764825,
                                     8.370915, 4.274827,  -2.705540, 1.156682,
                                     5.026852, -2.883398, -8.652532, -0.751808};
    corn c;
    wks_arena arena;
    wks_unit_model_fit fit;
    wks_error err = {0};
    load(&c, false);
    c.data.size = NULL;
    wks_arena_init(&arena, 0);
    const wks_unit_model_options options = {0};
    assert_int_equal(wks_unit_model_fit_areas(&c.data, &options, &arena, &fit, &err), WKS_OK);
    for (size_t k = 0; k < 3; k++) {
        assert_true(is_near(fit.coefficients[k], b[k], 2e-5 * fabs(b[k])));
        /* statsmodels takes these from the Hessian of all parameters */
        assert_true(is_near(sqrt(fit.covariance[k + k * 3]), b_error[k], 5e-3 * b_error[k]));
    }
    for (size_t a = 0; a < M; a++) {
        assert_true(is_near(fit.effect[a], effect[a], 1e-4));
    }
    assert_true(is_near(fit.area_variance, 63.3149, 5e-3));
    assert_true(is_near(fit.unit_variance, 297.7128, 5e-3));
    assert_true(is_near(fit.log_likelihood, -161.005759, 1e-5));
    assert_true(fit.mse == NULL);
    wks_arena_clear(&arena);
}

/* 94 areas, as eusilcA has, with known variances: the estimates fall around them. */
static void finds_the_variances_of_a_simulated_population(void **state)
{
    (void)state;

    enum {
        AREAS = 94,
        UNITS = 1880
    };

    static size_t area[UNITS];
    static double y[UNITS], x[2 * UNITS], mean[2 * AREAS], effect[AREAS];
    double sums[2] = {0};
    for (size_t world = 0; world < 40; world++) {
        wks_random random = wks_random_start(11, world);
        wks_arena arena;
        wks_unit_model_fit fit;
        for (size_t a = 0; a < AREAS; a++) {
            effect[a] = 2 * wks_random_normal(&random);
            mean[a] = 1;
        }
        for (size_t i = 0; i < UNITS; i++) {
            area[i] = i % AREAS;
            x[i] = 1;
            x[i + UNITS] = wks_random_normal(&random);
            y[i] = 5 + 3 * x[i + UNITS] + effect[area[i]] + 4 * wks_random_normal(&random);
        }
        const wks_unit_model_data data = {UNITS, AREAS, 2, area, y, x, mean, NULL};
        const wks_unit_model_options options = {.is_ml = world % 2 == 1};
        wks_arena_init(&arena, 0);
        assert_int_equal(wks_unit_model_fit_areas(&data, &options, &arena, &fit, NULL), WKS_OK);
        sums[0] += fit.area_variance / 40;
        sums[1] += fit.unit_variance / 40;
        wks_arena_clear(&arena);
    }
    /* three standard errors of a mean of 40 */
    assert_true(is_near(sums[0], 4, 3 * 4.8 * sqrt(2.0 / 94 / 40)));
    assert_true(is_near(sums[1], 16, 3 * 16 * sqrt(2.0 / 1786 / 40)));
}

static void refuses_what_cannot_be_fitted(void **state)
{
    (void)state;
    corn c;
    wks_arena arena;
    wks_unit_model_fit fit;
    wks_error err = {0};
    const wks_unit_model_options options = {0};
    load(&c, true);
    wks_arena_init(&arena, 0);
    c.y[4] = NAN;
    assert_int_equal(wks_unit_model_fit_areas(&c.data, &options, &arena, &fit, &err),
                     WKS_E_ARGUMENT);
    assert_non_null(strstr(err.text, "unit 5"));
    load(&c, true);
    for (size_t i = 0; i < c.data.n_units; i++) {
        c.x[i + c.data.n_units] = 2;
    }
    assert_int_equal(wks_unit_model_fit_areas(&c.data, &options, &arena, &fit, &err),
                     WKS_E_NUMERIC);
    assert_non_null(strstr(err.text, "collinear"));
    load(&c, true);
    for (size_t i = 0; i < c.data.n_units; i++) {
        c.y[i] = 3 + c.x[i + c.data.n_units];
    }
    assert_int_equal(wks_unit_model_fit_areas(&c.data, &options, &arena, &fit, &err),
                     WKS_E_NUMERIC);
    wks_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_sae_on_corn),
        cmocka_unit_test(agrees_with_samplics_on_all_segments),
        cmocka_unit_test(finds_the_variances_of_a_simulated_population),
        cmocka_unit_test(refuses_what_cannot_be_fitted),
    };
    return cmocka_run_group_tests_name("private/estimate/unit_model", tests, NULL, NULL);
}
