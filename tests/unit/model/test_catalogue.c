/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "model/catalogue.h"
#include "workshop.h"

/* ---- a small catalogue to vary ------------------------------------------------------------- */

#define SOURCE_TOP                                                                                 \
    "id: s1\nname: Naam\nowner: Eigenaar\nlicence: vrij\nwebsite: https://example.org\n"
#define FIGURES SOURCE_TOP "kind: figures\nrecognise: [gebied, aantal]\narea: {column: gebied}\n"
#define RECORDS_TOP SOURCE_TOP "kind: records\narea: {column: gebied}\nperiod: {column: jaar}\n"
#define YEAR_COLUMN "  - {name: jaar, type: year, nl: Jaar, en: Year, example: \"2024\"}\n"
#define AREA_COLUMN "  - {name: gebied, type: area, nl: Gebied, en: Area, example: WK015301}\n"
#define WHO_COLUMN "  - {name: wie, type: pseudonym, nl: Wie, en: Who, example: p-1}\n"
#define AGE_COLUMN "  - {name: leeftijd, type: integer, nl: Leeftijd, en: Age, example: \"40\"}\n"
#define KIND_COLUMN                                                                                \
    "  - {name: soort, type: code, nl: Soort, en: Kind, example: a, values: [{code: a, nl: A}]}\n"
#define RECORDS                                                                                    \
    RECORDS_TOP "age: {column: leeftijd}\ncolumns:\n" YEAR_COLUMN AREA_COLUMN WHO_COLUMN           \
        AGE_COLUMN KIND_COLUMN
#define INDICATOR_TOP                                                                              \
    "theme: context\nindicators:\n- id: proef\n  code: XX01\n  nl: Proef\n  en: Trial\n"           \
    "  numerator: T\n  denominator: N\n  population: alle\n  unit: \"%\"\n  decimals: 1\n"         \
    "  direction: neutral\n  may: [compare]\n"
#define INDICATOR INDICATOR_TOP "  levels: [wijk]\n"
#define GIVEN "  measures:\n  - {source: s1, kind: given, numerator: [{columns: [aantal]}]}\n"

typedef struct bench {
    workshop shop;
    wks_arena arena;
    wks_error err;
    wks_catalogue catalogue;
} bench;

static int set_up(void **state)
{
    static bench made;
    memset(&made, 0, sizeof made);
    wks_language_set(WKS_ENGLISH);
    workshop_open(&made.shop);
    *state = &made;
    return 0;
}

static int tear_down(void **state)
{
    bench *at = *state;
    wks_arena_clear(&at->arena);
    workshop_close(&at->shop);
    return 0;
}

static wks_code read_catalogue(bench *at)
{
    wks_arena_clear(&at->arena);
    wks_arena_init(&at->arena, 0);
    return wks_catalogue_read(at->shop.folder, &at->arena, &at->catalogue, &at->err);
}

/* The whole text of the failure, after the path of the test's folder. */
static void assert_refused(bench *at, const char *expected)
{
    assert_int_equal(read_catalogue(at), WKS_E_FORMAT);
    size_t n = strlen(at->shop.folder);
    assert_true(strlen(at->err.text) > n + 1);
    assert_memory_equal(at->err.text, at->shop.folder, n);
    assert_string_equal(at->err.text + n + 1, expected);
}

/* ---- reading and overriding ---------------------------------------------------------------- */

static void reads_the_shipped_catalogue_without_a_folder(void **state)
{
    bench *at = *state;
    wks_arena_init(&at->arena, 0);
    assert_int_equal(wks_catalogue_read(NULL, &at->arena, &at->catalogue, &at->err), WKS_OK);
    assert_true(at->catalogue.n_themes >= 8);
    const wks_source *kwb = wks_catalogue_source(&at->catalogue, "cbs-kwb");
    assert_non_null(kwb);
    assert_true(kwb->is_public && kwb->defines_areas && kwb->is_period_from_name);
    assert_int_equal(kwb->missing[0].status, WKS_STATUS_HIDDEN);
    assert_null(wks_catalogue_source(&at->catalogue, "nergens"));
    assert_null(wks_catalogue_indicator(&at->catalogue, "nergens"));
    assert_null(wks_catalogue_form(&at->catalogue, "nergens"));
    assert_null(wks_catalogue_form(&at->catalogue, NULL));
    const wks_source *form = wks_catalogue_form(&at->catalogue, "care-use");
    assert_non_null(form);
    assert_int_equal(form->kind, WKS_SOURCE_RECORDS);
    assert_false(form->is_public);
}

static void reads_a_folder_that_is_not_there_as_none(void **state)
{
    bench *at = *state;
    wks_arena_init(&at->arena, 0);
    assert_int_equal(wks_catalogue_read("/nergens/te/vinden", &at->arena, &at->catalogue, &at->err),
                     WKS_OK);
}

static void gives_the_columns_of_a_period(void **state)
{
    bench *at = *state;
    assert_int_equal(read_catalogue(at), WKS_OK);
    const wks_indicator *cost = wks_catalogue_indicator(&at->catalogue, "kosten-ggz-totaal");
    const wks_measure *measure = &cost->measures[0];
    const wks_measure_columns *set =
        wks_measure_columns_for(measure->numerator, measure->n_numerator, "2013");
    assert_string_equal(set->stems[0], "kosten_tweedelijns_ggz");
    set = wks_measure_columns_for(measure->numerator, measure->n_numerator, "2021");
    assert_int_equal(set->n_stems, 4);
    set = wks_measure_columns_for(measure->numerator, measure->n_numerator, "2023");
    assert_string_equal(set->stems[0], "kosten_consulten_ggz");
    assert_null(wks_measure_columns_for(measure->numerator, measure->n_numerator, "2010"));
}

