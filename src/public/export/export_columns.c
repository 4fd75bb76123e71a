/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/export/export_columns.h"

#include <math.h>
#include <stddef.h>

typedef enum column {
    COLUMN_INDICATOR,
    COLUMN_BREAKDOWN,
    COLUMN_LEVEL,
    COLUMN_AREA,
    COLUMN_AREA_NAME,
    COLUMN_PERIOD,
    COLUMN_VALUE,
    COLUMN_LOWER,
    COLUMN_UPPER,
    COLUMN_STATUS,
    COLUMN_METHOD,
    COLUMN_FLAGS,
    COLUMN_VERDICT,
    COLUMN_REASON,
    COLUMN_DIFFERENCE,
    COLUMN_DIFFERENCE_LOWER,
    COLUMN_DIFFERENCE_UPPER,
    COLUMN_UNIT,
    N_COLUMNS
} column;

_Static_assert((int)N_COLUMNS == (int)WKS_EXPORT_N_COLUMNS, "the header counts them");

const wks_export_column wks_export_columns[WKS_EXPORT_N_COLUMNS] = {
    [COLUMN_INDICATOR] = {.name = "indicator",
                          .meaning = "Het onderwerp, met zijn vaste naam.",
                          .is_required = true,
                          .is_key = true},
    [COLUMN_BREAKDOWN] = {.name = "uitsplitsing",
                          .meaning = "Over wie het cijfer gaat, bijvoorbeeld een leeftijdsgroep.",
                          .is_required = true,
                          .is_key = true},
    [COLUMN_LEVEL] = {.name = "niveau",
                      .meaning = "Het soort gebied.",
                      .pattern = "land|regio|gemeente|wijk|buurt",
                      .is_required = true},
    [COLUMN_AREA] = {.name = "gebied",
                     .meaning = "De code van het gebied, zoals het CBS die geeft.",
                     .pattern = "[A-Z]{2}[0-9A-Z]{2,9}",
                     .is_required = true,
                     .is_key = true},
    [COLUMN_AREA_NAME] = {.name = "gebiedsnaam",
                          .meaning = "De naam van het gebied. Begint een naam met een teken dat in "
                                     "een rekenblad een formule maakt, dan staat er in CSV een ' "
                                     "voor.",
                          .is_required = true},
    [COLUMN_PERIOD] = {.name = "periode",
                       .meaning = "Het jaar.",
                       .is_required = true,
                       .is_key = true},
    [COLUMN_VALUE] = {.name = "waarde",
                      .meaning =
                          "Het cijfer, in de eenheid van de kolom eenheid. Leeg is nooit nul: "
                          "de kolom status zegt waarom er geen cijfer is.",
                      .is_number = true},
    [COLUMN_LOWER] = {.name = "onder",
                      .meaning =
                          "De ondergrens van het 95%-interval; leeg als er geen interval is.",
                      .is_number = true},
    [COLUMN_UPPER] = {.name = "boven",
                      .meaning =
                          "De bovengrens van het 95%-interval; leeg als er geen interval is.",
                      .is_number = true},
    [COLUMN_STATUS] = {.name = "status",
                       .meaning = "Wat voor cijfer dit is, of waarom er geen cijfer is.",
                       .pattern = "gemeten|schatting|omgerekend|voorlopig|geheim|onbetrouwbaar|"
                                  "ontbreekt|nvt|nognietvrij|grens",
                       .is_required = true},
    [COLUMN_METHOD] = {.name = "methode",
                       .meaning = "Hoe het interval is gemaakt; leeg als er geen interval is.",
                       .pattern = "wilson|wilson_weighted|byar|mean|source|model"},
    [COLUMN_FLAGS] = {.name = "vlaggen",
                      .meaning = "Waar bij dit cijfer op te letten is; met een spatie ertussen."},
    [COLUMN_VERDICT] = {.name = "oordeel",
                        .meaning = "Of het cijfer verschilt van de rest van de gemeente of regio. "
                                   "Hoger is niet beter of slechter.",
                        .pattern = "hoger|lager|geen_verschil|geen",
                        .is_required = true},
    [COLUMN_REASON] = {.name = "reden",
                       .meaning = "Waarom er geen oordeel is; leeg als er een oordeel is."},
    [COLUMN_DIFFERENCE] = {.name = "verschil",
                           .meaning = "Het cijfer min dat van de rest van de gemeente of regio.",
                           .is_number = true,
                           .extra_decimals = 1},
    [COLUMN_DIFFERENCE_LOWER] = {.name = "verschilOnder",
                                 .meaning = "De ondergrens van het 95%-interval van het verschil.",
                                 .is_number = true,
                                 .extra_decimals = 1},
    [COLUMN_DIFFERENCE_UPPER] = {.name = "verschilBoven",
                                 .meaning = "De bovengrens van het 95%-interval van het verschil.",
                                 .is_number = true,
                                 .extra_decimals = 1},
    [COLUMN_UNIT] = {.name = "eenheid", .meaning = "De eenheid van het cijfer."},
};

static wks_export_cell text_cell(const char *text)
{
    return (wks_export_cell){text, NAN};
}

static wks_export_cell number_cell(double number)
{
    return (wks_export_cell){NULL, number};
}

void wks_export_cells(const wks_table *table, const wks_table_row *row,
                      wks_export_cell out[static WKS_EXPORT_N_COLUMNS])
{
    const wks_table_area *area = &table->areas[row->area];
    out[COLUMN_INDICATOR] = text_cell(table->indicator.id);
    out[COLUMN_BREAKDOWN] = text_cell(table->breakdowns[row->breakdown].id);
    out[COLUMN_LEVEL] = text_cell(area->level);
    out[COLUMN_AREA] = text_cell(area->code);
    out[COLUMN_AREA_NAME] = text_cell(area->name);
    out[COLUMN_PERIOD] = text_cell(table->periods[row->period]);
    out[COLUMN_VALUE] = number_cell(row->value.value);
    out[COLUMN_LOWER] = number_cell(row->value.lower);
    out[COLUMN_UPPER] = number_cell(row->value.upper);
    out[COLUMN_STATUS] = text_cell(wks_status_dutch_code(row->value.status));
    out[COLUMN_METHOD] = text_cell(row->method->json);
    out[COLUMN_FLAGS] = text_cell(row->flags);
    out[COLUMN_VERDICT] = text_cell(row->verdict->json);
    out[COLUMN_REASON] = text_cell(row->reason->json);
    out[COLUMN_DIFFERENCE] = number_cell(row->difference);
    out[COLUMN_DIFFERENCE_LOWER] = number_cell(row->difference_lower);
    out[COLUMN_DIFFERENCE_UPPER] = number_cell(row->difference_upper);
    out[COLUMN_UNIT] = text_cell(table->indicator.unit);
}
