/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/template.h"

#include "base/language.h"

#include <string.h>

static const char *type_words(wks_column_type type)
{
    switch (type) {
    case WKS_COLUMN_YEAR:
        return wks_tr("year", "jaar");
    case WKS_COLUMN_AREA:
        return wks_tr("area code", "gebiedscode");
    case WKS_COLUMN_PSEUDONYM:
        return wks_tr("pseudonym", "pseudoniem");
    case WKS_COLUMN_INTEGER:
        return wks_tr("whole number", "geheel getal");
    case WKS_COLUMN_NUMBER:
        return wks_tr("number", "getal");
    case WKS_COLUMN_CODE:
        return wks_tr("code", "code");
    case WKS_COLUMN_DATE:
        return wks_tr("date", "datum");
    }
    return "";
}

/* One cell, quoted where CSV needs it. */
static void put_cell(wks_buffer *out, const char *text, char end)
{
    if (strpbrk(text, ";\"\n") == NULL) {
        wks_buffer_text(out, text);
    } else {
        wks_buffer_put(out, "\"", 1);
        for (const char *at = text; *at != 0; at++) {
            wks_buffer_put(out, at, 1);
            if (*at == '"') {
                wks_buffer_put(out, at, 1);
            }
        }
        wks_buffer_put(out, "\"", 1);
    }
    wks_buffer_put(out, &end, 1);
}

static void put_codes(wks_buffer *out, const wks_form_column *column)
{
    for (size_t i = 0; i < column->n_values; i++) {
        wks_buffer_printf(out, "%s%s = %s", i == 0 ? "" : " | ", column->values[i].from,
                          column->values[i].to);
    }
}

static void put_range(wks_buffer *out, const wks_form_column *column)
{
    char minimum[WKS_NUMBER_TEXT_SIZE];
    char maximum[WKS_NUMBER_TEXT_SIZE];
    wks_number_text(column->minimum, minimum);
    wks_number_text(column->maximum, maximum);
    if (column->has_minimum && column->has_maximum) {
        wks_buffer_printf(out, wks_tr("%s to %s", "%s tot en met %s"), minimum, maximum);
    } else if (column->has_minimum) {
        wks_buffer_printf(out, wks_tr("%s or more", "%s of meer"), minimum);
    } else if (column->has_maximum) {
        wks_buffer_printf(out, wks_tr("%s or less", "%s of minder"), maximum);
    }
    if (column->type == WKS_COLUMN_NUMBER) {
        wks_buffer_printf(out, "%s%s", column->has_minimum || column->has_maximum ? ", " : "",
                          wks_tr("decimal point", "decimale punt"));
    }
}

static void put_allowed(wks_buffer *out, const wks_form_column *column)
{
    switch (column->type) {
    case WKS_COLUMN_YEAR:
        wks_buffer_text(out, wks_tr("four digits", "vier cijfers"));
        break;
    case WKS_COLUMN_AREA:
        wks_buffer_text(out, wks_tr("CBS code: BU and 8, WK and 6 or GM and 4 characters",
                                    "CBS-code: BU en 8, WK en 6 of GM en 4 tekens"));
        break;
    case WKS_COLUMN_PSEUDONYM:
        wks_buffer_text(out, wks_tr("text that says nothing about the person",
                                    "tekst die niets over de persoon zegt"));
        break;
    case WKS_COLUMN_CODE:
        put_codes(out, column);
        break;
    case WKS_COLUMN_DATE:
        wks_buffer_text(out, wks_tr("yyyy-mm-dd", "jjjj-mm-dd"));
        break;
    case WKS_COLUMN_INTEGER:
    case WKS_COLUMN_NUMBER:
        put_range(out, column);
        break;
    }
}

static wks_code put_dictionary(const wks_source *form, wks_buffer *out, wks_error *err)
{
    wks_code code = WKS_OK;
    wks_buffer allowed = {0};
    wks_buffer_printf(out, "%s\n",
                      wks_tr("column;type;required;allowed;unit;explanation;example",
                             "kolom;soort;verplicht;toegestaan;eenheid;uitleg;voorbeeld"));
    for (size_t i = 0; i < form->n_columns; i++) {
        const wks_form_column *column = &form->columns[i];
        wks_buffer_clear(&allowed);
        put_allowed(&allowed, column);
        if ((code = wks_buffer_check(&allowed, err)) != WKS_OK) {
            break;
        }
        put_cell(out, column->name, ';');
        put_cell(out, type_words(column->type), ';');
        put_cell(out, column->is_optional ? wks_tr("no", "nee") : wks_tr("yes", "ja"), ';');
        put_cell(out, allowed.n == 0 ? "" : allowed.bytes, ';');
        put_cell(out, column->unit, ';');
        put_cell(out, wks_language_get() == WKS_DUTCH ? column->dutch : column->english, ';');
        put_cell(out, column->example, '\n');
    }
    wks_buffer_clear(&allowed);
    return code;
}

wks_code wks_template_write(const wks_source *form, wks_template_part part, wks_buffer *out,
                            wks_error *err)
{
    if (part == WKS_TEMPLATE_DICTIONARY) {
        WKS_TRY(put_dictionary(form, out, err));
        return wks_buffer_check(out, err);
    }
    for (size_t i = 0; i < form->n_columns; i++) {
        put_cell(out, form->columns[i].name, i + 1 == form->n_columns ? '\n' : ';');
    }
    return wks_buffer_check(out, err);
}
