/* Models and signals pass where the numbers they rest on do.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
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

static const wks_indicator need = {.id = "klachten"};
static const wks_indicator use = {.id = "zorg"};
static const wks_source open_source = {.id = "open", .is_public = true};
static const wks_source own_source = {.id = "eigen", .is_public = false};
static const wks_rung rung = {.kind = WKS_RUNG_SUPPLY, .indicator = "wachten", .dutch = "Wachten"};
static const wks_signal_pair pair = {
    .id = "paar", .level = WKS_LEVEL_WIJK, .is_label = true, .ladder = &rung, .n_ladder = 1};
static const wks_verdict higher = {.against = "GM0153", .label = WKS_VERDICT_HIGHER};

typedef struct bench {
    wks_arena arena;
    wks_error err;
    const wks_released *released;
    wks_gate_report report;
    wks_candidate items[3]; /* need, use, and what a rung quotes */
    wks_candidate_rung ladder;
    wks_candidate_signal signal;
    wks_candidate_signal_list list;
    wks_candidate_model model;
    wks_candidates all;
} bench;

static wks_candidate candidate(const wks_indicator *indicator, wks_candidate_kind kind, double n)
{
    return (wks_candidate){.indicator = indicator,
                           .source = kind == WKS_CANDIDATE_FIGURE ? &open_source : &own_source,
                           .level = WKS_LEVEL_WIJK,
                           .period = "2024",
                           .area = "WK015301",
                           .value = {20, 15, 25, WKS_STATUS_OK},
                           .kind = kind,
                           .n_persons = n,
                           .n_with = n / 2};
}

static const bool none_hidden[8]; /* somebody asked, and no other count need be hidden */

