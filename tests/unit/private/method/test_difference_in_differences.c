/* County teen employment and the minimum wage: Callaway & Sant'Anna (2021), J Econometrics
 * 225:200-230, doi:10.1016/j.jeconom.2020.12.001, with the data of their R package did; effects
 * and analytic errors by did 2.5.1, kept beside the data.  The aggregates and the p values of the
 * pre-test are those that the package's own pages print (README and "Getting started").
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "effect_data.h"
#include "math/random.h"
#include "private/method/did_aggregate.h"
#include "private/method/did_bootstrap.h"
#include "private/method/difference_in_differences.h"
#include "private/method/two_by_two.h"

enum {
    YEAR,
    COUNTY,
    POPULATION,
    EMPLOYMENT,
    FIRST
};

static effect_data counties;
static size_t unit_of[EFFECT_MOST_ROWS];

static const wks_did_options usual = {.confidence = 0.95};

/* Units numbered by code, as they come. */
static wks_panel_rows county_rows(void)
{
    static double code[EFFECT_MOST_ROWS];
    size_t n_units = 0;
    effect_data_read("mpdta.csv", &counties);
    assert_int_equal(counties.n, 2500);
    for (size_t i = 0; i < counties.n; i++) {
        size_t unit = 0;
        while (unit < n_units && code[unit] != counties.column[COUNTY][i]) {
            unit++;
        }
        if (unit == n_units) {
            code[n_units++] = counties.column[COUNTY][i];
        }
        unit_of[i] = unit;
    }
    return (wks_panel_rows){.n = counties.n,
                            .y = counties.column[EMPLOYMENT],
                            .unit = unit_of,
                            .n_units = n_units,
                            .time = counties.column[YEAR],
                            .group = counties.column[FIRST]};
}

static wks_panel panel_of(const wks_panel_rows *rows, wks_arena *arena)
{
    wks_panel panel;
    assert_int_equal(
        wks_panel_make(rows, &(wks_panel_options){.keep_incomplete = false}, arena, &panel, NULL),
        WKS_OK);
    return panel;
}

static wks_did fit_of(const wks_panel *panel, const wks_did_options *options, wks_arena *arena)
{
    wks_did did;
    assert_int_equal(wks_difference_in_differences_fit(panel, options, arena, &did, NULL), WKS_OK);
    return did;
}

static void gives_the_effects_and_errors_of_the_minimum_wage(void **state)
{
    (void)state;
    static effect_data expected;
    wks_arena arena = effect_arena();
    const wks_panel_rows rows = county_rows();
    const wks_panel panel = panel_of(&rows, &arena);
    const wks_did did = fit_of(&panel, &usual, &arena);
    effect_data_read("expected_mpdta_attgt.csv", &expected);
    assert_int_equal(expected.n, 12);
    assert_int_equal(did.n_effects, 12);
    for (size_t k = 0; k < did.n_effects; k++) {
        const wks_did_effect *effect = &did.effects[k];
        assert_true(panel.time[effect->group] == expected.column[0][k]);
        assert_true(panel.time[effect->time] == expected.column[1][k]);
        effect_assert_near(effect->att, expected.column[2][k], 1e-11);
        effect_assert_near(effect->se, expected.column[3][k], 1e-12);
        assert_true((double)effect->n_treated == expected.column[4][k]);
    }
    assert_int_equal(did.refusal, WKS_EFFECT_ALLOWED);
    assert_int_equal(did.pre_trend.n, 5);
    assert_true(fabs(did.pre_trend.p - 0.16812) < 0.000005);
    wks_arena_clear(&arena);
}

