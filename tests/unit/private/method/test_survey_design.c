/* Standard errors of R's survey 4.1-1 (Lumley) on a simulated survey and on a stratified sample of
 * King County (BRFSS, from SUMMER); designs whose error has a formula of its own; the jackknife.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "math/random.h"
#include "math/special.h"
#include "private/method/survey_design.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "reference_table.h"

enum {
    MOST = 20000
};

typedef struct survey {
    double y[MOST], weight[MOST], population[64];
    size_t stratum[MOST], cluster[MOST], group[MOST];
    wks_survey_sample sample;
    wks_survey_estimate *out;
    wks_arena arena;
} survey;

static survey *survey_open(bool is_share)
{
    survey *of = calloc(1, sizeof *of);
    assert_non_null(of);
    wks_arena_init(&of->arena, 0);
    of->sample = (wks_survey_sample){.y = of->y, .weight = of->weight, .is_share = is_share};
    return of;
}

static void estimate(survey *of)
{
    wks_error err = {0};
    wks_arena_clear(&of->arena);
    wks_arena_init(&of->arena, 0);
    if (wks_survey_design_estimate(&of->sample, 0.95, &of->arena, &of->out, &err) != WKS_OK) {
        fail_msg("%s", err.text);
    }
}

static void survey_close(survey *of)
{
    wks_arena_clear(&of->arena);
    free(of);
}

/* ---- R's survey -------------------------------------------------------------------------------
 */

/* svyby(~y, ~wijk, svydesign(~1, weights = ~w), svymean): 20,000 respondents in 270 of 300. */
static void gives_the_errors_of_r_survey_by_wijk(void **state)
{
    (void)state;
    reference_table *expected = reference_open("simsurvey/expected_direct_svy.csv");
    reference_table *table = reference_open("simsurvey/respondents.csv");
    survey *of = survey_open(true);
    size_t n_compared = 0;
    of->sample.n = table->n_rows;
    of->sample.group = of->group;
    of->sample.n_groups = 300;
    for (size_t i = 0; i < table->n_rows; i++) {
        of->y[i] = reference_number(table, i, "y");
        of->weight[i] = reference_number(table, i, "w");
        of->group[i] = (size_t)reference_number(table, i, "wijk") - 1;
    }
    estimate(of);
    for (size_t g = 0; g < expected->n_rows; g++) {
        const wks_survey_estimate *got = &of->out[g];
        const double value = reference_number(expected, g, "est");
        if (isnan(value)) {
            assert_int_equal(got->flags, WKS_SURVEY_NO_ANSWERS);
            assert_int_equal(got->n, 0);
            continue;
        }
        assert_close(got->value, value, 1e-12, "estimate");
        if (value > 0 && value < 1) {
            assert_close(got->se, reference_number(expected, g, "se"), 1e-12, "se");
            n_compared++;
        } else { /* theirs is 0; none is what there is */
            assert_true(isnan(got->se) && (got->flags & WKS_SURVEY_NONE_OR_ALL) != 0);
        }
    }
    print_message("%zu standard errors within 1e-12\n", n_compared);
    assert_true(n_compared > 250);
    survey_close(of);
    reference_close(table);
    reference_close(expected);
}

static size_t place_of(double value, double *known, size_t *n)
{
    for (size_t k = 0; k < *n; k++) {
        if (known[k] == value) {
            return k;
        }
    }
    known[*n] = value;
    return (*n)++;
}

