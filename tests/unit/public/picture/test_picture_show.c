/* SPDX-License-Identifier: EUPL-1.2 */
#include "picture_bench.h"
#include "public/picture/picture_show.h"

typedef struct bench {
    picture_bench picture;
    wks_show_release release;
    wks_shown *shown;
    size_t n;
} bench;

static int set_up(void **state)
{
    static bench made;
    memset(&made, 0, sizeof made);
    bench_open(&made.picture);
    *state = &made;
    return 0;
}

static int set_up_published(void **state)
{
    set_up(state);
    bench *at = *state;
    bench_must_publish(&at->picture, bench_usual(&at->picture, 1));
    bench_must_publish(&at->picture, bench_usual(&at->picture, 10));
    return 0;
}

static int tear_down(void **state)
{
    bench *at = *state;
    bench_close(&at->picture);
    return 0;
}

static wks_code show(bench *at, wks_show_choice choice)
{
    return wks_picture_show(at->picture.path, &choice, &at->picture.arena, &at->release, &at->shown,
                            &at->n, &at->picture.err);
}

static void shows_a_value_with_all_that_belongs_to_it(void **state)
{
    bench *at = *state;
    assert_int_equal(
        show(at, (wks_show_choice){.indicator = "proef", .area = "GM0001", .period = "2020"}),
        WKS_OK);
    assert_int_equal(at->n, 1);
    const wks_shown *one = &at->shown[0];
    assert_true(one->value == 10 && one->lower == 9 && one->upper == 11); /* the newest release */
    assert_string_equal(one->area_name, "Oost");
    assert_string_equal(one->level, "gemeente");
    assert_string_equal(one->status, "ok");
    assert_string_equal(one->decision, "public");
    assert_string_equal(one->source, "open");
    assert_string_equal(one->owner, "CBS");
    assert_string_equal(one->file, "a.csv");
    assert_string_equal(one->rows, "2 3");
    assert_string_equal(one->definition, "0123456789ab");
    assert_int_equal(one->edition, 2020);
    assert_int_equal(one->decimals, 1);
    assert_string_equal(at->release.id, at->picture.report.id);
    assert_string_equal(at->release.released_on, "2026-11-21");
    assert_false(at->release.is_invented);
}

static void takes_codes_and_ids_in_any_case(void **state)
{
    bench *at = *state;
    static const wks_show_choice choices[] = {{.indicator = "PX01", .area = "gm0003"},
                                              {.indicator = "px01", .area = "GM0003"},
                                              {.indicator = "PROEF", .area = "GM0003"}};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(show(at, choices[i]), WKS_OK);
        assert_int_equal(at->n, 2);
        assert_true(isnan(at->shown[0].value));
        assert_string_equal(at->shown[0].status, "boundary");
        assert_null(at->shown[0].delivery);
        assert_string_equal(at->shown[0].source, "open");
        assert_true(at->shown[1].value == 12.5);
    }
}

static void lets_each_choice_narrow_down(void **state)
{
    bench *at = *state;

    static const struct {
        wks_show_choice choice;
        size_t n;
    } cases[] = {
        {{0}, 9},
        {{.indicator = "proef"}, 8},
        {{.level = "gemeente"}, 6},
        {{.level = "gemeente", .period = "2022"}, 3},
        {{.area = "WK000101"}, 2},
        {{.breakdown = "*"}, 9},
        {{.breakdown = "totaal", .indicator = "ander"}, 1},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(show(at, cases[i].choice), WKS_OK);
        assert_int_equal(at->n, cases[i].n);
    }
}

