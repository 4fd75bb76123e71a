/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/parallel.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <stdatomic.h>

enum {
    N = 1000
};

typedef struct counts {
    int done[N];
    atomic_int in_all;
} counts;

static void count(void *context, size_t i)
{
    counts *at = context;
    at->done[i]++;
    atomic_fetch_add(&at->in_all, 1);
}

static void does_everything_once(void **state)
{
    static counts at;
    (void)state;
    wks_parallel_run(N, count, &at);
    assert_int_equal(at.in_all, N);
    for (size_t i = 0; i < N; i++) {
        assert_int_equal(at.done[i], 1);
    }
}

static void does_nothing_of_nothing_and_one_thing_by_itself(void **state)
{
    static counts at;
    (void)state;
    wks_parallel_run(0, count, &at);
    assert_int_equal(at.in_all, 0);
    wks_parallel_run(1, count, &at);
    assert_int_equal(at.done[0], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(does_everything_once),
        cmocka_unit_test(does_nothing_of_nothing_and_one_thing_by_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
