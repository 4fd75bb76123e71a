/* Waivers: who signs, until when, and whether they did.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/arena.h"
#include "base/language.h"
#include "base/signature.h"
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

/* What is signed has a line for each. */
static bool has_line_end(const wks_policy_waiver *of)
{
    const char *const texts[] = {of->what, of->reason, of->who[0], of->who[1]};
    bool has_any = false;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        has_any = has_any || texts[i][strcspn(texts[i], "\r\n")] != 0;
    }
    return has_any;
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
        const size_t sign = strcspn(waiver->what, "=");
        if (sign == 0 || sign + 1 >= strlen(waiver->what) || has_line_end(waiver)) {
            return wks_fail(err, WKS_E_FORMAT,
                            wks_tr("%s, line %zu: key 'what' must hold a column and a code such as "
                                   "holding=12, and all texts of a waiver one line; not '%s'",
                                   "%s, regel %zu: bij 'what' hoort een kolom met een code zoals "
                                   "holding=12, en alle teksten van een ontheffing zijn een regel; "
                                   "niet '%s'"),
                            policy->file, wks_yaml_line(text, "what", line_of(text, i), 1),
                            waiver->what);
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

/* ---- signatures ------------------------------------------------------------------------------ */

wks_code wks_policy_waiver_text(const wks_policy *policy, size_t index, wks_arena *arena,
                                wks_span *out, wks_error *err)
{
    const wks_policy_waiver *of = &policy->waivers[index];
    const char *text = wks_arena_printf(
        arena, "wijkscan-waiver 1\npolicy %s\nwhat %s\nuntil %s\nreason %s\nwho %s\nwho %s\n",
        policy->id, of->what, of->until, of->reason, of->who[0], of->who[1]);
    if (text == NULL) {
        return wks_arena_fail(err);
    }
    *out = (wks_span){text, strlen(text)};
    return WKS_OK;
}

static const wks_policy_signer *find_signer(const wks_policy_signer *signers, size_t n,
                                            const char *name)
{
    for (size_t i = 0; i < n; i++) {
        if (is_same_name(signers[i].name, name)) {
            return &signers[i];
        }
    }
    return NULL;
}

static wks_code fail_unsigned(const wks_policy *policy, const wks_policy_waiver *waiver,
                              const char *who, const char *why, wks_error *err)
{
    return wks_fail(err, WKS_E_REFUSED,
                    wks_tr("%s: the waiver '%s' does not count: %s %s",
                           "%s: de ontheffing '%s' telt niet: %s %s"),
                    policy->file, waiver->what, who, why);
}

static wks_code check_signatures(const wks_policy *policy, size_t index,
                                 const wks_policy_signer *signers, size_t n, wks_arena *arena,
                                 wks_error *err)
{
    const wks_policy_waiver *waiver = &policy->waivers[index];
    const wks_policy_signer *by[WKS_POLICY_N_SIGNERS] = {NULL};
    wks_span text = {"", 0};
    WKS_TRY(wks_policy_waiver_text(policy, index, arena, &text, err));
    for (size_t i = 0; i < WKS_POLICY_N_SIGNERS; i++) {
        wks_signature given = {0};
        by[i] = find_signer(signers, n, waiver->who[i]);
        if (by[i] == NULL) {
            return fail_unsigned(
                policy, waiver, waiver->who[i],
                wks_tr("is none of the signers (--signers)", "is geen ondertekenaar (--signers)"),
                err);
        }
        if (strlen(waiver->signatures[i]) < sizeof given.hex) {
            memcpy(given.hex, waiver->signatures[i], strlen(waiver->signatures[i]));
        }
        if (!wks_signature_holds(&given, &by[i]->key, text.at, text.n)) {
            return fail_unsigned(policy, waiver, waiver->who[i],
                                 wks_tr("did not sign this", "heeft dit niet getekend"), err);
        }
    }
    return strcmp(by[0]->key.hex, by[1]->key.hex) != 0
               ? WKS_OK
               : fail_unsigned(policy, waiver, waiver->who[1],
                               wks_tr("has the key of the other", "heeft de sleutel van de ander"),
                               err);
}

wks_code wks_policy_check_waivers(const wks_policy *policy, const char *day,
                                  const wks_policy_signer *signers, size_t n, wks_error *err)
{
    wks_arena arena;
    wks_code code = WKS_OK;
    wks_arena_init(&arena, 0);
    for (size_t i = 0; code == WKS_OK && i < policy->n_waivers; i++) {
        const wks_policy_waiver *waiver = &policy->waivers[i];
        code = strcmp(waiver->until, day) < 0
                   ? wks_fail(err, WKS_E_REFUSED,
                              wks_tr("%s: the waiver '%s' ended on %s",
                                     "%s: de ontheffing '%s' is geeindigd op %s"),
                              policy->file, waiver->what, waiver->until)
                   : check_signatures(policy, i, signers, n, &arena, err);
    }
    wks_arena_clear(&arena);
    return code;
}
