/* The YAML of one source.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "model/catalogue_parts.h"
#include "model/yaml.h"

#include <cyaml/cyaml.h>

#include <stdbool.h>
#include <stddef.h>

/* What the YAML holds in another shape than wks_source. */
typedef struct column_value {
    const char *column;
    const char *value;
} column_value;

typedef struct filter_file {
    const char *column;
    const char **values;
    size_t n_values;
} filter_file;

typedef struct edition_file {
    wks_period_edition range;
    const char *edition;
} edition_file;

typedef struct column_file {
    wks_form_column column;
    const char *minimum;
    const char *maximum;
} column_file;

typedef struct area_file {
    wks_dimension cells;
    wks_level digits;
} area_file;

typedef struct source_file {
    wks_source source;
    area_file area;
    column_value skip;
    column_value change;
    const char *edition;
    edition_file *editions;
    size_t n_editions;
    filter_file *filters;
    size_t n_filters;
    column_file *columns;
    size_t n_columns;
    wks_population_column *population;
    size_t n_population;
} source_file;

/* Flags with short names, for tables that can be read. */
enum {
    NEEDED = CYAML_FLAG_POINTER,
    MAYBE = CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
    MAYBE_ENUM = CYAML_FLAG_STRICT | CYAML_FLAG_OPTIONAL
};

#define N(array) (sizeof(array) / sizeof(array)[0])

/* Strict words: libcyaml's own bool takes every unknown word for true. */
static const cyaml_strval_t yes_no[] = {{"yes", 1}, {"no", 0}};

static const cyaml_strval_t kinds[] = {{"figures", WKS_SOURCE_FIGURES},
                                       {"records", WKS_SOURCE_RECORDS},
                                       {"borders", WKS_SOURCE_BORDERS},
                                       {"regions", WKS_SOURCE_REGIONS}};

static const cyaml_strval_t units[] = {{"persons", WKS_COUNTS_PERSONS},
                                       {"registrations", WKS_COUNTS_REGISTRATIONS},
                                       {"contacts", WKS_COUNTS_CONTACTS},
                                       {"places", WKS_COUNTS_PLACES}};

/* Levels whose codes are letters and a fixed number of digits. */
static const cyaml_strval_t digits[] = {
    {"gemeente", WKS_LEVEL_GEMEENTE}, {"wijk", WKS_LEVEL_WIJK}, {"buurt", WKS_LEVEL_BUURT}};

static const cyaml_strval_t types[] = {{"year", WKS_COLUMN_YEAR},
                                       {"area", WKS_COLUMN_AREA},
                                       {"pseudonym", WKS_COLUMN_PSEUDONYM},
                                       {"integer", WKS_COLUMN_INTEGER},
                                       {"number", WKS_COLUMN_NUMBER},
                                       {"code", WKS_COLUMN_CODE},
                                       {"date", WKS_COLUMN_DATE}};

static const cyaml_strval_t empties[] = {{"hidden", WKS_STATUS_HIDDEN},
                                         {"too_few", WKS_STATUS_TOO_FEW},
                                         {"not_delivered", WKS_STATUS_NOT_DELIVERED},
                                         {"not_applicable", WKS_STATUS_NOT_APPLICABLE}};

static const cyaml_schema_value_t text_entry = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, CYAML_UNLIMITED)};

static const cyaml_schema_field_t pair_fields[] = {
    CYAML_FIELD_STRING_PTR("from", NEEDED, wks_code_pair, from, 0, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("to", NEEDED, wks_code_pair, to, 1, CYAML_UNLIMITED), CYAML_FIELD_END};
static const cyaml_schema_value_t pair_entry = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, wks_code_pair, pair_fields)};

static const cyaml_schema_field_t code_fields[] = {
    CYAML_FIELD_STRING_PTR("code", NEEDED, wks_code_pair, from, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("nl", NEEDED, wks_code_pair, to, 1, CYAML_UNLIMITED), CYAML_FIELD_END};
static const cyaml_schema_value_t code_entry = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, wks_code_pair, code_fields)};

