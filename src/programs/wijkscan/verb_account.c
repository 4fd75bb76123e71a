/* `wijkscan account add|invite|list|block`: who may write in the region.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "access/account.h"
#include "base/language.h"
#include "model/workspace.h"
#include "programs/wijkscan/verb.h"
#include "public/region/region.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* ---- the store ----------------------------------------------------------------------------- */

typedef struct opened {
    wks_region *region;
    wks_region_handle *handle;
} opened;

static wks_code open_region(const wks_call *call, const wks_arguments *arguments, opened *out,
                            wks_error *err)
{
    wks_workspace workspace;
    const char *folder = wks_arguments_flag(call, arguments, "workspace");
    WKS_TRY(wks_workspace_read(folder == NULL ? "." : folder, call->arena, &workspace, err));
    WKS_TRY(wks_region_open(workspace.region_path, 1, &out->region, err));
    out->handle = wks_region_take(out->region);
    return WKS_OK;
}

static void close_region(opened *at)
{
    wks_region_give(at->region, at->handle);
    wks_region_close(at->region);
}

static void say_invitation(const wks_token *invitation)
{
    printf(
        wks_tr("Give this to the person alone. It works once, for %d days, behind the address of "
               "your server:\n  /welkom#%s\n",
               "Geef dit alleen aan de persoon zelf. Het werkt één keer, %d dagen lang, achter "
               "het adres van uw server:\n  /welkom#%s\n"),
        WKS_INVITATION_DAYS, invitation->text);
}

/* ---- add ----------------------------------------------------------------------------------- */

static wks_code read_roles(const wks_arguments *arguments, unsigned *out, wks_error *err)
{
    const char *word = NULL;
    *out = 0;
    for (size_t i = 0; (word = wks_arguments_flag_nth(arguments, "role", i)) != NULL; i++) {
        wks_role role = WKS_N_ROLES;
        if (!wks_role_find(word, &role)) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("--role: expected professional, moderator, onderzoeker, "
                                   "bronhouder, thematafel or beheerder, not '%s'",
                                   "--role: verwacht professional, moderator, onderzoeker, "
                                   "bronhouder, thematafel of beheerder, niet '%s'"),
                            word);
        }
        *out |= WKS_ROLE_BIT(role);
    }
    return *out != 0 ? WKS_OK
                     : wks_fail(err, WKS_E_ARGUMENT, "%s",
                                wks_tr("--role is needed, at least once",
                                       "--role is nodig, minstens één keer"));
}

static wks_code run_add(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    const char *name = arguments->arguments[0];
    const char *person = wks_arguments_flag(call, arguments, "person");
    const char *organisation = wks_arguments_flag(call, arguments, "organisation");
    wks_account account = {.name = name,
                           .person = person == NULL ? name : person,
                           .organisation = organisation == NULL ? "" : organisation};
    wks_token invitation;
    opened at;
    WKS_TRY(read_roles(arguments, &account.roles, err));
    WKS_TRY(open_region(call, arguments, &at, err));
    const wks_code code =
        wks_account_add(at.handle->access, &account, time(NULL), &invitation, err);
    close_region(&at);
    if (code == WKS_OK) {
        say_invitation(&invitation);
    }
    return code;
}

#define WORKSPACE_FLAG                                                                             \
    {                                                                                              \
        "workspace", "FOLDER", "where wijkscan.yaml stands (default: here)",                       \
            "waar wijkscan.yaml staat (standaard: hier)"                                           \
    }

static const wks_flag add_flags[] = {
    WORKSPACE_FLAG,
    {"role", "ROLE", "professional, moderator, onderzoeker, bronhouder, thematafel or beheerder",
     "professional, moderator, onderzoeker, bronhouder, thematafel of beheerder"},
    {"person", "NAME", "how others see this person (default: the name)",
     "hoe anderen deze persoon zien (standaard: de naam)"},
    {"organisation", "NAME", "for whom", "voor wie"},
};

const wks_verb wks_verb_account_add = {
    .group = "account",
    .name = "add",
    .arguments = "NAME",
    .least_arguments = 1,
    .most_arguments = 1,
    .english = "make an account, and an invitation for it",
    .dutch = "maak een account, met een uitnodiging",
    .more_english = "--role may be given more than once.",
    .more_dutch = "--role mag vaker dan één keer.",
    .flags = add_flags,
    .n_flags = sizeof add_flags / sizeof add_flags[0],
    .run = run_add,
};

