/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/export/export_gaps.h"

#include "public/export/export_csvw.h"
#include "public/export/export_grid.h"
#include "public/export/export_words.h"
#include "public/export/export_xlsx.h"
#include "public/export/gaps_json_stat.h"
#include "public/picture/picture_gap_table.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define CODES "[a-z_]+"

static const wks_export_column columns[] = {
    {.name = "indicator",
     .meaning = "De vaste naam van het onderwerp.",
     .is_required = true,
     .is_key = true},
    {.name = "naam", .meaning = "De naam in woorden.", .is_required = true},
    {.name = "eenheid", .meaning = "De eenheid van het cijfer."},
    {.name = "soort",
     .meaning = "Tussen wie: gebieden op volgorde, gebieden zonder volgorde, leeftijden of "
                "vrouwen en mannen.",
     .pattern = CODES,
     .is_required = true,
     .is_key = true},
    {.name = "uitsplitsing",
     .meaning = "Over welke mensen het gaat. Leeg tussen groepen mensen.",
     .is_key = true},
    {.name = "niveau",
     .meaning = "Welke gebieden zijn vergeleken, of het soort gebied waarin groepen zijn "
                "vergeleken.",
     .pattern = "land|regio|gemeente|wijk|buurt",
     .is_required = true,
     .is_key = true},
    {.name = "gebied",
     .meaning = "De code van het gebied waarin is vergeleken.",
     .pattern = "[A-Z]{2}[0-9A-Z]{2,9}",
     .is_required = true,
     .is_key = true},
    {.name = "gebiedsnaam", .meaning = "De naam van dat gebied.", .is_required = true},
    {.name = "periode",
     .meaning = "De periode van de cijfers.",
     .is_required = true,
     .is_key = true},
    {.name = "ordeningPeriode", .meaning = "De periode van wat de gebieden op volgorde zet."},
    {.name = "gewichtPeriode", .meaning = "De periode van de inwoners die een gebied wegen."},
    {.name = "gebieden", .meaning = "Hoeveel gebieden een cijfer hebben.", .is_number = true},
    {.name = "gebiedenAlle", .meaning = "Hoeveel gebieden er zijn.", .is_number = true},
    {.name = "deel",
     .meaning = "Hoeveel procent van de inwoners in gebieden met een cijfer woont.",
     .is_number = true},
    {.name = "eersteGroep",
     .meaning = "De uitsplitsing van de eerste groep: de jongste, of het eerste geslacht."},
    {.name = "laatsteGroep",
     .meaning = "De uitsplitsing van de laatste groep: de oudste, of het andere geslacht."},
    {.name = "eerste",
     .meaning = "Het cijfer aan het ene uiteinde: minst bevoordeeld, of de eerste groep.",
     .is_number = true},
    {.name = "laatste",
     .meaning = "Het cijfer aan het andere uiteinde: meest bevoordeeld, of de laatste groep.",
     .is_number = true},
    {.name = "absoluut",
     .meaning = "Het eerste min het laatste (bij volgorde de SII); bij gebieden zonder volgorde "
                "hun afwijking.",
     .is_number = true},
    {.name = "absoluutOnder", .meaning = "De ondergrens van het 95%-interval.", .is_number = true},
    {.name = "absoluutBoven", .meaning = "De bovengrens van het 95%-interval.", .is_number = true},
    {.name = "relatief",
     .meaning = "Het eerste gedeeld door het laatste (bij volgorde de RII); bij gebieden zonder "
                "volgorde hun gemiddelde afstand in procent van het gemiddelde.",
     .is_number = true},
    {.name = "relatiefOnder", .meaning = "De ondergrens van het 95%-interval.", .is_number = true},
    {.name = "relatiefBoven", .meaning = "De bovengrens van het 95%-interval.", .is_number = true},
    {.name = "reden",
     .meaning = "Waarom er geen absoluut verschil is, of geen interval.",
     .pattern = CODES},
    {.name = "redenRelatief",
     .meaning = "Waarom er geen relatief verschil is, of geen interval.",
     .pattern = CODES},
    {.name = "uitModel",
     .meaning = "Of cijfers uit een model komen. Een deel van het verschil kan dan uit het model "
                "komen.",
     .pattern = "ja|nee",
     .is_required = true},
    {.name = "veranderingVan",
     .meaning = "De eerste periode van de verandering, die tot deze periode loopt. Alleen bij de "
                "laatste periode."},
    {.name = "verandering",
     .meaning = "Het absolute verschil van nu min dat van toen.",
     .is_number = true},
    {.name = "veranderingOnder",
     .meaning = "De ondergrens van het 95%-interval.",
     .is_number = true},
    {.name = "veranderingBoven",
     .meaning = "De bovengrens van het 95%-interval.",
     .is_number = true},
    {.name = "veranderingRelatief",
     .meaning = "Het relatieve verschil van nu gedeeld door dat van toen.",
     .is_number = true},
    {.name = "veranderingRelatiefOnder",
     .meaning = "De ondergrens van het 95%-interval.",
     .is_number = true},
    {.name = "veranderingRelatiefBoven",
     .meaning = "De bovengrens van het 95%-interval.",
     .is_number = true},
    {.name = "beweging",
     .meaning = "Wat er van het absolute verschil werd, als het interval dat draagt.",
     .pattern = CODES},
    {.name = "redenVerandering",
     .meaning = "Waarom er geen verandering is, of geen interval.",
     .pattern = CODES},
};

