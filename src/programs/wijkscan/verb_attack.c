/* `wijkscan attack`: what somebody who sees only what is published tells of what is hidden.  It
 * opens pictures and no vault, so it prints what it finds.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/json.h"
#include "base/language.h"
#include "base/text.h"
#include "model/workspace.h"
#include "programs/wijkscan/gate_run.h"
#include "programs/wijkscan/method.h"
#include "programs/wijkscan/verb.h"
#include "public/attack/onlooker.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum {
    MOST_LISTED = 20
};

/* ---- what it sees and knows ------------------------------------------------------------------ */

static wks_code read_pictures(const wks_call *call, const wks_arguments *arguments, wks_seen *seen,
                              wks_error *err)
{
    wks_workspace workspace;
    const char *folder = wks_arguments_flag(call, arguments, "workspace");
    for (size_t i = 0; i < arguments->n_arguments; i++) {
        WKS_TRY(wks_seen_read(seen, arguments->arguments[i], call->arena, err));
    }
    if (arguments->n_arguments > 0) {
        return WKS_OK;
    }
    WKS_TRY(wks_workspace_read(folder == NULL ? "." : folder, call->arena, &workspace, err));
    return wks_seen_read(seen, workspace.picture_path, call->arena, err);
}

static wks_code read_persons(const wks_method_data *data, size_t row, const char *text,
                             int64_t *out, wks_error *err)
{
    if (!wks_text_integer((wks_span){text, strlen(text)}, out) || *out < 0 ||
        *out > WKS_MOST_PERSONS) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: line %zu, column persons: expected a whole number, 0 or more",
                               "%s: regel %zu, kolom persons: verwacht een geheel getal, 0 of "
                               "meer"),
                        data->path, data->line[row]);
    }
    return WKS_OK;
}

/* How many people there are, from elsewhere: area,breakdown,period,persons. */
static wks_code read_known(const wks_call *call, const wks_arguments *arguments,
                           wks_onlooker_options *out, wks_error *err)
{
    static const char *const names[] = {"area", "breakdown", "period", "persons"};
    const char *path = wks_arguments_flag(call, arguments, "know");
    const char **columns[sizeof names / sizeof names[0]] = {NULL};
    wks_onlooker_known *known = NULL;
    wks_method_data data;
    if (path == NULL) {
        return WKS_OK;
    }
    WKS_TRY(wks_method_read(path, call->arena, &data, err));
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        WKS_TRY(wks_method_texts(&data, names[i], call->arena, &columns[i], err));
    }
    WKS_TRY(wks_arena_take(call->arena, data.n_rows, sizeof *known, &known, err));
    for (size_t i = 0; i < data.n_rows; i++) {
        known[i] = (wks_onlooker_known){columns[0][i], columns[1][i], columns[2][i], .persons = 0};
        WKS_TRY(read_persons(&data, i, columns[3][i], &known[i].persons, err));
    }
    out->known = known;
    out->n_known = data.n_rows;
    return WKS_OK;
}

/* ---- what it tells --------------------------------------------------------------------------- */

static wks_code solve(void *context, const wks_bounds *bounds, wks_arena *arena,
                      wks_bounds_answer *out, wks_error *err)
{
    return wks_gate_run_bounds(context, bounds, arena, out, err);
}

static wks_code tell(const wks_call *call, const wks_seen *seen,
                     const wks_onlooker_options *options, wks_onlooker_report *report,
                     wks_error *err)
{
    wks_onlooker_options asked = *options;
    wks_gate_run run;
    wks_code code = wks_gate_run_open(call, NULL, &run, err);
    if (code == WKS_OK) {
        asked.solve = solve;
        asked.context = &run;
        code = wks_onlooker_tell(seen, &asked, call->arena, report, err);
    }
    const wks_code closed = wks_gate_run_close(&run, code == WKS_OK ? err : NULL);
    return code != WKS_OK ? code : closed;
}

static void put_limit(wks_json *json, const char *key, double limit)
{
    wks_json_member_number(json, key, isfinite(limit) ? limit : NAN);
}