/* svydesign(~1, weights = ~rwt_llcp, strata = ~strata): 16,124 respondents, 48 areas. */
static void gives_the_errors_of_r_survey_with_strata(void **state)
{
    (void)state;
    reference_table *expected = reference_open("unitsae/expected_brfss_diab2_FH_bym2.csv");
    reference_table *table = reference_open("unitsae/summer_BRFSS.csv");
    survey *of = survey_open(true);
    double strata[64];
    double worst = 0;
    size_t n = 0;
    for (size_t i = 0; i < table->n_rows; i++) {
        const char *area = reference_text(table, i, "hracode");
        size_t group = 0;
        while (group < expected->n_rows &&
               strcmp(reference_text(expected, group, "area"), area) != 0) {
            group++;
        }
        of->y[n] = reference_number(table, i, "diab2");
        of->weight[n] = reference_number(table, i, "rwt_llcp");
        if (group == expected->n_rows || isnan(of->y[n])) {
            continue; /* theirs is the design of the 16,124 with an area and an answer */
        }
        of->stratum[n] =
            place_of(reference_number(table, i, "strata"), strata, &of->sample.n_strata);
        of->group[n++] = group;
    }
    of->sample.n = n;
    of->sample.stratum = of->stratum;
    of->sample.group = of->group;
    of->sample.n_groups = expected->n_rows;
    estimate(of);
    for (size_t g = 0; g < expected->n_rows; g++) {
        const double se = reference_number(expected, g, "se");
        assert_close(of->out[g].value, reference_number(expected, g, "direct"), 1e-12, "direct");
        worst = fmax(worst, fabs(of->out[g].se / se - 1));
    }
    print_message("%zu respondents, %zu strata; worst standard error %.2e\n", n,
                  of->sample.n_strata, worst);
    assert_true(worst < 1e-10);
    survey_close(of);
    reference_close(table);
    reference_close(expected);
}

/* ---- designs with a formula of their own ------------------------------------------------------
 */

/* A simple random sample: s^2 / n (1 - n / N), Cochran (1977), Sampling Techniques, 2.15. */
static void agrees_with_a_simple_random_sample(void **state)
{
    (void)state;
    static const double y[] = {3, 7, 1, 9, 4, 4, 8, 2, 6, 6};
    survey *of = survey_open(false);
    double mean = 0;
    double square = 0;
    for (size_t i = 0; i < 10; i++) {
        of->y[i] = y[i];
        of->weight[i] = 5;
        mean += y[i] / 10;
    }
    for (size_t i = 0; i < 10; i++) {
        square += (y[i] - mean) * (y[i] - mean) / 9;
    }
    of->sample.n = 10;
    of->population[0] = 50;
    of->sample.population_clusters = of->population;
    estimate(of);
    assert_close(of->out[0].value, 5, 1e-14, "mean");
    assert_close(of->out[0].se, sqrt(square / 10 * 0.8), 1e-13, "se");
    of->sample.population_clusters = NULL;
    estimate(of);
    assert_close(of->out[0].se, sqrt(square / 10), 1e-13, "se");
    assert_close(of->out[0].effective_size, 10, 1e-12, "effective size");
    assert_close(of->out[0].kish, 10, 1e-12, "kish");
    assert_close(of->out[0].degrees, 9, 0, "degrees");
    /* 97.5 % point of t with 9 degrees: 2.262157 */
    assert_close(of->out[0].t.upper, 5 + 2.2621571628 * of->out[0].se, 1e-8, "t");
    survey_close(of);
}

/* Strata with whole clusters of one size, weights equal within a stratum: the mean of cluster
 * means, sum of W_h^2 (1 - f_h) s_h^2 / n_h over the variance between cluster means; Cochran
 * (1977), 5.6 and 9.3. */
