/* public/picture/picture_text.h - a release as text: what the verifier reads and signs.
 *
 * Every row of every table of the release is a line: the name of the table and its columns, a space
 * between.  A column is a word (cells/lines.h) with its kind before it: "t" text, "i" a whole
 * number, "n" a number with 17 digits, "-" nothing.  Tables, rows and columns have one order, so
 * the same release is the same bytes, and what is not in the text is not in the picture.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_PICTURE_PICTURE_TEXT_H
#define WKS_PUBLIC_PICTURE_PICTURE_TEXT_H

#include "base/db.h"
#include "base/error.h"
#include "base/hash.h"

#include <stdint.h>

/* The text of a release in db: its SHA-256, and the text itself into the file path unless that is
 * NULL.
 * Errors: WKS_E_STORE, WKS_E_IO, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_picture_text(wks_db *db, int64_t release, const char *path,
                                         wks_hash *out, wks_error *err);

#endif
