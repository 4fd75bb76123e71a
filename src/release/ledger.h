/* release/ledger.h - everything that was ever told about the persons in the vault.
 *
 * A folder with a file per entry, "000001.txt" and up.  An entry is a release, with the counts that
 * it showed for the first time, or what somebody else has published about the same persons.  Each
 * names the SHA-256 of the file before it, so that none can be changed, left out or put between
 * unseen; a file is written whole or not at all, and never again.  A count is a row: what was
 * counted (the table), in which delivery (its version), where, of whom, and what a reader of it
 * knows.  Rows are counts that were shown: the ledger holds nothing that is hidden.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_RELEASE_LEDGER_H
#define WKS_RELEASE_LEDGER_H

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct wks_ledger_row {
    const char *table;   /* what is counted, of which period */
    const char *version; /* of which delivery: its SHA-256 */
    const char *area;    /* its code */
    const char *group;   /* ages and sex, as gate/ writes them */
    int64_t least, most; /* persons; the same when the count was shown */
    int edition;         /* of the area's borders: a year */
    size_t entry;        /* of a row that was read: the number of its entry, from 1; else 0 */
} wks_ledger_row;

typedef enum wks_ledger_kind {
    WKS_LEDGER_RELEASE, /* of this region */
    WKS_LEDGER_KNOWN    /* what others have published */
} wks_ledger_kind;

typedef struct wks_ledger_entry {
    wks_ledger_kind kind;
    const char *date; /* yyyy-mm-dd */
    const char
        *name; /* of a RELEASE the SHA-256 of what it says; of KNOWN who published it, and when */
    wks_hash file; /* SHA-256 of its file */
} wks_ledger_entry;

typedef struct wks_ledger {
    const char *folder;
    wks_ledger_entry *entries; /* [n_entries] oldest first */
    size_t n_entries;
    wks_ledger_row *rows; /* [n_rows] of all entries, in the order of wks_ledger_compare */
    size_t n_rows;
} wks_ledger;

/* Whether text has the form of a date, yyyy-mm-dd. */
bool wks_ledger_is_date(const char *text);

/* By table, version, area, edition and group, for qsort. */
int wks_ledger_compare(const void *a, const void *b);

/* All entries of a ledger, its chain checked; lives in arena.  A folder that is not there is an
 * empty ledger.
 * Errors: WKS_E_FORMAT  a file is not as expected, an entry is missing, or the chain is broken;
 *                       names the file
 *         WKS_E_IO, WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_ledger_read(const char *folder, wks_arena *arena, wks_ledger *out,
                                        wks_error *err);

/* The hash of the last entry; "-" of an empty ledger. */
const char *wks_ledger_head(const wks_ledger *ledger);

/* The rows of a table, all versions: *first up to *first + the result. */
size_t wks_ledger_find(const wks_ledger *ledger, const char *table, size_t *first);

/* The first entry that tells of this table, version, area, edition and group; 0: none. */
size_t wks_ledger_since(const wks_ledger *ledger, const wks_ledger_row *row);
/* Whether an entry tells as much of it as the row does, or more. */
bool wks_ledger_tells(const wks_ledger *ledger, const wks_ledger_row *row);
/* Whether an entry tells its number, and not an interval alone. */
bool wks_ledger_tells_number(const wks_ledger *ledger, const wks_ledger_row *row);

/* Write an entry behind the last, with rows [n] in the order of wks_ledger_compare; *file is the
 * hash of what was written.  The ledger that was read stays as it was.
 * Errors: WKS_E_REFUSED  the date is before that of the last entry
 *         WKS_E_EXISTS   another program wrote an entry since the ledger was read
 *         WKS_E_IO, WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_ledger_append(const wks_ledger *ledger, const wks_ledger_entry *entry,
                                          const wks_ledger_row *rows, size_t n, wks_hash *file,
                                          wks_error *err);

#endif
