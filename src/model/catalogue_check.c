/* What one entry of the catalogue says about another, and what a schema cannot say.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "model/catalogue_parts.h"

#include <stdbool.h>
#include <string.h>

/* ---- sources ------------------------------------------------------------------------------- */

static wks_code check_reading(const wks_catalogue_entry *at, const wks_source *source,
                              wks_error *err)
{
    char code[WKS_AREA_CODE_SIZE];
    wks_level level = WKS_LEVEL_LAND;
    for (size_t i = 0; i < source->n_area_alias; i++) {
        const char *to = source->area_alias[i].to;
        if (!wks_area_code_read((wks_span){to, strlen(to)}, code, &level)) {
            return wks_catalogue_refuse(
                at, err,
                wks_tr("area_alias: '%s' is no area code", "area_alias: '%s' is geen gebiedscode"),
                to);
        }
    }
    for (size_t i = 0; i < source->n_editions; i++) {
        const wks_period_edition *range = &source->editions[i];
        WKS_TRY(wks_catalogue_check_range(at, range->from_period, range->to_period, err));
        if (range->edition < 1900 || range->edition > 2100) {
            return wks_catalogue_refuse(at, err,
                                        wks_tr("edition %d is no year", "edition %d is geen jaar"),
                                        range->edition);
        }
    }
    if (source->edition != 0 && (source->edition < 1900 || source->edition > 2100)) {
        return wks_catalogue_refuse(
            at, err, wks_tr("edition %d is no year", "edition %d is geen jaar"), source->edition);
    }
    return WKS_OK;
}

static wks_code check_source(const wks_catalogue_entry *at, const wks_source *source,
                             wks_error *err)
{
    WKS_TRY(wks_catalogue_check_id(at, err));
    WKS_TRY(check_reading(at, source, err));
    if (source->kind == WKS_SOURCE_RECORDS) {
        return WKS_OK; /* wks_catalogue_check_rows */
    }
    if (source->n_columns > 0 || source->form != NULL) {
        return wks_catalogue_refuse(
            at, err,
            wks_tr("only records have columns and a form",
                   "alleen records hebben kolommen (columns) en een formulier (form)"));
    }
    if (source->area.column == NULL) {
        return wks_catalogue_refuse(at, err, wks_tr("key 'area' is missing", "'area' ontbreekt"));
    }
    if (source->n_recognise == 0) {
        return wks_catalogue_refuse(at, err,
                                    wks_tr("key 'recognise' is missing", "'recognise' ontbreekt"));
    }
    if ((source->kind == WKS_SOURCE_REGIONS) != (source->region_column != NULL)) {
        return wks_catalogue_refuse(
            at, err,
            wks_tr("key 'region' belongs to kind regions, and is needed there",
                   "'region' hoort bij kind regions, en is daar nodig"));
    }
    return WKS_OK;
}

wks_code wks_catalogue_check_sources(const wks_catalogue_parts *parts, wks_error *err)
{
    for (size_t i = 0; i < parts->n_sources; i++) {
        const wks_source *source = &parts->sources[i];
        const wks_catalogue_entry at = {&parts->source_origins[i], source->id};
        WKS_TRY(check_source(&at, source, err));
        WKS_TRY(wks_catalogue_check_rows(&at, source, err));
        for (size_t k = 0; k < i; k++) {
            if (source->form != NULL && wks_text_equal(source->form, parts->sources[k].form)) {
                return wks_catalogue_refuse(
                    &at, err,
                    wks_tr("form '%s' is also that of '%s'", "formulier '%s' is ook dat van '%s'"),
                    source->form, parts->sources[k].id);
            }
        }
    }
    return WKS_OK;
}

/* ---- indicators ---------------------------------------------------------------------------- */

static wks_code check_texts(const wks_catalogue_entry *at, const wks_catalogue_parts *parts,
                            const wks_indicator *indicator, wks_error *err)
{
    enum {
        MOST_DECIMALS = 4
    };

    bool has_theme = false;
    bool has_level = false;
    for (size_t i = 0; i < parts->n_themes; i++) {
        has_theme = has_theme || wks_text_equal(parts->themes[i].id, indicator->theme);
    }
    if (!has_theme) {
        return wks_catalogue_refuse(at, err, wks_tr("unknown theme '%s'", "onbekend thema '%s'"),
                                    indicator->theme);
    }
    for (int level = 0; level < WKS_N_LEVELS; level++) {
        has_level = has_level || indicator->levels[level];
    }
    if (!has_level) {
        return wks_catalogue_refuse(at, err, wks_tr("'levels' is empty", "'levels' is leeg"));
    }
    if (indicator->decimals < 0 || indicator->decimals > MOST_DECIMALS) {
        return wks_catalogue_refuse(
            at, err, wks_tr("'decimals' must be 0 to %d", "'decimals' moet 0 tot en met %d zijn"),
            MOST_DECIMALS);
    }
    for (size_t i = 0; i < indicator->n_breakdowns; i++) {
        for (size_t k = 0; k < i; k++) {
            if (wks_text_equal(indicator->breakdowns[i].id, indicator->breakdowns[k].id)) {
                return wks_catalogue_refuse(
                    at, err,
                    wks_tr("breakdown '%s' is given twice", "uitsplitsing '%s' staat er twee keer"),
                    indicator->breakdowns[i].id);
            }
        }
    }
    for (size_t i = 0; i < indicator->n_breaks; i++) {
        const wks_break *now = &indicator->breaks[i];
        WKS_TRY(wks_catalogue_check_range(at, i == 0 ? NULL : indicator->breaks[i - 1].period,
                                          now->period, err));
    }
    return WKS_OK;
}

static wks_code check_part(const wks_catalogue_entry *at, const wks_catalogue_parts *parts,
                           const wks_indicator *indicator, wks_error *err)
{
    const wks_indicator *whole =
        indicator->part_of == NULL ? NULL : wks_catalogue_find_indicator(parts, indicator->part_of);
    const bool is_known = indicator->part_of == NULL || (whole != NULL && whole != indicator);
    return is_known ? WKS_OK
                    : wks_catalogue_refuse(at, err,
                                           wks_tr("part_of: '%s' is no other indicator",
                                                  "part_of: '%s' is geen andere indicator"),
                                           indicator->part_of);
}

wks_code wks_catalogue_check_indicators(const wks_catalogue_parts *parts, wks_error *err)
{
    for (size_t i = 0; i < parts->n_indicators; i++) {
        const wks_indicator *indicator = &parts->indicators[i];
        const wks_catalogue_entry at = {&parts->indicator_origins[i], indicator->id};
        WKS_TRY(wks_catalogue_check_id(&at, err));
        WKS_TRY(check_texts(&at, parts, indicator, err));
        WKS_TRY(check_part(&at, parts, indicator, err));
        for (size_t k = 0; k < indicator->n_measures; k++) {
            WKS_TRY(
                wks_catalogue_check_measure(&at, parts, indicator, &indicator->measures[k], err));
        }
        for (size_t k = 0; k < i; k++) {
            if (wks_text_equal(indicator->code, parts->indicators[k].code)) {
                return wks_catalogue_refuse(
                    &at, err, wks_tr("code %s is also that of '%s'", "code %s is ook die van '%s'"),
                    indicator->code, parts->indicators[k].id);
            }
        }
    }
    for (size_t i = 0; i < parts->n_themes; i++) {
        const wks_catalogue_entry at = {&parts->theme_origins[i], parts->themes[i].id};
        WKS_TRY(wks_catalogue_check_id(&at, err));
    }
    return WKS_OK;
}
