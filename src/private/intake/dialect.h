/* private/intake/dialect.h - how a CSV is written: delimiter, title lines, header, decimal comma.
 *
 * In: the first part of a file, in UTF-8.  Out: what an engine must know to read it.
 *
 * The delimiter is the one of ; , tab | that cuts most records into the same number of fields; of
 * two that do so equally well the one with more fields.  "sep=;" on the first line (Excel) decides.
 * The header is found by private/intake/header.h.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_INTAKE_DIALECT_H
#define WKS_PRIVATE_INTAKE_DIALECT_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct wks_dialect {
    char delimiter;
    const char *const
        *columns; /* [n_columns] trimmed, never empty, unique without regard to case */
    size_t n_columns;
    size_t skip_lines;     /* lines before the first row of data */
    size_t skip_bytes;     /* the same in bytes of text */
    bool is_skip_plain;    /* every line skipped is one whole record, so that any way of counting
                              comes to skip_lines */
    bool is_decimal_comma; /* more cells like 1,5 than like 1.5 in the rows of the text */
} wks_dialect;

/* text: no byte-order mark; is_whole: the file ends where text ends, else its last record may be
 * cut and is left out. Errors: WKS_E_FORMAT  empty, one column only, no header, or a header and no
 * rows WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_dialect_find(wks_span text, bool is_whole, wks_arena *arena,
                                         wks_dialect *out, wks_error *err);

#endif
