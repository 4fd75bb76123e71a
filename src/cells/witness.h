/* cells/witness.h - tables that prove a pattern safe, as a file.
 *
 * A reader cannot tell the true atoms from any other atoms that give every cell they know the same
 * value.  A witness is such another table, written as its difference from the true one: it proves
 * of every cell that it takes as low, or as high, as a reader must hold possible, that the reader
 * does.  Which cells these are is not told but found.  Whole numbers only, so that a proof is
 * checked by adding up (verify/witness_check.h), whatever found it.  Where no table of whole
 * persons is known, a table may be given `times` as large, and proves what a table of parts of
 * persons proves.
 *
 * A table that changes no atom that an insider knows (cells/protection.h) stands before them too.
 * One that does, proves nothing to them: they need another.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_CELLS_WITNESS_H
#define WKS_CELLS_WITNESS_H

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"
#include "cells/protection.h"

#include <stddef.h>
#include <stdint.h>

/* Products of persons and times stay within 64 bits. */
enum {
    WKS_WITNESS_MOST_TIMES = 4096
};

typedef struct wks_witnesses {
    wks_hash protection;
    size_t n;
    int64_t *times;  /* [n] 1: whole persons; at most WKS_WITNESS_MOST_TIMES */
    size_t *first;   /* [n + 1] */
    uint32_t *atom;  /* [first[n]] atoms that differ: first[i] up to first[i + 1], rising */
    int64_t *change; /* [first[n]] by how much; not 0 */
} wks_witnesses;

/* Errors: WKS_E_IO, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_witnesses_write(const wks_witnesses *witnesses, const char *path,
                                            wks_error *err);

/* Of this protection, whose hash is `hash`; lives in arena.  Says nothing of whether they prove
 * anything.
 * Errors: WKS_E_NOT_FOUND, WKS_E_IO
 *         WKS_E_FORMAT     names the line and what was expected there
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_witnesses_read(const char *path, const wks_protection *protection,
                                           const wks_hash *hash, wks_arena *arena,
                                           wks_witnesses *out, wks_error *err);

#endif
