/* The YAML of the indicators of a theme, and of the list of themes.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "model/catalogue_parts.h"
#include "model/yaml.h"

#include <cyaml/cyaml.h>

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* What the YAML holds in another shape than the public structs. */
typedef struct condition_file {
    wks_condition condition;
    const char *minimum;
    const char *maximum;
} condition_file;

typedef struct measure_file {
    wks_measure measure;
    const char *per;
    const char *minimum_respondents;
    const char *rounded_to;
    condition_file *base;
    size_t n_base;
    condition_file *satisfies;
    size_t n_satisfies;
} measure_file;

typedef struct indicator_file {
    wks_indicator indicator;
    const char *decimals;
    uint32_t levels; /* bit 1 << wks_level */
    uint32_t may;
    measure_file *measures;
    size_t n_measures;
    wks_breakdown *breakdowns;
    size_t n_breakdowns;
} indicator_file;

typedef struct indicators_file {
    const char *theme;
    indicator_file *indicators;
    size_t n_indicators;
} indicators_file;

typedef struct themes_file {
    wks_theme *themes;
    size_t n_themes;
} themes_file;

enum {
    NEEDED = CYAML_FLAG_POINTER,
    MAYBE = CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
    MAYBE_ENUM = CYAML_FLAG_STRICT | CYAML_FLAG_OPTIONAL
};

enum {
    MAY_COMPARE = 1,
    MAY_TREND = 2,
    MAY_EFFECT = 4
};

#define N(array) (sizeof(array) / sizeof(array)[0])

static const cyaml_strval_t yes_no[] = {{"yes", 1}, {"no", 0}};

static const cyaml_strval_t levels[] = {{"land", 1 << WKS_LEVEL_LAND},
                                        {"regio", 1 << WKS_LEVEL_REGIO},
                                        {"gemeente", 1 << WKS_LEVEL_GEMEENTE},
                                        {"wijk", 1 << WKS_LEVEL_WIJK},
                                        {"buurt", 1 << WKS_LEVEL_BUURT}};

static const cyaml_strval_t uses[] = {
    {"compare", MAY_COMPARE}, {"trend", MAY_TREND}, {"effect", MAY_EFFECT}};

static const cyaml_strval_t directions[] = {
    {"neutral", WKS_NEUTRAL}, {"lower", WKS_LOWER_IS_BETTER}, {"higher", WKS_HIGHER_IS_BETTER}};

static const cyaml_strval_t kinds[] = {
    {"given", WKS_MEASURE_GIVEN}, {"ratio", WKS_MEASURE_RATIO}, {"share", WKS_MEASURE_SHARE},
    {"rate", WKS_MEASURE_RATE},   {"mean", WKS_MEASURE_MEAN},   {"indirect", WKS_MEASURE_INDIRECT}};

static const cyaml_strval_t standards[] = {{"regio", WKS_STANDARD_REGION},
                                           {"land", WKS_STANDARD_LAND}};

static const cyaml_strval_t models[] = {{"mrp", WKS_MODEL_MRP}};

static const cyaml_strval_t scales[] = {{"ratio", 0}, {"rate", 1}};

static const cyaml_strval_t intervals[] = {
    {"none", WKS_RATIO_NO_INTERVAL}, {"wilson", WKS_RATIO_WILSON}, {"byar", WKS_RATIO_BYAR}};

static const cyaml_strval_t againsts[] = {{"gemeente", WKS_AGAINST_GEMEENTE},
                                          {"regio", WKS_AGAINST_REGIO}};

static const cyaml_strval_t rules[] = {{"posterior", WKS_RULE_POSTERIOR},
                                       {"bh", WKS_RULE_BH},
                                       {"funnel", WKS_RULE_FUNNEL},
                                       {"plain", WKS_RULE_PLAIN}};

static const cyaml_schema_value_t text_entry = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, CYAML_UNLIMITED)};

static const cyaml_schema_field_t set_fields[] = {
    CYAML_FIELD_STRING_PTR("from", MAYBE, wks_measure_columns, from_period, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("to", MAYBE, wks_measure_columns, to_period, 1, CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE_COUNT("columns", NEEDED, wks_measure_columns, stems, n_stems, &text_entry,
                               1, CYAML_UNLIMITED),
    CYAML_FIELD_END};
static const cyaml_schema_value_t set_entry = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, wks_measure_columns, set_fields)};

