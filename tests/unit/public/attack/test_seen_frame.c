/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/attack/seen_frame.h"
#include "seen_bench.h"

#include <stdio.h>

static int set_up(void **state)
{
    static seen_bench made;
    seen_open(&made);
    *state = &made;
    return 0;
}

static int tear_down(void **state)
{
    seen_close(*state);
    return 0;
}

typedef struct look {
    uint32_t version[64]; /* of the values in the order of adding */
    size_t n_versions;
    const char *apart; /* an area that is not the same in all versions */
    bool all_apart;
    bool keeps_rest;
} look;

static wks_seen_frame frame_of(seen_bench *at, const look *how)
{
    wks_seen_frame frame;
    const wks_seen_value **values = NULL;
    bool is_apart[256] = {false};
    assert_int_equal(wks_arena_take(&at->arena, at->seen.n, sizeof(void *), &values, &at->err),
                     WKS_OK);
    for (size_t i = 0; i < at->seen.n; i++) {
        values[i] = &at->seen.values[i];
    }
    if (how->apart != NULL) {
        is_apart[seen_name(at, how->apart)] = true;
    }
    const wks_seen_frame_input input = {.seen = &at->seen,
                                        .values = values,
                                        .version = how->version,
                                        .n = at->seen.n,
                                        .n_versions = how->n_versions == 0 ? 1 : how->n_versions,
                                        .is_apart = how->all_apart ? NULL : is_apart,
                                        .keeps_rest = how->keeps_rest};
    assert_int_equal(wks_seen_frame_make(&input, &at->arena, &frame, &at->err), WKS_OK);
    return frame;
}

/* As bits. */
static uint64_t atoms_in(seen_bench *at, const wks_seen_frame *frame, uint32_t version,
                         const char *area, const char *group)
{
    uint32_t members[64];
    uint64_t bits = 0;
    const size_t place =
        wks_seen_frame_place(frame, version, seen_name(at, area), seen_name(at, group));
    assert_true(place < wks_seen_frame_places(frame));
    assert_true(wks_seen_frame_atoms(frame) <= 64);
    const size_t n = wks_seen_frame_members(frame, place, members);
    for (size_t i = 0; i < n; i++) {
        assert_true(i == 0 || members[i] > members[i - 1]);
        bits |= (uint64_t)1 << members[i];
    }
    return bits;
}

static uint64_t atoms_of(seen_bench *at, const wks_seen_frame *frame, const char *area,
                         const char *group)
{
    return atoms_in(at, frame, 0, area, group);
}

static void areas_are_what_lies_in_them(void **state)
{
    seen_bench *at = *state;
    seen_lies_in(at, "WK1", "GM1");
    seen_lies_in(at, "WK2", "GM1");
    seen_lies_in(at, "GM1", "GG1"); /* which has no number of its own */
    seen_lies_in(at, "GG1", "NL");
    static const char *const areas[] = {"NL", "GM1", "WK1", "WK2", "GM2"};
    for (size_t i = 0; i < sizeof areas / sizeof areas[0]; i++) {
        seen_hidden(at, areas[i], "totaal");
    }
    const wks_seen_frame frame = frame_of(at, &(look){0});
    const uint64_t gemeente = atoms_of(at, &frame, "GM1", "totaal");
    assert_int_equal(wks_seen_frame_atoms(&frame), 3);
    assert_int_equal(gemeente,
                     atoms_of(at, &frame, "WK1", "totaal") | atoms_of(at, &frame, "WK2", "totaal"));
    assert_int_equal(atoms_of(at, &frame, "NL", "totaal"), gemeente);
    assert_int_equal(atoms_of(at, &frame, "GM2", "totaal") & gemeente, 0);
    const wks_seen_frame with_rest = frame_of(at, &(look){.keeps_rest = true});
    assert_int_equal(wks_seen_frame_atoms(&with_rest), 5);
    assert_int_not_equal(atoms_of(at, &with_rest, "GM1", "totaal"),
                         atoms_of(at, &with_rest, "WK1", "totaal") |
                             atoms_of(at, &with_rest, "WK2", "totaal"));
}

static void ages_are_the_ages_in_them(void **state)
{
    seen_bench *at = *state;
    static const char *const groups[] = {"totaal", "18+", "18-64", "65+", "16-25", "anders"};
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
        seen_hidden(at, "GM1", groups[i]);
    }
    const wks_seen_frame frame = frame_of(at, &(look){0});
    const uint64_t adults = atoms_of(at, &frame, "GM1", "18+");
    const uint64_t working = atoms_of(at, &frame, "GM1", "18-64");
    const uint64_t old = atoms_of(at, &frame, "GM1", "65+");
    const uint64_t young = atoms_of(at, &frame, "GM1", "16-25");
    assert_int_equal(adults, working | old);
    assert_int_equal(working & old, 0);
    assert_int_not_equal(young & working, 0);
    assert_int_not_equal(young & ~adults, 0); /* 16 and 17 */
    assert_int_equal(atoms_of(at, &frame, "GM1", "totaal") & young, young);
    /* nothing says who these are */
    assert_int_equal(atoms_of(at, &frame, "GM1", "anders") & (young | adults), 0);
}