static void brings_the_effects_together_as_published(void **state)
{
    (void)state;
    wks_arena arena = effect_arena();
    wks_did_aggregate got;
    const wks_panel_rows rows = county_rows();
    const wks_panel panel = panel_of(&rows, &arena);
    const wks_did did = fit_of(&panel, &usual, &arena);
    assert_int_equal(wks_did_aggregate_make(&panel, &did, WKS_DID_SIMPLE, 0.95, &arena, &got, NULL),
                     WKS_OK);
    effect_assert_near(got.overall.att, -0.0399512751552, 1e-12);
    assert_true(fabs(got.overall.se - 0.0120) < 0.0003); /* theirs are bootstrapped */

    static const double at[] = {-3, -2, -1, 0, 1, 2, 3};
    static const double att[] = {0.0305, -0.0006, -0.0245, -0.0199, -0.0510, -0.1373, -0.1008};
    static const double se[] = {0.0150, 0.0133, 0.0142, 0.0118, 0.0169, 0.0364, 0.0344};

    assert_int_equal(
        wks_did_aggregate_make(&panel, &did, WKS_DID_DYNAMIC, 0.95, &arena, &got, NULL), WKS_OK);
    assert_int_equal(got.n_means, 7);
    for (size_t k = 0; k < 7; k++) {
        assert_true(got.means[k].at == at[k]);
        assert_true(fabs(got.means[k].att - att[k]) < 0.00005);
        assert_true(fabs(got.means[k].se - se[k]) < 0.00005);
    }
    assert_true(fabs(got.overall.att + 0.0772) < 0.00005);
    assert_true(fabs(got.overall.se - 0.0200) < 0.00005);
    assert_int_equal(wks_did_aggregate_make(&panel, &did, WKS_DID_GROUP, 0.95, &arena, &got, NULL),
                     WKS_OK);
    assert_true(fabs(got.overall.att + 0.0310) < 0.00005);
    assert_true(fabs(got.overall.se - 0.0124) < 0.00005);
    assert_true(fabs(got.means[0].att + 0.0797) < 0.00005);
    assert_true(fabs(got.means[1].att + 0.0229) < 0.00005);
    assert_int_equal(
        wks_did_aggregate_make(&panel, &did, WKS_DID_CALENDAR, 0.95, &arena, &got, NULL), WKS_OK);
    assert_int_equal(got.n_means, 4);
    effect_assert_near(got.means[0].att, did.effects[0].att, 1e-14);
    wks_arena_clear(&arena);
}

/* att_gt(xformla = ~lpop), doubly robust: p of the pre-test as the package prints it. */
static void allows_for_covariates(void **state)
{
    (void)state;
    wks_arena arena = effect_arena();
    wks_panel_rows rows = county_rows();
    rows.x = counties.column[POPULATION];
    rows.n_x = 1;
    const wks_panel panel = panel_of(&rows, &arena);
    wks_did_options options = usual;
    const wks_did robust = fit_of(&panel, &options, &arena);
    assert_true(fabs(robust.effects[0].att + 0.0145) < 0.00005);
    assert_true(fabs(robust.effects[3].att + 0.1069) < 0.00005);
    assert_true(fabs(robust.effects[11].att + 0.0288) < 0.00005);
    assert_true(fabs(robust.pre_trend.p - 0.23267) < 0.000005);
    options.estimator = WKS_DID_REGRESSION;
    const wks_did regression = fit_of(&panel, &options, &arena);
    options.estimator = WKS_DID_WEIGHTING;
    const wks_did weighting = fit_of(&panel, &options, &arena);
    for (size_t k = 0; k < 12; k++) {
        /* three ways to the same thing */
        assert_true(fabs(regression.effects[k].att - robust.effects[k].att) < 0.005);
        assert_true(fabs(weighting.effects[k].att - robust.effects[k].att) < 0.005);
        assert_true(regression.effects[k].att != robust.effects[k].att);
        effect_assert_near(regression.effects[k].se, robust.effects[k].se, 0.05);
        effect_assert_near(weighting.effects[k].se, robust.effects[k].se, 0.05);
    }
    wks_arena_clear(&arena);
}

