/* The milk data (43 areas of Arora & Lahiri 1997, Statistica Sinica 7:1053-1063) and what sae 1.3,
 * emdi and hbsae 1.2 make of them; an independent optimum; sets with a known answer.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/arena.h"
#include "math/random.h"
#include "private/estimate/fay_herriot.h"
#include "private/estimate/fay_herriot_bayes.h"
#include "private/estimate/fay_herriot_scale.h"
#include "reference_csv.h"

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
    const wks_fay_herriot_fit f = fit(m, WKS_FAY_HERRIOT_REML, WKS_FAY_HERRIOT_MSE_SECOND_ORDER);
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
        const wks_fay_herriot_fit f = fit(m, cases[c].method, WKS_FAY_HERRIOT_MSE_SECOND_ORDER);
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
    assert_true(is_near(f.a, .0226586012222, 1e-6));
    n = read_column("areasae/expected_milk_hbsae_HB.csv", 1, estimate);
    (void)read_column("areasae/expected_milk_hbsae_HB.csv", 2, mse);
    for (size_t i = 0; i < n; i++) {
        assert_true(is_near(f.estimate[i], estimate[i], 1e-5));
        assert_true(is_near(f.mse[i], mse[i], 1e-5));
    }
    wks_arena_clear(&m->arena);
}

/* Diabetes in 48 areas of King County (BRFSS, by way of SUMMER): sae's REML on the logit scale. */
static void agrees_with_sae_on_logits_of_brfss(void **state)
{
    (void)state;
    static const char file[] = "unitsae/expected_brfss_diab2_FH_bym2.csv";
    static double y[MOST_ROWS], variance[MOST_ROWS], x[MOST_ROWS];
    double expected[MOST_ROWS], expected_mse[MOST_ROWS], p[MOST_ROWS], p_variance[MOST_ROWS];
    wks_arena arena;
    wks_fay_herriot_fit f;
    const size_t n = read_column(file, 5, y);
    (void)read_column(file, 6, variance);
    (void)read_column("unitsae/expected_brfss_diab2_FH_reml.csv", 1, expected);
    (void)read_column("unitsae/expected_brfss_diab2_FH_reml.csv", 2, expected_mse);
    for (size_t i = 0; i < n; i++) {
        x[i] = 1;
    }
    const wks_fay_herriot_data data = {n, 1, y, variance, x};
    const wks_fay_herriot_options options = {0};
    wks_arena_init(&arena, 0);
    assert_int_equal(wks_fay_herriot_fit_areas(&data, &options, &arena, &f, NULL), WKS_OK);
    assert_true(is_near(f.a, .153622704807, 2e-6));
    assert_true(is_near(f.coefficients[0], -2.66668324, 1e-6));
    assert_true(is_near(sqrt(f.covariance[0]), .0708943325, 1e-6));
    for (size_t i = 0; i < n; i++) {
        assert_true(is_near(f.estimate[i], expected[i], 1e-5));
        assert_true(is_near(f.mse[i], expected_mse[i], 1e-5));
    }
    assert_int_equal(wks_fay_herriot_scale_back(n, f.estimate, f.mse, &arena, p, p_variance, NULL),
                     WKS_OK);
    for (size_t i = 0; i < n; i++) { /* between the plain inverse and its second-order term */
        const double plain = 1 / (1 + exp(-f.estimate[i]));
        const double second = plain * (1 - plain) * (1 - 2 * plain) * f.mse[i] / 2;
        assert_true(is_near(p[i], plain + second, 0.1 * second));
    }
    wks_arena_clear(&arena);
}

/* ---- sets with a known answer --------------------------------------------------------------- */

enum {
    DOMAINS = 94 /* as eusilcA, which is not there */
};

typedef struct domains {
    double y[DOMAINS], variance[DOMAINS], x[2 * DOMAINS], truth[DOMAINS];
    wks_fay_herriot_data data;
} domains;

