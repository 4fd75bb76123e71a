/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "gate/gate.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <math.h>
#include <stdio.h>
#include <string.h>

static const wks_source own_source = {.id = "eigen"};
static const wks_source open_source = {.id = "open", .is_public = true};
static const wks_indicator indicator = {.id = "proef"};
static const char *const periods[] = {"2020", "2021", "2022"};

enum {
    N_GROUPS = 4,
    N_AREAS = 5, /* of a group */
    N_SERIES = 3,
    N_PLACES = N_GROUPS * N_AREAS,
    N_ALL = N_PLACES * N_SERIES,
    MINIMUM = 10
};

/* Three years of wijken in four gemeenten, every one compared with the rest of its gemeente. */
typedef struct bench {
    wks_arena arena;
    wks_error err;
    char area[N_PLACES][WKS_AREA_CODE_SIZE];
    wks_candidate items[N_ALL];
    wks_verdict verdicts[N_ALL];
    wks_candidate_test tests[N_SERIES];
    wks_candidate_trend trends[N_PLACES];
    wks_candidates candidates;
    const wks_released *released;
    wks_gate_report report;
} bench;

static void set_candidate(bench *at, size_t i)
{
    const size_t place = i % N_PLACES;
    wks_verdict *verdict = &at->verdicts[i];
    *verdict = (wks_verdict){.reference = 20,
                             .difference = 5,
                             .lower = 1,
                             .upper = 9,
                             .p_higher = 0.99,
                             .label = i % 3 == 0 ? WKS_VERDICT_HIGHER : WKS_VERDICT_NO_DIFFERENCE};
    snprintf(verdict->against, sizeof verdict->against, "GM%04zu", place / N_AREAS + 1);
    at->items[i] = (wks_candidate){.indicator = &indicator,
                                   .source = &own_source,
                                   .level = WKS_LEVEL_WIJK,
                                   .period = periods[i / N_PLACES],
                                   .area = at->area[place],
                                   .kind = WKS_CANDIDATE_COUNT,
                                   .n_persons = 400,
                                   .n_with = 100,
                                   .value = {25, 20, 30, WKS_STATUS_OK},
                                   .method = WKS_METHOD_WILSON,
                                   .flags = WKS_FLAG_HIGH_RSE,
                                   .parts = {.kind = WKS_PARTS_PROPORTION},
                                   .verdict = verdict};
}

static const bool none_hidden[512]; /* somebody asked, and no other count need be hidden */

static int set_up(void **state)
{
    static bench made;
    memset(&made, 0, sizeof made);
    wks_language_set(WKS_ENGLISH);
    wks_arena_init(&made.arena, 0);
    for (size_t i = 0; i < N_PLACES; i++) {
        snprintf(made.area[i], sizeof made.area[i], "WK%04zu%02zu", i / N_AREAS + 1, i % N_AREAS);
        made.trends[i] = (wks_candidate_trend){.indicator = &indicator,
                                               .level = WKS_LEVEL_WIJK,
                                               .area = made.area[i],
                                               .trend = {.from_period = "2020",
                                                         .to_period = "2021",
                                                         .n_periods = 2,
                                                         .per_year = 1,
                                                         .lower = 0.5,
                                                         .upper = 1.5,
                                                         .movement = WKS_MOVEMENT_RISING}};
    }
    for (size_t i = 0; i < N_ALL; i++) {
        set_candidate(&made, i);
    }
    for (size_t i = 0; i < N_SERIES; i++) {
        made.tests[i] = (wks_candidate_test){
            .indicator = &indicator,
            .level = WKS_LEVEL_WIJK,
            .period = periods[i],
            .test = {.n_tested = N_PLACES, .n_flagged = 7, .expected_by_chance = 2}};
    }
    made.candidates = (wks_candidates){.items = made.items,
                                       .n = N_ALL,
                                       .tests = made.tests,
                                       .n_tests = N_SERIES,
                                       .trends = made.trends,
                                       .n_trends = N_PLACES};
    *state = &made;
    return 0;
}

static int tear_down(void **state)
{
    bench *at = *state;
    wks_arena_fail_after(0);
    wks_arena_clear(&at->arena);
    return 0;
}

static void release(bench *at)
{
    const wks_gate_rules rules = {
        .minimum_persons = MINIMUM, .is_invented = true, .is_also_hidden = none_hidden};
    assert_int_equal(
        wks_gate_release(&rules, &at->candidates, &at->arena, &at->released, &at->report, &at->err),
        WKS_OK);
}

static void hide(bench *at, size_t i)
{
    at->items[i].n_with = 3;
}

static const wks_verdict *verdict_at(const bench *at, size_t i)
{
    return wks_released_at(at->released, i)->verdict;
}