/* base_period = "universal": effects before the start as printed by did; the test is the same. */
static void holds_periods_before_against_one_base(void **state)
{
    (void)state;
    wks_arena arena = effect_arena();
    const wks_panel_rows rows = county_rows();
    const wks_panel panel = panel_of(&rows, &arena);
    wks_did_options options = usual;
    options.has_universal_base = true;
    const wks_did did = fit_of(&panel, &options, &arena);
    static const double att[] = {-0.0105, -0.0704, -0.1373, -0.1008, -0.0038, 0.0028,
                                 -0.0046, -0.0412, 0.0033,  0.0338,  0.0311,  -0.0261};
    assert_int_equal(did.n_effects, 12);
    assert_true(fabs(did.pre_trend.p - 0.16812) < 0.000005);
    for (size_t k = 0; k < 12; k++) {
        assert_true(fabs(did.effects[k].att - att[k]) < 0.00005);
    }
    wks_arena_clear(&arena);
}

/* Only 2006 and 2007, counties that began in 2007 or never. */
static void gives_the_two_by_two_of_2007(void **state)
{
    (void)state;
    wks_arena arena = effect_arena();
    wks_two_by_two got;
    const wks_panel_rows rows = county_rows();
    const wks_panel panel = panel_of(&rows, &arena);
    const wks_did_bootstrap_options options = {WKS_DID_RADEMACHER, 999, 1, 0.95};
    assert_int_equal(wks_two_by_two_estimate(&panel, 4, 3, 4, &options, &arena, &got, NULL),
                     WKS_OK);
    assert_true(got.is_possible);
    effect_assert_near(got.effect, -0.0260544107192, 1e-11);
    effect_assert_near(got.se, 0.01665543535, 1e-9);
    effect_assert_near(got.se_corrected, 0.01670292194, 1e-9);
    assert_int_equal(got.n_clusters, 440);
    assert_true(fabs(got.wild_p - got.p) < 0.03);
    wks_arena_clear(&arena);
}

/* ---- small worlds with a known effect -------------------------------------------------------- */

enum {
    MOST_AREAS = 40,
    N_YEARS = 6,
    N_WORLDS = 1000
};

typedef struct world {
    size_t n;
    double y[MOST_AREAS * N_YEARS], time[MOST_AREAS * N_YEARS], group[MOST_AREAS * N_YEARS];
    size_t unit[MOST_AREAS * N_YEARS], cluster[MOST_AREAS * N_YEARS];
} world;

static world made;

/* Areas with their own level and a walk of their own; the first n_treated begin in year 4, with an
 * effect; drift is a slope that they have besides. */
static wks_panel_rows make_world(size_t number, size_t n_areas, size_t n_treated, double effect,
                                 double drift)
{
    wks_random random = wks_random_start(7, number);
    made.n = 0;
    for (size_t area = 0; area < n_areas; area++) {
        double level = 10 + 2 * wks_random_normal(&random);
        for (size_t year = 1; year <= N_YEARS; year++) {
            const bool is_treated = area < n_treated;
            level += wks_random_normal(&random) + (is_treated ? drift : 0);
            made.y[made.n] = level + 0.3 * (double)year + (is_treated && year >= 4 ? effect : 0);
            made.time[made.n] = (double)year;
            made.group[made.n] = is_treated ? 4 : 0;
            made.unit[made.n] = area;
            made.cluster[made.n++] = area / 2;
        }
    }
    return (wks_panel_rows){.n = made.n,
                            .y = made.y,
                            .unit = made.unit,
                            .n_units = n_areas,
                            .time = made.time,
                            .group = made.group};
}

/* How often the interval of the simple aggregate holds the effect: by bootstrap and by the normal
 * distribution; and the band, all effects after and before. */
