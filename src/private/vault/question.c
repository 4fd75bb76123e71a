/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/vault/question.h"

#include "private/vault/sql_compose.h"
#include "private/vault/vault_inside.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static wks_code ask(wks_vault *vault, const wks_buffer *sql, const wks_duck_value *values,
                    size_t n_values, wks_duck_rows *rows, wks_error *err)
{
    WKS_TRY(wks_buffer_check(sql, err));
    return wks_duck_query(&vault->duck, sql->bytes, values, n_values, rows, err);
}

/* The cells of one area and period while they are added up. */
typedef struct running_sum {
    wks_figure_sum sum;
    wks_buffer rows;  /* "17 18" */
    int64_t last_row; /* cells of one row stand together */
} running_sum;

static void add_cell(running_sum *running, wks_duck_rows *rows)
{
    const int64_t row = wks_duck_get_integer(rows, 5);
    const wks_status status = (wks_status)wks_duck_get_integer(rows, 3);
    running->sum.sum += wks_duck_get_number(rows, 2); /* NAN stays NAN */
    running->sum.status = status > running->sum.status ? status : running->sum.status;
    if (row != running->last_row) {
        wks_buffer_printf(&running->rows, "%s%lld", running->rows.n == 0 ? "" : " ",
                          (long long)row);
        running->last_row = row;
    }
}

static bool is_same_sum(const running_sum *running, wks_duck_rows *rows)
{
    return running->sum.area != NULL && wks_duck_is_text(rows, 0, running->sum.area) &&
           wks_duck_is_text(rows, 1, running->sum.period);
}

/* Put the sum that is done at the end of the list. */
static wks_code end_sum(running_sum *running, wks_arena *arena, wks_figure_sum **list, size_t *n,
                        size_t *room, wks_error *err)
{
    if (running->sum.area == NULL) {
        return WKS_OK;
    }
    WKS_TRY(wks_buffer_check(&running->rows, err));
    running->sum.rows = wks_arena_text_n(arena, running->rows.bytes, running->rows.n);
    if (running->sum.rows == NULL) {
        return wks_arena_fail(err);
    }
    WKS_TRY(wks_arena_grow(arena, list, *n, room, sizeof **list, err));
    (*list)[(*n)++] = running->sum;
    return WKS_OK;
}

static wks_code start_sum(running_sum *running, wks_duck_rows *rows, wks_arena *arena,
                          wks_error *err)
{
    running->rows.n = 0;
    running->last_row = -1;
    running->sum = (wks_figure_sum){.area = wks_duck_get_text(rows, 0, arena),
                                    .period = wks_duck_get_text(rows, 1, arena),
                                    .delivery = (int)wks_duck_get_integer(rows, 4),
                                    .status = WKS_STATUS_OK};
    return running->sum.area == NULL || running->sum.period == NULL ? wks_arena_fail(err) : WKS_OK;
}

wks_code wks_vault_sum_figures(wks_vault *vault, const wks_source *source,
                               const wks_measure_columns *columns, const wks_breakdown *breakdown,
                               wks_arena *arena, wks_figure_sum **out, size_t *n, wks_error *err)
{
    const wks_duck_value values[] = {
        wks_duck_text(source->id),
        wks_duck_text(columns->from_period == NULL ? "" : columns->from_period),
        wks_duck_text(columns->to_period == NULL ? "9999" : columns->to_period),
    };
    wks_buffer sql = {0};
    wks_duck_rows rows = {0};
    wks_figure_sum *list = NULL;
    running_sum running = {0};
    size_t room = 0;
    *n = 0;
    wks_sql_find_figures(&sql, source, columns, breakdown);
    wks_code code = ask(vault, &sql, values, 3, &rows, err);
    while (code == WKS_OK && wks_duck_next(&rows)) {
        if (!is_same_sum(&running, &rows)) {
            code = end_sum(&running, arena, &list, n, &room, err);
            if (code == WKS_OK) {
                code = start_sum(&running, &rows, arena, err);
            }
        }
        if (code == WKS_OK) {
            add_cell(&running, &rows);
        }
    }
    if (code == WKS_OK) {
        code = end_sum(&running, arena, &list, n, &room, err);
    }
    wks_buffer_clear(&running.rows);
    wks_duck_close_rows(&rows);
    wks_buffer_clear(&sql);
    *out = list;
    return code;
}

