/* Stage B of the mismatch beside stage A, on invented regions whose truth is alike among neighbours
 * or not: `test_mismatch_shared long`, 20 regions a design.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "mismatch_world.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    N = WKS_WORLD_AREAS
};

static size_t n_regions = 2;
static bool is_long;

static void assert_ok(wks_code code, const wks_error *err)
{
    if (code != WKS_OK) {
        fail_msg("%s", err->text);
    }
}

/* ---- many regions ---------------------------------------------------------------------------- */

/* Of one model over all regions. */
typedef struct score {
    double precision; /* of as many areas as the residual rule flags, mean over regions */
    double n_sure, sure_p, sure_hits; /* areas with p > .6 */
    double strong, strong_hits;       /* p at least .8: a region, and of all */
    double covered_need, covered_gap; /* shares of 95 % intervals that hold the truth */
    double seconds;                   /* CPU a region */
} score;

typedef struct scores {
    double residual; /* precision of the residual rule */
    score a, b;
} scores;

static void add_result(const wks_world *w, const wks_mismatch_result *result, size_t n, score *s)
{
    const double share = 1 / (double)n_regions;
    s->precision += n > 0 ? share * wks_world_precision(w, result->areas, n) : 0;
    for (size_t i = 0; i < N; i++) {
        const wks_mismatch_area *area = &result->areas[i];
        const double gap = exp(w->gap[i]);
        s->sure_p += area->probability > 0.6 ? area->probability : 0;
        s->sure_hits += area->probability > 0.6 && w->is_mismatch[i];
        s->n_sure += area->probability > 0.6;
        s->strong += share * (area->probability >= 0.8);
        s->strong_hits += share * (area->probability >= 0.8 && w->is_mismatch[i]);
        s->covered_need +=
            share / N * (w->truth[i] >= area->need_lower && w->truth[i] <= area->need_upper);
        s->covered_gap += share / N * (gap >= area->ratio_lower && gap <= area->ratio_upper);
    }
}

static void run_region(const wks_world_design *design, uint64_t number, scores *s)
{
    static wks_world w;
    wks_arena arena;
    wks_neighbours graph;
    wks_mismatch_fit a;
    wks_mismatch_shared b;
    wks_error err = {0};
    bool is_flagged[N];
    double hits = 0;
    wks_arena_init(&arena, 0);
    wks_world_make(&w, design, number);
    assert_ok(wks_world_neighbours(&arena, &graph, &err), &err);
    wks_mismatch_data data = wks_world_data(&w);
    const wks_mismatch_options options = wks_world_options(number);
    data.neighbours = &graph;
    const size_t n = wks_world_residual_rule(&w, is_flagged);
    for (size_t i = 0; i < N; i++) {
        hits += is_flagged[i] && w.is_mismatch[i];
    }
    s->residual += n > 0 ? hits / (double)n / (double)n_regions : 0;
    const clock_t begin = clock();
    assert_ok(wks_mismatch_fit_areas(&data, &options, &arena, &a, &err), &err);
    const clock_t middle = clock();
    assert_ok(wks_mismatch_shared_fit(&data, &options, &arena, &b, &err), &err);
    const double unit = (double)n_regions * CLOCKS_PER_SEC;
    s->a.seconds += (double)(middle - begin) / unit;
    s->b.seconds += (double)(clock() - middle) / unit;
    add_result(&w, &a.result, n, &s->a);
    add_result(&w, &b.result, n, &s->b);
    wks_arena_clear(&arena);
}

static void tell(const char *name, const score *s)
{
    const double n_sure = fmax(s->n_sure, 1);
    print_message("#   %s: precision %.3f; %g areas with p > .6: mean p %.3f, true %.3f; p >= .8: "
                  "%.2f a region, %.2f true; 95 %% intervals hold need %.3f, gap %.3f; %.2f s\n",
                  name, s->precision, s->n_sure, s->sure_p / n_sure, s->sure_hits / n_sure,
                  s->strong, s->strong_hits, s->covered_need, s->covered_gap, s->seconds);
}

static scores simulate(const wks_world_design *design)
{
    scores s = {0};
    for (size_t k = 0; k < n_regions; k++) {
        run_region(design, k, &s);
    }
    print_message("# %zu regions, %g respondents, gap %g, spatial share %g: residual rule %.3f\n",
                  n_regions, design->respondents, design->gap_deviation, design->spatial_share,
                  s.residual);
    tell("A", &s.a);
    tell("B", &s.b);
    return s;
}

/* Probabilities that hold, and intervals as good as those of stage A.  With one survey the sampling
 * variances that both are given are themselves estimates from some 60 respondents, and both cover
 * less than they say. */
static void assert_sound(const scores *s, bool has_registers)
{
    /* the bar of E1, and two standard errors of so many areas, of which some 0.7 are true */
    const double slack = 0.08 * s->b.n_sure + 2 * sqrt(0.21 * fmax(s->b.n_sure, 1));
    assert_true(fabs(s->b.sure_p - s->b.sure_hits) <= slack);
    assert_true(s->b.covered_need >= s->a.covered_need - 0.03);
    assert_true(s->b.covered_gap >= s->a.covered_gap - 0.05);
    if (has_registers) {
        assert_true(fabs(s->b.covered_need - 0.95) <= (is_long ? 0.015 : 0.03));
        assert_true(fabs(s->b.covered_gap - 0.95) <= (is_long ? 0.02 : 0.03));
    }
}

