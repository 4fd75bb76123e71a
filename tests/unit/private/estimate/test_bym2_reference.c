/* Numbers of others, in $WKS_SHARED/reference (see its README.md): the importance-sampled
 * posteriors gold_*, R-INLA (HEAD of June 2026), and mgcv 1.8-41 with its MRF smooth.  Skipped
 * without them.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/file.h"
#include "base/text.h"
#include "private/estimate/bym2.h"
#include "private/estimate/random_intercept.h"

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
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ROOM = 5000
};

typedef struct table {
    size_t n, n_columns;
    double cell[ROOM][16];
} table;

/* Numbers of a CSV, header skipped, quotes and texts as NAN; false when there is no such file. */
static bool read_table(const char *name, table *out)
{
    char path[1024];
    char line[2048];
    (void)snprintf(path, sizeof path, "%s/reference/%s",
                   getenv("WKS_SHARED") ? getenv("WKS_SHARED") : "../shared", name);
    FILE *file = fopen(path, "r");
    memset(out, 0, sizeof *out);
    if (file == NULL) {
        return false;
    }
    bool is_header = true;
    while (fgets(line, sizeof line, file) != NULL) {
        size_t column = 0;
        for (char *at = line; !is_header && *at != 0 && *at != '\n' && column < 16; column++) {
            const size_t n = strcspn(at, ",\n");
            double value = NAN;
            if (!wks_text_number(wks_span_trim(at, n), false, &value)) {
                value = NAN;
            }
            out->cell[out->n][column] = value;
            at += n + (at[n] == ',');
        }
        out->n += !is_header;
        out->n_columns = column;
        is_header = false;
    }
    (void)fclose(file);
    return true;
}

typedef struct study {
    table rows, edges, expected;
    double y[ROOM], size[ROOM], x[ROOM * 14];
    size_t area[ROOM], from[ROOM], to[ROOM];
    wks_bym2_data data;
    wks_bym2_options options;
    wks_neighbours graph;
    wks_bym2_fit fit;
    wks_arena arena;
    size_t n_areas;
} study;

static study s;

static bool open_study(const char *rows, const char *edges, size_t n_areas)
{
    wks_arena_clear(&s.arena);
    memset(&s, 0, sizeof s);
    wks_arena_init(&s.arena, 0);
    if (!read_table(rows, &s.rows) || !read_table(edges, &s.edges)) {
        return false;
    }
    s.n_areas = n_areas;
    s.data =
        (wks_bym2_data){.n = s.rows.n, .y = s.y, .size = s.size, .area = s.area, .covariate = s.x};
    for (size_t i = 0; i < s.rows.n; i++) {
        s.area[i] = i % n_areas;
    }
    for (size_t k = 0; k < s.edges.n; k++) {
        s.from[k] = (size_t)s.edges.cell[k][0] - 1;
        s.to[k] = (size_t)s.edges.cell[k][1] - 1;
    }
    return true;
}

static void fit_study(void)
{
    wks_error err = {0};
    wks_arena_clear(&s.arena);
    wks_arena_init(&s.arena, 0);
    assert_int_equal(
        wks_neighbours_make(s.n_areas, s.edges.n, s.from, s.to, &s.arena, &s.graph, &err), WKS_OK);
    if (wks_bym2_fit_model(&s.data, s.n_areas, &s.graph, &s.options, &s.arena, &s.fit, &err)) {
        fail_msg("%s", err.text);
    }
}

static bool open_scotland(size_t n_covariates)
{
    if (!open_study("spatial/scotland_inla.csv", "spatial/scotland_inla_adj.csv", 56)) {
        return false;
    }
    for (size_t i = 0; i < 56; i++) {
        s.y[i] = s.rows.cell[i][0];
        s.size[i] = s.rows.cell[i][1];
        s.x[i] = s.rows.cell[i][2] / 10;
    }
    s.data.n_covariates = n_covariates;
    return true;
}

