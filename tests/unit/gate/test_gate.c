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
#include <string.h>

static const wks_indicator indicator = {.id = "proef"};
static const wks_source open_source = {.id = "open", .is_public = true};
static const wks_source own_source = {.id = "eigen", .is_public = false};

typedef struct bench {
    wks_arena arena;
    wks_error err;
    const wks_released *released;
    wks_gate_report report;
} bench;

static const bool none_hidden[200]; /* somebody asked, and no other count need be hidden */

static int set_up(void **state)
{
    static bench made;
    memset(&made, 0, sizeof made);
    wks_language_set(WKS_ENGLISH);
    wks_arena_init(&made.arena, 0);
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

static wks_candidate candidate(wks_candidate_kind kind, const wks_source *source, double n_persons,
                               double n_with)
{
    return (wks_candidate){.indicator = &indicator,
                           .source = source,
                           .level = WKS_LEVEL_WIJK,
                           .period = "2022",
                           .area = "WK015301",
                           .value = {12.5, 10, 15, WKS_STATUS_OK},
                           .kind = kind,
                           .n_persons = n_persons,
                           .n_with = n_with,
                           .delivery = 3,
                           .rows = "17 18"};
}

static const wks_released_value *judge(bench *at, bool is_invented, wks_candidate one)
{
    const wks_gate_rules rules = {
        .minimum_persons = 10, .is_invented = is_invented, .is_also_hidden = none_hidden};
    assert_int_equal(wks_gate_release(&rules, &(wks_candidates){.items = &one, .n = 1}, &at->arena,
                                      &at->released, &at->report, &at->err),
                     WKS_OK);
    assert_int_equal(wks_released_count(at->released), 1);
    assert_true(wks_released_is_invented(at->released) == is_invented);
    return wks_released_at(at->released, 0);
}

static void assert_empty(const wks_released_value *value, wks_decision decision, wks_status status)
{
    assert_int_equal(value->decision, decision);
    assert_int_equal(value->value.status, status);
    assert_true(isnan(value->value.value));
    assert_true(isnan(value->value.lower));
    assert_true(isnan(value->value.upper));
    assert_null(value->rows);
}

static void lets_public_figures_pass_with_their_rows(void **state)
{
    bench *at = *state;
    const wks_candidate one = candidate(WKS_CANDIDATE_FIGURE, &open_source, NAN, NAN);
    for (int i = 0; i < 2; i++) {
        const wks_released_value *value = judge(at, i == 1, one);
        assert_int_equal(value->decision, WKS_DECISION_PUBLIC);
        assert_true(value->value.value == 12.5 && value->value.lower == 10 &&
                    value->value.upper == 15);
        assert_string_equal(value->rows, "17 18");
        assert_string_equal(value->area, "WK015301");
        assert_int_equal(value->delivery, 3);
        assert_ptr_equal(value->indicator, &indicator);
        assert_ptr_equal(value->source, &open_source);
    }
    assert_null(at->report.refused);
}

static void passes_on_why_a_public_figure_is_empty(void **state)
{
    bench *at = *state;
    static const wks_status empties[] = {WKS_STATUS_HIDDEN, WKS_STATUS_TOO_FEW,
                                         WKS_STATUS_NOT_DELIVERED, WKS_STATUS_NOT_APPLICABLE};
    for (size_t i = 0; i < sizeof empties / sizeof empties[0]; i++) {
        wks_candidate one = candidate(WKS_CANDIDATE_FIGURE, &open_source, NAN, NAN);
        one.value = wks_value_empty(empties[i]);
        assert_empty(judge(at, false, one), WKS_DECISION_NONE, empties[i]);
    }
}

/* ---- rules of a policy ----------------------------------------------------------------------- */

static bool hides(const wks_gate_rules *rules, const wks_candidate *one)
{
    const wks_candidates all = {.items = (wks_candidate *)one, .n = 1};
    return wks_gate_hides(rules, &all, one);
}

static void hides_what_is_of_few_providers(void **state)
{
    (void)state;
    const wks_source told = {.id = "w", .provider_column = "aanbieder"};
    const wks_gate_rules rules = {.minimum_persons = 10, .minimum_providers = 3};
    wks_candidate one = candidate(WKS_CANDIDATE_COUNT, &told, 1000, 60);
    assert_true(hides(&rules, &one)); /* nobody counted them */
    one.has_providers = true;
    one.n_providers = 2;
    assert_true(hides(&rules, &one));
    one.n_providers = 3;
    assert_false(hides(&rules, &one));
    one.n_providers = 1;
    one.source = &own_source; /* which names none */
    assert_false(hides(&rules, &one));
    assert_false(hides(&(wks_gate_rules){.minimum_persons = 10}, &one));
}

/* A mean of 100 persons who have 1,000 together. */
static bool hides_mean(const wks_gate_rules *rules, double largest, double second, bool is_known)
{
    wks_candidate one = candidate(WKS_CANDIDATE_MEAN, &own_source, 100, NAN);
    one.parts = (wks_parts){.kind = WKS_PARTS_MEAN, .with = 1000, .all = 100};
    one.largest = largest;
    one.second = second;
    one.has_largest = is_known;
    return hides(rules, &one);
}

static void hides_a_mean_that_one_or_two_have_most_of(void **state)
{
    (void)state;
    const wks_policy_dominance dominance[] = {{1, 50}, {2, 90}};
    const wks_gate_rules few = {.minimum_persons = 10, .dominance = dominance, .n_dominance = 2};
    const wks_gate_rules prior = {.minimum_persons = 10, .prior = {.p_percent = 15, .n_known = 1}};
    assert_false(hides_mean(&few, 500, 400, true));
    assert_true(hides_mean(&few, 501, 10, true));
    assert_true(hides_mean(&few, 460, 441, true));
    assert_true(hides_mean(&few, 1, 1, false));       /* nobody looked */
    assert_false(hides_mean(&prior, 500, 425, true)); /* 75 are left: 15 per cent */
    assert_true(hides_mean(&prior, 500, 426, true));
    assert_true(hides_mean(&prior, 1, 1, false));
    assert_false(hides_mean(&(wks_gate_rules){.minimum_persons = 10}, 999, 1, false));
}

/* Whoever forgets the question releases no count. */
static void refuses_counts_of_which_nobody_asked_what_others_tell(void **state)
{
    bench *at = *state;
    static const wks_candidate_kind kinds[] = {WKS_CANDIDATE_COUNT, WKS_CANDIDATE_MEAN};
    const wks_gate_rules rules = {.minimum_persons = 10};
    for (size_t i = 0; i < 2; i++) {
        wks_candidate one = candidate(kinds[i], &own_source, 5000, 2500);
        assert_int_equal(wks_gate_release(&rules, &(wks_candidates){.items = &one, .n = 1},
                                          &at->arena, &at->released, &at->report, &at->err),
                         WKS_OK);
        assert_empty(wks_released_at(at->released, 0), WKS_DECISION_REFUSED,
                     WKS_STATUS_NOT_RELEASED);
        assert_ptr_equal(at->report.refused, &own_source);
        assert_int_equal(at->report.n_by_decision[WKS_DECISION_REFUSED], 1);
        assert_int_equal(judge(at, false, one)->decision, WKS_DECISION_ALLOWED);
    }
}

static void hides_a_figure_that_is_not_public_and_counts_nobody(void **state)
{
    bench *at = *state;
    assert_empty(judge(at, false, candidate(WKS_CANDIDATE_FIGURE, &own_source, NAN, NAN)),
                 WKS_DECISION_HIDDEN, WKS_STATUS_HIDDEN);
    /* a count is never public, whatever the catalogue says of its source */
    assert_empty(judge(at, false, candidate(WKS_CANDIDATE_COUNT, &open_source, 5000, 4)),
                 WKS_DECISION_HIDDEN, WKS_STATUS_HIDDEN);
}

static void hides_counts_under_the_minimum_below_above_or_between(void **state)
{
    bench *at = *state;

    static const struct {
        double n_persons, n_with;
        bool is_allowed;
    } cases[] = {
        {100, 10, true}, {100, 90, true}, {20, 10, true},  {100, 9, false}, {100, 91, false},
        {9, 0, false},   {19, 10, false}, {10, 10, false}, {100, 0, false}, {100, 100, false},
        {0, 0, false},   {10, 20, false}, {-5, 50, false}, {9.9, 5, false},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const wks_released_value *value =
            judge(at, true,
                  candidate(WKS_CANDIDATE_COUNT, &own_source, cases[i].n_persons, cases[i].n_with));
        if (cases[i].is_allowed) {
            assert_int_equal(value->decision, WKS_DECISION_ALLOWED);
            assert_true(value->value.value == 12.5);
            assert_null(value->rows);
        } else {
            assert_empty(value, WKS_DECISION_HIDDEN, WKS_STATUS_HIDDEN);
        }
    }
}

static void marks_a_release_with_invented_persons_whoever_says_so(void **state)
{
    bench *at = *state;
    wks_candidate one = candidate(WKS_CANDIDATE_FIGURE, &open_source, NAN, NAN);
    for (int i = 0; i < 4; i++) {
        const wks_gate_rules rules = {
            .minimum_persons = 10, .holds_invented = i % 2 == 1, .is_also_hidden = none_hidden};
        one.is_invented = i / 2 == 1;
        assert_int_equal(wks_gate_release(&rules, &(wks_candidates){.items = &one, .n = 1},
                                          &at->arena, &at->released, &at->report, &at->err),
                         WKS_OK);
        assert_true(wks_released_is_invented(at->released) == (i > 0));
    }
}

static void judges_surveys_and_means_by_who_answered(void **state)
{
    bench *at = *state;
    static const wks_candidate_kind kinds[] = {WKS_CANDIDATE_SURVEY, WKS_CANDIDATE_MEAN};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(judge(at, true, candidate(kinds[i], &own_source, 10, NAN))->decision,
                         WKS_DECISION_ALLOWED);
        assert_int_equal(judge(at, true, candidate(kinds[i], &own_source, 10, 1))->decision,
                         WKS_DECISION_ALLOWED);
        assert_empty(judge(at, true, candidate(kinds[i], &own_source, 9, NAN)), WKS_DECISION_HIDDEN,
                     WKS_STATUS_HIDDEN);
    }
    wks_candidate few = candidate(WKS_CANDIDATE_SURVEY, &own_source, 4, NAN);
    few.value = wks_value_empty(WKS_STATUS_TOO_FEW);
    assert_empty(judge(at, true, few), WKS_DECISION_NONE, WKS_STATUS_TOO_FEW);
}