static void explains_which_choice_is_at_fault(void **state)
{
    bench *at = *state;

    static const struct {
        wks_show_choice choice;
        const char *expected;
    } cases[] = {
        {{.indicator = "niets"}, "no indicator niets in this release; there are: proef, ander"},
        {{.area = "GM0999"},
         "no area GM0999 in this release; expected a code such as GM0153, "
         "WK015301 or BU01530100"},
        {{.indicator = "proef", .period = "1999"},
         "proef has no numbers for this choice; there are: gemeente: 2020 2022; land: 2020; wijk: "
         "2022"},
        {{.indicator = "proef", .area = "GG0001"},
         "proef has no numbers for this choice; there are: gemeente: 2020 2022; land: 2020; wijk: "
         "2022"},
        {{.period = "1999"}, "no values fit this choice"},
        {{.indicator = "'; DROP TABLE value; --"},
         "no indicator '; DROP TABLE value; -- in this release; there are: proef, ander"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(show(at, cases[i].choice), WKS_E_NOT_FOUND);
        assert_string_equal(at->picture.err.text, cases[i].expected);
        assert_int_equal(at->n, 0);
    }
}

static void says_when_there_is_no_picture_or_no_release(void **state)
{
    bench *at = *state;
    wks_db *db = NULL;
    assert_int_equal(show(at, (wks_show_choice){0}), WKS_E_NOT_FOUND);
    assert_non_null(strstr(at->picture.err.text, "wijkscan build"));
    assert_int_equal(wks_picture_show_release(at->picture.path, &at->picture.arena, &at->release,
                                              &at->picture.err),
                     WKS_E_NOT_FOUND);
    bench_must_publish(&at->picture, bench_usual(&at->picture, 10));
    unlink(at->picture.path);
    assert_int_equal(wks_db_open(at->picture.path, WKS_DB_CREATE, &db, &at->picture.err), WKS_OK);
    wks_db_close(db); /* a build that was stopped before it made the tables */
    assert_int_equal(show(at, (wks_show_choice){0}), WKS_E_NOT_FOUND);
    assert_non_null(strstr(at->picture.err.text, "holds no release yet"));
    assert_int_equal(wks_db_open(at->picture.path, WKS_DB_WRITE, &db, &at->picture.err), WKS_OK);
    assert_int_equal(wks_db_run(db,
                                "CREATE TABLE release (number INTEGER, id TEXT, released_on TEXT, "
                                "region_name TEXT, is_invented INTEGER)",
                                &at->picture.err),
                     WKS_OK);
    wks_db_close(db);
    assert_int_equal(show(at, (wks_show_choice){0}), WKS_E_NOT_FOUND);
    assert_non_null(strstr(at->picture.err.text, "holds no release yet"));
}

static void reports_every_allocation_that_fails(void **state)
{
    bench *at = *state;
    static const wks_show_choice choices[] = {{.indicator = "proef"}, {.indicator = "niets"}};
    for (size_t i = 0; i < 2; i++) {
        for (size_t n = 1;; n++) {
            wks_arena_fail_after(n);
            const wks_code code = show(at, choices[i]);
            wks_arena_fail_after(0);
            if (code != WKS_E_MEMORY) {
                assert_int_equal(code, i == 0 ? WKS_OK : WKS_E_NOT_FOUND);
                assert_true(n > 4);
                assert_true(i == 0 || strstr(at->picture.err.text, "proef, ander") != NULL);
                break;
            }
        }
    }
    for (size_t k = 0; k < at->n; k++) {
        assert_non_null(at->shown[k].area);
    }
    wks_arena_fail_after(2);
    assert_int_equal(wks_picture_show_release(at->picture.path, &at->picture.arena, &at->release,
                                              &at->picture.err),
                     WKS_E_MEMORY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup_teardown(name, set_up_published, tear_down)
        CLAIM(shows_a_value_with_all_that_belongs_to_it),
        CLAIM(takes_codes_and_ids_in_any_case),
        CLAIM(lets_each_choice_narrow_down),
        CLAIM(explains_which_choice_is_at_fault),
        cmocka_unit_test_setup_teardown(says_when_there_is_no_picture_or_no_release, set_up,
                                        tear_down),
        CLAIM(reports_every_allocation_that_fails),
    };
    return cmocka_run_group_tests_name("public/picture/picture_show", tests, NULL, NULL);
}