static void passes_what_is_said_where_nothing_is_hidden(void **state)
{
    bench *at = *state;
    release(at);
    for (size_t i = 0; i < N_ALL; i++) {
        const wks_released_value *value = wks_released_at(at->released, i);
        assert_ptr_equal(value->verdict, &at->verdicts[i]);
        assert_int_equal(value->method, WKS_METHOD_WILSON);
        assert_int_equal(value->flags, WKS_FLAG_HIGH_RSE);
    }
    assert_int_equal(wks_released_count_tests(at->released), N_SERIES);
    assert_true(wks_released_test_at(at->released, 1)->test.expected_by_chance == 2);
    assert_int_equal(wks_released_count_trends(at->released), N_PLACES);
    assert_int_equal(wks_released_trend_at(at->released, 3)->trend.movement, WKS_MOVEMENT_RISING);
}

static void says_nothing_of_what_is_hidden(void **state)
{
    bench *at = *state;
    hide(at, 0);
    at->items[1].source = &open_source; /* a count all the same: nothing changes for it */
    release(at);
    const wks_released_value *value = wks_released_at(at->released, 0);
    assert_null(value->verdict);
    assert_int_equal(value->method, WKS_METHOD_NONE);
    assert_int_equal(value->flags, 0);
}

static void takes_every_verdict_from_a_group_with_one_hidden_area(void **state)
{
    bench *at = *state;
    hide(at, 2);
    release(at);
    for (size_t i = 0; i < N_AREAS; i++) {
        const wks_verdict *verdict = verdict_at(at, i);
        if (i == 2) {
            assert_null(verdict);
            continue;
        }
        assert_int_equal(verdict->label, WKS_VERDICT_NONE);
        assert_int_equal(verdict->reason, WKS_WHY_WOULD_REVEAL);
        assert_true(isnan(verdict->difference) && isnan(verdict->reference) &&
                    isnan(verdict->lower) && isnan(verdict->upper) && isnan(verdict->p_higher));
        assert_string_equal(verdict->against, "");
    }
    for (size_t i = N_AREAS; i < N_ALL; i++) { /* other gemeenten, other years */
        assert_ptr_equal(verdict_at(at, i), &at->verdicts[i]);
    }
}

static void keeps_verdicts_where_the_hidden_together_are_many(void **state)
{
    bench *at = *state;
    at->items[0].n_with = 6;
    at->items[1].n_with = 6; /* 12 of 800 */
    at->items[N_AREAS].n_with = 4;
    at->items[N_AREAS + 1].n_with = 4; /* 8 of 800: a cell that would be hidden */
    at->items[N_AREAS + N_AREAS].n_with = 394;
    at->items[N_AREAS + N_AREAS + 1].n_with = 399; /* all but 7 of 800 */
    release(at);
    assert_ptr_equal(verdict_at(at, 2), &at->verdicts[2]);
    assert_int_equal(verdict_at(at, N_AREAS + 2)->reason, WKS_WHY_WOULD_REVEAL);
    assert_int_equal(verdict_at(at, N_AREAS + N_AREAS + 2)->reason, WKS_WHY_WOULD_REVEAL);
}

/* Of the wijken of a gemeente any verdict tells the rest, and with the wijk itself the whole. */
static void takes_every_verdict_whose_whole_is_hidden(void **state)
{
    bench *at = *state;
    wks_candidate all[N_ALL + 1];
    memcpy(all + 1, at->items, sizeof at->items);
    all[0] = at->items[0];
    all[0].level = WKS_LEVEL_GEMEENTE;
    all[0].area = "GM0002";
    all[0].verdict = NULL;
    all[0].n_with = 3;
    at->candidates.items = all;
    at->candidates.n = N_ALL + 1;
    release(at);
    for (size_t i = 0; i < N_PLACES; i++) {
        const wks_verdict *verdict = verdict_at(at, i + 1);
        if (i / N_AREAS == 1) {
            assert_int_equal(verdict->reason, WKS_WHY_WOULD_REVEAL);
        } else {
            assert_ptr_equal(verdict, &at->verdicts[i]);
        }
    }
}

static void counts_only_what_it_shows(void **state)
{
    bench *at = *state;
    hide(at, 0); /* 0, 3 and 1, 2, 4 go: five of twenty, two of seven flags */
    release(at);
    const wks_verdict_test *test = &wks_released_test_at(at->released, 0)->test;
    assert_int_equal(test->n_tested, N_PLACES - N_AREAS);
    assert_int_equal(test->n_flagged, 5);
    assert_true(test->expected_by_chance == 1.5);
    for (size_t i = 0; i < N_GROUPS; i++) {
        hide(at, i * N_AREAS);
    }
    release(at);
    test = &wks_released_test_at(at->released, 0)->test;
    assert_int_equal(test->n_tested, 0);
    assert_int_equal(test->n_flagged, 0);
    assert_true(isnan(test->expected_by_chance));
}

