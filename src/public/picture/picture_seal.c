/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/picture/picture_seal.h"

#include "base/arena.h"
#include "base/embedded.h"
#include "base/language.h"
#include "public/picture/picture_text.h"
#include "release/seal.h"

#include <stdio.h>
#include <string.h>

extern const wks_embedded_text wks_picture_seal_queries[];

wks_code wks_picture_seal_key(const char *picture_path, const char *key_path, wks_public_key *out,
                              wks_error *err)
{
    char beside[4096];
    const int n = snprintf(beside, sizeof beside, "%s.pub", picture_path);
    if (n < 0 || (size_t)n >= sizeof beside) {
        return wks_fail(err, WKS_E_NOT_FOUND, wks_tr("%s: path too long", "%s: pad te lang"),
                        picture_path);
    }
    return wks_signature_read_key(key_path == NULL ? beside : key_path, out, err);
}

static wks_code fail_seal(wks_error *err)
{
    return wks_fail(err, WKS_E_REFUSED, "%s",
                    wks_tr("the newest release has no signature of the verifier, and is not shown; "
                           "'wijkscan build' makes a release that has",
                           "de nieuwste uitgave heeft geen handtekening van de controleur, en "
                           "wordt niet getoond; 'wijkscan build' maakt een uitgave die hem heeft"));
}

static bool take_digits(char *out, size_t size, const char *text)
{
    if (strlen(text) != size - 1) {
        return false;
    }
    memcpy(out, text, size);
    return true;
}

/* The seal of a release, whose texts live in arena. */
static wks_code read_seal(wks_db *db, int64_t release, wks_arena *arena, wks_seal *out,
                          wks_error *err)
{
    wks_query *query = NULL;
    bool has_row = false;
    WKS_TRY(wks_query_open(db, wks_picture_seal_queries[0].text, &query, err));
    wks_query_bind_integer(query, 1, release);
    wks_code code = wks_query_step(query, &has_row, err);
    if (code == WKS_OK &&
        !(has_row &&
          take_digits(out->signature.hex, sizeof out->signature.hex, wks_query_text(query, 1)) &&
          take_digits(out->key.hex, sizeof out->key.hex, wks_query_text(query, 2)))) {
        code = fail_seal(err);
    }
    if (code == WKS_OK) {
        out->statement = wks_arena_text(arena, wks_query_text(query, 0));
        code = out->statement == NULL ? wks_arena_fail(err) : WKS_OK;
    }
    wks_query_close(query);
    return code;
}

wks_code wks_picture_seal_check(wks_db *db, int64_t release, const wks_public_key *key,
                                wks_error *err)
{
    wks_arena arena;
    wks_seal seal;
    wks_hash text;
    wks_arena_init(&arena, 0);
    wks_code code = read_seal(db, release, &arena, &seal, err);
    if (code == WKS_OK) {
        code = wks_picture_text(db, release, NULL, &text, err);
    }
    if (code == WKS_OK) {
        code = wks_seal_check(&seal, key, &text, &arena, NULL, err);
    }
    wks_arena_clear(&arena);
    return code;
}
