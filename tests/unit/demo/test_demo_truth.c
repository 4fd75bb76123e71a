/* The facts that the invented region must keep, on the residents themselves, for two seeds.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "demo/demo_answers.h"
#include "demo/demo_care.h"

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

enum {
    N_SEEDS = 2,
    LAST = WKS_DEMO_N_YEARS - 1
};

typedef struct truth {
    wks_arena arena;
    wks_demo_region region;
    wks_demo_wijk_truth wijken[WKS_DEMO_N_WIJKEN];
} truth;

static int make_truths(void **state)
{
    truth *all = calloc(N_SEEDS, sizeof *all);
    if (all == NULL) {
        return 1;
    }
    for (uint64_t i = 0; i < N_SEEDS; i++) {
        wks_error err;
        wks_arena_init(&all[i].arena, 0);
        if (wks_demo_residents_make(i + 1, 1.0, &all[i].arena, &all[i].region, &err) != WKS_OK ||
            wks_demo_care_give(&all[i].region, &all[i].arena, &err) != WKS_OK) {
            return 1;
        }
        wks_demo_care_count(&all[i].region, LAST, all[i].wijken);
    }
    *state = all;
    return 0;
}

static int drop_truths(void **state)
{
    truth *all = *state;
    for (size_t i = 0; i < N_SEEDS; i++) {
        wks_arena_clear(&all[i].arena);
    }
    free(all);
    return 0;
}

static double share(size_t part, size_t whole)
{
    return whole == 0 ? 0 : 100.0 * (double)part / (double)whole;
}

static void about_640_000_live_there(void **state)
{
    const truth *all = *state;
    for (size_t i = 0; i < N_SEEDS; i++) {
        size_t n[WKS_DEMO_N_YEARS] = {0};
        for (size_t k = 0; k < all[i].region.n_persons; k++) {
            for (int year = 0; year < WKS_DEMO_N_YEARS; year++) {
                n[year] += all[i].region.persons[k].buurt[year] >= 0 ? 1 : 0;
            }
        }
        assert_true(n[0] > 620000 && n[0] < 635000);
        assert_true(n[LAST] > 630000 && n[LAST] < 645000);
    }
}

static void poh_ggz_runs_from_1_4_to_6_3_per_cent(void **state)
{
    const truth *all = *state;
    for (size_t i = 0; i < N_SEEDS; i++) {
        double least = 100;
        double most = 0;
        for (size_t w = 0; w < WKS_DEMO_N_WIJKEN; w++) {
            const wks_demo_wijk_truth *wijk = &all[i].wijken[w];
            if (wijk->n_poh >= 10) { /* what is published */
                double value = share(wijk->n_poh, wijk->n_adults);
                least = value < least ? value : least;
                most = value > most ? value : most;
            }
        }
        assert_int_equal(lround(least * 10), 14);
        assert_int_equal(lround(most * 10), 63);
    }
}

static void poh_ggz_is_seen_by_more_than_specialised_ggz(void **state)
{
    const truth *all = *state;
    for (size_t i = 0; i < N_SEEDS; i++) {
        size_t n_poh = 0;
        size_t n_basis = 0;
        size_t n_special = 0;
        for (size_t w = 0; w < WKS_DEMO_N_WIJKEN; w++) {
            n_poh += all[i].wijken[w].n_poh;
            n_basis += all[i].wijken[w].n_basis;
            n_special += all[i].wijken[w].n_special;
        }
        assert_true(n_poh > n_special * 5 / 4);
        assert_true(n_special > n_basis);
    }
}

/* Place of a value among all wijken, from 0 (lowest). */
static size_t rank(const double values[WKS_DEMO_N_WIJKEN], size_t at)
{
    size_t n = 0;
    for (size_t i = 0; i < WKS_DEMO_N_WIJKEN; i++) {
        n += values[i] < values[at] ? 1 : 0;
    }
    return n;
}

static double correlation(const double a[WKS_DEMO_N_WIJKEN], const double b[WKS_DEMO_N_WIJKEN])
{
    double n = WKS_DEMO_N_WIJKEN;
    double sa = 0;
    double sb = 0;
    double saa = 0;
    double sbb = 0;
    double sab = 0;
    for (size_t i = 0; i < WKS_DEMO_N_WIJKEN; i++) {
        sa += a[i];
        sb += b[i];
        saa += a[i] * a[i];
        sbb += b[i] * b[i];
        sab += a[i] * b[i];
    }
    return (n * sab - sa * sb) / sqrt((n * saa - sa * sa) * (n * sbb - sb * sb));
}