static bool open_carolina(size_t n_covariates, wks_bym2_family family)
{
    double births = 0;
    double deaths = 0;
    if (!open_study("spatial/nc_sids.csv", "spatial/nc_adj_queen.csv", 100)) {
        return false;
    }
    for (size_t i = 0; i < 100; i++) {
        births += s.rows.cell[i][1];
        deaths += s.rows.cell[i][2];
    }
    for (size_t i = 0; i < 100; i++) {
        s.y[i] = s.rows.cell[i][2];
        s.size[i] =
            family == WKS_BYM2_BINOMIAL ? s.rows.cell[i][1] : s.rows.cell[i][1] * deaths / births;
        s.x[i] = s.rows.cell[i][3] / s.rows.cell[i][1];
    }
    s.data.n_covariates = n_covariates;
    s.data.family = family;
    return true;
}

/* Means and sds against two columns of a file. */
typedef struct distance {
    double most, mean;       /* |difference of the mean| in sds */
    double sd_most, sd_mean; /* relative error of the sd */
} distance;

static distance compare(const char *name, size_t mean_column)
{
    distance d = {0};
    assert_true(read_table(name, &s.expected));
    assert_int_equal(s.expected.n, s.fit.n);
    for (size_t i = 0; i < s.fit.n; i++) {
        const double sd = s.expected.cell[i][mean_column + 1];
        const double off = fabs(s.fit.mean[i] - s.expected.cell[i][mean_column]) / sd;
        const double error = fabs(s.fit.sd[i] / sd - 1);
        d.most = fmax(d.most, off);
        d.sd_most = fmax(d.sd_most, error);
        d.mean += off / (double)s.fit.n;
        d.sd_mean += error / (double)s.fit.n;
    }
    print_message("# %s: means %.4f (%.4f) sd, sds %.4f (%.4f)\n", name, d.most, d.mean, d.sd_most,
                  d.sd_mean);
    return d;
}

static void assert_gold(const char *name)
{
    const distance d = compare(name, 3);
    assert_true(d.most <= 0.03);
    assert_true(d.sd_most <= 0.03 && d.sd_mean <= 0.015); /* the bar is 0.08 */
}

static void agrees_with_importance_sampling_on_scotland(void **state)
{
    (void)state;
    if (!open_scotland(1)) {
        skip();
    }
    fit_study();
    assert_gold("spatial/gold_scotland_bym2.csv");
    assert_true(fabs(s.fit.coefficient[0].mean + 0.1191) < 0.05 * 0.1113);
    assert_true(fabs(s.fit.coefficient[1].mean - 0.2659) < 0.05 * 0.1156);
    assert_true(fabs(s.fit.phi.mean - 0.970) < 0.02);
    assert_true(fabs(s.fit.tau.mean - 4.762) < 0.05 * 1.457);
    wks_arena_clear(&s.arena);
}

static void agrees_with_importance_sampling_on_north_carolina(void **state)
{
    (void)state;
    if (!open_carolina(0, WKS_BYM2_POISSON)) {
        skip();
    }
    fit_study();
    assert_gold("spatial/gold_nc_bym2.csv");
    assert_true(fabs(s.fit.phi.mean - 0.671) < 0.02);
    assert_true(open_carolina(1, WKS_BYM2_POISSON));
    fit_study();
    assert_gold("spatial/gold_nc_bym2_nwp.csv");
    assert_true(fabs(s.fit.coefficient[1].mean - 1.9462) < 0.05 * 0.3111);
    wks_arena_clear(&s.arena);
}

static void assert_inla(const char *name)
{
    const distance d = compare(name, 1);
    assert_true(d.most <= 0.12 && d.mean <= 0.05);
    assert_true(d.sd_most <= 0.12);
}