static void count_covered(size_t n_areas, size_t n_treated, size_t *bootstrap, size_t *normal,
                          size_t *band)
{
    *bootstrap = *normal = *band = 0;
    for (size_t number = 0; number < N_WORLDS; number++) {
        wks_arena arena = effect_arena();
        wks_did_aggregate got;
        wks_did_bootstrap draws;
        const wks_panel_rows rows = make_world(number, n_areas, n_treated, 1.5, 0);
        const wks_panel panel = panel_of(&rows, &arena);
        const wks_did did = fit_of(&panel, &usual, &arena);
        const wks_did_bootstrap_options options = {WKS_DID_RADEMACHER, 399, number, 0.95};
        assert_int_equal(
            wks_did_aggregate_make(&panel, &did, WKS_DID_SIMPLE, 0.95, &arena, &got, NULL), WKS_OK);
        assert_int_equal(
            wks_did_bootstrap_draw(&panel, got.influence, 1, &options, &arena, &draws, NULL),
            WKS_OK);
        const double far = fabs(got.overall.att - 1.5) / got.overall.se;
        *bootstrap += far <= draws.pointwise[0];
        *normal += far <= 1.959963984540054;
        assert_int_equal(wks_did_bootstrap_draw(&panel, did.influence, did.n_effects, &options,
                                                &arena, &draws, NULL),
                         WKS_OK);
        bool all = true;
        for (size_t k = 0; k < did.n_effects; k++) {
            const double truth = did.effects[k].is_before ? 0 : 1.5;
            all = all && fabs(did.effects[k].att - truth) <= draws.simultaneous * did.effects[k].se;
        }
        *band += all;
        wks_arena_clear(&arena);
    }
}

static void covers_a_known_effect_with_few_clusters(void **state)
{
    (void)state;
    static const size_t sizes[][2] = {{16, 6}, {24, 10}};
    for (size_t i = 0; i < 2; i++) {
        size_t bootstrap = 0;
        size_t normal = 0;
        size_t band = 0;
        count_covered(sizes[i][0], sizes[i][1], &bootstrap, &normal, &band);
        print_message("# %zu areas, %zu treated, of %d: bootstrap %zu, normal %zu, band %zu\n",
                      sizes[i][0], sizes[i][1], N_WORLDS, bootstrap, normal, band);
        assert_true(bootstrap >= 93 * N_WORLDS / 100 && bootstrap <= 97 * N_WORLDS / 100);
        assert_true(band >= 93 * N_WORLDS / 100);
        assert_true(normal < bootstrap);
    }
}

static void gives_the_same_draws_for_the_same_seed(void **state)
{
    (void)state;
    wks_arena arena = effect_arena();
    wks_did_bootstrap first;
    wks_did_bootstrap second;
    const wks_panel_rows rows = make_world(1, 20, 8, 1, 0);
    const wks_panel panel = panel_of(&rows, &arena);
    const wks_did did = fit_of(&panel, &usual, &arena);
    wks_did_bootstrap_options options = {WKS_DID_MAMMEN, 499, 11, 0.95};
    assert_int_equal(wks_did_bootstrap_draw(&panel, did.influence, did.n_effects, &options, &arena,
                                            &first, NULL),
                     WKS_OK);
    assert_int_equal(wks_did_bootstrap_draw(&panel, did.influence, did.n_effects, &options, &arena,
                                            &second, NULL),
                     WKS_OK);
    assert_true(first.simultaneous == second.simultaneous);
    assert_true(first.simultaneous > first.pointwise[0]);
    options.seed = 12;
    assert_int_equal(wks_did_bootstrap_draw(&panel, did.influence, did.n_effects, &options, &arena,
                                            &second, NULL),
                     WKS_OK);
    assert_true(first.simultaneous != second.simultaneous);
    wks_arena_clear(&arena);
}

