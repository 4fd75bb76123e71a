/* What is told of small things seen, each worked out by hand.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/language.h"
#include "public/attack/onlooker.h"
#include "seen_bench.h"
#include "suppress/bounds_solve.h"

typedef struct bench {
    seen_bench seen;
    wks_onlooker_options options;
    wks_onlooker_report report;
} bench;

static wks_code solve(void *context, const wks_bounds *bounds, wks_arena *arena,
                      wks_bounds_answer *out, wks_error *err)
{
    (void)context;
    return wks_bounds_solve(bounds, arena, out, err);
}

static int set_up(void **state)
{
    static bench made;
    memset(&made, 0, sizeof made);
    wks_language_set(WKS_ENGLISH);
    seen_open(&made.seen);
    made.options = (wks_onlooker_options){.minimum = 10, .solve = solve};
    static const char *const wijken[] = {"WK1", "WK2", "WK3", "WK4", "WK5", "WK6"};
    for (size_t i = 0; i < sizeof wijken / sizeof wijken[0]; i++) {
        seen_lies_in(&made.seen, wijken[i], "GM1");
    }
    seen_lies_in(&made.seen, "GM1", "GG1");
    seen_lies_in(&made.seen, "GM2", "GG1");
    *state = &made;
    return 0;
}

static int tear_down(void **state)
{
    bench *at = *state;
    seen_close(&at->seen);
    return 0;
}

static void tell(bench *at)
{
    assert_int_equal(wks_onlooker_tell(&at->seen.seen, &at->options, &at->seen.arena, &at->report,
                                       &at->seen.err),
                     WKS_OK);
}

/* Of the last release that hides it. */
static const wks_onlooker_told *told_of(bench *at, const char *indicator, const char *area,
                                        const char *breakdown)
{
    const wks_onlooker_told *found = NULL;
    for (size_t i = 0; i < at->report.n; i++) {
        const wks_onlooker_told *told = &at->report.told[i];
        if (told->value->indicator == seen_name(&at->seen, indicator) &&
            told->value->area == seen_name(&at->seen, area) &&
            told->value->breakdown == seen_name(&at->seen, breakdown) &&
            (found == NULL || told->value->release > found->value->release)) {
            found = told;
        }
    }
    if (found != NULL) {
        return found;
    }
    fail_msg("nothing is told of %s %s %s", indicator, area, breakdown);
    return NULL;
}

static void assert_told(bench *at, const char *area, double least, double most)
{
    const wks_onlooker_told *told = told_of(at, at->seen.indicator, area, "totaal");
    if (told->least != least || told->most != most) {
        fail_msg("%s: %g - %g, expected %g - %g", area, told->least, told->most, least, most);
    }
    assert_true(told->is_pinned == (least == most));
}

static void tells_the_only_hidden_part_of_a_gemeente(void **state)
{
    bench *at = *state;
    seen_count(&at->seen, "GM1", "totaal", 60, 900);
    seen_count(&at->seen, "WK1", "totaal", 40, 500);
    seen_count(&at->seen, "WK2", "totaal", 13, 200);
    seen_hidden(&at->seen, "WK3", "totaal");
    tell(at);
    assert_told(at, "WK3", 7, 7);
    assert_int_equal(at->report.n_pinned, 1);
    assert_int_equal(at->report.n_under, 1);
    assert_true(at->report.told[0].people_least == 200 && at->report.told[0].people_most == 200);
}

static void cannot_tell_two_hidden_parts_apart_but_by_how_many_people_there_are(void **state)
{
    bench *at = *state;
    const wks_onlooker_known known[] = {{"WK2", "totaal", "2024", 12},
                                        {"WK3", "totaal", "2024", 388},
                                        {"WK3", "totaal", "2023", 1}};
    seen_count(&at->seen, "GM1", "totaal", 60, 900);
    seen_count(&at->seen, "WK1", "totaal", 40, 500);
    seen_hidden(&at->seen, "WK2", "totaal");
    seen_hidden(&at->seen, "WK3", "totaal");
    tell(at);
    assert_told(at, "WK2", 0, 20);
    assert_told(at, "WK3", 0, 20);
    assert_int_equal(at->report.n_pinned + at->report.n_under, 0);
    at->options.known = known;
    at->options.n_known = 3;
    tell(at);
    assert_told(at, "WK2", 0, 12);
    assert_told(at, "WK3", 8, 20);
}

