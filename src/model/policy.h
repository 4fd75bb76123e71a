/* model/policy.h - the rules for what may be shown, from a file that anybody can read and hash.
 *
 * In goes a policy in YAML: one that is shipped (catalogue/policies), by its id, or a file.  Out
 * come its numbers, checked, with the SHA-256 of its bytes, so that a release can say under which
 * rules it was made.  What a file does not give is no rule of it, unless a default stands below.
 * Every rule that is given names where its number comes from, and whether somebody who may has
 * confirmed it. What the rules do to a table: gate/table_rule.h and the files gate/rule_*.h.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_MODEL_POLICY_H
#define WKS_MODEL_POLICY_H

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/signature.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    WKS_POLICY_LEAST_MINIMUM = 10, /* below this no count is published, whatever the file says */
    WKS_POLICY_MOST_KNOWN = 8,     /* contributors in one rule of dominance, or one of p % */
    WKS_POLICY_N_SIGNERS = 2
};

/* How tables are protected: one way per table, for as long as it is published. */
typedef enum wks_policy_method {
    WKS_POLICY_SUPPRESSES, /* the default */
    WKS_POLICY_ROUNDS,
    WKS_POLICY_PERTURBS /* by cell key */
} wks_policy_method;

/* What must stay possible of a hidden number of persons (gate/table_rule.h). */
typedef enum wks_policy_criterion {
    WKS_POLICY_CRITERION_B, /* the default: as many as the minimum */
    WKS_POLICY_CRITERION_A  /* any other number */
} wks_policy_criterion;

typedef enum wks_policy_zeros {
    WKS_POLICY_ZEROS_PUBLISHED, /* the default: shown */
    WKS_POLICY_ZEROS_PROTECTED, /* hidden as small numbers are, where a row of the table tells of
                                   them */
    WKS_POLICY_ZEROS_STRUCTURAL /* hidden also where no row tells of them, but where they are listed
                                   as impossible */
} wks_policy_zeros;

/* Where the number of a rule comes from. */
typedef struct wks_policy_basis {
    const char *rule; /* the key of the rule */
    const char *source;
    bool is_confirmed; /* false: a domain expert has still to confirm it */
} wks_policy_basis;

/* (n,k): an amount is hidden when its n largest contributors have more than k per cent of it. */
typedef struct wks_policy_dominance {
    int n; /* 1 to WKS_POLICY_MOST_KNOWN */
    double k_percent;
} wks_policy_dominance;

/* p %: an amount is hidden when `known` of its contributors together, who know what they
 * contributed themselves, can tell the largest other contribution to within p per cent of it. */
typedef struct wks_policy_prior {
    double p_percent; /* 0: no such rule */
    int n_known;      /* 1 to WKS_POLICY_MOST_KNOWN - 1 */
} wks_policy_prior;

/* Group disclosure: that nearly everybody, or nearly nobody, of an identifiable group has
 * something. */
typedef struct wks_policy_group {
    bool is_given;
    double most_percent;  /* a larger share of the group tells of all in it */
    double least_percent; /* a smaller share too */
    int others_below; /* persons; only where fewer than this are the others (of the large share), or
                         are in it (of the small one).  0: the large share always, the small one
                         below minimum_persons */
    const char **identifying; /* [n_identifying] columns by which a person can be known; none given:
                                 all but the sensitive one */
    size_t n_identifying;
    const char *
        *sensitive; /* [n_sensitive] columns that tell something; more can be named elsewhere */
    size_t n_sensitive;
} wks_policy_group;

/* That a contributor lets their numbers be shown: no rule hides a cell for their sake alone. */
typedef struct wks_policy_waiver {
    const char *who[WKS_POLICY_N_SIGNERS]; /* two different persons */
    const char *what;                      /* whose: "holding=12", a column and a code in it */
    const char *until;                     /* the last day, "2027-12-31" */
    const char *reason;
    const char *signatures[WKS_POLICY_N_SIGNERS]; /* of who, in that order */
} wks_policy_waiver;

/* Who may sign waivers. */
typedef struct wks_policy_signer {
    const char *name;
    wks_public_key key;
} wks_policy_signer;

typedef struct wks_policy {
    const char *id;
    const char *version;
    const char *dutch; /* its name */
    const char *english;
    const char *file; /* as messages call it */
    wks_hash hash;    /* of the bytes of the file */
    wks_policy_method method;
    int rounding_base;     /* persons; WKS_POLICY_ROUNDS only, else 0 */
    int minimum_persons;   /* the fewest that may be shown: unweighted, WKS_POLICY_LEAST_MINIMUM or
                              more */
    int minimum_providers; /* the fewest providers that a shown count is made of; 0: no such rule */
    int minimum_persons_per_provider; /* those with fewer persons in a count are no provider of it
                                       */
    wks_policy_criterion criterion;
    int insiders; /* persons of the table that a reader may be: 0 or 1 (default) */
    wks_policy_zeros zeros;
    int difference_minimum; /* the fewest persons that may be left when a shown cell is taken from
                               another that holds it; 0: no such rule */
    int minimum_area_inhabitants; /* below this nothing of an area is shown; 0: no such rule */
    int survey_minimum;           /* the fewest respondents, unweighted; 0: minimum_persons */
    const wks_policy_dominance *dominance; /* [n_dominance] each of them is a rule */
    size_t n_dominance;
    wks_policy_prior prior;
    double range_percent; /* how far a hidden amount that has too few contributors must stay open,
                             in per cent of it, up and down (default 10) */
    wks_policy_group group;
    const char **forced; /* [n_forced] cells that must be shown: "gem=GM0153,sex=V"; a column that
                            is not named is at its total; "T" is the total of all */
    size_t n_forced;
    const wks_policy_waiver *waivers;
    size_t n_waivers;
    const wks_policy_basis *basis;
    size_t n_basis;
} wks_policy;

/* name: the id of a shipped policy ("cbs"), or a path: with a slash, or ending in .yaml.  Lives in
 * arena.
 * Errors: WKS_E_NOT_FOUND  no such id (the text lists those there are), no such file
 *         WKS_E_FORMAT     names file, line and what was expected: an unknown key or word, a number
 * out of its range, a rule without basis, a basis without rule, a waiver of one person or without a
 * day WKS_E_IO, WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_policy_read(const char *name, wks_arena *arena, wks_policy *out,
                                        wks_error *err);

/* The ids of the shipped policies with commas between: "cbs, ggd". */
WKS_MUST_CHECK wks_code wks_policy_list(wks_arena *arena, const char **out, wks_error *err);

/* What is signed of waiver `index`: all of it but the signatures, and which policy it is of.
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_policy_waiver_text(const wks_policy *policy, size_t index,
                                               wks_arena *arena, wks_span *out, wks_error *err);

/* Whether every waiver of the policy counts on a day, "2026-11-22": it has not ended, and both who
 * sign it are signers [n], with a key each, and signed exactly what it says.
 * Errors: WKS_E_REFUSED  names the waiver, and who did not sign it
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_policy_check_waivers(const wks_policy *policy, const char *day,
                                                 const wks_policy_signer *signers, size_t n,
                                                 wks_error *err);

#endif
