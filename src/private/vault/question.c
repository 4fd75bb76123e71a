/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/vault/question.h"

#include "private/vault/sql_compose.h"
#include "private/vault/vault_inside.h"

#include <math.h>
#include <string.h>

static wks_code ask(wks_vault *vault, const wks_buffer *sql, const wks_duck_value *values,
                    size_t n_values, wks_duck_rows *rows, wks_error *err)
{
    WKS_TRY(wks_buffer_check(sql, err));
    return wks_duck_query(&vault->duck, sql->bytes, values, n_values, rows, err);
}

/* The sum that is being made of the rows of one area and period. */
typedef struct summing {
    wks_figure_sum sum;
    wks_buffer rows;
    int64_t last_row;
} summing;

static bool is_text(wks_duck_rows *rows, size_t column, const char *text)
{
    size_t n = 0;
    const char *bytes = wks_duck_get_bytes(rows, column, &n);
    return strlen(text) == n && memcmp(bytes, text, n) == 0;
}

static wks_code begin_sum(summing *now, wks_duck_rows *rows, wks_arena *arena, wks_error *err)
{
    now->sum = (wks_figure_sum){.area = wks_duck_get_text(rows, 0, arena),
                                .period = wks_duck_get_text(rows, 1, arena),
                                .status = WKS_STATUS_OK,
                                .delivery = (int)wks_duck_get_integer(rows, 4)};
    now->rows.n = 0;
    now->last_row = -1;
    return now->sum.area == NULL || now->sum.period == NULL ? wks_arena_fail(err) : WKS_OK;
}

static void add_cell(summing *now, wks_duck_rows *rows)
{
    const wks_status status = (wks_status)wks_duck_get_integer(rows, 3);
    const int delivery = (int)wks_duck_get_integer(rows, 4);
    const int64_t row = wks_duck_get_integer(rows, 5);
    now->sum.sum += wks_duck_get_number(rows, 2); /* NAN when missing, and then it stays so */
    now->sum.status = status > now->sum.status ? status : now->sum.status;
    now->sum.delivery = delivery < now->sum.delivery ? delivery : now->sum.delivery;
    if (row != now->last_row) {
        wks_buffer_printf(&now->rows, "%s%lld", now->last_row < 0 ? "" : " ", (long long)row);
        now->last_row = row;
    }
}

static wks_code end_sum(summing *now, wks_arena *arena, wks_error *err)
{
    WKS_TRY(wks_buffer_check(&now->rows, err));
    now->sum.rows = wks_arena_text_n(arena, now->rows.bytes, now->rows.n);
    return now->sum.rows == NULL ? wks_arena_fail(err) : WKS_OK;
}

wks_code wks_vault_sum_figures(wks_vault *vault, const char *source,
                               const wks_measure_columns *columns, const wks_breakdown *breakdown,
                               wks_arena *arena, wks_figure_sum **out, size_t *n, wks_error *err)
{
    const wks_duck_value values[] = {
        wks_duck_text(source),
        wks_duck_text(columns->from_period == NULL ? "" : columns->from_period),
        wks_duck_text(columns->to_period == NULL ? "9999" : columns->to_period),
    };
    wks_buffer sql = {0};
    wks_duck_rows rows = {0};
    wks_figure_sum *list = NULL;
    summing now = {.last_row = -1};
    size_t room = 0;
    *n = 0;
    wks_sql_figures_to_sum(&sql, columns->stems, columns->n_stems, breakdown);
    wks_code code = ask(vault, &sql, values, 3, &rows, err);
    for (bool has_row = true; code == WKS_OK && has_row;) {
        has_row = wks_duck_next(&rows);
        const bool is_same = has_row && now.sum.area != NULL && is_text(&rows, 0, now.sum.area) &&
                             is_text(&rows, 1, now.sum.period);
        if (!is_same && now.sum.area != NULL && (code = end_sum(&now, arena, err)) == WKS_OK &&
            (code = wks_arena_grow(arena, &list, *n, &room, sizeof *list, err)) == WKS_OK) {
            list[(*n)++] = now.sum;
        }
        if (code == WKS_OK && has_row && !is_same) {
            code = begin_sum(&now, &rows, arena, err);
        }
        if (code == WKS_OK && has_row) {
            add_cell(&now, &rows);
        }
    }
    wks_duck_close_rows(&rows);
    wks_buffer_clear(&now.rows);
    wks_buffer_clear(&sql);
    *out = list;
    return code;
}