static void knows_the_edition_of_each_year_of_a_source(void **state)
{
    bench *at = *state;
    assert_int_equal(read_catalogue(at), WKS_OK);
    const wks_source *cost = wks_catalogue_source(&at->catalogue, "vektis-zvw");
    assert_int_equal(wks_source_edition(cost, "2011"), 2020);
    assert_int_equal(wks_source_edition(cost, "2019"), 2021);
    assert_int_equal(wks_source_edition(cost, "2022"), 2024);
    assert_int_equal(wks_source_edition(cost, "2030"), 2030);
    const wks_source *model = wks_catalogue_source(&at->catalogue, "rivm-50090ned");
    assert_int_equal(wks_source_edition(model, "2012"), 2020);
    const wks_source *residents = wks_catalogue_source(&at->catalogue, "cbs-kwb");
    assert_int_equal(wks_source_edition(residents, "2020"), 2020);
    assert_int_equal(wks_source_edition(residents, "?"), 0);
}

static void puts_a_workspace_entry_in_the_place_of_the_shipped_one(void **state)
{
    bench *at = *state;
    assert_int_equal(read_catalogue(at), WKS_OK);
    const size_t n_sources = at->catalogue.n_sources;
    const size_t n_indicators = at->catalogue.n_indicators;
    const size_t n_themes = at->catalogue.n_themes;
    workshop_write(&at->shop, "themes.yaml",
                   "themes:\n- {id: context, nl: Eigen naam, en: Own name}\n"
                   "- {id: nieuw, nl: Nieuw, en: New}\n");
    workshop_write(&at->shop, "sources/eigen.yaml", FIGURES);
    workshop_write(&at->shop, "indicators/eigen.yaml",
                   "theme: nieuw\nindicators:\n- id: inwoners\n  code: CX01\n  nl: Bewoners\n"
                   "  en: People\n  numerator: T\n  denominator: N\n  population: alle\n"
                   "  unit: aantal\n  decimals: 0\n  direction: neutral\n  levels: [wijk]\n"
                   "  may: []\n" GIVEN);
    assert_int_equal(read_catalogue(at), WKS_OK);
    assert_int_equal(at->catalogue.n_sources, n_sources + 1);
    assert_int_equal(at->catalogue.n_indicators, n_indicators);
    assert_int_equal(at->catalogue.n_themes, n_themes + 1);
    const wks_indicator *residents = wks_catalogue_indicator(&at->catalogue, "inwoners");
    assert_string_equal(residents->dutch, "Bewoners");
    assert_string_equal(residents->theme, "nieuw");
    assert_string_equal(residents->note, "");
    assert_string_equal(residents->measures[0].source, "s1");
    assert_true(residents->measures[0].per == 1);
    assert_true(residents->levels[WKS_LEVEL_WIJK]);
    assert_false(residents->levels[WKS_LEVEL_BUURT]);
    assert_false(residents->may_compare);
    assert_string_equal(residents->breakdowns[0].id, "totaal");
}

static void reads_every_part_of_a_source(void **state)
{
    bench *at = *state;
    workshop_write(&at->shop, "sources/s.yaml",
                   FIGURES "public: yes\nmodelled: yes\ndecimal_comma: yes\nparent: boven\n"
                           "skip: {column: water, value: JA}\nchange: {column: w, value: \"1\"}\n"
                           "filters: [{column: Marges, values: [A, B]}]\nedition: 2020\n"
                           "area_alias: [{from: BERGEN LB, to: GM0893}]\nrest_row: yes\n"
                           "missing: [{text: x, means: too_few}]\nfile_name: buurt\n"
                           "sex: {column: g, map: [{from: M, to: man}]}\n");
    assert_int_equal(read_catalogue(at), WKS_OK);
    const wks_source *source = wks_catalogue_source(&at->catalogue, "s1");
    assert_true(source->is_public && source->is_modelled && source->is_decimal_comma);
    assert_true(source->has_rest_row && !source->defines_areas && !source->is_area_by_name);
    assert_string_equal(source->parent_column, "boven");
    assert_string_equal(source->skip_column, "water");
    assert_string_equal(source->skip_value, "JA");
    assert_string_equal(source->change_column, "w");
    assert_string_equal(source->change_value, "1");
    assert_int_equal(source->n_filters, 1);
    assert_string_equal(source->filters[0].column, "Marges");
    assert_string_equal(source->filters[0].map[1].from, "B");
    assert_int_equal(wks_source_edition(source, "2012"), 2020);
    assert_string_equal(source->area_alias[0].to, "GM0893");
    assert_int_equal(source->missing[0].status, WKS_STATUS_TOO_FEW);
    assert_string_equal(source->sex.map[0].to, "man");
    assert_null(source->age.column);
    assert_null(source->form);
    assert_string_equal(source->file_name, "buurt");
    assert_string_equal(source->note, "");
}

#define CLASS_COLUMN                                                                               \
    "  - {name: klas, type: code, nl: Klas, en: Class, example: \"1\", optional: yes, "            \
    "values: [{code: \"1\", nl: 16-17}, {code: \"2\", nl: 18-25}, {code: \"9\", nl: onbekend}]}\n"
#define WEIGHT_COLUMN                                                                              \
    "  - {name: gewicht, type: number, needed_in_row: yes, nl: G, en: W, example: \"1\"}\n"
#define CLASSES "map: [{from: \"1\", to: 16-17}, {from: \"2\", to: 18-25}]"
#define SURVEY_TOP                                                                                 \
    SOURCE_TOP "kind: records\narea: {column: gebied, digits: gemeente}\n"                         \
               "period: {column: jaar}\ncounts: persons\nrows_are_persons: yes\n"
#define SURVEY_COLUMNS "columns:\n" YEAR_COLUMN AREA_COLUMN CLASS_COLUMN WEIGHT_COLUMN
#define SURVEY SURVEY_TOP "age: {column: klas, " CLASSES "}\nstratum: klas\n" SURVEY_COLUMNS
#define ASKED                                                                                      \
    "  levels: [gemeente]\n  measures:\n  - {source: s1, kind: share, satisfies: "                 \
    "[{column: klas, values: [\"1\"]}]}\n"

