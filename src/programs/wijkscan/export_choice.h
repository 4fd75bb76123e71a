/* programs/wijkscan/export_choice.h - what a user asks of the picture, and where it goes.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PROGRAMS_WIJKSCAN_EXPORT_CHOICE_H
#define WKS_PROGRAMS_WIJKSCAN_EXPORT_CHOICE_H

#include "base/text.h"
#include "programs/wijkscan/verb.h"
#include "public/picture/picture_table.h"

#include <stdint.h>

/* The id of an indicator that is called by id or code, in small letters or capitals.
 * Errors: WKS_E_NOT_FOUND  the text lists those there are; WKS_E_STORE, WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_export_find_indicator(wks_picture *picture, int64_t release,
                                                  const char *asked, wks_arena *arena,
                                                  const char **out, wks_error *err);

/* Whether the offer holds what is chosen.
 * Errors: WKS_E_NOT_FOUND  all that is wrong with it in one line, with what there is; WKS_E_MEMORY
 */
WKS_MUST_CHECK wks_code wks_export_check_choice(const wks_table_offer *offer,
                                                const wks_table_choice *choice, wks_arena *arena,
                                                wks_error *err);

/* Write file to path, and say so unless the call is quiet; path NULL: to standard output.
 * Errors: WKS_E_IO. */
WKS_MUST_CHECK wks_code wks_export_put_out(const wks_call *call, const char *path, wks_buffer *file,
                                           wks_error *err);

#endif