static void never_passes_a_count_that_is_unknown(void **state)
{
    bench *at = *state;
    assert_empty(judge(at, true, candidate(WKS_CANDIDATE_COUNT, &own_source, NAN, 50)),
                 WKS_DECISION_HIDDEN, WKS_STATUS_HIDDEN);
    assert_empty(judge(at, true, candidate(WKS_CANDIDATE_COUNT, &own_source, 100, NAN)),
                 WKS_DECISION_HIDDEN, WKS_STATUS_HIDDEN);
    assert_empty(judge(at, true, candidate(WKS_CANDIDATE_SURVEY, &own_source, NAN, NAN)),
                 WKS_DECISION_HIDDEN, WKS_STATUS_HIDDEN);
    assert_empty(judge(at, true, candidate(WKS_CANDIDATE_MEAN, &own_source, NAN, NAN)),
                 WKS_DECISION_HIDDEN, WKS_STATUS_HIDDEN);
    assert_empty(judge(at, true, candidate(WKS_CANDIDATE_FIGURE, &own_source, NAN, NAN)),
                 WKS_DECISION_HIDDEN, WKS_STATUS_HIDDEN);
}

/* Measure makes no such candidate; if it ever does, the number may not slip out beside the reason.
 */
static void lets_no_number_out_beside_a_reason_for_an_empty(void **state)
{
    bench *at = *state;
    wks_candidate few = candidate(WKS_CANDIDATE_COUNT, &own_source, 4, 2);
    few.value.status = WKS_STATUS_TOO_FEW;
    assert_empty(judge(at, true, few), WKS_DECISION_NONE, WKS_STATUS_TOO_FEW);
    few = candidate(WKS_CANDIDATE_FIGURE, &open_source, NAN, NAN);
    few.value.status = WKS_STATUS_HIDDEN;
    assert_empty(judge(at, false, few), WKS_DECISION_NONE, WKS_STATUS_HIDDEN);
}