static void reads_what_a_survey_says_of_its_rows(void **state)
{
    bench *at = *state;
    workshop_write(&at->shop, "sources/s.yaml", SURVEY);
    workshop_write(&at->shop, "indicators/i.yaml",
                   INDICATOR_TOP ASKED "  breakdowns: [{id: j, nl: J, en: J, age: 16-25}]\n");
    if (read_catalogue(at) != WKS_OK) {
        fail_msg("%s", at->err.text);
    }
    const wks_source *source = wks_catalogue_source(&at->catalogue, "s1");
    assert_int_equal(source->area_digits, WKS_LEVEL_GEMEENTE);
    assert_string_equal(source->area.column, "gebied");
    assert_true(source->rows_are_persons);
    assert_string_equal(source->stratum_column, "klas");
    assert_true(source->columns[3].is_needed_in_row && !source->columns[2].is_needed_in_row);
    assert_int_equal(source->age.n_map, 2);
    assert_int_equal(source->n_invented_files, 0);
    assert_int_equal(wks_catalogue_source(&at->catalogue, "cbs-kwb")->area_digits, WKS_LEVEL_LAND);
}

/* What the shipped catalogue says may be replaced, and is then no longer said. */
static void takes_no_word_of_a_workspace_for_what_is_invented(void **state)
{
    bench *at = *state;
    static const char known[] = "555cd85527f80f07d72a1a51ab5a339ee6b9edd917465cb745aa3f88f33d1306";
    static const char other[] = "555cd85527f80f07d72a1a51ab5a339ee6b9edd917465cb745aa3f88f33d1307";
    assert_int_equal(read_catalogue(at), WKS_OK);
    const wks_source *shipped = wks_catalogue_source(&at->catalogue, "ggd-gmjv");
    assert_true(wks_source_is_invented_file(shipped, known));
    assert_false(wks_source_is_invented_file(shipped, other));
    assert_false(wks_source_is_invented_file(shipped, ""));
    assert_false(wks_source_is_invented_file(NULL, known));
    assert_false(
        wks_source_is_invented_file(wks_catalogue_source(&at->catalogue, "cbs-kwb"), known));
    for (size_t i = 0; i < at->catalogue.n_sources; i++) {
        const wks_source *source = &at->catalogue.sources[i];
        assert_true(source->n_invented_files == 0 || source == shipped);
    }
}

static void reads_ages_of_a_breakdown_as_years(void **state)
{
    bench *at = *state;
    workshop_write(&at->shop, "sources/s.yaml", RECORDS);
    workshop_write(&at->shop, "indicators/i.yaml",
                   INDICATOR "  measures:\n  - {source: s1, kind: mean, column: leeftijd}\n"
                             "  breakdowns:\n  - {id: jong, nl: J, en: Y, age: 18-64}\n"
                             "  - {id: oud, nl: O, en: O, age: 65+}\n"
                             "  - {id: allen, nl: A, en: A}\n");
    assert_int_equal(read_catalogue(at), WKS_OK);
    const wks_indicator *trial = wks_catalogue_indicator(&at->catalogue, "proef");
    assert_true(trial->breakdowns[0].has_age_years);
    assert_int_equal(trial->breakdowns[0].age_from, 18);
    assert_int_equal(trial->breakdowns[0].age_to, 64);
    assert_int_equal(trial->breakdowns[1].age_from, 65);
    assert_int_equal(trial->breakdowns[1].age_to, 200);
    assert_false(trial->breakdowns[2].has_age_years);
}

/* ---- the definition ------------------------------------------------------------------------ */

static void definition_of(bench *at, const char *source, const char *indicator, char out[13])
{
    workshop_write(&at->shop, "sources/s.yaml", source);
    workshop_write(&at->shop, "indicators/i.yaml", indicator);
    assert_int_equal(read_catalogue(at), WKS_OK);
    memcpy(out, wks_catalogue_indicator(&at->catalogue, "proef")->definition, 13);
    assert_int_equal(strlen(out), 12);
    assert_int_equal(strspn(out, "0123456789abcdef"), 12);
}

static void keeps_the_definition_when_only_a_note_changes(void **state)
{
    bench *at = *state;
    char first[13];
    char second[13];
    definition_of(at, FIGURES, INDICATOR GIVEN, first);
    definition_of(at, FIGURES "note: Andere uitleg\n", INDICATOR "  note: Andere uitleg\n" GIVEN,
                  second);
    assert_string_equal(first, second);
}

static void changes_the_definition_when_the_number_would_change(void **state)
{
    static const struct {
        const char *source;
        const char *indicator;
    } others[] = {
        {FIGURES,
         INDICATOR "  measures:\n  - {source: s1, kind: given, numerator: [{columns: [ander]}]}\n"},
        {FIGURES, INDICATOR "  measures:\n  - {source: s1, kind: given, per: 10, numerator: "
                            "[{columns: [aantal]}]}\n"},
        {FIGURES, INDICATOR "  measures:\n  - {source: s1, kind: given, summed: yes, numerator: "
                            "[{columns: [aantal]}]}\n"},
        {FIGURES, INDICATOR "  measures:\n  - {source: s1, kind: given, numerator: "
                            "[{from: \"2020\", columns: [aantal]}]}\n"},
        {FIGURES, INDICATOR GIVEN "  breakdowns: [{id: anders, nl: A, en: A}]\n"},
        {FIGURES "missing: [{text: x, means: hidden}]\n", INDICATOR GIVEN},
        {FIGURES "filters: [{column: Marges, values: [A]}]\n", INDICATOR GIVEN},
    };

    bench *at = *state;
    char first[13];
    definition_of(at, FIGURES, INDICATOR GIVEN, first);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        char other[13];
        definition_of(at, others[i].source, others[i].indicator, other);
        assert_string_not_equal(first, other);
    }
}

/* ---- what is refused ----------------------------------------------------------------------- */

typedef struct refusal {
    const char *source;    /* sources/s.yaml; NULL: none */
    const char *indicator; /* indicators/i.yaml; NULL: none */
    const char *expected;
} refusal;

static void assert_all_refused(bench *at, const refusal *refusals, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        workshop_empty(at->shop.folder, false);
        if (refusals[i].source != NULL) {
            workshop_write(&at->shop, "sources/s.yaml", refusals[i].source);
        }
        if (refusals[i].indicator != NULL) {
            workshop_write(&at->shop, "indicators/i.yaml", refusals[i].indicator);
        }
        assert_refused(at, refusals[i].expected);
    }
}

