/* The worked example of Benjamini & Hochberg (1995), JRSS B 57:289-300, section 3.2.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "private/method/false_discovery.h"

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

static void lists_the_four_of_benjamini_and_hochberg(void **state)
{
    (void)state;
    const double p[] = {0.3240, 0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298,
                        0.0344, 0.0459, 0.4262, 0.5719, 0.6528, NAN,    0.7590, 1.0000};
    bool is_listed[16];
    size_t n = 0;
    wks_arena arena;
    wks_arena_init(&arena, 0);
    assert_int_equal(wks_false_discovery_step_up(16, p, 0.05, &arena, is_listed, &n, NULL), WKS_OK);
    assert_int_equal(n, 4);
    for (size_t i = 0; i < 16; i++) {
        assert_int_equal(is_listed[i], i >= 1 && i <= 4);
    }
    wks_arena_clear(&arena);
}

static void lists_the_most_whose_mean_holds(void **state)
{
    (void)state;
    const double wrong[] = {0.11, NAN, 0.01, 0.5, 0.04, 0.03, 0.06};
    bool is_listed[7];
    size_t n = 0;
    wks_arena arena;
    wks_arena_init(&arena, 0);
    /* means of 1 to 5: 0.01, 0.02, 0.0267, 0.035, 0.05 */
    assert_int_equal(wks_false_discovery_bayes(7, wrong, 0.05, &arena, is_listed, &n, NULL),
                     WKS_OK);
    assert_int_equal(n, 5);
    assert_true(is_listed[0] && !is_listed[1] && !is_listed[3]);
    assert_int_equal(wks_false_discovery_bayes(7, wrong, 0.049, &arena, is_listed, &n, NULL),
                     WKS_OK);
    assert_int_equal(n, 4);
    assert_int_equal(wks_false_discovery_bayes(7, wrong, 0.005, &arena, is_listed, &n, NULL),
                     WKS_OK);
    assert_int_equal(n, 0);
    wks_arena_clear(&arena);
}

static void treats_equal_ones_alike(void **state)
{
    (void)state;
    const double wrong[] = {0.02, 0.08, 0.08, 0.08};
    bool is_listed[4];
    size_t n = 0;
    wks_arena arena;
    wks_arena_init(&arena, 0);
    /* the first with one of the others would hold; with all three it does not */
    assert_int_equal(wks_false_discovery_bayes(4, wrong, 0.05, &arena, is_listed, &n, NULL),
                     WKS_OK);
    assert_int_equal(n, 1);
    wks_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_the_four_of_benjamini_and_hochberg),
        cmocka_unit_test(lists_the_most_whose_mean_holds),
        cmocka_unit_test(treats_equal_ones_alike),
    };
    return cmocka_run_group_tests_name("private/method/false_discovery", tests, NULL, NULL);
}
