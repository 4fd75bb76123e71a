/* Records: one row a person, registration or contact, in the columns of a delivery form.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/language.h"
#include "private/vault/delivery_inside.h"
#include "private/vault/sql_compose.h"

#include <stddef.h>
#include <stdint.h>

static wks_code query_composed(wks_loading *loading, const wks_buffer *sql,
                               const wks_duck_value *values, size_t n_values, wks_duck_rows *rows,
                               wks_error *err)
{
    WKS_TRY(wks_buffer_check(sql, err));
    return wks_duck_query(&loading->vault->duck, sql->bytes, values, n_values, rows, err);
}

static wks_code find_columns(wks_loading *loading, int **out, wks_error *err)
{
    const wks_source *source = loading->source;
    int *at = NULL;
    WKS_TRY(wks_arena_take(loading->arena, source->n_columns, sizeof *at, &at, err));
    for (size_t i = 0; i < source->n_columns; i++) {
        if (source->columns[i].is_optional) {
            at[i] = wks_stage_find_optional(loading, source->columns[i].name);
        } else {
            WKS_TRY(wks_stage_find(loading, source->columns[i].name, &at[i], err));
        }
    }
    *out = at;
    return WKS_OK;
}

static const char *expected_digits(wks_level level)
{
    switch (level) {
    case WKS_LEVEL_WIJK:
        return wks_tr("the digits of a wijk code, such as 15301", "de cijfers van een wijkcode, "
                                                                  "zoals 15301");
    case WKS_LEVEL_BUURT:
        return wks_tr("the digits of a buurt code, such as 1530100",
                      "de cijfers van een buurtcode, zoals 1530100");
    case WKS_LEVEL_LAND:
    case WKS_LEVEL_REGIO:
    case WKS_LEVEL_GEMEENTE:
    case WKS_N_LEVELS:
    default:
        return wks_tr("the number of a gemeente, such as 5 or 1680",
                      "het nummer van een gemeente, zoals 5 of 1680");
    }
}

/* What a column of the form asks, in words. */
static const char *expectation(const wks_source *source, const wks_form_column *column)
{
    switch (column->type) {
    case WKS_COLUMN_YEAR:
        return wks_tr("a year of four digits", "een jaar van vier cijfers");
    case WKS_COLUMN_AREA:
        if (source->area_digits != WKS_LEVEL_LAND) {
            return expected_digits(source->area_digits);
        }
        return wks_tr("a CBS area code such as GM0153, WK015301 or BU01530100",
                      "een CBS-gebiedscode zoals GM0153, WK015301 of BU01530100");
    case WKS_COLUMN_PSEUDONYM:
        return wks_tr("a pseudonym", "een pseudoniem");
    case WKS_COLUMN_INTEGER:
        return wks_tr("a whole number", "een geheel getal");
    case WKS_COLUMN_NUMBER:
        return wks_tr("a number", "een getal");
    case WKS_COLUMN_DATE:
        return wks_tr("a date as yyyy-mm-dd", "een datum als jjjj-mm-dd");
    case WKS_COLUMN_CODE:
    default:
        return wks_tr("one of the codes of the form", "een van de codes van het formulier");
    }
}

static wks_code refuse_cell(wks_loading *loading, const wks_form_column *column, int64_t row,
                            wks_error *err)
{
    char from[WKS_NUMBER_TEXT_SIZE] = "";
    char to[WKS_NUMBER_TEXT_SIZE] = "";
    if (!column->has_minimum && !column->has_maximum) {
        return wks_fail(
            err, WKS_E_FORMAT,
            wks_tr("%s: row %lld, column %s: expected %s", "%s: rij %lld, kolom %s: verwacht %s"),
            loading->file, (long long)row, column->name, expectation(loading->source, column));
    }
    return wks_fail(err, WKS_E_FORMAT,
                    wks_tr("%s: row %lld, column %s: expected %s from %s to %s",
                           "%s: rij %lld, kolom %s: verwacht %s van %s tot en met %s"),
                    loading->file, (long long)row, column->name,
                    expectation(loading->source, column),
                    column->has_minimum ? wks_number_text(column->minimum, from) : "...",
                    column->has_maximum ? wks_number_text(column->maximum, to) : "...");
}

