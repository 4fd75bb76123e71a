/* Abramowitz & Stegun (1964), table 25.10, for the nodes; moments of the normal for the rest.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "math/quadrature.h"

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

static void gives_the_nodes_of_abramowitz_and_stegun(void **state)
{
    (void)state;

    /* physicists' nodes and weights for n = 5: x sqrt(2) and w / sqrt(pi) here */
    static const double node[3] = {0, 0.958572464613819, 2.020182870456086};
    static const double weight[3] = {0.9453087204829, 0.3936193231522, 0.01995324205905};
    double x[5];
    double w[5];
    wks_quadrature_hermite(5, x, w);
    for (int k = 0; k < 3; k++) {
        assert_true(fabs(x[2 + k] - node[k] * sqrt(2)) < 1e-13);
        assert_true(fabs(w[2 + k] - weight[k] / sqrt(acos(-1.0))) < 1e-12);
        assert_true(x[2 - k] == -x[2 + k] && fabs(w[2 - k] - w[2 + k]) < 1e-16);
    }
}

static void is_exact_up_to_twice_its_order(void **state)
{
    (void)state;

    static const size_t orders[] = {1, 2, 3, 9, 15, 32, 64};
    for (size_t o = 0; o < sizeof orders / sizeof orders[0]; o++) {
        const size_t n = orders[o];
        double x[WKS_QUADRATURE_MOST];
        double w[WKS_QUADRATURE_MOST];
        double moment = 1; /* (2 m - 1)!! */
        wks_quadrature_hermite(n, x, w);
        for (size_t m = 0; m < n && m < 16; m++) {
            double sum = 0;
            for (size_t k = 0; k < n; k++) {
                sum += w[k] * pow(x[k], 2.0 * (double)m);
            }
            moment *= m == 0 ? 1 : 2.0 * (double)m - 1;
            assert_true(fabs(sum / moment - 1) < 1e-11);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_nodes_of_abramowitz_and_stegun),
        cmocka_unit_test(is_exact_up_to_twice_its_order),
    };
    return cmocka_run_group_tests_name("math/quadrature", tests, NULL, NULL);
}