static void agrees_with_stratified_clusters(void **state)
{
    (void)state;

    static const struct {
        size_t n_clusters, size;
        double weight, population;
    } strata[] = {{4, 3, 10, 20}, {6, 5, 2.5, 12}, {3, 2, 40, 300}};

    wks_random random = wks_random_start(77, 0);
    survey *of = survey_open(false);
    double total = 0;
    double variance = 0;
    double mean = 0;
    size_t n = 0;
    size_t cluster = 0;
    for (size_t h = 0; h < 3; h++) {
        total += strata[h].weight * (double)(strata[h].n_clusters * strata[h].size);
    }
    for (size_t h = 0; h < 3; h++) {
        const double m = (double)strata[h].n_clusters;
        const double share = strata[h].weight * m * (double)strata[h].size / total;
        double sum = 0;
        double square = 0;
        for (size_t c = 0; c < strata[h].n_clusters; c++, cluster++) {
            double own = 0;
            for (size_t k = 0; k < strata[h].size; k++, n++) {
                of->y[n] = (double)h + (double)(cluster % 3) + wks_random_normal(&random);
                of->weight[n] = strata[h].weight;
                of->stratum[n] = h;
                of->cluster[n] = cluster;
                own += of->y[n] / (double)strata[h].size;
            }
            sum += own;
            square += own * own;
        }
        mean += share * sum / m;
        variance +=
            share * share * (1 - m / strata[h].population) * (square - sum * sum / m) / (m - 1) / m;
        of->population[h] = strata[h].population;
    }
    of->sample.n = n;
    of->sample.stratum = of->stratum;
    of->sample.n_strata = 3;
    of->sample.cluster = of->cluster;
    of->sample.n_clusters = cluster;
    of->sample.population_clusters = of->population;
    estimate(of);
    assert_close(of->out[0].value, mean, 1e-12, "mean");
    assert_close(of->out[0].se, sqrt(variance), 1e-12, "se");
    assert_close(of->out[0].degrees, 10, 0, "degrees");
    survey_close(of);
}

/* ---- the jackknife ----------------------------------------------------------------------------
 */

static double domain_mean(const survey *of, size_t group, size_t without)
{
    const size_t h_without = without == SIZE_MAX ? SIZE_MAX : without / 10;
    double total = 0;
    double weight = 0;
    for (size_t i = 0; i < of->sample.n; i++) {
        if (of->group[i] == group && of->cluster[i] != without) {
            /* the others of its stratum stand in for it: 10 clusters a stratum */
            const double w = of->weight[i] * (of->stratum[i] == h_without ? 10.0 / 9 : 1);
            total += w * of->y[i];
            weight += w;
        }
    }
    return total / weight;
}

/* 8 strata of 10 clusters of 5 to 25 respondents, unequal weights, clusters alike within, 3
 * domains: JKn, Wolter (2007), Introduction to Variance Estimation, 4.5.  First order the same. */
static void agrees_with_the_jackknife(void **state)
{
    (void)state;
    wks_random random = wks_random_start(4, 5);
    survey *of = survey_open(true);
    size_t n = 0;
    for (size_t c = 0; c < 80; c++) {
        const double own = 0.3 + 0.1 * wks_random_normal(&random);
        const size_t size = 5 + wks_random_below(&random, 21);
        for (size_t k = 0; k < size; k++, n++) {
            of->group[n] = wks_random_below(&random, 3);
            of->y[n] = wks_random_unit(&random) < own ? 1 : 0;
            of->weight[n] = exp(0.5 * wks_random_normal(&random)) * (1 + of->y[n]);
            of->stratum[n] = c / 10;
            of->cluster[n] = c;
        }
    }
    of->sample.n = n;
    of->sample.stratum = of->stratum;
    of->sample.n_strata = 8;
    of->sample.cluster = of->cluster;
    of->sample.n_clusters = 80;
    of->sample.group = of->group;
    of->sample.n_groups = 3;
    estimate(of);
    for (size_t g = 0; g < 3; g++) {
        const double whole = domain_mean(of, g, SIZE_MAX);
        double variance = 0;
        for (size_t c = 0; c < 80; c++) {
            const double away = domain_mean(of, g, c) - whole;
            variance += 0.9 * away * away;
        }
        assert_close(of->out[g].value, whole, 1e-12, "mean");
        assert_close(of->out[g].se, sqrt(variance), 0.03 * sqrt(variance), "se");
        assert_close(of->out[g].degrees, 71, 1, "degrees"); /* a small cluster may miss a domain */
        assert_true(of->out[g].effective_size < of->out[g].kish);
    }
    survey_close(of);
}

