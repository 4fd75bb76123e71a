/* programs/wijkscan/export_open.h - the picture of a workspace, for the verbs that hand it out.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PROGRAMS_WIJKSCAN_EXPORT_OPEN_H
#define WKS_PROGRAMS_WIJKSCAN_EXPORT_OPEN_H

#include "programs/wijkscan/verb.h"
#include "public/picture/picture_read.h"

/* Open the picture of --workspace at its newest release, which its verifier must have signed.  The
 * caller closes *picture, on failure too.
 * Errors: WKS_E_NOT_FOUND  no workspace, no picture, no release
 *         WKS_E_REFUSED    the release is not what was signed
 *         those of wks_workspace_read, wks_picture_read_open, wks_picture_seal_key */
WKS_MUST_CHECK wks_code wks_export_open(const wks_call *call, const wks_arguments *arguments,
                                        wks_picture **picture, wks_picture_release *release,
                                        wks_error *err);

#endif
