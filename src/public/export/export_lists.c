/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/export/export_lists.h"

#include "public/export/export_csv.h"

#include <string.h>

static const wks_export_column area_columns[] = {
    {.name = "gebied",
     .meaning = "De code van het gebied, zoals het CBS die geeft.",
     .pattern = "[A-Z]{2}[0-9A-Z]{2,9}",
     .is_required = true,
     .is_key = true},
    {.name = "gebiedsnaam", .meaning = "De naam van het gebied.", .is_required = true},
    {.name = "niveau",
     .meaning = "Het soort gebied.",
     .pattern = "land|regio|gemeente|wijk|buurt",
     .is_required = true},
    {.name = "ouder", .meaning = "De code van het gebied waar het in ligt."},
    {.name = "edities", .meaning = "De jaren van de indeling waarin de code bestaat."},
};

static const wks_export_column indicator_columns[] = {
    {.name = "indicator",
     .meaning = "De vaste naam van het onderwerp.",
     .is_required = true,
     .is_key = true},
    {.name = "code", .meaning = "De korte code."},
    {.name = "naam", .meaning = "De naam in woorden.", .is_required = true},
    {.name = "eenheid", .meaning = "De eenheid van het cijfer."},
    {.name = "decimalen",
     .meaning = "Hoeveel cijfers achter de komma zinvol zijn.",
     .is_number = true},
    {.name = "bevolking", .meaning = "Over wie het gaat."},
    {.name = "teller", .meaning = "Wat wordt geteld."},
    {.name = "noemer", .meaning = "Waardoor wordt gedeeld."},
    {.name = "toelichting", .meaning = "Wat een lezer moet weten."},
    {.name = "definitie",
     .meaning = "De versie van de definitie.",
     .pattern = "[0-9a-f]{12}",
     .is_required = true},
};

static const wks_export_column source_columns[] = {
    {.name = "bron", .meaning = "De vaste naam van de bron.", .is_required = true, .is_key = true},
    {.name = "naam", .meaning = "De naam in woorden.", .is_required = true},
    {.name = "eigenaar", .meaning = "Van wie de cijfers zijn."},
    {.name = "licentie", .meaning = "Waarvoor de cijfers mogen dienen."},
    {.name = "website", .meaning = "Waar de eigenaar ze geeft."},
    {.name = "toelichting", .meaning = "Wat een lezer moet weten."},
};

static void start(wks_csv_writer *csv, const wks_export_column *columns, size_t n, wks_buffer *out)
{
    wks_csv_init(csv, out, false);
    for (size_t i = 0; i < n; i++) {
        wks_csv_text(csv, columns[i].name);
    }
    wks_csv_end_line(csv);
}

static void put_texts(wks_csv_writer *csv, const char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        wks_csv_text(csv, texts[i]);
    }
}

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static wks_code write_areas(wks_picture *picture, int64_t release, wks_arena *arena,
                            wks_buffer *out, wks_error *err)
{
    wks_csv_writer csv;
    wks_table_area *areas = NULL;
    size_t n = 0;
    WKS_TRY(wks_picture_table_areas(picture, release, arena, &areas, &n, err));
    start(&csv, area_columns, COUNT(area_columns), out);
    for (size_t i = 0; i < n; i++) {
        char *editions = wks_arena_text(arena, areas[i].editions);
        if (editions == NULL) {
            return wks_arena_fail(err);
        }
        for (char *comma = strchr(editions, ','); comma != NULL; comma = strchr(comma, ',')) {
            *comma = ' ';
        }
        const char *const texts[] = {areas[i].code, areas[i].name, areas[i].level, areas[i].parent,
                                     editions};
        put_texts(&csv, texts, COUNT(texts));
        wks_csv_end_line(&csv);
    }
    return wks_buffer_check(out, err);
}

static wks_code write_indicators(wks_picture *picture, int64_t release, wks_arena *arena,
                                 wks_buffer *out, wks_error *err)
{
    wks_csv_writer csv;
    wks_table_indicator *list = NULL;
    size_t n = 0;
    WKS_TRY(wks_picture_table_indicators(picture, release, arena, &list, &n, err));
    start(&csv, indicator_columns, COUNT(indicator_columns), out);
    for (size_t i = 0; i < n; i++) {
        const char *const before[] = {list[i].id, list[i].code, list[i].name, list[i].unit};
        const char *const after[] = {list[i].population, list[i].numerator, list[i].denominator,
                                     list[i].note, list[i].definition};
        put_texts(&csv, before, COUNT(before));
        wks_csv_number(&csv, list[i].decimals);
        put_texts(&csv, after, COUNT(after));
        wks_csv_end_line(&csv);
    }
    return wks_buffer_check(out, err);
}

static wks_code write_sources(wks_picture *picture, int64_t release, wks_arena *arena,
                              wks_buffer *out, wks_error *err)
{
    wks_csv_writer csv;
    wks_table_source *list = NULL;
    size_t n = 0;
    WKS_TRY(wks_picture_table_sources(picture, release, arena, &list, &n, err));
    start(&csv, source_columns, COUNT(source_columns), out);
    for (size_t i = 0; i < n; i++) {
        const char *const texts[] = {list[i].id,      list[i].name,    list[i].owner,
                                     list[i].licence, list[i].website, list[i].note};
        put_texts(&csv, texts, COUNT(texts));
        wks_csv_end_line(&csv);
    }
    return wks_buffer_check(out, err);
}

const wks_export_list wks_export_lists[WKS_EXPORT_N_LISTS] = {
    {"areas", "Gebieden", area_columns, COUNT(area_columns), write_areas},
    {"indicators", "Indicatoren", indicator_columns, COUNT(indicator_columns), write_indicators},
    {"sources", "Bronnen", source_columns, COUNT(source_columns), write_sources},
};
