/* The funnels of PHEindicatormethods 2.1.0 (UK Health Security Agency: tests/testthat/testFunnels.R
 * and its sysdata), and the spread beyond chance by hand and by simulation.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "math/random.h"
#include "private/method/funnel.h"
#include "private/method/funnel_spread.h"

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
    MOST = 400
};

typedef struct areas {
    double count[MOST], denominator[MOST], rate[MOST];
    wks_funnel_data data;
    wks_funnel out;
    wks_arena arena;
} areas;

static void make(areas *of)
{
    wks_error err = {0};
    wks_arena_init(&of->arena, 0);
    of->data.count = of->count;
    const wks_code code = wks_funnel_make(&of->data, &of->arena, &of->out, &err);
    if (code != WKS_OK) {
        fail_msg("%s", err.text);
    }
}

/* Printed to 6 decimals or 10 digits. */
static void close_to(double got, double expected, const char *what)
{
    assert_close(got, expected, fmax(5.1e-7, 1e-7 * fabs(expected)), what);
}

static void read_proportions(double below, areas *out)
{
    reference_table *table = reference_open("phe/sysdata_test_funnel_inputs.csv");
    *out = (areas){.data = {.kind = WKS_FUNNEL_PROPORTION,
                            .denominator = out->denominator,
                            .multiplier = 100,
                            .years = 1}};
    for (size_t i = 0; i < table->n_rows; i++) {
        const double denominator = reference_number(table, i, "denominator");
        if (denominator < below) {
            out->count[out->data.n_areas] = reference_number(table, i, "numerator");
            out->denominator[out->data.n_areas++] = denominator;
        }
    }
    reference_close(table);
}

static void gives_the_limits_of_proportions(void **state)
{
    (void)state;
    static const char *const names[] = {"phe/sysdata_test_funnel_outputs.csv",
                                        "phe/sysdata_test_funnel_outputs_axis_variation.csv"};
    static const double below[] = {1e9, 31000};
    for (size_t k = 0; k < 2; k++) {
        areas of;
        read_proportions(below[k], &of);
        make(&of);
        reference_table *table = reference_open(names[k]);
        assert_int_equal(table->n_rows, WKS_FUNNEL_N_POINTS);
        for (size_t i = 0; i < table->n_rows; i++) {
            const wks_funnel_point *got = &of.out.points[i];
            assert_true(got->at == reference_number(table, i, "Population"));
            close_to(got->lower_95, reference_number(table, i, "lower_2s_limit"), "lower 95");
            close_to(got->upper_95, reference_number(table, i, "upper_2s_limit"), "upper 95");
            close_to(got->lower_998, reference_number(table, i, "lower_3s_limit"), "lower 99.8");
            close_to(got->upper_998, reference_number(table, i, "upper_3s_limit"), "upper 99.8");
            close_to(of.out.baseline, reference_number(table, i, "baseline"), "baseline");
        }
        reference_close(table);
        wks_arena_clear(&of.arena);
    }
}

static void gives_the_labels_of_proportions(void **state)
{
    (void)state;
    areas of;
    read_proportions(1e9, &of);
    make(&of);
    reference_table *table = reference_open("phe/sysdata_test_funnel_inputs.csv");
    assert_int_equal(table->n_rows, of.data.n_areas);
    for (size_t i = 0; i < table->n_rows; i++) {
        assert_string_equal(wks_funnel_label_name(of.out.areas[i].label),
                            reference_text(table, i, "significance"));
    }
    reference_close(table);
    wks_arena_clear(&of.arena);
}

/* ---- rates ------------------------------------------------------------------------------------
 */

/* The area with most events gets `instead` of them. */
static void read_rates(wks_funnel_kind kind, double instead, areas *out)
{
    reference_table *table = reference_open("phe/sysdata_test_funnel_rate_funnels_input.csv");
    size_t most = 0;
    *out = (areas){.data = {.kind = kind,
                            .n_areas = table->n_rows,
                            .rate = out->rate,
                            .multiplier = 1e5,
                            .years = 3,
                            .as_bisected = true}};
    for (size_t i = 0; i < table->n_rows; i++) {
        out->count[i] = reference_number(table, i, "ev");
        out->rate[i] = reference_number(table, i, "rate");
        out->denominator[i] = 1e5 * out->count[i] / out->rate[i];
        most = out->count[i] > out->count[most] ? i : most;
    }
    if (!isnan(instead)) {
        out->count[most] = instead;
        out->rate[most] = instead == 0 ? 0 : out->rate[most];
    }
    reference_close(table);
}