/* Two areas a cluster that move as one: the error must not shrink for having both. */
static void counts_clusters_and_not_areas(void **state)
{
    (void)state;
    wks_arena arena = effect_arena();
    wks_panel_rows rows = make_world(3, 24, 12, 1, 0);
    for (size_t i = 0; i < rows.n; i++) {
        if (made.unit[i] % 2 == 1) {
            made.y[i] = made.y[i - N_YEARS];
        }
    }
    rows.cluster = made.cluster;
    const wks_panel panel = panel_of(&rows, &arena);
    assert_int_equal(panel.n_clusters, 12);
    const wks_did clustered = fit_of(&panel, &usual, &arena);
    rows.cluster = NULL;
    const wks_panel plain = panel_of(&rows, &arena);
    const wks_did did = fit_of(&plain, &usual, &arena);
    assert_int_equal(clustered.n_treated_clusters, 6);
    for (size_t k = 0; k < did.n_effects; k++) {
        effect_assert_near(clustered.effects[k].se, did.effects[k].se * sqrt(2), 1e-12);
    }
    wks_arena_clear(&arena);
}

/* ---- what is refused ------------------------------------------------------------------------- */

static void refuses_where_areas_already_went_apart(void **state)
{
    (void)state;
    wks_arena arena = effect_arena();
    wks_panel_rows rows = make_world(4, 40, 20, 0, 1.5);
    wks_panel panel = panel_of(&rows, &arena);
    wks_did did = fit_of(&panel, &usual, &arena);
    assert_int_equal(did.refusal, WKS_EFFECT_PRE_TREND);
    assert_true(did.pre_trend.p < 0.1);
    size_t n_refused = 0;
    for (size_t number = 100; number < 300; number++) {
        rows = make_world(number, 30, 12, 2, 0);
        panel = panel_of(&rows, &arena);
        did = fit_of(&panel, &usual, &arena);
        n_refused += did.refusal == WKS_EFFECT_PRE_TREND;
    }
    /* a test at 0.1 on 30 clusters */
    print_message("# refused without reason: %zu of 200\n", n_refused);
    assert_true(n_refused >= 8 && n_refused <= 34);
    wks_arena_clear(&arena);
}

static void refuses_one_area_none_and_no_control(void **state)
{
    (void)state;
    wks_arena arena = effect_arena();
    wks_panel_rows rows = make_world(5, 12, 1, 1, 0);
    wks_panel panel = panel_of(&rows, &arena);
    wks_did did = fit_of(&panel, &usual, &arena);
    assert_int_equal(did.refusal, WKS_EFFECT_ONE_TREATED);
    for (size_t k = 0; k < did.n_effects; k++) {
        assert_int_equal(did.effects[k].status, WKS_DID_FEW);
        assert_true(isfinite(did.effects[k].att) && isnan(did.effects[k].se));
    }
    wks_did_aggregate simple;
    assert_int_equal(
        wks_did_aggregate_make(&panel, &did, WKS_DID_SIMPLE, 0.95, &arena, &simple, NULL), WKS_OK);
    assert_true(isfinite(simple.overall.att) && isnan(simple.overall.se));
    rows = make_world(5, 12, 0, 1, 0);
    panel = panel_of(&rows, &arena);
    assert_int_equal(fit_of(&panel, &usual, &arena).refusal, WKS_EFFECT_NO_TREATED);
    rows = make_world(5, 12, 12, 1, 0);
    panel = panel_of(&rows, &arena);
    assert_int_equal(fit_of(&panel, &usual, &arena).refusal, WKS_EFFECT_NO_CONTROL);
    /* all in one cluster */
    rows = make_world(5, 12, 2, 1, 0);
    rows.cluster = made.cluster;
    panel = panel_of(&rows, &arena);
    assert_int_equal(fit_of(&panel, &usual, &arena).refusal, WKS_EFFECT_ONE_TREATED);
    wks_arena_clear(&arena);
}

