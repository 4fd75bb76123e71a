/* release/seal.h - what the verifier signed of a release, and the check of it.
 *
 * The statement is text of lines; its signature holds for exactly these bytes.  It names what the
 * release says by the SHA-256 of its text (public/picture/picture_text.h), the rules, and where it
 * stands in the ledger.  Nothing in it is made of what is hidden, not even a hash.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_RELEASE_SEAL_H
#define WKS_RELEASE_SEAL_H

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/signature.h"

#include <stddef.h>

typedef struct wks_seal {
    const char *statement;
    wks_signature signature;
    wks_public_key key; /* of who signed */
} wks_seal;

/* What a statement says. */
typedef struct wks_statement {
    wks_hash release; /* of the text of the release */
    const char *date; /* yyyy-mm-dd */
    wks_hash policy;  /* of the rules that applied */
    size_t entry;     /* of the ledger: its number */
    wks_hash ledger;  /* the hash of that entry */
} wks_statement;

/* The statement as text, in arena; NULL when out of memory. */
const char *wks_statement_text(const wks_statement *statement, wks_arena *arena);

/* What such a text says; lives in arena.  Errors: WKS_E_FORMAT, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_statement_read(const char *text, wks_arena *arena, wks_statement *out,
                                           wks_error *err);

/* Sign a statement with the secret key in the file key_path.  Errors: as wks_signature_make. */
WKS_MUST_CHECK wks_code wks_seal_make(const char *statement, const char *key_path, wks_seal *out,
                                      wks_error *err);

/* A seal as a file.  Errors: WKS_E_IO, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_seal_write(const wks_seal *seal, const char *path, wks_error *err);
/* Errors: WKS_E_NOT_FOUND, WKS_E_IO, WKS_E_MEMORY; WKS_E_FORMAT. */
WKS_MUST_CHECK wks_code wks_seal_read(const char *path, wks_arena *arena, wks_seal *out,
                                      wks_error *err);

/* The seal must be of who holds `key`, over a statement of a release with this text; what the
 * statement says goes to *out (in arena) unless that is NULL.
 * Errors: WKS_E_REFUSED  says which of the two it is not; WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_seal_check(const wks_seal *seal, const wks_public_key *key,
                                       const wks_hash *release, wks_arena *arena,
                                       wks_statement *out, wks_error *err);

#endif
