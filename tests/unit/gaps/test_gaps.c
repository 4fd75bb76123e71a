/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "gaps/gaps.h"
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
#include <stdlib.h>
#include <string.h>

enum {
    N_WIJKEN = 12,
    MOST = 256
};

static const wks_source own_source = {.id = "eigen"};
static const wks_source open_source = {.id = "open", .is_public = true};

/* What a test may change of the region before it asks. */
typedef struct bench {
    wks_arena arena;
    wks_error err;
    wks_indicator indicators[4]; /* inkomen, inwoners, zorg, context */
    wks_breakdown breakdowns[5];
    wks_gap_order orders[2];
    const char *without[1];
    wks_catalogue catalogue;
    wks_area areas[N_WIJKEN + 2];
    char codes[N_WIJKEN][WKS_AREA_CODE_SIZE];
    wks_candidate items[MOST];
    wks_candidates candidates;
    const wks_released *released;
    const wks_gaps *gaps;
} bench;

static const wks_breakdown whole = {.id = "totaal"};

enum {
    INCOME,
    RESIDENTS,
    CARE,
    CONTEXT
};

static void make_catalogue(bench *at)
{
    static const char *const ids[] = {"inkomen", "inwoners", "zorg", "drukte"};
    static const char *const themes[] = {"context", "context", "zorg", "context"};
    for (size_t i = 0; i < 4; i++) {
        at->indicators[i] = (wks_indicator){.id = ids[i],
                                            .theme = themes[i],
                                            .unit = "%",
                                            .may_compare = true,
                                            .may_trend = true,
                                            .breakdowns = &whole,
                                            .n_breakdowns = 1};
    }
    at->breakdowns[0] = (wks_breakdown){
        .id = "18+", .age = "18+", .has_age_years = true, .age_from = 18, .age_to = 200};
    at->breakdowns[1] = (wks_breakdown){
        .id = "65+", .age = "65+", .has_age_years = true, .age_from = 65, .age_to = 200};
    at->breakdowns[2] = (wks_breakdown){
        .id = "18-64", .age = "18-64", .has_age_years = true, .age_from = 18, .age_to = 64};
    at->breakdowns[3] = (wks_breakdown){.id = "vrouwen", .sex = "V"};
    at->breakdowns[4] = (wks_breakdown){.id = "mannen", .sex = "M"};
    at->indicators[CARE].breakdowns = at->breakdowns;
    at->indicators[CARE].n_breakdowns = 5;
    at->orders[0] = (wks_gap_order){.indicator = "inkomen"};
    at->without[0] = "context";
    at->catalogue = (wks_catalogue){.indicators = at->indicators,
                                    .n_indicators = 4,
                                    .gaps = {.weight = "inwoners",
                                             .orders = at->orders,
                                             .n_orders = 1,
                                             .most_years = 2,
                                             .least_areas = 10,
                                             .least_share = 80,
                                             .levels = {[WKS_LEVEL_WIJK] = true},
                                             .without = at->without,
                                             .n_without = 1}};
}

static wks_candidate *add(bench *at, size_t indicator, wks_level level, const char *period,
                          const char *area)
{
    assert_true(at->candidates.n < MOST);
    wks_candidate *made = &at->items[at->candidates.n++];
    *made = (wks_candidate){.indicator = &at->indicators[indicator],
                            .source = &open_source,
                            .level = level,
                            .period = period,
                            .area = area,
                            .kind = WKS_CANDIDATE_FIGURE,
                            .n_persons = NAN,
                            .n_with = NAN,
                            .value = {NAN, NAN, NAN, WKS_STATUS_OK}};
    return made;
}

/* Residents 1000, 1100 ...; the higher the income the lower the care, with some distance. */
static void add_wijken(bench *at, const char *period, double slope)
{
    for (size_t i = 0; i < N_WIJKEN; i++) {
        const double off = i % 3 == 0 ? 0.6 : i % 3 == 1 ? -0.4 : -0.1;
        add(at, INCOME, WKS_LEVEL_WIJK, period, at->codes[i])->value.value =
            20 + (double)((i * 5) % N_WIJKEN);
        add(at, RESIDENTS, WKS_LEVEL_WIJK, period, at->codes[i])->value.value =
            1000 + 100 * (double)i;
        wks_candidate *care = add(at, CARE, WKS_LEVEL_WIJK, period, at->codes[i]);
        care->value.value = 30 + slope * (double)((i * 5) % N_WIJKEN) + off;
        care->value.lower = care->value.value - 2;
        care->value.upper = care->value.value + 2;
        care->source = &own_source;
        care->kind = WKS_CANDIDATE_COUNT;
        care->n_persons = 400;
        care->n_with = 100;
    }
}

