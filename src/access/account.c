/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/account.h"

#include "access/access_query.h"
#include "base/language.h"
#include "base/passphrase.h"

#include <string.h>
#include <strings.h>

enum {
    DAY_S = 24 * 60 * 60,
    FREE_FAILURES = 5,
    LONGEST_WAIT_S = 30
};

/* ---- what names and passphrases may be ----------------------------------------------------- */

static bool is_name(const char *text)
{
    const size_t n = strlen(text);
    return n > 0 && n <= WKS_ACCOUNT_NAME_MOST && wks_span_trim(text, n).n == n;
}

static bool holds(wks_span text, const char *part)
{
    const size_t n = strlen(part);
    for (size_t i = 0; i + n <= text.n; i++) {
        if (strncasecmp(text.at + i, part, n) == 0) {
            return true;
        }
    }
    return false;
}

static wks_code check_passphrase(wks_span passphrase, const char *name, wks_error *err)
{
    if (wks_text_characters(passphrase) < WKS_PASSPHRASE_LEAST ||
        passphrase.n > WKS_PASSPHRASE_MOST) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("Choose at least %d characters; a few words together are easy to "
                               "remember.",
                               "Kies minstens %d tekens; een paar woorden achter elkaar onthoudt u "
                               "makkelijk."),
                        WKS_PASSPHRASE_LEAST);
    }
    if (holds(passphrase, name)) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("Leave your own name out.", "Laat uw eigen naam erbuiten."));
    }
    return WKS_OK;
}

/* ---- invitations --------------------------------------------------------------------------- */

static wks_code add_invitation(wks_access *access, int64_t account, int64_t now, wks_token *out,
                               wks_error *err)
{
    WKS_TRY(wks_token_make(out, err));
    wks_query *drop = access->queries[WKS_ACCESS_DROP_INVITATIONS];
    wks_query_bind_integer(drop, 1, account);
    WKS_TRY(wks_query_run(drop, err));
    wks_query *add = access->queries[WKS_ACCESS_ADD_INVITATION];
    wks_query_bind_text(add, 1, wks_token_hash((wks_span){out->text, strlen(out->text)}).hex);
    wks_query_bind_integer(add, 2, account);
    wks_query_bind_integer(add, 3, now + (int64_t)WKS_INVITATION_DAYS * DAY_S);
    return wks_query_run(add, err);
}

static wks_code add_account(wks_access *access, const wks_account *account, int64_t now,
                            wks_token *invitation, wks_error *err)
{
    bool has_row = false;
    wks_query *add = access->queries[WKS_ACCESS_ADD_ACCOUNT];
    wks_query_bind_text(add, 1, account->name);
    wks_query_bind_text(add, 2, account->person);
    wks_query_bind_text(add, 3, account->organisation);
    wks_query_bind_integer(add, 4, account->roles);
    wks_query_bind_integer(add, 5, now);
    WKS_TRY(wks_query_step(add, &has_row, err));
    if (!has_row) {
        return wks_fail(err, WKS_E_EXISTS,
                        wks_tr("there is an account '%s' already", "er is al een account '%s'"),
                        account->name);
    }
    const int64_t number = wks_query_integer(add, 0);
    wks_query_reset(add);
    return add_invitation(access, number, now, invitation, err);
}

wks_code wks_account_add(wks_access *access, const wks_account *account, int64_t now,
                         wks_token *invitation, wks_error *err)
{
    if (!is_name(account->name) || !is_name(account->person) ||
        strlen(account->organisation) > WKS_ACCOUNT_NAME_MOST) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("name and person: from 1 to %d characters, no space at the ends",
                               "naam en persoon: 1 tot %d tekens, geen spatie aan begin of eind"),
                        WKS_ACCOUNT_NAME_MOST);
    }
    WKS_TRY(wks_db_begin(access->db, err));
    wks_code code = add_account(access, account, now, invitation, err);
    if (code == WKS_OK) {
        code = wks_db_commit(access->db, err);
    }
    wks_db_rollback(access->db);
    return code;
}