/* ---- intervals and flags ----------------------------------------------------------------------
 */

static void put_share(survey *of, size_t n, size_t with)
{
    for (size_t i = 0; i < n; i++) {
        of->y[i] = i < with ? 1 : 0;
        of->weight[i] = 1;
    }
    of->sample.n = n;
    estimate(of);
}

/* 0 of 20: Clopper & Pearson's 0 to 0.1684, Wilson's 0 to 0.1611, both in Newcombe (1998), table I.
 * Elsewhere their formulas on the effective size, which for a simple random sample is n - 1. */
static void gives_intervals_of_shares(void **state)
{
    (void)state;
    survey *of = survey_open(true);
    put_share(of, 20, 0);
    assert_close(of->out[0].korn_graubard.lower, 0, 0, "0 of 20");
    assert_close(of->out[0].korn_graubard.upper, 0.1684, 5e-5, "0 of 20");
    assert_close(of->out[0].wilson.upper, 0.1611, 5e-5, "0 of 20");
    assert_true(isnan(of->out[0].logit.lower) && isnan(of->out[0].se));
    assert_int_equal(of->out[0].flags, WKS_SURVEY_NONE_OR_ALL | WKS_SURVEY_FEW);
    put_share(of, 20, 20);
    assert_close(of->out[0].korn_graubard.upper, 1, 0, "20 of 20");
    assert_close(of->out[0].korn_graubard.lower, 1 - 0.1684, 5e-5, "20 of 20");
    put_share(of, 101, 31);
    const wks_survey_estimate *got = of->out;
    const double p = 31.0 / 101;
    assert_close(got->effective_size, 100, 1e-10, "effective size");
    assert_close(got->korn_graubard.lower,
                 wks_special_beta_quantile(100 * p, 100 * (1 - p) + 1, 0.025), 1e-12, "beta");
    assert_close(got->korn_graubard.upper,
                 wks_special_beta_quantile(100 * p + 1, 100 * (1 - p), 0.975), 1e-12, "beta");
    const double half = wks_special_t_quantile(100, 0.975) * sqrt(1 / (100 * p * (1 - p)));
    assert_close(log(got->logit.lower / (1 - got->logit.lower)), log(p / (1 - p)) - half, 1e-12,
                 "logit");
    assert_close(log(got->logit.upper / (1 - got->logit.upper)), log(p / (1 - p)) + half, 1e-12,
                 "logit");
    assert_int_equal(got->flags, 0);
    survey_close(of);
}

static void flags_what_is_thin(void **state)
{
    (void)state;
    survey *of = survey_open(true);
    put_share(of, 400, 4);
    assert_int_equal(of->out[0].flags, WKS_SURVEY_IMPRECISE); /* se is half the share */
    put_share(of, 29, 14);
    assert_int_equal(of->out[0].flags, WKS_SURVEY_FEW);
    put_share(of, 1, 1);
    assert_true((of->out[0].flags & WKS_SURVEY_NO_ERROR) != 0);
    assert_true(isnan(of->out[0].se) && isnan(of->out[0].korn_graubard.upper));
    /* one weight that is most of the sample */
    put_share(of, 200, 100);
    assert_int_equal(of->out[0].flags, 0);
    of->weight[0] = 100;
    estimate(of);
    assert_true((of->out[0].flags & WKS_SURVEY_FEW) != 0);
    assert_close(of->out[0].kish, 299.0 * 299 / (10000 + 199), 1e-9, "kish");
    /* a stratum of one respondent */
    of->sample.stratum = of->stratum;
    of->sample.n_strata = 2;
    of->stratum[0] = 1;
    estimate(of);
    assert_true((of->out[0].flags & WKS_SURVEY_ALONE) != 0 && of->out[0].se > 0);
    survey_close(of);
}