static void compare_rate_curve(const char *name, const areas *of)
{
    reference_table *table = reference_open(name);
    assert_int_equal(table->n_rows, WKS_FUNNEL_N_POINTS);
    for (size_t i = 0; i < table->n_rows; i++) {
        const wks_funnel_point *got = &of->out.points[i];

        const struct {
            const char *column;
            double value;
        } fields[] = {
            {"Events", got->at},
            {"lower_2s_population_1_year", got->at_lower_95},
            {"lower_2s_limit", got->lower_95},
            {"upper_2s_population_1_year", got->at_upper_95},
            {"upper_2s_limit", got->upper_95},
            {"lower_3s_population_1_year", got->at_lower_998},
            {"lower_3s_limit", got->lower_998},
            {"upper_3s_population_1_year", got->at_upper_998},
            {"upper_3s_limit", got->upper_998},
            {"baseline", of->out.baseline},
        };

        for (size_t k = 0; k < sizeof fields / sizeof fields[0]; k++) {
            close_to(fields[k].value, reference_number(table, i, fields[k].column),
                     fields[k].column);
        }
    }
    reference_close(table);
}

static void gives_the_limits_of_rates(void **state)
{
    (void)state;
    areas of;
    read_rates(WKS_FUNNEL_DSR, NAN, &of);
    make(&of);
    compare_rate_curve("phe/sysdata_test_funnel_rate_funnels.csv", &of);
    wks_arena_clear(&of.arena);
    read_rates(WKS_FUNNEL_RATE, 5, &of);
    make(&of);
    compare_rate_curve("phe/sysdata_test_funnel_rate_funnels_2.csv", &of);
    wks_arena_clear(&of.arena);
    /* one area of zero with its population, and only those above half the largest */
    read_rates(WKS_FUNNEL_RATE, 0, &of);
    double most = 0;
    size_t n = 0;
    for (size_t i = 0; i < of.data.n_areas; i++) {
        most = fmax(most, of.denominator[i]);
    }
    for (size_t i = 0; i < of.data.n_areas; i++) {
        if (of.denominator[i] > most / 2) {
            of.count[n] = of.count[i];
            of.rate[n] = of.rate[i];
            of.denominator[n++] = of.denominator[i];
        }
    }
    of.data.n_areas = n;
    of.data.denominator = of.denominator;
    make(&of);
    compare_rate_curve("phe/sysdata_test_funnel_rate_funnels_3.csv", &of);
    wks_arena_clear(&of.arena);
}

/* Without the halving the limits are exact, and differ from Fingertips' by what the halving leaves:
 * half a cell of 2^-23 in events / (1 + events + expected). */
static void is_exact_unless_asked_to_halve(void **state)
{
    (void)state;
    areas of;
    read_rates(WKS_FUNNEL_DSR, NAN, &of);
    of.data.as_bisected = false;
    make(&of);
    areas halved;
    read_rates(WKS_FUNNEL_DSR, NAN, &halved);
    make(&halved);
    for (size_t i = 0; i < WKS_FUNNEL_N_POINTS; i++) {
        const wks_funnel_point *exact = &of.out.points[i];
        const wks_funnel_point *rough = &halved.out.points[i];
        assert_true(exact->at == rough->at);
        assert_close(rough->lower_95, exact->lower_95, 2e-5 * exact->lower_95, "lower");
        assert_close(rough->upper_998, exact->upper_998, 2e-4 * exact->upper_998, "upper");
    }
    /* one event: qgamma(0.975, 2) = 5.571643390938, qgamma(0.025, 1) = 0.02531780798429 in R */
    const double baseline = of.out.baseline / 1e5;
    assert_close(of.out.points[0].at_lower_95 * 3 * baseline, 5.571643390938, 1e-11, "exact");
    assert_close(of.out.points[0].at_upper_95 * 3 * baseline, 0.02531780798429, 1e-13, "exact");
    wks_arena_clear(&of.arena);
    wks_arena_clear(&halved.arena);
}

