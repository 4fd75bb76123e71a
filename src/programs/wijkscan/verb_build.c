/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "programs/wijkscan/journey.h"

#include <stdbool.h>
#include <stdio.h>

/* Invented figures were loaded when the demo was made; real ones may be listed and still wait. */
static wks_code open_and_load(wks_journey *journey, wks_error *err)
{
    const char *path = journey->workspace.vault_path;
    size_t n_new = 0;
    if (!wks_file_exists(path) && journey->workspace.n_deliveries > 0) {
        WKS_TRY(wks_vault_open(path, false, journey->call->arena, &journey->vault, err));
    } else {
        WKS_TRY(wks_vault_open_existing(path, journey->call->arena, &journey->vault, err));
    }
    return wks_vault_is_invented(journey->vault) ? WKS_OK
                                                 : wks_journey_load_listed(journey, &n_new, err);
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    wks_journey journey;
    WKS_TRY(wks_journey_open(call, wks_arguments_folder(call, arguments), &journey, err));
    wks_code code = open_and_load(&journey, err);
    if (code == WKS_OK) {
        code = wks_journey_publish(&journey, err);
    }
    wks_journey_close(&journey);
    return code;
}

static const wks_flag flags[] = {
    {"workspace", "FOLDER", "where wijkscan.yaml stands (default: here)",
     "waar wijkscan.yaml staat (standaard: hier)"},
};

const wks_verb wks_verb_build = {
    .name = "build",
    .arguments = "[FOLDER]",
    .most_arguments = 1,
    .english = "run all stages: load what is listed, measure, gate, publish a release",
    .dutch = "doe alle stappen: laad wat genoemd is, meet, poort, publiceer een uitgave",
    .more_english =
        "Does only what changed: the same deliveries and definitions give no new release.",
    .more_dutch =
        "Doet alleen wat veranderd is: dezelfde leveringen en definities geven geen nieuwe "
        "uitgave.",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
