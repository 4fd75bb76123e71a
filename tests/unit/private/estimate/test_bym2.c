/* Properties of the engine on small maps; the numbers of others are in test_bym2_reference.c.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "math/random.h"
#include "private/estimate/bym2.h"

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

/* A strip of areas, three wide, in two parts with areas alone at the end; counts with a trend. */
enum {
    AREAS = 48,
    ALONE = 3,
    CUT = 24,
    CELLS = 2 * AREAS
};

typedef struct map {
    size_t from[4 * AREAS], to[4 * AREAS], n_edges;
    size_t area[CELLS];
    double y[CELLS], size[CELLS], x[CELLS];
    wks_bym2_data data;
    wks_bym2_options options;
    wks_arena arena;
    wks_neighbours graph;
    wks_bym2_fit fit;
    wks_error err;
} map;

static void join(map *m, size_t a, size_t b)
{
    if (b < AREAS - ALONE && (a < CUT) == (b < CUT)) {
        m->from[m->n_edges] = a;
        m->to[m->n_edges++] = b;
    }
}

static void make_map(map *m, wks_bym2_family family, size_t n)
{
    wks_random random = wks_random_start(20261121, family);
    memset(m, 0, sizeof *m);
    wks_arena_init(&m->arena, 0);
    for (size_t a = 0; a < AREAS; a++) {
        if (a % 3 != 2) {
            join(m, a, a + 1);
        }
        join(m, a, a + 3);
    }
    for (size_t i = 0; i < n; i++) {
        const double level = 0.4 * sin((double)(i % AREAS) / 6);
        m->area[i] = i % AREAS;
        m->x[i] = wks_random_normal(&random);
        const double eta = level + 0.3 * m->x[i];
        switch (family) {
        case WKS_BYM2_POISSON:
        case WKS_BYM2_NEGATIVE_BINOMIAL:
            m->size[i] = 2 + 8 * wks_random_unit(&random);
            m->y[i] = wks_random_poisson(&random, m->size[i] * exp(eta));
            break;
        case WKS_BYM2_BINOMIAL:
            m->size[i] = 20;
            m->y[i] = wks_random_binomial(&random, 20, 1 / (1 + exp(-eta)));
            break;
        case WKS_BYM2_GAUSSIAN:
            m->size[i] = 0.04;
            m->y[i] = eta + 0.2 * wks_random_normal(&random);
            break;
        }
    }
    m->data = (wks_bym2_data){.family = family,
                              .n = n,
                              .y = m->y,
                              .size = m->size,
                              .area = m->area,
                              .n_covariates = 1,
                              .covariate = m->x};
}

static wks_code fit_map(map *m)
{
    wks_code code =
        wks_neighbours_make(AREAS, m->n_edges, m->from, m->to, &m->arena, &m->graph, &m->err);
    return code ? code
                : wks_bym2_fit_model(&m->data, AREAS, &m->graph, &m->options, &m->arena, &m->fit,
                                     &m->err);
}

static bool is_near(double a, double b, double tolerance)
{
    return fabs(a - b) <= tolerance * (1 + fabs(b));
}

static bool is_sound(const map *m)
{
    for (size_t i = 0; i < m->fit.n; i++) {
        if (!isfinite(m->fit.mean[i]) || !isfinite(m->fit.sd[i]) || m->fit.sd[i] < 0 ||
            !(m->fit.lower[i] <= m->fit.median[i] && m->fit.median[i] <= m->fit.upper[i])) {
            return false;
        }
    }
    return isfinite(m->fit.dic) && isfinite(m->fit.waic) && isfinite(m->fit.log_likelihood);
}

static const wks_bym2_family families[] = {WKS_BYM2_POISSON, WKS_BYM2_BINOMIAL, WKS_BYM2_GAUSSIAN,
                                           WKS_BYM2_NEGATIVE_BINOMIAL};