static void refuses_wrong_yaml_with_file_line_and_key(void **state)
{
    static const refusal refusals[] = {
        {FIGURES "foo: 1\n", NULL, "sources/s.yaml, line 9: unknown key 'foo'"},
        {"id: s1\nname: N\n", NULL, "sources/s.yaml, line 2: key 'owner' is missing"},
        {FIGURES "public: ja\n", NULL,
         "sources/s.yaml, line 9: key 'public' cannot be 'ja'; expected one of: yes, no"},
        {FIGURES "public: yes\npublic: no\n", NULL,
         "sources/s.yaml, line 10: key 'public' is given twice"},
        {FIGURES "edition: twee\n", NULL,
         "sources/s.yaml: key 'edition' must hold a whole number, not 'twee'"},
        {FIGURES "edition: 2020x\n", NULL,
         "sources/s.yaml: key 'edition' must hold a whole number, not '2020x'"},
        {FIGURES "missing: .\n", NULL, "sources/s.yaml, line 9: key 'missing' must hold a list"},
        {FIGURES "age: leeftijd\n", NULL,
         "sources/s.yaml, line 9: key 'age' must hold keys with values"},
        {FIGURES "note: [a]\n", NULL, "sources/s.yaml, line 9: key 'note' must hold one value"},
        {FIGURES "parent:\n", NULL, "sources/s.yaml, line 9: key 'parent' is empty"},
        {"", NULL, "sources/s.yaml: is empty"},
        {"- a\n", NULL, "sources/s.yaml: keys with values expected"},
        {FIGURES "note: 'open\n", NULL,
         "sources/s.yaml, after line 9: not correct YAML (found unexpected end of stream)"},
        {FIGURES "---\nid: s2\n", NULL,
         "sources/s.yaml: more than one YAML document (a line with ---)"},
        {FIGURES "note: \xff\n", NULL, "sources/s.yaml: is not UTF-8"},
        {FIGURES "note: *x\n", NULL, "sources/s.yaml, line 9: No anchor found for alias: 'x'"},
        {NULL, "theme: context\nindicators: []\n",
         "indicators/i.yaml, line 2: the list of key 'indicators' is empty"},
        {NULL, INDICATOR_TOP "  levels: [dorp]\n" GIVEN,
         "indicators/i.yaml, line 14: key 'levels' cannot be 'dorp'; expected one of: land, regio, "
         "gemeente, wijk, buurt"},
        {FIGURES,
         INDICATOR "  measures:\n  - {source: s1, kind: given, per: 1x, numerator: "
                   "[{columns: [aantal]}]}\n",
         "indicators/i.yaml: key 'per' must hold a number, not '1x'"},
    };
    assert_all_refused(*state, refusals, sizeof refusals / sizeof refusals[0]);
}

static void refuses_a_source_that_contradicts_itself(void **state)
{
    static const refusal refusals[] = {
        {"id: S 1\nname: N\nowner: O\nlicence: L\nwebsite: W\nkind: figures\n"
         "recognise: [a]\narea: {column: a}\n",
         NULL, "sources/s.yaml: 'S 1': an id holds small letters, digits and hyphens"},
        {SOURCE_TOP "kind: figures\nrecognise: [a]\n", NULL,
         "sources/s.yaml: 's1': key 'area' is missing"},
        {SOURCE_TOP "kind: borders\narea: {column: a}\n", NULL,
         "sources/s.yaml: 's1': key 'recognise' is missing"},
        {FIGURES "region: r\n", NULL,
         "sources/s.yaml: 's1': key 'region' belongs to kind regions, and is needed there"},
        {FIGURES "area_alias: [{from: A, to: XX}]\n", NULL,
         "sources/s.yaml: 's1': area_alias: 'XX' is no area code"},
        {FIGURES "edition: 20\n", NULL, "sources/s.yaml: 's1': edition 20 is no year"},
        {FIGURES "editions: [{from: \"19\", edition: 2020}]\n", NULL,
         "sources/s.yaml: 's1': period '19' must have four digits"},
        {FIGURES "editions: [{from: \"2020\", to: \"2019\", edition: 2020}]\n", NULL,
         "sources/s.yaml: 's1': the range from 2020 to 2019 is upside down"},
        {FIGURES "form: eigen\n", NULL,
         "sources/s.yaml: 's1': only records have columns and a form"},
        {RECORDS "public: yes\n", NULL, "sources/s.yaml: 's1': records are never public"},
        {RECORDS "form: survey\n", NULL,
         "sources/s.yaml: 's1': form 'survey' is also that of 'levering-enquete'"},
        {RECORDS YEAR_COLUMN, NULL, "sources/s.yaml: 's1': column 'jaar' is given twice"},
        {RECORDS "  - {name: x, type: code, nl: X, en: X, example: a}\n", NULL,
         "sources/s.yaml: 's1': column 'x': a code has values, and nothing else has"},
        {RECORDS "  - {name: x, type: number, nl: X, en: X, example: a, minimum: 2, maximum: 1}\n",
         NULL, "sources/s.yaml: 's1': column 'x': the minimum is above the maximum"},
        {RECORDS_TOP "age: {column: nergens}\ncolumns:\n" YEAR_COLUMN AREA_COLUMN WHO_COLUMN, NULL,
         "sources/s.yaml: 's1': source 's1' has no column 'nergens'"},
        {SOURCE_TOP "kind: records\ncolumns:\n" YEAR_COLUMN, NULL,
         "sources/s.yaml: 's1': records need an area and a period column"},
        {RECORDS_TOP "columns:\n" YEAR_COLUMN AREA_COLUMN, NULL,
         "sources/s.yaml: 's1': who counts persons needs a column of type pseudonym"},
    };
    assert_all_refused(*state, refusals, sizeof refusals / sizeof refusals[0]);
}

#define MEASURE(text) INDICATOR "  measures:\n  - {source: s1, " text "}\n"