static wks_code refuse_bad_cells(wks_loading *loading, wks_error *err)
{
    wks_buffer sql = {0};
    wks_duck_rows rows = {0};
    wks_sql_bad_records(&sql, loading->source);
    wks_code code = query_composed(loading, &sql, NULL, 0, &rows, err);
    if (code == WKS_OK && wks_duck_next(&rows)) {
        for (size_t i = 0; i < loading->source->n_columns && code == WKS_OK; i++) {
            if (!wks_duck_is_null(&rows, i)) {
                code = refuse_cell(loading, &loading->source->columns[i],
                                   wks_duck_get_integer(&rows, i), err);
            }
        }
    }
    wks_duck_close_rows(&rows);
    wks_buffer_clear(&sql);
    return code;
}

static wks_code ask_integer(wks_loading *loading, wks_buffer *sql, const wks_duck_value *values,
                            size_t n_values, int64_t *out, wks_error *err)
{
    wks_code code = wks_buffer_check(sql, err);
    if (code == WKS_OK) {
        code = wks_duck_integer_of(&loading->vault->duck, sql->bytes, values, n_values, out, err);
    }
    wks_buffer_clear(sql);
    return code;
}

/* Run a composed statement that gives no rows. */
static wks_code run_composed(wks_loading *loading, wks_buffer *sql, const wks_duck_value *values,
                             size_t n_values, wks_error *err)
{
    wks_duck_rows rows = {0};
    wks_code code = query_composed(loading, sql, values, n_values, &rows, err);
    wks_duck_close_rows(&rows);
    wks_buffer_clear(sql);
    return code;
}

/* Leave out the rows that lack what each row needs, such as a weight. */
static wks_code leave_out_lacking(wks_loading *loading, wks_error *err)
{
    wks_buffer sql = {0};
    wks_sql_count_lacking(&sql, loading->source);
    WKS_TRY(ask_integer(loading, &sql, NULL, 0, &loading->report->n_skipped, err));
    if (loading->report->n_skipped == 0) {
        return WKS_OK;
    }
    wks_sql_delete_lacking(&sql, loading->source);
    return run_composed(loading, &sql, NULL, 0, err);
}

/* The edition of the areas: asked, of the source, or the latest year in the rows. */
static wks_code choose_edition(wks_loading *loading, wks_error *err)
{
    int64_t wanted =
        loading->request->edition != 0 ? loading->request->edition : loading->source->edition;
    if (wanted == 0) {
        wks_buffer sql = {0};
        wks_sql_latest_year(&sql, loading->source);
        WKS_TRY(ask_integer(loading, &sql, NULL, 0, &wanted, err));
    }
    return wks_loading_choose_edition(loading, (int)wanted, err);
}

static wks_code note_unknown_areas(wks_loading *loading, wks_error *err)
{
    const wks_duck_value edition[] = {wks_duck_integer(loading->report->edition)};
    wks_buffer sql = {0};
    wks_duck_rows rows = {0};
    wks_sql_unknown_records(&sql, loading->source);
    wks_code code = query_composed(loading, &sql, edition, 1, &rows, err);
    if (code == WKS_OK) {
        code = wks_loading_note_unknown(loading, &rows, err);
    }
    wks_duck_close_rows(&rows);
    wks_buffer_clear(&sql);
    return code;
}

/* Without pseudonyms nobody sees that a person came twice; that an area did, one can. */
static wks_code refuse_repeated_areas(wks_loading *loading, wks_error *err)
{
    const wks_duck_value number[] = {wks_duck_integer(loading->number)};
    wks_buffer sql = {0};
    int64_t row = 0;
    wks_sql_first_repeated_area(&sql, loading->source);
    WKS_TRY(ask_integer(loading, &sql, number, 1, &row, err));
    return row == 0
               ? WKS_OK
               : wks_fail(err, WKS_E_FORMAT,
                          wks_tr("%s: row %lld, column %s: is of an area that an earlier delivery "
                                 "holds in the same year; without pseudonyms its persons could "
                                 "count twice; to replace that delivery, remove the vault and load "
                                 "everything again",
                                 "%s: rij %lld, kolom %s: is van een gebied dat in hetzelfde jaar "
                                 "al in een eerdere levering staat; zonder pseudoniemen zouden "
                                 "personen dubbel kunnen tellen; wil je die levering vervangen, "
                                 "verwijder dan de kluis en laad alles opnieuw"),
                          loading->file, (long long)row, loading->source->area.column);
}