static void adds_up_ages_as_well_as_areas(void **state)
{
    bench *at = *state;
    seen_count(&at->seen, "GM1", "18+", 60, 900);
    seen_count(&at->seen, "GM1", "18-64", 45, 700);
    seen_hidden(&at->seen, "GM1", "65+");
    seen_count(&at->seen, "WK1", "18+", 30, 450);
    seen_count(&at->seen, "WK2", "18+", 30, 450);
    seen_hidden(&at->seen, "WK1", "65+");
    seen_hidden(&at->seen, "WK2", "65+");
    seen_hidden(&at->seen, "WK1", "18-64");
    seen_count(&at->seen, "WK2", "18-64", 21, 330);
    tell(at);
    const wks_onlooker_told *told = told_of(at, "poh", "WK1", "65+");
    assert_true(told->least == 6 && told->most == 6); /* 15 of 65+, of which 9 in WK2 */
    assert_int_equal(at->report.n_pinned, 4);
}

/* All but three have it, and that is as telling as three. */
static void minds_those_who_do_not_have_it_too(void **state)
{
    bench *at = *state;
    const wks_onlooker_known known[] = {{"WK2", "totaal", "2024", 50}};
    seen_count(&at->seen, "GM1", "totaal", 90, 550);
    seen_count(&at->seen, "WK1", "totaal", 43, 500);
    seen_hidden(&at->seen, "WK2", "totaal");
    at->options.known = known;
    at->options.n_known = 1;
    tell(at);
    assert_told(at, "WK2", 47, 47);
    assert_int_equal(at->report.n_under, 1);
}

static void finds_nothing_new_in_fewer_than_the_minimum_of_so_few_people(void **state)
{
    bench *at = *state;
    const wks_onlooker_known known[] = {{"WK2", "totaal", "2024", 7}};
    seen_count(&at->seen, "GM1", "totaal", 60, 900);
    seen_hidden(&at->seen, "WK1", "totaal");
    seen_hidden(&at->seen, "WK2", "totaal");
    at->options.known = known;
    at->options.n_known = 1;
    tell(at);
    assert_told(at, "WK2", 0, 7);
    assert_told(at, "WK1", 53, 60);
    assert_int_equal(at->report.n_under, 0);
}

static void knows_that_nobody_is_where_nothing_was_delivered(void **state)
{
    bench *at = *state;
    seen_count(&at->seen, "GM1", "totaal", 60, 900);
    seen_add(&at->seen, WKS_SEEN_NONE, "WK1", "totaal");
    seen_hidden(&at->seen, "WK2", "totaal");
    tell(at);
    assert_told(at, "WK2", 60, 60);
}

/* A number without a count is there all the same. */
static void takes_a_number_that_gives_no_count_for_any_count(void **state)
{
    bench *at = *state;
    seen_count(&at->seen, "GM1", "totaal", 60, 900);
    seen_add(&at->seen, WKS_SEEN_OTHER, "WK1", "totaal");
    seen_hidden(&at->seen, "WK2", "totaal");
    tell(at);
    assert_told(at, "WK2", 0, 60);
}

static void believes_in_people_beside_the_wijken_once_they_show(void **state)
{
    bench *at = *state;
    seen_count(&at->seen, "GM1", "totaal", 60, 900);
    seen_count(&at->seen, "WK1", "totaal", 40, 500);
    seen_count(&at->seen, "WK2", "totaal", 13, 200);
    seen_hidden(&at->seen, "GG1", "totaal");
    tell(at);
    assert_int_equal(at->report.n_contradicted, 0);
    assert_told(at, "GG1", 60, INFINITY);
}

static void says_what_does_not_fit_together(void **state)
{
    bench *at = *state;
    seen_count(&at->seen, "GM1", "totaal", 60, 900);
    seen_count(&at->seen, "WK1", "totaal", 70, 500);
    seen_hidden(&at->seen, "WK2", "totaal");
    tell(at);
    assert_int_equal(at->report.n_contradicted, 1);
    assert_told(at, "WK2", 0, INFINITY);
}

/* ---- what hangs together --------------------------------------------------------------------- */