static void men_and_women_are_not_everybody(void **state)
{
    seen_bench *at = *state;
    static const char *const groups[] = {"totaal", "man", "vrouw", "65+"};
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
        seen_hidden(at, "GM1", groups[i]);
    }
    const wks_seen_frame frame = frame_of(at, &(look){0});
    const uint64_t men = atoms_of(at, &frame, "GM1", "man");
    const uint64_t women = atoms_of(at, &frame, "GM1", "vrouw");
    const uint64_t all = atoms_of(at, &frame, "GM1", "totaal");
    assert_int_equal(men & women, 0);
    assert_int_equal(all & (men | women), men | women);
    assert_int_not_equal(all & ~(men | women), 0);
    assert_int_not_equal(atoms_of(at, &frame, "GM1", "65+") & men, 0);
}

static void leaves_out_areas_that_were_not_there(void **state)
{
    seen_bench *at = *state;
    seen_hidden(at, "GM1", "totaal");
    seen_add(at, WKS_SEEN_NOWHERE, "GM9", "totaal");
    const wks_seen_frame frame = frame_of(at, &(look){0});
    assert_int_equal(frame.n_areas, 1);
    assert_int_equal(wks_seen_frame_place(&frame, 0, seen_name(at, "GM9"), seen_name(at, "totaal")),
                     wks_seen_frame_places(&frame));
    assert_int_equal(wks_seen_frame_place(&frame, 0, seen_name(at, "GM1"), seen_name(at, "totaal")),
                     0);
}

/* A damaged picture: no way round and round. */
static void ends_where_areas_lie_in_each_other(void **state)
{
    seen_bench *at = *state;
    seen_lies_in(at, "WK1", "GM1");
    seen_lies_in(at, "GM1", "WK1");
    seen_lies_in(at, "GM2", "GM2");
    seen_hidden(at, "WK1", "totaal");
    seen_hidden(at, "GM1", "totaal");
    seen_hidden(at, "GM2", "totaal");
    const wks_seen_frame frame = frame_of(at, &(look){.keeps_rest = true});
    assert_int_equal(wks_seen_frame_atoms(&frame), 3);
}

/* WK1 was split, WK3 counts anew, WK2 is as it was. */
static void versions_share_what_did_not_change(void **state)
{
    seen_bench *at = *state;
    static const char *const before[] = {"GM1", "WK1", "WK2", "WK3"};
    static const char *const after[] = {"GM1", "WK11", "WK12", "WK2", "WK3"};
    look how = {.n_versions = 2, .apart = "WK3"};
    for (size_t i = 1; i < 4; i++) {
        seen_lies_in(at, before[i], "GM1");
        seen_lies_in(at, after[i], "GM1");
    }
    for (size_t i = 0; i < 5; i++) {
        seen_hidden(at, after[i], "totaal");
    }
    for (size_t i = 0; i < 4; i++) {
        how.version[at->seen.n] = 1;
        seen_hidden(at, before[i], "totaal");
    }
    const wks_seen_frame frame = frame_of(at, &how);
    assert_int_equal(atoms_in(at, &frame, 0, "WK2", "totaal"),
                     atoms_in(at, &frame, 1, "WK2", "totaal"));
    assert_int_equal(
        atoms_in(at, &frame, 0, "WK3", "totaal") & atoms_in(at, &frame, 1, "WK3", "totaal"), 0);
    assert_int_equal(atoms_in(at, &frame, 0, "WK1", "totaal"), 0); /* not there by then */
    assert_int_equal(atoms_in(at, &frame, 1, "GM1", "totaal"),
                     atoms_in(at, &frame, 1, "WK1", "totaal") |
                         atoms_in(at, &frame, 1, "WK2", "totaal") |
                         atoms_in(at, &frame, 1, "WK3", "totaal"));
    assert_int_equal(wks_seen_frame_atoms(&frame), 6);
    how.all_apart = true;
    const wks_seen_frame apart = frame_of(at, &how);
    assert_int_equal(wks_seen_frame_atoms(&apart), 7);
    assert_int_equal(
        atoms_in(at, &apart, 0, "GM1", "totaal") & atoms_in(at, &apart, 1, "GM1", "totaal"), 0);
}

static void refuses_more_pieces_than_it_can_hold(void **state)
{
    seen_bench *at = *state;
    wks_seen_frame frame;
    const wks_seen_value *values[70];
    static const uint32_t version[70];
    for (int i = 0; i < 70; i++) {
        char name[16];
        snprintf(name, sizeof name, "%d-%d", i, i);
        (void)seen_hidden(at, "GM1", name);
    }
    for (size_t i = 0; i < 70; i++) {
        values[i] = &at->seen.values[i];
    }
    const wks_seen_frame_input input = {
        .seen = &at->seen, .values = values, .version = version, .n = 70, .n_versions = 1};
    assert_int_equal(wks_seen_frame_make(&input, &at->arena, &frame, &at->err), WKS_E_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(areas_are_what_lies_in_them, set_up, tear_down),
        cmocka_unit_test_setup_teardown(ages_are_the_ages_in_them, set_up, tear_down),
        cmocka_unit_test_setup_teardown(men_and_women_are_not_everybody, set_up, tear_down),
        cmocka_unit_test_setup_teardown(leaves_out_areas_that_were_not_there, set_up, tear_down),
        cmocka_unit_test_setup_teardown(ends_where_areas_lie_in_each_other, set_up, tear_down),
        cmocka_unit_test_setup_teardown(versions_share_what_did_not_change, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_more_pieces_than_it_can_hold, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("public/attack/seen_frame", tests, NULL, NULL);
}
