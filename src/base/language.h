/* base/language.h - Dutch or English, chosen once when a program starts.
 *
 * Every text for a user stands in both languages at the place that says it, so that neither can go
 * missing and the compiler checks the arguments of both.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_LANGUAGE_H
#define WKS_BASE_LANGUAGE_H

typedef enum wks_language {
    WKS_ENGLISH,
    WKS_DUTCH
} wks_language;

/* Read WIJKSCAN_LANG, then LC_ALL, LC_MESSAGES and LANG: the first that is set decides; a value
 * that starts with "nl" is Dutch.  Call at the start of main, before any thread. */
void wks_language_from_environment(void);
void wks_language_set(wks_language language);
wks_language wks_language_get(void);

/* The text in the chosen language.  Both are literals, and live for ever. */
const char *wks_tr(const char *english, const char *dutch)
    __attribute__((format_arg(1), format_arg(2)));
/* The text in this language, whatever the program's own is: for replies to a reader who chose. */
const char *wks_tr_in(wks_language language, const char *english, const char *dutch)
    __attribute__((format_arg(2), format_arg(3)));

#endif
