/* What a measure says of its source, and what a schema cannot say of it.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "model/catalogue_parts.h"

#include <stdbool.h>

static bool is_numeric(const wks_form_column *column)
{
    return column->type == WKS_COLUMN_INTEGER || column->type == WKS_COLUMN_NUMBER ||
           column->type == WKS_COLUMN_YEAR;
}

static wks_code fail_no_column(const wks_catalogue_entry *at, const char *name, const char *source,
                               wks_error *err)
{
    return wks_catalogue_refuse(
        at, err, wks_tr("source '%s' has no column '%s'", "bron '%s' heeft geen kolom '%s'"),
        source, name);
}

/* The figures source that a measure names beside its own. */
static wks_code check_figures_source(const wks_catalogue_entry *at,
                                     const wks_catalogue_parts *parts, const char *id,
                                     wks_error *err)
{
    const wks_source *source = wks_catalogue_find_source(parts, id);
    if (source == NULL) {
        return wks_catalogue_refuse(at, err, wks_tr("unknown source '%s'", "onbekende bron '%s'"),
                                    id);
    }
    if (source->kind != WKS_SOURCE_FIGURES) {
        return wks_catalogue_refuse(
            at, err,
            wks_tr("source '%s' holds no figures", "bron '%s' heeft geen cijfers (figures)"), id);
    }
    return WKS_OK;
}

static wks_code check_conditions(const wks_catalogue_entry *at, const wks_source *source,
                                 const wks_condition *conditions, size_t n, wks_error *err)
{
    for (size_t i = 0; i < n; i++) {
        const wks_condition *condition = &conditions[i];
        const wks_form_column *column = wks_catalogue_find_column(source, condition->column);
        const bool has_range = condition->has_minimum || condition->has_maximum;
        if (column == NULL) {
            return fail_no_column(at, condition->column, source->id, err);
        }
        if (has_range == (condition->n_values > 0)) {
            return wks_catalogue_refuse(
                at, err,
                wks_tr("the condition on '%s' needs a minimum or maximum, or values",
                       "de voorwaarde op '%s' heeft een minimum of maximum nodig, of "
                       "waarden (values)"),
                condition->column);
        }
        if (has_range != is_numeric(column)) {
            return wks_catalogue_refuse(
                at, err,
                wks_tr("column '%s' of source '%s' has another type than the condition",
                       "kolom '%s' van bron '%s' heeft een ander type dan de voorwaarde"),
                condition->column, source->id);
        }
        for (size_t k = 0; k < condition->n_values; k++) {
            bool is_known = false;
            for (size_t v = 0; v < column->n_values; v++) {
                is_known = is_known || wks_text_equal(condition->values[k], column->values[v].from);
            }
            if (!is_known) {
                return wks_catalogue_refuse(
                    at, err,
                    wks_tr("column '%s' of source '%s' has no value '%s'",
                           "kolom '%s' van bron '%s' heeft geen waarde '%s'"),
                    condition->column, source->id, condition->values[k]);
            }
        }
    }
    return WKS_OK;
}

static wks_code check_sets(const wks_catalogue_entry *at, const char *key,
                           const wks_measure_columns *sets, size_t n, bool is_needed,
                           wks_error *err)
{
    if ((n > 0) != is_needed) {
        return wks_catalogue_refuse(at, err,
                                    is_needed ? wks_tr("a measure of this kind needs '%s'",
                                                       "een maat van deze soort heeft '%s' nodig")
                                              : wks_tr("a measure of this kind has no '%s'",
                                                       "een maat van deze soort heeft geen '%s'"),
                                    key);
    }
    for (size_t i = 0; i < n; i++) {
        WKS_TRY(wks_catalogue_check_range(at, sets[i].from_period, sets[i].to_period, err));
    }
    return WKS_OK;
}

static wks_code check_figures_measure(const wks_catalogue_entry *at,
                                      const wks_catalogue_parts *parts, const wks_measure *measure,
                                      wks_error *err)
{
    const bool is_given = measure->kind == WKS_MEASURE_GIVEN;
    WKS_TRY(check_sets(at, "numerator", measure->numerator, measure->n_numerator, true, err));
    WKS_TRY(check_sets(at, "denominator", measure->denominator, measure->n_denominator, !is_given,
                       err));
    for (size_t i = 0; is_given && i < measure->n_numerator; i++) {
        if (measure->numerator[i].n_stems != 1) {
            return wks_catalogue_refuse(at, err,
                                        wks_tr("a given figure has one column a period",
                                               "een gegeven cijfer heeft één kolom per periode"));
        }
    }
    if (measure->weight_source != NULL) {
        WKS_TRY(check_figures_source(at, parts, measure->weight_source, err));
    }
    if ((measure->weight != NULL && measure->is_summed) ||
        (!is_given && (measure->weight != NULL || measure->is_summed)) ||
        (measure->weight == NULL && measure->weight_source != NULL)) {
        return wks_catalogue_refuse(
            at, err,
            wks_tr("parts of a given figure are averaged by 'weight' or are 'summed', "
                   "not both",
                   "delen van een gegeven cijfer worden gemiddeld met 'weight' of "
                   "opgeteld met 'summed', niet allebei"));
    }
    if (measure->n_base + measure->n_satisfies > 0 || measure->column != NULL ||
        measure->survey_weight != NULL || measure->denominator_source != NULL ||
        measure->minimum_respondents != 0) {
        return wks_catalogue_refuse(
            at, err,
            wks_tr("conditions are for records; source '%s' holds figures",
                   "voorwaarden zijn voor records; bron '%s' heeft cijfers (figures)"),
            measure->source);
    }
    return WKS_OK;
}

