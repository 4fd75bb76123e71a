/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/ogc_question.h"

#include "base/text.h"
#include "public/serve/choice.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

const wks_http_parameter wks_ogc_parameters[WKS_OGC_N_PARAMETERS] = {
    [WKS_OGC_INDICATOR] = {"indicator", false},
    [WKS_OGC_PERIOD] = {"periode", false},
    [WKS_OGC_BREAKDOWN] = {"uitsplitsing", false},
    [WKS_OGC_CRS] = {"crs", false},
    [WKS_OGC_LIMIT] = {"limit", false},
    [WKS_OGC_OFFSET] = {"offset", false},
    [WKS_OGC_BBOX] = {"bbox", false},
    [WKS_OGC_BBOX_CRS] = {"bbox-crs", false},
    [WKS_OGC_DATETIME] = {"datetime", false},
};

static void add_fault(wks_http_response *response, wks_ogc_parameter which, const char *text)
{
    const char *name = wks_ogc_parameters[which].name;
    if (!wks_choice_has_fault(response, name)) {
        wks_http_add_fault(response, &(wks_http_fault){"query", name, "onbekend", text});
    }
}

/* ---- numbers ------------------------------------------------------------------------------- */

static void read_count(wks_ogc_question *question, wks_ogc_parameter which, int64_t least,
                       size_t *out, wks_http_response *response)
{
    const char *text = question->given[which];
    int64_t number = 0;
    if (text == NULL) {
        return;
    }
    if (!wks_text_integer((wks_span){text, strlen(text)}, &number) || number < least) {
        add_fault(response, which,
                  least == 0 ? "Gebruik een geheel getal van 0 of meer."
                             : "Gebruik een geheel getal van 1 of meer; meer dan 1000 is 1000.");
        return;
    }
    *out = (size_t)number;
}

/* Four numbers, or six with heights, which areas do not have. */
static bool read_numbers(const char *text, double out[static 6], size_t *n)
{
    *n = 0;
    for (const char *at = text;; at++) {
        const size_t length = strcspn(at, ",");
        if (*n == 6 || !wks_text_number((wks_span){at, length}, false, &out[*n])) {
            return false;
        }
        *n += 1;
        at += length;
        if (*at == 0) {
            return *n == 4 || *n == 6;
        }
    }
}

static void read_box(wks_ogc_question *question, wks_http_response *response)
{
    const char *text = question->given[WKS_OGC_BBOX];
    double numbers[6];
    size_t n = 0;
    if (text == NULL) {
        return;
    }
    const bool is_read = read_numbers(text, numbers, &n);
    const size_t half = n / 2;
    const wks_box box = is_read
                            ? (wks_box){numbers[0], numbers[1], numbers[half], numbers[half + 1]}
                            : (wks_box){0};
    if (!is_read || box.south > box.north || (question->is_box_rd && box.west > box.east)) {
        add_fault(response, WKS_OGC_BBOX,
                  "Gebruik vier getallen met komma's ertussen: west, zuid, oost, noord.");
        return;
    }
    question->has_box = true;
    question->box = box;
}

static bool read_system(wks_ogc_question *question, wks_ogc_parameter which,
                        wks_http_response *response)
{
    const char *text = question->given[which];
    const bool is_rd = text != NULL && strcmp(text, WKS_OGC_RD) == 0;
    if (text != NULL && !is_rd && strcmp(text, WKS_OGC_CRS84) != 0) {
        add_fault(response, which, "Gebruik " WKS_OGC_CRS84 " of " WKS_OGC_RD ".");
    }
    return is_rd;
}

/* ---- time ---------------------------------------------------------------------------------- */

/* Whether text begins as pattern does, in which 0 stands for a digit. */
static bool looks_like(const char *text, size_t n, const char *pattern)
{
    if (n < strlen(pattern)) {
        return false;
    }
    for (size_t i = 0; pattern[i] != 0; i++) {
        if (pattern[i] == '0' ? !isdigit((unsigned char)text[i])
                              : toupper((unsigned char)text[i]) != pattern[i]) {
            return false;
        }
    }
    return true;
}

/* An instant of RFC 3339, a date, or (of an interval) open. */
static bool is_instant(const char *text, size_t n, bool may_be_open)
{
    if (n == 0 || (n == 2 && text[0] == '.' && text[1] == '.')) {
        return may_be_open;
    }
    return (n == 10 && looks_like(text, n, "0000-00-00")) ||
           (looks_like(text, n, "0000-00-00T00:00:00") &&
            (toupper((unsigned char)text[n - 1]) == 'Z' ||
             looks_like(text + n - 6, 6, text[n - 6] == '-' ? "-00:00" : "+00:00")));
}

/* Areas have no time of their own, so every moment fits all of them; but it must be one. */
static void check_time(const wks_ogc_question *question, wks_http_response *response)
{
    const char *text = question->given[WKS_OGC_DATETIME];
    if (text == NULL) {
        return;
    }
    const size_t n = strcspn(text, "/");
    const bool is_interval = text[n] == '/';
    if (!is_instant(text, n, is_interval) ||
        (is_interval && !is_instant(text + n + 1, strlen(text + n + 1), true))) {
        add_fault(response, WKS_OGC_DATETIME,
                  "Gebruik een datum, een tijdstip met Z, of twee met / ertussen; .. is open.");
    }
}