static const cyaml_schema_field_t condition_fields[] = {
    CYAML_FIELD_STRING_PTR("column", NEEDED, condition_file, condition.column, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("minimum", MAYBE, condition_file, minimum, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("maximum", MAYBE, condition_file, maximum, 1, CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE_COUNT("values", MAYBE, condition_file, condition.values,
                               condition.n_values, &text_entry, 1, CYAML_UNLIMITED),
    CYAML_FIELD_END};
static const cyaml_schema_value_t condition_entry = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, condition_file, condition_fields)};

#define MEASURE_TEXT(key, flags, member)                                                           \
    CYAML_FIELD_STRING_PTR(key, flags, measure_file, measure.member, 1, CYAML_UNLIMITED)
#define MEASURE_LIST(key, member, count, entry)                                                    \
    CYAML_FIELD_SEQUENCE_COUNT(key, MAYBE, measure_file, member, count, &(entry), 1,               \
                               CYAML_UNLIMITED)

static const cyaml_schema_field_t measure_fields[] = {
    MEASURE_TEXT("source", NEEDED, source),
    CYAML_FIELD_ENUM("kind", CYAML_FLAG_STRICT, measure_file, measure.kind, kinds, N(kinds)),
    CYAML_FIELD_STRING_PTR("per", MAYBE, measure_file, per, 1, CYAML_UNLIMITED),
    MEASURE_LIST("numerator", measure.numerator, measure.n_numerator, set_entry),
    MEASURE_LIST("denominator", measure.denominator, measure.n_denominator, set_entry),
    MEASURE_TEXT("denominator_source", MAYBE, denominator_source),
    MEASURE_TEXT("weight", MAYBE, weight),
    MEASURE_TEXT("weight_source", MAYBE, weight_source),
    CYAML_FIELD_ENUM("summed", MAYBE_ENUM, measure_file, measure.is_summed, yes_no, N(yes_no)),
    CYAML_FIELD_ENUM("by_population", MAYBE_ENUM, measure_file, measure.is_by_population, yes_no,
                     N(yes_no)),
    MEASURE_LIST("base", base, n_base, condition_entry),
    MEASURE_LIST("satisfies", satisfies, n_satisfies, condition_entry),
    MEASURE_TEXT("column", MAYBE, column),
    CYAML_FIELD_ENUM("model", MAYBE_ENUM, measure_file, measure.model, models, N(models)),
    MEASURE_TEXT("population", MAYBE, population),
    MEASURE_LIST("covariates", measure.covariates, measure.n_covariates, text_entry),
    CYAML_FIELD_ENUM("standard", MAYBE_ENUM, measure_file, measure.standard, standards,
                     N(standards)),
    CYAML_FIELD_ENUM("scale", MAYBE_ENUM, measure_file, measure.is_standard_rate, scales,
                     N(scales)),
    MEASURE_TEXT("survey_weight", MAYBE, survey_weight),
    CYAML_FIELD_STRING_PTR("minimum_respondents", MAYBE, measure_file, minimum_respondents, 1,
                           CYAML_UNLIMITED),
    CYAML_FIELD_ENUM("interval", MAYBE_ENUM, measure_file, measure.interval, intervals,
                     N(intervals)),
    MEASURE_TEXT("interval_note", MAYBE, interval_note),
    CYAML_FIELD_STRING_PTR("rounded_to", MAYBE, measure_file, rounded_to, 1, CYAML_UNLIMITED),
    CYAML_FIELD_END};
static const cyaml_schema_value_t measure_entry = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, measure_file, measure_fields)};

