/* The milk data (43 areas of Arora & Lahiri 1997, Statistica Sinica 7:1053-1063) and what sae 1.3,
 * emdi and hbsae 1.2 make of them; an independent optimum; sets with a known answer.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "reference_csv.h"

#include "base/arena.h"
#include "math/random.h"
#include "private/estimate/fay_herriot.h"
#include "private/estimate/fay_herriot_bayes.h"
#include "private/estimate/fay_herriot_scale.h"

#include <time.h>

typedef struct milk {
    wks_arena arena;
    double y[MOST_ROWS], sd[MOST_ROWS], variance[MOST_ROWS], region[MOST_ROWS];
    double x[4 * MOST_ROWS];
    wks_fay_herriot_data data;
} milk;

static milk *load_milk(void)
{
    static milk m;
    m = (milk){0};
    const size_t n = read_column("areasae/sae_milk.csv", 2, m.y);
    (void)read_column("areasae/sae_milk.csv", 3, m.sd);
    (void)read_column("areasae/sae_milk.csv", 5, m.region);
    wks_arena_init(&m.arena, 0);
    for (size_t i = 0; i < n; i++) {
        m.variance[i] = m.sd[i] * m.sd[i];
        m.x[i] = 1;
        for (size_t k = 1; k < 4; k++) {
            m.x[i + k * n] = m.region[i] == (double)(k + 1);
        }
    }
    m.data = (wks_fay_herriot_data){
        .n_areas = n, .n_covariates = 4, .y = m.y, .variance = m.variance, .x = m.x};
    return &m;
}

static wks_fay_herriot_fit fit(milk *m, wks_fay_herriot_method method, wks_fay_herriot_mse mse)
{
    wks_fay_herriot_fit out;
    wks_error err = {0};
    const wks_fay_herriot_options options = {.method = method, .mse = mse};
    const wks_code code = wks_fay_herriot_fit_areas(&m->data, &options, &m->arena, &out, &err);
    if (code != WKS_OK) {
        fail_msg("%s", err.text);
    }
    return out;
}

/* methods.md: A = .01855033467 by two optimisers; sae's tight run printed to 15 digits. */
static void finds_the_exact_reml_optimum_of_milk(void **state)
{
    (void)state;
    milk *m = load_milk();
    const wks_fay_herriot_fit f =
        fit(m, WKS_FAY_HERRIOT_REML, WKS_FAY_HERRIOT_MSE_SECOND_ORDER);
    assert_int_equal(f.status, WKS_FAY_HERRIOT_OK);
    assert_int_equal(f.n_optima, 1);
    assert_true(is_near(f.a, .01855033467, 1e-9));
    static const double b[] = {.968188986975, .132780305457, .226946224521, -.241301039945};
    for (size_t k = 0; k < 4; k++) {
        assert_true(is_near(f.coefficients[k], b[k], 1e-6)); /* printed at sae's own A */
    }
    double estimate[MOST_ROWS];
    double mse[MOST_ROWS];
    const size_t n = read_column("areasae/expected_milk_REML_tight.csv", 1, estimate);
    (void)read_column("areasae/expected_milk_REML_tight.csv", 2, mse);
    assert_int_equal(n, 43);
    for (size_t i = 0; i < n; i++) {
        assert_true(is_near(f.estimate[i], estimate[i], 1e-9));
        assert_true(is_near(f.mse[i], mse[i], 1e-9));
        assert_false(f.is_out_of_sample[i]);
    }
    wks_arena_clear(&m->arena);
}

/* sae stops when A moves less than 1e-4 of itself; what it printed then. */
static void agrees_with_sae_where_sae_stopped(void **state)
{
    (void)state;
    static const struct {
        wks_fay_herriot_method method;
        const char *file;
        size_t first_column;
        double a, a_tolerance, tolerance;
    } cases[] = {
        {WKS_FAY_HERRIOT_REML, "areasae/expected_milk_REML.csv", 3, .0185502223227, 2e-7, 1e-6},
        {WKS_FAY_HERRIOT_ML, "areasae/expected_milk_ML.csv", 3, .0155175502633, 1e-6, 1e-5},
        {WKS_FAY_HERRIOT_MOMENT, "areasae/expected_milk_FH.csv", 3, .0164202703833, 1e-6, 1e-5},
    };

    milk *m = load_milk();
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        const wks_fay_herriot_fit f =
            fit(m, cases[c].method, WKS_FAY_HERRIOT_MSE_SECOND_ORDER);
        double estimate[MOST_ROWS];
        double mse[MOST_ROWS];
        const size_t n = read_column(cases[c].file, cases[c].first_column, estimate);
        (void)read_column(cases[c].file, cases[c].first_column + 1, mse);
        assert_true(is_near(f.a, cases[c].a, cases[c].a_tolerance));
        for (size_t i = 0; i < n; i++) {
            assert_true(is_near(f.estimate[i], estimate[i], cases[c].tolerance));
            assert_true(is_near(f.mse[i], mse[i], cases[c].tolerance));
        }
    }
    wks_arena_clear(&m->arena);
}

static void agrees_with_hbsae(void **state)
{
    (void)state;
    milk *m = load_milk();
    double estimate[MOST_ROWS];
    double mse[MOST_ROWS];
    wks_fay_herriot_fit f = fit(m, WKS_FAY_HERRIOT_REML, WKS_FAY_HERRIOT_MSE_NAIVE);
    size_t n = read_column("areasae/expected_milk_hbsae_REML.csv", 1, estimate);
    (void)read_column("areasae/expected_milk_hbsae_REML.csv", 2, mse);
    for (size_t i = 0; i < n; i++) {
        assert_true(is_near(f.estimate[i], estimate[i], 1e-5));
        assert_true(is_near(f.mse[i], mse[i], 1e-5));
    }
    wks_error err = {0};
    assert_int_equal(wks_fay_herriot_bayes_fit(&m->data, &m->arena, &f, &err), WKS_OK);
    assert_true(is_near(f.a, .0226586012222, 1e-8));
    n = read_column("areasae/expected_milk_hbsae_HB.csv", 1, estimate);
    (void)read_column("areasae/expected_milk_hbsae_HB.csv", 2, mse);
    for (size_t i = 0; i < n; i++) {
        assert_true(is_near(f.estimate[i], estimate[i], 1e-6));
        assert_true(is_near(f.mse[i], mse[i], 1e-6));
    }
    wks_arena_clear(&m->arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_exact_reml_optimum_of_milk),
        cmocka_unit_test(agrees_with_sae_where_sae_stopped),
        cmocka_unit_test(agrees_with_hbsae),
    };
    return cmocka_run_group_tests_name("private/estimate/fay_herriot", tests, NULL, NULL);
}