static void shows_no_trend_over_a_hidden_year(void **state)
{
    bench *at = *state;
    hide(at, N_PLACES + 4);            /* 2021 */
    hide(at, N_PLACES + N_PLACES + 6); /* 2022: outside the stretch */
    release(at);
    const wks_verdict_trend *gone = &wks_released_trend_at(at->released, 4)->trend;
    assert_int_equal(gone->movement, WKS_MOVEMENT_NONE);
    assert_int_equal(gone->reason, WKS_WHY_WOULD_REVEAL);
    assert_null(gone->from_period);
    assert_true(isnan(gone->per_year) && isnan(gone->lower) && isnan(gone->upper));
    assert_int_equal(wks_released_trend_at(at->released, 6)->trend.movement, WKS_MOVEMENT_RISING);
    assert_int_equal(wks_released_trend_at(at->released, 5)->trend.movement, WKS_MOVEMENT_RISING);
}

static void says_nothing_of_counts_that_nobody_asked_of(void **state)
{
    bench *at = *state;
    const wks_gate_rules rules = {.minimum_persons = MINIMUM};
    assert_int_equal(
        wks_gate_release(&rules, &at->candidates, &at->arena, &at->released, &at->report, &at->err),
        WKS_OK);
    for (size_t i = 0; i < N_ALL; i++) {
        assert_null(verdict_at(at, i));
    }
    for (size_t i = 0; i < N_SERIES; i++) {
        assert_int_equal(wks_released_test_at(at->released, i)->test.n_tested, 0);
    }
    for (size_t i = 0; i < N_PLACES; i++) {
        assert_int_equal(wks_released_trend_at(at->released, i)->trend.movement, WKS_MOVEMENT_NONE);
    }
}

/* ---- trying to undo it --------------------------------------------------------------------- */

static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

/* A reader who has a verdict has the rest of that area, so with the area itself the whole; taking
 * off all that is shown leaves the sum of what is hidden.  first is the group's first candidate. */
static void attack(const bench *at, size_t first)
{
    bool knows_whole = false;
    size_t n_hidden = 0;
    double left = 0;
    double left_without = 0;
    for (size_t i = first; i < first + N_AREAS; i++) {
        const wks_verdict *verdict = verdict_at(at, i);
        knows_whole = knows_whole || (verdict != NULL && !isnan(verdict->reference));
        if (wks_released_at(at->released, i)->decision == WKS_DECISION_HIDDEN) {
            assert_null(verdict);
            n_hidden++;
            left += at->items[i].n_with;
            left_without += at->items[i].n_persons - at->items[i].n_with;
        }
    }
    if (knows_whole && n_hidden > 0) {
        assert_true(n_hidden >= 2);
        assert_true(left >= MINIMUM && left_without >= MINIMUM);
    }
}

static void never_gives_a_hidden_number_back(void **state)
{
    bench *at = *state;
    uint64_t seed = 20261122;
    size_t n_shown = 0;
    size_t n_hidden = 0;
    for (int round = 0; round < 500; round++) {
        for (size_t i = 0; i < N_ALL; i++) {
            const bool is_small = next_random(&seed) % 6 == 0;
            at->items[i].n_persons = 20 + (double)(next_random(&seed) % 200);
            at->items[i].n_with = is_small ? (double)(next_random(&seed) % MINIMUM) : 10;
        }
        wks_arena_clear(&at->arena);
        release(at);
        for (size_t first = 0; first < N_ALL; first += N_AREAS) {
            attack(at, first);
        }
        for (size_t i = 0; i < N_ALL; i++) {
            n_shown += verdict_at(at, i) != NULL && verdict_at(at, i)->reason == WKS_WHY_NONE;
            n_hidden += wks_released_at(at->released, i)->decision == WKS_DECISION_HIDDEN;
        }
    }
    assert_true(n_shown > 5000 && n_hidden > 3000);
}

static void reports_every_allocation_that_fails(void **state)
{
    bench *at = *state;
    const wks_gate_rules rules = {
        .minimum_persons = MINIMUM, .is_invented = true, .is_also_hidden = none_hidden};
    for (size_t n = 1;; n++) {
        wks_arena_fail_after(n);
        const wks_code code = wks_gate_release(&rules, &at->candidates, &at->arena, &at->released,
                                               &at->report, &at->err);
        wks_arena_fail_after(0);
        if (code == WKS_OK) {
            assert_true(n > 5);
            break;
        }
        assert_int_equal(code, WKS_E_MEMORY);
        assert_null(at->released);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CLAIM(passes_what_is_said_where_nothing_is_hidden),
        CLAIM(says_nothing_of_what_is_hidden),
        CLAIM(takes_every_verdict_from_a_group_with_one_hidden_area),
        CLAIM(keeps_verdicts_where_the_hidden_together_are_many),
        CLAIM(takes_every_verdict_whose_whole_is_hidden),
        CLAIM(counts_only_what_it_shows),
        CLAIM(shows_no_trend_over_a_hidden_year),
        CLAIM(says_nothing_of_counts_that_nobody_asked_of),
        CLAIM(never_gives_a_hidden_number_back),
        CLAIM(reports_every_allocation_that_fails),
    };
    return cmocka_run_group_tests_name("gate/gate_verdict", tests, NULL, NULL);
}
