/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/record_json.h"

#include <time.h>

static void write_time(const char *key, int64_t seconds, wks_json *json)
{
    char text[32];
    struct tm parts;
    const time_t at = seconds;
    gmtime_r(&at, &parts);
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    wks_json_member_text(json, key, text);
}

void wks_record_json(const wks_record *record, wks_json *json)
{
    wks_json_open_object(json);
    wks_json_member_integer(json, "nummer", record->number);
    wks_json_member_text(json, "soort", record->kind);
    wks_json_member_integer(json, "versie", record->version);
    write_time("gewijzigd", record->changed_at, json);
    wks_json_member_text(json, "door", record->organisation);
    wks_json_member_bool(json, "gesloten", record->is_closed);
    wks_json_key(json, "inhoud");
    wks_json_raw(json, record->body);
    wks_json_close_object(json);
}

void wks_record_json_list(const wks_records *records, wks_json *json)
{
    wks_json_open_array(json);
    for (size_t i = 0; i < records->n; i++) {
        wks_record_json(&records->items[i], json);
    }
    wks_json_close_array(json);
}

void wks_record_json_versions(const wks_records *versions, wks_json *json)
{
    wks_json_open_array(json);
    for (size_t i = 0; i < versions->n; i++) {
        const wks_record *version = &versions->items[i];
        wks_json_open_object(json);
        wks_json_member_integer(json, "versie", version->version);
        write_time("gewijzigd", version->changed_at, json);
        wks_json_member_text(json, "persoon", version->person);
        wks_json_member_text(json, "organisatie", version->organisation);
        wks_json_member_bool(json, "gesloten", version->is_closed);
        wks_json_key(json, "inhoud");
        wks_json_raw(json, version->body);
        wks_json_close_object(json);
    }
    wks_json_close_array(json);
}

void wks_record_json_links(const wks_record_links *links, wks_json *json)
{
    wks_json_open_array(json);
    for (size_t i = 0; i < links->n; i++) {
        const wks_record_link *link = &links->items[i];
        wks_json_open_object(json);
        wks_json_member_integer(json, "van", link->origin);
        wks_json_member_integer(json, "naar", link->target);
        wks_json_member_text(json, "relatie", link->relation);
        wks_json_member_text(json, "toelichting", link->note);
        wks_json_close_object(json);
    }
    wks_json_close_array(json);
}

/* ---- kinds --------------------------------------------------------------------------------- */

static const char *word_of(wks_shape_kind kind)
{
    static const char *const words[] = {
        [WKS_SHAPE_TEXT] = "regel",   [WKS_SHAPE_LINES] = "tekst",    [WKS_SHAPE_DATE] = "datum",
        [WKS_SHAPE_NUMBER] = "getal", [WKS_SHAPE_WHOLE] = "aantal",   [WKS_SHAPE_YES_NO] = "ja_nee",
        [WKS_SHAPE_CHOICE] = "keuze", [WKS_SHAPE_CHOICES] = "keuzes", [WKS_SHAPE_TEXTS] = "regels",
        [WKS_SHAPE_ROWS] = "rijen",
    };
    return words[kind];
}

static void write_field(const wks_shape_field *field, wks_json *json)
{
    wks_json_member_text(json, "naam", field->name);
    wks_json_member_text(json, "soort", word_of(field->kind));
    wks_json_member_bool(json, "verplicht", field->is_required);
    wks_json_key(json, "keuzes");
    wks_json_open_array(json);
    for (size_t i = 0; field->choices != NULL && field->choices[i] != NULL; i++) {
        wks_json_text(json, field->choices[i]);
    }
    wks_json_close_array(json);
}

static void write_rows(const wks_shape *shape, wks_json *json)
{
    wks_json_open_array(json);
    for (size_t i = 0; shape != NULL && i < shape->n; i++) {
        wks_json_open_object(json);
        write_field(&shape->fields[i], json);
        wks_json_close_object(json);
    }
    wks_json_close_array(json);
}

static void write_shape(const wks_shape *shape, wks_json *json)
{
    wks_json_open_array(json);
    for (size_t i = 0; i < shape->n; i++) {
        wks_json_open_object(json);
        write_field(&shape->fields[i], json);
        wks_json_key(json, "velden");
        write_rows(shape->fields[i].rows, json);
        wks_json_close_object(json);
    }
    wks_json_close_array(json);
}

void wks_record_json_kinds(wks_json *json)
{
    size_t n = 0;
    const wks_record_kind *kinds = wks_record_kinds(&n);
    wks_json_open_object(json);
    wks_json_key(json, "soorten");
    wks_json_open_array(json);
    for (size_t i = 0; i < n; i++) {
        wks_json_open_object(json);
        wks_json_member_text(json, "naam", kinds[i].name);
        wks_json_key(json, "velden");
        write_shape(&kinds[i].shape, json);
        wks_json_close_object(json);
    }
    wks_json_close_array(json);
    const wks_record_relation *relations = wks_record_relations(&n);
    wks_json_key(json, "relaties");
    wks_json_open_array(json);
    for (size_t i = 0; i < n; i++) {
        wks_json_open_object(json);
        wks_json_member_text(json, "naam", relations[i].name);
        wks_json_member_text(json, "van", relations[i].from);
        wks_json_member_text(json, "naar", relations[i].to);
        wks_json_close_object(json);
    }
    wks_json_close_array(json);
    wks_json_close_object(json);
}