static void count_in_wijken(bench *at, size_t n, double change)
{
    static const char *const wijken[] = {"WK1", "WK2", "WK3", "WK4", "WK5"};
    for (size_t i = 0; i < n; i++) {
        seen_count(&at->seen, wijken[i], "totaal", 20 + (double)i + change, NAN);
    }
}

static void links_an_index_to_the_share_of_the_same_persons(void **state)
{
    bench *at = *state;
    count_in_wijken(at, 5, 0);
    seen_count(&at->seen, "GM1", "totaal", 117, NAN);
    seen_hidden(&at->seen, "WK6", "totaal");
    at->seen.indicator = "poh-verwacht";
    count_in_wijken(at, 5, 0);
    seen_hidden(&at->seen, "GM1", "totaal");
    seen_hidden(&at->seen, "WK6", "totaal");
    tell(at);
    assert_int_equal(at->report.n, 3);
    assert_int_equal(at->report.n_pinned, 3);
    assert_told(at, "GM1", 117, 117);
    assert_told(at, "WK6", 7, 7);
}

static void links_no_indicators_by_chance_or_that_differ_once(void **state)
{
    bench *at = *state;
    count_in_wijken(at, 5, 0);
    seen_count(&at->seen, "GM1", "totaal", 117, NAN);
    at->seen.indicator = "toevallig";
    count_in_wijken(at, 4, 0);
    seen_hidden(&at->seen, "GM1", "totaal");
    at->seen.indicator = "anders";
    count_in_wijken(at, 5, 0);
    at->seen.seen.values[at->seen.seen.n - 1].with++;
    seen_hidden(&at->seen, "GM1", "totaal");
    seen_hidden(&at->seen, "WK6", "totaal");
    tell(at);
    for (size_t i = 0; i < at->report.n; i++) {
        assert_false(at->report.told[i].is_pinned);
    }
}

static void uses_how_many_people_another_share_is_of(void **state)
{
    bench *at = *state;
    seen_count(&at->seen, "WK1", "totaal", 40, 500);
    at->seen.indicator = "basis";
    seen_count(&at->seen, "GM1", "totaal", 700, 900);
    seen_hidden(&at->seen, "WK1", "totaal");
    seen_hidden(&at->seen, "WK2", "totaal");
    tell(at);
    assert_told(at, "WK1", 300, 500); /* at most 400 in WK2 */
    assert_told(at, "WK2", 200, 400);
}

static void remembers_what_an_earlier_release_showed(void **state)
{
    bench *at = *state;
    seen_count(&at->seen, "WK1", "totaal", 13, 500);
    seen_count(&at->seen, "WK2", "totaal", 20, 500);
    at->seen.seen.n_releases++;
    seen_hidden(&at->seen, "WK1", "totaal");
    seen_count(&at->seen, "WK2", "totaal", 20, 500);
    tell(at);
    assert_int_equal(at->report.n, 1);
    assert_told(at, "WK1", 13, 13);
    assert_int_equal(at->report.told[0].value->release, 1);
}

static void assert_guessed(bench *at, const char *area, double count)
{
    const wks_onlooker_told *told = told_of(at, at->seen.indicator, area, "totaal");
    assert_true(told->guess_least == count && told->guess_most == count && told->is_guessed);
}

static void guesses_only_of_a_release_that_was_revised(void **state)
{
    bench *at = *state;
    seen_count(&at->seen, "WK1", "totaal", 13, 500);
    seen_count(&at->seen, "WK2", "totaal", 20, 500);
    at->seen.seen.n_releases++;
    seen_hidden(&at->seen, "WK1", "totaal");
    seen_count(&at->seen, "WK2", "totaal", 21, 500);
    tell(at);
    assert_told(at, "WK1", 0, INFINITY);
    assert_guessed(at, "WK1", 13);
    assert_int_equal(at->report.n_guessed, 1);
}

/* GM1 of three wijken: the first two hidden, WK3 shown; and then the next release. */
static void see_first_release(bench *at)
{
    seen_count(&at->seen, "GM1", "totaal", 47, 900);
    seen_hidden(&at->seen, "WK1", "totaal");
    seen_hidden(&at->seen, "WK2", "totaal");
    seen_count(&at->seen, "WK3", "totaal", 30, 400);
    at->seen.seen.n_releases++;
}

/* A delivery that was replaced: WK3 is another by now, and WK1 and WK2 show no change.  What is
 * hidden may differ from one to the other. */
