/* SPDX-License-Identifier: EUPL-1.2 */
#include "release/seal.h"

#include "base/file.h"
#include "base/language.h"
#include "base/text.h"
#include "cells/lines.h"

#include <string.h>

enum {
    MOST_ENTRIES = 999999
};

const char *wks_statement_text(const wks_statement *statement, wks_arena *arena)
{
    return wks_arena_printf(arena,
                            "wijkscan-statement 1\nrelease %s\ndate %s\npolicy %s\nledger %zu %s\n",
                            statement->release.hex, statement->date, statement->policy.hex,
                            statement->entry, statement->ledger.hex);
}

wks_code wks_statement_read(const char *text, wks_arena *arena, wks_statement *out, wks_error *err)
{
    wks_lines lines = {.path = wks_tr("the statement", "de verklaring"),
                       .rest = {text, strlen(text)}};
    int64_t entry = 0;
    WKS_TRY(wks_lines_kind(&lines, "wijkscan-statement", err));
    WKS_TRY(wks_lines_next(&lines, err));
    WKS_TRY(wks_lines_literal(&lines, "release", err));
    WKS_TRY(wks_lines_hash(&lines, &out->release, err));
    WKS_TRY(wks_lines_next(&lines, err));
    WKS_TRY(wks_lines_literal(&lines, "date", err));
    WKS_TRY(wks_lines_word(&lines, arena, &out->date, err));
    WKS_TRY(wks_lines_next(&lines, err));
    WKS_TRY(wks_lines_literal(&lines, "policy", err));
    WKS_TRY(wks_lines_hash(&lines, &out->policy, err));
    WKS_TRY(wks_lines_next(&lines, err));
    WKS_TRY(wks_lines_literal(&lines, "ledger", err));
    WKS_TRY(wks_lines_integer(&lines, 1, MOST_ENTRIES, &entry, err));
    WKS_TRY(wks_lines_hash(&lines, &out->ledger, err));
    out->entry = (size_t)entry;
    return wks_lines_end(&lines, err);
}

wks_code wks_seal_make(const char *statement, const char *key_path, wks_seal *out, wks_error *err)
{
    out->statement = statement;
    return wks_signature_make(key_path, statement, strlen(statement), &out->signature, &out->key,
                              err);
}

wks_code wks_seal_write(const wks_seal *seal, const char *path, wks_error *err)
{
    wks_buffer out = {0};
    wks_buffer_text(&out, "wijkscan-seal 1\nstatement ");
    wks_lines_put_word(&out, seal->statement);
    wks_buffer_printf(&out, "\nsignature %s\nkey %s\n", seal->signature.hex, seal->key.hex);
    return wks_file_write_buffer(path, &out, err);
}

/* A word of exactly `digits` bytes into out. */
static wks_code read_digits(wks_lines *lines, const char *name, size_t digits, wks_arena *arena,
                            char *out, wks_error *err)
{
    const char *word = NULL;
    WKS_TRY(wks_lines_next(lines, err));
    WKS_TRY(wks_lines_literal(lines, name, err));
    WKS_TRY(wks_lines_word(lines, arena, &word, err));
    if (strlen(word) != digits) {
        return wks_lines_fail(
            lines, wks_tr("a seal as it was written", "een zegel zoals het geschreven is"), err);
    }
    memcpy(out, word, digits + 1);
    return WKS_OK;
}

wks_code wks_seal_read(const char *path, wks_arena *arena, wks_seal *out, wks_error *err)
{
    wks_lines lines;
    WKS_TRY(wks_lines_open(path, arena, &lines, NULL, err));
    WKS_TRY(wks_lines_kind(&lines, "wijkscan-seal", err));
    WKS_TRY(wks_lines_next(&lines, err));
    WKS_TRY(wks_lines_literal(&lines, "statement", err));
    WKS_TRY(wks_lines_word(&lines, arena, &out->statement, err));
    WKS_TRY(read_digits(&lines, "signature", sizeof out->signature.hex - 1, arena,
                        out->signature.hex, err));
    WKS_TRY(read_digits(&lines, "key", sizeof out->key.hex - 1, arena, out->key.hex, err));
    return wks_lines_end(&lines, err);
}

wks_code wks_seal_check(const wks_seal *seal, const wks_public_key *key, const wks_hash *release,
                        wks_arena *arena, wks_statement *out, wks_error *err)
{
    wks_statement said;
    if (!wks_signature_holds(&seal->signature, key, seal->statement, strlen(seal->statement))) {
        return wks_fail(err, WKS_E_REFUSED, "%s",
                        wks_tr("the signature is not that of the verifier of this region",
                               "de handtekening is niet die van de controleur van deze regio"));
    }
    WKS_TRY(wks_statement_read(seal->statement, arena, &said, err));
    if (strcmp(said.release.hex, release->hex) != 0) {
        return wks_fail(err, WKS_E_REFUSED, "%s",
                        wks_tr("the release was changed after the verifier signed it",
                               "de uitgave is veranderd nadat de controleur haar tekende"));
    }
    if (out != NULL) {
        *out = said;
    }
    return WKS_OK;
}
