/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/json.h"
#include "base/json_lines.h"
#include "base/language.h"
#include "model/value.h"
#include "model/workspace.h"
#include "programs/wijkscan/verb.h"
#include "public/picture/picture_show.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* ---- choosing
 * ------------------------------------------------------------------------------------- */

static bool is_area_code(const char *word)
{
    char code[WKS_AREA_CODE_SIZE];
    wks_level level = WKS_LEVEL_LAND;
    return wks_area_code_read((wks_span){word, strlen(word)}, code, &level);
}

static bool is_period(const char *word)
{
    return strlen(word) == 4 && strspn(word, "0123456789") == 4;
}

/* Words in any order: an area code, a year, and what is left is the indicator. */
static wks_code read_choice(const wks_call *call, const wks_arguments *arguments,
                            wks_show_choice *out, wks_error *err)
{
    wks_level level = WKS_LEVEL_LAND;
    *out = (wks_show_choice){.level = wks_arguments_flag(call, arguments, "level"),
                             .breakdown = wks_arguments_flag(call, arguments, "breakdown")};
    for (size_t i = 0; i < arguments->n_arguments; i++) {
        const char *word = arguments->arguments[i];
        const char **place = is_area_code(word) ? &out->area
                             : is_period(word)  ? &out->period
                                                : &out->indicator;
        if (*place != NULL) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("%s and %s: expected one indicator, one area code and one year",
                                   "%s en %s: verwacht een indicator, een gebiedscode en een jaar"),
                            *place, word);
        }
        *place = word;
    }
    if (out->level != NULL && !wks_level_parse(out->level, &level)) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("--level: expected land, regio, gemeente, wijk or buurt",
                               "--level: verwacht land, regio, gemeente, wijk of buurt"));
    }
    return WKS_OK;
}

/* ---- printing
 * ------------------------------------------------------------------------------------- */

static const char *code_or_null(const wks_verdict_word *word)
{
    return word->code[0] == 0 ? NULL : word->code;
}

/* Method, flags, comparison and trend, in the codes of the picture. */
static void put_json_said(const wks_shown *shown, wks_json *json)
{
    const wks_read_verdict *verdict = &shown->verdict;
    wks_json_member_text(json, "method", shown->method);
    wks_json_member_text(json, "flags", shown->flags);
    wks_json_member_text(json, "verdict", verdict->label->code);
    wks_json_member_text(json, "reason", code_or_null(verdict->reason));
    wks_json_member_text(json, "against", verdict->against[0] == 0 ? NULL : verdict->against);
    wks_json_member_number(json, "reference", verdict->reference);
    wks_json_member_number(json, "difference", verdict->difference);
    wks_json_member_number(json, "difference_lower", verdict->lower);
    wks_json_member_number(json, "difference_upper", verdict->upper);
    wks_json_member_number(json, "p_higher", verdict->p_higher);
    wks_json_member_text(json, "trend", shown->trend.movement->code);
    wks_json_member_text(json, "trend_reason", code_or_null(shown->trend.reason));
    wks_json_member_number(json, "per_year", shown->trend.per_year);
    wks_json_member_number(json, "per_year_lower", shown->trend.lower);
    wks_json_member_number(json, "per_year_upper", shown->trend.upper);
}

static void put_json(const wks_shown *shown, bool is_invented, wks_buffer *out)
{
    wks_json json;
    wks_json_init(&json, out);
    wks_json_open_object(&json);
    wks_json_member_text(&json, "indicator", shown->indicator);
    wks_json_member_text(&json, "breakdown", shown->breakdown);
    wks_json_member_text(&json, "level", shown->level);
    wks_json_member_text(&json, "area", shown->area);
    wks_json_member_text(&json, "name", shown->area_name);
    wks_json_member_text(&json, "period", shown->period);
    wks_json_member_number(&json, "value", shown->value);
    wks_json_member_number(&json, "lower", shown->lower);
    wks_json_member_number(&json, "upper", shown->upper);
    wks_json_member_text(&json, "unit", shown->unit);
    wks_json_member_text(&json, "status", shown->status);
    wks_json_member_text(&json, "source", shown->source);
    wks_json_member_text(&json, "definition", shown->definition);
    wks_json_member_text(&json, "decision", shown->decision);
    wks_json_member_text(&json, "delivery", shown->delivery);
    wks_json_member_text(&json, "file", shown->file);
    wks_json_member_text(&json, "rows", shown->rows);
    put_json_said(shown, &json);
    wks_json_member_bool(&json, "invented", is_invented);
    wks_json_close_object(&json);
    wks_buffer_put(out, "\n", 1);
}