static void make_domains(domains *s, double a, uint64_t stream)
{
    wks_random random = wks_random_start(20240601, stream);
    for (size_t i = 0; i < DOMAINS; i++) {
        s->x[i] = 1;
        s->x[i + DOMAINS] = wks_random_normal(&random);
        s->variance[i] = 0.2 + 2 * wks_random_unit(&random);
        s->truth[i] = 10 + 2 * s->x[i + DOMAINS] + sqrt(a) * wks_random_normal(&random);
        s->y[i] = s->truth[i] + sqrt(s->variance[i]) * wks_random_normal(&random);
    }
    s->data = (wks_fay_herriot_data){DOMAINS, 2, s->y, s->variance, s->x};
}

/* The log of each method's target, straight from its definition in long double. */
static double target(const domains *s, wks_fay_herriot_method method, double a)
{
    long double m[3] = {0};
    long double r[2] = {0};
    long double log_v = 0;
    long double share = 0;
    long double quadratic = 0;
    for (size_t i = 0; i < DOMAINS; i++) {
        const long double w = 1 / ((long double)a + s->variance[i]);
        const long double x = s->x[i + DOMAINS];
        m[0] += w;
        m[1] += w * x;
        m[2] += w * x * x;
        r[0] += w * s->y[i];
        r[1] += w * x * s->y[i];
        log_v -= logl(w);
        share += a * w;
    }
    const long double determinant = m[0] * m[2] - m[1] * m[1];
    const long double b0 = (m[2] * r[0] - m[1] * r[1]) / determinant;
    const long double b1 = (m[0] * r[1] - m[1] * r[0]) / determinant;
    for (size_t i = 0; i < DOMAINS; i++) {
        const long double e = s->y[i] - b0 - b1 * s->x[i + DOMAINS];
        quadratic += e * e / ((long double)a + s->variance[i]);
    }
    long double value = -(log_v + quadratic) / 2;
    if (method == WKS_FAY_HERRIOT_MOMENT) {
        return (double)-fabsl(quadratic - (DOMAINS - 2));
    }
    if (method == WKS_FAY_HERRIOT_REML || method == WKS_FAY_HERRIOT_AMRL ||
        method == WKS_FAY_HERRIOT_AMRL_YL) {
        value -= logl(determinant) / 2;
    }
    if (method == WKS_FAY_HERRIOT_AMRL || method == WKS_FAY_HERRIOT_AMPL) {
        value += logl(a);
    }
    if (method == WKS_FAY_HERRIOT_AMRL_YL || method == WKS_FAY_HERRIOT_AMPL_YL) {
        value += logl(atanl(share)) / DOMAINS;
    }
    return (double)value;
}

static void stands_on_the_top_of_every_methods_own_target(void **state)
{
    (void)state;
    static domains s;
    for (size_t world = 0; world < 8; world++) {
        make_domains(&s, 0.8, world);
        for (int method = 0; method < WKS_FAY_HERRIOT_HB; method++) {
            wks_arena arena;
            wks_fay_herriot_fit f;
            const wks_fay_herriot_options options = {.method = (wks_fay_herriot_method)method};
            wks_arena_init(&arena, 0);
            assert_int_equal(wks_fay_herriot_fit_areas(&s.data, &options, &arena, &f, NULL),
                             WKS_OK);
            const double top = target(&s, options.method, f.a);
            for (int power = -4; power < 0; power++) {
                const double h = pow(10, power);
                assert_true(target(&s, options.method, f.a * (1 + h)) < top);
                assert_true(target(&s, options.method, f.a * (1 - h)) < top);
            }
            wks_arena_clear(&arena);
        }
    }
}