enum {
    N_COLUMNS = COUNT(columns)
};

static const wks_export_format formats[] = {WKS_EXPORT_CSV, WKS_EXPORT_CSV_DUTCH, WKS_EXPORT_CSVW,
                                            WKS_EXPORT_JSON_STAT, WKS_EXPORT_XLSX};

bool wks_export_gap_format_parse(const char *id, wks_export_format *out)
{
    for (size_t i = 0; i < COUNT(formats); i++) {
        if (strcmp(id, wks_export_format_id(formats[i])) == 0) {
            *out = formats[i];
            return true;
        }
    }
    return false;
}

/* ---- rows ---------------------------------------------------------------------------------- */

typedef struct collecting {
    wks_export_grid *grid;
    wks_arena *arena;
    size_t room; /* of cells */
} collecting;

/* One row while its cells are put one after another. */
typedef struct line {
    wks_arena *arena;
    wks_export_cell *cells;
    size_t n;
    bool is_out_of_memory;
} line;

static void put_text(line *at, const char *text)
{
    const char *kept = text == NULL ? NULL : wks_arena_text(at->arena, text);
    at->is_out_of_memory = at->is_out_of_memory || (text != NULL && kept == NULL);
    at->cells[at->n++] = (wks_export_cell){.text = kept, .number = NAN};
}

static void put_number(line *at, double number)
{
    at->cells[at->n++] = (wks_export_cell){.number = number};
}

static void put_numbers(line *at, const wks_gap_number *number)
{
    put_number(at, number->value);
    put_number(at, number->lower);
    put_number(at, number->upper);
}

static void put_change(line *at, const wks_gap_row *row)
{
    const bool is_there = row->since != NULL;
    put_text(at, row->since);
    put_numbers(at, &row->change);
    put_numbers(at, &row->relative_change);
    put_text(at, is_there ? row->movement->json : NULL);
    put_text(at, is_there ? row->change_reason->json : NULL);
}

static void put_row(line *at, const wks_gap_row *row)
{
    const bool is_of_areas = row->breakdown != NULL;
    put_text(at, row->indicator);
    put_text(at, row->name);
    put_text(at, row->unit);
    put_text(at, row->kind->json);
    put_text(at, row->breakdown);
    put_text(at, row->level);
    put_text(at, row->area);
    put_text(at, row->area_name);
    put_text(at, row->period);
    put_text(at, row->order_period);
    put_text(at, row->weight_period);
    put_number(at, is_of_areas ? (double)row->n_areas : NAN);
    put_number(at, is_of_areas ? (double)row->n_all : NAN);
    put_number(at, row->share);
    put_text(at, row->first_group);
    put_text(at, row->last_group);
    put_number(at, row->first);
    put_number(at, row->last);
    put_numbers(at, &row->absolute);
    put_numbers(at, &row->relative);
    put_text(at, row->reason->json);
    put_text(at, row->relative_reason->json);
    put_text(at, row->is_modelled ? "ja" : "nee");
    put_change(at, row);
}

static wks_code collect(const wks_gap_row *row, void *context, wks_error *err)
{
    collecting *at = context;
    wks_export_grid *grid = at->grid;
    wks_export_cell cells[N_COLUMNS];
    line one = {.arena = at->arena, .cells = cells};
    put_row(&one, row);
    assert(one.n == N_COLUMNS);
    if (one.is_out_of_memory) {
        return wks_arena_fail(err);
    }
    WKS_TRY(wks_arena_grow(at->arena, &grid->cells, grid->n_rows, &at->room, sizeof cells, err));
    memcpy(grid->cells + grid->n_rows * N_COLUMNS, cells, sizeof cells);
    grid->n_rows++;
    return WKS_OK;
}

/* ---- what goes with them ------------------------------------------------------------------- */

static const char *const notes[] = {
    WKS_EXPORT_INVENTED, /* the first, where it holds */
    "Alles is gerekend uit cijfers die iedereen kan zien. Een verborgen cijfer telt nergens mee.",
    ("Een verschil zegt niet waardoor het komt. Verschillen tussen wijken zijn geen verschillen "
     "tussen mensen."),
    "Een lege cel is nooit nul. De reden staat in de kolom reden.",
};

