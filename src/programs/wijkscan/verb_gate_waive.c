/* `wijkscan gate waive`: one of the two signatures under a waiver.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/language.h"
#include "base/signature.h"
#include "model/policy.h"
#include "programs/wijkscan/method.h"
#include "programs/wijkscan/verb.h"

#include <stdio.h>

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    const char *key_path = NULL;
    int number = 0;
    wks_policy policy;
    wks_span text;
    wks_signature signature;
    wks_public_key key;
    WKS_TRY(wks_method_flag(call, arguments, "key", &key_path, err));
    WKS_TRY(wks_policy_read(arguments->arguments[0], call->arena, &policy, err));
    if (policy.n_waivers == 0) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("%s: has no waivers", "%s: heeft geen ontheffingen"), policy.file);
    }
    WKS_TRY(
        wks_arguments_number(call, arguments, "number", 1, (int)policy.n_waivers, 1, &number, err));
    WKS_TRY(wks_policy_waiver_text(&policy, (size_t)number - 1, call->arena, &text, err));
    WKS_TRY(wks_signature_make(key_path, text.at, text.n, &signature, &key, err));
    printf("%s\n", signature.hex);
    return WKS_OK;
}

static const wks_flag flags[] = {
    {"key", "FILE", "your secret key (wijkscan-verify key)",
     "uw geheime sleutel (wijkscan-verify key)"},
    {"number", "N", "which waiver of the policy, from 1 (default 1)",
     "welke ontheffing van het beleid, vanaf 1 (standaard 1)"},
};

const wks_verb wks_verb_gate_waive = {
    .group = "gate",
    .name = "waive",
    .arguments = "POLICY.yaml",
    .least_arguments = 1,
    .most_arguments = 1,
    .english = "sign a waiver: a contributor lets their numbers be shown, until a day",
    .dutch = "teken een ontheffing: een bijdrager laat zijn cijfers tonen, tot een dag",
    .more_english =
        "A waiver stands in a policy, with two names; each signs what it says.  Printed is the "
        "signature, for\n`signatures` in the policy, in the order of the names.  `wijkscan gate "
        "protect --signers` says who may\nsign: a CSV with columns name and key (the FILE.pub of "
        "`wijkscan-verify key FILE`).",
    .more_dutch =
        "Een ontheffing staat in een beleid, met twee namen; elk tekent wat er staat.  Getoond "
        "wordt de\nhandtekening, voor `signatures` in het beleid, in de volgorde van de namen.  "
        "`wijkscan gate protect\n--signers` zegt wie mag tekenen: een CSV met kolommen name en key "
        "(de FILE.pub van `wijkscan-verify\nkey FILE`).",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
