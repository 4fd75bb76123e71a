/* private/intake/table_copy.h - the copy of a delivery that the vault's engine reads.
 *
 * Made when the delivery itself is not UTF-8 CSV.  It may hold persons, so it has no name on disk:
 * it is unlinked as soon as it is open and read as /proc/self/fd/N, and is gone when the program
 * ends, however it ends.  Without /proc it keeps a name, for the owner only, until
 * wks_table_copy_close.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_INTAKE_TABLE_COPY_H
#define WKS_PRIVATE_INTAKE_TABLE_COPY_H

#include "base/arena.h"
#include "base/error.h"

#include <stddef.h>

typedef struct wks_table_copy {
    int fd;       /* -1: none; all zeros is not a copy, wks_table_copy_none is */
    char *path;   /* for the engine; lives in the arena */
    char *named;  /* a name that is still to be removed, or NULL */
    char *buffer; /* bytes not yet written */
    size_t n_buffered;
    int failed_errno; /* a failed write sticks until wks_table_copy_flush */
} wks_table_copy;

extern const wks_table_copy wks_table_copy_none;

/* An empty copy in $TMPDIR or /tmp.  Errors: WKS_E_IO, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_table_copy_open(wks_table_copy *copy, wks_arena *arena, wks_error *err);

void wks_table_copy_put(wks_table_copy *copy, const char *bytes, size_t n);

/* Put a cell of a CSV with ; between cells, quoted where it must be. */
void wks_table_copy_put_cell(wks_table_copy *copy, const char *text, size_t n);

/* Write what is left.  Errors: WKS_E_IO when any write failed, as on a full disk. */
WKS_MUST_CHECK wks_code wks_table_copy_flush(wks_table_copy *copy, wks_error *err);

void wks_table_copy_close(wks_table_copy *copy); /* fine with none */

#endif
