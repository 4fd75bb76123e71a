/* SPDX-License-Identifier: EUPL-1.2 */
#include "verify/release_sign.h"

#include "base/file.h"
#include "release/seal.h"

#include <stdbool.h>
#include <string.h>

/* What was read from a folder. */
typedef struct reading {
    wks_terms terms;
    wks_hash policy;
    wks_protection protection;
    wks_pattern pattern;
    wks_witnesses witnesses;
    wks_claims claims;
    wks_ledger ledger;
} reading;

/* NULL when out of memory, and then reading it fails. */
static const char *path_of(const wks_release_paths *paths, const char *name, wks_arena *arena)
{
    const char *path = wks_file_join(arena, paths->folder, name);
    return path == NULL ? name : path;
}

static wks_code read_all(const wks_release_paths *paths, wks_arena *arena, reading *out,
                         wks_error *err)
{
    wks_hash hash;
    WKS_TRY(wks_terms_read(path_of(paths, "terms", arena), arena, &out->terms, &out->policy, err));
    WKS_TRY(wks_protection_read(path_of(paths, "question", arena), arena, &out->protection, &hash,
                                err));
    WKS_TRY(wks_pattern_read(path_of(paths, "pattern", arena), &out->protection, &hash, arena,
                             &out->pattern, err));
    WKS_TRY(wks_witnesses_read(path_of(paths, "witnesses", arena), &out->protection, &hash, arena,
                               &out->witnesses, err));
    WKS_TRY(wks_claims_read(path_of(paths, "claims", arena), &hash, out->protection.n_cells, arena,
                            &out->claims, err));
    return wks_ledger_read(paths->ledger, arena, &out->ledger, err);
}

static bool is_entered(const wks_ledger *ledger, const wks_release_report *numbers)
{
    const wks_ledger_entry *last =
        ledger->n_entries == 0 ? NULL : &ledger->entries[ledger->n_entries - 1];
    return last != NULL && numbers->n_new == 0 && last->kind == WKS_LEDGER_RELEASE &&
           strcmp(last->name, numbers->text.hex) == 0;
}

/* The entry of the release, which may be there from a run that was killed after it. */
static wks_code enter(const wks_release_paths *paths, const wks_ledger *ledger,
                      const wks_release_report *numbers, wks_statement *out, wks_error *err)
{
    const wks_ledger_entry entry = {
        .kind = WKS_LEDGER_RELEASE, .date = paths->date, .name = numbers->text.hex};
    if (is_entered(ledger, numbers)) {
        out->entry = ledger->n_entries;
        out->ledger = ledger->entries[ledger->n_entries - 1].file;
        return WKS_OK;
    }
    out->entry = ledger->n_entries + 1;
    return wks_ledger_append(ledger, &entry, numbers->new_rows, numbers->n_new, &out->ledger, err);
}

wks_code wks_release_sign(const wks_release_paths *paths, wks_arena *arena, wks_sign_report *report,
                          wks_error *err)
{
    reading *read = NULL;
    wks_seal seal;
    WKS_TRY(wks_arena_take(arena, 1, sizeof *read, &read, err));
    WKS_TRY(read_all(paths, arena, read, err));
    WKS_TRY(wks_witness_check(&read->protection, &read->pattern, &read->witnesses, arena,
                              &report->proofs, err));
    const wks_release_case of = {.terms = &read->terms,
                                 .protection = &read->protection,
                                 .pattern = &read->pattern,
                                 .claims = &read->claims,
                                 .ledger = &read->ledger,
                                 .text = path_of(paths, "release", arena)};
    WKS_TRY(wks_release_check(&of, arena, &report->numbers, err));
    wks_statement statement = {
        .release = report->numbers.text, .date = paths->date, .policy = read->policy};
    /* a key that does not work is found out before the ledger is written */
    WKS_TRY(wks_seal_make("", paths->key, &seal, err));
    WKS_TRY(enter(paths, &read->ledger, &report->numbers, &statement, err));
    report->entry = statement.entry;
    const char *text = wks_statement_text(&statement, arena);
    if (text == NULL) {
        return wks_arena_fail(err);
    }
    WKS_TRY(wks_seal_make(text, paths->key, &seal, err));
    return wks_seal_write(&seal, path_of(paths, "seal", arena), err);
}
