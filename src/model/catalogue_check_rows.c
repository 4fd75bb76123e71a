/* The form of a source, who a row of it is and how old: what a schema cannot say of them.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "model/catalogue_parts.h"

#include <stdbool.h>
#include <string.h>

static wks_code check_form_column(const wks_catalogue_entry *at, const wks_form_column *column,
                                  wks_error *err)
{
    if ((column->type == WKS_COLUMN_CODE) != (column->n_values > 0)) {
        return wks_catalogue_refuse(
            at, err,
            wks_tr("column '%s': a code has values, and nothing else has",
                   "kolom '%s': een code heeft waarden (values), iets anders niet"),
            column->name);
    }
    if (column->has_minimum && column->has_maximum && column->minimum > column->maximum) {
        return wks_catalogue_refuse(at, err,
                                    wks_tr("column '%s': the minimum is above the maximum",
                                           "kolom '%s': het minimum is hoger dan het maximum"),
                                    column->name);
    }
    return WKS_OK;
}

/* The form of a records source, and the columns that it uses itself. */
static wks_code check_form(const wks_catalogue_entry *at, const wks_source *source, wks_error *err)
{
    const char *used[] = {source->area.column, source->period.column,   source->age.column,
                          source->sex.column,  source->provider_column, source->stratum_column};
    for (size_t i = 0; i < source->n_columns; i++) {
        const wks_form_column *column = &source->columns[i];
        WKS_TRY(check_form_column(at, column, err));
        if (wks_catalogue_find_column(source, column->name) != column) {
            return wks_catalogue_refuse(
                at, err, wks_tr("column '%s' is given twice", "kolom '%s' staat er twee keer"),
                column->name);
        }
    }
    for (size_t i = 0; i < sizeof used / sizeof used[0]; i++) {
        if (used[i] != NULL && wks_catalogue_find_column(source, used[i]) == NULL) {
            return wks_catalogue_refuse(
                at, err,
                wks_tr("source '%s' has no column '%s'", "bron '%s' heeft geen kolom '%s'"),
                source->id, used[i]);
        }
    }
    if (source->area.column == NULL || source->period.column == NULL) {
        return wks_catalogue_refuse(
            at, err,
            wks_tr("records need an area and a period column",
                   "bij records horen een kolom voor het gebied (area) en de periode "
                   "(period)"));
    }
    if (source->is_public) {
        return wks_catalogue_refuse(
            at, err, wks_tr("records are never public", "records zijn nooit openbaar (public)"));
    }
    return WKS_OK;
}

static bool is_hash(const char *text)
{
    return strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64;
}

/* Whose persons are invented is not for the one who delivers them to say: that would be a way round
 * the gate. */
static wks_code check_invented(const wks_catalogue_entry *at, const wks_source *source,
                               wks_error *err)
{
    if (source->n_invented_files > 0 && at->origin->is_workspace) {
        return wks_catalogue_refuse(
            at, err,
            wks_tr("invented_files is for the catalogue that comes with wijkscan; a "
                   "workspace cannot say that its deliveries are invented",
                   "invented_files hoort bij de catalogus die met wijkscan komt; een "
                   "werkmap kan niet zeggen dat haar leveringen verzonnen zijn"));
    }
    for (size_t i = 0; i < source->n_invented_files; i++) {
        if (!is_hash(source->invented_files[i])) {
            return wks_catalogue_refuse(
                at, err,
                wks_tr("invented_files: expected a SHA-256 of 64 small hexadecimal "
                       "digits",
                       "invented_files: verwacht een SHA-256 van 64 kleine hexadecimale "
                       "cijfers"));
        }
    }
    return WKS_OK;
}