static const cyaml_schema_field_t dimension_fields[] = {
    CYAML_FIELD_STRING_PTR("column", NEEDED, wks_dimension, column, 1, CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE_COUNT("map", MAYBE, wks_dimension, map, n_map, &pair_entry, 1,
                               CYAML_UNLIMITED),
    CYAML_FIELD_END};

static const cyaml_schema_field_t area_fields[] = {
    CYAML_FIELD_STRING_PTR("column", NEEDED, area_file, cells.column, 1, CYAML_UNLIMITED),
    CYAML_FIELD_ENUM("digits", MAYBE_ENUM, area_file, digits, digits, N(digits)), CYAML_FIELD_END};

static const cyaml_schema_field_t column_value_fields[] = {
    CYAML_FIELD_STRING_PTR("column", NEEDED, column_value, column, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("value", NEEDED, column_value, value, 1, CYAML_UNLIMITED),
    CYAML_FIELD_END};

static const cyaml_schema_field_t filter_fields[] = {
    CYAML_FIELD_STRING_PTR("column", NEEDED, filter_file, column, 1, CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE_COUNT("values", NEEDED, filter_file, values, n_values, &text_entry, 1,
                               CYAML_UNLIMITED),
    CYAML_FIELD_END};
static const cyaml_schema_value_t filter_entry = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, filter_file, filter_fields)};

static const cyaml_schema_field_t population_fields[] = {
    CYAML_FIELD_STRING_PTR("column", NEEDED, wks_population_column, column, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("age", MAYBE, wks_population_column, age, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("sex", MAYBE, wks_population_column, sex, 1, CYAML_UNLIMITED),
    CYAML_FIELD_END};
static const cyaml_schema_value_t population_entry = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, wks_population_column, population_fields)};

static const cyaml_schema_field_t missing_fields[] = {
    CYAML_FIELD_STRING_PTR("text", NEEDED, wks_missing_mark, text, 0, CYAML_UNLIMITED),
    CYAML_FIELD_ENUM("means", CYAML_FLAG_STRICT, wks_missing_mark, status, empties, N(empties)),
    CYAML_FIELD_END};
static const cyaml_schema_value_t missing_entry = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, wks_missing_mark, missing_fields)};

static const cyaml_schema_field_t edition_fields[] = {
    CYAML_FIELD_STRING_PTR("from", MAYBE, edition_file, range.from_period, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("to", MAYBE, edition_file, range.to_period, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("edition", NEEDED, edition_file, edition, 1, CYAML_UNLIMITED),
    CYAML_FIELD_END};
static const cyaml_schema_value_t edition_entry = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, edition_file, edition_fields)};