static void refuses_rows_that_are_said_to_be_two_things(void **state)
{
    static const char age[] =
        "sources/s.yaml: 's1': age: expected a column of type integer with years, or one of type "
        "code with a map from its values to ages such as 16-17";
    static const char persons[] =
        "sources/s.yaml: 's1': rows_are_persons is for who counts persons "
        "and has no column of type pseudonym";
    static const char invented[] =
        "sources/s.yaml: 's1': invented_files is for the catalogue that comes with wijkscan; a "
        "workspace cannot say that its deliveries are invented";
    static const char figures[] = "sources/s.yaml: 's1': rows_are_persons, provider, stratum and "
                                  "invented_files are for records";
    static const char cut[] =
        "indicators/i.yaml: 'proef': breakdown 'j': source 's1' does not know this age or sex";
    static const refusal refusals[] = {
        {SURVEY "invented_files: "
                "[555cd85527f80f07d72a1a51ab5a339ee6b9edd917465cb745aa3f88f33d1306]\n",
         NULL, invented},
        {SURVEY WHO_COLUMN, NULL, persons},
        {SURVEY_TOP "age: {column: klas}\n" SURVEY_COLUMNS, NULL, age},
        {SURVEY_TOP "age: {column: klas, map: [{from: \"3\", to: 16-17}]}\n" SURVEY_COLUMNS, NULL,
         age},
        {SURVEY_TOP "age: {column: klas, map: [{from: \"1\", to: jong}]}\n" SURVEY_COLUMNS, NULL,
         age},
        {SURVEY_TOP "stratum: nergens\n" SURVEY_COLUMNS, NULL,
         "sources/s.yaml: 's1': source 's1' has no column 'nergens'"},
        {SURVEY_TOP "area_by_name: yes\n" SURVEY_COLUMNS, NULL,
         "sources/s.yaml: 's1': area cells hold digits or names, not both"},
        {SURVEY "  - {name: y, type: number, needed_in_row: yes, optional: yes, nl: Y, en: Y, "
                "example: \"1\"}\n",
         NULL, "sources/s.yaml: 's1': a column is optional or needed_in_row, not both"},
        {FIGURES "stratum: aantal\n", NULL, figures},
        {FIGURES "rows_are_persons: yes\n", NULL, figures},
        {SURVEY, INDICATOR_TOP ASKED "  breakdowns: [{id: j, nl: J, en: J, age: 17-25}]\n", cut},
        {SURVEY, INDICATOR_TOP ASKED "  breakdowns: [{id: j, nl: J, en: J, age: 65+}]\n", cut},
    };
    assert_all_refused(*state, refusals, sizeof refusals / sizeof refusals[0]);
}