static void agrees_with_inla(void **state)
{
    (void)state;
    if (!open_scotland(1)) {
        skip();
    }
    fit_study();
    assert_inla("spatial/expected_inla_scotland_bym2_fit.csv");
    assert_true(fabs(s.fit.dic - 287.55) < 1);
    s.options.effect = WKS_BYM2_EFFECT_BESAG;
    fit_study();
    assert_inla("spatial/expected_inla_scotland_besag_fit.csv");
    s.options.effect = WKS_BYM2_EFFECT_LEROUX;
    fit_study(); /* its risks are off, see test_bym2_chain: coefficients and lambda */
    assert_true(fabs(s.fit.phi.mean - 0.907) < 0.05 * 0.070 + 0.002);
    assert_true(fabs(s.fit.coefficient[1].mean - 0.2819) < 0.05 * 0.1162);
    s.options.effect = WKS_BYM2_EFFECT_IID;
    fit_study();
    assert_true(fabs(s.fit.coefficient[1].mean - 0.6834) < 0.05 * 0.1405);
    assert_true(fabs(s.fit.tau.mean / 3.048 - 1) < 0.01);
    assert_true(open_scotland(0));
    fit_study();
    assert_inla("spatial/expected_inla_scotland_bym2_nocov_fit.csv");
    assert_true(open_carolina(0, WKS_BYM2_POISSON));
    fit_study();
    assert_inla("spatial/expected_inla_nc_bym2_fit.csv");
    assert_true(fabs(s.fit.dic - 442.64) < 1);
    assert_true(open_carolina(1, WKS_BYM2_POISSON));
    fit_study();
    assert_inla("spatial/expected_inla_nc_bym2_nwp_fit.csv");
    assert_true(fabs(s.fit.dic - 427.60) < 1);
    assert_true(open_carolina(0, WKS_BYM2_BINOMIAL));
    fit_study();
    assert_inla("spatial/expected_inla_nc_binom_bym2_fit.csv");
    wks_arena_clear(&s.arena);
}

static void agrees_with_mgcv_by_reml(void **state)
{
    (void)state;
    if (!open_scotland(0)) {
        skip();
    }
    s.options.effect = WKS_BYM2_EFFECT_BESAG;
    s.options.estimate = WKS_BYM2_REML;
    fit_study();
    assert_true(fabs(-s.fit.log_likelihood - 155.422656663) < 1e-4);
    assert_true(fabs(s.fit.effective_coefficients - 28.96958465) < 1e-4);
    assert_true(open_carolina(1, WKS_BYM2_POISSON));
    s.options.effect = WKS_BYM2_EFFECT_BESAG;
    s.options.estimate = WKS_BYM2_REML;
    fit_study();
    assert_true(fabs(s.fit.coefficient[1].mean - 1.975505573) < 1e-4);
    wks_arena_clear(&s.arena);
}

static bool open_survey(void)
{
    if (!open_study("simsurvey/cells.csv", "simsurvey/adj.csv", 300)) {
        return false;
    }
    const size_t n = s.rows.n;
    for (size_t i = 0; i < n; i++) {
        const double *cell = s.rows.cell[i]; /* sex,age,wijk,N,ses,p_true,n,y */
        s.area[i] = (size_t)cell[2] - 1;
        s.size[i] = cell[6];
        s.y[i] = cell[7];
        for (size_t k = 0; k < 6; k++) {
            const double is_age = cell[1] == (double)(k + 2);
            s.x[i + k * n] = is_age;
            s.x[i + (8 + k) * n] = is_age * cell[0];
        }
        s.x[i + 6 * n] = cell[0];
        s.x[i + 7 * n] = cell[4];
    }
    s.data.n_covariates = 14;
    s.data.family = WKS_BYM2_BINOMIAL;
    s.options.skips_quantiles = true;
    s.options.skips_measures = true;
    return true;
}

static void agrees_with_inla_on_a_survey(void **state)
{
    (void)state;
    double total[300] = {0};
    double weight[300] = {0};
    double most = 0;
    double mean = 0;
    if (!open_survey() || !read_table("simsurvey/expected_inla_bym2.csv", &s.expected)) {
        skip();
    }
    fit_study();
    for (size_t i = 0; i < s.fit.n; i++) {
        total[s.area[i]] += s.rows.cell[i][3] * s.fit.mean[i];
        weight[s.area[i]] += s.rows.cell[i][3];
    }
    for (size_t a = 0; a < 300; a++) {
        const double off = fabs(total[a] / weight[a] - s.expected.cell[a][1]);
        most = fmax(most, off);
        mean += off / 300;
    }
    print_message("# prevalence: %.4f at most, %.4f on average\n", most, mean);
    assert_true(most <= 0.01 && mean <= 0.003);
    assert_true(fabs(s.fit.coefficient[8].mean + 0.182263574) < 0.05 * 0.0269348);
    assert_true(fabs(s.fit.coefficient[8].sd / 0.0269348 - 1) < 0.01);
    wks_arena_clear(&s.arena);
}

