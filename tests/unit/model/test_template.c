/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "model/template.h"
#include "workshop.h"

typedef struct bench {
    wks_arena arena;
    wks_error err;
    wks_catalogue catalogue;
    wks_buffer out;
} bench;

static int set_up(void **state)
{
    static bench made;
    memset(&made, 0, sizeof made);
    wks_language_set(WKS_ENGLISH);
    wks_arena_init(&made.arena, 0);
    *state = &made;
    return wks_catalogue_read(NULL, &made.arena, &made.catalogue, &made.err) == WKS_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    bench *at = *state;
    wks_language_set(WKS_ENGLISH);
    wks_buffer_clear(&at->out);
    wks_arena_clear(&at->arena);
    return 0;
}

static const char *write_part(bench *at, const char *form, wks_template_part part)
{
    const wks_source *source = wks_catalogue_form(&at->catalogue, form);
    assert_non_null(source);
    wks_buffer_clear(&at->out);
    assert_int_equal(wks_template_write(source, part, &at->out, &at->err), WKS_OK);
    return at->out.bytes;
}

static void writes_the_columns_of_each_form(void **state)
{
    bench *at = *state;
    assert_string_equal(write_part(at, "care-use", WKS_TEMPLATE_HEADER),
                        "jaar;persoon;gebied;geslacht;leeftijd;verzekerde_dagen;poh_ggz;basis_ggz;"
                        "sggz_ambulant;sggz_verblijf;kosten_ggz\n");
    assert_string_equal(write_part(at, "survey", WKS_TEMPLATE_HEADER),
                        "jaar;respondent;gebied;geslacht;leeftijd;gewicht;mhi5;k10;eenzaamheid;"
                        "regie;stress;ervaren_gezondheid;rondkomen\n");
    assert_string_equal(write_part(at, "registrations", WKS_TEMPLATE_HEADER),
                        "jaar;maand;persoon;gebied;aanbieder;soort\n");
    assert_string_equal(write_part(at, "waiting", WKS_TEMPLATE_HEADER),
                        "jaar;maand;persoon;gebied;aanbieder;zorgsoort;aanmeldwachttijd_weken;"
                        "behandelwachttijd_weken\n");
}

static void explains_every_column_in_the_chosen_language(void **state)
{
    bench *at = *state;
    const char *text = write_part(at, "care-use", WKS_TEMPLATE_DICTIONARY);
    assert_non_null(strstr(text, "column;type;required;allowed;unit;explanation;example\n"));
    assert_non_null(
        strstr(text, "leeftijd;whole number;yes;0 to 120;jaar;Age on 31 December;47\n"));
    wks_language_set(WKS_DUTCH);
    text = write_part(at, "care-use", WKS_TEMPLATE_DICTIONARY);
    assert_non_null(strstr(text, "kolom;soort;verplicht;toegestaan;eenheid;uitleg;voorbeeld\n"));
    assert_non_null(strstr(
        text, "leeftijd;geheel getal;ja;0 tot en met 120;jaar;Leeftijd op 31 december;47\n"));
    assert_non_null(strstr(text, "geslacht;code;ja;man = man | vrouw = vrouw | anders = "));
    assert_non_null(strstr(text, "kosten_ggz;getal;ja;decimale punt;euro;\"Kosten van "));
    text = write_part(at, "survey", WKS_TEMPLATE_DICTIONARY);
    assert_non_null(
        strstr(text, "gewicht;getal;ja;0 tot en met 100000, decimale punt;;Weegfactor"));
    assert_non_null(strstr(text, "mhi5;geheel getal;nee;0 tot en met 100;score;"));
}

/* A reader of CSV must find seven cells on each line. */
static void writes_a_dictionary_that_reads_back_as_csv(void **state)
{
    static const char *const forms[] = {"care-use", "survey", "registrations", "waiting"};
    bench *at = *state;
    for (size_t f = 0; f < 4; f++) {
        const char *text = write_part(at, forms[f], WKS_TEMPLATE_DICTIONARY);
        size_t n_lines = 0;
        size_t n_cells = 1;
        bool is_quoted = false;
        for (const char *c = text; *c != 0; c++) {
            is_quoted = *c == '"' ? !is_quoted : is_quoted;
            n_cells += *c == ';' && !is_quoted ? 1 : 0;
            if (*c == '\n' && !is_quoted) {
                assert_int_equal(n_cells, 7);
                n_cells = 1;
                n_lines++;
            }
        }
        assert_false(is_quoted);
        assert_int_equal(n_lines, wks_catalogue_form(&at->catalogue, forms[f])->n_columns + 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CLAIM(writes_the_columns_of_each_form),
        CLAIM(explains_every_column_in_the_chosen_language),
        CLAIM(writes_a_dictionary_that_reads_back_as_csv),
    };
    return cmocka_run_group_tests_name("model/template", tests, NULL, NULL);
}