static void refuses_an_indicator_that_names_what_is_not_there(void **state)
{
    static const refusal refusals[] = {
        {NULL,
         "theme: nergens\nindicators:\n- id: proef\n  code: XX01\n  nl: P\n  en: P\n"
         "  numerator: T\n  denominator: N\n  population: a\n  unit: b\n  decimals: 1\n"
         "  direction: neutral\n  may: []\n  levels: [wijk]\n" GIVEN,
         "indicators/i.yaml: 'proef': unknown theme 'nergens'"},
        {NULL, INDICATOR GIVEN, "indicators/i.yaml: 'proef': unknown source 's1'"},
        {FIGURES, INDICATOR_TOP "  levels: []\n" GIVEN,
         "indicators/i.yaml: 'proef': 'levels' is empty"},
        {RECORDS, INDICATOR GIVEN,
         "indicators/i.yaml: 'proef': source 's1': given and ratio go with figures; share, rate "
         "and mean with records; indirect with either"},
        {FIGURES,
         MEASURE("kind: indirect, numerator: [{columns: [a]}], denominator: "
                 "[{columns: [b]}]"),
         "indicators/i.yaml: 'proef': indirect needs a source with ages that add up and with sex; "
         "'s1' has not"},
        {RECORDS, MEASURE("kind: mean, column: leeftijd, model: mrp, population: s1"),
         "indicators/i.yaml: 'proef': a 'model' is for a share with survey_weight, and needs a "
         "source of figures that has a population"},
        {RECORDS, MEASURE("kind: mean, column: leeftijd, covariates: [x]"),
         "indicators/i.yaml: 'proef': 'population' and 'covariates' go with a 'model'"},
        {FIGURES "population: [{column: mannen}]\n", NULL,
         "sources/s.yaml: population: 'mannen' needs an age such as 15-24 or 65+, or a sex"},
        {RECORDS, MEASURE("kind: mean, column: leeftijd, standard: land"),
         "indicators/i.yaml: 'proef': 'standard' and 'scale' are for kind indirect"},
        {FIGURES, MEASURE("kind: given, interval: wilson, numerator: [{columns: [aantal]}]"),
         "indicators/i.yaml: 'proef': interval and rounded_to are for a ratio, interval_note also "
         "for indirect"},
        {FIGURES,
         MEASURE("kind: ratio, interval: byar, interval_note: w, numerator: [{columns: [a]}], "
                 "denominator: [{columns: [b]}]"),
         "indicators/i.yaml: 'proef': interval_note says why there is no interval; here there is "
         "one"},
        {FIGURES,
         MEASURE("kind: ratio, rounded_to: -5, numerator: [{columns: [a]}], denominator: "
                 "[{columns: [b]}]"),
         "indicators/i.yaml: 'proef': 'rounded_to' must be 0 or more"},
        {FIGURES, MEASURE("kind: given, per: 0, numerator: [{columns: [aantal]}]"),
         "indicators/i.yaml: 'proef': 'per' must be above 0"},
        {FIGURES, MEASURE("kind: given"),
         "indicators/i.yaml: 'proef': a measure of this kind needs 'numerator'"},
        {FIGURES, MEASURE("kind: ratio, numerator: [{columns: [aantal]}]"),
         "indicators/i.yaml: 'proef': a measure of this kind needs 'denominator'"},
        {FIGURES, MEASURE("kind: given, numerator: [{columns: [a, b]}]"),
         "indicators/i.yaml: 'proef': a given figure has one column a period"},
        {FIGURES, MEASURE("kind: given, numerator: [{from: \"201\", columns: [a]}]"),
         "indicators/i.yaml: 'proef': period '201' must have four digits"},
        {FIGURES, MEASURE("kind: given, summed: yes, weight: w, numerator: [{columns: [a]}]"),
         "indicators/i.yaml: 'proef': parts of a given figure are averaged by 'weight' or are "
         "'summed', not both"},
        {FIGURES,
         MEASURE("kind: given, weight: w, weight_source: weg, numerator: [{columns: [a]}]"),
         "indicators/i.yaml: 'proef': unknown source 'weg'"},
        {FIGURES,
         MEASURE("kind: given, base: [{column: a, minimum: 1}], numerator: [{columns: [a]}]"),
         "indicators/i.yaml: 'proef': conditions are for records; source 's1' holds figures"},
        {RECORDS, MEASURE("kind: mean, column: nergens"),
         "indicators/i.yaml: 'proef': source 's1' has no column 'nergens'"},
        {RECORDS, MEASURE("kind: mean, column: soort"),
         "indicators/i.yaml: 'proef': column 'soort' of source 's1' holds no numbers"},
        {RECORDS, MEASURE("kind: share"),
         "indicators/i.yaml: 'proef': share and indirect have satisfies, rate has "
         "denominator_source, mean has column; a weight or limit of respondents only for share"},
        {RECORDS, MEASURE("kind: share, satisfies: [{column: weg, minimum: 1}]"),
         "indicators/i.yaml: 'proef': source 's1' has no column 'weg'"},
        {RECORDS, MEASURE("kind: share, satisfies: [{column: leeftijd}]"),
         "indicators/i.yaml: 'proef': the condition on 'leeftijd' needs a minimum or maximum, or "
         "values"},
        {RECORDS, MEASURE("kind: share, satisfies: [{column: soort, minimum: 1}]"),
         "indicators/i.yaml: 'proef': column 'soort' of source 's1' has another type than the "
         "condition"},
        {RECORDS, MEASURE("kind: share, satisfies: [{column: soort, values: [b]}]"),
         "indicators/i.yaml: 'proef': column 'soort' of source 's1' has no value 'b'"},
        {RECORDS,
         MEASURE("kind: rate, denominator: [{columns: [a]}], denominator_source: levering-enquete"),
         "indicators/i.yaml: 'proef': source 'levering-enquete' holds no figures"},
        {FIGURES, INDICATOR GIVEN "  breakdowns: [{id: a, nl: A, en: A}, {id: a, nl: B, en: B}]\n",
         "indicators/i.yaml: 'proef': breakdown 'a' is given twice"},
        {FIGURES, INDICATOR GIVEN "  breakdowns: [{id: a, nl: A, en: A, age: 18+}]\n",
         "indicators/i.yaml: 'proef': breakdown 'a': source 's1' is not split like that"},
        {FIGURES "age: {column: l, map: [{from: \"1\", to: 18+}]}\n",
         INDICATOR GIVEN "  breakdowns: [{id: a, nl: A, en: A, age: 65+}]\n",
         "indicators/i.yaml: 'proef': breakdown 'a': source 's1' does not know this age or sex"},
        {FIGURES "age: {column: l, map: [{from: \"1\", to: 18+}]}\n", INDICATOR GIVEN,
         "indicators/i.yaml: 'proef': breakdown 'totaal': source 's1' gives its figures by age or "
         "sex: say which"},
        {FIGURES, INDICATOR GIVEN "  breaks: [{period: later, nl: A, en: A}]\n",
         "indicators/i.yaml: 'proef': period 'later' must have four digits"},
        {FIGURES,
         INDICATOR GIVEN "  breaks: [{period: \"2021\", nl: A, en: A}, {period: \"2014\", nl: A, "
                         "en: A}]\n",
         "indicators/i.yaml: 'proef': the range from 2021 to 2014 is upside down"},
        {FIGURES,
         "theme: context\nindicators:\n- id: proef\n  code: CX01\n  nl: P\n  en: P\n"
         "  numerator: T\n  denominator: N\n  population: a\n  unit: b\n  decimals: 1\n"
         "  direction: neutral\n  may: []\n  levels: [wijk]\n" GIVEN,
         "indicators/i.yaml: 'proef': code CX01 is also that of 'inwoners'"},
        {FIGURES,
         "theme: context\nindicators:\n- id: proef\n  code: XX01\n  nl: P\n  en: P\n"
         "  numerator: T\n  denominator: N\n  population: a\n  unit: b\n  decimals: 9\n"
         "  direction: neutral\n  may: []\n  levels: [wijk]\n" GIVEN,
         "indicators/i.yaml: 'proef': 'decimals' must be 0 to 4"},
    };
    assert_all_refused(*state, refusals, sizeof refusals / sizeof refusals[0]);
}

static void refuses_an_id_twice_and_a_wrong_ending(void **state)
{
    bench *at = *state;
    char expected[WORKSHOP_PATH_SIZE];
    workshop_write(&at->shop, "sources/a.yaml", FIGURES);
    workshop_write(&at->shop, "sources/b.yaml", FIGURES);
    snprintf(expected, sizeof expected, "sources/b.yaml: id 's1' is also in %s/sources/a.yaml",
             at->shop.folder);
    assert_refused(at, expected);
    workshop_empty(at->shop.folder, false);
    workshop_write(&at->shop, "sources/a.yml", FIGURES);
    assert_refused(at, "sources/a.yml: the name must end in .yaml");
}

static void says_it_in_dutch_too(void **state)
{
    bench *at = *state;
    wks_language_set(WKS_DUTCH);
    workshop_write(&at->shop, "sources/s.yaml", FIGURES "foo: 1\n");
    assert_refused(at, "sources/s.yaml, regel 9: onbekende sleutel 'foo'");
    workshop_write(&at->shop, "sources/s.yaml", RECORDS "public: yes\n");
    assert_refused(at, "sources/s.yaml: 's1': records zijn nooit openbaar (public)");
    wks_language_set(WKS_ENGLISH);
}

