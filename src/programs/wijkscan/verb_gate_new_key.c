/* `wijkscan gate new-key`: the secret behind record keys.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/secret.h"
#include "programs/wijkscan/verb.h"

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    return wks_secret_make(arguments->arguments[0], call->arena, err);
}

const wks_verb wks_verb_gate_new_key = {
    .group = "gate",
    .name = "new-key",
    .arguments = "FILE",
    .least_arguments = 1,
    .most_arguments = 1,
    .english = "make the secret key for `wijkscan gate cell-key`, once and for ever",
    .dutch = "maak de geheime sleutel voor `wijkscan gate cell-key`, een keer en voor altijd",
    .more_english =
        "FILE must not be there yet; only you can read it (mode 0600).  Who has it can take the "
        "noise away;\nwho loses it cannot give the same persons the same noise again.  Keep a copy "
        "where nothing is published.",
    .more_dutch = "FILE mag er nog niet zijn; alleen u kunt het lezen (mode 0600).  Wie het heeft "
                  "kan de ruis "
                  "weghalen;\nwie het kwijtraakt kan dezelfde personen niet meer dezelfde ruis "
                  "geven.  Bewaar "
                  "een kopie waar niets\nwordt gepubliceerd.",
    .run = run,
};