static void some_wijken_have_much_need_and_little_use(void **state)
{
    const truth *all = *state;
    for (size_t i = 0; i < N_SEEDS; i++) {
        double need[WKS_DEMO_N_WIJKEN];
        double use[WKS_DEMO_N_WIJKEN];
        for (size_t w = 0; w < WKS_DEMO_N_WIJKEN; w++) {
            need[w] = share(all[i].wijken[w].n_vulnerable, all[i].wijken[w].n_adults);
            use[w] = share(all[i].wijken[w].n_any, all[i].wijken[w].n_adults);
        }
        size_t n = 0;
        for (size_t w = 0; w < WKS_DEMO_N_WIJKEN; w++) {
            bool is_much = (double)rank(need, w) >= 0.7 * WKS_DEMO_N_WIJKEN;
            bool is_little = (double)rank(use, w) < 0.3 * WKS_DEMO_N_WIJKEN;
            n += is_much && is_little ? 1 : 0;
        }
        assert_true(n >= 5);
        assert_true(correlation(need, use) > 0.3);
    }
}

static void answers_fit_what_monitors_find(void **state)
{
    const truth *all = *state;
    for (size_t i = 0; i < N_SEEDS; i++) {
        size_t n = 0;
        size_t n_distressed = 0;
        size_t n_high_risk = 0;
        size_t n_lonely = 0;
        for (size_t k = 0; k < all[i].region.n_persons; k += 5) {
            const wks_demo_person *person = &all[i].region.persons[k];
            if (person->buurt[LAST] < 0 || wks_demo_residents_age(person, LAST) < WKS_DEMO_ADULT) {
                continue;
            }
            wks_demo_answers answers = wks_demo_answers_of(&all[i].region, k, LAST);
            n++;
            n_distressed += answers.value[WKS_DEMO_MHI5] <= 60 ? 1 : 0;
            n_high_risk += answers.value[WKS_DEMO_K10] >= 30 ? 1 : 0;
            n_lonely += answers.value[WKS_DEMO_LONELINESS] >= 3 ? 1 : 0;
            assert_int_equal(answers.value[WKS_DEMO_MHI5] % 4, 0);
            assert_in_range(answers.value[WKS_DEMO_MHI5], 0, 100);
            assert_in_range(answers.value[WKS_DEMO_K10], 10, 50);
            assert_in_range(answers.value[WKS_DEMO_LONELINESS], 0, 11);
            assert_in_range(answers.value[WKS_DEMO_CONTROL], 7, 35);
            assert_in_range(answers.value[WKS_DEMO_STRESS], 1, 4);
            assert_in_range(answers.value[WKS_DEMO_HEALTH], 1, 5);
            assert_in_range(answers.value[WKS_DEMO_ENDS_MEET], 1, 4);
        }
        assert_true(share(n_distressed, n) > 15 && share(n_distressed, n) < 20);
        assert_true(share(n_high_risk, n) > 6 && share(n_high_risk, n) < 8);
        assert_true(share(n_lonely, n) > 42 && share(n_lonely, n) < 49);
    }
}

static void lives_are_lived_in_order(void **state)
{
    const truth *all = *state;
    const wks_demo_region *region = &all[0].region;
    size_t n_moves = 0;
    size_t n_adults_in_care = 0;
    for (size_t k = 0; k < region->n_persons; k++) {
        const wks_demo_person *person = &region->persons[k];
        bool has_gone = false;
        for (int year = 0; year < WKS_DEMO_N_YEARS; year++) {
            bool is_here = person->buurt[year] >= 0;
            assert_false(is_here && has_gone); /* nobody comes back */
            has_gone = year > 0 && person->buurt[year - 1] >= 0 && !is_here ? true : has_gone;
            n_moves += year > 0 && is_here && person->buurt[year - 1] >= 0 &&
                               person->buurt[year - 1] != person->buurt[year]
                           ? 1
                           : 0;
            const wks_demo_care *care = &person->care[year];
            bool has_care = care->poh + care->basis + care->special + care->bed_days > 0;
            assert_true(!has_care || (is_here && wks_demo_residents_age(person, year) >= 18));
            assert_true(!is_here || wks_demo_residents_age(person, year) >= 1);
            n_adults_in_care += has_care ? 1 : 0;
        }
    }
    assert_true(n_moves > 80000);
    assert_true(n_adults_in_care > 100000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(about_640_000_live_there),
        cmocka_unit_test(poh_ggz_runs_from_1_4_to_6_3_per_cent),
        cmocka_unit_test(poh_ggz_is_seen_by_more_than_specialised_ggz),
        cmocka_unit_test(some_wijken_have_much_need_and_little_use),
        cmocka_unit_test(answers_fit_what_monitors_find),
        cmocka_unit_test(lives_are_lived_in_order),
    };
    return cmocka_run_group_tests_name("demo_truth", tests, make_truths, drop_truths);
}