static void adds_up_over_versions_what_did_not_change(void **state)
{
    bench *at = *state;
    see_first_release(at);
    seen_count(&at->seen, "GM1", "totaal", 48, 900);
    seen_hidden(&at->seen, "WK1", "totaal");
    seen_count(&at->seen, "WK2", "totaal", 12, 300);
    seen_count(&at->seen, "WK3", "totaal", 31, 400);
    tell(at);
    assert_told(at, "WK1", 5, 5); /* of the last release, by itself */
    assert_int_equal(at->report.n, 3);
    assert_int_equal(at->report.n_pinned, 1);
    assert_int_equal(at->report.n_guessed, 2); /* WK1 and WK2 of the first */
}

/* As above, and now what WK1 was and what it is do not fit: nothing is shared any more. */
static void believes_in_a_hidden_change_once_it_shows(void **state)
{
    bench *at = *state;
    see_first_release(at);
    seen_count(&at->seen, "GM1", "totaal", 70, 900);
    seen_hidden(&at->seen, "WK1", "totaal");
    seen_count(&at->seen, "WK2", "totaal", 18, 300);
    seen_count(&at->seen, "WK3", "totaal", 31, 400);
    tell(at);
    assert_int_equal(at->report.n_contradicted, 0);
    assert_told(at, "WK1", 21, 21); /* of the last release, by itself */
    const wks_onlooker_told *before = told_of(at, "poh", "WK2", "totaal");
    assert_true(before->least == 0 && before->most == 17);
}

/* Only the whole shows that something changed, so any of its parts may have; elsewhere none did. */
static void spreads_a_change_no_further_than_it_shows(void **state)
{
    bench *at = *state;
    seen_lies_in(&at->seen, "WK8", "GM2");
    seen_lies_in(&at->seen, "WK9", "GM2");
    seen_count(&at->seen, "GM1", "totaal", 47, 900);
    seen_hidden(&at->seen, "WK1", "totaal");
    seen_hidden(&at->seen, "WK2", "totaal");
    seen_count(&at->seen, "GM2", "totaal", 20, 600);
    seen_hidden(&at->seen, "WK8", "totaal");
    seen_hidden(&at->seen, "WK9", "totaal");
    at->seen.seen.n_releases++;
    seen_count(&at->seen, "GM1", "totaal", 48, 900);
    seen_hidden(&at->seen, "WK1", "totaal");
    seen_hidden(&at->seen, "WK2", "totaal");
    seen_count(&at->seen, "GM2", "totaal", 20, 600);
    seen_hidden(&at->seen, "WK8", "totaal");
    seen_count(&at->seen, "WK9", "totaal", 13, 400);
    tell(at);
    assert_told(at, "WK8", 7, 7);
    assert_told(at, "WK1", 0, 48);
    assert_int_equal(at->report.n_guessed, 2); /* WK8 and WK9 of the first */
}

/* WK1 of 40 was shown; of its halves the larger gives the smaller away. */
static void takes_a_half_away_from_a_wijk_that_was_split(void **state)
{
    bench *at = *state;
    seen_lies_in(&at->seen, "WK11", "GM1");
    seen_lies_in(&at->seen, "WK12", "GM1");
    seen_count(&at->seen, "GM1", "totaal", 90, 900);
    seen_count(&at->seen, "WK1", "totaal", 40, 500);
    seen_hidden(&at->seen, "WK2", "totaal");
    seen_hidden(&at->seen, "WK3", "totaal");
    at->seen.seen.n_releases++;
    seen_count(&at->seen, "GM1", "totaal", 90, 900);
    seen_add(&at->seen, WKS_SEEN_NOWHERE, "WK1", "totaal");
    seen_hidden(&at->seen, "WK11", "totaal");
    seen_count(&at->seen, "WK12", "totaal", 36, 440);
    seen_hidden(&at->seen, "WK2", "totaal");
    seen_hidden(&at->seen, "WK3", "totaal");
    tell(at);
    assert_told(at, "WK11", 0, 54);
    assert_guessed(at, "WK11", 4);
    assert_told(at, "WK2", 0, 54);
}

static void tells_a_value_that_two_releases_hide_once(void **state)
{
    bench *at = *state;
    seen_hidden(&at->seen, "WK1", "totaal");
    at->seen.seen.n_releases++;
    seen_hidden(&at->seen, "WK1", "totaal");
    tell(at);
    assert_int_equal(at->report.n, 1);
}