static void gives_the_labels_of_rates(void **state)
{
    (void)state;

    static const struct {
        const char *expected;
        const char *rate;
        double multiplier;
        wks_funnel_kind kind;
        bool with_zero;
    } cases[] = {
        {"dsr_per_100000_with_0", "rate_dsr", 1e5, WKS_FUNNEL_DSR, true},
        {"dsr_per_100000_without_0", "rate_dsr", 1e5, WKS_FUNNEL_DSR, false},
        {"dsr_per_100_without_0", "rate_dsr", 100, WKS_FUNNEL_DSR, false},
        {"crude_per_100000_with_0", "rate_crude_per_100000", 1e5, WKS_FUNNEL_RATE, true},
        {"crude_per_100_with_0", "rate_crude_per_100", 100, WKS_FUNNEL_RATE, true},
        {"crude_per_100000_without_0", "rate_crude_per_100000", 1e5, WKS_FUNNEL_RATE, false},
        {"crude_per_100_without_0", "rate_crude_per_100", 100, WKS_FUNNEL_RATE, false},
    };

    reference_table *table = reference_open("phe/sysdata_test_funnel_rate_inputs.csv");
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        areas of = {.data = {.kind = cases[k].kind,
                             .denominator = of.denominator,
                             .rate = of.rate,
                             .multiplier = cases[k].multiplier,
                             .years = 1}};
        for (size_t i = 0; i < table->n_rows; i++) {
            const double count = reference_number(table, i, "count");
            if (count > 0 || cases[k].with_zero) {
                of.count[of.data.n_areas] = count;
                of.denominator[of.data.n_areas] = reference_number(table, i, "pop");
                of.rate[of.data.n_areas++] = reference_number(table, i, cases[k].rate);
            }
        }
        make(&of);
        for (size_t i = 0; i < of.data.n_areas; i++) {
            assert_string_equal(wks_funnel_label_name(of.out.areas[i].label),
                                reference_text(table, i, cases[k].expected));
        }
        wks_arena_clear(&of.arena);
    }
    reference_close(table);
}

/* calculate_funnel_points: the rate and the population of a year to draw an area at. */
static void gives_the_points_of_rates(void **state)
{
    (void)state;
    reference_table *table = reference_open("phe/sysdata_test_funnel_rate_funnels_input.csv");

    static const struct {
        wks_funnel_kind kind;
        double instead, years;
        const char *rate, *denominator;
    } cases[] = {
        {WKS_FUNNEL_DSR, 5, 3, "rate_chart", "denominator_derived"},
        {WKS_FUNNEL_RATE, NAN, 3, "rate_chart_crude", "denominator_derived_crude"},
        {WKS_FUNNEL_RATE, 0, 5, "rate_chart_crude_with_denom",
         "denominator_derived_crude_with_denom"},
    };

    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        areas of;
        read_rates(cases[k].kind, cases[k].instead, &of);
        of.data.years = cases[k].years;
        for (size_t i = 0; i < table->n_rows; i++) {
            of.denominator[i] = reference_number(table, i, "pop");
        }
        of.data.denominator = of.denominator;
        make(&of);
        for (size_t i = 0; i < table->n_rows; i++) {
            const double value = reference_number(table, i, cases[k].rate);
            /* theirs keeps the rate that the invented zero no longer has */
            if (of.count[i] > 0) {
                close_to(of.out.areas[i].value, value, cases[k].rate);
            }
            close_to(of.out.areas[i].denominator, reference_number(table, i, cases[k].denominator),
                     cases[k].denominator);
        }
        wks_arena_clear(&of.arena);
    }
    reference_close(table);
}

/* First and last row of testdata_funnel_ratio_outputs.csv; the largest and the smallest expected
 * number of its 303 areas set the axis. */