/* ---- invite -------------------------------------------------------------------------------- */

static wks_code run_invite(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    wks_token invitation;
    opened at;
    WKS_TRY(open_region(call, arguments, &at, err));
    const wks_code code = wks_account_invite(at.handle->access, arguments->arguments[0], time(NULL),
                                             &invitation, err);
    close_region(&at);
    if (code == WKS_OK) {
        say_invitation(&invitation);
    }
    return code;
}

static const wks_flag workspace_flags[] = {WORKSPACE_FLAG};

const wks_verb wks_verb_account_invite = {
    .group = "account",
    .name = "invite",
    .arguments = "NAME",
    .least_arguments = 1,
    .most_arguments = 1,
    .english = "a new invitation: for who lost the passphrase, or let the last one pass",
    .dutch = "een nieuwe uitnodiging: voor wie de wachtzin kwijt is, of te laat was",
    .flags = workspace_flags,
    .n_flags = 1,
    .run = run_invite,
};

/* ---- list and block ------------------------------------------------------------------------ */

static void say_account(const wks_account *account)
{
    printf("%-24s %-28s ", account->name, account->person);
    const char *between = "";
    for (unsigned role = 0; role < WKS_N_ROLES; role++) {
        if ((account->roles & WKS_ROLE_BIT(role)) != 0) {
            printf("%s%s", between, wks_role_word((wks_role)role));
            between = ", ";
        }
    }
    printf("%s\n", account->is_blocked        ? wks_tr(" (blocked)", " (geblokkeerd)")
                   : !account->has_passphrase ? wks_tr(" (invited)", " (uitgenodigd)")
                                              : "");
}

static wks_code run_list(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    wks_account *accounts = NULL;
    size_t n = 0;
    opened at;
    WKS_TRY(open_region(call, arguments, &at, err));
    const wks_code code = wks_account_list(at.handle->access, call->arena, &accounts, &n, err);
    close_region(&at);
    for (size_t i = 0; code == WKS_OK && i < n; i++) {
        say_account(&accounts[i]);
    }
    if (code == WKS_OK && n == 0) {
        puts(wks_tr("There are no accounts yet; make one with `wijkscan account add`.",
                    "Er zijn nog geen accounts; maak er een met `wijkscan account add`."));
    }
    return code;
}

const wks_verb wks_verb_account_list = {
    .group = "account",
    .name = "list",
    .arguments = "",
    .english = "who may write here, and as what",
    .dutch = "wie hier mag schrijven, en als wat",
    .flags = workspace_flags,
    .n_flags = 1,
    .run = run_list,
};

/* The roles stay, for when the account is opened again. */
static wks_code set_blocked(const opened *at, wks_arena *arena, const char *name, bool is_blocked,
                            wks_error *err)
{
    wks_account *accounts = NULL;
    size_t n = 0;
    WKS_TRY(wks_account_list(at->handle->access, arena, &accounts, &n, err));
    unsigned roles = 0;
    for (size_t i = 0; i < n; i++) {
        roles = strcmp(accounts[i].name, name) == 0 ? accounts[i].roles : roles;
    }
    return wks_account_change(at->handle->access, name, roles, is_blocked, err);
}

static wks_code run_block(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    opened at;
    WKS_TRY(open_region(call, arguments, &at, err));
    const wks_code code = set_blocked(&at, call->arena, arguments->arguments[0],
                                      wks_arguments_flag(call, arguments, "undo") == NULL, err);
    close_region(&at);
    return code;
}

static const wks_flag block_flags[] = {
    WORKSPACE_FLAG,
    {"undo", NULL, "let this account in again", "laat dit account weer toe"},
};

const wks_verb wks_verb_account_block = {
    .group = "account",
    .name = "block",
    .arguments = "NAME",
    .least_arguments = 1,
    .most_arguments = 1,
    .english = "shut an account out, at once; nothing it wrote is lost",
    .dutch = "sluit een account af, meteen; wat het schreef blijft",
    .flags = block_flags,
    .n_flags = sizeof block_flags / sizeof block_flags[0],
    .run = run_block,
};
