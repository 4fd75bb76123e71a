/* public/picture/picture_seal.h - is a release exactly what the verifier signed?
 *
 * Whoever reads a picture asks this first, and shows nothing of a release of which it is not so.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_PICTURE_PICTURE_SEAL_H
#define WKS_PUBLIC_PICTURE_PICTURE_SEAL_H

#include "base/db.h"
#include "base/error.h"
#include "base/signature.h"

#include <stdint.h>

/* The public key of the verifier whose releases are shown: in the file key_path, or where that is
 * NULL beside the picture, with ".pub" behind its name.
 * Errors: WKS_E_NOT_FOUND, WKS_E_FORMAT, WKS_E_IO, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_picture_seal_key(const char *picture_path, const char *key_path,
                                             wks_public_key *out, wks_error *err);

/* The release must have a seal of this key over all that it says.
 * Errors: WKS_E_REFUSED  it has none, of another key, or the release was changed
 *         WKS_E_STORE, WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_picture_seal_check(wks_db *db, int64_t release,
                                               const wks_public_key *key, wks_error *err);

#endif
