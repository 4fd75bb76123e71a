/* access/access_query.h - the named queries of the accounts.  For access/ alone.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_ACCESS_ACCESS_QUERY_H
#define WKS_ACCESS_ACCESS_QUERY_H

#include "access/access.h"
#include "base/db.h"

/* Every query with its file in src/access/queries. */
#define WKS_ACCESS_QUERIES(X)                                                                      \
    X(WKS_ACCESS_ACCOUNT, "account.sql")                                                           \
    X(WKS_ACCESS_ACCOUNTS, "accounts.sql")                                                         \
    X(WKS_ACCESS_ADD_ACCOUNT, "add_account.sql")                                                   \
    X(WKS_ACCESS_ADD_INVITATION, "add_invitation.sql")                                             \
    X(WKS_ACCESS_ADD_SESSION, "add_session.sql")                                                   \
    X(WKS_ACCESS_DROP_INVITATIONS, "drop_invitations.sql")                                         \
    X(WKS_ACCESS_DROP_OLD_SESSIONS, "drop_old_sessions.sql")                                       \
    X(WKS_ACCESS_DROP_SESSION, "drop_session.sql")                                                 \
    X(WKS_ACCESS_DROP_SESSIONS, "drop_sessions.sql")                                               \
    X(WKS_ACCESS_INVITATION, "invitation.sql")                                                     \
    X(WKS_ACCESS_NOTE_FAILURE, "note_failure.sql")                                                 \
    X(WKS_ACCESS_NOTE_SUCCESS, "note_success.sql")                                                 \
    X(WKS_ACCESS_SEE_SESSION, "see_session.sql")                                                   \
    X(WKS_ACCESS_SESSION, "session.sql")                                                           \
    X(WKS_ACCESS_SET_ACCOUNT, "set_account.sql")                                                   \
    X(WKS_ACCESS_SET_PASSPHRASE, "set_passphrase.sql")

typedef enum wks_access_query {
#define WKS_ACCESS_QUERY(name, file) name,
    WKS_ACCESS_QUERIES(WKS_ACCESS_QUERY)
#undef WKS_ACCESS_QUERY
    WKS_ACCESS_N_QUERIES
} wks_access_query;

struct wks_access {
    wks_db *db;
    wks_query *queries[WKS_ACCESS_N_QUERIES];
};

#endif