static const cyaml_schema_field_t breakdown_fields[] = {
    CYAML_FIELD_STRING_PTR("id", NEEDED, wks_breakdown, id, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("nl", NEEDED, wks_breakdown, dutch, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("en", NEEDED, wks_breakdown, english, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("age", MAYBE, wks_breakdown, age, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("sex", MAYBE, wks_breakdown, sex, 1, CYAML_UNLIMITED),
    CYAML_FIELD_END};
static const cyaml_schema_value_t breakdown_entry = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, wks_breakdown, breakdown_fields)};

static const cyaml_schema_field_t break_fields[] = {
    CYAML_FIELD_STRING_PTR("period", NEEDED, wks_break, period, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("nl", NEEDED, wks_break, dutch, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("en", NEEDED, wks_break, english, 1, CYAML_UNLIMITED), CYAML_FIELD_END};
static const cyaml_schema_value_t break_entry = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, wks_break, break_fields)};

static const cyaml_schema_field_t compare_fields[] = {
    CYAML_FIELD_ENUM("against", MAYBE_ENUM, wks_indicator_comparison, against, againsts,
                     N(againsts)),
    CYAML_FIELD_ENUM("rule", MAYBE_ENUM, wks_indicator_comparison, rule, rules, N(rules)),
    CYAML_FIELD_END};

#define TEXT(key, flags, member)                                                                   \
    CYAML_FIELD_STRING_PTR(key, flags, indicator_file, indicator.member, 1, CYAML_UNLIMITED)

static const cyaml_schema_field_t indicator_fields[] = {
    TEXT("id", NEEDED, id),
    TEXT("code", NEEDED, code),
    TEXT("nl", NEEDED, dutch),
    TEXT("en", NEEDED, english),
    TEXT("numerator", NEEDED, numerator),
    TEXT("denominator", NEEDED, denominator),
    TEXT("population", NEEDED, population),
    TEXT("unit", NEEDED, unit),
    CYAML_FIELD_STRING_PTR("decimals", NEEDED, indicator_file, decimals, 1, CYAML_UNLIMITED),
    TEXT("note", MAYBE, note),
    TEXT("part_of", MAYBE, part_of),
    CYAML_FIELD_ENUM("direction", CYAML_FLAG_STRICT, indicator_file, indicator.direction,
                     directions, N(directions)),
    TEXT("direction_owner", MAYBE, direction_owner),
    CYAML_FIELD_FLAGS("levels", CYAML_FLAG_STRICT, indicator_file, levels, levels, N(levels)),
    CYAML_FIELD_FLAGS("may", CYAML_FLAG_STRICT, indicator_file, may, uses, N(uses)),
    CYAML_FIELD_MAPPING("compare", CYAML_FLAG_OPTIONAL, indicator_file, indicator.compare,
                        compare_fields),
    CYAML_FIELD_SEQUENCE_COUNT("measures", NEEDED, indicator_file, measures, n_measures,
                               &measure_entry, 1, CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE_COUNT("breakdowns", MAYBE, indicator_file, breakdowns, n_breakdowns,
                               &breakdown_entry, 1, CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE_COUNT("breaks", MAYBE, indicator_file, indicator.breaks,
                               indicator.n_breaks, &break_entry, 1, CYAML_UNLIMITED),
    CYAML_FIELD_END};
static const cyaml_schema_value_t indicator_entry = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, indicator_file, indicator_fields)};

static const cyaml_schema_field_t indicators_fields[] = {
    CYAML_FIELD_STRING_PTR("theme", NEEDED, indicators_file, theme, 1, CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE_COUNT("indicators", NEEDED, indicators_file, indicators, n_indicators,
                               &indicator_entry, 1, CYAML_UNLIMITED),
    CYAML_FIELD_END};
static const cyaml_schema_value_t indicators_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, indicators_file, indicators_fields)};

static const cyaml_schema_field_t theme_fields[] = {
    CYAML_FIELD_STRING_PTR("id", NEEDED, wks_theme, id, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("nl", NEEDED, wks_theme, dutch, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("en", NEEDED, wks_theme, english, 1, CYAML_UNLIMITED), CYAML_FIELD_END};
static const cyaml_schema_value_t theme_entry = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, wks_theme, theme_fields)};
static const cyaml_schema_field_t themes_fields[] = {
    CYAML_FIELD_SEQUENCE_COUNT("themes", NEEDED, themes_file, themes, n_themes, &theme_entry, 1,
                               CYAML_UNLIMITED),
    CYAML_FIELD_END};
static const cyaml_schema_value_t themes_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, themes_file, themes_fields)};

static wks_code set_conditions(const char *name, const condition_file *from, size_t n,
                               wks_arena *arena, const wks_condition **out, size_t *n_out,
                               wks_error *err)
{
    wks_condition *conditions = NULL;
    WKS_TRY(wks_arena_take(arena, n, sizeof *conditions, &conditions, err));
    for (size_t i = 0; i < n; i++) {
        conditions[i] = from[i].condition;
        WKS_TRY(wks_yaml_number(name, "minimum", from[i].minimum, &conditions[i].has_minimum,
                                &conditions[i].minimum, err));
        WKS_TRY(wks_yaml_number(name, "maximum", from[i].maximum, &conditions[i].has_maximum,
                                &conditions[i].maximum, err));
    }
    *out = conditions;
    *n_out = n;
    return WKS_OK;
}

static wks_code set_measures(const char *name, const indicator_file *file, wks_arena *arena,
                             wks_indicator *out, wks_error *err)
{
    wks_measure *measures = NULL;
    WKS_TRY(wks_arena_take(arena, file->n_measures, sizeof *measures, &measures, err));
    for (size_t i = 0; i < file->n_measures; i++) {
        const measure_file *from = &file->measures[i];
        wks_measure *to = &measures[i];
        bool has_per = false;
        bool has_rounding = false;
        *to = from->measure;
        WKS_TRY(wks_yaml_number(name, "per", from->per, &has_per, &to->per, err));
        WKS_TRY(wks_yaml_integer(name, "minimum_respondents", from->minimum_respondents,
                                 &to->minimum_respondents, err));
        WKS_TRY(wks_yaml_number(name, "rounded_to", from->rounded_to, &has_rounding,
                                &to->rounded_to, err));
        if (!has_per) {
            to->per = 1;
        }
        WKS_TRY(set_conditions(name, from->base, from->n_base, arena, &to->base, &to->n_base, err));
        WKS_TRY(set_conditions(name, from->satisfies, from->n_satisfies, arena, &to->satisfies,
                               &to->n_satisfies, err));
    }
    out->measures = measures;
    out->n_measures = file->n_measures;
    return WKS_OK;
}