static void refuses_a_minimum_below_ten(void **state)
{
    bench *at = *state;
    wks_candidate one = candidate(WKS_CANDIDATE_COUNT, &own_source, 100, 50);
    static const int minimums[] = {9, 1, 0, -10};
    for (size_t i = 0; i < sizeof minimums / sizeof minimums[0]; i++) {
        const wks_gate_rules rules = {
            .minimum_persons = minimums[i], .is_invented = true, .is_also_hidden = none_hidden};
        at->released = (const wks_released *)at;
        assert_int_equal(wks_gate_release(&rules, &(wks_candidates){.items = &one, .n = 1},
                                          &at->arena, &at->released, &at->report, &at->err),
                         WKS_E_ARGUMENT);
        assert_null(at->released);
    }
    assert_string_equal(at->err.text, "the minimum number of persons is -10; expected at least 10");
}

static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static wks_candidate random_candidate(uint64_t *seed)
{
    static const double counts[] = {0,  1,  5,  9,    9.5, 10,  11,      19,
                                    20, 21, 50, 1000, -3,  NAN, INFINITY};

    enum {
        N_COUNTS = sizeof counts / sizeof counts[0]
    };

    wks_candidate one =
        candidate((wks_candidate_kind)(next_random(seed) % 4),
                  next_random(seed) % 3 == 0 ? &open_source : &own_source,
                  counts[next_random(seed) % N_COUNTS], counts[next_random(seed) % N_COUNTS]);
    one.value.status = (wks_status)(next_random(seed) % WKS_N_STATUSES);
    one.is_invented = next_random(seed) % 4 == 0;
    if (next_random(seed) % 3 == 0) {
        one.value = wks_value_empty(one.value.status);
    }
    return one;
}