/* Logits of diabetes in 48 areas of King County with known variances: Fay-Herriot with BYM2. INLA's
 * phi (.812) is not an integral: see test_bym2_exact. */
static void agrees_with_inla_on_logits_with_known_variances(void **state)
{
    (void)state;
    double most = 0;
    if (!open_study("unitsae/expected_brfss_diab2_FH_bym2.csv",
                    "unitsae/summer_KingCounty_adj_queen.csv", 48)) {
        skip();
    }
    for (size_t i = 0; i < 48; i++) {
        s.y[i] = s.rows.cell[i][5];
        s.size[i] = s.rows.cell[i][6];
    }
    s.data.family = WKS_BYM2_GAUSSIAN;
    fit_study();
    for (size_t i = 0; i < 48; i++) {
        most = fmax(most, fabs(s.fit.mean[i] - s.rows.cell[i][7]) / s.rows.cell[i][8]);
    }
    print_message("# means within %.4f sd\n", most);
    assert_true(most <= 0.1);
    assert_true(fabs(s.fit.tau.mean / 11.374 - 1) < 0.05);
    assert_true(fabs(s.fit.coefficient[0].mean + 2.66970) < 0.05 * 0.04639);
    wks_arena_clear(&s.arena);
}

/* glmmTMB 1.1.5 and lme4 1.1-31: cbind(y, n - y) ~ age * sex + ses + (1 | wijk). */
static void agrees_with_glmmtmb_and_lme4_on_a_survey(void **state)
{
    (void)state;
    wks_random_intercept fit = {0};
    wks_error err = {0};
    if (!open_survey() || !read_table("simsurvey/expected_glmer_par.csv", &s.expected)) {
        skip();
    }
    assert_int_equal(wks_random_intercept_fit(&s.data, 300, 1, &s.arena, &fit, &err), WKS_OK);
    print_message("# Laplace: log likelihood %.6f, sd %.7f\n", fit.log_likelihood, fit.sd);
    assert_true(fabs(fit.log_likelihood + 4341.00815) < 1e-4);
    assert_true(fabs(fit.sd - 0.283002242) < 1e-4);
    for (size_t k = 0; k < 15; k++) {
        assert_true(fabs(fit.coefficient[k] - s.expected.cell[k][1]) < 1e-4);
    }
    assert_int_equal(wks_random_intercept_fit(&s.data, 300, 9, &s.arena, &fit, &err), WKS_OK);
    print_message("# nine nodes: sd %.8f\n", fit.sd);
    assert_true(fabs(fit.sd - 0.28393450) < 1e-4);
    assert_true(open_scotland(1));
    assert_int_equal(wks_random_intercept_fit(&s.data, 56, 1, &s.arena, &fit, &err), WKS_OK);
    assert_true(fabs(fit.sd - 0.58672246) < 2e-4); /* lme4 stops within some 1e-4 */
    assert_true(fabs(fit.coefficient[1] - 0.6829753) < 1e-4);
    assert_int_equal(wks_random_intercept_fit(&s.data, 56, 25, &s.arena, &fit, &err), WKS_OK);
    assert_true(fabs(fit.sd - 0.59012039) < 2e-4);
    assert_true(fabs(fit.coefficient[1] - 0.6830056) < 1e-4);
    wks_arena_clear(&s.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_importance_sampling_on_scotland),
        cmocka_unit_test(agrees_with_importance_sampling_on_north_carolina),
        cmocka_unit_test(agrees_with_inla),
        cmocka_unit_test(agrees_with_mgcv_by_reml),
        cmocka_unit_test(agrees_with_inla_on_a_survey),
        cmocka_unit_test(agrees_with_inla_on_logits_with_known_variances),
        cmocka_unit_test(agrees_with_glmmtmb_and_lme4_on_a_survey),
    };
    return cmocka_run_group_tests_name("private/estimate/bym2_reference", tests, NULL, NULL);
}