static void put_told(const wks_seen *seen, const wks_onlooker_told *told, wks_json *json)
{
    const char *const *text = seen->names.text;
    const wks_seen_value *value = told->value;
    wks_json_open_object(json);
    wks_json_member_text(json, "indicator", text[value->indicator]);
    wks_json_member_text(json, "breakdown", text[value->breakdown]);
    wks_json_member_text(json, "area", text[value->area]);
    wks_json_member_text(json, "period", text[value->period]);
    wks_json_member_text(json, "release", seen->releases[value->release].id);
    wks_json_member_text(json, "of", told->is_mean ? "mean" : "count");
    put_limit(json, "least", told->least);
    put_limit(json, "most", told->most);
    put_limit(json, "people_least", told->people_least);
    put_limit(json, "people_most", told->people_most);
    put_limit(json, "guess_least", told->guess_least);
    put_limit(json, "guess_most", told->guess_most);
    wks_json_member_bool(json, "pinned", told->is_pinned);
    wks_json_member_bool(json, "under", told->is_under);
    wks_json_member_bool(json, "guessed", told->is_guessed);
    wks_json_member_bool(json, "contradicted", told->is_contradicted);
    wks_json_close_object(json);
}

static void put_json(const wks_seen *seen, const wks_onlooker_report *report, int64_t minimum,
                     wks_buffer *out)
{
    wks_json json;
    wks_json_init(&json, out);
    wks_json_open_object(&json);
    wks_json_member_integer(&json, "releases", (int64_t)seen->n_releases);
    wks_json_member_integer(&json, "hidden", (int64_t)report->n);
    wks_json_member_integer(&json, "pinned", (int64_t)report->n_pinned);
    wks_json_member_integer(&json, "under", (int64_t)report->n_under);
    wks_json_member_integer(&json, "guessed", (int64_t)report->n_guessed);
    wks_json_member_integer(&json, "contradicted", (int64_t)report->n_contradicted);
    wks_json_member_integer(&json, "minimum", minimum);
    wks_json_key(&json, "cells");
    wks_json_open_array(&json);
    for (size_t i = 0; i < report->n; i++) {
        put_told(seen, &report->told[i], &json);
    }
    wks_json_close_array(&json);
    wks_json_close_object(&json);
    wks_buffer_text(out, "\n");
}

/* "3 - 12", "7", "3 - ?", "?" */
static void put_interval(double least, double most, wks_buffer *out)
{
    char text[WKS_NUMBER_TEXT_SIZE];
    if (isnan(least)) {
        wks_buffer_text(out, "?");
        return;
    }
    wks_buffer_text(out, wks_number_text(least, text));
    if (most > least) {
        wks_buffer_printf(out, " - %s", isfinite(most) ? wks_number_text(most, text) : "?");
    }
}

static void put_line(const wks_seen *seen, const wks_onlooker_told *told, wks_buffer *out)
{
    const char *const *text = seen->names.text;
    const wks_seen_value *value = told->value;
    wks_buffer_printf(out, "  %s %s %s %s: ", text[value->indicator], text[value->area],
                      text[value->period], text[value->breakdown]);
    put_interval(told->is_guessed ? told->guess_least : told->least,
                 told->is_guessed ? told->guess_most : told->most, out);
    if (told->people_most < INFINITY) {
        wks_buffer_text(out, wks_tr(" of ", " van "));
        put_interval(told->people_least, told->people_most, out);
    }
    wks_buffer_text(out, told->is_pinned    ? wks_tr("  exactly\n", "  precies\n")
                         : told->is_under   ? wks_tr("  too little\n", "  te weinig\n")
                         : told->is_guessed ? wks_tr("  a guess\n", "  geraden\n")
                                            : "\n");
}