/* 300 worlds: A on average right, and the MSE is the error that was made. */
static void finds_the_known_variance_and_error(void **state)
{
    (void)state;
    static domains s;
    double a = 0;
    double error = 0;
    double mse = 0;
    for (size_t world = 0; world < 300; world++) {
        wks_arena arena;
        wks_fay_herriot_fit f;
        const wks_fay_herriot_options options = {.method = WKS_FAY_HERRIOT_REML};
        make_domains(&s, 0.8, 100 + world);
        wks_arena_init(&arena, 0);
        s.y[3] = NAN; /* predicted */
        assert_int_equal(wks_fay_herriot_fit_areas(&s.data, &options, &arena, &f, NULL), WKS_OK);
        assert_true(f.is_out_of_sample[3] && f.gamma[3] == 0 && isnan(f.residual[3]));
        a += f.a / 300;
        for (size_t i = 0; i < DOMAINS; i++) {
            error += (f.estimate[i] - s.truth[i]) * (f.estimate[i] - s.truth[i]) / 300;
            mse += f.mse[i] / 300;
        }
        wks_arena_clear(&arena);
    }
    assert_true(is_near(a, 0.8, 0.05)); /* three standard errors of 300 */
    assert_true(is_near(mse / error, 1, 0.03));
}

static void says_that_the_variance_is_zero_and_how_to_avoid_it(void **state)
{
    (void)state;
    static domains s;
    wks_arena arena;
    wks_fay_herriot_fit f;
    size_t n_zero = 0;
    wks_arena_init(&arena, 0);
    for (size_t world = 0; world < 20; world++) {
        make_domains(&s, 0, 500 + world);
        wks_fay_herriot_options options = {.method = WKS_FAY_HERRIOT_REML};
        assert_int_equal(wks_fay_herriot_fit_areas(&s.data, &options, &arena, &f, NULL), WKS_OK);
        assert_true((f.status == WKS_FAY_HERRIOT_ZERO) == (f.a == 0));
        n_zero += f.status == WKS_FAY_HERRIOT_ZERO;
        options.method = WKS_FAY_HERRIOT_AMRL_YL;
        assert_int_equal(wks_fay_herriot_fit_areas(&s.data, &options, &arena, &f, NULL), WKS_OK);
        assert_true(f.status == WKS_FAY_HERRIOT_OK && f.a > 0);
    }
    assert_true(n_zero > 3 && n_zero < 20);
    wks_arena_clear(&arena);
}

static void does_not_depend_on_units_or_order(void **state)
{
    (void)state;
    static domains s, t;
    wks_arena arena;
    wks_fay_herriot_fit f, g;
    const wks_fay_herriot_options options = {0};
    make_domains(&s, 0.8, 7);
    t = s;
    t.data = (wks_fay_herriot_data){DOMAINS, 2, t.y, t.variance, t.x};
    for (size_t i = 0; i < DOMAINS; i++) {
        const size_t j = DOMAINS - 1 - i;
        t.y[i] = 1e6 * s.y[j];
        t.variance[i] = 1e12 * s.variance[j];
        t.x[i] = 1e-5;
        t.x[i + DOMAINS] = 1e8 + 1e3 * s.x[j + DOMAINS];
    }
    wks_arena_init(&arena, 0);
    assert_int_equal(wks_fay_herriot_fit_areas(&s.data, &options, &arena, &f, NULL), WKS_OK);
    assert_int_equal(wks_fay_herriot_fit_areas(&t.data, &options, &arena, &g, NULL), WKS_OK);
    assert_true(is_near(g.a / 1e12, f.a, 1e-8));
    for (size_t i = 0; i < DOMAINS; i++) {
        assert_true(is_near(g.estimate[DOMAINS - 1 - i] / 1e6, f.estimate[i], 1e-8));
        assert_true(is_near(g.mse[DOMAINS - 1 - i] / 1e12, f.mse[i], 1e-8));
    }
    wks_arena_clear(&arena);
}