/* The whole is nowhere to be seen, but each verdict tells of it. */
static void adds_the_rest_of_a_verdict_to_the_area(void **state)
{
    bench *at = *state;
    const wks_onlooker_known known[] = {{"GM1", "totaal", "2024", 900}};
    wks_seen_value *value = seen_count(&at->seen, "WK1", "totaal", 40, 500);
    value->against = seen_name(&at->seen, "GM1");
    value->reference = 100 * 20.0 / 400;
    seen_count(&at->seen, "WK2", "totaal", 13, 200);
    seen_hidden(&at->seen, "WK3", "totaal");
    tell(at);
    assert_told(at, "WK3", 0, INFINITY);
    at->options.known = known;
    at->options.n_known = 1;
    tell(at);
    assert_told(at, "WK3", 7, 7);
}

static void takes_rows_that_others_do_not_count_for_the_rest(void **state)
{
    bench *at = *state;
    at->seen.indicator = "meldingen";
    seen_count(&at->seen, "GG1", "totaal", 80, NAN)->rows = 100;
    at->seen.indicator = "meldingen-anders"; /* the same, twice over */
    seen_count(&at->seen, "GG1", "totaal", 80, NAN)->rows = 100;
    at->seen.indicator = "gesprekken";
    seen_count(&at->seen, "GG1", "totaal", 14, NAN)->rows = 100;
    at->seen.indicator = "crisis";
    seen_hidden(&at->seen, "GG1", "totaal")->rows = 100;
    tell(at);
    /* nothing links the first two, so both are taken off: fewer than none are left */
    assert_told(at, "GG1", 0, INFINITY);
    at->seen.seen.values[1].kind = WKS_SEEN_OTHER;
    tell(at);
    assert_told(at, "GG1", 0, 6);
    assert_int_equal(at->report.n_under, 1);
}

static void lets_rows_go_that_contradict_what_is_shown(void **state)
{
    bench *at = *state;
    at->seen.indicator = "meldingen";
    seen_count(&at->seen, "GG1", "totaal", 80, NAN)->rows = 100;
    at->seen.indicator = "contacten"; /* of which several may be in a row */
    seen_hidden(&at->seen, "GG1", "totaal")->rows = 100;
    seen_count(&at->seen, "GM1", "totaal", 30, NAN)->rows = 100;
    seen_hidden(&at->seen, "GM2", "totaal");
    tell(at);
    assert_int_equal(at->report.n_contradicted, 0);
    assert_told(at, "GG1", 30, INFINITY);
}

/* ---- means ----------------------------------------------------------------------------------- */

static wks_seen_value *add_mean(bench *at, const char *area, double mean)
{
    at->seen.indicator = "kosten";
    wks_seen_value *value =
        seen_add(&at->seen, isnan(mean) ? WKS_SEEN_HIDDEN : WKS_SEEN_MEAN, area, "totaal");
    value->value = mean;
    return value;
}

static void tells_the_only_hidden_mean_of_a_gemeente(void **state)
{
    bench *at = *state;
    const wks_onlooker_known known[] = {{"GM1", "totaal", "2024", 900},
                                        {"WK1", "totaal", "2024", 500},
                                        {"WK2", "totaal", "2024", 392},
                                        {"WK3", "totaal", "2024", 8}};
    (void)add_mean(at, "GM1", 30);
    (void)add_mean(at, "WK1", 10);
    (void)add_mean(at, "WK2", 50);
    (void)add_mean(at, "WK3", NAN);
    tell(at);
    assert_int_equal(at->report.n, 1);
    assert_int_equal(at->report.n_pinned, 0);
    assert_true(at->report.told[0].is_mean && isnan(at->report.told[0].least));
    at->options.known = known;
    at->options.n_known = 4;
    tell(at);
    assert_int_equal(at->report.n_pinned, 1);
    assert_true(fabs(at->report.told[0].least - (27000 - 5000 - 19600) / 8.0) < 1e-9);
}

