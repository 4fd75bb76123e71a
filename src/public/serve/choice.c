/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/choice.h"

static void add(wks_http_response *response, const char *name, const char *text)
{
    wks_http_add_fault(response, &(wks_http_fault){"query", name, "onbekend", text});
}

bool wks_choice_is_sound(const wks_picture_series *series, wks_http_response *response)
{
    if (series->has_series) {
        return true;
    }
    if (!series->has_indicator) {
        add(response, "indicator", "Gebruik een id uit /api/v1/indicatoren.");
    }
    if (!series->has_level) {
        add(response, "niveau", "Gebruik een niveau uit de reeksen van /api/v1/indicatoren.");
    }
    if (series->has_indicator && !series->has_period) {
        add(response, "periode", "Gebruik een periode uit de reeksen van deze indicator.");
    }
    if (series->has_indicator && !series->has_breakdown) {
        add(response, "uitsplitsing", "Gebruik een id uit de uitsplitsingen van deze indicator.");
    }
    if (response->n_faults == 0) {
        add(response, "periode",
            "Deze indicator heeft op dit niveau geen cijfers in deze periode; zie zijn reeksen.");
    }
    return false;
}
