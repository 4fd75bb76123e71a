/* `wijkscan gate know`: enter into the ledger what others have published about the same persons.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/language.h"
#include "base/text.h"
#include "gate/gate_known.h"
#include "programs/wijkscan/journey.h"
#include "programs/wijkscan/journey_gate.h"
#include "programs/wijkscan/method.h"
#include "programs/wijkscan/today.h"
#include "programs/wijkscan/verb.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* ---- reading --------------------------------------------------------------------------------- */

enum {
    SOURCE,
    PERIOD,
    INDICATOR,
    BREAKDOWN,
    AREA,
    EDITION,
    LEAST,
    MOST,
    N_COLUMNS,
    LAST_YEAR = 9999
};

static const char *const names[N_COLUMNS] = {"source", "period",  "indicator", "breakdown",
                                             "area",   "edition", "least",     "most"};

typedef struct known_file {
    wks_method_data data;
    size_t columns[N_COLUMNS]; /* of n both LEAST and MOST */
} known_file;

static wks_code find_columns(known_file *file, wks_error *err)
{
    size_t n = 0;
    while (n < file->data.n_columns && strcmp(file->data.columns[n], "n") != 0) {
        n++;
    }
    for (size_t i = 0; i < N_COLUMNS; i++) {
        if (i >= LEAST && n < file->data.n_columns) {
            file->columns[i] = n;
        } else {
            WKS_TRY(wks_method_column(&file->data, names[i], &file->columns[i], err));
        }
    }
    return WKS_OK;
}

static const char *cell_of(const known_file *file, size_t row, size_t column)
{
    return file->data.cells[row * file->data.n_columns + file->columns[column]];
}

static wks_code fail_cell(const known_file *file, size_t row, size_t column, const char *expected,
                          wks_error *err)
{
    return wks_fail(
        err, WKS_E_FORMAT,
        wks_tr("%s: line %zu, column %s: expected %s", "%s: regel %zu, kolom %s: verwacht %s"),
        file->data.path, file->data.line[row], file->data.columns[file->columns[column]], expected);
}

static wks_code read_number(const known_file *file, size_t row, size_t column, int64_t most,
                            int64_t *out, wks_error *err)
{
    const char *cell = cell_of(file, row, column);
    if (wks_text_integer((wks_span){cell, strlen(cell)}, out) && *out >= 0 && *out <= most) {
        return WKS_OK;
    }
    return fail_cell(file, row, column,
                     column == EDITION
                         ? wks_tr("the year of the borders", "het jaar van de grenzen")
                         : wks_tr("a number of persons", "een aantal personen"),
                     err);
}

static wks_code read_persons(const known_file *file, size_t row, wks_gate_published *out,
                             wks_error *err)
{
    int64_t edition = 0;
    WKS_TRY(read_number(file, row, EDITION, LAST_YEAR, &edition, err));
    WKS_TRY(read_number(file, row, LEAST, WKS_MOST_PERSONS, &out->least, err));
    WKS_TRY(read_number(file, row, MOST, WKS_MOST_PERSONS, &out->most, err));
    out->edition = (int)edition;
    return out->least <= out->most ? WKS_OK
                                   : fail_cell(file, row, MOST,
                                               wks_tr("as many as in column least, or more",
                                                      "zoveel als in kolom least, of meer"),
                                               err);
}

static wks_code read_area(const known_file *file, size_t row, wks_arena *arena, const char **out,
                          wks_error *err)
{
    const char *cell = cell_of(file, row, AREA);
    char code[WKS_AREA_CODE_SIZE];
    wks_level level = WKS_LEVEL_LAND;
    if (!wks_area_code_read((wks_span){cell, strlen(cell)}, code, &level)) {
        return fail_cell(
            file, row, AREA,
            wks_tr("the code of an area, as GM0153", "de code van een gebied, zoals GM0153"), err);
    }
    *out = wks_arena_text(arena, code);
    return *out == NULL ? wks_arena_fail(err) : WKS_OK;
}