static wks_code check_records_measure(const wks_catalogue_entry *at,
                                      const wks_catalogue_parts *parts, const wks_measure *measure,
                                      const wks_source *source, wks_error *err)
{
    const bool is_rate = measure->kind == WKS_MEASURE_RATE;
    const bool is_share = measure->kind == WKS_MEASURE_SHARE;
    const bool is_indirect = measure->kind == WKS_MEASURE_INDIRECT;
    const char *numeric[] = {measure->column, measure->survey_weight};
    WKS_TRY(check_sets(at, "numerator", measure->numerator, measure->n_numerator, false, err));
    WKS_TRY(
        check_sets(at, "denominator", measure->denominator, measure->n_denominator, is_rate, err));
    WKS_TRY(check_conditions(at, source, measure->base, measure->n_base, err));
    WKS_TRY(check_conditions(at, source, measure->satisfies, measure->n_satisfies, err));
    if (is_rate != (measure->denominator_source != NULL) ||
        (is_share || is_indirect) != (measure->n_satisfies > 0) ||
        (measure->kind == WKS_MEASURE_MEAN) != (measure->column != NULL) ||
        (!is_share && (measure->survey_weight != NULL || measure->minimum_respondents != 0)) ||
        measure->weight != NULL || measure->weight_source != NULL || measure->is_summed) {
        return wks_catalogue_refuse(
            at, err,
            wks_tr("share and indirect have satisfies, rate has denominator_source, mean has "
                   "column; a weight or limit of respondents only for share",
                   "bij share en indirect hoort satisfies, bij rate denominator_source, bij mean "
                   "column; een gewicht of ondergrens van respondenten alleen bij share"));
    }
    if (is_rate) {
        WKS_TRY(check_figures_source(at, parts, measure->denominator_source, err));
    }
    for (size_t i = 0; i < 2; i++) {
        const wks_form_column *column =
            numeric[i] == NULL ? NULL : wks_catalogue_find_column(source, numeric[i]);
        if (numeric[i] != NULL && column == NULL) {
            return fail_no_column(at, numeric[i], source->id, err);
        }
        if (column != NULL && !is_numeric(column)) {
            return wks_catalogue_refuse(at, err,
                                        wks_tr("column '%s' of source '%s' holds no numbers",
                                               "kolom '%s' van bron '%s' heeft geen getallen"),
                                        numeric[i], source->id);
        }
    }
    return WKS_OK;
}

/* A model needs a survey, a population to weigh it to, and covariates that exist. */
static wks_code check_model(const wks_catalogue_entry *at, const wks_catalogue_parts *parts,
                            const wks_measure *measure, wks_error *err)
{
    if (measure->model == WKS_MODEL_NONE) {
        return measure->population == NULL && measure->n_covariates == 0
                   ? WKS_OK
                   : wks_catalogue_refuse(
                         at, err,
                         wks_tr("'population' and 'covariates' go with a 'model'",
                                "'population' en 'covariates' horen bij een 'model'"));
    }
    const wks_source *population =
        measure->population == NULL ? NULL : wks_catalogue_find_source(parts, measure->population);
    if (measure->kind != WKS_MEASURE_SHARE || measure->survey_weight == NULL ||
        population == NULL || population->n_population == 0) {
        return wks_catalogue_refuse(
            at, err,
            wks_tr("a 'model' is for a share with survey_weight, and needs a source of "
                   "figures that has a population",
                   "een 'model' is voor een share met survey_weight, en heeft een bron "
                   "van cijfers met een bevolking (population) nodig"));
    }
    if (wks_catalogue_find_source(parts, measure->source)->age.n_map > 0) {
        return wks_catalogue_refuse(
            at, err,
            wks_tr("a 'model' needs records with an age in years",
                   "een 'model' heeft records nodig met een leeftijd in jaren"));
    }
    for (size_t i = 0; i < measure->n_covariates; i++) {
        if (wks_catalogue_find_indicator(parts, measure->covariates[i]) == NULL) {
            return wks_catalogue_refuse(at, err,
                                        wks_tr("covariates: unknown indicator '%s'",
                                               "covariates: onbekende indicator '%s'"),
                                        measure->covariates[i]);
        }
    }
    return WKS_OK;
}