wks_code wks_vault_has_margins(wks_vault *vault, const wks_source *source, bool *out,
                               wks_error *err)
{
    const wks_duck_value values[] = {wks_duck_text(source->id)};
    wks_duck_rows rows;
    *out = false;
    if (source->margin.column == NULL) {
        return WKS_OK;
    }
    WKS_TRY(wks_vault_query(vault, "has_margins.sql", values, 1, &rows, err));
    *out = wks_duck_next(&rows) && wks_duck_get_integer(&rows, 0) > 0;
    wks_duck_close_rows(&rows);
    return WKS_OK;
}

static bool is_same_cell(const wks_figure_cell *cell, wks_duck_rows *rows)
{
    return wks_duck_is_text(rows, 0, cell->area) && wks_duck_is_text(rows, 1, cell->period) &&
           wks_duck_is_text(rows, 2, cell->age) && wks_duck_is_text(rows, 3, cell->sex);
}

static wks_code start_cell(wks_duck_rows *rows, wks_arena *arena, wks_figure_cell *out,
                           wks_error *err)
{
    *out = (wks_figure_cell){.area = wks_duck_get_text(rows, 0, arena),
                             .period = wks_duck_get_text(rows, 1, arena),
                             .age = wks_duck_get_text(rows, 2, arena),
                             .sex = wks_duck_get_text(rows, 3, arena)};
    return out->area == NULL || out->period == NULL || out->age == NULL || out->sex == NULL
               ? wks_arena_fail(err)
               : WKS_OK;
}

wks_code wks_vault_sum_cells(wks_vault *vault, const wks_source *source,
                             const wks_measure_columns *columns, const wks_breakdown *breakdown,
                             wks_arena *arena, wks_figure_cell **out, size_t *n, wks_error *err)
{
    const wks_duck_value values[] = {
        wks_duck_text(source->id),
        wks_duck_text(columns->from_period == NULL ? "" : columns->from_period),
        wks_duck_text(columns->to_period == NULL ? "9999" : columns->to_period),
    };
    wks_buffer sql = {0};
    wks_duck_rows rows = {0};
    wks_figure_cell *list = NULL;
    size_t room = 0;
    *n = 0;
    wks_sql_find_cells(&sql, source, columns, breakdown);
    wks_code code = ask(vault, &sql, values, 3, &rows, err);
    while (code == WKS_OK && wks_duck_next(&rows)) {
        if (*n == 0 || !is_same_cell(&list[*n - 1], &rows)) {
            code = wks_arena_grow(arena, &list, *n, &room, sizeof *list, err);
            if (code == WKS_OK) {
                code = start_cell(&rows, arena, &list[(*n)++], err);
            }
        }
        if (code == WKS_OK) {
            list[*n - 1].sum += wks_duck_get_number(&rows, 4); /* NAN stays NAN */
        }
    }
    wks_duck_close_rows(&rows);
    wks_buffer_clear(&sql);
    *out = list;
    return code;
}

/* Read every row of an answer into a list in arena; read fills one item, of size bytes. */
typedef wks_code read_item(wks_duck_rows *rows, wks_arena *arena, void *out, wks_error *err);

static wks_code read_list(wks_vault *vault, wks_buffer *sql, size_t size, read_item *read,
                          wks_arena *arena, void *out, size_t *n, wks_error *err)
{
    wks_duck_rows rows = {0};
    unsigned char *list = NULL;
    size_t room = 0;
    *n = 0;
    wks_code code = ask(vault, sql, NULL, 0, &rows, err);
    while (code == WKS_OK && wks_duck_next(&rows)) {
        code = wks_arena_grow(arena, &list, *n, &room, size, err);
        if (code == WKS_OK) {
            code = read(&rows, arena, list + (*n)++ * size, err);
        }
    }
    wks_duck_close_rows(&rows);
    wks_buffer_clear(sql);
    memcpy(out, &list, sizeof list); /* a pointer to the items, of whatever type */
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

static wks_code read_count(wks_duck_rows *rows, wks_arena *arena, void *item, wks_error *err)
{
    wks_record_count *out = item;
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
        .n_providers = wks_duck_get_number(rows, 9),
    };
    return out->area == NULL || out->period == NULL ? wks_arena_fail(err) : WKS_OK;
}