typedef struct words_of {
    const char *column;
    const wks_verdict_word *(*word)(size_t i);
    size_t n;
} words_of;

static const wks_verdict_word *kind_at(size_t i)
{
    return wks_gap_kind_word((wks_gap_kind)i);
}

static const wks_verdict_word *reason_at(size_t i)
{
    return wks_gap_reason_word((wks_gap_reason)i);
}

static const wks_verdict_word *movement_at(size_t i)
{
    return wks_gap_movement_word((wks_gap_movement)i);
}

static wks_code add_words(wks_export_grid *grid, wks_arena *arena, wks_error *err)
{
    static const words_of lists[] = {{"soort", kind_at, WKS_GAP_N_KINDS},
                                     {"reden", reason_at, WKS_GAP_N_REASONS},
                                     {"beweging", movement_at, WKS_GAP_UNKNOWN}};
    size_t room = 0;
    for (size_t i = 0; i < COUNT(lists); i++) {
        for (size_t k = 0; k < lists[i].n; k++) {
            const wks_verdict_word *word = lists[i].word(k);
            if (word->json != NULL) {
                WKS_TRY(wks_arena_grow(arena, &grid->words, grid->n_words, &room,
                                       sizeof *grid->words, err));
                grid->words[grid->n_words++] =
                    (wks_grid_word){lists[i].column, word->json, word->dutch};
            }
        }
    }
    return WKS_OK;
}

static wks_code read_grid(wks_picture *picture, int64_t release, const char *indicator,
                          wks_arena *arena, wks_export_grid *out, wks_error *err)
{
    collecting at = {.grid = out, .arena = arena};
    *out = (wks_export_grid){.columns = columns, .n_columns = N_COLUMNS};
    WKS_TRY(wks_picture_table_release(picture, release, arena, &out->release, err));
    const bool is_invented = out->release.is_invented;
    out->notes = is_invented ? notes : notes + 1;
    out->n_notes = COUNT(notes) - (is_invented ? 0 : 1);
    out->title = wks_arena_printf(arena, "Verschillen%s%s, %s%s", indicator == NULL ? "" : ": ",
                                  indicator == NULL ? "" : indicator, out->release.region_name,
                                  is_invented ? " (verzonnen cijfers)" : "");
    if (out->title == NULL) {
        return wks_arena_fail(err);
    }
    WKS_TRY(add_words(out, arena, err));
    return wks_picture_gap_table(picture, release, indicator, collect, &at, err);
}

/* ---- forms --------------------------------------------------------------------------------- */

static wks_code write_list(wks_picture *picture, int64_t release, wks_arena *arena, wks_buffer *out,
                           wks_error *err)
{
    wks_export_grid grid;
    WKS_TRY(read_grid(picture, release, NULL, arena, &grid, err));
    wks_export_grid_csv(&grid, false, out);
    return wks_buffer_check(out, err);
}

const wks_export_list wks_export_gap_list = {"gaps", "Verschillen", columns, N_COLUMNS, write_list};

wks_code wks_export_gaps(wks_picture *picture, int64_t release, const wks_gap_wish *wish,
                         wks_arena *arena, wks_buffer *out, wks_error *err)
{
    wks_export_grid grid;
    WKS_TRY(read_grid(picture, release, wish->indicator, arena, &grid, err));
    switch (wish->format) {
    case WKS_EXPORT_CSVW:
        return wks_export_csvw_list(&wks_export_gap_list, &grid.release, wish->url, out, err);
    case WKS_EXPORT_XLSX:
        return wks_export_xlsx_grid(&grid, arena, out, err);
    case WKS_EXPORT_JSON_STAT:
        return wks_export_gaps_json_stat(&grid, arena, out, err);
    case WKS_EXPORT_CSV:
    case WKS_EXPORT_CSV_DUTCH:
    case WKS_EXPORT_SWING:
    case WKS_EXPORT_SWING_METADATA:
    case WKS_EXPORT_N_FORMATS:
        break;
    }
    wks_export_grid_csv(&grid, wish->format == WKS_EXPORT_CSV_DUTCH, out);
    return wks_buffer_check(out, err);
}

const char *wks_export_gaps_name(const wks_table_release *release, const wks_gap_wish *wish,
                                 wks_arena *arena)
{
    return wks_arena_printf(arena, "verschillen%s%s%s_uitgave-%s%s",
                            wish->indicator == NULL ? "" : "_",
                            wish->indicator == NULL ? "" : wish->indicator,
                            release->is_invented ? "_verzonnen-cijfers" : "", release->released_on,
                            wks_export_format_ending(wish->format));
}
