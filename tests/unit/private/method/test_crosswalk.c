/* Counts in other borders: totals kept, nothing moved where nothing changed.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "math/random.h"
#include "private/method/crosswalk.h"

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

typedef struct result {
    wks_arena arena;
    wks_crosswalk_counts counts;
} result;

static result apply(const wks_crosswalk *walk, const double *counts)
{
    result out;
    wks_error err = {0};
    wks_arena_init(&out.arena, 0);
    if (wks_crosswalk_apply(walk, counts, &out.arena, &out.counts, &err) != WKS_OK) {
        fail_msg("%s", err.text);
    }
    return out;
}

static void moves_nothing_where_nothing_changed(void **state)
{
    (void)state;
    const size_t same[] = {0, 1, 2};
    const double all[] = {1, 1, 1};
    const double counts[] = {10.5, 0, 7};
    const wks_crosswalk walk = {3, 3, 3, same, same, all};
    result out = apply(&walk, counts);
    for (size_t i = 0; i < 3; i++) {
        assert_true(out.counts.count[i] == counts[i] && out.counts.variance[i] == 0);
        assert_true(out.counts.whole[i] == 1 && out.counts.unchanged[i] == 1);
    }
    wks_arena_clear(&out.arena);
}

static void splits_and_merges_by_share(void **state)
{
    (void)state;
    /* 0 is split over 0 and 1; 1 and 2 go whole to 1 and 2 */
    const size_t from[] = {0, 0, 1, 2};
    const size_t to[] = {0, 1, 1, 2};
    const double share[] = {0.25, 0.75, 1, 1};
    const double counts[] = {80, 40, NAN};
    const wks_crosswalk walk = {3, 3, 4, from, to, share};
    result out = apply(&walk, counts);
    assert_true(out.counts.count[0] == 20 && out.counts.count[1] == 100);
    assert_true(out.counts.variance[0] == 15 && out.counts.variance[1] == 15);
    assert_true(out.counts.whole[0] == 0 && out.counts.whole[1] == 0.4);
    assert_true(out.counts.unchanged[0] == 0.25 && out.counts.unchanged[1] == 0.6);
    assert_true(isnan(out.counts.count[2]) && isnan(out.counts.whole[2]));
    wks_arena_clear(&out.arena);
}

static void keeps_the_total(void **state)
{
    (void)state;

    enum {
        N_OLD = 200,
        N_NEW = 170,
        EACH = 5
    };

    static size_t from[N_OLD * EACH];
    static size_t to[N_OLD * EACH];
    static double share[N_OLD * EACH];
    static double counts[N_OLD];
    wks_random random = wks_random_start(3, 3);
    double before = 0;
    double after = 0;
    for (size_t i = 0; i < N_OLD; i++) {
        double sum = 0;
        counts[i] = 1e6 * wks_random_unit(&random);
        before += counts[i];
        for (size_t k = 0; k < EACH; k++) {
            from[i * EACH + k] = i;
            to[i * EACH + k] = (i + 31 * k) % N_NEW;
            share[i * EACH + k] = wks_random_unit(&random);
            sum += share[i * EACH + k];
        }
        for (size_t k = 0; k < EACH; k++) {
            /* as a file with seven decimals gives them */
            share[i * EACH + k] = round(1e7 * share[i * EACH + k] / sum) / 1e7;
        }
    }
    const wks_crosswalk walk = {N_OLD, N_NEW, (size_t)N_OLD * EACH, from, to, share};
    result out = apply(&walk, counts);
    for (size_t j = 0; j < N_NEW; j++) {
        after += out.counts.count[j];
    }
    assert_true(fabs(after - before) <= 1e-9 * before);
    wks_arena_clear(&out.arena);
}

static void comes_back_from_a_merge(void **state)
{
    (void)state;
    const size_t from[] = {0, 1, 2, 3};
    const size_t to[] = {0, 0, 1, 0};
    const double all[] = {1, 1, 1, 1};
    const double residents[] = {300, 500, 900, 200};
    const wks_crosswalk walk = {4, 2, 4, from, to, all};
    wks_crosswalk back;
    wks_arena arena;
    wks_arena_init(&arena, 0);
    assert_int_equal(wks_crosswalk_reverse(&walk, residents, &arena, &back, NULL), WKS_OK);
    result there = apply(&walk, residents);
    result again = apply(&back, there.counts.count);
    for (size_t i = 0; i < 4; i++) { /* old -> new -> old of what lies as the residents do */
        assert_true(fabs(again.counts.count[i] - residents[i]) <= 1e-9 * residents[i]);
    }
    const double counts[] = {77, 13}; /* new -> old -> new of anything */
    result old = apply(&back, counts);
    result new = apply(&walk, old.counts.count);
    assert_true(fabs(new.counts.count[0] - 77) < 1e-9 && fabs(new.counts.count[1] - 13) < 1e-9);
    assert_true(there.counts.whole[0] == 1); /* a merge is exact */
    assert_true(there.counts.unchanged[0] == 0.5 && there.counts.unchanged[1] == 1);
    wks_arena_clear(&there.arena);
    wks_arena_clear(&again.arena);
    wks_arena_clear(&old.arena);
    wks_arena_clear(&new.arena);
    wks_arena_clear(&arena);
}

static void refuses_shares_that_lose_people(void **state)
{
    (void)state;
    const size_t from[] = {0, 0};
    const size_t to[] = {0, 1};
    const size_t twice[] = {1, 1};
    const size_t nowhere[] = {0, 5};
    const double good[] = {0.5, 0.5};
    const double leaky[] = {0.5, 0.4};
    const double wrong[] = {1.5, -0.5};
    const double counts[] = {10};
    const double negative[] = {-1};

    const struct {
        wks_crosswalk walk;
        const double *counts;
    } cases[] = {
        {{1, 2, 2, from, to, leaky}, counts},   {{1, 2, 2, from, to, wrong}, counts},
        {{1, 2, 2, from, twice, good}, counts}, {{1, 2, 2, from, nowhere, good}, counts},
        {{1, 2, 2, from, to, good}, negative},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        wks_crosswalk_counts out;
        wks_arena arena;
        wks_arena_init(&arena, 0);
        assert_int_equal(wks_crosswalk_apply(&cases[i].walk, cases[i].counts, &arena, &out, NULL),
                         WKS_E_ARGUMENT);
        wks_arena_clear(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moves_nothing_where_nothing_changed),
        cmocka_unit_test(splits_and_merges_by_share),
        cmocka_unit_test(keeps_the_total),
        cmocka_unit_test(comes_back_from_a_merge),
        cmocka_unit_test(refuses_shares_that_lose_people),
    };
    return cmocka_run_group_tests_name("private/method/crosswalk", tests, NULL, NULL);
}