static void reports_every_allocation_that_fails(void **state)
{
    bench *at = *state;
    workshop_write(&at->shop, "sources/s.yaml", FIGURES);
    workshop_write(&at->shop, "indicators/i.yaml", INDICATOR GIVEN);
    for (size_t n = 1;; n += 1 + n / 400) { /* not every late one: each round reads all files */
        wks_arena_clear(&at->arena);
        wks_arena_init(&at->arena, 0);
        wks_arena_fail_after(n);
        wks_code code = wks_catalogue_read(at->shop.folder, &at->arena, &at->catalogue, &at->err);
        wks_arena_fail_after(0);
        if (code == WKS_OK) {
            assert_true(n > 1000);
            break;
        }
        assert_int_equal(code, WKS_E_MEMORY);
    }
}

/* ---- signals ------------------------------------------------------------------------------- */

#define SIGNAL                                                                                     \
    "signals:\n- id: paar\n  nl: P\n  en: P\n  need: psychische-klachten-volwassenen\n"            \
    "  use: poh-ggz-verwacht\n  level: wijk\n"

static void reads_signals_and_lets_a_workspace_replace_them(void **state)
{
    bench *at = *state;
    workshop_write(&at->shop, "signals.yaml",
                   SIGNAL "  label: yes\n  ladder: [{rung: supply, nl: niemand, en: nobody}]\n");
    assert_int_equal(read_catalogue(at), WKS_OK);
    const wks_signal_pair *last = &at->catalogue.signals[at->catalogue.n_signals - 1];
    assert_true(at->catalogue.n_signals > 2); /* the shipped ones too */
    assert_string_equal(last->id, "paar");
    assert_true(last->is_label);
    assert_int_equal(last->level, WKS_LEVEL_WIJK);
    assert_int_equal(last->n_ladder, 1);
    assert_int_equal(last->ladder[0].kind, WKS_RUNG_SUPPLY);
    assert_null(last->ladder[0].indicator);
}

static void refuses_a_signal_that_cannot_be(void **state)
{
    static const struct {
        const char *text;
        const char *expected;
    } cases[] = {
        {"signals:\n- id: paar\n  nl: P\n  en: P\n  need: nergens\n  use: poh-ggz-verwacht\n"
         "  level: wijk\n  label: yes\n  ladder: [{rung: supply, nl: a, en: b}]\n",
         "signals.yaml: 'paar': there is no indicator 'nergens' at this level"},
        {"signals:\n- id: paar\n  nl: P\n  en: P\n  need: psychische-klachten-volwassenen\n"
         "  use: poh-ggz\n  level: wijk\n  label: yes\n  ladder: [{rung: supply, nl: a, en: b}]\n",
         "signals.yaml: 'paar': use 'poh-ggz' must be of kind indirect"},
        {SIGNAL "  label: yes\n  assumed_need_error: '1'\n"
                "  ladder: [{rung: supply, nl: a, en: b}]\n",
         "signals.yaml: 'paar': an assumed error is above 0, and gives no label"},
        {SIGNAL "  label: yes\n  ladder: [{rung: supply, indicator: nergens, nl: a, en: b}]\n",
         "signals.yaml: 'paar': ladder: unknown indicator 'nergens', or one at demography"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        bench *at = *state;
        workshop_empty(at->shop.folder, false);
        workshop_write(&at->shop, "signals.yaml", cases[i].text);
        assert_refused(at, cases[i].expected);
    }
}

static void refuses_the_sexes_of_a_model(void **state)
{
    bench *at = *state;
    workshop_write(&at->shop, "indicators/i.yaml",
                   INDICATOR "  measures:\n  - {source: levering-enquete, kind: share, per: 100, "
                             "satisfies: [{column: mhi5, maximum: 60}], survey_weight: gewicht, "
                             "model: mrp, population: cbs-kwb}\n"
                             "  breakdowns: [{id: v, nl: v, en: w, age: 18+, sex: vrouw}]\n");
    assert_refused(at, "indicators/i.yaml: 'proef': breakdown 'v': a model of wijken does not tell "
                       "the sexes apart");
}

/* ---- ages that are columns ------------------------------------------------------------------- */

#define PEOPLE                                                                                     \
    FIGURES "population:\n  - {column: jong, age: 0-17}\n  - {column: oud, age: 18+}\n"            \
            "  - {column: vrouwen, sex: vrouw}\n"
#define COUNTED(more, breakdown)                                                                   \
    INDICATOR "  measures:\n  - {source: s1, kind: given, by_population: yes, numerator: "         \
              "[{columns: [aantal]}]" more "}\n  breakdowns: [{id: a, nl: a, en: a" breakdown      \
              "}]\n"

static void finds_the_column_of_an_age_and_of_a_sex_but_not_of_both(void **state)
{
    bench *at = *state;
    workshop_write(&at->shop, "sources/s.yaml", PEOPLE);
    workshop_write(&at->shop, "indicators/i.yaml", COUNTED(", summed: yes", ", age: 0-17"));
    assert_int_equal(read_catalogue(at), WKS_OK);
    const wks_source *source = wks_catalogue_source(&at->catalogue, "s1");
    assert_string_equal(wks_population_stem(source, &(wks_breakdown){.age = "18+"}), "oud");
    assert_string_equal(wks_population_stem(source, &(wks_breakdown){.sex = "vrouw"}), "vrouwen");
    assert_null(wks_population_stem(source, &(wks_breakdown){.age = "18+", .sex = "vrouw"}));
    assert_null(wks_population_stem(source, &(wks_breakdown){.age = "65+"}));
    assert_null(wks_population_stem(source, &(wks_breakdown){.id = "totaal"}));
}

static void changes_the_definition_when_an_age_moves_to_another_column(void **state)
{
    bench *at = *state;
    char before[13];
    workshop_write(&at->shop, "sources/s.yaml", PEOPLE);
    workshop_write(&at->shop, "indicators/i.yaml", COUNTED(", summed: yes", ", age: 0-17"));
    assert_int_equal(read_catalogue(at), WKS_OK);
    memcpy(before, wks_catalogue_indicator(&at->catalogue, "proef")->definition, sizeof before);
    workshop_write(&at->shop, "sources/s.yaml",
                   FIGURES "population:\n  - {column: kinderen, age: 0-17}\n");
    assert_int_equal(read_catalogue(at), WKS_OK);
    assert_string_not_equal(before, wks_catalogue_indicator(&at->catalogue, "proef")->definition);
}

static void refuses_ages_that_are_not_columns(void **state)
{
    static const struct {
        const char *source;
        const char *indicator;
        const char *expected;
    } cases[] = {
        {PEOPLE, COUNTED(", summed: yes", ", age: 65+"),
         "indicators/i.yaml: 'proef': breakdown 'a': the population of source 's1' has no such age "
         "or sex, or not both together"},
        {PEOPLE, COUNTED(", summed: yes", ", age: 18+, sex: vrouw"),
         "indicators/i.yaml: 'proef': breakdown 'a': the population of source 's1' has no such age "
         "or sex, or not both together"},
        {PEOPLE, COUNTED("", ", age: 18+"),
         "indicators/i.yaml: 'proef': 'by_population' is for a given figure that is summed, of a "
         "source with 'population'"},
        {FIGURES, COUNTED(", summed: yes", ""),
         "indicators/i.yaml: 'proef': 'by_population' is for a given figure that is summed, of a "
         "source with 'population'"},
    };

    bench *at = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        workshop_write(&at->shop, "sources/s.yaml", cases[i].source);
        workshop_write(&at->shop, "indicators/i.yaml", cases[i].indicator);
        assert_refused(at, cases[i].expected);
    }
}

