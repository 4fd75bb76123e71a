/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/intake/csv_record.h"

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* Behind the line end at at; CRLF is one. */
static const char *skip_line_end(const char *at, const char *end)
{
    return at + (*at == '\r' && at + 1 < end && at[1] == '\n' ? 2 : 1);
}

/* From behind the opening quote to behind the closing one, or end when it does not close. */
static const char *skip_quoted(const char *at, const char *end, wks_csv_record *record)
{
    while (at < end) {
        if (*at == WKS_CSV_QUOTE) {
            if (at + 1 < end && at[1] == WKS_CSV_QUOTE) {
                at += 2;
                continue;
            }
            return at + 1;
        }
        if (is_line_end(*at)) {
            at = skip_line_end(at, end);
            record->n_lines++;
        } else {
            at++;
        }
    }
    record->has_open_quote = true;
    return end;
}

static const char *skip_plain(const char *at, const char *end, char delimiter)
{
    while (at < end && *at != delimiter && *at != '\n' && *at != '\r') {
        at++;
    }
    return at;
}

wks_csv_record wks_csv_record_measure(wks_span text, char delimiter)
{
    const char *at = text.at;
    const char *end = text.at + text.n;
    wks_csv_record record = {.n_fields = 1, .is_blank = is_line_end(*at)};
    while (at < end) {
        if (*at == WKS_CSV_QUOTE) {
            at = skip_quoted(at + 1, end, &record);
            if (at < end && *at != delimiter && !is_line_end(*at)) {
                record.has_text_after_quote = true;
            }
        }
        at = skip_plain(at, end, delimiter);
        if (at == end) {
            break;
        }
        if (is_line_end(*at)) {
            at = skip_line_end(at, end);
            record.n_lines++;
            record.is_closed = true;
            break;
        }
        at++;
        record.n_fields++;
    }
    record.n_bytes = (size_t)(at - text.at);
    return record;
}

/* A quoted cell without its quotes; in place when none is doubled. */
static wks_code unquote(wks_span raw, wks_arena *arena, wks_span *out, wks_error *err)
{
    char *copy = NULL;
    WKS_TRY(wks_arena_take(arena, raw.n + 1, 1, &copy, err));
    size_t n = 0;
    bool is_inside = true;
    for (size_t i = 1; i < raw.n; i++) {
        if (is_inside && raw.at[i] == WKS_CSV_QUOTE) {
            if (i + 1 < raw.n && raw.at[i + 1] == WKS_CSV_QUOTE) {
                i++;
            } else {
                is_inside = false;
                continue;
            }
        }
        copy[n++] = raw.at[i];
    }
    *out = (wks_span){copy, n};
    return WKS_OK;
}

wks_code wks_csv_record_cells(wks_span text, char delimiter, wks_arena *arena, wks_span **cells,
                              size_t *n_cells, wks_error *err)
{
    wks_csv_record record = wks_csv_record_measure(text, delimiter);
    const char *end = text.at + record.n_bytes;
    while (record.is_closed && end > text.at && is_line_end(end[-1])) {
        end--; /* a closed record ends in CR, LF or both; a cell cannot end in one unquoted */
    }
    WKS_TRY(wks_arena_take(arena, record.n_fields, sizeof **cells, cells, err));
    *n_cells = record.n_fields;
    const char *at = text.at;
    for (size_t i = 0; i < record.n_fields; i++) {
        const char *start = at;
        if (at < end && *at == WKS_CSV_QUOTE) {
            at = skip_quoted(at + 1, end, &record);
        }
        at = skip_plain(at, end, delimiter);
        wks_span raw = {start, (size_t)(at - start)};
        if (raw.n > 0 && *raw.at == WKS_CSV_QUOTE) {
            WKS_TRY(unquote(raw, arena, &(*cells)[i], err));
        } else {
            (*cells)[i] = raw;
        }
        at += at < end ? 1 : 0;
    }
    return WKS_OK;
}