static void refuses_what_cannot_be_fitted(void **state)
{
    (void)state;
    static domains s;
    wks_arena arena;
    wks_fay_herriot_fit f;
    wks_error err = {0};
    const wks_fay_herriot_options options = {0};
    wks_arena_init(&arena, 0);
    make_domains(&s, 1, 1);
    s.variance[5] = 0;
    assert_int_equal(wks_fay_herriot_fit_areas(&s.data, &options, &arena, &f, &err),
                     WKS_E_ARGUMENT);
    assert_non_null(strstr(err.text, "area 6"));
    make_domains(&s, 1, 1);
    s.x[4 + DOMAINS] = NAN;
    assert_int_equal(wks_fay_herriot_fit_areas(&s.data, &options, &arena, &f, &err),
                     WKS_E_ARGUMENT);
    assert_non_null(strstr(err.text, "area 5"));
    make_domains(&s, 1, 1);
    for (size_t i = 0; i < DOMAINS; i++) {
        s.x[i + DOMAINS] = 3;
    }
    assert_int_equal(wks_fay_herriot_fit_areas(&s.data, &options, &arena, &f, &err), WKS_E_NUMERIC);
    assert_non_null(strstr(err.text, "covariate 2"));
    make_domains(&s, 1, 1);
    s.data.n_areas = 1;
    assert_int_equal(wks_fay_herriot_fit_areas(&s.data, &options, &arena, &f, &err),
                     WKS_E_ARGUMENT);
    assert_int_equal(wks_fay_herriot_bayes_fit(&s.data, &arena, &f, &err), WKS_E_ARGUMENT);
    wks_arena_clear(&arena);
}

static void smooths_variances_and_knows_what_has_no_logit(void **state)
{
    (void)state;
    static const double p[] = {0.5, 0, 0.25, 1, 0.2};
    static const double v[] = {0.01, 0, 0.03, 0, 0.016};
    static const double size[] = {100, 20, 25, 40, 50};
    double logit[5], variance[5], smoothed[5];
    wks_arena arena;
    assert_int_equal(wks_fay_herriot_scale_logit(5, p, v, logit, variance), 2);
    assert_true(is_near(logit[0], 0, 1e-15) && is_near(variance[0], 0.16, 1e-15));
    assert_true(is_near(logit[2], -log(3), 1e-15) && isnan(logit[1]) && isnan(variance[3]));
    wks_arena_init(&arena, 0);
    assert_int_equal(wks_fay_herriot_scale_smooth(5, size, variance, &arena, smoothed, NULL),
                     WKS_OK);
    assert_true(is_near(smoothed[0] + smoothed[2] + smoothed[4],
                        variance[0] + variance[2] + variance[4], 1e-12));
    /* log variance is a line in log size, for those without one too */
    const double line = log(smoothed[0] / smoothed[2]) / log(size[0] / size[2]);
    assert_true(is_near(log(smoothed[1] / smoothed[3]) / log(size[1] / size[3]), line, 1e-9));
    assert_int_equal(wks_fay_herriot_scale_smooth(2, size, variance, &arena, smoothed, NULL),
                     WKS_E_ARGUMENT);
    wks_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_exact_reml_optimum_of_milk),
        cmocka_unit_test(agrees_with_sae_where_sae_stopped),
        cmocka_unit_test(agrees_with_hbsae),
        cmocka_unit_test(agrees_with_sae_on_logits_of_brfss),
        cmocka_unit_test(stands_on_the_top_of_every_methods_own_target),
        cmocka_unit_test(finds_the_known_variance_and_error),
        cmocka_unit_test(says_that_the_variance_is_zero_and_how_to_avoid_it),
        cmocka_unit_test(does_not_depend_on_units_or_order),
        cmocka_unit_test(refuses_what_cannot_be_fitted),
        cmocka_unit_test(smooths_variances_and_knows_what_has_no_logit),
    };
    return cmocka_run_group_tests_name("private/estimate/fay_herriot", tests, NULL, NULL);
}
