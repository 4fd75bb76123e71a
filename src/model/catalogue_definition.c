/* The hash that tells two definitions of an indicator apart.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/hash.h"
#include "model/catalogue_parts.h"

#include <stdbool.h>
#include <string.h>

static void add_count(wks_hasher *hasher, size_t n)
{
    char text[WKS_NUMBER_TEXT_SIZE];
    wks_hasher_add_text(hasher, wks_number_text((double)n, text));
}

static void add_number(wks_hasher *hasher, bool has, double value)
{
    char text[WKS_NUMBER_TEXT_SIZE];
    wks_hasher_add_text(hasher, has ? wks_number_text(value, text) : "-");
}

static void add_sets(wks_hasher *hasher, const wks_measure_columns *sets, size_t n)
{
    add_count(hasher, n);
    for (size_t i = 0; i < n; i++) {
        wks_hasher_add_text(hasher, sets[i].from_period);
        wks_hasher_add_text(hasher, sets[i].to_period);
        add_count(hasher, sets[i].n_stems);
        for (size_t k = 0; k < sets[i].n_stems; k++) {
            wks_hasher_add_text(hasher, sets[i].stems[k]);
        }
    }
}

static void add_conditions(wks_hasher *hasher, const wks_condition *conditions, size_t n)
{
    add_count(hasher, n);
    for (size_t i = 0; i < n; i++) {
        const wks_condition *condition = &conditions[i];
        wks_hasher_add_text(hasher, condition->column);
        add_number(hasher, condition->has_minimum, condition->minimum);
        add_number(hasher, condition->has_maximum, condition->maximum);
        add_count(hasher, condition->n_values);
        for (size_t k = 0; k < condition->n_values; k++) {
            wks_hasher_add_text(hasher, condition->values[k]);
        }
    }
}

static void add_dimension(wks_hasher *hasher, const wks_dimension *dimension)
{
    wks_hasher_add_text(hasher, dimension->column);
    add_count(hasher, dimension->n_map);
    for (size_t i = 0; i < dimension->n_map; i++) {
        wks_hasher_add_text(hasher, dimension->map[i].from);
        wks_hasher_add_text(hasher, dimension->map[i].to);
    }
}

/* Only what is there, so that a source that says nothing of it keeps its hash. */
static void add_survey(wks_hasher *hasher, const wks_source *source)
{
    if (source->area_digits != WKS_LEVEL_LAND) {
        wks_hasher_add_text(hasher, "digits");
        wks_hasher_add_text(hasher, wks_level_id(source->area_digits));
    }
    if (source->rows_are_persons) {
        wks_hasher_add_text(hasher, "rows_are_persons");
    }
    if (source->provider_column != NULL) {
        wks_hasher_add_text(hasher, "provider");
        wks_hasher_add_text(hasher, source->provider_column);
    }
    if (source->stratum_column != NULL) {
        wks_hasher_add_text(hasher, "stratum");
        wks_hasher_add_text(hasher, source->stratum_column);
    }
    for (size_t i = 0; i < source->n_columns; i++) {
        if (source->columns[i].is_needed_in_row) {
            wks_hasher_add_text(hasher, "needed_in_row");
            wks_hasher_add_text(hasher, source->columns[i].name);
        }
    }
}

/* How a source's cells are read decides the numbers as much as the measure does. */
static void add_source(wks_hasher *hasher, const wks_catalogue_parts *parts, const char *id)
{
    wks_hasher_add_text(hasher, id);
    for (size_t i = 0; i < parts->n_sources; i++) {
        const wks_source *source = &parts->sources[i];
        if (!wks_text_equal(source->id, id)) {
            continue;
        }
        add_dimension(hasher, &source->area);
        add_survey(hasher, source);
        add_dimension(hasher, &source->period);
        add_dimension(hasher, &source->age);
        add_dimension(hasher, &source->sex);
        add_count(hasher, source->ages_add_up ? 1 : 0);
        add_count(hasher, source->n_filters);
        for (size_t k = 0; k < source->n_filters; k++) {
            add_dimension(hasher, &source->filters[k]);
        }
        wks_hasher_add_text(hasher, source->margin.column);
        wks_hasher_add_text(hasher, source->margin.lower);
        wks_hasher_add_text(hasher, source->margin.upper);
        add_count(hasher, source->n_missing);
        for (size_t k = 0; k < source->n_missing; k++) {
            wks_hasher_add_text(hasher, source->missing[k].text);
            wks_hasher_add_text(hasher, wks_status_code(source->missing[k].status));
        }
    }
}