/* The table of a source exists from its first delivery on. */
static wks_code require_records(wks_vault *vault, const wks_source *source, wks_error *err)
{
    const wks_duck_value values[] = {wks_duck_text(source->id)};
    wks_duck_rows rows;
    WKS_TRY(wks_vault_query(vault, "source_delivered.sql", values, 1, &rows, err));
    bool is_there = wks_duck_next(&rows) && wks_duck_get_integer(&rows, 0) > 0;
    wks_duck_close_rows(&rows);
    return is_there ? WKS_OK : wks_fail(err, WKS_E_NOT_FOUND, "%s", source->id);
}

static wks_code read_count(wks_duck_rows *rows, wks_arena *arena, wks_record_count *out,
                           wks_error *err)
{
    *out = (wks_record_count){
        .area = wks_duck_get_text(rows, 0, arena),
        .period = wks_duck_get_text(rows, 1, arena),
        .n = wks_duck_get_number(rows, 2),
        .n_satisfies = wks_duck_get_number(rows, 3),
        .n_persons = wks_duck_get_number(rows, 4),
        .weight = wks_duck_get_number(rows, 5),
        .weight_squared = wks_duck_get_number(rows, 6),
        .weight_satisfies = wks_duck_get_number(rows, 7),
        .delivery = (int)wks_duck_get_integer(rows, 8),
    };
    return out->area == NULL || out->period == NULL ? wks_arena_fail(err) : WKS_OK;
}

wks_code wks_vault_count_records(wks_vault *vault, const wks_source *source,
                                 const wks_measure *measure, const wks_breakdown *breakdown,
                                 wks_level level, wks_arena *arena, wks_record_count **out,
                                 size_t *n, wks_error *err)
{
    wks_buffer sql = {0};
    wks_duck_rows rows = {0};
    wks_record_count *list = NULL;
    size_t room = 0;
    *n = 0;
    WKS_TRY(require_records(vault, source, err));
    wks_sql_count_records(&sql, source, measure, breakdown, level);
    wks_code code = ask(vault, &sql, NULL, 0, &rows, err);
    while (code == WKS_OK && wks_duck_next(&rows)) {
        code = wks_arena_grow(arena, &list, *n, &room, sizeof *list, err);
        if (code == WKS_OK) {
            code = read_count(&rows, arena, &list[(*n)++], err);
        }
    }
    wks_duck_close_rows(&rows);
    wks_buffer_clear(&sql);
    *out = list;
    return code;
}

static wks_code read_mean(wks_duck_rows *rows, wks_arena *arena, wks_record_mean *out,
                          wks_error *err)
{
    *out = (wks_record_mean){
        .area = wks_duck_get_text(rows, 0, arena),
        .period = wks_duck_get_text(rows, 1, arena),
        .n = wks_duck_get_number(rows, 2),
        .n_persons = wks_duck_get_number(rows, 3),
        .mean = wks_duck_get_number(rows, 4),
        .variance = wks_duck_get_number(rows, 5),
        .delivery = (int)wks_duck_get_integer(rows, 6),
    };
    return out->area == NULL || out->period == NULL ? wks_arena_fail(err) : WKS_OK;
}

wks_code wks_vault_mean_records(wks_vault *vault, const wks_source *source,
                                const wks_measure *measure, const wks_breakdown *breakdown,
                                wks_level level, wks_arena *arena, wks_record_mean **out, size_t *n,
                                wks_error *err)
{
    wks_buffer sql = {0};
    wks_duck_rows rows = {0};
    wks_record_mean *list = NULL;
    size_t room = 0;
    *n = 0;
    WKS_TRY(require_records(vault, source, err));
    wks_sql_mean_records(&sql, source, measure, breakdown, level);
    wks_code code = ask(vault, &sql, NULL, 0, &rows, err);
    while (code == WKS_OK && wks_duck_next(&rows)) {
        code = wks_arena_grow(arena, &list, *n, &room, sizeof *list, err);
        if (code == WKS_OK) {
            code = read_mean(&rows, arena, &list[(*n)++], err);
        }
    }
    wks_duck_close_rows(&rows);
    wks_buffer_clear(&sql);
    *out = list;
    return code;
}

wks_code wks_vault_region_members(wks_vault *vault, wks_arena *arena, const char ***out, size_t *n,
                                  wks_error *err)
{
    wks_duck_rows rows;
    const char **list = NULL;
    size_t room = 0;
    wks_code code = WKS_OK;
    *n = 0;
    WKS_TRY(wks_vault_query(vault, "region_members.sql", NULL, 0, &rows, err));
    while (code == WKS_OK && wks_duck_next(&rows)) {
        code = wks_arena_grow(arena, &list, *n, &room, sizeof *list, err);
        if (code == WKS_OK) {
            list[*n] = wks_duck_get_text(&rows, 0, arena);
            code = list[(*n)++] == NULL ? wks_arena_fail(err) : WKS_OK;
        }
    }
    wks_duck_close_rows(&rows);
    *out = list;
    return code;
}