/* A number as people of the chosen language write it. */
static const char *number_words(double value, int decimals, char *out, size_t size)
{
    snprintf(out, size, "%.*f", decimals, value);
    char *point = strchr(out, '.');
    if (point != NULL && wks_language_get() == WKS_DUTCH) {
        *point = ',';
    }
    return out;
}

static const char *value_words(const wks_shown *shown, char *out, size_t size)
{
    wks_status status = WKS_STATUS_NOT_DELIVERED;
    char value[64];
    char lower[64];
    char upper[64];
    if (shown->status == NULL || !wks_status_parse(shown->status, &status) || isnan(shown->value)) {
        snprintf(out, size, "%s", wks_status_words(status));
        return out;
    }
    number_words(shown->value, shown->decimals, value, sizeof value);
    if (isnan(shown->lower)) {
        snprintf(out, size, "%s %s%s%s", value, shown->unit, status == WKS_STATUS_OK ? "" : ", ",
                 status == WKS_STATUS_OK ? "" : wks_status_words(status));
        return out;
    }
    snprintf(out, size, wks_tr("%s %s (95%% interval %s to %s)", "%s %s (95%%-interval %s tot %s)"),
             value, shown->unit, number_words(shown->lower, shown->decimals, lower, sizeof lower),
             number_words(shown->upper, shown->decimals, upper, sizeof upper));
    return out;
}

static const char *indicator_name(const wks_shown *shown)
{
    return wks_language_get() == WKS_DUTCH ? shown->indicator_dutch : shown->indicator_english;
}

static const char *decision_words(const char *decision, const char *method)
{
    if (wks_text_equal(decision, "public")) {
        return wks_tr("passed: the owner has made this figure public",
                      "doorgelaten: de eigenaar heeft dit cijfer openbaar gemaakt");
    }
    if (wks_text_equal(decision, "allowed") && wks_text_equal(method, "model")) {
        return wks_tr("allowed: estimated from enough answers together",
                      "toegelaten: geschat uit genoeg antwoorden samen");
    }
    if (wks_text_equal(decision, "allowed")) {
        return wks_tr("allowed: enough persons above and below the line",
                      "toegelaten: genoeg personen boven en onder de streep");
    }
    if (wks_text_equal(decision, "hidden")) {
        return wks_tr("hidden: for the privacy of few persons",
                      "verborgen: voor de privacy van weinig personen");
    }
    if (wks_text_equal(decision, "refused")) {
        return wks_tr(
            "not released: the source is not public, and there is no ledger of releases yet",
            "niet vrijgegeven: de bron is niet openbaar, en er is nog geen grootboek van uitgaven");
    }
    return wks_tr("nothing to decide: the source has no number here",
                  "niets te beslissen: de bron heeft hier geen cijfer");
}

/* ---- what is said of a value -------------------------------------------------------------- */

static const char *words_of(const wks_verdict_word *word)
{
    return wks_language_get() == WKS_DUTCH ? word->dutch : word->english;
}

static void print_method(const wks_shown *shown)
{
    const wks_verdict_word *method = wks_verdict_word_find(WKS_WORDS_METHOD, shown->method);
    const bool has_note = shown->method == NULL && shown->test.note != NULL;
    printf(wks_tr("  interval    %s\n", "  interval    %s\n"),
           has_note ? shown->test.note : words_of(method));
    for (const char *at = shown->flags; at != NULL && *at != 0;) {
        const size_t n = strcspn(at, " ");
        char flag[WKS_FLAGS_TEXT_SIZE];
        snprintf(flag, sizeof flag, "%.*s", (int)n, at);
        printf(wks_tr("  careful     %s\n", "  let op      %s\n"),
               words_of(wks_verdict_word_find(WKS_WORDS_FLAG, flag)));
        at += n + (at[n] == ' ');
    }
}

