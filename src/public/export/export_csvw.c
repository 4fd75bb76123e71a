/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/export/export_csvw.h"

#include "base/json.h"
#include "public/export/export_columns.h"
#include "public/export/export_words.h"

#include <stddef.h>

static void write_datatype(wks_json *json, const wks_export_column *column)
{
    wks_json_key(json, "datatype");
    if (!column->is_number && column->pattern == NULL) {
        wks_json_text(json, "string");
        return;
    }
    wks_json_open_object(json);
    wks_json_member_text(json, "base", column->is_number ? "number" : "string");
    if (column->is_number) {
        wks_json_key(json, "format");
        wks_json_open_object(json);
        wks_json_member_text(json, "decimalChar", ".");
        wks_json_close_object(json);
    } else {
        wks_json_member_text(json, "format", column->pattern);
    }
    wks_json_close_object(json);
}

static void write_schema(wks_json *json, const wks_export_column *columns, size_t n)
{
    wks_json_key(json, "tableSchema");
    wks_json_open_object(json);
    wks_json_key(json, "columns");
    wks_json_open_array(json);
    for (size_t i = 0; i < n; i++) {
        const wks_export_column *column = &columns[i];
        wks_json_open_object(json);
        wks_json_member_text(json, "name", column->name);
        wks_json_member_text(json, "titles", column->name);
        wks_json_member_text(json, "dc:description", column->meaning);
        write_datatype(json, column);
        wks_json_member_bool(json, "required", column->is_required);
        wks_json_close_object(json);
    }
    wks_json_close_array(json);
    wks_json_key(json, "primaryKey");
    wks_json_open_array(json);
    for (size_t i = 0; i < n; i++) {
        if (columns[i].is_key) {
            wks_json_text(json, columns[i].name);
        }
    }
    wks_json_close_array(json);
    wks_json_close_object(json);
}

static void write_context(wks_json *json)
{
    wks_json_key(json, "@context");
    wks_json_open_array(json);
    wks_json_text(json, "http://www.w3.org/ns/csvw");
    wks_json_open_object(json);
    wks_json_member_text(json, "@language", "nl");
    wks_json_close_object(json);
    wks_json_close_array(json);
}

/* Source, owner and licence, each a list in the same order. */
static void write_sources(wks_json *json, const wks_table *table)
{
    static const char *const keys[] = {"dc:source", "dc:rightsHolder", "dc:license"};
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
        wks_json_key(json, keys[k]);
        wks_json_open_array(json);
        for (size_t i = 0; i < table->n_sources; i++) {
            const wks_table_source *source = &table->sources[i];
            wks_json_text(json, k == 0 ? source->name : k == 1 ? source->owner : source->licence);
        }
        wks_json_close_array(json);
    }
}

static void write_texts(wks_json *json, const char *key, const char *const *texts, size_t n)
{
    wks_json_key(json, key);
    wks_json_open_array(json);
    for (size_t i = 0; i < n; i++) {
        wks_json_text(json, texts[i]);
    }
    wks_json_close_array(json);
}

static void write_release(wks_json *json, const wks_table_release *release)
{
    wks_json_key(json, "dc:issued");
    wks_json_open_object(json);
    wks_json_member_text(json, "@value", release->released_on);
    wks_json_member_text(json, "@type", "xsd:date");
    wks_json_close_object(json);
    wks_json_member_text(json, "dc:isPartOf", release->id);
}

wks_code wks_export_csvw(const wks_table *table, const char *url, wks_arena *arena, wks_buffer *out,
                         wks_error *err)
{
    const char *title = NULL;
    const char **notes = NULL;
    size_t n_notes = 0;
    wks_json json;
    WKS_TRY(wks_export_title(table, arena, &title, err));
    WKS_TRY(wks_export_notes(table, arena, &notes, &n_notes, err));
    wks_json_init(&json, out);
    wks_json_open_object(&json);
    write_context(&json);
    wks_json_member_text(&json, "url", url);
    wks_json_member_text(&json, "dc:title", title);
    write_texts(&json, "dc:description", notes, n_notes);
    write_sources(&json, table);
    write_release(&json, &table->release);
    wks_json_member_text(&json, "schema:version", table->indicator.definition);
    write_schema(&json, wks_export_columns, WKS_EXPORT_N_COLUMNS);
    wks_json_close_object(&json);
    return wks_buffer_check(out, err);
}

wks_code wks_export_csvw_list(const wks_export_list *list, const wks_table_release *release,
                              const char *url, wks_buffer *out, wks_error *err)
{
    wks_json json;
    wks_json_init(&json, out);
    wks_json_open_object(&json);
    write_context(&json);
    wks_json_member_text(&json, "url", url);
    wks_json_member_text(&json, "dc:title", list->title);
    write_release(&json, release);
    write_schema(&json, list->columns, list->n_columns);
    wks_json_close_object(&json);
    return wks_buffer_check(out, err);
}
