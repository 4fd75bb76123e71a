/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/record_take.h"

#include "model/area.h"
#include "public/serve/serve_state.h"

#include <stdbool.h>
#include <string.h>

enum {
    UNSUPPORTED = 415
};

/* ---- against the kind ---------------------------------------------------------------------- */

typedef struct noting {
    wks_http_response *response;
    wks_arena *arena;
} noting;

static const char *code_of(wks_shape_fault fault)
{
    static const char *const codes[] = {
        [WKS_SHAPE_MISSING] = "ontbreekt",    [WKS_SHAPE_UNKNOWN] = "onbekend",
        [WKS_SHAPE_OTHER] = "soort",          [WKS_SHAPE_LONG] = "te-lang",
        [WKS_SHAPE_MANY] = "te-veel",         [WKS_SHAPE_NO_DATE] = "datum",
        [WKS_SHAPE_NO_CHOICE] = "geen-keuze", [WKS_SHAPE_TWICE] = "dubbel",
    };
    return codes[fault];
}

/* "Kies uit: wijk, gemeente, regio." */
static const char *name_choices(const noting *at, const wks_shape_field *field)
{
    wks_buffer text = {0};
    const char *out = NULL;
    wks_buffer_text(&text, wks_tr_in(at->response->language, "Choose from: ", "Kies uit: "));
    for (size_t i = 0; field->choices[i] != NULL; i++) {
        wks_buffer_printf(&text, "%s%s", i == 0 ? "" : ", ", field->choices[i]);
    }
    wks_buffer_text(&text, ".");
    return wks_buffer_keep(&text, at->arena, &out, NULL) == WKS_OK ? out : "";
}

static const char *text_of(const noting *at, const wks_shape_field *field, wks_shape_fault fault)
{
    const wks_language language = at->response->language;
    switch (fault) {
    case WKS_SHAPE_MISSING:
        return wks_tr_in(language, "Fill this in.", "Vul dit in.");
    case WKS_SHAPE_UNKNOWN:
        return wks_tr_in(language, "There is no such field here.", "Dit veld bestaat hier niet.");
    case WKS_SHAPE_OTHER:
        return wks_tr_in(language, "This is not of the kind that is expected.",
                         "Dit is niet van de soort die wordt verwacht.");
    case WKS_SHAPE_LONG:
        return wks_tr_in(language, "This is too long.", "Dit is te lang.");
    case WKS_SHAPE_MANY:
        return wks_tr_in(language, "These are too many.", "Dit zijn er te veel.");
    case WKS_SHAPE_NO_DATE:
        return wks_tr_in(language, "Write a day as 2026-11-22.", "Schrijf een dag als 2026-11-22.");
    case WKS_SHAPE_NO_CHOICE:
        return name_choices(at, field);
    case WKS_SHAPE_TWICE:
        return wks_tr_in(language, "Choose each once.", "Kies elk één keer.");
    }
    return "";
}

static void note(void *context, const char *name, const wks_shape_field *field,
                 wks_shape_fault fault)
{
    const noting *at = context;
    wks_http_add_fault(at->response,
                       &(wks_http_fault){"body", name, code_of(fault), text_of(at, field, fault)});
}

/* ---- against the picture ------------------------------------------------------------------- */

typedef struct asked {
    const char **areas;
    size_t n_areas;
    const char *indicator; /* NULL: none */
    const char *wrong_area;
    bool is_wrong_indicator;
} asked;

static wks_code look(wks_picture *picture, int64_t release, void *what, wks_arena *arena,
                     wks_error *err)
{
    asked *at = what;
    const wks_picture_view view = {release, WKS_DUTCH};
    for (size_t i = 0; i < at->n_areas && at->wrong_area == NULL; i++) {
        const char *level = NULL;
        if (strlen(at->areas[i]) >= WKS_AREA_CODE_SIZE ||
            wks_picture_read_area_level(picture, view, at->areas[i], arena, &level, NULL) !=
                WKS_OK) {
            at->wrong_area = at->areas[i];
        }
    }
    if (at->indicator != NULL) {
        const wks_picture_choice choice = {.indicator = at->indicator};
        wks_picture_series series;
        WKS_TRY(wks_picture_read_series(picture, release, &choice, arena, &series, err));
        at->is_wrong_indicator = !series.has_indicator;
    }
    return WKS_OK;
}

static wks_code check_picture(wks_serve *serve, const char *body, wks_arena *arena,
                              wks_http_response *response, wks_error *err)
{
    asked at = {0};
    WKS_TRY(wks_shape_texts_of(body, "gebieden", arena, &at.areas, &at.n_areas, err));
    WKS_TRY(wks_shape_text_of(body, "indicator", arena, &at.indicator, err));
    WKS_TRY(wks_release_store_ask(&serve->store, look, &at, arena, err));
    if (at.wrong_area != NULL) {
        wks_http_add_fault(response, &(wks_http_fault){"body", "gebieden", "onbekend",
                                                       wks_tr_in(response->language,
                                                                 "Use codes of /api/v1/gebieden.",
                                                                 "Gebruik codes uit "
                                                                 "/api/v1/gebieden.")});
    }
    if (at.is_wrong_indicator) {
        wks_http_add_fault(
            response,
            &(wks_http_fault){"body", "indicator", "onbekend",
                              wks_tr_in(response->language, "Use an id of /api/v1/indicatoren.",
                                        "Gebruik een id uit /api/v1/indicatoren.")});
    }
    return WKS_OK;
}

/* A day before another that it comes after. */
static wks_code check_days(const char *body, wks_arena *arena, wks_http_response *response,
                           wks_error *err)
{
    const char *begin = NULL;
    const char *end = NULL;
    WKS_TRY(wks_shape_text_of(body, "begin", arena, &begin, err));
    WKS_TRY(wks_shape_text_of(body, "einde", arena, &end, err));
    if (begin != NULL && end != NULL && strcmp(end, begin) < 0) {
        wks_http_add_fault(
            response,
            &(wks_http_fault){"body", "einde", "volgorde",
                              wks_tr_in(response->language, "The end comes after the beginning.",
                                        "Het einde komt na het begin.")});
    }
    return WKS_OK;
}

wks_code wks_record_take(wks_serve *serve, const wks_http_request *request,
                         const wks_record_kind *kind, wks_arena *arena, wks_http_response *response,
                         const char **body, wks_error *err)
{
    noting at = {response, arena};
    wks_buffer text = {0};
    const char *sent_as = wks_http_header_of(request, "Content-Type");
    const char *taken = NULL;
    *body = NULL;
    if (sent_as == NULL || !wks_text_starts(sent_as, "application/json")) {
        return wks_http_refuse(response, UNSUPPORTED, NULL);
    }
    const wks_code code =
        wks_shape_take(&kind->shape, request->content, note, &at, arena, &text, err);
    if (code == WKS_E_FORMAT) {
        wks_buffer_clear(&text);
        wks_http_add_fault(
            response, &(wks_http_fault){"body", "", "json",
                                        wks_tr_in(response->language, "This is no JSON object.",
                                                  "Dit is geen JSON-object.")});
        return WKS_OK;
    }
    const wks_code kept = wks_buffer_keep(&text, arena, &taken, err);
    WKS_TRY(code);
    WKS_TRY(kept);
    if (response->n_faults == 0) {
        WKS_TRY(check_picture(serve, taken, arena, response, err));
        WKS_TRY(check_days(taken, arena, response, err));
    }
    *body = response->n_faults == 0 ? taken : NULL;
    return WKS_OK;
}
