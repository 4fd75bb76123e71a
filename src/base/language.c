/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* Process-wide like the C locale itself: written by main before any thread starts. */
static wks_language chosen = WKS_ENGLISH;

void wks_language_from_environment(void)
{
    static const char *const names[] = {"WIJKSCAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && value[0] != '\0') {
            chosen = strncmp(value, "nl", 2) == 0 ? WKS_DUTCH : WKS_ENGLISH;
            return;
        }
    }
}

void wks_language_set(wks_language language)
{
    chosen = language;
}

wks_language wks_language_get(void)
{
    return chosen;
}

const char *wks_tr(const char *english, const char *dutch)
{
    return wks_tr_in(chosen, english, dutch);
}

const char *wks_tr_in(wks_language language, const char *english, const char *dutch)
{
    return language == WKS_DUTCH ? dutch : english;
}
