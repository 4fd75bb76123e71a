/* Waivers: who signs, until when.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "model/policy_parts.h"
#include "model/yaml.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum {
    NAME_SIZE = 256
};

/* "2027-12-31", a day of the calendar. */
static bool is_day(const char *text)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int64_t year = 0;
    int64_t month = 0;
    int64_t day = 0;
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-' ||
        strspn(text, "0123456789-") != 10 || !wks_text_integer((wks_span){text, 4}, &year) ||
        !wks_text_integer((wks_span){text + 5, 2}, &month) ||
        !wks_text_integer((wks_span){text + 8, 2}, &day) || month < 1 || month > 12) {
        return false;
    }
    const bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return day >= 1 && day <= lengths[month - 1] + (month == 2 && is_leap ? 1 : 0);
}

/* The same person, however the name is written. */
static bool is_same_name(const char *a, const char *b)
{
    char left[NAME_SIZE];
    char right[NAME_SIZE];
    if (strlen(a) >= NAME_SIZE || strlen(b) >= NAME_SIZE) {
        return strcmp(a, b) == 0;
    }
    wks_text_fold(a, left);
    wks_text_fold(b, right);
    return strcmp(left, right) == 0;
}

/* The line of waiver `index`. */
static size_t line_of(wks_span text, size_t index)
{
    size_t line = wks_yaml_line(text, "waivers", 1, 1);
    for (size_t i = 0; i <= index; i++) {
        line = wks_yaml_line(text, "who", line + 1, line);
    }
    return line;
}

wks_code wks_policy_check_waiver_form(const wks_policy *policy, wks_span text, wks_error *err)
{
    for (size_t i = 0; i < policy->n_waivers; i++) {
        const wks_policy_waiver *waiver = &policy->waivers[i];
        if (is_same_name(waiver->who[0], waiver->who[1])) {
            return wks_fail(err, WKS_E_FORMAT,
                            wks_tr("%s, line %zu: a waiver is signed by two different persons",
                                   "%s, regel %zu: een ontheffing is door twee verschillende "
                                   "personen getekend"),
                            policy->file, line_of(text, i));
        }
        if (!is_day(waiver->until)) {
            return wks_fail(
                err, WKS_E_FORMAT,
                wks_tr("%s, line %zu: key 'until' must hold a day such as 2027-12-31, not "
                       "'%s'",
                       "%s, regel %zu: bij 'until' hoort een dag zoals 2027-12-31, niet "
                       "'%s'"),
                policy->file, wks_yaml_line(text, "until", line_of(text, i), 1), waiver->until);
        }
    }
    return WKS_OK;
}

wks_code wks_policy_check_waivers(const wks_policy *policy, const char *day, wks_error *err)
{
    for (size_t i = 0; i < policy->n_waivers; i++) {
        const wks_policy_waiver *waiver = &policy->waivers[i];
        if (strcmp(waiver->until, day) < 0) {
            return wks_fail(err, WKS_E_REFUSED,
                            wks_tr("%s: the waiver '%s' ended on %s",
                                   "%s: de ontheffing '%s' is geeindigd op %s"),
                            policy->file, waiver->what, waiver->until);
        }
    }
    return policy->n_waivers == 0
               ? WKS_OK
               : wks_fail(
                     err, WKS_E_REFUSED,
                     wks_tr("%s: the waiver '%s' does not count: signatures cannot be checked yet",
                            "%s: de ontheffing '%s' telt niet: handtekeningen kunnen nog niet "
                            "worden nagegaan"),
                     policy->file, policy->waivers[0].what);
}