static void gives_the_limits_of_ratios(void **state)
{
    (void)state;
    areas of = {.count = {893, 6, 0},
                .denominator = {706.7669173, 4.293052052, 240.6273499},
                .data = {.kind = WKS_FUNNEL_RATIO,
                         .n_areas = 3,
                         .denominator = of.denominator,
                         .multiplier = 100,
                         .years = 1,
                         .as_bisected = true}};
    make(&of);
    static const double rows[][9] = {{1, 5.571644585, 17.94802207, 0.025317898, 3949.774946,
                                      9.233410143, 10.83023482, 0.001000547, 99945.32721},
                                     {716, 770.4222128, 92.93605352, 664.5083011, 107.7488421,
                                      802.60414, 89.20960712, 636.1521174, 112.5516964}};
    for (size_t k = 0; k < 2; k++) {
        const wks_funnel_point *got = &of.out.points[k * (WKS_FUNNEL_N_POINTS - 1)];
        const double fields[] = {got->at,          got->at_lower_95,  got->lower_95,
                                 got->at_upper_95, got->upper_95,     got->at_lower_998,
                                 got->lower_998,   got->at_upper_998, got->upper_998};
        for (size_t i = 0; i < 9; i++) {
            /* 0.001000547 has seven digits */
            assert_close(fields[i], rows[k][i], 6e-7 * rows[k][i], "ratio");
        }
    }
    assert_true(of.out.baseline == 100);
    assert_int_equal(of.out.areas[0].label, WKS_FUNNEL_HIGH_998);
    assert_int_equal(of.out.areas[1].label, WKS_FUNNEL_NOT_SIGNIFICANT);
    assert_int_equal(of.out.areas[2].label, WKS_FUNNEL_LOW_998);
    wks_arena_clear(&of.arena);
}

/* ---- spread -----------------------------------------------------------------------------------
 */

/* By hand: z is 2, -2, 0, 0. */
static void measures_spread_as_by_hand(void **state)
{
    (void)state;
    areas of = {.count = {16, 4, 9, 9},
                .denominator = {9, 9, 9, 9},
                .data = {.kind = WKS_FUNNEL_RATIO,
                         .n_areas = 4,
                         .denominator = of.denominator,
                         .multiplier = 1,
                         .years = 1}};
    wks_funnel_spread spread;
    wks_error err = {0};
    make(&of);
    /* 16 expected for 9: root is 4/3 */
    assert_int_equal(wks_funnel_spread_find(&of.data, &of.out, 0, &of.arena, &spread, &err),
                     WKS_OK);
    assert_close(spread.z[0], 2, 1e-12, "z");
    assert_close(spread.z[1], -2, 1e-12, "z");
    assert_close(spread.phi, 2, 1e-12, "phi");
    assert_close(spread.tau_squared, 5.0 / 108, 1e-12, "tau squared");
    assert_false(spread.is_overdispersed); /* 2 is not above 1 + 2 sqrt(2 / 4) */
    assert_true(spread.factor == 1);
    assert_int_equal(wks_funnel_spread_label(&spread, WKS_FUNNEL_CHANCE, 0), WKS_FUNNEL_HIGH_95);
    assert_int_equal(wks_funnel_spread_label(&spread, WKS_FUNNEL_CHANCE, 1), WKS_FUNNEL_LOW_95);
    assert_int_equal(wks_funnel_spread_label(&spread, WKS_FUNNEL_RANDOM, 0),
                     WKS_FUNNEL_NOT_SIGNIFICANT);
    /* (1 + 2 sqrt(1/36 + 5/108))^2 */
    const double root = 1 + 2 * sqrt(1.0 / 36 + 5.0 / 108);
    assert_close(wks_funnel_spread_limit(&of.data, &of.out, &spread, WKS_FUNNEL_RANDOM, 9, 2),
                 root * root, 1e-12, "limit");
    assert_close(wks_funnel_spread_limit(&of.data, &of.out, &spread, WKS_FUNNEL_CHANCE, 9, 2),
                 16.0 / 9, 1e-12, "limit");
    /* quartiles pulled in to -0.5 and 0.5 */
    assert_int_equal(wks_funnel_spread_find(&of.data, &of.out, 0.25, &of.arena, &spread, &err),
                     WKS_OK);
    assert_close(spread.phi, 0.125, 1e-12, "phi");
    assert_true(spread.tau_squared == 0);
    wks_arena_clear(&of.arena);
}

