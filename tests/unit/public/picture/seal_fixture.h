/* seal_fixture.h - a verifier's key for a test, and seals with it.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_TEST_SEAL_FIXTURE_H
#define WKS_TEST_SEAL_FIXTURE_H

#include "base/db.h"
#include "base/file.h"
#include "public/picture/picture_text.h"
#include "release/seal.h"

#include <stdio.h>
#include <string.h>

/* A key, in PICTURE.secret; its public half is PICTURE.pub, where servers look. */
static inline void make_picture_key(const char *picture, char secret[static 256],
                                    wks_public_key *key)
{
    char made[300];
    char wanted[300];
    wks_error err;
    wks_arena arena;
    wks_arena_init(&arena, 0);
    snprintf(secret, 256, "%.200s.secret", picture);
    snprintf(made, sizeof made, "%.220s.pub", secret);
    snprintf(wanted, sizeof wanted, "%.220s.pub", picture);
    if (!wks_file_exists(secret)) {
        assert_int_equal(wks_signature_make_key(secret, &arena, &err), WKS_OK);
        assert_int_equal(wks_file_move(made, wanted, &err), WKS_OK);
    }
    assert_int_equal(wks_signature_read_key(wanted, key, &err), WKS_OK);
    wks_arena_clear(&arena);
}

static inline wks_code try_seal(const wks_hash *release, const char *secret, wks_arena *arena,
                                wks_seal *out, wks_error *err)
{
    wks_statement statement = {.release = *release, .date = "2026-11-21", .entry = 1};
    memset(statement.policy.hex, '0', 64);
    memset(statement.ledger.hex, '1', 64);
    const char *text = wks_statement_text(&statement, arena);
    return text == NULL ? wks_arena_fail(err) : wks_seal_make(text, secret, out, err);
}

static inline wks_seal seal_of(const wks_hash *release, const char *secret, wks_arena *arena)
{
    wks_error err;
    wks_seal seal;
    assert_int_equal(try_seal(release, secret, arena, &seal, &err), WKS_OK);
    return seal;
}

/* Seal release `number`, which is in the picture without one. */
static inline void seal_picture(const char *picture, int64_t number)
{
    char secret[256];
    wks_public_key key;
    wks_error err;
    wks_arena arena;
    wks_hash text;
    wks_db *db = NULL;
    wks_query *query = NULL;
    wks_arena_init(&arena, 0);
    make_picture_key(picture, secret, &key);
    assert_int_equal(wks_db_open(picture, WKS_DB_WRITE, &db, &err), WKS_OK);
    assert_int_equal(wks_picture_text(db, number, NULL, &text, &err), WKS_OK);
    const wks_seal seal = seal_of(&text, secret, &arena);
    assert_int_equal(wks_query_open(db, "INSERT INTO seal VALUES (?1, ?2, ?3, ?4)", &query, &err),
                     WKS_OK);
    wks_query_bind_integer(query, 1, number);
    wks_query_bind_text(query, 2, seal.statement);
    wks_query_bind_text(query, 3, seal.signature.hex);
    wks_query_bind_text(query, 4, seal.key.hex);
    assert_int_equal(wks_query_run(query, &err), WKS_OK);
    wks_query_close(query);
    wks_db_close(db);
    wks_arena_clear(&arena);
}

/* A verifier that signs whatever it is given. */
typedef struct seal_fixture {
    char secret[256];
    char text_path[256];
    wks_public_key key;
    wks_arena *arena;
} seal_fixture;

static inline wks_code seal_anything(void *context, wks_seal *out, wks_error *err)
{
    const seal_fixture *at = context;
    wks_hash text;
    WKS_TRY(wks_hash_file(at->text_path, &text, err));
    return try_seal(&text, at->secret, at->arena, out, err);
}

#endif
