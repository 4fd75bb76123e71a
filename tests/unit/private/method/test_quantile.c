/* No published assignment stands in the shared folder (PHE keeps its own in a workbook that is not
 * there), so the rule is held to what follows from it.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "private/method/quantile.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "math/random.h"

#include <math.h>

enum {
    MOST = 300
};

static wks_arena arena;

static void assign(const double *values, size_t n, size_t parts, bool is_highest_first, size_t *out)
{
    const wks_quantile_values given = {values, n, parts, is_highest_first};
    assert_int_equal(wks_quantile_assign(&given, &arena, out, NULL), WKS_OK);
}

/* 8 areas in quartiles, from high and from low; then ties across a border: 3 of the second rank. */
static void divides_as_by_hand(void **state)
{
    (void)state;
    const double values[] = {3, 8, 1, 6, 2, 7, 4, 5};
    const size_t up[] = {2, 4, 1, 3, 1, 4, 2, 3};
    const double ties[] = {10, 20, 20, 20, 30, 40, 50, 60};
    const size_t tied[] = {1, 1, 1, 1, 3, 3, 4, 4};
    const size_t tied_down[] = {4, 3, 3, 3, 2, 2, 1, 1};
    size_t got[8];
    assign(values, 8, 4, false, got);
    for (size_t i = 0; i < 8; i++) {
        assert_true(got[i] == up[i]);
    }
    assign(values, 8, 4, true, got);
    for (size_t i = 0; i < 8; i++) {
        assert_true(got[i] == 5 - up[i]);
    }
    assign(ties, 8, 4, false, got);
    for (size_t i = 0; i < 8; i++) {
        assert_true(got[i] == tied[i]);
    }
    assign(ties, 8, 4, true, got);
    for (size_t i = 0; i < 8; i++) {
        assert_true(got[i] == tied_down[i]);
    }
}

/* The floating formula of phe_quantile, where its quotient is not on a border. */
static void follows_the_published_formula(void **state)
{
    (void)state;
    double values[MOST];
    size_t got[MOST];
    size_t n_checked = 0;
    wks_random random = wks_random_start(3, 1);
    for (size_t n = 5; n < MOST; n += 7) {
        for (size_t i = 0; i < n; i++) {
            values[i] = floor(wks_random_unit(&random) * 60);
        }
        for (size_t parts = 2; parts <= 20 && parts <= n; parts += 3) {
            assign(values, n, parts, false, got);
            for (size_t i = 0; i < n; i++) {
                double rank = 1;
                for (size_t k = 0; k < n; k++) {
                    rank += values[k] < values[i];
                }
                const double quotient = ((double)n + 1 - rank) / ((double)n / (double)parts);
                if (fabs(quotient - round(quotient)) > 1e-9) {
                    assert_true((double)got[i] == floor((double)parts + 1 - ceil(quotient)));
                    n_checked++;
                }
            }
        }
    }
    assert_true(n_checked > 20000);
}

static void fills_parts_evenly_without_ties(void **state)
{
    (void)state;
    double values[MOST];
    size_t got[MOST];
    for (size_t n = 10; n < MOST; n += 13) {
        size_t counts[11] = {0};
        for (size_t i = 0; i < n; i++) {
            values[i] = (double)((i * 7919) % 65537);
        }
        assign(values, n, 10, true, got);
        for (size_t i = 0; i < n; i++) {
            assert_true(got[i] >= 1 && got[i] <= 10);
            counts[got[i]]++;
        }
        for (size_t part = 1; part <= 10; part++) {
            assert_true(counts[part] == n / 10 || counts[part] == n / 10 + 1);
        }
    }
}

static void leaves_out_what_is_missing_and_too_few(void **state)
{
    (void)state;
    const double values[] = {3, NAN, 1, 2};
    const double same[] = {5, 5, 5, 5};
    size_t got[4];
    wks_error error;
    assign(values, 4, 3, false, got);
    assert_true(got[0] == 3 && got[1] == 0 && got[2] == 1 && got[3] == 2);
    assign(values, 4, 4, false, got);
    assert_true(got[0] + got[1] + got[2] + got[3] == 0);
    assign(same, 4, 2, false, got);
    assert_true(got[0] == 1 && got[3] == 1);
    assign(values, 0, 3, false, got);
    const wks_quantile_values none = {values, 4, 0, false};
    assert_int_equal(wks_quantile_assign(&none, &arena, got, &error), WKS_E_ARGUMENT);
    wks_arena_fail_after(1);
    const wks_quantile_values some = {values, 4, 2, false};
    assert_int_equal(wks_quantile_assign(&some, &arena, got, &error), WKS_E_MEMORY);
    wks_arena_fail_after(0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(divides_as_by_hand),
        cmocka_unit_test(follows_the_published_formula),
        cmocka_unit_test(fills_parts_evenly_without_ties),
        cmocka_unit_test(leaves_out_what_is_missing_and_too_few),
    };
    wks_arena_init(&arena, 0);
    const int n_failed = cmocka_run_group_tests_name("private/method/quantile", tests, NULL, NULL);
    wks_arena_clear(&arena);
    return n_failed;
}