static void gives_the_same_on_the_dense_and_the_sparse_path(void **state)
{
    (void)state;

    static map m[2];
    for (size_t f = 0; f < 4; f++) {
        for (size_t e = 0; e < 4; e++) {
            for (size_t k = 0; k < 2; k++) {
                make_map(&m[k], families[f], CELLS);
                m[k].options.effect = (wks_bym2_effect)e;
                m[k].options.path = k == 0 ? WKS_BYM2_PATH_DENSE : WKS_BYM2_PATH_SPARSE;
                assert_int_equal(fit_map(&m[k]), WKS_OK);
                assert_true(is_sound(&m[k]));
            }
            assert_true(e == WKS_BYM2_EFFECT_IID || m[0].fit.diagnostics.is_dense);
            assert_false(m[1].fit.diagnostics.is_dense);
            for (size_t i = 0; i < CELLS; i++) {
                assert_true(is_near(m[0].fit.mean[i], m[1].fit.mean[i], 1e-6));
                assert_true(is_near(m[0].fit.sd[i], m[1].fit.sd[i], 1e-6));
                assert_true(is_near(m[0].fit.upper[i], m[1].fit.upper[i], 1e-6));
            }
            assert_true(is_near(m[0].fit.dic, m[1].fit.dic, 1e-6));
            wks_arena_clear(&m[0].arena);
            wks_arena_clear(&m[1].arena);
        }
    }
}

static void does_not_care_how_areas_are_numbered(void **state)
{
    (void)state;

    static map m[2];
    size_t new_number[AREAS];
    wks_random random = wks_random_start(5, 0);
    make_map(&m[0], WKS_BYM2_POISSON, AREAS);
    make_map(&m[1], WKS_BYM2_POISSON, AREAS);
    for (size_t a = 0; a < AREAS; a++) {
        new_number[a] = a;
    }
    for (size_t a = AREAS; a > 1; a--) {
        const size_t other = wks_random_below(&random, a);
        const size_t kept = new_number[a - 1];
        new_number[a - 1] = new_number[other];
        new_number[other] = kept;
    }
    for (size_t a = 0; a < AREAS; a++) {
        const size_t to = new_number[a];
        m[1].y[to] = m[0].y[a];
        m[1].size[to] = m[0].size[a];
        m[1].x[to] = m[0].x[a];
    }
    for (size_t k = 0; k < m[1].n_edges; k++) {
        m[1].from[k] = new_number[m[1].from[k]];
        m[1].to[k] = new_number[m[1].to[k]];
    }
    assert_int_equal(fit_map(&m[0]), WKS_OK);
    assert_int_equal(fit_map(&m[1]), WKS_OK);
    for (size_t a = 0; a < AREAS; a++) {
        assert_true(is_near(m[1].fit.mean[new_number[a]], m[0].fit.mean[a], 1e-8));
        assert_true(is_near(m[1].fit.sd[new_number[a]], m[0].fit.sd[a], 1e-8));
    }
    wks_arena_clear(&m[0].arena);
    wks_arena_clear(&m[1].arena);
}

static void stays_finite_where_the_data_say_little_or_too_much(void **state)
{
    (void)state;

    static map m;
    for (int kind = 0; kind < 8; kind++) {
        make_map(&m, kind == 3 ? WKS_BYM2_BINOMIAL : WKS_BYM2_POISSON, AREAS);
        m.data.n_covariates = 0;
        for (size_t i = 0; i < AREAS; i++) {
            switch (kind) {
            case 0: /* no events at all */
                m.y[i] = 0;
                break;
            case 1: /* a part of the map where nothing is expected */
                m.y[i] = i < CUT ? 0 : m.y[i];
                m.size[i] = i < CUT ? 0 : m.size[i];
                break;
            case 2: /* events everywhere by the million million */
                m.y[i] = floor(m.y[i] * 1e12);
                m.size[i] *= 1e12;
                break;
            case 3: /* all are cases */
                m.y[i] = m.size[i];
                break;
            case 4: /* all events in one area */
                m.y[i] = i == 7 ? 80 : 0;
                break;
            case 5: /* one observation in all */
                m.y[i] = i == 7 ? m.y[i] : NAN;
                break;
            case 6: /* a whole part of the map not observed */
                m.y[i] = i < CUT ? NAN : m.y[i];
                break;
            default: /* hardly anything expected */
                m.y[i] = i == 3;
                m.size[i] = 1e-6;
                break;
            }
        }
        assert_int_equal(fit_map(&m), WKS_OK);
        assert_true(is_sound(&m));
        assert_true(((m.fit.diagnostics.flags & WKS_BYM2_NO_EVENTS) != 0) ==
                    (kind == 0 || kind == 3 || (kind == 5 && m.y[7] == 0)));
        assert_true(((m.fit.diagnostics.flags & WKS_BYM2_HUGE_COUNTS) != 0) == (kind == 2));
        if (kind == 2) { /* then the data are the answer */
            assert_true(is_near(m.fit.mean[5], m.y[5] / m.size[5], 1e-4));
        }
        wks_arena_clear(&m.arena);
    }
}

