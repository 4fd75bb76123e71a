/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "base/language.h"
#include "model/area.h"
#include "model/workspace.h"
#include "programs/wijkscan/verb.h"

#include <stdio.h>
#include <string.h>

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    const char *folder = wks_arguments_folder(call, arguments);
    const char *code = wks_arguments_flag(call, arguments, "region");
    const char *name = wks_arguments_flag(call, arguments, "name");
    char canonical[WKS_AREA_CODE_SIZE];
    wks_level level = WKS_LEVEL_LAND;
    wks_workspace workspace = {
        .region_code = code, .region_name = name == NULL ? code : name, .minimum_persons = 10};
    if (code != NULL && (!wks_area_code_read((wks_span){code, strlen(code)}, canonical, &level) ||
                         level != WKS_LEVEL_REGIO)) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("--region: expected the code of a region, such as GG1106",
                               "--region: verwacht de code van een regio, zoals GG1106"));
    }
    WKS_TRY(wks_file_make_folder(folder, err));
    WKS_TRY(wks_workspace_write(folder, &workspace, err));
    if (!call->is_quiet) {
        printf(
            wks_tr("%s/wijkscan.yaml is made. Fill in the region and the deliveries there, then: "
                   "wijkscan build %s\n",
                   "%s/wijkscan.yaml is gemaakt. Vul daar de regio en de leveringen in, en dan: "
                   "wijkscan build %s\n"),
            folder, folder);
    }
    return WKS_OK;
}

static const wks_flag flags[] = {
    {"region", "CODE", "code of the region, such as GG1106", "code van de regio, zoals GG1106"},
    {"name", "TEXT", "its name, such as Twente", "de naam, zoals Twente"},
};

const wks_verb wks_verb_init = {
    .name = "init",
    .arguments = "[FOLDER]",
    .most_arguments = 1,
    .english = "make a workspace: a folder with wijkscan.yaml, every key explained",
    .dutch = "maak een werkmap: een map met wijkscan.yaml, elke sleutel uitgelegd",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