/* What may be seen of a candidate whose number came out, spelled out apart from the gate's code. */
static bool may_be_seen(const wks_candidate *one, int minimum)
{
    if (one->kind == WKS_CANDIDATE_FIGURE) {
        return one->source->is_public;
    }
    if (isnan(one->n_persons) || one->n_persons < minimum) {
        return false;
    }
    return one->kind != WKS_CANDIDATE_COUNT ||
           (!isnan(one->n_with) && one->n_with >= minimum && !isnan(one->n_persons - one->n_with) &&
            one->n_persons - one->n_with >= minimum);
}

static void never_lets_a_number_out_on_fewer_than_the_minimum(void **state)
{
    bench *at = *state;

    enum {
        N_CANDIDATES = 200
    };

    static wks_candidate many[N_CANDIDATES];
    uint64_t seed = 20261121;
    size_t n_out = 0;
    for (int round = 0; round < 300; round++) {
        const wks_gate_rules rules = {.minimum_persons = 10 + (int)(next_random(&seed) % 12),
                                      .is_invented = round % 2 == 0,
                                      .holds_invented = round % 3 == 0,
                                      .is_also_hidden = none_hidden};
        size_t n_by_decision[WKS_DECISION_REFUSED + 1] = {0};
        for (size_t i = 0; i < N_CANDIDATES; i++) {
            many[i] = random_candidate(&seed);
            many[i].delivery = (int)i;
        }
        wks_arena_clear(&at->arena);
        assert_int_equal(wks_gate_release(&rules,
                                          &(wks_candidates){.items = many, .n = N_CANDIDATES},
                                          &at->arena, &at->released, &at->report, &at->err),
                         WKS_OK);
        assert_int_equal(wks_released_count(at->released), N_CANDIDATES);
        for (size_t i = 0; i < N_CANDIDATES; i++) {
            const wks_released_value *value = wks_released_at(at->released, i);
            const bool has_number = !isnan(value->value.value) || !isnan(value->value.lower) ||
                                    !isnan(value->value.upper);
            assert_int_equal(value->delivery, (int)i); /* in the order in which they came */
            assert_true(!has_number || may_be_seen(&many[i], rules.minimum_persons));
            assert_true(!has_number || wks_status_has_number(value->value.status));
            assert_true(value->rows == NULL || many[i].source->is_public);
            n_by_decision[value->decision]++;
            n_out += has_number;
        }
        assert_memory_equal(n_by_decision, at->report.n_by_decision, sizeof n_by_decision);
    }
    assert_true(n_out > 1000);
}

