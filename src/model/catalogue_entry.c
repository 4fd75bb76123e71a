/* Entries of the catalogue: finding one, and saying what is wrong with one.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "model/catalogue_parts.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

wks_code wks_catalogue_refuse(const wks_catalogue_entry *at, wks_error *err, const char *format,
                              ...)
{
    char what[512];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    return wks_fail(err, WKS_E_FORMAT, "%s: '%s': %s", at->origin->file, at->id, what);
}

bool wks_catalogue_is_period(const char *text)
{
    return strlen(text) == 4 && strspn(text, "0123456789") == 4;
}

bool wks_catalogue_is_id(const char *text)
{
    return text[0] != 0 && text[0] != '-' &&
           text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-")] == 0;
}

wks_code wks_catalogue_check_id(const wks_catalogue_entry *at, wks_error *err)
{
    return wks_catalogue_is_id(at->id)
               ? WKS_OK
               : wks_catalogue_refuse(at, err,
                                      wks_tr("an id holds small letters, digits and hyphens",
                                             "een id heeft kleine letters, cijfers en streepjes"));
}

/* A range of periods: both ends may be open. */
wks_code wks_catalogue_check_range(const wks_catalogue_entry *at, const char *from, const char *to,
                                   wks_error *err)
{
    const char *ends[2] = {from, to};
    for (size_t i = 0; i < 2; i++) {
        if (ends[i] != NULL && !wks_catalogue_is_period(ends[i])) {
            return wks_catalogue_refuse(at, err,
                                        wks_tr("period '%s' must have four digits",
                                               "periode '%s' moet vier cijfers hebben"),
                                        ends[i]);
        }
    }
    if (from != NULL && to != NULL && strcmp(from, to) > 0) {
        return wks_catalogue_refuse(at, err,
                                    wks_tr("the range from %s to %s is upside down",
                                           "de reeks van %s tot %s staat achterstevoren"),
                                    from, to);
    }
    return WKS_OK;
}

const wks_source *wks_catalogue_find_source(const wks_catalogue_parts *parts, const char *id)
{
    for (size_t i = 0; i < parts->n_sources; i++) {
        if (wks_text_equal(parts->sources[i].id, id)) {
            return &parts->sources[i];
        }
    }
    return NULL;
}

const wks_indicator *wks_catalogue_find_indicator(const wks_catalogue_parts *parts, const char *id)
{
    for (size_t i = 0; i < parts->n_indicators; i++) {
        if (wks_text_equal(parts->indicators[i].id, id)) {
            return &parts->indicators[i];
        }
    }
    return NULL;
}

const wks_form_column *wks_catalogue_find_column(const wks_source *source, const char *name)
{
    for (size_t i = 0; i < source->n_columns; i++) {
        if (wks_text_equal(source->columns[i].name, name)) {
            return &source->columns[i];
        }
    }
    return NULL;
}