/* ---- differences --------------------------------------------------------------------------- */

#define GAPS(weight, order, areas, without)                                                        \
    "gaps:\n  weight: " weight "\n  order:\n  - {indicator: " order                                \
    ", least: highest, nl: a, en: b, least_nl: c, least_en: d, most_nl: e, most_en: f}\n"          \
    "  years: \"3\"\n  areas: \"" areas "\"\n  share: \"75\"\n  levels: [wijk]\n"                  \
    "  without: [" without "]\n"

static void reads_what_orders_areas_and_lets_a_workspace_replace_the_whole(void **state)
{
    bench *at = *state;
    assert_int_equal(read_catalogue(at), WKS_OK);
    assert_string_equal(at->catalogue.gaps.weight, "inwoners");
    assert_string_equal(at->catalogue.gaps.orders[0].indicator, "inkomen-per-inwoner");
    assert_false(at->catalogue.gaps.orders[0].is_highest_first);
    assert_int_equal(at->catalogue.gaps.least_areas, 10);
    workshop_write(&at->shop, "gaps.yaml", GAPS("inwoners", "bijstand", "8", "context"));
    assert_int_equal(read_catalogue(at), WKS_OK);
    const wks_gap_plan *plan = &at->catalogue.gaps;
    assert_int_equal(plan->n_orders, 1);
    assert_true(plan->orders[0].is_highest_first);
    assert_string_equal(plan->orders[0].most_english, "f");
    assert_true(plan->most_years == 3 && plan->least_areas == 8 && plan->least_share == 75);
    assert_true(plan->levels[WKS_LEVEL_WIJK] && !plan->levels[WKS_LEVEL_GEMEENTE]);
    assert_string_equal(plan->without[0], "context");
}

static void refuses_an_order_that_cannot_be(void **state)
{
    static const struct {
        const char *text;
        const char *expected;
    } cases[] = {
        {GAPS("nergens", "bijstand", "8", "context"),
         "gaps.yaml: 'gaps': there is no indicator 'nergens'"},
        {GAPS("inwoners", "nergens", "8", "context"),
         "gaps.yaml: 'gaps': there is no indicator 'nergens'"},
        {GAPS("inwoners", "bijstand", "4", "context"),
         "gaps.yaml: 'gaps': areas is 5 or more, years 0 or more, share from 0 to 100"},
        {GAPS("inwoners", "bijstand", "8", "nergens"),
         "gaps.yaml: 'gaps': without: there is no theme 'nergens'"},
    };

    bench *at = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        workshop_write(&at->shop, "gaps.yaml", cases[i].text);
        assert_refused(at, cases[i].expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CLAIM(reads_the_shipped_catalogue_without_a_folder),
        CLAIM(reads_a_folder_that_is_not_there_as_none),
        CLAIM(gives_the_columns_of_a_period),
        CLAIM(knows_the_edition_of_each_year_of_a_source),
        CLAIM(puts_a_workspace_entry_in_the_place_of_the_shipped_one),
        CLAIM(reads_every_part_of_a_source),
        CLAIM(takes_no_word_of_a_workspace_for_what_is_invented),
        CLAIM(reads_what_a_survey_says_of_its_rows),
        CLAIM(reads_ages_of_a_breakdown_as_years),
        CLAIM(keeps_the_definition_when_only_a_note_changes),
        CLAIM(changes_the_definition_when_the_number_would_change),
        CLAIM(refuses_wrong_yaml_with_file_line_and_key),
        CLAIM(refuses_a_source_that_contradicts_itself),
        CLAIM(refuses_rows_that_are_said_to_be_two_things),
        CLAIM(refuses_an_indicator_that_names_what_is_not_there),
        CLAIM(refuses_an_id_twice_and_a_wrong_ending),
        CLAIM(says_it_in_dutch_too),
        CLAIM(reports_every_allocation_that_fails),
        CLAIM(reads_signals_and_lets_a_workspace_replace_them),
        CLAIM(refuses_the_sexes_of_a_model),
        CLAIM(finds_the_column_of_an_age_and_of_a_sex_but_not_of_both),
        CLAIM(changes_the_definition_when_an_age_moves_to_another_column),
        CLAIM(refuses_ages_that_are_not_columns),
        CLAIM(reads_what_orders_areas_and_lets_a_workspace_replace_the_whole),
        CLAIM(refuses_an_order_that_cannot_be),
        CLAIM(refuses_a_signal_that_cannot_be),
    };
    return cmocka_run_group_tests_name("model/catalogue", tests, NULL, NULL);
}