bool wks_age_read(const char *text, int *from, int *to)
{
    enum {
        OLDEST = 200
    };

    const size_t n = strlen(text);
    const size_t n_first = strspn(text, "0123456789");
    int64_t first = 0;
    int64_t last = OLDEST;
    if (!wks_text_integer((wks_span){text, n_first}, &first) || first > OLDEST) {
        return false;
    }
    const bool is_open = text[n_first] == '+' && n == n_first + 1;
    const bool is_range =
        text[n_first] == '-' &&
        wks_text_integer((wks_span){text + n_first + 1, n - n_first - 1}, &last) && last >= first &&
        last <= OLDEST;
    *from = (int)first;
    *to = (int)last;
    return is_open || is_range;
}

bool wks_age_is_within(const char *group, const wks_breakdown *breakdown)
{
    int from = 0;
    int to = 0;
    return wks_age_read(group, &from, &to) && from >= breakdown->age_from &&
           to <= breakdown->age_to;
}

const char *wks_population_stem(const wks_source *source, const wks_breakdown *breakdown)
{
    for (size_t i = 0; i < source->n_population; i++) {
        const wks_population_column *column = &source->population[i];
        const bool is_age = breakdown->sex == NULL && breakdown->age != NULL &&
                            wks_text_equal(column->age, breakdown->age);
        const bool is_sex = breakdown->age == NULL && breakdown->sex != NULL &&
                            wks_text_equal(column->sex, breakdown->sex);
        if (is_age || is_sex) {
            return column->column;
        }
    }
    return NULL;
}

static void set_breakdowns(const indicator_file *file, wks_indicator *out)
{
    static const wks_breakdown total = {.id = "totaal", .dutch = "Totaal", .english = "Total"};
    if (file->n_breakdowns == 0) {
        out->breakdowns = &total;
        out->n_breakdowns = 1;
        return;
    }
    for (size_t i = 0; i < file->n_breakdowns; i++) {
        wks_breakdown *breakdown = &file->breakdowns[i];
        breakdown->has_age_years =
            breakdown->age != NULL &&
            wks_age_read(breakdown->age, &breakdown->age_from, &breakdown->age_to);
    }
    out->breakdowns = file->breakdowns;
    out->n_breakdowns = file->n_breakdowns;
}

wks_code wks_catalogue_indicator_read(const char *name, wks_span text, wks_arena *arena,
                                      wks_indicator **out, size_t *n_out, wks_error *err)
{
    indicators_file *file = NULL;
    wks_indicator *indicators = NULL;
    WKS_TRY(wks_yaml_read(name, text, &indicators_schema, arena, &file, err));
    WKS_TRY(wks_arena_take(arena, file->n_indicators, sizeof *indicators, &indicators, err));
    for (size_t i = 0; i < file->n_indicators; i++) {
        const indicator_file *from = &file->indicators[i];
        wks_indicator *to = &indicators[i];
        *to = from->indicator;
        to->theme = file->theme;
        WKS_TRY(wks_yaml_integer(name, "decimals", from->decimals, &to->decimals, err));
        to->note = to->note == NULL ? "" : to->note;
        for (int level = 0; level < WKS_N_LEVELS; level++) {
            to->levels[level] = (from->levels >> level & 1U) != 0;
        }
        to->may_compare = (from->may & MAY_COMPARE) != 0;
        to->may_trend = (from->may & MAY_TREND) != 0;
        to->may_effect = (from->may & MAY_EFFECT) != 0;
        WKS_TRY(set_measures(name, from, arena, to, err));
        set_breakdowns(from, to);
    }
    *out = indicators;
    *n_out = file->n_indicators;
    return WKS_OK;
}

wks_code wks_catalogue_theme_read(const char *name, wks_span text, wks_arena *arena,
                                  wks_theme **out, size_t *n_out, wks_error *err)
{
    themes_file *file = NULL;
    WKS_TRY(wks_yaml_read(name, text, &themes_schema, arena, &file, err));
    *out = file->themes;
    *n_out = file->n_themes;
    return WKS_OK;
}