/* The account of this name; its row is the present one of the query, to be reset. */
static wks_code find(wks_access *access, const char *name, wks_query **out, wks_error *err)
{
    bool has_row = false;
    *out = access->queries[WKS_ACCESS_ACCOUNT];
    wks_query_bind_text(*out, 1, name);
    WKS_TRY(wks_query_step(*out, &has_row, err));
    return has_row ? WKS_OK
                   : wks_fail(err, WKS_E_NOT_FOUND,
                              wks_tr("there is no account '%s'", "er is geen account '%s'"), name);
}

static wks_code number_of(wks_access *access, const char *name, int64_t *out, wks_error *err)
{
    wks_query *row = NULL;
    WKS_TRY(find(access, name, &row, err));
    *out = wks_query_integer(row, 0);
    wks_query_reset(row);
    return WKS_OK;
}

wks_code wks_account_invite(wks_access *access, const char *name, int64_t now,
                            wks_token *invitation, wks_error *err)
{
    int64_t account = 0;
    WKS_TRY(number_of(access, name, &account, err));
    WKS_TRY(wks_db_begin(access->db, err));
    wks_code code = add_invitation(access, account, now, invitation, err);
    if (code == WKS_OK) {
        code = wks_db_commit(access->db, err);
    }
    wks_db_rollback(access->db);
    return code;
}

static wks_code end_of_account(wks_access *access, wks_access_query query, int64_t account,
                               wks_error *err)
{
    wks_query_bind_integer(access->queries[query], 1, account);
    return wks_query_run(access->queries[query], err);
}

static wks_code set_passphrase(wks_access *access, int64_t account, const char *hash,
                               wks_error *err)
{
    wks_query *set = access->queries[WKS_ACCESS_SET_PASSPHRASE];
    wks_query_bind_integer(set, 1, account);
    wks_query_bind_text(set, 2, hash);
    WKS_TRY(wks_query_run(set, err));
    WKS_TRY(end_of_account(access, WKS_ACCESS_DROP_INVITATIONS, account, err));
    return end_of_account(access, WKS_ACCESS_DROP_SESSIONS, account, err);
}

wks_code wks_account_accept(wks_access *access, wks_span invitation, wks_span passphrase,
                            int64_t now, int64_t *account, wks_error *err)
{
    char hash[WKS_PASSPHRASE_HASH_SIZE];
    bool has_row = false;
    wks_query *row = access->queries[WKS_ACCESS_INVITATION];
    wks_query_bind_text(row, 1, wks_token_hash(invitation).hex);
    wks_query_bind_integer(row, 2, now);
    WKS_TRY(wks_query_step(row, &has_row, err));
    if (!has_row) {
        return wks_fail(err, WKS_E_NOT_FOUND, "%s",
                        wks_tr("This invitation was used, or is over. Ask for a new one.",
                               "Deze uitnodiging is gebruikt of verlopen. Vraag een nieuwe."));
    }
    *account = wks_query_integer(row, 0);
    const wks_code fault = check_passphrase(passphrase, wks_query_text(row, 1), err);
    wks_query_reset(row);
    WKS_TRY(fault);
    WKS_TRY(wks_passphrase_hash(passphrase, hash, err));
    WKS_TRY(wks_db_begin(access->db, err));
    wks_code code = set_passphrase(access, *account, hash, err);
    if (code == WKS_OK) {
        code = wks_db_commit(access->db, err);
    }
    wks_db_rollback(access->db);
    return code;
}

/* ---- proof --------------------------------------------------------------------------------- */

typedef struct proof {
    int64_t account;
    bool is_there;
    bool has_hash;
    char hash[WKS_PASSPHRASE_HASH_SIZE];
    int64_t wait_until;
} proof;

static int64_t wait_after(int64_t n_failed)
{
    int64_t wait = 0;
    for (int64_t i = FREE_FAILURES; i <= n_failed && wait < LONGEST_WAIT_S; i++) {
        wait = wait == 0 ? 1 : 2 * wait;
    }
    return wait < LONGEST_WAIT_S ? wait : LONGEST_WAIT_S;
}