static int set_up(void **state)
{
    static bench made;
    memset(&made, 0, sizeof made);
    wks_language_set(WKS_ENGLISH);
    wks_arena_init(&made.arena, 0);
    made.candidates.items = made.items;
    made.areas[0] = (wks_area){.code = "GG0001", .level = WKS_LEVEL_REGIO};
    made.areas[1] = (wks_area){.code = "GM0001", .level = WKS_LEVEL_GEMEENTE};
    for (size_t i = 0; i < N_WIJKEN; i++) {
        snprintf(made.codes[i], sizeof made.codes[i], "WK0001%02zu", i);
        made.areas[i + 2] = (wks_area){.code = made.codes[i], .level = WKS_LEVEL_WIJK};
    }
    make_catalogue(&made);
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

static int compare_items(const void *a, const void *b)
{
    const wks_candidate *left = a;
    const wks_candidate *right = b;
    if (left->indicator != right->indicator) {
        return left->indicator < right->indicator ? -1 : 1;
    }
    return wks_candidates_compare(a, b);
}

static wks_gaps_input input(const bench *at)
{
    return (wks_gaps_input){.released = at->released,
                            .catalogue = &at->catalogue,
                            .areas = at->areas,
                            .n_areas = N_WIJKEN + 2,
                            .region_code = "GG0001"};
}

static void find(bench *at)
{
    static const bool none_hidden[MOST];
    const wks_gate_rules rules = {
        .minimum_persons = 10, .is_invented = true, .is_also_hidden = none_hidden};
    wks_gate_report report;
    qsort(at->items, at->candidates.n, sizeof at->items[0], compare_items);
    assert_int_equal(
        wks_gate_release(&rules, &at->candidates, &at->arena, &at->released, &report, &at->err),
        WKS_OK);
    const wks_gaps_input in = input(at);
    assert_int_equal(wks_gaps_find(&in, &at->arena, &at->gaps, &at->err), WKS_OK);
}

static const wks_gap *gap_of(const bench *at, wks_gap_kind kind, const char *period)
{
    for (size_t i = 0; i < wks_gaps_count(at->gaps); i++) {
        const wks_gap *gap = wks_gaps_at(at->gaps, i);
        if (gap->kind == kind && strcmp(gap->period, period) == 0) {
            return gap;
        }
    }
    return NULL;
}

static wks_candidate *care_of(bench *at, size_t wijk, const char *period)
{
    for (size_t i = 0; i < at->candidates.n; i++) {
        wks_candidate *item = &at->items[i];
        if (item->indicator == &at->indicators[CARE] && item->area == at->codes[wijk] &&
            strcmp(item->period, period) == 0) {
            return item;
        }
    }
    return NULL;
}

static bool is_near(double a, double b)
{
    return fabs(a - b) < 1e-9 * (1 + fabs(b));
}

/* ---- areas --------------------------------------------------------------------------------- */

/* By the normal equations, written out once more. */
static void lays_a_line_over_the_areas_in_order_of_income(void **state)
{
    bench *at = *state;
    double s[5] = {0};
    double below = 0;
    double people = 0;
    add_wijken(at, "2020", -1);
    find(at);
    for (size_t i = 0; i < N_WIJKEN; i++) {
        people += 1000 + 100 * (double)i;
    }
    for (size_t place = 0; place < N_WIJKEN; place++) {
        const size_t i = (place * 5) % N_WIJKEN; /* 5 x 5 = 25 = 1 + 2 x 12: its own inverse */
        const double w = 1000 + 100 * (double)i;
        const double r = (below + w / 2) / people;
        const double y = care_of(at, i, "2020")->value.value;
        below += w;
        s[0] += w;
        s[1] += w * r;
        s[2] += w * r * r;
        s[3] += w * y;
        s[4] += w * r * y;
    }
    const double slope = (s[0] * s[4] - s[1] * s[3]) / (s[0] * s[2] - s[1] * s[1]);
    const double least = (s[3] - slope * s[1]) / s[0];
    const wks_gap *gap = gap_of(at, WKS_GAP_ORDER, "2020");
    assert_non_null(gap);
    assert_int_equal(gap->reason, WKS_GAP_WHOLE);
    assert_true(is_near(gap->first, least) && is_near(gap->last, least + slope));
    assert_true(is_near(gap->absolute.value, -slope));
    assert_true(is_near(gap->relative.value, least / (least + slope)));
    assert_true(gap->absolute.lower > 8 && gap->absolute.lower < -slope &&
                gap->absolute.upper > -slope);
    assert_true(gap->relative.lower < gap->relative.value &&
                gap->relative.value < gap->relative.upper);
    assert_int_equal(gap->n_areas, 12);
    assert_int_equal(gap->n_all, 12);
    assert_true(is_near(gap->share, 100));
    assert_string_equal(gap->order->indicator, "inkomen");
    assert_string_equal(gap->order_period, "2020");
    assert_string_equal(gap->area, "GG0001");
    assert_false(gap->is_modelled);
}

static void gives_the_mean_of_each_fifth_by_residents(void **state)
{
    bench *at = *state;
    double weight = 0;
    size_t n = 0;
    double sum = 0;
    double all = 0;
    add_wijken(at, "2020", -1);
    find(at);
    const wks_gap *gap = gap_of(at, WKS_GAP_ORDER, "2020");
    assert_int_equal(gap->n_groups, 5);
    for (size_t k = 0; k < 5; k++) {
        assert_int_equal(gap->groups[k].part, k + 1);
        n += gap->groups[k].n_areas;
        weight += gap->groups[k].weight;
        sum += gap->groups[k].weight * gap->groups[k].number.value;
        assert_true(k == 0 || gap->groups[k].number.value < gap->groups[k - 1].number.value);
    }
    for (size_t i = 0; i < N_WIJKEN; i++) {
        all += (1000 + 100 * (double)i) * care_of(at, i, "2020")->value.value;
    }
    assert_int_equal(n, 12);
    assert_true(is_near(weight, 18600) && is_near(sum, all));
}

static void measures_how_far_areas_lie_apart_without_an_order(void **state)
{
    bench *at = *state;
    double people = 0;
    double mean = 0;
    double variance = 0;
    double away = 0;
    add_wijken(at, "2020", -1);
    find(at);
    for (size_t i = 0; i < N_WIJKEN; i++) {
        people += 1000 + 100 * (double)i;
        mean += (1000 + 100 * (double)i) * care_of(at, i, "2020")->value.value;
    }
    mean /= people;
    for (size_t i = 0; i < N_WIJKEN; i++) {
        const double off = care_of(at, i, "2020")->value.value - mean;
        variance += (1000 + 100 * (double)i) / people * off * off;
        away += (1000 + 100 * (double)i) / people * fabs(off);
    }
    const wks_gap *gap = gap_of(at, WKS_GAP_AREAS, "2020");
    assert_true(is_near(gap->absolute.value, sqrt(variance)));
    assert_true(is_near(gap->relative.value, 100 * away / mean));
    assert_int_equal(gap->reason, WKS_GAP_WHOLE);
    assert_true(gap->absolute.lower < gap->absolute.upper);
}

static void puts_the_highest_first_where_that_is_the_least(void **state)
{
    bench *at = *state;
    at->orders[0].is_highest_first = true;
    add_wijken(at, "2020", -1);
    find(at);
    assert_true(gap_of(at, WKS_GAP_ORDER, "2020")->absolute.value < -8);
}

/* The first that enough areas have, and the same for every period. */
static void takes_the_next_order_where_the_first_is_not_there(void **state)
{
    bench *at = *state;
    at->orders[0].indicator = "drukte";
    at->orders[1] = (wks_gap_order){.indicator = "inkomen"};
    at->catalogue.gaps.n_orders = 2;
    add_wijken(at, "2020", -1);
    find(at);
    assert_string_equal(gap_of(at, WKS_GAP_ORDER, "2020")->order->indicator, "inkomen");
    assert_string_equal(wks_gaps_order(at->gaps, WKS_LEVEL_WIJK)->indicator, "inkomen");
    assert_null(wks_gaps_order(at->gaps, WKS_LEVEL_BUURT));
}

/* ---- only what is shown --------------------------------------------------------------------- */

/* Every number of all gaps as bytes. */
static size_t numbers_of(const bench *at, double out[static 4096])
{
    size_t n = 0;
    for (size_t i = 0; i < wks_gaps_count(at->gaps); i++) {
        const wks_gap *gap = wks_gaps_at(at->gaps, i);
        const double numbers[] = {gap->first,           gap->last,           gap->absolute.value,
                                  gap->absolute.lower,  gap->absolute.upper, gap->relative.value,
                                  gap->relative.lower,  gap->relative.upper, gap->share,
                                  (double)gap->n_areas, (double)gap->reason};
        memcpy(out + n, numbers, sizeof numbers);
        n += sizeof numbers / sizeof numbers[0];
        for (size_t k = 0; k < gap->n_groups; k++) {
            out[n++] = gap->groups[k].number.value;
            out[n++] = gap->groups[k].weight;
        }
    }
    return n;
}

static void is_the_same_whatever_a_hidden_number_is(void **state)
{
    bench *at = *state;
    static double first[4096];
    static double second[4096];
    add_wijken(at, "2020", -1);
    add_wijken(at, "2021", -0.5);
    care_of(at, 3, "2020")->n_with = 4;
    find(at);
    const size_t n = numbers_of(at, first);
    assert_int_equal(gap_of(at, WKS_GAP_ORDER, "2020")->n_areas, 11);
    wks_candidate *hidden = care_of(at, 3, "2020");
    hidden->n_with = 9;
    hidden->n_persons = 2000;
    hidden->value = (wks_value){77, 70, 80, WKS_STATUS_OK};
    find(at);
    assert_int_equal(numbers_of(at, second), n);
    assert_memory_equal(first, second, n * sizeof first[0]);
}

static void moves_with_a_number_that_is_shown(void **state)
{
    bench *at = *state;
    add_wijken(at, "2020", -1);
    find(at);
    const double before = gap_of(at, WKS_GAP_ORDER, "2020")->absolute.value;
    care_of(at, 3, "2020")->value.value += 5;
    find(at);
    assert_true(fabs(gap_of(at, WKS_GAP_ORDER, "2020")->absolute.value - before) > 0.1);
}

static void counts_no_area_that_is_not_shown(void **state)
{
    bench *at = *state;
    add_wijken(at, "2020", -1);
    find(at);
    wks_gaps_input in = input(at);
    in.n_areas--;
    assert_int_equal(wks_gaps_find(&in, &at->arena, &at->gaps, &at->err), WKS_OK);
    assert_int_equal(gap_of(at, WKS_GAP_ORDER, "2020")->n_all, 11);
}

/* ---- reasons ------------------------------------------------------------------------------- */

static void has_a_reason_and_no_number(bench *at, wks_gap_kind kind, wks_gap_reason reason)
{
    find(at);
    const wks_gap *gap = gap_of(at, kind, "2020");
    assert_non_null(gap);
    assert_int_equal(gap->reason, reason);
    assert_int_equal(gap->relative_reason, reason);
    assert_true(isnan(gap->absolute.value) && isnan(gap->relative.value) && isnan(gap->first));
    assert_int_equal(gap->n_groups, 0);
}

static void says_when_too_few_areas_have_a_number(void **state)
{
    bench *at = *state;
    add_wijken(at, "2020", -1);
    for (size_t i = 0; i < 3; i++) {
        care_of(at, i, "2020")->n_with = 3;
    }
    has_a_reason_and_no_number(at, WKS_GAP_ORDER, WKS_GAP_TOO_FEW_AREAS);
    has_a_reason_and_no_number(at, WKS_GAP_AREAS, WKS_GAP_TOO_FEW_AREAS);
}

static void says_when_too_many_live_in_areas_without_a_number(void **state)
{
    bench *at = *state;
    at->catalogue.gaps.least_share = 90;
    add_wijken(at, "2020", -1);
    care_of(at, 11, "2020")->n_with = 3; /* 2100 of 18600 residents */
    has_a_reason_and_no_number(at, WKS_GAP_ORDER, WKS_GAP_TOO_SMALL_SHARE);
}

static void says_when_nothing_of_about_that_year_orders(void **state)
{
    bench *at = *state;
    add_wijken(at, "2020", -1);
    for (size_t i = 0; i < at->candidates.n; i++) {
        if (at->items[i].indicator == &at->indicators[INCOME]) {
            at->items[i].period = "2023";
        }
    }
    has_a_reason_and_no_number(at, WKS_GAP_ORDER, WKS_GAP_NO_ORDER);
    assert_int_equal(gap_of(at, WKS_GAP_AREAS, "2020")->reason, WKS_GAP_WHOLE);
}

static void says_when_nobody_knows_how_many_live_there(void **state)
{
    bench *at = *state;
    add_wijken(at, "2020", -1);
    for (size_t i = 0; i < at->candidates.n; i++) {
        if (at->items[i].indicator == &at->indicators[RESIDENTS]) {
            at->items[i].period = "2016";
        }
    }
    has_a_reason_and_no_number(at, WKS_GAP_ORDER, WKS_GAP_NO_WEIGHT);
}

static void says_when_areas_may_not_be_compared(void **state)
{
    bench *at = *state;
    at->indicators[CARE].may_compare = false;
    add_wijken(at, "2019", -1);
    add_wijken(at, "2020", -1);
    has_a_reason_and_no_number(at, WKS_GAP_ORDER, WKS_GAP_NOT_COMPARABLE);
    assert_int_equal(wks_gaps_count(at->gaps), 1);
    assert_int_equal(wks_gaps_count_changes(at->gaps), 0);
}

static void has_no_ratio_of_a_line_that_ends_below_zero(void **state)
{
    bench *at = *state;
    add_wijken(at, "2020", -3);
    find(at);
    const wks_gap *gap = gap_of(at, WKS_GAP_ORDER, "2020");
    assert_int_equal(gap->reason, WKS_GAP_WHOLE);
    assert_int_equal(gap->relative_reason, WKS_GAP_NOT_POSITIVE);
    assert_true(isnan(gap->relative.value) && gap->absolute.lower > 0);
    assert_int_equal(gap_of(at, WKS_GAP_AREAS, "2020")->reason, WKS_GAP_NOT_POSITIVE);
}

static void finds_no_difference_where_all_are_alike(void **state)
{
    bench *at = *state;
    add_wijken(at, "2020", 0);
    for (size_t i = 0; i < N_WIJKEN; i++) {
        care_of(at, i, "2020")->value.value = 30;
    }
    find(at);
    const wks_gap *gap = gap_of(at, WKS_GAP_ORDER, "2020");
    assert_true(fabs(gap->absolute.value) < 1e-9);
    assert_true(is_near(gap->relative.value, 1));
}

/* What orders and weighs, what adds up to people, and themes that are left out. */
static void leaves_out_what_is_no_health(void **state)
{
    bench *at = *state;
    add_wijken(at, "2020", -1);
    for (size_t i = 0; i < N_WIJKEN; i++) {
        add(at, CONTEXT, WKS_LEVEL_WIJK, "2020", at->codes[i])->value.value = 5 + (double)i;
    }
    find(at);
    for (size_t i = 0; i < wks_gaps_count(at->gaps); i++) {
        assert_ptr_equal(wks_gaps_at(at->gaps, i)->indicator, &at->indicators[CARE]);
    }
}

/* ---- groups of people ---------------------------------------------------------------------- */

static void add_group(bench *at, const char *period, size_t breakdown, double value, double margin)
{
    wks_candidate *made = add(at, CARE, WKS_LEVEL_REGIO, period, "GG0001");
    made->breakdown = breakdown;
    made->value = (wks_value){value, value - margin, value + margin, WKS_STATUS_OK};
}

static void holds_the_youngest_against_the_oldest(void **state)
{
    bench *at = *state;
    add_group(at, "2020", 0, 15, 1);
    add_group(at, "2020", 1, 10, 3);
    add_group(at, "2020", 2, 20, 4);
    find(at);
    const wks_gap *gap = gap_of(at, WKS_GAP_AGE, "2020");
    assert_non_null(gap);
    assert_int_equal(gap->n_groups, 2);
    assert_int_equal(gap->groups[0].part, 2);
    assert_int_equal(gap->groups[1].part, 1);
    assert_true(is_near(gap->first, 20) && is_near(gap->last, 10));
    assert_true(is_near(gap->absolute.value, 10) && is_near(gap->absolute.lower, 5) &&
                is_near(gap->absolute.upper, 15));
    assert_true(is_near(gap->relative.value, 2) && gap->relative.lower > 1);
    assert_null(gap_of(at, WKS_GAP_SEX, "2020"));
}

static void holds_the_sexes_against_each_other(void **state)
{
    bench *at = *state;
    add_group(at, "2020", 3, 12, NAN);
    add_group(at, "2020", 4, 8, 1);
    find(at);
    const wks_gap *gap = gap_of(at, WKS_GAP_SEX, "2020");
    assert_non_null(gap);
    assert_true(is_near(gap->absolute.value, 4) && isnan(gap->absolute.lower));
    assert_int_equal(gap->reason, WKS_GAP_NO_MARGIN);
    assert_true(is_near(gap->relative.value, 1.5) && isnan(gap->relative.lower));
}

static void has_no_difference_with_a_group_that_is_hidden(void **state)
{
    bench *at = *state;
    add_group(at, "2020", 1, 10, 3);
    add_group(at, "2020", 2, 20, 4);
    wks_candidate *few = &at->items[0];
    few->source = &own_source;
    few->kind = WKS_CANDIDATE_COUNT;
    few->n_persons = 100;
    few->n_with = 3;
    find(at);
    const wks_gap *gap = gap_of(at, WKS_GAP_AGE, "2020");
    assert_int_equal(gap->reason, WKS_GAP_NO_VALUE);
    assert_true(isnan(gap->absolute.value) && isnan(gap->relative.value));
}

/* ---- over time ----------------------------------------------------------------------------- */

static const wks_gap_change *change_of(const bench *at, wks_gap_kind kind)
{
    for (size_t i = 0; i < wks_gaps_count_changes(at->gaps); i++) {
        if (wks_gaps_change_at(at->gaps, i)->last->kind == kind) {
            return wks_gaps_change_at(at->gaps, i);
        }
    }
    return NULL;
}

static void tells_that_the_difference_became_smaller(void **state)
{
    bench *at = *state;
    add_wijken(at, "2019", -1.5);
    add_wijken(at, "2020", -1);
    add_wijken(at, "2021", -0.5);
    find(at);
    const wks_gap_change *change = change_of(at, WKS_GAP_ORDER);
    assert_string_equal(change->from_period, "2019");
    assert_string_equal(change->to_period, "2021");
    assert_int_equal(change->n_periods, 3);
    assert_true(
        is_near(change->absolute.value, gap_of(at, WKS_GAP_ORDER, "2021")->absolute.value -
                                            gap_of(at, WKS_GAP_ORDER, "2019")->absolute.value));
    assert_true(change->absolute.upper < 0 && change->relative.upper < 1);
    assert_int_equal(change->movement, WKS_GAP_NARROW);
    assert_null(change_of(at, WKS_GAP_AREAS));
}

static void tells_that_the_difference_turned_round(void **state)
{
    bench *at = *state;
    add_wijken(at, "2019", -1);
    add_wijken(at, "2020", 0.5);
    find(at);
    assert_int_equal(change_of(at, WKS_GAP_ORDER)->movement, WKS_GAP_TURNED);
}

static void looks_no_further_back_than_the_last_break(void **state)
{
    bench *at = *state;
    static const wks_break breaks[] = {{.period = "2020"}};
    at->indicators[CARE].breaks = breaks;
    at->indicators[CARE].n_breaks = 1;
    add_wijken(at, "2019", -2);
    add_wijken(at, "2020", -1);
    add_wijken(at, "2021", -1);
    find(at);
    const wks_gap_change *change = change_of(at, WKS_GAP_ORDER);
    assert_string_equal(change->from_period, "2020");
    assert_int_equal(change->n_periods, 2);
    assert_int_equal(change->movement, WKS_GAP_STILL);
}

static void follows_nothing_that_may_not_be_followed(void **state)
{
    bench *at = *state;
    at->indicators[CARE].may_trend = false;
    add_wijken(at, "2019", -2);
    add_wijken(at, "2020", -1);
    find(at);
    const wks_gap_change *change = change_of(at, WKS_GAP_ORDER);
    assert_int_equal(change->reason, WKS_GAP_NOT_TRENDABLE);
    assert_true(isnan(change->absolute.value) && isnan(change->relative.value));
}

static void needs_two_periods_for_a_change(void **state)
{
    bench *at = *state;
    add_wijken(at, "2020", -1);
    find(at);
    assert_int_equal(change_of(at, WKS_GAP_ORDER)->reason, WKS_GAP_TOO_FEW_PERIODS);
}

static void compares_groups_of_people_over_time_with_both_margins(void **state)
{
    bench *at = *state;
    add_group(at, "2019", 1, 10, 3);
    add_group(at, "2019", 2, 20, 4);
    add_group(at, "2020", 1, 10, 3);
    add_group(at, "2020", 2, 40, 4);
    find(at);
    const wks_gap_change *change = change_of(at, WKS_GAP_AGE);
    assert_true(is_near(change->absolute.value, 20));
    assert_true(is_near(change->absolute.lower, 20 - sqrt(50)));
    assert_true(is_near(change->relative.value, 2));
    assert_int_equal(change->movement, WKS_GAP_WIDER);
}

/* ---- what else can happen ------------------------------------------------------------------- */

static void survives_running_out_of_memory_anywhere(void **state)
{
    bench *at = *state;
    add_wijken(at, "2019", -1);
    add_wijken(at, "2020", -1);
    add_group(at, "2020", 1, 10, 3);
    add_group(at, "2020", 2, 20, 4);
    find(at);
    const wks_gaps_input in = input(at);
    wks_code code = WKS_E_MEMORY;
    size_t n = 0;
    while (code != WKS_OK) {
        wks_arena arena;
        wks_arena_init(&arena, 0);
        wks_arena_fail_after(++n);
        code = wks_gaps_find(&in, &arena, &at->gaps, &at->err);
        wks_arena_fail_after(0);
        assert_true(code == WKS_OK || code == WKS_E_MEMORY);
        wks_arena_clear(&arena);
    }
    assert_true(n > 20);
}

static void finds_nothing_in_nothing(void **state)
{
    bench *at = *state;
    find(at);
    assert_int_equal(wks_gaps_count(at->gaps), 0);
    assert_int_equal(wks_gaps_count_changes(at->gaps), 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(lays_a_line_over_the_areas_in_order_of_income),
        TEST(gives_the_mean_of_each_fifth_by_residents),
        TEST(measures_how_far_areas_lie_apart_without_an_order),
        TEST(puts_the_highest_first_where_that_is_the_least),
        TEST(takes_the_next_order_where_the_first_is_not_there),
        TEST(is_the_same_whatever_a_hidden_number_is),
        TEST(moves_with_a_number_that_is_shown),
        TEST(counts_no_area_that_is_not_shown),
        TEST(says_when_too_few_areas_have_a_number),
        TEST(says_when_too_many_live_in_areas_without_a_number),
        TEST(says_when_nothing_of_about_that_year_orders),
        TEST(says_when_nobody_knows_how_many_live_there),
        TEST(says_when_areas_may_not_be_compared),
        TEST(has_no_ratio_of_a_line_that_ends_below_zero),
        TEST(finds_no_difference_where_all_are_alike),
        TEST(leaves_out_what_is_no_health),
        TEST(holds_the_youngest_against_the_oldest),
        TEST(holds_the_sexes_against_each_other),
        TEST(has_no_difference_with_a_group_that_is_hidden),
        TEST(tells_that_the_difference_became_smaller),
        TEST(tells_that_the_difference_turned_round),
        TEST(looks_no_further_back_than_the_last_break),
        TEST(follows_nothing_that_may_not_be_followed),
        TEST(needs_two_periods_for_a_change),
        TEST(compares_groups_of_people_over_time_with_both_margins),
        TEST(survives_running_out_of_memory_anywhere),
        TEST(finds_nothing_in_nothing),
    };
    return cmocka_run_group_tests_name("gaps/gaps", tests, NULL, NULL);
}
