/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/catalogue.h"
#include "model/unit.h"
#include "workshop.h"

static void leaves_dutch_units_and_those_of_a_region_as_they_are(void **state)
{
    (void)state;
    assert_string_equal(wks_unit_in("per 10.000 inwoners", WKS_DUTCH), "per 10.000 inwoners");
    assert_string_equal(wks_unit_in("kopjes koffie", WKS_ENGLISH), "kopjes koffie");
    assert_string_equal(wks_unit_in("per 10.000 inwoners", WKS_ENGLISH), "per 10,000 residents");
}

static void every_unit_of_the_shipped_catalogue_has_an_english_word(void **state)
{
    (void)state;
    wks_error err;
    wks_arena arena;
    wks_catalogue catalogue;
    wks_arena_init(&arena, 0);
    assert_int_equal(wks_catalogue_read(NULL, &arena, &catalogue, &err), WKS_OK);
    assert_true(catalogue.n_indicators > 20);
    for (size_t i = 0; i < catalogue.n_indicators; i++) {
        const char *unit = catalogue.indicators[i].unit;
        const bool is_alike = strcmp(unit, "%") == 0 || strcmp(unit, "score") == 0;
        if (!is_alike && strcmp(wks_unit_in(unit, WKS_ENGLISH), unit) == 0) {
            fail_msg("%s: \"%s\" stays Dutch", catalogue.indicators[i].id, unit);
        }
    }
    wks_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leaves_dutch_units_and_those_of_a_region_as_they_are),
        cmocka_unit_test(every_unit_of_the_shipped_catalogue_has_an_english_word),
    };
    return cmocka_run_group_tests_name("model/unit", tests, NULL, NULL);
}
