/* SPDX-License-Identifier: EUPL-1.2 */
#include "table_fixture.h"

static void ignores_the_number_that_statline_adds(void **state)
{
    (void)state;
    assert_true(wks_column_matches("AantalInwoners", "AantalInwoners_5"));
    assert_true(wks_column_matches("AantalInwoners", "AantalInwoners_105"));
    assert_true(wks_column_matches("k_0Tot15Jaar", "k_0Tot15Jaar_8"));
    assert_false(wks_column_matches("AantalInwoners", "AantalInwoners_"));
    assert_false(wks_column_matches("AantalInwoners", "AantalInwoners5"));
    assert_false(wks_column_matches("AantalInwoners_5", "AantalInwoners_7"));
}

static void takes_a_year_for_a_part_of_the_name(void **state)
{
    (void)state;
    assert_false(wks_column_matches("leeftijd", "leeftijd_2020"));
    assert_true(wks_column_matches("leeftijd_2020", "leeftijd_2020"));
}

static void does_not_look_at_case(void **state)
{
    (void)state;
    assert_true(wks_column_matches("kosten_farmacie", "KOSTEN_FARMACIE"));
    assert_true(wks_column_matches("GEMEENTENAAM", "Gemeentenaam_1"));
}

static void knows_a_name_cut_to_32_characters(void **state)
{
    (void)state;
    const char *stem = "kosten_medisch_specialistische_zorg";
    assert_true(wks_column_matches(stem, "kosten_medisch_specialistische_z"));
    assert_false(wks_column_matches(stem, "kosten_medisch_specialistische_"));
    assert_false(wks_column_matches(stem, "kosten_medisch_specialistische_zo"));
    /* 32 characters, 33 bytes: the é takes two */
    assert_true(wks_column_matches("kosten_geriatrische_revalidati\xc3\xa9zorg",
                                   "kosten_geriatrische_revalidati\xc3\xa9z"));
}

static void matches_nothing_with_nothing(void **state)
{
    (void)state;
    assert_false(wks_column_matches("", ""));
    assert_false(wks_column_matches("", "_5"));
    assert_false(wks_column_matches("a", ""));
    assert_false(wks_column_matches("", "a"));
}

static void finds_the_best_answer_and_counts_equal_ones(void **state)
{
    (void)state;
    static const char *const names[] = {"ID", "EigenWoning_60", "EigenWoning_70", "Codering_3",
                                        "codering"};
    const wks_table_shape shape = {.columns = names, .n_columns = 5};
    size_t index = 99;
    assert_string_equal(wks_column_find(&shape, "Codering", &index), "codering");
    assert_int_equal(index, 4);
    assert_int_equal(wks_column_count(&shape, "Codering"), 1);
    assert_string_equal(wks_column_find(&shape, "EigenWoning", &index), "EigenWoning_60");
    assert_int_equal(wks_column_count(&shape, "EigenWoning"), 2);
    assert_int_equal(wks_column_count(&shape, "EigenWoning_70"), 1);
    assert_null(wks_column_find(&shape, "WijkenEnBuurten", NULL));
    assert_int_equal(wks_column_count(&shape, "WijkenEnBuurten"), 0);
}

int main(void)
{
    const struct CMUnitTest claims[] = {
        cmocka_unit_test(ignores_the_number_that_statline_adds),
        cmocka_unit_test(takes_a_year_for_a_part_of_the_name),
        cmocka_unit_test(does_not_look_at_case),
        cmocka_unit_test(knows_a_name_cut_to_32_characters),
        cmocka_unit_test(matches_nothing_with_nothing),
        cmocka_unit_test(finds_the_best_answer_and_counts_equal_ones),
    };
    return cmocka_run_group_tests(claims, NULL, NULL);
}
