/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/role.h"

#include <string.h>

static const char *const role_words[WKS_N_ROLES] = {
    [WKS_ROLE_PROFESSIONAL] = "professional", [WKS_ROLE_MODERATOR] = "moderator",
    [WKS_ROLE_RESEARCHER] = "onderzoeker",    [WKS_ROLE_STEWARD] = "bronhouder",
    [WKS_ROLE_TABLE_MEMBER] = "thematafel",   [WKS_ROLE_ADMINISTRATOR] = "beheerder",
};

static const char *const right_words[WKS_N_RIGHTS] = {
    [WKS_RIGHT_NONE] = "",
    [WKS_RIGHT_READ] = "lezen",
    [WKS_RIGHT_OWN_ACCOUNT] = "eigen-account",
    [WKS_RIGHT_WRITE_DUIDING] = "duiden",
    [WKS_RIGHT_MODERATE] = "modereren",
    [WKS_RIGHT_WRITE_ACTION] = "initiatieven",
    [WKS_RIGHT_DECIDE] = "besluiten",
    [WKS_RIGHT_WRITE_SUPPLY] = "aanbod",
    [WKS_RIGHT_MANAGE_ACCOUNTS] = "accounts",
};

/* The roles that have each right.  An administrator runs the house and has no say in what is told
 * in it. */
enum {
    PROFESSIONAL = WKS_ROLE_BIT(WKS_ROLE_PROFESSIONAL),
    MODERATOR = WKS_ROLE_BIT(WKS_ROLE_MODERATOR),
    RESEARCHER = WKS_ROLE_BIT(WKS_ROLE_RESEARCHER),
    STEWARD = WKS_ROLE_BIT(WKS_ROLE_STEWARD),
    TABLE_MEMBER = WKS_ROLE_BIT(WKS_ROLE_TABLE_MEMBER),
    ADMINISTRATOR = WKS_ROLE_BIT(WKS_ROLE_ADMINISTRATOR),
    ALL = (1 << WKS_N_ROLES) - 1
};

static const unsigned allowed[WKS_N_RIGHTS] = {
    [WKS_RIGHT_NONE] = ALL,
    [WKS_RIGHT_READ] = ALL,
    [WKS_RIGHT_OWN_ACCOUNT] = ALL,
    [WKS_RIGHT_WRITE_DUIDING] = PROFESSIONAL | MODERATOR | RESEARCHER | TABLE_MEMBER,
    [WKS_RIGHT_MODERATE] = MODERATOR,
    [WKS_RIGHT_WRITE_ACTION] = PROFESSIONAL | TABLE_MEMBER,
    [WKS_RIGHT_DECIDE] = TABLE_MEMBER,
    [WKS_RIGHT_WRITE_SUPPLY] = STEWARD,
    [WKS_RIGHT_MANAGE_ACCOUNTS] = ADMINISTRATOR,
};

const char *wks_role_word(wks_role role)
{
    return role_words[role];
}

const char *wks_right_word(wks_right right)
{
    return right_words[right];
}

bool wks_role_find(const char *word, wks_role *out)
{
    for (unsigned i = 0; i < WKS_N_ROLES; i++) {
        if (strcmp(role_words[i], word) == 0) {
            *out = (wks_role)i;
            return true;
        }
    }
    return false;
}

bool wks_role_may(unsigned roles, wks_right right)
{
    return right <= WKS_RIGHT_OWN_ACCOUNT ||
           (right < WKS_N_RIGHTS && (roles & allowed[right]) != 0);
}
