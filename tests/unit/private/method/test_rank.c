/* Ranks from draws: by hand, and in invented worlds where the true rank is known.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "math/random.h"
#include "private/method/rank.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <math.h>
#include <time.h>

static void ranks_what_is_sure(void **state)
{
    (void)state;
    static float draws[200 * 4];
    wks_rank got[4];
    wks_arena arena;
    wks_arena_init(&arena, 0);
    for (size_t d = 0; d < 200; d++) {
        draws[4 * d] = -1;
        draws[4 * d + 1] = 2;
        draws[4 * d + 2] = d % 2 == 0 ? 0.5F : -3;
        draws[4 * d + 3] = 2;
    }
    assert_int_equal(wks_rank_draws(200, 4, draws, &arena, got, NULL), WKS_OK);
    wks_arena_clear(&arena);
    /* the two equal ones share ranks 1 and 2 */
    assert_true(got[1].expected == 1.5 && got[1].lower == 1 && got[1].upper == 2);
    assert_true(got[3].expected == 1.5);
    assert_true(got[0].expected == 3.5 && got[0].lower == 3 && got[0].upper == 4);
    assert_true(got[0].p_bottom == 0.5 && got[2].p_bottom == 0.5 && got[2].p_top == 0);
}

enum {
    N_AREAS = 300,
    N_DRAWS = 2000,
    N_WORLDS = 20
};

/* Areas N(0, 1) seen with an error that varies as surveys of 30 to 500 do; draws of the posterior.
 */
static size_t count_covered(size_t world, float *draws, wks_rank *got, double *width,
                            double *seconds)
{
    wks_random random = wks_random_start(20261122, world);
    double truth[N_AREAS];
    double mean[N_AREAS];
    double sd[N_AREAS];
    size_t covered = 0;
    wks_arena arena;
    wks_arena_init(&arena, 0);
    for (size_t i = 0; i < N_AREAS; i++) {
        const double variance = 60 / (30 + 470 * wks_random_unit(&random));
        truth[i] = wks_random_normal(&random);
        const double seen = truth[i] + sqrt(variance) * wks_random_normal(&random);
        mean[i] = seen / (1 + variance);
        sd[i] = sqrt(variance / (1 + variance));
    }
    for (size_t d = 0; d < N_DRAWS; d++) {
        for (size_t i = 0; i < N_AREAS; i++) {
            draws[d * N_AREAS + i] = (float)(mean[i] + sd[i] * wks_random_normal(&random));
        }
    }
    const clock_t before = clock();
    assert_int_equal(wks_rank_draws(N_DRAWS, N_AREAS, draws, &arena, got, NULL), WKS_OK);
    *seconds += (double)(clock() - before) / CLOCKS_PER_SEC;
    wks_arena_clear(&arena);
    for (size_t i = 0; i < N_AREAS; i++) {
        double rank = 1;
        for (size_t j = 0; j < N_AREAS; j++) {
            rank += truth[j] > truth[i];
        }
        covered += got[i].lower <= rank && rank <= got[i].upper;
        *width += got[i].upper - got[i].lower + 1;
    }
    return covered;
}

static void covers_the_true_rank(void **state)
{
    (void)state;
    static float draws[N_DRAWS * N_AREAS];
    static wks_rank got[N_AREAS];
    size_t covered = 0;
    double width = 0;
    double seconds = 0;
    for (size_t w = 0; w < N_WORLDS; w++) {
        covered += count_covered(w, draws, got, &width, &seconds);
    }
    const double n = (double)N_WORLDS * N_AREAS;
    const double share = (double)covered / n;
    print_message("95 %% rank intervals cover %.1f %% of true ranks, mean width %.0f of %d; %.4f "
                  "CPU s each\n",
                  100 * share, width / n, N_AREAS, seconds / N_WORLDS);
    assert_true(share >= 0.93 && share <= 0.97);
}

static void refuses_what_cannot_be_ranked(void **state)
{
    (void)state;
    static float draws[200];
    wks_rank got[1];
    wks_arena arena;
    wks_arena_init(&arena, 0);
    assert_int_equal(wks_rank_draws(99, 1, draws, &arena, got, NULL), WKS_E_ARGUMENT);
    assert_int_equal(wks_rank_draws(200, 0, draws, &arena, got, NULL), WKS_E_ARGUMENT);
    assert_int_equal(wks_rank_draws(200, 1, draws, &arena, got, NULL), WKS_OK);
    assert_true(got[0].lower == 1 && got[0].upper == 1 && got[0].p_top == 1);
    draws[7] = NAN;
    assert_int_equal(wks_rank_draws(200, 1, draws, &arena, got, NULL), WKS_E_ARGUMENT);
    wks_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranks_what_is_sure),
        cmocka_unit_test(covers_the_true_rank),
        cmocka_unit_test(refuses_what_cannot_be_ranked),
    };
    return cmocka_run_group_tests_name("private/method/rank", tests, NULL, NULL);
}