/* ---- the whole ----------------------------------------------------------------------------- */

void wks_ogc_question_read(wks_http_request *request, size_t n_parameters, wks_ogc_question *out,
                           wks_http_response *response)
{
    *out = (wks_ogc_question){.limit = WKS_OGC_USUAL_LIMIT};
    wks_http_read_query(request, wks_ogc_parameters, n_parameters, out->given, response);
    read_count(out, WKS_OGC_LIMIT, 1, &out->limit, response);
    read_count(out, WKS_OGC_OFFSET, 0, &out->offset, response);
    out->limit = out->limit > WKS_OGC_MOST_LIMIT ? WKS_OGC_MOST_LIMIT : out->limit;
    out->is_rd = read_system(out, WKS_OGC_CRS, response);
    out->is_box_rd = read_system(out, WKS_OGC_BBOX_CRS, response);
    read_box(out, response);
    check_time(out, response);
    if (out->given[WKS_OGC_INDICATOR] == NULL) {
        for (size_t i = WKS_OGC_PERIOD; i <= WKS_OGC_BREAKDOWN; i++) {
            if (out->given[i] != NULL) {
                add_fault(response, (wks_ogc_parameter)i,
                          "Deze parameter hoort bij een indicator: geef ook indicator.");
            }
        }
    }
}

void wks_ogc_question_key(const wks_http_request *request, const wks_ogc_question *question,
                          char out[static WKS_OGC_QUESTION_KEY])
{
    /* No parameter holds a control character (base/http decodes), so \n keeps them apart, and \t
     * what was not given from what was given empty.  All of it was decoded into one array, which
     * is not as large as the key. */
    int n =
        snprintf(out, WKS_OGC_QUESTION_KEY, "%.40s", request->route->pattern + strlen("/ogc/v1"));
    for (size_t i = 0; i < WKS_HTTP_MAX_NAMES + WKS_OGC_N_PARAMETERS; i++) {
        const char *text =
            i < WKS_HTTP_MAX_NAMES ? request->names[i] : question->given[i - WKS_HTTP_MAX_NAMES];
        n +=
            snprintf(out + n, WKS_OGC_QUESTION_KEY - (size_t)n, "\n%s", text == NULL ? "\t" : text);
    }
}

wks_code wks_ogc_question_offer(const wks_ogc_question *question, wks_picture *picture,
                                int64_t release, const char *level, wks_arena *arena,
                                const wks_table_offer **offer, wks_http_response *response,
                                wks_error *err)
{
    const char *indicator = question->given[WKS_OGC_INDICATOR];
    wks_table_offer *found = NULL;
    *offer = NULL;
    if (indicator == NULL) {
        return WKS_OK;
    }
    WKS_TRY(wks_arena_take(arena, 1, sizeof *found, &found, err));
    const wks_code code = wks_picture_table_offer(picture, release, indicator, arena, found, err);
    if (code == WKS_E_NOT_FOUND) {
        add_fault(response, WKS_OGC_INDICATOR, "Gebruik een id uit /api/v1/indicatoren.");
        return WKS_OK;
    }
    WKS_TRY(code);
    *offer = found;
    const wks_table_choice choice = {level, question->given[WKS_OGC_PERIOD],
                                     question->given[WKS_OGC_BREAKDOWN]};
    return wks_choice_add_faults(found, &choice, arena, response, err);
}

/* ---- collections --------------------------------------------------------------------------- */

wks_code wks_ogc_find_layer(wks_picture *picture, int64_t release, const char *name,
                            wks_arena *arena, const wks_features_layer **layer,
                            wks_borders *borders, wks_error *err)
{
    wks_buffer names = {0};
    const char *there_is = NULL;
    for (size_t i = 0; i < WKS_FEATURES_N_LAYERS; i++) {
        wks_code code = wks_picture_borders(picture, release, wks_features_layers[i].level, arena,
                                            borders, err);
        if (code == WKS_OK && borders->n > 0 && strcmp(wks_features_layers[i].name, name) == 0) {
            *layer = &wks_features_layers[i];
            wks_buffer_clear(&names);
            return WKS_OK;
        }
        if (code != WKS_OK) {
            wks_buffer_clear(&names);
            return code;
        }
        if (borders->n > 0) {
            wks_buffer_printf(&names, "%s%s", names.n == 0 ? "" : ", ",
                              wks_features_layers[i].name);
        }
    }
    WKS_TRY(wks_buffer_keep(&names, arena, &there_is, err));
    return there_is[0] == 0
               ? wks_fail(err, WKS_E_NOT_FOUND, "Deze uitgave heeft geen grenzen.")
               : wks_fail(err, WKS_E_NOT_FOUND, "Deze laag is er niet; wel: %s.", there_is);
}