static void is_right_more_often_where_neighbours_are_alike(void **state)
{
    (void)state;
    const scores few = simulate(&(wks_world_design){20000, 0.12, 0.8, 0});
    const scores many = simulate(&(wks_world_design){150000, 0.12, 0.8, 0});
    assert_true(few.b.precision >= (is_long ? 1.05 : 1) * few.a.precision);
    assert_true(many.b.precision >= (is_long ? 1.02 : 0.95) * many.a.precision);
    assert_sound(&few, false);
    assert_sound(&many, true);
}

static void loses_little_where_they_are_not(void **state)
{
    (void)state;
    const scores few = simulate(&(wks_world_design){20000, 0.12, 0, 0});
    const scores many = simulate(&(wks_world_design){150000, 0.12, 0, 0});
    assert_true(few.b.precision >= (is_long ? 0.85 : 0.7) * few.a.precision);
    assert_true(many.b.precision >= (is_long ? 0.9 : 0.85) * many.a.precision);
    assert_sound(&few, false);
    assert_sound(&many, true);
}

static void says_nothing_in_a_world_without_gaps(void **state)
{
    (void)state;
    const scores few = simulate(&(wks_world_design){20000, 0, 0.8, 0});
    const scores many = simulate(&(wks_world_design){150000, 0, 0.8, 0});
    assert_true(few.b.strong <= 0.1 && many.b.strong <= 0.1);
}

/* ---- the parts ------------------------------------------------------------------------------- */

static void stands_in_the_table_of_choices(void **state)
{
    (void)state;
    static wks_world w;
    wks_arena arena;
    wks_neighbours graph;
    wks_mismatch_shared b;
    wks_mismatch_row *rows = NULL;
    size_t n_rows = 0;
    wks_error err = {0};
    wks_arena_init(&arena, 0);
    wks_world_make(&w, &(wks_world_design){150000, 0.25, 0.8, 0}, 1);
    assert_ok(wks_world_neighbours(&arena, &graph, &err), &err);
    wks_mismatch_data data = wks_world_data(&w);
    const wks_mismatch_options options = wks_world_options(1);
    data.neighbours = &graph;
    assert_ok(wks_mismatch_sensitivity(&data, &options, NULL, 0, &arena, &rows, &n_rows, &err),
              &err);
    assert_ok(wks_mismatch_shared_fit(&data, &options, &arena, &b, &err), &err);
    const wks_mismatch_row *row = &rows[n_rows - 1];
    assert_int_equal(row->variant, WKS_MISMATCH_SPATIAL);
    assert_true(row->is_available && row->largest_change > 0);
    assert_int_equal(row->n_strong, b.result.n_strong);
    assert_true(row->n_kept + row->n_new == row->n_strong + row->n_possible);
    for (size_t i = 0; i < N; i++) {
        assert_true(row->probability[i] == b.result.areas[i].probability);
    }
    wks_arena_clear(&arena);
}

static void refuses_without_a_map_and_with_a_covariance(void **state)
{
    (void)state;
    static wks_world w;
    wks_arena arena;
    wks_neighbours graph, alone;
    wks_mismatch_shared b;
    wks_error err = {0};
    static double covariance[N];
    wks_arena_init(&arena, 0);
    wks_world_make(&w, &(wks_world_design){20000, 0.12, 0, 0}, 1);
    assert_ok(wks_world_neighbours(&arena, &graph, &err), &err);
    assert_ok(wks_neighbours_make(N, 0, NULL, NULL, &arena, &alone, &err), &err);
    wks_mismatch_data data = wks_world_data(&w);
    const wks_mismatch_options options = wks_world_options(1);
    assert_int_equal(wks_mismatch_shared_fit(&data, &options, &arena, &b, &err), WKS_E_REFUSED);
    data.neighbours = &alone;
    assert_int_equal(wks_mismatch_shared_fit(&data, &options, &arena, &b, &err), WKS_E_REFUSED);
    data.neighbours = &graph;
    data.covariance = covariance;
    assert_int_equal(wks_mismatch_shared_fit(&data, &options, &arena, &b, &err), WKS_E_REFUSED);
    data.covariance = NULL;
    w.observed[4] = -1;
    assert_int_equal(wks_mismatch_shared_fit(&data, &options, &arena, &b, &err), WKS_E_ARGUMENT);
    assert_non_null(strstr(err.text, "5"));
    wks_arena_clear(&arena);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stands_in_the_table_of_choices),
        cmocka_unit_test(refuses_without_a_map_and_with_a_covariance),
    };
    const struct CMUnitTest worlds[] = {
        cmocka_unit_test(is_right_more_often_where_neighbours_are_alike),
        cmocka_unit_test(loses_little_where_they_are_not),
        cmocka_unit_test(says_nothing_in_a_world_without_gaps),
    };
    is_long = argc > 1 && strcmp(argv[1], "long") == 0;
    n_regions = is_long ? 20 : n_regions;
    return is_long ? cmocka_run_group_tests(worlds, NULL, NULL)
                   : cmocka_run_group_tests(tests, NULL, NULL);
}