static bool is_in_map(const wks_dimension *dimension, const char *value)
{
    for (size_t i = 0; i < dimension->n_map; i++) {
        if (wks_text_equal(dimension->map[i].to, value)) {
            return true;
        }
    }
    return dimension->n_map == 0;
}

/* A source whose age groups add up has every age that its groups make together. */
static bool has_ages(const wks_source *source, const wks_breakdown *breakdown)
{
    if (!source->ages_add_up || !breakdown->has_age_years) {
        return is_in_map(&source->age, breakdown->age);
    }
    for (size_t i = 0; i < source->age.n_map; i++) {
        if (wks_age_is_within(source->age.map[i].to, breakdown)) {
            return true;
        }
    }
    return false;
}

/* What is expected comes from ages and sexes, so the source must have both. */
static wks_code check_indirect(const wks_catalogue_entry *at, const wks_measure *measure,
                               const wks_source *source, wks_error *err)
{
    if (measure->kind != WKS_MEASURE_INDIRECT &&
        (measure->standard != WKS_STANDARD_REGION || measure->is_standard_rate)) {
        return wks_catalogue_refuse(at, err,
                                    wks_tr("'standard' and 'scale' are for kind indirect",
                                           "'standard' en 'scale' zijn voor kind indirect"));
    }
    if (measure->kind == WKS_MEASURE_INDIRECT &&
        (source->age.column == NULL || source->sex.column == NULL ||
         (source->kind == WKS_SOURCE_FIGURES ? !source->ages_add_up : source->age.n_map > 0))) {
        return wks_catalogue_refuse(
            at, err,
            wks_tr("indirect needs a source with ages that add up and with sex; '%s' "
                   "has not",
                   "indirect heeft een bron nodig met leeftijden die optellen en met "
                   "geslacht; '%s' heeft dat niet"),
            source->id);
    }
    return WKS_OK;
}

/* Ages and sexes that are columns of the source: a sum has them, one at a time. */
static wks_code check_population(const wks_catalogue_entry *at, const wks_measure *measure,
                                 const wks_source *source, const wks_breakdown *breakdown,
                                 wks_error *err)
{
    if (measure->kind != WKS_MEASURE_GIVEN || !measure->is_summed || source->n_population == 0) {
        return wks_catalogue_refuse(
            at, err,
            wks_tr("'by_population' is for a given figure that is summed, of a source with "
                   "'population'",
                   "'by_population' is voor een gegeven cijfer dat wordt opgeteld (summed), van "
                   "een bron met 'population'"));
    }
    if ((breakdown->age != NULL || breakdown->sex != NULL) &&
        wks_population_stem(source, breakdown) == NULL) {
        return wks_catalogue_refuse(
            at, err,
            wks_tr("breakdown '%s': the population of source '%s' has no such age or sex, or not "
                   "both together",
                   "uitsplitsing '%s': 'population' van bron '%s' heeft deze leeftijd of dit "
                   "geslacht niet, of niet allebei tegelijk"),
            breakdown->id, source->id);
    }
    return WKS_OK;
}

/* Given figures cannot be added over ages and sexes, so that one row must be picked; but for counts
 * of groups that do not overlap. */
static bool is_one_figure(const wks_measure *measure, const wks_source *source,
                          const wks_breakdown *breakdown)
{
    const bool is_all = (source->age.column != NULL && breakdown->age == NULL) ||
                        (source->sex.column != NULL && breakdown->sex == NULL);
    return !is_all || (measure->is_summed && source->ages_add_up);
}