static void compares_with_areas_that_begin_later(void **state)
{
    (void)state;
    wks_arena arena = effect_arena();
    const wks_panel_rows rows = make_world(6, 20, 20, 1, 0);
    for (size_t i = 0; i < rows.n; i++) {
        made.group[i] = made.unit[i] < 10 ? 4 : 6;
    }
    const wks_panel panel = panel_of(&rows, &arena);
    wks_did_options options = usual;
    assert_int_equal(fit_of(&panel, &options, &arena).refusal, WKS_EFFECT_NO_CONTROL);
    options.control = WKS_DID_NOT_YET;
    const wks_did did = fit_of(&panel, &options, &arena);
    assert_int_equal(did.n_effects, 10);
    for (size_t k = 0; k < did.n_effects; k++) {
        const wks_did_effect *effect = &did.effects[k];
        /* group 4 has controls up to year 5, group 6 those of group 4 up to year 3 */
        const double last = panel.time[effect->time];
        const bool has_control = panel.time[effect->group] == 4 ? last < 6 : last < 4;
        assert_int_equal(effect->status, has_control ? WKS_DID_OK : WKS_DID_NO_CONTROL);
        assert_int_equal(effect->n_control, has_control ? 10 : 0);
    }
    wks_arena_clear(&arena);
}

static void leaves_incomplete_areas_out_or_uses_what_they_have(void **state)
{
    (void)state;
    wks_arena arena = effect_arena();
    wks_panel panel;
    const wks_panel_rows rows = make_world(7, 20, 8, 1, 0);
    made.y[3 * N_YEARS + 1] = NAN; /* area 3, year 2 */
    panel = panel_of(&rows, &arena);
    assert_int_equal(panel.n_units, 19);
    assert_int_equal(panel.n_incomplete, 1);
    assert_int_equal(panel.incomplete_unit, 3);
    const wks_did without = fit_of(&panel, &usual, &arena);
    assert_int_equal(without.effects[2].n_treated, 7);
    assert_int_equal(
        wks_panel_make(&rows, &(wks_panel_options){.keep_incomplete = true}, &arena, &panel, NULL),
        WKS_OK);
    assert_int_equal(panel.n_units, 20);
    const wks_did with = fit_of(&panel, &usual, &arena);
    for (size_t k = 0; k < with.n_effects; k++) {
        const bool touches = with.effects[k].time == 1 || with.effects[k].base == 1;
        assert_int_equal(with.effects[k].n_treated, touches ? 7 : 8);
        assert_true(with.effects[k].status == WKS_DID_OK);
        if (touches) {
            effect_assert_near(with.effects[k].att, without.effects[k].att, 1e-12);
            effect_assert_near(with.effects[k].se, without.effects[k].se, 1e-12);
        }
    }
    wks_arena_clear(&arena);
}

static void names_a_row_that_is_wrong(void **state)
{
    (void)state;
    wks_arena arena = effect_arena();
    wks_panel panel;
    wks_error err = {0};
    const wks_panel_options options = {.keep_incomplete = false};
    wks_panel_rows rows = make_world(8, 10, 4, 1, 0);
    made.time[7] = 1; /* area 1 twice in year 1: rows 7 and 8 */
    assert_int_equal(wks_panel_make(&rows, &options, &arena, &panel, &err), WKS_E_ARGUMENT);
    assert_non_null(strstr(err.text, "row 8") != NULL ? err.text : NULL);
    rows = make_world(8, 10, 4, 1, 0);
    made.group[13] = 5; /* area 2 begins in 4 in its other rows */
    assert_int_equal(wks_panel_make(&rows, &options, &arena, &panel, &err), WKS_E_ARGUMENT);
    assert_non_null(strstr(err.text, "row 14"));
    rows = make_world(8, 10, 4, 1, 0);
    made.time[30] = NAN;
    assert_int_equal(wks_panel_make(&rows, &options, &arena, &panel, &err), WKS_E_ARGUMENT);
    assert_non_null(strstr(err.text, "row 31"));
    /* there from the first year: no before */
    rows = make_world(8, 10, 4, 1, 0);
    for (size_t i = 0; i < N_YEARS; i++) {
        made.group[i] = 1;
    }
    panel = panel_of(&rows, &arena);
    assert_int_equal(panel.n_always, 1);
    assert_int_equal(panel.n_units, 9);
    wks_arena_clear(&arena);
}