static void hides_what_others_would_give_back(void **state)
{
    bench *at = *state;
    static const bool is_hidden[] = {false, true};
    const wks_gate_rules rules = {.minimum_persons = 10, .is_also_hidden = is_hidden};
    wks_candidate two[2];
    two[0] = two[1] = candidate(WKS_CANDIDATE_COUNT, &own_source, 100, 50);
    assert_int_equal(wks_gate_release(&rules, &(wks_candidates){.items = two, .n = 2}, &at->arena,
                                      &at->released, &at->report, &at->err),
                     WKS_OK);
    assert_int_equal(wks_released_at(at->released, 0)->decision, WKS_DECISION_ALLOWED);
    assert_empty(wks_released_at(at->released, 1), WKS_DECISION_HIDDEN, WKS_STATUS_HIDDEN);
}

static void hides_what_a_policy_asks_more_of(void **state)
{
    bench *at = *state;
    const wks_gate_rules rules = {.minimum_persons = 10,
                                  .survey_minimum = 30,
                                  .minimum_inhabitants = 1000,
                                  .is_also_hidden = none_hidden};
    wks_candidate all[] = {candidate(WKS_CANDIDATE_SURVEY, &own_source, 29, NAN),
                           candidate(WKS_CANDIDATE_MODEL, &own_source, 29, NAN),
                           candidate(WKS_CANDIDATE_COUNT, &own_source, 999, 500),
                           candidate(WKS_CANDIDATE_SURVEY, &own_source, 30, NAN),
                           candidate(WKS_CANDIDATE_COUNT, &own_source, 1000, 500)};
    const size_t n = sizeof all / sizeof all[0];
    for (size_t i = 0; i < n; i++) {
        all[i].level = i == 2 || i == 4 ? WKS_LEVEL_WIJK : WKS_LEVEL_GEMEENTE;
    }
    assert_int_equal(wks_gate_release(&rules, &(wks_candidates){.items = all, .n = n}, &at->arena,
                                      &at->released, &at->report, &at->err),
                     WKS_OK);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(wks_released_at(at->released, i)->decision,
                         i < 3 ? WKS_DECISION_HIDDEN : WKS_DECISION_ALLOWED);
    }
}

/* What is worked out of numbers is worked out of what a reader sees. */
static void covers_what_will_not_be_shown(void **state)
{
    bench *at = *state;
    static const bool is_hidden[] = {false, true, false, false};
    const wks_gate_rules rules = {.minimum_persons = 10, .is_also_hidden = is_hidden};
    const wks_verdict verdict = {.label = WKS_VERDICT_HIGHER};
    wks_candidate *covered = NULL;
    wks_candidate all[] = {candidate(WKS_CANDIDATE_COUNT, &own_source, 100, 50),
                           candidate(WKS_CANDIDATE_COUNT, &own_source, 100, 50),
                           candidate(WKS_CANDIDATE_COUNT, &own_source, 100, 9),
                           candidate(WKS_CANDIDATE_FIGURE, &open_source, NAN, NAN)};
    const size_t n = sizeof all / sizeof all[0];
    for (size_t i = 0; i < n; i++) {
        all[i].parts = (wks_parts){.kind = WKS_PARTS_PROPORTION, .with = all[i].n_with};
        all[i].crude_ratio = 1.5;
        all[i].verdict = &verdict;
    }
    assert_int_equal(wks_gate_cover(&rules, &(wks_candidates){.items = all, .n = n}, &at->arena,
                                    &covered, &at->err),
                     WKS_OK);
    for (size_t i = 0; i < n; i++) {
        const bool is_covered = i == 1 || i == 2;
        assert_int_equal(covered[i].value.status, is_covered ? WKS_STATUS_HIDDEN : WKS_STATUS_OK);
        assert_true(isnan(covered[i].value.value) == is_covered);
        assert_int_equal(covered[i].parts.kind, is_covered ? WKS_PARTS_NONE : WKS_PARTS_PROPORTION);
        assert_true(isnan(covered[i].crude_ratio) == is_covered);
        assert_true((covered[i].verdict == NULL) == is_covered);
        assert_true(all[i].value.value == 12.5); /* the gate itself still has all */
    }
}