/* 300 areas whose true proportions vary with this deviation on the scale of the method. */
static void draw_world(double deviation, uint64_t stream, areas *out)
{
    wks_random random = wks_random_start(2005, stream);
    *out = (areas){.data = {.kind = WKS_FUNNEL_PROPORTION,
                            .n_areas = 300,
                            .denominator = out->denominator,
                            .multiplier = 100,
                            .years = 1}};
    for (size_t i = 0; i < 300; i++) {
        const double root = sin(0.5 + deviation * wks_random_normal(&random));
        out->denominator[i] = (double)(200 + wks_random_below(&random, 4000));
        out->count[i] = wks_random_binomial(&random, (size_t)out->denominator[i], root * root);
    }
}

static size_t count_flags(const wks_funnel_spread *spread, wks_funnel_model model)
{
    size_t n = 0;
    for (size_t i = 0; i < 300; i++) {
        n += wks_funnel_spread_label(spread, model, i) != WKS_FUNNEL_NOT_SIGNIFICANT;
    }
    return n;
}

static void finds_the_spread_that_was_put_in(void **state)
{
    (void)state;
    static const double deviations[] = {0, 0.03, 0.06};
    for (size_t k = 0; k < 3; k++) {
        double tau_squared = 0;
        size_t chance = 0;
        size_t random = 0;

        enum {
            WORLDS = 20
        };

        for (uint64_t w = 0; w < WORLDS; w++) {
            areas of;
            wks_funnel_spread spread;
            wks_error err = {0};
            draw_world(deviations[k], w, &of);
            make(&of);
            assert_int_equal(wks_funnel_spread_find(&of.data, &of.out, 0, &of.arena, &spread, &err),
                             WKS_OK);
            tau_squared += spread.tau_squared / WORLDS;
            chance += count_flags(&spread, WKS_FUNNEL_CHANCE);
            random += count_flags(&spread, WKS_FUNNEL_RANDOM);
            assert_int_equal(spread.is_overdispersed, k > 0);
            wks_arena_clear(&of.arena);
        }
        /* one world's deviation of tau squared is about a tenth of it */
        assert_close(sqrt(tau_squared), deviations[k], k == 0 ? 0.005 : 0.05 * deviations[k],
                     "tau");
        const double share = (double)random / (300 * WORLDS);
        assert_true(share > 0.03 && share < 0.07); /* 5 %, the binomial's grain aside */
        assert_true(k == 0 ? chance < 450 : chance > 2 * random);
    }
}

/* ---- bad input --------------------------------------------------------------------------------
 */