static int set_up(void **state)
{
    static bench made;
    memset(&made, 0, sizeof made);
    wks_language_set(WKS_ENGLISH);
    wks_arena_init(&made.arena, 0);
    made.items[0] = candidate(&need, WKS_CANDIDATE_MODEL, 900);
    made.items[1] = candidate(&use, WKS_CANDIDATE_COUNT, 400);
    made.items[2] = candidate(&use, WKS_CANDIDATE_COUNT, 200);
    made.items[2].breakdown = 1;
    made.items[2].verdict = &higher;
    made.ladder = (wks_candidate_rung){
        .rung = &rung, .outcome = WKS_RUNG_HIGHER, .dutch = "hoger dan de rest", .number = 2};
    made.signal = (wks_candidate_signal){.area = "WK015301",
                                         .need_number = 0,
                                         .use_number = 1,
                                         .need_value = 20,
                                         .ratio = 0.6,
                                         .probability = 0.9,
                                         .label = "strong",
                                         .ladder = &made.ladder,
                                         .n_ladder = 1};
    made.model = (wks_candidate_model){.indicator = &use,
                                       .level = WKS_LEVEL_WIJK,
                                       .period = "2024",
                                       .name = "mismatch",
                                       .dutch = "tekst",
                                       .english = "text",
                                       .diagnostics = "{}"};
    made.list = (wks_candidate_signal_list){.pair = &pair,
                                            .need = &need,
                                            .use = &use,
                                            .period = "2024",
                                            .note = "",
                                            .sensitivity = "[]",
                                            .signals = &made.signal,
                                            .n = 1};
    made.all = (wks_candidates){.items = made.items,
                                .n = 3,
                                .models = &made.model,
                                .n_models = 1,
                                .signal_lists = &made.list,
                                .n_signal_lists = 1};
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

static void judge(bench *at, bool is_invented)
{
    const wks_gate_rules rules = {
        .minimum_persons = 10, .is_invented = is_invented, .is_also_hidden = none_hidden};
    assert_int_equal(
        wks_gate_release(&rules, &at->all, &at->arena, &at->released, &at->report, &at->err),
        WKS_OK);
}

static void lets_a_signal_pass_whose_need_and_use_pass(void **state)
{
    bench *at = *state;
    judge(at, true);
    assert_int_equal(wks_released_count_models(at->released), 1);
    assert_int_equal(wks_released_count_signals(at->released), 1);
    const wks_released_signal_list *list = wks_released_signals_at(at->released, 0);
    assert_int_equal(list->model, 0);
    assert_string_equal(list->signals[0].label, "strong");
    assert_true(list->signals[0].ratio == 0.6);
    assert_int_equal(list->signals[0].ladder[0].outcome, WKS_OUTCOME_HIGHER);
}

static void keeps_a_signal_back_whose_use_is_hidden(void **state)
{
    bench *at = *state;
    wks_candidate_signal two[2] = {at->signal, at->signal};
    two[1].use_number = 2; /* stays visible, so that the list does */
    two[1].ladder = NULL;
    two[1].n_ladder = 0;
    at->list.signals = two;
    at->list.n = 2;
    at->items[1].n_with = 4;
    judge(at, true);
    const wks_released_signal *hidden = &wks_released_signals_at(at->released, 0)->signals[0];
    assert_string_equal(hidden->label, "none");
    assert_int_equal(hidden->reason, WKS_WHY_WOULD_REVEAL);
    assert_true(isnan(hidden->need_value) && isnan(hidden->ratio) && isnan(hidden->probability));
    assert_int_equal(hidden->n_ladder, 0);
}

static void drops_a_list_of_which_nothing_passes(void **state)
{
    bench *at = *state;
    at->items[0].n_persons = 3;
    judge(at, true);
    assert_int_equal(wks_released_count_signals(at->released), 0);
}

static void tells_nothing_where_no_number_passes(void **state)
{
    bench *at = *state;
    for (size_t i = 0; i < 3; i++) {
        at->items[i].n_persons = 3;
    }
    judge(at, false);
    assert_int_equal(wks_released_count_signals(at->released), 0);
    assert_int_equal(wks_released_count_models(at->released), 0);
}

static void tells_of_models_on_public_figures(void **state)
{
    bench *at = *state;
    at->items[0] = candidate(&need, WKS_CANDIDATE_FIGURE, NAN);
    at->items[1] = candidate(&use, WKS_CANDIDATE_FIGURE, NAN);
    at->items[2] = at->items[1];
    at->items[2].breakdown = 1;
    judge(at, false);
    assert_int_equal(wks_released_count_models(at->released), 1);
    assert_int_equal(wks_released_count_signals(at->released), 1);
}

static void takes_from_the_ladder_what_is_hidden_or_has_no_verdict_left(void **state)
{
    bench *at = *state;
    at->items[2].n_with = 3;
    judge(at, true);
    const wks_released_rung *hidden = wks_released_signals_at(at->released, 0)->signals[0].ladder;
    assert_int_equal(hidden->outcome, WKS_OUTCOME_NO_DATA);
    assert_null(strstr(hidden->dutch, "hoger"));
}

static void takes_from_the_ladder_a_hidden_number_that_compares_with_nothing(void **state)
{
    bench *at = *state;
    at->items[2].n_with = 3;
    at->items[2].verdict = NULL;
    at->ladder.outcome = WKS_RUNG_ABOVE_ONLY;
    judge(at, true);
    assert_int_equal(wks_released_signals_at(at->released, 0)->signals[0].ladder->outcome,
                     WKS_OUTCOME_NO_DATA);
}

/* The number is shown, and what it was compared with would give another back. */
static void takes_from_the_ladder_a_comparison_that_is_left_out(void **state)
{
    static const wks_verdict with_rest = {.label = WKS_VERDICT_HIGHER, .against = "GM0153"};
    bench *at = *state;
    wks_candidate four[4] = {at->items[0], at->items[1], at->items[2], at->items[2]};
    four[2].verdict = four[3].verdict = &with_rest;
    four[3].area = "WK015302";
    four[3].n_with = 3;
    wks_candidate_test test = {.indicator = &use,
                               .breakdown = 1,
                               .level = four[2].level,
                               .period = four[2].period,
                               .test = {.n_tested = 2}};
    at->all.items = four;
    at->all.n = 4;
    at->all.tests = &test;
    at->all.n_tests = 1;
    judge(at, true);
    assert_int_equal(wks_released_at(at->released, 2)->decision, WKS_DECISION_ALLOWED);
    assert_int_equal(wks_released_signals_at(at->released, 0)->signals[0].ladder->outcome,
                     WKS_OUTCOME_NO_DATA);
}

static void survives_every_failing_allocation(void **state)
{
    bench *at = *state;
    const wks_gate_rules rules = {
        .minimum_persons = 10, .is_invented = true, .is_also_hidden = none_hidden};
    wks_code code = WKS_E_MEMORY;
    for (size_t n = 1; code != WKS_OK; n++) {
        wks_arena_clear(&at->arena);
        wks_arena_init(&at->arena, 0);
        wks_arena_fail_after(n);
        code = wks_gate_release(&rules, &at->all, &at->arena, &at->released, &at->report, &at->err);
        wks_arena_fail_after(0);
        assert_true(code == WKS_OK || code == WKS_E_MEMORY);
        assert_true(n < 100);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(lets_a_signal_pass_whose_need_and_use_pass, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(keeps_a_signal_back_whose_use_is_hidden, set_up, tear_down),
        cmocka_unit_test_setup_teardown(drops_a_list_of_which_nothing_passes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tells_nothing_where_no_number_passes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tells_of_models_on_public_figures, set_up, tear_down),
        cmocka_unit_test_setup_teardown(takes_from_the_ladder_what_is_hidden_or_has_no_verdict_left,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            takes_from_the_ladder_a_hidden_number_that_compares_with_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(takes_from_the_ladder_a_comparison_that_is_left_out, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(survives_every_failing_allocation, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
