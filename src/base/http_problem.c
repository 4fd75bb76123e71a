/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/http_body.h"
#include "base/json.h"

#include <stdio.h>

/* Replies are Dutch (NL API Design Rules, /core/interface-language) unless the reader asks for
 * English, and the same from every server: so no wks_tr here. */
typedef struct problem_words {
    const char *title;
    const char *detail;
} problem_words;

static const struct {
    unsigned status;
    const char *slug;
    problem_words dutch;
    problem_words english;
} kinds[] = {
    {400,
     "ongeldige-invoer",
     {"Ongeldige invoer", "De vraag klopt niet."},
     {"Bad request", "The question is not right."}},
    {401,
     "niet-ingelogd",
     {"Niet ingelogd", "Log in om dit te zien of te doen."},
     {"Not signed in", "Sign in to see or do this."}},
    {403,
     "niet-toegestaan",
     {"Niet toegestaan", "Uw account mag dit niet."},
     {"Not allowed", "Your account may not do this."}},
    {404,
     "niet-gevonden",
     {"Niet gevonden", "Dit adres bestaat niet."},
     {"Not found", "This address does not exist."}},
    {405,
     "methode-niet-toegestaan",
     {"Methode niet toegestaan", "Dit adres kent deze methode niet; de kop Allow noemt welke wel."},
     {"Method not allowed",
      "This address does not take this method; the header Allow names those it does."}},
    {409,
     "in-strijd",
     {"In strijd met wat er is", "Dit past niet bij wat er al is."},
     {"Conflict", "This does not go with what is there."}},
    {412,
     "intussen-gewijzigd",
     {"Intussen gewijzigd", "Iemand anders heeft dit gewijzigd nadat u het opende."},
     {"Changed meanwhile", "Somebody else changed this after you opened it."}},
    {413,
     "te-groot",
     {"Verzoek te groot", "Dit adres neemt geen inhoud aan, of niet zoveel."},
     {"Request too large", "This address takes no content, or not so much."}},
    {414,
     "adres-te-lang",
     {"Adres te lang", "Het adres is langer dan 4096 tekens."},
     {"Address too long", "The address is longer than 4096 characters."}},
    {428,
     "versie-ontbreekt",
     {"Versie ontbreekt", "Zeg met If-Match welke versie u wijzigt."},
     {"Version missing", "Say with If-Match which version you change."}},
    {415,
     "soort-niet-ondersteund",
     {"Soort niet ondersteund", "Stuur JSON."},
     {"Kind not supported", "Send JSON."}},
    {429,
     "te-vaak",
     {"Te vaak geprobeerd", "Wacht even en probeer het dan opnieuw."},
     {"Tried too often", "Wait a moment and try again."}},
    {500,
     "serverfout",
     {"Fout in de server", "Er ging iets mis. De beheerder vindt de oorzaak in het logboek."},
     {"Fault in the server", "Something went wrong. Whoever runs it finds the cause in the log."}},
    {503,
     "niet-beschikbaar",
     {"Niet beschikbaar", "Probeer het later opnieuw."},
     {"Not available", "Try again later."}},
};

void wks_http_add_fault(wks_http_response *response, const wks_http_fault *fault)
{
    if (response->n_faults < WKS_HTTP_MAX_FAULTS) {
        response->faults[response->n_faults++] = *fault;
    }
}

wks_code wks_http_refuse(wks_http_response *response, unsigned status, const char *detail)
{
    response->status = status;
    response->detail = detail;
    return WKS_OK;
}

static void write_faults(wks_json *json, const wks_http_fault *faults, size_t n_faults)
{
    wks_json_key(json, "errors");
    wks_json_open_array(json);
    for (size_t i = 0; i < n_faults; i++) {
        wks_json_open_object(json);
        wks_json_member_text(json, "in", faults[i].where);
        wks_json_member_text(json, "location", faults[i].name);
        wks_json_member_text(json, "code", faults[i].code);
        wks_json_member_text(json, "detail", faults[i].text);
        wks_json_close_object(json);
    }
    wks_json_close_array(json);
}

/* What is wrong, when the handler did not say it in one sentence. */
static const char *count_faults(const wks_http_response *response, size_t size, char *out)
{
    const bool is_one = response->n_faults == 1;
    snprintf(out, size,
             wks_tr_in(response->language,
                       is_one ? "%zu part is not right." : "%zu parts are not right.",
                       is_one ? "%zu onderdeel klopt niet." : "%zu onderdelen kloppen niet."),
             response->n_faults);
    return out;
}

wks_code wks_http_problem_make(const wks_http_server *server, unsigned status,
                               const wks_http_response *response, const char *allow,
                               wks_http_body **out, wks_error *err)
{
    size_t kind = 0;
    while (kind + 1 < sizeof kinds / sizeof kinds[0] && kinds[kind].status != status) {
        kind++;
    }
    const problem_words *words =
        response->language == WKS_DUTCH ? &kinds[kind].dutch : &kinds[kind].english;
    char type[64];
    char count[64];
    const char *detail = response->detail != NULL ? response->detail
                         : response->n_faults > 0 ? count_faults(response, sizeof count, count)
                                                  : words->detail;
    snprintf(type, sizeof type, "/over#fout-%s", kinds[kind].slug);
    wks_buffer text = {0};
    wks_json json;
    wks_json_init(&json, &text);
    wks_json_open_object(&json);
    wks_json_member_text(&json, "type", type);
    wks_json_member_integer(&json, "status", status);
    wks_json_member_text(&json, "title", words->title);
    wks_json_member_text(&json, "detail", detail);
    if (response->n_faults > 0) {
        write_faults(&json, response->faults, response->n_faults);
    }
    wks_json_close_object(&json);
    wks_code code = wks_buffer_check(&text, err);
    if (code != WKS_OK) {
        wks_buffer_clear(&text);
        *out = NULL;
        return code;
    }
    return wks_http_body_make(server,
                              &(wks_http_body_options){.status = status,
                                                       .mime = "application/problem+json",
                                                       .allow = allow,
                                                       .identity = {.buffer = &text}},
                              out, err);
}