static void put_text(const wks_seen *seen, const wks_onlooker_report *report, int64_t minimum,
                     wks_buffer *out)
{
    wks_buffer_printf(
        out,
        wks_tr("releases %zu\nhidden values %zu\ntold exactly %zu\ntold to be fewer than %lld "
               "%zu\nguessed exactly %zu\ncontradicted %zu\n",
               "uitgaven %zu\nverborgen waarden %zu\nprecies te zeggen %zu\nte zeggen dat het er "
               "minder dan %lld zijn %zu\nprecies te raden %zu\ntegengesproken %zu\n"),
        seen->n_releases, report->n, report->n_pinned, (long long)minimum, report->n_under,
        report->n_guessed, report->n_contradicted);
    for (size_t i = 0; i < report->n && i < MOST_LISTED; i++) {
        put_line(seen, &report->told[i], out);
    }
    if (report->n > MOST_LISTED) {
        wks_buffer_printf(out, wks_tr("  and %zu more\n", "  en nog %zu\n"),
                          report->n - MOST_LISTED);
    }
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    wks_seen seen = {0};
    wks_onlooker_options options = {0};
    wks_onlooker_report report;
    wks_buffer out = {0};
    int minimum = 0;
    WKS_TRY(wks_arguments_number(call, arguments, "minimum", 2, 1000000, 10, &minimum, err));
    options.minimum = minimum;
    WKS_TRY(read_known(call, arguments, &options, err));
    WKS_TRY(read_pictures(call, arguments, &seen, err));
    wks_progress_begin(call->progress, wks_tr("attacking", "aanvallen"), 0);
    WKS_TRY(tell(call, &seen, &options, &report, err));
    wks_progress_end(call->progress);
    if (wks_arguments_flag(call, arguments, "json") != NULL) {
        put_json(&seen, &report, minimum, &out);
    } else if (!call->is_quiet) {
        put_text(&seen, &report, minimum, &out);
    }
    const wks_code code = wks_buffer_check(&out, err);
    if (code == WKS_OK && out.n > 0) {
        fputs(out.bytes, stdout);
    }
    wks_buffer_clear(&out);
    WKS_TRY(code);
    return report.n_pinned == 0 ? WKS_OK
                                : wks_fail(err, WKS_E_REFUSED,
                                           wks_tr("%zu hidden values can be told exactly",
                                                  "%zu verborgen waarden zijn precies te zeggen"),
                                           report.n_pinned);
}

static const wks_flag flags[] = {
    {"workspace", "FOLDER", "where wijkscan.yaml stands (default: here)",
     "waar wijkscan.yaml staat (standaard: hier)"},
    {"know", "FILE.csv", "how many people there are: area,breakdown,period,persons",
     "hoeveel mensen er zijn: area,breakdown,period,persons"},
    {"minimum", "N", "fewer may not be told of (default 10)",
     "over minder mag niets te zeggen zijn (standaard 10)"},
    {"json", NULL, "print every hidden value, as JSON", "toon elke verborgen waarde, als JSON"},
};

const wks_verb wks_verb_attack = {
    .name = "attack",
    .arguments = "[PICTURE.db ...]",
    .most_arguments = 64,
    .english = "tell of hidden values what anybody can who sees all that is published",
    .dutch = "zeg van verborgen waarden wat iedereen kan zeggen die alles ziet wat openbaar is",
    .more_english =
        "Reads pictures with all releases in them (default: picture.db of the workspace), and "
        "nothing that\nis private.  Of each hidden value it works out the narrowest interval of "
        "the count behind it, from\nthe counts that shown numbers with an interval give away, "
        "areas in areas, ages in ages and earlier\nreleases; it prints the 20 worst.  --know adds "
        "what somebody may know from elsewhere.\n"
        "Of data that were revised it also guesses that only what shows a change did change.\n"
        "The exit code is 4 when a value can be told exactly.",
    .more_dutch =
        "Leest beelden met alle uitgaven daarin (standaard: picture.db van de werkmap), en niets "
        "dat niet\nopenbaar is. Van elke verborgen waarde rekent het het nauwste interval uit van "
        "het aantal erachter,\nuit de aantallen die getoonde cijfers met een marge weggeven, "
        "gebieden in gebieden, leeftijden in\nleeftijden en eerdere uitgaven; het toont de 20 "
        "ergste. Met --know komt daarbij wat iemand van elders\nkan weten.\n"
        "Van herziene gegevens raadt het ook, alsof alleen veranderd is wat dat laat zien.\n"
        "De afsluitcode is 4 als een waarde precies te zeggen is.",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