wks_code wks_vault_count_records(wks_vault *vault, const wks_source *source,
                                 const wks_measure *measure, const wks_breakdown *breakdown,
                                 wks_level level, wks_arena *arena, wks_record_count **out,
                                 size_t *n, wks_error *err)
{
    wks_buffer sql = {0};
    *n = 0;
    WKS_TRY(require_records(vault, source, err));
    wks_sql_count_records(&sql, source, measure, breakdown, level);
    return read_list(vault, &sql, sizeof **out, read_count, arena, out, n, err);
}

/* The text of a column, shared with the row before where it is the same. */
static const char *get_shared(wks_duck_rows *rows, size_t column, const char *before,
                              wks_arena *arena)
{
    return before != NULL && wks_duck_is_text(rows, column, before)
               ? before
               : wks_duck_get_text(rows, column, arena);
}

wks_code wks_vault_respondents(wks_vault *vault, const wks_source *source,
                               const wks_measure *measure, const wks_breakdown *breakdown,
                               wks_level level, wks_arena *arena, wks_respondent **out, size_t *n,
                               wks_error *err)
{
    wks_buffer sql = {0};
    wks_duck_rows rows = {0};
    wks_respondent *list = NULL;
    wks_respondent last = {0};
    size_t room = 0;
    *n = 0;
    WKS_TRY(require_records(vault, source, err));
    wks_sql_find_respondents(&sql, source, measure, breakdown, level);
    wks_code code = ask(vault, &sql, NULL, 0, &rows, err);
    while (code == WKS_OK && wks_duck_next(&rows)) {
        code = wks_arena_grow(arena, &list, *n, &room, sizeof *list, err);
        if (code == WKS_OK) {
            last = (wks_respondent){.period = get_shared(&rows, 0, last.period, arena),
                                    .area = get_shared(&rows, 1, last.area, arena),
                                    .stratum = get_shared(&rows, 2, last.stratum, arena),
                                    .weight = wks_duck_get_number(&rows, 3),
                                    .satisfies = wks_duck_get_number(&rows, 4)};
            list[(*n)++] = last;
            code = last.period == NULL || last.area == NULL || last.stratum == NULL
                       ? wks_arena_fail(err)
                       : WKS_OK;
        }
    }
    wks_duck_close_rows(&rows);
    wks_buffer_clear(&sql);
    *out = list;
    return code;
}

wks_code wks_vault_is_source_invented(wks_vault *vault, const wks_source *source, wks_arena *arena,
                                      bool *out, wks_error *err)
{
    const wks_duck_value values[] = {wks_duck_text(source->id)};
    wks_duck_rows rows;
    size_t n = 0;
    size_t n_invented = 0;
    *out = false;
    if (source->n_invented_files == 0) {
        return WKS_OK;
    }
    WKS_TRY(wks_vault_query(vault, "source_hashes.sql", values, 1, &rows, err));
    while (wks_duck_next(&rows)) {
        const char *hash = wks_duck_get_text(&rows, 0, arena);
        if (hash == NULL) {
            wks_duck_close_rows(&rows);
            return wks_arena_fail(err);
        }
        n++;
        n_invented += wks_source_is_invented_file(source, hash);
    }
    wks_duck_close_rows(&rows);
    *out = n > 0 && n_invented == n;
    return WKS_OK;
}

static wks_code read_cell(wks_duck_rows *rows, wks_arena *arena, void *item, wks_error *err)
{
    wks_record_cell *out = item;
    *out = (wks_record_cell){
        .area = wks_duck_get_text(rows, 0, arena),
        .period = wks_duck_get_text(rows, 1, arena),
        .age_from = (int)wks_duck_get_integer(rows, 2),
        .sex = wks_duck_get_text(rows, 3, arena),
        .n = wks_duck_get_number(rows, 4),
        .n_satisfies = wks_duck_get_number(rows, 5),
        .weight = wks_duck_get_number(rows, 6),
        .delivery = (int)wks_duck_get_integer(rows, 7),
    };
    return out->area == NULL || out->period == NULL || out->sex == NULL ? wks_arena_fail(err)
                                                                        : WKS_OK;
}