static void print_comparison(const wks_shown *shown)
{
    const wks_read_verdict *verdict = &shown->verdict;
    const wks_read_test *test = &shown->test;
    char reference[64];
    char difference[64];
    char lower[64];
    char upper[64];
    char chance[64];
    if (verdict->reason->code[0] != 0) {
        printf(wks_tr("  compared    %s\n", "  vergeleken  %s\n"), words_of(verdict->reason));
        return;
    }
    printf(wks_tr("  compared    with the rest of %s (%s): %s\n",
                  "  vergeleken  met de rest van %s (%s): %s\n"),
           shown->against_name == NULL ? "-" : shown->against_name, verdict->against,
           number_words(verdict->reference, shown->decimals, reference, sizeof reference));
    printf(wks_tr("  difference  %s (95%% interval %s to %s): %s\n",
                  "  verschil    %s (95%%-interval %s tot %s): %s\n"),
           number_words(verdict->difference, shown->decimals + 1, difference, sizeof difference),
           number_words(verdict->lower, shown->decimals + 1, lower, sizeof lower),
           number_words(verdict->upper, shown->decimals + 1, upper, sizeof upper),
           words_of(verdict->label));
    if (!isnan(verdict->p_higher)) {
        printf(wks_tr("  probability %s%% of being higher than the rest, given all areas\n",
                      "  kans        %s%% om hoger te zijn dan de rest, gezien alle gebieden\n"),
               number_words(100 * verdict->p_higher, 1, chance, sizeof chance));
    }
    printf(wks_tr("  chance      %lld areas tested, %lld flagged, of which by chance %s; %s\n",
                  "  toeval      %lld gebieden getoetst, %lld aangewezen, door toeval %s; %s\n"),
           (long long)test->n_tested, (long long)test->n_flagged,
           number_words(test->expected_by_chance, 1, chance, sizeof chance), words_of(test->rule));
}

static void print_trend(const wks_shown *shown)
{
    const wks_read_trend *trend = &shown->trend;
    char per_year[64];
    char lower[64];
    char upper[64];
    if (trend->reason->code[0] != 0) {
        printf(wks_tr("  trend       %s\n", "  trend       %s\n"), words_of(trend->reason));
        return;
    }
    printf(wks_tr("  trend       %s to %s, %lld years: %s a year (95%% interval %s to %s): %s\n",
                  "  trend       %s tot %s, %lld jaren: %s per jaar (95%%-interval %s tot %s): "
                  "%s\n"),
           trend->from_period, trend->to_period, (long long)trend->n_periods,
           number_words(trend->per_year, shown->decimals + 1, per_year, sizeof per_year),
           number_words(trend->lower, shown->decimals + 1, lower, sizeof lower),
           number_words(trend->upper, shown->decimals + 1, upper, sizeof upper),
           words_of(trend->movement));
}

static void print_model(const wks_shown *shown)
{
    if (shown->model_dutch == NULL) {
        return;
    }
    printf("  model       %s\n",
           wks_language_get() == WKS_DUTCH ? shown->model_dutch : shown->model_english);
    wks_buffer lines = {0};
    wks_json_lines(shown->diagnostics, (int)strlen("  behaviour   "), &lines);
    printf(wks_tr("  behaviour   %s\n", "  verloop     %s\n"), lines.n == 0 ? "" : lines.bytes);
    wks_buffer_clear(&lines);
}