static void takes_a_map_without_neighbours_as_independent(void **state)
{
    (void)state;

    static map m[2];
    make_map(&m[0], WKS_BYM2_POISSON, AREAS);
    make_map(&m[1], WKS_BYM2_POISSON, AREAS);
    m[0].n_edges = 0;
    m[1].options.effect = WKS_BYM2_EFFECT_IID;
    assert_int_equal(fit_map(&m[0]), WKS_OK);
    assert_int_equal(fit_map(&m[1]), WKS_OK);
    assert_true((m[0].fit.diagnostics.flags & WKS_BYM2_NO_NEIGHBOURS) != 0);
    assert_true(isnan(m[0].fit.phi.mean));
    for (size_t i = 0; i < AREAS; i++) {
        assert_true(m[0].fit.mean[i] == m[1].fit.mean[i]);
    }
    wks_arena_clear(&m[0].arena);
    wks_arena_clear(&m[1].arena);
}

static void splits_cells_without_changing_the_answer(void **state)
{
    (void)state;

    /* ten trials and ten trials with the same covariate tell what twenty tell */
    static map m[2];
    make_map(&m[0], WKS_BYM2_BINOMIAL, AREAS);
    make_map(&m[1], WKS_BYM2_BINOMIAL, CELLS);
    for (size_t i = 0; i < AREAS; i++) {
        m[1].x[i] = m[1].x[i + AREAS] = m[0].x[i];
        m[1].size[i] = m[1].size[i + AREAS] = 10;
        m[1].y[i] = fmin(10, m[0].y[i]);
        m[1].y[i + AREAS] = m[0].y[i] - m[1].y[i];
    }
    assert_int_equal(fit_map(&m[0]), WKS_OK);
    assert_int_equal(fit_map(&m[1]), WKS_OK);
    for (size_t i = 0; i < AREAS; i++) {
        assert_true(is_near(m[1].fit.effect_mean[i], m[0].fit.effect_mean[i], 1e-6));
        assert_true(is_near(m[1].fit.effect_sd[i], m[0].fit.effect_sd[i], 1e-6));
    }
    wks_arena_clear(&m[0].arena);
    wks_arena_clear(&m[1].arena);
}

static void draws_what_it_says(void **state)
{
    (void)state;

    enum {
        DRAWS = 4000
    };

    static map m[2];
    static double value[AREAS];
    for (size_t k = 0; k < 2; k++) {
        make_map(&m[k], WKS_BYM2_POISSON, AREAS);
        m[k].options.n_draws = DRAWS;
        m[k].options.seed = 11;
        assert_int_equal(fit_map(&m[k]), WKS_OK);
    }
    const wks_bym2_fit *fit = &m[0].fit;
    assert_memory_equal(fit->effect_draws, m[1].fit.effect_draws, sizeof(double) * DRAWS * AREAS);
    assert_memory_equal(fit->coefficient_draws, m[1].fit.coefficient_draws,
                        sizeof(double) * DRAWS * 2);
    const wks_bym2_rows rows = {.family = WKS_BYM2_POISSON,
                                .n = AREAS,
                                .area = m[0].area,
                                .n_covariates = 1,
                                .covariate = m[0].x};
    for (size_t i = 0; i < AREAS; i++) {
        double sum = 0;
        double squares = 0;
        for (size_t d = 0; d < DRAWS; d++) {
            wks_bym2_draw_values(fit, &rows, d, value);
            sum += log(value[i]);
            squares += log(value[i]) * log(value[i]);
        }
        const double mean = sum / DRAWS;
        const double sd = sqrt(squares / DRAWS - mean * mean);
        assert_true(fabs(mean - fit->eta_mean[i]) < 4.5 * sd / sqrt(DRAWS) + 0.02 * sd);
        assert_true(fabs(sd / fit->eta_sd[i] - 1) < 0.08);
    }
    wks_arena_clear(&m[0].arena);
    wks_arena_clear(&m[1].arena);
}