static void releases_nothing_out_of_nothing(void **state)
{
    bench *at = *state;
    const wks_gate_rules rules = {.minimum_persons = 10, .is_also_hidden = none_hidden};
    assert_int_equal(wks_gate_release(&rules, &(wks_candidates){0}, &at->arena, &at->released,
                                      &at->report, &at->err),
                     WKS_OK);
    assert_int_equal(wks_released_count(at->released), 0);
}

static void reports_every_allocation_that_fails(void **state)
{
    bench *at = *state;
    const wks_gate_rules rules = {
        .minimum_persons = 10, .is_invented = true, .is_also_hidden = none_hidden};
    wks_candidate one = candidate(WKS_CANDIDATE_COUNT, &own_source, 100, 50);
    for (size_t n = 1;; n++) {
        wks_arena_fail_after(n);
        wks_code code = wks_gate_release(&rules, &(wks_candidates){.items = &one, .n = 1},
                                         &at->arena, &at->released, &at->report, &at->err);
        wks_arena_fail_after(0);
        if (code == WKS_OK) {
            assert_int_equal(n, 8); /* what is released, its values, tests, trends and findings */
            break;
        }
        assert_int_equal(code, WKS_E_MEMORY);
        assert_null(at->released);
    }
}

static void names_every_decision(void **state)
{
    (void)state;
    assert_string_equal(wks_decision_code(WKS_DECISION_NONE), "none");
    assert_string_equal(wks_decision_code(WKS_DECISION_PUBLIC), "public");
    assert_string_equal(wks_decision_code(WKS_DECISION_ALLOWED), "allowed");
    assert_string_equal(wks_decision_code(WKS_DECISION_HIDDEN), "hidden");
    assert_string_equal(wks_decision_code(WKS_DECISION_REFUSED), "refused");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CLAIM(lets_public_figures_pass_with_their_rows),
        CLAIM(passes_on_why_a_public_figure_is_empty),
        cmocka_unit_test(hides_what_is_of_few_providers),
        cmocka_unit_test(hides_a_mean_that_one_or_two_have_most_of),
        cmocka_unit_test_setup_teardown(refuses_counts_of_which_nobody_asked_what_others_tell,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(hides_a_figure_that_is_not_public_and_counts_nobody, set_up,
                                        tear_down),
        CLAIM(hides_counts_under_the_minimum_below_above_or_between),
        CLAIM(marks_a_release_with_invented_persons_whoever_says_so),
        CLAIM(judges_surveys_and_means_by_who_answered),
        CLAIM(never_passes_a_count_that_is_unknown),
        CLAIM(lets_no_number_out_beside_a_reason_for_an_empty),
        CLAIM(refuses_a_minimum_below_ten),
        CLAIM(never_lets_a_number_out_on_fewer_than_the_minimum),
        CLAIM(hides_what_others_would_give_back),
        CLAIM(hides_what_a_policy_asks_more_of),
        CLAIM(covers_what_will_not_be_shown),
        CLAIM(releases_nothing_out_of_nothing),
        CLAIM(reports_every_allocation_that_fails),
        CLAIM(names_every_decision),
    };
    return cmocka_run_group_tests_name("gate/gate", tests, NULL, NULL);
}
