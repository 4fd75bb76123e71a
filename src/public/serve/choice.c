/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/choice.h"

#include <stddef.h>
#include <string.h>

static void add(wks_http_response *response, const char *name, const char *english,
                const char *dutch)
{
    wks_http_add_fault(response, &(wks_http_fault){"query", name, "onbekend",
                                                   wks_tr_in(response->language, english, dutch)});
}

bool wks_choice_is_sound(const wks_picture_series *series, wks_http_response *response)
{
    const size_t n_before = response->n_faults;
    if (series->has_series) {
        return true;
    }
    if (!series->has_indicator) {
        add(response, "indicator", "Use an id of /api/v1/indicatoren.",
            "Gebruik een id uit /api/v1/indicatoren.");
    }
    if (!series->has_level) {
        add(response, "niveau", "Use a level of the series of /api/v1/indicatoren.",
            "Gebruik een niveau uit de reeksen van /api/v1/indicatoren.");
    }
    if (series->has_indicator && !series->has_period) {
        add(response, "periode", "Use a period of the series of this indicator.",
            "Gebruik een periode uit de reeksen van deze indicator.");
    }
    if (series->has_indicator && !series->has_breakdown) {
        add(response, "uitsplitsing", "Use an id of the breakdowns of this indicator.",
            "Gebruik een id uit de uitsplitsingen van deze indicator.");
    }
    if (response->n_faults == n_before) {
        add(response, "periode",
            "This indicator has no figures at this level in this period; see its series.",
            "Deze indicator heeft op dit niveau geen cijfers in deze periode; zie zijn reeksen.");
    }
    return false;
}

bool wks_choice_has_fault(const wks_http_response *response, const char *name)
{
    for (size_t i = 0; i < response->n_faults; i++) {
        if (strcmp(response->faults[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

/* One more fault, that says what does exist; nothing where there is none, or was one before. */
static wks_code add_fault(wks_http_response *response, const char *name, const char *there_is,
                          wks_arena *arena, wks_error *err)
{
    if (there_is == NULL || wks_choice_has_fault(response, name)) {
        return WKS_OK;
    }
    const char *text = wks_arena_printf(arena, "Hiervan zijn er geen cijfers; wel van: %s.",
                                        there_is[0] == 0 ? "-" : there_is);
    if (text == NULL) {
        return wks_arena_fail(err);
    }
    wks_http_add_fault(response, &(wks_http_fault){"query", name, "onbekend", text});
    return WKS_OK;
}

wks_code wks_choice_add_faults(const wks_table_offer *offer, const wks_table_choice *choice,
                               wks_arena *arena, wks_http_response *response, wks_error *err)
{
    wks_table_faults faults;
    bool is_sound = false;
    WKS_TRY(wks_picture_table_check(offer, choice, arena, &faults, &is_sound, err));
    WKS_TRY(add_fault(response, "niveau", faults.levels, arena, err));
    WKS_TRY(add_fault(response, "periode", faults.periods, arena, err));
    return add_fault(response, "uitsplitsing", faults.breakdowns, arena, err);
}