static void refuses_covariates_that_tell_the_sides_apart(void **state)
{
    (void)state;
    wks_arena arena = effect_arena();
    static double x[MOST_AREAS * N_YEARS];
    wks_panel_rows rows = make_world(9, 20, 8, 1, 0);
    for (size_t i = 0; i < rows.n; i++) {
        x[i] = made.unit[i] < 8 ? 100 + (double)made.unit[i] : (double)made.unit[i];
    }
    rows.x = x;
    rows.n_x = 1;
    wks_panel panel = panel_of(&rows, &arena);
    wks_did did = fit_of(&panel, &usual, &arena);
    for (size_t k = 0; k < did.n_effects; k++) {
        assert_int_equal(did.effects[k].status, WKS_DID_NOT_FITTED);
        assert_int_equal(did.effects[k].model_status, WKS_GLM_SEPARATED);
    }
    for (size_t i = 0; i < rows.n; i++) {
        x[i] = 3; /* the constant again */
    }
    panel = panel_of(&rows, &arena);
    did = fit_of(&panel, &usual, &arena);
    assert_int_equal(did.effects[0].model_status, WKS_GLM_COLLINEAR);
    wks_did_aggregate simple;
    assert_int_equal(
        wks_did_aggregate_make(&panel, &did, WKS_DID_SIMPLE, 0.95, &arena, &simple, NULL), WKS_OK);
    assert_int_equal(simple.overall.n_missing, 3);
    assert_true(isnan(simple.overall.att));
    wks_arena_clear(&arena);
}

static void says_when_memory_is_gone(void **state)
{
    (void)state;
    const wks_panel_rows rows = make_world(10, 12, 5, 1, 0);
    const wks_panel_options keep = {.keep_incomplete = false};
    for (size_t n = 1;; n++) {
        wks_arena arena = effect_arena();
        wks_panel panel;
        wks_did did;
        wks_did_aggregate dynamic;
        wks_arena_fail_after(n);
        wks_code code = wks_panel_make(&rows, &keep, &arena, &panel, NULL);
        if (code == WKS_OK) {
            code = wks_difference_in_differences_fit(&panel, &usual, &arena, &did, NULL);
        }
        if (code == WKS_OK) {
            code =
                wks_did_aggregate_make(&panel, &did, WKS_DID_DYNAMIC, 0.95, &arena, &dynamic, NULL);
        }
        wks_arena_fail_after(0);
        wks_arena_clear(&arena);
        if (code == WKS_OK) {
            assert_true(n > 20);
            break;
        }
        assert_int_equal(code, WKS_E_MEMORY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_effects_and_errors_of_the_minimum_wage),
        cmocka_unit_test(brings_the_effects_together_as_published),
        cmocka_unit_test(allows_for_covariates),
        cmocka_unit_test(holds_periods_before_against_one_base),
        cmocka_unit_test(gives_the_two_by_two_of_2007),
        cmocka_unit_test(covers_a_known_effect_with_few_clusters),
        cmocka_unit_test(gives_the_same_draws_for_the_same_seed),
        cmocka_unit_test(counts_clusters_and_not_areas),
        cmocka_unit_test(refuses_where_areas_already_went_apart),
        cmocka_unit_test(refuses_one_area_none_and_no_control),
        cmocka_unit_test(compares_with_areas_that_begin_later),
        cmocka_unit_test(leaves_incomplete_areas_out_or_uses_what_they_have),
        cmocka_unit_test(names_a_row_that_is_wrong),
        cmocka_unit_test(refuses_covariates_that_tell_the_sides_apart),
        cmocka_unit_test(says_when_memory_is_gone),
    };
    return cmocka_run_group_tests_name("private/method/difference_in_differences", tests, NULL,
                                       NULL);
}