static wks_code check_persons(const wks_catalogue_entry *at, const wks_source *source,
                              wks_error *err)
{
    bool has_pseudonym = false;
    for (size_t i = 0; i < source->n_columns; i++) {
        const wks_form_column *column = &source->columns[i];
        has_pseudonym = has_pseudonym || column->type == WKS_COLUMN_PSEUDONYM;
        if (column->is_optional && column->is_needed_in_row) {
            return wks_catalogue_refuse(
                at, err,
                wks_tr("a column is optional or needed_in_row, not both",
                       "een kolom is optional of needed_in_row, niet allebei"));
        }
    }
    if (source->rows_are_persons && (has_pseudonym || source->unit != WKS_COUNTS_PERSONS)) {
        return wks_catalogue_refuse(
            at, err,
            wks_tr("rows_are_persons is for who counts persons and has no column of type "
                   "pseudonym",
                   "rows_are_persons is voor wie personen telt en geen kolom van het "
                   "type pseudonym heeft"));
    }
    if (source->unit == WKS_COUNTS_PERSONS && !has_pseudonym && !source->rows_are_persons) {
        return wks_catalogue_refuse(
            at, err,
            wks_tr("who counts persons needs a column of type pseudonym",
                   "wie personen telt heeft een kolom van het type pseudonym nodig"));
    }
    return WKS_OK;
}

static bool is_value(const wks_form_column *column, const char *code)
{
    for (size_t i = 0; i < column->n_values; i++) {
        if (wks_text_equal(column->values[i].from, code)) {
            return true;
        }
    }
    return false;
}

/* An age in years, or codes of which the map says what ages they stand for. */
static wks_code check_age(const wks_catalogue_entry *at, const wks_source *source, wks_error *err)
{
    const wks_dimension *age = &source->age;
    const wks_form_column *column =
        age->column == NULL ? NULL : wks_catalogue_find_column(source, age->column);
    int from = 0;
    int to = 0;
    bool is_good =
        column == NULL || column->type == (age->n_map > 0 ? WKS_COLUMN_CODE : WKS_COLUMN_INTEGER);
    for (size_t i = 0; is_good && i < age->n_map; i++) {
        is_good = column != NULL && is_value(column, age->map[i].from) &&
                  wks_age_read(age->map[i].to, &from, &to);
    }
    return is_good ? WKS_OK
                   : wks_catalogue_refuse(
                         at, err,
                         wks_tr("age: expected a column of type integer with years, or one of "
                                "type code with a map from its values to ages such as 16-17",
                                "age: verwacht een kolom van het type integer met jaren, of een "
                                "van het type code met een map van de waarden naar leeftijden "
                                "zoals 16-17"));
}

bool wks_catalogue_has_record_ages(const wks_source *source, const wks_breakdown *breakdown)
{
    size_t n_within = 0;
    for (size_t i = 0; i < source->age.n_map; i++) {
        int from = 0;
        int to = 0;
        const bool is_within = wks_age_is_within(source->age.map[i].to, breakdown);
        if (!is_within && wks_age_read(source->age.map[i].to, &from, &to) &&
            from <= breakdown->age_to && to >= breakdown->age_from) {
            return false;
        }
        n_within += is_within;
    }
    return breakdown->has_age_years && (source->age.n_map == 0 || n_within > 0);
}

wks_code wks_catalogue_check_rows(const wks_catalogue_entry *at, const wks_source *source,
                                  wks_error *err)
{
    if (source->area_digits != WKS_LEVEL_LAND && source->is_area_by_name) {
        return wks_catalogue_refuse(
            at, err,
            wks_tr("area cells hold digits or names, not both",
                   "gebieden staan er met cijfers of met namen, niet allebei"));
    }
    if (source->kind == WKS_SOURCE_RECORDS) {
        WKS_TRY(check_form(at, source, err));
        WKS_TRY(check_invented(at, source, err));
        WKS_TRY(check_persons(at, source, err));
        return check_age(at, source, err);
    }
    if (source->rows_are_persons || source->stratum_column != NULL ||
        source->provider_column != NULL || source->n_invented_files > 0) {
        return wks_catalogue_refuse(
            at, err,
            wks_tr("rows_are_persons, provider, stratum and invented_files are for records",
                   "rows_are_persons, provider, stratum en invented_files zijn voor records"));
    }
    return WKS_OK;
}