wks_code wks_vault_count_cells(wks_vault *vault, const wks_source *source,
                               const wks_measure *measure, const wks_breakdown *breakdown,
                               wks_level level, wks_arena *arena, wks_record_cell **out, size_t *n,
                               wks_error *err)
{
    wks_buffer sql = {0};
    *n = 0;
    WKS_TRY(require_records(vault, source, err));
    wks_sql_count_cells(&sql, source, measure, breakdown, level);
    return read_list(vault, &sql, sizeof **out, read_cell, arena, out, n, err);
}

/* GM0153, WK015301 and BU01530100: the level is in the length. */
static wks_level level_of_length(int64_t length)
{
    return length >= 10 ? WKS_LEVEL_BUURT : length >= 8 ? WKS_LEVEL_WIJK : WKS_LEVEL_GEMEENTE;
}

static wks_code read_period(wks_duck_rows *rows, wks_arena *arena, void *item, wks_error *err)
{
    wks_record_period *out = item;
    *out = (wks_record_period){.period = wks_duck_get_text(rows, 0, arena),
                               .finest = level_of_length(wks_duck_get_integer(rows, 1)),
                               .delivery = (int)wks_duck_get_integer(rows, 2)};
    return out->period == NULL ? wks_arena_fail(err) : WKS_OK;
}

wks_code wks_vault_record_periods(wks_vault *vault, const wks_source *source, wks_arena *arena,
                                  wks_record_period **out, size_t *n, wks_error *err)
{
    wks_buffer sql = {0};
    *n = 0;
    WKS_TRY(require_records(vault, source, err));
    wks_sql_record_periods(&sql, source);
    return read_list(vault, &sql, sizeof **out, read_period, arena, out, n, err);
}

static wks_code read_mean(wks_duck_rows *rows, wks_arena *arena, void *item, wks_error *err)
{
    wks_record_mean *out = item;
    *out = (wks_record_mean){
        .area = wks_duck_get_text(rows, 0, arena),
        .period = wks_duck_get_text(rows, 1, arena),
        .n = wks_duck_get_number(rows, 2),
        .n_persons = wks_duck_get_number(rows, 3),
        .mean = wks_duck_get_number(rows, 4),
        .variance = wks_duck_get_number(rows, 5),
        .delivery = (int)wks_duck_get_integer(rows, 6),
        .n_providers = wks_duck_get_number(rows, 7),
        .largest = NAN,
        .second = NAN,
    };
    return out->area == NULL || out->period == NULL ? wks_arena_fail(err) : WKS_OK;
}

/* What the two who have most of a sum have of it; both lists are sorted by area and period. */
static wks_code add_largest(wks_vault *vault, wks_buffer *sql, wks_record_mean *means, size_t n,
                            wks_error *err)
{
    wks_duck_rows rows = {0};
    size_t at = 0;
    wks_code code = ask(vault, sql, NULL, 0, &rows, err);
    while (code == WKS_OK && wks_duck_next(&rows)) {
        while (at < n && !(wks_duck_is_text(&rows, 0, means[at].area) &&
                           wks_duck_is_text(&rows, 1, means[at].period))) {
            at++;
        }
        if (at < n) {
            means[at].largest = wks_duck_get_number(&rows, 2);
            means[at].second = wks_duck_get_number(&rows, 3);
        }
    }
    wks_duck_close_rows(&rows);
    wks_buffer_clear(sql);
    return code;
}

wks_code wks_vault_mean_records(wks_vault *vault, const wks_source *source,
                                const wks_measure *measure, const wks_breakdown *breakdown,
                                wks_level level, wks_arena *arena, wks_record_mean **out, size_t *n,
                                wks_error *err)
{
    wks_buffer sql = {0};
    *n = 0;
    WKS_TRY(require_records(vault, source, err));
    wks_sql_mean_records(&sql, source, measure, breakdown, level);
    WKS_TRY(read_list(vault, &sql, sizeof **out, read_mean, arena, out, n, err));
    wks_sql_largest_records(&sql, source, measure, breakdown, level);
    return add_largest(vault, &sql, *out, *n, err);
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
