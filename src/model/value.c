/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/value.h"

#include "base/language.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

static const struct {
    const char *code;
    const char *english;
    const char *dutch;
    const char *dutch_code;
} statuses[WKS_N_STATUSES] = {
    [WKS_STATUS_OK] = {"ok", "measured", "gemeten", "gemeten"},
    [WKS_STATUS_ESTIMATE] = {"estimate", "estimate", "schatting", "schatting"},
    [WKS_STATUS_CONVERTED] = {"converted", "converted", "omgerekend", "omgerekend"},
    [WKS_STATUS_PROVISIONAL] = {"provisional", "provisional", "voorlopig", "voorlopig"},
    [WKS_STATUS_HIDDEN] = {"hidden", "hidden (privacy)", "verborgen (privacy)", "geheim"},
    [WKS_STATUS_TOO_FEW] = {"too_few", "too few observations", "te weinig waarnemingen",
                            "onbetrouwbaar"},
    [WKS_STATUS_NOT_DELIVERED] = {"not_delivered", "not delivered", "niet geleverd", "ontbreekt"},
    [WKS_STATUS_NOT_APPLICABLE] = {"not_applicable", "not applicable", "niet van toepassing",
                                   "nvt"},
    [WKS_STATUS_NOT_RELEASED] = {"not_released", "not yet released", "nog niet vrijgegeven",
                                 "nognietvrij"},
    [WKS_STATUS_BOUNDARY] = {"boundary", "boundary changed", "grens gewijzigd", "grens"},
};

const char *wks_status_code(wks_status status)
{
    return statuses[status].code;
}

const char *wks_status_words(wks_status status)
{
    return wks_language_get() == WKS_DUTCH ? statuses[status].dutch : statuses[status].english;
}

const char *wks_status_dutch_code(wks_status status)
{
    return statuses[status].dutch_code;
}

const char *wks_status_dutch_words(wks_status status)
{
    return statuses[status].dutch;
}

bool wks_status_parse(const char *code, wks_status *out)
{
    for (size_t i = 0; i < WKS_N_STATUSES; i++) {
        if (strcmp(code, statuses[i].code) == 0) {
            *out = (wks_status)i;
            return true;
        }
    }
    return false;
}

bool wks_status_has_number(wks_status status)
{
    return status <= WKS_STATUS_PROVISIONAL;
}

wks_value wks_value_empty(wks_status status)
{
    return (wks_value){.value = NAN, .lower = NAN, .upper = NAN, .status = status};
}