static const cyaml_schema_field_t column_fields[] = {
    CYAML_FIELD_STRING_PTR("name", NEEDED, column_file, column.name, 1, CYAML_UNLIMITED),
    CYAML_FIELD_ENUM("type", CYAML_FLAG_STRICT, column_file, column.type, types, N(types)),
    CYAML_FIELD_STRING_PTR("unit", MAYBE, column_file, column.unit, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("nl", NEEDED, column_file, column.dutch, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("en", NEEDED, column_file, column.english, 1, CYAML_UNLIMITED),
    CYAML_FIELD_ENUM("optional", MAYBE_ENUM, column_file, column.is_optional, yes_no, N(yes_no)),
    CYAML_FIELD_ENUM("needed_in_row", MAYBE_ENUM, column_file, column.is_needed_in_row, yes_no,
                     N(yes_no)),
    CYAML_FIELD_STRING_PTR("minimum", MAYBE, column_file, minimum, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("maximum", MAYBE, column_file, maximum, 1, CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE_COUNT("values", MAYBE, column_file, column.values, column.n_values,
                               &code_entry, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("example", NEEDED, column_file, column.example, 1, CYAML_UNLIMITED),
    CYAML_FIELD_END};
static const cyaml_schema_value_t column_entry = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, column_file, column_fields)};

static const cyaml_schema_field_t margin_fields[] = {
    CYAML_FIELD_STRING_PTR("column", NEEDED, wks_margin, column, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("lower", NEEDED, wks_margin, lower, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("upper", NEEDED, wks_margin, upper, 1, CYAML_UNLIMITED),
    CYAML_FIELD_END};

#define TEXT(key, flags, member)                                                                   \
    CYAML_FIELD_STRING_PTR(key, flags, source_file, source.member, 1, CYAML_UNLIMITED)
#define YES_NO(key, member)                                                                        \
    CYAML_FIELD_ENUM(key, MAYBE_ENUM, source_file, source.member, yes_no, N(yes_no))
#define DIMENSION(key, member)                                                                     \
    CYAML_FIELD_MAPPING(key, CYAML_FLAG_OPTIONAL, source_file, source.member, dimension_fields)
#define LIST(key, member, count, entry)                                                            \
    CYAML_FIELD_SEQUENCE_COUNT(key, MAYBE, source_file, member, count, &(entry), 1, CYAML_UNLIMITED)

static const cyaml_schema_field_t source_fields[] = {
    TEXT("id", NEEDED, id),
    TEXT("name", NEEDED, name),
    TEXT("owner", NEEDED, owner),
    TEXT("licence", NEEDED, licence),
    TEXT("website", NEEDED, website),
    TEXT("note", MAYBE, note),
    CYAML_FIELD_ENUM("kind", CYAML_FLAG_STRICT, source_file, source.kind, kinds, N(kinds)),
    CYAML_FIELD_ENUM("counts", MAYBE_ENUM, source_file, source.unit, units, N(units)),
    YES_NO("public", is_public),
    YES_NO("modelled", is_modelled),
    TEXT("form", MAYBE, form),
    LIST("recognise", source.recognise, source.n_recognise, text_entry),
    TEXT("file_name", MAYBE, file_name),
    YES_NO("decimal_comma", is_decimal_comma),
    CYAML_FIELD_MAPPING("area", CYAML_FLAG_OPTIONAL, source_file, area, area_fields),
    YES_NO("area_by_name", is_area_by_name),
    LIST("area_alias", source.area_alias, source.n_area_alias, pair_entry),
    TEXT("area_name", MAYBE, area_name),
    TEXT("parent", MAYBE, parent_column),
    CYAML_FIELD_MAPPING("change", CYAML_FLAG_OPTIONAL, source_file, change, column_value_fields),
    CYAML_FIELD_MAPPING("skip", CYAML_FLAG_OPTIONAL, source_file, skip, column_value_fields),
    YES_NO("defines_areas", defines_areas),
    DIMENSION("period", period),
    YES_NO("period_from_name", is_period_from_name),
    CYAML_FIELD_STRING_PTR("edition", MAYBE, source_file, edition, 1, CYAML_UNLIMITED),
    LIST("editions", editions, n_editions, edition_entry),
    DIMENSION("age", age),
    DIMENSION("sex", sex),
    LIST("filters", filters, n_filters, filter_entry),
    CYAML_FIELD_MAPPING("margin", CYAML_FLAG_OPTIONAL, source_file, source.margin, margin_fields),
    LIST("missing", source.missing, source.n_missing, missing_entry),
    YES_NO("ages_add_up", ages_add_up),
    YES_NO("rest_row", has_rest_row),
    LIST("population", population, n_population, population_entry),
    LIST("columns", columns, n_columns, column_entry),
    YES_NO("rows_are_persons", rows_are_persons),
    TEXT("provider", MAYBE, provider_column),
    TEXT("stratum", MAYBE, stratum_column),
    LIST("invented_files", source.invented_files, source.n_invented_files, text_entry),
    TEXT("region", MAYBE, region_column),
    CYAML_FIELD_END};

static const cyaml_schema_value_t source_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, source_file, source_fields)};

static wks_code set_columns(const char *name, const source_file *file, wks_arena *arena,
                            wks_source *out, wks_error *err)
{
    wks_form_column *columns = NULL;
    WKS_TRY(wks_arena_take(arena, file->n_columns, sizeof *columns, &columns, err));
    for (size_t i = 0; i < file->n_columns; i++) {
        const column_file *from = &file->columns[i];
        columns[i] = from->column;
        columns[i].unit = columns[i].unit == NULL ? "" : columns[i].unit;
        WKS_TRY(wks_yaml_number(name, "minimum", from->minimum, &columns[i].has_minimum,
                                &columns[i].minimum, err));
        WKS_TRY(wks_yaml_number(name, "maximum", from->maximum, &columns[i].has_maximum,
                                &columns[i].maximum, err));
    }
    out->columns = columns;
    out->n_columns = file->n_columns;
    return WKS_OK;
}

static wks_code set_editions(const char *name, const source_file *file, wks_arena *arena,
                             wks_source *out, wks_error *err)
{
    wks_period_edition *editions = NULL;
    WKS_TRY(wks_yaml_integer(name, "edition", file->edition, &out->edition, err));
    WKS_TRY(wks_arena_take(arena, file->n_editions, sizeof *editions, &editions, err));
    for (size_t i = 0; i < file->n_editions; i++) {
        editions[i] = file->editions[i].range;
        WKS_TRY(wks_yaml_integer(name, "edition", file->editions[i].edition, &editions[i].edition,
                                 err));
    }
    out->editions = editions;
    out->n_editions = file->n_editions;
    return WKS_OK;
}

static wks_code set_population(const char *name, const source_file *file, wks_source *out,
                               wks_error *err)
{
    for (size_t i = 0; i < file->n_population; i++) {
        wks_population_column *one = &file->population[i];
        const bool has_age = one->age != NULL;
        if (has_age == (one->sex != NULL) ||
            (has_age && !wks_age_read(one->age, &one->age_from, &one->age_to))) {
            return wks_fail(err, WKS_E_FORMAT,
                            wks_tr("%s: population: '%s' needs an age such as 15-24 or 65+, or a "
                                   "sex",
                                   "%s: population: '%s' heeft een leeftijd nodig zoals 15-24 of "
                                   "65+, of een geslacht"),
                            name, one->column);
        }
    }
    out->population = file->population;
    out->n_population = file->n_population;
    return WKS_OK;
}

static wks_code set_filters(const source_file *file, wks_arena *arena, wks_source *out,
                            wks_error *err)
{
    wks_dimension *filters = NULL;
    WKS_TRY(wks_arena_take(arena, file->n_filters, sizeof *filters, &filters, err));
    for (size_t i = 0; i < file->n_filters; i++) {
        const filter_file *from = &file->filters[i];
        wks_code_pair *map = NULL;
        WKS_TRY(wks_arena_take(arena, from->n_values, sizeof *map, &map, err));
        for (size_t k = 0; k < from->n_values; k++) {
            map[k] = (wks_code_pair){from->values[k], from->values[k]};
        }
        filters[i] = (wks_dimension){from->column, map, from->n_values};
    }
    out->filters = filters;
    out->n_filters = file->n_filters;
    return WKS_OK;
}

wks_code wks_catalogue_source_read(const char *name, wks_span text, wks_arena *arena,
                                   wks_source *out, wks_error *err)
{
    source_file *file = NULL;
    WKS_TRY(wks_yaml_read(name, text, &source_schema, arena, &file, err));
    *out = file->source;
    out->note = out->note == NULL ? "" : out->note;
    out->area = file->area.cells;
    out->area_digits = file->area.digits;
    out->skip_column = file->skip.column;
    out->skip_value = file->skip.value;
    out->change_column = file->change.column;
    out->change_value = file->change.value;
    WKS_TRY(set_columns(name, file, arena, out, err));
    WKS_TRY(set_editions(name, file, arena, out, err));
    WKS_TRY(set_population(name, file, out, err));
    return set_filters(file, arena, out, err);
}