static wks_code read_row(const wks_journey *journey, const known_file *file, size_t row,
                         wks_gate_published *out, wks_error *err)
{
    *out = (wks_gate_published){
        .indicator = wks_catalogue_indicator(&journey->catalogue, cell_of(file, row, INDICATOR)),
        .source = wks_catalogue_source(&journey->catalogue, cell_of(file, row, SOURCE)),
        .period = cell_of(file, row, PERIOD),
        .path = file->data.path,
        .line = file->data.line[row]};
    if (out->source == NULL) {
        return fail_cell(file, row, SOURCE,
                         wks_tr("a source of the catalogue", "een bron uit de catalogus"), err);
    }
    if (out->indicator == NULL) {
        return fail_cell(file, row, INDICATOR,
                         wks_tr("an indicator of the catalogue", "een indicator uit de catalogus"),
                         err);
    }
    while (out->breakdown < out->indicator->n_breakdowns &&
           strcmp(out->indicator->breakdowns[out->breakdown].id, cell_of(file, row, BREAKDOWN)) !=
               0) {
        out->breakdown++;
    }
    if (out->breakdown == out->indicator->n_breakdowns) {
        return fail_cell(
            file, row, BREAKDOWN,
            wks_tr("a breakdown of the indicator", "een uitsplitsing van de indicator"), err);
    }
    WKS_TRY(read_area(file, row, journey->call->arena, &out->area, err));
    return read_persons(file, row, out, err);
}

static wks_code read_file(const wks_journey *journey, const char *path, wks_gate_published **out,
                          size_t *n, wks_error *err)
{
    known_file file;
    WKS_TRY(wks_method_read(path, journey->call->arena, &file.data, err));
    WKS_TRY(find_columns(&file, err));
    *n = file.data.n_rows;
    WKS_TRY(wks_arena_take(journey->call->arena, *n, sizeof **out, out, err));
    for (size_t i = 0; i < *n; i++) {
        WKS_TRY(read_row(journey, &file, i, &(*out)[i], err));
    }
    return WKS_OK;
}

/* ---- entering -------------------------------------------------------------------------------- */

typedef struct known_work {
    const wks_gate_published *published; /* [n] */
    size_t n;
    const char *name; /* of the entry */
    wks_publication publication;
    wks_candidates candidates;
    wks_gate_rules rules;
} known_work;

enum {
    SECONDS = 60
};

/* An entry is never taken back: with one that leaves a small count without protection there would
 * be no release any more. */
static wks_code check_protection(const wks_journey_gate *gate, const wks_gate_question *question,
                                 wks_error *err)
{
    wks_pattern pattern;
    if (question->n_primary == 0) {
        return WKS_OK;
    }
    const wks_code code =
        wks_gate_run_protect(&gate->run, &question->protection, SECONDS, true, &pattern, err);
    if (code != WKS_E_REFUSED) {
        return code;
    }
    const size_t cell = wks_gate_run_refused(&gate->run, &question->protection);
    for (size_t i = 0; i < question->n_names; i++) {
        const wks_ledger_row *row = &question->names[i].row;
        if (question->names[i].cell == cell) {
            return wks_fail(err, WKS_E_REFUSED,
                            wks_tr("%s, %s, %s: could not be protected any more, so that there "
                                   "would be no release; take it out of the catalogue, or enter "
                                   "it too where it is told",
                                   "%s, %s, %s: zou niet meer te beschermen zijn, zodat er geen "
                                   "uitgave meer zou komen; haal het uit de catalogus, of boek het "
                                   "ook waar het verteld is"),
                            row->table, row->area, row->group);
        }
    }
    return code;
}

static wks_code hold_and_enter(wks_journey_gate *gate, known_work *work, size_t *n_new,
                               wks_error *err)
{
    wks_gate_asking asking;
    wks_gate_known known;
    WKS_TRY(wks_journey_gate_asking(gate, &work->candidates, &work->rules, &asking, err));
    WKS_TRY(wks_gate_known_make(&asking, work->published, work->n, gate->journey->call->arena,
                                &known, err));
    *n_new = known.n;
    if (known.n == 0) {
        return WKS_OK;
    }
    WKS_TRY(check_protection(gate, &known.question, err));
    return wks_journey_gate_enter(gate, &work->candidates, &known, work->name, err);
}

static wks_code enter(wks_journey *journey, known_work *work, size_t *n_new, wks_error *err)
{
    wks_journey_gate gate;
    WKS_TRY(wks_journey_count(journey, &work->publication, &work->candidates, &work->rules, err));
    wks_code code = wks_journey_gate_open(journey, &work->publication, &gate, err);
    if (code == WKS_OK) {
        code = hold_and_enter(&gate, work, n_new, err);
    }
    const wks_code closed = wks_journey_gate_close(&gate, code == WKS_OK ? err : NULL);
    return code != WKS_OK ? code : closed;
}