static void refuses_what_is_no_funnel(void **state)
{
    (void)state;
    static const double fine[3] = {10, 20, 30};
    static const double people[3] = {100, 200, 300};
    static const double few[3] = {100, 15, 300};
    static const double bad[][3] = {{1, -1, 1}, {1, NAN, 1}, {1, INFINITY, 1}};
    static const double zero[3] = {1, 0, 1};
    static const double zeros[3] = {0};
    const wks_funnel_data good = {.kind = WKS_FUNNEL_PROPORTION,
                                  .n_areas = 3,
                                  .count = fine,
                                  .denominator = people,
                                  .multiplier = 100,
                                  .years = 1};

    struct {
        wks_funnel_data data;
        wks_code code;
        bool names_two;
    } cases[20];

    size_t n = 0;
    for (size_t i = 0; i < 3; i++) {
        cases[n].data = good;
        cases[n].data.count = bad[i];
        cases[n].code = WKS_E_ARGUMENT;
        cases[n++].names_two = true;
        cases[n].data = good;
        cases[n].data.denominator = i == 0 ? zero : bad[i];
        cases[n].data.kind = WKS_FUNNEL_RATIO;
        cases[n].code = WKS_E_ARGUMENT;
        cases[n++].names_two = true;
    }
    const wks_funnel_data others[] = {
        {3, fine, few, NULL, 100, 1, WKS_FUNNEL_PROPORTION, false}, /* 20 of 15 */
        {3, zero, NULL, people, 100, 1, WKS_FUNNEL_RATE, false},    /* zero without population */
        {3, fine, people, zero, 100, 1, WKS_FUNNEL_RATE, false},    /* events and a rate of 0 */
        {3, fine, people, NULL, 100, 1, WKS_FUNNEL_DSR, false},
        {3, fine, NULL, NULL, 100, 1, WKS_FUNNEL_RATE, false},
        {3, fine, NULL, NULL, 100, 1, WKS_FUNNEL_RATIO, false},
        {0, fine, people, NULL, 100, 1, WKS_FUNNEL_RATIO, false},
        {3, fine, people, NULL, 0, 1, WKS_FUNNEL_RATIO, false},
        {3, fine, people, NULL, 1, 0, WKS_FUNNEL_RATIO, false},
    };
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        cases[n].data = others[i];
        cases[n].code = WKS_E_ARGUMENT;
        cases[n++].names_two = i < 3;
    }
    cases[n].data = good;
    cases[n].data.count = zeros;
    cases[n].code = WKS_E_NUMERIC;
    cases[n++].names_two = false;
    cases[n].data = good;
    cases[n].data.count = people; /* everybody */
    cases[n].code = WKS_E_NUMERIC;
    cases[n++].names_two = false;
    for (size_t i = 0; i < n; i++) {
        wks_arena arena = {0};
        wks_error err = {0};
        wks_funnel out;
        wks_arena_init(&arena, 0);
        assert_int_equal(wks_funnel_make(&cases[i].data, &arena, &out, &err), cases[i].code);
        assert_true(strlen(err.text) > 10);
        assert_true(!cases[i].names_two || strstr(err.text, "2") != NULL);
        wks_arena_clear(&arena);
    }
}

/* Everything finite on thin, empty and enormous areas. */
static void has_limits_wherever_areas_are_thin(void **state)
{
    (void)state;
    static const wks_funnel_kind kinds[] = {WKS_FUNNEL_PROPORTION, WKS_FUNNEL_RATIO,
                                            WKS_FUNNEL_RATE};
    for (size_t k = 0; k < 3; k++) {
        areas of = {.count = {0, 1, 0.5, 12, 1e8},
                    .denominator = {1e-3, 1, 0.5, 1e6, 1e9},
                    .data = {.kind = kinds[k],
                             .n_areas = 5,
                             .denominator = of.denominator,
                             .multiplier = 1,
                             .years = 1}};
        wks_funnel_spread spread;
        wks_error err = {0};
        make(&of);
        assert_int_equal(wks_funnel_spread_find(&of.data, &of.out, 0.1, &of.arena, &spread, &err),
                         WKS_OK);
        for (size_t i = 0; i < 5; i++) {
            assert_true(isfinite(of.out.areas[i].value) && isfinite(spread.z[i]));
        }
        for (size_t i = 0; i < WKS_FUNNEL_N_POINTS; i++) {
            const wks_funnel_point *got = &of.out.points[i];
            assert_true(isfinite(got->lower_998) && isfinite(got->upper_998));
            assert_true(got->lower_998 <= got->lower_95 && got->lower_95 < got->upper_95);
            assert_true(got->upper_95 <= got->upper_998 && got->lower_998 >= 0);
        }
        wks_arena_clear(&of.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_limits_of_proportions),
        cmocka_unit_test(gives_the_labels_of_proportions),
        cmocka_unit_test(gives_the_limits_of_rates),
        cmocka_unit_test(is_exact_unless_asked_to_halve),
        cmocka_unit_test(gives_the_labels_of_rates),
        cmocka_unit_test(gives_the_points_of_rates),
        cmocka_unit_test(gives_the_limits_of_ratios),
        cmocka_unit_test(measures_spread_as_by_hand),
        cmocka_unit_test(finds_the_spread_that_was_put_in),
        cmocka_unit_test(refuses_what_is_no_funnel),
        cmocka_unit_test(has_limits_wherever_areas_are_thin),
    };
    return cmocka_run_group_tests_name("private/method/funnel", tests, NULL, NULL);
}