/* A person may stand in a year once: counting rows is then counting persons. */
static wks_code refuse_repeated_persons(wks_loading *loading, wks_error *err)
{
    const wks_duck_value number[] = {wks_duck_integer(loading->number)};
    wks_buffer sql = {0};
    int64_t n_repeated = 0;
    int64_t row = 0;
    if (loading->source->unit != WKS_COUNTS_PERSONS) {
        return WKS_OK;
    }
    if (loading->source->rows_are_persons) {
        return refuse_repeated_areas(loading, err);
    }
    wks_sql_repeated_persons(&sql, loading->source);
    WKS_TRY(ask_integer(loading, &sql, NULL, 0, &n_repeated, err));
    if (n_repeated == 0) {
        return WKS_OK;
    }
    wks_sql_first_repeated_person(&sql, loading->source);
    WKS_TRY(ask_integer(loading, &sql, number, 1, &row, err));
    return wks_fail(
        err, WKS_E_FORMAT,
        wks_tr(
            "%s: row %lld is of a person who has a row in the same year before it, here or in an "
            "earlier delivery (number of such rows: %lld); expected one row a person and year",
            "%s: rij %lld is van een persoon die in hetzelfde jaar al een eerdere rij heeft, hier "
            "of in een vorige levering (aantal van die rijen: %lld); verwacht een rij per persoon "
            "en jaar"),
        loading->file, (long long)row, (long long)n_repeated);
}

static wks_code count_rows(wks_loading *loading, const char *query, wks_error *err)
{
    wks_duck_rows rows = {0};
    WKS_TRY(wks_vault_query(loading->vault, query, NULL, 0, &rows, err));
    loading->report->n_rows = wks_duck_next(&rows) ? wks_duck_get_integer(&rows, 0) : 0;
    wks_duck_close_rows(&rows);
    return WKS_OK;
}

wks_code wks_load_records(wks_loading *loading, wks_error *err)
{
    const wks_duck_value number[] = {wks_duck_integer(loading->number)};
    int *at = NULL;
    wks_buffer sql = {0};
    WKS_TRY(find_columns(loading, &at, err));
    wks_sql_type_records(&sql, loading->source, at, loading->is_decimal_comma);
    WKS_TRY(run_composed(loading, &sql, NULL, 0, err));
    WKS_TRY(refuse_bad_cells(loading, err));
    WKS_TRY(leave_out_lacking(loading, err));
    WKS_TRY(choose_edition(loading, err));
    WKS_TRY(note_unknown_areas(loading, err));
    WKS_TRY(count_rows(loading, "typed_count.sql", err));
    if (loading->report->n_rows > 0 && loading->report->n_unknown == loading->report->n_rows) {
        return wks_loading_refuse_unknown(loading, err);
    }
    wks_sql_create_records(&sql, loading->source);
    WKS_TRY(run_composed(loading, &sql, NULL, 0, err));
    const wks_duck_value values[] = {number[0], wks_duck_integer(loading->report->edition)};
    wks_sql_insert_records(&sql, loading->source);
    WKS_TRY(run_composed(loading, &sql, values, 2, err));
    return refuse_repeated_persons(loading, err);
}

/* Which gemeente lies in which region: kept with the delivery, chosen by the workspace. */
wks_code wks_load_regions(wks_loading *loading, wks_error *err)
{
    const wks_duck_value number[] = {wks_duck_integer(loading->number)};
    int gemeente = 0;
    int region = 0;
    wks_buffer sql = {0};
    WKS_TRY(wks_stage_find(loading, loading->source->area.column, &gemeente, err));
    WKS_TRY(wks_stage_find(loading, loading->source->region_column, &region, err));
    WKS_TRY(count_rows(loading, "staged_count.sql", err));
    loading->report->edition =
        loading->request->edition != 0
            ? loading->request->edition
            : wks_source_edition(loading->source,
                                 loading->report->period == NULL ? "" : loading->report->period);
    loading->report->wanted_edition = loading->report->edition;
    wks_sql_insert_regions(&sql, loading->source, gemeente, region);
    return run_composed(loading, &sql, number, 1, err);
}