static wks_code read_proof(wks_access *access, const char *name, proof *out, wks_error *err)
{
    wks_query *row = access->queries[WKS_ACCESS_ACCOUNT];
    *out = (proof){0};
    wks_query_bind_text(row, 1, name);
    WKS_TRY(wks_query_step(row, &out->is_there, err));
    if (!out->is_there) {
        return WKS_OK;
    }
    const char *hash = wks_query_text(row, 6);
    const bool is_blocked = wks_query_integer(row, 5) != 0;
    out->account = wks_query_integer(row, 0);
    out->has_hash = hash != NULL && !is_blocked && strlen(hash) < sizeof out->hash;
    if (out->has_hash) {
        memcpy(out->hash, hash, strlen(hash) + 1);
    }
    out->wait_until = wks_query_integer(row, 8) + wait_after(wks_query_integer(row, 7));
    wks_query_reset(row);
    return WKS_OK;
}

wks_code wks_account_prove(wks_access *access, const char *name, wks_span passphrase, int64_t now,
                           int64_t *account, wks_error *err)
{
    proof known;
    WKS_TRY(read_proof(access, name, &known, err));
    if (known.is_there && now < known.wait_until) {
        return wks_fail(
            err, WKS_E_EXISTS, "%s",
            wks_tr("That was not right several times. Wait half a minute and try again.",
                   "Dat klopte een paar keer niet. Wacht een halve minuut en probeer het "
                   "opnieuw."));
    }
    const bool is_right = wks_passphrase_is(passphrase, known.has_hash ? known.hash : NULL);
    if (known.is_there) {
        wks_query *note =
            access->queries[is_right ? WKS_ACCESS_NOTE_SUCCESS : WKS_ACCESS_NOTE_FAILURE];
        wks_query_bind_integer(note, 1, known.account);
        if (!is_right) {
            wks_query_bind_integer(note, 2, now);
        }
        WKS_TRY(wks_query_run(note, err));
    }
    if (!is_right) {
        return wks_fail(err, WKS_E_REFUSED, "%s",
                        wks_tr("Name and passphrase do not belong together.",
                               "Naam en wachtzin horen niet bij elkaar."));
    }
    *account = known.account;
    return WKS_OK;
}

/* ---- all of them --------------------------------------------------------------------------- */

static wks_code keep_row(wks_query *row, wks_arena *arena, wks_account *out, wks_error *err)
{
    out->number = wks_query_integer(row, 0);
    out->name = wks_arena_text(arena, wks_query_text(row, 1));
    out->person = wks_arena_text(arena, wks_query_text(row, 2));
    out->organisation = wks_arena_text(arena, wks_query_text(row, 3));
    out->roles = (unsigned)wks_query_integer(row, 4);
    out->is_blocked = wks_query_integer(row, 5) != 0;
    out->has_passphrase = wks_query_text(row, 6) != NULL;
    return out->name == NULL || out->person == NULL || out->organisation == NULL
               ? wks_arena_fail(err)
               : WKS_OK;
}

wks_code wks_account_list(wks_access *access, wks_arena *arena, wks_account **out, size_t *n,
                          wks_error *err)
{
    wks_query *rows = access->queries[WKS_ACCESS_ACCOUNTS];
    size_t room = 0;
    bool has_row = false;
    *out = NULL;
    *n = 0;
    WKS_TRY(wks_query_step(rows, &has_row, err));
    while (has_row) {
        wks_code code = wks_arena_grow(arena, out, *n, &room, sizeof **out, err);
        if (code == WKS_OK) {
            code = keep_row(rows, arena, &(*out)[*n], err);
        }
        if (code != WKS_OK) {
            wks_query_reset(rows);
            return code;
        }
        *n += 1;
        WKS_TRY(wks_query_step(rows, &has_row, err));
    }
    return WKS_OK;
}

wks_code wks_account_change(wks_access *access, const char *name, unsigned roles, bool is_blocked,
                            wks_error *err)
{
    int64_t account = 0;
    WKS_TRY(number_of(access, name, &account, err));
    wks_query *set = access->queries[WKS_ACCESS_SET_ACCOUNT];
    wks_query_bind_integer(set, 1, account);
    wks_query_bind_integer(set, 2, roles);
    wks_query_bind_integer(set, 3, is_blocked);
    WKS_TRY(wks_query_run(set, err));
    return is_blocked ? end_of_account(access, WKS_ACCESS_DROP_SESSIONS, account, err) : WKS_OK;
}
