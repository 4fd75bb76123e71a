/* access/role.h - who may do what: one table.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_ACCESS_ROLE_H
#define WKS_ACCESS_ROLE_H

#include <stdbool.h>
#include <stddef.h>

/* Everybody is a reader; what an account is besides. */
typedef enum wks_role {
    WKS_ROLE_PROFESSIONAL, /* adds what she knows of an area */
    WKS_ROLE_MODERATOR,    /* reads it before others do */
    WKS_ROLE_RESEARCHER,   /* explains numbers */
    WKS_ROLE_STEWARD,      /* keeps the services of an organisation */
    WKS_ROLE_TABLE_MEMBER, /* decides at the thematafel */
    WKS_ROLE_ADMINISTRATOR,
    WKS_N_ROLES
} wks_role;

typedef enum wks_right {
    WKS_RIGHT_NONE,            /* anybody, whatever the server keeps */
    WKS_RIGHT_READ,            /* anybody: what people wrote and everybody may read */
    WKS_RIGHT_OWN_ACCOUNT,     /* whoever signed in */
    WKS_RIGHT_WRITE_DUIDING,   /* duiding, stories, threads */
    WKS_RIGHT_MODERATE,        /* what waits to be read; agree, send back */
    WKS_RIGHT_WRITE_ACTION,    /* bottlenecks, initiatives, plans */
    WKS_RIGHT_DECIDE,          /* agendas, decisions, actions of a table */
    WKS_RIGHT_WRITE_SUPPLY,    /* services, best practices */
    WKS_RIGHT_MANAGE_ACCOUNTS, /* invite, give roles, block */
    WKS_N_RIGHTS
} wks_right;

/* Roles together, as bits: WKS_ROLE_BIT(WKS_ROLE_STEWARD) | ... */
#define WKS_ROLE_BIT(role) (1U << (unsigned)(role))

/* The word for it in addresses, replies and on the command line: "professional", "moderator". */
const char *wks_role_word(wks_role role);
const char *wks_right_word(wks_right right);
/* The role of this word.  false: there is none. */
bool wks_role_find(const char *word, wks_role *out);

/* Whether an account with these roles may do this. */
bool wks_role_may(unsigned roles, wks_right right);

#endif
