/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/reply_language.h"

#include <string.h>

const char *wks_reply_language_code(wks_language language)
{
    return language == WKS_DUTCH ? "nl" : "en";
}

bool wks_reply_language_is_sound(const char *taal, wks_http_response *response)
{
    if (taal == NULL || strcmp(taal, wks_reply_language_code(response->language)) == 0) {
        return true;
    }
    wks_http_add_fault(response, &(wks_http_fault){"query", WKS_REPLY_LANGUAGE, "onbekend",
                                                   "Kies nl (Nederlands) of en (Engels)."});
    return false;
}
