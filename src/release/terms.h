/* release/terms.h - the rules that a release is held to, as the verifier reads them.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_RELEASE_TERMS_H
#define WKS_RELEASE_TERMS_H

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"

#include <stdint.h>

enum {
    WKS_TERMS_LEAST_MINIMUM = 10 /* no terms may ask less */
};

typedef struct wks_terms {
    const char *policy;  /* whose rules: its id; "-": of no policy */
    const char *version; /* of it */
    const char *hash;    /* SHA-256 of its file */
    int64_t minimum; /* the fewest persons below a line, above it and between that may be shown */
    int64_t
        insiders; /* persons who are counted that a reader may be: 0 or 1 (cells/protection.h) */
} wks_terms;

/* Errors: WKS_E_IO, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_terms_write(const wks_terms *terms, const char *path, wks_error *err);

/* *hash is the SHA-256 of the file.
 * Errors: WKS_E_NOT_FOUND, WKS_E_IO, WKS_E_MEMORY
 *         WKS_E_FORMAT  names the line and what was expected there: also a minimum below
 *                       WKS_TERMS_LEAST_MINIMUM */
WKS_MUST_CHECK wks_code wks_terms_read(const char *path, wks_arena *arena, wks_terms *out,
                                       wks_hash *hash, wks_error *err);

#endif