/* A group with missing answers is the group of those who answered, in the whole design. */
static void leaves_out_who_did_not_answer(void **state)
{
    (void)state;
    survey *of = survey_open(true);
    put_share(of, 300, 60);
    for (size_t i = 0; i < 300; i++) {
        of->group[i] = i % 3 == 0;
    }
    of->sample.group = of->group;
    of->sample.n_groups = 2;
    estimate(of);
    const wks_survey_estimate before = of->out[1];
    for (size_t i = 0; i < 300; i++) {
        of->y[i] = of->group[i] == 1 ? of->y[i] : NAN;
    }
    of->sample.group = NULL;
    estimate(of);
    assert_true(of->out[0].n == before.n && of->out[0].value == before.value);
    assert_close(of->out[0].se, before.se, 1e-15, "se");
    survey_close(of);
}

/* ---- bad input --------------------------------------------------------------------------------
 */

static void refuses_what_is_no_survey(void **state)
{
    (void)state;

    static const struct {
        double y, weight;
        size_t stratum, cluster, group;
    } bad[] = {{2, 1, 0, 1, 0},  {INFINITY, 1, 0, 1, 0}, {1, 0, 0, 1, 0},
               {1, -1, 0, 1, 0}, {1, NAN, 0, 1, 0},      {1, 1, 2, 1, 0},
               {1, 1, 0, 9, 0},  {1, 1, 0, 1, 5},        {1, 1, 1, 0, 0}};

    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        survey *of = survey_open(true);
        wks_error err = {0};
        for (size_t i = 0; i < 4; i++) {
            of->weight[i] = 1;
            of->cluster[i] = i / 2;
        }
        of->y[3] = bad[k].y;
        of->weight[3] = bad[k].weight;
        of->stratum[3] = bad[k].stratum;
        of->cluster[3] = bad[k].cluster;
        of->group[3] = bad[k].group;
        of->sample.n = 4;
        of->sample.stratum = of->stratum;
        of->sample.n_strata = 2;
        of->sample.cluster = of->cluster;
        of->sample.n_clusters = 2;
        of->sample.group = of->group;
        of->sample.n_groups = 2;
        assert_int_equal(wks_survey_design_estimate(&of->sample, 0.95, &of->arena, &of->out, &err),
                         WKS_E_ARGUMENT);
        assert_non_null(strstr(err.text, "4"));
        survey_close(of);
    }
    survey *of = survey_open(true);
    wks_error err = {0};
    of->weight[0] = 1;
    of->weight[1] = 1;
    assert_int_equal(wks_survey_design_estimate(&of->sample, 0.95, &of->arena, &of->out, &err),
                     WKS_E_ARGUMENT);
    of->sample.n = 2;
    assert_int_equal(wks_survey_design_estimate(&of->sample, 1, &of->arena, &of->out, &err),
                     WKS_E_ARGUMENT);
    of->population[0] = 1;
    of->sample.population_clusters = of->population;
    assert_int_equal(wks_survey_design_estimate(&of->sample, 0.95, &of->arena, &of->out, &err),
                     WKS_E_ARGUMENT);
    survey_close(of);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_errors_of_r_survey_by_wijk),
        cmocka_unit_test(gives_the_errors_of_r_survey_with_strata),
        cmocka_unit_test(agrees_with_a_simple_random_sample),
        cmocka_unit_test(agrees_with_stratified_clusters),
        cmocka_unit_test(agrees_with_the_jackknife),
        cmocka_unit_test(gives_intervals_of_shares),
        cmocka_unit_test(flags_what_is_thin),
        cmocka_unit_test(leaves_out_who_did_not_answer),
        cmocka_unit_test(refuses_what_is_no_survey),
    };
    return cmocka_run_group_tests_name("private/method/survey_design", tests, NULL, NULL);
}
