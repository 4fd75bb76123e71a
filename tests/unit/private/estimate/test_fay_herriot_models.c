/* SPDX-License-Identifier: EUPL-1.2 */
#include "reference_csv.h"

#include "base/arena.h"
#include "private/estimate/fay_herriot_spatial.h"
#include "private/estimate/fay_herriot_time.h"

#include <time.h>

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* The grapes data of sae 1.3 (274 municipalities of Tuscany). */
static void agrees_with_sae_in_space(void **state)
{
    (void)state;
    static double y[MOST_ROWS], variance[MOST_ROWS], x[2 * MOST_ROWS], w[274 * 274];
    static double row[MOST_ROWS], estimate[MOST_ROWS], mse[MOST_ROWS];

    static const struct {
        wks_fay_herriot_method method;
        const char *file;
        double a, rho, log_likelihood;
    } cases[] = {
        {WKS_FAY_HERRIOT_REML, "areasae/expected_grapes_SFH_REML.csv", 69.7489865278,
         .614269739162, -1210.20040139},
        {WKS_FAY_HERRIOT_ML, "areasae/expected_grapes_SFH_ML.csv", 69.2219533125, .604582226701,
         NAN},
    };

    const size_t n = read_column("areasae/sae_grapes.csv", 0, y);
    (void)read_column("areasae/sae_grapes.csv", 1, x);
    (void)read_column("areasae/sae_grapes.csv", 2, x + n);
    (void)read_column("areasae/sae_grapes.csv", 3, variance);
    assert_int_equal(n, 274);
    for (size_t k = 0; k < n; k++) {
        (void)read_column("areasae/sae_grapesprox.csv", k, w + k * n);
    }
    (void)row;
    const wks_fay_herriot_data data = {n, 2, y, variance, x};
    for (size_t c = 0; c < 2; c++) {
        wks_arena arena;
        wks_area_variance_fit f;
        wks_error err = {0};
        wks_arena_init(&arena, 0);
        const double before = seconds();
        if (wks_fay_herriot_spatial_fit(&data, w, cases[c].method, &arena, &f, &err) != WKS_OK) {
            fail_msg("%s", err.text);
        }
        print_message("SFH %s: %.3f s, %zu rounds, A %.10f rho %.12f logL %.8f\n",
                      wks_fay_herriot_method_name(cases[c].method), seconds() - before,
                      f.n_rounds, f.theta[0], f.theta[1], f.areas.log_likelihood);
        (void)read_column(cases[c].file, 1, estimate);
        (void)read_column(cases[c].file, 2, mse);
        double worst = 0, worst2 = 0;
        for (size_t i = 0; i < n; i++) {
            worst = fmax(worst, fabs(f.areas.estimate[i] - estimate[i]));
            worst2 = fmax(worst2, fabs(f.areas.mse[i] - mse[i]));
        }
        print_message("estimate within %g, mse within %g\n", worst, worst2);
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
    print_message("STFH %zu rounds, %.12g %.12g %.12g %.12g logL %.10g\n", f.n_rounds, f.theta[0],
                  f.theta[1], f.theta[2], f.theta[3], f.areas.log_likelihood);
    double worst = 0;
    for (size_t i = 0; i < n; i++) {
        worst = fmax(worst, fabs(f.areas.estimate[i] - eblup[i]));
        if (when[i] == 3)
            print_message("cv %g\n", 100 * sqrt(f.areas.mse[i]) / f.areas.estimate[i]);
    }
    print_message("estimate within %g\n", worst);
    wks_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_sae_in_space),
        cmocka_unit_test(agrees_with_sae_in_space_and_time),
    };
    return cmocka_run_group_tests_name("private/estimate/fay_herriot_models", tests, NULL, NULL);
}
