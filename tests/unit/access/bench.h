/* A store in memory with accounts, for the tests of access/.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_TESTS_ACCESS_BENCH_H
#define WKS_TESTS_ACCESS_BENCH_H

#include "access/account.h"
#include "access/session.h"
#include "base/language.h"

#include <string.h>

#define GOOD "koffie fiets regenboog"

typedef struct bench {
    wks_arena arena;
    wks_error err;
    wks_db *db;
    wks_access *access;
} bench;

static int set_up(void **state)
{
    static bench made;
    memset(&made, 0, sizeof made);
    wks_language_set(WKS_ENGLISH);
    wks_arena_init(&made.arena, 0);
    *state = &made;
    return wks_db_open(":memory:", WKS_DB_CREATE, &made.db, &made.err) != WKS_OK ||
           wks_access_migrate(made.db, &made.err) != WKS_OK ||
           wks_access_open(made.db, &made.arena, &made.access, &made.err) != WKS_OK;
}

static int tear_down(void **state)
{
    bench *at = *state;
    wks_access_close(at->access);
    wks_db_close(at->db);
    wks_arena_clear(&at->arena);
    return 0;
}

static wks_span span_of(const char *text)
{
    return (wks_span){text, strlen(text)};
}

/* An account that was invited at time 0. */
static wks_token invited(bench *at, const char *name)
{
    wks_token token;
    const wks_account account = {.name = name,
                                 .person = "Noor Bakker",
                                 .organisation = "Welzijn",
                                 .roles = WKS_ROLE_BIT(WKS_ROLE_PROFESSIONAL)};
    assert_int_equal(wks_account_add(at->access, &account, 0, &token, &at->err), WKS_OK);
    return token;
}

/* An account with the passphrase GOOD. */
static int64_t accepted(bench *at, const char *name)
{
    const wks_token token = invited(at, name);
    int64_t account = 0;
    assert_int_equal(
        wks_account_accept(at->access, span_of(token.text), span_of(GOOD), 1, &account, &at->err),
        WKS_OK);
    return account;
}

#endif
