/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/choice.h"

static void add(wks_http_response *response, const char *name, const char *english,
                const char *dutch)
{
    wks_http_add_fault(response, &(wks_http_fault){"query", name, "onbekend",
                                                   wks_tr_in(response->language, english, dutch)});
}

bool wks_choice_is_sound(const wks_picture_series *series, wks_http_response *response)
{
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
    if (response->n_faults == 0) {
        add(response, "periode",
            "This indicator has no figures at this level in this period; see its series.",
            "Deze indicator heeft op dit niveau geen cijfers in deze periode; zie zijn reeksen.");
    }
    return false;
}
