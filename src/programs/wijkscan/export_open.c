/* SPDX-License-Identifier: EUPL-1.2 */
#include "programs/wijkscan/export_open.h"

#include "base/file.h"
#include "base/language.h"
#include "model/workspace.h"
#include "public/picture/picture_seal.h"

#include <stddef.h>

wks_code wks_export_open(const wks_call *call, const wks_arguments *arguments,
                         wks_picture **picture, wks_picture_release *release, wks_error *err)
{
    const char *folder = wks_arguments_flag(call, arguments, "workspace");
    wks_workspace workspace;
    wks_public_key key;
    *picture = NULL;
    WKS_TRY(wks_workspace_read(folder == NULL ? "." : folder, call->arena, &workspace, err));
    if (!wks_file_exists(workspace.picture_path)) {
        return wks_fail(err, WKS_E_NOT_FOUND,
                        wks_tr("%s: there is no picture yet; make one with `wijkscan build`",
                               "%s: er is nog geen beeld; maak het met `wijkscan build`"),
                        workspace.picture_path);
    }
    WKS_TRY(wks_picture_read_open(workspace.picture_path, picture, err));
    WKS_TRY(wks_picture_read_newest(*picture, release, err));
    WKS_TRY(wks_picture_seal_key(workspace.picture_path, NULL, &key, err));
    return wks_picture_read_check(*picture, release->number, &key, err);
}