/* Does the source know this part of the population? */
static wks_code check_breakdown(const wks_catalogue_entry *at, const wks_measure *measure,
                                const wks_source *source, const wks_breakdown *breakdown,
                                wks_error *err)
{
    const bool is_records = source->kind == WKS_SOURCE_RECORDS;
    const bool has_age = source->age.column != NULL;
    const bool has_sex = source->sex.column != NULL;
    if (measure->is_by_population) {
        return check_population(at, measure, source, breakdown, err);
    }
    if ((breakdown->age != NULL && !has_age) || (breakdown->sex != NULL && !has_sex)) {
        return wks_catalogue_refuse(at, err,
                                    wks_tr("breakdown '%s': source '%s' is not split like that",
                                           "uitsplitsing '%s': bron '%s' is niet zo gesplitst"),
                                    breakdown->id, source->id);
    }
    if ((breakdown->age != NULL && !is_records && !has_ages(source, breakdown)) ||
        (breakdown->age != NULL && is_records &&
         !wks_catalogue_has_record_ages(source, breakdown)) ||
        (breakdown->sex != NULL && !is_in_map(&source->sex, breakdown->sex))) {
        return wks_catalogue_refuse(
            at, err,
            wks_tr("breakdown '%s': source '%s' does not know this age or sex",
                   "uitsplitsing '%s': bron '%s' kent deze leeftijd of dit geslacht niet"),
            breakdown->id, source->id);
    }
    /* it brings what all respondents say to residents of both sexes */
    if (measure->model != WKS_MODEL_NONE && breakdown->sex != NULL) {
        return wks_catalogue_refuse(
            at, err,
            wks_tr("breakdown '%s': a model of wijken does not tell the sexes apart",
                   "uitsplitsing '%s': een model van wijken houdt de geslachten niet uit elkaar"),
            breakdown->id);
    }
    if (measure->kind == WKS_MEASURE_GIVEN && !is_one_figure(measure, source, breakdown)) {
        return wks_catalogue_refuse(
            at, err,
            wks_tr("breakdown '%s': source '%s' gives its figures by age or sex: say "
                   "which",
                   "uitsplitsing '%s': bron '%s' geeft cijfers per leeftijd of geslacht: "
                   "noem welke"),
            breakdown->id, source->id);
    }
    return WKS_OK;
}

/* Only a ratio chooses its interval; what has none may say why. */
static wks_code check_interval(const wks_catalogue_entry *at, const wks_measure *measure,
                               wks_error *err)
{
    const bool is_ratio = measure->kind == WKS_MEASURE_RATIO;
    const bool may_say_why = is_ratio || measure->kind == WKS_MEASURE_INDIRECT;
    const bool has_interval = measure->interval != WKS_RATIO_NO_INTERVAL;
    if ((!is_ratio && (has_interval || measure->rounded_to != 0)) ||
        (!may_say_why && measure->interval_note != NULL)) {
        return wks_catalogue_refuse(
            at, err,
            wks_tr("interval and rounded_to are for a ratio, interval_note also for indirect",
                   "interval en rounded_to horen bij ratio, interval_note ook bij indirect"));
    }
    if (has_interval && measure->interval_note != NULL) {
        return wks_catalogue_refuse(
            at, err,
            wks_tr("interval_note says why there is no interval; here there is one",
                   "interval_note zegt waarom er geen interval is; hier is er een"));
    }
    if (!(measure->rounded_to >= 0)) {
        return wks_catalogue_refuse(
            at, err, wks_tr("'rounded_to' must be 0 or more", "'rounded_to' moet 0 of hoger zijn"));
    }
    return WKS_OK;
}

wks_code wks_catalogue_check_measure(const wks_catalogue_entry *at,
                                     const wks_catalogue_parts *parts,
                                     const wks_indicator *indicator, const wks_measure *measure,
                                     wks_error *err)
{
    const wks_source *source = wks_catalogue_find_source(parts, measure->source);
    const bool is_either = measure->kind == WKS_MEASURE_INDIRECT;
    const bool is_figures = measure->kind == WKS_MEASURE_GIVEN ||
                            measure->kind == WKS_MEASURE_RATIO ||
                            (is_either && source != NULL && source->kind == WKS_SOURCE_FIGURES);
    if (source == NULL) {
        return wks_catalogue_refuse(at, err, wks_tr("unknown source '%s'", "onbekende bron '%s'"),
                                    measure->source);
    }
    if (source->kind != (is_figures ? WKS_SOURCE_FIGURES : WKS_SOURCE_RECORDS)) {
        return wks_catalogue_refuse(
            at, err,
            wks_tr("source '%s': given and ratio go with figures; share, rate and mean "
                   "with records; indirect with either",
                   "bron '%s': given en ratio horen bij figures; share, rate en mean bij "
                   "records; indirect bij allebei"),
            source->id);
    }
    if (!(measure->per > 0) || measure->minimum_respondents < 0) {
        return wks_catalogue_refuse(at, err,
                                    wks_tr("'per' must be above 0", "'per' moet hoger zijn dan 0"));
    }
    WKS_TRY(is_figures ? check_figures_measure(at, parts, measure, err)
                       : check_records_measure(at, parts, measure, source, err));
    WKS_TRY(check_interval(at, measure, err));
    WKS_TRY(check_indirect(at, measure, source, err));
    WKS_TRY(check_model(at, parts, measure, err));
    for (size_t i = 0; i < indicator->n_breakdowns; i++) {
        WKS_TRY(check_breakdown(at, measure, source, &indicator->breakdowns[i], err));
    }
    return WKS_OK;
}