static void chances_and_quantiles_agree(void **state)
{
    (void)state;

    static map m;
    make_map(&m, WKS_BYM2_POISSON, AREAS);
    assert_int_equal(fit_map(&m), WKS_OK);
    const double limits[3] = {m.fit.lower[4], m.fit.median[4], m.fit.upper[4]};
    map again = m;
    wks_arena_init(&again.arena, 0);
    again.options.limits = limits;
    again.options.n_limits = 3;
    assert_int_equal(fit_map(&again), WKS_OK);
    assert_true(fabs(again.fit.above[4] - 0.975) < 1e-6);
    assert_true(fabs(again.fit.above[4 + AREAS] - 0.5) < 1e-6);
    assert_true(fabs(again.fit.above[4 + 2 * AREAS] - 0.025) < 1e-6);
    wks_arena_clear(&m.arena);
    wks_arena_clear(&again.arena);
}

static void names_what_is_wrong(void **state)
{
    (void)state;

    static map m;

    static const struct {
        double y, size;
        size_t area;
        const char *words;
    } cases[] = {
        {-1, 5, 3, "observation 4: a negative count"},
        {21, 20, 3, "observation 4: more successes than trials"},
        {2, 0, 3, "observation 4"},
        {2, NAN, 3, "observation 4"},
        {2, -3, 3, "observation 4"},
        {INFINITY, 20, 3, "observation 4"},
        {2, 20, AREAS, "observation 4"},
    };

    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        make_map(&m, WKS_BYM2_BINOMIAL, AREAS);
        m.y[3] = cases[k].y;
        m.size[3] = cases[k].size;
        m.area[3] = cases[k].area;
        assert_int_equal(fit_map(&m), WKS_E_ARGUMENT);
        assert_non_null(strstr(m.err.text, cases[k].words));
        wks_arena_clear(&m.arena);
    }
    make_map(&m, WKS_BYM2_POISSON, AREAS);
    for (size_t i = 0; i < AREAS; i++) {
        m.x[i] = 3;
    }
    assert_int_equal(fit_map(&m), WKS_E_NUMERIC);
    assert_non_null(strstr(m.err.text, "collinear"));
    wks_arena_clear(&m.arena);
    make_map(&m, WKS_BYM2_GAUSSIAN, AREAS);
    m.size[3] = 0;
    assert_int_equal(fit_map(&m), WKS_E_ARGUMENT);
    m.size[3] = 1;
    m.options.sd_probability = 2;
    assert_int_equal(fit_map(&m), WKS_E_ARGUMENT);
    wks_arena_clear(&m.arena);
}

static void survives_a_failing_allocation(void **state)
{
    (void)state;

    static map m;
    wks_code code = WKS_E_MEMORY;
    size_t nth = 1;
    for (; code == WKS_E_MEMORY; nth += nth < 80 ? 1 : 37) {
        make_map(&m, WKS_BYM2_POISSON, AREAS);
        m.options.n_draws = 5;
        wks_arena_fail_after(nth);
        code = fit_map(&m);
        wks_arena_fail_after(0);
        wks_arena_clear(&m.arena);
    }
    assert_int_equal(code, WKS_OK);
    assert_true(nth > 80);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_same_on_the_dense_and_the_sparse_path),
        cmocka_unit_test(does_not_care_how_areas_are_numbered),
        cmocka_unit_test(stays_finite_where_the_data_say_little_or_too_much),
        cmocka_unit_test(takes_a_map_without_neighbours_as_independent),
        cmocka_unit_test(splits_cells_without_changing_the_answer),
        cmocka_unit_test(draws_what_it_says),
        cmocka_unit_test(chances_and_quantiles_agree),
        cmocka_unit_test(names_what_is_wrong),
        cmocka_unit_test(survives_a_failing_allocation),
    };
    return cmocka_run_group_tests_name("private/estimate/bym2", tests, NULL, NULL);
}