/* Only where the columns of the population decide the numbers, as with add_survey. */
static void add_population(wks_hasher *hasher, const wks_catalogue_parts *parts,
                           const wks_measure *measure)
{
    const wks_source *source = wks_catalogue_find_source(parts, measure->source);
    if (!measure->is_by_population || source == NULL) {
        return;
    }
    wks_hasher_add_text(hasher, "by_population");
    for (size_t i = 0; i < source->n_population; i++) {
        wks_hasher_add_text(hasher, source->population[i].column);
        wks_hasher_add_text(hasher, source->population[i].age);
        wks_hasher_add_text(hasher, source->population[i].sex);
    }
}

static void add_measure(wks_hasher *hasher, const wks_catalogue_parts *parts,
                        const wks_measure *measure)
{
    add_source(hasher, parts, measure->source);
    add_source(hasher, parts, measure->denominator_source);
    add_source(hasher, parts, measure->weight_source);
    add_count(hasher, (size_t)measure->kind);
    add_number(hasher, true, measure->per);
    add_sets(hasher, measure->numerator, measure->n_numerator);
    add_sets(hasher, measure->denominator, measure->n_denominator);
    wks_hasher_add_text(hasher, measure->weight);
    add_count(hasher, measure->is_summed ? 1 : 0);
    add_conditions(hasher, measure->base, measure->n_base);
    add_conditions(hasher, measure->satisfies, measure->n_satisfies);
    wks_hasher_add_text(hasher, measure->column);
    wks_hasher_add_text(hasher, measure->survey_weight);
    add_count(hasher, (size_t)measure->standard);
    add_count(hasher, (size_t)measure->model);
    wks_hasher_add_text(hasher, measure->population);
    add_count(hasher, measure->n_covariates);
    for (size_t i = 0; i < measure->n_covariates; i++) {
        wks_hasher_add_text(hasher, measure->covariates[i]);
    }
    add_count(hasher, measure->is_standard_rate ? 1 : 0);
    add_count(hasher, (size_t)measure->minimum_respondents);
    add_count(hasher, (size_t)measure->interval);
    add_number(hasher, true, measure->rounded_to);
    add_population(hasher, parts, measure);
}

void wks_catalogue_definition_set(const wks_catalogue_parts *parts, wks_indicator *indicator)
{
    wks_hasher hasher;
    wks_hasher_init(&hasher);
    wks_hasher_add_text(&hasher, indicator->id);
    if (indicator->part_of != NULL) {
        wks_hasher_add_text(&hasher, "part_of");
        wks_hasher_add_text(&hasher, indicator->part_of);
    }
    wks_hasher_add_text(&hasher, indicator->population);
    wks_hasher_add_text(&hasher, indicator->unit);
    add_count(&hasher, (size_t)indicator->compare.against);
    add_count(&hasher, (size_t)indicator->compare.rule);
    add_count(&hasher, indicator->n_measures);
    for (size_t i = 0; i < indicator->n_measures; i++) {
        add_measure(&hasher, parts, &indicator->measures[i]);
    }
    add_count(&hasher, indicator->n_breakdowns);
    for (size_t i = 0; i < indicator->n_breakdowns; i++) {
        wks_hasher_add_text(&hasher, indicator->breakdowns[i].id);
        wks_hasher_add_text(&hasher, indicator->breakdowns[i].age);
        wks_hasher_add_text(&hasher, indicator->breakdowns[i].sex);
    }
    wks_hash hash = wks_hasher_end(&hasher);
    memcpy(indicator->definition, hash.hex, sizeof indicator->definition - 1);
    indicator->definition[sizeof indicator->definition - 1] = 0;
}