/* The walk back: number, definition, what is said of it, gate, delivery, rows. */
static void print_why(const wks_shown *shown)
{
    char words[160];
    printf("%s, %s (%s), %s: %s\n", indicator_name(shown), shown->area_name, shown->area,
           shown->period, value_words(shown, words, sizeof words));
    printf(wks_tr("  counts      %s\n", "  telt        %s\n"), shown->numerator);
    printf(wks_tr("  out of      %s\n", "  van         %s\n"), shown->denominator);
    printf(wks_tr("  for         %s\n", "  voor        %s\n"), shown->population);
    printf(wks_tr("  definition  %s\n", "  definitie   %s\n"), shown->definition);
    print_method(shown);
    print_model(shown);
    print_comparison(shown);
    print_trend(shown);
    printf(wks_tr("  gate        %s\n", "  poort       %s\n"),
           decision_words(shown->decision, shown->method));
    if (shown->source != NULL) {
        printf(wks_tr("  source      %s (%s), %s%s\n", "  bron        %s (%s), %s%s\n"),
               shown->source_name, shown->source, shown->owner,
               shown->is_modelled ? wks_tr("; a model's estimate", "; schatting van een model")
                                  : "");
    }
    if (shown->delivery != NULL) {
        printf(wks_tr("  delivery    %s, sha256 %s, areas of %d\n",
                      "  levering    %s, sha256 %s, gebieden van %d\n"),
               shown->file, shown->delivery, shown->edition);
    }
    if (shown->rows != NULL) {
        printf(wks_tr("  rows        %s of that file\n", "  rijen       %s van dat bestand\n"),
               shown->rows);
    }
}

static void print_row(const wks_shown *shown, bool has_one_breakdown)
{
    char words[160];
    printf("%-28.28s %-10s %-26.26s %s  %s", shown->indicator, shown->area, shown->area_name,
           shown->period, value_words(shown, words, sizeof words));
    if (!has_one_breakdown) {
        printf("  [%s]", shown->breakdown);
    }
    printf("\n");
}

static wks_code print_json_lines(const wks_shown *shown, size_t n, bool is_invented, wks_error *err)
{
    wks_buffer out = {0};
    for (size_t i = 0; i < n; i++) {
        put_json(&shown[i], is_invented, &out);
    }
    wks_code code = wks_buffer_check(&out, err);
    if (code == WKS_OK && fwrite(out.bytes, 1, out.n, stdout) != out.n) {
        code = wks_fail(
            err, WKS_E_IO, "%s",
            wks_tr("the output could not be written", "de uitvoer kon niet worden geschreven"));
    }
    wks_buffer_clear(&out);
    return code;
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    const char *folder = wks_arguments_flag(call, arguments, "workspace");
    wks_workspace workspace;
    wks_show_choice choice;
    wks_show_release release;
    wks_shown *shown = NULL;
    size_t n = 0;
    WKS_TRY(read_choice(call, arguments, &choice, err));
    WKS_TRY(wks_workspace_read(folder == NULL ? "." : folder, call->arena, &workspace, err));
    WKS_TRY(
        wks_picture_show(workspace.picture_path, &choice, call->arena, &release, &shown, &n, err));
    if (wks_arguments_flag(call, arguments, "json") != NULL) {
        return print_json_lines(shown, n, release.is_invented, err);
    }
    if (release.is_invented) {
        printf("%s\n", wks_tr("INVENTED FIGURES: this release counts people who do not exist",
                              "VERZONNEN CIJFERS: deze uitgave telt mensen die niet bestaan"));
    }
    for (size_t i = 0; i < n; i++) {
        if (wks_arguments_flag(call, arguments, "why") != NULL) {
            print_why(&shown[i]);
        } else {
            print_row(&shown[i], choice.breakdown == NULL);
        }
    }
    return WKS_OK;
}

static const wks_flag flags[] = {
    {"workspace", "FOLDER", "where wijkscan.yaml stands (default: here)",
     "waar wijkscan.yaml staat (standaard: hier)"},
    {"level", "LEVEL", "only land, regio, gemeente, wijk or buurt",
     "alleen land, regio, gemeente, wijk of buurt"},
    {"breakdown", "ID", "such as 18-64; * for all (default: the whole population)",
     "zoals 18-64; * voor alle (standaard: de hele bevolking)"},
    {"json", NULL, "one JSON object a line", "een JSON-object per regel"},
    {"why", NULL, "walk each value back to its definition, gate decision, delivery and rows",
     "loop elke waarde terug naar definitie, besluit van de poort, levering en rijen"},
};

const wks_verb wks_verb_show = {
    .name = "show",
    .arguments = "[INDICATOR] [AREA] [PERIOD]",
    .most_arguments = 3,
    .english = "show values of the published picture",
    .dutch = "toon waarden van het gepubliceerde beeld",
    .more_english = "Example: wijkscan show poh-ggz WK015301 2024 --why",
    .more_dutch = "Voorbeeld: wijkscan show poh-ggz WK015301 2024 --why",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