static void cannot_tell_two_hidden_means_apart(void **state)
{
    bench *at = *state;
    const wks_onlooker_known known[] = {{"GM1", "totaal", "2024", 900},
                                        {"WK1", "totaal", "2024", 500},
                                        {"WK2", "totaal", "2024", 392},
                                        {"WK3", "totaal", "2024", 8}};
    (void)add_mean(at, "GM1", 30);
    (void)add_mean(at, "WK1", 10);
    (void)add_mean(at, "WK2", NAN);
    (void)add_mean(at, "WK3", NAN);
    at->options.known = known;
    at->options.n_known = 4;
    tell(at);
    assert_int_equal(at->report.n, 2);
    assert_int_equal(at->report.n_pinned, 0);
}

/* ---- all ------------------------------------------------------------------------------------- */

static void puts_the_worst_first(void **state)
{
    bench *at = *state;
    seen_hidden(&at->seen, "GM2", "totaal");
    seen_count(&at->seen, "GM1", "totaal", 8, 900);
    seen_hidden(&at->seen, "WK1", "totaal");
    seen_hidden(&at->seen, "WK2", "totaal");
    at->seen.period = "2023";
    seen_count(&at->seen, "GM1", "totaal", 8, 900);
    seen_hidden(&at->seen, "WK1", "totaal");
    tell(at);
    assert_int_equal(at->report.n, 4);
    assert_true(at->report.told[0].is_pinned);
    assert_true(at->report.told[1].is_under && at->report.told[1].most == 8);
    assert_true(at->report.told[3].most == INFINITY);
}

static void tells_nothing_where_nothing_was_seen(void **state)
{
    bench *at = *state;
    tell(at);
    assert_int_equal(at->report.n, 0);
}

static wks_code give_up(void *context, const wks_bounds *bounds, wks_arena *arena,
                        wks_bounds_answer *out, wks_error *err)
{
    (void)context;
    (void)bounds;
    (void)arena;
    (void)out;
    return wks_fail(err, WKS_E_NUMERIC, "no answer");
}

static void passes_on_that_the_solver_failed(void **state)
{
    bench *at = *state;
    seen_hidden(&at->seen, "GM2", "totaal");
    at->options.solve = give_up;
    assert_int_equal(wks_onlooker_tell(&at->seen.seen, &at->options, &at->seen.arena, &at->report,
                                       &at->seen.err),
                     WKS_E_NUMERIC);
    assert_string_equal(at->seen.err.text, "no answer");
}

#define CLAIM(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLAIM(tells_the_only_hidden_part_of_a_gemeente),
        CLAIM(cannot_tell_two_hidden_parts_apart_but_by_how_many_people_there_are),
        CLAIM(adds_up_ages_as_well_as_areas),
        CLAIM(minds_those_who_do_not_have_it_too),
        CLAIM(finds_nothing_new_in_fewer_than_the_minimum_of_so_few_people),
        CLAIM(knows_that_nobody_is_where_nothing_was_delivered),
        CLAIM(takes_a_number_that_gives_no_count_for_any_count),
        CLAIM(believes_in_people_beside_the_wijken_once_they_show),
        CLAIM(says_what_does_not_fit_together),
        CLAIM(links_an_index_to_the_share_of_the_same_persons),
        CLAIM(links_no_indicators_by_chance_or_that_differ_once),
        CLAIM(uses_how_many_people_another_share_is_of),
        CLAIM(remembers_what_an_earlier_release_showed),
        CLAIM(guesses_only_of_a_release_that_was_revised),
        CLAIM(adds_up_over_versions_what_did_not_change),
        CLAIM(believes_in_a_hidden_change_once_it_shows),
        CLAIM(spreads_a_change_no_further_than_it_shows),
        CLAIM(takes_a_half_away_from_a_wijk_that_was_split),
        CLAIM(tells_a_value_that_two_releases_hide_once),
        CLAIM(adds_the_rest_of_a_verdict_to_the_area),
        CLAIM(takes_rows_that_others_do_not_count_for_the_rest),
        CLAIM(lets_rows_go_that_contradict_what_is_shown),
        CLAIM(tells_the_only_hidden_mean_of_a_gemeente),
        CLAIM(cannot_tell_two_hidden_means_apart),
        CLAIM(puts_the_worst_first),
        CLAIM(tells_nothing_where_nothing_was_seen),
        CLAIM(passes_on_that_the_solver_failed),
    };
    return cmocka_run_group_tests_name("public/attack/onlooker", tests, NULL, NULL);
}