/* "WHO, yyyy-mm-dd". */
static wks_code read_name(const wks_call *call, const wks_arguments *arguments, const char *today,
                          const char **out, wks_error *err)
{
    const char *by = NULL;
    const char *date = NULL;
    WKS_TRY(wks_method_flag(call, arguments, "by", &by, err));
    WKS_TRY(wks_method_flag(call, arguments, "date", &date, err));
    if (wks_span_trim(by, strlen(by)).n == 0) {
        return wks_fail(
            err, WKS_E_ARGUMENT, "%s",
            wks_tr("--by: expected who published it", "--by: verwacht wie het gepubliceerd heeft"));
    }
    if (!wks_ledger_is_date(date) || strcmp(date, today) > 0) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("--date: expected a day that has been, yyyy-mm-dd",
                               "--date: verwacht een dag die geweest is, jjjj-mm-dd"));
    }
    *out = wks_arena_printf(call->arena, "%s, %s", by, date);
    return *out == NULL ? wks_arena_fail(err) : WKS_OK;
}

static wks_code know(wks_journey *journey, const char *path, known_work *work, wks_error *err)
{
    wks_gate_published *published = NULL;
    size_t n_new = 0;
    WKS_TRY(read_file(journey, path, &published, &work->n, err));
    work->published = published;
    WKS_TRY(wks_vault_open_existing(journey->workspace.vault_path, journey->call->arena,
                                    &journey->vault, err));
    WKS_TRY(enter(journey, work, &n_new, err));
    if (!journey->call->is_quiet) {
        printf(wks_tr("%zu counts entered, %zu known before\n",
                      "%zu aantallen geboekt, %zu al bekend\n"),
               n_new, work->n - n_new);
    }
    return WKS_OK;
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    const char *folder = wks_arguments_flag(call, arguments, "workspace");
    wks_journey journey;
    known_work work = {.publication = {.released_on = wks_today(call->arena)}};
    if (work.publication.released_on == NULL) {
        return wks_arena_fail(err);
    }
    WKS_TRY(read_name(call, arguments, work.publication.released_on, &work.name, err));
    WKS_TRY(wks_journey_open(call, folder == NULL ? "." : folder, &journey, err));
    const wks_code code = know(&journey, arguments->arguments[0], &work, err);
    wks_journey_close(&journey);
    return code;
}

static const wks_flag flags[] = {
    {"by", "WHO", "who published it", "wie het gepubliceerd heeft"},
    {"date", "DAY", "when, yyyy-mm-dd", "wanneer, jjjj-mm-dd"},
    {"workspace", "FOLDER", "where wijkscan.yaml stands (default: here)",
     "waar wijkscan.yaml staat (standaard: hier)"},
};

const wks_verb wks_verb_gate_know = {
    .group = "gate",
    .name = "know",
    .arguments = "FILE.csv",
    .least_arguments = 1,
    .most_arguments = 1,
    .english = "enter what others have published about the same persons into the ledger",
    .dutch = "boek in het grootboek wat anderen over dezelfde personen hebben gepubliceerd",
    .more_english =
        "FILE has the columns source, period, indicator, breakdown, area, edition (the year of the "
        "borders),\nand n, or least and most of an interval.  n is what the number of a release is "
        "made of: the persons or\nevents above the line; of a mean, the persons.  Every release "
        "from here on takes them for known by\neverybody, so enter them before the next "
        "`wijkscan build`; an entry is never taken back.\n"
        "Refused (exit code 4) is what the vault counts otherwise, an interval of a count that a "
        "rule "
        "hides, and\nwhat would leave a count that a rule hides without protection.",
    .more_dutch =
        "FILE heeft de kolommen source, period, indicator, breakdown, area, edition (het jaar van "
        "de grenzen),\nen n, of least en most van een interval.  n is waar het cijfer van een "
        "uitgave van gemaakt is: de\npersonen of gebeurtenissen boven de streep; van een "
        "gemiddelde "
        "de personen.  Elke uitgave hierna\nneemt aan dat iedereen ze kent, boek ze dus voor de "
        "volgende `wijkscan build`; een boeking gaat nooit\nterug.  Geweigerd (afsluitcode 4) "
        "wordt "
        "wat de kluis anders telt, een interval van een aantal dat een regel\nverbergt, en wat een "
        "aantal dat een regel verbergt zonder bescherming zou laten.",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
